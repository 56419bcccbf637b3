package audit

import (
	"context"
	"errors"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/run"
)

// reading is a call of Note that waits for its lines to be stored.
type reading struct {
	rows []row
	done chan verdict
}

// verdict tells a waiting call that its lines are stored, or that it is its turn to store what waits.
type verdict struct {
	err  error
	lead bool
}

const (
	// notedAtOnce bounds the lines in one transaction of Note.
	notedAtOnce = 200
	// noteLimit bounds how long that transaction may take.
	noteLimit = 5 * time.Second
)

// Note stores lines about something that was only read, in a transaction of its own: answer only after it came back
// without an error. Calls that arrive while another is being stored go into the next transaction together, so that
// many readers wait for one disk and not each for their own turn.
func (l *Log) Note(ctx context.Context, lines ...Line) error {
	if len(lines) == 0 {
		return nil
	}
	rows, err := l.prepare(ctx, lines)
	if err != nil {
		return err
	}
	if l.inside(ctx) {
		return db.ErrNested
	}
	me := &reading{rows: rows, done: make(chan verdict, 1)}
	l.mu.Lock()
	l.waiting = append(l.waiting, me)
	lead := !l.leading
	l.leading = true
	l.mu.Unlock()
	if !lead {
		// A call that was cancelled waits as well: its lines may be stored already.
		v := <-me.done
		if !v.lead {
			return v.err
		}
	}
	return l.lead(me)
}

// lead stores what waits, first of all its own, tells the others, and hands over to who came in the meantime.
func (l *Log) lead(me *reading) error {
	l.mu.Lock()
	var some []*reading
	for n := 0; len(l.waiting) > 0 && (n == 0 || n+len(l.waiting[0].rows) <= notedAtOnce); {
		some = append(some, l.waiting[0])
		n += len(l.waiting[0].rows)
		l.waiting = l.waiting[1:]
	}
	l.mu.Unlock()

	// Not the context of one of them: when that reader leaves, the others must still get their answer.
	ctx, cancel := context.WithTimeout(context.Background(), noteLimit)
	defer cancel()
	err := run.Safely(ctx, "audit note", func(ctx context.Context) error {
		return l.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			var rows []row
			for _, r := range some {
				rows = append(rows, r.rows...)
			}
			return l.hold(ctx, tx, rows)
		})
	})
	for _, r := range some {
		if r != me {
			r.done <- verdict{err: err}
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) > 0 {
		l.waiting[0].done <- verdict{lead: true}
	} else {
		l.leading = false
	}
	return err
}

// inside tells that the context belongs to a transaction. Waiting in it for another transaction would on SQLite be
// waiting for itself. Only db knows; asking to begin one on a context that has ended begins nothing.
func (l *Log) inside(ctx context.Context) bool {
	ended, cancel := context.WithCancel(ctx)
	cancel()
	err := l.DB.InTx(ended, func(context.Context, db.Tx) error { return nil })
	return errors.Is(err, db.ErrNested)
}
