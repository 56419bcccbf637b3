package framework

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// readBack writes a case compactly under one framework and reads it under another.
func readBack(t testing.TB, from, to *Framework, c Case) (*Input, *Reader) {
	t.Helper()
	_, text := from.Layout()
	r, err := to.Reader(text)
	if err != nil {
		t.Fatal(err)
	}
	in := r.NewInput()
	if _, err := r.Read(from.Compact(c), in); err != nil {
		t.Fatal(err)
	}
	return in, r
}

// sameInput tells how two inputs differ, apart from answers that do not count.
func sameInput(a, b *Input) string {
	x, y := *a, *b
	x.given, y.given = nil, nil
	if reflect.DeepEqual(x, y) {
		return ""
	}
	return fmt.Sprintf("%+v\nis not\n%+v", x, y)
}

// What was written compactly reads back as the case that it was, in settings and on days of all sorts.
func TestCompactReadsBack(t *testing.T) {
	for seed := range howMany(150) {
		fw, w := randomFramework(t, seed, 6)
		for range 20 {
			c := w.situate(60)
			if w.chance(50) {
				c.Plan.Minute, c.Today = w.IntN(24*60), Moment{c.Plan.Day - Day(w.IntN(3)), w.IntN(24*60+1) - 1}
			}
			for at, a := range c.Answers {
				if w.chance(40) {
					a.Asked = Moment{c.Plan.Day - Day(w.IntN(9)), w.IntN(24*60+1) - 1}
					c.Answers[at] = a
				}
			}
			in, _ := readBack(t, fw, fw, c)
			if d := sameInput(in, fw.Encode(c)); d != "" {
				t.Fatalf("seed %d: %s", seed, d)
			}
		}
	}
}

// Another version reads a compact case as if its answers were given anew, by name, in the setting of the case.
func TestCompactAcrossVersions(t *testing.T) {
	for seed := range howMany(60) {
		old, w := randomFramework(t, seed, 4)
		fw, _ := randomFramework(t, seed+1000, 4)
		for range 20 {
			c := w.situate(60)
			in, _ := readBack(t, old, fw, c)
			if d := sameInput(in, fw.Encode(c)); d != "" {
				t.Fatalf("seed %d: %s", seed, d)
			}
		}
	}
}

// randomQuestions makes a framework of a few questions, each of a random sort.
func randomQuestions(r *rand.Rand) pack {
	var b strings.Builder
	b.WriteString("persons: [{id: self, title: Self}, {id: other, title: Other}]\nforms: [{id: home, title: Home}]\nconsiderations:\n  - {id: c, kind: estimate, title: C, questions: [\n")
	for _, i := range r.Perm(8)[:2+r.IntN(6)] {
		fmt.Fprintf(&b, "    {id: q%d, ask: Q, ", i)
		kind := []string{"yes_no", "choice", "choices", "number", "day", "text"}[(i+r.IntN(2)*r.IntN(6))%6]
		b.WriteString("type: " + kind)
		switch kind {
		case "choice", "choices":
			var o []string
			for _, x := range r.Perm(6)[:2+r.IntN(4)] {
				o = append(o, fmt.Sprintf("{id: o%d, label: O%d}", x, x))
			}
			b.WriteString(", options: [" + strings.Join(o, ", ") + "]")
		case "number":
			fmt.Fprintf(&b, ", min: %d, max: %d, step: %s", r.IntN(3), 4+r.IntN(20), []string{"1", "0.5", "2"}[r.IntN(3)])
		}
		if kind != "text" && r.IntN(3) == 0 {
			b.WriteString(", per: [" + []string{"self", "self, other", "other"}[r.IntN(3)] + "]")
		}
		if r.IntN(3) == 0 {
			fmt.Fprintf(&b, ", max_age: %d days, when_old: %s", 1+r.IntN(4), []string{"unknown", "ask_again"}[r.IntN(2)])
		}
		fmt.Fprintf(&b, ", may: %s},\n", []string{"[]", "[unknown]", "[unknown, refused]"}[r.IntN(3)])
	}
	b.WriteString("  ]}\nrules: [{id: r, says: R., when: {always: yes}, limits: {home: conditional}}]\n")
	return base(b.String())
}

