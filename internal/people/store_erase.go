package people

import (
	"context"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Eraser is a slice that keeps something about residents and erases it with the file. It gives the number of rows.
type Eraser interface {
	EraseResident(ctx context.Context, tx db.Tx, org, resident string) (int64, error)
}

// Due is a file whose term has passed.
type Due struct {
	Resident Resident
	From     Day
}

// DueForErasing gives closed files whose term has passed on a day.
func DueForErasing(ctx context.Context, q db.Query, a access.Actor, terms []Term, today Day) ([]Due, error) {
	type row struct {
		r       Resident
		changed db.Instant
	}
	all, err := db.All(ctx, q, func(in db.Row) (x row, err error) {
		mine := false
		err = in.Scan(append(x.r.targets(), &mine, &x.changed)...)
		x.r.Relation = relation(a, mine, x.r.Team)
		return x, err
	}, `select `+residentColumns+`, `+inCaseload+`, (select max(b.changed_at) from resident_block b where b.organisation_id = r.organisation_id and b.resident_id = r.id)
		from resident r where r.organisation_id = $1 and r.closed_on is not null and r.merged_into is null order by r.closed_on, r.id`, a.Org, a.ID)
	var out []Due
	for _, x := range all {
		changed := Day("")
		if !x.changed.IsZero() {
			changed = Day(x.changed.Time().Format("2006-01-02"))
		}
		if from := EraseFrom(terms, x.r.Ground, x.r.ClosedOn, changed); from != "" && from <= today {
			out = append(out, Due{x.r, from})
		}
	}
	return out, err
}

// eraseSteps deletes what is known of a resident, children before parents. A test compares the list with the schema, so
// that a table that is added later cannot be forgotten.
var eraseSteps = []string{
	`delete from resident_block_past where organisation_id = $1 and resident_id = $2`,
	`delete from resident_block where organisation_id = $1 and resident_id = $2`,
	`delete from resident_tag where organisation_id = $1 and resident_id = $2`,
	`delete from caseload where organisation_id = $1 and resident_id = $2`,
	`delete from resident_merge where organisation_id = $1 and (kept_id = $2 or dropped_id = $2)`,
	`delete from possible_double where organisation_id = $1 and (resident_id = $2 or other_id = $2)`,
	`delete from import_resident where organisation_id = $1 and resident_id = $2`,
	`delete from resident where organisation_id = $1 and id = $2`,
}

// Erase takes a file away, with every file that was merged into it, and leaves a tombstone that names nobody. Ground is
// term, request, mistake or import_undone. What other slices keep goes first.
func Erase(ctx context.Context, tx db.Tx, a access.Actor, id, ground string, at db.Instant, others ...Eraser) (int64, error) {
	frame, err := Find(ctx, tx, a, id)
	if err != nil {
		return 0, err
	}
	if frame.MergedInto != "" {
		return 0, fault.New(fault.Conflict, notAlive)
	}
	same, err := SameAs(ctx, tx, a, id)
	if err != nil {
		return 0, err
	}
	var total int64
	for i := len(same) - 1; i >= 0; i-- { // the file that the others point at goes last
		n, err := eraseOne(ctx, tx, a.Org, same[i], others)
		if err != nil {
			return 0, err
		}
		total += n
		if _, err := db.Exec(ctx, tx, `insert into resident_erased (organisation_id, resident_id, ground, legal_ground, closed_on, rows_erased, erased_at, erased_by)
			values ($1, $2, $3, $4, $5, $6, $7, $8)`, a.Org, same[i], ground, frame.Ground, orNull(string(frame.ClosedOn)), n, at, a.ID); err != nil {
			return 0, err
		}
	}
	return total, nil
}

func eraseOne(ctx context.Context, tx db.Tx, org, id string, others []Eraser) (total int64, err error) {
	for _, o := range others {
		n, err := o.EraseResident(ctx, tx, org, id)
		if err != nil {
			return 0, err
		}
		total += n
	}
	words, err := db.All(ctx, tx, scanText, `select word from resident_word where organisation_id = $1 and resident_id = $2`, org, id)
	if err != nil {
		return 0, err
	}
	if err := unlearn(ctx, tx, org, id, words); err != nil {
		return 0, err
	}
	// Files merged into this one that were merged further down are gone by now; the rest let go of it.
	for _, step := range eraseSteps {
		n, err := db.Exec(ctx, tx, step, org, id)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// Erased tells whether a file was erased, when and on what ground.
func Erased(ctx context.Context, q db.Query, a access.Actor, id string) (at db.Instant, ground string, err error) {
	type stone struct {
		at     db.Instant
		ground string
	}
	s, err := db.One(ctx, q, func(row db.Row) (s stone, err error) { return s, row.Scan(&s.at, &s.ground) },
		`select erased_at, ground from resident_erased where organisation_id = $1 and resident_id = $2`, a.Org, id)
	return s.at, s.ground, err
}
