package weigh

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"nabij/internal/platform/web/webtest"
)

// doubt is a case in which a colleague must be consulted.
func doubt(pairs ...string) map[string][]string {
	return plus(fields("day", "2020-05-20", "role", "elderly-worker", "q.doubt", "alone", "q.suicide", "worry"), pairs...)
}

// decision is a complete decision.
func decision(pairs ...string) []string {
	return append([]string{"d.form", "walk", "d.reason", "Zij wil naar buiten.", "d.consulted", "Collega: ga wandelen.", "d.agreed", "yes",
		"d.next", "2020-05-27", "d.next_how", "bellen om tien uur", "d.review", "2020-06-03", "d.by", "M. de Werker"}, pairs...)
}

func TestCompare(t *testing.T) {
	in := webtest.In
	at := meeting + "/vergelijken"
	well := fields("day", "2020-02-10", "q.wish", "meet", "q.group-considered", "yes", "q.group-size", "8", "q.group-place", "indoors")
	webtest.Run(t, site(t), []webtest.Scenario{
		{Name: "two days", Path: at, Form: plus(well, "day2", "2020-05-20"), See: []webtest.Seen{in("h1", "Twee dagen naast elkaar"), in("th[scope=col]", "10 februari 2020"), in("th[scope=col]", "20 mei 2020"),
			in(".compare__side h2", "20 mei 2020"), in("tbody th", ""), in("form#weigh[action='/afwegen/fysieke-ontmoeting'] input[name='q.wish'][value=meet]", "")},
			DontSee: []string{"[compare."}},
		{Name: "the same day", Path: at, Form: plus(well, "day2", "2020-02-10"), See: []webtest.Seen{in("p", "Op beide dagen komt er voor elke vorm hetzelfde uit.")}, DontSee: []string{"Wat er verandert"}},
		{Name: "English", Path: "/en" + at, Form: plus(well, "day2", "20-5-2020"), See: []webtest.Seen{in("th[scope=col]", "20 May 2020")}},
		{Name: "no second day", Path: at, Form: well, Status: 422, See: []webtest.Seen{in("#problems a[href='#f-day2']", "tweede dag"), in("#f-day2[aria-invalid=true]", ""), in("input[name='q.wish'][value=meet][checked]", "")}},
		{Name: "a wrong second day", Path: at, Form: plus(well, "day2", "2020-02-31"), Status: 422, See: []webtest.Seen{in("#problems a[href='#f-day2']", "Vul een datum in"), in("#f-day2[value='2020-02-31']", "")}},
		{Name: "a second day beyond all days", Path: at, Form: plus(well, "day2", "9999-12-31"), Status: 422, See: []webtest.Seen{in("#problems a[href='#f-day2']", "tussen 1900 en 2199")}},
		{Name: "a wrong answer", Path: at, Form: plus(well, "day2", "2020-05-20", "q.age", "oud"), Status: 422, See: []webtest.Seen{in("#problems a[href='#f-q_2eage']", "Vul een getal in"), in("#f-q_2eage[value=oud]", ""), in("#f-day2[value='2020-05-20']", "")}},
		{Name: "not with a link", Path: at, Status: 405, Headers: map[string]string{"Allow": "POST"}},
	})
}

