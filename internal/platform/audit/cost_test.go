package audit

import (
	"context"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// TestCost measures what the audit costs one organisation: a small change without and with its line, and a read with
// its line, by 1 and by 50 writers who never pause. With NABIJ_AUDIT_COST=2000 it makes so many of each, otherwise few,
// and only looks whether all of them are there.
func TestCost(t *testing.T) {
	each := 50
	if text := os.Getenv("NABIJ_AUDIT_COST"); text != "" {
		var err error
		if each, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, _ := newTestLog(t, d)
		raw(t, d, "create table thing (id bigint primary key)")
		var id atomic.Int64
		change := func(ctx context.Context, line bool) error {
			return d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
				if _, err := db.Exec(ctx, tx, "insert into thing (id) values ($1)", id.Add(1)); err != nil || !line {
					return err
				}
				return l.Record(ctx, tx, seen(1))
			})
		}
		var machine clock.System
		for _, writers := range []int{1, 50} {
			for _, c := range []struct {
				name string
				do   func(ctx context.Context) error
			}{
				{"change without a line", func(ctx context.Context) error { return change(ctx, false) }},
				{"change with its line", func(ctx context.Context) error { return change(ctx, true) }},
				{"read with its line", func(ctx context.Context) error { return l.Note(ctx, seen(1)) }},
			} {
				began := machine.Now()
				var wait sync.WaitGroup
				for range writers {
					wait.Go(func() {
						for range each / writers {
							if err := c.do(worker(context.Background(), org, "w1")); err != nil {
								t.Error(err)
							}
						}
					})
				}
				wait.Wait()
				took := clock.Since(machine, began)
				n := each / writers * writers
				t.Logf("%2d writers, %-22s %6.0f a second (%v each)", writers, c.name, float64(n)/took.Seconds(), (took / time.Duration(n)).Round(time.Microsecond))
			}
		}
		if r := verify(t, l, org); !r.Right() || r.Lines != int64(2*(each+each/50*50)) {
			t.Errorf("%+v", r)
		}
	})
}
