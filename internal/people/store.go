package people

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"nabij/internal/people/names"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Resident is the frame of a file: what lists show. The rest stands in blocks.
type Resident struct {
	ID            string
	Who           Who
	Postcode      string // tidied; "" when not recorded or secret
	Number        string
	Team          string
	Neighbourhood string
	Restricted    bool
	Ground        string // the legal ground of the file
	OpenedOn      Day
	ClosedOn      Day
	MergedInto    string
	Version       int64
	Relation      access.Relation // of the actor who asked
}

const residentColumns = `r.id, r.given, r.prefix, r.family, r.called, coalesce(r.birth_year, 0), coalesce(r.birth_day, ''),
	r.postcode, r.house_number, coalesce(r.team_id, ''), coalesce(r.neighbourhood_id, ''), r.restricted, r.legal_ground,
	r.opened_on, coalesce(r.closed_on, ''), coalesce(r.merged_into, ''), r.version`

// inCaseload is true for residents whom the worker in $2 has now.
const inCaseload = `exists (select 1 from caseload c where c.organisation_id = r.organisation_id and c.resident_id = r.id
	and c.worker_id = $2 and c.until_day is null)`

func (r *Resident) targets() []any {
	return []any{&r.ID, &r.Who.Given, &r.Who.Prefix, &r.Who.Family, &r.Who.Called, &r.Who.BirthYear, &r.Who.BirthDay,
		&r.Postcode, &r.Number, &r.Team, &r.Neighbourhood, &r.Restricted, &r.Ground, &r.OpenedOn, &r.ClosedOn, &r.MergedInto, &r.Version}
}

// scanFor reads a resident with a last column that tells whether they are in the actor's caseload.
func scanFor(a access.Actor) func(db.Row) (Resident, error) {
	return func(row db.Row) (r Resident, err error) {
		mine := false
		if err := row.Scan(append(r.targets(), &mine)...); err != nil {
			return r, err
		}
		r.Relation = relation(a, mine, r.Team)
		return r, nil
	}
}

func relation(a access.Actor, mine bool, team string) access.Relation {
	switch {
	case mine:
		return access.OwnCaseload
	case team != "" && slices.Contains(a.Teams, team):
		return access.OwnTeam
	}
	return access.OtherTeam
}

// Find gives the frame of a file of the actor's organisation, with the actor's relation to it. It decides nothing: ask
// access.May before anybody sees it. A file that was merged into another is given as it is, with MergedInto.
func Find(ctx context.Context, q db.Query, a access.Actor, id string) (Resident, error) {
	if !IsID(id) {
		return Resident{}, fault.New(fault.NotFound, fault.Text{})
	}
	return db.One(ctx, q, scanFor(a), `select `+residentColumns+`, `+inCaseload+` from resident r
		where r.organisation_id = $1 and r.id = $3`, a.Org, a.ID, id)
}

// RelationOf tells how an actor stands to a resident of their organisation.
func RelationOf(ctx context.Context, q db.Query, a access.Actor, id string) (access.Relation, error) {
	r, err := Find(ctx, q, a, id)
	return r.Relation, err
}

// Object gives the resident as access.May wants it.
func (r Resident) Object(a access.Actor, kind string, conflict bool) access.Object {
	return access.Object{Kind: kind, ID: r.ID, Org: a.Org, Resident: r.ID, Relation: r.Relation, Restricted: r.Restricted, Conflict: conflict}
}

// Resolve gives the file in which a resident is now: itself, or the one it was merged into.
func Resolve(ctx context.Context, q db.Query, a access.Actor, id string) (string, error) {
	for range 10 { // each merge is of two living files, so the chain ends
		r, err := Find(ctx, q, a, id)
		if err != nil || r.MergedInto == "" {
			return r.ID, err
		}
		id = r.MergedInto
	}
	return "", fmt.Errorf("files are merged in a circle")
}

// SameAs gives the ids of every file that was merged into this one, itself first: under these, older records of the
// person are found. The nearest come first.
func SameAs(ctx context.Context, q db.Query, a access.Actor, id string) ([]string, error) {
	below, err := db.All(ctx, q, scanText, `with recursive same (id, depth) as (
		select id, 0 from resident where organisation_id = $1 and id = $2
		union select r.id, s.depth + 1 from resident r join same s on r.merged_into = s.id where r.organisation_id = $1)
		select id from same where id <> $2 order by depth, id`, a.Org, id)
	return append([]string{id}, below...), err
}

// Frame is what may be changed of the frame of a file.
type Frame struct {
	Team       string
	Restricted bool
	Ground     string
	ClosedOn   Day
}

// ChangeFrame changes the frame, unless somebody did so since the version that was read.
func ChangeFrame(ctx context.Context, tx db.Tx, a access.Actor, id string, version int64, f Frame) error {
	n, err := db.Exec(ctx, tx, `update resident set team_id = $4, restricted = $5, legal_ground = $6, closed_on = $7, version = version + 1
		where organisation_id = $1 and id = $2 and version = $3 and merged_into is null`,
		a.Org, id, version, orNull(f.Team), f.Restricted, f.Ground, orNull(string(f.ClosedOn)))
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, fault.Text{})
	}
	if db.IsForeignKey(err) {
		return fault.New(fault.NotFound, fault.Text{}).Because(err)
	}
	if err != nil {
		return err
	}
	return reorder(ctx, tx, a.Org, id)
}

// applyWho copies what lists and searches need of the block who.
func applyWho(ctx context.Context, tx db.Tx, org, id string, w Who) error {
	if _, err := db.Exec(ctx, tx, `update resident set given = $3, prefix = $4, family = $5, called = $6, sort_key = $7, birth_year = $8,
		birth_day = $9 where organisation_id = $1 and id = $2`, org, id, w.Given, w.Prefix, w.Family, w.Called, sortKey(w),
		year(w.BirthYear), orNull(string(w.BirthDay))); err != nil {
		return err
	}
	return reindex(ctx, tx, org, id)
}

// tidy takes the white space out and fills the year of a birth day.
func (w Who) tidy() Who {
	one := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	w.Given, w.Prefix, w.Family, w.Called = one(w.Given), one(w.Prefix), one(w.Family), one(w.Called)
	if w.BirthDay != "" {
		w.BirthYear = w.BirthDay.Year()
	}
	if w.Called == w.Given {
		w.Called = ""
	}
	return w
}

// sortKey is bounded, because an index holds it.
func sortKey(w Who) string {
	k := names.Fold(w.Family + " " + w.Given + " " + w.Called)
	if r := []rune(k); len(r) > 120 {
		k = string(r[:120])
	}
	return k
}

func orNull(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

func year(y int) sql.NullInt64 { return sql.NullInt64{Int64: int64(y), Valid: y != 0} }

func scanText(row db.Row) (s string, err error) { return s, row.Scan(&s) }

func scanInt(row db.Row) (n int64, err error) { return n, row.Scan(&n) }

// args numbers the arguments of a statement that is put together.
type args []any

// add gives the placeholder of a new argument.
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
