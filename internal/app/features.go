package app

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"nabij/internal/feature/account"
	"nabij/internal/feature/deliberation"
	"nabij/internal/feature/feedback"
	"nabij/internal/feature/guideline"
	"nabij/internal/feature/intake"
	"nabij/internal/feature/organisation"
	"nabij/internal/feature/oversight"
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
	Facts   fs.FS // which answers a resident's file knows
	// Zone is where the days of the people who use the program begin and end.
	Zone    *time.Location
	Audit   *audit.Log
	Head    func(org string) (audit.Head, bool) // the newest signed head of the trail; nil where none are signed
	Access  *access.Service
	Cookies access.Cookies
	Base    string                     // the address of the program as people type it
	From    func(*http.Request) string // the address that a request comes from
	Demo    []account.Persona          // who comes in with one button, in a demonstration; else nobody
}

// program is all put together: THE list of features in the order of the menu, the one that keeps the gate, and what goes
// on in the background while it serves.
type program struct {
	all  []Feature
	gate *account.Feature
	work map[string]func(context.Context) error // by name; each goes on until its context ends
}

// features puts the slices together. A new feature is made here, and gets its place in the list at the end.
func features(p parts) (*program, error) {
	var broken []error
	check := func(err error) { broken = append(broken, err) }

	// What slices need of one another: each asks for a small thing, and gets it from here when it is called.
	var content *publishing.Feature
	var remarks *feedback.Feature
	var weighings *deliberation.Feature
	inForce := func(ctx context.Context) *framework.Library { return content.Library(ctx) }
	marks := grounds{p.Access, func(ctx context.Context, q db.Query, a access.Actor, resident string) ([]access.Ground, error) {
		return weighings.Grounds(ctx, q, a, resident)
	}}

	reviews, err := review.New(review.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Marks: marks, Library: inForce})
	check(err)
	content, err = publishing.New(publishing.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Log: p.Log, BuiltIn: p.Library,
		Files: p.Files, Impact: reviews, NewRemarks: func(ctx context.Context, q db.Query, a access.Actor) (map[string]int, error) {
			return remarks.Fresh(ctx, q, a)
		}})
	check(err)
	if content == nil {
		return nil, errors.Join(broken...) // whoever weighs asks for content at once
	}
	remarks, err = feedback.New(feedback.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Library: inForce, Numbers: content.Numbers})
	check(err)
	weighings, err = deliberation.New(deliberation.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Marks: p.Access, Reviews: reviews,
		Library: inForce, FactFiles: p.Facts, Program: version()})
	check(err)
	erase := []people.Eraser{reviews, weighings, p.Access} // what points at a deliberation goes before it
	files, err := resident.New(resident.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Marks: marks, Knows: p.Access, Erase: erase, Happened: reviews.Happened})
	check(err)
	lists, err := intake.New(intake.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit, Marks: marks, Words: files, Erase: erase, Happened: reviews.Happened})
	check(err)
	places, err := organisation.New(organisation.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Audit: p.Audit})
	check(err)
	gate, err := account.New(account.Deps{Access: p.Access, DB: p.DB, Clock: p.Clock, Zone: p.Zone, Cookies: p.Cookies, Base: p.Base,
		Home: home, Network: func(r *http.Request) string { return access.Network(p.From(r)) }, Teams: teams{places},
		Residents: standing{p.Access}, Leaving: leaving(p), Demo: p.Demo})
	check(err)
	watch, err := oversight.New(oversight.Deps{DB: p.DB, Clock: p.Clock, Zone: p.Zone, Log: p.Log, Audit: p.Audit, Watch: p.Access, Head: p.Head})
	check(err)
	open, err := weigh.New(weigh.Deps{Library: inForce, Clock: p.Clock, Zone: p.Zone})
	check(err)
	rules, err := guideline.New(guideline.Deps{Library: inForce})
	check(err)

	return &program{
		all:  []Feature{files, open, weighings, reviews, rules, lists, content, remarks, watch, places, gate},
		gate: gate,
		work: map[string]func(context.Context) error{
			"publishing": content.Work,
			"sign-in":    p.Access.Warm,
			"oversight":  watch.Work,
			"sweep":      sweeper{p.DB, p.Clock, p.Access, p.Audit, p.Zone, p.Log}.keep,
		},
	}, errors.Join(broken...)
}
