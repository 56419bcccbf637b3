package framework

import (
	"math"
	"math/bits"
	"slices"
)

// probe is one possible answer in one slot, chosen so that every answer that any instruction can tell apart has one.
type probe struct {
	a, b   uint64
	lo, hi float64
	state  uint8
	words  []string // as an answers file writes it
}

// word is the answer on one line.
func (p probe) word() string {
	if len(p.words) == 0 {
		return ""
	}
	out := p.words[0]
	for _, w := range p.words[1:] {
		out += "," + w
	}
	return out
}

func (in *Input) get(s int) probe {
	return probe{a: in.a[s], b: in.b[s], lo: in.lo[s], hi: in.hi[s], state: in.state[s]}
}

func (in *Input) put(s int, p probe) {
	in.a[s], in.b[s], in.lo[s], in.hi[s], in.state[s] = p.a, p.b, p.lo, p.hi, p.state
}

// same tells whether two answers are one and the same.
func (p probe) same(o probe) bool {
	return p.a == o.a && p.b == o.b && p.lo == o.lo && p.hi == o.hi && p.state == o.state
}

// lookers sorts the instructions that look at an answer by slot.
func (b *bound) lookers() map[int32][]*instr {
	out := map[int32][]*instr{}
	for i := range b.code {
		switch c := &b.code[i]; c.op {
		case iConst, iAnd, iOr, iNot, iCount, iWeekday:
		case iScore:
			for k := c.first; k < c.first+c.n; k += 2 {
				if b.kids[k+1] != noNode { // a question that dropped away gives no points
					out[b.kids[k]] = append(out[b.kids[k]], c)
				}
			}
		default:
			out[c.slot] = append(out[c.slot], c)
		}
	}
	return out
}

// probes lists the answers worth trying in a slot, given the instructions that look at it and the answer that stands
// there now. States other than answered are tried only where an instruction looks at them. all is false when there are
// too many combinations of options to try them all.
func probes(q *question, now probe, lookers []*instr, planned Day) (out []probe, all bool) {
	all = true
	add := func(p probe) {
		p.state = stateAnswered
		out = append(out, p)
	}
	switch q.Type {
	case "yes_no", "choice", "pull":
		for i, o := range q.options {
			add(probe{a: 1 << i, b: 1 << i, words: []string{string(o.ID)}})
		}
	case "choices":
		var sets []uint64
		sets, all = optionSets(q, now, lookers)
		for _, set := range sets {
			add(probe{a: set, b: set, words: q.wordsOf(set)})
		}
	case "number":
		for _, x := range numbers(q, lookers) {
			add(probe{lo: x, hi: x, words: []string{plain(x)}})
		}
	case "day":
		for _, d := range days(lookers, planned) {
			add(probe{lo: float64(d), hi: float64(d), words: []string{d.String()}})
		}
	}
	if !slices.ContainsFunc(lookers, func(c *instr) bool { return c.op == iState }) {
		return out, all
	}
	for _, st := range []struct {
		bit  uint8
		word string
	}{{stateUnknown, "unknown"}, {stateRefused, "refused"}} {
		if q.states&st.bit != 0 {
			in := &Input{a: make([]uint64, 1), b: make([]uint64, 1), lo: make([]float64, 1), hi: make([]float64, 1), state: make([]uint8, 1)}
			in.any(q, 0)
			p := in.get(0)
			p.state, p.words = st.bit, []string{st.word}
			out = append(out, p)
		}
	}
	return out, all
}

// maxFreeOptions bounds the options of which every combination is tried.
const maxFreeOptions = 6

// optionSets are the combinations of options that instructions can tell apart; options that none looks at stay as they
// are now. With many options: none, each alone, each the other way round from now, and all.
func optionSets(q *question, now probe, lookers []*instr) (sets []uint64, all bool) {
	var seen uint64
	for _, c := range lookers {
		if c.op == iAny || c.op == iEvery {
			seen |= c.set
		}
	}
	rest := uint64(0)
	if now.state == stateAnswered {
		rest = now.a &^ seen
	}
	if bits.OnesCount64(seen) <= maxFreeOptions {
		for set := seen; ; set = (set - 1) & seen {
			sets = append(sets, set|rest)
			if set == 0 {
				slices.Reverse(sets)
				return sets, true
			}
		}
	}
	sets = []uint64{rest, seen | rest}
	for i := range q.options {
		if one := uint64(1) << i; seen&one != 0 {
			sets = append(sets, rest|one)
			if now.state == stateAnswered {
				sets = append(sets, now.a^one)
			}
		}
	}
	slices.Sort(sets)
	return slices.Compact(sets), false
}

// wordsOf names the options of a set.
func (q *question) wordsOf(set uint64) []string {
	var out []string
	for i, o := range q.options {
		if set>>i&1 != 0 {
			out = append(out, string(o.ID))
		}
	}
	return out
}

