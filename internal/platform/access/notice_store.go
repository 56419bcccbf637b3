package access

import (
	"context"

	"nabij/internal/platform/db"
)

func scanNotice(row db.Row) (n Notice, err error) {
	return n, row.Scan(&n.ID, &n.Kind, &n.About, &n.By, &n.At, &n.Seen)
}

func insertNotice(ctx context.Context, q db.Query, n Notice) error {
	_, err := db.Exec(ctx, q, `insert into access_notice (id, organisation_id, worker_id, kind, about, by_worker, created_at) values ($1, $2, $3, $4, $5, nullif($6, ''), $7)`,
		n.ID, n.org, n.worker, n.Kind, n.About, n.By, n.At)
	return err
}

func listNotices(ctx context.Context, q db.Query, org, worker string) ([]Notice, error) {
	return db.All(ctx, q, scanNotice, `select id, kind, about, coalesce(by_worker, ''), created_at, seen_at from access_notice
		where organisation_id = $1 and worker_id = $2 order by created_at desc, id desc limit 100`, org, worker)
}

func countNotices(ctx context.Context, q db.Query, org, worker, kind string) (int64, error) {
	return db.One(ctx, q, scanCount, `select count(*) from access_notice where organisation_id = $1 and worker_id = $2 and kind = $3 and seen_at is null`, org, worker, kind)
}

func countUnseen(ctx context.Context, q db.Query, org, worker string) (int64, error) {
	return db.One(ctx, q, scanCount, `select count(*) from access_notice where organisation_id = $1 and worker_id = $2 and seen_at is null`, org, worker)
}

func seenNotice(ctx context.Context, q db.Query, org, worker, id string, now db.Instant) error {
	_, err := db.Exec(ctx, q, `update access_notice set seen_at = $4 where organisation_id = $1 and worker_id = $2 and id = $3 and seen_at is null`, org, worker, id, now)
	return err
}

// withRole gives the active people with a role, of some teams when these are named.
func withRole(ctx context.Context, q db.Query, org string, role Role, teams ...string) ([]string, error) {
	all, err := db.All(ctx, q, scanText, `select w.id from worker w join worker_role r on r.worker_id = w.id
		where w.organisation_id = $1 and w.state = 'active' and r.role = $2 order by w.id`, org, role)
	if err != nil || len(teams) == 0 {
		return all, err
	}
	var some []string
	for _, id := range all {
		n := int64(0)
		for _, team := range teams {
			one, err := db.One(ctx, q, scanCount, `select count(*) from worker_team where organisation_id = $1 and worker_id = $2 and team_id = $3`, org, id, team)
			if err != nil {
				return nil, err
			}
			n += one
		}
		if n > 0 {
			some = append(some, id)
		}
	}
	return some, nil
}
