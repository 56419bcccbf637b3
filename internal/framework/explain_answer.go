package framework

import (
	"strconv"
	"strings"
)

// answerWhy explains a comparison with an answer: of one slot, or over persons.
func (t *teller) answerWhy(c *Cond, v uint8) Why {
	q := t.fw.questionByID[c.Ref.ID]
	w := Why{Verdict: Tri(v), Question: string(q.ID)}
	if t.verdict(t.b.asked[q.index]) == canNo {
		w.Text = quoted(t.lang, t.fill(q.Ask)) + t.say(" is niet gevraagd: die vraag valt hier weg.", " was not asked: that question drops away here.")
		return w
	}
	if c.Quant == quantNone {
		w.Text = t.comparison(c, q, q.first)
		return w
	}
	var people []string
	for _, p := range q.persons {
		if containsRef(c.Persons, string(p.ID)) {
			people = append(people, p.Title.In(t.lang))
		}
	}
	w.Text = t.quantSentence(c, v, people) + " " + quoted(t.lang, t.fill(q.Ask)) + " – " + t.wanted(c, q) + "."
	for s := q.first; s < q.first+q.count; s++ {
		sl := t.fw.slots[s]
		if !containsRef(c.Persons, string(sl.person.ID)) || t.slotAsked(s) == canNo {
			continue
		}
		w.Steps = append(w.Steps, Why{Text: t.slotPerson(s) + ": " + t.given(s) + ".", Verdict: Tri(t.d.v[t.b.perSlot[c][s-q.first]]),
			Question: string(q.ID), Person: sl.name()})
	}
	return w
}

func (t *teller) quantSentence(c *Cond, v uint8, people []string) string {
	who := ""
	switch c.Quant {
	case quantAnyone:
		who = t.say("bij minstens één van ", "for at least one of ")
	case quantEveryone:
		who = t.say("bij iedereen van ", "for everyone of ")
	case quantNobody:
		who = t.say("bij niemand van ", "for nobody of ")
	case quantHowMany:
		who = t.say("bij minstens ", "for at least ") + strconv.Itoa(c.Count) + t.say(" van ", " of ")
		if c.AtMost {
			who = t.say("bij hooguit ", "for at most ") + strconv.Itoa(c.Count) + t.say(" van ", " of ")
		}
	case quantPerson:
		who = t.say("bij ", "for ")
	}
	who += strings.ToLower(list(t.lang, people))
	switch v {
	case canYes:
		return sentenceStart(who) + t.say(" geldt:", ", this holds:")
	case canNo:
		return t.say("Niet ", "Not ") + who + t.say(" geldt:", " does this hold:")
	}
	return t.say("Nog niet bekend is of ", "Not yet known whether ") + who + t.say(" geldt:", " this holds:")
}

func sentenceStart(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// comparison is the sentence for one slot: the question, what was answered, and what the rule asks when that differs.
func (t *teller) comparison(c *Cond, q *question, s int) string {
	head := quoted(t.lang, t.fill(q.Ask)) + ": "
	given := t.given(s)
	v := t.verdict(t.node(c))
	if _, ok := t.reply(s); !ok || c.Cmp == cmpIs && v == canYes {
		return head + given + "."
	}
	wanted := t.wanted(c, q)
	if c.Op == opFunction {
		f := functions[c.Fn]
		wanted = t.say(f.nl, f.en) + " " + given + ": " + t.rangeText(c, "")
	}
	switch v {
	case canYes:
		if wanted == given {
			return head + given + "."
		}
		return head + given + t.say(". Dat is: ", ". That is: ") + wanted + "."
	case canNo:
		return head + given + t.say(". Dat is niet: ", ". That is not: ") + wanted + "."
	}
	return head + given + t.say(". Gevraagd wordt: ", ". Asked is: ") + wanted + "."
}

// wanted puts what a comparison asks into words.
func (t *teller) wanted(c *Cond, q *question) string {
	var labels []string
	for _, w := range c.Words {
		if i, ok := q.opt[w.ID]; ok && c.Cmp != cmpState {
			labels = append(labels, quoted(t.lang, q.options[i].Label.In(t.lang)))
		}
	}
	switch c.Cmp {
	case cmpState:
		var how []string
		for _, w := range c.Words {
			how = append(how, map[string]string{
				"answered": t.say("beantwoord", "answered"), "unknown": t.say("niet bekend", "not known"),
				"refused": t.say("wil men niet zeggen", "not willing to say"),
			}[w.ID])
		}
		return either(t.lang, how)
	case cmpIs, cmpOneOf, cmpIncludes, cmpIncludesAny:
		return either(t.lang, labels)
	case cmpIsNot:
		return t.say("iets anders dan ", "anything but ") + either(t.lang, labels)
	case cmpIncludesAll:
		return list(t.lang, labels)
	case cmpBefore, cmpAfter, cmpOnOrBefore, cmpOnOrAfter:
		day := c.Day.In(t.lang)
		if c.Day == NoDay {
			day = t.say("de geplande dag", "the planned day")
		}
		return map[Cmp]string{cmpBefore: t.say("vóór ", "before "), cmpAfter: t.say("na ", "after "),
			cmpOnOrBefore: t.say("op of vóór ", "on or before "), cmpOnOrAfter: t.say("op of na ", "on or after ")}[c.Cmp] + day
	}
	return t.rangeText(c, q.Unit.In(t.lang))
}

// given is the answer in a slot in words, also when there is none.
func (t *teller) given(s int) string {
	q := t.fw.slots[s].q
	r, ok := t.reply(s)
	if !ok {
		return t.say("nog niet beantwoord", "not answered yet")
	}
	if t.c.tooOld(q, r) && q.WhenOld == "unknown" {
		return t.answerText(q, r) + t.say(" (te oud: opnieuw vragen)", " (too old: ask again)")
	}
	return t.answerText(q, r)
}

func (t *teller) answerText(q *question, r Answer) string {
	switch r.Given {
	case Unknown:
		return t.say("niet bekend", "not known")
	case Refused:
		return t.say("wil men niet zeggen", "not willing to say")
	}
	switch q.Type {
	case "number":
		if u := q.Unit.In(t.lang); u != "" {
			return t.number(r.Number) + " " + u
		}
		return t.number(r.Number)
	case "day":
		return r.Day.In(t.lang)
	case "text":
		return r.Text
	}
	var labels []string
	for _, w := range r.Words {
		if i, ok := q.opt[w]; ok {
			labels = append(labels, quoted(t.lang, q.options[i].Label.In(t.lang)))
		}
	}
	if len(labels) == 0 {
		return t.say("niets gekozen", "nothing chosen")
	}
	return list(t.lang, labels)
}

// slotPerson names the person of a slot: "Bewoner", "Huisgenoot 2".
func (t *teller) slotPerson(s int) string {
	sl := t.fw.slots[s]
	if sl.person == nil {
		return ""
	}
	name := sl.person.Title.In(t.lang)
	if sl.nth > 0 {
		name += " " + strconv.Itoa(sl.nth)
	}
	return name
}
