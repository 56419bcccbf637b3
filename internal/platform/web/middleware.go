package web

import (
	"log/slog"
	"net/http"
	"strings"

	"nabij/internal/platform/clock"
)

// chain lays the middleware around the routes, outermost first: whatever happens inside, the request is logged and
// every answer carries the headers.
func (rt *Router) chain(h http.Handler) http.Handler {
	h = rt.deadline(h)
	h = keepSent(h)
	h = rt.limitBody(h)
	h = rt.limitConcurrent(h)
	h = rt.refuseCrossOrigin(h)
	h = rt.refuseOddities(h)
	h = rt.serveAssets(h)
	h = rt.secure(h)
	h = rt.accessLog(h)
	return rt.begin(h)
}

// begin gives a request its language, id and nonce.
func (rt *Router) begin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := &state{site: rt, nonce: newNonce(), id: newID()}
		s.lang, s.path = splitLang(r.URL.Path)
		s.pattern = rt.patternOf(r, r.Method, s.path)
		next.ServeHTTP(w, withState(r, s))
	})
}

func (s *state) log() *slog.Logger {
	if s.site == nil {
		return slog.Default()
	}
	return s.site.cfg.Log
}

// accessLog writes one line for each request. The line has the route and not the address: an address may hold what
// somebody looked for. No query, no network address, no browser.
func (rt *Router) accessLog(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := rt.cfg.Clock.Now()
		rec := &recorder{ResponseWriter: w}
		next.ServeHTTP(rec, r)
		s := of(r)
		route := s.pattern
		if route == "" {
			route = "none"
		}
		rt.cfg.Log.LogAttrs(r.Context(), slog.LevelInfo, "request",
			slog.String("id", s.id), slog.String("method", knownMethod(r.Method)), slog.String("route", route),
			slog.String("lang", s.lang), slog.Int("status", rec.status()), slog.Int64("bytes", rec.bytes),
			slog.Int64("ms", clock.Since(rt.cfg.Clock, start).Milliseconds()))
	})
}

// knownMethod keeps invented methods, which may hold anything, out of the log.
func knownMethod(m string) string {
	switch m {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT":
		return m
	}
	return "other"
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	code  int
	bytes int64
}

func (w *recorder) WriteHeader(code int) {
	if w.code == 0 {
		w.code = code
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.code == 0 {
		w.code = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *recorder) status() int {
	if w.code == 0 {
		return http.StatusOK
	}
	return w.code
}

// secure sets the headers of every answer. Nothing is allowed but our own styles and scripts with this answer's nonce,
// our own images, and forms and calls to ourselves.
func (rt *Router) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		nonce := "'nonce-" + of(r).nonce + "'"
		h := w.Header()
		h.Set("Content-Security-Policy", strings.Join([]string{
			"default-src 'none'", "script-src " + nonce, "style-src " + nonce, "img-src 'self'", "connect-src 'self'",
			"form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"}, "; "))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", permissions)
		h.Set("Cache-Control", "no-store")
		if rt.cfg.Secure {
			h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

const permissions = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), " +
	"encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), " +
	"payment=(), picture-in-picture=(), publickey-credentials-get=(self), screen-wake-lock=(), usb=(), " +
	"xr-spatial-tracking=()"

// refuseCrossOrigin refuses what another site makes a browser send here.
func (rt *Router) refuseCrossOrigin(next http.Handler) http.Handler {
	p := http.NewCrossOriginProtection()
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Fail(w, r, &httpError{status: http.StatusForbidden, key: "cross_origin"})
	}))
	return p.Handler(next)
}

// refuseOddities refuses addresses that no link of ours leads to.
func (rt *Router) refuseOddities(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !plainPath(r.URL.Path) || len(r.URL.RawQuery) > 4<<10 {
			Fail(w, r, &httpError{status: http.StatusNotFound, key: "not_found"})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func plainPath(p string) bool {
	if !strings.HasPrefix(p, "/") || len(p) > 1<<10 || strings.Contains(p, "//") || strings.Contains(p, "/.") {
		return false
	}
	return !strings.ContainsFunc(p, func(c rune) bool { return c < ' ' || c == 0x7f || c == '\\' || c == 0xfffd })
}

func (rt *Router) limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most, special := rt.bodies[of(r).pattern]
		if !special {
			most = rt.cfg.Limits.Body
		}
		if r.ContentLength > most {
			Fail(w, r, &httpError{status: http.StatusRequestEntityTooLarge, key: "too_large"})
			return
		}
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, most)
		}
		next.ServeHTTP(w, r)
	})
}

// limitConcurrent answers at once that it is too busy, instead of letting everybody wait.
func (rt *Router) limitConcurrent(next http.Handler) http.Handler {
	slots := make(chan struct{}, rt.cfg.Limits.Concurrent)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
			next.ServeHTTP(w, r)
		default:
			w.Header().Set("Retry-After", "2")
			Fail(w, r, &httpError{status: http.StatusServiceUnavailable, key: "busy"})
		}
	})
}