// randomAnswers answers the questions of any framework.
func randomAnswers(r *rand.Rand, fw *Framework) Case {
	c := Case{Plan: On(18400), Today: Moment{18399, 600}, Answers: map[Asked]Answer{}}
	for _, sl := range fw.slots {
		a := Answer{Given: Answered, Day: NoDay, Asked: Moment{18400 - Day(r.IntN(6)), 300}}
		switch q := sl.q; q.kind() {
		case asOption:
			a.Words = []string{q.optionIDs()[r.IntN(len(q.options))]}
		case asOptions:
			for _, o := range q.optionIDs() {
				if r.IntN(3) == 0 {
					a.Words = append(a.Words, o)
				}
			}
		case asNumber:
			a.Number = min(*q.Max, *q.Min+q.step()*float64(r.IntN(9)))
		case asDay:
			a.Day = 18400 - Day(r.IntN(400)-100)
		default:
			a.Text = "words"
		}
		if g := []Given{Answered, Answered, Unknown, Refused}[r.IntN(4)]; g != Answered && sl.q.states&map[Given]uint8{Unknown: stateUnknown, Refused: stateRefused}[g] != 0 {
			a = Answer{Given: g, Asked: NoMoment}
		}
		if r.IntN(4) > 0 {
			c.Answers[Asked{string(sl.q.ID), sl.name()}] = a
		}
	}
	return c
}

// anew gives the answers of a case to another framework by their words; what it does not take, or is another sort of
// question there, is told.
func anew(old, fw *Framework, c Case) (Case, []Asked) {
	answers, lost := map[Asked]Answer{}, []Asked{}
	for _, sl := range old.slots {
		at := Asked{string(sl.q.ID), sl.name()}
		a, ok := c.Answers[at]
		if !ok || !sl.q.suits(a) {
			continue
		}
		words := slices.Clone(a.Words)
		switch {
		case a.Given != Answered:
			words = []string{string(a.Given)}
		case sl.q.Type == "number":
			words = []string{plain(a.Number)}
		case sl.q.Type == "day":
			words = []string{a.Day.String()}
		case sl.q.Type == "text":
			words = []string{a.Text}
		}
		to, known := fw.slot(at)
		b, problem := fw.Parse(at, words)
		if !known || fw.slots[to].q.Type != sl.q.Type || problem != nil || a.Given != b.Given { // where it may not be refused, the text "refused" is a text
			lost = append(lost, at)
			continue
		}
		b.Asked = a.Asked
		answers[at] = b
	}
	c.Answers = answers
	return c, lost
}

// Questions come and go, change their sort, their options and how old an answer may be: what still suits stays, the rest
// is open, and told.
func TestCompactOfOtherQuestions(t *testing.T) {
	lostOnce := 0
	for seed := range howMany(400) {
		r := rand.New(rand.NewPCG(7, seed))
		old, fw := build(t, randomQuestions(r)), build(t, randomQuestions(r))
		for range 5 {
			c := randomAnswers(r, old)
			want, lost := anew(old, fw, c)
			in, reader := readBack(t, old, fw, c)
			if d := sameInput(in, fw.Encode(want)); d != "" {
				t.Fatalf("seed %d: %v\n%s", seed, c.Answers, d)
			}
			if got := reader.Lost(); !slices.Equal(got, lost) {
				t.Fatalf("seed %d: lost %v, told %v", seed, lost, got)
			}
			lostOnce += len(lost)
		}
	}
	if lostOnce == 0 {
		t.Error("no answer was ever lost: the test tests nothing")
	}
}

// The content of another day holds, and the answers stay as old as they were.
func TestCompactOnAnotherDay(t *testing.T) {
	for seed := range howMany(60) {
		fw, w := randomFramework(t, seed, 4)
		c := w.situate(60)
		in, r := readBack(t, fw, fw, c)
		for range 10 {
			d := w.gen.day()
			r.On(in, d)
			want := fw.Encode(c)
			set := want.set.set
			set.stretch = fw.stretch(d)
			want.set = fw.on(set)
			if x := sameInput(in, want); x != "" {
				t.Fatalf("seed %d on %s: %s", seed, d, x)
			}
		}
	}
}

