package access

import (
	"context"

	"nabij/internal/platform/db"
)

// The states of an account.
const (
	Invited   = "invited"
	Active    = "active"
	Suspended = "suspended"
	Left      = "left"
)

// Person is an account.
type Person struct {
	ID, Org, Login, Name, State string
	Roles                       []Role
	Teams                       []string
	Created, Ended              db.Instant
	Version                     int64
	passwordHash                string
}

const personColumns = `w.id, w.organisation_id, w.login, w.name, w.state, w.created_at, w.ended_at, w.version, coalesce(w.password_hash, '')`

func scanPerson(row db.Row) (p Person, err error) {
	return p, row.Scan(&p.ID, &p.Org, &p.Login, &p.Name, &p.State, &p.Created, &p.Ended, &p.Version, &p.passwordHash)
}

func scanText(row db.Row) (s string, err error) { return s, row.Scan(&s) }

func scanCount(row db.Row) (n int64, err error) { return n, row.Scan(&n) }

func findPerson(ctx context.Context, q db.Query, org, id string) (Person, error) {
	p, err := db.One(ctx, q, scanPerson, `select `+personColumns+` from worker w where w.organisation_id = $1 and w.id = $2`, org, id)
	if err != nil {
		return p, err
	}
	return withRoles(ctx, q, p)
}

// findByLogin finds who may sign in with a name. Somebody who left is not found. No organisation is the only one there is.
func findByLogin(ctx context.Context, q db.Query, organisation, login string) (Person, error) {
	p, err := db.One(ctx, q, scanPerson, `select `+personColumns+` from worker w join organisation o on o.id = w.organisation_id
		where w.login = $1 and w.state <> 'left'
		and (o.short_name = $2 or ($2 = '' and (select count(*) from organisation) = 1))`, foldLogin(login), organisation)
	if err != nil {
		return p, err
	}
	return withRoles(ctx, q, p)
}

func withRoles(ctx context.Context, q db.Query, p Person) (Person, error) {
	roles, err := db.All(ctx, q, scanText, `select role from worker_role where organisation_id = $1 and worker_id = $2`, p.Org, p.ID)
	if err != nil {
		return p, err
	}
	p.Roles = inOrder(roles)
	p.Teams, err = db.All(ctx, q, scanText, `select team_id from worker_team where organisation_id = $1 and worker_id = $2 order by team_id`, p.Org, p.ID)
	return p, err
}

// inOrder gives roles in the order of screens.
func inOrder(names []string) []Role {
	var all []Role
	for _, r := range Roles {
		for _, n := range names {
			if n == string(r) {
				all = append(all, r)
			}
		}
	}
	return all
}

func listPersons(ctx context.Context, q db.Query, org string) ([]Person, error) {
	all, err := db.All(ctx, q, scanPerson, `select `+personColumns+` from worker w where w.organisation_id = $1`, org)
	if err != nil {
		return nil, err
	}
	type pair struct{ id, value string }
	scan := func(row db.Row) (p pair, err error) { return p, row.Scan(&p.id, &p.value) }
	roles, err := db.All(ctx, q, scan, `select worker_id, role from worker_role where organisation_id = $1`, org)
	if err != nil {
		return nil, err
	}
	teams, err := db.All(ctx, q, scan, `select worker_id, team_id from worker_team where organisation_id = $1 order by team_id`, org)
	if err != nil {
		return nil, err
	}
	r, t := map[string][]string{}, map[string][]string{}
	for _, p := range roles {
		r[p.id] = append(r[p.id], p.value)
	}
	for _, p := range teams {
		t[p.id] = append(t[p.id], p.value)
	}
	for i, p := range all {
		all[i].Roles, all[i].Teams = inOrder(r[p.ID]), t[p.ID]
	}
	return all, nil
}

func insertOrganisation(ctx context.Context, q db.Query, id, name, short string, now db.Instant) error {
	_, err := db.Exec(ctx, q, `insert into organisation (id, name, short_name, created_at, version) values ($1, $2, $3, $4, 1)`, id, name, short, now)
	return err
}

func countOrganisations(ctx context.Context, q db.Query) (int64, error) {
	return db.One(ctx, q, scanCount, `select count(*) from organisation`)
}

func organisationName(ctx context.Context, q db.Query, org string) (string, error) {
	return db.One(ctx, q, scanText, `select name from organisation where id = $1`, org)
}

