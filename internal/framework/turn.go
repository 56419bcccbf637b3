package framework

import (
	"slices"
	"strings"
)

// lead is what the advice comes down to: the form that comes first, and whether it can be done at all.
type lead struct {
	best int
	poor bool // not advised or against a guideline
}

func (d *Verdict) lead() lead {
	return lead{d.best, d.best >= 0 && d.class(d.best) >= 3}
}

// turn is a smallest set of other answers that leads elsewhere.
type turn struct {
	slots []int
	to    [][]probe // per slot, the answers that do it
	lead  lead
	fit   Fit
}

// stateOpen is true for answers that anybody could still give otherwise: not hidden, not fixed, reckoned with.
func (a *Advice) changeable() []int {
	used := map[int]bool{}
	for _, c := range a.b.code {
		switch c.op {
		case iConst, iAnd, iOr, iNot, iCount, iWeekday:
		case iScore:
			for i := c.first; i < c.first+c.n; i += 2 {
				used[int(a.b.kids[i])] = true
			}
		default:
			used[int(c.slot)] = true
		}
	}
	var out []int
	for s := range used {
		if !bool(a.fw.slots[s].q.Fixed) && a.slotAsked(s) == canYes {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

// turning finds the smallest sets of one or two other answers with which another form would come first, each found by
// evaluating again. A pair is only told when neither of its halves turns the advice alone, and only when it leads to
// something that no single answer leads to. cut is true when there was more to try than the limit allows.
func (a *Advice) turning() (out []turn, cut bool) {
	now := a.d.lead()
	try := a.fw.NewVerdict()
	slots := a.changeable()
	type single struct {
		slot int
		p    probe
	}
	var quiet []single
	reached := map[lead]bool{now: true}
	steps := 0
	for _, s := range slots {
		before := a.in.get(s)
		byLead := map[lead]int{}
		for _, p := range a.b.probes(s, a.in.day) {
			if p.a == before.a && p.b == before.b && p.lo == before.lo && p.hi == before.hi && p.state == before.state || p.word == "*" {
				continue
			}
			a.in.put(s, p)
			try.Judge(a.in)
			steps++
			l := try.lead()
			if l == now {
				quiet = append(quiet, single{s, p})
				continue
			}
			if i, ok := byLead[l]; ok {
				out[i].to[0] = append(out[i].to[0], p)
				continue
			}
			byLead[l] = len(out)
			reached[l] = true
			out = append(out, turn{[]int{s}, [][]probe{{p}}, l, try.fit(l.best)})
		}
		a.in.put(s, before)
	}
	for i, x := range quiet {
		for _, y := range quiet[i+1:] {
			if x.slot == y.slot {
				continue
			}
			if steps++; steps > maxTurnSteps {
				return out, true
			}
			bx, by := a.in.get(x.slot), a.in.get(y.slot)
			a.in.put(x.slot, x.p)
			a.in.put(y.slot, y.p)
			try.Judge(a.in)
			a.in.put(x.slot, bx)
			a.in.put(y.slot, by)
			if l := try.lead(); l != now && !reached[l] {
				out = addPair(out, turn{[]int{x.slot, y.slot}, [][]probe{{x.p}, {y.p}}, l, try.fit(l.best)})
			}
		}
	}
	return out, false
}

// addPair keeps one pair per two questions and outcome: the first answers found.
func addPair(out []turn, t turn) []turn {
	for _, o := range out {
		if o.lead == t.lead && slices.Equal(o.slots, t.slots) {
			return out
		}
	}
	return append(out, t)
}

// maxTurnsTold keeps the list readable; the singles come first.
const maxTurnsTold = 12

func (t *teller) turns() ([]TurnTold, bool) {
	found, cut := t.turning()
	out := []TurnTold{}
	for _, f := range found {
		if len(out) == maxTurnsTold {
			return out, true
		}
		best := t.fw.forms[f.lead.best]
		x := TurnTold{Best: string(best.ID), BestIn: best.Title.In(t.lang), Fit: f.fit}
		var parts []string
		for i, s := range f.slots {
			c := t.changeTold(s, f.to[i])
			x.Changes = append(x.Changes, c)
			who := ""
			if p := t.slotPerson(s); p != "" {
				who = " (" + strings.ToLower(p) + ")"
			}
			parts = append(parts, quoted(t.lang, c.Ask)+who+": "+c.To)
		}
		x.Text = sentence(t.say("met ", "with ") + list(t.lang, parts) + t.say(" komt bovenaan: ", " what comes first is: ") + x.BestIn + " (" + Word(string(f.fit), t.lang) + ")")
		out = append(out, x)
	}
	return out, cut
}

func (t *teller) changeTold(s int, to []probe) ChangeTold {
	sl := t.fw.slots[s]
	c := ChangeTold{Question: string(sl.q.ID), Person: sl.name(), Ask: t.fill(sl.q.Ask), From: t.given(s), ToID: to[0].word}
	var words []string
	for _, p := range to {
		words = append(words, t.probeText(sl.q, p))
	}
	if len(words) > 4 {
		words = append(words[:3], t.say("een van de andere antwoorden", "one of the other answers"))
	}
	c.To = either(t.lang, words)
	return c
}

func (t *teller) probeText(q *question, p probe) string {
	switch p.state {
	case stateUnknown:
		return t.answerText(q, Answer{Given: Unknown})
	case stateRefused:
		return t.answerText(q, Answer{Given: Refused})
	}
	a := Answer{Given: Answered, Number: p.lo, Day: Day(p.lo)}
	if p.word != "" && q.Type != "number" && q.Type != "day" {
		a.Words = []string{p.word}
	}
	return t.answerText(q, a)
}
