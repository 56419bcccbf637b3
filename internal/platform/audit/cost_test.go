package audit

import (
	"context"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/run"
)

// TestCost measures what the audit costs one organisation: a small change without and with its line, and a read with
// its line, by 1 and by 50 writers who never pause, while Run numbers as it does in a program that serves. The time
// runs until the last line has its number, so nothing is put off. The three take turns in many short rounds, and the
// figure is the median over the rounds of what a change with its line keeps of the plain rate of the same round: so
// other work on the machine, which comes and goes, does least. With NABIJ_AUDIT_COST=2000 it makes so many of each in a
// round, otherwise few, and only looks whether all of them are there.
func TestCost(t *testing.T) {
	each, rounds := 50, 1
	if text := os.Getenv("NABIJ_AUDIT_COST"); text != "" {
		var err error
		if each, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
		rounds = 11
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := newTestLog(t, d)
		raw(t, d, "create table thing (id bigint primary key)")
		ctx, stop := context.WithCancel(t.Context())
		numbers := run.Go(ctx, "numbers", l.Run)
		var id atomic.Int64
		change := func(ctx context.Context, line bool) error {
			return d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
				if _, err := db.Exec(ctx, tx, "insert into thing (id) values ($1)", id.Add(1)); err != nil || !line {
					return err
				}
				return l.Record(ctx, tx, seen(1))
			})
		}
		kinds := []struct {
			name string
			do   func(ctx context.Context) error
		}{
			{"change without a line", func(ctx context.Context) error { return change(ctx, false) }},
			{"change with its line", func(ctx context.Context) error { return change(ctx, true) }},
			{"read with its line", func(ctx context.Context) error { return l.Note(ctx, seen(1)) }},
		}
		for _, writers := range []int{1, 50} {
			var rates, ratios [3][]float64
			for range rounds {
				for k, c := range kinds {
					rates[k] = append(rates[k], rate(t, l, writers, each/writers, c.do))
					ratios[k] = append(ratios[k], 100*rates[k][len(rates[k])-1]/rates[0][len(rates[0])-1])
				}
			}
			for k, c := range kinds {
				slices.Sort(ratios[k])
				slices.Sort(rates[k])
				t.Logf("%2d writers, %-22s %6.0f a second, %3.0f %% of the plain rate (%.0f to %.0f)",
					writers, c.name, rates[k][rounds/2], ratios[k][rounds/2], ratios[k][0], ratios[k][rounds-1])
			}
			if kept := ratios[1][rounds/2]; rounds > 1 && writers == 50 && kept < 50 {
				t.Errorf("a change with its line keeps %.0f %% of the plain rate, the goal is half", kept)
			}
		}
		stop()
		if err := numbers.Wait(); err != nil {
			t.Error(err)
		}
		if r := verify(t, l, org); !r.Right() || r.Waiting != 0 || r.Lines != int64(2*rounds*(each+each/50*50)) {
			t.Errorf("%+v", r)
		}
	})
}

// rate makes writers do something so many times each, and gives how often a second, numbering included.
func rate(t *testing.T, l *Log, writers, each int, do func(ctx context.Context) error) float64 {
	var machine clock.System
	began := machine.Now()
	var wait sync.WaitGroup
	for range writers {
		wait.Go(func() {
			for range each {
				if err := do(worker(context.Background(), org, "w1")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	for waits := true; waits; {
		var err error
		if waits, err = l.store.anyWaiting(t.Context(), l.DB.Read(), org); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Millisecond)
	}
	took := clock.Since(machine, began)
	return float64(writers*each) / took.Seconds()
}

// TestHowLongALineWaits measures how long a line has no number, by one writer and beside fifty who never pause.
func TestHowLongALineWaits(t *testing.T) {
	tries := 3
	if os.Getenv("NABIJ_AUDIT_COST") != "" {
		tries = 100
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := newTestLog(t, d)
		ctx, stop := context.WithCancel(t.Context())
		numbers := run.Go(ctx, "numbers", l.Run)
		for _, beside := range []int{0, 50} {
			busy, end := context.WithCancel(t.Context())
			var wait sync.WaitGroup
			for range beside {
				wait.Go(func() {
					for busy.Err() == nil {
						keep(t, l, 1)
					}
				})
			}
			var all []time.Duration
			for range tries {
				all = append(all, howLong(t, l))
			}
			end()
			wait.Wait()
			slices.Sort(all)
			t.Logf("beside %2d writers a line waits %v, at most %v", beside, all[len(all)/2].Round(time.Millisecond), all[len(all)-1].Round(time.Millisecond))
			if all[len(all)/2] > patience/2 {
				t.Errorf("a line waits %v", all[len(all)/2])
			}
		}
		stop()
		if err := numbers.Wait(); err != nil {
			t.Error(err)
		}
	})
}

func howLong(t *testing.T, l *Log) time.Duration {
	ctx := worker(t.Context(), other, "w1")
	if err := l.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return l.Record(ctx, tx, seen(1)) }); err != nil {
		t.Fatal(err)
	}
	var machine clock.System
	began := machine.Now()
	for {
		waits, err := l.store.anyWaiting(t.Context(), l.DB.Read(), other)
		if err != nil {
			t.Fatal(err)
		}
		if !waits {
			return clock.Since(machine, began)
		}
		time.Sleep(time.Millisecond)
	}
}
