package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/log"
	"nabij/internal/platform/run"
)

// tape is a buffer that may be read while the program writes.
type tape struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (t *tape) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.Write(p)
}

func (t *tape) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.String()
}

// served is a program that serves in this test.
type served struct {
	*server
	url, monitor string
	out, log     tape
	signals      chan os.Signal
	task         *run.Task
}

func serveForTest(t *testing.T, h http.Handler, limit time.Duration) *served {
	t.Helper()
	d := dbtest.Open(t, db.Source{Dir: t.TempDir()})
	p := &served{signals: make(chan os.Signal, 2), monitor: freeAddress(t)}
	console := &Console{Out: &p.out, Err: &p.log, Lang: "en", Clock: clock.System{}}
	p.server = newServer(console, log.New(&p.log, true), h, d)
	p.limit = limit
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.url = "http://" + listener.Addr().String()
	p.task = run.Go(t.Context(), "program", func(ctx context.Context) error { return p.run(ctx, listener, p.monitor, p.signals) })
	waitFor(t, func() bool { return strings.Contains(p.out.String(), p.url) })
	return p
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func waitFor(t *testing.T, ready func() bool) {
	t.Helper()
	for range 1000 {
		if ready() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("it did not happen within five seconds")
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(body)
}

// slow answers only after it was told to.
func slow(entered chan<- struct{}, release <-chan struct{}) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		entered <- struct{}{}
		<-release
		_, _ = io.WriteString(w, "finished")
	})
}

func TestAStopFinishesWhatIsGoingOn(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	p := serveForTest(t, slow(entered, release), time.Minute)
	var body string
	request := run.Go(t.Context(), "request", func(context.Context) error { _, body = get(t, p.url); return nil })
	<-entered

	if status, said := get(t, "http://"+p.monitor+"/readyz"); status != 200 || said != "ok\n" {
		t.Errorf("before the stop readyz says %d %q", status, said)
	}
	p.signals <- syscall.SIGTERM
	waitFor(t, p.stopping.Load)
	if status, said := get(t, "http://"+p.monitor+"/readyz"); status != 503 || said != "fail\n" {
		t.Errorf("during the stop readyz says %d %q", status, said)
	}
	if status, said := get(t, "http://"+p.monitor+"/livez"); status != 200 || said != "ok\n" {
		t.Errorf("during the stop livez says %d %q", status, said)
	}
	waitFor(t, func() bool { status, _ := get(t, p.url); return status == 0 })
	close(release)
	_ = request.Wait()
	if body != "finished" {
		t.Errorf("the request that was going on got %q", body)
	}
	if err := p.task.Wait(); err != nil {
		t.Errorf("the stop gave %v", err)
	}
	for _, want := range []string{"Nabij is running: open " + p.url + "/", "is stopping", "has stopped"} {
		if !strings.Contains(p.out.String(), want) {
			t.Errorf("was not told: %q in %s", want, p.out.String())
		}
	}
}

func TestASecondSignalStopsAtOnce(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	defer close(release)
	p := serveForTest(t, slow(entered, release), time.Minute)
	run.Go(t.Context(), "request", func(context.Context) error { _, _ = get(t, p.url); return nil })
	<-entered
	p.signals <- os.Interrupt
	waitFor(t, p.stopping.Load)
	p.signals <- os.Interrupt
	if err := p.task.Wait(); !errors.Is(err, errForced) {
		t.Errorf("got %v", err)
	}
}

func TestAStopGivesUpAfterItsTimeLimit(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	defer close(release)
	p := serveForTest(t, slow(entered, release), 50*time.Millisecond)
	run.Go(t.Context(), "request", func(context.Context) error { _, _ = get(t, p.url); return nil })
	<-entered
	p.signals <- os.Interrupt
	if err := p.task.Wait(); err == nil || !strings.Contains(err.Error(), "not everything was finished") {
		t.Errorf("got %v", err)
	}
}

func TestHealthTellsNothingElse(t *testing.T) {
	p := serveForTest(t, http.NotFoundHandler(), time.Minute)
	for path, want := range map[string]int{"/livez": 200, "/readyz": 200, "/": 404, "/metrics": 404} {
		if status, _ := get(t, "http://"+p.monitor+path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
	if status, _ := get(t, p.url+"/readyz"); status != 404 {
		t.Errorf("the public door answers /readyz with %d", status)
	}
	_ = p.data.Close() // the database is gone
	if status, said := get(t, "http://"+p.monitor+"/readyz"); status != 503 || said != "fail\n" {
		t.Errorf("without a database readyz says %d %q", status, said)
	}
	if !strings.Contains(p.log.String(), "not ready") {
		t.Error("the log does not tell why")
	}
}

func TestATakenMonitorAddressIsNoReasonToStop(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	var out tape
	s := &server{console: &Console{Lang: "en"}, log: log.New(&out, true)}
	s.serveMonitor(t.Context(), taken.Addr().String())()
	if !strings.Contains(out.String(), "monitoring is taken") {
		t.Errorf("told %s", out.String())
	}
	s.serveMonitor(t.Context(), "none")()
}

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"127.0.0.1:8080": "http://127.0.0.1:8080/", "[::]:80": "http://localhost:80/", "0.0.0.0:80": "http://localhost:80/",
		"[::1]:80": "http://[::1]:80/",
	} {
		a, err := net.ResolveTCPAddr("tcp", in)
		if err != nil {
			t.Fatal(err)
		}
		if got := address(a); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestServeRefusesWhatCannotWork(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	busy := t.TempDir()
	dbtest.OpenEmpty(t, db.Source{Dir: busy})
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"address taken", []string{"--addr", taken.Addr().String()}, "is already in use|is in use already"},
		{"no address", []string{"--addr", "foo"}, "Write it like this: 127.0.0.1:8080"},
		{"no such host", []string{"--addr", "999.1.1.1:80"}, "Write it like this"},
		{"folder in use", []string{"--addr", "127.0.0.1:0", "--data", busy}, "is in use by another nabij"},
		{"strange database", []string{"--addr", "127.0.0.1:0", "--database", "mysql://x"}, "postgres:// or sqlite:"},
		{"exit that is not safe", []string{"--addr", "127.0.0.1:0", "--exit", "http://example.org"}, "leave quickly"},
		{"database that is not there", []string{"--addr", "127.0.0.1:0", "--database", "postgres://u:geheim@127.0.0.1:1/x"}, "The storage does not answer"},
	} {
		code, out, errs := tell(t, []string{"NABIJ_LANG=en", "NABIJ_DATA=" + t.TempDir()}, append([]string{"serve", "--monitor", "none"}, c.args...)...)
		found := false
		for want := range strings.SplitSeq(c.want, "|") {
			found = found || strings.Contains(errs, want)
		}
		wantCode := ExitFailed
		if c.name == "exit that is not safe" {
			wantCode = ExitUsage
		}
		if code != wantCode || out != "" || !found || strings.Contains(errs, "geheim") {
			t.Errorf("%s: exit %d, said %q, want %q", c.name, code, errs, c.want)
		}
	}
	slog.SetDefault(slog.New(slog.DiscardHandler))
}
