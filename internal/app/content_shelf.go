package app

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"nabij/content"
	"nabij/internal/framework"
)

// shelf is the content an author works on, and beside it what comes with the program for whatever that content refers
// to and does not bring along.
type shelf struct {
	folders []shelfFolder
	own     []*framework.Pack // packs of the folders that could be read
	library *framework.Library
	issues  framework.Issues // of reading
	broken  map[string]bool  // ids of packs that could not be read
	ready   map[string]compiled
}

// compiled is a pack made ready, or why that is not possible.
type compiled struct {
	fw     *framework.Framework
	issues framework.Issues
}

// shelfFolder is one folder. Files in it are named as the author typed it, so that a message can be clicked on.
type shelfFolder struct {
	shown string
	files fs.FS
	disk  bool // can be written
}

// builtIn is the name under which the content of the program is shown.
const builtIn = "nabij/content"

// named gives a file system under a name that is shown to people: "content/x" or "../x".
type named struct {
	files fs.FS
	name  string
}

// Open opens a file by the name that is shown.
func (n named) Open(name string) (fs.File, error) {
	inside := name
	if n.name != "." {
		rest, ok := strings.CutPrefix(name, n.name)
		if !ok {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		inside = strings.TrimPrefix(rest, "/")
	}
	if inside == "" {
		inside = "."
	}
	return n.files.Open(inside)
}

// openShelf reads the folders, or the content of the program when none is named.
func (c *Console) openShelf(dirs []string) (*shelf, error) {
	s := &shelf{library: &framework.Library{}, broken: map[string]bool{}, ready: map[string]compiled{}}
	for _, word := range dirs {
		dir, err := c.folderOf(word)
		if err != nil {
			return nil, err
		}
		shown := filepath.ToSlash(dir)
		s.folders = append(s.folders, shelfFolder{shown, named{os.DirFS(dir), shown}, true})
	}
	inside := shelfFolder{builtIn, named{content.FS, builtIn}, false}
	if len(dirs) == 0 {
		s.folders = []shelfFolder{inside}
	}
	for _, f := range s.folders {
		packs, issues := f.read(s.broken)
		s.own = append(s.own, packs...)
		s.issues = append(s.issues, issues...)
	}
	s.library.Packs = slices.Clone(s.own)
	if len(dirs) > 0 {
		s.fill(inside)
	}
	return s, nil
}

// readBuiltIn reads what comes with the program once.
var readBuiltIn = sync.OnceValues(func() ([]*framework.Pack, framework.Issues) {
	return readFolder(shelfFolder{builtIn, named{content.FS, builtIn}, false}, map[string]bool{})
})

func (f shelfFolder) read(broken map[string]bool) ([]*framework.Pack, framework.Issues) {
	if !f.disk {
		return readBuiltIn()
	}
	return readFolder(f, broken)
}

// readFolder reads the packs of a folder and leaves out those with errors.
func readFolder(f shelfFolder, broken map[string]bool) ([]*framework.Pack, framework.Issues) {
	library, issues := framework.LoadLibrary(f.files, f.shown)
	bad := map[string]bool{}
	for _, i := range issues.Errors() {
		bad[path.Dir(i.Pos.File)] = true
	}
	all, _ := framework.LoadAll(f.files, f.shown)
	for _, p := range all {
		switch {
		case !bad[p.Dir]:
		case p.Head.ID != "":
			broken[string(p.Head.ID)] = true
		default: // the header cannot be read; folders carry the name of their pack, and below it the version
			broken[path.Base(p.Dir)], broken[path.Base(path.Dir(p.Dir))] = true, true
		}
	}
	return slices.DeleteFunc(library.Packs, func(p *framework.Pack) bool { return bad[p.Dir] }), issues
}

// fill adds the packs of the program that the folders do not have themselves.
func (s *shelf) fill(inside shelfFolder) {
	packs, _ := inside.read(map[string]bool{})
	for _, p := range packs {
		id := string(p.Head.ID)
		if !s.broken[id] && !slices.ContainsFunc(s.own, func(o *framework.Pack) bool { return string(o.Head.ID) == id }) {
			s.library.Packs = append(s.library.Packs, p)
		}
	}
}

// home finds the folder that a pack was read from.
func (s *shelf) home(p *framework.Pack) shelfFolder {
	for _, f := range s.folders {
		if f.shown == "." || p.Dir == f.shown || strings.HasPrefix(p.Dir, f.shown+"/") {
			return f
		}
	}
	return shelfFolder{}
}

// isOwn tells whether a file lies in one of the folders.
func (s *shelf) isOwn(file string) bool {
	return slices.ContainsFunc(s.own, func(p *framework.Pack) bool {
		return p.Dir == "." || file == p.Dir || strings.HasPrefix(file, p.Dir+"/")
	})
}

// needsBroken gives a pack that this one needs and that could not be read.
func (s *shelf) needsBroken(p *framework.Pack) string {
	for _, r := range append(append(slices.Clone(p.Head.Guidelines), p.Head.HelpLines...), p.Head.On) {
		if r.ID != "" && s.broken[r.ID] {
			return r.ID
		}
	}
	return ""
}

// compile makes one version of a pack ready, with what it is laid on and what it needs. A pack of guidelines is tried
// in a framework that uses it, or in a bare one when there is none.
func (s *shelf) compile(p *framework.Pack, with ...string) (*framework.Framework, framework.Issues) {
	key := p.Key() + " " + strings.Join(with, " ")
	x, ok := s.ready[key]
	if !ok {
		x.fw, x.issues = s.library.Ready(p, with...)
		s.ready[key] = x
	}
	return x.fw, x.issues
}
