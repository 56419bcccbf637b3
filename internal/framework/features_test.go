package framework

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// small is a framework with a few plain questions and three forms; the rules are what a test is about.
func small(rules string) pack {
	return base(`
values: [{id: health, title: Health}, {id: dignity, title: Dignity}]
roles: [{id: lead, title: Team lead}, {id: doctor, title: Doctor}]
requirements: [{id: wash, kind: hygiene, phase: start, text: Wash your hands.}, {id: mask, kind: protection, phase: during, text: Wear a mask.}]
routes: [{id: danger, title: Danger, urgency: now, steps: [Call 112.]}, {id: worry, title: Worry, urgency: week, steps: [Talk.]}]
persons: [{id: self, title: Resident}]
forms:
  - {id: home, title: At home, tags: [near], checklist: [wash]}
  - {id: walk, title: A walk, tags: [near]}
  - {id: phone, title: By phone}
  - {id: mix, title: Home and phone, mix_of: [home, phone]}
conditions: [{id: ill-named, title: Somebody is ill, when: {question: ill, is: yes}}]
computed: [{id: free-from, title: Free from, from: tested, plus: {param: days}}]
profiles: [{id: elder, title: People over 70, when: {question: age, at_least: 70}}, {id: child, title: Children, when: {question: age, at_most: 12}}]
considerations:
  - id: health
    kind: rule
    title: Health
    reflect: ["Is it needed?"]
    questions:
      - {id: ill, ask: "Is anybody ill?", type: yes_no, max_age: 24 hours, when_old: unknown, may: [unknown, refused]}
      - {id: check, ask: "Was there a check?", type: yes_no, max_age: 2 days}
      - {id: sad, ask: "Is anybody sad?", type: yes_no}
      - {id: wish, ask: "What is wanted?", type: choice, options: [{id: near, label: Near}, {id: far, label: Far}, {id: none, label: Nothing}]}
      - {id: age, ask: "How old?", type: number, min: 0, max: 120, fixed: yes, unit: years}
      - {id: tested, ask: "Tested when?", type: day, ask_when: {question: ill, is: yes}}
      - {id: topics, ask: "Which topics?", type: choices, options: [{id: food, label: Food}, {id: debts, label: Debts}, {id: care, label: Care}]}
  - id: feeling
    kind: intuition
    title: Feeling
    questions: [{id: gut, ask: "What does it feel like?", type: pull, value: dignity}]
rules:
` + rules)
}

const parameters = `
regions: [{id: north, title: The north}]
parameters:
  - {id: days, title: Days at home, type: number, unit: days, stricter: higher, binds: everyone}
  - {id: guests, title: Guests, type: number, stricter: lower, binds: private}
holds:
`

