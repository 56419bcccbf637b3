package framework

import (
	"os"
	"strings"
	"testing"
)

// differing is one framework in two versions.
func differing(t *testing.T, version, approve, limit string) *Framework {
	t.Helper()
	head := "nabij: 1\npack: {id: visit, version: " + version + ", status: draft, kind: framework, languages: [en], title: A visit}\n"
	body := `
considerations:
  - id: health
    kind: estimate
    title: Health
    questions: [{id: ill, ask: "Is anybody ill?", type: yes_no}]
roles: [{id: lead, title: the team lead}]
rules:
  - {id: stay-away, says: "With complaints we stay away.", when: {question: ill, is: yes}, limits: {home: ` + limit + `}` + approve + `}
forms: [{id: home, title: home visit}, {id: phone, title: phone call}]
`
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/pack.yaml", []byte(head+body), 0o600); err != nil {
		t.Fatal(err)
	}
	p, issues := Load(os.DirFS(dir), ".")
	if len(issues.Errors()) > 0 {
		t.Fatal(issues)
	}
	fw, issues := Compile(p)
	if fw == nil {
		t.Fatal(issues)
	}
	return fw
}

func TestDifferencesBetweenFrameworks(t *testing.T) {
	old := differing(t, "1.0.0", ", approve: [lead]", "not_advised")
	for _, c := range []struct {
		name, version, approve, limit, lang string
		want                                []string
		next                                string
	}{
		{"nothing", "1.0.1", ", approve: [lead]", "not_advised", "en", nil, ""},
		{"an approval less", "1.1.0", "", "not_advised", "en", []string{"approval dropped: the team lead"}, "2.0.0"},
		{"looser", "1.1.0", ", approve: [lead]", "conditional", "en", []string{"home visit: was ‘not advised’, is now ‘fits under conditions’ (looser)"}, "2.0.0"},
		{"looser, in Dutch", "2.0.0", ", approve: [lead]", "conditional", "nl", []string{"home visit: was ‘niet aangeraden’, is nu ‘past onder voorwaarden’ (losser)"}, ""},
	} {
		is := differing(t, c.version, c.approve, c.limit)
		lines := Differences(old, is, c.lang)
		var all []string
		for _, l := range lines {
			if l.Pack != "visit" || l.PartIn == "" || l.Part == "" {
				t.Errorf("%s: %+v", c.name, l)
			}
			all = append(all, l.More...)
		}
		if strings.Join(all, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: got %q, want %q", c.name, all, c.want)
		}
		if got := Compare(Edition{old.Base, old}, Edition{is.Base, is}, c.lang).Next; got != c.next {
			t.Errorf("%s: next version %q, want %q", c.name, got, c.next)
		}
	}
}

// Each word of a difference exists in both languages, and one and several come in pairs.
func TestWordsOfDifferences(t *testing.T) {
	for key, w := range differenceWords {
		if w[0] == "" || w[1] == "" {
			t.Errorf("%s lacks a language", key)
		}
		if strings.HasPrefix(key, "n_") && !strings.HasSuffix(key, "_one") && differenceWords[key+"_one"] == [2]string{} {
			t.Errorf("%s has no word for one", key)
		}
		if strings.Count(w[0], "%") != strings.Count(w[1], "%") {
			t.Errorf("%s: the languages differ in what is filled in", key)
		}
	}
}
