package people

import (
	"context"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Assigned is a worker who has, or had, a resident in their caseload.
type Assigned struct {
	ID, Worker, Name string
	From, Until      Day
}

// Caseload gives who works with a resident now and before, those of now first.
func Caseload(ctx context.Context, q db.Query, a access.Actor, id string) ([]Assigned, error) {
	return db.All(ctx, q, func(row db.Row) (c Assigned, err error) {
		return c, row.Scan(&c.ID, &c.Worker, &c.Name, &c.From, &c.Until)
	}, `select c.id, c.worker_id, w.name, c.from_day, coalesce(c.until_day, '') from caseload c
		join worker w on w.organisation_id = c.organisation_id and w.id = c.worker_id
		where c.organisation_id = $1 and c.resident_id = $2 order by c.until_day desc nulls first, c.from_day desc, c.id`, a.Org, id)
}

// Assign puts a resident into a worker's caseload. The worker must be of the organisation and able to work; who has the
// resident already keeps them.
func Assign(ctx context.Context, tx db.Tx, a access.Actor, id, worker string, at db.Instant, today Day) error {
	there, err := db.All(ctx, tx, scanText, `select id from worker where organisation_id = $1 and id = $2 and state in ('active', 'invited')`, a.Org, worker)
	if err != nil {
		return err
	}
	if len(there) == 0 {
		return fault.New(fault.Invalid, fault.Text{}).At("worker", fault.Say("Kies een collega die hier werkt.", "Choose a colleague who works here."))
	}
	_, err = db.Exec(ctx, tx, `insert into caseload (organisation_id, id, resident_id, worker_id, from_day) values ($1, $2, $3, $4, $5)
		on conflict (organisation_id, resident_id, worker_id) where until_day is null do nothing`, a.Org, NewID(at.Time()), id, worker, string(today))
	if db.IsForeignKey(err) {
		return fault.New(fault.NotFound, fault.Text{}).Because(err)
	}
	return err
}

// Release takes a resident out of a worker's caseload. From that moment the relation is gone.
func Release(ctx context.Context, tx db.Tx, a access.Actor, id, worker string, today Day) error {
	_, err := db.Exec(ctx, tx, `update caseload set until_day = $4 where organisation_id = $1 and resident_id = $2 and worker_id = $3 and until_day is null`,
		a.Org, id, worker, string(today))
	return err
}

// ReleaseAll ends the whole caseload of a worker who leaves, and gives the residents who have nobody left.
func ReleaseAll(ctx context.Context, tx db.Tx, a access.Actor, worker string, today Day) ([]string, error) {
	mine, err := db.All(ctx, tx, scanText, `select resident_id from caseload where organisation_id = $1 and worker_id = $2 and until_day is null`, a.Org, worker)
	if err != nil {
		return nil, err
	}
	if _, err := db.Exec(ctx, tx, `update caseload set until_day = $3 where organisation_id = $1 and worker_id = $2 and until_day is null`, a.Org, worker, string(today)); err != nil {
		return nil, err
	}
	var alone []string
	for _, id := range mine {
		left, err := db.All(ctx, tx, scanText, `select worker_id from caseload where organisation_id = $1 and resident_id = $2 and until_day is null limit 1`, a.Org, id)
		if err != nil {
			return nil, err
		}
		if len(left) == 0 {
			alone = append(alone, id)
		}
	}
	return alone, nil
}

// Colleague is a worker to choose from.
type Colleague struct{ ID, Name string }

// Colleagues gives the workers of some teams of the organisation.
func Colleagues(ctx context.Context, q db.Query, a access.Actor, teams []string) ([]Colleague, error) {
	in := args{a.Org}
	return db.All(ctx, q, func(row db.Row) (c Colleague, err error) { return c, row.Scan(&c.ID, &c.Name) },
		`select w.id, w.name from (select distinct t.worker_id as id from worker_team t where t.organisation_id = $1 and t.team_id in `+in.in(teams)+`) c
		cross join worker w where w.id = c.id and w.organisation_id = $1 and w.state = 'active' order by w.name, w.id`, in...)
}
