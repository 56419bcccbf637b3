package framework

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// hang is how long one small input may take before a test calls it endless, also on a busy machine with the race
// detector on.
const hang = time.Minute

// The worst packs that the limits let through, measured: how long and with how much memory one is loaded and compiled,
// and how long one case takes with everything told. The bounds are wide enough for a slow machine, and far below what
// would hurt.
func TestWorstPacks(t *testing.T) {
	lines := func(n int, format string) string {
		b := &strings.Builder{}
		for i := range n {
			fmt.Fprintf(b, format, i)
		}
		return b.String()
	}
	people := "persons: [{id: p, title: P, count: n, max: 20}]\nforms:\n" + lines(60, "- {id: f%d, title: F, tags: [all]}\n") +
		"requirements:\n" + lines(16, "- {id: m%d, kind: other, phase: before, text: M.}\n") +
		"considerations:\n- {id: c, kind: rule, title: C, questions: [{id: n, ask: N, type: number, min: 0, max: 20}, {id: old, ask: O, type: number, min: 0, max: 9999, per: [p]}]}\n" +
		"- id: d\n  kind: rule\n  title: D\n  questions:\n" + lines(400, "  - {id: q%d, ask: Q, type: yes_no, may: [unknown, refused]}\n")
	twice := "conditions:\n- {id: c0, title: C, when: {question: q0, is: yes}}\n"
	for i := 1; i < 24; i++ {
		twice += fmt.Sprintf("- {id: c%d, title: C, when: {any: [{all: [{condition: c%d}, {question: q%d, is: yes}]}, {condition: c%d}]}}\n", i, i-1, i, i-1)
	}
	for name, x := range map[string]struct {
		body   string
		refuse bool
	}{
		"nothing but commas":             {"values: [" + strings.Repeat(",", 59_000) + "]", true},
		"nothing but brackets":           {"values: [" + strings.Repeat("[],", 19_000) + "]", true},
		"a thousand rules":               {people + "rules:\n" + lines(1000, "- {id: r%[1]d, says: R., when: {question: q0, is: yes}, limits: {\"@all\": not_advised}, requires: {\"@all\": [m1, m2, m3]}}\n"), false},
		"a thousand open rules":          {people + "rules:\n" + lines(999, "- {id: r%[1]d, says: R., when: {any: [{question: q%[1]d, is: yes}, {question: q1, is: no}, {question: q2, is: yes}, {question: q3, is: yes}, {question: q4, is: yes}, {question: q5, is: yes}]}, limits: {f1: not_advised}}\n"), true},
		"many open rules":                {people + "rules:\n" + lines(399, "- {id: r%[1]d, says: R., when: {any: [{question: q%[1]d, is: yes}, {question: q1, is: no}, {question: q2, is: yes}, {question: q3, is: yes}, {question: q4, is: yes}, {question: q5, is: yes}]}, limits: {f1: not_advised}, requires: {\"@all\": [m1, m2]}}\n"), false},
		"names that double at each step": {people + twice + "rules:\n- {id: r, says: R., when: {condition: c20}, limits: {\"@all\": not_advised}}\n", false},
		"everyone in every rule":         {people + "rules:\n" + lines(150, "- {id: r%[1]d, says: R., when: {everyone: [p], question: old, at_least: %[1]d}, limits: {\"@all\": not_advised}}\n"), false},
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		began := time.Now()
		fw, errs := tryBuild(base(x.body))
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		used := (after.TotalAlloc - before.TotalAlloc) >> 20
		if (fw == nil) != x.refuse {
			t.Errorf("%s: %.300v", name, errs)
		}
		weighed := time.Duration(0)
		if fw != nil {
			began := time.Now()
			fw.Evaluate(Case{Plan: On(18400)}).Tell("nl")
			weighed = time.Since(began)
		}
		t.Logf("%-32s %4d kB: compiled in %v with %d MiB in all, weighed and told in %v", name, len(x.body)>>10, took.Round(time.Millisecond), used, weighed.Round(time.Millisecond))
		if used > 256 {
			t.Errorf("%s: %d MiB is too much", name, used)
		}
		if took > hang || weighed > hang { // a guard against never ending; how fast it is, is for the benchmarks
			t.Errorf("%s: does not come to an end", name)
		}
	}
}
