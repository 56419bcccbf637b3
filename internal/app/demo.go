package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"nabij/internal/demo"
	"nabij/internal/feature/account"
	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/run"
	"nabij/migrations"
)

// demonstration is serve --demo: the same program with made-up people, a clock that stands at 20 May 2020, and a door
// without a password. nil is a normal program: every method of it does nothing.
type demonstration struct {
	clock  *clock.Running
	data   string     // the folder of the data, where the marker lies
	folder string     // made for this run and removed after it; "" when it was chosen
	state  demo.State // of the database, before this run
	marker demoMarker
}

// demoMarker is a small file beside the data: that the demonstration was made whole, and until when it was played.
type demoMarker struct{ Until time.Time }

const demoMarkerName = "demo.json"

// beginDemo prepares a demonstration, when that is asked for: a fresh folder unless one was chosen, and the clock.
// Nothing has been written when it refuses a database with a real organisation.
func (s *serveCommand) beginDemo(ctx context.Context, c **Console) (_ *demonstration, err error) {
	if !s.Demo {
		return nil, nil
	}
	show := &demonstration{}
	if s.Database == "" && s.Data == defaultData((*c).Env) {
		if show.folder, err = os.MkdirTemp("", "nabij-demo-"); err != nil {
			return nil, err
		}
		s.Data = filepath.Join(show.folder, "data")
	}
	show.data = s.place.folder()
	if show.state, err = demoState(ctx, s.source()); err != nil {
		return nil, errors.Join(err, show.end())
	}
	here, err := time.LoadLocation(zone)
	if err != nil {
		return nil, errors.Join(err, show.end())
	}
	show.clock = clock.From(time.Date(2020, time.May, 4, 8, 0, 0, 0, here))
	if show.state == demo.Made {
		if err := show.readMarker(); err != nil {
			return nil, err
		}
		show.clock = clock.From(show.marker.Until)
	}
	console := **c
	console.Clock = show.clock
	*c = &console
	return show, nil
}

// demoState tells what a database holds, and refuses one with a real organisation. It changes nothing there.
func demoState(ctx context.Context, source db.Source) (state demo.State, err error) {
	if source.IsFile() {
		if _, err := os.Stat(source.Path()); errors.Is(err, fs.ErrNotExist) {
			return demo.Empty, nil
		}
	}
	d, err := db.Open(ctx, source)
	if err != nil {
		return demo.Empty, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	pending, err := d.Pending(ctx, migrations.Files)
	if err != nil {
		return demo.Empty, err
	}
	for _, name := range pending {
		if strings.Contains(name, "_access") { // there is no table of organisations yet
			return demo.Empty, nil
		}
	}
	state, err = demo.StateOf(ctx, d.Read())
	if err == nil && state == demo.Real {
		err = demo.ErrReal
	}
	return state, err
}

func (d *demonstration) readMarker() error {
	text, err := os.ReadFile(filepath.Join(d.data, demoMarkerName))
	if errors.Is(err, fs.ErrNotExist) {
		return demo.ErrHalf
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(text, &d.marker)
}

// writeDemoMarker keeps that a demonstration was made whole, and until when it was played.
func writeDemoMarker(folder string, until time.Time) error {
	text, err := json.Marshal(demoMarker{Until: until})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, demoMarkerName), text, 0o600)
}

// access opens the innermost lock of the door: see access.Service.EnterDemo. Who looks around is not locked out by being away.
func (d *demonstration) access(c *access.Config) {
	if d != nil {
		c.Demo, c.Idle = true, access.DefaultAbsolute
	}
}

func (d *demonstration) personas() []account.Persona {
	if d == nil {
		return nil
	}
	return demo.Personas()
}

// build lives the fortnight when the database is empty, and lets the clock run. A signal breaks it off.
func (d *demonstration) build(ctx context.Context, c *Console, p parts, site http.Handler, signals <-chan os.Signal) error {
	if d == nil {
		return nil
	}
	if d.state == demo.Empty {
		fmt.Fprintln(c.Out, c.T("serve_demo_making"))
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		living := run.Go(ctx, "demonstration", func(ctx context.Context) error {
			return demo.Build(ctx, demo.House{DB: p.DB, Clock: d.clock, Zone: p.Zone, Access: p.Access, Audit: p.Audit, Site: site}, func(int, int) {})
		})
		select {
		case <-living.Done():
			if err := living.Wait(); err != nil {
				return err
			}
		case <-signals:
			cancel()
			_ = living.Wait() // that it was broken off is what was asked for
			return errors.New(c.T("serve_stopped"))
		}
		if err := writeDemoMarker(d.data, d.clock.Now()); err != nil {
			return err
		}
	}
	d.clock.Start()
	fmt.Fprintln(c.Out, c.T("serve_demo", demo.Organisation, d.clock.Now().In(p.Zone).Format("2-1-2006 15:04")))
	return nil
}

// end removes what was made for this run alone, or keeps until when was played.
func (d *demonstration) end() error {
	switch {
	case d == nil:
		return nil
	case d.folder != "":
		return os.RemoveAll(d.folder)
	case d.clock == nil || d.clock.Now().Before(demo.Today(time.UTC).Add(-24*time.Hour)):
		return nil // it was not made whole
	}
	return writeDemoMarker(d.data, d.clock.Now())
}

// pastDoor lets requests to the door of a demonstration past the guard, which knows no such route.
func pastDoor(guard func(string, http.ResponseWriter, *http.Request) (*http.Request, error)) func(string, http.ResponseWriter, *http.Request) (*http.Request, error) {
	return func(route string, w http.ResponseWriter, r *http.Request) (*http.Request, error) {
		if route == "POST "+account.DemoDoor {
			return r, nil
		}
		return guard(route, w, r)
	}
}

// quiet gives a log that says nothing of the fortnight while it is lived: those are not requests of anybody.
func (d *demonstration) quiet(l *slog.Logger) *slog.Logger {
	if d == nil {
		return l
	}
	return slog.New(hush{l.Handler(), d.clock})
}

// hush passes on what is logged from the moment that the clock runs, and what went wrong before it.
type hush struct {
	slog.Handler
	clock *clock.Running
}

// Enabled tells whether a line would be written.
func (h hush) Enabled(ctx context.Context, level slog.Level) bool {
	return (level > slog.LevelInfo || h.clock.Runs()) && h.Handler.Enabled(ctx, level)
}

// WithAttrs adds to every line.
func (h hush) WithAttrs(list []slog.Attr) slog.Handler {
	return hush{h.Handler.WithAttrs(list), h.clock}
}

// WithGroup names what follows.
func (h hush) WithGroup(name string) slog.Handler { return hush{h.Handler.WithGroup(name), h.clock} }
