package record

import (
	"strings"
	"time"
	"unicode/utf8"

	"nabij/internal/framework"
)

// CaseOf makes a case of what is stored. Answers that this version of the framework does not take are told and left out.
func CaseOf(fw *framework.Framework, s Setting, today framework.Moment, answers []Answer) (framework.Case, []framework.Asked) {
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

// MomentOf is a moment as the framework writes it, on the clock on the wall.
func MomentOf(t time.Time, zone *time.Location) framework.Moment {
	l := t.In(zone)
	return framework.Moment{Day: framework.DayOf(l.Date()), Minute: l.Hour()*60 + l.Minute()}
}

// Tidy takes out what answers a question that does not come up, so that the record does not hold half a sentence.
func (d Decision) Tidy() Decision {
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

// TooLong tells whether a text is longer than what is kept.
func TooLong(s string) bool { return utf8.RuneCountInString(s) > MaxReason }

// Changed is something that differs from the earlier deliberation.
type Changed struct{ What, Was, Is string }

// ChangedAnswers compares what was answered, in the order of the newer one. Words are compared, so an answer that only
// looks different because a text was edited is told too.
func ChangedAnswers(earlier, now *framework.Told) []Changed {
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
	var out []Changed
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
		out = append(out, Changed{ask, a.Answer, b.Answer})
	}
	return out
}
