package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/log"
	"nabij/internal/platform/run"
)

// The time limits of a connection. They keep a slow or silent visitor from holding a place for ever.
const (
	readHeaderLimit = 5 * time.Second
	readLimit       = 15 * time.Second
	writeLimit      = 30 * time.Second
	idleLimit       = 60 * time.Second
	headerLimit     = 32 << 10 // bytes
	stopLimit       = 15 * time.Second
)

// errForced is the error of a stop at once, asked for by a second signal.
var errForced = errors.New("stopped at once, on a second signal")

// server is the program while it serves.
type server struct {
	console  *Console
	log      *slog.Logger
	public   *http.Server
	data     *db.DB
	stopping atomic.Bool
	limit    time.Duration
}

func newServer(c *Console, logger *slog.Logger, site http.Handler, d *db.DB) *server {
	return &server{console: c, log: logger, public: httpServer(logger, site), data: d, limit: stopLimit}
}

// httpServer makes a server with all limits set.
func httpServer(logger *slog.Logger, h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: readHeaderLimit,
		ReadTimeout:       readLimit,
		WriteTimeout:      writeLimit,
		IdleTimeout:       idleLimit,
		MaxHeaderBytes:    headerLimit,
		ErrorLog:          log.ForServer(logger),
	}
}

// run serves until a signal, then lets go of the door, finishes what is going on, and gives up after a while or at a
// second signal.
func (s *server) run(ctx context.Context, listener net.Listener, monitor string, signals <-chan os.Signal) error {
	served := run.Go(ctx, "serve", func(context.Context) error { return s.public.Serve(listener) })
	roomCtx, leaveRoom := context.WithCancel(ctx)
	room := run.Go(roomCtx, "room", s.data.KeepRoom)
	defer func() {
		leaveRoom()
		_ = room.Wait() // it gives no error
	}()
	closeMonitor := s.serveMonitor(ctx, monitor)
	defer closeMonitor()
	fmt.Fprintln(s.console.Out, s.console.T("serve_running", address(listener.Addr())))
	s.log.Info("started", "version", version(), "database", s.data.Engine())

	select {
	case <-served.Done():
		return served.Wait()
	case <-ctx.Done():
	case <-signals:
	}
	s.stopping.Store(true) // from here on /readyz says no
	fmt.Fprintln(s.console.Out, s.console.T("serve_stopping"))
	if err := s.stop(ctx, signals); err != nil {
		return err
	}
	if err := served.Wait(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	s.log.Info("stopped")
	fmt.Fprintln(s.console.Out, s.console.T("serve_stopped"))
	return nil
}

func (s *server) stop(ctx context.Context, signals <-chan os.Signal) error {
	// The caller's context may have ended, which is why we are here; finishing needs one of its own.
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.limit)
	defer cancel()
	finishing := run.Go(grace, "finish", s.public.Shutdown)
	select {
	case <-finishing.Done():
		err := finishing.Wait()
		if errors.Is(err, context.DeadlineExceeded) {
			return errors.Join(fmt.Errorf("not everything was finished in %s", s.limit), s.public.Close())
		}
		return err
	case <-signals:
		return errors.Join(errForced, s.public.Close())
	}
}

// address gives what to type in a browser on this machine.
func address(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}
