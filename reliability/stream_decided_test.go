package reliability

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"nabij/internal/platform/db"
)

// decided are decisions that stand, as the program itself stored them in its demonstration. With them everybody of a large
// organisation gets one: a list of what must be looked at again is only worth measuring where there is something on it.
type decided struct {
	layouts, open [][]any
}

// decisions lives the demonstration and reads what was decided in it.
func (s streaming) decisions(t *testing.T) (d decided) {
	t.Helper()
	p := serving(t, s.exe, filepath.Join(t.TempDir(), "data"), "--demo")
	p.start()
	p.stop()
	s.within(t, db.Source{Dir: p.dir}, func(ctx context.Context, from *db.DB) (err error) {
		read := func(columns int, query string) (rows [][]any) {
			if err == nil {
				rows, err = db.All(ctx, from.Read(), func(r db.Row) ([]any, error) {
					texts, to := make([]string, columns), make([]any, columns)
					for i := range texts {
						to[i] = &texts[i]
					}
					err := r.Scan(to...)
					for i, text := range texts {
						to[i] = text
					}
					return to, err
				}, query)
			}
			return rows
		}
		d.layouts = read(2, `select id, body from case_layout`)
		d.open = read(7, `select framework, framework_version, layers, content, layout_id, compact, form from open_decision where layers = '' order by deliberation_id limit 8`)
		return err
	})
	if len(d.open) == 0 {
		t.Fatal("nothing was decided in the demonstration")
	}
	return d
}

// into gives every resident one of the decisions. A quarter must be looked at again by the day that the demonstration is at.
func (d decided) into(ctx context.Context, to *db.DB) error {
	const which = `(select id from organisation)`
	err := to.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		for _, l := range d.layouts {
			if _, err := db.Exec(ctx, tx, `insert into case_layout (organisation_id, id, body) values (`+which+`, $1, $2)`, l...); err != nil {
				return err
			}
		}
		share := 16 / len(d.open)
		for i, row := range d.open {
			digits := "0123456789abcdef"[i*share:]
			if i < len(d.open)-1 {
				digits = digits[:share]
			}
			// The last sign of an id is chance.
			mine := ` where substr(r.id, length(r.id), 1) in ('` + strings.Join(strings.Split(digits, ""), "', '") + `')`
			if _, err := db.Exec(ctx, tx, `insert into deliberation (organisation_id, id, resident_id, framework, framework_version, plan_day, variant, level, flow, layers,
					state, setting_version, version, started_at, started_by, closed_at, closed_by)
				select r.organisation_id, r.id, r.id, $1, $2, '2020-05-08', '', '', '', '[]', 'decided', 1, 1, r.created_at, r.created_by, '2020-05-07T09:00:00.000000Z', r.created_by
				from resident r`+mine, row[0], row[1]); err != nil {
				return err
			}
			due := `case when substr(r.id, length(r.id) - 1, 1) < '4' then '2020-05-1' || (case when substr(r.id, length(r.id) - 2, 1) < '8' then '8' else '9' end) else '2020-06-22' end`
			if _, err := db.Exec(ctx, tx, `insert into open_decision (organisation_id, deliberation_id, resident_id, framework, framework_version, layers, content, layout_id, compact, form,
					look_on, due_on, opened_at, version)
				select r.organisation_id, r.id, r.id, $1, $2, $3, $4, $5, $6, $7, `+due+`, `+due+`, '2020-05-07T09:00:00.000000Z', 1 from resident r`+mine, row...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return to.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, "analyze")
		return err
	})
}
