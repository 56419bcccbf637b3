package audit

import (
	"context"

	"nabij/internal/platform/db"
)

const (
	selectLeaves = `select leaf from audit_line where organisation_id = $1 and seq >= $2 and seq < $3 order by seq`
	selectTree   = `select hash from audit_tree where organisation_id = $1 and place >= $2 and place < $3 and level = $4 order by place`
	selectSize   = `select size from audit_log where organisation_id = $1`
	selectLogs   = `select organisation_id from audit_log order by organisation_id`
)

// size gives the number of lines of an organisation. Every line up to it is committed.
func (store) size(ctx context.Context, q db.Query, org string) (int64, error) {
	n, err := db.One(ctx, q, func(r db.Row) (n int64, err error) { return n, r.Scan(&n) }, selectSize, org)
	if db.IsNone(err) {
		return 0, nil
	}
	return n, err
}

// logs lists the organisations that have a log.
func (store) logs(ctx context.Context, q db.Query) ([]string, error) {
	return db.All(ctx, q, func(r db.Row) (s string, err error) { return s, r.Scan(&s) }, selectLogs)
}
