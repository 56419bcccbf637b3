// Package desk is where a slice asks for a file of a resident: it finds the file, asks access.May, and keeps in the audit
// trail what was refused. What may be shown of whom is decided here in one way for every page about residents.
package desk

import (
	"context"
	"slices"
	"time"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"
)

// Trail is the audit trail; *audit.Log is one.
type Trail = usecase.Trail

// Marks tells what holds for an actor at this moment beside role and relation. Nothing of it is kept longer than the
// request.
type Marks interface {
	// Grounds are a consult that is open, a glass that was broken.
	Grounds(ctx context.Context, q db.Query, a access.Actor, resident string) ([]access.Ground, error)
	// Conflicts are the residents of whom it was said: this actor knows them.
	Conflicts(ctx context.Context, q db.Query, a access.Actor) ([]string, error)
}

// What other teams' files are to somebody who may not see them.
const (
	PolicyNothing = "nothing" // as if they did not exist
	PolicyAsk     = "ask"     // a search always says whom to ask, whether there is anybody or not
)

// Desk opens files for a slice.
type Desk struct {
	DB     *db.DB
	Clock  clock.Clock
	Zone   *time.Location
	Audit  Trail
	Marks  Marks  // may be nil
	Policy string // PolicyNothing when empty
	// Happened hears what happened to a resident, in the transaction of the change. May be nil.
	Happened func(ctx context.Context, tx db.Tx, org, resident, code string) error
}

// File is an opened file: somebody may do to it what they asked.
type File struct {
	people.Resident
	Actor    access.Actor
	Decision access.Decision
	Conflict bool
	Grounds  []access.Ground
}

// May asks again about the same file, for a part of the page.
func (x File) May(v access.Verb, kind string) access.Decision {
	return access.May(x.Actor, v, x.Object(x.Actor, kind, x.Conflict), x.Grounds...)
}

// Line is the audit line of something done to a file.
func (x File) Line(event, kind, detail string) audit.Line {
	return audit.Line{Event: event, Kind: kind, ID: x.ID, Residents: []string{x.ID}, Ground: x.Decision.Ground, Detail: detail}
}

// NoGrant refuses somebody who may nowhere do something to things of a kind.
func NoGrant(kind string, v access.Verb) error {
	return usecase.Base{}.Denied(v, kind, "", "no_grant", fault.New(fault.Forbidden, fault.Text{}))
}

var askedText = fault.Say("Dit dossier is van een ander team. Vraag de teamleider van dat team.", "This file is of another team. Ask the lead of that team.")

func (d *Desk) base() usecase.Base { return usecase.Base{DB: d.DB, Audit: d.Audit} }

// Guard demands a person, and records what was refused before the answer tells it.
func (d *Desk) Guard(h web.Handler) web.Handler { return d.base().Guard(h) }

// Keep writes a refusal to the audit trail, for a page that tells of it in its own way.
func (d *Desk) Keep(ctx context.Context, err error) error { return d.base().Keep(ctx, err) }

// Open finds a file and asks whether the actor may. A file of another team, a closed file and one that never existed are
// the same to who may not see it. A file that was merged opens the one it went into.
func (d *Desk) Open(ctx context.Context, q db.Query, v access.Verb, kind, id string) (File, error) {
	a, ok := access.From(ctx)
	if !ok {
		return File{}, usecase.ErrSignIn
	}
	r, err := people.Find(ctx, q, a, id)
	if fault.KindOf(err) == fault.NotFound {
		// Written down like any refusal, so that looking for what is not there takes as long as for what is closed.
		return File{}, d.base().Denied(v, kind, id, "not_found", err)
	}
	if err != nil {
		return File{}, err
	}
	if r.MergedInto != "" {
		at, err := people.Resolve(ctx, q, a, id)
		if err != nil {
			return File{}, err
		}
		if r, err = people.Find(ctx, q, a, at); err != nil {
			return File{}, err
		}
	}
	x := File{Resident: r, Actor: a}
	if d.Marks != nil {
		if x.Grounds, err = d.Marks.Grounds(ctx, q, a, r.ID); err != nil {
			return File{}, err
		}
		known, err := d.Marks.Conflicts(ctx, q, a)
		if err != nil {
			return File{}, err
		}
		x.Conflict = slices.Contains(known, r.ID)
	}
	x.Decision = x.May(v, kind)
	if !x.Decision.Allowed {
		return File{}, d.Refuse(x, v, kind)
	}
	return x, nil
}

// Refuse gives the error for somebody who may not do something to a file that is there.
func (d *Desk) Refuse(x File, v access.Verb, kind string) error {
	told := fault.New(fault.NotFound, fault.Text{})
	switch {
	case x.May(access.See, "resident").Allowed:
		told = fault.New(fault.Forbidden, fault.Text{}) // they see the file, so they may know that this is not theirs to do
	case d.Policy == PolicyAsk && x.Relation == access.OtherTeam && !x.Restricted && !x.Conflict:
		told = fault.New(fault.Forbidden, askedText)
	}
	return usecase.Refuse(told, audit.Line{Event: "access.refused", Kind: kind, ID: x.ID, Residents: []string{x.ID},
		Ground: x.Decision.Reason, Outcome: audit.Refused, Detail: "verb:" + string(v)})
}

// Shown drops the rows that the actor may not see after all: whom they know, and what the scope was too wide for.
func (d *Desk) Shown(ctx context.Context, a access.Actor, v access.Verb, list []people.Resident) ([]people.Resident, error) {
	var known []string
	if d.Marks != nil && len(list) > 0 {
		var err error
		if known, err = d.Marks.Conflicts(ctx, d.DB.Read(), a); err != nil {
			return nil, err
		}
	}
	out := make([]people.Resident, 0, len(list))
	for _, r := range list {
		if access.May(a, v, r.Object(a, "resident", slices.Contains(known, r.ID))).Allowed {
			out = append(out, r)
		}
	}
	return out, nil
}

// Work is one change: once, in one transaction, with its audit lines. What fn gives is what the page goes on with, also
// when the form comes a second time.
func (d *Desk) Work(ctx context.Context, form *web.Form, fn func(ctx context.Context, tx db.Tx, a access.Actor) (string, error)) (result string, err error) {
	_, result, err = d.base().Do(ctx, form, fn)
	return result, err
}

// Watch does a change to a file, and tells who listens what of it a decision may hang on.
func (d *Desk) Watch(ctx context.Context, tx db.Tx, a access.Actor, resident string, do func() error) error {
	if d.Happened == nil {
		return do()
	}
	was, err := people.All(ctx, tx, a, resident)
	if err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	is, err := people.All(ctx, tx, a, resident)
	if err != nil {
		return err
	}
	for _, code := range people.Happened(was, is) {
		if err := d.Happened(ctx, tx, a.Org, resident, code); err != nil {
			return err
		}
	}
	return nil
}

// IDs gives the ids of residents, for an audit line.
func IDs(list []people.Resident) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.ID
	}
	return out
}

// GroundOf gives the ground for a list: the word for what all rows have, or that there are several.
func GroundOf(list []people.Resident) string {
	word := map[access.Relation]string{access.OwnCaseload: "caseload", access.OwnTeam: "team", access.OtherTeam: "other_team"}
	for _, r := range list {
		if r.Relation != list[0].Relation {
			return "several"
		}
	}
	return word[list[0].Relation]
}

// Now gives the moment of writing.
func (d *Desk) Now() db.Instant { return db.InstantOf(d.Clock.Now()) }

// Today gives the day in the place of the program.
func (d *Desk) Today() people.Day { return people.DayOf(d.Clock.Now(), d.Zone) }
