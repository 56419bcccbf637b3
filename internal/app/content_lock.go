package app

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"nabij/internal/framework"
)

// contentLock freezes what is released: it writes down the checksum of every released pack.
type contentLock struct {
	Dir string `arg:"" name:"folder" help:"${arg_content_dir}"`
}

// lockName is the file that holds the checksums, beside the packs that it freezes.
const lockName = "packs.lock"

// lockLine is one line of it: id@version, a space, SHA-256.
var lockLine = regexp.MustCompile(`^([a-z][a-z0-9-]*@[0-9.]+) ([0-9a-f]{64})$`)

// Run adds the released packs that are new, and refuses when a frozen one was changed.
func (s *contentLock) Run(c *Console) error {
	shelf, err := c.openShelf([]string{s.Dir})
	if err != nil {
		return err
	}
	if errs := shelf.issues.Errors(); len(errs) > 0 {
		remarks, _ := c.check(shelf)
		c.tellRemarks(remarks)
		return withCode(ExitIssues, told(c.T("content_lock_broken")))
	}
	file := filepath.Join(filepath.FromSlash(shelf.folders[0].shown), lockName)
	locked, err := c.readLock(file)
	if err != nil {
		return err
	}
	if wrong := c.compareLock(file, locked, shelf.own, true); len(wrong) > 0 {
		c.tellRemarks(wrong)
		return withCode(ExitIssues, told(c.T("content_lock_unchanged", filepath.ToSlash(file))))
	}
	added := 0
	for _, p := range shelf.own {
		if p.Head.Status != "draft" && locked[p.Key()] == "" {
			locked[p.Key()] = p.Checksum
			added++
			fmt.Fprintln(c.Out, "+ "+p.Key())
		}
	}
	if added > 0 {
		if err := writeLock(file, locked); err != nil {
			return err
		}
	}
	fmt.Fprint(c.Out, flow("", c.T("content_locked", filepath.ToSlash(file), c.many("n_packs", len(locked)), added), 0))
	return nil
}

// readLock reads the checksums; no file means that nothing is frozen yet.
func (c *Console) readLock(file string) (map[string]string, error) {
	out := map[string]string{}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		text := lines.Text()
		if text == "" || text[0] == '#' {
			continue
		}
		m := lockLine.FindStringSubmatch(text)
		if m == nil {
			return nil, withCode(ExitIssues, told(c.T("content_lock_line", fmt.Sprintf("%s:%d", filepath.ToSlash(file), n))))
		}
		out[m[1]] = m[2]
	}
	return out, lines.Err()
}

// writeLock writes the checksums in order of name, first to a file beside it so that a broken-off write loses nothing.
func writeLock(file string, locked map[string]string) error {
	var b bytes.Buffer
	b.WriteString("# Released packs and their checksums, written by nabij content lock. A released pack never changes: what must\n" +
		"# differ comes in a new version. This file only grows.\n")
	for _, key := range slices.Sorted(maps.Keys(locked)) {
		fmt.Fprintf(&b, "%s %s\n", key, locked[key])
	}
	if err := os.WriteFile(file+".new", b.Bytes(), 0o644); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// compareLock tells which frozen packs were changed, and with whole which of them are gone.
func (c *Console) compareLock(file string, locked map[string]string, packs []*framework.Pack, whole bool) []remark {
	var out []remark
	here := map[string]bool{}
	for _, p := range packs {
		here[p.Key()] = true
		if was := locked[p.Key()]; was != "" && was != p.Checksum {
			out = append(out, remark{p.Head.Pos, false, c.T("content_frozen", p.Head.ID, p.Head.Version), c.T("content_frozen_remedy")})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(locked)) {
		if whole && !here[key] {
			out = append(out, remark{framework.Pos{File: filepath.ToSlash(file)}, false, c.T("content_frozen_gone", key), c.T("content_frozen_gone_remedy")})
		}
	}
	return out
}

// checkLocks compares the packs with the lock of their folder, or of a folder above it.
func (c *Console) checkLocks(s *shelf) []remark {
	var out []remark
	for _, f := range s.folders {
		if !f.disk {
			continue
		}
		dir, err := filepath.Abs(filepath.FromSlash(f.shown))
		if err != nil {
			continue
		}
		shown := f.shown
		for depth := range 5 {
			file := filepath.Join(dir, lockName)
			if _, err := os.Stat(file); err == nil {
				if depth > 0 {
					shown = file
				}
				out = append(out, c.checkLock(s, f, file, filepath.Join(shown, lockName), depth == 0)...)
				break
			}
			if filepath.Dir(dir) == dir {
				break
			}
			dir = filepath.Dir(dir)
		}
	}
	return out
}

func (c *Console) checkLock(s *shelf, f shelfFolder, file, shown string, whole bool) []remark {
	locked, err := c.readLock(file)
	if err != nil {
		return []remark{{framework.Pos{File: filepath.ToSlash(shown)}, false, err.Error(), ""}}
	}
	var packs []*framework.Pack
	for _, p := range s.own {
		if s.home(p).shown == f.shown {
			packs = append(packs, p)
		}
	}
	return c.compareLock(shown, locked, packs, whole && len(s.broken) == 0)
}
