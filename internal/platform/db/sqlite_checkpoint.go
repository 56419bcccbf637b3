package db

import (
	"context"
	"time"

	"nabij/internal/platform/run"
)

// What is written goes to the log beside the file first, and from there into the file now and then. Left alone, SQLite has
// the commit do that by which the log has grown to a thousand pages: somebody who saves one answer then waits for two more
// syncs and all those pages, and everybody who wants to write waits behind them. So a connection that only reads does it in
// the meantime, in small pieces; it keeps nobody from reading or writing. That the log cannot grow without end when this
// falls behind is the setting wal_autocheckpoint: then a commit does it after all.
const checkpointEvery = 2 * time.Second

// keepShort brings what is in the log into the file, until the context ends.
func (d *DB) keepShort(ctx context.Context) error {
	ticker := time.NewTicker(checkpointEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		// A failure is no news: on a full disk the writers tell of it, and what stays in the log is as safe there.
		_, _ = All(ctx, d.reader, scanNothing, "pragma wal_checkpoint(passive)")
	}
}

func scanNothing(Row) (struct{}, error) { return struct{}{}, nil }

// startKeepingShort starts that and gives what ends it and waits.
func (d *DB) startKeepingShort() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	task := run.Go(ctx, "checkpoint", d.keepShort)
	return func() {
		cancel()
		_ = task.Wait() // it gives no error
	}
}
