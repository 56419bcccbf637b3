package review

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/people"
)

// The reasons for which a decision comes back.
const (
	KindDay         = "day"          // its day to look again has come
	KindNextContact = "next_contact" // the day of the next contact has passed
	KindGuideline   = "guideline"    // other guidelines
	KindFramework   = "framework"    // another version of the framework, or of what is laid on it
	KindEvent       = "event"        // something happened to the resident
)

// Return is one reason for which a decision came back.
type Return struct {
	ID      string // "" for a day: that is seen when the list is read
	Kind    string
	Code    string // of a release what it does to the decision, of an event what happened
	Release string
	Since   string // a day or a moment, as stored: they sort together
}

// The ranks of reasons: what asks most of the worker comes first in the list. One digit.
const (
	rankOtherAdvice = iota
	rankCannotTell
	rankEvent
	rankDay
	rankOtherReason
)

// rankOf tells how much a reason asks.
func rankOf(kind, code string) int {
	switch {
	case kind == KindEvent:
		return rankEvent
	case kind == KindDay || kind == KindNextContact:
		return rankDay
	case code == framework.OtherAdvice.String():
		return rankOtherAdvice
	case code == framework.CannotTell.String():
		return rankCannotTell
	}
	return rankOtherReason
}

// Open is a decision that stands.
type Open struct {
	Deliberation, Resident     string
	Framework, Version, Layers string
	Form                       string // the form that was chosen, or several with spaces between
	Next, Look, Opened         people.Day
	Row                        int64 // version of the row
}

// dueOn is the first day on which a decision comes back by itself: on its day to look again, or when the day of the next
// contact has passed.
func dueOn(next, look people.Day) people.Day {
	if next != "" {
		next = next.Add(1)
	}
	switch {
	case look == "" || next != "" && next < look:
		return next
	}
	return look
}

// byDay gives the reasons that a day gives.
func (o Open) byDay(today people.Day) []Return {
	var out []Return
	if o.Look != "" && o.Look <= today {
		out = append(out, Return{Kind: KindDay, Since: string(o.Look)})
	}
	if o.Next != "" && o.Next < today {
		out = append(out, Return{Kind: KindNextContact, Since: string(o.Next)})
	}
	return out
}

// inOrder puts reasons in the order in which a worker needs them.
func inOrder(list []Return) []Return {
	slices.SortStableFunc(list, func(a, b Return) int {
		return cmp.Or(rankOf(a.Kind, a.Code)-rankOf(b.Kind, b.Code), strings.Compare(a.Since, b.Since))
	})
	return list
}

// Limits of what a worker writes when a decision stays.
const (
	MaxWhy  = 2000
	mostDay = 366 // the day to look again lies at most so many days ahead
)

// keeping is what a worker says when a decision stays as it is.
type keeping struct {
	Why  string
	Look people.Day
}

// check gives the code of what is wrong per field: why, look.
func (k keeping) check(o Open, today people.Day) map[string]string {
	wrong := map[string]string{}
	switch {
	case strings.TrimSpace(k.Why) == "":
		wrong["why"] = "why_missing"
	case len([]rune(k.Why)) > MaxWhy:
		wrong["why"] = "why_long"
	}
	switch {
	case k.Look == "" && (len(o.byDay(today)) > 0 || o.Look == ""):
		wrong["look"] = "look_missing" // without a day nothing would bring it back
	case k.Look != "" && k.Look <= today:
		wrong["look"] = "look_past"
	case k.Look != "" && k.Look > today.Add(mostDay):
		wrong["look"] = "look_far"
	}
	return wrong
}

// after gives the days of a decision that stays: the day to look again that was given, and the next contact when that is
// still to come.
func (k keeping) after(o Open, today people.Day) (next, look people.Day) {
	if next, look = o.Next, o.Look; next < today {
		next = ""
	}
	if k.Look != "" {
		look = k.Look
	}
	return next, look
}

// contentOf is a checksum over all content of a framework. A decision that was taken on the new content already is no
// decision that the new content changes.
func contentOf(fw *framework.Framework) string {
	h := sha256.New()
	for _, p := range fw.Packs() {
		h.Write([]byte(p.Key() + " " + p.Checksum + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// layersOf lists what is laid on a framework, as it is stored: agreements among the guidelines come with their layer.
func layersOf(fw *framework.Framework) string {
	var out []string
	for _, p := range fw.Layers {
		out = append(out, string(p.Head.ID))
	}
	for _, p := range fw.Guides {
		if p.Head.On.ID != "" {
			out = append(out, string(p.Head.ID))
		}
	}
	return strings.Join(out, " ")
}
