package access

import (
	"context"
	"strings"

	"nabij/internal/platform/db"
)

func scanRoleRequest(row db.Row) (r RoleRequest, err error) {
	roles := ""
	err = row.Scan(&r.Worker, &r.org, &roles, &r.version, &r.AskedBy, &r.Asked, &r.Until)
	r.Roles = inOrder(strings.Fields(roles))
	return r, err
}

func findRoleRequest(ctx context.Context, q db.Query, org, worker string, now db.Instant) (RoleRequest, error) {
	return db.One(ctx, q, scanRoleRequest, `select worker_id, organisation_id, roles, version, asked_by, asked_at, expires_at from role_request
		where organisation_id = $1 and worker_id = $2 and expires_at > $3`, org, worker, now)
}

func putRoleRequest(ctx context.Context, q db.Query, r RoleRequest) error {
	if _, err := dropRoleRequest(ctx, q, r.org, r.Worker); err != nil {
		return err
	}
	_, err := db.Exec(ctx, q, `insert into role_request (worker_id, organisation_id, roles, version, asked_by, asked_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)`,
		r.Worker, r.org, strings.ReplaceAll(rolesCode(r.Roles), ",", " "), r.version, r.AskedBy, r.Asked, r.Until)
	return err
}

func dropRoleRequest(ctx context.Context, q db.Query, org, worker string) (int64, error) {
	return db.Exec(ctx, q, `delete from role_request where organisation_id = $1 and worker_id = $2`, org, worker)
}

func countOtherAdministrators(ctx context.Context, q db.Query, org, worker string) (int64, error) {
	return db.One(ctx, q, scanCount, `select count(*) from worker w join worker_role r on r.worker_id = w.id
		where w.organisation_id = $1 and w.id <> $2 and w.state in ('active', 'suspended') and r.role = 'administrator'`, org, worker)
}
