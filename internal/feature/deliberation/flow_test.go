package deliberation

import (
	"strings"
	"testing"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/platform/web/webtest"
)

// TestFromFileToPaper walks the whole road: begin, find what the file knows, answer, think along, decide, print.
func TestFromFileToPaper(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		a, d := w.get("near/anna", at)
		if a.Status != 200 {
			t.Fatalf("%d", a.Status)
		}
		for _, note := range []string{"Uit het dossier, van 18 mei 2020.", "Graag even samen zitten"} {
			if !d.Has(".block__notes", note) {
				t.Errorf("no note %q in %q", note, d.Texts(".block__notes"))
			}
		}
		if strings.Contains(a.Body, "<title>") && strings.Contains(a.Body[:strings.Index(a.Body, "</title>")], "Meijer") {
			t.Error("the title carries the name")
		}
		if x := w.stored(at, "age"); x.Given[0] != "72" || x.Source != record.FromFile || x.SourceOn != "2020-05-18" {
			t.Errorf("%+v", x)
		}
		if x := w.stored(at, "housemates"); len(x.Given) != 1 || x.Given[0] != "1" {
			t.Errorf("%+v", x)
		}

		w.answer("near/anna", at, "q.wish", "meet", "q.age", "73")
		if x := w.stored(at, "age"); x.Given[0] != "73" || x.Source != record.FromWorker || x.Version != 2 {
			t.Errorf("%+v", x)
		}
		if x := w.stored(at, "housemates"); x.Version != 1 || x.Source != record.FromFile {
			t.Errorf("what was not touched was written: %+v", x)
		}
		a, d = w.get("near/anna", at)
		if !d.Has("#saved", "Bewaard om 12:00.") {
			t.Errorf("%q", d.Texts("#saved"))
		}
		if !d.Has(".block__notes", "Het dossier zegt nu: 72") && !d.Has(".block__notes", "Het dossier zegt nu") {
			t.Logf("notes %q", d.Texts(".block__notes"))
		}

		form := w.open("near/anna", at+"/meedenken", "ask", "collega", w.who["near/cato"].ID, "vraag", "Zou jij gaan?", "doe", "vraag")
		w.ok("near/anna", at+"/meedenken", form)
		_, d = w.get("near/cato", "/afwegingen")
		if !d.Has("#gevraagd", "Zou jij gaan?") || !d.Has("#gevraagd", "Johanna van der Meijer") {
			t.Errorf("%q", d.Texts("#gevraagd"))
		}
		_, d = w.get("near/cato", at+"/meedenken")
		var answer string
		for _, f := range d.Find("form") {
			if id := webtest.Attr(f, "id"); strings.HasPrefix(id, "answer-") {
				answer = id
			}
		}
		fields := set(d.Fields(answer), "oordeel."+answer[7:], "dissent", "antwoord."+answer[7:], "Ik zou bellen", "doe", "antwoord")
		w.ok("near/cato", at+"/meedenken", fields)
		if a, _ := w.get("near/cato", at); a.Status != 404 {
			t.Errorf("who answered still sees it: %d", a.Status)
		}

		if to := w.decide("near/anna", at, "home", "volgende", "2020-05-25", "opnieuw", "2020-06-01"); to != at {
			t.Errorf("%s", to)
		}
		if w.reviews.form == "" || w.reviews.look.String() != "2020-06-01" || w.reviews.next.String() != "2020-05-25" {
			t.Errorf("%+v", w.reviews)
		}
		for _, path := range []string{at, at + "/verslag", "/en" + at + "/verslag"} {
			a, d := w.get("near/anna", path)
			if a.Status != 200 || !strings.Contains(a.Body, "Ik zou bellen") || !strings.Contains(a.Body, "Zo wil zij het") {
				t.Errorf("%s: %d %q", path, a.Status, d.Texts("main"))
			}
		}
		a, _ = w.get("near/anna", at+"/brief")
		if a.Status != 200 || strings.Contains(a.Body, "Ik zou bellen") || strings.Contains(a.Body, "Zo wil zij het") || !strings.Contains(a.Body, "25 mei 2020") {
			t.Errorf("letter: %d", a.Status)
		}
		if w.count("deliberation.printed", "done") != 4-1 {
			t.Errorf("printed %d", w.count("deliberation.printed", "done"))
		}
	})
}
