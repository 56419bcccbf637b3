package audit

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
)

// The outcomes.
const (
	Done    = "done"
	Refused = "refused"
	Failed  = "failed"
)

// Line is what a caller tells of an event. Who, when, from where and in which session come from the context.
type Line struct {
	Event     string   // a code of the list in events.go
	Kind, ID  string   // what it was done to: resident, deliberation, account …, and which one
	Residents []string // whose file it touches; for a list or a search, everybody whose data was shown
	Ground    string   // why it was allowed: Decision.Ground; for a refusal empty or the reason
	Outcome   string   // Done when empty
	Detail    string   // codes only, such as field:phone or count:12: never free text, never what was searched for
}

// MaxResidents is the number of residents in one stored line. More of them become several lines of the same event.
const MaxResidents = 500

// What may be stored. Nothing that a person types fits in these: no spaces, no @, no letters outside ASCII.
var (
	idForm   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.:+-]{0,79}$`)
	codeForm = regexp.MustCompile(`^[a-z0-9_.:=,+-]{1,200}$`)
	// Grounds end in an id or a code: consult:<id>, role:team_lead.
	groundForm = regexp.MustCompile(`^[A-Za-z0-9_.:=,+-]{1,120}$`)
)

// check refuses a line that could hold what people typed, or that nobody could explain later. A refusal here is a
// mistake in the program: the line's own values are not repeated, because they could be the very text that may not be
// written down.
func (l Line) check() error {
	var wrong []error
	complain := func(ok bool, what string) {
		if !ok {
			wrong = append(wrong, errors.New(what))
		}
	}
	_, known := Find(l.Event)
	complain(known, "the event is not in the list of events.go")
	complain(l.Kind == "" || codeForm.MatchString(l.Kind), "the kind is not a code")
	complain(l.ID == "" || idForm.MatchString(l.ID), "the id of the object is not an id")
	complain(l.Ground == "" || groundForm.MatchString(l.Ground), "the ground is not a code")
	complain(l.Detail == "" || codeForm.MatchString(l.Detail), "the detail is not made of codes")
	complain(l.Outcome == Done || l.Outcome == Refused || l.Outcome == Failed, "the outcome is not done, refused or failed")
	for _, r := range l.Residents {
		if !idForm.MatchString(r) {
			complain(false, "a resident is not an id")
			break
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	event := "unknown"
	if known {
		event = l.Event
	}
	return fmt.Errorf("an audit line of event %s cannot be stored: %w", event, errors.Join(wrong...))
}

// split fills in what was left out, names every resident once, and cuts a line with very many of them into several.
func (l Line) split() []Line {
	if l.Outcome == "" {
		l.Outcome = Done
	}
	l.Residents = slices.Clone(l.Residents)
	slices.Sort(l.Residents)
	l.Residents = slices.Compact(l.Residents)
	var all []Line
	for len(l.Residents) > MaxResidents {
		part := l
		part.Residents = l.Residents[:MaxResidents]
		all = append(all, part)
		l.Residents = l.Residents[MaxResidents:]
	}
	return append(all, l)
}
