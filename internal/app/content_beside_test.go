package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	besideFramework = "nabij: 1\npack: {id: heat, version: VERSION, status: draft, kind: framework, languages: [en], title: Heat, guidelines: [heat-rules]}\n" +
		"considerations: [{id: c, kind: estimate, title: C, questions: [{id: age, ask: Age, type: number, min: 0, max: 120}, {id: group, ask: Group, type: number, min: 0, max: 50}, " +
		"{id: ill, ask: Ill, type: yes_no, max_age: 24 hours, when_old: unknown}]}]\n" +
		"profiles: [{id: eighty-plus, title: people over 80, when: {question: age, at_least: 80}}]\n" +
		"rules:\n  - {id: big, says: Too big., when: {question: group, more_than: {param: size}}, limits: {visit: not_advised}}\n" +
		"  - {id: ill, says: Ill., when: {question: ill, is: yes}, limits: {visit: not_advised}}\n" +
		"  - {id: kind, says: Be kind., when: {always: yes}, prefers: {visit: light}}\n" +
		"forms: [{id: visit, title: Visit}, {id: phone, title: Phone}]\n"
	besideGuidelines = "nabij: 1\npack: {id: heat-rules, version: 1.0.0, status: draft, kind: guidelines, languages: [en], title: Heat rules, covers: {from: 2026-01-01, until: 2026-12-31}}\n" +
		"sources: [{id: s, title: S, status: own}]\nparameters: [{id: size, title: Size, type: number, stricter: lower, binds: everyone}]\n" +
		"holds:\n  - {parameter: size, from: 2026-01-01, value: 20, kind: advice, source: s}\n" +
		"  - {parameter: size, from: 2026-07-01, value: 10, kind: advice, source: s}\n" +
		"  - {parameter: size, from: 2026-07-01, value: 4, kind: advice, source: s, where: {profile: [GROUP]}}\n"
)

// besidePacks writes two versions of a framework and its guidelines, each in a folder of its own.
func besidePacks(t *testing.T, group string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"heat/1.0.0": strings.Replace(besideFramework, "VERSION", "1.0.0", 1),
		"heat/1.1.0": strings.NewReplacer("VERSION", "1.1.0", "limits: {visit: not_advised}", "limits: {visit: conditional}").Replace(besideFramework),
		"rules/1.0":  strings.Replace(besideGuidelines, "GROUP", group, 1),
	} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name, "pack.yaml"), text)
	}
	return dir
}

func TestBeside(t *testing.T) {
	dir := besidePacks(t, "eighty-plus")
	old, new := filepath.Join(dir, "heat", "1.0.0"), filepath.Join(dir, "heat", "1.1.0")
	said(t, ExitFailed, []string{"limits become looser", "Call the new version 2.0.0."}, "content", "diff", old, new, "--lang", "en")
	said(t, ExitOK, []string{"Be kind.", "This always applies."}, "content", "show", old, "--lang", "en")
	said(t, ExitOK, []string{"(people over 80)"}, "content", "show", filepath.Join(dir, "rules"), "--content", dir, "--lang", "en")
	said(t, ExitOK, []string{"(a group from the framework: eighty-plus)"}, "content", "show", filepath.Join(dir, "rules"), "--lang", "en")

	apart := filepath.Join(t.TempDir(), "a", "b", "c", "d", "e")
	if err := os.MkdirAll(apart, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(apart, "pack.yaml"), strings.Replace(besideFramework, "VERSION", "1.0.0", 1))
	said(t, ExitIssues, []string{"‘heat-rules’ is used but was not found"}, "content", "show", apart, "--lang", "en")
	said(t, ExitOK, nil, "content", "show", apart, "--content", filepath.Join(dir, "rules"), "--lang", "en")
	said(t, ExitUsage, []string{"nergens"}, "content", "show", apart, "--content", "nergens")
}

