package framework

import (
	"strconv"
	"strings"
)

// At finds the place in the file of the answer or field that a problem is about.
func (f *CaseFile) At(p Problem) Pos {
	for _, r := range f.Answers {
		if p.Asked.Question != "" && r.at == p.Asked {
			return r.pos
		}
	}
	return f.Pos
}

// Bare makes a framework in which a pack of guidelines or help lines can be tried when no framework uses it: it has
// one form of contact and every group that the guidelines speak of, and nothing else.
func Bare(p *Pack) *Pack {
	title := Text{}
	for _, l := range p.Head.Languages {
		title[l] = "…"
	}
	out := &Pack{Format: 1, Head: Head{Pos: p.Head.Pos, ID: "bare", Version: "1.0.0", Status: "draft", Kind: "framework",
		Languages: p.Head.Languages, Title: title}, Forms: []Form{{ID: "contact", Title: title}}}
	ref := Ref{Pos: p.Head.Pos, ID: string(p.Head.ID)}
	if p.Head.Kind == "helplines" {
		out.Head.HelpLines = []Ref{ref}
		return out
	}
	out.Head.Guidelines = []Ref{ref}
	seen := map[string]bool{}
	for i := range p.Holds {
		if p.Holds[i].Where == nil {
			continue
		}
		for _, g := range p.Holds[i].Where.Profile {
			if !seen[g.ID] {
				seen[g.ID] = true
				when := &Cond{Op: opAlways, Day: NoDay}
				out.Profiles = append(out.Profiles, NamedCond{ID: ID(g.ID), Title: groupElsewhere(g.ID), When: when})
			}
		}
	}
	return out
}

// groupElsewhere names a group that another framework defines: all that is known of it here is its name.
func groupElsewhere(id string) Text {
	return Text{"nl": "een groep uit het kader: " + id, "en": "a group from the framework: " + id}
}

// Line is one line of a condition in words. What stands deeper belongs to the line above it.
type Line struct {
	Depth int
	Text  string
}

// InWords puts a condition into words without a case: what it asks, not what was found.
func (fw *Framework) InWords(c *Cond, lang string) []Line {
	d := &describer{fw: fw, lang: lang}
	d.cond(c, 0)
	return d.out
}

// Always tells whether this is the condition that always holds.
func (c *Cond) Always() bool { return c != nil && c.Op == opAlways }

// OptionsOf lists the answers to a question, also those of a shared scale.
func (fw *Framework) OptionsOf(question ID) []Option {
	if q := fw.questionByID[string(question)]; q != nil {
		return q.options
	}
	return nil
}

// Plain gives a text in which each placeholder is replaced by the name of what will stand there.
func (fw *Framework) Plain(x Text, lang string) string {
	s := x.In(lang)
	for _, h := range placeholders(s) {
		kind, id, _ := strings.Cut(h, ":")
		with := id
		switch kind {
		case "param":
			if p := fw.params[id]; p != nil {
				with = p.Title.In(lang)
			}
		case "answer":
			if q := fw.questionByID[id]; q != nil {
				with = say(lang, "antwoord op: ", "answer to: ") + q.Ask.In(lang)
			}
		case "computed":
			for _, c := range fw.computed {
				if string(c.ID) == id {
					with = c.Title.In(lang)
				}
			}
		}
		s = strings.Replace(s, "{"+h+"}", "["+with+"]", 1)
	}
	return s
}

type describer struct {
	fw   *Framework
	lang string
	out  []Line
}

func (d *describer) say(nl, en string) string { return say(d.lang, nl, en) }

func (d *describer) line(depth int, s string) { d.out = append(d.out, Line{depth, s}) }

