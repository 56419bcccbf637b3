package app

import (
	"context"
	"net"
	"net/http"
	"time"

	"nabij/internal/platform/run"
)

// readyLimit is how long the database may take to answer before the program calls itself not ready.
const readyLimit = time.Second

// serveMonitor answers health questions at an address of its own, so that the public door never does. When the
// address is taken the program goes on without: a second program on one desk is no reason not to work.
func (s *server) serveMonitor(ctx context.Context, address string) (stop func()) {
	if address == "none" || address == "" {
		return func() {}
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		s.log.Warn(s.console.T("serve_monitor_taken"), "monitor", address)
		return func() {}
	}
	monitor := httpServer(s.log, s.health())
	run.Go(ctx, "monitor", func(context.Context) error { return monitor.Serve(listener) })
	return func() { _ = monitor.Close() }
}

// health answers ok or fail and nothing more: what is wrong stands in the log.
func (s *server) health() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { say(w, true) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyLimit)
		defer cancel()
		if s.stopping.Load() {
			say(w, false)
			return
		}
		err := s.data.Ping(ctx)
		if err != nil {
			s.log.Error("not ready", "error", err.Error())
		}
		say(w, err == nil)
	})
	return mux
}

func say(w http.ResponseWriter, ok bool) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if !ok {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte("fail\n"))
		return
	}
	_, _ = w.Write([]byte("ok\n"))
}
