package framework

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// The page for authors is held to the program: every example on it is read, complete packs must compile, cases must come
// out as they say, and every word of the format must be on it.

var formatPages = []string{"content-format.md", "content-format.nl.md"}

// fence is one block of YAML on the page.
type fence struct {
	line int
	mark string // "", "pack=hot-day", "case=hot-day", "case"
	text string
}

var fenceStart = regexp.MustCompile("^```yaml ?(.*)$")

func fences(page string) []fence {
	var out []fence
	var now *fence
	for i, line := range strings.Split(page, "\n") {
		switch m := fenceStart.FindStringSubmatch(line); {
		case m != nil:
			now = &fence{line: i + 1, mark: m[1]}
		case now != nil && line == "```":
			out, now = append(out, *now), nil
		case now != nil:
			now.text += line + "\n"
		}
	}
	return out
}

func readPage(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFormatPageExamples(t *testing.T) {
	for _, name := range formatPages {
		t.Run(name, func(t *testing.T) {
			packs := fstest.MapFS{} // the packs of the page, each as it stands where the reader is
			seen := map[string]int{}
			for _, f := range fences(readPage(t, name)) {
				kind, id, _ := strings.Cut(f.mark, "=")
				seen[kind]++
				at := fmt.Sprintf("docs/%s:%d", name, f.line)
				switch kind {
				case "pack":
					packs[id+"/pack.yaml"] = &fstest.MapFile{Data: []byte(f.text)}
					pagePack(t, at, packs, id)
				case "case":
					pageCase(t, at, packs, id, f.text)
				case "":
					pageFragment(t, at, f.text)
				default:
					t.Errorf("%s: a block of an unknown sort: %s", at, f.mark)
				}
			}
			if seen["pack"] < 7 || seen["case"] < 2 || seen[""] < 10 {
				t.Errorf("the page has fewer examples than expected: %v", seen)
			}
		})
	}
}

// pagePack compiles a whole pack, with the packs of the page that it names.
func pagePack(t *testing.T, at string, packs fs.FS, id string) {
	t.Helper()
	lib, issues := LoadLibrary(packs, ".")
	p := lib.Find(id, "")
	if len(issues) > 0 || p == nil {
		t.Fatalf("%s: %v", at, issues)
	}
	if err := validate(t, compiledSchema(t, PackSchema()), mustRead(t, packs, id+"/pack.yaml")); err != nil {
		t.Errorf("%s: the schema refuses it: %v", at, err)
	}
	base, layers := id, []string{}
	if on := p.Head.On.ID; on != "" {
		if lib.Find(on, "") == nil {
			t.Fatalf("%s is laid on %s, which is not on the page", at, on)
		}
		base, layers = on, []string{id}
	}
	if p.Head.Kind != "framework" {
		base, layers = "", nil
		issues = guidelinesAlone(lib, p)
	}
	if base != "" {
		var fw *Framework
		if fw, issues = lib.Compile(base, "", layers...); fw != nil {
			issues = append(issues, fw.Dead()...)
		}
	}
	for _, i := range issues {
		t.Errorf("%s: %v", at, i)
	}
}

// guidelinesAlone checks guidelines or help lines with a framework that does nothing but name them.
func guidelinesAlone(lib *Library, p *Pack) Issues {
	names := string(p.Head.ID)
	if p.Head.On.ID != "" {
		names = p.Head.On.ID
	}
	user, issues := Load(fstest.MapFS{"user/pack.yaml": {Data: []byte("nabij: 1\npack: {id: user, version: 1.0.0, status: draft, kind: framework, languages: [nl], title: t, " +
		p.Head.Kind + ": [" + names + "]}\nforms: [{id: home, title: t}]\n")}}, "user")
	if len(issues) > 0 {
		return issues
	}
	var others []*Pack
	for _, o := range lib.Packs {
		if o.Head.Kind == p.Head.Kind {
			others = append(others, o)
		}
	}
	_, issues = Compile(user, others...)
	return issues.Errors()
}

func mustRead(t *testing.T, fsys fs.FS, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// pageCase reads a case; when it names a pack of the page, what it expects must come out.
func pageCase(t *testing.T, at string, packs fs.FS, id, text string) {
	t.Helper()
	cf, issues := ReadCase("case.yaml", []byte(text))
	if len(issues) > 0 {
		t.Fatalf("%s: %v", at, issues)
	}
	if err := validate(t, compiledSchema(t, CaseSchema()), []byte(text)); err != nil {
		t.Errorf("%s: the schema refuses it: %v", at, err)
	}
	if id == "" {
		return
	}
	lib, _ := LoadLibrary(packs, ".")
	fw, issues := lib.Compile(id, "", cf.With...)
	if fw == nil {
		t.Fatalf("%s: %v", at, issues)
	}
	c, problems := cf.Case(fw)
	for _, p := range problems {
		t.Errorf("%s: %s", at, p.Message("en"))
	}
	for _, miss := range cf.Expect.Check(fw.Evaluate(c).Tell("en")) {
		t.Errorf("%s: %s", at, miss)
	}
}

const fragmentHead = "nabij: 1\npack: {id: x, version: 1.0.0, status: draft, kind: framework, languages: [nl, en], title: {nl: x, en: x}}\n"

// pageFragment reads a part of a pack. Names in it need not exist.
func pageFragment(t *testing.T, at, text string) {
	t.Helper()
	files := fstest.MapFS{"x/pack.yaml": {Data: []byte(fragmentHead)}, "x/part.yaml": {Data: []byte(text)}}
	if strings.HasPrefix(text, "nabij:") {
		files = fstest.MapFS{"x/pack.yaml": {Data: []byte(text)}}
	}
	_, issues := Load(files, "x")
	for _, i := range issues {
		t.Errorf("%s: %v", at, i)
	}
	if err := validate(t, compiledSchema(t, PackSchema()), []byte(text)); err != nil {
		t.Errorf("%s: the schema refuses it: %v", at, err)
	}
}

var anyFence = regexp.MustCompile("(?s)\n```.*?\n```\n")

var inCode = regexp.MustCompile("`([^`]+)`")

// TestFormatPageConditions reads every condition in the tables, in the second column.
func TestFormatPageConditions(t *testing.T) {
	for _, name := range formatPages {
		n := 0
		for i, line := range strings.Split(readPage(t, name), "\n") {
			if !strings.HasPrefix(line, "| ") {
				continue
			}
			for _, m := range inCode.FindAllStringSubmatch(line, -1) {
				if !strings.HasPrefix(m[1], "{") {
					continue
				}
				n++
				c := &collector{}
				node := parse(c, fmt.Sprintf("docs/%s:%d", name, i+1), []byte(m[1]))
				if node != nil {
					(&Cond{}).readNode(&reader{c: c, file: "table"}, node, field{})
				}
				for _, issue := range c.issues {
					t.Errorf("docs/%s:%d: %s: %v", name, i+1, m[1], issue)
				}
			}
		}
		if n < 50 {
			t.Errorf("only %d conditions found on %s", n, name)
		}
	}
}

// TestFormatPageKnowsEveryWord demands that every word of the format is explained or shown.
func TestFormatPageKnowsEveryWord(t *testing.T) {
	words := map[string]bool{"planned_day": true, "limited": true, "times": true, "asked": true}
	all := constructs{}
	all.every(reflect.TypeFor[Pack](), field{}, "")
	all.every(reflect.TypeFor[CaseFile](), field{}, "")
	for c := range all {
		_, word, _ := strings.Cut(c, ".")
		key, value, _ := strings.Cut(word, "=")
		words[key] = true
		if value != "" {
			words[value] = true
		}
	}
	for _, w := range append(condWords(), functionNames()...) {
		words[w] = true
	}
	for _, name := range formatPages {
		shown := map[string]bool{}
		page := readPage(t, name)
		for _, f := range fences(page) {
			for _, w := range strings.FieldsFunc(f.text, notInWord) {
				shown[w] = true
			}
		}
		for _, m := range inCode.FindAllStringSubmatch(anyFence.ReplaceAllString(page, ""), -1) {
			for _, w := range strings.FieldsFunc(m[1], notInWord) {
				shown[w] = true
			}
		}
		for w := range words {
			if w != "" && !shown[w] {
				t.Errorf("docs/%s does not show %q", name, w)
			}
		}
	}
}

func notInWord(r rune) bool {
	return r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
}

// TestFormatPageLimits keeps the numbers on the page right.
func TestFormatPageLimits(t *testing.T) {
	for _, name := range formatPages {
		page := readPage(t, name)
		_, table, _ := strings.Cut(page, map[string]string{"content-format.md": "## Limits", "content-format.nl.md": "## Grenzen"}[name])
		table, _, _ = strings.Cut(table, "\n## ")
		for what, n := range map[string]int{"file": MaxFileBytes >> 20, "pack": MaxPackBytes >> 20, "files": MaxFiles, "questions": MaxQuestions,
			"options": MaxOptions, "rules": MaxRules, "forms": MaxForms, "persons": MaxPersons, "slots": MaxSlots, "text": MaxTextLength,
			"needs": MaxNeeds, "holds": MaxHolds,
			"parameters": MaxParameters, "answers": MaxAnswers, "parts": MaxFileParts, "pack parts": MaxPackParts, "nodes": MaxCondNodes, "depth": MaxCondDepth, "yaml": MaxDepth} {
			if !regexp.MustCompile(fmt.Sprintf(`\b%d\b`, n)).MatchString(table) {
				t.Errorf("docs/%s: the limit of %s (%d) is not in the table", name, what, n)
			}
		}
	}
}

// TestFormatPageMessages keeps the messages in the table the ones that the program gives.
func TestFormatPageMessages(t *testing.T) {
	var phrases []string
	for _, list := range []map[string][4]string{filePhrases, rulePhrases} {
		for _, p := range list {
			phrases = append(phrases, plainPhrase(p[0]), plainPhrase(p[1]))
		}
	}
	row := regexp.MustCompile(`(?m)^\| \*([^*]+)\*`)
	for _, name := range formatPages {
		rows := row.FindAllStringSubmatch(readPage(t, name), -1)
		if len(rows) < 15 {
			t.Errorf("only %d messages on %s", len(rows), name)
		}
		for _, m := range rows {
			want := strings.TrimSuffix(strings.TrimSpace(plainPhrase(m[1])), "…")
			found := false
			for _, p := range phrases {
				found = found || strings.Contains(p, strings.TrimSpace(want))
			}
			if !found {
				t.Errorf("docs/%s: the program has no message %q", name, m[1])
			}
		}
	}
}

var argument = regexp.MustCompile(`%\[\d\][sdv]|‘x’`)

// plainPhrase leaves out what differs each time.
func plainPhrase(s string) string {
	return strings.ReplaceAll(argument.ReplaceAllString(s, "_"), "‘_’", "_")
}
