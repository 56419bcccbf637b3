package migrations_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

var update = flag.Bool("update", false, "write schema.golden from the migrations")

// golden is the schema as the databases themselves tell it, in one spelling for both.
const golden = "schema.golden"

// TestSchemaIsTheSameOnBothEngines migrates each engine, asks it what it holds, and compares that with schema.golden.
// After a new migration: go test ./migrations -update, and read the difference.
func TestSchemaIsTheSameOnBothEngines(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		got, err := describe(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		if *update && d.Engine() == db.SQLite {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("the schema is not that of %s; when the change is meant, run: go test ./migrations -update\ngot:\n%s\nwant:\n%s", golden, got, want)
		}
	})
}

// The questions to each engine, answered in one spelling: "table: thing". Sorting is done in Go, because the
// engines sort text differently.
var questions = map[db.Engine]string{
	db.SQLite: `
		with tables as (select name from sqlite_schema where type = 'table' and name not like 'sqlite_%')
		select t.name || ': column ' || c.name || ' ' || lower(c.type) || case when c."notnull" = 1 then ' not null' else '' end
			|| coalesce(' default ' || c.dflt_value, '') from tables t, pragma_table_info(t.name) c
		union all
		select t.name || ': primary key ' || (select group_concat(name, ' ') from (select name from pragma_table_info(t.name) where pk > 0 order by pk))
			from tables t where exists (select 1 from pragma_table_info(t.name) where pk > 0)
		union all
		select t.name || ': ' || case when i."unique" = 1 then 'unique ' else 'index ' end || (select group_concat(name, ' ') from (select coalesce(name, 'expression') as name from pragma_index_info(i.name) order by seqno))
			|| case when i.partial = 1 then ' partial' else '' end from tables t, pragma_index_list(t.name) i where i.origin <> 'pk'
		union all
		select t.name || ': foreign key to ' || f."table" || ' on delete ' || lower(f.on_delete) from tables t, pragma_foreign_key_list(t.name) f where f.seq = 0`,
	db.PostgreSQL: `
		with tables as (select c.oid, c.relname::text as name from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace)
		select t.name || ': column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
			|| coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
			from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
		union all
		select t.name || ': ' || case when i.indisprimary then 'primary key ' when i.indisunique then 'unique ' else 'index ' end
			|| (select string_agg(coalesce(a.attname, 'expression'), ' ' order by k.n) from unnest(i.indkey) with ordinality k (col, n) left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.col)
			|| case when i.indpred is not null then ' partial' else '' end from tables t join pg_index i on i.indrelid = t.oid
		union all
		select t.name || ': foreign key to ' || (select relname from pg_class where oid = k.confrelid) || ' on delete '
			|| case k.confdeltype when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' else 'set default' end
			from tables t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'`,
}

func describe(ctx context.Context, d *db.DB) (string, error) {
	lines, err := db.All(ctx, d.Read(), func(row db.Row) (s string, err error) { return s, row.Scan(&s) },
		questions[d.Engine()])
	if err != nil {
		return "", fmt.Errorf("asking %s for its schema: %w", d.Engine(), err)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n", nil
}
