package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/fault"
)

func text(row db.Row) (s string, err error)  { return s, row.Scan(&s) }
func number(row db.Row) (n int64, err error) { return n, row.Scan(&n) }

const makeTry = `create table try (
	id text not null primary key, name text unique, n bigint, x double precision, ok boolean, at text, day text, doc text,
	kind text check (kind in ('a', 'b')), parent text references try (id))`

func makeTable(t *testing.T, d *db.DB) {
	t.Helper()
	must(t, d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, makeTry)
		return err
	}))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func change(t *testing.T, d *db.DB, query string, args ...any) error {
	t.Helper()
	return d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, query, args...)
		return err
	})
}

func TestValuesComeBackAsTheyWere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		makeTable(t, d)
		at := db.InstantOf(time.Date(2020, 5, 20, 8, 15, 0, 123456000, time.UTC))
		day := db.NewDate(2020, 5, 20)
		doc := db.JSON[[]string]{V: []string{"één", `"q"`}}
		must(t, change(t, d, `insert into try (id, n, x, ok, at, day, doc) values ($1, $2, $3, $4, $5, $6, $7)`,
			"1", int64(1)<<60, 0.1, true, at, day, doc))
		must(t, change(t, d, `insert into try (id, at, day) values ($1, $2, $3)`, "2", db.Instant{}, db.Date{}))

		type row struct {
			n   int64
			x   float64
			ok  bool
			at  db.Instant
			day db.Date
			doc db.JSON[[]string]
		}
		got, err := db.One(t.Context(), d.Read(), func(r db.Row) (v row, err error) {
			return v, r.Scan(&v.n, &v.x, &v.ok, &v.at, &v.day, &v.doc)
		}, `select n, x, ok, at, day, doc from try where id = $1`, "1")
		must(t, err)
		if got.n != 1<<60 || got.x != 0.1 || !got.ok || got.at != at || got.day != day || !slices.Equal(got.doc.V, doc.V) {
			t.Errorf("came back as %+v", got)
		}
		empty, err := db.One(t.Context(), d.Read(), func(r db.Row) (v row, err error) { return v, r.Scan(&v.at, &v.day) },
			`select at, day from try where id = $1`, "2")
		must(t, err)
		if !empty.at.IsZero() || !empty.day.IsZero() {
			t.Errorf("nothing came back as %+v", empty)
		}
		n, err := db.One(t.Context(), d.Read(), number, `select count(*) from try where at is null and day is null`)
		if err != nil || n != 1 {
			t.Errorf("a zero moment and day are not stored as null (%v)", err)
		}
	})
}

// The dialect of docs/decisions/0003: what stores may write, tried on both engines.
func TestHouseDialect(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		makeTable(t, d)
		for i, at := range []time.Time{
			time.Date(2020, 5, 20, 1, 0, 0, 0, time.FixedZone("", 2*3600)), // 19 May 23:00 UTC
			time.Date(2020, 5, 20, 0, 0, 0, 0, time.UTC),
			time.Date(2020, 5, 20, 0, 0, 0, 1000, time.UTC),
		} {
			must(t, change(t, d, `insert into try (id, name, n, at, day) values ($1, $2, $3, $4, $5)`,
				fmt.Sprint(i), fmt.Sprint("n", i), i, db.InstantOf(at), db.DateOf(at, time.UTC)))
		}
		for _, c := range []struct {
			name  string
			query string
			args  []any
			want  []string
		}{
			{"moments compare as time", `select id from try where at < $1 order by id`,
				[]any{db.InstantOf(time.Date(2020, 5, 20, 0, 0, 0, 500, time.UTC))}, []string{"0"}},
			{"moments order as time", `select id from try order by at desc`, nil, []string{"2", "1", "0"}},
			{"month of a day", `select distinct substr(day, 1, 7) from try`, nil, []string{"2020-05"}},
			{"placeholders in any order, used twice", `select $2 || $1 || $2`, []any{"x", "y"}, []string{"yxy"}},
			{"optional filter", `select id from try where (cast($1 as text) is null or name = $1) order by id`, []any{nil}, []string{"0", "1", "2"}},
			{"optional filter used", `select id from try where (cast($1 as text) is null or name = $1)`, []any{"n1"}, []string{"1"}},
			{"row values", `select id from try where (n, id) > ($1, $2) order by id`, []any{1, "1"}, []string{"2"}},
			{"count filter", `select cast(count(*) filter (where n > 0) as text) from try`, nil, []string{"2"}},
			{"window", `select cast(rank() over (order by n desc nulls last) as text) from try order by 1`, nil, []string{"1", "2", "3"}},
			{"common table", `with big as (select id from try where n > 1) select id from big`, nil, []string{"2"}},
		} {
			got, err := db.All(t.Context(), d.Read(), text, c.query, c.args...)
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%s: got %v (%v), want %v", c.name, got, err, c.want)
			}
		}
		must(t, d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
			name, err := db.One(ctx, tx, text, `insert into try (id, name) values ($1, $2)
				on conflict (id) do update set name = excluded.name returning name`, "0", "nieuw")
			if err == nil && name != "nieuw" {
				t.Errorf("upsert gave %q", name)
			}
			return err
		}))
	})
}