func insertPerson(ctx context.Context, q db.Query, p Person, now db.Instant) error {
	_, err := db.Exec(ctx, q, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ($1, $2, $3, $4, $5, $6, 1)`,
		p.ID, p.Org, p.Login, p.Name, p.State, now)
	if err != nil {
		return err
	}
	if err := putRoles(ctx, q, p.Org, p.ID, p.Roles); err != nil {
		return err
	}
	return putTeams(ctx, q, p.Org, p.ID, p.Teams)
}

func putRoles(ctx context.Context, q db.Query, org, id string, roles []Role) error {
	if _, err := db.Exec(ctx, q, `delete from worker_role where organisation_id = $1 and worker_id = $2`, org, id); err != nil {
		return err
	}
	for _, r := range roles {
		if _, err := db.Exec(ctx, q, `insert into worker_role (organisation_id, worker_id, role) values ($1, $2, $3)`, org, id, r); err != nil {
			return err
		}
	}
	return nil
}

func putTeams(ctx context.Context, q db.Query, org, id string, teams []string) error {
	if _, err := db.Exec(ctx, q, `delete from worker_team where organisation_id = $1 and worker_id = $2`, org, id); err != nil {
		return err
	}
	for _, t := range teams {
		if _, err := db.Exec(ctx, q, `insert into worker_team (organisation_id, worker_id, team_id) values ($1, $2, $3)
			on conflict (worker_id, team_id) do nothing`, org, id, t); err != nil {
			return err
		}
	}
	return nil
}

// setState moves an account from one of some states to another, and tells whether it was in one of them.
func setState(ctx context.Context, q db.Query, org, id, to string, ended db.Instant, version int64) (bool, error) {
	n, err := db.Exec(ctx, q, `update worker set state = $3, ended_at = $4, version = version + 1
		where organisation_id = $1 and id = $2 and version = $5`, org, id, to, ended, version)
	return n == 1, err
}

func bumpPerson(ctx context.Context, q db.Query, org, id string, version int64) (bool, error) {
	n, err := db.Exec(ctx, q, `update worker set version = version + 1 where organisation_id = $1 and id = $2 and version = $3`, org, id, version)
	return n == 1, err
}

func setPassword(ctx context.Context, q db.Query, org, id, hash string, now db.Instant) error {
	_, err := db.Exec(ctx, q, `update worker set password_hash = $3, password_at = $4 where organisation_id = $1 and id = $2`, org, id, hash, now)
	return err
}

// countWith counts the active people with a role.
func countWith(ctx context.Context, q db.Query, org string, role Role) (int64, error) {
	return db.One(ctx, q, scanCount, `select count(*) from worker w join worker_role r on r.worker_id = w.id
		where w.organisation_id = $1 and w.state = 'active' and r.role = $2`, org, role)
}

// endAll ends everything by which somebody could come in or be half way in.
func endAll(ctx context.Context, q db.Query, org, id string) error {
	for _, statement := range []string{
		`delete from session where organisation_id = $1 and worker_id = $2`,
		`delete from access_step where organisation_id = $1 and worker_id = $2`,
		`delete from known_device where organisation_id = $1 and worker_id = $2`,
		`delete from access_link where organisation_id = $1 and worker_id = $2 and used_at is null`,
	} {
		if _, err := db.Exec(ctx, q, statement, org, id); err != nil {
			return err
		}
	}
	return nil
}

// forgetProofs removes what somebody proved themselves with, for good.
func forgetProofs(ctx context.Context, q db.Query, org, id string) error {
	for _, statement := range []string{
		`delete from totp_factor where organisation_id = $1 and worker_id = $2`,
		`delete from recovery_code where organisation_id = $1 and worker_id = $2`,
		`delete from passkey where organisation_id = $1 and worker_id = $2`,
		`delete from outside_identity where organisation_id = $1 and worker_id = $2`,
		`update worker set password_hash = null where organisation_id = $1 and id = $2`,
	} {
		if _, err := db.Exec(ctx, q, statement, org, id); err != nil {
			return err
		}
	}
	return nil
}

// listHeld lists sign-in names with their organisation; an organisation without anybody has one line with an empty name.
func listHeld(ctx context.Context, q db.Query) ([]Holds, error) {
	return db.All(ctx, q, func(row db.Row) (h Holds, err error) { return h, row.Scan(&h.Organisation, &h.Login) },
		`select o.name, coalesce(w.login, '') from organisation o left join worker w on w.organisation_id = o.id order by o.id, w.login`)
}
