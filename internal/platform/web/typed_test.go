package web_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

// TestWhatWasTypedComesBack fails a form in several ways. Where trying again may help, all of it stands in the answer,
// ready to be sent again with the same key; a password never does.
func TestWhatWasTypedComesBack(t *testing.T) {
	const words = "Een \"lange\" zin <b>die</b>\nniemand nog eens wil typen"
	for _, c := range []struct {
		name string
		err  error
		form url.Values
		back bool
	}{
		{"unexpected", errors.New("disk"), url.Values{"once": {"k"}, "text": {words}, "tick": {"a", "b"}}, true},
		{"unavailable", fault.New(fault.Unavailable, fault.Text{}), url.Values{"once": {"k"}, "text": {words}}, true},
		{"conflict", fault.New(fault.Conflict, fault.Text{}), url.Values{"once": {"k"}, "text": {words}}, true},
		{"not found", fault.New(fault.NotFound, fault.Text{}), url.Values{"once": {"k"}, "text": {words}}, false},
		{"with a password", errors.New("disk"), url.Values{"login": {"anna"}, "password": {words}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := web.New(web.Config{})
			site.Post("/tekst", func(w http.ResponseWriter, r *http.Request) error {
				form, err := web.ReadForm(r)
				if err == nil && form.Text("text") != c.form.Get("text") {
					t.Errorf("the handler read %q", form.Text("text"))
				}
				return errors.Join(err, c.err)
			})
			a := webtest.Do(site, webtest.Scenario{Path: "/en/tekst?a=b", Form: c.form})
			doc := webtest.Parse(a.Body)
			for _, problem := range webtest.Check(doc) {
				t.Error(problem)
			}
			if !c.back {
				if doc.Has("form#again", "") || strings.Contains(a.Body, "niemand") {
					t.Error("what was sent came back")
				}
				return
			}
			to, _, ok := doc.Action("again", "Try again")
			if !ok || to != "/en/tekst?a=b" || doc.Fields("again").Encode() != c.form.Encode() || !doc.Has("textarea", "niemand nog eens") {
				t.Errorf("%q %v came back", to, doc.Fields("again"))
			}
		})
	}
}
