package framework

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// The generator makes random frameworks together with an interpreter of their own: every condition is a pair of the
// words that stand in the pack and a slow function that says what they mean, written from the description of the format
// and not from the engine. What the two disagree about is a bug in one of them.

// meant is a condition: its words, and its meaning in a world.
type meant struct {
	words string
	means func(w *world) Tri
}

// gen is a framework in the making.
type gen struct {
	*rand.Rand
	depth    int
	inner    bool // inside a gate or a group: guideline values, which may differ by group, would go round
	rules    []refRule
	named    []meant
	profiles []meant
	holds    []refHold
	gates    map[string]meant // ask_when per question
}

// The questions of every random framework. Those with a gate may drop away.
var refQuestions = []refQuestion{
	{id: "yn", kind: "yes_no", options: []string{"yes", "no"}, may: "[unknown, refused]"},
	{id: "ch", kind: "choice", options: []string{"a", "b", "c"}, may: "[unknown]", gated: true},
	{id: "pts", kind: "choice", options: []string{"low", "mid", "top"}, points: []float64{0, 1.5, 4}, may: "[]", gated: true},
	{id: "ptt", kind: "choice", options: []string{"low", "mid", "top"}, points: []float64{-1, 0, 2}, may: "[unknown]", gated: true},
	{id: "cs", kind: "choices", options: []string{"a", "b", "c"}, may: "[unknown, refused]", gated: true},
	{id: "n", kind: "number", most: 9, may: "[unknown]", gated: true},
	{id: "mates", kind: "number", most: 2, may: "[unknown, refused]", gated: true},
	{id: "d", kind: "day", may: "[unknown]", gated: true},
	{id: "per", kind: "yes_no", options: []string{"yes", "no"}, may: "[unknown, refused]", people: true, gated: true},
	{id: "pern", kind: "number", most: 4, may: "[]", people: true, gated: true},
}

type refQuestion struct {
	id, kind, may string
	options       []string
	points        []float64
	most          int
	people, gated bool
}

func refQuestionOf(id string) refQuestion {
	return refQuestions[slices.IndexFunc(refQuestions, func(q refQuestion) bool { return q.id == id })]
}

var refForms = []string{"home", "walk", "phone", "mix"}
var refParams = []refParam{
	{id: "keep", kind: "number", stricter: "higher"}, {id: "most", kind: "number", stricter: "lower"},
	{id: "mask", kind: "yes_no", stricter: "yes"}, {id: "stage", kind: "choice"},
}

type refParam struct{ id, kind, stricter string }

type refHold struct {
	param, value, pack   string
	from, until          Day // until NoDay when open
	region, level, group string
}

type refException struct {
	when     meant
	approve  string
	requires string // form
}

type refRule struct {
	id          string
	when        meant
	unless      []refException
	from, until Day
	region      string
	flow        string
	pulls       string
	limits      map[string]string
	prefers     map[string]string
	requires    map[string]string
	route       string
	consult     string
	approve     string
}

const refStart = "2020-03-01"

func (g *gen) day() Day {
	d, _ := ParseDay(refStart)
	return d + Day(g.IntN(730))
}

func (g *gen) chance(percent int) bool { return g.IntN(100) < percent }

func pick[T any](g *gen, list ...T) T { return list[g.IntN(len(list))] }

// condition makes a random condition. Gates may only look at questions before their own, so that nothing goes round.
func (g *gen) condition(before string) meant {
	if g.depth > 3 || g.chance(55) {
		return g.leaf(before)
	}
	g.depth++
	defer func() { g.depth-- }()
	n := 1 + g.IntN(3)
	kids := make([]meant, n)
	var words []string
	for i := range kids {
		kids[i] = g.condition(before)
		words = append(words, kids[i].words)
	}
	list := "[" + strings.Join(words, ", ") + "]"
	count := func(w *world) (yes, maybe int) {
		for _, k := range kids {
			switch k.means(w) {
			case Yes:
				yes++
			case Open:
				maybe++
			}
		}
		return yes, maybe
	}
	least := 1 + g.IntN(n)
	switch g.IntN(6) {
	case 0:
		return meant{"{all: " + list + "}", func(w *world) Tri { yes, maybe := count(w); return between(yes, yes+maybe, n, n) }}
	case 1:
		return meant{"{any: " + list + "}", func(w *world) Tri { yes, maybe := count(w); return between(yes, yes+maybe, 1, n) }}
	case 2:
		return meant{"{none: " + list + "}", func(w *world) Tri { yes, maybe := count(w); return between(yes, yes+maybe, 0, 0) }}
	case 3:
		return meant{"{not: " + kids[0].words + "}", func(w *world) Tri { return opposite(kids[0].means(w)) }}
	case 4:
		return meant{fmt.Sprintf("{at_most: %d, of: %s}", least, list), func(w *world) Tri { yes, maybe := count(w); return between(yes, yes+maybe, 0, least) }}
	}
	return meant{fmt.Sprintf("{at_least: %d, of: %s}", least, list), func(w *world) Tri { yes, maybe := count(w); return between(yes, yes+maybe, least, n) }}
}

