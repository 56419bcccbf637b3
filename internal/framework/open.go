package framework

import (
	"encoding/binary"
	"slices"
)

// waiting is a slot without a usable answer, and the rules that wait for it.
type waiting struct {
	slot  int
	rules []int
}

// maxOpenWork bounds what is spent on looking whether open questions matter, in instructions.
const maxOpenWork = 5_000_000

// stillOpen finds the answers that can still change something: those that an undecided rule or exception really waits
// for. A question that only comes up after another one is not in it, but the other one is. What is known not to be
// known, or was refused, is in it too, marked by its state: asking again is no use, finding out may be.
func (a *Advice) stillOpen() []waiting {
	in, spend := a.in.clone(), budget(maxOpenWork)
	found := map[int][]int{}
	look := func(rule int, n int32) {
		for _, s := range a.essential(in, n, &spend) {
			found[s] = append(found[s], rule)
		}
	}
	for i, r := range a.fw.rules {
		if n := a.b.applies[i]; n >= 0 && a.d.v[n] == open && a.matters(r) {
			look(i, n)
		}
		for j, n := range a.b.except[i] { // what an exception asks for of itself counts whatever the rule says
			if a.d.v[n] == open && r.asks(j) {
				look(i, n)
			}
		}
	}
	var out []waiting
	for s, rules := range found {
		if a.slotAsked(s) == canYes {
			slices.Sort(rules)
			out = append(out, waiting{s, slices.Compact(rules)})
		}
	}
	slices.SortFunc(out, func(x, y waiting) int { return x.slot - y.slot })
	return out
}

// matters tells whether a rule that is undecided would change anything if it came to apply: a rule that only says of a
// form what another rule already says more strictly does not, nor does one that puts forms higher that nobody would
// choose.
func (a *Advice) matters(r *rule) bool {
	if r.Pulls != "" || r.route >= 0 || len(r.Consult)+len(r.Approve) > 0 || r.Review > 0 || r.asks(-1) {
		return true
	}
	for _, e := range r.limits {
		if e.level > a.d.so(e.form) {
			return true
		}
	}
	hopeless := a.d.fit(a.d.best) == AgainstGuideline
	for _, e := range r.prefers {
		if (hopeless || a.d.so(e.form) < AgainstGuideline.level()) && e.level > a.d.prefer(e.form) {
			return true
		}
	}
	return false
}

// asks tells whether an exception of the rule (or with -1 the rule itself) asks for a requirement or an approval.
func (r *rule) asks(exception int) bool {
	if exception >= 0 && len(r.Unless[exception].Approve) > 0 {
		return true
	}
	return slices.ContainsFunc(r.requires, func(n need) bool { return n.exception == exception })
}

// essential keeps, of the slots that an undecided verdict waits for, those whose answer can make a difference: for some
// answers to the others, or as the others stand now. When there are too many combinations to try, all are kept.
func (a *Advice) essential(in *Input, n int32, spend *budget) []int {
	part := a.b.part(n, a.d.v)
	slots := part.waiting(in)
	type row struct {
		choice []int
		v      uint8
	}
	var rows []row
	if !part.each(in, slots, spend, func(choice []int, v []uint8) bool {
		rows = append(rows, row{slices.Clone(choice), v[len(v)-1]})
		return true
	}) {
		return slots
	}
	varies := func(i int) bool { // two rows that differ in this slot alone and in their verdict
		first := map[string]uint8{}
		for _, r := range rows {
			key := make([]byte, 2*len(r.choice))
			for j, c := range r.choice {
				if j != i {
					binary.LittleEndian.PutUint16(key[2*j:], uint16(c))
				}
			}
			if v, ok := first[string(key)]; !ok {
				first[string(key)] = r.v
			} else if v != r.v {
				return true
			}
		}
		return false
	}
	settles := func(s int) bool { // an answer to this one alone decides
		decided := false
		return !part.each(in, []int{s}, spend, func(_ []int, v []uint8) bool {
			decided = v[len(v)-1] != open
			return !decided
		}) || decided
	}
	var out []int
	for i, s := range slots {
		if varies(i) || settles(s) {
			out = append(out, s)
		}
	}
	return out
}

func (t *teller) open() []OpenTold {
	out := []OpenTold{}
	for _, w := range t.stillOpen() {
		sl := t.fw.slots[w.slot]
		x := OpenTold{Question: string(sl.q.ID), Person: sl.name(), PersonIn: t.slotPerson(w.slot), Ask: t.fill(sl.q.Ask), State: "open", Touches: []string{}}
		switch t.in.state[w.slot] {
		case stateUnknown:
			x.State = "unknown"
		case stateRefused:
			x.State = "refused"
		}
		for _, i := range w.rules {
			x.Touches = append(x.Touches, t.fill(t.fw.rules[i].Says))
		}
		out = append(out, x)
	}
	return out
}
