package people

import (
	"context"
	"slices"

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

// OpenPlaces gives the teams, neighbourhoods or groups that are not closed.
func OpenPlaces(ctx context.Context, q db.Query, a access.Actor, kind string) ([]Place, error) {
	all, err := Places(ctx, q, a, kind)
	return slices.DeleteFunc(all, func(p Place) bool { return p.ClosedOn != "" }), err
}

// FindPlace gives a team, neighbourhood or group by id.
func FindPlace(ctx context.Context, q db.Query, a access.Actor, kind, id string) (Place, error) {
	if !IsID(id) {
		return Place{}, fault.New(fault.NotFound, fault.Text{})
	}
	return db.One(ctx, q, func(row db.Row) (p Place, err error) { return p, row.Scan(&p.ID, &p.Name, &p.ClosedOn, &p.Version) },
		`select id, name, coalesce(closed_on, ''), version from `+placeTables[kind]+` where organisation_id = $1 and id = $2`, a.Org, id)
}

// Use tells how many workers and open files a team, neighbourhood or group has. Numbers and nobody's name: who keeps the
// list in order sees no file.
type Use struct{ Workers, Files int64 }

// placeUses are the questions behind Use, by what the place is.
var placeUses = map[string]string{
	"team": `select p.id, (select count(*) from worker_team w join worker x on x.organisation_id = w.organisation_id and x.id = w.worker_id
			where w.organisation_id = p.organisation_id and w.team_id = p.id and x.state <> 'left'),
		(select count(*) from resident r where r.organisation_id = p.organisation_id and r.team_id = p.id and r.closed_on is null and r.merged_into is null)
		from team p where p.organisation_id = $1`,
	"neighbourhood": `select p.id, 0, (select count(*) from resident r where r.organisation_id = p.organisation_id and r.neighbourhood_id = p.id
			and r.closed_on is null and r.merged_into is null)
		from neighbourhood p where p.organisation_id = $1`,
	"group": `select p.id, 0, (select count(*) from resident_tag t join resident r on r.organisation_id = t.organisation_id and r.id = t.resident_id
			where t.organisation_id = p.organisation_id and t.kind = 'group' and t.value = p.id and r.closed_on is null and r.merged_into is null)
		from target_group p where p.organisation_id = $1`,
}

// Uses gives the use of every team, neighbourhood or group, by id.
func Uses(ctx context.Context, q db.Query, a access.Actor, kind string) (map[string]Use, error) {
	type counted struct {
		id string
		Use
	}
	all, err := db.All(ctx, q, func(row db.Row) (c counted, err error) { return c, row.Scan(&c.id, &c.Workers, &c.Files) }, placeUses[kind], a.Org)
	out := map[string]Use{}
	for _, c := range all {
		out[c.id] = c.Use
	}
	return out, err
}

// Organisation is the house itself. Its row is made at the first start, before anybody can sign in.
type Organisation struct {
	ID, Name string
	Version  int64
}

// FindOrganisation gives the organisation of the actor.
func FindOrganisation(ctx context.Context, q db.Query, a access.Actor) (Organisation, error) {
	return db.One(ctx, q, func(row db.Row) (o Organisation, err error) { return o, row.Scan(&o.ID, &o.Name, &o.Version) },
		`select id, name, version from organisation where id = $1`, a.Org)
}

// Organisations gives the ids of all organisations of this database, for work that nobody asked for at that moment.
func Organisations(ctx context.Context, q db.Query) ([]string, error) {
	return db.All(ctx, q, scanText, `select id from organisation order by id`)
}

// RenameOrganisation gives the organisation another name, unless somebody did so since the version that was read.
func RenameOrganisation(ctx context.Context, tx db.Tx, a access.Actor, name string, version int64) error {
	n, err := db.Exec(ctx, tx, `update organisation set name = $3, version = version + 1 where id = $1 and version = $2`, a.Org, version, name)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, fault.Text{})
	}
	return err
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
