package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"nabij/content"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/frozen"
	"nabij/internal/platform/log"
	"nabij/internal/platform/run"
	"nabij/internal/platform/web"
	"nabij/migrations"
)

// zone is where the days of the Netherlands are reckoned; its rules are built in.
const zone = "Europe/Amsterdam"

// place are the settings of commands that need the data.
type place struct {
	Data     string `default:"${default_data}" placeholder:"DIR" help:"${flag_data}"`
	Database string `placeholder:"URL" help:"${flag_database}"`
}

func (p place) source() db.Source { return db.Source{Dir: p.Data, URL: p.Database} }

// doors are the addresses at which the program listens.
type doors struct {
	Addr    string `default:"127.0.0.1:8080" placeholder:"ADDR" help:"${flag_addr}"`
	Monitor string `default:"127.0.0.1:8081" placeholder:"ADDR" help:"${flag_monitor}"`
}

type serveCommand struct {
	doors
	place
	gate
	trail
	Log     string `enum:"text,json" default:"text" placeholder:"text|json" help:"${flag_log}"`
	HTTPS   bool   `name:"https" help:"${flag_https}"`
	Exit    string `default:"${default_exit}" placeholder:"URL" help:"${flag_exit}"`
	Gallery bool   `hidden:"" help:"${flag_gallery}"`
	Demo    bool   `help:"${flag_demo}"`
}

// Run serves until a signal asks to stop. A second signal ends the program at once.
func (s *serveCommand) Run(c *Console) error {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	logger := log.New(c.Err, s.Log == "json")
	slog.SetDefault(logger)
	return s.serve(context.Background(), c, logger, signals)
}

func (s *serveCommand) serve(ctx context.Context, c *Console, logger *slog.Logger, signals <-chan os.Signal) (err error) {
	if u, err := url.Parse(s.Exit); err != nil || u.Scheme != "https" || u.Host == "" {
		return withCode(ExitUsage, errors.New(c.T("serve_wrong_exit", s.Exit)))
	}
	if err := s.gate.check(c); err != nil {
		return err
	}
	// First the door: when it is taken, nothing else has been touched.
	listener, err := listen(ctx, c, s.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	show, err := s.beginDemo(ctx, &c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, show.end()) }()
	library, err := loadContent(content.FS, c.Lang)
	if err != nil {
		return err
	}
	place, err := time.LoadLocation(zone)
	if err != nil {
		return err
	}
	d, err := openData(ctx, c, logger, s.source(), released(library))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	kept, err := c.openTrail(d, s.trail, s.place)
	if err != nil {
		return err
	}
	base := s.gate.base(listener.Addr())
	entry, err := s.openAccess(c, d, kept, filepath.Dir(s.keyPath(s.place)), base, show.access)
	if err != nil {
		return err
	}
	proxies, err := s.proxies(c)
	if err != nil {
		return err
	}
	heads, err := audit.NewHeads(kept, s.headFiles(s.place), s.AuditSyslog)
	if err != nil {
		return err
	}
	p := parts{Clock: c.Clock, Log: show.quiet(logger), DB: d, Library: library, Files: content.FS, Facts: content.Facts, Zone: place, Audit: kept, Head: heads.Last, Access: entry,
		Cookies: access.Cookies{Secure: s.HTTPS}, Base: base, From: visitor(proxies), Demo: show.personas()}
	site, h, err := newSite(p, web.Config{Secure: s.HTTPS, Exit: s.Exit, Gallery: s.Gallery})
	if err != nil {
		return err
	}
	h.work["audit heads"] = func(ctx context.Context) error { return heads.Keep(ctx, logger, audit.HeadEvery) }
	stopWork := background(ctx, h.work)
	defer func() { err = errors.Join(err, stopWork()) }()
	if err := show.build(ctx, c, p, site, signals); err != nil {
		return err
	}
	if err := tellSetup(ctx, c, entry, base); err != nil {
		return err
	}
	return newServer(c, logger, site, d).run(ctx, listener, s.Monitor, signals)
}

// background starts what goes on while the program serves, and gives what ends it and waits.
func background(ctx context.Context, work map[string]func(context.Context) error) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	var tasks []*run.Task
	for name, fn := range work {
		tasks = append(tasks, run.Go(ctx, name, fn))
	}
	return func() error {
		cancel()
		var failed []error
		for _, t := range tasks {
			if err := t.Wait(); !errors.Is(err, context.Canceled) {
				failed = append(failed, err)
			}
		}
		return errors.Join(failed...)
	}
}

// tellSetup prints the link with which the first administrator comes in, while there is no organisation yet.
func tellSetup(ctx context.Context, c *Console, entry *access.Service, base string) error {
	path, needed, err := entry.Setup(audit.As(ctx, audit.Installation, "start"))
	if err != nil || !needed {
		return err
	}
	fmt.Fprintln(c.Out, c.T("serve_setup", base+path))
	return nil
}

// openData opens the database, brings it up to date and checks that released content is as it was.
func openData(ctx context.Context, c *Console, logger *slog.Logger, source db.Source, packs []frozen.Pack) (*db.DB, error) {
	d, err := db.Open(ctx, source)
	if err != nil {
		return nil, err
	}
	if err := prepare(ctx, c, logger, d, packs); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func prepare(ctx context.Context, c *Console, logger *slog.Logger, d *db.DB, packs []frozen.Pack) error {
	applied, err := d.Migrate(ctx, migrations.Files, c.Clock)
	if err != nil {
		return err
	}
	if len(applied) > 0 {
		logger.Info("database brought up to date", "migrations", applied)
	}
	return frozen.Record(ctx, d, c.Clock, packs)
}

// listen opens the door, or tells why that is not possible in words that help.
func listen(ctx context.Context, c *Console, address string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s (%w)", c.T("serve_taken", address), err)
	case errors.Is(err, os.ErrPermission):
		return nil, err
	}
	return nil, fmt.Errorf("%s (%w)", c.T("serve_wrong_address", address), err)
}
