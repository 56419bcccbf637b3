package framework

import (
	"math/rand/v2"
	"os"
	"testing"
)

// TestArrangedSaysTheSame holds the arranged program to the plain one, verdict for verdict, on the national framework:
// every stretch of days, with answers drawn at random.
func TestArrangedSaysTheSame(t *testing.T) {
	lib, _ := LoadLibrary(os.DirFS("../../content"), ".")
	fw, issues := lib.Compile("fysieke-ontmoeting", "1.0.0")
	for _, i := range issues {
		if !i.Warning {
			t.Fatal(i.In("en"))
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for stretch := range len(fw.changes) + 1 {
		set := Setting{stretch: stretch}
		if stretch%2 == 1 {
			set.Variant = string(fw.variants[r.IntN(len(fw.variants))].ID)
		}
		b := fw.on(set)
		lookers := b.lookers()
		for range 20 {
			in := newInput(fw)
			in.day, in.set = b.day, b
			for s, sl := range fw.slots {
				if tries, _ := probes(sl.q, in.get(s), lookers[int32(s)], in.day); len(tries) > 0 && r.IntN(3) > 0 {
					in.put(s, tries[r.IntN(len(tries))])
				}
			}
			want, got := b.run(in, nil), b.fast(in, nil)
			for n := range want {
				if got[n] != want[n] {
					t.Fatalf("stretch %d, node %d (sort %d): %d, want %d", stretch, n, b.code[n].op, got[n], want[n])
				}
			}
		}
	}
}
