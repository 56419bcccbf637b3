package review

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
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"
)

// Opened notes that a decision was taken and stands: the contact form that was chosen, or several with spaces between, the day of the next contact and
// the day to look again, of which either may be zero. Told again, it takes the place of what was told before.
func (f *Feature) Opened(ctx context.Context, tx db.Tx, org, deliberation, resident string, fw *framework.Framework, c framework.Case, form string, next, look db.Date) error {
	layout, body := fw.Layout()
	if err := keepLayout(ctx, tx, org, layout, body); err != nil {
		return err
	}
	return keepOpen(ctx, tx, org, row{
		Open: Open{Deliberation: deliberation, Resident: resident, Framework: string(fw.Base.Head.ID), Version: fw.Base.Head.Version,
			Layers: layersOf(fw), Form: form, Next: people.Day(next.String()), Look: people.Day(look.String())},
		Content: contentOf(fw), Layout: layout, Compact: fw.Compact(c),
	}, f.now())
}

// Closed notes that a decision does not stand any more: a new one follows on, or it was ended. What waited is closed with
// it, and the compact answers go.
func (f *Feature) Closed(ctx context.Context, tx db.Tx, org, deliberation string) error {
	by := ""
	if a, ok := access.From(ctx); ok {
		by = a.ID
	}
	return drop(ctx, tx, org, deliberation, by, f.now())
}

// Happened brings the open decisions about a resident back, also those in files that were merged into theirs. The same
// event brings a decision back once as long as nobody looked.
func (f *Feature) Happened(ctx context.Context, tx db.Tx, org, resident, code string) error {
	same, err := people.SameAs(ctx, tx, access.Actor{Org: org}, resident)
	if err != nil {
		return err
	}
	open, err := openOf(ctx, tx, org, same)
	if err != nil || len(open) == 0 {
		return err
	}
	var list []back
	for _, o := range open {
		list = append(list, back{Return{Kind: KindEvent, Code: code}, o.Deliberation, o.Resident})
	}
	fresh, err := bringBack(ctx, tx, org, list, f.now())
	if err != nil || len(fresh) == 0 {
		return err
	}
	return f.Audit.Record(ctx, tx, audit.Line{Event: "deliberation.returned", Kind: "deliberation", Residents: residentsOf(fresh), Ground: "event", Detail: "event:" + code})
}

// EraseResident takes away what is kept about a resident.
func (f *Feature) EraseResident(ctx context.Context, tx db.Tx, org, resident string) (int64, error) {
	return erase(ctx, tx, org, resident)
}

// shown is a decision with why it came back and whom it is about.
type shown struct {
	Item
	Who     people.Resident
	Returns []Return
}

// came gives a page of what came back to the actor, or to their teams, and leaves out what they may not see after all.
func (f *Feature) came(ctx context.Context, a access.Actor, teams []string, after place) (out []shown, more bool, last place, err error) {
	q := f.DB.Read()
	items, more, err := list(ctx, q, a, teams, f.desk.Today(), after)
	if err != nil || len(items) == 0 {
		return nil, false, after, err
	}
	end := items[len(items)-1]
	var known, which []string
	if f.Marks != nil {
		if known, err = f.Marks.Conflicts(ctx, q, a); err != nil {
			return nil, false, after, err
		}
	}
	for _, x := range items {
		r, err := people.Find(ctx, q, a, x.Root)
		if err != nil {
			return nil, false, after, err
		}
		if access.May(a, access.List, r.Object(a, "deliberation", slices.Contains(known, r.ID))).Allowed {
			out = append(out, shown{Item: x, Who: r})
			which = append(which, x.Deliberation)
		}
	}
	stored, err := waiting(ctx, q, a.Org, which)
	if err != nil {
		return nil, false, after, err
	}
	for i := range out {
		out[i].Returns = inOrder(append(stored[out[i].Deliberation], out[i].byDay(f.desk.Today())...))
	}
	return out, more, place{end.key, end.Deliberation}, nil
}

// opened is a decision that somebody may do something to.
type opened struct {
	desk.File
	Open    Open
	Returns []Return
}

// open finds a decision that stands and asks whether the actor may. One that is not there, one that was closed and one
// of somebody else's resident are the same to who may not see it.
func (f *Feature) open(ctx context.Context, q db.Query, v access.Verb, deliberation string) (opened, error) {
	a, _ := access.From(ctx)
	o, err := findOpen(ctx, q, a.Org, deliberation)
	if fault.KindOf(err) == fault.NotFound {
		return opened{}, usecase.Base{}.Denied(v, "deliberation", deliberation, "not_found", err)
	}
	if err != nil {
		return opened{}, err
	}
	x, err := f.desk.Open(ctx, q, v, "deliberation", o.Resident)
	if err != nil {
		return opened{}, err
	}
	stored, err := waiting(ctx, q, a.Org, []string{deliberation})
	return opened{x, o, inOrder(append(stored[deliberation], o.byDay(f.desk.Today())...))}, err
}

// keep stores that a decision stays as it is: by somebody who may decide, who saw every reason for which it came back.
func (f *Feature) keep(ctx context.Context, form *web.Form, deliberation string, version int64, seen []string, k keeping) error {
	_, err := f.desk.Work(ctx, form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		x, err := f.open(ctx, tx, access.Decide, deliberation)
		if err != nil {
			return "", err
		}
		today := f.desk.Today()
		if x.Open.Row != version || slices.ContainsFunc(x.Returns, func(r Return) bool { return r.ID != "" && !slices.Contains(seen, r.ID) }) {
			return "", fault.New(fault.Conflict, fault.Text{})
		}
		if wrong := k.check(x.Open, today); len(wrong) > 0 {
			out := fault.Keyed(fault.Invalid, "error.invalid.text")
			for _, field := range []string{"why", "look"} {
				if code := wrong[field]; code != "" {
					out = out.At(field, wrongWords[code])
				}
			}
			return "", out
		}
		if err := keep(ctx, tx, a, x.Open, x.Returns, k, f.now(), today); err != nil {
			return "", err
		}
		return deliberation, f.Audit.Record(ctx, tx, audit.Line{Event: "deliberation.kept", Kind: "deliberation", ID: deliberation,
			Residents: []string{x.ID}, Ground: x.Decision.Ground})
	})
	return err
}

var wrongWords = map[string]fault.Text{
	"why_missing": fault.Say("Schrijf op waarom het besluit zo blijft.", "Write down why the decision stays."),
	"why_long":    fault.Say("Deze tekst is te lang: hooguit 2000 tekens.", "This text is too long: 2000 characters at most."),
	"look_missing": fault.Say("Kies een dag waarop je weer kijkt. Anders komt dit besluit niet vanzelf terug.",
		"Choose a day to look again. Otherwise this decision does not come back by itself."),
	"look_past": fault.Say("Kies een dag na vandaag.", "Choose a day after today."),
	"look_far":  fault.Say("Kies een dag binnen een jaar.", "Choose a day within a year."),
}
