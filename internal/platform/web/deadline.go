package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"sync"

	"nabij/internal/platform/run"
)

// deadline bounds the time of one answer. The answer is built in memory and sent whole: so nobody receives half a page,
// and a handler that fails after it began to write still gives the error page. A handler that panics gives the error
// page too; package run writes where it happened to the log.
func (rt *Router) deadline(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), rt.cfg.Limits.Handler)
		defer cancel()
		r = r.WithContext(ctx)
		buf := &answer{header: w.Header().Clone()}
		task := run.Go(ctx, "request", func(context.Context) error {
			next.ServeHTTP(buf, r)
			return nil
		})
		select {
		case <-task.Done():
			if err := task.Wait(); err != nil {
				Fail(w, r, err)
				return
			}
			buf.sendTo(w)
		case <-ctx.Done():
			buf.abandon()
			if errors.Is(r.Context().Err(), context.DeadlineExceeded) {
				Fail(w, r, ctx.Err())
			}
			// Otherwise the person is gone; there is nobody to answer.
		}
	})
}

var errAbandoned = errors.New("web: the answer was already given")

// answer holds what a handler answers until it is complete.
type answer struct {
	mu     sync.Mutex
	header http.Header
	code   int
	body   bytes.Buffer
	gone   bool
}

// Header gives the headers of the answer.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader sets the status once.
func (a *answer) WriteHeader(code int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.code == 0 {
		a.code = code
	}
}

// Write adds to the body.
func (a *answer) Write(b []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.gone {
		return 0, errAbandoned
	}
	if a.code == 0 {
		a.code = http.StatusOK
	}
	return a.body.Write(b)
}

// restart throws away what was written so far, for the error page.
func (a *answer) restart() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.code = 0
	a.body.Reset()
}

func (a *answer) abandon() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.gone = true
}

func (a *answer) sendTo(w http.ResponseWriter) {
	h := w.Header()
	for k, v := range a.header {
		h[k] = v
	}
	if a.code == 0 {
		a.code = http.StatusOK
	}
	w.WriteHeader(a.code)
	_, _ = w.Write(a.body.Bytes())
}
