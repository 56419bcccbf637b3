package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Tx is a transaction. Only InTx makes one.
type Tx struct {
	*sql.Tx
	after  *[]func(ctx context.Context)
	values int
}

// ValuesAtOnce is how many values one statement holds best. SQLite looks for each numbered parameter among all of
// them, so its time grows with the square: with a thousand values a row costs ten times as much as with two hundred.
// For PostgreSQL each statement is a turn to another process.
func (t Tx) ValuesAtOnce() int { return max(1, t.values) }

const (
	valuesSQLite   = 200
	valuesPostgres = 2000
)

// After has fn called once this transaction is certainly stored, before InTx comes back; not when it failed, and not
// when nobody knows. fn gets a context without a time limit that belongs to no transaction, so it may begin one. What
// it does is lost when the program ends just then: it is for speed and for watching, never for what must happen.
func (t Tx) After(fn func(ctx context.Context)) {
	if t.after != nil {
		*t.after = append(*t.after, fn)
	}
}

type inTxKey struct{}

// ErrNested is the error of a transaction that was begun inside another. On SQLite it would wait for itself for ever.
var ErrNested = errors.New("a transaction was begun inside a transaction: pass the first one on instead")

// InTx runs fn in a transaction: all of it is stored when fn gives no error, none of it otherwise, also after a
// panic. Only answer "saved" after InTx has come back without an error. When the error IsUncertain, nobody knows
// whether it was stored.
func (d *DB) InTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	if ctx.Value(inTxKey{}) != nil {
		return ErrNested
	}
	d.room.give()
	tx, err := d.writer.BeginTx(ctx, nil)
	if err != nil {
		return explain(fmt.Errorf("beginning a transaction: %w", err))
	}
	// After a commit this does nothing. Its own error cannot help anybody: the connection is dropped then.
	defer func() { _ = tx.Rollback() }()
	var after []func(ctx context.Context)
	values := valuesSQLite
	if d.engine == PostgreSQL {
		values = valuesPostgres
	}
	if err := fn(context.WithValue(ctx, inTxKey{}, true), Tx{tx, &after, values}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return explainCommit(err)
	}
	for _, call := range after {
		call(context.WithoutCancel(ctx))
	}
	return nil
}
