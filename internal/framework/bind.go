package framework

import (
	"encoding/binary"
	"math"
	"slices"
	"sort"
	"sync"
)

// Setting is what is fixed about a case besides its answers. The empty string means: not chosen, or not told.
type Setting struct {
	stretch      int // which stretch of days; see Framework.stretch
	Variant      string
	Region       string
	Level        string
	Place        string
	Organisation string
	Flow         string
}

// bound is a framework for one setting: dated rules picked, guideline values filled in, conditions turned into
// instructions. It never changes once made.
type bound struct {
	fw      *Framework
	set     Setting
	day     Day // a day in the stretch
	code    []instr
	quick   *arranged // the same, arranged for speed; nil when there is too much of it
	effects effects
	kids    []int32
	asked   []int32 // per question: is it asked?
	applies []int32 // per rule: does it apply, exceptions reckoned with? -1 when it does not hold here at all
	when    []int32 // per rule: its condition alone
	except  [][]int32
	held    map[*parameter]*held

	nextOnce sync.Once
	changes  []change

	index   map[string]int32 // equal instructions are shared
	named   map[*NamedCond]int32
	nodes   map[*Cond]int32
	perSlot map[*Cond][]int32 // of a comparison over persons: the verdict per slot of its question
}

// stretch finds the stretch of days in which nothing that holds changes: 0 is before the first change.
func (fw *Framework) stretch(d Day) int {
	return sort.Search(len(fw.changes), func(i int) bool { return fw.changes[i] > d })
}

// dayIn returns a day of the stretch.
func (fw *Framework) dayIn(stretch int) Day {
	switch {
	case len(fw.changes) == 0:
		return 0
	case stretch == 0:
		return fw.changes[0] - 1
	}
	return fw.changes[stretch-1]
}

// maxKept bounds the instructions kept for all settings together (some 100 bytes each, with what goes with them).
const maxKept = 500_000

// on returns the framework bound to a setting, made once and kept.
func (fw *Framework) on(set Setting) *bound {
	fw.mu.Lock()
	defer fw.mu.Unlock()
	if b, ok := fw.bound[set]; ok {
		return b
	}
	if fw.blank == nil {
		fw.blank = newInput(fw)
	}
	b := fw.bind(set)
	if fw.kept += len(b.code) + 100; fw.kept > maxKept { // many settings of a large pack: starting again keeps memory bounded
		fw.bound, fw.kept = map[Setting]*bound{}, len(b.code)
	}
	fw.bound[set] = b
	return b
}

// bind makes the instructions.
func (fw *Framework) bind(set Setting) *bound {
	b := &bound{fw: fw, set: set, day: fw.dayIn(set.stretch), index: map[string]int32{}, named: map[*NamedCond]int32{},
		nodes: map[*Cond]int32{}, perSlot: map[*Cond][]int32{}, held: map[*parameter]*held{}}
	b.konst(Yes)
	b.konst(No)
	for _, p := range fw.paramList {
		b.held[p] = fw.holdsOn(p, b.day, set)
	}
	b.asked = make([]int32, len(fw.questions))
	for i := range b.asked {
		b.asked[i] = -1
	}
	b.applies, b.when = make([]int32, len(fw.rules)), make([]int32, len(fw.rules))
	b.except = make([][]int32, len(fw.rules))
	for i := range b.applies {
		b.applies[i], b.when[i] = -2, -1
	}
	for _, q := range fw.questions {
		b.askedNode(q)
	}
	for _, r := range fw.rules {
		b.ruleNode(r)
	}
	for _, p := range fw.paramList { // the advice tells whose value it is, also when no rule looks at it
		for _, g := range b.held[p].profiles {
			b.namedNode(g.profile)
		}
	}
	b.index, b.named = nil, nil
	b.arrange()
	b.effects = b.follows()
	return b
}

func (b *bound) konst(t Tri) int32 { return b.emit(instr{op: iConst, set: uint64(t)}, nil) }

