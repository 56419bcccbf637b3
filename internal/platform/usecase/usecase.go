// Package usecase is how whatever somebody asks of a slice begins and ends: there must be a person, access.May is asked, a
// change is done once and in one transaction, and what was refused stands in the audit trail before the answer tells it.
package usecase

import (
	"context"
	"errors"
	"net/http"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"

	"github.com/google/uuid"
)

// Trail is the audit trail; *audit.Log is one.
type Trail interface {
	Record(ctx context.Context, tx db.Tx, line audit.Line) error
	Note(ctx context.Context, lines ...audit.Line) error
}

// Base is what every use case stands on.
type Base struct {
	DB    *db.DB
	Audit Trail
	// Refused is the audit event of a refusal; access.refused when empty.
	Refused string
}

// ErrSignIn demands a person where there is none.
var ErrSignIn = fault.New(fault.SignInNeeded, fault.Text{})

// refusal is the error of somebody who may not. The guard writes it to the audit trail after whatever was begun has been
// rolled back.
type refusal struct {
	line audit.Line
	told error
}

func (r *refusal) Error() string { return r.told.Error() }
func (r *refusal) Unwrap() error { return r.told }

// Refuse is the error told, with a line for the audit trail that the guard writes.
func Refuse(told error, line audit.Line) error { return &refusal{line, told} }

// Denied refuses a verb to a thing of a kind for a reason, a stable code. An id that can be none of ours is not written down.
func (b Base) Denied(v access.Verb, kind, id, reason string, told error) error {
	line := audit.Line{Event: b.Refused, Kind: kind, Ground: reason, Outcome: audit.Refused, Detail: "verb:" + string(v)}
	if line.Event == "" {
		line.Event = "access.refused"
	}
	if IsID(id) {
		line.ID = id
	}
	return Refuse(told, line)
}

// May asks whether the actor may do something to a thing that belongs to no resident; the error is the refusal.
func (b Base) May(ctx context.Context, v access.Verb, kind, id string) (access.Actor, access.Decision, error) {
	a, ok := access.From(ctx)
	if !ok {
		return a, access.Decision{}, ErrSignIn
	}
	d := access.May(a, v, access.Object{Kind: kind, ID: id, Org: a.Org, Relation: access.None})
	if !d.Allowed {
		return a, d, b.Denied(v, kind, id, d.Reason, fault.New(fault.Forbidden, fault.Text{}))
	}
	return a, d, nil
}

// Guard demands a person, and records what was refused before the answer tells it.
func (b Base) Guard(h web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, ok := access.From(r.Context()); !ok {
			return ErrSignIn
		}
		err := h(w, r)
		if noted := b.Keep(r.Context(), err); noted != nil {
			return noted
		}
		return err
	}
}

// For is Guard for a page that is only for who may do a verb to things of a kind.
func (b Base) For(v access.Verb, kind string, h web.Handler) web.Handler {
	return b.Guard(func(w http.ResponseWriter, r *http.Request) error {
		if _, _, err := b.May(r.Context(), v, kind, ""); err != nil {
			return err
		}
		return h(w, r)
	})
}

// Keep writes a refusal to the audit trail, for a page that tells of it in its own way. Other errors it leaves alone.
func (b Base) Keep(ctx context.Context, err error) error {
	var no *refusal
	if !errors.As(err, &no) {
		return nil
	}
	return b.Audit.Note(ctx, no.line)
}

// Do is one change: once, in one transaction, with its audit lines. What fn gives is what the page goes on with, also when
// the form comes a second time; replayed tells that it does.
func (b Base) Do(ctx context.Context, form *web.Form, fn func(ctx context.Context, tx db.Tx, a access.Actor) (string, error)) (replayed bool, result string, err error) {
	a, ok := access.From(ctx)
	if !ok {
		return false, "", ErrSignIn
	}
	err = b.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		replayed, result, err = once.Do(ctx, tx, a, form.Text(once.Field), func() (string, error) { return fn(ctx, tx, a) })
		return err
	})
	return replayed, result, err
}

// IsID tells whether something can be an id of ours at all: in its one spelling.
func IsID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && len(s) == 36 && id.String() == s
}
