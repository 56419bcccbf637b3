package audit

import (
	"context"
	"fmt"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Entry is a line as it is read. When the values that point at people were forgotten they are empty.
type Entry struct {
	Seq       int64
	At        time.Time // in UTC
	Behind    time.Duration
	Event     Event
	Actor     string
	Role      string
	Behalf    string
	Session   string
	Device    string
	Address   string
	Kind, ID  string
	Residents []string // those of the line that were asked for; see ByResident
	Ground    string
	Outcome   string
	Detail    string
	Request   string
	Version   string
	Forgotten bool
}

// Page asks for a part of a list, newest lines first.
type Page struct {
	Before int64 // only lines with a lower number; 0 begins at the newest
	Limit  int   // at most MaxPage, which is also what 0 means
}

// MaxPage is the number of lines in one page.
const MaxPage = 500

// List is one page.
type List struct {
	Entries []Entry
	// Next is what to put in Page.Before for the following page; 0 when there is none.
	Next int64
}

// ByResident gives the lines that touch a resident's file. Other residents of the same lines are left out. Reading the
// log is itself in the log, before anything is given.
func (l *Log) ByResident(ctx context.Context, d access.Decision, resident string, p Page) (List, error) {
	return l.read(ctx, d, Line{Event: "audit.read", Kind: "resident", ID: resident, Residents: []string{resident}},
		filter{resident: resident}, p)
}

// SeenByResident is ByResident for the list that is shown or given to the resident: the audit says so.
func (l *Log) SeenByResident(ctx context.Context, d access.Decision, resident string, p Page) (List, error) {
	return l.read(ctx, d, Line{Event: "resident.log_seen", Kind: "resident", ID: resident, Residents: []string{resident}},
		filter{resident: resident}, p)
}

// ByActor gives the lines of what a worker did.
func (l *Log) ByActor(ctx context.Context, d access.Decision, actor string, p Page) (List, error) {
	return l.read(ctx, d, Line{Event: "audit.read", Kind: "worker", ID: actor}, filter{actor: actor}, p)
}

// Between gives the lines from a moment, up to but not including another.
func (l *Log) Between(ctx context.Context, d access.Decision, from, to time.Time, p Page) (List, error) {
	return l.read(ctx, d, Line{Event: "audit.read", Kind: "audit", Detail: detailOf(from, to)},
		filter{from: db.InstantOf(from), to: db.InstantOf(to)}, p)
}

func detailOf(from, to time.Time) string {
	const day = "2006-01-02"
	return "from:" + from.UTC().Format(day) + ",to:" + to.UTC().Format(day)
}

// filter says which lines; what is empty does not count.
type filter struct {
	resident, actor string
	from, to        db.Instant
	events          []string
	outcome         string
	several         bool // more than one of them at a time
}

func (l *Log) read(ctx context.Context, d access.Decision, line Line, f filter, p Page) (List, error) {
	actor, err := l.noteReading(ctx, d, line)
	if err != nil {
		return List{}, err
	}
	return l.page(ctx, actor.Org, f, p)
}

// noteReading writes down that somebody reads the trail, or wanted to and may not, and numbers what waits.
func (l *Log) noteReading(ctx context.Context, d access.Decision, line Line) (access.Actor, error) {
	actor, ok := access.From(ctx)
	if !ok {
		return actor, ErrNobody
	}
	if !d.Allowed {
		line.Outcome, line.Detail = Refused, ""
		if err := l.Note(ctx, line); err != nil {
			return actor, err
		}
		return actor, fault.New(fault.Forbidden, fault.Text{})
	}
	line.Ground = d.Ground
	if err := l.Note(ctx, line); err != nil {
		return actor, fmt.Errorf("the audit trail is not shown, because that could not be recorded: %w", err)
	}
	if err := l.settle(ctx, actor.Org); err != nil {
		return actor, fmt.Errorf("reading the audit trail: %w", err)
	}
	return actor, nil
}

func (l *Log) page(ctx context.Context, org string, f filter, p Page) (List, error) {
	limit := p.Limit
	if limit <= 0 || limit > MaxPage {
		limit = MaxPage
	}
	entries, err := l.store.list(ctx, l.DB.Read(), org, f, p.Before, limit+1)
	if err != nil {
		return List{}, fmt.Errorf("reading the audit trail: %w", err)
	}
	list := List{Entries: entries}
	if len(entries) > limit {
		list.Entries = entries[:limit]
		list.Next = entries[limit-1].Seq
	}
	if err := l.store.addResidents(ctx, l.DB.Read(), org, f.resident, list.Entries); err != nil {
		return List{}, fmt.Errorf("reading the audit trail: %w", err)
	}
	return list, nil
}
