package weigh

import (
	"net/url"
	"strings"
	"testing"

	"nabij/internal/platform/web/webtest"
)

// attacks are texts that do something in a page that is not careful.
var attacks = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' autofocus onfocus='alert(1)`, `</textarea><script>alert(1)</script>`, `</title><svg onload=alert(1)>`,
	`javascript:alert(1)`, `{{.Title}} {{template "advice" .}}`, `<!--`, `]]>`, `&lt;script&gt;`, `</form><form action=//example.org>`, `<base href=//example.org>`, `<meta http-equiv=refresh content=0>`,
}

// TestTypedTextDoesNothing puts attacks in every field that takes text, and looks at every page that shows it again.
func TestTypedTextDoesNothing(t *testing.T) {
	plain := func(path string, header map[string]string, form url.Values) map[string]int {
		d := webtest.Parse(webtest.Do(site(t), webtest.Scenario{Path: path, Form: form, Header: header}).Body)
		out := map[string]int{}
		for _, name := range []string{"script", "img", "svg", "form", "base", "meta", "iframe", "a", "textarea", "title", "style", "link"} {
			out[name] = len(d.Find(name))
		}
		return out
	}
	with := func(text string) url.Values {
		return fields("day", "2026-06-01", "q.ill-now", "no", "q.feeling", "meeting", "q.feeling-why", text, "d.form", "phone", "d.reason", text, "d.consulted", text, "d.agreed", "yes",
			"d.next_how", text, "d.by", text, "x."+text, text, "d.extra"+text, text, "day2", "2026-07-01")
	}
	for _, page := range []struct {
		end    string
		header map[string]string
	}{{"", nil}, {"", map[string]string{"X-Nabij-Part": "live"}}, {"/vergelijken", nil}, {"/kiezen", nil}, {"/verslag", nil}, {"/brief", nil}} {
		want := plain(tree+page.end, page.header, with("gewoon"))
		for _, text := range attacks {
			a := webtest.Do(site(t), webtest.Scenario{Path: tree + page.end, Form: with(text), Header: page.header})
			d := webtest.Parse(a.Body)
			problems := webtest.CheckPart(d)
			if a.Status != 200 || len(problems) > 0 {
				t.Errorf("%s with %s: %d %v", page.end, text, a.Status, problems)
			}
			for name, n := range plain(tree+page.end, page.header, with(text)) {
				if n != want[name] {
					t.Errorf("%s with %s: %d times <%s>, not %d", page.end, text, n, name, want[name])
				}
			}
			if page.end == "/verslag" && (!d.Has(".typed", strings.Join(strings.Fields(text), " ")) || len(d.Find(".typed b, .typed script")) > 0) {
				t.Errorf("the record does not hold %s as it was typed: %q", text, d.Texts(".typed"))
			}
		}
	}
}

// TestSignsThatNobodySeesAreTakenOut: text that shows in another order than it is written deceives who signs for it.
func TestSignsThatNobodySeesAreTakenOut(t *testing.T) {
	bidi, nul := "wel\u202e teit\u202c \u2066x\u2069", "a\x00b\x07c\x1b[31m"
	for _, path := range []string{tree + "/verslag", tree + "/kiezen", tree} {
		a, _ := post(t, path, fields("q.ill-now", "no", "q.feeling-why", bidi+nul, "d.form", "phone", "d.reason", bidi, "d.by", nul))
		if a.Status != 200 {
			t.Errorf("%s: %d", path, a.Status)
		}
		for _, sign := range []string{"\u202e", "\u202c", "\u2066", "\u2069", "\x00", "\x07", "\x1b"} {
			if strings.Contains(a.Body, sign) {
				t.Errorf("%s: the page holds %q", path, sign)
			}
		}
	}
	a, _ := post(t, tree, fields("q.ill\x00-now", "no", "q.\u202eill-now", "yes"))
	if a.Status >= 500 || strings.ContainsAny(a.Body, "\x00\u202e") {
		t.Errorf("signs in a name: %d", a.Status)
	}
}

// TestNoPageCanBeBuiltFromOutside sends fields that mean something else elsewhere.
func TestNoPageCanBeBuiltFromOutside(t *testing.T) {
	a := webtest.Do(site(t), webtest.Scenario{Path: meeting, Form: fields("q.wish", "meet"), Header: map[string]string{"X-Nabij-Part": "layout", "X-Nabij-Have": strings.Repeat("q.x ", 5000)}})
	if a.Status != 200 || !strings.Contains(a.Body, "<main") {
		t.Errorf("an unknown part: %d", a.Status)
	}
	a = webtest.Do(site(t), webtest.Scenario{Path: meeting, Form: fields("q.wish", "meet"), Header: map[string]string{"X-Nabij-Part": "live", "X-Nabij-Have": "\"><script> q.wish " + strings.Repeat("q.x ", 5000)}})
	if a.Status != 200 || strings.Contains(a.Body, "<script") {
		t.Errorf("strange keys: %d", a.Status)
	}
	if body := webtest.Do(site(t), webtest.Scenario{Method: "POST", Path: meeting + "?q.wish=meet", Body: "day=2020-05-20", Header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}).Body; strings.Contains(body, "checked") {
		t.Error("a posted questionnaire took answers from the address")
	}
}
