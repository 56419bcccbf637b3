package record

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

const frameColumns = `d.id, d.resident_id, d.framework, d.framework_version, d.plan_day, d.variant, d.level, d.flow, d.layers,
	d.state, coalesce(d.follows_id, ''), d.setting_version, d.version, d.started_at, d.started_by, d.closed_at, coalesce(d.closed_by, '')`

func (d *Deliberation) targets(layers *db.JSON[[]string]) []any {
	return []any{&d.ID, &d.Resident, &d.Framework, &d.Version, &d.Setting.Plan, &d.Setting.Variant, &d.Setting.Level, &d.Setting.Flow, layers,
		&d.State, &d.Follows, &d.SettingVersion, &d.Change, &d.StartedAt, &d.StartedBy, &d.ClosedAt, &d.ClosedBy}
}

func scanFrame(row db.Row) (d Deliberation, err error) {
	var layers db.JSON[[]string]
	err = row.Scan(d.targets(&layers)...)
	d.Setting.Layers = layers.V
	return d, err
}

// Find gives a deliberation of the actor's organisation. It decides nothing: ask access.May before anybody sees it.
func Find(ctx context.Context, q db.Query, a access.Actor, id string) (Deliberation, error) {
	if !people.IsID(id) {
		return Deliberation{}, fault.New(fault.NotFound, fault.Text{})
	}
	return db.One(ctx, q, scanFrame, `select `+frameColumns+` from deliberation d where d.organisation_id = $1 and d.id = $2`, a.Org, id)
}

// Insert stores a deliberation that begins.
func Insert(ctx context.Context, tx db.Tx, a access.Actor, d Deliberation) error {
	_, err := db.Exec(ctx, tx, `insert into deliberation (organisation_id, id, resident_id, framework, framework_version, plan_day, variant, level,
		flow, layers, state, follows_id, setting_version, version, started_at, started_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, 1, 1, $12, $13)`,
		a.Org, d.ID, d.Resident, d.Framework, d.Version, d.Setting.Plan, d.Setting.Variant, d.Setting.Level, d.Setting.Flow,
		db.JSON[[]string]{V: d.Setting.Layers}, orNull(d.Follows), d.StartedAt, d.StartedBy)
	return err
}

// Raise begins every change: it counts it, and holds the row until the transaction ends, so that nobody decides on
// answers that change at the same moment. What is closed cannot be raised.
func Raise(ctx context.Context, tx db.Tx, a access.Actor, id string) error {
	n, err := db.Exec(ctx, tx, `update deliberation set version = version + 1 where organisation_id = $1 and id = $2 and state = 'open'`, a.Org, id)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, IsClosed)
	}
	return err
}

// isOpen stands in every statement that changes something, beside the row that raise holds.
const isOpen = ` exists (select 1 from deliberation d where d.organisation_id = $1 and d.id = $2 and d.state = 'open')`

// SetSetting changes the setting on the version that was seen, and tells whether it still stood there.
func SetSetting(ctx context.Context, tx db.Tx, a access.Actor, id string, version int64, s Setting) (bool, error) {
	n, err := db.Exec(ctx, tx, `update deliberation set plan_day = $4, variant = $5, level = $6, flow = $7, layers = $8, setting_version = setting_version + 1
		where organisation_id = $1 and id = $2 and setting_version = $3 and state = 'open'`,
		a.Org, id, version, s.Plan, s.Variant, s.Level, s.Flow, db.JSON[[]string]{V: s.Layers})
	return n == 1, err
}

// Answers.

func scanAnswer(row db.Row) (x Answer, err error) {
	var given db.JSON[[]string]
	err = row.Scan(&x.At.Question, &x.At.Person, &x.Version, &given, &x.AskedOn, &x.Source, &x.SourceOn, &x.ChangedAt, &x.ChangedBy, &x.Page)
	x.Given = given.V
	return x, err
}

// AnswersOf gives the answers that stand.
func AnswersOf(ctx context.Context, q db.Query, a access.Actor, id string) ([]Answer, error) {
	return db.All(ctx, q, scanAnswer, `select question, person, version, given, asked_on, source, source_on, changed_at, changed_by, page
		from deliberation_answer where organisation_id = $1 and deliberation_id = $2 order by question, person`, a.Org, id)
}

