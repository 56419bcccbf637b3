package framework

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// shift compares the advice on one case under two frameworks, the way a scan of all decisions does.
func shift(t testing.TB, old, new *Framework, c Case, form string) Shift {
	t.Helper()
	return shiftBy(t, Pair(old, new), c, form)
}

func shiftBy(t testing.TB, p *Pairing, c Case, form string) Shift {
	t.Helper()
	v, w := p.old.NewVerdict(), p.new.NewVerdict()
	a, _ := readBack(t, p.old, p.old, c)
	b, _ := readBack(t, p.old, p.new, c)
	v.Judge(a)
	w.Judge(b)
	return p.Of(v, w, form)
}

const shiftBody = `
roles: [{id: lead, title: Lead}, {id: doctor, title: Doctor}]
requirements: [{id: soap, kind: hygiene, phase: before, text: Wash.}, {id: apart, kind: distance, phase: during, text: "Keep {param:keep}."}, {id: list, kind: other, phase: before, text: Look.}]
routes: [{id: alarm, title: Alarm, urgency: now, steps: [Ring.]}]
forms: [{id: home, title: Home, checklist: [list]}, {id: phone, title: Phone}]
considerations:
  - {id: c, kind: rule, title: C, questions: [{id: ill, ask: Ill, type: yes_no, may: [unknown]}, {id: old, ask: Old, type: yes_no, may: [unknown]}, {id: n, ask: N, type: number, min: 0, max: 9}]}
rules:
  - {id: apart, says: Apart., when: {question: ill, is: no}, requires: {home: [apart]}}
  - {id: ill, says: Ill., when: {question: ill, is: yes}, limits: {home: not_advised}}
  - {id: few, says: Few., when: {question: n, at_most: {param: most}}, limits: {home: conditional}}
`

const shiftGuide = `
parameters:
  - {id: keep, title: Keep, type: number, unit: metre, stricter: higher, binds: everyone}
  - {id: most, title: Most, type: number, stricter: lower, binds: everyone}
holds:
  - {parameter: keep, from: 2020-03-15, value: 1.5, kind: law, source: s}
  - {parameter: most, from: 2020-03-15, value: 3, kind: law, source: s}
`

