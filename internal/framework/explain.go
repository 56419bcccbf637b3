package framework

import (
	"slices"
	"strconv"
	"strings"
)

// Why is one step of an explanation: a sentence with its verdict, the answer or guideline it rests on, and the steps
// under it.
type Why struct {
	Text     string `json:"text"`
	Verdict  Tri    `json:"verdict"`
	Question string `json:"question,omitempty"`  // id, to jump to
	Person   string `json:"person,omitempty"`    // "housemate-1"
	Param    string `json:"parameter,omitempty"` // guideline parameter
	Steps    []Why  `json:"steps,omitempty"`
}

// teller puts one advice into words of one language.
type teller struct {
	*Advice
	lang string
	told map[because]RuleTold // rules put into words already
	left int                  // steps that the explanation of one rule may still take
}

// maxWhySteps bounds the explanation of one rule: names that lead to names twice over would otherwise double at each step.
const maxWhySteps = 1000

func (t *teller) say(nl, en string) string { return say(t.lang, nl, en) }

// why explains a condition: what it asks, what was found, and under it the parts that matter for the verdict.
func (t *teller) why(c *Cond) Why {
	v := t.verdict(t.node(c))
	w := Why{Verdict: Tri(v)}
	if t.left--; t.left < 0 {
		w.Text = "…"
		return w
	}
	switch c.Op {
	case opAll, opAny, opNone, opCount, opNot:
		w.Text = t.group(c, v)
		w.Steps = t.steps(c, v)
	case opCondition:
		n := t.fw.conds[c.Ref.ID]
		w.Text = sentence(n.Title.In(t.lang) + ": " + t.verdictWord(v))
		w.Steps = []Why{t.why(n.When)}
	case opRule:
		r := t.fw.ruleByID[c.Ref.ID]
		w.Text = t.say("De regel ‘", "The rule ‘") + strings.TrimSuffix(t.fill(r.Says), ".") + "’ " + map[uint8]string{
			canYes: t.say("geldt.", "applies."), canNo: t.say("geldt niet.", "does not apply."), open: t.say("geldt misschien.", "may apply."),
		}[v]
		if t.b.when[r.index] >= 0 {
			w.Steps = []Why{t.why(r.When)}
		}
	case opVariant:
		var roles []string
		for _, x := range t.fw.variants {
			if containsRef(c.Words, string(x.ID)) {
				roles = append(roles, x.Title.In(t.lang))
			}
		}
		w.Text = sentence(t.say("de rol is ", "the role is ") + t.isNot(v) + either(t.lang, roles))
	case opFlow:
		w.Text = sentence(t.say("dit is ", "this is ") + t.isNot(v) + t.say("het zijspoor ", "the side flow ") + quoted(t.lang, t.fw.flows[c.Ref.ID].Title.In(t.lang)))
	case opDay:
		w.Text = t.daySentence(c, v)
	case opWeekday:
		var days []string
		for i, word := range weekdayWords {
			if containsRef(c.Words, word) {
				days = append(days, t.dayName(i))
			}
		}
		w.Text = sentence(t.c.Plan.Day.In(t.lang) + t.say(" is ", " is ") + t.isNot(v) + t.say("een ", "a ") + either(t.lang, days))
	case opParam:
		w.Param = c.Ref.ID
		w.Text = t.paramSentence(c)
	case opScore:
		w.Text = t.scoreSentence(c, v)
	case opAlways:
		w.Text = t.say("Dit geldt altijd.", "This always holds.")
	case opFunction, opAnswer:
		return t.answerWhy(c, v)
	}
	return w
}

func (t *teller) node(c *Cond) int32 {
	if n, ok := t.b.nodes[c]; ok {
		return n
	}
	return -1
}

func (t *teller) dayName(i int) string {
	if d, ok := weekdays[t.lang]; ok {
		return d[i]
	}
	return weekdays["nl"][i]
}

func (t *teller) isNot(v uint8) string {
	if v == canNo {
		return t.say("niet ", "not ")
	}
	return ""
}

func (t *teller) verdictWord(v uint8) string {
	switch v {
	case canYes:
		return t.say("ja", "yes")
	case canNo:
		return t.say("nee", "no")
	}
	return t.say("nog niet bekend", "not yet known")
}

// group is the sentence above the parts of all, any, none, not and "at least so many".
func (t *teller) group(c *Cond, v uint8) string {
	n := strconv.Itoa(c.Count)
	pick := func(yes, no, maybe string) string {
		return map[uint8]string{canYes: yes, canNo: no, open: maybe}[v]
	}
	switch c.Op {
	case opAll:
		return pick(t.say("Dit geldt allemaal:", "All of this holds:"), t.say("Dit geldt niet:", "This does not hold:"),
			t.say("Nog niet bekend is of dit allemaal geldt:", "Not yet known whether all of this holds:"))
	case opAny:
		return pick(t.say("Dit geldt:", "This holds:"), t.say("Niets hiervan geldt:", "None of this holds:"),
			t.say("Nog niet bekend is of iets hiervan geldt:", "Not yet known whether any of this holds:"))
	case opNone, opNot:
		return pick(t.say("Niet het geval is:", "Not the case is:"), t.say("Wel het geval is:", "The case is, though:"),
			t.say("Nog niet bekend is of dit het geval is:", "Not yet known whether this is the case:"))
	}
	least := t.say("minstens ", "at least ")
	if c.AtMost {
		least = t.say("hooguit ", "at most ")
	}
	return pick(sentenceHead(t, least+n, "geldt", "holds"), sentenceHead(t, t.say("niet ", "not ")+least+n, "geldt", "holds"),
		t.say("Nog niet bekend is of ", "Not yet known whether ")+least+n+t.say(" hiervan geldt:", " of this holds:"))
}

