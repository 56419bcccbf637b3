package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Tx is a transaction. Only InTx makes one.
type Tx struct{ *sql.Tx }

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
	tx, err := d.writer.BeginTx(ctx, nil)
	if err != nil {
		return explain(fmt.Errorf("beginning a transaction: %w", err))
	}
	// After a commit this does nothing. Its own error cannot help anybody: the connection is dropped then.
	defer func() { _ = tx.Rollback() }()
	if err := fn(context.WithValue(ctx, inTxKey{}, true), Tx{tx}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return explainCommit(err)
	}
	return nil
}