// What each sort of change does to a decision to visit at home, well: ill no, old no, 2 people.
func TestShifts(t *testing.T) {
	const well, sick, unsure = "answers: {ill: no, old: no, n: 2}", "answers: {ill: yes, old: no, n: 2}", "answers: {old: no, n: 2}"
	rule := func(s string) func(string) string {
		return func(body string) string { return body + "  - {id: extra, says: Extra., " + s + "}\n" }
	}
	swap := func(from, to string) func(string) string {
		return func(body string) string {
			if !strings.Contains(body, from) {
				t.Errorf("nothing to change: %s", from)
			}
			return strings.Replace(body, from, to, 1)
		}
	}
	question := swap("{id: n, ask", "{id: asthma, ask: Asthma, type: yes_no}, {id: n, ask")
	both := func(list ...func(string) string) func(string) string {
		return func(s string) string {
			for _, f := range list {
				s = f(s)
			}
			return s
		}
	}
	for name, x := range map[string]struct {
		body, guide func(string) string
		answers     string
		form        string // home when left out
		want        Shift
	}{
		"nothing":                           {want: Same},
		"a question that no rule looks at":  {body: question, want: Same},
		"a rule that does not apply":        {body: rule("when: {question: old, is: yes}, limits: {home: not_advised}"), want: Same},
		"other words around the form":       {body: swap("title: Home", "title: A visit"), want: Same},
		"another rule, the same advice":     {body: rule("when: {question: old, is: no}, pulls: meeting, weight: light"), want: OtherReason},
		"a rule dropped, the same advice":   {body: swap("  - {id: few, says: Few., when: {question: n, at_most: {param: most}}, limits: {home: conditional}}\n", ""), want: OtherReason},
		"a rule that says it otherwise":     {body: swap("says: Few.", "says: Quite few."), want: OtherReason},
		"a guideline that a rule rests on":  {guide: swap("value: 3", "value: 5"), want: OtherReason},
		"a guideline nobody is hit by":      {guide: swap("value: 3", "value: 5"), answers: "answers: {ill: no, old: no, n: 9}", want: Same},
		"a guideline that a rule now fails": {guide: swap("value: 3", "value: 1"), want: OtherReason},
		"the form fits worse":               {body: rule("when: {question: old, is: no}, limits: {home: not_advised}"), want: OtherAdvice},
		"the form fits better":              {body: swap("limits: {home: not_advised}", "limits: {home: conditional}"), answers: sick, want: OtherAdvice},
		"another form fits worse":           {body: rule("when: {question: old, is: no}, limits: {phone: conditional}"), want: OtherAdvice}, // and another comes first
		"another form fits worse, last":     {body: rule("when: {question: ill, is: yes}, limits: {phone: conditional}"), answers: sick, form: "phone", want: OtherAdvice},
		"another form comes first":          {body: rule("when: {question: old, is: no}, limits: {phone: not_advised}"), want: OtherAdvice},
		"the form is gone":                  {body: both(swap("{id: home, title: Home, checklist: [list]}", "{id: visit, title: Home}"), swap("{home: [apart]}", "{visit: [apart]}"), swap("{home: not_advised}", "{visit: not_advised}"), swap("{home: conditional}", "{visit: conditional}")), want: OtherAdvice},
		"a condition more":                  {body: rule("when: {question: old, is: no}, requires: {home: [soap]}"), want: OtherAdvice},
		"a condition more, of another form": {body: rule("when: {question: old, is: no}, requires: {phone: [soap]}"), answers: sick, want: OtherReason},
		"a condition less":                  {body: swap("requires: {home: [apart]}", "limits: {home: conditional}"), want: OtherAdvice},
		"a condition in other words":        {body: swap("Keep {param:keep}.", "Stay {param:keep} away."), want: OtherAdvice},
		"a condition with another value":    {guide: swap("value: 1.5", "value: 2"), want: OtherAdvice},
		"that value, where it is not asked": {guide: swap("value: 1.5", "value: 2"), answers: sick, want: Same},
		"the check list of the form":        {body: swap("checklist: [list]", "checklist: [list, soap]"), want: OtherAdvice},
		"a route opens":                     {body: rule("when: {question: old, is: no}, route: alarm"), want: OtherAdvice},
		"a consult":                         {body: rule("when: {question: old, is: no}, consult: [doctor]"), want: OtherAdvice},
		"an approval":                       {body: rule("when: {question: old, is: no}, approve: [lead]"), want: OtherAdvice},
		"a new question that may matter":    {body: both(question, rule("when: {question: asthma, is: yes}, limits: {home: not_advised}")), want: CannotTell},
		"the same, to what is ruled out":    {body: both(question, rule("when: {question: asthma, is: yes}, limits: {home: not_advised}")), answers: sick, want: Same},
		"the same, of another form":         {body: both(question, rule("when: {question: asthma, is: yes}, pulls: distance, weight: light")), want: Same},
		"a new question for a condition":    {body: both(question, rule("when: {question: asthma, is: yes}, requires: {home: [soap]}")), want: CannotTell},
		"a new question for a consult":      {body: both(question, rule("when: {question: asthma, is: yes}, consult: [doctor]")), want: CannotTell},
		"a new question for a route":        {body: both(question, rule("when: {question: asthma, is: yes}, route: alarm")), want: CannotTell},
		"a rule that now asks more":         {body: both(question, swap("when: {question: ill, is: yes}", "when: {all: [{question: ill, is: yes}, {question: asthma, is: yes}]}")), answers: sick, want: CannotTell},
		"a preference that is not sure":     {body: both(question, rule("when: {question: asthma, is: yes}, prefers: {phone: heavy}")), want: Same},
		"an answer that was open before":    {body: rule("when: {question: ill, is: yes}, limits: {home: against_guideline}"), answers: unsure, want: Same},
		"open before, settled now":          {body: rule("when: {question: old, is: no}, limits: {home: against_guideline}"), answers: unsure, want: OtherAdvice},
		"open before, a route now opens":    {body: rule("when: {question: old, is: no}, route: alarm"), answers: unsure, want: OtherAdvice},
		"a question of another sort":        {body: both(swap("{id: ill, ask: Ill, type: yes_no, may: [unknown]}", "{id: ill, ask: Ill, type: choice, options: [{id: yes, label: Y}, {id: no, label: N}]}")), want: CannotTell},
		"a question under another name":     {body: both(swap("{id: ill,", "{id: sick,"), swap("question: ill, is: no", "question: sick, is: no"), swap("question: ill, is: yes", "question: sick, is: yes")), want: CannotTell},
		"surely other, for the rest open":   {body: both(question, rule("when: {question: asthma, is: yes}, limits: {home: not_advised}"), swap("says: Extra.", "consult: [lead], says: Extra."), swap("{id: few, says: Few.,", "{id: few, says: Few., consult: [doctor],")), want: OtherAdvice},
	} {
		t.Run(name, func(t *testing.T) {
			body, guides, answers, form := shiftBody, shiftGuide, well, "home"
			if x.body != nil {
				body = x.body(body)
			}
			if x.guide != nil {
				guides = x.guide(guides)
			}
			if x.answers != "" {
				answers = x.answers
			}
			if x.form != "" {
				form = x.form
			}
			old, new := build(t, base(shiftBody), guide(shiftGuide)), build(t, base(body), guide(guides))
			c := caseOf(t, old, "day: 2020-05-20\n"+answers)
			if got := shift(t, old, new, c, form); got != x.want {
				t.Errorf("%s, want %s", got, x.want)
			}
		})
	}
}

