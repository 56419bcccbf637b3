package bench

import (
	"testing"

	"nabij/bench/bycel"
	"nabij/bench/byhand"
	"nabij/internal/framework"
)

// stream is how many different cases the three must agree on and are measured over.
const stream = 10_000

func load(t testing.TB) *framework.Framework {
	t.Helper()
	fw, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return fw
}

// triOf puts a verdict of the engine on the scale no, not yet known, yes.
func triOf(t framework.Tri) byhand.Tri {
	return [...]byhand.Tri{framework.Yes: 2, framework.No: 0, framework.Open: 1}[t]
}

// TestAgree holds the engine, the rules written by hand and the CEL programs to the same outcome on every case: each rule, each form,
// each route, consults, approvals, and the form that comes first.
func TestAgree(t *testing.T) {
	fw := load(t)
	v := fw.NewVerdict()
	var hand byhand.Judge
	programs, err := bycel.Compile(false)
	if err != nil {
		t.Fatal(err)
	}
	traced, err := bycel.Compile(true)
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]int{}
	for i, c := range Cases(stream) {
		if p := fw.Check(c); len(p) > 0 {
			t.Fatalf("case %d: %v", i, p)
		}
		v.Judge(fw.Encode(c))
		first[v.Best()]++
		compare(t, i, "by hand", v, hand.Weigh(byhand.From(c)))
		compare(t, i, "CEL", v, programs.Weigh(programs.From(c)))
		if i%10 == 0 {
			compare(t, i, "CEL with trace", v, traced.Weigh(traced.From(c)))
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Log("what comes first, and how often:", first)
	if len(first) < 10 {
		t.Errorf("only %d forms ever come first: the cases differ too little", len(first))
	}
}

func compare(t *testing.T, i int, who string, v *framework.Verdict, o *byhand.Outcome) {
	t.Helper()
	for r, got := range o.Applies {
		if want := triOf(v.Applies(r)); got != want {
			t.Errorf("case %d, %s: rule %d gives %d, the engine says %d", i, who, r, got, want)
		}
	}
	fits := o.Fits()
	for f, name := range byhand.FormNames() {
		if want, _ := v.FitOf(name); fits[f] != string(want) {
			t.Errorf("case %d, %s: %s %s, the engine says %s", i, who, name, fits[f], want)
		}
	}
	if best := byhand.FormNames()[o.Best]; best != v.Best() {
		t.Errorf("case %d, %s: first comes %s, the engine says %s", i, who, best, v.Best())
	}
	for r, got := range o.Routes {
		if want := triOf(v.RouteOpened(r)); got != want {
			t.Errorf("case %d, %s: route %d gives %d, the engine says %d", i, who, r, got, want)
		}
	}
	if (o.Consult != 0) != v.Consults() || (o.Approve != 0) != v.NeedsApproval() {
		t.Errorf("case %d, %s: consult %v and approval %v, the engine says %v and %v", i, who, o.Consult, o.Approve, v.Consults(), v.NeedsApproval())
	}
}
