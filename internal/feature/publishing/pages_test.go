package publishing

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/web/webtest"
)

func TestTexts(t *testing.T) {
	webtest.Texts(t, ".", texts, "publishing.")
	webtest.Pages(t, overviewPage, packPage, versionPage, filePage)
}

// TestAVersionAllTheWay is the ordinary road: new version, a mistake, mended, proposed, reckoned, released by a second
// person, in force at once, brought back, the counts beside each other.
func TestAVersionAllTheWay(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		before := w.library("near/anna")
		version := w.begin("near/edith", "hot-day")
		_, doc := w.get("near/edith", version)
		for _, s := range []webtest.Seen{webtest.In("h1", "Hete dag 1.1.0"), webtest.In("main", "1 voorbeeld nagelopen"), webtest.In("a", "rules.yaml"), webtest.In("a", "cases/warm.yaml"), webtest.In("main", "Er is geen verschil")} {
			if !doc.Has(s.Selector, s.Text) {
				t.Errorf("no %s with %q", s.Selector, s.Text)
			}
		}
		// A mistake is told with file, line and remedy, and the text is kept.
		a := w.write("near/edith", version, "rules.yaml", rules("approve: [nobody], ", "conditional"))
		if a.Status != http.StatusSeeOther {
			t.Fatalf("a text with mistakes is not stored: %d\n%s", a.Status, a.Body)
		}
		w.next("near/edith", version, "Nu aan zet: jij", "Verbeter wat Nabij vond", "#bevindingen")
		a, doc = w.get("near/edith", version+"/bestand?naam=rules.yaml")
		if !doc.Has("a", "rules.yaml, regel 2") || !doc.Has(".code", "{id: too-hot") || !doc.Has("main", "nobody") || !strings.Contains(a.Body, "approve: [nobody]") {
			t.Errorf("the mistake is not told beside the text:\n%s", a.Body)
		}
		if _, en := w.get("near/edith", "/en"+version); !en.Has("main", "There is no ‘nobody’") {
			t.Error("the mistake is not told in English")
		}
		if _, doc = w.get("near/edith", version); doc.Has("form#propose", "") {
			t.Error("a version with errors can be proposed")
		}
		// Dropping the approval, looser: the case fails too.
		w.write("near/edith", version, "rules.yaml", rules("", "conditional"))
		_, doc = w.get("near/edith", version)
		for _, text := range []string{"1 goedkeuring vervalt", "huisbezoek: was ‘niet aangeraden’, is nu ‘past onder voorwaarden’ (losser)", "Noem de nieuwe versie 2.0.0"} {
			if !doc.Has("#verschillen", text) && !doc.Has("main", text) {
				t.Errorf("the differences do not say %q", text)
			}
		}
		w.next("near/edith", version, "Nu aan zet: jij", "Bereken wat deze versie", "#gevolgen")
		if a = w.propose("near/edith", version); a.Status != http.StatusSeeOther {
			t.Fatalf("%d\n%s", a.Status, a.Body)
		}
		if n := w.count("framework.release_asked", "done"); n != 1 {
			t.Errorf("asking for release is %d times in the audit", n)
		}
		if _, doc = w.get("near/fred", "/kaderbeheer"); !doc.Has("main", "edith vraagt om vrij te geven") {
			t.Error("the second editor does not see that a release is asked")
		}
		_, doc = w.get("near/fred", version)
		for _, text := range []string{"niet gevraagd", "Geen tijd; dat doen we erna.", "12 mei 2020", "Minder mensen bij elkaar."} {
			if !doc.Has("main", text) {
				t.Errorf("the page does not say %q", text)
			}
		}
		// Without reckoning, releasing asks a tick.
		if a = w.release("near/fred", version); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "nog niet berekend") {
			t.Errorf("released without knowing the effects: %d", a.Status)
		}
		w.reckon("near/fred", version)
		w.next("near/fred", version, "Nu aan zet: jij", "geef dan vrij", "#release")
		w.next("near/edith", version, "Nu aan zet: een tweede kaderbeheerder", "Je schreef aan deze versie", "")
		w.next("near/anna", version, "Nu aan zet: een kaderbeheerder", "Een tweede kaderbeheerder leest mee", "")
		_, doc = w.get("near/fred", version)
		if !doc.Has("#gevolgen", "Een ander advies") || !doc.Has("#gevolgen", "5") {
			t.Error("the effects are not shown")
		}
		if w.library("near/anna") != before {
			t.Error("something is in force before its release")
		}
		if a = w.release("near/fred", version); a.Status != http.StatusSeeOther {
			t.Fatalf("%d\n%s", a.Status, a.Body)
		}
		now := w.library("near/anna")
		if p := now.Find("hot-day", ""); now == before || p.Head.Version != "1.1.0" || p.Head.Status != "released" || now.Find("hot-day", "1.0.0") == nil {
			t.Fatal("the release is not in force at once beside the earlier version")
		}
		if w.library("near/anna") != now {
			t.Error("the pointer changes without a release")
		}
		w.work()
		w.next("near/edith", version, "Er hoeft nu niets te gebeuren", "geldt tot er een nieuwere is", "#gevolgen")
		_, doc = w.get("near/edith", version)
		if !doc.Has("#gevolgen", "Deze tellingen zijn gelijk") || !doc.Has("#gevolgen", "liggen bij de medewerkers") {
			t.Errorf("the counts are not set beside each other: %q", doc.Texts("#gevolgen"))
		}
		if got := strings.Join(w.impacts.asked, "|"); !strings.Contains(got, "impact "+w.orgs["near"]+" 1.0.0/1.0.0 1.1.0/1.0.0|back "+w.orgs["near"]) || !strings.HasSuffix(got, " 1.0.0/1.0.0 1.1.0/1.0.0") {
			t.Errorf("asked %q", got)
		}
		if n := w.count("framework.released", "done"); n != 1 {
			t.Errorf("the release is %d times in the audit", n)
		}
		// Other organisations go on with what they had, and see nothing.
		if w.library("far/anna").Find("hot-day", "1.1.0") != nil {
			t.Error("another organisation has this release")
		}
		w.workersRead(version)
	})
}