func sentenceHead(t *teller, what, nl, en string) string {
	s := what + t.say(" hiervan "+nl+":", " of this "+en+":")
	return strings.ToUpper(s[:1]) + s[1:]
}

// steps are the parts that matter: for a yes of all every part, for a no the parts that are no, and so on.
func (t *teller) steps(c *Cond, v uint8) []Why {
	keep := func(kid uint8) bool { return true }
	switch {
	case c.Op == opAll && v != canYes, c.Op == opAny && v == canYes, c.Op == opAny && v == open:
		keep = func(kid uint8) bool { return kid == v }
	case (c.Op == opNone || c.Op == opNot) && v == canNo:
		keep = func(kid uint8) bool { return kid == canYes }
	case c.Op == opNone && v == open:
		keep = func(kid uint8) bool { return kid == open }
	case c.Op == opCount && v == canYes && !c.AtMost:
		keep = func(kid uint8) bool { return kid == canYes }
	}
	var out []Why
	for _, kid := range c.Kids {
		if t.left >= 0 && keep(t.verdict(t.node(kid))) {
			out = append(out, t.why(kid))
		}
	}
	return out
}

func (t *teller) daySentence(c *Cond, v uint8) string {
	span := ""
	switch {
	case c.Span.From != NoDay && c.Span.Until != NoDay:
		span = t.say("tussen ", "between ") + c.Span.From.In(t.lang) + t.say(" en ", " and ") + c.Span.Until.In(t.lang)
	case c.Span.From != NoDay:
		span = t.say("op of na ", "on or after ") + c.Span.From.In(t.lang)
	default:
		span = t.say("op of vóór ", "on or before ") + c.Span.Until.In(t.lang)
	}
	return sentence(t.say("de geplande dag ", "the planned day ") + t.c.Plan.Day.In(t.lang) + t.say(" ligt ", " lies ") + t.isNot(v) + span)
}

func (t *teller) scoreSentence(c *Cond, v uint8) string {
	s := t.fw.scores[c.Ref.ID]
	title := quoted(t.lang, s.Title.In(t.lang))
	if n := t.node(c); n >= 0 && t.b.code[n].op == iScore {
		least, most := t.b.points(&t.b.code[n], t.in, t.d.v)
		sum := plain(least)
		if least != most {
			sum += t.say(" tot ", " to ") + plain(most)
		}
		return sentence(t.say("de telling ", "the score ") + title + t.say(" komt op ", " comes to ") + sum + t.say("; de regel vraagt ", "; the rule asks ") + t.rangeText(c, ""))
	}
	return sentence(title + ": " + t.verdictWord(v))
}

// rangeText puts a comparison of numbers into words: "70 of meer".
func (t *teller) rangeText(c *Cond, unit string) (out string) {
	u := ""
	if unit != "" {
		u = " " + unit
	}
	a, b := t.amountText(c.A), t.amountText(c.B)
	if from := t.amountsFrom(c); from != "" {
		defer func() { out += " (" + from + ")" }()
	}
	switch c.Cmp {
	case cmpAtLeast:
		return a + u + t.say(" of meer", " or more")
	case cmpAtMost:
		return t.say("hooguit ", "at most ") + a + u
	case cmpMoreThan:
		return t.say("meer dan ", "more than ") + a + u
	case cmpLessThan:
		return t.say("minder dan ", "less than ") + a + u
	case cmpBetween:
		return a + t.say(" tot en met ", " to ") + b + u
	case cmpDaysAgo:
		before := t.say(" dagen vóór de geplande dag", " days before the planned day")
		switch {
		case c.B == nil:
			return t.say("minstens ", "at least ") + a + before
		case c.A == nil:
			return t.say("hooguit ", "at most ") + b + before
		}
		return a + t.say(" tot en met ", " to ") + b + before
	}
	return ""
}

func (t *teller) amountText(a *Amount) string {
	if a == nil {
		return ""
	}
	if a.Param.ID == "" {
		return t.number(a.Fixed)
	}
	p := t.fw.params[a.Param.ID]
	v := t.valueFor(p)
	if v.none {
		return t.say("geen grens", "no limit")
	}
	return t.number(v.number * a.Times)
}

// amountsFrom names the guidelines that the numbers of a comparison come from.
func (t *teller) amountsFrom(c *Cond) string {
	var from []string
	for _, a := range []*Amount{c.A, c.B} {
		if a != nil && a.Param.ID != "" {
			from = append(from, t.fw.params[a.Param.ID].Title.In(t.lang))
		}
	}
	return list(t.lang, slices.Compact(from))
}

func (t *teller) number(x float64) string {
	s := plain(x)
	if t.lang != "en" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}
