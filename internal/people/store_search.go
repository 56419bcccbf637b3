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
	sure     bool // only whose year is known
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
	full, err := searchWords(ctx, q, a, s, w, words, len(slots))
	if err != nil {
		return Found{}, err
	}
	var near []Resident
	if len(slots) > 1 && len(full) < enough {
		// One word may be wrong altogether: the nickname, the maiden name. Looked for only when it may help, because
		// everybody with a common name fits.
		if near, err = searchWords(ctx, q, a, s, w, words, len(slots)-1); err != nil {
			return Found{}, err
		}
		near = slices.DeleteFunc(near, func(r Resident) bool {
			return slices.ContainsFunc(full, func(f Resident) bool { return f.ID == r.ID })
		})
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
		if n == 0 { // to the letter: not pushed off the page by many who are near
			n = -2
		}
		switch {
		case w.Day != "" && r.Who.BirthDay == w.Day:
			n -= 3
		case w.Year != 0 && r.Who.BirthYear == w.Year: // before those of whom no year is known
			n -= 2
		}
		keys[r.ID] = key{n, tiers[r.Relation]}
	}
	slices.SortStableFunc(list, func(x, y Resident) int {
		kx, ky := keys[x.ID], keys[y.ID]
		return cmp.Or(cmp.Compare(kx.score/2+2*kx.tier, ky.score/2+2*ky.tier), cmp.Compare(kx.tier, ky.tier), cmp.Compare(kx.score, ky.score),
			cmp.Compare(x.Who.SortName(), y.Who.SortName()), cmp.Compare(x.ID, y.ID))
	})
}

func (w Wanted) where(in *args) string {
	var b strings.Builder
	if w.Postcode != "" {
		b.WriteString(" and r.postcode = " + in.add(w.Postcode))
		if w.Number != "" {
			b.WriteString(" and r.house_number = " + in.add(w.Number))
		}
	}
	switch {
	case w.Year == 0:
	case w.sure:
		b.WriteString(" and r.birth_year = " + in.add(w.Year))
	default: // a year that is not known is not another year
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
