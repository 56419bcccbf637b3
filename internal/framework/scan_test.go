package framework

import (
	"strings"
	"testing"
)

// A guideline that changes while a decision stands counts; one that changes after it is looked at again does not.
func TestScanLooksAtTheDaysThatADecisionStands(t *testing.T) {
	later := shiftGuide + "  - {parameter: keep, from: 2020-06-01, value: 2, kind: law, source: s}\n"
	old, new := build(t, base(shiftBody), guide(shiftGuide)), build(t, base(shiftBody), guide(later))
	c := caseOf(t, old, "day: 2020-05-20\nanswers: {ill: no, old: no, n: 2}")
	day := func(s string) Day {
		d, err := ParseDay(s)
		if s == "" {
			return NoDay
		}
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	_, layout := old.Layout()
	for name, x := range map[string]struct {
		from, look string
		want       Shift
	}{
		"until the day before":           {"", "2020-05-31", Same},
		"looked at on that day":          {"", "2020-06-01", Same},
		"still standing on that day":     {"", "2020-06-02", OtherAdvice},
		"the next contact is later":      {"2020-06-03", "2020-06-02", OtherAdvice},
		"the next contact is before":     {"2020-05-28", "2020-05-30", Same},
		"no day known to look again":     {"", "", OtherAdvice},
		"next contact, nothing to look":  {"2020-05-25", "", OtherAdvice},
		"long after, the same two years": {"2022-05-25", "2022-06-01", OtherAdvice},
	} {
		scan, err := NewScan(old, new, layout)
		if err != nil {
			t.Fatal(err)
		}
		got, err := scan.Shift(old.Compact(c), "home", day(x.from), day(x.look))
		if err != nil || got != x.want {
			t.Errorf("%s: %s, want %s (%v)", name, got, x.want, err)
		}
	}
	scan, _ := NewScan(new, build(t, base(shiftBody), guide(later)), layout)
	if got, _ := scan.Shift(old.Compact(c), "home", NoDay, NoDay); got != Same {
		t.Errorf("a change that was known already: %s", got)
	}
	if _, err := scan.Shift([]byte("nothing"), "home", NoDay, NoDay); err == nil {
		t.Error("what is no compact case is compared")
	}
}

// An answer that grew old since the decision does not make everything unknown.
func TestScanKeepsTheAnswersAsTheyWere(t *testing.T) {
	body := strings.Replace(shiftBody, "{id: ill, ask: Ill, type: yes_no, may: [unknown]}", "{id: ill, ask: Ill, type: yes_no, may: [unknown], max_age: 24 hours, when_old: unknown}", 1)
	later := shiftGuide + "  - {parameter: keep, from: 2020-06-01, value: 2, kind: law, source: s}\n"
	old, new := build(t, base(body), guide(shiftGuide)), build(t, base(body), guide(later))
	c := caseOf(t, old, "day: 2020-05-20\nanswers: {ill: no, old: no, n: 2}")
	_, layout := old.Layout()
	scan, err := NewScan(old, new, layout)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := scan.Shift(old.Compact(c), "home", NoDay, NoDay); got != OtherAdvice || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}

// Where nothing is judged because nothing differs, judging would say so too: guidelines of which one value is another.
func TestWhatIsAlikeIsTheSame(t *testing.T) {
	count := map[bool]int{}
	for seed := range howMany(150) {
		w := newWorld(seed)
		packs := w.write(5)
		old := build(t, packs...)
		if len(w.holds) > 0 {
			i := w.IntN(len(w.holds))
			if w.holds[i].value = pick(w.gen, refValues[w.holds[i].param]...); w.chance(30) {
				w.holds = append(w.holds[:i], w.holds[i+1:]...)
			}
		}
		packs[1], packs[2] = guide(w.guideBody("guide")), agreements(w.guideBody("own"))
		p := Pair(old, build(t, packs...))
		if !p.alike {
			t.Fatalf("seed %d: more than guidelines differs", seed)
		}
		v, u := p.old.NewVerdict(), p.new.NewVerdict()
		for range 20 {
			c := w.situate(60)
			v.Judge(p.old.Encode(c))
			u.Judge(p.new.Encode(c))
			alike := p.pair(v.b, u.b).alike
			count[alike]++
			if got := p.Of(v, u, pick(w.gen, refForms...)); alike && got != Same {
				t.Fatalf("seed %d: taken for alike, and it is %s", seed, got)
			}
		}
	}
	if count[true] == 0 || count[false] == 0 {
		t.Errorf("one-sided: %v", count)
	}
}
