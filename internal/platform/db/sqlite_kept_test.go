package db_test

import (
	"context"
	"fmt"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// TestTheSameStatementManyTimes asks and writes with the same texts: after mistakes, inside their own rows, after the tables
// changed, and with more texts than a connection keeps ready.
func TestTheSameStatementManyTimes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		makeTable(t, d)
		const insert, byID = `insert into try (id, n) values ($1, $2)`, `select n from try where id = $1`
		find := func(q db.Query, id string) int64 {
			t.Helper()
			n, err := db.One(t.Context(), q, number, byID, id)
			must(t, err)
			return n
		}
		for i := range 5 {
			must(t, change(t, d, insert, fmt.Sprint(i), i))
			if err := change(t, d, insert, fmt.Sprint(i), 99); !db.IsUnique(err) {
				t.Errorf("the same key again gives %v", err)
			}
			if n := find(d.Read(), fmt.Sprint(i)); n != int64(i) {
				t.Errorf("%d was stored as %d", i, n)
			}
		}
		if _, err := db.One(t.Context(), d.Read(), number, byID, "nobody"); !db.IsNone(err) {
			t.Errorf("no row gives %v", err)
		}
		must(t, d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
			if d.Engine() == db.PostgreSQL {
				return nil // it cannot ask anything while rows are read
			}
			for range 3 {
				all, err := db.All(ctx, tx, func(r db.Row) (n int64, err error) {
					if err := r.Scan(&n); err != nil {
						return 0, err
					}
					other, err := db.All(ctx, tx, number, `select n from try order by id`)
					return n + int64(len(other)), err
				}, `select n from try order by id`)
				if err != nil || len(all) != 5 || all[4] != 9 {
					t.Errorf("rows inside rows of the same text: %v (%v)", all, err)
				}
			}
			return nil
		}))
		must(t, change(t, d, `alter table try add column extra text`))
		if n := find(d.Read(), "3"); n != 3 {
			t.Errorf("after the table changed 3 was found as %d", n)
		}
		for range 2 {
			for i := range 600 {
				n, err := db.One(t.Context(), d.Read(), number, fmt.Sprintf(`select %d + n from try where id = $1`, i), "2")
				if err != nil || n != int64(i)+2 {
					t.Fatalf("text %d gives %d (%v)", i, n, err)
				}
			}
		}
		cancelled, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := db.One(cancelled, d.Read(), number, byID, "2"); err == nil {
			t.Error("a question that nobody waits for was answered")
		}
		if n := find(d.Read(), "2"); n != 2 {
			t.Errorf("after that 2 was found as %d", n)
		}
	})
}