// next looks at the one step that the page of a version puts on top.
func (w *town) next(name, version, who, what, way string) {
	w.t.Helper()
	_, doc := w.get(name, version)
	if !doc.Has("#nu h2", who) || !strings.Contains(strings.ToLower(strings.Join(doc.Texts("#nu"), " ")), strings.ToLower(what)) {
		w.t.Errorf("%s sees as next step %q, want %q, %q", name, doc.Texts("#nu"), who, what)
	}
	if id := strings.TrimPrefix(way, "#"); way == "" && doc.Has("#nu a", "") || way != "" && (!doc.Has(`#nu a[href="`+way+`"]`, "") || !doc.Has(`[id="`+id+`"]`, "")) {
		w.t.Errorf("%s: the way %q is not there, or leads nowhere", name, way)
	}
}

// workersRead looks at what a worker sees and does not see.
func (w *town) workersRead(version string) {
	w.t.Helper()
	_, doc := w.get("near/anna", version)
	if !doc.Has("#verschillen", "goedkeuring vervalt") || doc.Has("form#withdraw", "") || doc.Has("form#reckon", "") {
		w.t.Error("a worker does not read the differences, or may do something")
	}
	w.clock.Advance(24 * time.Hour)
	_, doc = w.get("near/anna", "/kaderbeheer/hot-day?van=1.0.0&naar="+strings.TrimPrefix(version, "/kaderbeheer/versie/"))
	if !doc.Has("h3", "Van 1.0.0 naar 1.1.0") || !doc.Has("main", "goedkeuring vervalt") || !doc.Has("main", "Wanneer welke eigen versie gold") {
		w.t.Error("the page of the pack does not compare versions over time")
	}
	if _, doc = w.get("near/anna", "/kaderbeheer"); doc.Has("form#new", "") || doc.Has("nav", "Kaderbeheer") || !doc.Has("main", "In gebruik: versie 1.1.0") {
		w.t.Error("the overview of a worker is not that of a reader")
	}
	if _, doc = w.get("near/edith", "/kaderbeheer"); !doc.Has("nav", "Kaderbeheer") {
		w.t.Error("the editor has no menu entry")
	}
}

