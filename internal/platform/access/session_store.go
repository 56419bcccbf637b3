package access

import (
	"context"

	"nabij/internal/platform/db"
)

// Session is somebody signed in, in one browser.
type Session struct {
	Ref     string // by which the person's own list and the audit name it; no key to anything
	Device  string
	Created db.Instant
	Seen    db.Instant
	Strong  db.Instant
	Expires db.Instant
	Locked  bool // idle too long: a short re-entry is asked
	Current bool

	hash     string
	org      string
	worker   string
	lockedAt db.Instant
}

const sessionColumns = `token_hash, organisation_id, worker_id, device, created_at, seen_at, strong_at, locked_at, expires_at`

func scanSession(row db.Row) (s Session, err error) {
	err = row.Scan(&s.hash, &s.org, &s.worker, &s.Device, &s.Created, &s.Seen, &s.Strong, &s.lockedAt, &s.Expires)
	s.Ref, s.Locked = short(s.hash), !s.lockedAt.IsZero()
	return s, err
}

func findSession(ctx context.Context, q db.Query, tokenHash string) (Session, error) {
	return db.One(ctx, q, scanSession, `select `+sessionColumns+` from session where token_hash = $1`, tokenHash)
}

func listSessions(ctx context.Context, q db.Query, org, worker string) ([]Session, error) {
	return db.All(ctx, q, scanSession, `select `+sessionColumns+` from session where organisation_id = $1 and worker_id = $2 order by seen_at desc`, org, worker)
}

func insertSession(ctx context.Context, q db.Query, s Session) error {
	_, err := db.Exec(ctx, q, `insert into session (`+sessionColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		s.hash, s.org, s.worker, s.Device, s.Created, s.Seen, s.Strong, s.lockedAt, s.Expires)
	return err
}

func deleteSession(ctx context.Context, q db.Query, tokenHash string) (int64, error) {
	return db.Exec(ctx, q, `delete from session where token_hash = $1`, tokenHash)
}

func deleteOtherSessions(ctx context.Context, q db.Query, org, worker, keep string) (int64, error) {
	return db.Exec(ctx, q, `delete from session where organisation_id = $1 and worker_id = $2 and token_hash <> $3`, org, worker, keep)
}

func touchSession(ctx context.Context, q db.Query, tokenHash string, now db.Instant) error {
	_, err := db.Exec(ctx, q, `update session set seen_at = $2 where token_hash = $1 and locked_at is null and seen_at < $2`, tokenHash, now)
	return err
}

func lockSession(ctx context.Context, q db.Query, tokenHash string, now db.Instant) error {
	_, err := db.Exec(ctx, q, `update session set locked_at = $2 where token_hash = $1 and locked_at is null`, tokenHash, now)
	return err
}

// renewSession gives a session another token and opens it again. It tells whether the session was still there.
func renewSession(ctx context.Context, q db.Query, oldHash, newHash string, now, strong db.Instant) (bool, error) {
	n, err := db.Exec(ctx, q, `update session set token_hash = $2, seen_at = $3, strong_at = $4, locked_at = null where token_hash = $1`,
		oldHash, newHash, now, strong)
	return n == 1, err
}

func insertDevice(ctx context.Context, q db.Query, tokenHash, org, worker string, now, until db.Instant) error {
	_, err := db.Exec(ctx, q, `insert into known_device (token_hash, organisation_id, worker_id, created_at, expires_at) values ($1, $2, $3, $4, $5)
		on conflict (token_hash, worker_id) do update set expires_at = excluded.expires_at`, tokenHash, org, worker, now, until)
	return err
}

func knowsDevice(ctx context.Context, q db.Query, tokenHash, org, worker string, now db.Instant) (bool, error) {
	n, err := db.One(ctx, q, scanCount, `select count(*) from known_device where token_hash = $1 and organisation_id = $2 and worker_id = $3 and expires_at > $4`,
		tokenHash, org, worker, now)
	return n > 0, err
}

// sweep removes what is over, and gives how many rows that were.
func sweep(ctx context.Context, q db.Query, now, longAgo db.Instant, micros int64) (int64, error) {
	total := int64(0)
	for _, statement := range []struct {
		query string
		arg   any
	}{
		{`delete from session where expires_at <= $1`, now},
		{`delete from access_step where expires_at <= $1`, now},
		{`delete from known_device where expires_at <= $1`, now},
		{`delete from access_link where expires_at <= $1`, longAgo},
		{`delete from access_notice where seen_at <= $1`, longAgo},
		{`delete from role_request where expires_at <= $1`, now},
		{`delete from throttle where due <= $1`, micros},
	} {
		n, err := db.Exec(ctx, q, statement.query, statement.arg)
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}