func TestLostGroups(t *testing.T) {
	said(t, ExitOK, []string{"Alles klopt."}, "content", "check", "--strict", besidePacks(t, "eighty-plus"))
	said(t, ExitIssues, []string{"De groep ‘eigthy-plus’ bestaat in geen enkel kader", "Bedoel je ‘eighty-plus’?"}, "content", "check", "--strict", besidePacks(t, "eigthy-plus"))
}

func TestTheSecondDayTellsWhatCountsForThisPerson(t *testing.T) {
	dir := besidePacks(t, "eighty-plus")
	answers := filepath.Join(t.TempDir(), "answers.yaml")
	compare := func(age, day2 string) string {
		write(t, answers, "framework: heat@1.0.0\nday: \"2026-06-20 14:00\"\nanswers: {"+age+"group: 3, ill: {answer: no, asked: \"2026-06-20 09:00\"}}\n")
		code, out, errs := tell(t, nil, "weigh", "--content", dir, "--answers", answers, "--day2", day2, "--lang", "en")
		if code != ExitOK || !strings.Contains(out, "heat 1.0.0 (draft)") {
			t.Fatalf("exit %d, %s%s", code, out, errs)
		}
		_, second, _ := strings.Cut(strings.Join(strings.Fields(out), " "), "ON ")
		return second
	}
	for _, c := range []struct{ name, age, day, want, not string }{
		{"somebody of 40", "age: 40, ", "2026-07-20", "- Size: 10", "Size, for people over 80"},
		{"somebody of 85", "age: 85, ", "2026-07-20", "- Size, for people over 80: 4", "Size: 10"},
		{"age not known", "", "2026-07-20", "- Size, for those who belong to no separate group: 10", ""},
		{"age not known, the group", "", "2026-07-20", "- Size, for people over 80: 4", ""},
		{"an answer that is too old then", "age: 40, ", "2026-06-25", "Ask again: ‘Ill’. Asked on 20 June 2026 09:00", ""},
		{"a day that is not covered", "age: 40, ", "2027-06-20", "! The guidelines in ‘Heat rules’ go up to 31 December 2026", ""},
	} {
		got := compare(c.age, c.day)
		if !strings.Contains(got, c.want) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s: does not say %q, or says %q:\n%s", c.name, c.want, c.not, got)
		}
	}
	said(t, ExitUsage, []string{"geen versie van ‘heat’ met nummer 3.0.0", "heat@1.0.0, heat@1.1.0"}, "weigh", "--content", dir, "--framework", "heat@3.0.0")
}

// A header that cannot be read hides its id; what uses the pack must not be told that the pack is not there.
func TestUnreadable(t *testing.T) {
	dir := besidePacks(t, "eighty-plus")
	if err := os.Rename(filepath.Join(dir, "rules"), filepath.Join(dir, "heat-rules")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "heat-rules", "1.0", "pack.yaml"), "nabij: 1\npack: {id: heat-rules\n")
	out := said(t, ExitIssues, []string{"een { is niet gesloten", "want ‘heat-rules’ heeft fouten"}, "content", "check", dir)
	if strings.Contains(out, "niet gevonden") || strings.Contains(out, "ontbreekt of is onbruikbaar") {
		t.Errorf("a second message hides the cause:\n%s", out)
	}
}

// In short, the first three forms tell their conditions, each condition once.
func TestShortTellsTheConditionsOfTheFirstThreeForms(t *testing.T) {
	answers := "../../content/frameworks/fysieke-ontmoeting/1.0.0/cases/2020-06-10-client-support.yaml"
	out := said(t, ExitOK, nil, "weigh", "--framework", "fysieke-ontmoeting", "--answers", answers)
	_, forms, _ := strings.Cut(out, "VORMEN VAN CONTACT")
	forms, _, _ = strings.Cut(forms, "PLEIT VOOR")
	if !strings.Contains(forms, "die hierboven al staan") || strings.Count(forms, "   – ") < 3 {
		t.Error(forms)
	}
}
