package framework

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what comes out as what is expected")

// Every folder of testdata/bad is content with something wrong in it, and expected.txt says what its author is told:
// place, code, message, remedy. One mistake, one issue; several mistakes, all of them at once.
func TestBadPacks(t *testing.T) {
	dirs, err := os.ReadDir("testdata/bad")
	if err != nil || len(dirs) < 40 {
		t.Fatalf("%d bad packs, %v", len(dirs), err)
	}
	for _, d := range dirs {
		t.Run(d.Name(), func(t *testing.T) {
			dir := filepath.Join("testdata/bad", d.Name())
			got := ""
			for _, i := range allIssues(os.DirFS(dir)) {
				mark := ""
				if i.Warning {
					mark = " (warning)"
				}
				got += fmt.Sprintf("%s %s%s\n    %s %s\n", i.Pos, i.Code, mark, i.Message("en"), i.Remedy("en"))
				if nl := i.In("nl"); strings.Contains(nl+i.In("en"), "%!") || nl == i.In("en") {
					t.Errorf("the message of %s is not filled in or not translated: %s", i.Code, nl)
				}
			}
			file := filepath.Join(dir, "expected.txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil || got != string(want) {
				t.Errorf("%v\ngot:\n%s\nwant:\n%s", err, got, want)
			}
		})
	}
}

// allIssues loads everything and compiles what stands on its own, with everything else laid on it.
func allIssues(content fs.FS) Issues {
	lib, issues := LoadLibrary(content, ".")
	if len(issues.Errors()) > 0 {
		return issues
	}
	for _, f := range lib.Frameworks() {
		var layers []string
		for _, p := range lib.Packs {
			if p.Head.On.ID != "" {
				layers = append(layers, string(p.Head.ID))
			}
		}
		fw, is := lib.Compile(string(f.Head.ID), "", layers...)
		if issues = append(issues, is...); fw != nil {
			issues = append(issues, fw.Dead()...)
		}
	}
	return issues
}

// Sizes that are absurd are refused before they cost anything. They are made here, because nobody wants to store them.
func TestAbsurdSizes(t *testing.T) {
	repeat := func(n int, format string) string {
		b := &strings.Builder{}
		for i := range n {
			fmt.Fprintf(b, format, i)
		}
		return b.String()
	}
	ask := func(questions string) string {
		return "forms: [{id: home, title: Home}]\nconsiderations:\n- id: c\n  kind: rule\n  title: C\n  questions:\n" + questions
	}
	for name, x := range map[string]struct{ body, code string }{
		"a file of 1 MiB and more": {strings.Repeat("# nothing\n", 110_000), "file-too-large"},
		"commas":                   {"values: [" + strings.Repeat(",", 70_000), "too-many-parts"},
		"brackets":                 {"values: " + strings.Repeat("[", 5000), "too-deep"},
		"dashes":                   {strings.Repeat("- ", 5000), "too-deep"},
		"a long text":              {"values: [{id: a, title: " + strings.Repeat("x", 5000) + "}]", "text-too-long"},
		"questions":                {ask(repeat(501, "  - {id: q%d, ask: Q, type: yes_no}\n")), "too-many"},
		"options":                  {ask("  - {id: q, ask: Q, type: choice, options: [" + repeat(61, "{id: o%d, label: O},") + "]}"), "too-many"},
		"rules":                    {ask("  - {id: q, ask: Q, type: yes_no}\n") + "rules:\n" + repeat(1001, "- {id: r%d, says: R, when: {question: q, is: yes}, limits: {home: fits}}\n"), "too-many"},
		"persons in every question": {"persons: [{id: p, title: P, count: n, max: 20}]\n" + ask("  - {id: n, ask: N, type: number, min: 0, max: 20}\n"+
			repeat(400, "  - {id: q%d, ask: Q, type: yes_no, per: [p]}\n")), "too-many"},
		"a condition too deep": {ask("  - {id: q, ask: Q, type: yes_no}\n") + "rules:\n- {id: r, says: R, when: " + strings.Repeat("{not: ", 30) + "{question: q, is: yes}" + strings.Repeat("}", 30) + ", limits: {home: fits}}\n", "cond-too-deep"},
		"names upon names": {ask("  - {id: q, ask: Q, type: yes_no}\n") + "conditions:\n- {id: c0, title: C, when: {question: q, is: yes}}\n" +
			repeat(120, "- {id: c1%[1]d, title: C, when: {not: {condition: c%[1]d}}}\n"), "unknown-id"},
		"conditions upon persons": {"persons: [{id: p, title: P, count: n, max: 20}]\n" + ask("  - {id: n, ask: N, type: number, min: 0, max: 20}\n  - {id: m, ask: Q, type: number, min: 0, max: 9999, per: [p]}\n") +
			"rules:\n" + repeat(999, "- {id: r%[1]d, says: R, when: {anyone: [p], question: m, is: 1, at_least: %[1]d}, limits: {home: fits}}\n"), "one-comparison"},
		"conditions upon conditions": {"persons: [{id: p, title: P, count: n, max: 20}]\n" + ask("  - {id: n, ask: N, type: number, min: 0, max: 20}\n  - {id: m, ask: Q, type: number, min: 0, max: 9999, per: [p]}\n") +
			"rules:\n" + repeat(999, "- {id: r%[1]d, says: R, when: {anyone: [p], question: m, at_least: %[1]d}, limits: {home: fits}}\n"), "too-many"},
	} {
		_, errs := tryBuild(base(x.body))
		if len(errs) == 0 || errs[0].Code != x.code {
			t.Errorf("%s: got %.300v, want %s", name, errs, x.code)
		}
	}
	pile := files(base(""), guide(""))
	for i := range 300 {
		pile[fmt.Sprintf("base/more-%03d.yaml", i)] = pile["base/pack.yaml"]
	}
	if _, issues := LoadLibrary(pile, "."); !strings.Contains(fmt.Sprint(issues.Errors()), "more than 200 files") {
		t.Errorf("300 files: %.200v", issues.Errors())
	}
}

// A pack with more warnings than are told must not get past its first error.
func TestWarningsDoNotHideErrors(t *testing.T) {
	b := &strings.Builder{}
	for i := range 300 {
		fmt.Fprintf(b, "- {id: r%d, says: R., when: {question: age, at_least: %d}, consult: [lead]}\n", i, 500+i)
	}
	if _, errs := tryBuild(small(b.String() + "- {id: last, says: R., when: {question: age, at_least: 5}, consult: [nobody]}\n")); len(errs) != 1 || errs[0].Code != "unknown-id" {
		t.Errorf("%.300v", errs)
	}
}

// A byte order mark is no mistake.
func TestByteOrderMark(t *testing.T) {
	f := files(base("forms: [{id: home, title: Home}]"), guide(""))
	f["base/pack.yaml"].Data = append([]byte("\xef\xbb\xbf"), f["base/pack.yaml"].Data...)
	if _, issues := LoadLibrary(f, "."); len(issues) > 0 {
		t.Error(issues)
	}
}
