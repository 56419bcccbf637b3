package framework

import (
	"math"
	"reflect"
)

func same(a, b func(day, planned Day) int) bool {
	return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}

// cond turns a condition into instructions and remembers the node, so that the explanation can read its verdict.
func (b *bound) cond(c *Cond) int32 {
	n := b.make(c)
	b.nodes[c] = n
	return n
}

func (b *bound) make(c *Cond) int32 {
	switch c.Op {
	case opAlways:
		return yesNode
	case opAll:
		return b.and(b.conds(c.Kids)...)
	case opAny:
		return b.or(b.conds(c.Kids)...)
	case opNone:
		return b.not(b.or(b.conds(c.Kids)...))
	case opNot:
		return b.not(b.cond(c.Kids[0]))
	case opCount:
		lo, hi := countRange(c)
		return b.emit(instr{op: iCount, lo: lo, hi: hi}, b.conds(c.Kids))
	case opCondition:
		return b.namedNode(b.fw.conds[c.Ref.ID])
	case opRule:
		if n := b.ruleNode(b.fw.ruleByID[c.Ref.ID]); n >= 0 {
			return n
		}
		return noNode
	case opVariant:
		return truth(containsRef(c.Words, b.set.Variant))
	case opFlow:
		return truth(c.Ref.ID == b.set.Flow)
	case opDay:
		return truth(c.Span.Contains(b.day))
	case opWeekday:
		var set uint64
		for i, w := range weekdayWords {
			if containsRef(c.Words, w) {
				set |= 1 << i
			}
		}
		return b.emit(instr{op: iWeekday, set: set}, nil)
	case opScore:
		return b.score(c)
	case opParam:
		p := b.fw.params[c.Ref.ID]
		return b.perProfile(b.held[p], func(v value) int32 { return b.paramIs(c, p, v) })
	case opFunction:
		q := b.fw.questionByID[c.Ref.ID]
		return b.and(b.askedNode(q), b.within(c, func(lo, hi float64) int32 {
			return b.emit(instr{op: iFunc, slot: int32(q.first), lo: lo, hi: hi, fn: functions[c.Fn].of}, nil)
		}))
	case opAnswer:
		return b.answer(c)
	}
	return noNode
}

func (b *bound) conds(list []*Cond) []int32 {
	out := make([]int32, len(list))
	for i, c := range list {
		out[i] = b.cond(c)
	}
	return out
}

func countRange(c *Cond) (lo, hi float64) {
	if c.AtMost {
		return 0, float64(c.Count)
	}
	return float64(c.Count), math.Inf(1)
}

func (b *bound) namedNode(n *NamedCond) int32 {
	if node, ok := b.named[n]; ok {
		return node
	}
	node := b.cond(n.When)
	b.named[n] = node
	return node
}

func (b *bound) score(c *Cond) int32 {
	var kids []int32
	for _, r := range b.fw.scores[c.Ref.ID].Of {
		q := b.fw.questionByID[r.ID]
		for s := q.first; s < q.first+q.count; s++ {
			kids = append(kids, int32(s), b.and(b.askedNode(q), b.presentNodeOf(s)))
		}
	}
	return b.within(c, func(lo, hi float64) int32 { return b.emit(instr{op: iScore, lo: lo, hi: hi}, kids) })
}

func (b *bound) presentNodeOf(slot int) int32 {
	s := b.fw.slots[slot]
	if s.person == nil {
		return yesNode
	}
	return b.presentNode(s.person, s.nth)
}

// answer compares the answer to a question: of one slot, or over persons.
func (b *bound) answer(c *Cond) int32 {
	q := b.fw.questionByID[c.Ref.ID]
	asked := b.askedNode(q)
	if c.Quant == quantNone {
		return b.and(asked, b.compare(c, q, q.first))
	}
	var yes, all []int32
	b.perSlot[c] = make([]int32, q.count)
	for s := q.first; s < q.first+q.count; s++ {
		if !containsRef(c.Persons, string(b.fw.slots[s].person.ID)) {
			continue
		}
		there, holds := b.presentNodeOf(s), b.compare(c, q, s)
		b.perSlot[c][s-q.first] = holds
		yes = append(yes, b.and(there, holds))
		all = append(all, b.or(b.not(there), holds))
	}
	switch c.Quant {
	case quantEveryone:
		return b.and(append(all, asked)...)
	case quantNobody:
		return b.and(asked, b.not(b.or(yes...)))
	case quantHowMany:
		lo, hi := countRange(c)
		return b.and(asked, b.emit(instr{op: iCount, lo: lo, hi: hi}, yes))
	}
	return b.and(asked, b.or(yes...))
}

