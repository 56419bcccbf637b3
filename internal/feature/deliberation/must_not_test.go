package deliberation

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/people"
	"nabij/internal/platform/web/webtest"
)

// TestWhoMayNot opens and sends everything as everybody who may not. They learn nothing, and it is written down.
func TestWhoMayNot(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		open := w.begin("near/anna", "mine", "day", "2020-05-20")
		w.answer("near/anna", open, "q.experience-text", "Zij woont bij haar zus")
		closed := w.begin("near/anna", "mine", "day", "2020-05-21")
		w.decide("near/anna", closed, "phone")
		forged := "/afwegingen/" + people.NewID(noon)
		before := w.dump(tables...)
		far := w.begin("far/anna", "far", "day", "2020-05-20")
		before = w.dump(tables...)
		gets := []string{"", "/kiezen", "/eerder", "/meedenken", "/besluit", "/verslag", "/brief"}
		posts := []string{"", "/kiezen", "/meedenken", "/besluit", "/beeindigen", "/opnieuw", "/brief"}
		for who, status := range map[string]int{"near/cato": 404, "far/anna": 404, "near/boss": 404, "near/keeper": 404, "near/partner": 404, "": 401} {
			for _, at := range []string{open, closed, forged} {
				for _, p := range gets {
					a, _ := w.get(who, at+p)
					if a.Status != status || strings.Contains(a.Body, "Meijer") || strings.Contains(a.Body, "zus") {
						t.Errorf("%s %s: %d", who, at+p, a.Status)
					}
				}
				for _, p := range posts {
					form := url.Values{"once": {record.NewKey()}, "reden": {"x"}, "versie": {"1"}, "vorm": {"phone"}, "doe": {"vraag"}, "vraag": {"x"}, "collega": {w.who["near/bram"].ID}, "v.wish": {"0.x"}, "q.wish": {"meet"}}
					if a, _ := w.post(who, at+p, form); a.Status != status {
						t.Errorf("POST %s %s: %d", who, at+p, a.Status)
					}
				}
			}
			for _, p := range []string{"/afwegen", "/afwegingen"} {
				if a, _ := w.get(who, "/inwoners/"+w.ids["mine"]+p); a.Status != status {
					t.Errorf("%s %s: %d", who, p, a.Status)
				}
			}
			if a, _ := w.post(who, "/inwoners/"+w.ids["mine"]+"/afwegen", url.Values{"once": {record.NewKey()}, "kader": {"fysieke-ontmoeting"}, "day": {"2020-05-20"}}); a.Status != status {
				t.Errorf("%s began: %d", who, a.Status)
			}
		}
		if after := w.dump(tables...); after != before {
			t.Errorf("something was written:\n%s", after)
		}
		if n := w.count("access.refused", "refused"); n != 5*(3*14+3) {
			t.Errorf("%d refusals are in the trail", n)
		}
		if a, _ := w.get("near/anna", far); a.Status != 404 {
			t.Errorf("another organisation: %d", a.Status)
		}
		// What does not exist, is of others, or is nonsense is one page.
		body := func(who, path string) string {
			a, _ := w.get(who, path)
			return strings.Join(webtest.Parse(a.Body).Texts("main"), "")
		}
		if body("near/cato", open) != body("near/cato", forged) || body("near/cato", open) != body("near/cato", "/afwegingen/x") {
			t.Error("a page tells whether it exists")
		}
		for _, who := range []string{"near/cato", "near/boss", "far/anna"} {
			if a, _ := w.get(who, "/afwegingen"); strings.Contains(a.Body, "Meijer") {
				t.Errorf("%s sees it in a list", who)
			}
		}
	})
}

