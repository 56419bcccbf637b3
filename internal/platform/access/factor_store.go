package access

import (
	"context"

	"nabij/internal/platform/db"
)

func findSeed(ctx context.Context, q db.Query, org, worker string) (string, error) {
	return db.One(ctx, q, scanText, `select secret from totp_factor where organisation_id = $1 and worker_id = $2`, org, worker)
}

func putSeed(ctx context.Context, q db.Query, org, worker, sealed string, lastStep int64, now db.Instant) error {
	_, err := db.Exec(ctx, q, `insert into totp_factor (worker_id, organisation_id, secret, last_step, created_at) values ($2, $1, $3, $4, $5)
		on conflict (worker_id) do update set secret = excluded.secret, last_step = excluded.last_step, created_at = excluded.created_at`,
		org, worker, sealed, lastStep, now)
	return err
}

// takeCode uses up the code of a step in time, and with it all earlier ones. Of many at the same time, one gets it.
func takeCode(ctx context.Context, q db.Query, org, worker string, at int64) (bool, error) {
	n, err := db.Exec(ctx, q, `update totp_factor set last_step = $3 where organisation_id = $1 and worker_id = $2 and last_step < $3`, org, worker, at)
	return n == 1, err
}

func putRecovery(ctx context.Context, q db.Query, org, worker string, hashes []string, now db.Instant) error {
	if _, err := db.Exec(ctx, q, `delete from recovery_code where organisation_id = $1 and worker_id = $2`, org, worker); err != nil {
		return err
	}
	for _, h := range hashes {
		if _, err := db.Exec(ctx, q, `insert into recovery_code (code_hash, organisation_id, worker_id, created_at) values ($1, $2, $3, $4)`, h, org, worker, now); err != nil {
			return err
		}
	}
	return nil
}

func takeRecovery(ctx context.Context, q db.Query, org, worker, codeHash string, now db.Instant) (bool, error) {
	n, err := db.Exec(ctx, q, `update recovery_code set used_at = $4 where organisation_id = $1 and worker_id = $2 and code_hash = $3 and used_at is null`,
		org, worker, codeHash, now)
	return n == 1, err
}

func countRecovery(ctx context.Context, q db.Query, org, worker string) (int64, error) {
	return db.One(ctx, q, scanCount, `select count(*) from recovery_code where organisation_id = $1 and worker_id = $2 and used_at is null`, org, worker)
}

// Passkey is a key on a device, as its owner's list shows it.
type Passkey struct {
	ID, Name      string
	Created, Used db.Instant
	credential    string
	org, worker   string
}

const passkeyColumns = `id, name, created_at, used_at, credential, organisation_id, worker_id`

func scanPasskey(row db.Row) (p Passkey, err error) {
	return p, row.Scan(&p.ID, &p.Name, &p.Created, &p.Used, &p.credential, &p.org, &p.worker)
}

func listPasskeys(ctx context.Context, q db.Query, org, worker string) ([]Passkey, error) {
	return db.All(ctx, q, scanPasskey, `select `+passkeyColumns+` from passkey where organisation_id = $1 and worker_id = $2 order by created_at`, org, worker)
}

func findPasskey(ctx context.Context, q db.Query, credentialID string) (Passkey, error) {
	return db.One(ctx, q, scanPasskey, `select `+passkeyColumns+` from passkey where credential_id = $1`, credentialID)
}

func insertPasskey(ctx context.Context, q db.Query, p Passkey, credentialID string) error {
	_, err := db.Exec(ctx, q, `insert into passkey (id, organisation_id, worker_id, credential_id, credential, name, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
		p.ID, p.org, p.worker, credentialID, p.credential, p.Name, p.Created)
	return err
}

// usePasskey keeps the new state of a key, unless another sign-in kept a newer one in the meantime.
func usePasskey(ctx context.Context, q db.Query, id, old, credential string, now db.Instant) (bool, error) {
	n, err := db.Exec(ctx, q, `update passkey set credential = $3, used_at = $4 where id = $1 and credential = $2`, id, old, credential, now)
	return n == 1, err
}

func deletePasskey(ctx context.Context, q db.Query, org, worker, id string) (bool, error) {
	n, err := db.Exec(ctx, q, `delete from passkey where organisation_id = $1 and worker_id = $2 and id = $3`, org, worker, id)
	return n == 1, err
}

func deletePasskeys(ctx context.Context, q db.Query, org, worker string) error {
	_, err := db.Exec(ctx, q, `delete from passkey where organisation_id = $1 and worker_id = $2`, org, worker)
	return err
}

// Linked is an account at an outside service.
type Linked struct {
	Issuer  string
	Created db.Instant
	subject string
	org     string
	worker  string
}

func scanLinked(row db.Row) (l Linked, err error) {
	return l, row.Scan(&l.Issuer, &l.subject, &l.org, &l.worker, &l.Created)
}

const linkedColumns = `issuer, subject, organisation_id, worker_id, created_at`

// findLinked finds who an outside account belongs to. The same outside account in two organisations is nobody.
func findLinked(ctx context.Context, q db.Query, issuer, subject string) (Linked, error) {
	return db.One(ctx, q, scanLinked, `select `+linkedColumns+` from outside_identity where issuer = $1 and subject = $2`, issuer, subject)
}

func listLinked(ctx context.Context, q db.Query, org, worker string) ([]Linked, error) {
	return db.All(ctx, q, scanLinked, `select `+linkedColumns+` from outside_identity where organisation_id = $1 and worker_id = $2 order by created_at`, org, worker)
}

func insertLinked(ctx context.Context, q db.Query, l Linked) error {
	_, err := db.Exec(ctx, q, `insert into outside_identity (issuer, subject, organisation_id, worker_id, created_at) values ($1, $2, $3, $4, $5)`,
		l.Issuer, l.subject, l.org, l.worker, l.Created)
	return err
}

func deleteLinked(ctx context.Context, q db.Query, org, worker, issuer string) (int64, error) {
	return db.Exec(ctx, q, `delete from outside_identity where organisation_id = $1 and worker_id = $2 and issuer = $3`, org, worker, issuer)
}
