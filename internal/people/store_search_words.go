package people

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/people/names"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// A name that many people have must not be read as far as there are people. Two things see to that:
//
//	one word typed       when very many are named so, the index of the words is read in the order of names, team by team,
//	                     and no further than a page can show; the own caseload is always looked through wholly, so
//	                     nobody in it is ever missed
//	several words typed  the one that fewest people have leads; of those few it is looked whether the others fit too

// meaning is a word of the vocabulary that a typed word may stand for.
type meaning struct {
	word string
	cost int
}

// vocabulary finds, for each word that was typed, the words of the organisation that it may stand for, the nearest first.
func vocabulary(ctx context.Context, q db.Query, org string, slots []names.Slot) ([][]meaning, error) {
	in := args{org}
	var keys []string
	for _, s := range slots {
		keys = append(keys, s.Keys...)
	}
	slices.Sort(keys)
	words, err := db.All(ctx, q, scanText, `select distinct word from name_key where organisation_id = $1 and lookup in `+in.in(slices.Compact(keys)), in...)
	if err != nil {
		return nil, err
	}
	out := make([][]meaning, len(slots))
	for i, s := range slots {
		var mine []meaning
		for _, w := range words {
			if cost, ok := s.Cost(w); ok {
				mine = append(mine, meaning{w, cost})
			}
		}
		slices.SortFunc(mine, func(x, y meaning) int { return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(x.word, y.word)) })
		out[i] = mine[:min(len(mine), maxVocab)]
	}
	return out, nil
}

// searchWords finds who is named by at least so many of the typed words.
func searchWords(ctx context.Context, q db.Query, a access.Actor, s Scope, w Wanted, words [][]meaning, least int) ([]Resident, error) {
	known := slices.DeleteFunc(slices.Clone(words), func(m []meaning) bool { return len(m) == 0 })
	if len(known) < least {
		return nil, nil
	}
	if least > 1 {
		return searchTogether(ctx, q, a, s, w, known, least)
	}
	var all []Resident
	for _, slot := range known {
		some, err := searchAlone(ctx, q, a, s, w, slot)
		if err != nil {
			return nil, err
		}
		for _, r := range some {
			if !slices.ContainsFunc(all, func(x Resident) bool { return x.ID == r.ID }) {
				all = append(all, r)
			}
		}
	}
	return all, nil
}

