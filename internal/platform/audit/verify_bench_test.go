package audit

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// TestVerifyFigure measures the figure of the audit trail: a million lines are verified within ten seconds. It runs
// with NABIJ_AUDIT_LINES=1000000, and with fewer lines, in proportion, on every run.
func TestVerifyFigure(t *testing.T) {
	lines := 6000
	if text := os.Getenv("NABIJ_AUDIT_LINES"); text != "" {
		var err error
		if lines, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		var machine clock.System
		began := machine.Now()
		fillFast(t, l, at, lines)
		filled := clock.Since(machine, began)
		head := headNow(t, l, org)
		began = machine.Now()
		report := verify(t, l, org, head)
		took := clock.Since(machine, began)
		if !report.Right() || report.Lines != int64(lines) || report.Heads != 1 {
			t.Fatalf("%+v", report)
		}
		t.Logf("%d lines: stored in %v (%v a line, many to a transaction), verified in %v", lines, filled, filled/time.Duration(lines), took)
		if limit := 10 * time.Second; lines >= 1000000 && took > limit {
			t.Errorf("verifying took %v, the figure is %v", took, limit)
		}
	})
}

// fillFast adds lines of an ordinary mix, many in one transaction.
func fillFast(t *testing.T, l *Log, at *clock.Fixed, n int) {
	t.Helper()
	for done := 0; done < n; {
		some := min(n-done, 2000)
		all := make([]Line, some)
		for i := range all {
			all[i] = seen((done + i) % 100000)
			if i%10 == 3 {
				all[i] = Line{Event: "account.signed_in", Kind: "account", ID: "w1"}
			}
		}
		err := l.DB.InTx(worker(t.Context(), org, "w1"), func(ctx context.Context, tx db.Tx) error {
			return l.RecordAll(ctx, tx, all...)
		})
		if err != nil {
			t.Fatal(err)
		}
		at.Advance(time.Minute)
		done += some
	}
}
