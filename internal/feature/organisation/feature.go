package organisation

import (
	"context"
	"embed"
	"errors"
	"net/http"
	"time"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

var texts = web.MustTexts(localeFS)

// Deps are what the slice needs of the program.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Zone  *time.Location
	Audit usecase.Trail
}

// Feature is the pages about the organisation.
type Feature struct{ Deps }

// New makes the slice.
func New(d Deps) (*Feature, error) {
	if d.DB == nil || d.Clock == nil || d.Zone == nil || d.Audit == nil {
		return nil, errors.New("the organisation needs a database, a clock, a place and the audit trail")
	}
	return &Feature{d}, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "organisation" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice.
func (f *Feature) Menu() []web.MenuItem {
	return []web.MenuItem{{Section: "organisation", Key: "organisation.menu", Path: homePath, Shown: func(ctx context.Context) bool {
		a, ok := access.From(ctx)
		return ok && access.MayAny(a, access.Administer, "organisation")
	}}}
}

// Teams gives the teams that are not closed, for whoever puts workers in them.
func (f *Feature) Teams(ctx context.Context, a access.Actor) ([]people.Place, error) {
	return people.OpenPlaces(ctx, f.DB.Read(), a, "team")
}

const homePath = "/beheer/organisatie"

// list is one of the three lists of the house.
type list struct {
	kind  string // of people.Place
	path  string
	right string // its kind in the table of rights
	// The audit events of adding, changing and closing. A target group has none of its own: it is a setting of the house.
	added, changed, closed string
}

var lists = []list{
	{"team", "/beheer/teams", "team", "team.added", "team.changed", "team.closed"},
	{"neighbourhood", "/beheer/wijken", "neighbourhood", "neighbourhood.changed", "neighbourhood.changed", "neighbourhood.changed"},
	{"group", "/beheer/doelgroepen", "organisation", "organisation.changed", "organisation.changed", "organisation.changed"},
}

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) {
	r.Get(homePath, f.guard("organisation", f.home))
	r.Post(homePath, f.guard("organisation", f.rename))
	for _, l := range lists {
		r.Get(l.path, f.guard(l.right, f.places(l)))
		r.Post(l.path, f.guard(l.right, f.add(l)))
		r.Get(l.path+"/{place}", f.guard(l.right, f.place(l)))
		r.Post(l.path+"/{place}", f.guard(l.right, f.change(l)))
	}
}

// base refuses in the words of accounts: who works where is no file of a resident.
func (f *Feature) base() usecase.Base {
	return usecase.Base{DB: f.DB, Audit: f.Audit, Refused: "account.refused"}
}

// guard demands somebody who may change things of a kind.
func (f *Feature) guard(kind string, h web.Handler) web.Handler {
	return f.base().For(access.Change, kind, h)
}

// work is one change: once, in one transaction, with its audit lines last. The right is asked again inside: what was
// allowed a moment ago may have ended.
func (f *Feature) work(r *http.Request, form *web.Form, kind string, fn func(ctx context.Context, tx db.Tx, a access.Actor) ([]audit.Line, error)) error {
	_, _, err := f.base().Do(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		a, d, err := f.base().May(ctx, access.Change, kind, "")
		if err != nil {
			return "", err
		}
		lines, err := fn(ctx, tx, a)
		if err != nil {
			return "", err
		}
		for _, l := range lines {
			l.Ground = d.Ground
			if err := f.Audit.Record(ctx, tx, l); err != nil {
				return "", err
			}
		}
		return "", nil
	})
	return err
}

func (f *Feature) now() db.Instant { return db.InstantOf(f.Clock.Now()) }

func (f *Feature) today() people.Day { return people.DayOf(f.Clock.Now(), f.Zone) }
