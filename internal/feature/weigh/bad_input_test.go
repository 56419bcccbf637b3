package weigh

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

// posts are the addresses that take a questionnaire.
var posts = []string{meeting, meeting + "/vergelijken", meeting + "/kiezen", meeting + "/verslag", meeting + "/brief"}

const kept = "Wat je typte, staat nog in je browser."

func TestBodiesThatAreNoQuestionnaire(t *testing.T) {
	form := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	in := webtest.In
	var many strings.Builder
	for i := range 2001 {
		fmt.Fprintf(&many, "q.x%d=1&", i)
	}
	for _, path := range posts {
		for _, s := range []webtest.Scenario{
			{Name: "too large", Body: "q.feeling=" + strings.Repeat("x", 300<<10), Header: form, Status: 413, See: []webtest.Seen{in("h1", "Dit is te veel"), in("p", kept)}},
			{Name: "too many fields", Body: many.String(), Header: form, Status: 413, See: []webtest.Seen{in("p", "meer velden"), in("p", kept)}},
			{Name: "one text too long", Body: "d.reason=" + strings.Repeat("x", 20001), Header: form, Status: 413, See: []webtest.Seen{in("p", "te lang"), in("p", kept)}},
			{Name: "name too long", Body: strings.Repeat("q", 201) + "=x", Header: form, Status: 413},
			{Name: "no text", Body: "q.wish=%ff%fe", Header: form, Status: 422, See: []webtest.Seen{in("p", "geen gewone tekst"), in("p", kept)}},
			{Name: "no text in a name", Body: "q.%c3%28=x", Header: form, Status: 422},
			{Name: "half an escape", Body: "q.wish=%4", Header: form, Status: 422},
			{Name: "semicolons", Body: "q.wish=meet;q.age=3", Header: form, Status: 422},
			{Name: "JSON", Body: `{"q.wish":"meet"}`, Header: map[string]string{"Content-Type": "application/json"}, Status: 415, See: []webtest.Seen{in("h1", "Dit kunnen wij niet lezen"), in("p", kept)}},
			{Name: "files", Body: "--x\r\nContent-Disposition: form-data; name=\"q.wish\"\r\n\r\nmeet\r\n--x--", Header: map[string]string{"Content-Type": "multipart/form-data; boundary=x"}, Status: 415},
			{Name: "no type", Body: "q.wish=meet", Status: 415},
			{Name: "from another site", Body: "q.wish=meet", Header: map[string]string{"Content-Type": form["Content-Type"], "Sec-Fetch-Site": "cross-site"}, Status: 403, See: []webtest.Seen{in("h1", "andere website")}},
			{Name: "from another origin", Body: "q.wish=meet", Header: map[string]string{"Content-Type": form["Content-Type"], "Origin": "https://example.org"}, Status: 403},
		} {
			s.Method, s.Path = http.MethodPost, path
			s.Name = path + ": " + s.Name
			webtest.Run(t, site(t), []webtest.Scenario{s})
		}
		for _, method := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"} {
			a := webtest.Do(site(t), webtest.Scenario{Method: method, Path: path})
			if allow := a.Header.Get("Allow"); a.Status != 405 || !strings.Contains(allow, "POST") {
				t.Errorf("%s %s: %d, allowed is %q", method, path, a.Status, allow)
			}
		}
	}
	for _, path := range []string{"/", "/afwegen", meeting} {
		a := webtest.Do(site(t), webtest.Scenario{Method: http.MethodHead, Path: path})
		if a.Status != 200 {
			t.Errorf("HEAD %s: %d", path, a.Status)
		}
	}
}

