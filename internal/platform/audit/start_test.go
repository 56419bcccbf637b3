package audit

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
)

const (
	org   = "0190a000-0000-7000-8000-0000000000aa"
	other = "0190a000-0000-7000-8000-0000000000bb"
)

var start = time.Date(2020, 5, 11, 9, 0, 0, 0, time.UTC)

func testKey(t testing.TB) *Key {
	t.Helper()
	key, err := OpenKey(filepath.Join(t.TempDir(), "keys", "audit.key"), "")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// newTestLog makes a log with a clock that the test sets.
func newTestLog(t testing.TB, d *db.DB) (*Log, *clock.Fixed) {
	t.Helper()
	at := clock.At(start)
	l, err := New(Deps{DB: d, Clock: at, Key: testKey(t), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return l, at
}

// worker gives a context in which a worker acts.
func worker(ctx context.Context, org, id string) context.Context {
	ctx = access.With(ctx, access.Actor{ID: id, Org: org, Name: "Sanne de Vries", Roles: []access.Role{access.Worker}, Session: "5e55", Via: "web"})
	return WithSource(ctx, Source{Request: "req-1", Device: "phone", Address: "outside"})
}

// resident gives an id like those of residents.
func resident(n int) string { return fmt.Sprintf("0190b000-0000-7000-8000-%012d", n) }

func seen(n int) Line {
	return Line{Event: "resident.seen", Kind: "resident", ID: resident(n), Residents: []string{resident(n)}, Ground: "caseload"}
}

// fill adds n lines of some kinds, a minute after each other.
func fill(t testing.TB, l *Log, at *clock.Fixed, org string, n int) {
	t.Helper()
	for n > 0 {
		some := min(n, 400)
		n -= some
		err := l.DB.InTx(worker(t.Context(), org, "w1"), func(ctx context.Context, tx db.Tx) error {
			for i := range some {
				line := seen(i % 7)
				switch i % 5 {
				case 1:
					line = Line{Event: "resident.searched", Residents: []string{resident(1), resident(2), resident(3)}, Ground: "team", Detail: "count:3"}
				case 2:
					line = Line{Event: "deliberation.decided", Kind: "deliberation", ID: fmt.Sprintf("d-%d", i), Residents: []string{resident(i)}, Ground: "consult:c-1"}
				case 3:
					line = Line{Event: "framework.released", Kind: "framework", ID: "fysieke-ontmoeting", Ground: "role:framework_editor"}
				case 4:
					line = Line{Event: "access.refused", Kind: "resident", ID: resident(i), Residents: []string{resident(i)}, Outcome: Refused, Detail: "no_grant"}
				}
				if err := l.Record(ctx, tx, line); err != nil {
					return err
				}
				at.Advance(time.Minute)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// verify gives the report, or ends the test.
func verify(t testing.TB, l *Log, org string, heads ...Head) *Report {
	t.Helper()
	report, err := Verify(t.Context(), l.DB, org, Check{Heads: heads, Key: l.Key})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// headNow signs a head of what is there, as Heads does, without bringing it anywhere.
func headNow(t testing.TB, l *Log, org string) Head {
	t.Helper()
	size, err := l.store.size(t.Context(), l.DB.Read(), org)
	if err != nil {
		t.Fatal(err)
	}
	root, err := l.Root(t.Context(), org, size)
	if err != nil {
		t.Fatal(err)
	}
	head, err := l.Key.sign(Head{Org: org, Size: size, Root: root, At: db.InstantOf(l.Clock.Now())})
	if err != nil {
		t.Fatal(err)
	}
	return head
}
