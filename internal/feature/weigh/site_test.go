package weigh

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"nabij/content"
	"nabij/internal/framework"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
	"nabij/internal/questionnaire"
)

// The day on which these tests weigh.
var noon = time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC)

const (
	meeting = "/afwegen/fysieke-ontmoeting"
	screen  = "/afwegen/voorbeeld-screening"
	tree    = "/afwegen/voorbeeld-beslisboom"
	anger   = "/afwegen/voorbeeld-agressief-huishouden"
)

// builtIn is the content that comes with the program, read once.
var builtIn = sync.OnceValues(func() (*framework.Library, error) {
	l, issues := framework.LoadLibrary(content.FS, ".")
	if errs := issues.Errors(); len(errs) > 0 {
		return nil, errs[0]
	}
	return l, nil
})

func library(t testing.TB) *framework.Library {
	t.Helper()
	l, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// inForce gives the built-in content to everybody.
func inForce(t testing.TB) func(context.Context) *framework.Library {
	l := library(t)
	return func(context.Context) *framework.Library { return l }
}

func newFeature(t testing.TB) *Feature {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	f, err := New(Deps{Library: inForce(t), Clock: clock.At(noon), Zone: zone})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// newSite is the slice behind the real router, on the built-in content and a clock that stands still.
func newSite(t testing.TB, log slog.Handler) *web.Router {
	t.Helper()
	f := newFeature(t)
	router := web.New(web.Config{Menu: f.Menu(), Texts: []*web.Texts{f.Texts()}, Clock: clock.At(noon), Log: slog.New(log)})
	f.Routes(router)
	return router
}

var shared struct {
	once   sync.Once
	router *web.Router
}

// site is one router for all tests that need no log of their own.
func site(t testing.TB) *web.Router {
	t.Helper()
	shared.once.Do(func() { shared.router = newSite(t, slog.DiscardHandler) })
	if shared.router == nil {
		t.Fatal("the site could not be built")
	}
	return shared.router
}

// fields writes a questionnaire: fields("day", "2020-05-20", "q.wish", "meet").
func fields(pairs ...string) url.Values {
	out := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out.Add(pairs[i], pairs[i+1])
	}
	return out
}

// plus adds fields to a questionnaire; the one that was given stays as it is.
func plus(v url.Values, pairs ...string) url.Values {
	out := url.Values{}
	for k, list := range v {
		out[k] = append([]string(nil), list...)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out.Add(pairs[i], pairs[i+1])
	}
	return out
}

// example is a case of the content with its framework.
type example struct {
	name, path string
	fw         *framework.Framework
	c          framework.Case
}

// examples are the cases of the frameworks that stand on their own.
func examples(t testing.TB) []example {
	t.Helper()
	l := library(t)
	var ready questionnaire.Frameworks
	var out []example
	for _, p := range l.Frameworks() {
		files, issues := framework.LoadCases(content.FS, p.Dir)
		if len(issues.Errors()) > 0 {
			t.Fatal(issues.Errors()[0])
		}
		for _, file := range files {
			fw, err := ready.Get(l, string(p.Head.ID), "", nil)
			if err != nil {
				t.Fatal(err)
			}
			c, problems := file.Case(fw)
			if len(problems) > 0 {
				continue // a case with agreements laid on it, or one that shows a mistake
			}
			out = append(out, example{string(p.Head.ID) + "/" + file.Name, "/afwegen/" + string(p.Head.ID), fw, c})
		}
	}
	if len(out) < 50 {
		t.Fatalf("only %d cases", len(out))
	}
	return out
}

// sent is the case as its questionnaire would be sent.
func (x example) sent() url.Values {
	out := url.Values{fieldDay: {x.c.Plan.Day.String()}}
	for name, v := range map[string]string{questionnaire.FieldVariant: x.c.Variant, questionnaire.FieldLevel: x.c.Level, questionnaire.FieldFlow: x.c.Flow} {
		if v != "" {
			out.Set(name, v)
		}
	}
	for _, sec := range x.fw.Evaluate(x.c).Sheet("nl").Sections {
		for _, q := range sec.Questions {
			for _, slot := range q.Slots {
				at := framework.Asked{Question: q.ID, Person: slot.Person}
				if len(slot.Values) > 0 {
					out[questionnaire.AnswerField(at)] = slot.Values
				}
				if a, ok := x.c.Answers[at]; ok && a.Asked.Day != framework.NoDay {
					out.Set(questionnaire.MomentField(at), a.Asked.String())
				}
			}
		}
	}
	return out
}

// post sends a questionnaire and gives the page.
func post(t testing.TB, path string, form url.Values) (webtest.Answer, *webtest.Doc) {
	t.Helper()
	a := webtest.Do(site(t), webtest.Scenario{Path: path, Form: form})
	return a, webtest.Parse(a.Body)
}

// press presses a button on a page as a browser without a script would, with other fields filled in first.
func press(t testing.TB, d *webtest.Doc, button string, fill url.Values) (webtest.Answer, *webtest.Doc) {
	t.Helper()
	form := d.Fields(formID)
	for k, v := range fill {
		form[k] = v
	}
	address, field, ok := d.Action(formID, button)
	if !ok {
		t.Fatalf("there is no button %q", button)
	}
	for k, v := range field {
		form[k] = v
	}
	return post(t, address, form)
}

// tape keeps what is logged.
type tape struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *tape) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *tape) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// handler writes everything, down to the smallest remark.
func (l *tape) handler() slog.Handler {
	return slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug - 8})
}
