package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"nabij/internal/platform/fault"

	"github.com/jackc/pgx/v5/pgconn"
)

func TestExplain(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		kind fault.Kind
	}{
		{"none", nil, fault.Unknown},
		{"a mistake of ours", errors.New("syntax error"), fault.Unknown},
		{"unique stays for the store to say", &pgconn.PgError{Code: "23505"}, fault.Unknown},
		{"serialization", fmt.Errorf("x: %w", &pgconn.PgError{Code: "40001"}), fault.Unavailable},
		{"deadlock", &pgconn.PgError{Code: "40P01"}, fault.Unavailable},
		{"server stops", &pgconn.PgError{Code: "57P01"}, fault.Unavailable},
		{"too many connections", &pgconn.PgError{Code: "53300"}, fault.Unavailable},
		{"lost", driver.ErrBadConn, fault.Unavailable},
		{"time is up", context.DeadlineExceeded, fault.Unavailable},
		{"network", &net.OpError{Op: "read", Err: errors.New("reset")}, fault.Unavailable},
		{"the server was gone in the middle of a word", fmt.Errorf("receive: %w", io.ErrUnexpectedEOF), fault.Unavailable},
		{"nothing was sent", unsent{}, fault.Unavailable},
		{"the person went away", context.Canceled, fault.Unknown},
	} {
		got := explain(c.err)
		if fault.KindOf(got) != c.kind || (c.err != nil && !errors.Is(got, c.err)) {
			t.Errorf("%s: got %v of kind %v, want %v", c.name, got, fault.KindOf(got), c.kind)
		}
	}
}

// unsent is an error of a connection that the driver found closed before it sent anything.
type unsent struct{}

func (unsent) Error() string     { return "conn closed" }
func (unsent) SafeToRetry() bool { return true }

func TestACommitOfWhichTheOutcomeIsNotKnown(t *testing.T) {
	for _, err := range []error{driver.ErrBadConn, context.DeadlineExceeded, &net.OpError{Op: "read", Err: errors.New("reset")}, sql.ErrTxDone, context.Canceled} {
		if got := explainCommit(err); !IsUncertain(got) || fault.KindOf(got) != fault.Unavailable || !errors.Is(got, err) {
			t.Errorf("%v: got %v", err, got)
		}
	}
	for _, err := range []error{&pgconn.PgError{Code: "40001"}, &pgconn.PgError{Code: "23503"}, errors.New("disk full"), unsent{}} {
		if got := explainCommit(err); IsUncertain(got) {
			t.Errorf("%v is certain: nothing was stored", err)
		}
	}
	f, _ := fault.As(explainCommit(driver.ErrBadConn))
	if f.Text != uncertainText {
		t.Errorf("the person is told %q", f.Sentence("nl"))
	}
}

func TestIsConflict(t *testing.T) {
	for code, want := range map[string]bool{"40001": true, "40P01": true, "55P03": true, "23505": false, "42601": false} {
		if got := IsConflict(&pgconn.PgError{Code: code}); got != want {
			t.Errorf("%s: %v", code, got)
		}
	}
	if IsConflict(nil) || IsUnique(errors.New("x")) || isNoTable(errors.New("no such table")) {
		t.Error("an error that does not come from a database was recognised as one")
	}
}
