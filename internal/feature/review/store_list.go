package review

import (
	"context"
	"strconv"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// PageSize is how many decisions one page of the list shows.
const PageSize = 25

// Item is a decision on the list.
type Item struct {
	Open
	Root  string // the file in which the resident is now
	Rank  int64
	Since string
}

// place is where a page of the list ended.
type place struct {
	Rank        int64
	Since, Last string
}

// list gives the decisions that came back, those that ask most first, within the caseload of the actor or, with teams,
// within the files of those teams. A file that was merged into another brings its decisions along. Somebody's own
// caseload is found by the index of caseload on worker, a team by resident_team; from there the way goes to decisions by
// open_decision_resident and to reasons by came_back_waiting: it never reads the decisions of others. SQLite takes a cross
// join in the order in which it is written.
func list(ctx context.Context, q db.Query, a access.Actor, teams []string, today people.Day, after place) (page []Item, more bool, err error) {
	in := args{a.Org, a.ID, string(today), after.Rank, after.Since, after.Last}
	const mine = `select m.resident_id from caseload m where m.organisation_id = $1 and m.worker_id = $2 and m.until_day is null`
	from := `(` + mine + `) c cross join resident r where r.organisation_id = $1 and r.id = c.resident_id`
	if len(teams) > 0 {
		from = `resident r where r.organisation_id = $1 and r.team_id in ` + in.in(teams) + ` and (not r.restricted or r.id in (` + mine + `))`
	}
	page, err = db.All(ctx, q, func(row db.Row) (x Item, err error) {
		var opened db.Instant
		err = row.Scan(append(x.targets(&opened), &x.Root, &x.Rank, &x.Since)...)
		x.Opened = dayOf(opened)
		return x, err
	}, `with recursive sight (id, root) as (
			select r.id, r.id from `+from+` and r.merged_into is null and r.closed_on is null
			union
			select m.id, s.root from sight s cross join resident m where m.organisation_id = $1 and m.merged_into = s.id
		), reasons as (
			select o.*, s.root,
				coalesce((select min(b.rank) from came_back b where b.organisation_id = $1 and b.deliberation_id = o.deliberation_id and b.done_at is null), 9) as back_rank,
				coalesce((select min(b.at) from came_back b where b.organisation_id = $1 and b.deliberation_id = o.deliberation_id and b.done_at is null), '9') as back_since,
				case when o.due_on <= $3 then 3 else 9 end as due_rank,
				case when o.due_on <= $3 then o.due_on else '9' end as due_since
			from sight s cross join open_decision o where o.organisation_id = $1 and o.resident_id = s.id
		), ranked as (
			select r.*, case when back_rank < due_rank then back_rank else due_rank end as rank,
				case when back_since < due_since then back_since else due_since end as since
			from reasons r where back_rank < 9 or due_rank < 9
		)
		select `+openColumns+`, o.root, o.rank, o.since from ranked o
		where (o.rank, o.since, o.deliberation_id) > ($4, $5, $6)
		order by o.rank, o.since, o.deliberation_id limit `+strconv.Itoa(PageSize+1), in...)
	if len(page) > PageSize {
		page, more = page[:PageSize], true
	}
	return page, more, err
}
