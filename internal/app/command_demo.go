package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"nabij/content"
	"nabij/internal/demo"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/log"
	"nabij/internal/platform/web"
)

// demoCommand makes a large made-up organisation, to measure with and to look around in.
type demoCommand struct {
	place
	trail
	Key       string `placeholder:"FILE" help:"${flag_key}"`
	Residents int    `default:"1000" placeholder:"N" help:"${flag_demo_residents}"`
	Seed      uint64 `default:"1" placeholder:"S" help:"${flag_demo_seed}"`
}

// mostResidents bounds a slip of the finger.
const mostResidents = 2_000_000

// Run makes it, and tells how far it is.
func (s *demoCommand) Run(c *Console) (err error) {
	if s.Residents < 1 || s.Residents > mostResidents {
		return usageError(c.T("demo_wrong_number", mostResidents))
	}
	if s.Database == "" && s.Data == defaultData(c.Env) {
		return usageError(c.T("demo_where")) // the folder of the real data is never the one that is meant
	}
	ctx := context.Background()
	state, err := demoState(ctx, s.source())
	switch {
	case err != nil:
		return err
	case state == demo.Made:
		return usageError(c.T("demo_there"))
	}
	here, err := time.LoadLocation(zone)
	if err != nil {
		return err
	}
	story := clock.From(time.Date(2020, time.May, 4, 8, 0, 0, 0, here))
	told := *c
	told.Clock = story
	began := c.Clock.Now()
	made, err := s.fill(ctx, &told, here, story, func(done, of int) {
		if step := max(1, of/20); done%step < demo.AtOnce || done == of {
			fmt.Fprintln(c.Err, c.T("demo_progress", done, of, c.Clock.Now().Sub(began).Round(time.Second)))
		}
	})
	if err != nil {
		return err
	}
	if err := writeDemoMarker(s.place.folder(), story.Now()); err != nil {
		return err
	}
	fmt.Fprintln(c.Out, c.T("demo_made", made.Residents, made.Workers, made.Teams, c.Clock.Now().Sub(began).Round(time.Second/10)))
	fmt.Fprintln(c.Out, c.T("demo_digest", s.Seed, made.Digest))
	return nil
}

// fill puts the program together as serve --demo does, and fills it.
func (s *demoCommand) fill(ctx context.Context, c *Console, here *time.Location, story *clock.Running, done func(int, int)) (made demo.Filled, err error) {
	library, err := loadContent(content.FS, c.Lang)
	if err != nil {
		return made, err
	}
	if err := os.MkdirAll(s.place.folder(), 0o700); err != nil {
		return made, err
	}
	logger := log.New(c.Err, false)
	d, err := openData(ctx, c, logger, s.source(), released(library))
	if err != nil {
		return made, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	kept, err := c.openTrail(d, s.trail, s.place)
	if err != nil {
		return made, err
	}
	show := &demonstration{clock: story}
	const base = "http://127.0.0.1:8080"
	entry, err := gate{Key: s.Key}.openAccess(c, d, kept, filepath.Dir(s.keyPath(s.place)), base, show.access)
	if err != nil {
		return made, err
	}
	site, _, err := newSite(parts{Clock: story, Log: slog.New(slog.DiscardHandler), DB: d, Library: library, Files: content.FS, Facts: content.Facts, Zone: here, Audit: kept,
		Access: entry, Base: base, From: func(r *http.Request) string { return r.RemoteAddr }, Demo: show.personas()}, web.Config{})
	if err != nil {
		return made, err
	}
	return demo.Fill(ctx, demo.House{DB: d, Clock: story, Zone: here, Access: entry, Audit: kept, Site: site}, demo.Size{Residents: s.Residents, Seed: s.Seed}, done)
}
