package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"nabij/internal/platform/fault"
)

// Query is what reads and writes have in common: the pool and a transaction are both a Query, so that the helpers of
// a store can be put together in one transaction.
type Query interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Row is one row of an answer.
type Row interface {
	Scan(dest ...any) error
}

// QueryLimit is how long one statement may take, unless WithLimit says otherwise.
const QueryLimit = 3 * time.Second

// ReportLimit is how long one statement of a report may take.
const ReportLimit = 8 * time.Second

type limitKey struct{}

// WithLimit gives statements under this context another time limit.
func WithLimit(ctx context.Context, limit time.Duration) context.Context {
	return context.WithValue(ctx, limitKey{}, limit)
}

func withLimit(ctx context.Context) (context.Context, context.CancelFunc) {
	limit, ok := ctx.Value(limitKey{}).(time.Duration)
	if !ok {
		limit = QueryLimit
	}
	return context.WithTimeout(ctx, limit)
}

// All gives every row, each read by scan.
func All[T any](ctx context.Context, q Query, scan func(Row) (T, error), query string, args ...any) ([]T, error) {
	ctx, cancel := withLimit(ctx)
	defer cancel()
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("reading a row: %w", err)
		}
		all = append(all, one)
	}
	return all, explain(rows.Err())
}

// One gives the only row. No row is a fault of kind NotFound; more than one is a mistake in the statement.
func One[T any](ctx context.Context, q Query, scan func(Row) (T, error), query string, args ...any) (T, error) {
	all, err := All(ctx, q, scan, query, args...)
	var none T
	switch {
	case err != nil:
		return none, err
	case len(all) == 0:
		return none, fault.New(fault.NotFound, fault.Text{}).Because(sql.ErrNoRows)
	case len(all) > 1:
		return none, errors.New("one row expected, more were found")
	}
	return all[0], nil
}

// Exec runs a statement and gives the number of rows it touched.
func Exec(ctx context.Context, q Query, query string, args ...any) (int64, error) {
	ctx, cancel := withLimit(ctx)
	defer cancel()
	result, err := q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, explain(err)
	}
	return result.RowsAffected()
}

// ExecEach runs a statement once for each list of arguments. The text is read once, which for long statements on SQLite
// costs as much as carrying them out. The time limit holds for each time.
func ExecEach(ctx context.Context, tx Tx, query string, all [][]any) error {
	statement, err := tx.PrepareContext(ctx, query)
	if err != nil {
		return explain(err)
	}
	defer statement.Close()
	for _, args := range all {
		if err := execPrepared(ctx, statement, args); err != nil {
			return explain(err)
		}
	}
	return nil
}

func execPrepared(ctx context.Context, statement *sql.Stmt, args []any) error {
	ctx, cancel := withLimit(ctx)
	defer cancel()
	_, err := statement.ExecContext(ctx, args...)
	return err
}
