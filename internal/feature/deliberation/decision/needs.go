package decision

import (
	"slices"
	"time"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people"
)

// inOrder sorts chosen forms as the advice ranks them, and leaves out what is none.
func inOrder(told *framework.Told, chosen []string) []string {
	var out []string
	for _, f := range told.Forms {
		if slices.Contains(chosen, f.ID) {
			out = append(out, f.ID)
		}
	}
	return out
}

// departs tells whether a choice departs from the advice: some form fits less than the best one, or none of them is as
// good. against tells whether a guideline forbids one of them.
func departs(told *framework.Told, chosen []string) (from, against bool) {
	best := framework.Fit("")
	if len(told.Forms) > 0 {
		best = told.Forms[0].Fit
	}
	reached := false
	for _, f := range told.Forms {
		if !slices.Contains(chosen, f.ID) {
			continue
		}
		reached = reached || f.Fit == best
		against = against || f.Fit == framework.AgainstGuideline
		from = from || f.Fit == framework.NotAdvised || f.Fit == framework.AgainstGuideline
	}
	return from || len(chosen) > 0 && !reached, against
}

// conditions of the chosen forms, each once: what must be arranged and what always belongs to it.
func conditions(told *framework.Told, chosen []string) []framework.RequirementTold {
	var out []framework.RequirementTold
	for _, f := range told.Forms {
		if !slices.Contains(chosen, f.ID) {
			continue
		}
		for _, r := range append(slices.Clone(f.Requires), f.Checklist...) {
			if !slices.ContainsFunc(out, func(o framework.RequirementTold) bool { return o.ID == r.ID && o.Text == r.Text }) {
				out = append(out, r)
			}
		}
	}
	return out
}

// lacking are the roles whose approval the advice asks and that did not give it.
func lacking(told *framework.Told, approvals []record.Approval) []string {
	var out []string
	for _, call := range told.Approve {
		if !slices.ContainsFunc(approvals, func(a record.Approval) bool { return a.Role == call.ID && a.State == "approved" }) {
			out = append(out, call.ID)
		}
	}
	return out
}

// Problems of a decision, by field.
const (
	needForm      = "form"
	needReason    = "reason"
	needDeparting = "departing"
	needConsult   = "no_consult"
	needApproval  = "no_approval"
	needWhyNot    = "not_agreed"
	needAgreed    = "agreed"
	nextPassed    = "next"
	lookEarly     = "look"
)

// fitsTogether tells what a decision still needs. today and the planned day bound the days.
func fitsTogether(d record.Decision, told *framework.Told, consulted bool, today framework.Day) []string {
	var out []string
	need := func(missing bool, code string) {
		if missing {
			out = append(out, code)
		}
	}
	need(len(d.Forms) == 0, needForm)
	need(d.Reason == "", needReason)
	need(d.Departs && d.Departing == "", needDeparting)
	need(len(told.Consult) > 0 && !consulted && d.NoConsult == "", needConsult)
	need(len(d.Lacking) > 0 && d.NoApproval == "", needApproval)
	need(d.Agreed == "", needAgreed)
	need((d.Agreed == "no" || d.Agreed == "later") && d.NotAgreed == "", needWhyNot)
	past := func(day string, from framework.Day) bool {
		got, err := framework.ParseDay(day)
		return day != "" && (err != nil || got < from)
	}
	from := min(told.Day.Day, today) // who writes down later what was decided may name a day that has passed
	need(past(d.Next, from), nextPassed)
	need(past(d.Look, from), lookEarly)
	return out
}

// Why a copy may not be given to a resident as it is. Stable codes: pages and the record use them.
const (
	warnNobodyKnows = "rule_not_seen" // this worker may not see the rule
	warnMustNotKnow = "must_not_know"
	warnMayNotLeave = "may_not_leave"
)

// unsafeCopy tells whether a letter may be given or sent, by the safe-to-contact rule, as a code; "" is yes. A letter lies
// on a table: who shares the home reads it.
func unsafeCopy(rule people.SafeRule, flagged, maySee bool, at time.Time) string {
	if !maySee {
		return warnNobodyKnows
	}
	v := people.MayReach(rule, flagged, "letter", "", at)
	switch {
	case !v.Allowed && v.Code != "outside_hours": // a letter is handed over at a moment that can be chosen
		return v.Code
	case len(rule.MustNotKnow) > 0:
		return warnMustNotKnow
	case rule.MayLeave == "no":
		return warnMayNotLeave
	}
	return ""
}

// fitChange is a contact form that fits otherwise than before.
type fitChange struct {
	Title   string
	Was, Is framework.Fit
}

func changedFits(earlier, now *framework.Told) []fitChange {
	var out []fitChange
	for _, f := range now.Forms {
		for _, g := range earlier.Forms {
			if f.ID == g.ID && f.Fit != g.Fit {
				out = append(out, fitChange{f.Title, g.Fit, f.Fit})
			}
		}
	}
	return out
}