func (d *describer) cond(c *Cond, depth int) {
	if c == nil || depth > MaxCondDepth {
		return
	}
	if c.Op == opNot && len(c.Kids) == 1 && len(c.Kids[0].Kids) == 0 {
		d.line(depth, d.say("niet: ", "not: ")+d.leaf(c.Kids[0]))
		return
	}
	n := strconv.Itoa(c.Count)
	heads := map[Op]string{
		opAll: d.say("dit geldt allemaal:", "all of this holds:"), opAny: d.say("minstens een hiervan geldt:", "at least one of these holds:"),
		opNone: d.say("niets hiervan geldt:", "none of this holds:"), opNot: d.say("dit geldt niet:", "this does not hold:"),
		opCount: d.say("minstens "+n+" hiervan gelden:", "at least "+n+" of these hold:"),
	}
	if c.AtMost {
		heads[opCount] = d.say("hooguit "+n+" hiervan gelden:", "at most "+n+" of these hold:")
	}
	if head, group := heads[c.Op]; group {
		d.line(depth, head)
		for _, kid := range c.Kids {
			d.cond(kid, depth+1)
		}
		return
	}
	d.line(depth, d.leaf(c))
}

func (d *describer) leaf(c *Cond) string {
	switch c.Op {
	case opCondition:
		if n := d.fw.conds[c.Ref.ID]; n != nil {
			return quoted(d.lang, n.Title.In(d.lang))
		}
	case opRule:
		if r := d.fw.ruleByID[c.Ref.ID]; r != nil {
			return d.say("de regel ‘", "the rule ‘") + strings.TrimSuffix(d.fw.Plain(r.Says, d.lang), ".") + d.say("’ geldt", "’ applies")
		}
	case opVariant:
		return d.say("de rol is ", "the role is ") + either(d.lang, d.titles(c.Words, d.fw.variants))
	case opFlow:
		if f := d.fw.flows[c.Ref.ID]; f != nil {
			return d.say("dit is het zijspoor ", "this is the side flow ") + quoted(d.lang, f.Title.In(d.lang))
		}
	case opDay:
		return d.say("de geplande dag ligt ", "the planned day lies ") + d.span(c.Span)
	case opWeekday:
		var days []string
		for i, word := range weekdayWords {
			if containsRef(c.Words, word) {
				days = append(days, (&teller{lang: d.lang}).dayName(i))
			}
		}
		return d.say("de geplande dag is een ", "the planned day is a ") + either(d.lang, days)
	case opParam:
		return d.param(c)
	case opScore:
		if s := d.fw.scores[c.Ref.ID]; s != nil {
			return quoted(d.lang, s.Title.In(d.lang)) + d.say(" komt op ", " comes to ") + d.bounds(c, d.say("punten", "points"))
		}
	case opFunction, opAnswer:
		return d.answer(c)
	case opAlways:
		return d.say("dit geldt altijd", "this always holds")
	}
	return c.Ref.ID
}

func (d *describer) titles(refs []Ref, have []*Named) []string {
	var out []string
	for _, x := range have {
		if containsRef(refs, string(x.ID)) {
			out = append(out, x.Title.In(d.lang))
		}
	}
	return out
}

func (d *describer) span(s Span) string {
	switch {
	case s.From != NoDay && s.Until != NoDay:
		return d.say("van ", "from ") + s.From.In(d.lang) + d.say(" tot en met ", " up to ") + s.Until.In(d.lang)
	case s.From != NoDay:
		return d.say("op of na ", "on or after ") + s.From.In(d.lang)
	}
	return d.say("op of vóór ", "on or before ") + s.Until.In(d.lang)
}

func (d *describer) param(c *Cond) string {
	p := d.fw.params[c.Ref.ID]
	if p == nil {
		return c.Ref.ID
	}
	title := quoted(d.lang, p.Title.In(d.lang))
	if c.Cmp == cmpState {
		return d.say("er geldt een grens voor ", "there is a limit on ") + title
	}
	held := d.bounds(c, p.Unit.In(d.lang))
	if len(c.Words) > 0 {
		var labels []string
		for _, w := range c.Words {
			if i, ok := p.opt[w.ID]; ok {
				labels = append(labels, p.valueText(value{option: i}, d.lang))
			}
		}
		held = either(d.lang, labels)
		if c.Cmp == cmpIsNot {
			held = d.say("niet ", "not ") + held
		}
	}
	return d.say("voor ", "what holds of ") + title + d.say(" geldt: ", ": ") + held
}

