package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/run"
)

// heldLog makes a log of which the lines wait until the test has them numbered. Its first line has its number.
func heldLog(t *testing.T, d *db.DB) (*Log, *clock.Fixed) {
	t.Helper()
	l, at := newTestLog(t, d)
	keep(t, l, 0)
	l.running.Store(true) // as if Run was about to number
	return l, at
}

// keep stores a line in a transaction.
func keep(t *testing.T, l *Log, n int) {
	t.Helper()
	ctx := worker(t.Context(), org, "w1")
	if err := l.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return l.Record(ctx, tx, seen(n)) }); err != nil {
		t.Fatal(err)
	}
}

func numberNow(t *testing.T, l *Log) {
	t.Helper()
	if err := l.numberAll(t.Context(), true); err != nil {
		t.Fatal(err)
	}
}

// told gives the objects of the numbered lines in their order, with the event when it is not that of seen.
func told(t *testing.T, d *db.DB) []string {
	t.Helper()
	all, err := db.All(t.Context(), d.Read(), func(r db.Row) (string, error) {
		var object, event string
		err := r.Scan(&object, &event)
		object = object[len(object)-2:]
		if event != "resident.seen" {
			object += " " + event
		}
		return object, err
	}, "select object_id, event from audit_line where organisation_id = $1 order by seq", org)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func idOf(t *testing.T, d *db.DB, place int) string {
	t.Helper()
	ids, err := db.All(t.Context(), d.Read(), func(r db.Row) (s string, err error) { return s, r.Scan(&s) }, "select id from audit_waiting order by id")
	if err != nil {
		t.Fatal(err)
	}
	return ids[place]
}

// first tells what verification finds first.
func first(t *testing.T, d *db.DB, c Check) Wrong {
	t.Helper()
	r, err := Verify(t.Context(), d, org, c)
	if err != nil {
		t.Fatal(err)
	}
	f, _ := r.First()
	return f.Wrong
}

func TestALineWaitsAndIsSeenWhenSomebodyAsks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := heldLog(t, d)
		for i := range 3 {
			at.Advance(time.Minute)
			keep(t, l, i+1)
		}
		if r := verify(t, l, org); !r.Right() || r.Lines != 1 || r.Waiting != 3 {
			t.Errorf("while they wait: %+v", r)
		}
		list, err := l.ByResident(worker(t.Context(), org, "fg"), may, resident(2), Page{})
		if err != nil || len(list.Entries) != 2 || list.Entries[1].At != start.Add(2*time.Minute) || list.Entries[1].Behind != 0 {
			t.Errorf("who asks sees %+v (%v)", list, err)
		}
		if r := verify(t, l, org); !r.Right() || r.Lines != 5 || r.Waiting != 0 {
			t.Errorf("afterwards: %+v", r)
		}
		keep(t, l, 4)
		h, err := NewHeads(l, []string{t.TempDir() + "/heads"}, false)
		if err != nil {
			t.Fatal(err)
		}
		if made, err := h.Make(t.Context()); err != nil || len(made) != 1 || made[0].Size != 6 {
			t.Errorf("a head leaves out what waited: %v, %v", made, err)
		}
	})
}

// TestALineThatIsTakenOutWhileItWaits is the one thing that neither tree nor head can see. The process that stored the
// line misses it, and a line of its own tells what the other one told.
func TestALineThatIsTakenOutWhileItWaits(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := heldLog(t, d)
		drop := func() {
			for i := range 3 {
				keep(t, l, i+1)
			}
			raw(t, d, "delete from audit_waiting where id = $1", idOf(t, d, 1))
		}
		drop()
		numberNow(t, l)
		if got := told(t, d); !slices.Equal(got, []string{"00", "01", "03", "02 audit.line_lost"}) {
			t.Errorf("got %v", got)
		}
		list, err := l.ByResident(worker(t.Context(), org, "fg"), may, resident(2), Page{})
		if err != nil || len(list.Entries) != 2 {
			t.Fatalf("%+v, %v", list, err)
		}
		if e := list.Entries[1]; e.Event.Code != "audit.line_lost" || e.Detail != "event:resident.seen" || e.Actor != "w1" || e.Ground != "caseload" {
			t.Errorf("what was lost is told as %+v", e)
		}
		if r := verify(t, l, org); !r.Right() {
			t.Errorf("%+v", r.Findings)
		}
		// All of them gone: nothing waits, and they are missed.
		keep(t, l, 4)
		raw(t, d, "delete from audit_waiting")
		numberNow(t, l)
		if got := told(t, d); got[len(got)-1] != "04 audit.line_lost" {
			t.Errorf("got %v", got)
		}
		// The guard: without the watch it goes unseen. That is so for a process that ends in those hundredths of a second.
		lines := len(told(t, d))
		drop()
		l.watch.mu.Lock()
		l.watch.lines = nil
		l.watch.mu.Unlock()
		numberNow(t, l)
		if got := told(t, d); len(got) != lines+2 || !verify(t, l, org).Right() {
			t.Errorf("something else than the watch finds it: %v", got)
		}
	})
}

