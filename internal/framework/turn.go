package framework

import (
	"math/bits"
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

// changeable are the slots of which anybody could still give another answer: asked now, not fixed, reckoned with.
func (a *Advice) changeable(lookers map[int32][]*instr) []int {
	var out []int
	for s := range lookers {
		if !bool(a.fw.slots[s].q.Fixed) && a.slotAsked(int(s)) == canYes {
			out = append(out, int(s))
		}
	}
	slices.Sort(out)
	return out
}

// turnSearch tries other answers, as far as its limits allow.
type turnSearch struct {
	*Advice
	in      *Input
	try     *Verdict
	steps   int
	now     lead
	cones   map[int]*cone
	onForms []bool
	was     moved
	doing   map[string]int // what answers do to the verdicts from which forms follow, numbered; 0 is nothing
	single  bool           // one answer is tried at a time
	does    int            // what the one did that was judged last
	found   []turn
	quiet   []single // other answers that alone change nothing
}

type single struct {
	slot int
	p    probe
	does int // what follows for the forms, though nothing else comes first by it: see turnSearch.doing
}

// turning finds the smallest sets of one or two other answers with which another form would come first, each found by
// evaluating again. A pair is only told when neither of its halves turns the advice alone, and only when it leads to
// something that no single answer leads to. cut is true when there was more to try than the limits allow.
func (a *Advice) turning() (out []turn, cut bool) {
	t := &turnSearch{Advice: a, in: a.in.clone(), try: a.fw.NewVerdict(), now: a.d.lead(), cones: map[int]*cone{}, doing: map[string]int{"": 0}}
	t.try.Judge(t.in)
	t.onForms = a.b.effects.onForms(len(t.try.v))
	t.steps = min(maxTurnSteps, maxTurnWork/(len(a.b.code)+len(a.b.kids)))
	lookers := a.b.lookers()
	t.single = true
	for _, s := range a.changeable(lookers) {
		if !t.one(s, lookers[int32(s)]) {
			return t.found, true
		}
	}
	t.single = false
	return t.found, !t.two()
}

// moved is what stood in a slot, and the verdicts that hang on it, before another answer was put there.
type moved struct {
	slot   int
	before probe
	v      []uint8
}

// change puts another answer in a slot and brings the verdicts up to date. It returns whether anything follows for the forms.
func (t *turnSearch) change(c single, was *moved) bool {
	was.slot, was.before, was.v = c.slot, t.in.get(c.slot), was.v[:0]
	t.in.put(c.slot, c.p)
	if t.b.quick == nil {
		t.try.v = t.b.run(t.in, t.try.v)
		return true
	}
	k := t.cones[c.slot]
	if k == nil {
		k = t.b.cone(c.slot, t.onForms)
		t.cones[c.slot] = k
	}
	v := t.try.v
	for _, n := range k.nodes {
		was.v = append(was.v, v[n])
	}
	t.b.work(&k.arranged, t.in, v)
	for _, i := range k.forms {
		if v[k.nodes[i]] != was.v[i] {
			return true
		}
	}
	return false
}

// undo puts back what stood there.
func (t *turnSearch) undo(was *moved) {
	t.in.put(was.slot, was.before)
	if t.b.quick == nil {
		t.try.v = t.b.run(t.in, t.try.v)
		return
	}
	for i, n := range t.cones[was.slot].nodes {
		t.try.v[n] = was.v[i]
	}
}

// judge evaluates with one more answer changed; ok is false when the steps are spent. What was changed before led
// nowhere else by itself.
func (t *turnSearch) judge(c single) (l lead, ok bool) {
	if t.steps--; t.steps < 0 {
		return lead{}, false
	}
	l = t.now
	if t.change(c, &t.was) {
		t.try.settleForms()
		l = t.try.lead()
	}
	if t.single {
		t.does = t.what(&t.was)
	}
	t.undo(&t.was)
	return l, true
}

// one tries every other answer in one slot. Of several sets of options that lead to the same, the ones nearest to the
// answer that stands there now are told.
func (t *turnSearch) one(s int, lookers []*instr) bool {
	now := t.in.get(s)
	q := t.fw.slots[s].q
	byLead := map[lead]int{}
	list, _ := probes(q, now, lookers, t.in.day)
	for _, p := range list {
		if p.same(now) {
			continue
		}
		l, ok := t.judge(single{slot: s, p: p})
		if !ok {
			return false
		}
		if l == t.now {
			if q.Type != "choices" || p.state != stateAnswered || now.apart(p) <= 1 {
				t.quiet = append(t.quiet, single{s, p, t.does})
			}
			continue
		}
		i, again := byLead[l]
		if !again {
			byLead[l] = len(t.found)
			t.found = append(t.found, turn{[]int{s}, [][]probe{{p}}, l, t.try.fit(l.best)})
			continue
		}
		to := &t.found[i].to[0]
		switch d, least := now.apart(p), now.apart((*to)[0]); {
		case q.Type == "choices" && d < least:
			*to = []probe{p}
		case q.Type != "choices" || d == least:
			*to = append(*to, p)
		}
	}
	return true
}

// apart counts the options by which two answers differ; an answer not given counts as nothing chosen.
func (p probe) apart(o probe) int {
	of := func(p probe) uint64 {
		if p.state == stateAnswered {
			return p.a
		}
		return 0
	}
	return bits.OnesCount64(of(p) ^ of(o))
}

// what numbers what an answer does to the verdicts from which forms follow. It is called while the answer stands.
func (t *turnSearch) what(was *moved) int {
	k := t.cones[was.slot]
	if k == nil {
		return 0
	}
	var key []byte
	for _, i := range k.forms {
		if n := k.nodes[i]; t.try.v[n] != was.v[i] {
			key = append(key, byte(n), byte(n>>8), t.try.v[n])
		}
	}
	n, known := t.doing[string(key)]
	if !known {
		n = len(t.doing)
		t.doing[string(key)] = n
	}
	return n
}

// two tries pairs of answers that change nothing alone. Of two on which no verdict hangs together, the outcome follows from
// what each does; so two others that do the same need not be worked out again. They count as a step all the same: what is
// told does not hang on how quick this is.
func (t *turnSearch) two() bool {
	reached := map[lead]bool{t.now: true}
	for _, f := range t.found {
		reached[f.lead] = true
	}
	kinds := len(t.doing)
	nothingNew := make([]bool, kinds*kinds)
	for i := range kinds { // what does nothing adds nothing
		nothingNew[i], nothingNew[i*kinds] = true, true
	}
	var first moved
	for i, x := range t.quiet {
		t.change(x, &first)
		for _, y := range t.quiet[i+1:] {
			if x.slot == y.slot {
				continue
			}
			loose := t.b.quick != nil && !t.cones[x.slot].meets(t.cones[y.slot])
			both := x.does*kinds + y.does
			if loose && nothingNew[both] {
				if t.steps--; t.steps < 0 {
					return false
				}
				continue
			}
			l, ok := t.judge(y)
			if !ok {
				return false
			}
			if !reached[l] {
				t.pair(turn{[]int{x.slot, y.slot}, [][]probe{{x.p}, {y.p}}, l, t.try.fit(l.best)})
			} else if loose {
				nothingNew[both], nothingNew[y.does*kinds+x.does] = true, true
			}
		}
		t.undo(&first)
	}
	return true
}

// pair keeps one pair per two questions and outcome: the first answers found.
func (t *turnSearch) pair(p turn) {
	for _, o := range t.found {
		if o.lead == p.lead && slices.Equal(o.slots, p.slots) {
			return
		}
	}
	t.found = append(t.found, p)
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
		x.Text = sentence(t.say("met ", "with ") + list(t.lang, parts) + t.say(" komt bovenaan: ", ", this comes first: ") + x.BestIn + " (" + Word(string(f.fit), t.lang) + ")")
		out = append(out, x)
	}
	return out, cut
}

func (t *teller) changeTold(s int, to []probe) ChangeTold {
	sl := t.fw.slots[s]
	c := ChangeTold{Question: string(sl.q.ID), Person: sl.name(), Ask: t.fill(sl.q.Ask), From: t.given(s), ToID: to[0].word()}
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
	if q.Type != "number" && q.Type != "day" {
		a.Words = p.words
	}
	return t.answerText(q, a)
}
