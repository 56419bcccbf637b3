package publishing

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/usecase"
)

const selectVersions = `select v.id, v.pack_id, v.pack_version, v.kind, v.based_on, v.state, v.checksum, v.created_by, v.created_at, v.changed_at,
	v.proposed_by, v.released_by, v.released_at, v.release_number, v.withdrawn_number, v.withdrawn_at, v.version, c.name, p.name, r.name
	from pack_version v join worker c on c.id = v.created_by left join worker p on p.id = v.proposed_by left join worker r on r.id = v.released_by
	where v.organisation_id = $1 `

func scanVersion(org string) func(db.Row) (Version, error) {
	return func(row db.Row) (Version, error) {
		v := Version{Org: org}
		var proposed, released, proposedName, releasedName sql.NullString
		var number, withdrawn sql.NullInt64
		err := row.Scan(&v.ID, &v.Pack, &v.Number, &v.Kind, &v.BasedOn, &v.State, &v.Checksum, &v.CreatedBy, &v.CreatedAt, &v.ChangedAt,
			&proposed, &released, &v.ReleasedAt, &number, &withdrawn, &v.WithdrawnAt, &v.Version, &v.CreatedByName, &proposedName, &releasedName)
		v.ProposedBy, v.ReleasedBy, v.ReleaseNumber, v.WithdrawnNumber = proposed.String, released.String, number.Int64, withdrawn.Int64
		v.ProposedByName, v.ReleasedByName = proposedName.String, releasedName.String
		return v, err
	}
}

func scanText(row db.Row) (s string, err error) { return s, row.Scan(&s) }

func scanCount(row db.Row) (n int64, err error) { return n, row.Scan(&n) }

// findVersion finds one version of the actor's organisation, with who wrote at it.
func findVersion(ctx context.Context, q db.Query, a access.Actor, id string) (Version, error) {
	if !usecase.IsID(id) {
		return Version{}, fault.New(fault.NotFound, fault.Text{})
	}
	v, err := db.One(ctx, q, scanVersion(a.Org), selectVersions+`and v.id = $2`, a.Org, id)
	if err != nil {
		return v, err
	}
	v.Authors, err = db.All(ctx, q, scanText, `select worker_id from pack_author where organisation_id = $1 and version_id = $2 order by worker_id`, a.Org, id)
	return v, err
}

// listVersions gives the versions of an organisation, of one pack or of all, newest first.
func listVersions(ctx context.Context, q db.Query, a access.Actor, pack string) ([]Version, error) {
	return db.All(ctx, q, scanVersion(a.Org), selectVersions+`and (cast($2 as text) = '' or v.pack_id = $2) order by v.created_at desc, v.id desc`, a.Org, pack)
}

// addVersion stores a new draft with its files and its first author.
func addVersion(ctx context.Context, tx db.Tx, a access.Actor, v Version, files []File, at db.Instant) error {
	if _, err := db.Exec(ctx, tx, `insert into pack_version (organisation_id, id, pack_id, pack_version, kind, based_on, state, checksum, created_by, created_at, changed_at, version)
		values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, $9, 1)`, a.Org, v.ID, v.Pack, v.Number, v.Kind, v.BasedOn, v.Checksum, a.ID, at); err != nil {
		return err
	}
	for _, f := range files {
		if err := putFile(ctx, tx, a, v.ID, f.Name, f.Body, 0); err != nil {
			return err
		}
	}
	return addAuthor(ctx, tx, a, v.ID)
}

func addAuthor(ctx context.Context, tx db.Tx, a access.Actor, version string) error {
	_, err := db.Exec(ctx, tx, `insert into pack_author (organisation_id, version_id, worker_id) values ($1, $2, $3)
		on conflict (organisation_id, version_id, worker_id) do nothing`, a.Org, version, a.ID)
	return err
}

// hold makes writers of one draft wait for each other, before anything of it is read: who reads the other files to reckon
// the checksum must see what somebody else stored at the same moment.
func hold(ctx context.Context, tx db.Tx, a access.Actor, id string) error {
	_, err := db.Exec(ctx, tx, `update pack_version set version = version where organisation_id = $1 and id = $2`, a.Org, id)
	return err
}