// What holds of a guideline on a day, for whom and where.
func TestGuidelines(t *testing.T) {
	rule := `  - {id: it, says: It., when: {param: days, at_least: 10}, limits: {home: not_advised}}`
	line := func(s string) string { return "  - {parameter: days, kind: law, source: s, " + s + "}\n" }
	for name, x := range map[string]struct{ holds, own, at, want string }{
		"before all":                        {line("from: 2020-03-01, value: 14"), "", "2020-02-29", "no"},
		"first day":                         {line("from: 2020-03-01, value: 14"), "", "2020-03-01", "yes"},
		"last day":                          {line("from: 2020-03-01, until: 2020-03-31, value: 14"), "", "2020-03-31", "yes"},
		"after the last day":                {line("from: 2020-03-01, until: 2020-03-31, value: 14"), "", "2020-04-01", "no"},
		"until the next":                    {line("from: 2020-03-01, value: 14") + line("from: 2020-05-01, value: 5"), "", "2020-05-01", "no"},
		"the next ends, nothing comes back": {line("from: 2020-03-01, value: 14") + line("from: 2020-05-01, until: 2020-05-10, value: 5"), "", "2020-05-11", "no"},
		"elsewhere":                         {line("from: 2020-03-01, value: 14, where: {region: [north]}"), "", "2020-03-02", "no"},
		"here":                              {line("from: 2020-03-01, value: 14, where: {region: [north]}"), "", "2020-03-02\nregion: north", "yes"},
		"the strictest here":                {line("from: 2020-03-01, value: 14") + line("from: 2020-03-01, value: 5, where: {region: [north]}"), "", "2020-03-02\nregion: north", "yes"},
		"own agreement is stricter":         {line("from: 2020-03-01, value: 5"), line("from: 2020-03-10, value: 12"), "2020-03-10", "yes"},
		"own agreement is milder":           {line("from: 2020-03-01, value: 14"), line("from: 2020-03-10, value: 2"), "2020-03-10", "yes"},
		"own agreement beside, before":      {line("from: 2020-03-01, value: 5"), line("from: 2020-03-10, value: 12"), "2020-03-09", "no"},
		"for a group: perhaps":              {line("from: 2020-03-01, value: 14") + line("from: 2020-03-01, value: 5, where: {profile: [child]}"), "", "2020-03-02", "open"},
		"for a group: in it":                {line("from: 2020-03-01, value: 14") + line("from: 2020-03-01, value: 5, where: {profile: [child]}"), "", "2020-03-02\nanswers: {age: 8}", "no"},
		"for a group: not in it":            {line("from: 2020-03-01, value: 14") + line("from: 2020-03-01, value: 5, where: {profile: [child]}"), "", "2020-03-02\nanswers: {age: 30}", "yes"},
		"for a group, milder than agreed":   {line("from: 2020-03-01, value: 14") + line("from: 2020-03-01, value: 5, where: {profile: [child]}"), line("from: 2020-03-01, value: 12"), "2020-03-02\nanswers: {age: 8}", "yes"},
		"an unknown group of others":        {line("from: 2020-03-01, value: 14, where: {profile: [pilot]}"), "", "2020-03-02", "no"},
		"no limit any more":                 {line("from: 2020-03-01, value: 14") + line("from: 2020-05-01, value: none"), "", "2020-05-02", "no"},
	} {
		packs := []pack{small(rule), guide(parameters + x.holds)}
		if x.own != "" {
			packs = append(packs, agreements("holds:\n"+x.own))
		}
		a := weigh(t, build(t, packs...), "day: "+x.at)
		if got, _ := a.Applies("it"); got.String() != x.want {
			t.Errorf("%s: got %s, want %s", name, got, x.want)
		}
	}
}

func TestOutsideTheGuidelinesIsTold(t *testing.T) {
	fw := build(t, small(`  - {id: it, says: It., when: {question: ill, is: yes}, limits: {home: not_advised}}`),
		pack{"guide", "kind: guidelines, covers: {from: 2020-03-09, until: 2022-03-23}", "sources: [{id: s, title: S, status: own}]\n" + parameters + "  - {parameter: days, from: 2020-03-15, value: 3, kind: law, source: s}"})
	for day, want := range map[string]string{"2020-03-08": "begin on 9 March 2020", "2022-03-24": "go up to 23 March 2022", "2021-01-01": ""} {
		notices := strings.Join(weigh(t, fw, "day: "+day).Tell("en").Notices, " ")
		if (notices == "") != (want == "") || !strings.Contains(notices, want) {
			t.Errorf("%s: %q does not tell %q", day, notices, want)
		}
	}
}

