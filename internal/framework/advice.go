package framework

import "slices"

// Advice is the outcome of a case with everything it rests on. It holds no sentence yet; Tell puts it into words.
type Advice struct {
	fw *Framework
	c  Case
	in *Input
	b  *bound
	d  *Verdict

	ranked   []int      // forms, best first
	of       []formWhy  // per form
	hits     []int      // rules that apply, in order
	meeting  []int      // those that pull towards meeting, heaviest first
	distance []int      // those that pull towards distance, heaviest first
	own      []own      // the worker's own weighing of values and feelings
	routes   []int      // urgent routes that are opened, most urgent first
	consult  []call     // who must be consulted
	approve  []call     // who must approve
	tensions [][2]Ref   // value on the side of meeting, value on the side of distance
	hidden   []int      // slots with an answer that does not count now
	again    []oldReply // answers that are or will be too old
	review   review
}

// formWhy tells what made a form fit as it does.
type formWhy struct {
	decided   []int // rules that apply and set the level that holds
	milder    []int // rules that apply and say less
	prefers   []int // rules that apply and put the form higher
	pending   []int // rules not yet known that could make it stricter
	requires  []reqWhy
	fromParts bool // a mixture that is as strict as one of its parts
}

type reqWhy struct {
	req       *Requirement
	rule      int
	exception int
}

type own struct {
	slot int
	side uint8 // 1 meeting, 2 distance, 3 both, 0 neither
}

// call is a role that is needed and the rules that say so; exception is -1 for the rule itself.
type call struct {
	role    Ref
	because []because
}

type because struct{ rule, exception int }

type oldReply struct {
	slot  int
	asked Moment
	drops bool // the answer does not count until it is asked again
}

type review struct {
	day    Day
	rule   int        // the rule that sets it, or -1
	change *parameter // the guideline that changes, or nil
	to     *hold
}

// Evaluate weighs a case: every rule, every form, both sides, and what each of them rests on. It is pure; the same case
// gives the same advice. What Check would refuse is left out.
func (fw *Framework) Evaluate(c Case) *Advice {
	a := &Advice{fw: fw, c: c, in: fw.Encode(c), d: fw.NewVerdict()}
	a.b = a.in.set
	a.d.Judge(a.in)
	a.rules()
	a.rank()
	a.ownSides()
	a.kept()
	a.tension()
	a.lookAgain()
	return a
}

func (a *Advice) verdict(node int32) uint8 {
	if node < 0 {
		return canNo
	}
	return a.d.v[node]
}

// Applies tells whether a rule applies, by name; ok is false for a name that the framework does not have.
func (a *Advice) Applies(id string) (v Tri, ok bool) {
	r := a.fw.ruleByID[id]
	if r == nil {
		return No, false
	}
	return Tri(a.verdict(a.b.applies[r.index])), true
}

// Best is the form that comes first, by name.
func (a *Advice) Best() string { return a.d.Best() }

// FitOf tells how a form fits, by name.
func (a *Advice) FitOf(form string) (Fit, bool) { return a.d.FitOf(form) }

// rules goes once through all rules and notes for each form, side, route and role what follows.
func (a *Advice) rules() {
	fw := a.fw
	var room [256]note
	notes := notes{list: room[:0]}
	a.hits = make([]int, 0, 48)
	var opened uint64
	for i, r := range fw.rules {
		v := a.verdict(a.b.applies[i])
		if v == canNo {
			a.exceptions(r, &notes)
			continue
		}
		if v == open {
			for _, e := range r.limits {
				if e.level > a.d.so(e.form) {
					notes.add(e.form, pendingNote, i)
				}
			}
			continue
		}
		a.hits = append(a.hits, i)
		a.effects(r, &notes)
		switch r.Pulls {
		case "meeting":
			a.meeting = append(a.meeting, i)
		case "distance":
			a.distance = append(a.distance, i)
		}
		if r.route >= 0 && opened>>r.route&1 == 0 {
			opened |= 1 << r.route
			a.routes = append(a.routes, r.route)
		}
		for _, x := range r.Consult {
			a.consult = called(a.consult, x, because{i, -1})
		}
		for _, x := range r.Approve {
			a.approve = called(a.approve, x, because{i, -1})
		}
	}
	a.of = notes.perForm(a.d, fw)
	heaviest := func(x, y int) int { return int(fw.rules[y].Weight.rank()) - int(fw.rules[x].Weight.rank()) }
	slices.SortStableFunc(a.meeting, heaviest)
	slices.SortStableFunc(a.distance, heaviest)
	slices.SortStableFunc(a.routes, func(x, y int) int { return urgency(fw.routes[x]) - urgency(fw.routes[y]) })
}

func urgency(r *Route) int { return slices.Index([]string{"now", "today", "week"}, r.Urgency) }

func called(list []call, role Ref, why because) []call {
	for i := range list {
		if list[i].role.ID == role.ID {
			list[i].because = append(list[i].because, why)
			return list
		}
	}
	return append(list, call{role, []because{why}})
}

