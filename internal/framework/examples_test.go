package framework

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// TestExampleCases runs every case of the example packs: what it expects must come out, in the words that were read.
// Golden files are written with: nabij content test --update content/frameworks/voorbeeld-…
func TestExampleCases(t *testing.T) {
	fsys := os.DirFS(contentDir)
	lib, issues := LoadLibrary(fsys, ".")
	for _, i := range issues {
		t.Error(i)
	}
	packs := 0
	for _, p := range lib.Packs {
		id := string(p.Head.ID)
		if p.Head.Kind != "framework" || !strings.HasPrefix(id, "voorbeeld-") {
			continue
		}
		packs++
		cases, issues := LoadCases(fsys, p.Dir)
		if len(issues) > 0 {
			t.Fatal(issues)
		}
		if len(cases) < 6 && p.Head.On.ID == "" {
			t.Errorf("%s has only %d cases", id, len(cases))
		}
		for _, cf := range cases {
			t.Run(id+"/"+cf.Name, func(t *testing.T) { exampleCase(t, fsys, lib, p, cf) })
		}
	}
	if packs < 4 {
		t.Errorf("only %d example frameworks", packs)
	}
}

func exampleCase(t *testing.T, fsys fs.FS, lib *Library, p *Pack, cf *CaseFile) {
	fw, issues := lib.Compile(cf.Framework, "", cf.With...)
	if fw == nil {
		t.Fatal(issues)
	}
	c, problems := cf.Case(fw)
	for _, x := range problems {
		t.Error(x)
	}
	advice := fw.Evaluate(c)
	for _, miss := range cf.Expect.Check(advice.Tell("en")) {
		t.Error(miss)
	}
	for _, lang := range p.Head.Languages {
		name := strings.TrimSuffix(cf.Pos.File, ".yaml") + "." + lang + ".golden"
		want, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := advice.Tell(lang).Prose(); got != string(want) {
			t.Errorf("the explanation is not what stands in %s; see: nabij content test --case %s", name, cf.Name)
		}
	}
}