// TestThinkingAlongHasBounds looks at what somebody sees who was asked about one deliberation.
func TestThinkingAlongHasBounds(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		asked, other := w.begin("near/anna", "mine", "day", "2020-05-20"), w.begin("near/anna", "mine", "day", "2020-05-21")
		ask := func(who string) int {
			a, _ := w.post("near/anna", asked+"/meedenken", w.open("near/anna", asked+"/meedenken", "ask", "collega", w.who[who].ID, "vraag", "Wat vind jij?", "doe", "vraag"))
			return a.Status
		}
		if got := ask("near/cato"); got != 303 {
			t.Fatalf("%d", got)
		}
		if a, d := w.get("near/cato", asked); a.Status != 200 || !d.Has("main", "Je kijkt mee") || len(d.Find("#end")) != 0 {
			t.Errorf("%d", a.Status)
		}
		for path, want := range map[string]int{other: 404, asked + "/verslag": 403, asked + "/besluit": 403, asked + "/kiezen": 403} {
			if a, _ := w.get("near/cato", path); a.Status != want {
				t.Errorf("%s: %d, want %d", path, a.Status, want)
			}
		}
		if a, _ := w.post("near/cato", asked, url.Values{"v.wish": {"0.x"}, "q.wish": {"meet"}}); a.Status != 403 {
			t.Errorf("who thinks along writes: %d", a.Status)
		}
		grounds, err := w.f.Grounds(t.Context(), w.d.Read(), w.who["near/cato"], w.ids["mine"])
		if err != nil || len(grounds) != 1 || !strings.HasPrefix(grounds[0].String(), "consult:") {
			t.Errorf("%v %v", grounds, err)
		}
		for _, who := range []string{"near/bram", "far/cato"} {
			if g, err := w.f.Grounds(t.Context(), w.d.Read(), w.who[who], w.ids["mine"]); err != nil || len(g) != 0 {
				t.Errorf("%s: %v %v", who, g, err)
			}
		}
		// Not asked: oneself, a manager, somebody of another organisation, who knows this person, nobody.
		for _, who := range []string{"near/anna", "near/boss", "far/bram", "near/partner", "near/keeper"} {
			if got := ask(who); got != 422 {
				t.Errorf("%s was asked: %d", who, got)
			}
		}
		w.marks.conflicts[w.who["near/bram"].ID] = []string{w.ids["mine"]}
		if got := ask("near/bram"); got != 422 {
			t.Errorf("who knows the person was asked: %d", got)
		}
		// Somebody else cannot answer in the place of who was asked.
		_, d := w.get("near/cato", asked+"/meedenken")
		id := strings.TrimPrefix(webtest.Attr(d.Find("form")[0], "id"), "answer-")
		answer := url.Values{"once": {record.NewKey()}, "doe": {"antwoord"}, "welke": {id}, "oordeel." + id: {"agree"}, "antwoord." + id: {"Prima"}}
		if a, _ := w.post("near/anna", asked+"/meedenken", answer); a.Status != 403 {
			t.Errorf("answered for somebody else: %d", a.Status)
		}
		// Withdrawn: the door closes at once.
		w.ok("near/anna", asked+"/meedenken", url.Values{"once": {record.NewKey()}, "doe": {"trek-in"}, "welke": {id}})
		if a, _ := w.get("near/cato", asked); a.Status != 404 {
			t.Errorf("withdrawn: %d", a.Status)
		}
		answer.Set("once", record.NewKey())
		if a, _ := w.post("near/cato", asked+"/meedenken", answer); a.Status != 404 {
			t.Errorf("answered what was withdrawn: %d", a.Status)
		}
	})
}

