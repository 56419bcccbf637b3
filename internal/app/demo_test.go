package app

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"nabij/content"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
)

// shown is a demonstration as serve --demo makes it, without a door to the world.
type shown struct {
	site  http.Handler
	clock *clock.Running
	parts parts
}

// demonstrate builds the demonstration in a database.
func demonstrate(t *testing.T, d *db.DB) shown {
	t.Helper()
	library, err := loadContent(content.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	here, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	show := &demonstration{data: t.TempDir(), clock: clock.From(time.Date(2020, time.May, 4, 8, 0, 0, 0, here))}
	console := &Console{Out: io.Discard, Err: io.Discard, Lang: "en", Clock: show.clock}
	keys := t.TempDir()
	kept, err := console.openTrail(d, trail{AuditKey: filepath.Join(keys, "audit.key")}, place{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	entry, err := gate{}.openAccess(console, d, kept, keys, "http://127.0.0.1:8080", show.access)
	if err != nil {
		t.Fatal(err)
	}
	p := parts{Clock: show.clock, Log: slog.New(slog.DiscardHandler), DB: d, Library: library, Files: content.FS, Facts: content.Facts, Zone: here, Audit: kept,
		Access: entry, Base: "http://127.0.0.1:8080", From: visitor(nil), Demo: show.personas()}
	site, h, err := newSite(p, web.Config{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	stop := background(ctx, h.work)
	t.Cleanup(func() {
		cancel()
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	if err := show.build(ctx, console, p, site, nil); err != nil {
		t.Fatal(err)
	}
	return shown{site, show.clock, p}
}
