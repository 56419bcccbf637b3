package frozen

import (
	"context"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
)

func scanPack(row db.Row) (p Pack, err error) { return p, row.Scan(&p.ID, &p.Version, &p.Checksum) }

const selectPacks = `select pack_id, version, checksum from content_release`

// Record stores the checksum of every pack that is new here, and gives a *Changed for packs that are known with
// another one; then nothing is stored.
func Record(ctx context.Context, d *db.DB, c clock.Clock, packs []Pack) error {
	return d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		// First store, then compare with what is there: when two processes start at once with different texts, the
		// second waits for the first here and then sees what that one stored.
		for _, p := range packs {
			if _, err := db.Exec(ctx, tx, `insert into content_release (pack_id, version, checksum, first_seen_at)
				values ($1, $2, $3, $4) on conflict (pack_id, version) do nothing`,
				p.ID, p.Version, p.Checksum, db.InstantOf(c.Now())); err != nil {
				return err
			}
		}
		return verify(ctx, tx, packs)
	})
}

// Verify is Record without storing anything: for a look beforehand.
func Verify(ctx context.Context, d *db.DB, packs []Pack) error { return verify(ctx, d.Read(), packs) }

func verify(ctx context.Context, q db.Query, packs []Pack) error {
	stored, err := db.All(ctx, q, scanPack, selectPacks)
	if err != nil {
		return err
	}
	if changes := Compare(stored, packs); len(changes) > 0 {
		return &Changed{changes}
	}
	return nil
}
