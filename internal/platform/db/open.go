// Package db is the only place that knows which database holds the data.
//
// Everything else writes one portable SQL text (the house dialect, docs/decisions/0003) and reads or writes through
// Query, InTx, All, One and Exec. What differs between SQLite and PostgreSQL is opened, set and told here.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"nabij/internal/platform/fault"
)

// Engine names a kind of database.
type Engine string

// The two engines. A comparison with one of them outside this package counts against a budget that a test holds.
const (
	SQLite     Engine = "sqlite"
	PostgreSQL Engine = "postgresql"
)

// FileName is the name of the database file in the data folder.
const FileName = "nabij.db"

// Source says where the data is.
type Source struct {
	Dir string // the data folder; the file nabij.db in it is used when URL is empty
	URL string // postgres://…, or sqlite:/path/to/file.db; empty = the file in Dir
}

// Engine tells the kind of database without opening it.
func (s Source) Engine() (Engine, error) {
	switch {
	case s.URL == "", strings.HasPrefix(s.URL, "sqlite:"):
		return SQLite, nil
	case strings.HasPrefix(s.URL, "postgres://"), strings.HasPrefix(s.URL, "postgresql://"):
		return PostgreSQL, nil
	}
	return "", fault.New(fault.Invalid, fault.Say("Het adres van de database moet beginnen met postgres:// of sqlite:",
		"The address of the database must begin with postgres:// or sqlite:"))
}

// IsFile tells that the data is in a file on this computer.
func (s Source) IsFile() bool {
	engine, err := s.Engine()
	return err == nil && engine == SQLite
}

// Path gives the database file of a SQLite source.
func (s Source) Path() string {
	if path, ok := strings.CutPrefix(s.URL, "sqlite:"); ok {
		return filepath.Clean(strings.TrimPrefix(path, "//"))
	}
	return filepath.Join(s.Dir, FileName)
}

// DB is an opened database: one place to write, one to read.
type DB struct {
	engine Engine
	writer *sql.DB
	reader *sql.DB
	where  string // for people: file name or host, never a password
	unlock func() error
	// stopWork ends what goes on in the background; nil when nothing does.
	stopWork func()
	room     *room // nil for a database that is not a file
	close    func() error
}

// Open opens the database. It does not change the schema; see Migrate.
func Open(ctx context.Context, source Source) (*DB, error) {
	engine, err := source.Engine()
	if err != nil {
		return nil, err
	}
	var d *DB
	if engine == PostgreSQL {
		d, err = openPostgres(ctx, source.URL)
	} else {
		d, err = openSQLite(ctx, source.Path())
	}
	if err != nil {
		return nil, err
	}
	d.close = sync.OnceValue(d.closeAll)
	return d, nil
}

// Engine tells the kind of database.
func (d *DB) Engine() Engine { return d.engine }

// Where tells where the data is, for a person. It holds no password.
func (d *DB) Where() string { return d.where }

// Read gives the place for reads outside a transaction. On SQLite it cannot write.
func (d *DB) Read() Query { return d.reader }

// Ping tells whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	if _, err := One(ctx, d.Read(), scanInt, "select 1"); err != nil {
		return fmt.Errorf("the database does not answer: %w", err)
	}
	return nil
}

// Close ends all connections and gives the lock on the file back. Closing twice is no harm.
func (d *DB) Close() error { return d.close() }

func (d *DB) closeAll() error {
	if d.stopWork != nil {
		d.stopWork()
	}
	err := d.reader.Close()
	if d.writer != d.reader {
		err = errors.Join(err, d.writer.Close())
	}
	if d.unlock != nil {
		err = errors.Join(err, d.unlock())
	}
	return err
}

func scanInt(row Row) (n int64, err error) { return n, row.Scan(&n) }

func scanText(row Row) (s string, err error) { return s, row.Scan(&s) }