// leaf is a condition that looks at one thing.
func (g *gen) leaf(before string) meant {
	for {
		switch g.IntN(14) {
		case 0, 1, 2, 3, 4, 5:
			q := pick(g, refQuestions...)
			if earlier(q, before) {
				return g.onAnswer(q)
			}
		case 6:
			if len(g.rules) > 0 && before == "" {
				r := pick(g, g.rules...)
				return meant{"{rule: " + r.id + "}", func(w *world) Tri { return w.applies(r) }}
			}
		case 7:
			if len(g.named) > 0 && before == "" {
				i := g.IntN(len(g.named))
				return meant{fmt.Sprintf("{condition: named-%d}", i), g.named[i].means}
			}
		case 8:
			v := pick(g, "old", "young")
			return meant{"{variant: [" + v + "]}", func(w *world) Tri { return truthOf(w.variant == v) }}
		case 9:
			from := g.day()
			until := from + Day(g.IntN(200))
			return meant{fmt.Sprintf("{day: {from: %s, until: %s}}", from, until), func(w *world) Tri { return truthOf(w.day >= from && w.day <= until) }}
		case 10:
			return meant{"{weekday: [saturday, sunday]}", func(w *world) Tri { return truthOf(w.day.Weekday() == 0 || w.day.Weekday() == 6) }}
		case 11:
			return meant{"{flow: later}", func(w *world) Tri { return truthOf(w.flow == "later") }}
		case 12:
			if before == "" {
				return g.onParam()
			}
		case 13:
			if before == "" {
				words, means := g.bounds(g.amount(), g.amount())
				return meant{"{score: total, " + words + "}", func(w *world) Tri { lo, hi := w.points(); return means(w, lo, hi) }}
			}
		}
	}
}

func earlier(q refQuestion, before string) bool {
	index := func(id string) int {
		return slices.IndexFunc(refQuestions, func(o refQuestion) bool { return o.id == id })
	}
	return before == "" || index(q.id) < index(before)
}

// onAnswer compares the answer to a question.
func (g *gen) onAnswer(q refQuestion) meant {
	words, means := g.compare(q)
	if !q.people {
		return meant{"{question: " + q.id + ", " + words + "}", func(w *world) Tri { return both(w.asked(q), means(w, q.id)) }}
	}
	whom := pick(g, []string{"self"}, []string{"mate"}, []string{"self", "mate"})
	list := "[" + strings.Join(whom, ", ") + "]"
	// tally counts the persons for whom it holds, and those of whom it is not known.
	tally := func(w *world) (yes, maybe int) {
		for _, p := range w.people(whom) {
			switch both(w.present(p), means(w, q.id+"."+p)) {
			case Yes:
				yes++
			case Open:
				maybe++
			}
		}
		return yes, maybe
	}
	n := 1 + g.IntN(2)
	with := func(quant string, verdict func(w *world) Tri) meant {
		return meant{fmt.Sprintf("{%s, question: %s, %s}", quant, q.id, words), func(w *world) Tri { return both(w.asked(q), verdict(w)) }}
	}
	switch g.IntN(6) {
	case 0:
		return with("anyone: "+list, func(w *world) Tri { yes, maybe := tally(w); return between(yes, yes+maybe, 1, 99) })
	case 1:
		return with("nobody: "+list, func(w *world) Tri { yes, maybe := tally(w); return between(yes, yes+maybe, 0, 0) })
	case 2:
		// At least so many is also how bounds on both sides are made: the comparison must be one that how_many leaves alone.
		if strings.Contains(words, "at_") {
			break
		}
		return with(fmt.Sprintf("how_many: %s, at_least: %d", list, n), func(w *world) Tri { yes, maybe := tally(w); return between(yes, yes+maybe, n, 99) })
	case 3:
		if strings.Contains(words, "at_") {
			break
		}
		return with(fmt.Sprintf("how_many: %s, at_most: %d", list, n), func(w *world) Tri { yes, maybe := tally(w); return between(yes, yes+maybe, 0, n) })
	case 4:
		return with("person: self", func(w *world) Tri { return means(w, q.id+".self") })
	}
	return with("everyone: "+list, func(w *world) Tri {
		out := Yes
		for _, p := range w.people(whom) {
			out = both(out, opposite(both(w.present(p), opposite(means(w, q.id+"."+p)))))
		}
		return out
	})
}

