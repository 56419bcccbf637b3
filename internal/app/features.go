package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"nabij/internal/feature/guideline"
	"nabij/internal/feature/weigh"
	"nabij/internal/framework"
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
	Zone *time.Location
}

// inForce is the content that holds for who asks.
func (p parts) inForce(context.Context) *framework.Library { return p.Library }

// features is THE list of features, in the order of the menu. A new feature is one line here.
func features(p parts) ([]Feature, error) {
	var list featureList
	list.add(weigh.New(weigh.Deps{Library: p.inForce, Clock: p.Clock, Zone: p.Zone}))
	list.add(guideline.New(guideline.Deps{Library: p.inForce}))
	return list.all, errors.Join(list.broken...)
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