func TestALineThatIsChangedWhileItWaits(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, d *db.DB, l, stranger *Log){
		"body": func(t *testing.T, d *db.DB, _, _ *Log) {
			raw(t, d, "update audit_waiting set body = replace(body, 'w1', 'w9') where id = $1", idOf(t, d, 1))
		},
		"moment": func(t *testing.T, d *db.DB, _, _ *Log) {
			raw(t, d, "update audit_waiting set id = '2020-05-11T08:00:00.000000Z.x' where id = $1", idOf(t, d, 1))
		},
		"moment that is none": func(t *testing.T, d *db.DB, _, _ *Log) {
			raw(t, d, "update audit_waiting set id = 'x' where id = $1", idOf(t, d, 1))
		},
		"mark": func(t *testing.T, d *db.DB, _, _ *Log) {
			raw(t, d, "update audit_waiting set mark = 'x' where id = $1", idOf(t, d, 1))
		},
		"order": func(t *testing.T, d *db.DB, _, _ *Log) {
			a, b := idOf(t, d, 0), idOf(t, d, 2)
			raw(t, d, "update audit_waiting set id = 'x' where id = $1", a)
			raw(t, d, "update audit_waiting set id = $2 where id = $1", b, a)
			raw(t, d, "update audit_waiting set id = $1 where id = 'x'", b)
		},
		"another organisation": func(t *testing.T, d *db.DB, _, _ *Log) {
			raw(t, d, "update audit_waiting set organisation_id = $2 where id = $1", idOf(t, d, 1), other)
			raw(t, d, "update audit_waiting set organisation_id = $1 where organisation_id = $2", org, other)
			raw(t, d, "update audit_waiting set body = '[]' where id = $1", idOf(t, d, 1))
		},
		"put in by another key": func(t *testing.T, d *db.DB, _, stranger *Log) {
			raw(t, d, "delete from audit_waiting where id = $1", idOf(t, d, 1))
			keep(t, stranger, 2)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				l, at := heldLog(t, d)
				stranger, err := New(Deps{DB: d, Clock: at, Key: testKey(t)})
				if err != nil {
					t.Fatal(err)
				}
				stranger.running.Store(true)
				for i := range 3 {
					at.Advance(time.Second)
					keep(t, l, i+1)
				}
				spoil(t, d, l, stranger)
				if got := first(t, d, Check{Key: l.Key}); got != Forged {
					t.Errorf("while it waits: %q", got)
				}
				numberNow(t, l)
				if got := first(t, d, Check{Key: l.Key}); got != Forged {
					t.Errorf("after it was refused: %q", got)
				}
				if got := first(t, d, Check{}); got != Extra {
					t.Errorf("without the key at hand: %q", got)
				}
				// What was done to somebody is told all the same.
				got := told(t, d)
				for _, object := range []string{"01", "02", "03"} {
					if !slices.Contains(got, object) && !slices.Contains(got, object+" audit.line_lost") {
						t.Errorf("%s is told nowhere: %v", object, got)
					}
				}
				// The guard: only the mark tells them apart. With the stolen key it would be numbered.
				if name == "put in by another key" {
					raw(t, d, "update audit_waiting set refused = $1", false)
					numberNow(t, stranger)
					if got := first(t, d, Check{}); got != "" {
						t.Errorf("with the key: %q", got)
					}
				}
			})
		})
	}
}

func TestALineThatIsPassedOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := heldLog(t, d)
		keep(t, l, 1)
		raw(t, d, "update audit_waiting set refused = $1", true)
		at.Advance(patience / 2)
		keep(t, l, 2)
		if got := first(t, d, Check{Key: l.Key}); got != Extra {
			t.Errorf("set apart by somebody: %q", got)
		}
		// Kept out of sight, and brought back as if it had waited all the time.
		raw(t, d, "create table hidden as select * from audit_waiting where refused")
		raw(t, d, "delete from audit_waiting where refused")
		l.watch.lines = nil
		numberNow(t, l)
		raw(t, d, "update hidden set refused = $1", false)
		raw(t, d, "insert into audit_waiting select * from hidden")
		if got := first(t, d, Check{Key: l.Key}); got != "" {
			t.Errorf("a line that waits half a minute: %q", got)
		}
		at.Advance(patience)
		raw(t, d, "delete from audit_waiting")
		keep(t, l, 3)
		numberNow(t, l)
		raw(t, d, "insert into audit_waiting select * from hidden")
		if got := first(t, d, Check{Key: l.Key}); got != Extra {
			t.Errorf("a line that others were numbered before: %q", got)
		}
	})
}

