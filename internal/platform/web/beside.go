package web

import "io/fs"

// Beside lays the files of several packages beside each other, so that a page can be made of the templates of its slice
// and of parts that more slices use. A file is looked for in the order given.
func Beside(list ...fs.FS) fs.FS { return beside(list) }

type beside []fs.FS

// Open opens a file where it is found first.
func (b beside) Open(name string) (fs.File, error) {
	for _, fsys := range b {
		if f, err := fsys.Open(name); err == nil {
			return f, nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
