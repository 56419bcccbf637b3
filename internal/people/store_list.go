package people

import (
	"context"
	"strconv"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// PageSize is how many residents one page of a list shows.
const PageSize = 50

// Filter narrows a list of residents. The zero Filter is everybody in scope with an open file.
type Filter struct {
	Mine          bool   `json:"mine,omitempty"`
	Team          string `json:"team,omitempty"`
	Neighbourhood string `json:"neighbourhood,omitempty"`
	Group         string `json:"group,omitempty"`
	Barrier       string `json:"barrier,omitempty"`
	BornFrom      int    `json:"born_from,omitempty"`
	BornUntil     int    `json:"born_until,omitempty"`
	Nobody        bool   `json:"nobody,omitempty"` // in nobody's caseload
	Closed        bool   `json:"closed,omitempty"` // closed files instead of open ones
}

// List gives a page of residents within a scope, by name, after the resident with the sort key and id of an earlier
// page. more tells that there are further ones.
func List(ctx context.Context, q db.Query, a access.Actor, s Scope, f Filter, after string) (page []Resident, more bool, err error) {
	in := args{a.Org, a.ID}
	where := s.visible(a, &in)
	from := "resident r"
	if f.Mine { // from the caseload to the files: SQLite takes a cross join in the order in which it is written
		from = `(select m.resident_id from caseload m where m.organisation_id = $1 and m.worker_id = $2 and m.until_day is null) mine_now
			cross join resident r`
		where += " and r.id = mine_now.resident_id"
	}
	if f.Team != "" {
		where += " and r.team_id = " + in.add(f.Team)
	}
	if f.Neighbourhood != "" {
		where += " and r.neighbourhood_id = " + in.add(f.Neighbourhood)
	}
	for kind, value := range map[string]string{"group": f.Group, "barrier": f.Barrier} {
		if value != "" {
			where += ` and exists (select 1 from resident_tag t where t.organisation_id = r.organisation_id and t.resident_id = r.id
				and t.kind = ` + in.add(kind) + ` and t.value = ` + in.add(value) + `)`
		}
	}
	if f.BornFrom > 0 {
		where += " and r.birth_year >= " + in.add(f.BornFrom)
	}
	if f.BornUntil > 0 {
		where += " and r.birth_year <= " + in.add(f.BornUntil)
	}
	if f.Nobody {
		where += ` and not exists (select 1 from caseload n where n.organisation_id = r.organisation_id and n.resident_id = r.id and n.until_day is null)`
	}
	where += map[bool]string{false: " and r.closed_on is null", true: " and r.closed_on is not null"}[f.Closed]
	if IsID(after) {
		mark := in.add(after)
		where += ` and (r.sort_key, r.id) > (select p.sort_key, p.id from resident p where p.organisation_id = $1 and p.id = ` + mark + `)`
	}
	page, err = db.All(ctx, q, scanFor(a), `select `+residentColumns+`, `+inCaseload+` as mine from `+from+`
		where r.organisation_id = $1 and r.merged_into is null and `+where+`
		order by r.sort_key, r.id limit `+strconv.Itoa(PageSize+1), in...)
	if len(page) > PageSize {
		page, more = page[:PageSize], true
	}
	return page, more, err
}

// SavedFilter is a filter with a name, of one worker or shared with a team.
type SavedFilter struct {
	ID, Owner, Team, Name string
	Filter                Filter
	Version               int64
}

// Filters gives the actor's own saved filters and those shared with their teams. A filter holds no rights: who uses it
// sees what they may see.
func Filters(ctx context.Context, q db.Query, a access.Actor) ([]SavedFilter, error) {
	in := args{a.Org, a.ID}
	return db.All(ctx, q, func(row db.Row) (f SavedFilter, err error) {
		var query db.JSON[Filter]
		err = row.Scan(&f.ID, &f.Owner, &f.Team, &f.Name, &query, &f.Version)
		f.Filter = query.V
		return f, err
	}, `select id, owner_id, coalesce(team_id, ''), name, query, version from saved_filter
		where organisation_id = $1 and (owner_id = $2 or team_id in `+in.in(a.Teams)+`) order by name, id limit 100`, in...)
}

// AddFilter saves a filter.
func AddFilter(ctx context.Context, tx db.Tx, a access.Actor, f SavedFilter, at db.Instant) (string, error) {
	id := NewID(at.Time())
	_, err := db.Exec(ctx, tx, `insert into saved_filter (organisation_id, id, owner_id, team_id, name, query, version) values ($1, $2, $3, $4, $5, $6, 1)`,
		a.Org, id, a.ID, orNull(f.Team), f.Name, db.JSON[Filter]{V: f.Filter})
	return id, err
}

// DropFilter takes away a filter of the actor's own.
func DropFilter(ctx context.Context, tx db.Tx, a access.Actor, id string) error {
	_, err := db.Exec(ctx, tx, `delete from saved_filter where organisation_id = $1 and id = $2 and owner_id = $3`, a.Org, id, a.ID)
	return err
}
