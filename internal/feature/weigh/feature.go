package weigh

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

var texts = web.MustTextsOn(questionnaire.Texts, localeFS)

// Deps are what the slice needs of the program.
type Deps struct {
	// Library gives the content in force. It is another pointer after a release of other content.
	Library func(context.Context) *framework.Library
	Clock   clock.Clock
	Zone    *time.Location // where the days on the wall are: Europe/Amsterdam
}

// Feature is weighing without an account: answer, see, choose, print. Nothing is kept.
type Feature struct {
	deps  Deps
	ready questionnaire.Frameworks
}

// New makes the slice. Every framework of the library must compile: better no start than half a framework.
func New(d Deps) (*Feature, error) {
	f := &Feature{deps: d}
	lib := d.Library(context.Background())
	if len(lib.Frameworks()) == 0 {
		return nil, errors.New("the content holds no framework")
	}
	for _, p := range lib.Frameworks() {
		if _, err := f.ready.Get(lib, string(p.Head.ID), "", nil); err != nil {
			return nil, fmt.Errorf("framework %s: %w", p.Key(), err)
		}
	}
	return f, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "weigh" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice.
func (f *Feature) Menu() []web.MenuItem {
	// Whoever weighs about residents begins there; that page leads here too.
	return []web.MenuItem{{Section: "weigh", Key: "weigh.menu", Path: "/afwegen", Shown: func(ctx context.Context) bool {
		a, in := access.From(ctx)
		return !in || !access.MayAny(a, access.List, "deliberation")
	}}}
}

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) {
	r.Asset(questionnaire.Script)
	r.Get("/", f.start)
	r.Get("/afwegen", f.choose)
	r.Get("/afwegen/{framework}", f.weigh)
	r.Post("/afwegen/{framework}", f.weigh)
	r.Post("/afwegen/{framework}/vergelijken", f.compare)
	r.Post("/afwegen/{framework}/kiezen", f.decide)
	r.Post("/afwegen/{framework}/verslag", f.record)
	r.Post("/afwegen/{framework}/brief", f.letter)
}

// today is the day on the wall.
func (f *Feature) today() framework.Day {
	return framework.DayOf(f.deps.Clock.Now().In(f.deps.Zone).Date())
}
