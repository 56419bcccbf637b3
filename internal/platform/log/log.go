// Package log writes what the program did, without a word about people.
//
// A line about a request holds the method, the pattern of the route, the status, how long it took and a number for the
// request. Never the path itself (it can hold an id), the query, what was sent, the address of the visitor or the
// browser. Whoever wants more for a fault asks the person for the incident code.
package log

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"time"

	"nabij/internal/platform/clock"
)

// New makes a logger: lines for a person at a terminal, or JSON for a machine that collects them.
func New(w io.Writer, asJSON bool) *slog.Logger {
	if asJSON {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

type entryKey struct{}

// entry is what inner handlers may add to the line of a request.
type entry struct{ id, route string }

// RequestID gives the number of the request, or nothing outside a request.
func RequestID(ctx context.Context) string {
	if e, ok := ctx.Value(entryKey{}).(*entry); ok {
		return e.id
	}
	return ""
}

// SetRoute stores the pattern of the route, for routers that hand on a copy of the request. The pattern is a constant
// of the program, such as "GET /afwegen/{framework}".
func SetRoute(ctx context.Context, pattern string) {
	if e, ok := ctx.Value(entryKey{}).(*entry); ok {
		e.route = pattern
	}
}

// Requests writes one line for each request that next answered.
func Requests(logger *slog.Logger, c clock.Clock, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := c.Now()
		e := &entry{id: rand.Text()[:16]}
		r = r.WithContext(context.WithValue(r.Context(), entryKey{}, e))
		counted := &answer{ResponseWriter: w}
		defer func() {
			// Also when next panicked: the server itself then breaks off the answer.
			if e.route == "" {
				e.route = r.Pattern
			}
			logger.LogAttrs(context.WithoutCancel(r.Context()), level(counted.status), "request",
				slog.String("method", method(r.Method)), slog.String("route", e.route), slog.Int("status", counted.status),
				slog.Duration("took", clock.Since(c, start).Round(time.Microsecond)), slog.String("request", e.id))
		}()
		next.ServeHTTP(counted, r)
	})
}

func level(status int) slog.Level {
	if status >= 500 || status == 0 {
		return slog.LevelError
	}
	return slog.LevelInfo
}

// method gives the method if it is one we know: the rest is free text from outside.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete,
		http.MethodOptions, http.MethodConnect, http.MethodTrace:
		return m
	}
	return "other"
}

// answer remembers the status. 0 = nothing was answered.
type answer struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the first final status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= 200 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write is an answer with status 200 unless told otherwise.
func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach what is beneath.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
