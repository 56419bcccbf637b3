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
	Since string // since when, for the reason that asks most: a day or a moment
	key   string // its place in the list: rank and since
}

// place is where a page of the list ended; the zero place is the start.
type place struct{ Key, Last string }

// list gives the decisions that came back, those that ask most first, within the caseload of the actor or, with teams,
// within the files of those teams. A file that was merged into another brings its decisions along. Somebody's own
// caseload is found by the index of caseload on worker, a team by resident_team; from there the way goes to decisions by
// open_decision_resident and to reasons by came_back_waiting: it never reads the decisions of others. SQLite takes a cross
// join in the order in which it is written, and works out what is materialized once.
func list(ctx context.Context, q db.Query, a access.Actor, teams []string, today people.Day, after place) (page []Item, more bool, err error) {
	in := args{a.Org, a.ID, string(today), after.Key, after.Last}
	const mine = `select m.resident_id as id from caseload m where m.organisation_id = $1 and m.worker_id = $2 and m.until_day is null`
	from := `(` + mine + `) c cross join resident r where r.id = c.id`
	if len(teams) > 0 {
		from = `(select t.id from team t where t.organisation_id = $1 and t.id in ` + in.in(teams) + `) c cross join resident r
			where r.team_id = c.id and (not r.restricted or r.id in (` + mine + `))`
	}
	page, err = db.All(ctx, q, func(row db.Row) (x Item, err error) {
		var opened db.Instant
		err = row.Scan(append(x.targets(&opened), &x.Root, &x.key)...)
		x.Opened, x.Since = dayOf(opened), x.key[min(1, len(x.key)):]
		return x, err
	}, `with recursive sight (id, root) as (
			select r.id, r.id from `+from+` and r.organisation_id = $1 and r.merged_into is null and r.closed_on is null
			union
			select m.id, s.root from sight s cross join resident m where m.organisation_id = $1 and m.merged_into = s.id
		), reasons as materialized (
			select o.deliberation_id as id, s.root, case when o.due_on <= $3 then '`+strconv.Itoa(rankDay)+`' || o.due_on else '9' end as due,
				coalesce((select min(b.rank || b.at) from came_back b where b.organisation_id = $1 and b.deliberation_id = o.deliberation_id
					and b.done_at is null), '9') as back
			from sight s cross join open_decision o where o.organisation_id = $1 and o.resident_id = s.id
		), ranked as (
			select id, root, case when back < due then back else due end as place from reasons where back < '9' or due < '9'
		), page as materialized (
			select * from ranked where (place, id) > ($4, $5) order by place, id limit `+strconv.Itoa(PageSize+1)+`
		)
		select `+openColumns+`, p.root, p.place from page p cross join open_decision o
		where o.organisation_id = $1 and o.deliberation_id = p.id order by p.place, p.id`, in...)
	if len(page) > PageSize {
		page, more = page[:PageSize], true
	}
	return page, more, err
}

// kept is an earlier time that a decision stayed as it was.
type kept struct {
	Day       people.Day
	Name, Why string
}

// keptBefore gives when, by whom and why a decision stayed as it was, the newest first: the reasons that were settled
// together are one.
func keptBefore(ctx context.Context, q db.Query, org, deliberation string) ([]kept, error) {
	return db.All(ctx, q, func(row db.Row) (k kept, err error) {
		var done db.Instant
		err = row.Scan(&done, &k.Name, &k.Why)
		k.Day = dayOf(done)
		return k, err
	}, `select b.done_at, coalesce(w.name, ''), b.why from came_back b left join worker w on w.organisation_id = b.organisation_id and w.id = b.done_by
		where b.organisation_id = $1 and b.deliberation_id = $2 and b.how = 'kept' group by b.done_at, w.name, b.why order by b.done_at desc limit 50`, org, deliberation)
}
