package publishing

import (
	"net/http"
	"testing"
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
