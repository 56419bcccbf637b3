package deliberation

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"nabij/internal/feature/deliberation/decision"
	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people/desk"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

//go:embed views/*.html
var viewsFS embed.FS

// pagesFS holds the pages, with the parts that all pages about a record share.
var pagesFS = web.Beside(viewsFS, record.PartsFS)

//go:embed static/record.js
var staticFS embed.FS

var (
	texts        = record.Texts
	recordScript = web.MustAsset(staticFS, "static/record.js")
)

// Deps are what the slice needs of the program.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Zone    *time.Location
	Audit   desk.Trail
	Marks   desk.Marks       // those of access; the consults of this slice are added here. May be nil
	Policy  string           // desk.PolicyNothing when empty
	Flags   decision.Flags   // may be nil
	Reviews decision.Reviews // may be nil
	// Library gives the content in force for the actor of the context; without an actor the content of the program.
	Library func(context.Context) *framework.Library
	// FactFiles holds the maps from a file to questions: *.yaml in the folder facts.
	FactFiles fs.FS
	// Program names the version of the program, for receipts.
	Program string
}

// Feature is weighing about a resident.
type Feature struct {
	*record.Book
	Facts     Facts
	decisions *decision.Pages
}

// New makes the slice. Facts that name a question that does not exist stop the program: better no start than half a map.
func New(d Deps) (*Feature, error) {
	if d.DB == nil || d.Clock == nil || d.Zone == nil || d.Audit == nil || d.Library == nil || d.FactFiles == nil {
		return nil, errors.New("deliberations need a database, a clock, a place, the audit trail, the content and the facts")
	}
	facts, err := ReadFacts(d.FactFiles, "facts", d.Library(context.Background()))
	if err != nil {
		return nil, fmt.Errorf("facts: %w", err)
	}
	book := record.NewBook(record.Deps{DB: d.DB, Clock: d.Clock, Zone: d.Zone, Audit: d.Audit, Marks: d.Marks, Policy: d.Policy, Library: d.Library})
	return &Feature{book, facts, &decision.Pages{Book: book, Reviews: d.Reviews, Flags: d.Flags, Program: d.Program}}, nil
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
	get := func(path string, h web.Handler) { r.Get(path, f.Desk.Guard(h)) }
	post := func(path string, h web.Handler) { r.Post(path, f.Desk.Guard(h)) }
	get("/inwoners/{id}/afwegen", f.choose)
	post("/inwoners/{id}/afwegen", f.begin)
	get("/inwoners/{id}/afwegingen", f.ofResident)
	get("/afwegingen", f.mine)
	get("/afwegingen/{id}", f.show)
	post("/afwegingen/{id}", f.save)
	get("/afwegingen/{id}/kiezen", f.choices)
	post("/afwegingen/{id}/kiezen", f.settleChoices)
	get("/afwegingen/{id}/meedenken", f.talk)
	post("/afwegingen/{id}/meedenken", f.changeTalk)
	post("/afwegingen/{id}/opnieuw", f.again)
	f.decisions.Routes(r)
}
