package app

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"nabij/internal/framework"
)

// How far packs that another one uses are looked for: in so many folders above it, at most so deep below each of those,
// and among at most so many files and folders, so that a folder high up costs nothing.
const (
	foldersAbove = 4
	foldersBelow = 3
	mostEntries  = 5000
)

// openShelfBeside reads folders, and beside them the packs that they use: from the folders of --content, and from the
// folders above. One version of a pack can so be looked at on its own, with its guidelines where they lie.
func (c *Console) openShelfBeside(dirs, content []string) (*shelf, error) {
	s, err := c.openShelf(dirs)
	if err != nil || len(dirs) == 0 && len(content) == 0 {
		return s, err
	}
	for _, word := range content {
		dir, err := c.folderOf(word)
		if err != nil {
			return nil, err
		}
		shown := filepath.ToSlash(dir)
		packs, issues := readFolder(shelfFolder{shown, named{os.DirFS(dir), shown}, true}, s.broken)
		s.issues = append(s.issues, issues...)
		s.put(packs)
	}
	for _, dir := range dirs {
		dir, err := c.folderOf(dir)
		if err != nil {
			return nil, err
		}
		for range foldersAbove {
			above := filepath.Join(dir, "..")
			if !filepath.IsAbs(dir) && (dir == "." || strings.HasSuffix(dir, "..")) {
				above = dir + "/.."
			}
			a, _ := filepath.Abs(above)
			if b, _ := filepath.Abs(dir); a == b {
				break
			}
			dir = above
			if missing := s.missing(); len(missing) > 0 {
				s.seek(filepath.ToSlash(filepath.Clean(dir)), missing)
			}
		}
	}
	return s, nil
}

// put adds packs to the library; they go before what comes with the program under the same name.
func (s *shelf) put(packs []*framework.Pack) {
	for _, p := range packs {
		id := p.Head.ID
		s.library.Packs = slices.DeleteFunc(s.library.Packs, func(o *framework.Pack) bool {
			return o.Head.ID == id && (o.Key() == p.Key() || strings.HasPrefix(o.Dir, builtIn)) && !slices.Contains(s.own, o)
		})
		if !slices.ContainsFunc(s.own, func(o *framework.Pack) bool { return o.Key() == p.Key() }) {
			s.library.Packs = append(s.library.Packs, p)
		}
	}
}

// missing lists the packs that the others use and that are nowhere yet.
func (s *shelf) missing() []string {
	var out []string
	for _, p := range s.library.Packs {
		for _, r := range append(append(slices.Clone(p.Head.Guidelines), p.Head.HelpLines...), p.Head.On) {
			if r.ID != "" && s.library.Find(r.ID, "") == nil && !slices.Contains(out, r.ID) {
				out = append(out, r.ID)
			}
		}
	}
	return out
}

// seek looks for packs below a folder, and for what those use in their turn.
func (s *shelf) seek(dir string, ids []string) {
	files := named{os.DirFS(filepath.FromSlash(dir)), dir}
	seen := 0
	var found []*framework.Pack
	_ = fs.WalkDir(files, dir, func(name string, e fs.DirEntry, err error) error { // what cannot be read holds nothing for us
		if seen++; seen > mostEntries {
			return fs.SkipAll
		}
		depth := strings.Count(strings.TrimPrefix(strings.TrimPrefix(name, dir), "/"), "/")
		switch {
		case err != nil && e != nil && e.IsDir():
			return fs.SkipDir
		case err != nil:
			return nil
		case e.IsDir() && name != dir && (strings.HasPrefix(e.Name(), ".") || depth >= foldersBelow):
			return fs.SkipDir
		case !e.IsDir() && e.Name() == "pack.yaml":
			if p, issues := framework.Load(files, path.Dir(name)); len(issues.Errors()) == 0 {
				found = append(found, p)
			} else if slices.Contains(ids, string(p.Head.ID)) {
				s.issues = append(s.issues, issues...)
			}
		}
		return nil
	})
	for len(ids) > 0 {
		s.put(slices.DeleteFunc(slices.Clone(found), func(p *framework.Pack) bool { return !slices.Contains(ids, string(p.Head.ID)) }))
		before := ids
		ids = slices.DeleteFunc(s.missing(), func(id string) bool { return slices.Contains(before, id) })
	}
}
