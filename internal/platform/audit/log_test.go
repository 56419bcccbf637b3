package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"

	"golang.org/x/mod/sumdb/tlog"
)

var may = access.Decision{Allowed: true, Ground: "role:privacy_officer"}

// raw runs a statement behind the back of the program, as somebody with the database in hands would.
func raw(t testing.TB, d *db.DB, statement string, args ...any) {
	t.Helper()
	err := d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, statement, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func count(t testing.TB, d *db.DB, from string, args ...any) int64 {
	t.Helper()
	n, err := db.One(t.Context(), d.Read(), func(r db.Row) (n int64, err error) { return n, r.Scan(&n) }, "select count(*) from "+from, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestALineHasEverythingTheStandardAsks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := newTestLog(t, d)
		ctx := WithSource(worker(t.Context(), org, "w1"), Source{Request: "req-9", Device: "tablet", Address: "inside", Behalf: "w2"})
		if err := l.Note(ctx, Line{Event: "resident.seen", Kind: "resident", ID: resident(1), Residents: []string{resident(1)},
			Ground: "consult:c-7", Detail: "part:contact"}); err != nil {
			t.Fatal(err)
		}
		list, err := l.ByResident(worker(t.Context(), org, "fg"), may, resident(1), Page{})
		if err != nil {
			t.Fatal(err)
		}
		got := list.Entries[len(list.Entries)-1]
		want := Entry{Seq: 1, At: start, Event: byCode["resident.seen"], Actor: "w1", Role: "worker", Behalf: "w2", Session: "5e55", Device: "tablet",
			Address: "inside", Kind: "resident", ID: resident(1), Residents: []string{resident(1)}, Ground: "consult:c-7", Outcome: Done,
			Detail: "part:contact", Request: "req-9", Version: "test"}
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	})
}

// changeAndRecord makes six changes with their lines, of which three fail at the end, and gives how many changes and
// lines are there. early is called before the transaction, record in it.
func changeAndRecord(t *testing.T, d *db.DB, early func(ctx context.Context, line Line) error, record func(ctx context.Context, tx db.Tx, line Line) error) (things, lines int64) {
	t.Helper()
	raw(t, d, "create table thing (id text primary key)")
	boom := errors.New("boom")
	for i, fails := range []bool{false, true, false, true, true, false} {
		ctx := worker(t.Context(), org, "w1")
		if err := early(ctx, seen(i)); err != nil {
			t.Fatal(err)
		}
		err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			if _, err := db.Exec(ctx, tx, "insert into thing (id) values ($1)", fmt.Sprint(i)); err != nil {
				return err
			}
			if err := record(ctx, tx, seen(i)); err != nil {
				return err
			}
			if fails {
				return boom
			}
			return nil
		})
		if fails != errors.Is(err, boom) {
			t.Fatal(err)
		}
	}
	return count(t, d, "thing"), count(t, d, "audit_line")
}

func TestBothOrNeither(t *testing.T) {
	nothing := func(context.Context, Line) error { return nil }
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := newTestLog(t, d)
		if things, lines := changeAndRecord(t, d, nothing, l.Record); things != 3 || lines != 3 {
			t.Errorf("%d changes and %d lines, want 3 of each", things, lines)
		}
		if r := verify(t, l, org); !r.Right() || r.Lines != 3 {
			t.Errorf("%+v", r)
		}
		// A line that cannot be stored takes the change with it.
		err := d.InTx(worker(t.Context(), org, "w1"), func(ctx context.Context, tx db.Tx) error {
			if _, err := db.Exec(ctx, tx, "insert into thing (id) values ('x')"); err != nil {
				return err
			}
			return l.Record(ctx, tx, Line{Event: "no.such"})
		})
		if err == nil || count(t, d, "thing") != 3 {
			t.Errorf("a change without its line was stored: %v", err)
		}
	})
}

// TestTheGuardOfBothOrNeither plants the fault that other programs have: the line in a transaction of its own.
func TestTheGuardOfBothOrNeither(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := newTestLog(t, d)
		note := func(ctx context.Context, line Line) error { return l.Note(ctx, line) }
		nothing := func(context.Context, db.Tx, Line) error { return nil }
		if things, lines := changeAndRecord(t, d, note, nothing); things == lines {
			t.Errorf("%d changes and %d lines: the test does not see a line that stands apart", things, lines)
		}
	})
}

func TestNumbersHaveNoGapsWhenManyWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := newTestLog(t, d)
		const writers, each = 12, 25
		var wait sync.WaitGroup
		for w := range writers {
			wait.Go(func() {
				for i := range each {
					o := []string{org, other}[(w+i)%2]
					ctx := worker(t.Context(), o, fmt.Sprintf("w%d", w))
					if i%5 == 4 { // rolled back: its number must be given to another
						_ = d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
							return errors.Join(l.Record(ctx, tx, seen(i)), errors.New("no"))
						})
						continue
					}
					var err error
					if i%2 == 0 {
						err = l.Note(ctx, seen(i), seen(i+1))
					} else {
						err = d.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return l.Record(ctx, tx, seen(i)) })
					}
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wait.Wait()
		var total int64
		for _, o := range []string{org, other} {
			r := verify(t, l, o, headNow(t, l, o))
			if !r.Right() || r.Heads != 1 {
				t.Errorf("%s: %+v", o, r.Findings)
			}
			total += r.Lines
		}
		// Of 25, 5 are rolled back; of the other 20, those with an even number have two lines: 0 2 6 8 10 12 16 18 20 22.
		if want := int64(writers * (10*2 + 10)); total != want {
			t.Errorf("%d lines, want %d", total, want)
		}
	})
}

func TestTheOrderOfMomentsNeverInverts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		ctx := worker(t.Context(), org, "w1")
		for _, jump := range []time.Duration{0, time.Hour, -time.Hour, -24 * time.Hour, -365 * 24 * time.Hour, 366 * 24 * time.Hour, time.Minute} {
			at.Advance(jump)
			if err := l.Note(ctx, seen(1)); err != nil {
				t.Fatal(err)
			}
		}
		list, err := l.ByActor(worker(t.Context(), org, "fg"), may, "w1", Page{})
		if err != nil {
			t.Fatal(err)
		}
		entries := list.Entries
		slices.Reverse(entries)
		var behind []time.Duration
		for i, e := range entries {
			if i > 0 && e.At.Before(entries[i-1].At) {
				t.Errorf("line %d is before line %d", e.Seq, entries[i-1].Seq)
			}
			behind = append(behind, e.Behind)
		}
		want := []time.Duration{0, 0, time.Hour, 25 * time.Hour, (365*24 + 25) * time.Hour, time.Hour, 59 * time.Minute}
		if fmt.Sprint(behind) != fmt.Sprint(want) {
			t.Errorf("the clock stood behind by %v, want %v", behind, want)
		}
		if r := verify(t, l, org); !r.Right() {
			t.Errorf("%+v", r.Findings)
		}
	})
}

func TestAReadWaitsForItsLine(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := newTestLog(t, d)
		err := d.InTx(worker(t.Context(), org, "w1"), func(ctx context.Context, tx db.Tx) error { return l.Note(ctx, seen(1)) })
		if !errors.Is(err, db.ErrNested) {
			t.Errorf("inside a transaction Note gave %v", err)
		}
		if err := l.Note(t.Context(), seen(1)); !errors.Is(err, ErrNobody) {
			t.Errorf("without an actor Note gave %v", err)
		}
		// When the line cannot be stored, the log is not shown either.
		raw(t, d, "alter table audit_salt rename to audit_salt_gone")
		if list, err := l.ByResident(worker(t.Context(), org, "w1"), may, resident(1), Page{}); err == nil || list.Entries != nil {
			t.Error("the log was shown without a line about it")
		}
		raw(t, d, "alter table audit_salt_gone rename to audit_salt")
		if n := count(t, d, "audit_line"); n != 0 {
			t.Errorf("%d lines, want none", n)
		}
	})
}

