package framework

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Load reads one pack: every *.yaml file directly in dir. It returns the pack as far as it could be read, and every
// issue found, not only the first. A pack with errors must not be compiled.
func Load(fsys fs.FS, dir string) (*Pack, Issues) {
	c := &collector{}
	p := &Pack{Dir: dir}
	files := readFiles(c, fsys, dir)
	if len(files) == 0 {
		if len(c.issues) == 0 {
			c.add(Pos{File: dir}, "no-files")
		}
		return p, c.sorted()
	}
	p.Checksum = checksum(files)
	parts := 0
	for _, f := range files {
		parts += partsIn(f.data)
	}
	if parts > MaxPackParts {
		c.add(Pos{File: dir}, "too-many-parts", MaxPackParts)
		return p, c.sorted()
	}
	tree := func(f packFile) *yaml.Node {
		name := path.Join(dir, f.name)
		root := parse(c, name, f.data)
		if root != nil && root.Kind != yaml.MappingNode {
			c.add(Pos{File: name, Line: root.Line, Col: root.Column}, "not-map", "pack, sources, rules …")
			return nil
		}
		return root
	}
	var head *yaml.Node // first, because it names the languages that the other files are read by
	for _, f := range files {
		if f.name == "pack.yaml" {
			head = tree(f)
		}
	}
	file := path.Join(dir, "pack.yaml")
	if head != nil || !slices.ContainsFunc(c.issues, func(i Issue) bool { return i.Pos.File == file }) { // why it cannot be read was told
		p.readHead(c, file, head)
	}
	for _, f := range files {
		root := head
		if f.name != "pack.yaml" {
			root = tree(f) // one at a time: trees are large
		}
		if root != nil && head != nil { // without the header nobody knows in which languages the texts are
			p.readFile(c, path.Join(dir, f.name), f.name == "pack.yaml", root)
		}
	}
	for i := range p.Sources {
		if s := &p.Sources[i]; s.Lang == "" && len(p.Head.Languages) > 0 {
			s.Lang = p.Head.Languages[0]
		} else if !langPattern.MatchString(s.Lang) && s.Lang != "" {
			c.add(s.Pos, "bad-language", cut(s.Lang))
		}
	}
	return p, c.sorted()
}

type packFile struct {
	name string
	data []byte
}

// readFiles reads the YAML files of a folder in order of name, within the limits.
func readFiles(c *collector, fsys fs.FS, dir string) []packFile {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		c.add(Pos{File: dir}, "no-folder")
		return nil
	}
	var out []packFile
	total := 0
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml") && !strings.HasSuffix(e.Name(), ".yml") {
			continue
		}
		at := Pos{File: path.Join(dir, e.Name())}
		if strings.HasSuffix(e.Name(), ".yml") {
			c.add(at, "yml")
			continue
		}
		if !e.Type().IsRegular() {
			c.add(at, "not-regular")
			continue
		}
		if len(out) == MaxFiles {
			c.add(Pos{File: dir}, "too-many-files", MaxFiles)
			return out
		}
		data, err := readLimited(fsys, path.Join(dir, e.Name()))
		if err != nil {
			c.add(at, "unreadable")
			continue
		}
		if total += len(data); total > MaxPackBytes {
			c.add(Pos{File: dir}, "pack-too-large", MaxPackBytes>>20)
			return out
		}
		out = append(out, packFile{e.Name(), data})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].name < out[j].name })
	return out
}

// readLimited reads at most one byte more than a file may have, so that a growing file cannot fill the memory.
func readLimited(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxFileBytes+1))
}

// checksum freezes content: names and bytes, each preceded by its length.
func checksum(files []packFile) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%d:%s%d:", len(f.name), f.name, len(f.data))
		h.Write(f.data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (p *Pack) readHead(c *collector, file string, root *yaml.Node) {
	if root == nil {
		c.add(Pos{File: file}, "no-pack-file")
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "pack" {
			// The languages are needed before the texts of the header can be judged.
			langs := languagesOf(root.Content[i+1])
			r := &reader{c: c, file: file, langs: langs}
			r.read(root.Content[i+1], reflect.ValueOf(&p.Head).Elem(), field{name: "pack"})
			checkHead(c, &p.Head)
			return
		}
	}
	c.add(Pos{File: file, Line: 1, Col: 1}, "missing", "pack", "The header of the pack.")
}

func languagesOf(head *yaml.Node) []string {
	var out []string
	if head.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(head.Content); i += 2 {
		if head.Content[i].Value != "languages" {
			continue
		}
		for _, l := range head.Content[i+1].Content {
			out = append(out, l.Value)
		}
	}
	return out
}

// readFile reads the sections of one file into the pack; lists from several files are put together.
func (p *Pack) readFile(c *collector, file string, head bool, root *yaml.Node) {
	r := &reader{c: c, file: file, langs: p.Head.Languages}
	v := reflect.ValueOf(p).Elem()
	fields := fieldsOf(v.Type())
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, val := root.Content[i], root.Content[i+1]
		switch {
		case (key.Value == "pack" || key.Value == "nabij") && !head:
			c.add(r.pos(key), "only-in-pack-file", key.Value)
		case key.Value == "pack":
			// read already
		default:
			r.readKey(key, val, v, fields)
		}
	}
	if head && p.Format != 1 {
		c.add(Pos{File: file, Line: 1, Col: 1}, "format-version")
	}
}

// LoadAll reads every pack under root: every folder that holds a pack.yaml.
func LoadAll(fsys fs.FS, root string) ([]*Pack, Issues) {
	var packs []*Pack
	var issues Issues
	err := fs.WalkDir(fsys, root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !e.IsDir() && e.Name() == "pack.yaml" {
			p, is := Load(fsys, path.Dir(name))
			packs = append(packs, p)
			issues = append(issues, is...)
		}
		return nil
	})
	if err != nil || len(packs) == 0 {
		issues = append(issues, Issue{Pos: Pos{File: root}, Code: "no-packs"})
	}
	return packs, issues
}
