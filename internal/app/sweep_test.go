package app

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/once"
)

func TestWhatIsOverIsThrownAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := clock.At(clock.System{}.Now()) // the key of a form bears the moment of the machine
		kept, entry := openForTest(t, d, now)
		ctx := access.With(t.Context(), access.Actor{ID: "worker-1", Org: "org-1", Via: "web"})
		count := func(table string) int64 {
			t.Helper()
			n, err := db.One(t.Context(), d.Read(), func(row db.Row) (n int64, err error) { return n, row.Scan(&n) }, "select count(*) from "+table)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		in := func(fn func(ctx context.Context, tx db.Tx) error) {
			t.Helper()
			if err := d.InTx(ctx, fn); err != nil {
				t.Fatal(err)
			}
		}
		in(func(ctx context.Context, tx db.Tx) error {
			for _, s := range []string{
				`insert into organisation (id, name, short_name, created_at, version) values ('org-1', 'One', 'one', '2020-01-01T00:00:00.000000Z', 1)`,
				`insert into worker (id, organisation_id, login, name, state, created_at, version) values ('worker-1', 'org-1', 'a@b.example', 'A', 'active', '2020-01-01T00:00:00.000000Z', 1)`,
			} {
				if _, err := db.Exec(ctx, tx, s); err != nil {
					return err
				}
			}
			return kept.Record(ctx, tx, audit.Line{Event: "account.signed_in", Kind: "account", ID: "worker-1"})
		})
		actor, _ := access.From(ctx)
		in(func(ctx context.Context, tx db.Tx) error {
			_, _, err := once.Do(ctx, tx, actor, once.Key(), func() (string, error) { return "done", nil })
			return err
		})
		names := func() int64 { return count("audit_line where actor_id = 'worker-1'") }
		tidy := func() {
			t.Helper()
			if err := (sweeper{d, now, entry, kept, time.UTC, slog.New(slog.DiscardHandler)}).sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		tidy()
		if count("once") != 1 || names() != 1 {
			t.Fatalf("thrown away too soon: %d keys, %d lines with a name", count("once"), names())
		}
		now.Advance((once.Keep + 1) * 24 * time.Hour)
		tidy()
		if count("once") != 0 {
			t.Error("the key of a form was kept")
		}
		lines := count("audit_line")
		now.Advance((auditYears*366 - once.Keep) * 24 * time.Hour)
		tidy()
		if names() != 0 {
			t.Error("after its term a line of the audit trail still points at somebody")
		}
		if count("audit_line") != lines+1 {
			t.Errorf("%d lines, want %d and one that tells that was forgotten", count("audit_line"), lines)
		}
		tidy()
		if count("audit_line") != lines+1 {
			t.Error("forgetting nothing is told again and again")
		}
	})
}
