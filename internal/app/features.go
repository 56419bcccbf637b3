package app

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"nabij/internal/feature/account"
	"nabij/internal/feature/guideline"
	"nabij/internal/feature/intake"
	"nabij/internal/feature/organisation"
	"nabij/internal/feature/publishing"
	"nabij/internal/feature/resident"
	"nabij/internal/feature/review"
	"nabij/internal/feature/weigh"
	"nabij/internal/framework"
	"nabij/internal/people"
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
	Files   fs.FS // the files of that content
	// Zone is where the days of the people who use the program begin and end.
	Zone    *time.Location
	Audit   *audit.Log
	Access  *access.Service
	Cookies access.Cookies
	Base    string                     // the address of the program as people type it
	From    func(*http.Request) string // the address that a request comes from
	Demo    []account.Persona          // who comes in with one button, in a demonstration; else nobody
}

// program is all put together: its features in the order of the menu, the one that keeps the gate, and what goes on
// in the background while it serves.
type program struct {
	all  []Feature
	gate *account.Feature
	work map[string]func(context.Context) error // by name; each goes on until its context ends
}

// features is THE list of features. A new feature is one line here; what others need of it stands above the list.
func features(p parts) (*program, error) {
	var list featureList
	var content *publishing.Feature
	inForce := func(ctx context.Context) *framework.Library { return content.Library(ctx) }
	reviews, err := review.New(review.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Marks: p.Access, Library: inForce})
	if err != nil {
		return nil, err
	}
	content, err = publishing.New(publishing.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Log: p.Log, BuiltIn: p.Library, Files: p.Files, Impact: reviews})
	if err != nil {
		return nil, err
	}
	erase := []people.Eraser{reviews}
	files, err := resident.New(resident.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Marks: p.Access, Erase: erase, Happened: reviews.Happened})
	if err != nil {
		return nil, err
	}
	places, err := organisation.New(organisation.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit})
	if err != nil {
		return nil, err
	}
	gate, err := account.New(account.Deps{Access: p.Access, DB: p.DB, Clock: p.Clock, Zone: p.Zone, Cookies: p.Cookies, Base: p.Base,
		Home: home, Network: func(r *http.Request) string { return access.Network(p.From(r)) }, Teams: teams{places},
		Residents: standing{p.Access}, Leaving: leaving(p), Demo: p.Demo})
	if err != nil {
		return nil, err
	}
	list.add(files, nil)
	list.add(weigh.New(weigh.Deps{Library: inForce, Clock: p.Clock, Zone: p.Zone}))
	list.add(reviews, nil)
	list.add(guideline.New(guideline.Deps{Library: inForce}))
	list.add(intake.New(intake.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Marks: p.Access, Words: files, Erase: erase, Happened: reviews.Happened}))
	list.add(content, nil)
	list.add(places, nil)
	list.add(gate, nil)
	return &program{all: list.all, gate: gate, work: map[string]func(context.Context) error{"publishing": content.Work}}, errors.Join(list.broken...)
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