func (d *describer) answer(c *Cond) string {
	q := d.fw.questionByID[c.Ref.ID]
	if q == nil {
		return c.Ref.ID
	}
	who := ""
	if c.Quant != quantNone {
		var people []string
		for _, p := range q.persons {
			if containsRef(c.Persons, string(p.ID)) {
				people = append(people, p.Title.In(d.lang))
			}
		}
		n := strconv.Itoa(c.Count)
		who = map[Quant]string{
			quantAnyone: d.say("bij minstens een van ", "for at least one of "), quantEveryone: d.say("bij iedereen van ", "for everyone of "),
			quantNobody: d.say("bij niemand van ", "for nobody of "), quantPerson: d.say("bij ", "for "),
			quantHowMany: d.say("bij minstens ", "for at least ") + n + d.say(" van ", " of "),
		}[c.Quant]
		if c.Quant == quantHowMany && c.AtMost {
			who = d.say("bij hooguit ", "for at most ") + n + d.say(" van ", " of ")
		}
		who += list(d.lang, people) + ": "
	}
	ask := quoted(d.lang, d.fw.Plain(q.Ask, d.lang))
	if c.Op == opFunction {
		f := functions[c.Fn]
		return who + d.say(f.nl, f.en) + " " + ask + ": " + d.bounds(c, "")
	}
	if c.A != nil || c.B != nil {
		return who + ask + " – " + d.bounds(c, q.Unit.In(d.lang))
	}
	return who + ask + " – " + (&teller{lang: d.lang}).wanted(c, q)
}

// bounds puts a comparison of numbers into words; a guideline in it is named, because its value depends on the day.
func (d *describer) bounds(c *Cond, unit string) string {
	if unit != "" {
		unit = " " + unit
	}
	a, b := d.amount(c.A), d.amount(c.B)
	switch c.Cmp {
	case cmpAtLeast:
		return a + unit + d.say(" of meer", " or more")
	case cmpAtMost:
		return d.say("hooguit ", "at most ") + a + unit
	case cmpMoreThan:
		return d.say("meer dan ", "more than ") + a + unit
	case cmpLessThan:
		return d.say("minder dan ", "less than ") + a + unit
	case cmpBetween:
		return a + d.say(" tot en met ", " to ") + b + unit
	}
	days := d.say(" dagen geleden", " days ago")
	switch {
	case b == "":
		return d.say("minstens ", "at least ") + a + days
	case a == "":
		return d.say("hooguit ", "at most ") + b + days
	}
	return a + d.say(" tot ", " to ") + b + days
}

func (d *describer) amount(a *Amount) string {
	t := &teller{lang: d.lang}
	switch {
	case a == nil:
		return ""
	case a.Param.ID == "":
		return t.number(a.Fixed)
	}
	name := a.Param.ID
	if p := d.fw.params[name]; p != nil {
		name = p.Title.In(d.lang)
	}
	if a.Times != 1 {
		name = t.number(a.Times) + " × " + name
	}
	return "[" + name + "]"
}

// CanMatter lists the questions that are asked, not answered yet, and can still change the advice, in order. What is
// known not to be known or was refused is left out: asking again is no use.
func (a *Advice) CanMatter() []Asked {
	var out []Asked
	for _, w := range a.stillOpen() {
		if a.in.state[w.slot] != stateUnknown && a.in.state[w.slot] != stateRefused {
			sl := a.fw.slots[w.slot]
			out = append(out, Asked{string(sl.q.ID), sl.name()})
		}
	}
	return out
}

// Opened lists the urgent routes that an advice opens, in words: they are told at once, before the rest is asked.
func (a *Advice) Opened(lang string) []RouteTold {
	t := &teller{Advice: a, lang: lang}
	out := make([]RouteTold, 0, len(a.routes))
	for _, i := range a.routes {
		out = append(out, t.route(i))
	}
	return out
}
