package framework

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// guiding is one pack of guidelines with the values of a version.
func guiding(t *testing.T, holds ...string) Edition {
	t.Helper()
	body := `nabij: 1
pack: {id: rules, version: 1.0.0, status: released, kind: guidelines, languages: [nl, en], title: {nl: Regels, en: Rules}}
sources: [{id: own, title: Verzonnen, status: own}, {id: other, title: Anders, status: own}]
levels: [{id: high, title: {nl: Ernstig, en: Serious}}]
parameters:
  - {id: group, title: {nl: Groep, en: Group}, type: number, unit: {nl: personen, en: people}, stricter: lower, binds: everyone}
  - {id: centre, title: {nl: Dagbesteding, en: Day activities}, type: choice, binds: everyone, options: [{id: closed, label: {nl: dicht, en: closed}}, {id: adapted, label: {nl: aangepast, en: adapted to size}}]}
holds:
`
	for _, h := range holds {
		body += "  - {source: own, kind: law, " + h + "}\n"
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/pack.yaml", []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	p, issues := Load(os.DirFS(dir), ".")
	if len(issues.Errors()) > 0 {
		t.Fatal(issues)
	}
	fw, issues := (&Library{Packs: []*Pack{p}}).Ready(p)
	if fw == nil {
		t.Fatal(issues)
	}
	return Edition{p, fw}
}

func TestDifferencesBetweenGuidelines(t *testing.T) {
	const group, centre = "parameter: group, from: 2020-03-15, value: 30", "parameter: centre, from: 2020-06-01, value: adapted"
	for _, c := range []struct {
		name, lang   string
		was, is      []string
		lines, more  string
		summary      string
		advice, next bool
	}{
		{"another day is one sentence", "nl", []string{group, centre}, []string{group, strings.Replace(centre, "06-01", "05-25", 1)},
			"* ‘Dagbesteding: aangepast’ geldt vanaf 25 mei in plaats van 1 juni 2020", "", "", true, true},
		{"another year is said", "en", []string{group, centre}, []string{group, strings.Replace(centre, "2020-06-01", "2021-05-25", 1)},
			"* ‘Day activities: adapted to size’ holds from 25 May 2021 instead of 1 June 2020", "", "", true, true},
		{"another day elsewhere is no move", "nl", []string{group, centre}, []string{group, strings.Replace(centre, "2020-06-01", "2020-05-25, where: {level: [high]}", 1)},
			"- Dagbesteding, vanaf 1 juni 2020: aangepast|+ Dagbesteding (Ernstig), vanaf 25 mei 2020: aangepast", "",
			"1 waarde van een richtlijn vervalt|1 waarde van een richtlijn erbij", true, true},
		{"a number with its unit once", "nl", []string{group}, []string{strings.Replace(group, "30", "50", 1)},
			"* Groep, vanaf 15 maart 2020: was 30 personen, is nu 50 (losser)", "", "", true, true},
		{"no limit", "en", []string{group}, []string{strings.Replace(group, "30", "none", 1)},
			"* Group, from 15 March 2020: was 30 people, is now no limit (looser)", "", "", true, true},
		{"an option by its label, and what else differs", "nl", []string{centre}, []string{strings.Replace(centre, "adapted", "closed, until: 2020-07-01", 1)},
			"* Dagbesteding, vanaf 1 juni 2020: was aangepast, is nu dicht (strenger)", "tot en met – erbij: 1 juli 2020", "", true, true},
		{"only a note", "nl", []string{group}, []string{group + ", note: {nl: Let op., en: Mind.}"}, "* Groep, vanaf 15 maart 2020", "toelichting – erbij: Let op.", "", false, false},
	} {
		d := Compare(guiding(t, c.was...), guiding(t, c.is...), c.lang)
		var lines, more []string
		for _, l := range d.Lines {
			lines = append(lines, l.Mark+" "+l.Text)
			more = append(more, l.More...)
			if l.Advice != c.advice || l.MarkIn == "" {
				t.Errorf("%s: advice %v, mark %q", c.name, l.Advice, l.MarkIn)
			}
		}
		if got := strings.Join(lines, "|"); got != c.lines {
			t.Errorf("%s: got\n%s, want\n%s", c.name, got, c.lines)
		}
		if got := strings.Join(more, "|"); got != c.more {
			t.Errorf("%s: more %q, want %q", c.name, got, c.more)
		}
		if got := strings.Join(d.Summary, "|"); got != c.summary {
			t.Errorf("%s: summary %q, want %q", c.name, got, c.summary)
		}
		if (d.Next != "") != c.next {
			t.Errorf("%s: next version %q", c.name, d.Next)
		}
	}
}

func yFields(x any) (out []string) {
	for t, i := reflect.TypeOf(x), 0; i < t.NumField(); i++ {
		if word := t.Field(i).Tag.Get("y"); word != "" {
			out = append(out, word)
		}
	}
	return out
}

// Every field of the format has a word in both languages, and every fixed word too.
func TestWordsOfFields(t *testing.T) {
	for _, x := range []any{Head{}, Source{}, Consideration{}, Question{}, NamedCond{}, Score{}, Computed{}, Rule{}, Form{}, Requirement{}, Stop{}, Route{}, Flow{}, Person{}, Parameter{}, Hold{}, HelpLine{}} {
		for _, f := range yFields(x) {
			if w := fieldWords[f]; f != "id" && (w[0] == "" || w[1] == "") {
				t.Errorf("%T: no word for %q", x, f)
			}
		}
	}
	for key, w := range differenceValues {
		if w[0] == "" || w[1] == "" {
			t.Errorf("%s lacks a language", key)
		}
	}
}
