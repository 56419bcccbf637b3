package framework

import (
	"os"
	"strings"
	"testing"
)

func TestQuotes(t *testing.T) {
	pack := func(sources, source string) *Pack {
		dir := t.TempDir()
		if err := os.WriteFile(dir+"/pack.yaml", []byte("nabij: 1\npack: {id: x, version: 1.0.0, status: draft, kind: framework, languages: [nl], title: X}\nsources:\n"+sources+
			"roles: [{id: lead, title: De leider}]\nconsiderations:\n  - id: c\n    kind: estimate\n    title: C\n"+source+"    questions: [{id: q, ask: \"Q?\", type: yes_no}]\nforms: [{id: a, title: A}, {id: b, title: B}]\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		p, issues := Load(os.DirFS(dir), ".")
		if len(issues.Errors()) > 0 {
			t.Fatal(issues)
		}
		return p
	}
	one, two := "  - {id: one, title: One, status: seen}\n", "  - {id: two, title: Two, status: seen}\n"
	told := func(list []Quote) string {
		var out []string
		for _, q := range list {
			s := q.Kind + " " + q.ID
			for _, x := range q.Items {
				s += " " + x.Key
			}
			out = append(out, s)
		}
		return strings.Join(out, "; ")
	}
	old := pack(one, "    source: one\n")
	for _, c := range []struct {
		name string
		is   *Pack
		want string
	}{
		{"the same", old, ""},
		{"one that nobody uses", pack(one+two, "    source: one\n"), "unused two"},
		{"the source is taken off", pack(one, ""), "unused one; gone one consideration:c"},
		{"the source and its quote are gone", pack(two, ""), "unused two; gone one consideration:c"},
		{"the source says something else", pack("  - {id: one, title: One, date: 2021, status: seen}\n", "    source: one\n"), "changed one consideration:c"},
		{"another source", pack(one+two, "    source: two\n"), "unused one"},
	} {
		if got := told(Quotes(old, c.is)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := told(Quotes(nil, pack(one+two, ""))); got != "unused one; unused two" {
		t.Errorf("without an earlier version: %q", got)
	}
}
