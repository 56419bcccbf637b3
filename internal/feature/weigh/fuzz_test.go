package weigh

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"nabij/internal/platform/web/webtest"
)

// FuzzWeigh sends bodies of any shape to every address of a questionnaire: never a panic, never an error of ours, and
// whatever comes back is a sound page.
func FuzzWeigh(f *testing.F) {
	rt := site(f)
	for i, c := range forged {
		f.Add(uint8(i), c.path == screen, fields(c.sent...).Encode())
	}
	for i, text := range attacks {
		f.Add(uint8(i), false, fields("q.feeling-why", text, "d.reason", text, "role", text, "day", text).Encode())
	}
	for i, x := range examples(f) {
		if i%10 == 0 {
			f.Add(uint8(i), true, plus(x.sent(), decision()...).Encode())
		}
	}
	f.Add(uint8(0), true, "q.wish=%ff&day=%00&q.=&.=.&a.=x&=&&&q.complaints.housemate-1=yes&q.complaints.=no")
	f.Add(uint8(3), true, "day=2020-05-20&with=voorbeeld-norovirus-locatie&with=&fill=s-house&flow=x&level=outbreak")
	ends := []string{"", "/vergelijken", "/kiezen", "/verslag", "/brief"}
	paths := []string{screen, tree, anger} // the small frameworks: more tries in the same time
	f.Fuzz(func(t *testing.T, where uint8, live bool, body string) {
		header := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
		end := ends[int(where)%len(ends)]
		if live {
			header["X-Nabij-Part"] = "live"
		}
		path := paths[int(where)/len(ends)%len(paths)] + end
		if where >= 128 {
			path = "/en" + path
		}
		a := webtest.Do(rt, webtest.Scenario{Method: http.MethodPost, Path: path, Body: body, Header: header})
		switch a.Status {
		case 200, 404, 413, 422:
		default:
			t.Fatalf("%s: status %d", path, a.Status)
		}
		d := webtest.Parse(a.Body)
		problems := slices.DeleteFunc(webtest.CheckPart(d), func(p string) bool { return strings.HasPrefix(p, "a link leads to") }) // into the page around it
		if !live || end != "" || a.Status != 200 {
			problems = webtest.Check(d)
		}
		for _, problem := range append(problems, webtest.CheckHeaders(a.Header)...) {
			t.Errorf("%s: %s", path, problem)
		}
	})
}
