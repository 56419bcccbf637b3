package review

import (
	"strings"
	"testing"

	builtin "nabij/content"
	"nabij/internal/framework"
)

// What is stored of the layers of a decision makes the same framework again, for all content that there is.
func TestLayersAreFoundAgain(t *testing.T) {
	lib, issues := framework.LoadLibrary(builtin.FS, ".")
	if len(issues.Errors()) > 0 {
		t.Fatal(issues.Errors()[0])
	}
	layered := 0
	for _, p := range lib.Frameworks() {
		id := string(p.Head.ID)
		var layers []string
		for _, l := range lib.Layers(id) {
			layers = append(layers, string(l.Head.ID))
		}
		for n := range len(layers) + 1 {
			fw, issues := lib.Compile(id, "", layers[:n]...)
			if fw == nil {
				t.Fatal(id, layers[:n], issues)
			}
			again, err := compile(basis{id, layersOf(fw)}, lib)
			if err != nil || contentOf(again) != contentOf(fw) {
				t.Errorf("%s with %v is stored as %q, which is something else (%v)", id, layers[:n], layersOf(fw), err)
			}
			layered += n
		}
	}
	if layered == 0 {
		t.Error("there are no layers to try")
	}
	if fw, err := compile(basis{"fysieke-ontmoeting", "gone-by-now"}, lib); fw == nil || err != nil {
		t.Errorf("a layer that is gone is left out: %v", err)
	}
	if fw, err := compile(basis{"gone-by-now", ""}, lib); fw != nil || err != nil {
		t.Errorf("a framework that is gone: %v", err)
	}
}

// A change is told by pack and version, in both languages, and bounded.
func TestChangeInWords(t *testing.T) {
	one := func(lib *framework.Library) *framework.Framework {
		fw, issues := lib.Compile("visit", "")
		if fw == nil {
			t.Fatal(issues)
		}
		return fw
	}
	rule := "  - {id: careful, says: {nl: V., en: C.}, when: {question: ill, is: no}, pulls: distance, weight: light}\n"
	old, guide, both := one(content(t, "1.0.0", "1.5", "")), one(content(t, "1.1.0", "2", "")), one(content(t, "1.1.0", "2", rule))
	for name, x := range map[string]struct {
		old, new *framework.Framework
		kind     string
		packs    string
		lines    bool
	}{
		"nothing":              {old, old, KindGuideline, "", false},
		"a guideline":          {old, guide, KindGuideline, "guidelines 1.0.0 1.1.0", true},
		"the framework":        {guide, both, KindFramework, "framework 1.0.0 1.1.0", true},
		"both":                 {old, both, KindFramework, "framework 1.0.0 1.1.0, guidelines 1.0.0 1.1.0", true},
		"a framework is gone":  {old, nil, KindFramework, "framework 1.0.0 , guidelines 1.0.0 ", false},
		"a framework is there": {nil, old, KindFramework, "framework  1.0.0, guidelines  1.0.0", false},
	} {
		c := changeOf(x.old, x.new)
		var packs []string
		for _, p := range c.Packs {
			packs = append(packs, p.Kind+" "+p.Was+" "+p.Is)
		}
		if got := strings.Join(packs, ", "); c.Kind != x.kind || got != x.packs || len(c.Lines["nl"]) > 0 != x.lines || len(c.Lines["nl"]) != len(c.Lines["en"]) {
			t.Errorf("%s: %s, %q, %v", name, c.Kind, got, c.Lines)
		}
		if len(c.Lines["nl"]) > mostLines {
			t.Errorf("%s: %d lines", name, len(c.Lines["nl"]))
		}
	}
}
