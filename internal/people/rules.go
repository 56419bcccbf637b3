package people

import (
	"slices"
	"strings"
	"time"
)

// Way is a way to reach somebody, with the hours for which what is said of it holds. Without a value it is every way of
// that kind.
type Way struct {
	Kind  string  `json:"kind"`
	Value string  `json:"value,omitempty"`
	Hours []Hours `json:"hours,omitempty"`
}

// SafeRule is how somebody may be reached without danger. It is agreed with the resident, it runs out, and it is asked
// again.
type SafeRule struct {
	Ways          []Way    `json:"ways,omitempty"`
	Unsafe        []Way    `json:"unsafe,omitempty"`
	PickUp        []string `json:"pick_up,omitempty"`     // who may pick up or open
	Cover         string   `json:"cover,omitempty"`       // what to say it is about
	NotNow        string   `json:"not_now,omitempty"`     // the word for: I cannot talk now
	Help          string   `json:"help,omitempty"`        // the word for: get help
	OtherAnswers  string   `json:"other,omitempty"`       // what to do when somebody else answers
	MayLeave      string   `json:"may_leave,omitempty"`   // may a message be left: yes, no
	SecretAddress bool     `json:"secret,omitempty"`      // the address may appear nowhere
	MustNotKnow   []string `json:"must_not,omitempty"`    // who may not know of the contact
	Careful       bool     `json:"careful,omitempty"`     // no outgoing message without a rule that holds
	AgreedOn      Day      `json:"agreed_on,omitempty"`   // with the resident
	AskAfter      Day      `json:"ask_after,omitempty"`   // the last day on which it holds
	Source        string   `json:"source,omitempty"`      // who said so: resident, worker, somebody
	SourceMeans   string   `json:"source_way,omitempty"`  // how the resident said so
	ChangedOn     Day      `json:"source_date,omitempty"` // when that was
}

// IsEmpty tells that there is no rule.
func (r SafeRule) IsEmpty() bool {
	return len(r.Ways)+len(r.Unsafe)+len(r.PickUp)+len(r.MustNotKnow) == 0 && r.Cover+r.NotNow+r.Help+r.OtherAnswers+r.MayLeave == "" &&
		!r.SecretAddress && !r.Careful
}

// HoldsFor is how many days a rule holds when nothing else was agreed.
const HoldsFor = 14

// AskAgain tells whether to ask the resident again whether the rule is still right: when it ran out, and at each contact
// when there is danger.
func (r SafeRule) AskAgain(flagged bool, on Day) bool {
	return flagged || r.Careful || r.Expired(on)
}

// Expired tells that the rule no longer holds.
func (r SafeRule) Expired(on Day) bool { return !r.IsEmpty() && (r.AskAfter == "" || r.AskAfter < on) }

// ReachVerdict is the answer to "may I reach this person in this way now?".
type ReachVerdict struct {
	Allowed bool
	Code    string // why not: no_rule, expired, unsafe_way, not_listed, outside_hours; or ok
	Ask     bool   // ask first whether the rule is still right
}

// MayReach decides about an outgoing message or call, at a moment on the clock on the wall. Without a rule that holds,
// nothing goes out to somebody in danger: the worker gets a task instead.
func MayReach(r SafeRule, flagged bool, kind, value string, at time.Time) ReachVerdict {
	on := Day(at.Format(time.DateOnly))
	danger := flagged || r.Careful
	v := ReachVerdict{Ask: r.AskAgain(flagged, on)}
	switch {
	case r.IsEmpty() && danger:
		v.Code = "no_rule"
	case r.IsEmpty():
		v.Allowed, v.Code = true, "ok"
	case danger && len(r.Ways) == 0:
		v.Code = "no_rule"
	case danger && r.Expired(on):
		v.Code = "expired"
	case slices.ContainsFunc(r.Unsafe, func(w Way) bool { return w.fits(kind, value) && open(w.Hours, at) }):
		v.Code = "unsafe_way"
	case len(r.Ways) == 0:
		v.Allowed, v.Code = true, "ok"
	default:
		v.Code = "not_listed"
		for _, w := range r.Ways {
			if w.fits(kind, value) {
				if v.Code = "outside_hours"; open(w.Hours, at) {
					return ReachVerdict{Allowed: true, Code: "ok", Ask: v.Ask}
				}
			}
		}
	}
	return v
}

func (w Way) fits(kind, value string) bool {
	return w.Kind == kind && (w.Value == "" || sameValue(w.Value, value))
}

// sameValue compares numbers and addresses without the spaces and dashes that people write in them.
func sameValue(a, b string) bool {
	strip := func(s string) string {
		return strings.Map(func(c rune) rune {
			if strings.ContainsRune(" -().", c) {
				return -1
			}
			return c
		}, strings.ToLower(s))
	}
	return strip(a) == strip(b)
}

