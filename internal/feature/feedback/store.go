package feedback

import (
	"context"
	"database/sql"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/usecase"
)

// Remark is what somebody left at an item.
type Remark struct {
	ID, Pack, Number, Item string
	Body, State            string
	By, ByName             string
	At, AnsweredAt         db.Instant
	Answer, AnsweredBy     string
	TakenIn                string // the version in which it was taken up
	Version                int64
}

const selectRemarks = `select m.id, m.pack_id, m.pack_version, m.item, m.body, m.state, m.left_by, w.name, m.left_at, m.answer, e.name, m.answered_at, m.taken_in, m.version
	from pack_remark m join worker w on w.id = m.left_by left join worker e on e.id = m.answered_by where m.organisation_id = $1 `

func scanRemark(row db.Row) (r Remark, err error) {
	var by sql.NullString
	err = row.Scan(&r.ID, &r.Pack, &r.Number, &r.Item, &r.Body, &r.State, &r.By, &r.ByName, &r.At, &r.Answer, &by, &r.AnsweredAt, &r.TakenIn, &r.Version)
	r.AnsweredBy = by.String
	return r, err
}

func addRemark(ctx context.Context, tx db.Tx, a access.Actor, r Remark, at db.Instant) error {
	_, err := db.Exec(ctx, tx, `insert into pack_remark (organisation_id, id, pack_id, pack_version, item, body, state, left_by, left_at, answer, taken_in, version)
		values ($1, $2, $3, $4, $5, $6, 'new', $7, $8, '', '', 1)`, a.Org, r.ID, r.Pack, r.Number, r.Item, r.Body, a.ID, at)
	return err
}

// listRemarks gives the remarks at a pack, or at all of them, item by item.
func listRemarks(ctx context.Context, q db.Query, a access.Actor, pack string) ([]Remark, error) {
	return db.All(ctx, q, scanRemark, selectRemarks+`and (cast($2 as text) = '' or m.pack_id = $2) order by m.pack_id, m.item, m.left_at desc limit 500`, a.Org, pack)
}

// ownRemarks gives what somebody left themselves, newest first.
func ownRemarks(ctx context.Context, q db.Query, a access.Actor) ([]Remark, error) {
	return db.All(ctx, q, scanRemark, selectRemarks+`and m.left_by = $2 order by m.left_at desc, m.id desc limit 100`, a.Org, a.ID)
}

func findRemark(ctx context.Context, q db.Query, a access.Actor, id string) (Remark, error) {
	if !usecase.IsID(id) {
		return Remark{}, fault.New(fault.NotFound, fault.Text{})
	}
	return db.One(ctx, q, scanRemark, selectRemarks+`and m.id = $2`, a.Org, id)
}

// answer stores what an editor says to it. taken names the version in which it was taken up, "" when it was not.
func answer(ctx context.Context, tx db.Tx, a access.Actor, r Remark, words, taken string, at db.Instant) error {
	state := "answered"
	if taken != "" {
		state = "taken"
	}
	n, err := db.Exec(ctx, tx, `update pack_remark set state = $4, answer = $5, answered_by = $6, answered_at = $7, taken_in = $8, version = version + 1
		where organisation_id = $1 and id = $2 and version = $3`, a.Org, r.ID, r.Version, state, words, a.ID, at, taken)
	if err == nil && n == 0 {
		err = errStale
	}
	return err
}

// countNew counts the remarks of each pack that nobody answered yet.
func countNew(ctx context.Context, q db.Query, a access.Actor) (map[string]int, error) {
	type count struct {
		pack string
		n    int
	}
	all, err := db.All(ctx, q, func(row db.Row) (c count, err error) { return c, row.Scan(&c.pack, &c.n) },
		`select pack_id, count(*) from pack_remark where organisation_id = $1 and state = 'new' group by pack_id order by pack_id`, a.Org)
	out := map[string]int{}
	for _, c := range all {
		out[c.pack] = c.n
	}
	return out, err
}