func TestDecide(t *testing.T) {
	in := webtest.In
	webtest.Run(t, site(t), []webtest.Scenario{
		{Name: "asks for a choice", Path: meeting + "/kiezen", Form: doubt(), See: []webtest.Seen{in("h1", "Wat kies je, en waarom?"), in("input[name='d.form'][value=walk]", ""), in("h2", "Overleg eerst met"),
			in(".route-urgent", ""), in("#f-d_2ereview", ""), in("input[type=hidden][name='q.doubt'][value=alone]", "")}, DontSee: []string{"aria-invalid", "anders dan het advies"}},
		{Name: "nobody to consult", Path: meeting + "/kiezen", Form: fields("q.wish", "meet"), See: []webtest.Seen{in("label[for='f-d_2econsulted']", "(mag leeg blijven)")}, DontSee: []string{"Overleg eerst met"}},
		{Name: "nothing filled in", Path: meeting + "/verslag", Form: doubt(), Status: 422, See: []webtest.Seen{in("#problems a[href='#f-d_2eform']", "Kies er een."), in("#problems a[href='#f-d_2ereason']", "Schrijf op waarom"),
			in("#problems a[href='#f-d_2econsulted']", "Overleg eerst"), in("input[type=hidden][name='q.suicide'][value=worry]", "")}},
		{Name: "nothing filled in for the letter", Path: meeting + "/brief", Form: doubt(), Status: 422, See: []webtest.Seen{in("h1", "Wat kies je"), in("#problems li", "Kies er een.")}},
		{Name: "white space is no reason", Path: meeting + "/verslag", Form: doubt("d.form", "walk", "d.reason", " \n ", "d.consulted", "ja"), Status: 422, See: []webtest.Seen{in("#problems li", "Schrijf op waarom")}},
		{Name: "a form that does not exist", Path: meeting + "/verslag", Form: doubt("d.form", "teleport", "d.reason", "x", "d.consulted", "x"), Status: 422,
			See: []webtest.Seen{in("#problems a[href='#f-d_2eform']", "Kies een van de mogelijkheden."), in("#f-d_2ereason", "x")}, DontSee: []string{"teleport"}},
		{Name: "an invented agreement", Path: meeting + "/verslag", Form: doubt("d.form", "walk", "d.reason", "x", "d.consulted", "x", "d.agreed", "perhaps"), Status: 422, See: []webtest.Seen{in("#problems a[href='#f-d_2eagreed']", "")}},
		{Name: "wrong days", Path: meeting + "/verslag", Form: doubt("d.form", "walk", "d.reason", "x", "d.consulted", "x", "d.next", "morgen", "d.review", "99"), Status: 422,
			See: []webtest.Seen{in("#problems a[href='#f-d_2enext']", "Vul een datum in"), in("#problems a[href='#f-d_2ereview']", "Vul een datum in"), in("#f-d_2enext[value=morgen]", ""), in("#f-d_2ereview[value='99']", "")}},
		{Name: "looking back before today", Path: meeting + "/verslag", Form: doubt("d.form", "walk", "d.reason", "x", "d.consulted", "x", "d.review", "2020-05-01"), Status: 422, See: []webtest.Seen{in("#problems a[href='#f-d_2ereview']", "vóór de geplande dag")}},
		{Name: "a next contact that has passed", Path: meeting + "/brief", Form: doubt("d.form", "walk", "d.reason", "x", "d.consulted", "x", "d.next", "1990-01-01"), Status: 422, See: []webtest.Seen{in("#problems a[href='#f-d_2enext']", "al voorbij")}},
		{Name: "a review in a far time", Path: meeting + "/verslag", Form: doubt("d.form", "walk", "d.reason", "x", "d.consulted", "x", "d.review", "9999-12-31"), Status: 422, See: []webtest.Seen{in("#problems a[href='#f-d_2ereview']", "tussen 1900 en 2199")}},
		{Name: "who must approve", Path: tree + "/kiezen", Form: fields("day", "2026-06-01", "level", "outbreak", "q.ill-now", "yes", "q.how-many-ill", "3"), See: []webtest.Seen{in("h2", "Vraag goedkeuring aan"), in("strong", "de locatiemanager")}},
		{Name: "who must approve stands on the record", Path: tree + "/verslag", Form: fields("day", "2026-06-01", "level", "outbreak", "q.ill-now", "yes", "q.how-many-ill", "6", "d.form", "phone", "d.reason", "x", "d.consulted", "y"),
			See: []webtest.Seen{in("article h3", "Vraag goedkeuring aan"), in("article strong", "de locatiemanager"), in("article h3", "Overleg eerst met"), in("article strong", "de deskundige infectiepreventie")}},
		{Name: "departing is told", Path: meeting + "/kiezen", Form: doubt("d.form", "postpone"), See: []webtest.Seen{in(".notice--info", "Je kiest iets anders dan het advies")}},
		{Name: "English", Path: "/en" + meeting + "/verslag", Form: doubt(), Status: 422, See: []webtest.Seen{in("#problems li", "Write down why you choose this."), in("#problems li", "Consult first")}},
		{Name: "an answer that cannot be used is told before the choice", Path: meeting + "/kiezen", Form: doubt("q.age", "180", "d.reason", "al getypt"), Status: 422,
			See: []webtest.Seen{in("#problems a[href='#f-q_2eage']", "Hoe oud is"), in("#f-q_2eage[value='180']", ""), in("input[type=hidden][name='d.reason'][value='al getypt']", "")}},
		{Name: "so is a wrong day", Path: meeting + "/verslag", Form: plus(fields("day", "2020-13-45", "q.wish", "meet"), decision()...), Status: 422, See: []webtest.Seen{in("#problems a[href='#f-day']", "Vul een datum in"), in("#f-day[value='2020-13-45']", "")}},
		{Name: "and so for the letter", Path: meeting + "/brief", Form: doubt(decision("q.doubt.housemate-1", "yes")...), Status: 422, See: []webtest.Seen{in("#problems", "")}, DontSee: []string{"letter stack"}},
	})
}

