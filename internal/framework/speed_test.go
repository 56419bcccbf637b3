//go:build unix

package framework

import (
	"math/rand/v2"
	"os"
	"syscall"
	"testing"
)

// speedFramework is the national framework as it stands in the repository; bench/ measures a frozen copy.
func speedFramework(tb testing.TB) *Framework {
	lib, _ := LoadLibrary(os.DirFS("../../content"), ".")
	fw, issues := lib.Compile("fysieke-ontmoeting", "1.0.0")
	for _, i := range issues {
		if !i.Warning {
			tb.Fatal(i.In("en"))
		}
	}
	return fw
}

// speedCases are cases with a third of the answers missing, on days spread over all stretches.
func speedCases(fw *Framework, n int) []Case {
	r := rand.New(rand.NewPCG(3, 4))
	out := make([]Case, n)
	for i := range out {
		c := Case{Plan: On(fw.dayIn(r.IntN(len(fw.changes) + 1))), Variant: string(fw.variants[r.IntN(len(fw.variants))].ID), Answers: map[Asked]Answer{}}
		b := fw.on(fw.setting(c))
		in, lookers := newInput(fw), b.lookers()
		for s, sl := range fw.slots {
			tries, _ := probes(sl.q, in.get(s), lookers[int32(s)], c.Plan.Day)
			if len(tries) == 0 || r.IntN(3) == 0 {
				continue
			}
			p := tries[r.IntN(len(tries))]
			a := Answer{Given: Answered, Words: p.words, Number: p.lo, Day: Day(p.lo), Asked: NoMoment}
			switch p.state {
			case stateUnknown:
				a.Given = Unknown
			case stateRefused:
				a.Given = Refused
			}
			c.Answers[Asked{string(sl.q.ID), sl.name()}] = a
		}
		out[i] = c
	}
	return out
}

// spent is the processor time that this process has used, in nanoseconds.
func spent(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

// over does the same with each of a list in turn, and tells the processor time beside the time on the clock.
func over[T any](b *testing.B, list []T, do func(T)) {
	b.ReportAllocs()
	n, start := 0, spent(b)
	for b.Loop() {
		do(list[n%len(list)])
		n++
	}
	b.ReportMetric(float64(spent(b)-start)/float64(n), "cpu-ns/op")
}

var sink uint64

// BenchmarkInput sets judging beside the least that it can cost: reading all that was answered.
func BenchmarkInput(b *testing.B) {
	fw := speedFramework(b)
	var inputs []*Input
	for _, c := range speedCases(fw, 10_000) {
		inputs = append(inputs, fw.Encode(c))
	}
	v := fw.NewVerdict()
	v.Judge(inputs[0])
	b.Run("judge", func(b *testing.B) { over(b, inputs, v.Judge) })
	b.Run("read-only", func(b *testing.B) {
		over(b, inputs, func(in *Input) {
			for s := range in.a {
				sink += in.a[s] + in.b[s] + uint64(in.state[s])
				if in.lo[s] != in.hi[s] {
					sink++
				}
			}
		})
	})
}

// BenchmarkParts measures what putting an advice into words consists of.
func BenchmarkParts(b *testing.B) {
	fw := speedFramework(b)
	cases := speedCases(fw, 200)
	var list []*Advice
	var told []*Told
	for _, c := range cases {
		a := fw.Evaluate(c)
		list = append(list, a)
		told = append(told, a.Tell("nl"))
	}
	settings := make([]Setting, len(cases))
	for i, c := range cases {
		settings[i] = fw.setting(c)
	}
	b.Run("bind", func(b *testing.B) { over(b, settings, func(s Setting) { fw.bind(s) }) })
	b.Run("open", func(b *testing.B) { over(b, list, func(a *Advice) { a.stillOpen() }) })
	b.Run("turning", func(b *testing.B) { over(b, list, func(a *Advice) { a.turning() }) })
	b.Run("tell", func(b *testing.B) { over(b, list, func(a *Advice) { a.Tell("nl") }) })
	b.Run("prose", func(b *testing.B) { over(b, told, func(t *Told) { t.Prose() }) })
	b.Run("sheet", func(b *testing.B) { over(b, list, func(a *Advice) { a.Sheet("nl") }) })
}