func TestNothingThatPeopleTypeFitsInALine(t *testing.T) {
	good := seen(1)
	good.Outcome = Done
	if err := good.check(); err != nil {
		t.Fatal(err)
	}
	text := "Mevrouw Jansen belt"
	for name, spoil := range map[string]func(*Line){
		"event":            func(l *Line) { l.Event = "resident.kissed" },
		"free text":        func(l *Line) { l.Detail = text },
		"search words":     func(l *Line) { l.Detail = "q:Jansen" },
		"a name as id":     func(l *Line) { l.ID = "Jansen, M." },
		"mail as id":       func(l *Line) { l.ID = "m@example.org" },
		"name as resident": func(l *Line) { l.Residents = []string{resident(1), text} },
		"empty resident":   func(l *Line) { l.Residents = []string{""} },
		"reason as ground": func(l *Line) { l.Ground = "belde zelf" },
		"outcome":          func(l *Line) { l.Outcome = "perhaps" },
		"kind":             func(l *Line) { l.Kind = "Bewoner" },
		"long detail":      func(l *Line) { l.Detail = strings.Repeat("x", 201) },
		"line break":       func(l *Line) { l.Detail = "a\nb" },
	} {
		line := good
		spoil(&line)
		err := line.check()
		if err == nil {
			t.Errorf("%s: was accepted", name)
		} else if strings.Contains(err.Error(), "Jansen") || strings.Contains(err.Error(), "belde") {
			t.Errorf("%s: the message repeats what may not be written down: %v", name, err)
		}
	}
}

func TestOneOrganisationSeesNothingOfAnother(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		fill(t, l, at, org, 20)
		ctx := worker(t.Context(), other, "w1")
		for name, read := range map[string]func() (List, error){
			"by resident": func() (List, error) { return l.ByResident(ctx, may, resident(1), Page{}) },
			"by actor":    func() (List, error) { return l.ByActor(ctx, may, "w1", Page{}) },
			"between": func() (List, error) {
				return l.Between(ctx, may, start.AddDate(0, 0, -1), start.AddDate(1, 0, 0), Page{})
			},
		} {
			list, err := read()
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range list.Entries {
				if e.Event.Class != Trail {
					t.Errorf("%s shows %+v", name, e)
				}
			}
		}
		err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			_, err := l.Forget(ctx, tx, File, db.DateOf(start, time.UTC))
			return err
		})
		if err != nil || count(t, d, "audit_salt where organisation_id = $1", org) != 20 {
			t.Errorf("forgetting touched another organisation (%v)", err)
		}
	})
}

func TestManyResidentsBecomeSeveralLines(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := newTestLog(t, d)
		line := Line{Event: "resident.listed", Ground: "team"}
		for i := range MaxResidents*2 + 1 {
			line.Residents = append(line.Residents, resident(i), resident(i))
		}
		if err := l.Note(worker(t.Context(), org, "w1"), line); err != nil {
			t.Fatal(err)
		}
		if lines, residents := count(t, d, "audit_line"), count(t, d, "audit_resident"); lines != 3 || residents != MaxResidents*2+1 {
			t.Errorf("%d lines with %d residents", lines, residents)
		}
		if r := verify(t, l, org); !r.Right() {
			t.Errorf("%+v", r.Findings)
		}
	})
}

func TestProofs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		fill(t, l, at, org, 300)
		early := headNow(t, l, org)
		fill(t, l, at, org, 777)
		late := headNow(t, l, org)
		for _, seq := range []int64{1, 2, 255, 256, 257, 300, 512, 1000, 1077} {
			proof, err := l.Inclusion(t.Context(), org, late.Size, seq)
			if err != nil {
				t.Fatal(err)
			}
			leaf, err := l.Leaf(t.Context(), org, seq)
			if err != nil {
				t.Fatal(err)
			}
			if err := tlog.CheckRecord(proof, late.Size, late.Root, seq-1, leaf); err != nil {
				t.Errorf("line %d: %v", seq, err)
			}
			if err := tlog.CheckRecord(proof, late.Size, late.Root, seq%late.Size, leaf); err == nil {
				t.Errorf("line %d is proved in another place", seq)
			}
		}
		proof, err := l.Consistency(t.Context(), org, late.Size, early.Size)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckTree(proof, late.Size, late.Root, early.Size, early.Root); err != nil {
			t.Error(err)
		}
		if err := tlog.CheckTree(proof, late.Size, early.Root, early.Size, late.Root); err == nil {
			t.Error("other roots are consistent as well")
		}
	})
}
