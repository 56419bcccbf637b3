package framework

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// pack is a pack written inside a test: its folder, the rest of its header, and its sections.
type pack struct {
	id, header, body string
}

// files gives the packs as a file system, each with its header in front.
func files(packs ...pack) fstest.MapFS {
	out := fstest.MapFS{}
	for _, p := range packs {
		head := fmt.Sprintf("nabij: 1\npack: {id: %s, version: 1.0.0, status: released, languages: [en], title: %s, %s}\n", p.id, p.id, p.header)
		out[p.id+"/pack.yaml"] = &fstest.MapFile{Data: []byte(head)}
		if strings.TrimSpace(p.body) != "" {
			out[p.id+"/body.yaml"] = &fstest.MapFile{Data: []byte(p.body)}
		}
	}
	return out
}

func base(body string) pack { return pack{"base", "kind: framework, guidelines: [guide]", body} }
func guide(body string) pack {
	return pack{"guide", "kind: guidelines", "sources: [{id: s, title: S, status: own}]\n" + body}
}
func layer(body string) pack {
	return pack{"layer", "kind: framework, level: organisation, on: base", body}
}
func agreements(body string) pack {
	return pack{"own", "kind: guidelines, level: organisation, on: guide", "sources: [{id: s, title: S, status: own}]\n" + body}
}

// tryBuild compiles the first pack with the others laid on it and tells every error.
func tryBuild(packs ...pack) (*Framework, Issues) {
	have := map[string]bool{}
	for _, p := range packs {
		have[p.id] = true
	}
	if !have["guide"] {
		packs = append(packs, guide(parameters+"  - {parameter: days, from: 2020-03-15, value: 5, kind: law, source: s}"))
	}
	lib, issues := LoadLibrary(files(packs...), ".")
	if errs := issues.Errors(); len(errs) > 0 {
		return nil, errs
	}
	var layers []string
	for _, p := range packs[1:] {
		if p.id != "guide" {
			layers = append(layers, p.id)
		}
	}
	fw, issues := lib.Compile(packs[0].id, "", layers...)
	return fw, issues.Errors()
}

// build compiles packs that must be right.
func build(t testing.TB, packs ...pack) *Framework {
	t.Helper()
	fw, errs := tryBuild(packs...)
	if fw == nil || len(errs) > 0 {
		var all []string
		for _, i := range errs {
			all = append(all, i.Error())
		}
		t.Fatalf("the packs do not compile:\n%s\n%s", strings.Join(all, "\n"), packs[0].body)
	}
	return fw
}

// weigh makes a case from the words of an answers file and evaluates it.
func weigh(t testing.TB, fw *Framework, yaml string) *Advice {
	t.Helper()
	return fw.Evaluate(caseOf(t, fw, yaml))
}

func caseOf(t testing.TB, fw *Framework, yaml string) Case {
	t.Helper()
	file, issues := ReadCase("case.yaml", []byte(yaml))
	for _, i := range issues {
		t.Fatal(i)
	}
	c, problems := file.Case(fw)
	for _, p := range problems {
		t.Fatal(p)
	}
	return c
}