// What stays open, and what does not, each with the reason in its name.
func TestOpenQuestions(t *testing.T) {
	const home = "limits: {home: not_advised}"
	for name, x := range map[string]struct {
		rules, answers string
		want           []string
	}{
		"only what a rule looks at":                    {`- {id: a, says: A., when: {question: ill, is: yes}, ` + home + `}`, "{}", []string{"ill"}},
		"an answer that the other one makes needless":  {`- {id: a, says: A., when: {all: [{question: ill, is: yes}, {any: [{question: ill, is: yes}, {question: sad, is: yes}]}]}, ` + home + `}`, "{}", []string{"ill"}},
		"whatever the answer, but it is not given yet": {`- {id: a, says: A., when: {any: [{question: sad, is: yes}, {question: sad, is: no}]}, ` + home + `}`, "{}", []string{"sad"}},
		"settled by another":                           {`- {id: a, says: A., when: {any: [{question: ill, is: yes}, {question: sad, is: yes}]}, ` + home + `}`, "{sad: yes}", nil},
		"outdone by a stricter rule": {`- {id: a, says: A., when: {question: ill, is: yes}, limits: {home: against_guideline}}
- {id: b, says: B., when: {question: sad, is: yes}, ` + home + `}`, "{ill: yes}", nil},
		"outdone, but it opens a route": {`- {id: a, says: A., when: {question: ill, is: yes}, limits: {home: against_guideline}}
- {id: b, says: B., when: {question: sad, is: yes}, route: worry, ` + home + `}`, "{ill: yes}", []string{"sad"}},
		"outdone, but its exception needs approval": {`- {id: a, says: A., when: {question: ill, is: yes}, limits: {home: against_guideline}}
- {id: b, says: B., when: {question: ill, is: yes}, unless: [{id: e, says: E., when: {question: sad, is: yes}, approve: [lead]}], ` + home + `}`, "{ill: yes}", []string{"sad"}},
		"set aside twice asks for nothing more": {`- {id: b, says: B., when: {question: ill, is: yes}, unless: [{id: e, says: E., when: {question: wish, is: near}}, {id: f, says: F., when: {question: sad, is: yes}}], ` + home + `}`, "{ill: yes, wish: near}", nil},
		"who prefers what nobody may do": {`- {id: a, says: A., when: {question: ill, is: yes}, limits: {home: against_guideline}}
- {id: b, says: B., when: {question: sad, is: yes}, prefers: {home: heavy}}`, "{ill: yes}", nil},
		"who prefers when nothing may be done": {`- {id: a, says: A., when: {question: ill, is: yes}, limits: {home: against_guideline, walk: against_guideline, phone: against_guideline}}
- {id: b, says: B., when: {question: sad, is: yes}, prefers: {phone: heavy}}`, "{ill: yes}", []string{"sad"}},
		"what comes up later is not asked yet": {`- {id: a, says: A., when: {question: tested, days_ago: {at_most: 5}}, ` + home + `}`, "{}", []string{"ill"}},
		"and is when it comes up":              {`- {id: a, says: A., when: {question: tested, days_ago: {at_most: 5}}, ` + home + `}`, "{ill: yes}", []string{"tested"}},
		"known not to be known":                {`- {id: a, says: A., when: {question: ill, is: yes}, ` + home + `}`, "{ill: refused}", []string{"ill"}},
		"three topics in one question":         {`- {id: a, says: A., when: {all: [{question: topics, includes_all: [food, debts]}, {not: {question: topics, includes: care}}]}, ` + home + `}`, "{}", []string{"topics"}},
		"an age above the bound":               {`- {id: a, says: A., when: {question: age, at_most: 70}, ` + home + `}`, "{}", []string{"age"}},
	} {
		fw := build(t, small(x.rules), guide(parameters+"  - {parameter: days, from: 2020-03-15, value: 3, kind: law, source: s}"))
		var got []string
		for _, o := range weigh(t, fw, "day: 2020-05-20\nanswers: "+x.answers).Tell("en").Open {
			got = append(got, o.Question)
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: open are %v, want %v", name, got, x.want)
		}
	}
}

// An answer that will be too old on the planned day.
func TestAgesOfAnswers(t *testing.T) {
	rules := `
- {id: ill, says: Ill., when: {question: ill, is: yes}, limits: {home: not_advised}}
- {id: unchecked, says: Unchecked., when: {question: check, is: no}, limits: {walk: not_advised}}`
	fw := build(t, small(rules))
	for name, x := range map[string]struct {
		day, today, asked string
		ill, unchecked    string
		again             int
	}{
		"fresh":                          {"2020-05-20", "", "2020-05-20", "yes", "yes", 0},
		"the day before":                 {"2020-05-20", "", "2020-05-19", "yes", "yes", 0},
		"two days before":                {"2020-05-20", "", "2020-05-18", "open", "yes", 1},
		"three days before":              {"2020-05-20", "", "2020-05-17", "open", "yes", 2},
		"to the minute":                  {"2020-05-20 14:00", "", "2020-05-19 14:00", "yes", "yes", 0},
		"a minute too old":               {"2020-05-20 14:00", "", "2020-05-19 13:59", "open", "yes", 1},
		"asked when it is weighed":       {"2020-05-20", "2020-05-16", "", "open", "yes", 2},
		"asked today, seen the same day": {"2020-05-20", "2020-05-20", "", "yes", "yes", 0},
	} {
		words := "day: " + x.day + "\nanswers: {ill: yes, check: no}"
		if x.asked != "" {
			words = "day: " + x.day + "\nanswers: {ill: {answer: yes, asked: " + x.asked + "}, check: {answer: no, asked: " + x.asked + "}}"
		}
		if x.today != "" {
			words = "today: " + x.today + "\n" + words
		}
		a := weigh(t, fw, words)
		ill, _ := a.Applies("ill")
		unchecked, _ := a.Applies("unchecked")
		if told := a.Tell("en"); ill.String() != x.ill || unchecked.String() != x.unchecked || len(told.Again) != x.again {
			t.Errorf("%s: ill %s, unchecked %s, to ask again %d; want %v", name, ill, unchecked, len(told.Again), x)
		}
	}
}

