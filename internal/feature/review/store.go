package review

import (
	"context"
	"database/sql"
	"encoding/base64"
	"fmt"
	"strings"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// row is a decision to be stored.
type row struct {
	Open
	Content, Layout string
	Compact         []byte
}

// keepLayout stores the words of a layout, once.
func keepLayout(ctx context.Context, tx db.Tx, org, id, body string) error {
	_, err := db.Exec(ctx, tx, `insert into case_layout (organisation_id, id, body) values ($1, $2, $3)
		on conflict (organisation_id, id) do nothing`, org, id, body)
	return err
}

// keepOpen stores a decision that stands; told of the same deliberation again, it takes the place of what was told.
func keepOpen(ctx context.Context, tx db.Tx, org string, r row, at db.Instant) error {
	_, err := db.Exec(ctx, tx, `insert into open_decision (organisation_id, deliberation_id, resident_id, framework, framework_version, layers,
			content, layout_id, compact, form, next_on, look_on, due_on, opened_at, version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)
		on conflict (organisation_id, deliberation_id) do update set framework_version = excluded.framework_version, layers = excluded.layers,
			content = excluded.content, layout_id = excluded.layout_id, compact = excluded.compact, form = excluded.form,
			next_on = excluded.next_on, look_on = excluded.look_on, due_on = excluded.due_on, version = open_decision.version + 1`,
		org, r.Deliberation, r.Resident, r.Framework, r.Version, r.Layers, r.Content, r.Layout, pack(r.Compact), r.Form,
		orNull(r.Next), orNull(r.Look), orNull(dueOn(r.Next, r.Look)), at)
	return err
}

// Compact cases are kept as text: both engines have it, and decoding a million takes 0.4 s.
func pack(b []byte) string { return base64.RawStdEncoding.EncodeToString(b) }

const openColumns = `o.deliberation_id, o.resident_id, o.framework, o.framework_version, o.layers, o.form,
	coalesce(o.next_on, ''), coalesce(o.look_on, ''), o.opened_at, o.version`

func (o *Open) targets(opened *db.Instant) []any {
	return []any{&o.Deliberation, &o.Resident, &o.Framework, &o.Version, &o.Layers, &o.Form, &o.Next, &o.Look, opened, &o.Row}
}

func scanOpen(row db.Row) (o Open, err error) {
	var opened db.Instant
	err = row.Scan(o.targets(&opened)...)
	o.Opened = dayOf(opened)
	return o, err
}

func dayOf(i db.Instant) people.Day { return people.Day(i.Time().Format("2006-01-02")) }

// findOpen gives a decision that stands.
func findOpen(ctx context.Context, q db.Query, org, deliberation string) (Open, error) {
	if !people.IsID(deliberation) {
		return Open{}, fault.New(fault.NotFound, fault.Text{})
	}
	return db.One(ctx, q, scanOpen, `select `+openColumns+` from open_decision o where o.organisation_id = $1 and o.deliberation_id = $2`, org, deliberation)
}

// drop ends that a decision stands: what was answered goes, and what waited is closed.
func drop(ctx context.Context, tx db.Tx, org, deliberation, by string, at db.Instant) error {
	if _, err := db.Exec(ctx, tx, `update came_back set done_at = $3, done_by = $4, how = 'closed'
		where organisation_id = $1 and deliberation_id = $2 and done_at is null`, org, deliberation, at, orNull(people.Day(by))); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, `delete from open_decision where organisation_id = $1 and deliberation_id = $2`, org, deliberation)
	return err
}

// openOf gives the ids of the decisions about some residents (one person, in several files).
func openOf(ctx context.Context, q db.Query, org string, residents []string) ([]Open, error) {
	in := args{org}
	return db.All(ctx, q, scanOpen, `select `+openColumns+` from open_decision o
		where o.organisation_id = $1 and o.resident_id in `+in.in(residents)+` order by o.deliberation_id`, in...)
}

// back is a reason to be stored.
type back struct {
	Return
	deliberation, resident string
}

