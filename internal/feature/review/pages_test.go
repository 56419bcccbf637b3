package review

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nabij/internal/people"
	"nabij/internal/platform/web/webtest"
)

func TestTexts(t *testing.T) {
	webtest.Texts(t, ".", texts, "review.")
	webtest.Pages(t, listPage, onePage)
}

// The list tells whose decision came back and why, in plain words, and lets weigh again.
func TestWorklistTellsWhy(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		a, d := w.get("near/anna", "/heroverwegen")
		if a.Status != 200 || !d.Has("main", "Niets om opnieuw te wegen") || !d.Has("main", "Een besluit komt vanzelf terug") {
			t.Fatalf("an empty list: %d", a.Status)
		}
		id := w.decide("near/anna", "mine", "no", "2020-05-15", "2020-06-30")
		w.decide("near/bram", "team", "no", "", "2020-05-01")
		w.happened("near/anna", "mine", "address")
		w.release("near/lead", "0190b6a0-0000-7000-8000-000000000001", content(t, "1.1.0", "2", ""))
		before := w.count(`select count(*) from audit_line where event = 'deliberation.listed'`)
		a, d = w.get("near/anna", "/heroverwegen")
		for _, want := range []string{"Johanna Meijer", "De visit", "Huisbezoek", "Ander advies", "De richtlijn ‘De apart’ is veranderd: was versie 1.0.0, is versie 1.1.0.",
			"Voor dit besluit is het advies nu anders.", "was 1,5 meter, is nu 2 (strenger)", "Het adres is veranderd.", "Het volgende contact was op 15 mei 2020.", "30 juni 2020", "Opnieuw wegen"} {
			if !d.Has("main", want) {
				t.Errorf("not told: %s", want)
			}
		}
		if d.Has("main", "Jansen") || strings.Contains(a.Body, "<title>Johanna") || d.Has("title", "Meijer") {
			t.Error("somebody else's resident, or a name in the title")
		}
		if !strings.Contains(a.Body, `action="/afwegingen/`+id+`/opnieuw"`) || !strings.Contains(a.Body, `href="/heroverwegen/`+id+`"`) {
			t.Error("there is no way to weigh again or to keep it")
		}
		if n := w.count(`select count(*) from audit_line where event = 'deliberation.listed'`); n != before+1 {
			t.Errorf("%d audit lines for a list, want 1", n-before)
		}
		if text := w.main("near/anna", "/en/heroverwegen"); !strings.Contains(text, "For this decision the advice is now another.") || !strings.Contains(text, "was version 1.0.0") {
			t.Errorf("in English: %s", text)
		}
		// The team sees both, and who may not decide gets no way to keep it.
		a, d = w.get("near/bram", "/heroverwegen?van=team")
		if !d.Has("main", "Johanna Meijer") || !d.Has("main", "Kees Jansen") || strings.Contains(a.Body, `href="/heroverwegen/`+id+`"`) {
			t.Error("the list of the team")
		}
		if text := w.main("near/cato", "/heroverwegen?van=team"); strings.Contains(text, "Johanna") {
			t.Error("another team sees it")
		}
	})
}

// TestWhoMayOpen opens a decision by each role and relation. Not there and not yours are one answer, with an audit line.
func TestWhoMayOpen(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		ids := map[string]string{"mine": w.decide("near/anna", "mine", "no", "", "2020-05-01"), "other": w.decide("near/cato", "other", "no", "", ""),
			"far": w.decide("far/anna", "far", "no", "", ""), "nobody": people.NewID(noon), "nonsense": "x'; drop table open_decision"}
		for _, c := range []struct {
			who, file    string
			status, post int // post without anything filled in: 422 is somebody who may
		}{
			{"", "mine", 401, 401}, {"near/anna", "mine", 200, 422}, {"near/bram", "mine", 200, 403}, {"near/lead", "mine", 200, 422},
			{"near/cato", "mine", 404, 404}, {"near/boss", "mine", 404, 404}, {"near/keeper", "mine", 404, 404}, {"far/anna", "mine", 404, 404},
			{"near/anna", "other", 404, 404}, {"near/anna", "far", 404, 404}, {"near/anna", "nobody", 404, 404}, {"near/anna", "nonsense", 404, 404},
		} {
			refused := w.count(`select count(*) from audit_line where event = 'access.refused'`)
			path := "/heroverwegen/" + url.PathEscape(ids[c.file])
			a, _ := w.get(c.who, path)
			b, _ := w.post(c.who, path, url.Values{"once": {"6f9619ff-8b86-4011-b42d-00c04fc964ff"}, "versie": {"1"}})
			if a.Status != c.status || b.Status != c.post {
				t.Errorf("%s opens %s: %d and %d, want %d and %d", c.who, c.file, a.Status, b.Status, c.status, c.post)
			}
			n := w.count(`select count(*) from audit_line where event = 'access.refused'`) - refused
			want := int64(0)
			for _, s := range []int{c.status, c.post} {
				if s == 404 || s == 403 {
					want++
				}
			}
			if n != want {
				t.Errorf("%s opens %s: %d refusals in the audit, want %d", c.who, c.file, n, want)
			}
		}
		if n := w.count(`select count(*) from open_decision where version > 1`); n != 0 {
			t.Errorf("%d decisions were changed", n)
		}
	})
}

