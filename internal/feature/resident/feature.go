package resident

import (
	"context"
	"embed"
	"errors"
	"time"

	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

var texts = web.MustTexts(localeFS)

// Trail is the audit trail; *audit.Log is one.
type Trail interface {
	desk.Trail
	SeenByResident(ctx context.Context, d access.Decision, resident string, p audit.Page) (audit.List, error)
}

// Flags tells whether there is a sign of danger about a resident; the slice of signals knows. Nil: nobody knows more
// than the rule itself.
type Flags interface {
	InDanger(ctx context.Context, q db.Query, a access.Actor, resident string) (bool, error)
}

// Deps are what the slice needs of the program.
type Deps struct {
	DB     *db.DB
	Clock  clock.Clock
	Zone   *time.Location
	Audit  Trail
	Marks  desk.Marks      // may be nil
	Flags  Flags           // may be nil
	Erase  []people.Eraser // the slices that keep something of residents
	Knows  Knows           // may be nil: then nobody says here whom they know
	Policy string          // desk.PolicyNothing when empty
	// Happened hears what happened to a resident, in the transaction of the change. May be nil.
	Happened func(ctx context.Context, tx db.Tx, org, resident, code string) error
}

// Feature is the pages about residents.
type Feature struct {
	Deps
	desk *desk.Desk
}

// New makes the slice.
func New(d Deps) (*Feature, error) {
	if d.DB == nil || d.Clock == nil || d.Zone == nil || d.Audit == nil {
		return nil, errors.New("residents need a database, a clock, a place and the audit trail")
	}
	if d.Policy == "" {
		d.Policy = desk.PolicyNothing
	}
	return &Feature{d, &desk.Desk{DB: d.DB, Clock: d.Clock, Zone: d.Zone, Audit: d.Audit, Marks: d.Marks, Policy: d.Policy, Happened: d.Happened}}, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "resident" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice.
func (f *Feature) Menu() []web.MenuItem {
	return []web.MenuItem{{Section: "resident", Key: "resident.menu", Path: "/inwoners"}}
}

// Routes of the slice. What somebody looks for is posted, so that it stands in no address, history or log.
func (f *Feature) Routes(r *web.Router) {
	get := func(path string, h web.Handler) { r.Get(path, f.desk.Guard(h)) }
	post := func(path string, h web.Handler) { r.Post(path, f.desk.Guard(h)) }
	get("/inwoners", f.start)
	post("/inwoners", f.search)
	get("/inwoners/nieuw", f.toSearch)
	post("/inwoners/nieuw", f.add)
	post("/inwoners/filters", f.filters)
	post("/inwoners/uitvoeren", f.export)
	get("/inwoners/{id}", f.overview)
	get("/inwoners/{id}/wijzigen/{block}", f.edit)
	post("/inwoners/{id}/wijzigen/{block}", f.change)
	get("/inwoners/{id}/veilig-contact", f.safe)
	post("/inwoners/{id}/veilig-contact", f.changeSafe)
	post("/inwoners/{id}/caseload", f.caseload)
	get("/inwoners/{id}/dossier", f.frame)
	post("/inwoners/{id}/dossier", f.changeFrame)
	get("/inwoners/{id}/"+knownSlug, f.known)
	post("/inwoners/{id}/"+knownSlug, f.changeKnown)
	get("/inwoners/{id}/ingezien", f.seen)
	get("/inwoners/{id}/afschrift", f.copyOf)
}
