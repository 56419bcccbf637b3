package audit

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
)

// Deps is what the log needs.
type Deps struct {
	DB      *db.DB
	Clock   clock.Clock
	Key     *Key
	Version string // of the program; stands in every line
}

// Log is the audit trail.
type Log struct {
	Deps
	store store

	mu      sync.Mutex // guards what follows; see Note
	waiting []*reading
	leading bool
}

// New makes the log.
func New(d Deps) (*Log, error) {
	if d.DB == nil || d.Clock == nil || d.Key == nil {
		return nil, errors.New("the audit trail needs a database, a clock and a key")
	}
	if d.Version == "" {
		d.Version = "unknown"
	}
	return &Log{Deps: d}, nil
}

// ErrNobody is the error of an event without an actor. Work that nobody asked for names the program, with As.
var ErrNobody = errors.New("an audit line needs an actor in the context")

// Record stores a line in the transaction of what it tells: both are there, or neither. Call it last in the
// transaction: from then on until the commit, others of the same organisation wait for their number.
func (l *Log) Record(ctx context.Context, tx db.Tx, line Line) error {
	return l.RecordAll(ctx, tx, line)
}

// RecordAll is Record for several lines.
func (l *Log) RecordAll(ctx context.Context, tx db.Tx, lines ...Line) error {
	rows, err := l.prepare(ctx, lines)
	if err != nil {
		return err
	}
	return l.write(ctx, tx, rows)
}

// prepare checks lines and fills in who, when and from where. Nothing is asked of the database yet.
func (l *Log) prepare(ctx context.Context, lines []Line) ([]row, error) {
	actor, ok := access.From(ctx)
	if !ok {
		return nil, ErrNobody
	}
	source := sourceOf(ctx)
	var rows []row
	for _, whole := range lines {
		for _, line := range whole.split() {
			if err := line.check(); err != nil {
				return nil, err
			}
			r := row{
				org: actor.Org, event: line.Event, role: roleOf(actor, source, line), device: source.Device, address: source.Address,
				kind: line.Kind, outcome: line.Outcome, detail: line.Detail, version: l.Version,
				person: person{actor: actor.ID, behalf: source.Behalf, session: actor.Session, object: line.ID, ground: line.Ground,
					request: source.Request, residents: line.Residents},
			}
			if r.device == "" {
				r.device = actor.Via
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// roleOf tells in which role somebody acted: the one that gave the ground, the one they chose, or all they have.
func roleOf(a access.Actor, s Source, l Line) string {
	if role, ok := strings.CutPrefix(l.Ground, "role:"); ok {
		return role
	}
	if s.Role != "" {
		return s.Role
	}
	var all []string
	for _, r := range a.Roles {
		all = append(all, string(r))
	}
	slices.Sort(all)
	return strings.Join(all, ",")
}

// write numbers, seals and stores rows of one or more organisations. Organisations go in order, so that two
// transactions never wait for each other.
func (l *Log) write(ctx context.Context, tx db.Tx, rows []row) error {
	slices.SortStableFunc(rows, func(a, b row) int { return strings.Compare(a.org, b.org) })
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].org == rows[0].org {
			n++
		}
		if err := l.writeOne(ctx, tx, rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func (l *Log) writeOne(ctx context.Context, tx db.Tx, rows []row) error {
	now := db.InstantOf(l.Clock.Now())
	if now.IsZero() || now.Time().Year() < 1 || now.Time().Year() > 9999 {
		return fmt.Errorf("the clock stands at %v, which is no moment to record", now.Time())
	}
	org := rows[0].org
	first, at, err := l.store.take(ctx, tx, org, len(rows), now)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		r.seq, r.at = strconv.FormatInt(first+int64(i), 10), at.String()
		r.behind = strconv.FormatInt(at.Time().Sub(now.Time()).Truncate(time.Microsecond).Microseconds(), 10)
		r.salt = rand.Text()
		r.sealed = r.person.seal(r.salt)
		r.leaf = r.hash().String()
		r.mark = l.Key.marks.mark(org, r.leaf)
	}
	if err := l.store.add(ctx, tx, rows); err != nil {
		return err
	}
	return l.store.complete(ctx, tx, org, first-1, first-1+int64(len(rows)))
}