func TestErrorsHaveAKind(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		makeTable(t, d)
		must(t, change(t, d, `insert into try (id, name) values ('1', 'one')`))
		for _, c := range []struct {
			name, query string
			is          func(error) bool
		}{
			{"same key", `insert into try (id) values ('1')`, db.IsUnique},
			{"same unique name", `insert into try (id, name) values ('2', 'one')`, db.IsUnique},
			{"parent that is not there", `insert into try (id, parent) values ('3', 'nobody')`, db.IsForeignKey},
			{"value outside the list", `insert into try (id, kind) values ('4', 'z')`, db.IsCheck},
			{"no key", `insert into try (name) values ('x')`, db.IsCheck},
		} {
			err := change(t, d, c.query)
			if err == nil || !c.is(err) {
				t.Errorf("%s: not recognised in %v", c.name, err)
			}
			for name, other := range map[string]func(error) bool{"IsUnique": db.IsUnique, "IsForeignKey": db.IsForeignKey, "IsCheck": db.IsCheck} {
				if other(err) != c.is(err) && other(err) {
					t.Errorf("%s: is also called %s", c.name, name)
				}
			}
			if db.IsConflict(err) || db.IsUncertain(err) || db.IsNone(err) {
				t.Errorf("%s: is called something else: %v", c.name, err)
			}
		}
		_, err := db.One(t.Context(), d.Read(), text, `select name from try where id = 'nobody'`)
		if !db.IsNone(err) || fault.KindOf(err) != fault.NotFound {
			t.Errorf("no row gives %v", err)
		}
		must(t, change(t, d, `insert into try (id) values ('5')`))
		if _, err := db.One(t.Context(), d.Read(), text, `select id from try`); err == nil || fault.KindOf(err) != fault.Unknown {
			t.Errorf("two rows where one is expected give %v", err)
		}
	})
}

func TestInTxStoresAllOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		makeTable(t, d)
		no := errors.New("no")
		insert := func(ctx context.Context, tx db.Tx) {
			_, err := db.Exec(ctx, tx, `insert into try (id) values ('1')`)
			must(t, err)
		}
		err := d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error { insert(ctx, tx); return no })
		if !errors.Is(err, no) {
			t.Errorf("the error of the function is lost: %v", err)
		}
		func() {
			defer func() { _ = recover() }()
			_ = d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error { insert(ctx, tx); panic("no") })
		}()
		n, err := db.One(t.Context(), d.Read(), number, `select count(*) from try`)
		if err != nil || n != 0 {
			t.Fatalf("%d rows were stored by transactions that failed (%v)", n, err)
		}
		must(t, d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
			insert(ctx, tx)
			if err := d.InTx(ctx, func(context.Context, db.Tx) error { return nil }); !errors.Is(err, db.ErrNested) {
				t.Errorf("a transaction inside a transaction gives %v", err)
			}
			return nil
		}))
	})
}

func TestALongStatementIsStoppedAndSaidToBeUnavailable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := db.WithLimit(t.Context(), 50*time.Millisecond)
		_, err := db.All(ctx, d.Read(), number, `with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000000)
			select count(*) from n`)
		if fault.KindOf(err) != fault.Unavailable {
			t.Errorf("got %v", err)
		}
		must(t, d.Ping(t.Context()))
	})
}

func TestAnAddressThatIsWrongTellsNoPassword(t *testing.T) {
	for _, address := range []string{"mysql://x", "postgres://u:geheim@[bad", "postgres://u:geheim@127.0.0.1:1/x?connect_timeout=1", "nabij.db"} {
		_, err := db.Open(t.Context(), db.Source{URL: address})
		if err == nil || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestAfterIsCalledOnlyForWhatIsStored(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		makeTable(t, d)
		var called []string
		after := func(tx db.Tx, name string) {
			tx.After(func(ctx context.Context) {
				called = append(called, name)
				// It belongs to no transaction any more, has no time limit, and what was stored is there.
				must(t, ctx.Err())
				must(t, d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
					_, err := db.Exec(ctx, tx, `update try set name = $1 where id = $1`, name)
					return err
				}))
			})
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		must(t, d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, `insert into try (id) values ('1'), ('2')`)
			after(tx, "1")
			after(tx, "2")
			return err
		}))
		no := errors.New("no")
		if err := d.InTx(ctx, func(_ context.Context, tx db.Tx) error { after(tx, "rolled back"); return no }); !errors.Is(err, no) {
			t.Errorf("got %v", err)
		}
		names, err := db.All(t.Context(), d.Read(), text, `select name from try order by id`)
		if err != nil || !slices.Equal(called, []string{"1", "2"}) || !slices.Equal(names, called) {
			t.Errorf("called %v, names %v (%v)", called, names, err)
		}
	})
}

func TestExecEach(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		makeTable(t, d)
		insert := func(all [][]any) error {
			return d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
				return db.ExecEach(ctx, tx, `insert into try (id, n) values ($1, $2)`, all)
			})
		}
		must(t, insert([][]any{{"1", 1}, {"2", 2}, {"3", 3}}))
		if err := insert([][]any{{"4", 4}, {"1", 1}}); !db.IsUnique(err) {
			t.Errorf("a key that was taken gives %v", err)
		}
		n, err := db.One(t.Context(), d.Read(), number, `select count(*) from try`)
		if err != nil || n != 3 {
			t.Errorf("%d rows (%v)", n, err)
		}
	})
}