// The comparison agrees with two advices in words laid side by side, when nothing is open.
func TestShiftAgreesWithTheAdviceTold(t *testing.T) {
	count := [4]int{}
	for seed := range howMany(150) {
		old, w := randomFramework(t, seed, 5)
		fw := old
		if seed%3 > 0 {
			fw, _ = randomFramework(t, seed+uint64(seed%3)*500, 5)
		}
		p := Pair(old, fw)
		for range 20 {
			c := w.situate(100)
			for at, a := range c.Answers {
				for a.Given != Answered {
					a = w.reply(at.String())
				}
				a.Asked = c.Plan
				c.Answers[at] = a
			}
			form := pick(w.gen, refForms...)
			x, y := old.Evaluate(c), fw.Evaluate(c)
			a, b := adviceFor(x, form), adviceFor(y, form)
			got := shiftBy(t, p, c, form)
			count[got]++
			want := Same
			switch {
			case a != b:
				want = OtherAdvice
			case !reflect.DeepEqual(x.Tell("en").Applying, y.Tell("en").Applying):
				want = OtherReason
			}
			if got == OtherReason && want == Same && fw != old { // a value that a rule rests on is not in the words
				want = OtherReason
			}
			if got != want {
				t.Fatalf("seed %d: %s, want %s\n%s\n%s", seed, got, want, a, b)
			}
		}
	}
	if count[Same] == 0 || count[OtherReason] == 0 || count[OtherAdvice] == 0 || count[CannotTell] > 0 {
		t.Errorf("the cases are one-sided: %v", count)
	}
}

// adviceFor is what somebody who chose a form is told to do.
func adviceFor(a *Advice, form string) string {
	told := a.Tell("en")
	o := outcomeOf(told, a)
	return fmt.Sprint(o.best, o.fits[form], o.routes, o.consult, o.approve, o.requires[form])
}

// What an open answer could still make of it is never told to be the same.
func TestCannotTellMeansItCanTurn(t *testing.T) {
	told := 0
	for seed := range howMany(150) {
		old, w := randomFramework(t, seed, 4)
		fw, _ := randomFramework(t, seed+700, 4)
		p := Pair(old, fw)
		for range 10 {
			c := w.situate(55)
			form := pick(w.gen, refForms...)
			switch got := shiftBy(t, p, c, form); {
			case got == Same, got == OtherReason: // whatever was settled in the old advice is settled in the new
				x, y := old.Evaluate(c), fw.Evaluate(c)
				if f, g := x.d.fit(x.fw.formByID[form].index), y.d.fit(y.fw.formByID[form].index); f != g || x.Best() != y.Best() {
					t.Fatalf("seed %d: told %s, but %s %s → %s %s", seed, got, x.Best(), f, y.Best(), g)
				}
			case got == CannotTell:
				told++
				if len(fw.Evaluate(c).Tell("en").Open) == 0 {
					t.Fatalf("seed %d: it cannot be told, and nothing is open", seed)
				}
			}
		}
	}
	if told == 0 {
		t.Error("it could always be told: the test tests nothing")
	}
}

func TestComparingAllocatesNothing(t *testing.T) {
	fw := speedFramework(t)
	p := Pair(fw, speedFramework(t))
	_, text := fw.Layout()
	a, _ := p.old.Reader(text)
	b, _ := p.new.Reader(text)
	var list [][]byte
	for _, c := range speedCases(fw, 200) {
		list = append(list, fw.Compact(c))
	}
	x, y, v, w := a.NewInput(), b.NewInput(), p.old.NewVerdict(), p.new.NewVerdict()
	all := func() {
		for _, data := range list {
			_, _ = a.Read(data, x)
			_, _ = b.Read(data, y)
			v.Judge(x)
			w.Judge(y)
			if got := p.Of(v, w, "huisbezoek"); got != Same {
				t.Fatal(got)
			}
		}
	}
	all()
	if n := testing.AllocsPerRun(5, all); n > 0 {
		t.Errorf("comparing 200 cases allocates %v times", n)
	}
}

func TestImpactAddsUp(t *testing.T) {
	var i Impact
	for d := Same; d <= OtherAdvice; d++ {
		i.Add(d)
		if back, ok := ParseShift(d.String()); !ok || back != d {
			t.Errorf("%s is read as %s", d, back)
		}
	}
	if want := (Impact{Open: 8, Same: 2, OtherReason: 2, OtherAdvice: 2, CannotTell: 2}); i.Plus(i) != want {
		t.Errorf("%+v", i.Plus(i))
	}
	if _, ok := ParseShift("other"); ok {
		t.Error("an unknown word is read")
	}
}

func BenchmarkShift(b *testing.B) {
	fw := speedFramework(b)
	p := Pair(fw, speedFramework(b))
	_, text := fw.Layout()
	r, _ := p.old.Reader(text)
	s, _ := p.new.Reader(text)
	var list [][]byte
	for _, c := range speedCases(fw, 10_000) {
		list = append(list, fw.Compact(c))
	}
	x, y, v, w := r.NewInput(), s.NewInput(), p.old.NewVerdict(), p.new.NewVerdict()
	one := func(data []byte) {
		_, _ = r.Read(data, x)
		_, _ = s.Read(data, y)
		v.Judge(x)
		w.Judge(y)
		p.Of(v, w, "huisbezoek")
	}
	for _, data := range list { // every setting once
		one(data)
	}
	over(b, list, one)
	b.ReportMetric(float64(len(p.pairs)), "settings")
}
