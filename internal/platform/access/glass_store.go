package access

import (
	"context"

	"nabij/internal/platform/db"
)

const glassColumns = `id, worker_id, resident_id, reason, explanation, began_at, until_at, ended_at, review_by, reviewed_at,
	coalesce(reviewed_by, ''), coalesce(outcome, ''), coalesce(review_note, '')`

func scanGlass(row db.Row) (g Glass, err error) {
	return g, row.Scan(&g.ID, &g.Worker, &g.Resident, &g.Reason, &g.Explanation, &g.Began, &g.Until, &g.Ended, &g.ReviewBy, &g.Reviewed,
		&g.ReviewedBy, &g.Outcome, &g.ReviewNote)
}

func insertGlass(ctx context.Context, q db.Query, org string, g Glass) error {
	_, err := db.Exec(ctx, q, `insert into break_glass (id, organisation_id, worker_id, resident_id, reason, explanation, began_at, until_at, review_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, g.ID, org, g.Worker, g.Resident, g.Reason, g.Explanation, g.Began, g.Until, g.ReviewBy)
	return err
}

func findGlass(ctx context.Context, q db.Query, org, id string) (Glass, error) {
	return db.One(ctx, q, scanGlass, `select `+glassColumns+` from break_glass where organisation_id = $1 and id = $2`, org, id)
}

// listGlass gives what a worker opened of a resident since a moment, newest first.
func listGlass(ctx context.Context, q db.Query, org, worker, resident string, since db.Instant) ([]Glass, error) {
	return db.All(ctx, q, scanGlass, `select `+glassColumns+` from break_glass
		where organisation_id = $1 and worker_id = $2 and resident_id = $3 and began_at >= $4 order by began_at desc`, org, worker, resident, since)
}

func reviewGlass(ctx context.Context, q db.Query, org string, since db.Instant) ([]Glass, error) {
	return db.All(ctx, q, scanGlass, `select `+glassColumns+` from break_glass where organisation_id = $1 and (reviewed_at is null or began_at >= $2)
		order by case when reviewed_at is null then 0 else 1 end, began_at desc limit 500`, org, since)
}

// endGlass ends one open file of a worker, or with an empty id all of them.
func endGlass(ctx context.Context, q db.Query, org, worker, id string, now db.Instant) error {
	_, err := db.Exec(ctx, q, `update break_glass set ended_at = $4 where organisation_id = $1 and worker_id = $2 and ($3 = '' or id = $3)
		and ended_at is null and until_at > $4`, org, worker, id, now)
	return err
}

// endOverGlass writes down that what a worker opened is over, so that it does not open again when the clock is set back.
func endOverGlass(ctx context.Context, q db.Query, org, worker string, now db.Instant) error {
	_, err := db.Exec(ctx, q, `update break_glass set ended_at = until_at where organisation_id = $1 and worker_id = $2
		and ended_at is null and until_at <= $3`, org, worker, now)
	return err
}

func endGlassOf(ctx context.Context, q db.Query, org, worker, resident string, now db.Instant) error {
	_, err := db.Exec(ctx, q, `update break_glass set ended_at = $4 where organisation_id = $1 and worker_id = $2 and resident_id = $3
		and ended_at is null and until_at > $4`, org, worker, resident, now)
	return err
}

func putReview(ctx context.Context, q db.Query, org, id, by, outcome, note string, now db.Instant) (bool, error) {
	n, err := db.Exec(ctx, q, `update break_glass set reviewed_at = $3, reviewed_by = $4, outcome = $5, review_note = $6
		where organisation_id = $1 and id = $2 and reviewed_at is null`, org, id, now, by, outcome, note)
	return n == 1, err
}

func countTold(ctx context.Context, q db.Query, org, worker, about string) (int64, error) {
	return db.One(ctx, q, scanCount, `select count(*) from access_notice where organisation_id = $1 and worker_id = $2 and about = $3`, org, worker, about)
}

func insertMark(ctx context.Context, q db.Query, org, worker, resident, by string, now db.Instant) (bool, error) {
	n, err := db.Exec(ctx, q, `insert into conflict_mark (organisation_id, worker_id, resident_id, marked_by, marked_at) values ($1, $2, $3, $4, $5)
		on conflict (organisation_id, worker_id, resident_id) do nothing`, org, worker, resident, by, now)
	return n == 1, err
}

func deleteMark(ctx context.Context, q db.Query, org, worker, resident string) (bool, error) {
	n, err := db.Exec(ctx, q, `delete from conflict_mark where organisation_id = $1 and worker_id = $2 and resident_id = $3`, org, worker, resident)
	return n == 1, err
}

func countMark(ctx context.Context, q db.Query, org, worker, resident string) (int64, error) {
	return db.One(ctx, q, scanCount, `select count(*) from conflict_mark where organisation_id = $1 and worker_id = $2 and resident_id = $3`, org, worker, resident)
}

func listMarks(ctx context.Context, q db.Query, org, worker string) ([]string, error) {
	return db.All(ctx, q, scanText, `select resident_id from conflict_mark where organisation_id = $1 and worker_id = $2`, org, worker)
}

func listMarked(ctx context.Context, q db.Query, org, resident string) ([]ConflictMark, error) {
	return db.All(ctx, q, func(r db.Row) (m ConflictMark, err error) { return m, r.Scan(&m.Worker, &m.By, &m.At) },
		`select worker_id, marked_by, marked_at from conflict_mark where organisation_id = $1 and resident_id = $2 order by marked_at, worker_id`, org, resident)
}

// eraseResident takes away who knows a resident, and leaves of emergencies that they were: who, when and how they were
// judged, without the words about the resident.
func eraseResident(ctx context.Context, q db.Query, org, resident string) (int64, error) {
	marks, err := db.Exec(ctx, q, `delete from conflict_mark where organisation_id = $1 and resident_id = $2`, org, resident)
	if err != nil {
		return 0, err
	}
	words, err := db.Exec(ctx, q, `update break_glass set explanation = '–', review_note = case when review_note is null then null else '–' end
		where organisation_id = $1 and resident_id = $2`, org, resident)
	return marks + words, err
}
