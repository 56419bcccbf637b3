package publishing

import (
	"context"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

const (
	// leftAfter is how long a run may be silent before another process takes it over.
	leftAfter = 60 * time.Second
	// mostTries is how often a run is begun before it is told to be interrupted.
	mostTries = 3
)

const selectRuns = `select organisation_id, id, version_id, task, leaving, checksum, state, done, total, open, same, other_reason, other_advice, cannot_tell,
	tries, started_by, started_at, beat_at, ended_at from pack_run `

func scanRun(row db.Row) (r Run, err error) {
	err = row.Scan(&r.Org, &r.ID, &r.VersionID, &r.Task, &r.Leaving, &r.Checksum, &r.State, &r.Done, &r.Total, &r.Impact.Open, &r.Impact.Same,
		&r.Impact.OtherReason, &r.Impact.OtherAdvice, &r.Impact.CannotTell, &r.Tries, &r.StartedBy, &r.StartedAt, &r.BeatAt, &r.EndedAt)
	return r, err
}

// addRun puts work in the queue, in the transaction of what it follows from.
func addRun(ctx context.Context, tx db.Tx, a access.Actor, r Run, at db.Instant) error {
	_, err := db.Exec(ctx, tx, `insert into pack_run (organisation_id, id, version_id, task, leaving, checksum, state, done, total, open, same, other_reason,
		other_advice, cannot_tell, tries, started_by, started_at, beat_at) values ($1, $2, $3, $4, $5, $6, 'waiting', 0, 0, 0, 0, 0, 0, 0, 0, $7, $8, $8)`,
		a.Org, r.ID, r.VersionID, r.Task, r.Leaving, r.Checksum, a.ID, at)
	return err
}

// lastRun gives the newest run of a sort about a version; the zero Run when there is none.
func lastRun(ctx context.Context, q db.Query, a access.Actor, version, task string) (Run, error) {
	all, err := db.All(ctx, q, scanRun, selectRuns+`where organisation_id = $1 and version_id = $2 and task = $3 order by started_at desc, id desc limit 1`, a.Org, version, task)
	if err != nil || len(all) == 0 {
		return Run{}, err
	}
	return all[0], nil
}

// claimRun takes a run that waits, or one whose process was silent for too long, of any organisation: work in the
// background is of the program. The zero Run means that there is nothing to do.
func claimRun(ctx context.Context, d *db.DB, now time.Time) (r Run, err error) {
	err = d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		all, err := db.All(ctx, tx, scanRun, selectRuns+`where state = 'waiting' or state = 'running' and beat_at < $1 order by started_at, id limit 1`,
			db.InstantOf(now.Add(-leftAfter)))
		if err != nil || len(all) == 0 {
			return err
		}
		next, state := all[0], "running"
		if next.Tries >= mostTries {
			state = "interrupted"
		}
		n, err := db.Exec(ctx, tx, `update pack_run set state = $4, tries = tries + 1, beat_at = $5, ended_at = $6 where organisation_id = $1 and id = $2 and beat_at = $3`,
			next.Org, next.ID, next.BeatAt, state, db.InstantOf(now), endedWhen(state == "interrupted", now))
		if err == nil && n == 1 { // otherwise another process was first
			next.State, next.Tries = state, next.Tries+1
			r = next
		}
		return err
	})
	return r, err
}

func endedWhen(over bool, now time.Time) db.Instant {
	if !over {
		return db.Instant{}
	}
	return db.InstantOf(now)
}

// beat says that a run goes on, and how far it is.
func beat(ctx context.Context, d *db.DB, r Run, done, total int, now time.Time) error {
	return d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, `update pack_run set done = $3, total = $4, beat_at = $5 where organisation_id = $1 and id = $2 and state = 'running' and tries = $6`,
			r.Org, r.ID, done, total, db.InstantOf(now), r.Tries)
		return err
	})
}

// letGo gives a run back, so that any process goes on with it.
func letGo(ctx context.Context, d *db.DB, r Run, now time.Time) error {
	return d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, `update pack_run set state = 'waiting', tries = tries - 1, beat_at = $3 where organisation_id = $1 and id = $2 and state = 'running' and tries = $4`,
			r.Org, r.ID, db.InstantOf(now), r.Tries)
		return err
	})
}

// endRun stores what came of it.
func endRun(ctx context.Context, d *db.DB, r Run, now time.Time) error {
	return d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, `update pack_run set state = $3, done = $4, total = $5, open = $6, same = $7, other_reason = $8, other_advice = $9, cannot_tell = $10, beat_at = $11, ended_at = $11
			where organisation_id = $1 and id = $2 and state = 'running' and tries = $12`, r.Org, r.ID, r.State, r.Done, r.Total,
			r.Impact.Open, r.Impact.Same, r.Impact.OtherReason, r.Impact.OtherAdvice, r.Impact.CannotTell, db.InstantOf(now), r.Tries)
		return err
	})
}
