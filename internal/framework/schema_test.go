package framework

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

var updateSchema = flag.Bool("update-schema", false, "write content/schema anew")

const contentDir = "../../content"

func TestSchemaFilesAreFresh(t *testing.T) {
	for name, made := range map[string][]byte{"pack.schema.json": PackSchema(), "case.schema.json": CaseSchema()} {
		path := filepath.Join(contentDir, "schema", name)
		if *updateSchema {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, made, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		stored, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(stored, made) {
			t.Errorf("%s is not what the format says now; run: go test ./internal/framework -run TestSchemaFilesAreFresh -update-schema", path)
		}
	}
}

// compiledSchema reads a made schema as an editor would.
func compiledSchema(t *testing.T, data []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("nabij.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("nabij.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON reads YAML as an editor does (YAML 1.2): yes and 2020-05-20 are words, 5 and true are not.
func asJSON(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return asJSON(n.Content[0])
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[n.Content[i].Value] = asJSON(n.Content[i+1])
		}
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, k := range n.Content {
			out = append(out, asJSON(k))
		}
		return out
	}
	switch n.ShortTag() {
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	case "!!bool":
		return n.Value == "true" || n.Value == "True" || n.Value == "TRUE"
	case "!!null":
		return nil
	}
	return n.Value
}

func validate(t *testing.T, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return err
	}
	return s.Validate(asJSON(&doc))
}

// TestSchemaAcceptsOurContent holds the schema to every file that the reader accepts.
func TestSchemaAcceptsOurContent(t *testing.T) {
	pack, cases := compiledSchema(t, PackSchema()), compiledSchema(t, CaseSchema())
	seen := 0
	err := filepath.WalkDir(contentDir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		s := pack
		if filepath.Base(filepath.Dir(path)) == "cases" {
			s = cases
		} else if _, err := os.Stat(filepath.Join(filepath.Dir(path), "pack.yaml")); err != nil {
			return nil // content of another kind
		}
		seen++
		if _, rest, ok := strings.Cut(string(data), "# yaml-language-server: $schema="); ok { // the line that editors follow
			to, _, _ := strings.Cut(rest, "\n")
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), to)); err != nil {
				t.Errorf("%s points editors to a schema that is not there: %s", path, to)
			}
		}
		if err := validate(t, s, data); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatal(seen, err)
	}
}

// rightPack is a small pack in which each mistake below changes one thing.
const rightPack = `nabij: 1
pack:
  id: x
  version: 1.0.0
  status: draft
  kind: framework
  languages: [nl, en]
  title: {nl: a, en: a}
persons:
  - {id: resident, title: {nl: a, en: a}}
values:
  - {id: health, title: {nl: a, en: a}}
considerations:
  - id: c
    kind: estimate
    title: {nl: a, en: a}
    questions:
      - {id: q, ask: {nl: a, en: a}, type: yes_no}
      - {id: n, ask: {nl: a, en: a}, type: number, min: 0, max: 5}
      - {id: d, ask: {nl: a, en: a}, type: day}
      - {id: p, ask: {nl: a, en: a}, type: yes_no, per: [resident], max_age: 24 hours}
      - {id: o, ask: {nl: a, en: a}, type: choice, options: [{id: one, label: {nl: a, en: a}}, {id: two, label: {nl: a, en: a}}]}
  - id: v
    kind: value
    title: {nl: a, en: a}
    questions:
      - {id: w, ask: {nl: a, en: a}, type: pull, value: health}
requirements:
  - {id: prepare, kind: preparation, phase: before, text: {nl: a, en: a}}
rules:
  - id: r
    says: {nl: a, en: a}
    when: {any: [{question: q, is: yes}, {question: n, at_least: 2}, {anyone: [resident], question: p, is: yes}]}
    pulls: distance
    weight: heavy
    from: 2020-06-01
    limits: {home: not_advised}
  - id: r2
    says: {nl: a, en: a}
    when: {question: d, days_ago: {at_least: 2}}
    requires: {home: [prepare]}
forms:
  - {id: home, title: {nl: a, en: a}}
  - {id: phone, title: {nl: a, en: a}}
`

func loadText(text string) Issues {
	p, issues := Load(fstest.MapFS{"p/pack.yaml": {Data: []byte(text)}}, "p")
	if len(issues.Errors()) > 0 {
		return issues.Errors()
	}
	_, issues = Compile(p)
	return issues.Errors()
}

