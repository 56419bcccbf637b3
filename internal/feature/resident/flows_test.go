package resident

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nabij/internal/people"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web/webtest"
)

// TestChangeEveryBlock fills every form with odd text, stores it, and finds it again on the page, exactly.
func TestChangeEveryBlock(t *testing.T) {
	long := strings.Repeat("é", 3999) + "!"
	each(t, func(t *testing.T, w *town) {
		at := "/inwoners/" + w.ids["mine"]
		for _, c := range []struct{ path, field, text string }{
			{"/wijzigen/naam", "given", "Zoë 👵🏽"}, {"/wijzigen/naam", "family", "الخطابي"}, {"/wijzigen/bereiken", "reach.0.value", "06 <b>1</b> & 2"},
			{"/wijzigen/drempels", "helps", "Rustig praten\nen kijken"}, {"/wijzigen/wensen", "wishes.0.text", long},
			{"/wijzigen/netwerk", "network.0.name", "Zus 'Zoë'; drop"}, {"/wijzigen/huishouden", "household.0.name", "Kleinzoon {{.}}"},
			{"/wijzigen/wonen", "street", "’s-Gravenstraat"}, {"/veilig-contact", "cover", "Over de tuin \u05d0\u05d1"},
		} {
			form := w.open("near/anna", at+c.path, "form", c.field, c.text)
			if c.path == "/wijzigen/bereiken" {
				form.Set("reach.0.kind", "mobile")
				form.Set("reach.0.hours", "ma-vr 9-12, za 10-11")
			}
			if c.path == "/veilig-contact" {
				form.Set("source", "worker")
			}
			a, _ := w.post("near/anna", at+c.path, form)
			if a.Status != http.StatusSeeOther {
				t.Errorf("%s: %d", c.path, a.Status)
			}
			_, d := w.get("near/anna", at)
			found := false
			for _, s := range d.Texts("main") {
				found = found || strings.Contains(s, strings.Join(strings.Fields(c.text), " "))
			}
			if !found {
				t.Errorf("%s: %.40q is not on the page", c.path, c.text)
			}
		}
		// One character more than fits: told, and kept in the form.
		form := w.open("near/anna", at+"/wijzigen/wensen", "form", "wishes.0.text", long+"x")
		if a, d := w.post("near/anna", at+"/wijzigen/wensen", form); a.Status != 422 || d.Fields("form").Get("wishes.0.text") != long+"x" {
			t.Errorf("a text that is too long: %d", a.Status)
		}
		form = w.open("near/anna", at+"/wijzigen/wensen", "form", "wishes.0.text", "Mijn nummer is 111222333")
		if a, d := w.post("near/anna", at+"/wijzigen/wensen", form); a.Status != 422 || !d.Has("#problems", "burgerservicenummer") {
			t.Errorf("a citizen service number was accepted: %d", a.Status)
		}
		form = w.open("near/anna", at+"/wijzigen/naam", "form", "given", " ", "family", "", "called", "")
		if a, d := w.post("near/anna", at+"/wijzigen/naam", form); a.Status != 422 || !d.Has("#problems", "naam") {
			t.Errorf("nobody at all was accepted: %d", a.Status)
		}
	})
}

// TestTwoAtOnce: two people write in one block; nothing is overwritten unseen and nothing typed is lost.
func TestTwoAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		path := "/inwoners/" + w.ids["mine"] + "/wijzigen/wensen"
		first := w.open("near/anna", path, "form", "wishes.0.text", "Wil graag wandelen")
		second := w.open("near/bram", path, "form", "wishes.0.text", "Wil liever bellen")
		if a, _ := w.post("near/anna", path, first); a.Status != 303 {
			t.Fatalf("the first: %d", a.Status)
		}
		a, d := w.post("near/bram", path, second)
		if a.Status != http.StatusConflict || !d.Has("#stale", "Wil graag wandelen") || d.Fields("form").Get("wishes.0.text") != "Wil liever bellen" {
			t.Fatalf("the second: %d, beside it %q", a.Status, d.Texts("#stale"))
		}
		again := d.Fields("form")
		if a, _ := w.post("near/bram", path, again); a.Status != 303 {
			t.Fatalf("the second, having seen it: %d", a.Status)
		}
		past, err := people.Past[people.Wishes](t.Context(), w.d.Read(), w.who["near/anna"], w.ids["mine"])
		if err != nil || len(past) != 1 || past[0].Value.Items[0].Text != "Wil graag wandelen" {
			t.Errorf("the earlier text is not kept: %v %v", past, err)
		}
		// The same form a second time: one effect.
		before := w.count("resident.changed", "done")
		if a, _ := w.post("near/bram", path, again); a.Status != 303 || w.count("resident.changed", "done") != before {
			t.Errorf("sent twice: %d", a.Status)
		}
	})
}

