package audit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"nabij/internal/platform/db"
)

// waiting is a line as it waits for its number: everything is known but the number, and what follows from it.
type waiting struct {
	org, id, body, mark string
}

// waitingForm is the first field of a body, as in leaf.go.
const waitingForm = "nabij audit waiting 1"

// momentLength is that of the moment with which an id begins.
const momentLength = len("2006-01-02T15:04:05.000000Z")

// waitingOf makes a row ready to wait. Its id is in the order of the moments, and for one process in the order in
// which lines were recorded.
func (l *Log) waitingOf(r *row) (waiting, error) {
	w := waiting{org: r.org, id: fmt.Sprintf("%s.%010x.%s", r.at, l.recorded.Add(1)&(1<<40-1), r.salt[:8])}
	p := &r.person
	fields := append([]string{waitingForm, r.event, r.role, r.device, r.address, r.kind, r.outcome, r.detail, r.version,
		r.salt, p.actor, p.behalf, p.session, p.object, p.ground, p.request}, p.residents...)
	// Here and not at the numbering: what the tables cannot hold must fail its own change, not the lines beside it.
	for _, f := range fields {
		if !utf8.ValidString(f) || strings.ContainsRune(f, 0) {
			return waiting{}, errors.New("an audit line holds what is no text")
		}
	}
	body, err := json.Marshal(fields)
	if err != nil {
		return waiting{}, fmt.Errorf("storing audit lines: %w", err)
	}
	w.body = string(body)
	w.mark = l.Key.marks.markWaiting(w)
	return w, nil
}

const waitingFields = 16

var errWaiting = errors.New("this is not a line that waits for its number")

// row gives the line back.
func (w waiting) row() (row, error) {
	var f []string
	if err := json.Unmarshal([]byte(w.body), &f); err != nil || len(f) < waitingFields || f[0] != waitingForm {
		return row{}, errWaiting
	}
	if _, err := w.moment(); err != nil {
		return row{}, errWaiting
	}
	return row{org: w.org, at: w.id[:momentLength], event: f[1], role: f[2], device: f[3], address: f[4], kind: f[5], outcome: f[6],
		detail: f[7], version: f[8], salt: f[9],
		person: person{actor: f[10], behalf: f[11], session: f[12], object: f[13], ground: f[14], request: f[15], residents: f[16:]}}, nil
}

// moment is when the line was recorded.
func (w waiting) moment() (db.Instant, error) {
	if len(w.id) < momentLength {
		return db.Instant{}, errWaiting
	}
	var at db.Instant
	err := at.Scan(w.id[:momentLength])
	return at, err
}

func (m marker) markWaiting(w waiting) string { return m.over(waitingForm, w.org, w.id, w.body) }

func (m marker) rightWaiting(w waiting) bool { return same(m.markWaiting(w), w.mark) }

// hold stores rows that wait for their number, in the transaction of what they tell.
func (l *Log) hold(ctx context.Context, tx db.Tx, rows []row) error {
	all := make([]waiting, len(rows))
	watched := make([]watched, len(rows))
	for i := range rows {
		w, err := l.waitingOf(&rows[i])
		if err != nil {
			return err
		}
		all[i] = w
		watched[i] = l.watch.begin(w, rows[i])
	}
	if err := l.store.hold(ctx, tx, all, false); err != nil {
		return err
	}
	tx.After(func(ctx context.Context) { l.committed(ctx, watched) })
	return nil
}

// patience is how much younger the newest numbered line may be than one that waits. Who numbers takes the oldest
// first, some hundredths of a second after they are stored; only a transaction that took this long may come later.
const patience = time.Minute

// judgeWaiting looks at the lines without a number: that the program wrote them, and that they were not passed over.
// After the program was ended with force some wait until it starts again, and that is right.
func (v *verifier) judgeWaiting(ctx context.Context) error {
	all, err := v.store.allWaiting(ctx, v.db.Read(), v.org)
	if err != nil {
		return err
	}
	v.report.Waiting = int64(len(all))
	for i, h := range all {
		place := v.size + 1 + int64(i)
		_, unreadable := h.row()
		at, _ := h.moment()
		switch key := v.check.Key; {
		case key != nil && place >= v.check.KeyFrom && !key.marks.rightWaiting(h.waiting):
			v.report.find(Forged, place, place)
		case unreadable != nil, h.refused, h.last > db.InstantOf(at.Time().Add(patience)).String():
			v.report.find(Extra, place, place)
		}
	}
	return nil
}
