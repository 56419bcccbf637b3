package framework

import (
	"strings"
	"testing"
)

// everything is a framework in which any condition can be tried: every type of question, asked always and asked only
// when the gate is open, once and per person.
func everything(cond string) []pack {
	return []pack{base(`
variants: [{id: elder, title: Elder}, {id: youth, title: Youth}]
flows: [{id: later, title: Later}]
persons: [{id: self, title: Self}, {id: mate, title: Mate, count: mates, max: 3}]
forms: [{id: home, title: Home}]
scores: [{id: sum, title: Sum, of: [low-high, gated-points]}]
conditions: [{id: gate-open, title: Gate open, when: {question: gate, is: yes}}]
considerations:
  - id: all
    kind: rule
    title: All
    questions:
      - {id: gate, ask: Gate, type: yes_no}
      - {id: yn, ask: Yes or no, type: yes_no, may: [unknown, refused]}
      - {id: ch, ask: Choice, type: choice, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}], may: [unknown, refused]}
      - {id: cs, ask: Choices, type: choices, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}], may: [unknown, refused]}
      - {id: n, ask: Number, type: number, min: 0, max: 10, may: [unknown, refused]}
      - {id: half, ask: Half, type: number, min: 0, max: 3, step: 0.5}
      - {id: d, ask: Day, type: day, may: [unknown, refused]}
      - {id: born, ask: Born, type: day}
      - {id: sure, ask: Sure, type: yes_no, may: []}
      - {id: hidden, ask: Hidden, type: choice, options: [{id: a, label: A}, {id: b, label: B}], ask_when: {condition: gate-open}}
      - {id: low-high, ask: Points, type: choice, options: [{id: low, label: L, points: 1}, {id: high, label: H, points: 5}]}
      - {id: gated-points, ask: More, type: choice, options: [{id: less, label: L, points: -2}, {id: more, label: M, points: 3}], ask_when: {condition: gate-open}}
      - {id: mates, ask: Mates, type: number, min: 0, max: 3}
      - {id: ill, ask: Ill, type: yes_no, per: [self, mate], may: [unknown, refused]}
      - {id: old, ask: Old, type: number, min: 0, max: 120, per: [mate]}
      - {id: hidden-ill, ask: Ill, type: yes_no, per: [self, mate], ask_when: {condition: gate-open}}
rules:
  - {id: other, says: Other., when: {question: ch, is: c}, unless: [{id: e, says: E., when: {question: yn, is: yes}}], limits: {home: conditional}}
  - {id: gone, says: Gone., when: {day: {from: 1999-01-01}}, until: 2000-01-01, limits: {home: conditional}}
  - {id: it, says: It., when: ` + cond + `, limits: {home: not_advised}}
`), guide(`
parameters:
  - {id: keep, title: Keep, type: number, stricter: higher, binds: everyone}
  - {id: most, title: Most, type: number, stricter: lower, binds: everyone}
  - {id: mask, title: Mask, type: yes_no, stricter: yes, binds: everyone}
  - {id: stage, title: Stage, type: choice, options: [{id: shut, label: S}, {id: calm, label: C}], binds: everyone}
  - {id: silent, title: Silent, type: number, stricter: lower, binds: everyone}
holds:
  - {parameter: keep, from: 2020-03-15, value: 1.5, kind: law, source: s}
  - {parameter: keep, from: 2020-07-01, value: none, kind: law, source: s}
  - {parameter: most, from: 2020-03-15, value: 3, kind: law, source: s}
  - {parameter: most, from: 2020-07-01, value: none, kind: law, source: s}
  - {parameter: mask, from: 2020-03-15, value: yes, kind: advice, source: s}
  - {parameter: stage, from: 2020-03-15, value: shut, kind: law, source: s}
`)}
}