// TestApprovalNeverBlocks asks, gives and refuses, and decides without.
func TestApprovalNeverBlocks(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		// The example about an aggressive household asks the lead and the safety officer.
		at := w.begin("near/anna", "mine", "kader", "voorbeeld-agressief-huishouden", "day", "2020-05-20")
		w.answer("near/anna", at, "q.worst", "violence")
		w.answer("near/anna", at, "q.last-time", "2020-05-01", "q.weapon", "yes", "q.child-in-danger", "clear")
		_, d := w.get("near/anna", at+"/meedenken")
		var forms []string
		for _, f := range d.Find("form") {
			if id := webtest.Attr(f, "id"); strings.HasPrefix(id, "approval-") {
				forms = append(forms, id)
			}
		}
		if len(forms) == 0 {
			t.Fatal("the example asks no approval any more; choose another")
		}
		w.ok("near/anna", at+"/meedenken", set(d.Fields(forms[0]), "toelichting."+forms[0][9:], "Graag vandaag", "doe", "vraag-akkoord"))
		_, d = w.get("near/lead", "/afwegingen")
		if !d.Has("#akkoord", "Graag vandaag") {
			t.Errorf("%q", d.Texts("#akkoord"))
		}
		if _, d := w.get("near/anna", "/afwegingen"); !d.Has(".badge", "wacht op akkoord") || len(d.Find("#akkoord")) != 0 {
			t.Errorf("%q", d.Texts(".badge"))
		}
		_, d = w.get("near/lead", at+"/meedenken")
		give := ""
		for _, f := range d.Find("form") {
			if id := webtest.Attr(f, "id"); strings.HasPrefix(id, "approve-") {
				give = id
			}
		}
		fields := d.Fields(give)
		for who, want := range map[string]int{"near/anna": 403, "near/bram": 403, "near/cato": 404, "far/lead": 404, "near/boss": 404} {
			form := set(url.Values{}, "once", record.NewKey(), "welke", fields.Get("welke"), "reden."+fields.Get("welke"), "x", "doe", "akkoord")
			if a, _ := w.post(who, at+"/meedenken", form); a.Status != want {
				t.Errorf("%s gave it: %d", who, a.Status)
			}
		}
		// A lead who asks for it does not give it.
		if len(forms) > 1 {
			w.ok("near/lead", at+"/meedenken", set(url.Values{}, "once", record.NewKey(), "doe", "vraag-akkoord", "welke", forms[1][9:]))
			own := ""
			for _, line := range strings.Split(w.dump("deliberation_approval"), "\n") {
				if c := strings.Split(line, "|"); len(c) > 4 && c[4] == w.who["near/lead"].ID {
					own = c[1]
				}
			}
			if a, _ := w.post("near/lead", at+"/meedenken", set(url.Values{}, "once", record.NewKey(), "doe", "akkoord", "welke", own, "reden."+own, "x")); own == "" || a.Status != 403 {
				t.Errorf("who asked gave it: %q %d", own, a.Status)
			}
		} else {
			t.Error("the example asks one approval only")
		}
		if a, _ := w.post("near/lead", at+"/meedenken", set(fields, "doe", "niet-akkoord")); a.Status != 422 {
			t.Errorf("refused without a reason: %d", a.Status)
		}
		w.ok("near/lead", at+"/meedenken", set(fields, "doe", "niet-akkoord", "reden."+fields.Get("welke"), "Te gevaarlijk"))
		// Refused, and the worker decides all the same, with a reason that is marked.
		decide := w.open("near/anna", at+"/besluit?vorm="+firstForm(w, at), "decide", "reden", "Het kind", "ingestemd", "yes", "zonder_overleg", "x", "afwijken", "x")
		if !decide.Has("zonder_akkoord") {
			t.Fatal("it does not ask why")
		}
		if a, d := w.post("near/anna", at+"/besluit", decide); a.Status != 422 || !d.Has(".problems", "Er is nog geen akkoord") {
			t.Errorf("%d %q", a.Status, d.Texts(".problems"))
		}
		w.ok("near/anna", at+"/besluit", set(decide, "zonder_akkoord", "Het kan niet wachten", "once", record.NewKey()))
		a, _ := w.get("near/anna", at+"/verslag")
		for _, want := range []string{"Besloten zonder akkoord van", "Het kan niet wachten", "Te gevaarlijk"} {
			if !strings.Contains(a.Body, want) {
				t.Errorf("the record does not tell %q", want)
			}
		}
	})
}

