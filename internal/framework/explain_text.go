package framework

import (
	"math"
	"strings"
)

var holdKinds = map[string][2]string{
	"law": {"wet", "law"}, "urgent_advice": {"dringend advies", "urgent advice"}, "advice": {"advies", "advice"},
	"agreement": {"eigen afspraak", "own agreement"},
}

// HoldKind names the sort of rule: wet, dringend advies, advies, eigen afspraak.
func HoldKind(kind, lang string) string {
	k := holdKinds[kind]
	return say(lang, k[0], k[1])
}

// holdFor is what holds for the people of this case: for everyone, or for a group that they surely belong to.
func (t *teller) holdFor(p *parameter) *hold {
	h := t.b.held[p]
	out := h.now
	for _, g := range h.profiles {
		if n, ok := t.b.nodes[g.profile.When]; ok && t.verdict(n) == canYes {
			out = g.hold
		}
	}
	return out
}

func (t *teller) valueFor(p *parameter) value {
	if h := t.holdFor(p); h != nil {
		return h.value
	}
	return p.loosest()
}

// valueText puts a guideline value into words, with its unit.
func (p *parameter) valueText(v value, lang string) string {
	switch p.Type {
	case "number":
		if v.none {
			return say(lang, "geen grens", "no limit")
		}
		s := (&teller{lang: lang}).number(v.number)
		if u := p.Unit.In(lang); u != "" {
			s += " " + u
		}
		return s
	case "yes_no":
		if v.option == 0 {
			return say(lang, "ja", "yes")
		}
		return say(lang, "nee", "no")
	}
	return p.Options[v.option].Label.In(lang)
}

// paramSentence tells what holds of a guideline on the planned day, of what kind, and since when.
func (t *teller) paramSentence(c *Cond) string {
	p := t.fw.params[c.Ref.ID]
	title := quoted(t.lang, p.Title.In(t.lang))
	h := t.holdFor(p)
	if h == nil {
		return sentence(t.say("op ", "on ") + t.c.Plan.Day.In(t.lang) + t.say(" is voor ", " nothing is known of ") + title + t.say(" niets bekend", ""))
	}
	return sentence(t.say("op ", "on ") + t.c.Plan.Day.In(t.lang) + t.say(" geldt voor ", " this holds of ") + title + ": " + p.valueText(h.value, t.lang) +
		" (" + HoldKind(h.Kind, t.lang) + t.say(", sinds ", ", since ") + h.From.In(t.lang) + ")")
}

// fill puts values into the placeholders of a sentence.
func (t *teller) fill(x Text) string {
	s := x.In(t.lang)
	out := ""
	for _, h := range placeholders(s) {
		before, after, closed := strings.Cut(s, "{"+h+"}")
		if !closed {
			break
		}
		kind, id, _ := strings.Cut(h, ":")
		with := "…"
		switch kind {
		case "param":
			if p := t.fw.params[id]; p != nil {
				with = p.valueText(t.valueFor(p), t.lang)
			}
		case "answer":
			if q := t.fw.questionByID[id]; q != nil {
				with = t.given(q.first)
			}
		case "computed":
			if d := t.computedDay(id); d != NoDay {
				with = d.In(t.lang)
			} else {
				with = t.say("een dag die nog niet bekend is", "a day not yet known")
			}
		}
		out, s = out+before+with, after // what is filled in is never looked at again
	}
	return out + s
}

// computedDay reckons a computed day from its answer; NoDay when the answer is not there.
func (a *Advice) computedDay(id string) Day {
	for _, c := range a.fw.computed {
		if string(c.ID) != id {
			continue
		}
		q := a.fw.questionByID[c.From.ID]
		if a.verdict(a.b.asked[q.index]) != canYes || a.in.state[q.first] != stateAnswered || a.in.lo[q.first] != a.in.hi[q.first] {
			return NoDay
		}
		plus := c.Plus.Fixed
		if c.Plus.Param.ID != "" {
			v := (&teller{Advice: a, lang: "nl"}).valueFor(a.fw.params[c.Plus.Param.ID])
			if v.none {
				return NoDay
			}
			plus = v.number * c.Plus.Times
		}
		if day := a.in.lo[q.first] + math.Trunc(plus); day >= float64(firstDay) && day <= float64(lastDay) {
			return Day(day)
		}
		return NoDay
	}
	return NoDay
}