// bringBack stores reasons, those that are there already left out, and gives the ones that are new. Some 28 in a
// statement: SQLite looks for numbered values one by one. A release brings back far more at once: see bringBackAll.
func bringBack(ctx context.Context, tx db.Tx, org string, list []back, at db.Instant) (fresh []back, err error) {
	const most = 28
	for len(list) > 0 {
		part := list[:min(most, len(list))]
		list = list[len(part):]
		in := args{org, at}
		var values []string
		byID := make(map[string]back, len(part))
		for _, b := range part {
			b.ID = people.NewID(at.Time())
			byID[b.ID] = b
			values = append(values, fmt.Sprintf("($1, %s, %s, %s, %s, %s, %s, %s, $2, '', '')", in.add(b.ID), in.add(b.deliberation),
				in.add(b.resident), in.add(b.Kind), in.add(b.Code), in.add(b.Release), in.add(rankOf(b.Kind, b.Code))))
		}
		ids, err := db.All(ctx, tx, scanText, `insert into came_back (organisation_id, id, deliberation_id, resident_id, kind, code, release_id, rank, at, how, why)
			values `+strings.Join(values, ", ")+` on conflict do nothing returning id`, in...)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			fresh = append(fresh, byID[id])
		}
	}
	return fresh, nil
}

// waiting gives the stored reasons for which decisions wait, by deliberation.
func waiting(ctx context.Context, q db.Query, org string, deliberations []string) (map[string][]Return, error) {
	type one struct {
		deliberation string
		Return
	}
	in := args{org}
	all, err := db.All(ctx, q, func(row db.Row) (x one, err error) {
		return x, row.Scan(&x.deliberation, &x.ID, &x.Kind, &x.Code, &x.Release, &x.Since)
	}, `select deliberation_id, id, kind, code, release_id, at from came_back
		where organisation_id = $1 and done_at is null and deliberation_id in `+in.in(deliberations)+` order by at, id`, in...)
	out := map[string][]Return{}
	for _, x := range all {
		out[x.deliberation] = append(out[x.deliberation], x.Return)
	}
	return out, err
}

// keep stores that a decision stays as it is. It is a conflict when it changed since it was read.
func keep(ctx context.Context, tx db.Tx, a access.Actor, o Open, seen []Return, k keeping, at db.Instant, today people.Day) error {
	next, look := k.after(o, today)
	n, err := db.Exec(ctx, tx, `update open_decision set next_on = $4, look_on = $5, due_on = $6, version = version + 1
		where organisation_id = $1 and deliberation_id = $2 and version = $3`, a.Org, o.Deliberation, o.Row, orNull(next), orNull(look), orNull(dueOn(next, look)))
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, fault.Text{})
	}
	for _, r := range seen {
		if r.ID == "" { // a day: kept so that it can be seen later why a decision was looked at
			_, err = db.Exec(ctx, tx, `insert into came_back (organisation_id, id, deliberation_id, resident_id, kind, code, release_id, rank, at, done_at, done_by, how, why)
				values ($1, $2, $3, $4, $5, '', '', $6, $7, $8, $9, 'kept', $10)`, a.Org, people.NewID(at.Time()), o.Deliberation, o.Resident, r.Kind,
				rankOf(r.Kind, r.Code), r.Since, at, a.ID, k.Why)
		} else {
			_, err = db.Exec(ctx, tx, `update came_back set done_at = $4, done_by = $5, how = 'kept', why = $6
				where organisation_id = $1 and deliberation_id = $2 and id = $3 and done_at is null`, a.Org, o.Deliberation, r.ID, at, a.ID, k.Why)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// erase takes away what is kept about a resident.
func erase(ctx context.Context, tx db.Tx, org, resident string) (total int64, err error) {
	for _, step := range []string{
		`delete from came_back where organisation_id = $1 and resident_id = $2`,
		`delete from open_decision where organisation_id = $1 and resident_id = $2`,
	} {
		n, err := db.Exec(ctx, tx, step, org, resident)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

func orNull(d people.Day) sql.NullString { return sql.NullString{String: string(d), Valid: d != ""} }

func scanText(row db.Row) (s string, err error) { return s, row.Scan(&s) }

// args numbers the arguments of a statement that is put together.
type args []any

func (a *args) add(v any) string {
	*a = append(*a, v)
	return fmt.Sprintf("$%d", len(*a))
}

// in gives a list of placeholders between brackets; an empty list holds nothing.
func (a *args) in(list []string) string {
	if len(list) == 0 {
		return "(null)"
	}
	marks := make([]string, len(list))
	for i, v := range list {
		marks[i] = a.add(v)
	}
	return "(" + strings.Join(marks, ", ") + ")"
}
