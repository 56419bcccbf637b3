package framework

import "errors"

// Reader puts compact cases into inputs of its framework, also when another version of the framework wrote them: what
// has the same name, the same type and still suits is the same answer. It is not for several goroutines at once.
type Reader struct {
	fw    *Framework
	mark  [markSize]byte
	slots []readSlot
	blank *Input
	known map[string]*settled // by the names of the setting, as they were written
	kept  int                 // instructions in known, as in Framework.on

	now  *settled // of the case read last
	said []byte   // the names of its setting
	lost []int    // of the layout, in the case read last
	cursor
}

// settled is a setting with the framework bound to it, per stretch of days.
type settled struct {
	set Setting
	per []*bound
}

// maxSettled bounds the settings that a reader keeps: callers choose the names.
const maxSettled = 4096

// readSlot is a place for an answer in the layout, and where it goes.
type readSlot struct {
	at      Asked
	kind    answerKind
	options int
	to      int       // slot, or -1 when it is not asked any more or has become another sort of question
	q       *question // of that slot
	place   []int8    // per option of the layout its place now, or -1; nil when nothing moved
}

// Reader makes a reader for compact cases with this layout.
func (fw *Framework) Reader(layout string) (*Reader, error) {
	l, err := readLayout(layout)
	if err != nil {
		return nil, err
	}
	r := &Reader{fw: fw, mark: l.mark, known: map[string]*settled{}, blank: newInput(fw)}
	for _, s := range l.slots {
		x := readSlot{at: Asked{s.question, s.person}, kind: kinds[s.kind], options: len(s.options), to: -1}
		if to, ok := fw.slot(x.at); ok && fw.slots[to].q.Type == s.kind {
			x.to, x.q = to, fw.slots[to].q
			x.place = places(s.options, x.q)
		}
		r.slots = append(r.slots, x)
	}
	return r, nil
}

// places finds the options of the layout among those of the question.
func places(old []string, q *question) []int8 {
	out, moved := make([]int8, len(old)), false
	for i, name := range old {
		n, ok := q.opt[name]
		if !ok {
			n = -1
		}
		out[i] = int8(n)
		moved = moved || n != i
	}
	if !moved {
		return nil
	}
	return out
}

// NewInput makes an input in which nothing is answered, to read cases into.
func (r *Reader) NewInput() *Input { return r.blank.clone() }

// What can be wrong with a compact case.
var (
	errCompact = errors.New("this is no compact case")
	errMark    = errors.New("this compact case has another layout")
)

// Read puts a compact case into an input that NewInput made. Lost tells how many answers the framework cannot take any
// more, because their question or option is gone or has become another sort: they are open now. Read allocates nothing
// once the setting has been seen.
func (r *Reader) Read(b []byte, in *Input) (lost int, err error) {
	const head = 1 + markSize
	if len(b) < head || len(b) > maxCompact || b[0] != compactForm || len(in.a) != len(r.blank.a) {
		return 0, errCompact
	}
	if [markSize]byte(b[1:head]) != r.mark {
		return 0, errMark
	}
	r.cursor, r.lost = cursor{rest: b[head:]}, r.lost[:0]
	names := r.names()
	plan := r.moment()
	today := r.earlier(plan)
	if r.bad {
		return 0, errCompact
	}
	r.blank.copyTo(in)
	in.day = plan.Day
	for s := -1; len(r.rest) > 0 && !r.bad; {
		s = r.answer(in, s, plan, today)
	}
	if r.bad {
		return 0, errCompact
	}
	r.choose(names)
	r.said = names
	r.On(in, plan.Day)
	return len(r.lost), nil
}

// follow does as if it had read the case that another reader read last, of a framework with the same questions.
func (r *Reader) follow(o *Reader) { r.choose(o.said) }

// On lets the content of another day hold for the case that was read last. The answers count as they did on the planned
// day: that they grow old is what a decision has its day to look again for.
func (r *Reader) On(in *Input, d Day) {
	s := r.fw.stretch(d)
	if r.now.per[s] == nil {
		set := r.now.set
		set.stretch = s
		b := r.fw.on(set)
		if r.kept += len(b.code) + 100; r.kept > maxKept {
			clear(r.known)
			r.now, r.kept = &settled{set, make([]*bound, len(r.now.per))}, len(b.code)
		}
		r.now.per[s] = b
	}
	in.set = r.now.per[s]
}

