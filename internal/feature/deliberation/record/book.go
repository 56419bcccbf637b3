package record

import (
	"context"
	"slices"
	"time"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/usecase"
	"nabij/internal/questionnaire"
)

// Deps are what the record needs of the program.
type Deps struct {
	DB     *db.DB
	Clock  clock.Clock
	Zone   *time.Location
	Audit  desk.Trail
	Marks  desk.Marks // those of access; the consults of the record are added here. May be nil
	Policy string     // desk.PolicyNothing when empty
	// Library gives the content in force for the actor of the context; without an actor the content of the program.
	Library func(context.Context) *framework.Library
}

// Book opens deliberations for pages: it finds one, asks access.May, and reckons what stands in it.
type Book struct {
	Deps
	Desk  *desk.Desk
	ready questionnaire.Frameworks
}

// NewBook makes a book.
func NewBook(d Deps) *Book {
	f := &Book{Deps: d}
	f.Desk = &desk.Desk{DB: d.DB, Clock: d.Clock, Zone: d.Zone, Audit: d.Audit, Marks: marks{f, d.Marks}, Policy: d.Policy}
	return f
}

// Kind is what the table of rights calls this.
const Kind = "deliberation"

// Opened is an opened deliberation: somebody may do to it what they asked.
type Opened struct {
	Deliberation
	desk.File
}

// Line is the audit line of something done to it.
func (x Opened) Line(event, detail string) audit.Line {
	return audit.Line{Event: event, Kind: Kind, ID: x.Deliberation.ID, Residents: []string{x.File.ID}, Ground: x.Decision.Ground, Detail: detail}
}

// Open finds a deliberation and asks whether the actor may. One of another organisation, one that never existed and one
// that this actor may not see are the same. Who was asked to think along sees the deliberation that it was about, and no
// other of the same resident.
func (f *Book) Open(ctx context.Context, q db.Query, v access.Verb, id string) (Opened, error) {
	a, ok := access.From(ctx)
	if !ok {
		return Opened{}, usecase.ErrSignIn
	}
	d, err := Find(ctx, q, a, id)
	if fault.KindOf(err) == fault.NotFound {
		return Opened{}, usecase.Base{}.Denied(v, Kind, id, "not_found", err)
	}
	if err != nil {
		return Opened{}, err
	}
	file, err := f.Desk.Open(ctx, q, v, Kind, d.Resident)
	if err != nil {
		return Opened{}, err
	}
	x := Opened{d, file}
	return x, f.narrow(ctx, q, &x, v)
}

// narrow keeps somebody who thinks along to the deliberation that they were asked about.
func (f *Book) narrow(ctx context.Context, q db.Query, x *Opened, v access.Verb) error {
	own := x.Grounds[:0:0]
	for _, g := range x.Grounds {
		if !IsConsult(g.String()) {
			own = append(own, g)
		}
	}
	asked, err := OpenConsults(ctx, q, x.Actor)
	if err != nil {
		return err
	}
	for _, c := range asked {
		if c.Deliberation == x.Deliberation.ID {
			own = append(own, access.ConsultGround(c.ID, x.File.ID))
		}
	}
	x.Grounds = own
	if x.Decision = x.May(v, Kind); !x.Decision.Allowed {
		return f.Desk.Refuse(x.File, v, Kind)
	}
	return nil
}

// IsConsult tells whether a ground is that of thinking along.
func IsConsult(ground string) bool { return len(ground) > 8 && ground[:8] == "consult:" }

// Grounds gives the consults that are open of an actor about a resident, for files of residents: who was asked to think
// along may look into the file while the question is open.
func (f *Book) Grounds(ctx context.Context, q db.Query, a access.Actor, resident string) ([]access.Ground, error) {
	asked, err := OpenConsults(ctx, q, a)
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	var out []access.Ground
	for _, c := range asked {
		d, err := Find(ctx, q, a, c.Deliberation)
		if err != nil {
			return nil, err
		}
		at, err := people.Resolve(ctx, q, a, d.Resident)
		if err != nil {
			return nil, err
		}
		if at == resident || d.Resident == resident {
			out = append(out, access.ConsultGround(c.ID, resident))
		}
	}
	return out, nil
}

// marks are those of the program, with the consults of this slice.
type marks struct {
	f *Book
	m desk.Marks
}

func (k marks) Grounds(ctx context.Context, q db.Query, a access.Actor, resident string) ([]access.Ground, error) {
	own, err := k.f.Grounds(ctx, q, a, resident)
	if err != nil || k.m == nil {
		return own, err
	}
	more, err := k.m.Grounds(ctx, q, a, resident)
	return append(own, more...), err
}

func (k marks) Conflicts(ctx context.Context, q db.Query, a access.Actor) ([]string, error) {
	if k.m == nil {
		return nil, nil
	}
	return k.m.Conflicts(ctx, q, a)
}

// Framework gives the framework of a deliberation as it is in force now, with what was laid on it.
func (f *Book) Framework(ctx context.Context, d Deliberation) (*framework.Framework, error) {
	lib := f.Library(ctx)
	can := lib.Layers(d.Framework)
	var layers []string
	for _, l := range d.Setting.Layers { // one that was withdrawn in the meantime is left out
		if slices.ContainsFunc(can, func(p *framework.Pack) bool { return string(p.Head.ID) == l }) {
			layers = append(layers, l)
		}
	}
	return f.ready.Get(lib, d.Framework, "", layers)
}

// ErrMoved is the error of something that changed since the page was shown.
var ErrMoved = fault.New(fault.Conflict, fault.Text{})
