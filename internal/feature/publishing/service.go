package publishing

import (
	"context"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"

	"github.com/google/uuid"
)

func (f *Feature) base() usecase.Base { return usecase.Base{DB: f.DB, Audit: f.Audit} }

// objectKind is the kind in grants.csv of a kind of pack.
func objectKind(kind string) string {
	if kind == "guidelines" {
		return "guideline"
	}
	return "framework"
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
		return a, access.Decision{}, Version{}, usecase.ErrSignIn
	}
	x, err := findVersion(ctx, q, a, id)
	if fault.KindOf(err) == fault.NotFound {
		return a, access.Decision{}, x, f.base().Denied(v, "framework", id, "not_found", err)
	}
	if err != nil {
		return a, access.Decision{}, x, err
	}
	a, d, err := f.base().May(ctx, v, objectKind(x.Kind), x.ID)
	if err == nil && x.ReleaseNumber == 0 && x.State != Proposed && !mayChange(a) {
		err = f.base().Denied(v, objectKind(x.Kind), x.ID, "draft", fault.New(fault.NotFound, fault.Text{}))
	}
	return a, d, x, err
}

// work is one change: once, in one transaction, with its audit lines.
func (f *Feature) work(ctx context.Context, form *web.Form, fn func(ctx context.Context, tx db.Tx, a access.Actor) (string, error)) (string, error) {
	_, result, err := f.base().Do(ctx, form, fn)
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

var (
	errStale = fault.New(fault.Conflict, fault.Say("Iemand heeft deze versie intussen gewijzigd. Open haar opnieuw.", "Somebody changed this version in the meantime. Open it again."))
	errState = fault.New(fault.Conflict, fault.Say("Dit kan niet meer: de versie is geen concept, of er is al over beslist. Open haar opnieuw.", "This is no longer possible: the version is not a draft, or was decided upon. Open it again."))
	errOwn   = fault.New(fault.Forbidden, fault.Say("Wie aan een versie schreef of haar voorstelde, geeft haar niet zelf vrij. Vraag een tweede kaderbeheerder.", "Who wrote at a version or proposed it does not release it. Ask a second framework editor."))
)
