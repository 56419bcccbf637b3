package framework

import (
	"fmt"
	"slices"
	"strings"
)

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