func TestSearchAndAdd(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		a, d := w.post("near/anna", "/inwoners", url.Values{"q": {"joanna meyer"}})
		if a.Status != 200 || !d.Has("section a", "Meijer") || d.Has("section a", "Khattabi") {
			t.Errorf("search: %d %q", a.Status, d.Texts("section a"))
		}
		if _, d := w.post("near/anna", "/inwoners", url.Values{"q": {"khattabi"}}); d.Has("section a", "Khattabi") || !d.Has("section p", "Niemand") {
			t.Error("another team's resident is found")
		}
		if n := w.count("resident.searched", "done"); n != 2 {
			t.Errorf("%d searches in the audit", n)
		}
		if a, _ := w.get("near/anna", "/inwoners/nieuw"); a.Status != 303 || a.Header.Get("Location") != "/inwoners" {
			t.Errorf("adding without searching: %d", a.Status)
		}
		_, d = w.post("near/anna", "/inwoners/nieuw", url.Values{"q": {"Johanna van der Meyer 1948"}})
		form := d.Fields("form")
		if form.Get("given") != "Johanna" || form.Get("prefix") != "van der" || form.Get("birth") != "1948" {
			t.Errorf("the form begins with %v", form)
		}
		a, d = w.post("near/anna", "/inwoners/nieuw", form)
		if a.Status != 200 || !d.Has("main a", "Meijer") || a.Header.Get("Location") != "" {
			t.Fatalf("no warning of a double: %d", a.Status)
		}
		form = d.Fields("form")
		form.Set("anders", "ja")
		a, _ = w.post("near/anna", "/inwoners/nieuw", form)
		if a.Status != 303 {
			t.Fatalf("somebody else: %d", a.Status)
		}
		to := a.Header.Get("Location")
		if a, _ = w.post("near/anna", "/inwoners/nieuw", form); a.Header.Get("Location") != to || w.count("resident.added", "done") != 1 {
			t.Errorf("pressed twice: %s", a.Header.Get("Location"))
		}
		// A name that another team has: added as if nobody was there.
		form = w.addForm("near/anna", "Fatima El Khattabi")
		if a, _ := w.post("near/anna", "/inwoners/nieuw", form); a.Status != 303 {
			t.Errorf("another team's namesake is betrayed: %d", a.Status)
		}
	})
}

func (w *town) addForm(name, q string) url.Values {
	w.t.Helper()
	_, d := w.post(name, "/inwoners/nieuw", url.Values{"q": {q}})
	return d.Fields("form")
}

func TestSafeRuleIsLoosenedByTheResidentAlone(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		path := "/inwoners/" + w.ids["mine"] + "/veilig-contact"
		send := func(want int, fill ...string) {
			t.Helper()
			if a, _ := w.post("near/anna", path, w.open("near/anna", path, "form", fill...)); a.Status != want {
				t.Errorf("%q: %d, want %d", fill, a.Status, want)
			}
		}
		send(303, "source", "worker", "careful", "yes", "secret", "yes")
		send(422, "source", "worker", "careful", "")
		send(422, "source", "resident", "careful", "", "means", "mobile")
		send(303, "source", "resident", "means", people.InPerson, "ways.0.kind", "mobile", "ways.0.value", "06 1", "agreed_on", "2020-05-18")
		send(303, "source", "somebody", "unsafe.0.kind", "letter")
		send(422, "source", "somebody", "unsafe.0.kind", "")
		send(422, "source", "worker", "secret", "")
		// The address is secret: gone from search and lists, still there for who may know the rule.
		home := w.open("near/anna", "/inwoners/"+w.ids["mine"]+"/wijzigen/wonen", "form", "postcode", "1234 AB", "number", "5")
		w.post("near/anna", "/inwoners/"+w.ids["mine"]+"/wijzigen/wonen", home)
		if _, d := w.post("near/anna", "/inwoners", url.Values{"q": {"1234AB 5"}}); d.Has("section[aria-labelledby=found-title] a", "Meijer") {
			t.Error("a secret address can be searched for")
		}
	})
}

