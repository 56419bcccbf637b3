package publishing

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"nabij/internal/platform/fault"
)

// readZip takes the folder of one pack out of a zip. What it says of its size is not believed: what comes out is counted.
// Files that do not belong to a pack are left out and named.
func readZip(data []byte) (files []File, left []string, problem fault.Text) {
	broken := fault.Say("Dit bestand is geen zip, of het is beschadigd.", "This file is no zip, or it is damaged.")
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, broken
	}
	if len(z.File) > MaxZipEntries {
		return nil, nil, fault.Say(fmt.Sprintf("In dit zipbestand zitten meer dan %d bestanden.", MaxZipEntries), fmt.Sprintf("This zip holds more than %d files.", MaxZipEntries))
	}
	var folders []string
	for _, e := range z.File {
		if problem := checkEntry(e); problem != (fault.Text{}) {
			return nil, nil, problem
		}
		if path.Base(e.Name) == "pack.yaml" {
			folders = append(folders, strings.TrimSuffix(e.Name, "pack.yaml"))
		}
	}
	if len(folders) != 1 {
		return nil, nil, fault.Say("In een zipbestand hoort precies één pakket te zitten: één map met een pack.yaml.", "A zip must hold exactly one pack: one folder with a pack.yaml.")
	}
	total := 0
	for _, e := range z.File {
		name, inside := strings.CutPrefix(e.Name, folders[0])
		switch {
		case strings.HasSuffix(e.Name, "/"):
			continue
		case !inside || CheckName(name) != (fault.Text{}):
			left = append(left, e.Name)
			continue
		case slices.ContainsFunc(files, func(f File) bool { return f.Name == name }):
			return nil, nil, fault.Say("De naam "+name+" staat er twee keer in.", "The name "+name+" stands in it twice.")
		}
		body, err := unpack(e)
		if err != nil {
			return nil, nil, broken
		}
		text, problem := CleanBody(string(body))
		if problem != (fault.Text{}) {
			return nil, nil, fault.Say(name+": "+problem.NL, name+": "+problem.EN)
		}
		files = append(files, File{Name: name, Body: text})
		if total += len(body); total > MaxPackBytes {
			break // told below
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return files, left, CheckSize(files)
}

// checkEntry refuses what no pack has: links, names that lead out of the folder, other devices.
func checkEntry(e *zip.File) fault.Text {
	shown := strings.ToValidUTF8(e.Name, "?")
	if len(shown) > 80 {
		shown = shown[:80] + "…"
	}
	mode := e.Mode()
	switch {
	case mode&fs.ModeSymlink != 0:
		return fault.Say("In dit zipbestand zit een koppeling ("+shown+"). Zet het bestand zelf erin.", "This zip holds a link ("+shown+"). Put the file itself in it.")
	case !mode.IsRegular() && !mode.IsDir():
		return fault.Say("In dit zipbestand zit iets dat geen gewoon bestand is ("+shown+").", "This zip holds something that is no ordinary file ("+shown+").")
	case strings.HasPrefix(e.Name, "/") || strings.Contains(e.Name, `\`) || slices.Contains(strings.Split(e.Name, "/"), "..") || strings.ContainsRune(e.Name, 0):
		return fault.Say("In dit zipbestand zit een naam die naar een andere map wijst ("+shown+").", "This zip holds a name that points to another folder ("+shown+").")
	case e.Flags&1 != 0:
		return fault.Say("Dit zipbestand is met een wachtwoord beveiligd.", "This zip is locked with a password.")
	}
	return fault.Text{}
}

// unpack reads at most a byte more than a file may have, so that a small zip cannot fill the memory.
func unpack(e *zip.File) ([]byte, error) {
	r, err := e.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return io.ReadAll(io.LimitReader(r, MaxFileBytes+1))
}

// folderOf gives the files of a version as a folder in memory, as the engine reads it.
func folderOf(files []File) (fs.FS, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		e, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(e, f.Body)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
}

// checksumOf freezes all files of a version, cases too: names and texts in order of name, each after its length.
func checksumOf(files []File) string {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%d:%s%d:%s", len(f.Name), f.Name, len(f.Body), f.Body)
	}
	return hex.EncodeToString(h.Sum(nil))
}