// compare makes the comparison itself, for one slot.
func (b *bound) compare(c *Cond, q *question, slot int) int32 {
	s := int32(slot)
	var set uint64
	for _, w := range c.Words {
		if i, ok := q.opt[w.ID]; ok {
			set |= 1 << i
		}
	}
	switch c.Cmp {
	case cmpState:
		var states uint8
		for _, w := range c.Words {
			states |= stateWords[w.ID]
		}
		return b.emit(instr{op: iState, slot: s, set: uint64(states)}, nil)
	case cmpIs, cmpOneOf:
		return b.emit(instr{op: iMask, slot: s, set: set}, nil)
	case cmpIsNot:
		return b.emit(instr{op: iMask, slot: s, set: q.full &^ set}, nil)
	case cmpIncludes, cmpIncludesAny:
		return b.emit(instr{op: iAny, slot: s, set: set}, nil)
	case cmpIncludesAll:
		return b.emit(instr{op: iEvery, slot: s, set: set}, nil)
	case cmpDaysAgo:
		return b.within(c, func(lo, hi float64) int32 { return b.emit(instr{op: iAgo, slot: s, lo: lo, hi: hi}, nil) })
	case cmpBefore, cmpAfter, cmpOnOrBefore, cmpOnOrAfter:
		return b.dayNode(c, s)
	}
	return b.within(c, func(lo, hi float64) int32 { return b.emit(instr{op: iNumber, slot: s, lo: lo, hi: hi}, nil) })
}

func (b *bound) dayNode(c *Cond, slot int32) int32 {
	if c.Day == NoDay { // the planned day: the same as so many days ago
		lo, hi := math.Inf(-1), math.Inf(1)
		switch c.Cmp {
		case cmpBefore:
			lo = 1
		case cmpOnOrBefore:
			lo = 0
		case cmpAfter:
			hi = -1
		default:
			hi = 0
		}
		return b.emit(instr{op: iAgo, slot: slot, lo: lo, hi: hi}, nil)
	}
	lo, hi, d := math.Inf(-1), math.Inf(1), float64(c.Day)
	switch c.Cmp {
	case cmpBefore:
		hi = d - 1
	case cmpOnOrBefore:
		hi = d
	case cmpAfter:
		lo = d + 1
	default:
		lo = d
	}
	return b.emit(instr{op: iDay, slot: slot, lo: lo, hi: hi}, nil)
}

// within fills in the bounds of a comparison of numbers, also where they come from a guideline and differ by profile.
func (b *bound) within(c *Cond, node func(lo, hi float64) int32) int32 {
	return b.amount(c.A, func(x float64) int32 {
		return b.amount(c.B, func(y float64) int32 {
			lo, hi := bounds(c, x, y)
			if lo > hi || lo == math.Inf(1) || hi == math.Inf(-1) {
				return noNode
			}
			return node(lo, hi)
		})
	})
}

// bounds turns a comparison into an interval, both ends included; "no limit" comes in as infinite.
func bounds(c *Cond, x, y float64) (lo, hi float64) {
	lo, hi = math.Inf(-1), math.Inf(1)
	switch c.Cmp {
	case cmpAtLeast:
		lo = x
	case cmpMoreThan:
		if lo = math.Nextafter(x, math.Inf(1)); math.IsInf(x, 1) { // nothing is more than no limit
			hi = math.Inf(-1)
		}
	case cmpAtMost:
		hi = x
	case cmpLessThan:
		if hi = math.Nextafter(x, math.Inf(-1)); math.IsInf(x, -1) {
			lo = math.Inf(1)
		}
	case cmpBetween:
		lo, hi = x, y
	case cmpDaysAgo:
		if c.A != nil {
			lo = x
		}
		if c.B != nil {
			hi = y
		}
	}
	return lo, hi
}

func (b *bound) amount(a *Amount, node func(float64) int32) int32 {
	if a == nil {
		return node(0)
	}
	if a.Param.ID == "" {
		return node(a.Fixed)
	}
	p := b.fw.params[a.Param.ID]
	return b.perProfile(b.held[p], func(v value) int32 {
		if v.none {
			return node(p.measure(v))
		}
		return node(v.number * a.Times)
	})
}