// Default plus exception: the exception sets the rule aside, asks for its own approval and requirements, and is told.
func TestExceptions(t *testing.T) {
	fw := build(t, small(`
- id: stay-away
  says: Stay away from who is ill.
  when: {question: ill, is: yes}
  limits: {home: against_guideline}
  unless:
    - {id: dying, says: A farewell may go on., when: {question: sad, is: yes}, approve: [doctor], requires: {home: [mask]}}`))
	plainly := weigh(t, fw, "day: 2020-05-20\nanswers: {ill: yes, sad: no}").Tell("en")
	if f := formTold(plainly, "home"); f.Fit != AgainstGuideline || len(plainly.Approve) != 0 {
		t.Errorf("without the exception home is %s with approvals %v", f.Fit, plainly.Approve)
	}
	excepted := weigh(t, fw, "day: 2020-05-20\nanswers: {ill: yes, sad: yes}").Tell("en")
	f := formTold(excepted, "home")
	if f.Fit != Conditional || len(f.Requires) != 1 || f.Requires[0].ID != "mask" || f.Requires[0].Because[0] != "A farewell may go on." {
		t.Errorf("with the exception home is %s and asks for %v", f.Fit, f.Requires)
	}
	if len(excepted.Approve) != 1 || excepted.Approve[0].Because[0].Exception != "dying" {
		t.Errorf("the approval is %v", excepted.Approve)
	}
	if mix := formTold(excepted, "mix"); mix.Fit != Conditional || len(mix.Requires) != 1 {
		t.Errorf("the mixture is %s and asks for %v", mix.Fit, mix.Requires)
	}
}

func formTold(o *Told, id string) FormTold {
	return o.Forms[slices.IndexFunc(o.Forms, func(f FormTold) bool { return f.ID == id })]
}

// An organisation's layer beside the national framework: the strictest wins, whichever it is, and it is told which.
func TestStrictestLayerWinsAndIsNamed(t *testing.T) {
	for _, x := range []struct{ national, own, decided, overruled string }{
		{"not_advised", "against_guideline", "layer", "base"},
		{"against_guideline", "not_advised", "base", "layer"},
	} {
		fw := build(t, small("- {id: national, says: N., when: {question: ill, is: yes}, limits: {home: "+x.national+"}}"),
			layer("rules:\n- {id: own, says: O., when: {question: ill, is: yes}, limits: {home: "+x.own+"}}"))
		f := formTold(weigh(t, fw, "day: 2020-05-20\nanswers: {ill: yes}").Tell("en"), "home")
		if len(f.Decided) != 1 || f.Decided[0].Pack != x.decided || len(f.Overruled) != 1 || f.Overruled[0].Pack != x.overruled {
			t.Errorf("national %s, own %s: decided by %v, overruled %v", x.national, x.own, f.Decided, f.Overruled)
		}
	}
}

// A layer for another framework is refused, not left out in silence.
func TestLayersOnTheWrongPack(t *testing.T) {
	for _, other := range []pack{{"alien", "kind: framework, level: service, on: elsewhere", ""}, {"foreign", "kind: guidelines, level: service, on: elsewhere", ""}} {
		_, errs := tryBuild(small("- {id: a, says: A., when: {question: ill, is: yes}, consult: [lead]}"), other)
		if len(errs) != 1 || errs[0].Code != "not-laid-on-this" {
			t.Errorf("%s: %v", other.id, errs)
		}
	}
}

