package feedback

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nabij/internal/platform/web/webtest"
)

func TestTexts(t *testing.T) {
	webtest.Texts(t, ".", texts, "feedback.")
	webtest.Pages(t, remarkPage, remarksPage)
}

func TestRemarks(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		page := "/kaderbeheer/opmerking?pack=hot-day&version=1.0.0&item=" + url.QueryEscape("rule:too-hot")
		_, doc := w.get("near/anna", page)
		for _, text := range []string{"Hete dag", "Met een waarschuwing gaan we niet op pad.", "Noem geen namen", "Er zijn nog geen opmerkingen"} {
			if !doc.Has("main", text) {
				t.Errorf("the page does not say %q", text)
			}
		}
		form := w.open("near/anna", page, "remark", "tekst", "")
		a, doc := w.post("near/anna", "/kaderbeheer/opmerking", form)
		if a.Status != http.StatusUnprocessableEntity || !doc.Has(".problems", "Schrijf wat je wilt zeggen") {
			t.Errorf("an empty remark: %d", a.Status)
		}
		form = doc.Fields("remark")
		form.Set("tekst", strings.Repeat("x", MaxWords+1))
		if a, doc = w.post("near/anna", "/kaderbeheer/opmerking", form); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "xxxx") {
			t.Errorf("too long a remark: %d", a.Status)
		}
		form = doc.Fields("remark")
		form.Set("tekst", "Bij <b>30</b> graden kan het ’s ochtends wel. \u202e😀")
		a, _ = w.post("near/anna", "/kaderbeheer/opmerking", form)
		if a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		w.post("near/anna", "/kaderbeheer/opmerking", form) // pressed twice
		if n := w.count("feedback.given", "done"); n != 1 {
			t.Errorf("%d remarks in the audit", n)
		}
		_, doc = w.get("near/anna", a.Header.Get("Location"))
		if !doc.Has(".notice--success", "Dank je") || !doc.Has("main", "Bij <b>30</b> graden") || !doc.Has("main", "nieuw") {
			t.Error("one's own remark is not shown")
		}
		for _, path := range []string{"/kaderbeheer/opmerking?pack=nothing", "/kaderbeheer/opmerking?pack=hot-day&item=rule:none"} {
			if a, _ := w.get("near/anna", path); a.Status != http.StatusNotFound {
				t.Errorf("%s: %d", path, a.Status)
			}
		}
		for _, name := range []string{"near/boss", "near/keeper", "near/partner"} {
			if a, _ := w.get(name, page); a.Status != http.StatusForbidden {
				t.Errorf("%s leaves a remark: %d", name, a.Status)
			}
		}
		for name, status := range map[string]int{"near/anna": 403, "near/boss": 403, "far/edith": 200, "": 401} {
			a, _ := w.get(name, "/kaderbeheer/opmerkingen")
			if a.Status != status || strings.Contains(a.Body, "graden") {
				t.Errorf("%q reads all remarks: %d", name, a.Status)
			}
		}
		if _, doc = w.get("far/anna", "/kaderbeheer/opmerking"); doc.Has("main", "graden") {
			t.Error("another organisation reads the remark")
		}
		if fresh, err := w.f.Fresh(t.Context(), w.d.Read(), w.who["near/edith"]); err != nil || fresh["hot-day"] != 1 {
			t.Errorf("the editor is not told of the remark: %v (%v)", fresh, err)
		}
		if fresh, err := w.f.Fresh(t.Context(), w.d.Read(), w.who["far/edith"]); err != nil || len(fresh) != 0 {
			t.Errorf("another organisation is told of the remark: %v (%v)", fresh, err)
		}
		// The answer goes back to who left it.
		_, doc = w.get("near/edith", "/kaderbeheer/opmerkingen?pack=hot-day")
		if !doc.Has("h2", "Hete dag 1.0.0: Met een waarschuwing gaan we niet op pad.") || !doc.Has("main", "anna") {
			t.Errorf("remarks are not grouped by item: %q", doc.Texts("h2"))
		}
		at := ""
		for _, f := range doc.Find("form") {
			for _, x := range f.Attr {
				if x.Key == "action" {
					at = x.Val
				}
			}
		}
		id := strings.TrimPrefix(at, "/kaderbeheer/opmerkingen/")
		reply := doc.Fields("f-" + id)
		reply.Set("versie."+id, "9.9.9")
		reply.Set("antwoord."+id, "Goed punt.")
		if a, _ = w.post("near/edith", at, reply); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "Goed punt.") {
			t.Errorf("taken up in a version that is not there: %d", a.Status)
		}
		for name, status := range map[string]int{"near/anna": 403, "far/edith": 404} {
			if a, _ := w.post(name, at, reply); a.Status != status {
				t.Errorf("%s answers: %d", name, a.Status)
			}
		}
		reply = w.fresh(reply)
		reply.Set("versie."+id, "1.1.0")
		if a, _ = w.post("near/edith", at, reply); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		if a, _ = w.post("near/fred", at, reply); a.Status != http.StatusConflict || !strings.Contains(a.Body, "Goed punt.") {
			t.Errorf("two answers at once: %d", a.Status)
		}
		_, doc = w.get("near/anna", "/en/kaderbeheer/opmerking")
		if !doc.Has("main", "Goed punt.") || !doc.Has("main", "taken up in version 1.1.0") {
			t.Error("the answer does not go back to who asked")
		}
	})
}