// touch raises the version of a draft and stores what its header says now. Only a draft has its text changed.
func touch(ctx context.Context, tx db.Tx, a access.Actor, v Version, at db.Instant) error {
	n, err := db.Exec(ctx, tx, `update pack_version set pack_id = $3, pack_version = $4, kind = $5, checksum = $6, changed_at = $7, version = version + 1
		where organisation_id = $1 and id = $2 and state = 'draft'`, a.Org, v.ID, v.Pack, v.Number, v.Kind, v.Checksum, at)
	if err == nil && n == 0 {
		err = errState
	}
	return err
}

// propose asks for release. Who wrote and who proposed cannot release it later.
func propose(ctx context.Context, tx db.Tx, a access.Actor, v Version) error {
	return step(ctx, tx, `update pack_version set state = 'proposed', proposed_by = $4, version = version + 1
		where organisation_id = $1 and id = $2 and version = $3 and state = 'draft'`, a.Org, v.ID, v.Version, a.ID)
}

// sendBack makes it a draft again.
func sendBack(ctx context.Context, tx db.Tx, a access.Actor, v Version) error {
	return step(ctx, tx, `update pack_version set state = 'draft', proposed_by = null, version = version + 1
		where organisation_id = $1 and id = $2 and version = $3 and state = 'proposed'`, a.Org, v.ID, v.Version)
}

// release puts a version in force, by a second person: the statement itself looks that this is nobody who wrote at it or
// proposed it, whatever was asked before.
func release(ctx context.Context, tx db.Tx, a access.Actor, v Version, at db.Instant) (int64, error) {
	own, err := db.One(ctx, tx, scanCount, `select count(*) from pack_version v where v.organisation_id = $1 and v.id = $2 and (v.created_by = $3 or v.proposed_by = $3
		or exists (select 1 from pack_author w where w.organisation_id = v.organisation_id and w.version_id = v.id and w.worker_id = $3))`, a.Org, v.ID, a.ID)
	if err != nil {
		return 0, err
	}
	if own > 0 {
		return 0, errOwn
	}
	number, err := nextNumber(ctx, tx, a)
	if err != nil {
		return 0, err
	}
	return number, step(ctx, tx, `update pack_version set state = 'released', released_by = $4, released_at = $5, release_number = $6, version = version + 1
		where organisation_id = $1 and id = $2 and version = $3 and state = 'proposed' and created_by <> $4 and proposed_by <> $4
		and not exists (select 1 from pack_author w where w.organisation_id = $1 and w.version_id = $2 and w.worker_id = $4)`,
		a.Org, v.ID, v.Version, a.ID, at, number)
}

// withdraw gives a draft or a proposal up, or takes a version out of force. Nothing is deleted.
func withdraw(ctx context.Context, tx db.Tx, a access.Actor, v Version, at db.Instant) error {
	if v.State != Released {
		return step(ctx, tx, `update pack_version set state = 'withdrawn', withdrawn_at = $4, version = version + 1
			where organisation_id = $1 and id = $2 and version = $3 and state in ('draft', 'proposed')`, a.Org, v.ID, v.Version, at)
	}
	number, err := nextNumber(ctx, tx, a)
	if err != nil {
		return err
	}
	return step(ctx, tx, `update pack_version set state = 'withdrawn', withdrawn_number = $4, withdrawn_at = $5, version = version + 1
		where organisation_id = $1 and id = $2 and version = $3 and state = 'released'`, a.Org, v.ID, v.Version, number, at)
}

func step(ctx context.Context, tx db.Tx, statement string, args ...any) error {
	n, err := db.Exec(ctx, tx, statement, args...)
	if err == nil && n == 0 {
		err = errStale
	}
	return err
}

