package people

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/people/names"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// The most a search gives. Who needs more must say more.
const (
	maxFound   = 25 // that fit what was typed
	maxRemote  = 8  // that miss one word of it
	maxVocab   = 60 // words of the vocabulary one typed word may stand for
	maxFetched = 250
)

// Scope is where a list or search may look. It comes from access.Scope.
type Scope struct{ Caseload, Team, Other bool }

// ScopeOf gives where an actor may do something to residents.
func ScopeOf(a access.Actor, v access.Verb) Scope {
	rel := access.Scope(a, v, "resident")
	return Scope{slices.Contains(rel, access.OwnCaseload), slices.Contains(rel, access.OwnTeam), slices.Contains(rel, access.OtherTeam)}
}

// visible gives the condition for the rows an actor may be shown. A restricted file shows in its caseload alone.
// Arguments 1 and 2 are organisation and worker.
func (s Scope) visible(a access.Actor, in *args) string {
	var some []string
	if s.Caseload {
		some = append(some, inCaseload)
	}
	if s.Team && len(a.Teams) > 0 {
		some = append(some, "(not r.restricted and r.team_id in "+in.in(a.Teams)+")")
	}
	if s.Other {
		some = append(some, "not r.restricted")
	}
	if len(some) == 0 {
		return "1 = 0"
	}
	return "(" + strings.Join(some, " or ") + ")"
}

// Wanted is what somebody typed in the one field of the search, taken apart.
type Wanted struct {
	Names    string
	Year     int
	Day      Day
	Postcode string
	Number   string
}

var (
	postcodeIn = regexp.MustCompile(`(?i)\b([1-9][0-9]{3})\s?([a-z]{2})\b(?:\s+([0-9]{1,5}\s?[a-z]?)\b)?`)
	dayIn      = regexp.MustCompile(`\b([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\b`)
	yearIn     = regexp.MustCompile(`\b(19[0-9]{2}|20[0-9]{2})\b`)
)

// ReadWanted takes apart what was typed: names, a birth day or year, a postcode with a number, in any order.
func ReadWanted(typed string) Wanted {
	var w Wanted
	if r := []rune(typed); len(r) > 200 {
		typed = string(r[:200])
	}
	if m := dayIn.FindStringSubmatch(typed); m != nil {
		d, _ := strconv.Atoi(m[1])
		mo, _ := strconv.Atoi(m[2])
		if day, ok := ParseDay(fmt.Sprintf("%s-%02d-%02d", m[3], mo, d)); ok {
			w.Day, w.Year = day, day.Year()
			typed = strings.Replace(typed, m[0], " ", 1)
		}
	}
	if m := postcodeIn.FindStringSubmatch(typed); m != nil {
		w.Postcode, w.Number = m[1]+" "+strings.ToUpper(m[2]), strings.ReplaceAll(m[3], " ", "")
		typed = strings.Replace(typed, m[0], " ", 1)
	}
	if m := yearIn.FindString(typed); m != "" && w.Year == 0 {
		w.Year, _ = strconv.Atoi(m)
		typed = strings.Replace(typed, m, " ", 1)
	}
	w.Names = strings.TrimSpace(typed)
	return w
}

// Found is what a search gives, nearest first.
type Found struct {
	Residents []Resident
	Near      []Resident // miss a word of what was typed
	More      bool       // there are more than fit
}

// Search looks for residents whom the actor may be shown: own caseload first, then own team, then what else the scope
// allows. It reads what was typed with slips, accents and prefixes forgiven.
func Search(ctx context.Context, q db.Query, a access.Actor, s Scope, typed string) (Found, error) {
	return search(ctx, q, a, s, typed, 1)
}

// search looks for those who miss a word of what was typed only when fewer than enough fit it wholly.
func search(ctx context.Context, q db.Query, a access.Actor, s Scope, typed string, enough int) (Found, error) {
	w := ReadWanted(typed)
	slots := names.Slots(w.Names)
	if len(slots) == 0 {
		if w.Postcode == "" && w.Year == 0 {
			return Found{}, nil
		}
		list, err := searchPlain(ctx, q, a, s, w)
		return cut(list, nil), err
	}
	words, err := vocabulary(ctx, q, a.Org, slots)
	if err != nil {
		return Found{}, err
	}
	full, err := searchWords(ctx, q, a, s, w, words, len(slots), len(slots))
	if err != nil {
		return Found{}, err
	}
	var near []Resident
	if len(slots) > 1 && len(full) < enough {
		// One word may be wrong altogether: the nickname, the maiden name. Looked for only when it may help, because
		// everybody with a common name fits.
		if near, err = searchWords(ctx, q, a, s, w, words, len(slots)-1, len(slots)-1); err != nil {
			return Found{}, err
		}
	}
	for _, list := range [][]Resident{full, near} {
		order(list, w)
	}
	return cut(full, near), nil
}

