package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"nabij/internal/platform/fault"
)

// oldestSQLite is the first version without the bug that could damage a database when its write-ahead log was reset.
const oldestSQLite = "3.51.3"

// readers is the number of connections that read at the same time from one file. SQLite has one writer at a time; one
// connection of our own for it makes writers wait in Go, in order, instead of failing with "busy".
const readers = 4

// sqliteSettings are set on every connection, and doctor reads them back from every connection.
// Writes reach the disk before we say "saved" (synchronous); what is deleted is overwritten (secure_delete); a damaged
// or hostile file gets no chance to run functions (trusted_schema) or to read outside a page (cell_size_check).
var sqliteSettings = []struct{ name, set, got string }{
	{"busy_timeout", "5000", "5000"},
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "FULL", "2"},
	{"foreign_keys", "1", "1"},
	{"trusted_schema", "0", "0"},
	{"cell_size_check", "1", "1"},
	{"secure_delete", "1", "1"},
	{"wal_autocheckpoint", "8000", "8000"}, // see sqlite_checkpoint.go
}

func openSQLite(ctx context.Context, path string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := prepareFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	if kind := NetworkFolder(filepath.Dir(path)); kind != "" {
		dir := filepath.Dir(path)
		return nil, fault.New(fault.Unavailable, fault.Say(
			dir+" staat op een netwerkschijf ("+kind+"). Daar kan SQLite gegevens verliezen: kies een map op deze computer met --data, of gebruik PostgreSQL met --database.",
			dir+" is on a network disk ("+kind+"). SQLite can lose data there: choose a folder on this computer with --data, or use PostgreSQL with --database."))
	}
	unlock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, err
	}
	d := &DB{engine: SQLite, where: path, unlock: unlock, room: roomOf(path)}
	d.room.give() // also opening needs some
	if err := d.connectSQLite(ctx, path); err != nil {
		return nil, errors.Join(fmt.Errorf("cannot open %s: %w", path, explain(err)), d.closeOpened())
	}
	return d, nil
}

func (d *DB) connectSQLite(ctx context.Context, path string) (err error) {
	if err := privateFile(path); err != nil {
		return err
	}
	writing, err := newKeeping(sqliteAddress(path, false))
	if err != nil {
		return err
	}
	d.writer = sql.OpenDB(writing)
	d.writer.SetMaxOpenConns(1)
	version, err := One(ctx, d.writer, scanText, "select sqlite_version()")
	if err != nil {
		return err
	}
	if older(version, oldestSQLite) {
		return fmt.Errorf("SQLite %s is older than %s, which can damage data", version, oldestSQLite)
	}
	reading, err := newKeeping(sqliteAddress(path, true))
	if err != nil {
		return err
	}
	d.reader = sql.OpenDB(reading)
	d.reader.SetMaxOpenConns(readers)
	d.reader.SetMaxIdleConns(readers)
	d.stopWork = d.startKeepingShort()
	return nil
}

func (d *DB) closeOpened() (err error) {
	for _, pool := range []*sql.DB{d.writer, d.reader} {
		if pool != nil {
			err = errors.Join(err, pool.Close())
		}
	}
	return errors.Join(err, d.unlock())
}

// sqliteAddress makes the address for the driver. Only the path is not ours, and it is escaped.
func sqliteAddress(path string, readOnly bool) string {
	query := url.Values{"_txlock": {"immediate"}, "_time_format": {"sqlite"}, "_defensive": {"1"}}
	for _, s := range sqliteSettings {
		query.Add("_pragma", s.name+"("+s.set+")")
	}
	if readOnly {
		query.Add("_pragma", "query_only(1)")
		query.Set("_txlock", "deferred")
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String() + "?" + query.Encode()
}

// prepareFolder makes the data folder, readable for this user alone.
func prepareFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("cannot make the data folder: %w", err)
	}
	return nil
}

// privateFile makes the database file before SQLite does, because SQLite lets the whole machine read it.
func privateFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// older compares two versions made of numbers and dots.
func older(version, than string) bool {
	a, b := strings.Split(version, "."), strings.Split(than, ".")
	for i := range b {
		if i >= len(a) {
			return true
		}
		x, errX := strconv.Atoi(a[i])
		y, errY := strconv.Atoi(b[i])
		if errX != nil || errY != nil || x != y {
			return errX != nil || x < y
		}
	}
	return false
}
