package framework

import (
	"fmt"
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

// quantSentence says for whom of the people it holds, or does not, or may.
func (t *teller) quantSentence(c *Cond, v uint8, people []string) string {
	who := strings.ToLower(list(t.lang, people))
	one := t.say("bij minstens één van de personen (", "for at least one of the persons (") + who + ")"
	none := t.say("bij niemand (", "for nobody (") + who + ")"
	n := strconv.Itoa(c.Count)
	var holds, not string // what is said when it holds, and when it does not
	switch c.Quant {
	case quantAnyone:
		holds, not = one, none
	case quantNobody:
		holds, not = none, one
	case quantEveryone:
		holds = t.say("bij iedereen (", "for everyone (") + who + ")"
		not = t.say("niet ", "not ") + holds
	case quantHowMany:
		least := t.say("bij minstens "+n+" personen (", "for at least "+n+" persons (") + who + ")"
		more := t.say("bij meer dan "+n+" personen (", "for more than "+n+" persons (") + who + ")"
		most := t.say("bij hooguit "+n+" personen (", "for at most "+n+" persons (") + who + ")"
		fewer := t.say("bij minder dan "+n+" personen (", "for fewer than "+n+" persons (") + who + ")"
		if holds, not = least, fewer; c.AtMost {
			holds, not = most, more
		}
	default:
		holds = t.say("bij ", "for ") + who
		not = t.say("niet ", "not ") + holds
	}
	said := holds
	if v == canNo {
		said = not
	}
	if v != open {
		return sentenceStart(said) + t.say(" geldt:", ", this holds:")
	}
	return t.say("Nog niet bekend is of ", "Not yet known whether ") + holds + t.say(" geldt:", " this holds:")
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
	r, ok := t.reply(s)
	if !ok || v == canYes && c.Cmp <= cmpIncludesAll { // the answer says it all
		return head + given + "."
	}
	wanted := t.wanted(c, q)
	if day := r.Day; r.Given == Answered && q.Type == "day" {
		given += t.reckoned(c, day)
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

// reckoned tells what number a comparison makes of a day.
func (t *teller) reckoned(c *Cond, day Day) string {
	is := [2]string{"%d dagen vóór de geplande dag", "%d days before the planned day"}
	n := int(t.c.Plan.Day) - int(day)
	switch {
	case c.Op == opFunction:
		is, n = functions[c.Fn].is, functions[c.Fn].of(day, t.c.Plan.Day)
	case c.Cmp != cmpDaysAgo:
		return ""
	}
	return fmt.Sprintf(" ("+t.say(is[0], is[1])+")", n)
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
