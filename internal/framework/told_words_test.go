package framework

import (
	"strings"
	"testing"
)

// told weighs and gives the explanation in Dutch.
func told(t *testing.T, fw *Framework, answers string) string {
	t.Helper()
	return weigh(t, fw, answers).Tell("nl").Prose()
}

const wordsBody = `
considerations:
  - {id: c, kind: estimate, title: C, questions: [{id: warm, ask: Warm, type: yes_no}, {id: age, ask: Age, type: number, min: 0, max: 120}]}
requirements:
  - {id: water, kind: preparation, phase: before, text: Take water.}
  - {id: hat, kind: protection, phase: during, text: Wear a hat.}
stops: [{id: faint, text: Somebody faints.}]
forms:
  - {id: walk, title: Walk, checklist: [hat, water], stops: [faint]}
  - {id: home, title: Home, checklist: [hat]}
`

func TestProseTellsWhatBelongsToTheFirstFormAlways(t *testing.T) {
	fw := build(t, base(wordsBody+`
rules:
  - {id: r, says: It is warm., when: {question: warm, is: yes}, requires: {walk: [water]}, prefers: {walk: heavy}}
`))
	out := told(t, fw, "day: 2020-05-20\nanswers: {warm: no}")
	for _, want := range []string{"– altijd, vooraf: Take water.", "– altijd, tijdens: Wear a hat.", "– reden om te stoppen: Somebody faints."} {
		if strings.Count(out, want) != 1 {
			t.Errorf("%q is not told once:\n%s", want, out)
		}
	}
	out = told(t, fw, "day: 2020-05-20\nanswers: {warm: yes}")
	if strings.Contains(out, "altijd, vooraf: Take water.") {
		t.Errorf("what a rule asks for is told twice:\n%s", out)
	}
}

func TestSummaryOfAConditionalFormIsNoCondition(t *testing.T) {
	fw := build(t, base(wordsBody+`
rules:
  - {id: asks, says: Drink enough., when: {question: warm, is: yes}, requires: {walk: [water]}}
  - {id: wants, says: They like the park., when: {question: warm, is: yes}, prefers: {walk: light}}
`))
	if got := weigh(t, fw, "day: 2020-05-20\nanswers: {warm: yes}").Tell("nl").Forms; got[0].ID != "home" || got[1].Summary != "Hiervoor pleit: They like the park." {
		t.Errorf("%s: %q", got[1].ID, got[1].Summary)
	}
}

