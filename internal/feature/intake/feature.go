package intake

import (
	"context"
	"embed"
	"errors"
	"slices"
	"time"

	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/people/sheet"
	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

//go:embed static/*.js
var staticFS embed.FS

var (
	texts       = web.MustTexts(localeFS)
	stepsScript = web.MustAsset(staticFS, "static/steps.js")
)

// Words tells what a block of a file says; the slice of residents has them.
type Words interface {
	Teller(ctx context.Context, q db.Query, a access.Actor, lang string) (func(people.Block) (title string, said web.Terms), error)
}

// Deps are what the slice needs of the program.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Zone  *time.Location
	Audit desk.Trail
	Marks desk.Marks // may be nil
	Words Words
	Erase []people.Eraser // the slices that keep something of residents
	// Happened hears what happened to a resident, in the transaction of the change. May be nil.
	Happened func(ctx context.Context, tx db.Tx, org, resident, code string) error
}

// Feature is the pages of lists and doubles.
type Feature struct {
	Deps
	desk *desk.Desk
	most int // parts of a list in one request, for tests; 0 = as many as fit in the time
}

// New makes the slice.
func New(d Deps) (*Feature, error) {
	if d.DB == nil || d.Clock == nil || d.Zone == nil || d.Audit == nil || d.Words == nil {
		return nil, errors.New("lists and doubles need a database, a clock, a place, the audit trail and the words of a file")
	}
	return &Feature{Deps: d, desk: &desk.Desk{DB: d.DB, Clock: d.Clock, Zone: d.Zone, Audit: d.Audit, Marks: d.Marks, Happened: d.Happened}}, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "intake" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice: nothing; the page of residents leads here.
func (f *Feature) Menu() []web.MenuItem { return nil }

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) {
	r.Asset(stepsScript)
	r.Get("/inwoners/samenvoegen", f.desk.Guard(f.doubles))
	r.Post("/inwoners/samenvoegen", f.desk.Guard(f.merge))
	r.Get("/inwoners/invoeren", f.desk.Guard(f.upload))
	r.PostUpTo(sheet.MaxBytes+64<<10, "/inwoners/invoeren", f.desk.Guard(f.receive)) // the list, and what stands around it
	r.Get("/inwoners/invoeren/lijst/{import}", f.desk.Guard(f.show))
	r.Post("/inwoners/invoeren/lijst/{import}", f.desk.Guard(f.bringIn))
}

// head is the head of a page; titles are the same for everybody.
func head(title string) web.Head { return web.Head{Title: title, Section: "resident"} }

// fresh gives every form of a page a key of its own: two forms with one key would be taken for one sent twice.
type fresh struct{}

// Once gives a new key each time it is asked.
func (fresh) Once() string { return once.Key() }

// options gives options with the words of a group of keys.
func options(lang, group string, chosen string, values ...string) []web.Option {
	out := make([]web.Option, len(values))
	for i, v := range values {
		out[i] = web.Option{Value: v, Label: texts.Say(lang, group+"."+v), Chosen: v == chosen}
	}
	return out
}

// teams gives the open teams of an actor, for a choice.
func (f *Feature) teams(ctx context.Context, a access.Actor, chosen string) ([]web.Option, error) {
	all, err := people.OpenPlaces(ctx, f.DB.Read(), a, "team")
	var out []web.Option
	for _, p := range all {
		if slices.Contains(a.Teams, p.ID) {
			out = append(out, web.Option{Value: p.ID, Label: p.Name, Chosen: p.ID == chosen})
		}
	}
	return out, err
}
