package app

import (
	"errors"
	"fmt"
	"io/fs"

	"nabij/internal/framework"
	"nabij/internal/platform/frozen"
)

// loadContent reads every pack. A pack that cannot be read is an error: the program must not run with half its
// content. The issues are told all at once, each with its file and line.
func loadContent(files fs.FS, lang string) (*framework.Library, error) {
	library, issues := framework.LoadLibrary(files, ".")
	var all []error
	for _, issue := range issues.Errors() {
		all = append(all, errors.New(issue.In(lang)))
	}
	if len(all) > 0 {
		return nil, fmt.Errorf("%s\n%w", text(lang, "content_broken"), errors.Join(all...))
	}
	return library, nil
}

// released gives the packs that may no longer change, with their checksums. A draft still may.
func released(library *framework.Library) []frozen.Pack {
	var packs []frozen.Pack
	for _, p := range library.Packs {
		if p.Head.Status != "draft" {
			packs = append(packs, frozen.Pack{ID: string(p.Head.ID), Version: p.Head.Version, Checksum: p.Checksum})
		}
	}
	return packs
}
