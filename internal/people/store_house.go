package people

import (
	"context"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Place is a team, a neighbourhood or a target group: an id with a name.
type Place struct {
	ID, Name string
	ClosedOn Day
	Version  int64
}

// placeTables are the tables that hold a Place, by what they hold. Only these words ever stand in a statement.
var placeTables = map[string]string{"team": "team", "neighbourhood": "neighbourhood", "group": "target_group"}

// Places gives the teams, neighbourhoods or groups of the organisation, by name.
func Places(ctx context.Context, q db.Query, a access.Actor, kind string) ([]Place, error) {
	return db.All(ctx, q, func(row db.Row) (p Place, err error) { return p, row.Scan(&p.ID, &p.Name, &p.ClosedOn, &p.Version) },
		`select id, name, coalesce(closed_on, ''), version from `+placeTables[kind]+` where organisation_id = $1 order by name, id`, a.Org)
}

// AddPlace makes a team, neighbourhood or group.
func AddPlace(ctx context.Context, tx db.Tx, a access.Actor, kind, name string, at db.Instant) (string, error) {
	id := NewID(at.Time())
	n, err := db.Exec(ctx, tx, `insert into `+placeTables[kind]+` (organisation_id, id, name, version) values ($1, $2, $3, 1)
		on conflict (organisation_id, name) do nothing`, a.Org, id, name)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, fault.Say("Deze naam is er al.", "This name exists already."))
	}
	return id, err
}

// ChangePlace renames or closes a team, neighbourhood or group.
func ChangePlace(ctx context.Context, tx db.Tx, a access.Actor, kind string, p Place) error {
	n, err := db.Exec(ctx, tx, `update `+placeTables[kind]+` set name = $4, closed_on = $5, version = version + 1
		where organisation_id = $1 and id = $2 and version = $3`, a.Org, p.ID, p.Version, p.Name, orNull(string(p.ClosedOn)))
	if err == nil && n == 0 || db.IsUnique(err) {
		return fault.New(fault.Conflict, fault.Text{})
	}
	return err
}
