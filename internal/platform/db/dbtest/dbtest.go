// Package dbtest runs a test on both databases. A store that was tried on one of them only is not supported.
package dbtest

import (
	"context"
	"crypto/rand"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/migrations"

	"github.com/jackc/pgx/v5"
)

// Variable names the environment variable with the address of a PostgreSQL for tests. Each test makes a schema of its
// own in it, and removes that again.
const Variable = "NABIJ_TEST_POSTGRES"

// Each runs test on a fresh SQLite file and on a fresh PostgreSQL schema, both brought up to date.
func Each(t *testing.T, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	EachSource(t, func(t *testing.T, source db.Source) {
		test(t, Open(t, source))
	})
}

// EachSource runs test with a fresh place for a database on both engines, without opening it.
func EachSource(t *testing.T, test func(t *testing.T, source db.Source)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, db.Source{Dir: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// Open opens a place and brings it up to date. It is closed when the test ends.
func Open(t *testing.T, source db.Source) *db.DB {
	t.Helper()
	d := OpenEmpty(t, source)
	if _, err := d.Migrate(t.Context(), migrations.Files, clock.System{}); err != nil {
		t.Fatal(err)
	}
	return d
}

// OpenAndClose brings a place up to date and leaves it, for tests of what finds it later.
func OpenAndClose(t *testing.T, source db.Source) error {
	t.Helper()
	d, err := db.Open(t.Context(), source)
	if err != nil {
		return err
	}
	_, err = d.Migrate(t.Context(), migrations.Files, clock.System{})
	return errors.Join(err, d.Close())
}

// OpenEmpty opens a place without making tables in it. It is closed when the test ends.
func OpenEmpty(t *testing.T, source db.Source) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("closing the database: %v", err)
		}
	})
	return d
}

// Postgres makes a fresh schema on the PostgreSQL for tests. Without one the test is skipped on a desk, and fails in
// CI, where everything must have run.
func Postgres(t *testing.T) db.Source {
	t.Helper()
	address := os.Getenv(Variable)
	if address == "" {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not set: in CI every store test runs on PostgreSQL too", Variable)
		}
		t.Skipf("not run on PostgreSQL, because %s is not set; `make test` starts one and sets it", Variable)
	}
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatalf("the PostgreSQL of %s does not answer: %v", Variable, err)
	}
	// The name is made of letters and digits by us, so it can be written into the statement.
	schema := "test_" + strings.ToLower(rand.Text())
	if _, err := conn.Exec(t.Context(), "create schema "+schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// The context of the test has ended by now.
		if _, err := conn.Exec(context.Background(), "drop schema "+schema+" cascade"); err != nil {
			t.Errorf("removing the schema of the test: %v", err)
		}
		conn.Close(context.Background())
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatalf("%s must be an address like postgres://user@host:port/name: %v", Variable, err)
	}
	query := u.Query()
	query.Set("search_path", schema)
	u.RawQuery = query.Encode()
	return db.Source{URL: u.String()}
}