// keepForm opens the form with which a decision stays, and fills it in.
func (w *town) keepForm(who, id string, fill ...string) url.Values {
	w.t.Helper()
	a, d := w.get(who, "/heroverwegen/"+id)
	if a.Status != 200 {
		w.t.Fatalf("%d", a.Status)
	}
	form := d.Fields("keep")
	for i := 0; i+1 < len(fill); i += 2 {
		form.Set(fill[i], fill[i+1])
	}
	return form
}

// A decision stays with a reason and a day, once, and never over the head of somebody else.
func TestItStays(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		id := w.decide("near/anna", "mine", "no", "2020-05-15", "2020-05-16")
		path := "/heroverwegen/" + id
		for name, x := range map[string]struct{ why, look, told string }{
			"no reason":        {" ", "2020-05-25", "Schrijf op waarom"},
			"no day":           {"Het past nog", "", "Kies een dag waarop je weer kijkt"},
			"today":            {"Het past nog", "2020-05-18", "Kies een dag na vandaag"},
			"years ahead":      {"Het past nog", "2022-05-18", "binnen een jaar"},
			"no day at all":    {"Het past nog", "morgen", ""},
			"a very long text": {strings.Repeat("é", MaxWhy+1), "2020-05-25", "te lang"},
		} {
			a, d := w.post("near/anna", path, w.keepForm("near/anna", id, "why", x.why, "look", x.look))
			if a.Status != http.StatusUnprocessableEntity || !d.Has("#problems", x.told) {
				t.Errorf("%s: %d", name, a.Status)
			}
			if got := d.Fields("keep"); strings.TrimSpace(got.Get("why")) != strings.TrimSpace(x.why) || got.Get("look") != x.look {
				t.Errorf("%s: what was typed is lost", name)
			}
		}
		if w.came("near/anna", false) == "" {
			t.Fatal("it is kept already")
		}
		// Somebody else's reason comes in between: told, the text kept, nothing stored.
		form := w.keepForm("near/anna", id, "why", "Zij wil het zo <b>👵🏽</b>", "look", "2020-05-25")
		w.happened("near/anna", "mine", "risk")
		a, d := w.post("near/anna", path, form)
		if a.Status != http.StatusConflict || !d.Has("main", "intussen iets veranderd") || !d.Has("main", "gezondheidsrisico") || d.Fields("keep").Get("why") != form.Get("why") {
			t.Errorf("a reason in between: %d", a.Status)
		}
		form = d.Fields("keep") // as it came back
		decided := w.count(`select count(*) from audit_line where event = 'deliberation.decided'`)
		stayed := w.count(`select count(*) from audit_line where event = 'deliberation.kept'`)
		for range 2 { // the button is pressed twice
			if a, _ = w.post("near/anna", path, form); a.Status != http.StatusSeeOther {
				t.Errorf("it stays: %d", a.Status)
			}
		}
		if n := w.count(`select count(*) from audit_line where event = 'deliberation.decided'`) - decided; n != 0 {
			t.Errorf("%d times in the audit as a decision taken", n)
		}
		if n := w.count(`select count(*) from audit_line where event = 'deliberation.kept' and outcome = 'done'`) - stayed; n != 1 {
			t.Errorf("%d audit lines", n)
		}
		if got := w.came("near/anna", false); got != "" {
			t.Errorf("still on the list: %s", got)
		}
		if n := w.count(`select count(*) from came_back where deliberation_id = $1 and how = 'kept' and why = $2`, id, form.Get("why")); n != 3 {
			t.Errorf("%d reasons kept with why, want 3: two days and an event", n)
		}
		if _, d := w.get("near/bram", path); !d.Has("main", "18 mei 2020, door anna") || !d.Has("main", "Zij wil het zo <b>👵🏽</b>") {
			t.Error("a colleague cannot read why it stayed")
		}
		// The back button: an old form does nothing over what is there now.
		form.Set("once", "6f9619ff-8b86-4011-b42d-00c04fc964ff")
		if a, _ = w.post("near/anna", path, form); a.Status != http.StatusConflict {
			t.Errorf("an old form: %d", a.Status)
		}
		w.clock.Set(noon.AddDate(0, 0, 7))
		if got := w.came("near/anna", false); got != "Johanna day" {
			t.Errorf("on its new day: %q", got)
		}
		w.happened("near/anna", "mine", "risk") // and the same event a second time counts anew
		if got := w.came("near/anna", false); got != "Johanna event:risk+day" {
			t.Errorf("an event after it was kept: %q", got)
		}
	})
}
