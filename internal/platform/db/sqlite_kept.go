package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"strings"

	"modernc.org/sqlite"
)

// Reading the text of a statement costs SQLite about as much as carrying it out, and a page asks the same twenty statements
// each time. So each connection keeps the statements that come back ready, as the driver of PostgreSQL does by itself.

// mostKept is how many statements one connection keeps ready; the one that was not used for longest makes room.
const mostKept = 250

// keeping makes connections that keep statements.
type keeping struct{ driver.Connector }

func newKeeping(address string) (*keeping, error) {
	c, err := sqlite.NewConnector(address)
	return &keeping{c}, err
}

// Connect opens a connection.
func (k *keeping) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	whole, ok := c.(connection)
	if !ok { // the driver has changed: rather no start than a connection that cannot do everything
		return nil, errors.Join(errors.New("the SQLite driver lacks something that is needed"), c.Close())
	}
	return &keptConn{connection: whole, seen: map[string]bool{}, ready: map[string]*keptStatement{}}, nil
}

// connection is what database/sql asks of the driver's connection.
type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type keptConn struct {
	connection
	seen  map[string]bool // texts that came once
	ready map[string]*keptStatement
	turn  uint64
}

// keptStatement is a statement that is ready.
type keptStatement struct {
	statement
	used uint64
	busy bool // its rows are being read
}

type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// keeps tells whether a text may be kept: one statement that reads or writes rows, from its second time on.
func (c *keptConn) keeps(query string) bool {
	if c.seen[query] {
		return true
	}
	word, _, _ := strings.Cut(strings.TrimLeft(query, " \t\n"), " ")
	switch strings.TrimSpace(word) {
	case "select", "insert", "update", "delete", "with":
	default:
		return false
	}
	if !strings.Contains(query, ";") {
		if len(c.seen) >= 4*mostKept {
			clear(c.seen)
		}
		c.seen[strings.Clone(query)] = true
	}
	return false
}

// statement gives the ready statement of a text, or nil when it must go the plain way.
func (c *keptConn) statement(ctx context.Context, query string) (*keptStatement, error) {
	s := c.ready[query]
	if s == nil {
		if !c.keeps(query) {
			return nil, nil
		}
		plain, err := c.connection.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		can, ok := plain.(statement)
		if !ok {
			return nil, plain.Close()
		}
		if err := c.room(); err != nil {
			return nil, errors.Join(err, plain.Close())
		}
		s = &keptStatement{statement: can}
		c.ready[strings.Clone(query)] = s
	}
	if s.busy {
		return nil, nil
	}
	c.turn++
	s.used = c.turn
	return s, nil
}

// room lets go of the statement that was not used for longest, when there are too many.
func (c *keptConn) room() error {
	if len(c.ready) < mostKept {
		return nil
	}
	oldest := ""
	for query, s := range c.ready {
		if !s.busy && (oldest == "" || s.used < c.ready[oldest].used) {
			oldest = query
		}
	}
	return c.drop(oldest)
}

func (c *keptConn) drop(query string) error {
	s := c.ready[query]
	if s == nil {
		return nil
	}
	delete(c.ready, query)
	return s.Close()
}

// ExecContext carries out a statement.
func (c *keptConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.statement(ctx, query)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return c.connection.ExecContext(ctx, query, args)
	}
	result, err := s.ExecContext(ctx, args)
	if err != nil { // it may have stopped half way
		return nil, errors.Join(err, c.drop(query))
	}
	return result, nil
}

// QueryContext asks for rows.
func (c *keptConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.statement(ctx, query)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return c.connection.QueryContext(ctx, query, args)
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		return nil, errors.Join(err, c.drop(query))
	}
	s.busy = true
	return &keptRows{Rows: rows, conn: c, query: query, of: s}, nil
}

// Close lets go of everything.
func (c *keptConn) Close() error {
	var all []error
	for query := range c.ready {
		all = append(all, c.drop(query))
	}
	return errors.Join(append(all, c.connection.Close())...)
}

// keptRows are the rows of a ready statement, which is free again after them.
type keptRows struct {
	driver.Rows
	conn   *keptConn
	query  string
	of     *keptStatement
	failed bool
}

// Next reads a row.
func (r *keptRows) Next(to []driver.Value) error {
	err := r.Rows.Next(to)
	r.failed = r.failed || err != nil && !errors.Is(err, io.EOF)
	return err
}

// Close ends reading.
func (r *keptRows) Close() error {
	err := r.Rows.Close()
	r.of.busy = false
	if err != nil || r.failed {
		if r.conn.ready[r.query] == r.of {
			err = errors.Join(err, r.conn.drop(r.query))
		}
	}
	return err
}
