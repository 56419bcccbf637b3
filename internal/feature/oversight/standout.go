package oversight

import (
	"slices"
	"strings"
	"time"

	"nabij/internal/people"
	"nabij/internal/people/names"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
)

// Outcomes are what may be thought of access that stood out.
var outcomes = []string{"in_order", "talked", "reported"}

// monday gives the first day of the week of a day.
func monday(d db.Date) db.Date {
	day, _ := time.Parse(time.DateOnly, d.String())
	return d.Add(-(int(day.Weekday()) + 6) % 7)
}

// weekOf reads the week that was asked for: any day in it, but none that is still to come. What cannot be read is this week.
func weekOf(asked string, today db.Date) db.Date {
	d, err := db.ParseDate(asked)
	if err != nil || today.Before(d) {
		d = today
	}
	return monday(d)
}

// bounds gives the moments at which the days of a week begin, and the one at which the last of them ends; days that are
// still to come have none.
func bounds(week, today db.Date, zone *time.Location) (all []time.Time) {
	for i := 0; i <= 7; i++ {
		d := week.Add(i)
		all = append(all, midnight(d, zone))
		if !d.Before(today.Add(1)) {
			break
		}
	}
	return all
}

func midnight(d db.Date, zone *time.Location) time.Time {
	at, _ := time.ParseInLocation(time.DateOnly, d.String(), zone)
	return at
}

// flags tells of each worker and file what the trail itself cannot know: the same family name, or a file that was closed
// before. Whoever has the file in their caseload has a reason of their own, and is left out.
func flags(entries []audit.Entry, workers map[string]string, files map[string]people.Glimpse, zone *time.Location) map[audit.Pair][]string {
	found := map[audit.Pair][]string{}
	add := func(p audit.Pair, code string) {
		if !slices.Contains(found[p], code) {
			found[p] = append(found[p], code)
		}
	}
	for _, e := range entries {
		if e.Event.Class != audit.File || e.Outcome != audit.Done || word(e.Ground) == "caseload" {
			continue
		}
		for _, id := range e.Residents {
			file, there := files[id]
			if !there {
				continue
			}
			pair := audit.Pair{Actor: e.Actor, Resident: id}
			if sameFamily(workers[e.Actor], file.Family) {
				add(pair, "same_name")
			}
			if file.ClosedOn != "" && e.At.In(zone).Format(time.DateOnly) > string(file.ClosedOn) {
				add(pair, "closed_file")
			}
		}
	}
	return found
}

// sameFamily tells whether the name of a worker ends in a family name. A family name of one letter says nothing.
func sameFamily(worker, family string) bool {
	w, f := names.Fold(worker), names.Fold(family)
	return len(f) > 1 && strings.HasSuffix(w, " "+f)
}

// oddities gives what stands out in lines of one day: what audit.Unusual finds, and who tried to open the file of somebody
// they said to know.
func oddities(entries []audit.Entry, marks map[audit.Pair][]string, h audit.Habits) []audit.Oddity {
	all := audit.Unusual(entries, marks, h)
	tried := map[string]*audit.Oddity{}
	for _, e := range slices.Backward(entries) { // oldest first
		if e.Forgotten || e.Outcome != audit.Refused || e.Event.Class != audit.File || word(e.Ground) != "conflict" {
			continue
		}
		day := e.At.In(h.Zone).Format(time.DateOnly)
		o := tried[e.Actor+day]
		if o == nil {
			o = &audit.Oddity{Code: "knows", Actor: e.Actor, Day: day}
			tried[e.Actor+day] = o
		}
		o.Lines = append(o.Lines, e.Seq)
		for _, id := range e.Residents {
			if !slices.Contains(o.Residents, id) {
				o.Residents = append(o.Residents, id)
			}
		}
	}
	for _, o := range tried {
		all = append(all, *o)
	}
	slices.SortFunc(all, func(a, b audit.Oddity) int {
		return strings.Compare(a.Day+" "+a.Actor+" "+a.Code, b.Day+" "+b.Actor+" "+b.Code)
	})
	return all
}

func word(ground string) string {
	w, _, _ := strings.Cut(ground, ":")
	return w
}

// found is what stood out, with what was thought of it.
type found struct {
	audit.Oddity
	Review *review // nil when nobody looked yet
	More   bool    // lines came in after somebody looked
}

// Last gives the newest line.
func (f found) Last() int64 { return f.Lines[len(f.Lines)-1] }

// Open tells whether somebody should still look.
func (f found) Open() bool { return f.Review == nil || f.More }

// judged puts reviews beside what stood out; reviews are newest first.
func judged(all []audit.Oddity, reviews []review) []found {
	list := make([]found, len(all))
	for i, o := range all {
		list[i].Oddity = o
		at := slices.IndexFunc(reviews, func(r review) bool { return r.Day == o.Day && r.Worker == o.Actor && r.Code == o.Code })
		if at >= 0 {
			list[i].Review = &reviews[at]
			list[i].More = reviews[at].SeenTo < list[i].Last()
		}
	}
	return list
}

// short gives the reference of a file: enough to tell one from another, and nothing about anybody.
func short(id string) string {
	if at := strings.LastIndexByte(id, '-'); at >= 0 && people.IsID(id) {
		return id[at+1:]
	}
	return id
}
