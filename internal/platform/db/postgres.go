package db

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"nabij/internal/platform/fault"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// oldestPostgres is the oldest major version that is still looked after and that the tests have seen.
const oldestPostgres = 15

// connections is the number of connections one process holds open to PostgreSQL.
const connections = 10

func openPostgres(ctx context.Context, address string) (*DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		// The driver's message can repeat the address, and with it the password.
		return nil, fault.New(fault.Invalid, fault.Say(
			"Het adres van de database is niet te lezen. Schrijf het zo: postgres://gebruiker:wachtwoord@computer:5432/naam",
			"The address of the database cannot be read. Write it like this: postgres://user:password@host:5432/name"))
	}
	config.ConnectTimeout = 5 * time.Second
	// Every moment is text in UTC that Go wrote; this is for the person who looks with psql.
	config.RuntimeParams["timezone"] = "UTC"
	config.RuntimeParams["application_name"] = "nabij"

	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	where := config.Database + " on " + net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port)))
	d := &DB{engine: PostgreSQL, writer: pool, reader: pool, where: where}
	if err := d.checkPostgres(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("cannot use the database %s: %w", where, err), pool.Close())
	}
	return d, nil
}

// checkPostgres refuses a server on which the house dialect would not hold.
func (d *DB) checkPostgres(ctx context.Context) error {
	number, err := One(ctx, d.reader, scanText, "select current_setting('server_version_num')")
	if err != nil {
		return err
	}
	if n, err := strconv.Atoi(number); err != nil || n/10000 < oldestPostgres {
		return fmt.Errorf("PostgreSQL %d or newer is needed, this is %s", oldestPostgres, number)
	}
	encoding, err := One(ctx, d.reader, scanText, "select current_setting('server_encoding')")
	if err != nil {
		return err
	}
	if encoding != "UTF8" {
		return fmt.Errorf("the database must be made with encoding UTF8, this is %s", encoding)
	}
	return nil
}