// compare makes a comparison with an answer; its meaning is told per slot ("yn", "per.mate-1").
func (g *gen) compare(q refQuestion) (string, func(w *world, slot string) Tri) {
	if g.chance(12) {
		state := pick(g, Answered, Unknown, Refused)
		if state == Answered || strings.Contains(q.may, string(state)) {
			return "state: " + string(state), func(w *world, slot string) Tri {
				a, ok := w.answer(slot)
				if !ok {
					return Open
				}
				return truthOf(a.Given == state)
			}
		}
	}
	switch q.kind {
	case "yes_no", "choice":
		o, p := pick(g, q.options...), pick(g, q.options...)
		hold := func(in func(string) bool) func(w *world, slot string) Tri {
			return func(w *world, slot string) Tri {
				a, ok := w.answer(slot)
				if !ok || a.Given != Answered {
					return someOf(q.options, in)
				}
				return truthOf(in(a.Words[0]))
			}
		}
		switch g.IntN(3) {
		case 0:
			return "is: " + o, hold(func(x string) bool { return x == o })
		case 1:
			return "is_not: " + o, hold(func(x string) bool { return x != o })
		}
		return "one_of: [" + o + ", " + p + "]", hold(func(x string) bool { return x == o || x == p })
	case "choices":
		o, p := pick(g, q.options...), pick(g, q.options...)
		hold := func(in func(chosen []string) bool) func(w *world, slot string) Tri {
			return func(w *world, slot string) Tri {
				a, ok := w.answer(slot)
				if !ok || a.Given != Answered {
					return Open
				}
				return truthOf(in(a.Words))
			}
		}
		has := func(chosen []string, x string) bool { return slices.Contains(chosen, x) }
		switch g.IntN(3) {
		case 0:
			return "includes: " + o, hold(func(c []string) bool { return has(c, o) })
		case 1:
			return "includes_any: [" + o + ", " + p + "]", hold(func(c []string) bool { return has(c, o) || has(c, p) })
		}
		return "includes_all: [" + o + ", " + p + "]", hold(func(c []string) bool { return has(c, o) && has(c, p) })
	case "number":
		words, means := g.bounds(g.amount(), g.amount())
		return words, func(w *world, slot string) Tri {
			a, ok := w.answer(slot)
			if !ok || a.Given != Answered {
				return means(w, 0, float64(q.most))
			}
			return means(w, a.Number, a.Number)
		}
	}
	return g.compareDay()
}

// compareDay compares a day with another day, with the planned day, or with so many days ago.
func (g *gen) compareDay() (string, func(w *world, slot string) Tri) {
	hold := func(in func(w *world, d Day) bool) func(w *world, slot string) Tri {
		return func(w *world, slot string) Tri {
			a, ok := w.answer(slot)
			if !ok || a.Given != Answered {
				return Open
			}
			return truthOf(in(w, a.Day))
		}
	}
	if g.chance(40) {
		n, m := g.IntN(20), g.IntN(20)
		if n > m {
			n, m = m, n
		}
		switch g.IntN(3) {
		case 0:
			return fmt.Sprintf("days_ago: {at_least: %d}", n), hold(func(w *world, d Day) bool { return int(w.day-d) >= n })
		case 1:
			return fmt.Sprintf("days_ago: {at_most: %d}", n), hold(func(w *world, d Day) bool { return int(w.day-d) <= n })
		}
		return fmt.Sprintf("days_ago: {at_least: %d, at_most: %d}", n, m), hold(func(w *world, d Day) bool { return int(w.day-d) >= n && int(w.day-d) <= m })
	}
	day := g.day()
	what := day.String()
	then := func(w *world) Day { return day }
	if g.chance(50) {
		what, then = "planned_day", func(w *world) Day { return w.day }
	}
	switch g.IntN(4) {
	case 0:
		return "before: " + what, hold(func(w *world, d Day) bool { return d < then(w) })
	case 1:
		return "after: " + what, hold(func(w *world, d Day) bool { return d > then(w) })
	case 2:
		return "on_or_before: " + what, hold(func(w *world, d Day) bool { return d <= then(w) })
	}
	return "on_or_after: " + what, hold(func(w *world, d Day) bool { return d >= then(w) })
}

