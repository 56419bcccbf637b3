package people

import (
	"context"

	"nabij/internal/platform/db"
)

type fileID struct{ org, resident string }

// nextFiles gives the files after another, in the order of their ids.
func nextFiles(ctx context.Context, q db.Query, after fileID, most int) ([]fileID, error) {
	return db.All(ctx, q, func(row db.Row) (f fileID, err error) { return f, row.Scan(&f.org, &f.resident) },
		`select organisation_id, id from resident where (organisation_id, id) > ($1, $2) order by organisation_id, id limit $3`, after.org, after.resident, most)
}

// resealFile seals the texts of one file anew: those of now, the earlier ones, and those kept for undoing a merge. The
// versions stay what they are: what is written does not change.
func resealFile(ctx context.Context, tx db.Tx, f fileID) error {
	type text struct {
		block   BlockName
		version int64
		body    string
	}
	for _, table := range []string{"resident_block", "resident_block_past"} {
		all, err := db.All(ctx, tx, func(row db.Row) (t text, err error) { return t, row.Scan(&t.block, &t.version, &t.body) },
			`select block, version, body from `+table+` where organisation_id = $1 and resident_id = $2 and block in ('safe', 'living')`, f.org, f.resident)
		if err != nil {
			return err
		}
		for _, t := range all {
			body, err := resealed(f.org, f.resident, t.block, t.body)
			if err != nil {
				return err
			}
			// A text that was changed in the meantime was sealed with the new key already.
			if _, err := db.Exec(ctx, tx, `update `+table+` set body = $5 where organisation_id = $1 and resident_id = $2 and block = $3 and version = $4`,
				f.org, f.resident, string(t.block), t.version, body); err != nil {
				return err
			}
		}
	}
	merges, err := db.All(ctx, tx, scanMerged, `select id, kept_id, dropped_id, merged_at, undo_until, undone_at, detail from resident_merge
		where organisation_id = $1 and kept_id = $2`, f.org, f.resident)
	if err != nil {
		return err
	}
	for _, m := range merges {
		for i, b := range m.detail.Before {
			if m.detail.Before[i].Body, err = resealed(f.org, f.resident, BlockName(b.Block), b.Body); err != nil {
				return err
			}
		}
		if _, err := db.Exec(ctx, tx, `update resident_merge set detail = $3 where organisation_id = $1 and id = $2`, f.org, m.ID, db.JSON[mergeDetail]{V: m.detail}); err != nil {
			return err
		}
	}
	return nil
}