// emit adds an instruction, or returns the equal one that is there already.
func (b *bound) emit(c instr, kids []int32) int32 {
	key := make([]byte, 0, 48+4*len(kids))
	key = append(key, byte(c.op))
	key = binary.LittleEndian.AppendUint32(key, uint32(c.slot))
	key = binary.LittleEndian.AppendUint64(key, c.set)
	key = binary.LittleEndian.AppendUint64(key, math.Float64bits(c.lo))
	key = binary.LittleEndian.AppendUint64(key, math.Float64bits(c.hi))
	if c.fn != nil {
		key = append(key, 'f')
		for _, n := range functionNames() {
			if same(functions[n].of, c.fn) {
				key = append(key, n...)
			}
		}
	}
	for _, k := range kids {
		key = binary.LittleEndian.AppendUint32(key, uint32(k))
	}
	if n, ok := b.index[string(key)]; ok {
		return n
	}
	if len(kids) > 0 {
		c.first, c.n = int32(len(b.kids)), int32(len(kids))
		b.kids = append(b.kids, kids...)
	}
	n := int32(len(b.code))
	b.code = append(b.code, c)
	b.index[string(key)] = n
	return n
}

const (
	yesNode int32 = 0
	noNode  int32 = 1
)

func truth(yes bool) int32 {
	if yes {
		return yesNode
	}
	return noNode
}

func (b *bound) and(kids ...int32) int32 {
	kids = slices.DeleteFunc(kids, func(k int32) bool { return k == yesNode })
	slices.Sort(kids)
	kids = slices.Compact(kids)
	switch {
	case slices.Contains(kids, noNode):
		return noNode
	case len(kids) == 0:
		return yesNode
	case len(kids) == 1:
		return kids[0]
	}
	return b.emit(instr{op: iAnd}, kids)
}

func (b *bound) or(kids ...int32) int32 {
	kids = slices.DeleteFunc(kids, func(k int32) bool { return k == noNode })
	slices.Sort(kids)
	kids = slices.Compact(kids)
	switch {
	case slices.Contains(kids, yesNode):
		return yesNode
	case len(kids) == 0:
		return noNode
	case len(kids) == 1:
		return kids[0]
	}
	return b.emit(instr{op: iOr}, kids)
}

func (b *bound) not(k int32) int32 {
	switch k {
	case yesNode:
		return noNode
	case noNode:
		return yesNode
	}
	if b.code[k].op == iNot {
		return b.code[k].slot
	}
	return b.emit(instr{op: iNot, slot: k}, nil)
}

// choose is "if c then x, otherwise y". The last part keeps it sure when both agree.
func (b *bound) choose(c, x, y int32) int32 {
	if x == y {
		return x
	}
	return b.or(b.and(c, x), b.and(b.not(c), y), b.and(x, y))
}

func (b *bound) askedNode(q *question) int32 {
	if n := b.asked[q.index]; n >= 0 {
		return n
	}
	n := truth(b.inFlow(q.Flow) && b.inFlow(q.cons.Flow))
	if n == yesNode && q.AskWhen != nil {
		n = b.cond(q.AskWhen)
	}
	b.asked[q.index] = n
	return n
}

func (b *bound) inFlow(r Ref) bool { return r.ID == "" || r.ID == b.set.Flow }

// ruleNode makes the instructions of a rule: its condition, and no exception.
func (b *bound) ruleNode(r *rule) int32 {
	if n := b.applies[r.index]; n != -2 {
		return n
	}
	b.applies[r.index] = -1
	if !(Span{r.From, r.Until}).Contains(b.day) || !b.inFlow(r.Flow) || !b.set.matches(r.Where) {
		return -1
	}
	when := b.cond(r.When)
	b.when[r.index] = when
	kids := []int32{when}
	for i := range r.Unless {
		e := b.cond(r.Unless[i].When)
		b.except[r.index] = append(b.except[r.index], b.and(when, e))
		kids = append(kids, b.not(e)) // not the two together: an exception that holds settles it, whatever the rule waits for
	}
	b.applies[r.index] = b.and(kids...)
	return b.applies[r.index]
}

func (s Setting) matches(w *Where) bool {
	if w == nil {
		return true
	}
	in := func(refs []Ref, have string) bool { return len(refs) == 0 || have != "" && containsRef(refs, have) }
	return in(w.Region, s.Region) && in(w.Level, s.Level) && in(w.Place, s.Place) && in(w.Organisation, s.Organisation)
}

// presentNode tells whether the nth person of a sort is there at all.
func (b *bound) presentNode(p *person, nth int) int32 {
	if p.count == nil {
		return yesNode
	}
	return b.and(b.askedNode(p.count), b.emit(instr{op: iNumber, slot: int32(p.count.first), lo: float64(nth), hi: math.Inf(1)}, nil))
}
