package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"nabij/internal/feature/account"
	"nabij/internal/feature/guideline"
	"nabij/internal/feature/organisation"
	"nabij/internal/feature/resident"
	"nabij/internal/feature/weigh"
	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
)

// Feature is what a slice offers the program. Each slice has a New with what it needs, and satisfies this by itself:
// it never imports app.
type Feature interface {
	// Name is the name of the folder; it never changes, because settings and measures are found by it.
	Name() string
	// Texts is the catalogue of the slice, or nil.
	Texts() *web.Texts
	// Menu gives the entries for the menu on top, if any.
	Menu() []web.MenuItem
	// Routes registers the addresses of the slice.
	Routes(*web.Router)
}

// parts are what the program has to hand out to features.
type parts struct {
	Clock clock.Clock
	Log   *slog.Logger
	DB    *db.DB
	// Library is all content, read once. A feature gets it as it is; nobody changes it.
	Library *framework.Library
	// Zone is where the days of the people who use the program begin and end.
	Zone    *time.Location
	Audit   *audit.Log
	Access  *access.Service
	Cookies access.Cookies
	Base    string                     // the address of the program as people type it
	From    func(*http.Request) string // the address that a request comes from
}

// inForce is the content that holds for who asks.
func (p parts) inForce(context.Context) *framework.Library { return p.Library }

// features is THE list of features, in the order of the menu. A new feature is one line here. One of them keeps the gate.
func features(p parts) ([]Feature, *account.Feature, error) {
	var list featureList
	list.add(weigh.New(weigh.Deps{Library: p.inForce, Clock: p.Clock, Zone: p.Zone}))
	list.add(guideline.New(guideline.Deps{Library: p.inForce}))
	list.add(resident.New(resident.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Marks: p.Access}))
	house, err := organisation.New(organisation.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit})
	list.add(house, err)
	gatekeeper, err := account.New(account.Deps{Access: p.Access, DB: p.DB, Clock: p.Clock, Zone: p.Zone, Cookies: p.Cookies, Base: p.Base,
		Home: home, Network: func(r *http.Request) string { return access.Network(p.From(r)) }, Teams: teams{house},
		Residents: standing{p.Access}, Leaving: leaving(p)})
	list.add(gatekeeper, err)
	return list.all, gatekeeper, errors.Join(list.broken...)
}

// featureList collects what the New of each feature gives, so that the list above stays a list.
type featureList struct {
	all    []Feature
	broken []error
}

func (l *featureList) add(f Feature, err error) {
	if err != nil {
		l.broken = append(l.broken, err)
		return
	}
	l.all = append(l.all, f)
}
