package db

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// Setting is a setting of the database as it is, beside how it must be.
type Setting struct {
	Where string // which connection
	Name  string
	Want  string
	Got   string
}

// OK tells that the setting is right.
func (s Setting) OK() bool { return s.Got == s.Want }

// Settings reads back the settings that keep the data safe, from every connection that is open or can be.
func (d *DB) Settings(ctx context.Context) ([]Setting, error) {
	if d.engine == PostgreSQL {
		return d.postgresSettings(ctx)
	}
	settings, err := readPragmas(ctx, d.writer, "writer")
	if err != nil {
		return nil, err
	}
	// Holding all readers at once is the only way to see each of them.
	var held []*sql.Conn
	defer func() {
		for _, c := range held {
			c.Close()
		}
	}()
	for i := range readers {
		conn, err := d.reader.Conn(ctx)
		if err != nil {
			return nil, fmt.Errorf("opening reader %d: %w", i+1, err)
		}
		held = append(held, conn)
		name := "reader " + strconv.Itoa(i+1)
		more, err := readPragmas(ctx, conn, name)
		if err != nil {
			return nil, err
		}
		only, err := One(ctx, conn, scanText, "pragma query_only")
		if err != nil {
			return nil, err
		}
		settings = append(append(settings, more...), Setting{name, "query_only", "1", only})
	}
	return settings, nil
}

func readPragmas(ctx context.Context, q Query, where string) ([]Setting, error) {
	var all []Setting
	for _, s := range sqliteSettings {
		got, err := One(ctx, q, scanText, "pragma "+s.name)
		if err != nil {
			return nil, fmt.Errorf("%s: reading %s: %w", where, s.name, err)
		}
		all = append(all, Setting{where, s.name, s.got, strings.ToLower(got)})
	}
	return all, nil
}

// postgresSettings reads what an administrator can have switched off for speed, at the price of lost data.
func (d *DB) postgresSettings(ctx context.Context) ([]Setting, error) {
	var all []Setting
	for _, s := range []struct{ name, want string }{{"fsync", "on"}, {"full_page_writes", "on"}, {"synchronous_commit", "on"}} {
		got, err := One(ctx, d.reader, scanText, "select current_setting($1)", s.name)
		if err != nil {
			return nil, err
		}
		if s.name == "synchronous_commit" && (got == "remote_apply" || got == "remote_write") {
			got = "on" // both wait for the disk here, and for a replica besides
		}
		all = append(all, Setting{"server", s.name, s.want, got})
	}
	return all, nil
}

// Version gives the version of the database program.
func (d *DB) Version(ctx context.Context) (string, error) {
	if d.engine == PostgreSQL {
		return One(ctx, d.reader, scanText, "select current_setting('server_version')")
	}
	return One(ctx, d.reader, scanText, "select sqlite_version()")
}
