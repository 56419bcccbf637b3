package audit

import (
	"context"
	"fmt"
	"strings"

	"nabij/internal/platform/db"
)

const (
	insertWaiting = `insert into audit_waiting (organisation_id, id, body, mark, refused) values `
	takeWaiting   = `
		delete from audit_waiting where organisation_id = $1 and id in
			(select id from audit_waiting where organisation_id = $1 and not refused order by id limit $2)
		returning id, body, mark`
	anyWaiting     = `select count(*) from (select id from audit_waiting where organisation_id = $1 and not refused limit 1) w`
	waitsForNumber = `select count(*), coalesce(min(id), '') from audit_waiting where organisation_id = $1 and not refused`
	setApart       = `select count(*), coalesce(min(id), '') from audit_waiting where organisation_id = $1 and refused`
	waitingOrgs    = `select distinct organisation_id from audit_waiting where not refused`
	// One statement, so that a line is not seen to wait beside a log of a moment later.
	selectWaiting = `select w.id, w.body, w.mark, w.refused, coalesce(l.last_at, '') from audit_waiting w
		left join audit_log l on l.organisation_id = w.organisation_id where w.organisation_id = $1 order by w.id`
)

func (store) hold(ctx context.Context, tx db.Tx, all []waiting, refused bool) error {
	var v values
	for _, w := range all {
		v.add(w.org, w.id, w.body, w.mark, refused)
	}
	if err := v.insert(ctx, tx, insertWaiting); err != nil {
		return fmt.Errorf("storing audit lines: %w", err)
	}
	return nil
}

// takeWaiting takes out lines that wait; those that come in meanwhile stay. They are in no order.
func (store) takeWaiting(ctx context.Context, tx db.Tx, org string, limit int) ([]waiting, error) {
	return db.All(ctx, tx, func(r db.Row) (waiting, error) {
		w := waiting{org: org}
		return w, r.Scan(&w.id, &w.body, &w.mark)
	}, takeWaiting, org, limit)
}

func (store) anyWaiting(ctx context.Context, q db.Query, org string) (bool, error) {
	n, err := db.One(ctx, q, func(r db.Row) (n int64, err error) { return n, r.Scan(&n) }, anyWaiting, org)
	return n > 0, err
}

// countWaiting counts the lines that wait for their number, or those that were set apart, and gives the id of the oldest.
func (store) countWaiting(ctx context.Context, q db.Query, org, statement string) (n int64, oldest string, err error) {
	n, err = db.One(ctx, q, func(r db.Row) (n int64, err error) { return n, r.Scan(&n, &oldest) }, statement, org)
	return n, oldest, err
}

func (store) waitingOrgs(ctx context.Context, q db.Query) ([]string, error) {
	return db.All(ctx, q, func(r db.Row) (s string, err error) { return s, r.Scan(&s) }, waitingOrgs)
}

// held is a line that waits, as verification reads it.
type held struct {
	waiting
	refused bool
	last    string // the moment of the newest line with a number
}

func (store) allWaiting(ctx context.Context, q db.Query, org string) ([]held, error) {
	return db.All(ctx, q, func(r db.Row) (held, error) {
		h := held{waiting: waiting{org: org}}
		return h, r.Scan(&h.id, &h.body, &h.mark, &h.refused, &h.last)
	}, selectWaiting, org)
}

const (
	// Writing the row locks it on PostgreSQL. The same value is written again, so a row that was never there has to be
	// made here as well.
	lockLog = `insert into audit_log (organisation_id, size, last_at) values ($1, 0, '')
		on conflict (organisation_id) do update set size = audit_log.size returning size, last_at`
	unlockLog   = `update audit_log set size = $2, last_at = $3 where organisation_id = $1`
	selectSince = `select salt from audit_salt where organisation_id = $1 and seq > $2`
)

// lock gives the number of lines of an organisation and the moment of the last, and keeps others from adding any.
func (store) lock(ctx context.Context, tx db.Tx, org string) (size int64, last db.Instant, err error) {
	var text string
	size, err = db.One(ctx, tx, func(r db.Row) (n int64, err error) { return n, r.Scan(&n, &text) }, lockLog, org)
	if err == nil && strings.TrimSpace(text) != "" {
		last, err = instantOf(text)
	}
	return size, last, err
}

func (store) unlock(ctx context.Context, tx db.Tx, org string, size int64, last db.Instant) error {
	_, err := db.Exec(ctx, tx, unlockLog, org, size, last.String())
	return err
}

func (store) saltsSince(ctx context.Context, q db.Query, org string, since int64) (map[string]bool, error) {
	all := map[string]bool{}
	_, err := db.All(ctx, q, func(r db.Row) (struct{}, error) {
		var salt string
		err := r.Scan(&salt)
		all[salt] = true
		return struct{}{}, err
	}, selectSince, org, since)
	return all, err
}
