package weigh

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

// BenchmarkWeighPage tells where the time of the weighing page goes: the whole request, and of it evaluating, the sheet of
// questions, telling the advice, and building and rendering the page.
func BenchmarkWeighPage(b *testing.B) {
	rt := site(b)
	f := newFeature(b)
	fw, err := f.ready.Get(library(b), "fysieke-ontmoeting", "", nil)
	if err != nil {
		b.Fatal(err)
	}
	half := fields("day", "2020-05-20", "q.wish", "meet", "q.contact-now", "thin", "q.who-else", "family", "q.suicide", "none", "q.unsafe-home", "worry", "q.age", "71",
		"q.housemates", "1", "q.means-enough", "partly", "q.doubt", "no", "q.availability", "can-go", "q.can-go-out", "yes", "role", "elderly-worker")
	full := url.Values{}
	for _, x := range examples(b) {
		if strings.HasSuffix(x.name, "/2020-05-20-walk-lonely") {
			full = x.sent()
		}
	}
	for _, c := range []struct {
		name string
		sent url.Values
	}{{"nothing answered", fields("day", "2020-05-20")}, {"half answered", half}, {"all answered", full}} {
		c1, _ := questionnaire.Read(fw, c.sent, f.today())
		b.Run(c.name+"/request", func(b *testing.B) {
			body := c.sent.Encode()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodPost, meeting, strings.NewReader(body))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				w := httptest.NewRecorder()
				rt.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
		b.Run(c.name+"/evaluate", func(b *testing.B) {
			for b.Loop() {
				fw.Evaluate(c1)
			}
		})
		advice := fw.Evaluate(c1)
		b.Run(c.name+"/sheet", func(b *testing.B) {
			for b.Loop() {
				advice.Sheet("nl")
			}
		})
		b.Run(c.name+"/tell", func(b *testing.B) {
			for b.Loop() {
				fw.Evaluate(c1).Tell("nl")
			}
		})
		b.Run(c.name+"/render", func(b *testing.B) {
			view := viewFor(b, f, fw, c.sent)
			r := httptest.NewRequest(http.MethodPost, meeting, nil)
			for b.Loop() {
				if err := weighPage.Render(httptest.NewRecorder(), r, http.StatusOK, web.Head{Title: "Afwegen", Keep: formID}, view); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// viewFor builds the view of the page without answering a request.
func viewFor(b *testing.B, f *Feature, fw *framework.Framework, sent url.Values) weighView {
	b.Helper()
	form, err := web.FormOf("nl", sent)
	if err != nil {
		b.Fatal(err)
	}
	a := &asked{questionnaire.Open("nl", fw, questionnaire.FieldsOf(form), f.today()), form, library(b).Layers(string(fw.Base.Head.ID))}
	return f.weighView(httptest.NewRequest(http.MethodPost, meeting, nil), a)
}