func TestAddressesThatDoNotExist(t *testing.T) {
	for _, path := range []string{"/afwegen/..", "/afwegen/../../etc/passwd", "/afwegen/%2e%2e%2f%2e%2e", "/afwegen/fysieke-ontmoeting%00", "/afwegen/fysieke-ontmoeting.yaml", "/afwegen/FYSIEKE-ONTMOETING",
		meeting + "/geheim", meeting + "/x.css", "/afwegen/" + strings.Repeat("a", 900), "/afwegen/%E2%80%AEfysieke", "/afwegen/nl-covid-2020", "/afwegen/1.0.0", "/afwegen/*", "/afwegen/{framework}"} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			s := webtest.Scenario{Method: method, Path: path}
			if method == http.MethodPost {
				s.Form = fields("q.wish", "meet")
			}
			a := webtest.Do(site(t), s)
			if a.Status != 404 && a.Status != 405 || strings.Contains(a.Body, "passwd") || strings.Contains(a.Body, "open ") {
				t.Errorf("%s %s: %d", method, path, a.Status)
			}
			if problems := webtest.Check(webtest.Parse(a.Body)); len(problems) > 0 {
				t.Errorf("%s %s: %v", method, path, problems)
			}
		}
	}
}

// forged are fields that no page of ours sends. target is the field that the problem leads to; "" when there is none.
var forged = []struct {
	name, path string
	sent       []string
	target     string
	dontSee    []string
}{
	{"an unknown question", meeting, []string{"q.does-not-exist", "canary"}, "", []string{"canary", "does-not-exist"}},
	{"a question of another framework", meeting, []string{"q.ill-now", "yes"}, "", nil},
	{"an unknown person", screen, []string{"q.complaints.grandma", "yes"}, "", []string{"grandma"}},
	{"a person too many", screen, []string{"q.housemates", "1", "q.complaints.housemate-99", "yes"}, "", []string{"housemate-99"}},
	{"a person for a question of nobody", screen, []string{"q.housemates.housemate-1", "1"}, "", nil},
	{"an option of another question", meeting, []string{"q.wish", "worry"}, "q.wish", nil},
	{"two options where one fits", meeting, []string{"q.wish", "meet", "q.wish", "later"}, "q.wish", nil},
	{"not known where that is no answer", screen, []string{"q.housemates", "unknown"}, "q.housemates", nil},
	{"a number that is none", meeting, []string{"q.age", "zeventig"}, "q.age", nil},
	{"a number of numbers", meeting, []string{"q.age", strings.Repeat("9", 400)}, "q.age", nil},
	{"a number beyond all numbers", meeting, []string{"q.age", "1e400"}, "q.age", nil},
	{"no number", meeting, []string{"q.age", "NaN"}, "q.age", nil},
	{"infinite", meeting, []string{"q.age", "-Inf"}, "q.age", nil},
	{"hexadecimal", meeting, []string{"q.age", "0x10p3"}, "q.age", nil},
	{"less than nothing", screen, []string{"q.housemates", "-1"}, "q.housemates", nil},
	{"a piece of a person", screen, []string{"q.housemates", "1,5"}, "q.housemates", nil},
	{"year one", screen, []string{"q.birth-day", "0001-01-01"}, "q.birth-day", nil},
	{"year 9999", screen, []string{"q.birth-day", "9999-12-31"}, "q.birth-day", nil},
	{"the 31st of February", screen, []string{"q.birth-day", "2020-02-31"}, "q.birth-day", nil},
	{"asked on no day", screen, []string{"q.near-ill.resident", "no", "a.near-ill.resident", "0001-01-01"}, "a.near-ill.resident", nil},
	{"a text of a book", tree, []string{"q.feeling-why", strings.Repeat("x", 4001)}, "q.feeling-why", nil},
	{"a role of ten thousand letters", meeting, []string{"role", strings.Repeat("r", 10000)}, "role", []string{strings.Repeat("r", 200)}},
	{"a role of another framework", meeting, []string{"role", "family-coach"}, "role", nil},
	{"a level where there are none", screen, []string{"level", "outbreak"}, "", nil},
	{"an unknown side flow", screen, []string{"flow", "../x"}, "flow", []string{"../x"}},
	{"a planned day in year one", meeting, []string{"day", "0001-01-01"}, "day", nil},
	{"a planned day in year 9999", meeting, []string{"day", "9999-12-31"}, "day", nil},
	{"a planned day before the days of the format", meeting, []string{"day", "1899-12-31"}, "day", nil},
	{"no planned day", meeting, []string{"day", "' OR 1=1 --"}, "day", nil},
}

