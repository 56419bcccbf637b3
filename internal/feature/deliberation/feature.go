package deliberation

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"nabij/internal/framework"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

//go:embed static/record.js
var staticFS embed.FS

var (
	texts        = web.MustTextsOn(questionnaire.Texts, localeFS)
	recordScript = web.MustAsset(staticFS, "static/record.js")
)

// Reviews hears that a decision began or ended to be open. Whoever looks again at decisions is one; nil: nobody does.
type Reviews interface {
	Opened(ctx context.Context, tx db.Tx, org, deliberation, resident string, fw *framework.Framework, c framework.Case, form string, next, look db.Date) error
	Closed(ctx context.Context, tx db.Tx, org, deliberation string) error
}

// Flags tells whether there is a sign of danger about a resident, beside the rule itself. Nil: nobody knows.
type Flags interface {
	InDanger(ctx context.Context, q db.Query, a access.Actor, resident string) (bool, error)
}

// Deps are what the slice needs of the program.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Zone    *time.Location
	Audit   desk.Trail
	Marks   desk.Marks // those of access; the consults of this slice are added here. May be nil
	Policy  string     // desk.PolicyNothing when empty
	Flags   Flags      // may be nil
	Reviews Reviews    // may be nil
	// Library gives the content in force for the actor of the context; without an actor the content of the program.
	Library func(context.Context) *framework.Library
	// FactFiles holds the maps from a file to questions: *.yaml in the folder facts.
	FactFiles fs.FS
	// Program names the version of the program, for receipts.
	Program string
}

// Feature is weighing about a resident.
type Feature struct {
	Deps
	Facts Facts
	desk  *desk.Desk
	ready questionnaire.Frameworks
}

// New makes the slice. Facts that name a question that does not exist stop the program: better no start than half a map.
func New(d Deps) (*Feature, error) {
	if d.DB == nil || d.Clock == nil || d.Zone == nil || d.Audit == nil || d.Library == nil || d.FactFiles == nil {
		return nil, errors.New("deliberations need a database, a clock, a place, the audit trail, the content and the facts")
	}
	f := &Feature{Deps: d}
	var err error
	if f.Facts, err = ReadFacts(d.FactFiles, "facts", d.Library(context.Background())); err != nil {
		return nil, fmt.Errorf("facts: %w", err)
	}
	f.desk = &desk.Desk{DB: d.DB, Clock: d.Clock, Zone: d.Zone, Audit: d.Audit, Marks: marks{f, d.Marks}, Policy: d.Policy}
	return f, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "deliberation" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice.
func (f *Feature) Menu() []web.MenuItem {
	return []web.MenuItem{{Section: "deliberation", Key: "deliberation.menu", Path: "/afwegingen"}}
}

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) {
	r.Asset(recordScript)
	r.Asset(questionnaire.Script)
	get := func(path string, h web.Handler) { r.Get(path, f.desk.Guard(h)) }
	post := func(path string, h web.Handler) { r.Post(path, f.desk.Guard(h)) }
	get("/inwoners/{id}/afwegen", f.choose)
	post("/inwoners/{id}/afwegen", f.begin)
	get("/inwoners/{id}/afwegingen", f.ofResident)
	get("/afwegingen", f.mine)
	get("/afwegingen/{id}", f.show)
	post("/afwegingen/{id}", f.save)
	get("/afwegingen/{id}/kiezen", f.choices)
	post("/afwegingen/{id}/kiezen", f.settleChoices)
	get("/afwegingen/{id}/eerder", f.earlier)
	get("/afwegingen/{id}/meedenken", f.talk)
	post("/afwegingen/{id}/meedenken", f.changeTalk)
	get("/afwegingen/{id}/besluit", f.decide)
	post("/afwegingen/{id}/besluit", f.decided)
	post("/afwegingen/{id}/beeindigen", f.end)
	post("/afwegingen/{id}/opnieuw", f.again)
	get("/afwegingen/{id}/verslag", f.paper)
	get("/afwegingen/{id}/brief", f.letter)
	post("/afwegingen/{id}/brief", f.letterAnyway)
}
