package framework

// A bound framework is a straight list of instructions over three-valued truth, one byte each: bit canYes when the
// answer can still be yes, bit canNo when it can still be no. Yes is 1, no is 2, not yet known is 3. Instructions are
// in order of need, equal ones are shared, and none of them branches on the data, so that a stream of different cases
// costs the same as one case repeated.
const (
	canYes uint8 = 1
	canNo  uint8 = 2
	open   uint8 = canYes | canNo
)

// Tri is a three-valued verdict.
type Tri uint8

// The verdicts.
const (
	Yes  Tri = Tri(canYes)
	No   Tri = Tri(canNo)
	Open Tri = Tri(open)
)

// String names the verdict: yes, no or open.
func (t Tri) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "open"
}

// MarshalText writes the name; JSON uses it.
func (t Tri) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// How an answer was given. An open answer can still become any of those that its question takes; until then it is
// none of them, which stateNone keeps apart.
const (
	stateAnswered uint8 = 1
	stateUnknown  uint8 = 2
	stateRefused  uint8 = 4
	stateNone     uint8 = 8
)

var stateWords = map[string]uint8{"answered": stateAnswered, "unknown": stateUnknown, "refused": stateRefused}

type opcode uint8

const (
	iConst   opcode = iota // set is the verdict
	iMask                  // one option chosen: is it among set?
	iAny                   // several options chosen: is any among set?
	iEvery                 // several options chosen: are all of set?
	iNumber                // is the number within lo … hi?
	iAgo                   // days from the answer to the planned day, within lo … hi?
	iFunc                  // a named function of a day, within lo … hi?
	iState                 // how it was answered, among set?
	iDay                   // the day answered, within lo … hi?
	iScore                 // points added, within lo … hi?
	iWeekday               // of the planned day, among set?
	iAnd
	iOr
	iNot
	iCount // how many of the kids hold: within lo … hi?
)

// instr is one instruction. Kids stand in bound.kids[first : first+n].
type instr struct {
	op    opcode
	slot  int32
	first int32
	n     int32
	set   uint64
	lo    float64
	hi    float64
	fn    func(day, planned Day) int
}

// Input is a case as numbers, one entry per slot. Bulk evaluation works on this form; Framework.Encode makes it.
type Input struct {
	a, b  []uint64  // one choice: a = what it can still be; several: a = surely chosen, b = possibly chosen
	lo    []float64 // numbers and days: lowest it can still be
	hi    []float64
	state []uint8 // how it was, or can still be, answered
	given []bool  // whether the case has an answer at all, also one that does not count
	day   Day     // planned
	set   *bound
}

// run works through the instructions and returns a verdict per node; v is used when it is large enough.
func (b *bound) run(in *Input, v []uint8) []uint8 {
	if cap(v) < len(b.code) {
		v = make([]uint8, len(b.code))
	}
	v = v[:len(b.code)]
	for i := range b.code {
		c := &b.code[i]
		switch c.op {
		case iConst:
			v[i] = uint8(c.set)
		case iMask:
			a := in.a[c.slot]
			v[i] = bit(a&c.set != 0) | bit(a&^c.set != 0)<<1
		case iNumber, iDay:
			lo, hi := in.lo[c.slot], in.hi[c.slot]
			v[i] = bit(hi >= c.lo && lo <= c.hi) | bit(lo < c.lo || hi > c.hi)<<1
		case iState:
			s := in.state[c.slot]
			v[i] = bit(s&uint8(c.set) != 0) | bit(s&^uint8(c.set) != 0)<<1
		case iAnd:
			out := open
			var no uint8
			for _, k := range b.kids[c.first : c.first+c.n] {
				out &= v[k]
				no |= v[k]
			}
			v[i] = out&canYes | no&canNo
		case iOr:
			out := open
			var yes uint8
			for _, k := range b.kids[c.first : c.first+c.n] {
				out &= v[k]
				yes |= v[k]
			}
			v[i] = out&canNo | yes&canYes
		case iNot:
			k := v[c.slot]
			v[i] = k>>1 | k<<1&canNo
		default:
			v[i] = b.rare(c, in, v)
		}
	}
	return v
}

// rare holds the instructions that most packs seldom use.
func (b *bound) rare(c *instr, in *Input, v []uint8) uint8 {
	switch c.op {
	case iMask: // with many options
		a := in.a[c.slot]
		return bit(a&c.set != 0) | bit(a&^c.set != 0)<<1
	case iAny:
		return bit(in.b[c.slot]&c.set != 0) | bit(in.a[c.slot]&c.set == 0)<<1
	case iEvery:
		return bit(in.b[c.slot]&c.set == c.set) | bit(in.a[c.slot]&c.set != c.set)<<1
	case iWeekday:
		yes := c.set>>uint(in.day.Weekday())&1 != 0
		return bit(yes) | bit(!yes)<<1
	case iAgo, iFunc:
		if in.state[c.slot] != stateAnswered || in.lo[c.slot] != in.hi[c.slot] {
			return open
		}
		x := float64(int(in.day) - int(in.lo[c.slot]))
		if c.op == iFunc {
			x = float64(c.fn(Day(in.lo[c.slot]), in.day))
		}
		yes := x >= c.lo && x <= c.hi
		return bit(yes) | bit(!yes)<<1
	case iCount:
		var least, most float64
		for _, k := range b.kids[c.first : c.first+c.n] {
			most += float64(v[k] & canYes)
			least += float64(1 - v[k]>>1)
		}
		return bit(most >= c.lo && least <= c.hi) | bit(least < c.lo || most > c.hi)<<1
	case iScore:
		least, most := b.points(c, in, v)
		return bit(most >= c.lo && least <= c.hi) | bit(least < c.lo || most > c.hi)<<1
	}
	return open
}

// points adds the points of a score: the least and the most that it can still become. Kids come in pairs: the slot,
// and the node that tells whether the question is asked.
func (b *bound) points(c *instr, in *Input, v []uint8) (least, most float64) {
	for i := c.first; i < c.first+c.n; i += 2 {
		slot, asked := b.kids[i], v[b.kids[i+1]]
		q := b.fw.slots[slot].q
		lo, hi, first := 0.0, 0.0, true
		if asked == canYes && in.state[slot] == stateAnswered {
			first = false
			lo, hi = q.pointsOf(in.a[slot])
		} else if asked&canYes != 0 {
			lo, hi = q.pointsOf(in.a[slot])
			first = false
			if asked&canNo != 0 {
				lo, hi = min(lo, 0), max(hi, 0)
			}
		}
		if !first {
			least, most = least+lo, most+hi
		}
	}
	return least, most
}

// pointsOf gives the least and most points among the options that are still possible.
func (q *question) pointsOf(options uint64) (least, most float64) {
	first := true
	for i, o := range q.options {
		if options>>i&1 == 0 {
			continue
		}
		p := 0.0
		if o.Points != nil {
			p = *o.Points
		}
		if first {
			least, most, first = p, p, false
		}
		least, most = min(least, p), max(most, p)
	}
	return least, most
}

// bothOf judges whether two things hold; negated whether one does not.
func bothOf(x, y uint8) uint8 { return x&y&canYes | (x|y)&canNo }

func negated(x uint8) uint8 { return x>>1 | x<<1&canNo }

// bit is 1 for true. The compiler makes it an instruction without a branch.
func bit(x bool) uint8 {
	var b uint8
	if x {
		b = 1
	}
	return b
}
