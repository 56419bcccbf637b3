package reliability

import (
	"os"
	"strconv"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// TestStream lets the program serve an open stream of requests: each has its planned moment, and its time is counted from
// that moment on, so that what waits for something slow counts too. The mix is that of a day: files of residents, answers of
// deliberations as the script of the page saves them, lists and searches, by people who are signed in, at a large made-up
// organisation, with the audit trail and every write on the disk. Without a number it is small and only wants no mistakes:
//
//	NABIJ_STREAM=100000 go test -run TestStream -v -timeout 0 ./reliability
//
// What it costs is told for each kind of request. More can be set, to look for causes: NABIJ_STREAM_RATE (requests a second),
// NABIJ_STREAM_TIME (how long is measured), NABIJ_STREAM_ONLY (one kind of request), NABIJ_STREAM_DATA with
// NABIJ_STREAM_DATABASE (a place that was filled before; else it is filled anew), NABIJ_STREAM_PROGRAM (a program that was
// built before, to compare two) and NABIJ_STREAM_LIMIT (the 99th percentile above which a run at full size fails).
func TestStream(t *testing.T) {
	s := streamOf(t)
	if dir := os.Getenv("NABIJ_STREAM_DATA"); dir != "" {
		s.run(t, dir, os.Getenv("NABIJ_STREAM_DATABASE"))
		return
	}
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		s.run(t, t.TempDir()+"/data", source.URL)
	})
}

// streaming says how much comes.
type streaming struct {
	exe            string
	residents      int
	rate           int // requests a second
	warm, measured time.Duration
	workers        int
	only           string
	limit          time.Duration // of the 99th percentile; 0 measures only
	full           bool
}

func streamOf(t *testing.T) streaming {
	t.Helper()
	s := streaming{residents: 250, rate: 25, warm: 500 * time.Millisecond, measured: 2 * time.Second, workers: 4, only: os.Getenv("NABIJ_STREAM_ONLY")}
	if n := os.Getenv("NABIJ_STREAM"); n != "" {
		s.full, s.residents, s.rate, s.warm, s.measured, s.workers = true, number(t, n), 50, 20*time.Second, 3*time.Minute, 50
		s.exe = os.Getenv("NABIJ_STREAM_PROGRAM")
	}
	if n := os.Getenv("NABIJ_STREAM_RATE"); n != "" {
		s.rate = number(t, n)
	}
	for name, to := range map[string]*time.Duration{"NABIJ_STREAM_TIME": &s.measured, "NABIJ_STREAM_LIMIT": &s.limit} {
		if text := os.Getenv(name); text != "" {
			d, err := time.ParseDuration(text)
			if err != nil {
				t.Fatal(name, err)
			}
			*to = d
		}
	}
	switch {
	case s.exe == "" && s.full:
		s.exe = buildReal(t)
	case s.exe == "":
		s.exe = build(t)
	}
	return s
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%q is no number", text)
	}
	return n
}

// run fills a place unless it is there, lets the stream go over it and tells what it cost.
func (s streaming) run(t *testing.T, dir, url string) {
	var more []string
	if url != "" {
		more = append(more, "--database", url)
	}
	p := serving(t, s.exe, dir, append(more, "--demo")...)
	town := s.town(t, p, db.Source{Dir: dir, URL: url}, more)
	p.start()
	town.signIn(t, p, s)
	plan := town.plan(s)
	t.Logf("%d residents, %d workers signed in, %d requests a second", town.residents, len(town.workers), s.rate)
	plan.come(min(s.warm, s.measured))
	before := spentBy(t, p, url)
	began := time.Now()
	told := plan.come(s.measured)
	cost := spentBy(t, p, url).since(before)
	told.tell(t, time.Since(began), cost)
	if n := len(p.incidents()); n > 0 {
		t.Errorf("the program met what it did not expect %d times, the first: %s", n, p.incidents()[0])
	}
	if s.limit > 0 {
		told.hold(t, s.limit)
	}
	p.stop()
}
