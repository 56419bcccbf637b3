package framework

import "slices"

// waiting is a slot without a usable answer, and the rules that wait for it.
type waiting struct {
	slot  int
	rules []int
}

// stillOpen finds the answers that can still change something: those that an undecided rule really waits for. A
// question that only comes up after another one is not in it, but the other one is. What is known not to be known, or
// was refused, is in it too, marked by its state: asking again is no use, finding out may be.
func (a *Advice) stillOpen() []waiting {
	found := map[int][]int{}
	for i, r := range a.fw.rules {
		n := a.b.applies[i]
		if n < 0 || a.d.v[n] != open || !a.matters(r) {
			continue
		}
		for _, s := range a.essential(n) {
			found[s] = append(found[s], i)
		}
	}
	for i, nodes := range a.b.except {
		for _, n := range nodes {
			if a.d.v[n] != open || a.d.v[a.b.applies[i]] == open {
				continue
			}
			for _, s := range a.essential(n) {
				found[s] = append(found[s], i)
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
// form what another rule already says more strictly does not.
func (a *Advice) matters(r *rule) bool {
	if r.Pulls != "" || r.route >= 0 || len(r.Consult)+len(r.Approve) > 0 || r.Review > 0 || len(r.requires) > 0 {
		return true
	}
	for _, e := range r.limits {
		if e.level > a.d.so[e.form] {
			return true
		}
	}
	for _, e := range r.prefers {
		if a.d.so[e.form] < AgainstGuideline.level() && e.level > a.d.prefer[e.form] {
			return true
		}
	}
	return false
}

// essential keeps, of the slots that an undecided node waits for, those whose answer can make a difference whatever
// the others are going to be. When there are too many combinations to try, all are kept.
func (a *Advice) essential(n int32) []int {
	slots := a.b.leafSlots(n, a.d.v)
	type row struct {
		choice []int
		v      uint8
	}
	var rows []row
	if !a.b.each(a.in, slots, func(choice []int, v []uint8) bool {
		rows = append(rows, row{slices.Clone(choice), v[n]})
		return true
	}) {
		return slots
	}
	var out []int
	for i, s := range slots {
		// Two rows that differ in this slot alone and in their verdict make it essential.
		first := map[string]uint8{}
		for _, r := range rows {
			key := make([]byte, len(r.choice))
			for j, c := range r.choice {
				key[j] = byte(c)
			}
			key[i] = 0
			if v, ok := first[string(key)]; !ok {
				first[string(key)] = r.v
			} else if v != r.v {
				out = append(out, s)
				break
			}
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