// TestSchemaRefusesWhatTheReaderRefuses tries typical mistakes of authors on both.
func TestSchemaRefusesWhatTheReaderRefuses(t *testing.T) {
	s := compiledSchema(t, PackSchema())
	if err := validate(t, s, []byte(rightPack)); err != nil {
		t.Fatal(err)
	}
	if issues := loadText(rightPack); len(issues) > 0 {
		t.Fatal(issues)
	}
	for what, change := range map[string][2]string{
		"a misspelt word":                      {"says: {nl: a, en: a}", "say: {nl: a, en: a}"},
		"no header word":                       {"  kind: framework\n", ""},
		"a version of two numbers":             {"version: 1.0.0", "version: 1.0"},
		"an unknown status":                    {"status: draft", "status: final"},
		"an id with capitals":                  {"id: home", "id: Home"},
		"a reserved id":                        {"{id: one,", "{id: unknown,"},
		"an unknown kind":                      {"kind: estimate", "kind: feeling"},
		"an unknown type":                      {"type: day", "type: date"},
		"a number without max":                 {"min: 0, max: 5", "min: 0"},
		"min on another type":                  {"type: day", "type: day, min: 0"},
		"a choice without answers":             {"type: choice, options: [{id: one, label: {nl: a, en: a}}, {id: two, label: {nl: a, en: a}}]", "type: choice"},
		"answers with yes_no":                  {"type: yes_no, per", "type: yes_no, options: [{id: one, label: {nl: a, en: a}}], per"},
		"points outside a rule":                {"{id: one,", "{id: one, points: 1,"},
		"a pull outside a value":               {"kind: value", "kind: wish"},
		"an age without unit":                  {"24 hours", "24"},
		"when_old without max_age":             {"max_age: 24 hours", "when_old: unknown"},
		"per on a text":                        {"type: yes_no, per", "type: text, per"},
		"a day that is none":                   {"2020-06-01", "1 June 2020"},
		"a fit that does not exist":            {"not_advised", "bad"},
		"pulls without weight":                 {"    weight: heavy\n", ""},
		"a rule without effect":                {"    requires: {home: [prepare]}\n", ""},
		"a condition without comparison":       {"{question: n, at_least: 2}", "{question: n}"},
		"two comparisons":                      {"{question: n, at_least: 2}", "{question: n, at_least: 2, at_most: 3}"},
		"two shapes at once":                   {"{question: n, at_least: 2}", "{question: n, condition: q, at_least: 2}"},
		"two quantifiers":                      {"{anyone: [resident], ", "{anyone: [resident], nobody: [resident], "},
		"a misspelt comparison":                {"at_least: 2}", "atleast: 2}"},
		"a condition that is a word":           {"when: {question: d, days_ago: {at_least: 2}}", "when: always"},
		"an empty list of conditions":          {"when: {question: d, days_ago: {at_least: 2}}", "when: {all: []}"},
		"how_many without a number":            {"{anyone: [resident], question", "{how_many: [resident], question"},
		"a phase that does not exist":          {"phase: before", "phase: later"},
		"a section of another kind of pack":    {"requirements:", "parameters:\n  - {id: z, title: {nl: a, en: a}, type: yes_no, stricter: yes, binds: everyone}\nrequirements:"},
		"a source with an impossible date":     {"values:", "sources:\n  - {id: s, title: s, date: april, status: seen}\nvalues:"},
		"a list where a word should be":        {"id: prepare", "id: [prepare]"},
		"a format that does not exist yet":     {"nabij: 1", "nabij: 2"},
		"a count of persons without a maximum": {"  - {id: resident, title: {nl: a, en: a}}", "  - {id: resident, title: {nl: a, en: a}}\n  - {id: mate, count: n, title: {nl: a, en: a}}"},
	} {
		text := strings.Replace(rightPack, change[0], change[1], 1)
		if text == rightPack {
			t.Fatalf("%s: the change found nothing to change", what)
		}
		if err := validate(t, s, []byte(text)); err == nil {
			t.Errorf("the schema accepts %s", what)
		}
		if len(loadText(text)) == 0 {
			t.Errorf("the reader accepts %s", what)
		}
	}
}

func TestSchemaOfCasesRefuses(t *testing.T) {
	s := compiledSchema(t, CaseSchema())
	for text, right := range map[string]bool{
		"day: 2020-05-20\nanswers: {age: 78, a: [x, y], c: {resident: no, worker: {answer: yes, asked: \"2020-05-19 10:00\"}}}": true,
		"day: \"2020-05-20 14:00\"\nexpect: {best: home, fits: {home: fits}, tension: [[a, b]], turns: [c.resident]}":           true,
		"day: 20 May 2020":                                              false,
		"day: 2020-05-20\nexpects: {best: home}":                        false,
		"day: 2020-05-20\nexpect: {fits: {home: ok}}":                   false,
		"day: 2020-05-20\nanswers: {a: {answer: no, when: 2020-05-19}}": false,
	} {
		if err := validate(t, s, []byte(text)); (err == nil) != right {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestSchemaExplainsEveryWord keeps the explanations of the words in a condition complete.
func TestSchemaExplainsEveryWord(t *testing.T) {
	words := condWords()
	if len(condDocs) != len(words) {
		t.Errorf("%d words, %d explanations", len(words), len(condDocs))
	}
	for _, w := range words {
		if condDocs[w] == "" {
			t.Errorf("%s is not explained", w)
		}
	}
}
