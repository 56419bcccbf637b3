package people

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Kept is a block as it is stored.
type Kept[B Block] struct {
	Value     B
	Version   int64 // 0 when nothing was stored yet
	ChangedAt db.Instant
	ChangedBy string
}

// Stale is the error of a change made on an older version: somebody else changed the block in the meantime. Nothing was
// stored; show both texts.
type Stale struct{ Version int64 }

// Error tells it to a developer.
func (e *Stale) Error() string {
	return fmt.Sprintf("the block was changed: it is at version %d now", e.Version)
}

// IsStale tells whether an error is that of an older version.
func IsStale(err error) bool { return errors.As(err, new(*Stale)) }

func stale(version int64) error {
	return fault.New(fault.Conflict, fault.Text{}).Because(&Stale{version})
}

// Get reads a block; nothing stored yet gives an empty one with version 0.
func Get[B Block](ctx context.Context, q db.Query, a access.Actor, id string) (Kept[B], error) {
	var none B
	all, err := db.All(ctx, q, scanKept[B](a.Org, id), `select body, version, changed_at, changed_by from resident_block
		where organisation_id = $1 and resident_id = $2 and block = $3`, a.Org, id, string(none.Block()))
	if err != nil || len(all) == 0 {
		return Kept[B]{}, err
	}
	return all[0], nil
}

// Past reads the earlier versions of a block, the newest first.
func Past[B Block](ctx context.Context, q db.Query, a access.Actor, id string) ([]Kept[B], error) {
	var none B
	return db.All(ctx, q, scanKept[B](a.Org, id), `select body, version, changed_at, changed_by from resident_block_past
		where organisation_id = $1 and resident_id = $2 and block = $3 order by version desc`, a.Org, id, string(none.Block()))
}

func scanKept[B Block](org, id string) func(db.Row) (Kept[B], error) {
	return func(row db.Row) (k Kept[B], err error) {
		body := ""
		if err := row.Scan(&body, &k.Version, &k.ChangedAt, &k.ChangedBy); err != nil {
			return k, err
		}
		if body, err = openBody(org, id, k.Value.Block(), body); err != nil {
			return k, err
		}
		k.Value, err = decodeAs[B](body)
		return k, err
	}
}

// Put stores a block, unless somebody stored another version since the one that was read (0: none). The earlier
// version is kept. What lists and searches need is written along.
func Put[B Block](ctx context.Context, tx db.Tx, a access.Actor, id string, version int64, value B, at db.Instant) (int64, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return 0, err
	}
	if err := putBody(ctx, tx, a, id, value.Block(), version, string(body), at); err != nil {
		return 0, err
	}
	return version + 1, apply(ctx, tx, a.Org, id, value)
}

func putBody(ctx context.Context, tx db.Tx, a access.Actor, id string, block BlockName, version int64, body string, at db.Instant) error {
	var n int64
	body, err := sealBody(a.Org, id, block, body)
	if err != nil {
		return err
	}
	if version == 0 {
		n, err = db.Exec(ctx, tx, `insert into resident_block (organisation_id, resident_id, block, version, body, changed_at, changed_by)
			values ($1, $2, $3, 1, $4, $5, $6) on conflict (organisation_id, resident_id, block) do nothing`,
			a.Org, id, string(block), body, at, a.ID)
	} else {
		if _, err = db.Exec(ctx, tx, `insert into resident_block_past (organisation_id, resident_id, block, version, body, changed_at, changed_by)
			select organisation_id, resident_id, block, version, body, changed_at, changed_by from resident_block
			where organisation_id = $1 and resident_id = $2 and block = $3 and version = $4
			on conflict (organisation_id, resident_id, block, version) do nothing`, a.Org, id, string(block), version); err != nil {
			return err
		}
		n, err = db.Exec(ctx, tx, `update resident_block set version = version + 1, body = $5, changed_at = $6, changed_by = $7
			where organisation_id = $1 and resident_id = $2 and block = $3 and version = $4`,
			a.Org, id, string(block), version, body, at, a.ID)
	}
	if db.IsForeignKey(err) {
		return fault.New(fault.NotFound, fault.Text{}).Because(err)
	}
	if err != nil || n == 1 {
		return err
	}
	now, err := db.All(ctx, tx, scanInt, `select version from resident_block where organisation_id = $1 and resident_id = $2 and block = $3`,
		a.Org, id, string(block))
	if err != nil {
		return err
	}
	if len(now) == 0 {
		now = []int64{0}
	}
	return stale(now[0])
}

