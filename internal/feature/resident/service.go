package resident

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

// file is an opened file: somebody may do to it what they asked.
type file struct {
	people.Resident
	actor    access.Actor
	decision access.Decision
	conflict bool
	grounds  []access.Ground
}

// may asks again about the same file, for a part of the page.
func (x file) may(v access.Verb, kind string) access.Decision {
	return access.May(x.actor, v, x.Object(x.actor, kind, x.conflict), x.grounds...)
}

// refusal is the error of somebody who may not. The guard writes it to the audit trail after whatever was begun has been
// rolled back.
type refusal struct {
	line audit.Line
	told error
}

func (r *refusal) Error() string { return r.told.Error() }
func (r *refusal) Unwrap() error { return r.told }

var (
	signIn    = fault.New(fault.SignInNeeded, fault.Text{})
	askedText = fault.Say("Dit dossier is van een ander team. Vraag de teamleider van dat team.", "This file is of another team. Ask the lead of that team.")
)

// guard demands a person, and records what was refused before the answer tells it.
func (f *Feature) guard(h web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, ok := access.From(r.Context()); !ok {
			return signIn
		}
		err := h(w, r)
		var no *refusal
		if errors.As(err, &no) {
			if noted := f.Audit.Note(r.Context(), no.line); noted != nil {
				return noted
			}
		}
		return err
	}
}

// open finds a file and asks whether the actor may. A file of another team, a closed file and one that never existed are
// the same to who may not see it. A file that was merged opens the one it went into.
func (f *Feature) open(ctx context.Context, q db.Query, v access.Verb, kind, id string) (file, error) {
	a, ok := access.From(ctx)
	if !ok {
		return file{}, signIn
	}
	r, err := people.Find(ctx, q, a, id)
	if fault.KindOf(err) == fault.NotFound {
		// Written down like any refusal, so that looking for what is not there takes as long as for what is closed.
		line := audit.Line{Event: "access.refused", Kind: kind, Ground: "not_found", Outcome: audit.Refused, Detail: "verb:" + string(v)}
		if people.IsID(id) {
			line.ID = id
		}
		return file{}, &refusal{told: err, line: line}
	}
	if err != nil {
		return file{}, err
	}
	if r.MergedInto != "" {
		at, err := people.Resolve(ctx, q, a, id)
		if err != nil {
			return file{}, err
		}
		if r, err = people.Find(ctx, q, a, at); err != nil {
			return file{}, err
		}
	}
	x := file{Resident: r, actor: a}
	if f.Marks != nil {
		if x.grounds, err = f.Marks.Grounds(ctx, q, a, r.ID); err != nil {
			return file{}, err
		}
		known, err := f.Marks.Conflicts(ctx, q, a)
		if err != nil {
			return file{}, err
		}
		x.conflict = slices.Contains(known, r.ID)
	}
	x.decision = x.may(v, kind)
	if !x.decision.Allowed {
		return file{}, f.refuse(x, v, kind)
	}
	return x, nil
}

func (f *Feature) refuse(x file, v access.Verb, kind string) error {
	told := fault.New(fault.NotFound, fault.Text{})
	switch {
	case x.may(access.See, "resident").Allowed:
		told = fault.New(fault.Forbidden, fault.Text{}) // they see the file, so they may know that this is not theirs to do
	case f.Policy == PolicyAsk && x.Relation == access.OtherTeam && !x.Restricted && !x.conflict:
		told = fault.New(fault.Forbidden, askedText)
	}
	return &refusal{told: told, line: audit.Line{Event: "access.refused", Kind: kind, ID: x.ID, Residents: []string{x.ID},
		Ground: x.decision.Reason, Outcome: audit.Refused, Detail: "verb:" + string(v)}}
}

// shown drops the rows that the actor may not see after all: whom they know, and what the scope was too wide for.
func (f *Feature) shown(ctx context.Context, a access.Actor, v access.Verb, list []people.Resident) ([]people.Resident, error) {
	var known []string
	if f.Marks != nil && len(list) > 0 {
		var err error
		if known, err = f.Marks.Conflicts(ctx, f.DB.Read(), a); err != nil {
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

// work is one change: once, in one transaction, with its audit lines. What fn gives is what the page goes on with, also
// when the form comes a second time.
func (f *Feature) work(ctx context.Context, form *web.Form, fn func(ctx context.Context, tx db.Tx, a access.Actor) (string, error)) (result string, err error) {
	a, ok := access.From(ctx)
	if !ok {
		return "", signIn
	}
	err = f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, result, err = once.Do(ctx, tx, a, form.Text(once.Field), func() (string, error) { return fn(ctx, tx, a) })
		return err
	})
	return result, err
}

// line is the audit line of something done to a file.
func (x file) line(event, kind, detail string) audit.Line {
	return audit.Line{Event: event, Kind: kind, ID: x.ID, Residents: []string{x.ID}, Ground: x.decision.Ground, Detail: detail}
}

func ids(list []people.Resident) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.ID
	}
	return out
}

func (f *Feature) now() db.Instant { return db.InstantOf(f.Clock.Now()) }

func (f *Feature) today() people.Day { return people.DayOf(f.Clock.Now(), f.Zone) }
