package weigh

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"nabij/internal/platform/web/webtest"
)

// live asks for what changed, as the script of the page does.
func live(t *testing.T, path string, have []string, pairs ...string) (webtest.Answer, *webtest.Doc) {
	t.Helper()
	a := webtest.Do(site(t), webtest.Scenario{Path: path, Form: fields(pairs...), Header: map[string]string{"X-Nabij-Part": "live", "X-Nabij-Have": strings.Join(have, " ")}})
	return a, webtest.Parse(a.Body)
}

// order gives the questions of a section in the order of the update, those that come along new with a plus.
func order(d *webtest.Doc, section string) []string {
	var out []string
	for _, box := range d.Find("[data-order=" + section + "]") {
		for c := range box.ChildNodes() {
			if c.Type != html.ElementNode {
				continue
			}
			key := webtest.Attr(c, "data-key")
			if c.Data != "i" {
				key = "+" + key
			}
			out = append(out, key)
		}
	}
	return out
}

func TestLivePartBringsOnlyWhatIsNew(t *testing.T) {
	a, d := live(t, tree, []string{"q.ill-now", "q.frail", "q.toilet"}, "q.ill-now", "yes", "q.were-ill", "no", "q.frail", "yes")
	if a.Status != 200 || strings.Contains(a.Body, "<html") || strings.Contains(a.Body, "<main") {
		t.Fatalf("%d: not a part", a.Status)
	}
	for _, problem := range webtest.CheckHeaders(a.Header) {
		t.Error(problem)
	}
	if got, want := order(d, "s-house"), []string{"q.ill-now", "+q.how-many-ill", "+q.client-ill", "q.frail"}; !slices.Equal(got, want) {
		t.Errorf("house: %v, want %v", got, want)
	}
	if got, want := order(d, "s-spreading"), []string{"q.toilet", "+q.closeness", "+q.food"}; !slices.Equal(got, want) {
		t.Errorf("spreading: %v, want %v", got, want)
	}
	for _, want := range []string{"[data-replace=advice] h2", "[data-replace=advice-title] .peek", "[data-replace=progress] progress", "[data-order=s-house][data-shown]",
		"[data-replace=kept] input[name='q.were-ill'][value=no]"} {
		if len(d.Find(want)) == 0 {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(a.Body, `name="q.ill-now"`) {
		t.Error("a question that the browser has was sent again")
	}
}

func TestLivePartShowsAndHidesSections(t *testing.T) {
	_, d := live(t, screen, nil, "q.housemates", "1")
	if len(d.Find("[data-order=s-afterwards]")) != 1 || len(d.Find("[data-order=s-afterwards][data-shown]")) != 0 {
		t.Error("the side flow shows while it was not chosen")
	}
	if got := order(d, "s-who-is-there"); !slices.Equal(got, []string{"+q.housemates", "+q.visitors"}) {
		t.Errorf("without anything in the browser all come along: %v", got)
	}
	_, d = live(t, screen, []string{"q.complaints.resident", "q.complaints.housemate-1", "q.complaints.housemate-2"}, "q.housemates", "1", "q.complaints.housemate-2", "yes", "a.complaints.housemate-2", "2020-05-17")
	if got := order(d, "s-health-check"); slices.Contains(got, "q.complaints.housemate-2") || !slices.Contains(got, "q.complaints.housemate-1") {
		t.Errorf("the questions do not follow the number of housemates: %v", got)
	}
	if len(d.Find("[data-replace=kept] input[name='q.complaints.housemate-2']")) != 1 || len(d.Find("[data-replace=kept] input[name='a.complaints.housemate-2']")) != 1 {
		t.Error("an answer of somebody who left was lost")
	}
}

// TestLivePartIsTheSameAsThePage compares both ways to the same advice, for every example.
func TestLivePartIsTheSameAsThePage(t *testing.T) {
	for i, x := range examples(t) {
		if i%4 != 0 {
			continue
		}
		whole := webtest.Do(site(t), webtest.Scenario{Path: x.path, Form: x.sent()})
		part := webtest.Do(site(t), webtest.Scenario{Path: x.path, Form: x.sent(), Header: map[string]string{"X-Nabij-Part": "live"}})
		page, live := webtest.Parse(whole.Body), webtest.Parse(part.Body)
		for _, id := range []string{"advice", "advice-title", "progress", "kept"} {
			a, b := page.Texts("#"+id), live.Texts("[data-replace="+id+"]")
			if len(a) != 1 || !slices.Equal(a, b) {
				t.Errorf("%s: %s is %.80q on the page and %.80q live", x.name, id, a, b)
			}
		}
		var asked, again []string
		for _, n := range page.Find(".blocks .block") {
			asked = append(asked, webtest.Attr(n, "data-key"))
		}
		for _, n := range live.Find("[data-order] [data-key]") {
			again = append(again, webtest.Attr(n, "data-key"))
		}
		if !slices.Equal(asked, again) {
			t.Errorf("%s: the page asks %v, live %v", x.name, asked, again)
		}
	}
}

func TestLivePartInEnglish(t *testing.T) {
	a, d := live(t, "/en"+tree, nil, "q.ill-now", "yes")
	if !d.Has("[data-replace=advice] h2", "Both sides") || a.Header.Get("Content-Language") != "en" {
		t.Errorf("%d: %.200s", a.Status, a.Body)
	}
}

func TestADecisionComesAlongLive(t *testing.T) {
	_, d := live(t, meeting, nil, "q.wish", "meet", "d.reason", "omdat het <b>moet</b>")
	if got := d.Find("[data-replace=kept] input[name='d.reason']"); len(got) != 1 || webtest.Attr(got[0], "value") != "omdat het <b>moet</b>" {
		t.Errorf("the reason was lost: %v", got)
	}
}

// TestAWrongAnswerIsToldLive: with a script nobody presses a button, and the advice must not leave out an answer silently.
func TestAWrongAnswerIsToldLive(t *testing.T) {
	a, d := live(t, screen, []string{"q.housemates", "q.visitors"}, "q.housemates", "12")
	if a.Status != 200 || !d.Has("[data-replace=advice] .field__error a[href='#f-q_2ehousemates']", "Hoeveel huisgenoten zijn er dan thuis? Vul een getal in van 0 tot en met 6.") {
		t.Errorf("%d %q", a.Status, d.Texts("[data-replace=advice] .field__error"))
	}
}