func TestCompactIsSmallAndAllocatesNothing(t *testing.T) {
	fw := speedFramework(t)
	_, text := fw.Layout()
	r, err := fw.Reader(text)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]byte
	size := 0
	for _, c := range speedCases(fw, 200) {
		list = append(list, fw.Compact(c))
		size += len(list[len(list)-1])
	}
	if size /= len(list); size > 300 {
		t.Errorf("a compact case takes %d bytes on average", size)
	}
	in, v := r.NewInput(), fw.NewVerdict()
	all := func() {
		for _, b := range list {
			if lost, err := r.Read(b, in); err != nil || lost > 0 {
				t.Fatal(lost, err)
			}
			v.Judge(in)
		}
	}
	all()
	if n := testing.AllocsPerRun(5, all); n > 0 {
		t.Errorf("reading and judging 200 cases allocates %v times", n)
	}
}

func TestLayoutIsReadAsWritten(t *testing.T) {
	fw := speedFramework(t)
	id, text := fw.Layout()
	l, err := readLayout(text)
	if err != nil || l.id != id || l.text() != text {
		t.Fatalf("%v: %s", err, l.text())
	}
	for _, bad := range []string{"", "nabij-layout 2\n", text[:len(text)-1], text + "\n", strings.Replace(text, " yes_no ", " maybe ", 1),
		layoutHead + "\nq - number one two\n", layoutHead + "\nq - choice\n", layoutHead + "\nq -\n", layoutHead + "\nq  number\n"} {
		if _, err := readLayout(bad); err == nil {
			t.Errorf("%.60q is taken for a layout", bad)
		}
	}
	other := build(t, everything("{anyone: [self, mate], question: ill, is: yes}")...)
	_, text = other.Layout()
	r, _ := other.Reader(text)
	if _, err := r.Read(fw.Compact(Case{Plan: On(18400), Today: NoMoment}), r.NewInput()); err != errMark {
		t.Errorf("a case of another layout: %v", err)
	}
}

// FuzzReadCompact reads any bytes as a compact case: never more than the framework holds, and what was read is judged.
func FuzzReadCompact(f *testing.F) {
	fw := build(f, everything("{anyone: [self, mate], question: ill, is: yes}")...)
	old := build(f, randomQuestions(rand.New(rand.NewPCG(1, 1))))
	_, text := fw.Layout()
	r, err := fw.Reader(text)
	if err != nil {
		f.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(2, 2))
	for range 20 {
		f.Add(fw.Compact(randomAnswers(chance, fw))[1+markSize:])
		f.Add(old.Compact(randomAnswers(chance, old))[1+markSize:])
	}
	in, v := r.NewInput(), fw.NewVerdict()
	f.Fuzz(func(t *testing.T, data []byte) {
		b := append(append([]byte{compactForm}, r.mark[:]...), data...)
		lost, err := r.Read(b, in)
		if err != nil {
			return
		}
		if lost > len(fw.slots) || len(r.known) > maxSettled {
			t.Fatalf("lost %d, settings %d", lost, len(r.known))
		}
		v.Judge(in)
		v.Best()
		r.On(in, 20000)
		v.Judge(in)
	})
}

// FuzzReadLayout reads any text as a layout.
func FuzzReadLayout(f *testing.F) {
	fw := build(f, everything("{anyone: [self, mate], question: ill, is: yes}")...)
	_, text := fw.Layout()
	f.Add(text)
	f.Fuzz(func(t *testing.T, text string) {
		if r, err := fw.Reader(text); err == nil && len(r.slots) > MaxSlots {
			t.Fatalf("%d slots", len(r.slots))
		}
	})
}

// BenchmarkCompact measures reading beside judging.
func BenchmarkCompact(b *testing.B) {
	fw := speedFramework(b)
	_, text := fw.Layout()
	r, err := fw.Reader(text)
	if err != nil {
		b.Fatal(err)
	}
	var list [][]byte
	for _, c := range speedCases(fw, 10_000) {
		list = append(list, fw.Compact(c))
	}
	in, v := r.NewInput(), fw.NewVerdict()
	b.Run("read", func(b *testing.B) { over(b, list, func(x []byte) { _, _ = r.Read(x, in) }) })
	b.Run("read-and-judge", func(b *testing.B) { over(b, list, func(x []byte) { _, _ = r.Read(x, in); v.Judge(in) }) })
}
