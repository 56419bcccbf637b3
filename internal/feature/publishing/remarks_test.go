package publishing

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

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
		for _, name := range []string{"near/boss", "near/keeper", "near/partner"} {
			if a, _ := w.get(name, page); a.Status != http.StatusForbidden {
				t.Errorf("%s leaves a remark: %d", name, a.Status)
			}
		}
		for name, status := range map[string]int{"near/anna": 403, "near/boss": 403, "far/edith": 200, "": 401} {
			a, doc := w.get(name, "/kaderbeheer/opmerkingen")
			if a.Status != status || strings.Contains(a.Body, "graden") {
				t.Errorf("%q reads all remarks: %d", name, a.Status)
			}
			_ = doc
		}
		if _, doc = w.get("far/anna", "/kaderbeheer/opmerking"); doc.Has("main", "graden") {
			t.Error("another organisation reads the remark")
		}
		if _, doc = w.get("near/edith", "/kaderbeheer"); !doc.Has("a", "1 nieuwe opmerking") {
			t.Error("the editor is not told of the remark")
		}
		// The answer goes back to who left it.
		version := w.begin("near/edith", "hot-day")
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
		_ = version
	})
}

func TestReadWhoWasConsulted(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.begin("near/edith", "hot-day")
		form := w.open("near/edith", version, "propose", "doe", "voorstellen", "toelichting", "Blijft staan.", "gevraagd.workers", "ja", "dag.workers", "2021-01-01",
			"gevraagd.client_council", "nee", "gevraagd.experience", "misschien", "hoe.experience", "Ook dit blijft.")
		a, doc := w.post("near/edith", version, form)
		if a.Status != http.StatusUnprocessableEntity {
			t.Fatalf("%d", a.Status)
		}
		for _, text := range []string{"Deze dag moet nog komen", "Schrijf hoe, in een paar woorden", "Schrijf waarom niet", "Kies een van de mogelijkheden"} {
			if !doc.Has(".problems", text) {
				t.Errorf("it is not told: %s (%q)", text, doc.Texts(".problems"))
			}
		}
		back := doc.Fields("propose")
		if back.Get("toelichting") != "Blijft staan." || back.Get("hoe.experience") != "Ook dit blijft." || back.Get("gevraagd.client_council") != "nee" {
			t.Errorf("what was typed is lost: %v", back)
		}
		if _, doc = w.get("near/edith", version); !doc.Has("form#propose", "") {
			t.Error("it was proposed all the same")
		}
	})
}