// PutAnswer stores an answer on the version that was seen (0: none), and tells whether it still stood there.
func PutAnswer(ctx context.Context, tx db.Tx, a access.Actor, id string, seen int64, x Answer) (bool, error) {
	given := db.JSON[[]string]{V: x.Given}
	if x.Given == nil {
		given.V = []string{}
	}
	if seen == 0 {
		n, err := db.Exec(ctx, tx, `insert into deliberation_answer (organisation_id, deliberation_id, question, person, version, given, asked_on, source, source_on, changed_at, changed_by, page)
			select $1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11 where`+isOpen+` on conflict (organisation_id, deliberation_id, question, person) do nothing`,
			a.Org, id, x.At.Question, x.At.Person, given, x.AskedOn, x.Source, x.SourceOn, x.ChangedAt, x.ChangedBy, x.Page)
		return n == 1, err
	}
	n, err := db.Exec(ctx, tx, `update deliberation_answer set version = version + 1, given = $6, asked_on = $7, source = $8, source_on = $9, changed_at = $10, changed_by = $11, page = $12
		where organisation_id = $1 and deliberation_id = $2 and question = $3 and person = $4 and version = $5 and`+isOpen,
		a.Org, id, x.At.Question, x.At.Person, seen, given, x.AskedOn, x.Source, x.SourceOn, x.ChangedAt, x.ChangedBy, x.Page)
	return n == 1, err
}

// BesidesOf gives what stands beside them.
func BesidesOf(ctx context.Context, q db.Query, a access.Actor, id string) ([]Beside, error) {
	return db.All(ctx, q, func(row db.Row) (b Beside, err error) {
		var given db.JSON[[]string]
		err = row.Scan(&b.At.Question, &b.At.Person, &b.By, &given, &b.AskedOn, &b.GivenAt)
		b.Given = given.V
		return b, err
	}, `select question, person, given_by, given, asked_on, given_at from deliberation_beside
		where organisation_id = $1 and deliberation_id = $2 order by question, person, given_at, given_by`, a.Org, id)
}

// PutBeside keeps an answer beside the one that stands: of each person the last one.
func PutBeside(ctx context.Context, tx db.Tx, a access.Actor, id string, b Beside) error {
	given := db.JSON[[]string]{V: b.Given}
	if b.Given == nil {
		given.V = []string{}
	}
	_, err := db.Exec(ctx, tx, `insert into deliberation_beside (organisation_id, deliberation_id, question, person, given_by, given, asked_on, given_at)
		select $1, $2, $3, $4, $5, $6, $7, $8 where`+isOpen+`
		on conflict (organisation_id, deliberation_id, question, person, given_by) do update set given = excluded.given, asked_on = excluded.asked_on, given_at = excluded.given_at`,
		a.Org, id, b.At.Question, b.At.Person, b.By, given, b.AskedOn, b.GivenAt)
	return err
}

// DropBeside takes away what stood beside an answer, when one was chosen.
func DropBeside(ctx context.Context, tx db.Tx, a access.Actor, id string, at framework.Asked) error {
	_, err := db.Exec(ctx, tx, `delete from deliberation_beside where organisation_id = $1 and deliberation_id = $2 and question = $3 and person = $4 and`+isOpen,
		a.Org, id, at.Question, at.Person)
	return err
}

// NamesOf gives the names of workers, by id.
func NamesOf(ctx context.Context, q db.Query, a access.Actor, ids ...string) (map[string]string, error) {
	out := map[string]string{}
	list := unique(ids)
	if len(list) == 0 {
		return out, nil
	}
	in := []any{a.Org}
	marks := make([]string, len(list))
	for i, id := range list {
		in = append(in, id)
		marks[i] = fmt.Sprintf("$%d", len(in))
	}
	all, err := db.All(ctx, q, func(row db.Row) (p Person, err error) { return p, row.Scan(&p.ID, &p.Name) },
		`select id, name from worker where organisation_id = $1 and id in (`+strings.Join(marks, ", ")+`)`, in...)
	for _, p := range all {
		out[p.ID] = p.Name
	}
	return out, err
}

func unique(ids []string) []string {
	seen, out := map[string]bool{"": true}, []string(nil)
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

func orNull(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }
