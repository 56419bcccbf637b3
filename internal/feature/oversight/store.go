package oversight

import (
	"context"
	"fmt"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// review is what somebody thought of something that stood out.
type review struct {
	ID, Week, Day, Worker, Code string
	SeenTo                      int64
	Outcome, By                 string
	At                          db.Instant
}

// check is a verification of the trail that was asked for.
type check struct {
	ID, Org, By                string
	Asked, Ended               db.Instant
	State                      string // asked, right, wrong, too_long, failed
	Lines, Heads, Findings, At int64
	Wrong                      string
}

func addReview(ctx context.Context, tx db.Tx, a access.Actor, v review) error {
	_, err := db.Exec(ctx, tx, `insert into oversight_review (organisation_id, id, week, day, worker_id, code, seen_to, outcome, reviewed_by, reviewed_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, a.Org, v.ID, v.Week, v.Day, v.Worker, v.Code, v.SeenTo, v.Outcome, a.ID, v.At)
	return err
}

// reviewsOf gives the reviews of a week, newest first.
func reviewsOf(ctx context.Context, q db.Query, a access.Actor, week string) ([]review, error) {
	return db.All(ctx, q, func(row db.Row) (v review, err error) {
		return v, row.Scan(&v.ID, &v.Week, &v.Day, &v.Worker, &v.Code, &v.SeenTo, &v.Outcome, &v.By, &v.At)
	}, `select id, week, day, worker_id, code, seen_to, outcome, reviewed_by, reviewed_at from oversight_review
		where organisation_id = $1 and week = $2 order by reviewed_at desc, id desc`, a.Org, week)
}

// reviewed counts, for each week since one, the things that somebody looked at.
func reviewed(ctx context.Context, q db.Query, a access.Actor, since string) (map[string]int, error) {
	type row struct {
		week string
		n    int
	}
	all, err := db.All(ctx, q, func(r db.Row) (w row, err error) { return w, r.Scan(&w.week, &w.n) },
		`select week, count(*) from (select distinct week, day, worker_id, code from oversight_review where organisation_id = $1 and week >= $2) v group by week`, a.Org, since)
	counts := make(map[string]int, len(all))
	for _, w := range all {
		counts[w.week] = w.n
	}
	return counts, err
}

func addCheck(ctx context.Context, tx db.Tx, c check) error {
	_, err := db.Exec(ctx, tx, `insert into oversight_check (organisation_id, id, asked_by, asked_at, ended_at, state, lines, heads, findings, first_line, first_wrong)
		values ($1, $2, $3, $4, null, 'asked', 0, 0, 0, 0, '')`, c.Org, c.ID, c.By, c.Asked)
	return err
}

func endCheck(ctx context.Context, tx db.Tx, c check) error {
	_, err := db.Exec(ctx, tx, `update oversight_check set ended_at = $3, state = $4, lines = $5, heads = $6, findings = $7, first_line = $8, first_wrong = $9
		where organisation_id = $1 and id = $2 and state = 'asked'`, c.Org, c.ID, c.Ended, c.State, c.Lines, c.Heads, c.Findings, c.At, c.Wrong)
	return err
}

// lastChecks gives the newest verifications, newest first.
func lastChecks(ctx context.Context, q db.Query, a access.Actor, limit int) ([]check, error) {
	return db.All(ctx, q, func(row db.Row) (c check, err error) {
		c.Org = a.Org
		return c, row.Scan(&c.ID, &c.By, &c.Asked, &c.Ended, &c.State, &c.Lines, &c.Heads, &c.Findings, &c.At, &c.Wrong)
	}, `select id, asked_by, asked_at, ended_at, state, lines, heads, findings, first_line, first_wrong from oversight_check
		where organisation_id = $1 order by asked_at desc, id desc limit $2`, a.Org, limit)
}

// Sweep throws away what was thought, and verifications, from before a moment: as long as the trail points at people.
func Sweep(ctx context.Context, tx db.Tx, org string, before db.Instant) error {
	for _, statement := range []string{`delete from oversight_review where organisation_id = $1 and reviewed_at < $2`,
		`delete from oversight_check where organisation_id = $1 and asked_at < $2`} {
		if _, err := db.Exec(ctx, tx, statement, org, before); err != nil {
			return fmt.Errorf("throwing away old reviews: %w", err)
		}
	}
	return nil
}
