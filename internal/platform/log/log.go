// Package log writes what the program did, without a word about people.
//
// The line about a request is written by package web and holds the route, never the address. Whoever logs something
// else keeps to the same: constants of the program, numbers, kinds. Not names, texts, addresses of visitors or what
// they sent.
package log

import (
	"context"
	"io"
	stdlog "log"
	"log/slog"
)

// New makes a logger: lines for a person at a terminal, or JSON for a machine that collects them.
func New(w io.Writer, asJSON bool) *slog.Logger {
	if asJSON {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

// ForServer makes the logger for net/http's own messages. They hold the address of the visitor and parts of what was
// sent; only that a connection went wrong is passed on.
func ForServer(logger *slog.Logger) *stdlog.Logger {
	return slog.NewLogLogger(quiet{logger.Handler()}, slog.LevelWarn)
}

type quiet struct{ slog.Handler }

// Handle writes the line without its text.
func (q quiet) Handle(ctx context.Context, r slog.Record) error {
	return q.Handler.Handle(ctx, slog.NewRecord(r.Time, r.Level, "a connection went wrong", r.PC))
}
