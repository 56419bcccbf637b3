package access

import (
	"context"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/fault"
)

// TestAClockThatStoodAheadLocksNobodyOut uses up a pace on a clock that is a year ahead. When the clock is right again
// the pace is as if it was never used, and holds.
func TestAClockThatStoodAheadLocksNobodyOut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := time.Date(2020, 5, 18, 8, 0, 0, 0, time.UTC)
		try := func(at time.Time) error {
			return d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error { return accountPace.take(ctx, tx, "anna", at) })
		}
		fits := func(at time.Time) (n int) {
			for range accountPace.burst + 3 {
				if err := try(at); err == nil {
					n++
				} else if fault.KindOf(err) != fault.TooMany {
					t.Fatal(err)
				}
			}
			return n
		}
		if n := fits(now.AddDate(1, 0, 0)); n != int(accountPace.burst) {
			t.Errorf("%d attempts fitted a year ahead", n)
		}
		if n := fits(now); n != int(accountPace.burst) {
			t.Errorf("%d attempts fitted when the clock was right again, want %d", n, accountPace.burst)
		}
		if n := fits(now.Add(accountPace.every)); n != 1 {
			t.Errorf("%d attempts fitted an interval later, want 1", n)
		}
	})
}