func TestWhatMustNotHappen(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.begin("near/edith", "hot-day")
		w.write("near/fred", version, "rules.yaml", rules("", "not_advised"))
		draft := w.open("near/edith", version+"/bestand?naam=rules.yaml", "file", "doe", "opslaan", "tekst", "# wat ik nog schreef")
		late := w.open("near/fred", version, "propose", "doe", "voorstellen", "toelichting", "Mijn toelichting.", "gevraagd.workers", "nee", "hoe.workers", "x",
			"gevraagd.client_council", "nee", "hoe.client_council", "x", "gevraagd.experience", "nee", "hoe.experience", "Mijn reden.")
		if a := w.propose("near/edith", version); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		w.reckon("near/gert", version)

		// Neither author nor proposer releases, whatever they send.
		for _, name := range []string{"near/edith", "near/fred"} {
			_, doc := w.get(name, version)
			if doc.Has("form#release", "") || !doc.Has("main", "Een tweede kaderbeheerder geeft haar vrij") {
				t.Errorf("%s is offered to release a version of their own", name)
			}
			form := w.open("near/gert", version, "release", "doe", "vrijgeven")
			before := w.count("access.refused", "refused")
			if a, _ := w.post(name, version, form); a.Status != http.StatusForbidden || !strings.Contains(a.Body, "Vraag een tweede kaderbeheerder") {
				t.Errorf("%s released a version of their own: %d", name, a.Status)
			}
			if w.count("access.refused", "refused") != before+1 {
				t.Errorf("the refusal of %s is not in the audit", name)
			}
		}
		// A proposal is not written in, and neither is what was released.
		if a, _ := w.post("near/edith", version+"/bestand", draft); a.Status != http.StatusConflict || !strings.Contains(a.Body, "# wat ik nog schreef") {
			t.Errorf("a proposal was changed, or the text is lost: %d", a.Status)
		}
		if a, _ := w.post("near/fred", version, late); a.Status != http.StatusConflict || !strings.Contains(a.Body, "Mijn toelichting.") || !strings.Contains(a.Body, "Mijn reden.") {
			t.Errorf("proposed twice, or the words are lost: %d", a.Status)
		}
		for name, status := range map[string]int{"": 401, "near/anna": 403, "near/boss": 403, "near/keeper": 403, "near/partner": 403, "far/edith": 404, "far/fred": 404} {
			form := w.open("near/gert", version, "release", "doe", "vrijgeven")
			if a, _ := w.post(name, version, form); a.Status != status {
				t.Errorf("%q releases: %d, want %d", name, a.Status, status)
			}
			if a, _ := w.post(name, version+"/bestand", draft); a.Status != status {
				t.Errorf("%q writes: %d, want %d", name, a.Status, status)
			}
			form.Set("doe", "intrekken")
			form.Set("intrekken", "x")
			if a, _ := w.post(name, version, form); a.Status != status {
				t.Errorf("%q withdraws: %d, want %d", name, a.Status, status)
			}
			if a, _ := w.post(name, version+"/gevolgen", form); a.Status != status {
				t.Errorf("%q reckons: %d, want %d", name, a.Status, status)
			}
		}
		form := w.open("near/gert", version, "release", "doe", "vrijgeven")
		if a, _ := w.post("near/gert", version, form); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		number := w.library("near/anna")
		if a, _ := w.post("near/gert", version, form); a.Status != http.StatusSeeOther || w.library("near/anna") != number {
			t.Error("pressing twice released twice")
		}
		if a, _ := w.post("near/edith", version+"/bestand", w.fresh(draft)); a.Status != http.StatusConflict {
			t.Errorf("a released text was changed: %d", a.Status)
		}
		a, doc := w.get("near/edith", version+"/bestand?naam=rules.yaml")
		if a.Status != 200 || doc.Has("textarea", "") || !doc.Has("main", "kan niet worden gewijzigd") {
			t.Error("a released text is offered to be changed")
		}
		// Forged and other addresses.
		for _, path := range []string{"/kaderbeheer/versie/1", "/kaderbeheer/versie/0190b2b0-0000-7000-8000-000000000000", version + "/bestand?naam=../../etc/passwd",
			"/kaderbeheer/nothing", version + "/bestand?naam=none.yaml"} {
			if a, _ := w.get("near/edith", path); a.Status != http.StatusNotFound {
				t.Errorf("%s: %d", path, a.Status)
			}
		}
	})
}

func TestAPackWithoutCasesSaysSo(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		_, doc := w.get("near/edith", w.begin("near/edith", "heat-rules"))
		if !doc.Has("#bevindingen", "Bij dit soort pakket horen geen voorbeelden") || doc.Has("#bevindingen", "0 voorbeelden") || doc.Has("summary", "voorbeelden") {
			t.Errorf("%q", doc.Texts("#bevindingen"))
		}
	})
}

func TestDraftsAreForWhoWrites(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.begin("near/edith", "hot-day")
		for name, status := range map[string]int{"near/edith": 200, "near/fred": 200, "near/anna": 404, "near/boss": 404, "near/partner": 403, "far/edith": 404, "": 401} {
			for _, path := range []string{version, version + "/bestand?naam=rules.yaml", version + "/gevolgen"} {
				if a, _ := w.get(name, path); a.Status != status {
					t.Errorf("%q opens %s: %d, want %d", name, path, a.Status, status)
				}
			}
		}
		if _, doc := w.get("near/anna", "/kaderbeheer/hot-day"); doc.Has("a", "1.1.0") {
			t.Error("a worker sees that there is a draft")
		}
		if _, doc := w.get("far/edith", "/kaderbeheer/hot-day"); doc.Has("a", "1.1.0") {
			t.Error("another organisation sees a draft")
		}
	})
}
