package resident

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nabij/internal/people"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
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

// TestProblemsStandWhereTheyWereTyped leaves the first rows of lists empty, and asks for the problem at the row below.
func TestProblemsStandWhereTheyWereTyped(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := "/inwoners/" + w.ids["mine"]
		for _, c := range []struct {
			path, wrong string
			fill        []string
		}{
			{at + "/wijzigen/bereiken", "reach.1.kind", []string{"reach.1.value", "06 1"}},
			{at + "/wijzigen/bereiken", "reach.1.hours", []string{"reach.1.kind", "mobile", "reach.1.hours", "straks"}},
			{at + "/wijzigen/netwerk", "network.1.name", []string{"network.1.how", "via de buren"}},
			{at + "/wijzigen/huishouden", "household.1.birth_year", []string{"household.1.name", "Bep", "household.1.birth_year", "1700"}},
			{at + "/wijzigen/wensen", "wishes.0.on", []string{"wishes.0.text", "rust", "wishes.0.on", "2030-01-01", "wishes.1.text", "koffie", "wishes.1.on", "2020-05-01"}},
			{at + "/wijzigen/wensen", "wishes.1.on", []string{"wishes.0.text", "rust", "wishes.0.on", "2020-01-01", "wishes.1.text", "koffie", "wishes.1.on", "2030-05-01"}},
			{at + "/veilig-contact", "unsafe.1.kind", []string{"unsafe.1.value", "06 2", "source", "worker"}},
		} {
			a, d := w.post("near/anna", c.path, w.open("near/anna", c.path, "form", c.fill...))
			id := web.FieldID(c.wrong)
			if a.Status != 422 || len(d.Find("#"+id+"-error")) != 1 || len(d.Find(".field__error")) != 1 || len(d.Find(`.problems a[href="#`+id+`"]`)) != 1 {
				t.Errorf("%s with %q: %d, the problem does not stand at %s alone", c.path, c.fill, a.Status, c.wrong)
			}
		}
	})
}

// TestAFileThatDoesNotOpen leads to the emergency door with the same words for every file that does not open.
func TestAFileThatDoesNotOpen(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		a, d := w.get("near/anna", "/inwoners/"+w.ids["other"])
		if a.Status != 404 || len(d.Find(`a[href="/noodinzage/`+w.ids["other"]+`"]`)) != 1 || strings.Contains(a.Body, "Khattabi") {
			t.Errorf("a file of another team: %d, or no way to the emergency door", a.Status)
		}
		if _, d := w.get("near/keeper", "/inwoners/"+w.ids["other"]); len(d.Find(`a[href^="/noodinzage/"]`)) != 0 {
			t.Error("an administrator is led to the emergency door")
		}
		_, d = w.get("near/anna", "/inwoners/"+w.ids["mine"])
		for _, path := range []string{"/afwegen", "/afwegingen"} {
			if len(d.Find(`a[href="/inwoners/`+w.ids["mine"]+path+`"]`)) != 1 {
				t.Errorf("no link to %s", path)
			}
		}
	})
}

// TestOthersHearWhatHappened changes blocks, and asks what the other slices were told in the same transaction.
func TestOthersHearWhatHappened(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		var heard []string
		var refuse error
		w.f.desk.Happened = func(_ context.Context, _ db.Tx, org, resident, code string) error {
			if org != w.who["near/anna"].Org || resident != w.ids["mine"] {
				t.Errorf("told of %s in %s", resident, org)
			}
			heard = append(heard, code)
			return refuse
		}
		at := "/inwoners/" + w.ids["mine"]
		for _, c := range []struct {
			path string
			fill []string
			want string
		}{
			{"/wijzigen/wonen", []string{"kind", "alone", "postcode", "1234 AB"}, "address living"},
			{"/wijzigen/wonen", []string{"kind", "shelter"}, "living"},
			{"/wijzigen/wonen", nil, ""},
			{"/wijzigen/huishouden", []string{"household.0.name", "Bep"}, "household"},
			{"/wijzigen/ondersteuning", []string{"risk", "yes"}, "risk"},
			{"/wijzigen/ondersteuning", []string{"client_support", "yes"}, ""},
			{"/wijzigen/wensen", []string{"wishes.0.text", "rust"}, ""},
			{"/veilig-contact", []string{"secret", "yes", "source", "worker"}, "address safe_contact"},
		} {
			heard = nil
			a, _ := w.post("near/anna", at+c.path, w.open("near/anna", at+c.path, "form", c.fill...))
			if a.Status != 303 || strings.Join(heard, " ") != c.want {
				t.Errorf("%s %q: %d, heard %q, want %q", c.path, c.fill, a.Status, heard, c.want)
			}
		}
		refuse = errors.New("the other slice cannot")
		form := w.open("near/anna", at+"/wijzigen/huishouden", "form", "household.0.name", "Truus")
		if a, _ := w.post("near/anna", at+"/wijzigen/huishouden", form); a.Status != 500 {
			t.Errorf("a slice that cannot hear: %d", a.Status)
		}
		if k, err := people.Get[people.Household](t.Context(), w.d.Read(), w.who["near/anna"], w.ids["mine"]); err != nil || k.Value.Housemates[0].Name != "Bep" {
			t.Errorf("stored without the others: %+v %v", k, err)
		}
	})
}

// TestAnExportRunsNothing takes a name that a spreadsheet would run out into a file.
func TestAnExportRunsNothing(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.add("formula", "near/anna", people.Who{Given: "=1+1", Family: "Formule"}, true)
		out, _ := w.post("near/lead", "/inwoners/uitvoeren", url.Values{"lijst": {"ja"}, "reason": {"meeting"}})
		if out.Status != 200 || !strings.Contains(out.Body, `"'=1+1"`) {
			t.Errorf("export: %d %q", out.Status, out.Body)
		}
	})
}
