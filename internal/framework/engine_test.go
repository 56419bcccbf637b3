package framework

import (
	"flag"
	"testing"
)

// With -thorough the random tests try many more frameworks than a daily run has time for.
var thorough = flag.Bool("thorough", false, "try ten times as many random frameworks")

// howMany frameworks a random test tries.
func howMany(usual int) uint64 {
	switch {
	case *thorough:
		return uint64(usual) * 10
	case testing.Short():
		return uint64(usual) / 10
	}
	return uint64(usual)
}

// The engine and the slow interpreter agree about every rule, form, route and role, on thousands of cases spread over
// two years of guidelines.
func TestEngineAgreesWithReference(t *testing.T) {
	const cases = 10
	for seed := range howMany(200) {
		fw, w := randomFramework(t, seed, 6)
		v := fw.NewVerdict()
		for range cases {
			c := w.situate(60)
			a := fw.Evaluate(c)
			want := w.outcome()
			if d := want.differences(outcomeOf(a.Tell("en"), a)); len(d) > 0 {
				t.Fatalf("seed %d, day %s, answers %v\nwant ≠ got: %q\n%s", seed, w.day, w.answers, d, w.gen.body()+ruleWords(w.rules)+w.guideBody("guide")+w.guideBody("own"))
			}
			v.Judge(fw.Encode(c))
			if v.Best() != want.best {
				t.Fatalf("seed %d: bulk says %s, the advice %s", seed, v.Best(), want.best)
			}
			for _, f := range refForms {
				if fit, _ := v.FitOf(f); fit != want.fits[f] {
					t.Fatalf("seed %d: bulk says %s %s, the advice %s", seed, f, fit, want.fits[f])
				}
			}
		}
	}
}
