package review

import (
	"context"
	"embed"
	"errors"
	"time"

	"nabij/internal/framework"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

var texts = web.MustTexts(localeFS)

// Deps are what the slice needs of the program.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Zone  *time.Location
	Audit desk.Trail
	Marks desk.Marks // may be nil
	// Library gives the content in force for the organisation of the actor in the context.
	Library func(ctx context.Context) *framework.Library
}

// Feature is the decisions that stand.
type Feature struct {
	Deps
	desk *desk.Desk
}

// New makes the slice.
func New(d Deps) (*Feature, error) {
	if d.DB == nil || d.Clock == nil || d.Zone == nil || d.Audit == nil || d.Library == nil {
		return nil, errors.New("looking again needs a database, a clock, a place, the audit trail and content")
	}
	return &Feature{d, &desk.Desk{DB: d.DB, Clock: d.Clock, Zone: d.Zone, Audit: d.Audit, Marks: d.Marks}}, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "review" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice.
func (f *Feature) Menu() []web.MenuItem {
	return []web.MenuItem{{Section: "review", Key: "review.menu", Path: "/heroverwegen"}}
}

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) {
	r.Get("/heroverwegen", f.desk.Guard(f.worklist))
	r.Get("/heroverwegen/{deliberation}", f.desk.Guard(f.show))
	r.Post("/heroverwegen/{deliberation}", f.desk.Guard(f.stays))
}

func (f *Feature) now() db.Instant { return db.InstantOf(f.Clock.Now()) }

// listed are the relations in which somebody may see what came back: their own caseload, and perhaps their teams.
func listed(a access.Actor) (own, team bool) {
	for _, r := range access.Scope(a, access.List, "deliberation") {
		own, team = own || r == access.OwnCaseload, team || r == access.OwnTeam
	}
	return own, team
}