// nextNumber counts the releases of an organisation. Two releases at one moment pass here one by one.
func nextNumber(ctx context.Context, tx db.Tx, a access.Actor) (int64, error) {
	return db.One(ctx, tx, scanCount, `insert into pack_release (organisation_id, number) values ($1, 1)
		on conflict (organisation_id) do update set number = pack_release.number + 1 returning number`, a.Org)
}

// releaseNumber is 0 for an organisation that never released anything.
func releaseNumber(ctx context.Context, q db.Query, org string) (int64, error) {
	n, err := db.One(ctx, q, scanCount, `select number from pack_release where organisation_id = $1`, org)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

// inForce gives the versions that are in force, in the order in which they were released.
func inForce(ctx context.Context, q db.Query, org string) ([]Version, error) {
	return db.All(ctx, q, scanVersion(org), selectVersions+`and v.state = 'released' order by v.release_number`, org)
}

// everReleased gives the versions that were in force at some time, for their checksums.
func everReleased(ctx context.Context, q db.Query, org string) ([]Version, error) {
	return db.All(ctx, q, scanVersion(org), selectVersions+`and v.release_number is not null order by v.release_number`, org)
}

// organisations gives those that released something.
func organisations(ctx context.Context, q db.Query) ([]string, error) {
	return db.All(ctx, q, scanText, `select organisation_id from pack_release order by organisation_id`)
}

// onlyOrganisation gives the organisation when there is exactly one, and "" otherwise.
func onlyOrganisation(ctx context.Context, q db.Query) (string, error) {
	all, err := db.All(ctx, q, scanText, `select id from organisation order by id limit 2`)
	if err != nil || len(all) != 1 {
		return "", err
	}
	return all[0], nil
}

// addAct writes down what happened to a version.
func addAct(ctx context.Context, tx db.Tx, a access.Actor, id, version, act, words string, at db.Instant) error {
	_, err := db.Exec(ctx, tx, `insert into pack_act (organisation_id, id, version_id, act, words, done_by, done_at) values ($1, $2, $3, $4, $5, $6, $7)`,
		a.Org, id, version, act, words, a.ID, at)
	return err
}

func listActs(ctx context.Context, q db.Query, a access.Actor, version string) ([]Act, error) {
	return db.All(ctx, q, func(row db.Row) (x Act, err error) { return x, row.Scan(&x.Act, &x.Words, &x.By, &x.At) },
		`select a.act, a.words, w.name, a.done_at from pack_act a join worker w on w.id = a.done_by
		where a.organisation_id = $1 and a.version_id = $2 order by a.done_at, a.id`, a.Org, version)
}

// putConsulted writes down whether somebody was consulted.
func putConsulted(ctx context.Context, tx db.Tx, a access.Actor, version string, c Consulted) error {
	var day any
	if c.Asked {
		day = c.Day
	}
	_, err := db.Exec(ctx, tx, `insert into pack_consulted (organisation_id, version_id, party, asked, words, asked_on, written_by) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (organisation_id, version_id, party) do update set asked = excluded.asked, words = excluded.words, asked_on = excluded.asked_on, written_by = excluded.written_by`,
		a.Org, version, c.Party, c.Asked, c.Words, day, a.ID)
	return err
}

func listConsulted(ctx context.Context, q db.Query, a access.Actor, version string) ([]Consulted, error) {
	return db.All(ctx, q, func(row db.Row) (Consulted, error) {
		c := Consulted{Said: true}
		var day sql.NullString
		err := row.Scan(&c.Party, &c.Asked, &c.Words, &day)
		c.Day = day.String
		return c, err
	}, `select party, asked, words, asked_on from pack_consulted where organisation_id = $1 and version_id = $2 order by party`, a.Org, version)
}

// Numbers gives the versions of a pack of the actor's organisation, newest first: those that are in force or still being
// written.
func (f *Feature) Numbers(ctx context.Context, q db.Query, a access.Actor, pack string) ([]string, error) {
	all, err := listVersions(ctx, q, a, pack)
	var out []string
	for _, v := range all {
		if v.State != Withdrawn && !slices.Contains(out, v.Number) {
			out = append(out, v.Number)
		}
	}
	return out, err
}