// Lost names the answers that were lost in the case read last.
func (r *Reader) Lost() []Asked {
	out := make([]Asked, len(r.lost))
	for i, s := range r.lost {
		out[i] = r.slots[s].at
	}
	return out
}

// names reads over the names of the setting and gives them as they are written.
func (r *Reader) names() []byte {
	all := r.rest
	for range settingNames {
		n := int(r.octet())
		if n > maxName || n > len(r.rest) {
			r.bad = true
			return nil
		}
		r.rest = r.rest[n:]
	}
	return all[:len(all)-len(r.rest)]
}

// choose finds the setting by its names.
func (r *Reader) choose(names []byte) {
	if x := r.known[string(names)]; x != nil {
		r.now = x
		return
	}
	var name [settingNames]string
	rest := names
	for i := range name {
		n := 1 + int(rest[0])
		name[i], rest = string(rest[1:n]), rest[n:]
	}
	c := Case{Variant: name[0], Region: name[1], Level: name[2], Place: name[3], Organisation: name[4], Flow: name[5]}
	r.now = &settled{r.fw.setting(c), make([]*bound, len(r.fw.changes)+1)}
	if len(r.known) >= maxSettled {
		clear(r.known)
	}
	r.known[string(names)] = r.now
}

// answer reads one answer, of a later slot than the last, and fills it in when it still suits.
func (r *Reader) answer(in *Input, last int, plan, today Moment) int {
	head := r.uvarint()
	if head>>3 >= uint64(len(r.slots)) || last+1+int(head>>3) >= len(r.slots) {
		r.bad = true
		return last
	}
	s := last + 1 + int(head>>3)
	x := &r.slots[s]
	asked := today
	if head&hasMoment != 0 {
		asked = r.earlier(today)
	}
	state := [...]uint8{0, stateAnswered, stateUnknown, stateRefused}[head&givenMask]
	if state != stateAnswered {
		r.bad = r.bad || state == 0
		if !r.bad && (x.to < 0 || x.q.states&state == 0) {
			r.lost = append(r.lost, s)
		} else if !r.bad {
			in.given[x.to], in.state[x.to] = true, state
			in.any(x.q, x.to)
		}
		return s
	}
	set, number, fits := r.value(x, plan.Day)
	if r.bad {
		return s
	}
	if !fits {
		r.lost = append(r.lost, s)
		return s
	}
	in.given[x.to] = true
	if x.q.MaxAge > 0 && x.q.WhenOld == "unknown" && asked.olderThan(int(x.q.MaxAge), plan) {
		return s
	}
	in.state[x.to] = stateAnswered
	switch x.kind {
	case asOption, asOptions:
		in.a[x.to], in.b[x.to] = set, set
	case asNumber, asDay:
		in.lo[x.to], in.hi[x.to] = number, number
	}
	return s
}

// value reads what was answered, and tells whether the question takes it.
func (r *Reader) value(x *readSlot, plan Day) (set uint64, number float64, fits bool) {
	fits = x.to >= 0
	switch x.kind {
	case asOption:
		n := int(r.octet())
		if n >= x.options {
			r.bad = true
			return 0, 0, false
		}
		set, fits = x.moved(n, fits)
	case asOptions:
		given := r.uvarint()
		if given>>x.options != 0 {
			r.bad = true
			return 0, 0, false
		}
		if x.place == nil || !fits {
			return given, 0, fits
		}
		for n := 0; given>>n != 0; n++ {
			if given>>n&1 != 0 {
				var one uint64
				one, fits = x.moved(n, fits)
				set |= one
			}
		}
	case asNumber:
		number = r.number()
		fits = fits && number >= *x.q.Min && number <= *x.q.Max && x.q.onStep(number)
	case asDay:
		d := int64(plan) - r.varint()
		if d < int64(firstDay) || d > int64(lastDay) {
			r.bad = true
			return 0, 0, false
		}
		number = float64(d)
	}
	return set, number, fits
}

// moved gives an option of the layout its place among the options now.
func (x *readSlot) moved(n int, fits bool) (uint64, bool) {
	if x.place != nil {
		n = int(x.place[n])
	}
	if n < 0 {
		return 0, false
	}
	return 1 << n, fits
}