func TestRecordHoldsEverything(t *testing.T) {
	sent := plus(fields("day", "2020-05-20", "role", "elderly-worker", "q.doubt", "alone", "q.suicide", "worry", "q.wish", "refused", "q.means-enough", "yes", "q.means-why", "signals",
		"q.housemates", "1", "q.complaints.housemate-1", "yes", "q.age", "71", "with", "voorbeeld-organisatie"), decision()...)
	a, d := post(t, meeting+"/verslag", sent)
	if a.Status != 200 {
		t.Fatalf("status %d: %v", a.Status, d.Texts("#problems li"))
	}
	lib := library(t)
	for _, want := range []webtest.Seen{
		{Selector: "h1", Text: "Verslag van een afweging"}, {Selector: ".terms", Text: "20 mei 2020"}, {Selector: ".terms", Text: "18 mei 2020"}, {Selector: ".terms", Text: "ouderenwerker"},
		{Selector: ".lead", Text: "Samen wandelen"}, {Selector: ".typed", Text: "Zij wil naar buiten."}, {Selector: ".typed", Text: "Collega: ga wandelen."},
		{Selector: "dd", Text: "Ja"}, {Selector: "dd", Text: "27 mei 2020, bellen om tien uur"}, {Selector: "dd", Text: "3 juni 2020"}, {Selector: "dd", Text: "M. de Werker"},
		{Selector: "h3", Text: "Dringend"}, {Selector: "h3", Text: "Pleit voor ontmoeten"}, {Selector: "h3", Text: "Pleit voor afstand"}, {Selector: "h3", Text: "Vormen van contact op 20 mei 2020"},
		{Selector: "h3", Text: "Nog open"}, {Selector: "dt", Text: "Wil de inwoner elkaar in het echt zien?"}, {Selector: "dd", Text: "wil men niet zeggen"}, {Selector: "dt", Text: "(huisgenoot 1)"},
		{Selector: "h3", Text: "Telt nu niet mee"}, {Selector: "li", Text: "ik mis te veel signalen"}, {Selector: "h3", Text: "Bronnen"}, {Selector: ".print-url", Text: "https://"},
		{Selector: "li", Text: lib.Find("fysieke-ontmoeting", "").Checksum[:12]}, {Selector: "li", Text: "1.0.0 (" + lib.Find("voorbeeld-organisatie", "").Checksum[:12]},
		{Selector: "li", Text: lib.Find("nl-covid-2020", "").Checksum[:12]}, {Selector: ".sign-line", Text: "Naam en datum"},
	} {
		if !d.Has("article "+want.Selector, want.Text) {
			t.Errorf("no %s with %q; there is %.300q", want.Selector, want.Text, d.Texts("article "+want.Selector))
		}
	}
	for _, line := range d.Find("form.no-print button") {
		if !strings.Contains(webtest.Words(line), "Terug") {
			t.Errorf("the record has the button %q", webtest.Words(line))
		}
	}
	got := d.Fields(formID)
	for name, want := range sent {
		if !slices.Equal(got[name], want) {
			t.Errorf("on the way back %s is %q, was %q", name, got[name], want)
		}
	}
}

func TestRecordTellsLevelAndSideFlow(t *testing.T) {
	_, d := post(t, tree+"/verslag", fields("day", "2026-06-01", "level", "outbreak", "d.form", "phone", "d.reason", "x", "d.consulted", "x"))
	if !d.Has(".terms dd", "uitbraak") {
		t.Errorf("no risk level: %q", d.Texts(".terms dd"))
	}
	_, d = post(t, "/en"+screen+"/verslag", fields("flow", "ill-afterwards", "d.form", formOf(t, screen), "d.reason", "x", "d.consulted", "x"))
	if !d.Has(".terms dd", "Fell ill afterwards") {
		t.Errorf("no side flow: %q", d.Texts(".terms dd"))
	}
}

// formOf gives some form of contact of a framework.
func formOf(t *testing.T, path string) string {
	t.Helper()
	_, d := post(t, path+"/kiezen", fields())
	return webtest.Attr(d.Find("input[name='d.form']")[0], "value")
}

// TestBackAndForth goes through all pages with their buttons, as somebody without a script would, and loses nothing.
func TestBackAndForth(t *testing.T) {
	_, d := post(t, meeting, fields("day", "2020-05-20", "q.wish", "meet", "q.means-enough", "yes", "q.means-why", "signals"))
	all := fields()
	step := func(button string, status int, fill map[string][]string) {
		t.Helper()
		maps.Copy(all, fill)
		var a webtest.Answer
		a, d = press(t, d, button, fill)
		if a.Status != status {
			t.Fatalf("%s: %d, want %d; %v", button, a.Status, status, d.Texts("#problems li"))
		}
		got := d.Fields(formID)
		for name, want := range all {
			if !slices.Equal(got[name], want) {
				t.Errorf("after %q %s is %q, was %q", button, name, got[name], want)
			}
		}
	}
	step("Werk het advies bij", 200, fields("q.loneliness-isolation", "clear", "q.who-else", "family"))
	step("Zet de twee dagen naast elkaar", 200, fields("day2", "2020-12-24"))
	step("Terug naar de vragen", 200, nil)
	step("Kies en leg vast", 200, nil)
	step("Maak het verslag", 422, fields("d.reason", "Omdat zij alleen is.\nEn buiten kan."))
	step("Terug naar de vragen", 200, nil)
	step("Zet de twee dagen naast elkaar", 200, nil)
	step("Terug naar de vragen", 200, nil)
	step("Kies en leg vast", 200, nil)
	step("Maak het verslag", 200, fields("d.form", "walk", "d.agreed", "later", "d.consulted", "collega"))
	step("Terug naar de keuze", 200, nil)
	step("Maak de brief", 200, fields("d.agreed", "no"))
	step("Terug naar de keuze", 200, nil)
	if !d.Has("#f-d_2ereason", "Omdat zij alleen is. En buiten kan.") {
		t.Errorf("the reason is now %q", d.Texts("#f-d_2ereason"))
	}
}