// TestNumberingThatFailsHalfWay fails after lines were taken out and before the end, and goes on later as if nothing
// happened.
func TestNumberingThatFailsHalfWay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := heldLog(t, d)
		for i := range 300 {
			keep(t, l, i+1)
		}
		// Somebody else's row in the place where the tree must grow: the last thing that is written.
		raw(t, d, "insert into audit_tree (organisation_id, level, place, hash) values ($1, 1, 0, 'x')", org)
		if err := l.numberAll(t.Context(), true); err == nil {
			t.Fatal("it did not fail")
		}
		if n, w := count(t, d, "audit_line"), count(t, d, "audit_waiting"); n != 1 || w != 300 {
			t.Errorf("%d numbered and %d waiting after the failure", n, w)
		}
		raw(t, d, "delete from audit_tree")
		numberNow(t, l)
		if r := verify(t, l, org); !r.Right() || r.Lines != 301 || r.Waiting != 0 {
			t.Errorf("%+v", r)
		}
		if n := count(t, d, "audit_line where event = 'audit.line_lost'"); n != 0 {
			t.Errorf("%d lines are told as lost", n)
		}
		// Numbered, but this process does not know: the commit was not certain. It looks before it raises an alarm.
		l.watch.add([]watched{{waiting{org: org, id: "x"}, l.rowOf(t, d, 300), 0}})
		numberNow(t, l)
		if r := verify(t, l, org); r.Lines != 301 || len(l.watch.orgs()) != 0 {
			t.Errorf("a line that has its number is told as lost: %+v", r)
		}
		// The guard: a row that is nowhere is missed.
		lost := l.rowOf(t, d, 300)
		lost.salt = "another"
		l.watch.add([]watched{{waiting{org: org, id: "x"}, lost, 0}})
		numberNow(t, l)
		if r := verify(t, l, org); r.Lines != 302 {
			t.Errorf("a line that is nowhere is not missed: %+v", r)
		}
	})
}

// rowOf gives what a process remembers of a numbered line.
func (l *Log) rowOf(t *testing.T, d *db.DB, seq int64) row {
	t.Helper()
	salt, err := db.One(t.Context(), d.Read(), func(r db.Row) (s string, err error) { return s, r.Scan(&s) },
		"select salt from audit_salt where organisation_id = $1 and seq = $2", org, seq)
	if err != nil {
		t.Fatal(err)
	}
	return row{org: org, at: db.InstantOf(start).String(), event: "resident.seen", outcome: Done, salt: salt}
}

// TestTwoWhoNumberAtOnce has two processes number what both store: on PostgreSQL with a pool each.
func TestTwoWhoNumberAtOnce(t *testing.T) {
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		d := dbtest.Open(t, source)
		second := d
		if d.Engine() == db.PostgreSQL {
			second = dbtest.OpenEmpty(t, source)
		}
		a, at := newTestLog(t, d)
		b, err := New(Deps{DB: second, Clock: at, Key: a.Key, Version: "test"})
		if err != nil {
			t.Fatal(err)
		}
		logs := []*Log{a, b}
		ctx, stop := context.WithCancel(t.Context())
		var numbers []*run.Task
		for _, l := range logs {
			numbers = append(numbers, run.Go(ctx, "numbers", l.Run))
		}
		const writers, each = 12, 40
		var wait sync.WaitGroup
		for w := range writers {
			wait.Go(func() {
				l := logs[w%2]
				for i := range each {
					err := l.DB.InTx(worker(t.Context(), org, fmt.Sprintf("w%d", w)), func(ctx context.Context, tx db.Tx) error {
						if err := l.Record(ctx, tx, seen(i)); err != nil || i%4 != 3 {
							return err
						}
						return errTest
					})
					if err != nil && !errors.Is(err, errTest) {
						t.Error(err)
					}
				}
			})
		}
		wait.Wait()
		stop()
		for _, n := range numbers {
			if err := n.Wait(); err != nil {
				t.Error(err)
			}
		}
		r := verify(t, a, org)
		if !r.Right() || r.Lines != writers*each*3/4 || r.Waiting != 0 {
			t.Errorf("%+v", r)
		}
		if n := count(t, d, "audit_line where event = 'audit.line_lost'"); n != 0 {
			t.Errorf("%d lines are told as lost", n)
		}
	})
}

var errTest = errors.New("no")