// numbers are the lowest and highest answer and the ones on both sides of every bound that is asked for.
func numbers(q *question, lookers []*instr) []float64 {
	step := q.step()
	at := func(n float64) float64 { return math.Round((*q.Min+n*step)*1e9) / 1e9 }
	most := math.Floor((*q.Max-*q.Min)/step + 1e-6)
	out := []float64{at(0), at(most)}
	for _, c := range lookers {
		if c.op != iNumber {
			continue
		}
		for _, bound := range []float64{c.lo, c.hi} {
			if math.IsInf(bound, 0) {
				continue
			}
			middle := math.Round((bound - *q.Min) / step)
			for n := max(middle-1, 0); n <= min(middle+1, most); n++ {
				out = append(out, at(n))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// days are the days on both sides of every bound that is asked for, and the planned day.
func days(lookers []*instr, planned Day) []Day {
	var out []Day
	around := func(d float64) {
		for x := d - 1; x <= d+1; x++ {
			if x >= float64(firstDay) && x <= float64(lastDay) {
				out = append(out, Day(x))
			}
		}
	}
	around(float64(planned))
	for _, c := range lookers {
		for i, bound := range []float64{c.lo, c.hi} {
			if math.IsInf(bound, 0) || math.Abs(bound) > 1e6 {
				continue
			}
			switch c.op {
			case iDay:
				around(bound)
			case iAgo:
				around(float64(planned) - bound)
			case iFunc: // the lower bound is passed at lo itself, the upper one just above hi
				around(float64(crossing(c.fn, math.Ceil(bound)+float64(i)*(math.Floor(bound)+1-math.Ceil(bound)), planned)))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// crossing finds by halving the day on which a rising or falling function of a day passes a bound.
func crossing(fn func(day, planned Day) int, bound float64, planned Day) Day {
	lo, hi := firstDay-1, lastDay+1
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

// part copies the piece of the program that one undecided verdict hangs on, with what is decided filled in: small
// enough to try many answers. The verdict is the last instruction of it.
func (b *bound) part(n int32, v []uint8) *bound {
	var need []int32
	seen := map[int32]bool{}
	var down func(n int32)
	down = func(n int32) {
		if v[n] != open || seen[n] {
			return
		}
		seen[n] = true
		need = append(need, n)
		switch c := &b.code[n]; c.op {
		case iAnd, iOr, iCount:
			for _, k := range b.kids[c.first : c.first+c.n] {
				down(k)
			}
		case iNot:
			down(c.slot)
		case iScore:
			for i := c.first; i < c.first+c.n; i += 2 {
				down(b.kids[i+1])
			}
		}
	}
	down(n)
	slices.Sort(need) // instructions stand in order of need
	out := &bound{fw: b.fw, set: b.set, day: b.day, code: []instr{{op: iConst, set: uint64(canYes)}, {op: iConst, set: uint64(canNo)}}}
	place := map[int32]int32{}
	at := func(k int32) int32 {
		switch v[k] {
		case canYes:
			return yesNode
		case canNo:
			return noNode
		}
		return place[k]
	}
	for _, n := range need {
		c := b.code[n]
		kids := b.kids[c.first : c.first+c.n]
		c.first = int32(len(out.kids))
		for i, k := range kids {
			if c.op != iScore || i%2 == 1 {
				k = at(k)
			}
			out.kids = append(out.kids, k)
		}
		if c.op == iNot {
			c.slot = at(c.slot)
		}
		place[n] = int32(len(out.code))
		out.code = append(out.code, c)
	}
	return out
}

// budget is what may still be spent on trying answers, in instructions. It keeps any pack from holding up a reader.
type budget int

// each runs the program for every combination of answers worth trying in the slots. It returns false when there are
// too many of them, or when the budget is spent. The input is as before afterwards.
func (b *bound) each(in *Input, slots []int, spend *budget, visit func(choice []int, v []uint8) bool) bool {
	tries := make([][]probe, len(slots))
	lookers := b.lookers()
	n := 1
	for i, s := range slots {
		var all bool
		tries[i], all = probes(b.fw.slots[s].q, in.get(s), lookers[int32(s)], in.day)
		if n *= max(len(tries[i]), 1); n > maxOpenVariants || !all {
			return false
		}
	}
	if *spend -= budget(n * len(b.code)); *spend < 0 {
		return false
	}
	before := make([]probe, len(slots))
	for i, s := range slots {
		before[i] = in.get(s)
	}
	choice := make([]int, len(slots))
	var v []uint8
	for ; n > 0; n-- {
		for i, s := range slots {
			if len(tries[i]) > 0 {
				in.put(s, tries[i][choice[i]])
			}
		}
		v = b.run(in, v)
		if !visit(choice, v) {
			break
		}
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

// waiting lists the slots without a usable answer that the program looks at, in order.
func (b *bound) waiting(in *Input) []int {
	var out []int
	for s := range b.lookers() {
		if in.state[s] != stateAnswered {
			out = append(out, int(s))
		}
	}
	slices.Sort(out)
	return out
}

// possible tells whether an undecided verdict can really become yes: some answers together rule each other out.
func (b *bound) possible(n int32, in *Input, v []uint8, spend *budget) bool {
	if v[n] != open {
		return v[n] == canYes
	}
	found := false
	sub := b.part(n, v)
	if !sub.each(in, sub.waiting(in), spend, func(_ []int, w []uint8) bool {
		found = w[len(w)-1]&canYes != 0
		return !found
	}) {
		return true
	}
	return found
}
