package audit

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"

	"nabij/internal/platform/db"
)

// store holds the statements that write. Every one of them names the organisation.
type store struct{}

const (
	insertLine = `insert into audit_line (organisation_id, seq, at, behind, event, role, device, address, kind, outcome, detail, version,
	actor_id, behalf_of, session, object_id, ground, request, sealed, leaf, mark) values `
	insertResident = `insert into audit_resident (organisation_id, seq, place, resident_id) values `
	insertSalt     = `insert into audit_salt (organisation_id, seq, salt) values `
)

// add stores lines that have their number, seal, leaf and mark.
func (store) add(ctx context.Context, tx db.Tx, rows []row) error {
	var lines, salts, residents values
	for _, r := range rows {
		lines.add(r.org, r.seq, r.at, r.behind, r.event, r.role, r.device, r.address, r.kind, r.outcome, r.detail, r.version,
			r.person.actor, r.person.behalf, r.person.session, r.person.object, r.person.ground, r.person.request, r.sealed, r.leaf, r.mark)
		salts.add(r.org, r.seq, r.salt)
		for i, resident := range r.person.residents {
			residents.add(r.org, r.seq, i+1, resident)
		}
	}
	for _, v := range []struct {
		into string
		values
	}{{insertLine, lines}, {insertSalt, salts}, {insertResident, residents}} {
		if err := v.insert(ctx, tx, v.into); err != nil {
			return fmt.Errorf("storing audit lines: %w", err)
		}
	}
	return nil
}

const insertTree = `insert into audit_tree (organisation_id, level, place, hash) values ($1, $2, $3, $4)`

func (store) addTree(ctx context.Context, tx db.Tx, org string, level int, place int64, hash string) error {
	_, err := db.Exec(ctx, tx, insertTree, org, level, place, hash)
	return err
}

// values collects rows for one insert.
type values [][]any

func (v *values) add(row ...any) { *v = append(*v, row) }

// insert stores the rows. The number of rows in a statement is a power of two, so that there are few different texts:
// PostgreSQL remembers each.
func (v values) insert(ctx context.Context, tx db.Tx, into string) error {
	for len(v) > 0 {
		columns := len(v[0])
		rows := 1 << (bits.Len(uint(min(len(v), max(1, tx.ValuesAtOnce()/columns)))) - 1)
		text := insertText(into, rows, columns)
		var all [][]any
		for ; len(v) >= rows; v = v[rows:] {
			all = append(all, slices.Concat(v[:rows]...))
		}
		if len(all) >= preparedFrom {
			if err := db.ExecEach(ctx, tx, text, all); err != nil {
				return err
			}
			continue
		}
		for _, args := range all {
			if _, err := db.Exec(ctx, tx, text, args...); err != nil {
				return err
			}
		}
	}
	return nil
}

// preparedFrom is from how many times on a statement is prepared: that is two more turns to PostgreSQL.
const preparedFrom = 5

func insertText(into string, rows, columns int) string {
	var text strings.Builder
	text.WriteString(into)
	for i := range rows * columns {
		switch {
		case i == 0:
			text.WriteString("(")
		case i%columns == 0:
			text.WriteString("), (")
		default:
			text.WriteString(", ")
		}
		text.WriteString("$" + strconv.Itoa(i+1))
	}
	text.WriteString(")")
	return text.String()
}

// The lines of some events before a day that still hold what points at people; the list of events is filled in.
const forgettable = `organisation_id = $1 and seq in
	(select l.seq from audit_line l where l.organisation_id = $1 and l.at < $2 and l.actor_id is not null and l.event in (%s))`

// whichForget is the condition on lines of these events before a day that still hold what points at people, and its arguments.
func whichForget(org string, events []string, before db.Date) (string, []any) {
	args := []any{org, before.String()}
	var marks []string
	for _, e := range events {
		args = append(args, e)
		marks = append(marks, "$"+strconv.Itoa(len(args)))
	}
	return fmt.Sprintf(forgettable, strings.Join(marks, ", ")), args
}

// old tells whether there is such a line.
func (store) old(ctx context.Context, tx db.Tx, org string, events []string, before db.Date) (bool, error) {
	which, args := whichForget(org, events, before)
	found, err := db.All(ctx, tx, func(row db.Row) (n int64, err error) { return n, row.Scan(&n) }, `select seq from audit_line where `+which+` limit 1`, args...)
	return len(found) > 0, err
}

// forget removes what points at people from such lines. Lines go last, because they are how the others are found.
func (store) forget(ctx context.Context, tx db.Tx, org string, events []string, before db.Date) (int64, error) {
	which, args := whichForget(org, events, before)
	var n int64
	for _, statement := range []string{
		`delete from audit_resident where ` + which,
		`delete from audit_salt where ` + which,
		`update audit_line set actor_id = null, behalf_of = null, session = null, object_id = null, ground = null, request = null where ` + which,
	} {
		var err error
		if n, err = db.Exec(db.WithLimit(ctx, forgetLimit), tx, statement, args...); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// forgetLimit bounds one statement of forgetting, which can touch a year of lines.
const forgetLimit = time.Minute