// Every operator on every type, each answered, unknown, refused, not answered and dropped away. The planned day is
// Wednesday 20 May 2020 unless the answers say otherwise.
func TestOperators(t *testing.T) {
	const none, not = "{}", "{yn: unknown}"
	for _, group := range []struct {
		cond string
		want map[string]string // answers → verdict
	}{
		{"{question: yn, is: yes}", map[string]string{none: "open", "{yn: yes}": "yes", "{yn: no}": "no", not: "open", "{yn: refused}": "open"}},
		{"{question: yn, is_not: yes}", map[string]string{none: "open", "{yn: yes}": "no", "{yn: no}": "yes", "{yn: unknown}": "open"}},
		{"{question: ch, is: b}", map[string]string{none: "open", "{ch: b}": "yes", "{ch: a}": "no", "{ch: refused}": "open"}},
		{"{question: ch, is_not: b}", map[string]string{none: "open", "{ch: b}": "no", "{ch: a}": "yes", "{ch: unknown}": "open"}},
		{"{question: ch, one_of: [a, b]}", map[string]string{none: "open", "{ch: a}": "yes", "{ch: c}": "no", "{ch: refused}": "open"}},
		{"{question: ch, one_of: [a, b, c]}", map[string]string{none: "yes", "{ch: unknown}": "yes", "{ch: a}": "yes"}},
		{"{question: cs, includes: a}", map[string]string{none: "open", "{cs: [a, c]}": "yes", "{cs: [b]}": "no", "{cs: []}": "no", "{cs: unknown}": "open"}},
		{"{question: cs, includes_any: [a, b]}", map[string]string{none: "open", "{cs: [b, c]}": "yes", "{cs: [c]}": "no", "{cs: []}": "no", "{cs: refused}": "open"}},
		{"{question: cs, includes_all: [a, b]}", map[string]string{none: "open", "{cs: [a, b, c]}": "yes", "{cs: [a]}": "no", "{cs: []}": "no", "{cs: refused}": "open"}},
		{"{question: n, at_least: 3}", map[string]string{none: "open", "{n: 3}": "yes", "{n: 2}": "no", "{n: unknown}": "open"}},
		{"{question: n, at_least: 0}", map[string]string{none: "yes", "{n: unknown}": "yes"}},
		{"{question: n, at_most: 3}", map[string]string{none: "open", "{n: 3}": "yes", "{n: 4}": "no", "{n: refused}": "open"}},
		{"{question: n, more_than: 3}", map[string]string{none: "open", "{n: 4}": "yes", "{n: 3}": "no"}},
		{"{question: n, more_than: 10}", map[string]string{none: "no", "{n: unknown}": "no"}},
		{"{question: n, less_than: 3}", map[string]string{none: "open", "{n: 2}": "yes", "{n: 3}": "no"}},
		{"{question: n, between: [2, 4]}", map[string]string{none: "open", "{n: 2}": "yes", "{n: 4}": "yes", "{n: 5}": "no", "{n: 1}": "no"}},
		{"{question: half, more_than: 1}", map[string]string{"{half: 1.5}": "yes", "{half: '1,5'}": "yes", "{half: 1}": "no"}},
		{"{question: d, before: 2020-05-01}", map[string]string{none: "open", "{d: 2020-04-30}": "yes", "{d: 2020-05-01}": "no", "{d: unknown}": "open"}},
		{"{question: d, after: 2020-05-01}", map[string]string{none: "open", "{d: 2020-05-02}": "yes", "{d: 2020-05-01}": "no", "{d: refused}": "open"}},
		{"{question: d, on_or_before: 2020-05-01}", map[string]string{"{d: 2020-05-01}": "yes", "{d: 2020-05-02}": "no"}},
		{"{question: d, on_or_after: 2020-05-01}", map[string]string{"{d: 2020-05-01}": "yes", "{d: 2020-04-30}": "no"}},
		{"{question: d, before: planned_day}", map[string]string{none: "open", "{d: 2020-05-19}": "yes", "{d: 2020-05-20}": "no", "{d: unknown}": "open"}},
		{"{question: d, after: planned_day}", map[string]string{"{d: 2020-05-21}": "yes", "{d: 2020-05-20}": "no"}},
		{"{question: d, on_or_before: planned_day}", map[string]string{"{d: 2020-05-20}": "yes", "{d: 2020-05-21}": "no"}},
		{"{question: d, on_or_after: planned_day}", map[string]string{"{d: 2020-05-20}": "yes", "{d: 2020-05-19}": "no"}},
		{"{question: d, days_ago: {at_least: 7}}", map[string]string{none: "open", "{d: 2020-05-13}": "yes", "{d: 2020-05-14}": "no", "{d: unknown}": "open"}},
		{"{question: d, days_ago: {at_most: 7}}", map[string]string{"{d: 2020-05-13}": "yes", "{d: 2020-05-12}": "no", "{d: 2020-05-25}": "yes"}},
		{"{question: d, days_ago: {at_least: 2, at_most: 3}}", map[string]string{"{d: 2020-05-18}": "yes", "{d: 2020-05-17}": "yes", "{d: 2020-05-19}": "no", "{d: 2020-05-16}": "no"}},
		{"{question: d, days_ago: {at_least: {param: most}}}", map[string]string{"{d: 2020-05-17}": "yes", "{d: 2020-05-18}": "no"}},
		{"{function: age, question: born, at_least: 70}", map[string]string{none: "open", "{born: 1950-05-20}": "yes", "{born: 1950-05-21}": "no", "{born: unknown}": "open"}},
		{"{function: age, question: born, at_most: 70}", map[string]string{"{born: 1949-05-21}": "yes", "{born: 1949-05-20}": "no"}},
		{"{function: days-until, question: d, at_most: 3}", map[string]string{"{d: 2020-05-23}": "yes", "{d: 2020-05-24}": "no"}},
		{"{function: working-days-until, question: d, at_most: 3}", map[string]string{"{d: 2020-05-25}": "yes", "{d: 2020-05-26}": "no", "{d: 2020-05-24}": "yes"}},
		{"{function: working-days-since, question: d, at_least: 3}", map[string]string{"{d: 2020-05-15}": "yes", "{d: 2020-05-18}": "no"}},
		{"{question: yn, state: answered}", map[string]string{none: "open", "{yn: no}": "yes", "{yn: unknown}": "no", "{yn: refused}": "no"}},
		{"{question: yn, state: unknown}", map[string]string{none: "open", "{yn: no}": "no", "{yn: unknown}": "yes", "{yn: refused}": "no"}},
		{"{question: yn, state: refused}", map[string]string{none: "open", "{yn: no}": "no", "{yn: unknown}": "no", "{yn: refused}": "yes"}},
		{"{question: yn, state: [unknown, refused]}", map[string]string{none: "open", "{yn: refused}": "yes", "{yn: yes}": "no"}},
		{"{question: sure, state: answered}", map[string]string{none: "open", "{sure: no}": "yes"}},
		// dropped away: every comparison is no, also the negative ones
		{"{question: hidden, is: a}", map[string]string{none: "open", "{gate: no}": "no", "{gate: no, hidden: a}": "no", "{gate: yes, hidden: a}": "yes", "{gate: yes}": "open", "{hidden: b}": "no"}},
		{"{question: hidden, is_not: a}", map[string]string{"{gate: no}": "no", "{gate: no, hidden: b}": "no", "{gate: yes, hidden: b}": "yes"}},
		{"{question: hidden, state: answered}", map[string]string{"{gate: no, hidden: b}": "no", "{gate: yes, hidden: b}": "yes", "{gate: yes}": "open"}},
		{"{not: {question: hidden, is: a}}", map[string]string{"{gate: no}": "yes", none: "open"}},
		// persons
		{"{anyone: [self, mate], question: ill, is: yes}", map[string]string{none: "open", "{ill: {self: yes}}": "yes", "{mates: 0, ill: {self: no}}": "no",
			"{mates: 2, ill: {self: no, mate-1: no}}": "open", "{mates: 1, ill: {self: no, mate-1: yes}}": "yes", "{mates: 1, ill: {self: no, mate-1: no, mate-2: yes}}": "no", "{mates: unknown, ill: {self: no, mate-1: yes}}": "open"}},
		{"{everyone: [mate], question: ill, is: no}", map[string]string{none: "open", "{mates: 0}": "yes", "{mates: 1, ill: {mate-1: no}}": "yes", "{mates: 2, ill: {mate-1: no}}": "open",
			"{mates: 2, ill: {mate-2: yes}}": "no", "{ill: {mate-1: yes}}": "open", "{ill: {mate-1: no, mate-2: no, mate-3: no}}": "yes"}},
		{"{nobody: [self, mate], question: ill, is: yes}", map[string]string{none: "open", "{mates: 0, ill: {self: no}}": "yes", "{ill: {self: yes}}": "no", "{mates: 1, ill: {self: no, mate-1: unknown}}": "open"}},
		{"{how_many: [self, mate], question: ill, is: yes, at_least: 2}", map[string]string{none: "open", "{mates: 0}": "no", "{mates: 1, ill: {self: yes, mate-1: yes}}": "yes", "{mates: 3, ill: {self: no, mate-1: no, mate-2: no}}": "no"}},
		{"{how_many: [mate], question: ill, is: yes, at_most: 1}", map[string]string{none: "open", "{mates: 1}": "yes", "{mates: 2, ill: {mate-1: yes, mate-2: yes}}": "no", "{mates: 3, ill: {mate-1: no, mate-2: no}}": "yes"}},
		{"{person: self, question: ill, is: yes}", map[string]string{none: "open", "{ill: {self: yes}}": "yes", "{ill: {self: no}}": "no", "{ill: {self: refused}}": "open"}},
		{"{anyone: [mate], question: ill, state: refused}", map[string]string{"{mates: 1, ill: {mate-1: refused}}": "yes", "{mates: 1, ill: {mate-1: yes}}": "no", "{mates: 0}": "no"}},
		{"{anyone: [mate], question: old, at_least: 70}", map[string]string{"{mates: 1, old: {mate-1: 70}}": "yes", "{mates: 1, old: {mate-1: 69}}": "no", "{mates: 1}": "open"}},
		{"{nobody: [self], question: hidden-ill, is: yes}", map[string]string{"{gate: no}": "no", "{gate: yes, hidden-ill: {self: no}}": "yes"}},
		{"{everyone: [mate], question: hidden-ill, is: yes}", map[string]string{"{gate: no, mates: 0}": "no", "{gate: yes, mates: 0}": "yes"}},
		// groups
		{"{all: [{question: yn, is: yes}, {question: ch, is: a}]}", map[string]string{none: "open", "{yn: no}": "no", "{yn: yes}": "open", "{yn: yes, ch: a}": "yes"}},
		{"{any: [{question: yn, is: yes}, {question: ch, is: a}]}", map[string]string{none: "open", "{yn: yes}": "yes", "{yn: no}": "open", "{yn: no, ch: b}": "no"}},
		{"{none: [{question: yn, is: yes}, {question: ch, is: a}]}", map[string]string{none: "open", "{yn: yes}": "no", "{yn: no, ch: b}": "yes"}},
		{"{at_least: 2, of: [{question: yn, is: yes}, {question: ch, is: a}, {question: n, at_least: 5}]}", map[string]string{"{yn: yes, ch: a}": "yes", "{yn: no, ch: b}": "no", "{yn: yes}": "open"}},
		{"{at_most: 1, of: [{question: yn, is: yes}, {question: ch, is: a}]}", map[string]string{"{yn: no}": "yes", "{yn: yes, ch: a}": "no", "{yn: yes}": "open"}},
		{"{condition: gate-open}", map[string]string{none: "open", "{gate: yes}": "yes", "{gate: unknown}": "open"}},
		{"{rule: other}", map[string]string{none: "open", "{ch: c, yn: no}": "yes", "{ch: c, yn: yes}": "no", "{yn: yes}": "no", "{ch: a}": "no"}},
		{"{rule: gone}", map[string]string{none: "no"}},
		// the case itself
		{"{variant: [elder, youth]}", map[string]string{none: "no"}},
		{"{flow: later}", map[string]string{none: "no"}},
		{"{day: {from: 2020-05-20, until: 2020-05-20}}", map[string]string{none: "yes"}},
		{"{day: {until: 2020-05-19}}", map[string]string{none: "no"}},
		{"{weekday: [wednesday]}", map[string]string{none: "yes"}},
		{"{weekday: [saturday, sunday]}", map[string]string{none: "no"}},
		// guidelines: 1.5 metres, 3 visitors, a mask, shut
		{"{param: keep, at_least: 1.5}", map[string]string{none: "yes"}},
		{"{param: keep, more_than: 1.5}", map[string]string{none: "no"}},
		{"{param: keep, state: limited}", map[string]string{none: "yes"}},
		{"{param: silent, state: limited}", map[string]string{none: "no"}},
		{"{param: silent, at_least: 1000}", map[string]string{none: "yes"}}, // nothing known of visitors: no limit
		{"{param: mask, is: yes}", map[string]string{none: "yes"}},
		{"{param: mask, is_not: yes}", map[string]string{none: "no"}},
		{"{param: stage, one_of: [shut, calm]}", map[string]string{none: "yes"}},
		{"{question: n, more_than: {param: most}}", map[string]string{"{n: 4}": "yes", "{n: 3}": "no", none: "open"}},
		{"{question: n, at_most: {param: most, times: 2}}", map[string]string{"{n: 6}": "yes", "{n: 7}": "no"}},
		{"{question: half, at_least: {param: keep}}", map[string]string{"{half: 1.5}": "yes", "{half: 1}": "no"}},
		// scores as intervals
		{"{score: sum, at_least: 5}", map[string]string{none: "open", "{gate: no}": "open", "{gate: no, low-high: high}": "yes", "{gate: no, low-high: low}": "no",
			"{low-high: low}": "no", "{low-high: high}": "open", "{gate: yes, low-high: high, gated-points: less}": "no", "{low-high: high, gated-points: more}": "yes", "{gate: yes, low-high: unknown, gated-points: more}": "open"}},
		{"{score: sum, at_most: 8}", map[string]string{none: "yes"}},
		{"{score: sum, between: [1, 3]}", map[string]string{"{gate: no, low-high: low}": "yes", "{low-high: high}": "open", "{low-high: high, gate: no}": "no"}},
	} {
		fw := build(t, everything(group.cond)...)
		for answers, want := range group.want {
			a := weigh(t, fw, "day: 2020-05-20\nanswers: "+answers)
			if got, _ := a.Applies("it"); got.String() != want {
				t.Errorf("%s with %s: got %s, want %s", group.cond, answers, got, want)
			}
			for _, lang := range Languages { // and it can be told
				if told := a.Tell(lang); len(told.Prose()) == 0 {
					t.Errorf("%s: nothing is told", group.cond)
				}
			}
		}
	}
}

