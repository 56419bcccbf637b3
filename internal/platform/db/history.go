package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"nabij/internal/platform/clock"

	"github.com/pressly/goose/v3/database"
)

// history keeps, for goose, which migrations were applied. Goose's own tables differ between the engines and hold no
// checksum; this one is written in the house dialect, and its row is stored in the transaction of the migration.
type history struct {
	engine Engine
	known  []migration
	clock  clock.Clock
}

const historyTable = "schema_migration"

const listMigrations = `select version, name, checksum from schema_migration order by version desc`

func scanMigration(row Row) (m migration, err error) {
	return m, row.Scan(&m.version, &m.name, &m.checksum)
}

// Tablename gives the name of the table.
func (h *history) Tablename() string { return historyTable }

// CreateVersionTable makes the table.
func (h *history) CreateVersionTable(ctx context.Context, db database.DBTxConn) error {
	_, err := db.ExecContext(ctx, `create table schema_migration (
		version bigint not null primary key,
		name text not null,
		checksum text not null,
		applied_at text not null)`)
	return err
}

// TableExists keeps goose from finding out by an error, which would end up in the log of PostgreSQL.
func (h *history) TableExists(ctx context.Context, db database.DBTxConn) (bool, error) {
	query := `select count(*) from sqlite_schema where type = 'table' and name = $1`
	if h.engine == PostgreSQL {
		query = `select count(*) from pg_tables where schemaname = current_schema() and tablename = $1`
	}
	var n int
	err := db.QueryRowContext(ctx, query, historyTable).Scan(&n)
	return n > 0, err
}

// Insert stores that a migration was applied. Version 0 is goose's sign that the table was made.
func (h *history) Insert(ctx context.Context, db database.DBTxConn, req database.InsertRequest) error {
	m := migration{name: "start"}
	if i := slices.IndexFunc(h.known, func(k migration) bool { return k.version == req.Version }); i >= 0 {
		m = h.known[i]
	} else if req.Version != 0 {
		return fmt.Errorf("migration %d is not one of ours", req.Version)
	}
	_, err := db.ExecContext(ctx, `insert into schema_migration (version, name, checksum, applied_at) values ($1, $2, $3, $4)`,
		m.version, m.name, m.checksum, InstantOf(h.clock.Now()))
	return err
}

// Delete is not possible: there is no way down. A mistake is mended by a new migration, or by a backup.
func (h *history) Delete(context.Context, database.DBTxConn, int64) error {
	return errors.New("migrations are never taken back")
}

// GetMigration finds one applied migration.
func (h *history) GetMigration(ctx context.Context, db database.DBTxConn, version int64) (*database.GetMigrationResult, error) {
	var at Instant
	err := db.QueryRowContext(ctx, `select applied_at from schema_migration where version = $1`, version).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%d: %w", version, database.ErrVersionNotFound)
	}
	return &database.GetMigrationResult{Timestamp: at.Time(), IsApplied: true}, err
}

// GetLatestVersion gives the highest number that was applied.
func (h *history) GetLatestVersion(ctx context.Context, db database.DBTxConn) (int64, error) {
	var version sql.NullInt64
	if err := db.QueryRowContext(ctx, `select max(version) from schema_migration`).Scan(&version); err != nil {
		return 0, err
	}
	if !version.Valid {
		return 0, database.ErrVersionNotFound
	}
	return version.Int64, nil
}

// ListMigrations gives what was applied, newest first. Goose asks this under its lock, before it applies anything: so
// here, and not later, a changed history is refused.
func (h *history) ListMigrations(ctx context.Context, db database.DBTxConn) ([]*database.ListMigrationsResult, error) {
	rows, err := db.QueryContext(ctx, listMigrations)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var applied []migration
	var results []*database.ListMigrationsResult
	for rows.Next() {
		m, err := scanMigration(rows)
		if err != nil {
			return nil, err
		}
		applied = append(applied, m)
		results = append(results, &database.ListMigrationsResult{Version: m.version, IsApplied: true})
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return results, sameHistory(h.known, applied)
}