func TestCaseloadFrameAndErasing(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := "/inwoners/" + w.ids["team"]
		take := w.open("near/anna", at, "take", "doe", "neem")
		if a, _ := w.post("near/anna", at+"/caseload", take); a.Status != 303 {
			t.Errorf("taking over: %d", a.Status)
		}
		if _, d := w.get("near/anna", "/inwoners"); !d.Has("section a", "Jansen") {
			t.Error("not in my caseload")
		}
		form := w.open("near/lead", at+"/dossier", "form", "closed", "2020-05-01", "wissen", "", "dicht", "")
		if a, _ := w.post("near/lead", at+"/dossier", form); a.Status != 303 {
			t.Errorf("closing: %d", a.Status)
		}
		for _, c := range []struct {
			reason, sure string
			want         int
		}{{"term", "ja", 422}, {"request", "", 422}, {"request", "ja", 303}} {
			form := w.open("near/lead", at+"/dossier", "form", "wissen", c.reason, "zeker", c.sure)
			if a, _ := w.post("near/lead", at+"/dossier", form); a.Status != c.want {
				t.Errorf("erasing (%v): %d", c, a.Status)
			}
		}
		if a, _ := w.get("near/anna", at); a.Status != 404 || w.count("resident.erased", "done") != 1 {
			t.Errorf("after erasing: %d", a.Status)
		}
	})
}

func TestMergePages(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.add("twin", "near/anna", people.Who{Given: "Joanna", Family: "Meyer", BirthYear: 1948}, true, people.Wishes{Items: []people.Wish{{Text: "Bel mij"}}})
		compare := "/inwoners/samenvoegen?a=" + w.ids["mine"] + "&b=" + w.ids["twin"]
		form := w.open("near/anna", compare, "form", "doe", "samen")
		if a, _ := w.post("near/anna", "/inwoners/samenvoegen", form); a.Status != 303 {
			t.Fatalf("merging: %d", a.Status)
		}
		if a, _ := w.get("near/anna", "/inwoners/"+w.ids["twin"]); a.Status != 303 || a.Header.Get("Location") != "/inwoners/"+w.ids["mine"] {
			t.Errorf("the other file: %d %s", a.Status, a.Header.Get("Location"))
		}
		a, d := w.get("near/anna", "/inwoners/"+w.ids["mine"])
		if !strings.Contains(a.Body, "Bel mij") {
			t.Error("the wish did not come along")
		}
		undo := url.Values{}
		for _, n := range d.Find("input[name=terug]") {
			undo.Set("terug", webtest.Attr(n, "value"))
		}
		undo.Set(once.Field, once.Key())
		if a, _ := w.post("near/anna", "/inwoners/samenvoegen", undo); a.Status != 303 {
			t.Errorf("undoing: %d", a.Status)
		}
		if a, _ := w.get("near/anna", "/inwoners/"+w.ids["mine"]); strings.Contains(a.Body, "Bel mij") {
			t.Error("the wish stayed")
		}
		if a, _ := w.get("near/anna", "/inwoners/"+w.ids["twin"]); a.Status != 200 {
			t.Errorf("the other file after undoing: %d", a.Status)
		}
		if a, _ := w.get("near/anna", "/inwoners/samenvoegen?a="+w.ids["mine"]+"&b="+w.ids["other"]); a.Status != 404 {
			t.Errorf("a file of another team can be laid beside: %d", a.Status)
		}
	})
}

func (w *town) upload(name, file string) webtest.Answer {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range map[string]string{"once": once.Key(), "team": w.teams["near/north"]} {
		if err := m.WriteField(k, v); err != nil {
			w.t.Fatal(err)
		}
	}
	part, err := m.CreateFormFile("bestand", "lijst.csv")
	if err != nil {
		w.t.Fatal(err)
	}
	fmt.Fprint(part, file)
	m.Close()
	return webtest.Do(w.as(name), webtest.Scenario{Method: http.MethodPost, Path: "/inwoners/invoeren", Body: b.String(), Header: map[string]string{"Content-Type": m.FormDataContentType()}})
}