// The same, where it is the planned day, the role or the flow that decides.
func TestOperatorsOnTheCase(t *testing.T) {
	for _, x := range []struct{ cond, setting, want string }{
		{"{variant: [elder]}", "variant: elder", "yes"},
		{"{variant: elder}", "variant: youth", "no"},
		{"{flow: later}", "flow: later", "yes"},
		{"{weekday: [saturday, sunday]}", "day: 2020-05-23", "yes"},
		{"{day: {from: 2020-06-01}}", "day: 2020-06-01", "yes"},
		// after 1 July no limit: everybody keeps a distance of nothing, and no number of visitors is too many
		{"{question: half, at_least: {param: keep}}", "day: 2020-07-01\nanswers: {half: 0}", "yes"},
		{"{question: n, more_than: {param: most}}", "day: 2020-07-01\nanswers: {n: 10}", "no"},
		{"{question: n, at_most: {param: most}}", "day: 2020-07-01\nanswers: {n: 10}", "yes"},
		{"{param: keep, at_least: 0}", "day: 2020-07-01", "no"},
		{"{param: most, at_least: 100}", "day: 2020-07-01", "yes"},
		{"{param: most, more_than: {param: silent}}", "day: 2020-07-01", "no"},
		{"{param: keep, state: limited}", "day: 2020-07-01", "no"},
		{"{param: keep, state: limited}", "day: 2020-03-14", "no"},
		{"{param: mask, is: yes}", "day: 2020-03-14", "no"},
		{"{param: stage, is: calm}", "day: 2020-03-14", "yes"},
		{"{function: age, question: born, at_least: 1}", "day: 2021-02-28\nanswers: {born: 2020-02-29}", "no"},
		{"{function: age, question: born, at_least: 1}", "day: 2021-03-01\nanswers: {born: 2020-02-29}", "yes"},
		{"{function: full-months-since, question: d, at_least: 1}", "day: 2020-06-20\nanswers: {d: 2020-05-20}", "yes"},
		{"{function: full-months-since, question: d, at_least: 1}", "day: 2020-06-19\nanswers: {d: 2020-05-20}", "no"},
	} {
		setting := x.setting
		if !strings.Contains(setting, "day: 20") {
			setting = "day: 2020-05-20\n" + setting
		}
		a := weigh(t, build(t, everything(x.cond)...), setting)
		if got, _ := a.Applies("it"); got.String() != x.want {
			t.Errorf("%s with %q: got %s, want %s", x.cond, setting, got, x.want)
		}
	}
}
