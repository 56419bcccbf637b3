package guideline

import (
	"embed"
	"errors"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

var texts = web.MustTexts(localeFS)

// Deps are what the slice needs of the program.
type Deps struct{ Library *framework.Library }

// Feature shows the guidelines over time.
type Feature struct{ sets []set }

// set is the guidelines that one framework uses, with its own agreements beside them.
type set struct {
	id    string
	title framework.Text
	fw    *framework.Framework
}

// New makes the slice: one set for every framework that uses guidelines, each set of guidelines once.
func New(d Deps) (*Feature, error) {
	f := &Feature{}
	seen := map[string]bool{}
	for _, p := range d.Library.Frameworks() {
		for _, g := range p.Head.Guidelines {
			pack := d.Library.Find(g.ID, "")
			if pack == nil || seen[g.ID] {
				continue
			}
			seen[g.ID] = true
			fw, issues := d.Library.Compile(string(p.Head.ID), "", agreements(d.Library, string(p.Head.ID))...)
			if fw == nil {
				return nil, issues.Errors()[0]
			}
			f.sets = append(f.sets, set{g.ID, pack.Head.Title, fw})
		}
	}
	if len(f.sets) == 0 {
		return nil, errors.New("the content holds no guidelines")
	}
	return f, nil
}

// agreements are the packs of guidelines laid on those of a framework: what organisations agreed among themselves.
func agreements(l *framework.Library, id string) []string {
	var out []string
	for _, p := range l.Layers(id) {
		if p.Head.Kind == "guidelines" {
			out = append(out, string(p.Head.ID))
		}
	}
	return out
}

// Name of the slice.
func (f *Feature) Name() string { return "guideline" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice.
func (f *Feature) Menu() []web.MenuItem {
	return []web.MenuItem{{Section: "guideline", Key: "guideline.menu", Path: "/richtlijnen"}}
}

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) { r.Get("/richtlijnen", f.timeline) }
