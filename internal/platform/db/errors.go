package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"nabij/internal/platform/fault"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// The result codes of SQLite that are told apart here; see https://www.sqlite.org/rescode.html.
const (
	sqliteBusy       = 5
	sqliteLocked     = 6
	sqliteFull       = 13
	sqliteShmSize    = 4874 // no room for the memory that connections share
	sqliteForeignKey = 787
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067
	sqliteRowID      = 2579
	sqliteCheck      = 275
	sqliteNotNull    = 1299
)

// InUse is the error of a database file that another process uses.
type InUse struct{ Path, Process string }

// Error tells which process, if that is known.
func (e *InUse) Error() string { return e.In("en") }

// In tells it in a language.
func (e *InUse) In(lang string) string {
	form, process := "%s wordt gebruikt door een andere nabij%s. Stop die eerst, of kies een andere map met --data", " (proces %s)"
	if lang == "en" {
		form, process = "%s is in use by another nabij%s. Stop that one first, or choose another folder with --data", " (process %s)"
	}
	if e.Process != "" {
		return fmt.Sprintf(form, e.Path, fmt.Sprintf(process, e.Process))
	}
	return fmt.Sprintf(form, e.Path, "")
}

// IsUnique tells that a row with this key exists already.
func IsUnique(err error) bool { return code(err, "23505", sqlitePrimaryKey, sqliteUnique, sqliteRowID) }

// IsForeignKey tells that a row points at one that does not exist, or is pointed at by one that would be left behind.
func IsForeignKey(err error) bool { return code(err, "23503", sqliteForeignKey) }

// IsCheck tells that a value breaks a rule of its table.
func IsCheck(err error) bool {
	return code(err, "23514", sqliteCheck) || code(err, "23502", sqliteNotNull)
}

// IsConflict tells that two transactions were in each other's way and this one lost: doing it again can succeed.
func IsConflict(err error) bool {
	return code(err, "40001") || code(err, "40P01") || code(err, "55P03", sqliteBusy, sqliteLocked)
}

// IsFull tells that the disk had no room. Nothing of the transaction was stored.
func IsFull(err error) bool {
	return code(err, "53100", sqliteFull, sqliteShmSize)
}

// IsNone tells that One found no row.
func IsNone(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// errUncertain marks a commit of which the outcome is not known.
var errUncertain = errors.New("not certain whether it was stored")

// IsUncertain tells that the connection was lost or the time was up while committing: it may be stored or not. The
// right words for a person are "not certain; we will check, do not type it again".
func IsUncertain(err error) bool { return errors.Is(err, errUncertain) }

// isNoTable tells that a table does not exist. SQLite has no code of its own for it.
func isNoTable(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code() == 1 && strings.Contains(lite.Error(), "no such table")
	}
	return code(err, "42P01")
}

func code(err error, postgres string, lite ...int) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == postgres
	}
	var l *sqlite.Error
	if errors.As(err, &l) {
		for _, c := range lite {
			// Some codes come with a detail in the higher bits, the unique ones are themselves such a detail.
			if l.Code() == c || (c < 256 && l.Code()&0xff == c) {
				return true
			}
		}
	}
	return false
}

// explain makes a fault of what the person can do something about: try again. The rest stays as it is and becomes an
// incident, unless the store knows better (a unique key that was taken is often a Conflict with its own sentence).
func explain(err error) error {
	switch {
	case err == nil:
		return nil
	case IsConflict(err):
		return fault.New(fault.Unavailable, busyText).Because(err)
	case IsFull(err):
		return fault.New(fault.Unavailable, fullText).Because(err)
	case isLost(err):
		return fault.New(fault.Unavailable, lostText).Because(err)
	}
	return err
}

// explainCommit is explain for a commit, where a lost connection has another meaning: unless the driver is certain that
// it sent nothing, the server may have stored it.
func explainCommit(err error) error {
	if pgconn.SafeToRetry(err) {
		return fault.New(fault.Unavailable, lostText).Because(err)
	}
	if isLost(err) || errors.Is(err, sql.ErrTxDone) || errors.Is(err, context.Canceled) {
		return fault.New(fault.Unavailable, uncertainText).Because(errors.Join(errUncertain, err))
	}
	return explain(fmt.Errorf("committing: %w", err))
}

// isLost tells that the database was not reached, or not in time.
func isLost(err error) bool {
	var network net.Error
	var connect *pgconn.ConnectError
	return pgconn.SafeToRetry(err) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.As(err, &network) ||
		errors.As(err, &connect) || errors.Is(err, context.DeadlineExceeded) || pgconn.Timeout(err) ||
		code(err, "57P01") || code(err, "57P02") || code(err, "57P03") || code(err, "53300")
}

var (
	busyText = fault.Say("Het is druk. Er is niets opgeslagen. Probeer het zo opnieuw.",
		"It is busy. Nothing was stored. Try again in a moment.")
	lostText = fault.Say("De opslag antwoordt niet. Er is niets opgeslagen. Probeer het zo opnieuw.",
		"The storage does not answer. Nothing was stored. Try again in a moment.")
	fullText = fault.Say("De schijf is vol. Er is niets opgeslagen. Waarschuw de beheerder; daarna kun je verder.",
		"The disk is full. Nothing was stored. Tell the administrator; after that you can go on.")
	uncertainText = fault.Say("Niet zeker of het is opgeslagen. Wij kijken het na. Typ het niet opnieuw.",
		"It is not certain whether it was stored. We will check. Do not type it again.")
)