func cut(full, near []Resident) Found {
	f := Found{Residents: full, Near: near}
	if len(full) > maxFound {
		f.Residents, f.More = full[:maxFound], true
	}
	if len(near) > maxRemote {
		f.Near = near[:maxRemote]
	}
	return f
}

var tiers = map[access.Relation]int{access.OwnCaseload: 0, access.OwnTeam: 1, access.OtherTeam: 2}

// order puts the nearest name first, and among equals the nearest relation; a much nearer name of the team comes before
// a far one of the caseload.
func order(list []Resident, w Wanted) {
	type key struct{ score, tier int }
	keys := make(map[string]key, len(list))
	for _, r := range list {
		n := names.Nearness(w.Names, r.Who.Given, r.Who.Called, r.Who.Prefix, r.Who.Family)
		if w.Day != "" && r.Who.BirthDay == w.Day {
			n -= 3
		}
		keys[r.ID] = key{n, tiers[r.Relation]}
	}
	slices.SortStableFunc(list, func(x, y Resident) int {
		kx, ky := keys[x.ID], keys[y.ID]
		return cmp.Or(cmp.Compare(kx.score/2+2*kx.tier, ky.score/2+2*ky.tier), cmp.Compare(kx.tier, ky.tier), cmp.Compare(kx.score, ky.score),
			cmp.Compare(x.Who.SortName(), y.Who.SortName()), cmp.Compare(x.ID, y.ID))
	})
}

// meaning is a word of the vocabulary that a typed word may stand for.
type meaning struct {
	slot int
	word string
	cost int
}

// vocabulary finds the words of the organisation that were meant.
func vocabulary(ctx context.Context, q db.Query, org string, slots []names.Slot) ([]meaning, error) {
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
	var out []meaning
	for i, s := range slots {
		var mine []meaning
		for _, w := range words {
			if cost, ok := s.Cost(w); ok {
				mine = append(mine, meaning{i, w, cost})
			}
		}
		slices.SortFunc(mine, func(x, y meaning) int { return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(x.word, y.word)) })
		out = append(out, mine[:min(len(mine), maxVocab)]...)
	}
	return out, nil
}

// searchWords joins the meant words with the residents they name. The index that carries it is the primary key of
// resident_word (organisation, word, resident); everything after it works on those hits alone.
func searchWords(ctx context.Context, q db.Query, a access.Actor, s Scope, w Wanted, words []meaning, least, most int) ([]Resident, error) {
	if len(words) == 0 {
		return nil, nil
	}
	in := args{a.Org, a.ID}
	values := make([]string, len(words))
	for i, m := range words {
		values[i] = fmt.Sprintf("(%d, cast(%s as text), %d)", m.slot, in.add(m.word), m.cost)
	}
	where := s.visible(a, &in) + w.where(&in)
	return db.All(ctx, q, scanFor(a), `with meant (slot, word, cost) as (values `+strings.Join(values, ", ")+`),
		hits as (select rw.resident_id as id, m.slot as slot, min(m.cost) as cost from meant m
			join resident_word rw on rw.organisation_id = $1 and rw.word = m.word group by rw.resident_id, m.slot),
		total as (select id, sum(cost) as cost from hits group by id having count(*) between `+strconv.Itoa(least)+` and `+strconv.Itoa(most)+`)
		select `+residentColumns+`, `+inCaseload+` as mine from total
		join resident r on r.organisation_id = $1 and r.id = total.id
		where r.merged_into is null and `+where+`
		order by total.cost, mine desc, r.sort_key, r.id limit `+strconv.Itoa(maxFetched), in...)
}

func (w Wanted) where(in *args) string {
	var b strings.Builder
	if w.Postcode != "" {
		b.WriteString(" and r.postcode = " + in.add(w.Postcode))
		if w.Number != "" {
			b.WriteString(" and r.house_number = " + in.add(w.Number))
		}
	}
	if w.Year != 0 { // a year that is not known is not another year
		b.WriteString(" and (r.birth_year is null or r.birth_year = " + in.add(w.Year) + ")")
	}
	return b.String()
}

func searchPlain(ctx context.Context, q db.Query, a access.Actor, s Scope, w Wanted) ([]Resident, error) {
	in := args{a.Org, a.ID}
	where := s.visible(a, &in)
	switch {
	case w.Postcode != "":
		where += w.where(&in)
	case w.Day != "":
		where += " and r.birth_year = " + in.add(w.Year) + " and r.birth_day = " + in.add(string(w.Day))
	default:
		where += " and r.birth_year = " + in.add(w.Year)
	}
	return db.All(ctx, q, scanFor(a), `select `+residentColumns+`, `+inCaseload+` as mine from resident r
		where r.organisation_id = $1 and r.merged_into is null and `+where+`
		order by mine desc, r.sort_key, r.id limit `+strconv.Itoa(maxFound+1), in...)
}
