package db_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/run"
)

var noon = clock.At(time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC))

func history(files ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + files[i+1])}
	}
	return fsys
}

func TestMigrateAppliesOnceAndInOrder(t *testing.T) {
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		d := dbtest.OpenEmpty(t, source)
		one := history("0001_one.sql", "create table one (id text);")
		two := history("0001_one.sql", "create table one (id text);", "0002_two.sql", "alter table one add column n bigint; create table two (id text);")

		pending, err := d.Pending(t.Context(), two)
		if err != nil || !slices.Equal(pending, []string{"0001_one.sql", "0002_two.sql"}) {
			t.Errorf("pending before: %v (%v)", pending, err)
		}
		for _, step := range []struct {
			files fstest.MapFS
			want  []string
		}{{one, []string{"0001_one.sql"}}, {one, nil}, {two, []string{"0002_two.sql"}}, {two, nil}} {
			applied, err := d.Migrate(t.Context(), step.files, noon)
			if err != nil || !slices.Equal(applied, step.want) {
				t.Errorf("applied %v (%v), want %v", applied, err, step.want)
			}
		}
		if pending, err := d.Pending(t.Context(), two); err != nil || len(pending) != 0 {
			t.Errorf("pending after: %v (%v)", pending, err)
		}
		at, err := db.All(t.Context(), d.Read(), text, `select applied_at from schema_migration where name = '0002_two.sql'`)
		if err != nil || !slices.Equal(at, []string{"2026-11-25T12:00:00.000000Z"}) {
			t.Errorf("applied at %v (%v)", at, err)
		}
	})
}

func TestAChangedOrNewerHistoryIsRefused(t *testing.T) {
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		d := dbtest.OpenEmpty(t, source)
		_, err := d.Migrate(t.Context(), history("0001_one.sql", "create table one (id text);", "0002_two.sql", "create table two (id text);"), noon)
		must(t, err)
		for _, c := range []struct {
			name  string
			files fstest.MapFS
			want  string
		}{
			{"changed", history("0001_one.sql", "create table one (id bigint);", "0002_two.sql", "create table two (id text);", "0003_three.sql", "create table three (id text);"), "0001_one.sql was changed"},
			{"newer", history("0001_one.sql", "create table one (id text);"), "newer than this program"},
		} {
			applied, err := d.Migrate(t.Context(), c.files, noon)
			if err == nil || !strings.Contains(err.Error(), c.want) || len(applied) != 0 {
				t.Errorf("%s: Migrate gives %v, applied %v", c.name, err, applied)
			}
			if _, err := d.Pending(t.Context(), c.files); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: Pending gives %v", c.name, err)
			}
		}
		if _, err := db.All(t.Context(), d.Read(), text, `select id from three`); err == nil {
			t.Error("a migration was applied on a history that was refused")
		}
	})
}

func TestAFailedMigrationLeavesNothing(t *testing.T) {
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		d := dbtest.OpenEmpty(t, source)
		bad := history("0001_one.sql", "create table one (id text);", "0002_two.sql", "create table two (id text); insert into nowhere values ('x');")
		if _, err := d.Migrate(t.Context(), bad, noon); err == nil || !strings.Contains(err.Error(), "nowhere") {
			t.Errorf("got %v", err)
		}
		if _, err := db.All(t.Context(), d.Read(), text, `select id from two`); err == nil {
			t.Error("half a migration was kept")
		}
		good := history("0001_one.sql", "create table one (id text);", "0002_two.sql", "create table two (id text);")
		applied, err := d.Migrate(t.Context(), good, noon)
		if err != nil || !slices.Equal(applied, []string{"0002_two.sql"}) {
			t.Errorf("after mending: %v (%v)", applied, err)
		}
	})
}

func TestSeveralProcessesMigrateAtOnce(t *testing.T) {
	source := dbtest.Postgres(t)
	files := history("0001_one.sql", "create table one (id text);", "0002_two.sql", "create table two (id text);")
	var tasks []*run.Task
	counts := make([]int, 4)
	for i := range counts {
		d := dbtest.OpenEmpty(t, source)
		tasks = append(tasks, run.Go(t.Context(), "migrate", func(ctx context.Context) error {
			applied, err := d.Migrate(ctx, files, noon)
			counts[i] = len(applied)
			return err
		}))
	}
	total := 0
	for i, task := range tasks {
		must(t, task.Wait())
		total += counts[i]
	}
	if total != 2 {
		t.Errorf("two migrations were applied %d times: %v", total, counts)
	}
}
