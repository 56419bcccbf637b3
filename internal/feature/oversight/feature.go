package oversight

import (
	"context"
	"embed"
	"errors"
	"log/slog"
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

// Watch knows the workers, and the files that were opened in an emergency; *access.Service does.
type Watch interface {
	Colleagues(ctx context.Context, a access.Actor) (map[string]string, error)
	Reviews(ctx context.Context, a access.Actor) ([]access.Glass, error)
}

// Deps are what the slice needs of the program.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Zone  *time.Location
	Log   *slog.Logger
	Audit *audit.Log
	Watch Watch
	// Head gives the newest signed head of the trail of an organisation. Nil: this program signs none.
	Head func(org string) (audit.Head, bool)
}

// Feature is the pages of whoever watches over access.
type Feature struct {
	Deps
	asked  chan check
	habits audit.Habits
}

// New makes the slice.
func New(d Deps) (*Feature, error) {
	if d.DB == nil || d.Clock == nil || d.Zone == nil || d.Log == nil || d.Audit == nil || d.Watch == nil {
		return nil, errors.New("oversight needs a database, a clock, a place, a log, the audit trail and access")
	}
	return &Feature{Deps: d, asked: make(chan check, 4), habits: audit.UsualHabits(d.Zone)}, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "oversight" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice.
func (f *Feature) Menu() []web.MenuItem {
	return []web.MenuItem{{Section: "oversight", Key: "oversight.menu", Path: homePath, Shown: func(ctx context.Context) bool {
		a, ok := access.From(ctx)
		return ok && may(a, access.ReviewAudit).Allowed
	}}}
}

const (
	homePath = "/toezicht"
	logPath  = "/toezicht/logboek"
)

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) {
	r.Get(homePath, f.guard(access.ReviewAudit, f.week))
	r.Post(homePath, f.guard(access.ReviewAudit, f.review))
	r.Post("/toezicht/controle", f.guard(access.ReviewAudit, f.verify))
	r.Get(logPath, f.guard(access.List, f.log))
	r.Get("/toezicht/logboek/afdruk", f.guard(access.Print, f.print))
	r.Post("/toezicht/logboek/uitvoeren", f.guard(access.Export, f.export))
}

// may tells whether somebody may do something to the trail. There is one for an organisation, and it belongs to nobody.
func may(a access.Actor, v access.Verb) access.Decision {
	return access.May(a, v, access.Object{Kind: "audit", Org: a.Org, Relation: access.None})
}

func (f *Feature) base() usecase.Base {
	return usecase.Base{DB: f.DB, Audit: f.Audit, Refused: "audit.read"}
}

// guard demands somebody who may do something with the audit trail.
func (f *Feature) guard(v access.Verb, h web.Handler) web.Handler { return f.base().For(v, "audit", h) }

// work is one change: once, in one transaction, with its audit line last. The right is asked again inside.
func (f *Feature) work(r *http.Request, form *web.Form, fn func(ctx context.Context, tx db.Tx, a access.Actor) (audit.Line, error)) (replayed bool, err error) {
	replayed, _, err = f.base().Do(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		a, d, err := f.base().May(ctx, access.ReviewAudit, "audit", "")
		if err != nil {
			return "", err
		}
		line, err := fn(ctx, tx, a)
		if err != nil {
			return "", err
		}
		line.Ground = d.Ground
		return "", f.Audit.Record(ctx, tx, line)
	})
	return replayed, err
}

func (f *Feature) now() time.Time { return f.Clock.Now() }

func (f *Feature) newID() string { return people.NewID(f.now()) }

func say(r *http.Request, key string, args ...any) string {
	return web.Text(r, "oversight."+key, args...)
}

// known gives the words of a code, or the code itself when it has none: of a newer program, or of a slice that came since.
func known(r *http.Request, group, code string) string {
	if key := "oversight." + group + "." + code; code != "" && texts.Has(web.Lang(r), key) {
		return web.Text(r, key)
	}
	return code
}

func head(title string) web.Head { return web.Head{Title: title, Section: "oversight"} }
