package framework

import (
	"math"
	"slices"
)

// probe is one possible answer in one slot, chosen so that every answer that any instruction can tell apart has one.
type probe struct {
	a, b   uint64
	lo, hi float64
	state  uint8
	word   string // as an answers file writes it
}

func (in *Input) get(s int) probe {
	return probe{a: in.a[s], b: in.b[s], lo: in.lo[s], hi: in.hi[s], state: in.state[s]}
}

func (in *Input) put(s int, p probe) {
	in.a[s], in.b[s], in.lo[s], in.hi[s], in.state[s] = p.a, p.b, p.lo, p.hi, p.state
}

// probes lists the answers worth trying in a slot. States other than answered are tried only where some instruction
// looks at them.
func (b *bound) probes(s int, planned Day) []probe {
	q := b.fw.slots[s].q
	var out []probe
	add := func(p probe) {
		p.state = stateAnswered
		out = append(out, p)
	}
	switch q.Type {
	case "yes_no", "choice", "pull":
		for i, o := range q.options {
			add(probe{a: 1 << i, b: 1 << i, word: string(o.ID)})
		}
	case "choices":
		add(probe{})
		for i, o := range q.options {
			add(probe{a: 1 << i, b: 1 << i, word: string(o.ID)})
		}
		add(probe{a: q.full, b: q.full, word: "*"})
	case "number":
		for _, x := range b.numbers(s, q) {
			add(probe{lo: x, hi: x, word: plain(x)})
		}
	case "day":
		for _, d := range b.days(s, planned) {
			add(probe{lo: float64(d), hi: float64(d), word: d.String()})
		}
	}
	for _, c := range b.code {
		if c.op != iState || c.slot != int32(s) {
			continue
		}
		for _, st := range []struct {
			bit  uint8
			word string
		}{{stateUnknown, "unknown"}, {stateRefused, "refused"}} {
			if q.states&st.bit != 0 && !slices.ContainsFunc(out, func(p probe) bool { return p.word == st.word }) {
				in := newInputFor(q)
				out = append(out, probe{a: in.a[0], b: in.b[0], lo: in.lo[0], hi: in.hi[0], state: st.bit, word: st.word})
			}
		}
	}
	return out
}

func newInputFor(q *question) *Input {
	in := &Input{a: make([]uint64, 1), b: make([]uint64, 1), lo: make([]float64, 1), hi: make([]float64, 1), state: make([]uint8, 1)}
	in.any(q, 0)
	return in
}

// numbers are the lowest and highest answer and the ones on both sides of every bound that is asked for.
func (b *bound) numbers(s int, q *question) []float64 {
	step := 1.0
	if q.Step != nil {
		step = *q.Step
	}
	snap := func(x float64) float64 { return *q.Min + math.Round((x-*q.Min)/step)*step }
	out := []float64{*q.Min, snap(*q.Max)}
	for _, c := range b.code {
		if c.op != iNumber || c.slot != int32(s) {
			continue
		}
		for _, bound := range []float64{c.lo, c.hi} {
			if math.IsInf(bound, 0) {
				continue
			}
			for _, x := range []float64{snap(bound) - step, snap(bound), snap(bound) + step} {
				if x >= *q.Min && x <= *q.Max {
					out = append(out, x)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// days are the days on both sides of every bound that is asked for, and the planned day.
func (b *bound) days(s int, planned Day) []Day {
	out := []Day{planned}
	around := func(d float64) {
		for x := d - 1; x <= d+1; x++ {
			out = append(out, Day(x))
		}
	}
	for _, c := range b.code {
		if c.slot != int32(s) {
			continue
		}
		for _, bound := range []float64{c.lo, c.hi} {
			if math.IsInf(bound, 0) || math.Abs(bound) > 1e6 {
				continue
			}
			switch c.op {
			case iDay:
				around(bound)
			case iAgo:
				around(float64(planned) - bound)
			case iFunc:
				around(float64(crossing(c.fn, bound, planned)))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// crossing finds by halving the day on which a rising or falling function of a day passes a bound.
func crossing(fn func(day, planned Day) int, bound float64, planned Day) Day {
	lo, hi := planned-80_000, planned+80_000
	rising := fn(hi, planned) > fn(lo, planned)
	for hi-lo > 1 {
		mid := lo + (hi-lo)/2
		if (float64(fn(mid, planned)) >= bound) == rising {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}

// leaves collects the slots that an undecided node still waits for.
func (b *bound) leaves(n int32, v []uint8, seen map[int32]bool, out map[int]bool) {
	if n < 0 || v[n] != open || seen[n] {
		return
	}
	seen[n] = true
	switch c := &b.code[n]; c.op {
	case iAnd, iOr, iCount:
		for _, k := range b.kids[c.first : c.first+c.n] {
			b.leaves(k, v, seen, out)
		}
	case iNot:
		b.leaves(c.slot, v, seen, out)
	case iScore:
		for i := c.first; i < c.first+c.n; i += 2 {
			out[int(b.kids[i])] = true
			b.leaves(b.kids[i+1], v, seen, out)
		}
	case iConst, iWeekday:
	default:
		out[int(c.slot)] = true
	}
}

func (b *bound) leafSlots(n int32, v []uint8) []int {
	set := map[int]bool{}
	b.leaves(n, v, map[int32]bool{}, set)
	out := make([]int, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// each runs the program for every combination of probes in the slots, as long as there are no more than
// maxOpenVariants; it returns false when there are. The input is as before afterwards.
func (b *bound) each(in *Input, slots []int, visit func(choice []int, v []uint8) bool) bool {
	tries := make([][]probe, len(slots))
	n := 1
	for i, s := range slots {
		tries[i] = b.probes(s, in.day)
		if n *= max(len(tries[i]), 1); n > maxOpenVariants {
			return false
		}
	}
	before := make([]probe, len(slots))
	for i, s := range slots {
		before[i] = in.get(s)
	}
	choice := make([]int, len(slots))
	var v []uint8
	for n > 0 {
		for i, s := range slots {
			if len(tries[i]) > 0 {
				in.put(s, tries[i][choice[i]])
			}
		}
		v = b.run(in, v)
		if !visit(choice, v) {
			break
		}
		n--
		for i := range choice {
			if choice[i]++; choice[i] < len(tries[i]) {
				break
			}
			choice[i] = 0
		}
	}
	for i, s := range slots {
		in.put(s, before[i])
	}
	return true
}

// possible tells whether an undecided node can really become yes: some answers together rule each other out.
func (b *bound) possible(n int32, in *Input, v []uint8) bool {
	if v[n] != open {
		return v[n] == canYes
	}
	found := false
	if !b.each(in, b.leafSlots(n, v), func(_ []int, w []uint8) bool {
		found = w[n]&canYes != 0
		return !found
	}) {
		return true
	}
	return found
}
