package deliberation

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"nabij/internal/framework"
	"nabij/internal/people"
)

// What comes of saving one answer.
const (
	saved  = "saved"
	same   = "same"   // it stood so already
	beside = "beside" // somebody answered otherwise in the meantime: both stand
	wrong  = "wrong"  // it is no answer to this question
)

// settle decides what becomes of an answer that a page sends. touched tells whether somebody changed it in that page; seen
// is the version that the page showed. stands is what stands now, with version 0 when nothing does. A page is never in
// conflict with itself: it may not have heard that its last answer was stored.
func settle(touched bool, seen int64, page string, given []string, askedOn string, stands Answer) string {
	switch {
	case !touched, slices.Equal(given, stands.Given) && (askedOn == "" || askedOn == stands.AskedOn):
		return same
	case seen == stands.Version, page != "" && page == stands.Page:
		return saved
	}
	return beside
}

// seal tells a page what it shows of an answer: its version, and what it says, so that what was not touched in the page is
// left alone when it comes back.
func seal(x Answer) string {
	return strconv.FormatInt(x.Version, 10) + "." + imprint(x.Given, dayTold(x.AskedOn))
}

// unseal reads a seal: the version, and whether what is sent now differs from what was shown.
func unseal(s string, given []string, askedOn string) (version int64, touched, ok bool) {
	v, was, cut := strings.Cut(s, ".")
	version, err := strconv.ParseInt(v, 10, 64)
	return version, was != imprint(given, askedOn), cut && err == nil && version >= 0
}

func imprint(given []string, askedOn string) string {
	h := sha256.New()
	for _, v := range append(slices.Clone(given), askedOn) {
		fmt.Fprintf(h, "%d:%s", len(v), v)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// dayTold is the moment of asking as somebody told it: a day. What the program noted itself has a time.
func dayTold(askedOn string) string {
	if len(askedOn) > len(time.DateOnly) {
		return ""
	}
	return askedOn
}

// caseOf makes a case of what is stored. Answers that this version of the framework does not take are told and left out.
func caseOf(fw *framework.Framework, s Setting, today framework.Moment, answers []Answer) (framework.Case, []framework.Asked) {
	c := framework.Case{Plan: today, Today: today, Variant: s.Variant, Level: s.Level, Flow: s.Flow, Answers: map[framework.Asked]framework.Answer{}}
	if m, err := framework.ParseMoment(s.Plan); err == nil {
		c.Plan = m
	}
	var lost []framework.Asked
	for _, x := range answers {
		if len(x.Given) == 0 {
			continue
		}
		a, problem := fw.Parse(x.At, x.Given)
		if problem != nil {
			lost = append(lost, x.At)
			continue
		}
		if m, err := framework.ParseMoment(x.AskedOn); err == nil {
			a.Asked = m
		}
		c.Answers[x.At] = a
	}
	for _, p := range fw.Check(c) { // a role or side flow that this version does not have any more
		switch p.Field {
		case "variant":
			c.Variant = ""
		case "level":
			c.Level = ""
		case "flow":
			c.Flow = ""
		}
	}
	return c, lost
}

// momentOf is a moment as the framework writes it, on the clock on the wall.
func momentOf(t time.Time, zone *time.Location) framework.Moment {
	l := t.In(zone)
	return framework.Moment{Day: framework.DayOf(l.Date()), Minute: l.Hour()*60 + l.Minute()}
}

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
func lacking(told *framework.Told, approvals []Approval) []string {
	var out []string
	for _, call := range told.Approve {
		if !slices.ContainsFunc(approvals, func(a Approval) bool { return a.Role == call.ID && a.State == "approved" }) {
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
func fitsTogether(d Decision, told *framework.Told, consulted bool, today framework.Day) []string {
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

// tidy takes out what answers a question that does not come up, so that the record does not hold half a sentence.
func (d Decision) tidy() Decision {
	if !d.Departs {
		d.Departing = ""
	}
	if len(d.Lacking) == 0 {
		d.NoApproval = ""
	}
	if d.Agreed == "yes" {
		d.NotAgreed = ""
	}
	if d.Next == "" && d.NextHow == "" {
		d.NextWho = "" // somebody who does nothing yet
	}
	return d
}

// tooLong tells whether a text is longer than what is kept.
func tooLong(s string) bool { return utf8.RuneCountInString(s) > MaxReason }

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

// changed is something that differs from the earlier deliberation.
type changed struct{ What, Was, Is string }

// changedAnswers compares what was answered, in the order of the newer one. Words are compared, so an answer that only
// looks different because a text was edited is told too.
func changedAnswers(earlier, now *framework.Told) []changed {
	type at struct{ question, person string }
	collect := func(o *framework.Told) (map[at]framework.AnswerTold, []at) {
		all, order := map[at]framework.AnswerTold{}, []at(nil)
		for _, s := range o.Answers {
			for _, a := range s.Answers {
				k := at{a.Question, a.Person}
				all[k] = a
				order = append(order, k)
			}
		}
		return all, order
	}
	was, before := collect(earlier)
	is, order := collect(now)
	for _, k := range before {
		if _, still := is[k]; !still {
			order = append(order, k)
		}
	}
	var out []changed
	for _, k := range order {
		a, b := was[k], is[k]
		if a.Answer == b.Answer {
			continue
		}
		ask, who := b.Ask, b.PersonIn
		if ask == "" {
			ask, who = a.Ask, a.PersonIn
		}
		if who != "" {
			ask += " (" + strings.ToLower(who) + ")"
		}
		out = append(out, changed{ask, a.Answer, b.Answer})
	}
	return out
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
