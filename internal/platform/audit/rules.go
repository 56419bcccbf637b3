package audit

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Seen is one line of "who saw my file": what people in one role did on one day, on one ground.
type Seen struct {
	Day    string // in the zone that was asked for
	Role   string
	Ground string   // its first word: caseload, team, consult, break_glass, role …
	Events []Event  // each once, in the order of the list of events
	Times  int      // how often
	Actors []string // who; whether names are shown is for the organisation to decide
}

// WhoSaw groups the lines that touch a resident's file for that resident, newest day first. Left out are protected
// events, which could put somebody in danger, what was refused, because then nobody saw anything, and what is not
// about the file. That something was left out is told nowhere.
func WhoSaw(entries []Entry, zone *time.Location) []Seen {
	type key struct{ day, role, ground string }
	groups := map[key]*Seen{}
	for _, e := range entries {
		if e.Event.Protected || e.Event.Class != File || e.Outcome != Done || e.Event.Words.NL == "" {
			continue
		}
		k := key{e.At.In(zone).Format("2006-01-02"), e.Role, groundWord(e.Ground)}
		s := groups[k]
		if s == nil {
			s = &Seen{Day: k.day, Role: k.role, Ground: k.ground}
			groups[k] = s
		}
		s.Times++
		if !slices.ContainsFunc(s.Events, func(x Event) bool { return x.Code == e.Event.Code }) {
			s.Events = append(s.Events, e.Event)
		}
		if !slices.Contains(s.Actors, e.Actor) {
			s.Actors = append(s.Actors, e.Actor)
		}
	}
	all := make([]Seen, 0, len(groups))
	for _, s := range groups {
		slices.SortFunc(s.Events, func(a, b Event) int { return cmp.Compare(place(a.Code), place(b.Code)) })
		slices.Sort(s.Actors)
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b Seen) int {
		return cmp.Or(strings.Compare(b.Day, a.Day), strings.Compare(a.Role, b.Role), strings.Compare(a.Ground, b.Ground))
	})
	return all
}

func groundWord(ground string) string {
	word, _, _ := strings.Cut(ground, ":")
	return word
}

func place(code string) int {
	return slices.IndexFunc(events, func(e Event) bool { return e.Code == code })
}

// Pair is a worker and a resident whose file they touched.
type Pair struct{ Actor, Resident string }

// Habits say what is usual in an organisation.
type Habits struct {
	Zone      *time.Location
	NightFrom int // the hour at which the night begins
	NightTo   int // the hour at which it ends
	Opened    int // files somebody opens on a busy day
	Searches  int // searches on a busy day
	Printed   int // files printed on a busy day
	Refused   int // files refused on one day before it looks like trying doors
	// OnCall tells that somebody had duty at that moment; nil when nobody ever has.
	OnCall func(actor string, at time.Time) bool
}

// UsualHabits are the habits when an organisation has not chosen its own.
func UsualHabits(zone *time.Location) Habits {
	return Habits{Zone: zone, NightFrom: 23, NightTo: 6, Opened: 40, Searches: 60, Printed: 10, Refused: 3}
}

// Oddity is something for a person to look at: what one worker did on one day. It is no accusation; most have a good
// reason.
type Oddity struct {
	// Code is night, many_opened, many_searches, many_printed, refused, no_ground, break_glass, exported, own_role,
	// opened_directly, or a flag of the caller.
	Code      string
	Actor     string
	Day       string   // in the zone of the habits
	Residents []string // each once, in order of id
	Lines     []int64  // the lines, oldest first
}

// Unusual gives what deserves a look among the lines of a week or another stretch, in order of day, worker and code.
// What the log itself cannot know (same surname, same address, handed over before, closed file, somebody in the news)
// the caller brings as flags: a code for each worker and resident.
func Unusual(entries []Entry, flags map[Pair][]string, h Habits) []Oddity {
	found := map[oddKey]*Oddity{}
	for _, e := range entries {
		if e.Forgotten || e.Actor == "program" {
			continue
		}
		day := e.At.In(h.Zone).Format("2006-01-02")
		for _, code := range oddCodes(e, h) {
			collect(found, oddKey{code, e.Actor, day}, e, e.Residents)
		}
		if e.Event.Class == File && e.Outcome == Done {
			for _, resident := range e.Residents {
				for _, flag := range flags[Pair{e.Actor, resident}] {
					collect(found, oddKey{flag, e.Actor, day}, e, []string{resident})
				}
			}
		}
	}
	var all []Oddity
	for key, o := range found {
		slices.Sort(o.Residents)
		o.Residents = slices.Compact(o.Residents)
		slices.Sort(o.Lines)
		o.Lines = slices.Compact(o.Lines)
		if enough(key.code, o, h) {
			all = append(all, *o)
		}
	}
	slices.SortFunc(all, func(a, b Oddity) int {
		return cmp.Or(strings.Compare(a.Day, b.Day), strings.Compare(a.Actor, b.Actor), strings.Compare(a.Code, b.Code))
	})
	return all
}

type oddKey struct{ code, actor, day string }

func collect(found map[oddKey]*Oddity, key oddKey, e Entry, residents []string) {
	o := found[key]
	if o == nil {
		o = &Oddity{Code: key.code, Actor: key.actor, Day: key.day}
		found[key] = o
	}
	o.Lines = append(o.Lines, e.Seq)
	o.Residents = append(o.Residents, residents...)
}

// oddCodes tells what one line may be part of. Whether there is enough of it is for enough to say.
func oddCodes(e Entry, h Habits) []string {
	var codes []string
	file, done := e.Event.Class == File, e.Outcome == Done
	if file && done && len(e.Residents) > 0 {
		if isNight(e.At.In(h.Zone).Hour(), h) && (h.OnCall == nil || !h.OnCall(e.Actor, e.At)) {
			codes = append(codes, "night")
		}
		if e.Ground == "" && !strings.HasPrefix(e.Event.Code, "break_glass.") { // whose ground is the opening itself
			codes = append(codes, "no_ground")
		}
	}
	if file && e.Outcome == Refused {
		codes = append(codes, "refused")
	}
	if !done {
		return codes
	}
	switch e.Event.Code {
	case "resident.seen", "deliberation.seen", "restricted.seen", "partner.seen":
		codes = append(codes, "many_opened")
	case "resident.searched":
		codes = append(codes, "many_searches")
	case "resident.printed", "deliberation.printed":
		codes = append(codes, "many_printed")
	case "resident.exported", "deliberation.exported", "audit.exported":
		codes = append(codes, "exported")
	case "break_glass.opened":
		codes = append(codes, "break_glass")
	case "account.role_changed":
		if e.ID == e.Actor {
			codes = append(codes, "own_role")
		}
	case "data.opened_directly":
		codes = append(codes, "opened_directly")
	}
	return codes
}

func enough(code string, o *Oddity, h Habits) bool {
	switch code {
	case "many_opened":
		return len(o.Residents) > h.Opened
	case "many_searches":
		return len(o.Lines) > h.Searches
	case "many_printed":
		return len(o.Residents) > h.Printed
	case "refused":
		return len(o.Lines) >= h.Refused
	}
	return true
}

func isNight(hour int, h Habits) bool {
	if h.NightFrom > h.NightTo {
		return hour >= h.NightFrom || hour < h.NightTo
	}
	return hour >= h.NightFrom && hour < h.NightTo
}
