package audit

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"nabij/internal/platform/db"
)

const (
	// numberedAtOnce bounds the lines that get their number in one transaction. On SQLite writers wait for it.
	numberedAtOnce = 256
	// numberLimit bounds how long such a transaction may take.
	numberLimit = 5 * time.Second
)

// number gives the lines of an organisation that wait their numbers, in the order of their moments, and tells whether
// more may wait. Everybody may call it at any time, also two processes at once: the row of the organisation in
// audit_log is locked first. When it fails, everything waits as before.
func (l *Log) number(ctx context.Context, org string) (more bool, err error) {
	l.numbering.Lock()
	defer l.numbering.Unlock()
	ctx, cancel := context.WithTimeout(ctx, numberLimit)
	defer cancel()
	p := &pass{log: l, org: org, mine: l.watch.of(org)}
	if err := l.DB.InTx(ctx, p.run); err != nil {
		return false, fmt.Errorf("numbering audit lines: %w", err)
	}
	l.watch.settled(org, p.settled, p.size)
	for _, what := range p.alarms {
		slog.ErrorContext(ctx, "audit", "what", what)
	}
	return p.full, nil
}

// pass is one transaction that numbers lines.
type pass struct {
	log     *Log
	org     string
	mine    map[string]watched // what this process watched before the transaction began
	rows    []row
	size    int64
	last    db.Instant
	full    bool
	settled []string
	alarms  []string
}

func (p *pass) run(ctx context.Context, tx db.Tx) error {
	s := p.log.store
	before, last, err := s.lock(ctx, tx, p.org)
	if err != nil {
		return err
	}
	p.last = last
	taken, err := s.takeWaiting(ctx, tx, p.org, numberedAtOnce)
	if err != nil {
		return err
	}
	p.full = len(taken) == numberedAtOnce
	slices.SortFunc(taken, func(a, b waiting) int { return cmp.Compare(a.id, b.id) })
	if err := p.sift(ctx, tx, taken); err != nil {
		return err
	}
	if !p.full {
		if err := p.miss(ctx, tx); err != nil {
			return err
		}
	}
	p.size = before + int64(len(p.rows))
	if len(p.rows) == 0 {
		return nil
	}
	p.log.place(p.rows, before+1, p.last)
	p.last, _ = instantOf(p.rows[len(p.rows)-1].at)
	if err := s.add(ctx, tx, p.rows); err != nil {
		return err
	}
	if err := s.complete(ctx, tx, p.org, before, p.size); err != nil {
		return err
	}
	return s.unlock(ctx, tx, p.org, p.size, p.last)
}

// sift sets apart what was changed while it waited: numbering it would mark it as ours. It is kept, and verification
// tells of it. The line that it was before is then missed as well.
func (p *pass) sift(ctx context.Context, tx db.Tx, taken []waiting) error {
	var refused []waiting
	for _, w := range taken {
		r, right := p.row(w)
		if !right {
			refused = append(refused, w)
			p.alarms = append(p.alarms, "a line that waited for its number was not written by the program; it is set apart")
			continue
		}
		p.rows = append(p.rows, r)
		p.settled = append(p.settled, w.id)
		delete(p.mine, w.id)
	}
	return p.log.store.hold(ctx, tx, refused, true)
}

// row gives a line that waited, when it is as the program wrote it.
func (p *pass) row(w waiting) (row, bool) {
	if mine, ok := p.mine[w.id]; ok && mine.waiting == w {
		return mine.row, true
	}
	r, err := w.row()
	return r, err == nil && p.log.Key.marks.rightWaiting(w)
}

// miss looks for lines of this process that should wait and do not. Another process may have numbered them; if not,
// somebody took them out, and a line of its own tells what they told.
func (p *pass) miss(ctx context.Context, tx db.Tx) error {
	since := int64(-1)
	for id, m := range p.mine {
		p.settled = append(p.settled, id)
		if m.since < 0 {
			delete(p.mine, id)
		} else if since < 0 || m.since < since {
			since = m.since
		}
	}
	if len(p.mine) == 0 {
		return nil
	}
	salts, err := p.log.store.saltsSince(ctx, tx, p.org, since)
	if err != nil {
		return err
	}
	var lost []watched
	for _, m := range p.mine {
		if !salts[m.row.salt] {
			lost = append(lost, m)
		}
	}
	slices.SortFunc(lost, func(a, b watched) int { return cmp.Compare(a.id, b.id) })
	for _, m := range lost {
		r := m.row
		r.event, r.detail = "audit.line_lost", "event:"+r.event
		p.rows = append(p.rows, r)
		p.alarms = append(p.alarms, "a line was taken out or changed before it had its number; a line of its own tells what it told")
	}
	return nil
}

// place numbers rows from first on, and seals and marks them. No line has an earlier moment than the one before.
func (l *Log) place(rows []row, first int64, last db.Instant) {
	for i := range rows {
		r := &rows[i]
		own, _ := instantOf(r.at)
		if own.Time().After(last.Time()) {
			last = own
		}
		r.seq, r.at = strconv.FormatInt(first+int64(i), 10), last.String()
		r.behind = strconv.FormatInt(last.Time().Sub(own.Time()).Microseconds(), 10)
		r.sealed = r.person.seal(r.salt)
		r.leaf = r.hash().String()
		r.mark = l.Key.marks.mark(r.org, r.leaf)
	}
}

func instantOf(text string) (at db.Instant, err error) {
	err = at.Scan(text)
	return at, err
}

// write numbers and stores rows of one organisation at once, for what must not be seen without its number. Until the
// transaction ends nobody else of that organisation gets numbers.
func (l *Log) write(ctx context.Context, tx db.Tx, rows []row) error {
	org := rows[0].org
	before, last, err := l.store.lock(ctx, tx, org)
	if err != nil {
		return err
	}
	l.place(rows, before+1, last)
	last, err = instantOf(rows[len(rows)-1].at)
	if err != nil {
		return err
	}
	if err := l.store.add(ctx, tx, rows); err != nil {
		return err
	}
	after := before + int64(len(rows))
	if err := l.store.complete(ctx, tx, org, before, after); err != nil {
		return err
	}
	return l.store.unlock(ctx, tx, org, after, last)
}
