package audit

import (
	"context"
	"database/sql"
	"strconv"

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

// selectWhole gives lines with everything that is hashed. One statement for all three tables: so a line is never seen
// half forgotten.
const selectWhole = `
	select l.seq, l.at, l.behind, l.event, l.role, l.device, l.address, l.kind, l.outcome, l.detail, l.version, l.sealed, l.leaf, l.mark,
		l.actor_id, l.behalf_of, l.session, l.object_id, l.ground, l.request, s.salt, r.resident_id
	from audit_line l
	left join audit_salt s on s.organisation_id = l.organisation_id and s.seq = l.seq
	left join audit_resident r on r.organisation_id = l.organisation_id and r.seq = l.seq
	where l.organisation_id = $1 and l.seq >= $2 and l.seq < $3
	order by l.seq, r.place nulls first`

// Where the columns of selectWhole are.
const (
	wholeSeq = iota
	wholeAt
	wholeBehind
	wholeEvent
	wholeRole
	wholeDevice
	wholeAddress
	wholeKind
	wholeOutcome
	wholeDetail
	wholeVersion
	wholeSealed
	wholeLeaf
	wholeMark
	wholeActor
	wholeBehalf
	wholeSession
	wholeObject
	wholeGround
	wholeRequest
	wholeSalt
	wholeResident
	wholeColumns
)

// whole calls each for every row of lines from, up to but not including to. What is given is only valid in the call.
func (store) whole(ctx context.Context, q db.Query, org string, from, to int64, each func(columns []sql.RawBytes) error) error {
	columns := make([]sql.RawBytes, wholeColumns)
	into := make([]any, wholeColumns)
	for i := range columns {
		into[i] = &columns[i]
	}
	_, err := db.All(ctx, q, func(r db.Row) (struct{}, error) {
		if err := r.Scan(into...); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, each(columns)
	}, selectWhole, org, from, to)
	return err
}

const selectTreeAll = `select level, place, hash from audit_tree where organisation_id = $1 order by level, place`

// treeAll gives every stored hash of the tree, by band and place.
func (store) treeAll(ctx context.Context, q db.Query, org string) (map[[2]int64]string, error) {
	all := map[[2]int64]string{}
	_, err := db.All(ctx, q, func(r db.Row) (struct{}, error) {
		var at [2]int64
		var hash string
		err := r.Scan(&at[0], &at[1], &hash)
		all[at] = hash
		return struct{}{}, err
	}, selectTreeAll, org)
	return all, err
}

// selectStray gives the first row of each table that belongs to no line of the first $2.
const selectStray = `
	select coalesce(min(seq), 0) from audit_line where organisation_id = $1 and (seq > $2 or seq < 1)
	union all select coalesce(min(seq), 0) from audit_resident where organisation_id = $1 and (seq > $2 or seq < 1)
	union all select coalesce(min(seq), 0) from audit_salt where organisation_id = $1 and (seq > $2 or seq < 1)`

func (store) stray(ctx context.Context, q db.Query, org string, size int64) (int64, error) {
	all, err := db.All(ctx, q, func(r db.Row) (int64, error) {
		var text string // SQLite lets somebody write a word where a number should be
		if err := r.Scan(&text); err != nil {
			return 0, err
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return size + 1, nil
		}
		return n, nil
	}, selectStray, org, size)
	var first int64
	for _, n := range all {
		if n != 0 && (first == 0 || n < first) {
			first = n
		}
	}
	return first, err
}

const selectLast = `select last_at from audit_log where organisation_id = $1`

func (store) lastAt(ctx context.Context, q db.Query, org string) (string, error) {
	s, err := db.One(ctx, q, func(r db.Row) (s string, err error) { return s, r.Scan(&s) }, selectLast, org)
	if db.IsNone(err) {
		return "", nil
	}
	return s, err
}
