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
		switch g.IntN(15) {
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
		case 14:
			return meant{"{always: yes}", func(*world) Tri { return Yes }}
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