// Placeholders, computed days and the sentences they stand in; what is filled in is not looked at again.
func TestPlaceholders(t *testing.T) {
	fw := build(t, small(`
- {id: a, says: "Stay home {param:days}, until {computed:free-from}; age {answer:age}.", when: {question: ill, is: yes}, limits: {home: not_advised}}`),
		guide(parameters+"  - {parameter: days, from: 2020-03-15, value: 5, kind: law, source: s}\n  - {parameter: days, from: 2020-06-01, value: none, kind: law, source: s}"))
	for words, want := range map[string]string{
		"day: 2020-05-20\nanswers: {ill: yes, tested: 2020-05-18, age: 40}": "Stay home 5 days, until 23 May 2020; age 40 years.",
		"day: 2020-05-20\nanswers: {ill: yes}":                              "Stay home 5 days, until a day not yet known; age not answered yet.",
		"day: 2020-06-20\nanswers: {ill: yes, tested: 2020-05-18}":          "Stay home no limit, until a day not yet known; age not answered yet.",
	} {
		if got := formTold(weigh(t, fw, words).Tell("en"), "home").Decided[0].Says; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// A limit on private visitors never binds a professional visit, also not along a detour.
func TestPrivateLimitsNeverBind(t *testing.T) {
	g := guide(parameters + "  - {parameter: guests, from: 2020-03-15, value: 2, kind: law, source: s}")
	for name, rules := range map[string]string{
		"straight":        "- {id: a, says: A., when: {param: guests, state: limited}, limits: {home: not_advised}}",
		"by an approval":  "- {id: a, says: A., when: {param: guests, state: limited}, approve: [lead]}",
		"by an amount":    "- {id: a, says: A., when: {question: age, at_least: {param: guests}}, pulls: distance, weight: heavy}",
		"by a later rule": "- {id: a, says: A., when: {rule: b}, limits: {home: not_advised}}\n- {id: b, says: B., when: {param: guests, at_most: 3}, consult: [lead]}",
		"by an exception": "- {id: a, says: A., when: {question: ill, is: yes}, unless: [{id: e, says: E., when: {not: {param: guests, state: limited}}}], limits: {home: not_advised}}",
	} {
		if _, errs := tryBuild(small(rules), g); len(errs) != 1 || errs[0].Code != "private-limit-binds" {
			t.Errorf("%s: %v", name, errs)
		}
	}
	build(t, small("- {id: a, says: A., when: {param: guests, state: limited}, reflect: [Think.], consult: [lead]}"), g)
}

// Bulk evaluation allocates nothing, and the order in which answers are given makes no difference.
func TestJudgeAllocatesNothing(t *testing.T) {
	fw, w := randomFramework(t, 7, 20)
	v := fw.NewVerdict()
	var inputs []*Input
	for range 50 {
		inputs = append(inputs, fw.Encode(w.situate(60)))
	}
	for _, in := range inputs {
		v.Judge(in)
	}
	if n := testing.AllocsPerRun(20, func() {
		for _, in := range inputs {
			v.Judge(in)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Many goroutines share one framework; telling an advice twice at once is fine too.
func TestSharedFramework(t *testing.T) {
	fw, w := randomFramework(t, 3, 8)
	cases := make([]Case, 40)
	want := make([]string, len(cases))
	for i := range cases {
		cases[i] = w.situate(50)
		want[i] = fw.Evaluate(cases[i]).Tell("nl").Prose()
	}
	one := fw.Evaluate(cases[0])
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i, c := range cases {
				if got := fw.Evaluate(c).Tell("nl").Prose(); got != want[i] {
					t.Errorf("case %d is told otherwise beside others", i)
				}
				one.Tell("en")
				one.Sheet("nl")
			}
		})
	}
	wait.Wait()
}

// Settings that callers make up do not fill the memory.
func TestMadeUpSettingsAreOne(t *testing.T) {
	fw, w := randomFramework(t, 3, 8)
	c := w.situate(50)
	for i := range 5000 {
		c.Organisation, c.Region = strings.Repeat("x", i%50), strings.Repeat("y", i%70)
		fw.Encode(c)
	}
	if len(fw.bound) > 4 || fw.kept > maxKept {
		t.Errorf("%d settings with %d instructions are kept", len(fw.bound), fw.kept)
	}
}

// Answers that no form could have sent are left out, and Check tells them.
func TestForgedAnswers(t *testing.T) {
	fw := build(t, small("- {id: a, says: A., when: {question: wish, one_of: [near, far]}, limits: {home: not_advised}}\n- {id: b, says: B., when: {question: age, at_least: 70}, consult: [lead]}"))
	for _, x := range []struct {
		at string
		a  Answer
	}{
		{"wish", Answer{Given: Answered}}, {"wish", Answer{Given: Answered, Words: []string{"near", "far"}}}, {"wish", Answer{Given: Answered, Words: []string{"nowhere"}}},
		{"wish", Answer{Given: Refused}}, {"wish", Answer{Given: "perhaps"}}, {"age", Answer{Given: Answered, Number: 1e300}}, {"age", Answer{Given: Answered, Number: 70.5}},
		{"tested", Answer{Given: Answered, Day: NoDay}}, {"tested", Answer{Given: Answered, Day: 1 << 30}},
	} {
		c := Case{Plan: On(18000), Answers: map[Asked]Answer{{x.at, ""}: x.a}}
		if problems := fw.Check(c); len(problems) != 1 {
			t.Errorf("%s = %v: %v", x.at, x.a, problems)
		}
		a := fw.Evaluate(c)
		for _, r := range []string{"a", "b"} {
			if v, _ := a.Applies(r); v != Open {
				t.Errorf("%s = %v makes rule %s %s", x.at, x.a, r, v)
			}
		}
	}
}
