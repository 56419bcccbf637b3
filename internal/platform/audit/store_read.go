package audit

import (
	"bytes"
	"context"
	"database/sql"
	"strconv"

	"nabij/internal/platform/db"
)

const (
	selectLeaves = `select leaf from audit_line where organisation_id = $1 and seq >= $2 and seq < $3 order by seq`
	selectTree   = `select hash from audit_tree where organisation_id = $1 and place >= $2 and place < $3 and level = $4 order by place`
	selectSize   = `select size from audit_log where organisation_id = $1`
	selectSizes  = `select organisation_id, size from audit_log`
	selectLogs   = `select organisation_id from audit_log union select organisation_id from audit_waiting order by organisation_id`
)

// size gives the number of lines of an organisation. Every line up to it is committed.
func (store) size(ctx context.Context, q db.Query, org string) (int64, error) {
	n, err := db.One(ctx, q, func(r db.Row) (n int64, err error) { return n, r.Scan(&n) }, selectSize, org)
	if db.IsNone(err) {
		return 0, nil
	}
	return n, err
}

// sizes gives the number of lines of every organisation.
func (store) sizes(ctx context.Context, q db.Query) (map[string]int64, error) {
	all := map[string]int64{}
	_, err := db.All(ctx, q, func(r db.Row) (struct{}, error) {
		var org string
		var size int64
		err := r.Scan(&org, &size)
		all[org] = size
		return struct{}{}, err
	}, selectSizes)
	return all, err
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
	return rawRows(ctx, q, wholeColumns, each, selectWhole, org, from, to)
}

// rawRows calls each for every row of an answer, without making strings of it.
func rawRows(ctx context.Context, q db.Query, width int, each func(columns []sql.RawBytes) error, statement string, args ...any) error {
	columns := make([]sql.RawBytes, width)
	into := make([]any, width)
	for i := range columns {
		into[i] = &columns[i]
	}
	_, err := db.All(ctx, q, func(r db.Row) (struct{}, error) {
		if err := r.Scan(into...); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, each(columns)
	}, statement, args...)
	return err
}

// The same as selectWhole in three statements that each walk one table in order, which is some two times as fast.
const (
	selectPlain = `
		select seq, at, behind, event, role, device, address, kind, outcome, detail, version, sealed, leaf, mark,
			actor_id, behalf_of, session, object_id, ground, request
		from audit_line where organisation_id = $1 and seq >= $2 and seq < $3 order by seq`
	selectSalts     = `select seq, salt from audit_salt where organisation_id = $1 and seq >= $2 and seq < $3 order by seq`
	selectResidents = `select seq, resident_id from audit_resident where organisation_id = $1 and seq >= $2 and seq < $3 order by seq, place`
)

// apart gives what whole gives. Between its statements somebody may have forgotten lines, so what does not agree must
// be looked at once more with whole.
func (store) apart(ctx context.Context, q db.Query, org string, from, to int64, each func(columns []sql.RawBytes) error) error {
	type hung struct{ seq, value []byte }
	var hangs [2][]hung
	for i, statement := range []string{selectSalts, selectResidents} {
		err := rawRows(ctx, q, 2, func(v []sql.RawBytes) error {
			both := append(append(make([]byte, 0, len(v[0])+len(v[1])), v[0]...), v[1]...)
			hangs[i] = append(hangs[i], hung{both[:len(v[0])], both[len(v[0]):]})
			return nil
		}, statement, org, from, to)
		if err != nil {
			return err
		}
	}
	salts, residents := hangs[0], hangs[1]
	row := make([]sql.RawBytes, wholeColumns)
	return rawRows(ctx, q, wholeSalt, func(v []sql.RawBytes) error {
		copy(row, v)
		row[wholeSalt], row[wholeResident] = nil, nil
		seq := v[wholeSeq]
		// Rows that belong to no line are skipped here; the line before or after them lacks nothing by that.
		for len(salts) > 0 && earlier(salts[0].seq, seq) {
			salts = salts[1:]
		}
		if len(salts) > 0 && bytes.Equal(salts[0].seq, seq) {
			row[wholeSalt] = salts[0].value
		}
		for len(residents) > 0 && earlier(residents[0].seq, seq) {
			residents = residents[1:]
		}
		for first := true; first || len(residents) > 0 && bytes.Equal(residents[0].seq, seq); first = false {
			if len(residents) > 0 && bytes.Equal(residents[0].seq, seq) {
				row[wholeResident] = residents[0].value
				residents = residents[1:]
			}
			if err := each(row); err != nil {
				return err
			}
		}
		return nil
	}, selectPlain, org, from, to)
}

// earlier compares two whole numbers in digits.
func earlier(a, b []byte) bool { return len(a) < len(b) || len(a) == len(b) && bytes.Compare(a, b) < 0 }

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
