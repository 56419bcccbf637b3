package audit

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"nabij/internal/platform/db"
)

const listColumns = `l.seq, l.at, l.behind, l.event, coalesce(l.actor_id, ''), l.role, coalesce(l.behalf_of, ''), coalesce(l.session, ''), l.device, l.address,
	l.kind, coalesce(l.object_id, ''), coalesce(l.ground, ''), l.outcome, l.detail, coalesce(l.request, ''), l.version, l.actor_id is null`

// One statement for each question, so that each uses its index.
const (
	listByResident = `select ` + listColumns + ` from audit_line l
		where l.organisation_id = $1 and l.seq < $2
			and l.seq in (select r.seq from audit_resident r where r.organisation_id = $1 and r.resident_id = $4 and r.seq < $2 order by r.seq desc limit $3)
		order by l.seq desc limit $3`
	listByActor = `select ` + listColumns + ` from audit_line l
		where l.organisation_id = $1 and l.seq < $2 and l.actor_id = $4 order by l.seq desc limit $3`
	listBetween = `select ` + listColumns + ` from audit_line l
		where l.organisation_id = $1 and l.seq < $2 and l.at >= $4 and l.at < $5 order by l.at desc, l.seq desc limit $3`
)

// list gives lines, newest first.
func (store) list(ctx context.Context, q db.Query, org string, f filter, before int64, limit int) ([]Entry, error) {
	if before <= 0 {
		before = 1 << 62
	}
	statement, args := listBetween, []any{org, before, limit, f.from, f.to}
	switch {
	case f.several:
		statement, args = listSeveral(org, f, before, limit)
	case f.resident != "":
		statement, args = listByResident, []any{org, before, limit, f.resident}
	case f.actor != "":
		statement, args = listByActor, []any{org, before, limit, f.actor}
	}
	return db.All(ctx, q, scanEntry, statement, args...)
}

// listSeveral asks for what all parts of a filter let through. The moments are always asked for: they are what the index of
// moments is for.
func listSeveral(org string, f filter, before int64, limit int) (statement string, args []any) {
	args = []any{org, before, limit, f.from, f.to}
	var more strings.Builder
	value := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	if f.actor != "" {
		more.WriteString(" and l.actor_id = " + value(f.actor))
	}
	if f.resident != "" {
		more.WriteString(" and l.seq in (select r.seq from audit_resident r where r.organisation_id = $1 and r.resident_id = " + value(f.resident) + ")")
	}
	if f.outcome != "" {
		more.WriteString(" and l.outcome = " + value(f.outcome))
	}
	if len(f.events) > 0 {
		marks := make([]string, len(f.events))
		for i, e := range f.events {
			marks[i] = value(e)
		}
		more.WriteString(" and l.event in (" + strings.Join(marks, ", ") + ")")
	}
	return `select ` + listColumns + ` from audit_line l
		where l.organisation_id = $1 and l.seq < $2 and l.at >= $4 and l.at < $5` + more.String() + ` order by l.at desc, l.seq desc limit $3`, args
}

func scanEntry(r db.Row) (e Entry, err error) {
	var at db.Instant
	var behind int64
	var code string
	err = r.Scan(&e.Seq, &at, &behind, &code, &e.Actor, &e.Role, &e.Behalf, &e.Session, &e.Device, &e.Address,
		&e.Kind, &e.ID, &e.Ground, &e.Outcome, &e.Detail, &e.Request, &e.Version, &e.Forgotten)
	e.At, e.Behind = at.Time(), time.Duration(behind)*time.Microsecond
	event, known := Find(code)
	if !known { // of a newer program
		event = Event{Code: code}
	}
	e.Event = event
	return e, err
}

const residentsOfLines = `select seq, resident_id from audit_resident
	where organisation_id = $1 and (cast($2 as text) = '' or resident_id = $2) and seq in (%s) order by seq, place`

// addResidents fills in the residents of entries; with only, no others than that one.
func (store) addResidents(ctx context.Context, q db.Query, org, only string, entries []Entry) error {
	if len(entries) == 0 {
		return nil
	}
	at := make(map[int64]*Entry, len(entries))
	args := []any{org, only}
	var marks []string
	for i := range entries {
		at[entries[i].Seq] = &entries[i]
		args = append(args, entries[i].Seq)
		marks = append(marks, "$"+strconv.Itoa(len(args)))
	}
	_, err := db.All(ctx, q, func(r db.Row) (struct{}, error) {
		var seq int64
		var resident string
		err := r.Scan(&seq, &resident)
		if e := at[seq]; e != nil && err == nil {
			e.Residents = append(e.Residents, resident)
		}
		return struct{}{}, err
	}, fmt.Sprintf(residentsOfLines, strings.Join(marks, ", ")), args...)
	return err
}