// amount is a number or a guideline parameter.
type amount struct {
	words string
	fixed float64
	param string
	times float64
}

func (g *gen) amount() amount {
	if g.inner || g.chance(75) {
		x := float64(g.IntN(10))
		return amount{words: plain(x), fixed: x}
	}
	p := pick(g, "keep", "most")
	times := pick(g, 1.0, 2.0)
	return amount{words: fmt.Sprintf("{param: %s, times: %s}", p, plain(times)), param: p, times: times}
}

// bounds compares a number, of which only lo … hi is known, with one or two amounts.
func (g *gen) bounds(a, b amount) (string, func(w *world, lo, hi float64) Tri) {
	sure := func(in func(x, a, b float64) bool, from, to func(a, b float64) float64) func(w *world, lo, hi float64) Tri {
		return func(w *world, lo, hi float64) Tri {
			return w.overAmounts(a, b, func(a, b float64) Tri {
				switch {
				case in(lo, a, b) && in(hi, a, b):
					return Yes
				case lo == hi, from(a, b) > hi, to(a, b) < lo, from(a, b) > to(a, b):
					return No
				}
				return Open
			})
		}
	}
	first := func(a, _ float64) float64 { return a }
	second := func(_, b float64) float64 { return b }
	least := func(_, _ float64) float64 { return -1e18 }
	most := func(_, _ float64) float64 { return 1e18 }
	above := func(a, _ float64) float64 { return a + 1e-9 }
	below := func(a, _ float64) float64 { return a - 1e-9 }
	switch g.IntN(5) {
	case 0:
		return "at_least: " + a.words, sure(func(x, a, _ float64) bool { return x >= a }, first, most)
	case 1:
		return "at_most: " + a.words, sure(func(x, a, _ float64) bool { return x <= a }, least, first)
	case 2:
		return "more_than: " + a.words, sure(func(x, a, _ float64) bool { return x > a }, above, most)
	case 3:
		return "less_than: " + a.words, sure(func(x, a, _ float64) bool { return x < a }, least, below)
	}
	if a.param == "" && b.param == "" && a.fixed > b.fixed {
		a, b = b, a
	}
	words := "between: [" + a.words + ", " + b.words + "]"
	return words, sure(func(x, a, b float64) bool { return x >= a && x <= b }, first, second)
}

// onParam compares a guideline value.
func (g *gen) onParam() meant {
	p := pick(g, refParams...)
	if p.kind == "number" {
		if g.chance(30) {
			return meant{"{param: " + p.id + ", state: limited}", func(w *world) Tri {
				return w.overValues(p.id, func(v string) Tri { return truthOf(v != "none") })
			}}
		}
		words, means := g.bounds(g.amount(), g.amount())
		return meant{"{param: " + p.id + ", " + words + "}", func(w *world) Tri {
			return w.overValues(p.id, func(v string) Tri { x := w.number(p.id, v); return means(w, x, x) })
		}}
	}
	v := pick(g, refValues[p.id]...)
	if g.chance(30) {
		return meant{"{param: " + p.id + ", is_not: " + v + "}", func(w *world) Tri {
			return w.overValues(p.id, func(x string) Tri { return truthOf(x != v) })
		}}
	}
	return meant{"{param: " + p.id + ", is: " + v + "}", func(w *world) Tri {
		return w.overValues(p.id, func(x string) Tri { return truthOf(x == v) })
	}}
}

var refValues = map[string][]string{
	"keep": {"none", "1.5", "2", "3"}, "most": {"none", "1", "2", "6"}, "mask": {"yes", "no"}, "stage": {"closed", "calm", "normal"},
}