// firstForm is a form of contact of the framework of a deliberation.
func firstForm(w *town, at string) string {
	w.t.Helper()
	_, d := w.get("near/anna", at+"/besluit")
	return webtest.Attr(d.Find("input[name=vorm]")[0], "value")
}

// TestOnce presses every button twice.
func TestOnce(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		path := "/inwoners/" + w.ids["mine"] + "/afwegen"
		form := w.open("near/anna", path, "begin")
		one, two := w.ok("near/anna", path, form), w.ok("near/anna", path, form)
		if one != two {
			t.Error("two deliberations were made")
		}
		ask := w.open("near/anna", one+"/meedenken", "ask", "collega", w.who["near/bram"].ID, "vraag", "x", "doe", "vraag")
		w.ok("near/anna", one+"/meedenken", ask)
		w.ok("near/anna", one+"/meedenken", ask)
		if n := strings.Count(w.dump("deliberation_consult"), "\n"); n != 2 {
			t.Errorf("%d lines", n)
		}
		decide := w.open("near/anna", one+"/besluit?vorm=phone", "decide", "reden", "x", "ingestemd", "yes", "afwijken", "x", "zonder_overleg", "x", "zonder_akkoord", "x")
		w.ok("near/anna", one+"/besluit", decide)
		if got := w.ok("near/anna", one+"/besluit", decide); got != one {
			t.Errorf("%s", got)
		}
		if len(w.reviews.opened) != 1 || w.count("deliberation.decided", "done") != 1 {
			t.Errorf("decided %d times", len(w.reviews.opened))
		}
		if a, _ := w.post("near/anna", path, set(form, "once", "nonsense")); a.Status != 422 {
			t.Errorf("a forged key: %d", a.Status)
		}
	})
}

// TestDecidingOnWhatIsOver decides on a page that is older than an answer.
func TestDecidingOnWhatIsOver(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		decide := w.open("near/anna", at+"/besluit?vorm=phone", "decide", "reden", "Lang nagedacht", "ingestemd", "yes", "afwijken", "x", "zonder_overleg", "x", "zonder_akkoord", "x")
		w.answer("near/bram", at, "q.acute", "yes", "q.unsafe-home", "clear")
		a, d := w.post("near/anna", at+"/besluit", decide)
		if a.Status != 409 || !d.Has("main", "Er kwam iets bij") || d.Fields("decide").Get("reden") != "Lang nagedacht" {
			t.Errorf("%d %q", a.Status, d.Fields("decide").Get("reden"))
		}
		again := d.Fields("decide")
		for _, f := range []string{"afwijken", "zonder_overleg", "zonder_akkoord"} {
			if again.Has(f) {
				again.Set(f, "x")
			}
		}
		w.ok("near/anna", at+"/besluit", again)
		// A colleague of the team may weigh and not decide; the lead may.
		other := w.begin("near/bram", "mine", "day", "2020-05-22")
		if a, _ := w.get("near/bram", other+"/besluit"); a.Status != 403 {
			t.Errorf("not their resident: %d", a.Status)
		}
		if a, _ := w.get("near/lead", other+"/besluit"); a.Status != 200 {
			t.Errorf("the lead: %d", a.Status)
		}
	})
}

// TestTheClockSetBack stores and decides with a clock that went back a day.
func TestTheClockSetBack(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		w.answer("near/anna", at, "q.wish", "meet")
		w.clock.Set(noon.Add(-25 * time.Hour))
		w.answer("near/anna", at, "q.wish", "no-meet")
		if x := w.stored(at, "wish"); x.Given[0] != "no-meet" || x.Version != 2 {
			t.Errorf("%+v", x)
		}
		w.decide("near/anna", at, "phone")
		if a, _ := w.get("near/anna", at); a.Status != 200 {
			t.Errorf("%d", a.Status)
		}
	})
}