func TestAMilderRuleThatOnlyAsksIsToldAsSuch(t *testing.T) {
	fw := build(t, base(wordsBody+`
rules:
  - {id: r, says: Stay in., when: {question: warm, is: yes}, limits: {walk: not_advised, home: not_advised}}
`), layer(`
rules:
  - {id: asks, says: We take water., when: {always: yes}, requires: {walk: [water]}}
  - {id: mild, says: At home it can be., when: {always: yes}, limits: {home: conditional}}
`))
	out := told(t, fw, "day: 2020-05-20\nanswers: {warm: yes}")
	for _, want := range []string{"ga je toch, dan geldt ook: We take water. (layer)", "minder streng, telt hier niet: At home it can be. (layer)"} {
		if !strings.Contains(out, want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
}

func TestAlwaysIsToldInWords(t *testing.T) {
	fw := build(t, base(wordsBody+"rules: [{id: r, says: Be kind., when: {always: yes}, pulls: meeting, weight: light}]\n"))
	if out := told(t, fw, "day: 2020-05-20"); !strings.Contains(out, "· Dit geldt altijd.") {
		t.Error(out)
	}
	if got := fw.InWords(fw.rules[0].When, "en"); len(got) != 1 || got[0].Text != "this always holds" || !fw.rules[0].When.Always() {
		t.Error(got)
	}
	if issues := fw.Dead(); len(issues) > 0 {
		t.Error(issues)
	}
}

func TestANumberThatIsItsOwnNameIsToldOnce(t *testing.T) {
	for want, l := range map[string]HelpLineTold{"112": {Name: "112", Phone: "112"}, "Line 0800-0000": {Name: "Line", Phone: "0800-0000"}, "Site": {Name: "Site"}} {
		if got := l.Reach(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Which value counts follows from the group that somebody is in; as long as that is open, so is that.
func TestGuidelineValuesTellForWhomTheyCount(t *testing.T) {
	fw := build(t, base(wordsBody+`
profiles:
  - {id: old, title: old people, when: {question: age, at_least: 70}}
  - {id: very-old, title: very old people, when: {question: age, at_least: 85}}
rules: [{id: r, says: Warm., when: {question: warm, is: yes}, prefers: {walk: light}}]
`), guide(`
parameters: [{id: group, title: Group, type: number, stricter: lower, binds: everyone}]
holds:
  - {parameter: group, from: 2020-01-01, value: 10, kind: law, source: s}
  - {parameter: group, from: 2020-01-01, value: 4, kind: law, source: s, where: {profile: [old]}}
  - {parameter: group, from: 2020-01-01, value: 2, kind: law, source: s, where: {profile: [very-old]}}
`))
	for answers, want := range map[string]string{"{age: 40}": "yes no no", "{age: 75}": "no yes no", "{age: 90}": "no no yes", "{}": "open open open"} {
		var got []string
		for _, h := range weigh(t, fw, "day: 2020-05-20\nanswers: "+answers).Tell("en").Holding {
			got = append(got, h.Counts.String())
		}
		// First the general value, then the groups by name, from mild to strict.
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", answers, s, want)
		}
	}
}

func TestLostGroupsAreToldOnlyWhenNobodyDefinesThem(t *testing.T) {
	guidelines := guide("parameters: [{id: group, title: Group, type: number, stricter: lower, binds: everyone}]\nholds:\n" +
		"  - {parameter: group, from: 2020-01-01, value: 4, kind: law, source: s, where: {profile: [eighty-plus]}}\n")
	group := func(id string) string {
		return wordsBody + "profiles: [{id: " + id + ", title: P, when: {question: age, at_least: 70}}]\n"
	}
	other := base(group("eighty-plus"))
	other.id = "other"
	for _, c := range []struct {
		name  string
		packs []pack
		want  string
	}{
		{"it is there", []pack{guidelines, base(group("eighty-plus"))}, ""},
		{"a slip", []pack{guidelines, base(group("eigthy-plus"))}, "Did you mean ‘eigthy-plus’?"},
		{"no groups at all", []pack{guidelines, base(wordsBody)}, "for nobody"},
		{"another framework has it", []pack{guidelines, base(wordsBody), other}, ""},
		{"nobody uses the guidelines", []pack{guidelines}, ""},
	} {
		lib, issues := LoadLibrary(files(c.packs...), ".")
		if len(issues) > 0 {
			t.Fatal(issues)
		}
		got := LostGroups(lib.Find("guide", ""), lib.Packs)
		if (len(got) == 0) != (c.want == "") || len(got) > 0 && !strings.Contains(got[0].In("en"), c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestYAMLTroubleInPlainWords(t *testing.T) {
	for text, want := range map[string]string{
		"a:\n\tb: c":             "Hier staat een tab.",
		"a:\n  b: c\n \td: e: f": "",
		"limits: {@samen: fits}": "Een naam met @ moet tussen aanhalingstekens. Schrijf \"@samen\".",
		"a:\n  - @samen":         "Een naam met @",
		"a: {b: c":               "een { is niet gesloten",
		"a: [b":                  "een [ is niet gesloten",
		"a: \"b\nc: d":           "een aanhalingsteken is niet gesloten",
		"says: Ga je mee: ja":    "een dubbele punt te veel",
		"a: - b":                 "een streepje van een lijst",
		"- a\nb: c":              "een regel zonder streepje",
		"a: \"C:\\d\"":           "een \\ tussen dubbele",
		"a: `b`":                 "een teken waarmee dat niet mag",
	} {
		c := &collector{}
		if parse(c, "x.yaml", []byte(text)); len(c.issues) != 1 || !strings.Contains(c.issues[0].In("nl"), want) || c.issues[0].Pos.Line == 0 {
			t.Errorf("%q: %v, want %s", text, c.issues, want)
		}
	}
}

func TestExpectationsDifferInTheLanguageOfTheAdvice(t *testing.T) {
	fw := build(t, base(wordsBody+"rules: [{id: r, says: Warm., when: {question: warm, is: yes}, limits: {walk: not_advised}}]\n"))
	file, _ := ReadCase("x.yaml", []byte("day: 2020-05-20\nanswers: {warm: yes}\nexpect: {best: walk, applies: [x], fits: {walk: fits, park: fits}, consult: [lead], review: 2020-06-01}\n"))
	c, _ := file.Case(fw)
	for lang, want := range map[string]string{
		"nl": "best: verwacht walk, gekregen home (past)\npark: deze contactvorm is er niet\napplies x: deze regel geldt niet\nreview: verwacht 2020-06-01, gekregen geen",
		"en": "best: expected walk, got home (fits)\npark: there is no such form of contact\napplies x: this rule does not apply\nreview: expected 2020-06-01, got none",
	} {
		got := strings.Join(file.Expect.Check(fw.Evaluate(c).Tell(lang)), "\n")
		for _, line := range strings.Split(want, "\n") {
			if !strings.Contains(got, line) {
				t.Errorf("does not say %q:\n%s", line, got)
			}
		}
	}
}