// apply writes what lists and searches need of a block beside it.
func apply(ctx context.Context, tx db.Tx, org, id string, value Block) error {
	switch b := value.(type) {
	case Who:
		return applyWho(ctx, tx, org, id, b.tidy())
	case Groups:
		return tag(ctx, tx, org, id, "group", b.IDs)
	case Barriers:
		return tag(ctx, tx, org, id, "barrier", b.Kinds)
	case Living:
		safe, err := Get[SafeRule](ctx, tx, actorOf(org), id)
		if err != nil {
			return err
		}
		return applyHome(ctx, tx, org, id, b, safe.Value)
	case SafeRule:
		home, err := Get[Living](ctx, tx, actorOf(org), id)
		if err != nil {
			return err
		}
		return applyHome(ctx, tx, org, id, home.Value, b)
	}
	return nil
}

// applyHome copies the address for searching, and takes a secret one out of everything that lists and searches see.
func applyHome(ctx context.Context, tx db.Tx, org, id string, home Living, safe SafeRule) error {
	if safe.SecretAddress {
		home = Living{}
	}
	_, err := db.Exec(ctx, tx, `update resident set postcode = $3, house_number = $4, neighbourhood_id = $5
		where organisation_id = $1 and id = $2`, org, id, TidyPostcode(home.Postcode), home.Number, orNull(home.Neighbourhood))
	if db.IsForeignKey(err) {
		return fault.New(fault.NotFound, fault.Text{}).Because(err)
	}
	return err
}

func tag(ctx context.Context, tx db.Tx, org, id, kind string, values []string) error {
	if _, err := db.Exec(ctx, tx, `delete from resident_tag where organisation_id = $1 and resident_id = $2 and kind = $3`, org, id, kind); err != nil {
		return err
	}
	for _, v := range values {
		if _, err := db.Exec(ctx, tx, `insert into resident_tag (organisation_id, resident_id, kind, value) values ($1, $2, $3, $4)
			on conflict (organisation_id, kind, value, resident_id) do nothing`, org, id, kind, v); err != nil {
			return err
		}
	}
	return nil
}

// raw is a block without looking inside, for merging and for erasing.
type raw struct {
	Block     string `json:"block"`
	Version   int64  `json:"version"`
	Body      string `json:"body"`
	changedAt db.Instant
	changedBy string
}

func rawBlocks(ctx context.Context, q db.Query, org, id string) (map[BlockName]raw, error) {
	all, err := db.All(ctx, q, func(row db.Row) (b raw, err error) {
		return b, row.Scan(&b.Block, &b.Version, &b.Body, &b.changedAt, &b.changedBy)
	}, `select block, version, body, changed_at, changed_by from resident_block where organisation_id = $1 and resident_id = $2`, org, id)
	if err != nil {
		return nil, err
	}
	out := map[BlockName]raw{}
	for _, b := range all {
		if b.Body, err = openBody(org, id, BlockName(b.Block), b.Body); err != nil {
			return nil, err
		}
		out[BlockName(b.Block)] = b
	}
	return out, nil
}

// All reads every block of a file in one question; a block that was never stored is there and empty.
func All(ctx context.Context, q db.Query, a access.Actor, id string) (map[BlockName]Block, error) {
	stored, err := rawBlocks(ctx, q, a.Org, id)
	if err != nil {
		return nil, err
	}
	out := map[BlockName]Block{}
	for _, name := range Blocks {
		body := "{}"
		if b, ok := stored[name]; ok {
			body = b.Body
		}
		if out[name], err = decode(name, body); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// decode reads the text of a block.
func decode(name BlockName, body string) (Block, error) {
	read := func(into Block, err error) (Block, error) { return into, err }
	switch name {
	case BlockWho:
		return read(decodeAs[Who](body))
	case BlockReach:
		return read(decodeAs[Reach](body))
	case BlockBarriers:
		return read(decodeAs[Barriers](body))
	case BlockLiving:
		return read(decodeAs[Living](body))
	case BlockHousehold:
		return read(decodeAs[Household](body))
	case BlockGroups:
		return read(decodeAs[Groups](body))
	case BlockWishes:
		return read(decodeAs[Wishes](body))
	case BlockNetwork:
		return read(decodeAs[Network](body))
	case BlockSupport:
		return read(decodeAs[Support](body))
	case BlockSafe:
		return read(decodeAs[SafeRule](body))
	}
	return nil, fmt.Errorf("there is no block %q", name)
}

func decodeAs[B Block](body string) (B, error) {
	var b B
	err := json.Unmarshal([]byte(body), &b)
	return b, err
}
