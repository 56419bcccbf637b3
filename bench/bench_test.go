package bench

import (
	"io/fs"
	"runtime"
	"slices"
	"testing"

	"nabij/bench/bycel"
	"nabij/bench/byhand"
	"nabij/internal/framework"
)

// contender does the same work on each of the cases in turn.
type contender struct {
	name  string
	cases int // how many of the stream in one round; slow contenders take another part of it each round
	run   func(i int)
}

// contenders are all ways to weigh the stream, each with its input ready in the form it likes best. The first one, by
// hand, is what the others are measured against.
func contenders(tb testing.TB) []contender {
	fw := load(tb)
	cases := Cases(stream)
	plain, err := bycel.Compile(false)
	if err != nil {
		tb.Fatal(err)
	}
	traced, err := bycel.Compile(true)
	if err != nil {
		tb.Fatal(err)
	}
	inputs, byHand, boxed := make([]*framework.Input, stream), make([]*byhand.Case, stream), make([]*bycel.Case, stream)
	for i, c := range cases {
		byHand[i] = byhand.From(c)
	}
	for i, c := range cases {
		inputs[i] = fw.Encode(c)
	}
	for i, c := range cases {
		boxed[i] = plain.From(c)
	}
	var hand byhand.Judge
	v := fw.NewVerdict()
	v.Judge(inputs[0])
	return []contender{
		{"hand", stream, func(i int) { hand.Weigh(byHand[i]) }},
		{"judge", stream, func(i int) { v.Judge(inputs[i]) }},
		{"evaluate", stream / 5, func(i int) { fw.Evaluate(cases[i]) }},
		{"cel", stream / 5, func(i int) { plain.Weigh(boxed[i]) }},
		{"cel-trace", stream / 20, func(i int) { traced.Weigh(boxed[i]) }},
		{"tell", stream / 500, func(i int) { fw.Evaluate(cases[i]).Tell("nl") }},
	}
}

// BenchmarkRatio lets the contenders take turns, so that what else the machine does strikes all alike, and gives the
// median of the rounds: nanoseconds per case, and how many times the rules by hand.
func BenchmarkRatio(b *testing.B) {
	const rounds = 11
	list := contenders(b)
	for b.Loop() {
		took := make([][]float64, len(list))
		times := make([][]float64, len(list))
		for round := range rounds {
			for k, c := range list {
				runtime.GC()
				first := round * c.cases % stream
				start := spent(b)
				for i := range c.cases {
					c.run((first + i) % stream)
				}
				took[k] = append(took[k], float64(spent(b)-start)/float64(c.cases))
				times[k] = append(times[k], took[k][round]/took[0][round])
			}
		}
		for k, c := range list {
			b.ReportMetric(median(took[k]), c.name+"-ns/case")
			if k > 0 {
				b.ReportMetric(median(times[k]), c.name+"-x")
			}
		}
	}
	b.ReportMetric(0, "ns/op")
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}

// BenchmarkCase measures each contender alone, with what it allocates.
func BenchmarkCase(b *testing.B) {
	for _, c := range contenders(b) {
		b.Run(c.name, func(b *testing.B) { alone(b, func(i int) { c.run(i % stream) }) })
	}
}

// alone repeats one thing, and tells the processor time beside the time on the clock.
func alone(b *testing.B, do func(i int)) {
	b.ReportAllocs()
	i, start := 0, spent(b)
	for b.Loop() {
		do(i)
		i++
	}
	b.ReportMetric(float64(spent(b)-start)/float64(i), "cpu-ns/op")
}

// BenchmarkContent measures what happens once: reading and compiling the content, and making the framework ready for
// the day and the role of a case. Encoding happens once per case.
func BenchmarkContent(b *testing.B) {
	root, err := fs.Sub(testdata, "testdata")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("load", func(b *testing.B) { alone(b, func(int) { framework.LoadLibrary(root, ".") }) })
	lib, _ := framework.LoadLibrary(root, ".")
	b.Run("compile", func(b *testing.B) { alone(b, func(int) { lib.Compile("fysieke-ontmoeting", "1.0.0") }) })
	cases := Cases(stream)
	b.Run("compile-and-first-case", func(b *testing.B) {
		alone(b, func(i int) {
			fw, _ := lib.Compile("fysieke-ontmoeting", "1.0.0")
			fw.Evaluate(cases[i%stream])
		})
	})
	fw := load(b)
	b.Run("encode", func(b *testing.B) { alone(b, func(i int) { fw.Encode(cases[i%stream]) }) })
}