func TestForgedFields(t *testing.T) {
	ends := []string{"/vergelijken", "/kiezen", "/verslag", "/brief"}
	for i, c := range forged { // on the questionnaire, and on one of the pages behind it in turn
		for j, end := range []string{"", ends[i%len(ends)]} {
			lang := []string{"", "/en"}[(i+j)%2]
			name := lang + c.path + end + ": " + c.name
			sent := plus(fields(c.sent...), decision("d.extra", "ook bewaard", "day2", "2020-12-24")...)
			a, d := post(t, lang+c.path+end, sent)
			if a.Status != 422 {
				t.Errorf("%s: status %d", name, a.Status)
				continue
			}
			for _, problem := range append(webtest.Check(d), webtest.CheckHeaders(a.Header)...) {
				t.Errorf("%s: %s", name, problem)
			}
			links := d.Find("#problems a")
			if len(d.Find("#problems li")) == 0 || c.target == "" && len(links) > 0 || c.target != "" && len(links) != 1 {
				t.Errorf("%s: told %q", name, d.Texts("#problems li"))
			}
			for _, text := range d.Texts("#problems li") {
				if strings.Contains(text, "q.") || strings.Contains(text, ".resident") || strings.Contains(text, "birth-day") {
					t.Errorf("%s: told in the words of a file: %q", name, text)
				}
			}
			for _, word := range c.dontSee {
				if strings.Contains(a.Body, word) {
					t.Errorf("%s: the page holds %.40q", name, word)
				}
			}
			got := d.Fields(formID)
			for _, field := range []string{"d.reason", "d.consulted", "d.next_how", "d.by", "d.form", "day2"} {
				if !slices.Equal(got[field], sent[field]) {
					t.Errorf("%s: %s was lost: %q", name, field, got[field])
				}
			}
		}
	}
}

// TestWhatWasTypedStaysInTheField goes with wrong answers that somebody typed, to be mended.
func TestWhatWasTypedStaysInTheField(t *testing.T) {
	for _, c := range []struct{ path, field, typed string }{
		{meeting, "q.age", "zeventig"}, {screen, "q.housemates", "1,5"}, {screen, "q.birth-day", "31-02-1950"}, {tree, "q.feeling-why", strings.Repeat("é", 4001)},
		{meeting, "day", "morgen"}, {screen, "a.near-ill.resident", "gisteren"}, {screen, "q.housemates", "<b>1</b>"},
	} {
		sent := fields(c.field, c.typed)
		if strings.HasPrefix(c.field, "a.") {
			sent.Set("q.near-ill.resident", "no")
		}
		_, d := post(t, c.path, sent)
		if got := d.Fields(formID).Get(c.field); got != c.typed {
			t.Errorf("%s: %.60q has become %.60q", c.field, c.typed, got)
		}
		if len(d.Find("#"+web.FieldID(c.field)+"[aria-invalid=true]")) != 1 {
			t.Errorf("%s is not marked as wrong", c.field)
		}
	}
}

func TestDaysAsPeopleWriteThem(t *testing.T) {
	sent := fields("day", "20-5-2020", "q.birth-day", "3 mei 1950", "q.near-ill.resident", "no", "a.near-ill.resident", "18/5/2020", "q.flu-jab", "1.10.2019")
	a, d := post(t, screen, sent)
	got := d.Fields(formID)
	if a.Status != 200 || got.Get("day") != "2020-05-20" || got.Get("q.birth-day") != "1950-05-03" || got.Get("a.near-ill.resident") != "2020-05-18" || got.Get("q.flu-jab") != "2019-10-01" {
		t.Errorf("%d %v %q", a.Status, got, d.Texts("#problems li"))
	}
	_, d = post(t, tree, fields("q.ill-now", "no", "q.feeling-why", "20-5-2020", "q.how-many-ill", "veel"))
	if got := d.Fields(formID).Get("q.feeling-why"); got != "20-5-2020" {
		t.Errorf("a text was taken for a day: %q", got)
	}
}
