package framework

// An arranged program does the same as the list of instructions it was made from, in an order that a processor likes:
// first all comparisons with answers, sort by sort, then "and", "or" and "not" two by two, each as one look in a small
// table. There is no choice between instructions left to guess wrong, and nearly every instruction takes 8 bytes, so
// that the programs of many settings fit in near memory together.
type arranged struct {
	one    []maskOp // iMask
	any    []maskOp // iAny
	state  []maskOp // iState
	within []rangeOp
	ago    []rangeOp
	rest   []int32 // comparisons that most packs seldom use, or with more than 32 options
	parts  []part
	size   int // verdicts, with those in between
}

// maskOp compares an answer with a set of options or states.
type maskOp struct {
	set  uint32
	slot uint16
	node uint16
}

// rangeOp compares a number, a day or days ago with bounds, both included.
type rangeOp struct {
	lo, hi float64
	slot   uint16
	node   uint16
}

// part is a row of gates, and after it an instruction that counts or adds up, or -1.
type part struct {
	gates []gate
	then  int32
}

// gate joins two verdicts. Its kind says how: and, or; the first turned, the second turned.
type gate struct {
	node, x, y uint16
	kind       uint8 // already shifted for the table
}

const (
	gateOr    uint8 = 1 << 4
	gateTurnX uint8 = 1 << 5
	gateTurnY uint8 = 1 << 6
)

// gates gives the outcome for each kind and two verdicts.
var gates = func() (t [128]uint8) {
	turn := func(v uint8) uint8 { return v>>1 | v<<1&canNo }
	for i := range t {
		x, y := uint8(i)>>2&3, uint8(i)&3
		if uint8(i)&gateTurnX != 0 {
			x = turn(x)
		}
		if uint8(i)&gateTurnY != 0 {
			y = turn(y)
		}
		if t[i] = x&y&canYes | (x|y)&canNo; uint8(i)&gateOr != 0 {
			t[i] = x&y&canNo | (x|y)&canYes
		}
	}
	return t
}()

// arrange makes the program out of the instructions.
func (b *bound) arrange() {
	p := &arranged{size: len(b.code)}
	done := map[gate]uint16{}
	now := part{then: -1}
	for i := range b.code {
		c := &b.code[i]
		slot, node := uint16(c.slot), uint16(i)
		mask := maskOp{uint32(c.set), slot, node}
		if uint64(mask.set) != c.set {
			p.rest = append(p.rest, int32(i))
			continue
		}
		switch c.op {
		case iConst: // nodes 0 and 1, see fast
		case iMask:
			p.one = append(p.one, mask)
		case iAny:
			p.any = append(p.any, mask)
		case iState:
			p.state = append(p.state, mask)
		case iNumber, iDay:
			p.within = append(p.within, rangeOp{c.lo, c.hi, slot, node})
		case iAgo:
			p.ago = append(p.ago, rangeOp{c.lo, c.hi, slot, node})
		case iNot:
			now.gates = append(now.gates, gate{node, slot, slot, gateTurnX | gateTurnY})
		case iAnd, iOr:
			var kind uint8
			if c.op == iOr {
				kind = gateOr
			}
			now.gates = b.join(now.gates, kind, node, b.kids[c.first:c.first+c.n], p, done)
		case iCount, iScore:
			now.then = int32(i)
			p.parts = append(p.parts, now)
			now = part{then: -1}
		default:
			p.rest = append(p.rest, int32(i))
		}
	}
	p.parts = append(p.parts, now)
	if p.size <= 1<<16 {
		b.quick = p
	}
}

// join makes the gates of one "and" or "or": a tree, so that no row of gates has to wait for one another. Pairs that
// were joined before are not joined again.
func (b *bound) join(list []gate, kind uint8, node uint16, kids []int32, p *arranged, done map[gate]uint16) []gate {
	type input struct {
		node uint16
		turn bool
	}
	level := make([]input, len(kids))
	for i, k := range kids {
		level[i] = input{node: uint16(k)}
		if c := &b.code[k]; c.op == iNot {
			level[i] = input{uint16(c.slot), true}
		}
	}
	for len(level) > 1 {
		var next []input
		for i := 0; i+1 < len(level); i += 2 {
			g := gate{x: level[i].node, y: level[i+1].node, kind: kind}
			if level[i].turn {
				g.kind |= gateTurnX
			}
			if level[i+1].turn {
				g.kind |= gateTurnY
			}
			at, ok := done[g]
			if !ok || len(level) == 2 {
				key := g
				if at = node; len(level) > 2 {
					at = uint16(p.size)
					p.size++
				}
				g.node = at
				done[key] = at
				list = append(list, g)
			}
			next = append(next, input{node: at})
		}
		if len(level)%2 == 1 {
			next = append(next, level[len(level)-1])
		}
		level = next
	}
	return list
}

// fast does what run does: it works through the program and returns a verdict per node, and after them some in between.
// The verdicts are the same.
func (b *bound) fast(in *Input, v []uint8) []uint8 {
	p := b.quick
	if p == nil {
		return b.run(in, v)
	}
	if cap(v) < p.size {
		v = make([]uint8, p.size)
	}
	v = v[:p.size]
	v[yesNode], v[noNode] = canYes, canNo
	b.work(p, in, v)
	return v
}

// work works through a program, or a piece of it.
func (b *bound) work(p *arranged, in *Input, v []uint8) {
	for i := range p.one {
		c := &p.one[i]
		a, set := in.a[c.slot], uint64(c.set)
		v[c.node] = bit(a&set != 0) | bit(a&^set != 0)<<1
	}
	for i := range p.any {
		c := &p.any[i]
		set := uint64(c.set)
		v[c.node] = bit(in.b[c.slot]&set != 0) | bit(in.a[c.slot]&set == 0)<<1
	}
	for i := range p.state {
		c := &p.state[i]
		s := uint32(in.state[c.slot])
		v[c.node] = bit(s&c.set != 0) | bit(s&^c.set != 0)<<1
	}
	for i := range p.within {
		c := &p.within[i]
		lo, hi := in.lo[c.slot], in.hi[c.slot]
		v[c.node] = bit(hi >= c.lo)&bit(lo <= c.hi) | (bit(lo < c.lo)|bit(hi > c.hi))<<1
	}
	for i := range p.ago {
		c := &p.ago[i]
		x := float64(in.day) - in.lo[c.slot]
		yes := bit(x >= c.lo) & bit(x <= c.hi)
		known := bit(in.state[c.slot] == stateAnswered) & bit(in.lo[c.slot] == in.hi[c.slot])
		v[c.node] = yes | (1-yes)<<1 | (1-known)*open
	}
	for _, n := range p.rest {
		v[n] = b.rare(&b.code[n], in, v)
	}
	for i := range p.parts {
		for j := range p.parts[i].gates {
			g := &p.parts[i].gates[j]
			v[g.node] = gates[(g.kind|v[g.x]<<2|v[g.y])&127]
		}
		if n := p.parts[i].then; n >= 0 {
			v[n] = b.rare(&b.code[n], in, v)
		}
	}
}
