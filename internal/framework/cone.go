package framework

// A cone is the piece of an arranged program that hangs on the answer in one slot. When only that answer changes,
// working through the cone brings all verdicts up to date.
type cone struct {
	arranged
	nodes []uint16 // all verdicts that it works out
	forms []int    // places in nodes of those from which forms follow
	set   []uint64 // the same nodes as bits
}

// meets tells whether a verdict hangs on both.
func (k *cone) meets(o *cone) bool {
	for i, w := range k.set {
		if w&o.set[i] != 0 {
			return true
		}
	}
	return false
}

// cone makes the cone of a slot; onForms tells from which verdicts forms follow.
func (b *bound) cone(slot int, onForms []bool) *cone {
	p, out := b.quick, &cone{set: make([]uint64, (b.quick.size+63)/64)}
	moved := make([]bool, p.size)
	mark := func(n uint16) {
		moved[n] = true
		out.set[n/64] |= 1 << (n % 64)
		if onForms[n] {
			out.forms = append(out.forms, len(out.nodes))
		}
		out.nodes = append(out.nodes, n)
	}
	masks := func(list []maskOp) (mine []maskOp) {
		for _, c := range list {
			if int(c.slot) == slot {
				mine = append(mine, c)
				mark(c.node)
			}
		}
		return mine
	}
	ranges := func(list []rangeOp) (mine []rangeOp) {
		for _, c := range list {
			if int(c.slot) == slot {
				mine = append(mine, c)
				mark(c.node)
			}
		}
		return mine
	}
	out.one, out.any, out.state = masks(p.one), masks(p.any), masks(p.state)
	out.within, out.ago = ranges(p.within), ranges(p.ago)
	for _, n := range p.rest {
		if c := &b.code[n]; c.op != iWeekday && int(c.slot) == slot {
			out.rest = append(out.rest, n)
			mark(uint16(n))
		}
	}
	for _, old := range p.parts {
		now := part{then: -1}
		for _, g := range old.gates {
			if moved[g.x] || moved[g.y] {
				now.gates = append(now.gates, g)
				mark(g.node)
			}
		}
		if old.then >= 0 && b.hangsOn(&b.code[old.then], slot, moved) {
			now.then = old.then
			mark(uint16(old.then))
		}
		if len(now.gates) > 0 || now.then >= 0 {
			out.parts = append(out.parts, now)
		}
	}
	return out
}

// hangsOn tells whether something that is counted or added up moves when the slot or these verdicts do.
func (b *bound) hangsOn(c *instr, slot int, moved []bool) bool {
	for i, k := range b.kids[c.first : c.first+c.n] {
		if c.op == iScore && i%2 == 0 {
			if int(k) == slot {
				return true
			}
			continue
		}
		if moved[k] {
			return true
		}
	}
	return false
}