// Loosens names what a change of the rule makes less strict. Nothing named: it only tightens.
func Loosens(was, is SafeRule) (codes []string) {
	say := func(loose bool, code string) {
		if loose && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	if len(was.Ways) > 0 || was.Careful || was.IsEmpty() { // with no list and no danger every way was open already
		for _, w := range is.Ways {
			say(!covered(w, was.Ways), "way_added")
		}
	}
	if len(was.Ways) > 0 && len(is.Ways) == 0 && !is.Careful {
		say(true, "ways_removed") // a list of safe ways shuts out all others; without the list they would be open
	}
	for _, w := range was.Unsafe {
		say(!covered(w, is.Unsafe), "unsafe_removed")
	}
	for _, p := range is.PickUp {
		say(!containsFold(was.PickUp, p), "pick_up_added")
	}
	for _, p := range was.MustNotKnow {
		say(!containsFold(is.MustNotKnow, p), "must_not_removed")
	}
	say(is.MayLeave == "yes" && was.MayLeave != "yes", "may_leave")
	say(was.MayLeave == "no" && is.MayLeave == "", "may_leave")
	say(was.SecretAddress && !is.SecretAddress, "address")
	say(was.Careful && !is.Careful, "careful")
	for _, pair := range [][2]string{{was.Cover, is.Cover}, {was.NotNow, is.NotNow}, {was.Help, is.Help}, {was.OtherAnswers, is.OtherAnswers}} {
		say(pair[0] != "" && pair[0] != pair[1], "words_changed")
	}
	say(!was.IsEmpty() && (is.AgreedOn > was.AgreedOn || is.AskAfter > was.AskAfter), "longer")
	return codes
}

// covered tells whether a way, at every minute of its hours, is also in a list.
func covered(w Way, list []Way) bool {
	var others []Way
	for _, o := range list {
		if o.fits(w.Kind, w.Value) {
			others = append(others, o)
		}
	}
	if len(others) == 0 {
		return false
	}
	for minute := range 7 * 24 * 60 {
		at := time.Date(2024, 1, 1, 0, minute, 0, 0, time.UTC) // some Monday
		if open(w.Hours, at) && !slices.ContainsFunc(others, func(o Way) bool { return open(o.Hours, at) }) {
			return false
		}
	}
	return true
}

func containsFold(list []string, s string) bool {
	return slices.ContainsFunc(list, func(x string) bool { return strings.EqualFold(strings.TrimSpace(x), strings.TrimSpace(s)) })
}

// InPerson is the way of hearing that is always safe: from the resident, alone, face to face.
const InPerson = "in_person_alone"

// MayChange tells whether the rule may be changed so: anyone may tighten it; only the resident, by a safe means, may
// loosen it. The code tells why not.
func MayChange(was, is SafeRule, source, means string) (code string) {
	if len(Loosens(was, is)) == 0 {
		return ""
	}
	first := was.IsEmpty() && !is.Careful
	switch {
	case first && source != "somebody":
		return "" // there was no rule and no danger: writing one down takes nothing away
	case source != "resident":
		return "only_resident"
	case means == InPerson:
		return ""
	case slices.ContainsFunc(was.Ways, func(w Way) bool { return w.Kind == means }):
		return ""
	}
	return "unsafe_means"
}

// Tighten lays two rules on one another, for two files that turn out to be of one person: what either forbids stays
// forbidden, and only what both allow is allowed.
func Tighten(a, b SafeRule) SafeRule {
	if a.IsEmpty() || b.IsEmpty() {
		if a.IsEmpty() {
			return b
		}
		return a
	}
	out := a
	out.Ways = nil
	for _, w := range a.Ways {
		if len(b.Ways) == 0 || covered(w, b.Ways) {
			out.Ways = append(out.Ways, w)
		}
	}
	for _, w := range b.Ways {
		if (len(a.Ways) == 0 || covered(w, a.Ways)) && !covered(w, out.Ways) {
			out.Ways = append(out.Ways, w)
		}
	}
	if a.Careful && len(a.Ways) == 0 || b.Careful && len(b.Ways) == 0 {
		out.Ways = nil // one of them lets nothing out at all
	}
	if len(out.Ways) == 0 && len(a.Ways)+len(b.Ways) > 0 {
		out.Careful = true // they have no way in common: nothing goes out until somebody asked
	}
	for _, w := range b.Unsafe {
		if !covered(w, out.Unsafe) {
			out.Unsafe = append(out.Unsafe, w)
		}
	}
	out.PickUp = slices.DeleteFunc(slices.Clone(a.PickUp), func(p string) bool { return !containsFold(b.PickUp, p) })
	for _, p := range b.MustNotKnow {
		if !containsFold(out.MustNotKnow, p) {
			out.MustNotKnow = append(slices.Clone(out.MustNotKnow), p)
		}
	}
	pick := func(x, y string) string {
		if x == "" {
			return y
		}
		return x
	}
	out.Cover, out.NotNow, out.Help, out.OtherAnswers = pick(a.Cover, b.Cover), pick(a.NotNow, b.NotNow), pick(a.Help, b.Help), pick(a.OtherAnswers, b.OtherAnswers)
	if a.MayLeave != b.MayLeave {
		out.MayLeave = "no"
	}
	out.SecretAddress, out.Careful = a.SecretAddress || b.SecretAddress, out.Careful || a.Careful || b.Careful
	out.AgreedOn, out.AskAfter = min(a.AgreedOn, b.AgreedOn), min(a.AskAfter, b.AskAfter)
	return out
}
