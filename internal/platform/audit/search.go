package audit

import (
	"context"
	"slices"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// Filter says which lines somebody looks for; what is empty does not count.
type Filter struct {
	From, To        time.Time // from a moment, up to but not including another
	Actor, Resident string
	Class           Class
	Event           string // a code; goes before Class
	Outcome         string
}

// How the lines that were looked for leave the log.
type How string

// The ways.
const (
	OnScreen How = "audit.read"
	OnPaper  How = "audit.printed"
	InAFile  How = "audit.exported"
)

// Search gives a page of the lines that a filter lets through, newest first. With a resident in the filter the other
// residents of the same lines are left out.
func (l *Log) Search(ctx context.Context, d access.Decision, f Filter, p Page) (List, error) {
	return l.read(ctx, d, f.line(OnScreen, ""), f.inner(), p)
}

// Gather gives all lines of a filter at once, newest first, for paper or a file, and tells whether there were more than
// most. It is in the log as one reading; why says for what, as a code.
func (l *Log) Gather(ctx context.Context, d access.Decision, how How, why string, f Filter, most int) (all []Entry, more bool, err error) {
	actor, err := l.noteReading(ctx, d, f.line(how, why))
	if err != nil {
		return nil, false, err
	}
	return l.gather(ctx, actor.Org, f.inner(), most)
}

// Stretches reads several stretches of time after each other: between each two moments that follow on one another, newest
// lines first, at most so many of each. It is in the log as one reading.
func (l *Log) Stretches(ctx context.Context, d access.Decision, bounds []time.Time, most int, each func(entries []Entry, more bool) error) error {
	if len(bounds) < 2 {
		return nil
	}
	line := Line{Event: "audit.read", Kind: "audit", Detail: detailOf(bounds[0], bounds[len(bounds)-1])}
	actor, err := l.noteReading(ctx, d, line)
	if err != nil {
		return err
	}
	for i := range bounds[1:] {
		entries, more, err := l.gather(ctx, actor.Org, filter{from: db.InstantOf(bounds[i]), to: db.InstantOf(bounds[i+1])}, most)
		if err != nil {
			return err
		}
		if err := each(entries, more); err != nil {
			return err
		}
	}
	return nil
}

func (l *Log) gather(ctx context.Context, org string, f filter, most int) (all []Entry, more bool, err error) {
	for p := (Page{}); ; {
		list, err := l.page(ctx, org, f, p)
		if err != nil {
			return nil, false, err
		}
		all = append(all, list.Entries...)
		if len(all) > most {
			return all[:most], true, nil
		}
		if p.Before = list.Next; p.Before == 0 {
			return all, false, nil
		}
	}
}

// line tells in the log what somebody looked for.
func (f Filter) line(how How, why string) Line {
	line := Line{Event: string(how), Kind: "audit", Detail: detailOf(f.From, f.To)}
	switch {
	case f.Resident != "":
		line.Kind, line.ID, line.Residents = "resident", f.Resident, []string{f.Resident}
	case f.Actor != "":
		line.Kind, line.ID = "worker", f.Actor
	}
	for _, more := range []struct{ name, value string }{{"event", f.Event}, {"class", string(f.Class)}, {"outcome", f.Outcome}, {"reason", why}} {
		if more.value != "" {
			line.Detail += "," + more.name + ":" + more.value
		}
	}
	return line
}

func (f Filter) inner() filter {
	in := filter{resident: f.Resident, actor: f.Actor, from: db.InstantOf(f.From), to: db.InstantOf(f.To), outcome: f.Outcome, several: true}
	switch {
	case f.Event != "":
		in.events = []string{f.Event}
	case f.Class != "":
		for _, e := range events {
			if e.Class == f.Class {
				in.events = append(in.events, e.Code)
			}
		}
	}
	slices.Sort(in.events)
	return in
}

// Health is what can be told of the trail without reading it.
type Health struct {
	Lines    int64      // with a number
	Waiting  int64      // stored, without a number yet
	Oldest   db.Instant // since when the oldest of those waits
	SetApart int64      // changed while they waited: they get no number
}

// Health tells how the trail of the actor's organisation is.
func (l *Log) Health(ctx context.Context) (h Health, err error) {
	actor, ok := access.From(ctx)
	if !ok {
		return h, ErrNobody
	}
	if h.Lines, err = l.store.size(ctx, l.DB.Read(), actor.Org); err != nil {
		return h, err
	}
	var oldest string
	if h.Waiting, oldest, err = l.store.countWaiting(ctx, l.DB.Read(), actor.Org, waitsForNumber); err != nil {
		return h, err
	}
	if oldest != "" {
		if h.Oldest, err = (waiting{id: oldest}).moment(); err != nil {
			return h, err
		}
	}
	h.SetApart, _, err = l.store.countWaiting(ctx, l.DB.Read(), actor.Org, setApart)
	return h, err
}
