package guideline

import (
	"context"
	"embed"
	"errors"
	"slices"
	"sync"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

var texts = web.MustTexts(localeFS)

// Deps are what the slice needs of the program.
type Deps struct {
	// Library gives the content in force. It is another pointer after a release of other content.
	Library func(context.Context) *framework.Library
}

// Feature shows the guidelines over time.
type Feature struct {
	deps Deps

	mu   sync.Mutex
	made []made // the library asked for last stands first
}

// made are the sets of guidelines of one library.
type made struct {
	lib  *framework.Library
	sets []set
}

// keptLibraries is how many libraries have their sets ready at the same time.
const keptLibraries = 4

// set is the guidelines that one framework uses, with its own agreements beside them.
type set struct {
	id    string
	title framework.Text
	fw    *framework.Framework
}

// New makes the slice. The guidelines of the library must compile: better no start than half of them.
func New(d Deps) (*Feature, error) {
	f := &Feature{deps: d}
	_, err := f.sets(context.Background())
	return f, err
}

// sets gives the guidelines in force, ready to be shown. A new library is made ready when it is first asked for.
func (f *Feature) sets(ctx context.Context) ([]set, error) {
	lib := f.deps.Library(ctx)
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.IndexFunc(f.made, func(m made) bool { return m.lib == lib })
	if i < 0 {
		sets, err := setsOf(lib)
		if err != nil {
			return nil, err
		}
		f.made = slices.Insert(f.made, 0, made{lib, sets})
		f.made = slices.Delete(f.made, min(len(f.made), keptLibraries), len(f.made))
		return sets, nil
	}
	found := f.made[i]
	f.made = slices.Insert(slices.Delete(f.made, i, i+1), 0, found)
	return found.sets, nil
}

// setsOf makes one set for every framework that uses guidelines, each set of guidelines once.
func setsOf(lib *framework.Library) ([]set, error) {
	var out []set
	seen := map[string]bool{}
	for _, p := range lib.Frameworks() {
		for _, g := range p.Head.Guidelines {
			pack := lib.Find(g.ID, "")
			if pack == nil || seen[g.ID] {
				continue
			}
			seen[g.ID] = true
			fw, issues := lib.Compile(string(p.Head.ID), "", agreements(lib, string(p.Head.ID))...)
			if fw == nil {
				return nil, issues.Errors()[0]
			}
			out = append(out, set{g.ID, pack.Head.Title, fw})
		}
	}
	if len(out) == 0 {
		return nil, errors.New("the content holds no guidelines")
	}
	return out, nil
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
