package audit

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

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

	recorded  atomic.Uint64 // lines that this process recorded; see waitingOf
	watch     watch
	numbering sync.Mutex    // one at a time numbers lines, in this process
	running   atomic.Bool   // Run does that
	stored    chan struct{} // wakes Run

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
	return &Log{Deps: d, stored: make(chan struct{}, 1)}, nil
}

// ErrNobody is the error of an event without an actor. Work that nobody asked for names the program, with As.
var ErrNobody = errors.New("an audit line needs an actor in the context")

// Record stores a line in the transaction of what it tells: both are there, or neither. It gets its number soon after
// the commit (Run), and a list that is asked for later shows it. Nobody waits for anybody.
func (l *Log) Record(ctx context.Context, tx db.Tx, line Line) error {
	return l.RecordAll(ctx, tx, line)
}

// RecordAll is Record for several lines.
func (l *Log) RecordAll(ctx context.Context, tx db.Tx, lines ...Line) error {
	rows, err := l.prepare(ctx, lines)
	if err != nil {
		return err
	}
	return l.hold(ctx, tx, rows)
}

// prepare checks lines and fills in who, when and from where. Nothing is asked of the database yet.
func (l *Log) prepare(ctx context.Context, lines []Line) ([]row, error) {
	actor, ok := access.From(ctx)
	if !ok {
		return nil, ErrNobody
	}
	now := db.InstantOf(l.Clock.Now())
	if now.IsZero() || now.Time().Year() < 1 || now.Time().Year() > 9999 {
		return nil, fmt.Errorf("the clock stands at %v, which is no moment to record", now.Time())
	}
	source := sourceOf(ctx)
	var rows []row
	for _, whole := range lines {
		for _, line := range whole.split() {
			if err := line.check(); err != nil {
				return nil, err
			}
			r := row{
				org: actor.Org, at: now.String(), salt: rand.Text(), event: line.Event, role: roleOf(actor, source, line), device: source.Device, address: source.Address,
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