// searchAlone finds who is named by one word: all of the own caseload, and of the others the nearest, until there are more
// than a page shows.
func searchAlone(ctx context.Context, q db.Query, a access.Actor, s Scope, w Wanted, slot []meaning) ([]Resident, error) {
	var all []Resident
	seen := map[string]bool{}
	take := func(some []Resident, err error) error {
		for _, r := range some {
			if !seen[r.ID] {
				seen[r.ID] = true
				all = append(all, r)
			}
		}
		return err
	}
	if s.Caseload {
		in := args{a.Org, a.ID}
		list := make([]string, len(slot))
		for i, m := range slot {
			list[i] = m.word
		}
		if err := take(db.All(ctx, q, scanFor(a), `select `+residentColumns+`, true as mine from
			(select distinct c.resident_id as id from caseload c join resident_word rw on rw.organisation_id = $1 and rw.resident_id = c.resident_id
				where c.organisation_id = $1 and c.worker_id = $2 and c.until_day is null and rw.word in `+in.in(list)+`) hit
			cross join resident r where r.organisation_id = $1 and r.id = hit.id and r.merged_into is null`+w.where(&in), in...)); err != nil {
			return nil, err
		}
	}
	if !s.Other && !(s.Team && len(a.Teams) > 0) {
		return all, nil
	}
	exact := 0 // the words that sound the same
	for exact < len(slot) && slot[exact].cost == slot[0].cost {
		exact++
	}
	for _, part := range [][]meaning{slot[:exact], slot[exact:]} {
		if len(part) == 0 || len(all) >= enoughFound {
			break
		}
		sizes, err := slotSizes(ctx, q, a.Org, [][]meaning{part})
		if err != nil {
			return nil, err
		}
		near := searchMany
		if sizes[0] < counted {
			near = searchFew
		}
		if err := take(near(ctx, q, a, s, w, part)); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// enoughFound is when no further word is looked for: whoever is named by a nearer one fills the page already.
const enoughFound = 4 * maxFound

// manyTeams is from how many teams on they are read together: in order costs a look into the index for each.
const manyTeams = 4

// searchFew finds who is named by one of some words that together name few: all of them are looked at.
func searchFew(ctx context.Context, q db.Query, a access.Actor, s Scope, w Wanted, words []meaning) ([]Resident, error) {
	in := args{a.Org, a.ID}
	values := make([]string, len(words))
	for i, m := range words {
		values[i] = fmt.Sprintf("(cast(%s as text), %d)", in.add(m.word), m.cost)
	}
	team, sure := "", ""
	if w.Year != 0 {
		sure = " case when r.birth_year is null then 1 else 0 end,"
	}
	if !s.Other {
		team = " and rw.team_id in " + in.in(a.Teams)
	}
	return db.All(ctx, q, scanFor(a), `with meant (word, cost) as (values `+strings.Join(values, ", ")+`),
		hit as (select rw.resident_id as id, min(m.cost) as cost from meant m cross join resident_word rw
			where rw.organisation_id = $1 and rw.word = m.word`+team+` group by rw.resident_id)
		select `+residentColumns+`, `+inCaseload+` as mine from hit
		cross join resident r where r.organisation_id = $1 and r.id = hit.id and not r.restricted and r.merged_into is null`+w.where(&in)+`
		order by hit.cost,`+sure+` r.sort_key, r.id limit `+strconv.Itoa(maxFetched), in...)
}

// searchMany finds who is named by one of some words that name very many, the nearest first and then in the order of
// names, and no more than can be shown. Each word and team is a short walk through the index.
func searchMany(ctx context.Context, q db.Query, a access.Actor, s Scope, w Wanted, words []meaning) ([]Resident, error) {
	in := args{a.Org, a.ID}
	filters := []string{w.where(&in)}
	if w.Year != 0 { // of those whose year is known none may be missed for the many of whom it is not
		sure := w
		sure.sure = true
		filters = append(filters, sure.where(&in))
	}
	var walks []string
	for _, m := range words {
		word := in.add(m.word)
		walk := func(team string) {
			for _, f := range filters {
				walks = append(walks, fmt.Sprintf(`select * from (select rw.resident_id as id, %d as cost from resident_word rw
					join resident r on r.organisation_id = $1 and r.id = rw.resident_id
					where rw.organisation_id = $1 and rw.word = %s%s and not r.restricted and r.merged_into is null%s
					order by rw.sort_key, rw.resident_id limit %d) part`, m.cost, word, team, f, enoughFound))
			}
		}
		switch {
		case s.Other:
			walk("")
		case len(a.Teams) > manyTeams:
			walk(" and rw.team_id in " + in.in(a.Teams))
		default:
			for _, team := range a.Teams {
				walk(" and rw.team_id = " + in.add(team))
			}
		}
	}
	return db.All(ctx, q, scanFor(a), `select `+residentColumns+`, `+inCaseload+` as mine from
		(select id, min(cost) as cost from (`+strings.Join(walks, " union all ")+`) walked group by id) hit
		cross join resident r where r.organisation_id = $1 and r.id = hit.id order by hit.cost, r.sort_key, r.id limit `+strconv.Itoa(maxFetched), in...)
}

// searchTogether finds who is named by at least so many of several words. Whoever is, is named by one of any
// len(slots)-least+1 of them: those that fewest people have lead.
func searchTogether(ctx context.Context, q db.Query, a access.Actor, s Scope, w Wanted, slots [][]meaning, least int) ([]Resident, error) {
	sizes, err := slotSizes(ctx, q, a.Org, slots)
	if err != nil {
		return nil, err
	}
	order := make([]int, len(slots))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(sizes[x], sizes[y]) })
	in := args{a.Org, a.ID}
	var leading []string
	for _, i := range order[:len(slots)-least+1] {
		for _, m := range slots[i] {
			leading = append(leading, m.word)
		}
	}
	var values []string
	for i, slot := range slots {
		for _, m := range slot {
			values = append(values, fmt.Sprintf("(%d, cast(%s as text), %d)", i, in.add(m.word), m.cost))
		}
	}
	lead := in.in(leading)
	base := `select rw.resident_id as id from resident_word rw where rw.organisation_id = $1 and rw.word in ` + lead
	if !s.Other {
		base += ` and rw.team_id in ` + in.in(a.Teams) + ` union select c.resident_id from caseload c
			join resident_word rw on rw.organisation_id = $1 and rw.resident_id = c.resident_id and rw.word in ` + lead + `
			where c.organisation_id = $1 and c.worker_id = $2 and c.until_day is null`
	}
	where := s.visible(a, &in) + w.where(&in)
	return db.All(ctx, q, scanFor(a), `with meant (slot, word, cost) as (values `+strings.Join(values, ", ")+`),
		base as (select distinct id from (`+base+`) b),
		hits as (select base.id, m.slot, min(m.cost) as cost from base
			cross join resident_word rw join meant m on m.word = rw.word
			where rw.organisation_id = $1 and rw.resident_id = base.id group by base.id, m.slot),
		total as (select id, sum(cost) as cost from hits group by id having count(*) >= `+strconv.Itoa(least)+`)
		select `+residentColumns+`, `+inCaseload+` as mine from total
		cross join resident r where r.organisation_id = $1 and r.id = total.id and r.merged_into is null and `+where+`
		order by total.cost, mine desc, r.sort_key, r.id limit `+strconv.Itoa(maxFetched), in...)
}

// counted is up to where it is counted how many people a word names: enough to see which of them is rare.
const counted = 3000

// slotSizes tells for each typed word how many people it may name, counted no further than needed.
func slotSizes(ctx context.Context, q db.Query, org string, slots [][]meaning) ([]int64, error) {
	in := args{org}
	var parts []string
	for i, slot := range slots {
		list := make([]string, len(slot))
		for n, m := range slot {
			list[n] = m.word
		}
		parts = append(parts, fmt.Sprintf(`select %d as slot, count(*) as size from (select 1 from resident_word where organisation_id = $1 and word in %s limit %d) rare`, i, in.in(list), counted))
	}
	type size struct{ slot, size int64 }
	all, err := db.All(ctx, q, func(row db.Row) (s size, err error) { return s, row.Scan(&s.slot, &s.size) }, strings.Join(parts, " union all "), in...)
	out := make([]int64, len(slots))
	for _, s := range all {
		out[s.slot] = s.size
	}
	return out, err
}
