package deliberation

import (
	"context"
	"slices"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// kind is what the table of rights calls this.
const kind = "deliberation"

// record is an opened deliberation: somebody may do to it what they asked.
type record struct {
	Deliberation
	desk.File
	f *Feature
}

// line is the audit line of something done to it.
func (x record) line(event, detail string) audit.Line {
	return audit.Line{Event: event, Kind: kind, ID: x.Deliberation.ID, Residents: []string{x.File.ID}, Ground: x.Decision.Ground, Detail: detail}
}

// open finds a deliberation and asks whether the actor may. One of another organisation, one that never existed and one
// that this actor may not see are the same. Who was asked to think along sees the deliberation that it was about, and no
// other of the same resident.
func (f *Feature) open(ctx context.Context, q db.Query, v access.Verb, id string) (record, error) {
	a, ok := access.From(ctx)
	if !ok {
		return record{}, fault.New(fault.SignInNeeded, fault.Text{})
	}
	d, err := find(ctx, q, a, id)
	if fault.KindOf(err) == fault.NotFound {
		line := audit.Line{Event: "access.refused", Kind: kind, Ground: "not_found", Outcome: audit.Refused, Detail: "verb:" + string(v)}
		if people.IsID(id) {
			line.ID = id
		}
		return record{}, desk.Refused(err, line)
	}
	if err != nil {
		return record{}, err
	}
	file, err := f.desk.Open(ctx, q, v, kind, d.Resident)
	if err != nil {
		return record{}, err
	}
	x := record{d, file, f}
	return x, f.narrow(ctx, q, &x, v)
}

// narrow keeps somebody who thinks along to the deliberation that they were asked about.
func (f *Feature) narrow(ctx context.Context, q db.Query, x *record, v access.Verb) error {
	own := x.Grounds[:0:0]
	for _, g := range x.Grounds {
		if !isConsult(g.String()) {
			own = append(own, g)
		}
	}
	asked, err := openConsults(ctx, q, x.Actor)
	if err != nil {
		return err
	}
	for _, c := range asked {
		if c.Deliberation == x.Deliberation.ID {
			own = append(own, access.ConsultGround(c.ID, x.File.ID))
		}
	}
	x.Grounds = own
	if x.Decision = x.May(v, kind); !x.Decision.Allowed {
		return f.desk.Refuse(x.File, v, kind)
	}
	return nil
}

func isConsult(ground string) bool { return len(ground) > 8 && ground[:8] == "consult:" }

// Grounds gives the consults that are open of an actor about a resident, for files of residents: who was asked to think
// along may look into the file while the question is open.
func (f *Feature) Grounds(ctx context.Context, q db.Query, a access.Actor, resident string) ([]access.Ground, error) {
	asked, err := openConsults(ctx, q, a)
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	var out []access.Ground
	for _, c := range asked {
		d, err := find(ctx, q, a, c.Deliberation)
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
	f *Feature
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

// framework gives the framework of a deliberation as it is in force now, with what was laid on it.
func (f *Feature) framework(ctx context.Context, d Deliberation) (*framework.Framework, error) {
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

// fileOf reads what of a resident's file can be a fact, for who may see the file.
func (f *Feature) fileOf(ctx context.Context, q db.Query, x desk.File) (File, error) {
	var out File
	if !x.May(access.See, "resident").Allowed {
		return out, nil
	}
	var err error
	read := func(fn func() error) {
		if err == nil {
			err = fn()
		}
	}
	read(func() (e error) { out.Who, e = people.Get[people.Who](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Reach, e = people.Get[people.Reach](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Barriers, e = people.Get[people.Barriers](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Wishes, e = people.Get[people.Wishes](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Network, e = people.Get[people.Network](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Support, e = people.Get[people.Support](ctx, q, x.Actor, x.ID); return })
	if x.May(access.See, "contact_rule").Allowed { // how somebody lives can give a secret address away
		read(func() (e error) { out.Living, e = people.Get[people.Living](ctx, q, x.Actor, x.ID); return })
	}
	if x.May(access.See, "household").Allowed {
		read(func() (e error) { out.Household, e = people.Get[people.Household](ctx, q, x.Actor, x.ID); return })
	}
	return out, err
}

// known is what the file says about a question now, in the words of the question. Beside it is only shown.
type known struct {
	Fact   Fact
	Given  []string
	Words  []string // as the file has them, for what is only shown
	On     people.Day
	Beside bool
}

// knownBy gives what the file says, by question.
func (f *Feature) knownBy(fw *framework.Framework, file File, plan string) map[string]known {
	out := map[string]known{}
	day := func(at db.Instant) people.Day {
		if at.IsZero() {
			return ""
		}
		return people.DayOf(at.Time(), f.Zone)
	}
	if len(plan) > 10 {
		plan = plan[:10]
	}
	for _, x := range f.Facts[string(fw.Base.Head.ID)] {
		k, ok := file.tell(x.Fact, people.Day(plan), day)
		if !ok {
			continue
		}
		if x.Beside {
			out[x.Question] = known{Fact: x, Words: k.Words, On: k.On, Beside: true}
		} else if given := x.answer(k, fw); len(given) > 0 {
			out[x.Question] = known{Fact: x, Given: given, On: k.On}
		}
	}
	return out
}

// asksNow are the questions that are asked in a case.
func asksNow(fw *framework.Framework, c framework.Case) map[string]bool {
	out := map[string]bool{}
	for _, s := range fw.Evaluate(c).Sheet("nl").Sections {
		for _, q := range s.Questions {
			for _, slot := range q.Slots {
				if slot.Asked == framework.Yes {
					out[q.ID] = true
				}
			}
		}
	}
	return out
}
