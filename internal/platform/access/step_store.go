package access

import (
	"context"

	"nabij/internal/platform/db"
)

// The kinds of steps.
const (
	stepSecond   = "second"   // the password was right, a second factor is asked
	stepEnrol    = "enrol"    // an account is being set up from a link
	stepPasskey  = "passkey"  // a passkey was asked for, to sign in
	stepRegister = "register" // a passkey is being added
	stepProvider = "provider" // somebody was sent to an outside service
	stepFactor   = "factor"   // an authenticator app is being replaced
)

// step is somebody half way: it stands in the database and its token in a cookie.
type step struct {
	hash, org, worker, kind string
	data                    string
	expires                 db.Instant
}

func scanStep(row db.Row) (s step, err error) {
	return s, row.Scan(&s.hash, &s.org, &s.worker, &s.kind, &s.data, &s.expires)
}

const stepColumns = `token_hash, coalesce(organisation_id, ''), coalesce(worker_id, ''), kind, data, expires_at`

func insertStep(ctx context.Context, q db.Query, s step, now db.Instant) error {
	_, err := db.Exec(ctx, q, `insert into access_step (token_hash, organisation_id, worker_id, kind, data, created_at, expires_at)
		values ($1, nullif($2, ''), nullif($3, ''), $4, $5, $6, $7)`, s.hash, s.org, s.worker, s.kind, s.data, now, s.expires)
	return err
}

func findStep(ctx context.Context, q db.Query, tokenHash, kind string, now db.Instant) (step, error) {
	return db.One(ctx, q, scanStep, `select `+stepColumns+` from access_step where token_hash = $1 and kind = $2 and expires_at > $3`, tokenHash, kind, now)
}

// takeStep uses a step up: of many at the same time, one gets it.
func takeStep(ctx context.Context, q db.Query, tokenHash, kind string, now db.Instant) (step, error) {
	return db.One(ctx, q, scanStep, `delete from access_step where token_hash = $1 and kind = $2 and expires_at > $3 returning `+stepColumns, tokenHash, kind, now)
}

func updateStep(ctx context.Context, q db.Query, tokenHash, data string) (bool, error) {
	n, err := db.Exec(ctx, q, `update access_step set data = $2 where token_hash = $1`, tokenHash, data)
	return n == 1, err
}

func deleteSteps(ctx context.Context, q db.Query, kind string) error {
	_, err := db.Exec(ctx, q, `delete from access_step where kind = $1`, kind)
	return err
}

// link is something handed over that opens a door once.
type link struct {
	hash, org, purpose, worker, madeBy string
	expires                            db.Instant
}

func scanLink(row db.Row) (l link, err error) {
	return l, row.Scan(&l.hash, &l.org, &l.purpose, &l.worker, &l.madeBy, &l.expires)
}

const linkColumns = `token_hash, coalesce(organisation_id, ''), purpose, coalesce(worker_id, ''), coalesce(made_by, ''), expires_at`

func insertLink(ctx context.Context, q db.Query, l link, now db.Instant) error {
	_, err := db.Exec(ctx, q, `insert into access_link (token_hash, organisation_id, purpose, worker_id, made_by, created_at, expires_at)
		values ($1, nullif($2, ''), $3, nullif($4, ''), nullif($5, ''), $6, $7)`, l.hash, l.org, l.purpose, l.worker, l.madeBy, now, l.expires)
	return err
}

// takeLink uses a link up: of many at the same time, one gets it.
func takeLink(ctx context.Context, q db.Query, tokenHash string, setup bool, now db.Instant) (link, error) {
	return db.One(ctx, q, scanLink, `update access_link set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
		and (purpose = 'setup') = $3 returning `+linkColumns, tokenHash, now, setup)
}

func dropOverLink(ctx context.Context, q db.Query, tokenHash string, now db.Instant) error {
	_, err := db.Exec(ctx, q, `delete from access_link where token_hash = $1 and used_at is null and expires_at <= $2`, tokenHash, now)
	return err
}

// dropLinks takes back the links of a purpose that were not used.
func dropLinks(ctx context.Context, q db.Query, purpose, org, worker string) (int64, error) {
	return db.Exec(ctx, q, `delete from access_link where purpose = $1 and used_at is null
		and coalesce(organisation_id, '') = $2 and coalesce(worker_id, '') = $3`, purpose, org, worker)
}

// recentLink counts links of a purpose for somebody that this person made, used or not.
func recentLink(ctx context.Context, q db.Query, org, worker, madeBy, purpose string, since db.Instant) (int64, error) {
	return db.One(ctx, q, scanCount, `select count(*) from access_link where organisation_id = $1 and worker_id = $2 and made_by = $3
		and purpose = $4 and created_at > $5`, org, worker, madeBy, purpose, since)
}
