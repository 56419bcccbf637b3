package framework

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// world is a random framework together with one case: what the slow interpreter works on.
type world struct {
	*gen
	day                          Day
	variant, flow, region, level string
	answers                      map[string]Answer // by slot: "yn", "per.mate-1"
}

// Three-valued reasoning, once more and in words: what is certain on both sides.
func truthOf(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

func opposite(t Tri) Tri { return map[Tri]Tri{Yes: No, No: Yes, Open: Open}[t] }

func both(a, b Tri) Tri {
	switch {
	case a == No || b == No:
		return No
	case a == Yes && b == Yes:
		return Yes
	}
	return Open
}

// between judges a count that lies somewhere from least to most.
func between(least, most, lo, hi int) Tri {
	switch {
	case least >= lo && most <= hi:
		return Yes
	case most < lo || least > hi:
		return No
	}
	return Open
}

// someOf judges what holds for all, some or none of the possible answers.
func someOf(options []string, in func(string) bool) Tri {
	n := 0
	for _, o := range options {
		if in(o) {
			n++
		}
	}
	switch n {
	case 0:
		return No
	case len(options):
		return Yes
	}
	return Open
}

// answer is what counts of an answer: one that is too old and must be asked again first does not.
func (w *world) answer(slot string) (Answer, bool) {
	a, ok := w.answers[slot]
	if ok && slot == "ch" && a.Given == Answered && w.old(a, 1) {
		return Answer{}, false
	}
	return a, ok
}

// old tells whether an answer is more than so many days old on the planned day (which has no time of day here).
func (w *world) old(a Answer, days int) bool {
	return a.Asked.Day != NoDay && int(w.day)-int(a.Asked.Day) > days
}

func (w *world) asked(q refQuestion) Tri {
	if gate, ok := w.gates[q.id]; ok {
		return gate.means(w)
	}
	return Yes
}

func (w *world) people(whom []string) (out []string) {
	for _, p := range []string{"self", "mate-1", "mate-2"} {
		if slices.Contains(whom, strings.Split(p, "-")[0]) {
			out = append(out, p)
		}
	}
	return out
}

func (w *world) present(person string) Tri {
	if person == "self" {
		return Yes
	}
	nth := int(person[len(person)-1] - '0')
	mates := refQuestionOf("mates")
	least, most := 0, mates.most
	if a, ok := w.answer("mates"); ok && a.Given == Answered {
		least, most = int(a.Number), int(a.Number)
	}
	return both(w.asked(mates), between(least, most, nth, 99))
}

// points adds the least and the most that the score can come to.
func (w *world) points() (least, most float64) {
	for _, id := range []string{"pts", "ptt"} {
		q := refQuestionOf(id)
		lo, hi := slices.Min(q.points), slices.Max(q.points)
		if a, ok := w.answer(id); ok && a.Given == Answered {
			lo = q.points[slices.Index(q.options, a.Words[0])]
			hi = lo
		}
		switch w.asked(q) {
		case No:
			lo, hi = 0, 0
		case Open:
			lo, hi = min(lo, 0), max(hi, 0)
		}
		least, most = least+lo, most+hi
	}
	return least, most
}

// strictness orders the values of a parameter, the strictest first.
func (w *world) stricter(param, a, b string) bool {
	p := refParams[slices.IndexFunc(refParams, func(p refParam) bool { return p.id == param })]
	if p.kind != "number" {
		order := refValues[param]
		return slices.Index(order, a) < slices.Index(order, b)
	}
	x, y := w.number(param, a), w.number(param, b)
	if p.stricter == "higher" {
		return x > y
	}
	return x < y
}

func (w *world) number(param, value string) float64 {
	if value == "none" {
		return map[string]float64{"keep": math.Inf(-1), "most": math.Inf(1)}[param]
	}
	x, _ := number(value)
	return x
}

// holding lists the values of a parameter that can hold for the people of this case.
func (w *world) holding(param string) []string {
	type series struct{ pack, region, level, group string }
	last := map[series]refHold{}
	for _, h := range w.holds {
		s := series{h.pack, h.region, h.level, h.group}
		if h.param == param && h.from <= w.day && (h.region == "" || h.region == w.region) && (h.level == "" || h.level == w.level) &&
			(last[s].param == "" || h.from > last[s].from) {
			last[s] = h
		}
	}
	loosest := map[string]string{"keep": "none", "most": "none", "mask": "no", "stage": "normal"}[param]
	general := loosest
	known := false
	for _, h := range last {
		if h.group == "" && (h.until == NoDay || h.until >= w.day) && (!known || w.stricter(param, h.value, general)) {
			general, known = h.value, true
		}
	}
	// For a group: what each pack says to it, or else to everyone; the strictest of those.
	type grouped struct {
		verdict Tri
		value   string
	}
	var groups []grouped
	for i, p := range w.profiles {
		value, named := "", false
		for _, pack := range []string{"guide", "own"} {
			says := map[bool]string{} // what this pack says to the group itself, and to everyone
			for _, h := range last {
				group := h.group == fmt.Sprintf("group-%d", i)
				if h.pack == pack && (group || h.group == "") && (h.until == NoDay || h.until >= w.day) && (says[group] == "" || w.stricter(param, h.value, says[group])) {
					says[group] = h.value
				}
			}
			said := says[true]
			if named = named || said != ""; said == "" {
				said = says[false]
			}
			if said != "" && (value == "" || w.stricter(param, said, value)) {
				value = said
			}
		}
		if !named {
			continue
		}
		groups = append(groups, grouped{p.means(w), value})
	}
	slices.SortStableFunc(groups, func(a, b grouped) int {
		switch {
		case w.stricter(param, a.value, b.value):
			return -1
		case w.stricter(param, b.value, a.value):
			return 1
		}
		return 0
	})
	var out []string
	for _, g := range groups { // whoever surely belongs to the strictest group needs to look no further
		if g.verdict != No {
			out = append(out, g.value)
		}
		if g.verdict == Yes {
			return out
		}
	}
	return append(out, general)
}

// agree gives what all say, or open.
func agree[T any](list []T, verdict func(T) Tri) Tri {
	out := verdict(list[0])
	for _, x := range list[1:] {
		if verdict(x) != out {
			return Open
		}
	}
	return out
}

func (w *world) overValues(param string, verdict func(string) Tri) Tri {
	return agree(w.holding(param), verdict)
}

func (w *world) overAmounts(a, b amount, verdict func(a, b float64) Tri) Tri {
	values := func(x amount) []float64 {
		if x.param == "" {
			return []float64{x.fixed}
		}
		var out []float64
		for _, v := range w.holding(x.param) {
			out = append(out, w.number(x.param, v)*x.times)
		}
		return out
	}
	return agree(values(a), func(x float64) Tri { return agree(values(b), func(y float64) Tri { return verdict(x, y) }) })
}

func (w *world) applies(r refRule) Tri {
	if !w.inForce(r) {
		return No
	}
	out := r.when.means(w)
	for _, e := range r.unless {
		out = both(out, opposite(e.when.means(w)))
	}
	return out
}

// inForce tells whether the rule is in force here at all.
func (w *world) inForce(r refRule) bool {
	return (r.from == NoDay || w.day >= r.from) && (r.until == NoDay || w.day <= r.until) && (r.region == "" || r.region == w.region) && (r.flow == "" || r.flow == w.flow)
}

// newWorld makes a random framework.
func newWorld(seed uint64) *world {
	g := &gen{Rand: rand.New(rand.NewPCG(2020, seed)), gates: map[string]meant{}}
	return &world{gen: g}
}

// frameworks of the random tests differ in size: small ones for what must be tried exhaustively.
func randomFramework(t testing.TB, seed uint64, rules int) (*Framework, *world) {
	t.Helper()
	w := newWorld(seed)
	packs := w.write(rules)
	return build(t, packs...), w
}
