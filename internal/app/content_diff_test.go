package app

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestContentDiffInWords(t *testing.T) {
	old, new := "testdata/packs/bezoek/1.0.0", "testdata/packs/bezoek/1.1.0"
	for _, lang := range languages {
		sameAsGolden(t, "content.diff."+lang+".txt", said(t, ExitFailed, nil, "content", "diff", old, new, "--lang", lang))
	}
	said(t, ExitFailed, []string{"1 approval is dropped", "1 consult is dropped", "1 limit becomes looser", "approval dropped: the team lead",
		"Home visit: was ‘not advised’, is now ‘fits under conditions’ (looser)", "at least 7 days ago", "at least 5 days ago"}, "content", "diff", old, new, "--lang", "en")
	said(t, ExitFailed, []string{"1 goedkeuring erbij", "Huisbezoek: was ‘past onder voorwaarden’, is nu ‘niet aangeraden’ (strenger)"}, "content", "diff", new, old)
	said(t, ExitOK, []string{"Er is geen verschil."}, "content", "diff", old, old)
	said(t, ExitUsage, []string{"meer pakketten (bezoek@1.0.0, bezoek@1.1.0)"}, "content", "diff", "testdata/packs", new)
	said(t, ExitUsage, []string{"nergens"}, "content", "diff", "nergens/x", new)
	said(t, ExitUsage, []string{"niet van dezelfde soort"}, "content", "diff", "nl-helplines", new)
}

func TestContentDiffOfATextAlone(t *testing.T) {
	dir := copyPack(t, "1.0.0", "De inwoner wil bezoek.", "De inwoner wil graag bezoek.", "Zijn er klachten?", "Heeft iemand klachten?")
	said(t, ExitFailed, []string{"2 keer alleen een tekst of bron anders", "is nu: De inwoner wil graag bezoek."}, "content", "diff", "testdata/packs/bezoek/1.0.0", dir)
}

func TestContentShow(t *testing.T) {
	for _, lang := range languages {
		sameAsGolden(t, "content.show."+lang+".txt", said(t, ExitOK, nil, "content", "show", "testdata/packs/bezoek/1.0.0", "--lang", lang))
	}
	said(t, ExitOK, []string{"[x] 1. There are complaints; stay away.", "[ ] 2. The complaints have lasted a week.", "ADVICE FOR THIS CASE"},
		"content", "show", "testdata/packs/bezoek/1.0.0", "--case", "testdata/packs/bezoek/1.0.0/cases/complaints.yaml", "--lang", "en")
	said(t, ExitUsage, []string{"Bedoelt u fysieke-ontmoeting?"}, "content", "show", "fysieke-ontmoetin")
	said(t, ExitAnswers, []string{"alias.yaml:4:15"}, "content", "show", "testdata/packs/bezoek/1.0.0", "--case", "testdata/answers/alias.yaml")
}

// Everything that comes with the program can be shown, in both languages, within 80 columns.
func TestContentShowsWhatComesWithTheProgram(t *testing.T) {
	for _, lang := range languages {
		for id, want := range map[string]string{"fysieke-ontmoeting": "(", "nl-covid-2020": "(", "nl-helplines": "☎"} {
			out := said(t, ExitOK, nil, "content", "show", id, "--lang", lang)
			if !strings.Contains(out, want) || len(out) < 1000 {
				t.Errorf("%s in %s is short:\n%s", id, lang, out)
			}
		}
	}
}

func TestLineDiff(t *testing.T) {
	c := &Console{Lang: "en"}
	got := lineDiff("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nx\nd\ne\nf\ng\nh\n", c)
	want := "      b\n    - c\n    + x\n      d\n      …\n      g\n    + h\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	long := strings.Repeat("old\n", 60)
	if got := lineDiff(long, strings.ReplaceAll(long, "old", "new"), c); strings.Count(got, "\n") != mostLines+1 || !strings.Contains(got, "80 more lines") {
		t.Errorf("a long difference is not cut:\n%s", got)
	}
}

func TestContentDiffOfGuidelines(t *testing.T) {
	head := "nabij: 1\npack: {id: regels, version: 1.0.0, status: draft, kind: guidelines, languages: [en], title: Rules}\n" +
		"sources: [{id: own, title: Made up, status: own}]\nparameters:\n" +
		"  - {id: distance, title: Distance, type: number, unit: m, stricter: higher, binds: everyone}\n" +
		"  - {id: group, title: Group, type: number, unit: people, stricter: lower, binds: everyone}\n" +
		"  - {id: masks, title: Masks, type: yes_no, stricter: yes, binds: everyone}\n" +
		"  - {id: work, title: Work, type: choice, binds: everyone, options: [{id: home, label: Home}, {id: office, label: Office}]}\nholds:\n"
	hold := func(parameter, value string) string {
		return "  - {parameter: " + parameter + ", from: 2020-03-15, value: " + value + ", kind: advice, source: own}\n"
	}
	var dirs []string
	for _, values := range [][4]string{{"1.5", "30", "no", "home"}, {"none", "5", "yes", "office"}} {
		dir := t.TempDir()
		dirs = append(dirs, dir)
		write(t, filepath.Join(dir, "pack.yaml"), head+hold("distance", values[0])+hold("group", values[1])+hold("masks", values[2])+hold("work", values[3]))
	}
	said(t, ExitFailed, []string{"2 limits become looser", "2 limits become tighter", "Distance, from 15 March 2020: was 1.5 m, is now no limit (looser)",
		"Group, from 15 March 2020: was 30 people, is now 5 (tighter)", "Masks, from 15 March 2020: was no, is now yes (tighter)", "Work, from 15 March 2020: was Home, is now Office (looser)"}, "content", "diff", dirs[0], dirs[1], "--lang", "en")
}
