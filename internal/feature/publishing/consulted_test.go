package publishing

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

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

// TestACheckThatTakesLong keeps the checks from beginning: the page comes all the same and tells so, nothing can be
// proposed meanwhile, and later the outcome is there.
func TestACheckThatTakesLong(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.begin("near/edith", "hot-day")
		form := w.open("near/edith", version, "propose", "doe", "voorstellen", "gevraagd.workers", "nee", "hoe.workers", "x",
			"gevraagd.client_council", "nee", "hoe.client_council", "x", "gevraagd.experience", "nee", "hoe.experience", "Mijn reden.")
		other := w.process()
		other.wait = 30 * time.Millisecond
		other.checks.slots = make(chan struct{}, checksAtOnce)
		for range checksAtOnce {
			other.checks.slots <- struct{}{}
		}
		w.router = w.serve(other)
		a, doc := w.get("near/edith", version)
		if a.Status != http.StatusOK || !doc.Has("#bevindingen", "kijkt deze versie nog na") || !doc.Has("#bevindingen a", "Kijk hoe ver het is") || doc.Has("form#propose", "") {
			t.Errorf("the page waits, or says that all is well: %d %q", a.Status, doc.Texts("#bevindingen"))
		}
		if a, _ = w.post("near/edith", version, form); a.Status != http.StatusConflict || !strings.Contains(a.Body, "nog aan het nakijken") || !strings.Contains(a.Body, "Mijn reden.") {
			t.Errorf("proposed without having been checked: %d", a.Status)
		}
		for range checksAtOnce {
			<-other.checks.slots
		}
		other.wait = time.Minute
		if _, doc = w.get("near/edith", version); !doc.Has("#bevindingen", "1 voorbeeld nagelopen") {
			t.Error("the check did not go on")
		}
		if a, _ = w.post("near/edith", version, w.fresh(form)); a.Status != http.StatusSeeOther {
			t.Errorf("after the check it cannot be proposed: %d", a.Status)
		}
	})
}
