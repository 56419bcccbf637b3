package framework

import (
	"math"
)

// newInput makes an input in which nothing is answered.
func newInput(fw *Framework) *Input {
	n := len(fw.slots)
	in := inputOf(n)
	for s := range fw.slots {
		in.clear(fw, s)
	}
	return in
}

// clear makes one answer open again: it can still be anything.
func (in *Input) clear(fw *Framework, s int) {
	q := fw.slots[s].q
	in.any(q, s)
	in.state[s] = q.states | stateNone
}

// inputOf makes room for so many slots.
func inputOf(n int) *Input {
	words, numbers, flags := make([]uint64, 2*n), make([]float64, 2*n), make([]uint8, n)
	return &Input{a: words[:n:n], b: words[n:], lo: numbers[:n:n], hi: numbers[n:], state: flags, given: make([]bool, n)}
}

// clone makes a copy to try other answers in, so that an advice stays as it is while it is being told.
func (in *Input) clone() *Input {
	out := inputOf(len(in.a))
	in.copyTo(out)
	return out
}

// copyTo makes another input of the same framework equal to this one.
func (in *Input) copyTo(out *Input) {
	copy(out.a, in.a)
	copy(out.b, in.b)
	copy(out.lo, in.lo)
	copy(out.hi, in.hi)
	copy(out.state, in.state)
	copy(out.given, in.given)
	out.day, out.set = in.day, in.set
}

// any lets the content of an answer be anything, without saying how it was answered.
func (in *Input) any(q *question, s int) {
	in.a[s], in.b[s] = q.full, q.full
	if q.Type == "choices" {
		in.a[s] = 0
	}
	in.lo[s], in.hi[s] = 0, 0
	switch q.Type {
	case "number":
		in.lo[s], in.hi[s] = *q.Min, *q.Max
	case "day":
		in.lo[s], in.hi[s] = -1e9, 1e9
	}
}

// suits tells whether an answer is one that the question takes. Callers who use Framework.Parse never make another.
func (q *question) suits(a Answer) bool {
	switch a.Given {
	case Unknown:
		return q.states&stateUnknown != 0
	case Refused:
		return q.states&stateRefused != 0
	case Answered:
	default:
		return false
	}
	switch q.Type {
	case "number":
		return a.Number >= *q.Min && a.Number <= *q.Max && q.onStep(a.Number)
	case "day":
		return a.Day >= firstDay && a.Day <= lastDay
	case "text":
		return len([]rune(a.Text)) <= MaxTextLength
	}
	if q.Type != "choices" && len(a.Words) != 1 {
		return false
	}
	for _, w := range a.Words {
		if _, ok := q.opt[w]; !ok {
			return false
		}
	}
	return true
}

// step of a number question: whole numbers unless the pack says otherwise.
func (q *question) step() float64 {
	if q.Step != nil {
		return *q.Step
	}
	return 1
}

// onStep tells whether a number lies a whole number of steps above the lowest answer.
func (q *question) onStep(x float64) bool {
	n := (x - *q.Min) / q.step()
	return math.Abs(n-math.Round(n)) < 1e-6
}

// answer fills in an answer that suits its question.
func (in *Input) answer(q *question, s int, a Answer) {
	switch a.Given {
	case Unknown:
		in.any(q, s)
		in.state[s] = stateUnknown
		return
	case Refused:
		in.any(q, s)
		in.state[s] = stateRefused
		return
	}
	in.state[s] = stateAnswered
	switch q.Type {
	case "number":
		in.lo[s], in.hi[s] = a.Number, a.Number
	case "day":
		in.lo[s], in.hi[s] = float64(a.Day), float64(a.Day)
	case "yes_no", "choice", "choices", "pull":
		var bits uint64
		for _, w := range a.Words {
			if i, ok := q.opt[w]; ok {
				bits |= 1 << i
			}
		}
		in.a[s], in.b[s] = bits, bits
	}
}

// setting of a case in this framework. A name that nothing in the content looks at is the same as none, so that names
// that callers make up neither change the outcome nor fill the memory.
func (fw *Framework) setting(c Case) Setting {
	known := func(kind, name string) string {
		if name != "" && fw.matters[kind+name] {
			return name
		}
		return ""
	}
	return Setting{stretch: fw.stretch(c.Plan.Day), Variant: known("variant ", c.Variant), Region: known("region ", c.Region),
		Level: known("level ", c.Level), Place: known("place ", c.Place), Organisation: known("organisation ", c.Organisation),
		Flow: known("flow ", c.Flow)}
}

func (c Case) today() Moment {
	if c.Today.Day == NoDay || c.Today == (Moment{}) {
		return c.Plan
	}
	return c.Today
}

// asked is when an answer was asked.
func (c Case) asked(a Answer) Moment {
	if a.Asked.Day == NoDay || a.Asked == (Moment{}) {
		return c.today()
	}
	return a.Asked
}

// tooOld tells whether an answer will be older on the planned day than its question allows.
func (c Case) tooOld(q *question, a Answer) bool {
	return q.MaxAge > 0 && a.Given == Answered && c.asked(a).olderThan(int(q.MaxAge), c.Plan)
}

// Encode turns a case into numbers. Answers that are too old to count stay open; what else is wrong with a case is
// told by Check.
func (fw *Framework) Encode(c Case) *Input {
	set := fw.on(fw.setting(c))
	in := fw.blank.clone()
	in.day, in.set = c.Plan.Day, set
	for at, a := range c.Answers {
		s, ok := fw.slot(at)
		if !ok {
			continue
		}
		in.given[s] = true
		q := fw.slots[s].q
		if !q.suits(a) {
			continue
		}
		if c.tooOld(q, a) && q.WhenOld == "unknown" {
			continue
		}
		in.answer(q, s, a)
	}
	return in
}
