package publishing

import (
	"context"
	"errors"
	"net/http"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"

	"github.com/google/uuid"
)

// refusal is the error of somebody who may not. The guard writes it to the audit trail after whatever was begun has been
// rolled back.
type refusal struct {
	line audit.Line
	told error
}

func (r *refusal) Error() string { return r.told.Error() }
func (r *refusal) Unwrap() error { return r.told }

var signIn = fault.New(fault.SignInNeeded, fault.Text{})

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

// objectKind is the kind in grants.csv of a kind of pack.
func objectKind(kind string) string {
	if kind == "guidelines" {
		return "guideline"
	}
	return "framework"
}

// may asks whether the actor may do something to content of a kind; the error is the refusal.
func (f *Feature) may(ctx context.Context, v access.Verb, kind, id string) (access.Actor, access.Decision, error) {
	a, ok := access.From(ctx)
	if !ok {
		return a, access.Decision{}, signIn
	}
	d := access.May(a, v, access.Object{Kind: kind, ID: id, Org: a.Org, Relation: access.None})
	if !d.Allowed {
		return a, d, refused(kind, id, string(v), d.Reason, fault.New(fault.Forbidden, fault.Text{}))
	}
	return a, d, nil
}

func refused(kind, id, verb, reason string, told error) error {
	line := audit.Line{Event: "access.refused", Kind: kind, Ground: reason, Outcome: audit.Refused, Detail: "verb:" + verb}
	if isID(id) {
		line.ID = id
	}
	return &refusal{told: told, line: line}
}

// mayChange tells whether somebody may write content; pages show what they can do by it, and each act asks again.
func mayChange(a access.Actor) bool {
	return access.May(a, access.Change, access.Object{Kind: "framework", Org: a.Org, Relation: access.None}).Allowed
}

// open finds a version and asks whether the actor may. A version of another organisation and one that never existed are
// the same; a draft is for who writes.
func (f *Feature) open(ctx context.Context, q db.Query, v access.Verb, id string) (access.Actor, access.Decision, Version, error) {
	a, ok := access.From(ctx)
	if !ok {
		return a, access.Decision{}, Version{}, signIn
	}
	x, err := findVersion(ctx, q, a, id)
	if fault.KindOf(err) == fault.NotFound {
		return a, access.Decision{}, x, refused("framework", id, string(v), "not_found", err)
	}
	if err != nil {
		return a, access.Decision{}, x, err
	}
	a, d, err := f.may(ctx, v, objectKind(x.Kind), x.ID)
	if err == nil && x.ReleaseNumber == 0 && x.State != Proposed && !mayChange(a) {
		err = refused(objectKind(x.Kind), x.ID, string(v), "draft", fault.New(fault.NotFound, fault.Text{}))
	}
	return a, d, x, err
}

// work is one change: once, in one transaction, with its audit lines.
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

// event names an act for the audit by the kind of pack.
func event(kind, act string) string { return objectKind(kind) + "." + act }

func (f *Feature) now() db.Instant { return db.InstantOf(f.Clock.Now()) }

func (f *Feature) today() string { return f.Clock.Now().In(f.Zone).Format(time.DateOnly) }

// newID makes an id that sorts by time.
func (f *Feature) newID() (string, error) {
	id, err := uuid.NewV7()
	return id.String(), err
}

// isID tells whether something can be an id of ours at all.
func isID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && len(s) == 36 && id.String() == s
}

var (
	errStale = fault.New(fault.Conflict, fault.Say("Iemand heeft deze versie intussen gewijzigd. Open haar opnieuw.", "Somebody changed this version in the meantime. Open it again."))
	errState = fault.New(fault.Conflict, fault.Say("Dit kan niet meer: de versie is geen concept, of er is al over beslist. Open haar opnieuw.", "This is no longer possible: the version is not a draft, or was decided upon. Open it again."))
	errOwn   = fault.New(fault.Forbidden, fault.Say("Wie aan een versie schreef of haar voorstelde, geeft haar niet zelf vrij. Vraag een tweede kaderbeheerder.", "Who wrote at a version or proposed it does not release it. Ask a second framework editor."))
)