// TestTheCopyIsNotForEverybodyAtHome holds the letter to the safe-to-contact rule, and the record and letter apart.
func TestTheCopyIsNotForEverybodyAtHome(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		w.answer("near/anna", at, "q.unsafe-home", "clear", "q.experience-text", "haar broer")
		w.decide("near/anna", at, "phone", "hoe", "bel als haar broer werkt", "opnieuw", "2020-06-01")
		a, _ := w.get("near/anna", at+"/brief")
		for _, secret := range []string{"broer", "nveilig", "eweld", "Zo wil zij het", "Veilig Thuis"} {
			if strings.Contains(a.Body, secret) {
				t.Errorf("the letter tells %q", secret)
			}
		}
		if a.Status != 200 || !strings.Contains(a.Body, "1 juni 2020") {
			t.Errorf("%d", a.Status)
		}
		printed := w.count("deliberation.printed", "done")
		w.put("near/anna", "mine", people.SafeRule{Ways: []people.Way{{Kind: "phone"}}, MustNotKnow: []string{"haar broer"}, Careful: true, AskAfter: "2020-06-01"})
		a, d := w.get("near/anna", at+"/brief")
		if a.Status != 200 || len(d.Find("article")) != 0 || !d.Has("h1", "Geef geen brief mee") || !d.Has("main", "Laat het lezen op jouw scherm") {
			t.Errorf("%d %q", a.Status, d.Texts("h1"))
		}
		if w.count("deliberation.printed", "done") != printed {
			t.Error("a page without a letter counts as printed")
		}
		if a, d := w.post("near/anna", at+"/brief", d.Fields("anyway")); a.Status != 422 || len(d.Find("article")) != 0 {
			t.Errorf("printed without a reason: %d", a.Status)
		}
		a, d = w.post("near/anna", at+"/brief", set(d.Fields("anyway"), "reden", "Zij neemt het mee naar haar zus"))
		if a.Status != 200 || len(d.Find("article")) != 1 {
			t.Errorf("%d", a.Status)
		}
		prints, err := record.PrintsOf(t.Context(), w.d.Read(), w.who["near/anna"], at[12:])
		if err != nil || len(prints) != 1 || prints[0].Warned != "not_listed" || prints[0].Reason == "" || w.count("deliberation.printed", "done") != printed+1 {
			t.Errorf("%+v %v", prints, err)
		}
	})
}

// TestARestrictedFile keeps everybody outside the caseload out, also who is asked.
func TestARestrictedFile(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		w.ok("near/anna", at+"/meedenken", w.open("near/anna", at+"/meedenken", "ask", "collega", w.who["near/cato"].ID, "vraag", "x", "doe", "vraag"))
		w.restrict("mine")
		for _, who := range []string{"near/bram", "near/cato", "near/lead"} {
			if a, _ := w.get(who, at); a.Status != 404 {
				t.Errorf("%s: %d", who, a.Status)
			}
			if _, d := w.get(who, "/afwegingen"); d.Has("main", "Meijer") {
				t.Errorf("%s sees it in a list", who)
			}
		}
		_, d := w.get("near/anna", at+"/meedenken")
		if n := len(d.Find("select[name=collega] option")); n != 1 {
			t.Errorf("%d can be asked", n-1)
		}
	})
}

// TestNoNameOutside looks at titles and addresses.
func TestNoNameOutside(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		for _, p := range []string{"/afwegingen", at, at + "/meedenken", at + "/kiezen", at + "/besluit", "/inwoners/" + w.ids["mine"] + "/afwegen", "/inwoners/" + w.ids["mine"] + "/afwegingen", "/en" + at} {
			a, d := w.get("near/anna", p)
			title := strings.Join(d.Texts("title"), "")
			if a.Status != 200 || title != "Nabij – Afwegingen" && title != "Nabij – Deliberations" {
				t.Errorf("%s: %d %q", p, a.Status, title)
			}
		}
	})
}
