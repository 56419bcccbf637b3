package bench

import "testing"

// TestJudgeAllocatesNothing holds bulk evaluation to no memory of its own.
func TestJudgeAllocatesNothing(t *testing.T) {
	fw := load(t)
	v := fw.NewVerdict()
	in := fw.Encode(Cases(1)[0])
	v.Judge(in)
	if n := testing.AllocsPerRun(100, func() { v.Judge(in) }); n != 0 {
		t.Errorf("Judge allocates %v times", n)
	}
}
