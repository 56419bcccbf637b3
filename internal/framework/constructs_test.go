package framework

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// notShown are constructs that the example packs cannot show, each with the reason.
var notShown = map[string]string{
	"Head.status=draft":   "the examples are released",
	"Head.status=retired": "the examples are released",
}

// TestExamplesUseEveryConstruct holds the example packs to the format: what no example shows, no author finds.
func TestExamplesUseEveryConstruct(t *testing.T) {
	used := constructs{}
	err := filepath.WalkDir(contentDir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		of := reflect.TypeFor[Pack]()
		switch {
		case !strings.Contains(path, "/voorbeeld-") && !strings.Contains(path, "/helplines/"):
			return nil
		case filepath.Base(filepath.Dir(path)) == "cases":
			of = reflect.TypeFor[CaseFile]()
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(data, &doc); err != nil {
			return err
		}
		used.look(of, doc.Content[0], field{}, "")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	all := constructs{}
	all.every(reflect.TypeFor[Pack](), field{}, "")
	all.every(reflect.TypeFor[CaseFile](), field{}, "")
	for _, w := range condWords() {
		all["condition "+w] = true
	}
	for _, n := range functionNames() {
		all["function "+n] = true
	}
	for _, w := range []string{"amount param", "amount times", "day planned_day", "state answered", "state unknown", "state refused",
		"state limited", "value none", "answer dated", "answer per person", "answer list", "options scale", "options list", "target @tag"} {
		all[w] = true
	}
	for c := range all {
		if !used[c] && notShown[c] == "" {
			t.Errorf("no example shows: %s", c)
		}
	}
	if len(all) < 200 {
		t.Errorf("only %d constructs known; the walk over the format is broken", len(all))
	}
}

// constructs is a set of words of the format: Rule.limits, Rule.limits=fits, condition anyone.
type constructs map[string]bool

// look notes what a node of content uses, following the types that the reader follows.
func (u constructs) look(t reflect.Type, n *yaml.Node, f field, at string) {
	switch {
	case t.Kind() == reflect.Pointer:
		u.look(t.Elem(), n, f, at)
	case t == reflect.TypeFor[Cond]():
		u.condition(n)
	case t == reflect.TypeFor[Amount]():
		u.amount(n)
	case t == reflect.TypeFor[Options]() && n.Kind == yaml.ScalarNode:
		u["options scale"] = true
	case t == reflect.TypeFor[Options]():
		u["options list"] = true
		u.look(reflect.TypeFor[[]Option](), n, f, at)
	case t == reflect.TypeFor[replies]():
		u.answers(n)
	case strings.HasPrefix(t.Name(), "Keyed["):
		for i := 0; i+1 < len(n.Content); i += 2 {
			if strings.HasPrefix(n.Content[i].Value, "@") {
				u["target @tag"] = true
			}
			u.look(t.Elem().Field(1).Type, n.Content[i+1], f, at)
		}
	case t.Kind() == reflect.Slice:
		for _, k := range n.Content {
			u.look(t.Elem(), k, f, at)
		}
	case t.Kind() == reflect.Struct && t != reflect.TypeFor[Ref]():
		for i := 0; i+1 < len(n.Content); i += 2 {
			for _, g := range fieldsOf(t) {
				if g.name == n.Content[i].Value {
					u[t.Name()+"."+g.name] = true
					u.look(t.Field(g.index).Type, n.Content[i+1], g, t.Name()+"."+g.name)
				}
			}
		}
	case n.Kind == yaml.ScalarNode:
		if len(f.enum) > 0 {
			u[at+"="+n.Value] = true
		}
		if at == "Hold.value" && n.Value == "none" {
			u["value none"] = true
		}
	}
	if t == reflect.TypeFor[Ref]() && at == "Hold.value" && n.Value == "none" {
		u["value none"] = true
	}
}

func (u constructs) condition(n *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		word, val := n.Content[i].Value, n.Content[i+1]
		u["condition "+word] = true
		switch word {
		case "all", "any", "none", "of":
			for _, k := range val.Content {
				u.condition(k)
			}
		case "not":
			u.condition(val)
		case "function":
			u["function "+val.Value] = true
		case "state":
			u["state "+val.Value] = true
		case "days_ago":
			for j := 1; j < len(val.Content); j += 2 {
				u.amount(val.Content[j])
			}
		case "before", "after", "on_or_before", "on_or_after":
			if val.Value == "planned_day" {
				u["day planned_day"] = true
			}
		default:
			u.amount(val)
		}
	}
}

func (u constructs) amount(n *yaml.Node) {
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		u["amount "+n.Content[i].Value] = true
	}
}

func (u constructs) answers(n *yaml.Node) {
	for i := 1; i < len(n.Content); i += 2 {
		val := n.Content[i]
		switch val.Kind {
		case yaml.SequenceNode:
			u["answer list"] = true
		case yaml.MappingNode:
			for j := 0; j+1 < len(val.Content); j += 2 {
				if val.Content[j].Value == "answer" {
					u["answer dated"] = true
				} else {
					u["answer per person"] = true
					u.answers(&yaml.Node{Kind: yaml.MappingNode, Content: val.Content[j : j+2]})
				}
			}
		}
	}
}

// every notes all words that the types allow.
func (u constructs) every(t reflect.Type, f field, at string) {
	switch {
	case t.Kind() == reflect.Pointer:
		u.every(t.Elem(), f, at)
	case t == reflect.TypeFor[Options]():
		u.every(reflect.TypeFor[Option](), f, at)
	case strings.HasPrefix(t.Name(), "Keyed["):
		u.every(t.Elem().Field(1).Type, f, at)
	case slices.Contains([]reflect.Type{reflect.TypeFor[Cond](), reflect.TypeFor[Ref](), reflect.TypeFor[Amount](), reflect.TypeFor[replies]()}, t):
	case t.Kind() == reflect.Slice:
		u.every(t.Elem(), f, at)
	case t.Kind() == reflect.Struct:
		for _, g := range fieldsOf(t) {
			name := t.Name() + "." + g.name
			if !u[name] {
				u[name] = true
				u.every(t.Field(g.index).Type, g, name)
			}
		}
	}
	for _, w := range f.enum {
		if at != "" {
			u[at+"="+w] = true
		}
	}
}