// effects notes what a rule that applies does to each form.
func (a *Advice) effects(r *rule, n *notes) {
	for _, e := range r.limits {
		kind := milderNote
		if e.level > 0 && e.level == a.d.so(e.form) {
			kind = decidedNote
		}
		n.add(e.form, kind, r.index)
	}
	for _, e := range r.prefers {
		n.add(e.form, prefersNote, r.index)
	}
	n.require(r, -1)
}

// exceptions notes what the exceptions ask for that set a rule aside.
func (a *Advice) exceptions(r *rule, n *notes) {
	for j, node := range a.b.except[r.index] {
		if a.d.v[node] != canYes {
			continue
		}
		for _, x := range r.Unless[j].Approve {
			a.approve = called(a.approve, x, because{r.index, j})
		}
		n.require(r, j)
	}
}

// rank orders the forms.
func (a *Advice) rank() {
	keys := make([]int, 2*len(a.fw.forms))
	a.ranked = keys[len(a.fw.forms):]
	for i := range a.ranked {
		a.ranked[i], keys[i] = i, a.d.key(i)
	}
	slices.SortStableFunc(a.ranked, func(x, y int) int { return keys[x] - keys[y] })
}

var pullSides = map[string]uint8{"meeting": 1, "distance": 2, "both": 3, "neither": 0}

// ownSides collects the worker's own weighing: shown on the balance, reckoned nowhere.
func (a *Advice) ownSides() {
	for _, q := range a.fw.questions {
		if q.Type != "pull" || a.verdict(a.b.asked[q.index]) == canNo {
			continue
		}
		for s := q.first; s < q.first+q.count; s++ {
			if !a.in.given[s] {
				continue
			}
			if r, ok := a.reply(s); ok && r.Given == Answered && len(r.Words) == 1 {
				a.own = append(a.own, own{s, pullSides[r.Words[0]]})
			}
		}
	}
}

// reply is the answer in a slot, as it was given.
func (a *Advice) reply(s int) (Answer, bool) {
	x, ok := a.c.Answers[Asked{string(a.fw.slots[s].q.ID), a.fw.slots[s].name()}]
	return x, ok
}

// kept finds answers that do not count now because their question dropped away, and answers that are too old.
func (a *Advice) kept() {
	for s, sl := range a.fw.slots {
		if !a.in.given[s] {
			continue
		}
		if a.slotAsked(s) == canNo {
			a.hidden = append(a.hidden, s)
			continue
		}
		if sl.q.MaxAge == 0 {
			continue
		}
		if r, _ := a.reply(s); a.c.tooOld(sl.q, r) {
			a.again = append(a.again, oldReply{s, a.c.asked(r), sl.q.WhenOld == "unknown"})
		}
	}
}

// slotAsked tells whether the question is asked of this person.
func (a *Advice) slotAsked(s int) uint8 {
	sl := a.fw.slots[s]
	v := a.verdict(a.b.asked[sl.q.index])
	if sl.person == nil || sl.person.count == nil || v == canNo {
		return v
	}
	count := sl.person.count
	if a.verdict(a.b.asked[count.index]) == canNo {
		return canNo
	}
	if a.in.hi[count.first] < float64(sl.nth) {
		return canNo
	}
	if a.in.lo[count.first] >= float64(sl.nth) {
		return v
	}
	return open
}

// tension pairs the values that pull towards meeting with those that pull towards distance.
func (a *Advice) tension() {
	var sides [2][]Ref
	note := func(side int, v Ref) {
		if v.ID != "" && !containsRef(sides[side], v.ID) {
			sides[side] = append(sides[side], v)
		}
	}
	for _, i := range a.meeting {
		note(0, a.fw.rules[i].Value)
	}
	for _, i := range a.distance {
		note(1, a.fw.rules[i].Value)
	}
	for _, o := range a.own {
		v := a.fw.slots[o.slot].q.Value
		if o.side&1 != 0 {
			note(0, v)
		}
		if o.side&2 != 0 {
			note(1, v)
		}
	}
	for _, m := range sides[0] {
		for _, d := range sides[1] {
			if m.ID != d.ID {
				a.tensions = append(a.tensions, [2]Ref{m, d})
			}
		}
	}
}

// lookAgain finds the first day on which the decision must be looked at again: the shortest term of the rules that
// apply, or the next day on which a guideline that plays a part changes.
func (a *Advice) lookAgain() {
	a.review = review{day: NoDay, rule: -1}
	for _, i := range a.hits {
		if n := a.fw.rules[i].Review; n > 0 {
			if d := a.c.Plan.Day + Day(n); a.review.day == NoDay || d < a.review.day {
				a.review = review{day: d, rule: i}
			}
		}
	}
	changes := a.b.changesOf()
	for i := range a.fw.rules {
		n := &changes[i]
		if n.day == NoDay || a.review.day != NoDay && n.day >= a.review.day || a.verdict(a.b.applies[i]) == canNo {
			continue
		}
		a.review = review{day: n.day, rule: -1, change: n.param, to: n.to}
	}
}
