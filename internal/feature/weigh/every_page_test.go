package weigh

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"nabij/internal/platform/web/webtest"
)

// titles are all that may stand in a tab, a history or a list of bookmarks. A new title is added here on purpose, after
// thinking of who else looks at that screen.
var titles = []string{"Nabij", "Nabij – Afwegen", "Nabij – Weigh", "Nabij – Verslag van een afweging", "Nabij – Record of a deliberation",
	"Nabij – Brief", "Nabij – Letter"}

// TestEveryPage opens every route of the slice in both languages, with nothing and with much filled in.
func TestEveryPage(t *testing.T) {
	rt := site(t)
	decision := []string{"d.reason", "Omdat het nodig is.", "d.consulted", "Met een collega.", "d.agreed", "later", "d.next", "2020-05-27", "d.next_how", "bellen",
		"d.review", "2020-06-01", "d.by", "Een werker", "day2", "2020-12-24"}
	var all []example
	for i, x := range examples(t) {
		if strings.Contains(x.name, "voorbeeld-") || i%3 == 0 { // a third of the long framework: each takes a while
			all = append(all, x)
		}
	}
	for _, route := range rt.Routes() {
		method, path, _ := strings.Cut(route, " ")
		for _, lang := range []string{"", "/en"} {
			if !strings.Contains(path, "{framework}") {
				checkPage(t, rt, webtest.Scenario{Path: strings.TrimSuffix(lang+path, "/") + strings.Repeat("/", btoi(lang+path == "/"))})
				continue
			}
			for _, x := range all {
				at := lang + strings.Replace(path, "/afwegen/{framework}", x.path, 1)
				if method == http.MethodGet {
					checkPage(t, rt, webtest.Scenario{Path: at})
					continue
				}
				best := x.fw.Evaluate(x.c).Tell("nl").Forms[0].ID
				checkPage(t, rt, webtest.Scenario{Path: at, Form: plus(x.sent(), append(decision, "d.form", best)...)})
			}
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// checkPage demands of a page what holds for every page of the slice.
func checkPage(t *testing.T, rt http.Handler, s webtest.Scenario) {
	t.Helper()
	a := webtest.Do(rt, s)
	name := fmt.Sprintf("%s (%d fields)", s.Path, len(s.Form))
	if a.Status != http.StatusOK {
		t.Errorf("%s: status %d", name, a.Status)
	}
	d := webtest.Parse(a.Body)
	for _, problem := range append(webtest.Check(d), webtest.CheckHeaders(a.Header)...) {
		t.Errorf("%s: %s", name, problem)
	}
	if got := d.Texts("title"); len(got) != 1 || !slices.Contains(titles, got[0]) {
		t.Errorf("%s: the title %q is not on the list", name, got)
	}
	if got := a.Header.Values("Set-Cookie"); len(got) > 0 {
		t.Errorf("%s: sets a cookie: %q", name, got)
	}
	lang := "nl"
	if strings.HasPrefix(s.Path, "/en") {
		lang = "en"
	}
	if got := webtest.Attr(d.Find("html")[0], "lang"); got != lang || a.Header.Get("Content-Language") != lang {
		t.Errorf("%s: the language is %s", name, got)
	}
	for _, f := range d.Find("form") {
		if method := webtest.Attr(f, "method"); method != "post" && !strings.HasSuffix(webtest.Attr(f, "action"), "/afwegen") {
			t.Errorf("%s: a form puts answers in the address", name)
		}
	}
	for _, link := range d.Find("a") {
		if href := webtest.Attr(link, "href"); strings.Contains(href, "q.") || strings.Contains(href, "d.") && strings.HasPrefix(href, "/") {
			t.Errorf("%s: answers stand in the address %s", name, href)
		}
	}
}
