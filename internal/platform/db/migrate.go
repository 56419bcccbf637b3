package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io/fs"
	"path"
	"slices"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/fault"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"
)

// migration is one file of the history as the program knows it.
type migration struct {
	version  int64
	name     string
	checksum string
}

// readHistory lists the migrations in the program, with their checksums, oldest first.
func readHistory(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	var all []migration
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number: %w", name, err)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		all = append(all, migration{version, path.Base(name), hex.EncodeToString(sum[:])})
	}
	slices.SortFunc(all, func(a, b migration) int { return int(a.version - b.version) })
	return all, nil
}

// Migrate brings the schema up to date: one history for both engines, each file in one transaction. It refuses a
// database of which the history differs from the files. Several processes may start at once on one PostgreSQL: one
// does the work, the others wait. It gives the names of the migrations it applied.
func (d *DB) Migrate(ctx context.Context, files fs.FS, c clock.Clock) ([]string, error) {
	known, err := readHistory(files)
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{goose.WithStore(&history{d.engine, known, c}), goose.WithDisableGlobalRegistry(true)}
	if d.engine == PostgreSQL {
		schema, err := One(ctx, d.reader, scanText, "select current_database() || '.' || current_schema()")
		if err != nil {
			return nil, fmt.Errorf("no schema to work in: %w", err)
		}
		locker, err := lock.NewPostgresSessionLocker(
			lock.WithLockID(int64(crc32.ChecksumIEEE([]byte("nabij "+schema)))), lock.WithLockTimeout(1, 300))
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(goose.DialectCustom, d.writer, files, options...)
	if err != nil {
		return nil, err
	}
	results, err := provider.Up(ctx)
	var applied []string
	for _, r := range results {
		applied = append(applied, path.Base(r.Source.Path))
	}
	if err != nil {
		return applied, fmt.Errorf("bringing the database up to date: %w", err)
	}
	return applied, nil
}

// Pending gives the migrations that still have to be applied, without changing anything. A history that differs from
// the files is an error, as in Migrate.
func (d *DB) Pending(ctx context.Context, files fs.FS) ([]string, error) {
	known, err := readHistory(files)
	if err != nil {
		return nil, err
	}
	applied, err := All(ctx, d.Read(), scanMigration, listMigrations)
	if err != nil && !isNoTable(err) {
		return nil, err
	}
	if err := sameHistory(known, applied); err != nil {
		return nil, err
	}
	var pending []string
	for _, m := range known {
		if !slices.ContainsFunc(applied, func(a migration) bool { return a.version == m.version }) {
			pending = append(pending, m.name)
		}
	}
	return pending, nil
}

// sameHistory refuses a database that was made by other files than these.
func sameHistory(known, applied []migration) error {
	for _, a := range applied {
		if a.version == 0 { // goose's own beginning
			continue
		}
		i := slices.IndexFunc(known, func(k migration) bool { return k.version == a.version })
		if i < 0 {
			return fault.New(fault.Conflict, fault.Say(
				"De database is nieuwer dan dit programma: "+a.name+" staat er al in. Gebruik een nieuwere nabij, of zet een reservekopie van voor de update terug.",
				"The database is newer than this program: it holds "+a.name+". Use a newer nabij, or restore a backup from before the update."))
		}
		if known[i].checksum != a.checksum {
			return fault.New(fault.Conflict, fault.Say(
				"Het migratiebestand "+a.name+" is gewijzigd nadat het was toegepast. Zet het terug zoals het was en maak een nieuw bestand.",
				"Migration "+a.name+" was changed after it was applied. Put the file back as it was and make a new one."))
		}
	}
	return nil
}

var _ database.Store = (*history)(nil)