func TestBringInAList(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		if a, _ := w.get("near/anna", "/inwoners/invoeren"); a.Status != 403 {
			t.Errorf("a worker may bring in lists: %d", a.Status)
		}
		a := w.upload("near/lead", "Voornaam;Achternaam;Geboortedatum;E-mail\nPiet;Puk;1-2-1950;p@x.nl\n=1+1;Formule;1950;\nJan;Fout;35-1-1950;\n")
		to := a.Header.Get("Location")
		if a.Status != 303 || !strings.HasPrefix(to, "/inwoners/invoeren/lijst/") {
			t.Fatalf("upload: %d %s", a.Status, to)
		}
		_, d := w.get("near/lead", to)
		if !d.Has("li", "Regel 4") || d.Has("button", "Iedereen opslaan") {
			t.Errorf("the preview: %q", d.Texts("li"))
		}
		if a, _ := w.post("near/lead", to, w.open("near/lead", to, "form", "doe", "opslaan")); a.Status != 422 || w.count("resident.imported", "done") != 0 {
			t.Errorf("a list with a problem: %d", a.Status)
		}
		form := w.open("near/lead", to, "form", "doe", "kolommen", "kolom.2", "")
		w.post("near/lead", to, form)
		form = w.open("near/lead", to, "form", "doe", "opslaan")
		for range 2 {
			if a, _ := w.post("near/lead", to, form); a.Status != 303 {
				t.Errorf("storing: %d", a.Status)
			}
		}
		_, d = w.post("near/anna", "/inwoners", url.Values{"q": {"piet puk"}})
		if len(d.Find("section a")) == 0 || !d.Has("section a", "Puk, Piet") {
			t.Error("who came from the list is not found")
		}
		if a, _ := w.get("near/anna", to); a.Status != 404 {
			t.Errorf("somebody else's list: %d", a.Status)
		}
		out, _ := w.post("near/lead", "/inwoners/uitvoeren", url.Values{"lijst": {"ja"}, "reason": {"meeting"}})
		if out.Status != 200 || !strings.Contains(out.Body, `"'=1+1"`) {
			t.Errorf("export: %d %q", out.Status, out.Body)
		}
		form = w.open("near/lead", to, "undo", "doe", "terug")
		if a, _ := w.post("near/lead", to, form); a.Status != 303 || w.count("resident.import_undone", "done") != 1 {
			t.Errorf("undoing: %d", a.Status)
		}
		if _, d := w.post("near/anna", "/inwoners", url.Values{"q": {"piet puk"}}); d.Has("section a", "Puk") {
			t.Error("who came from the list is still there")
		}
	})
}

func TestSeenCopyAndFilters(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := "/inwoners/" + w.ids["mine"]
		w.get("near/bram", at)
		a, d := w.get("near/anna", at+"/ingezien")
		if a.Status != 200 || !d.Has("tr", "Dossier bekeken") || strings.Contains(a.Body, "Veilig") || strings.Contains(a.Body, "bram") {
			t.Errorf("who saw: %d %q", a.Status, d.Texts("tr"))
		}
		if a, d := w.get("near/anna", at+"/afschrift"); a.Status != 200 || !d.Has("strong", "concept") || len(d.Find("li")) == 0 {
			t.Errorf("the draft: %d", a.Status)
		}
		form := w.open("near/anna", "/inwoners?lijst=ja&vanaf=1940", "save-filter", "naam", "Ouderen", "delen", w.teams["near/north"])
		if a, _ := w.post("near/anna", "/inwoners/filters", form); a.Status != 303 {
			t.Errorf("saving a filter: %d", a.Status)
		}
		for who, sees := range map[string]bool{"near/bram": true, "near/cato": false, "far/anna": false} {
			if _, d := w.get(who, "/inwoners"); d.Has("a", "Ouderen") != sees {
				t.Errorf("%s sees the shared filter: %v", who, !sees)
			}
		}
	})
}
