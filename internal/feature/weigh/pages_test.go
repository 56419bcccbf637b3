package weigh

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

func TestStartAndChoose(t *testing.T) {
	in := webtest.In
	webtest.Run(t, site(t), []webtest.Scenario{
		{Name: "start", Path: "/", See: []webtest.Seen{in("h1", "Hoe blijf je dichtbij"), in("a[href='/afwegen']", "Begin met afwegen"), in("main p", "geen account nodig")},
			DontSee: []string{"id=\"exit\"", "[start."}},
		{Name: "start in English", Path: "/en", See: []webtest.Seen{in("h1", "How do you stay near"), in("a[href='/en/afwegen']", "Start weighing")}},
		{Name: "choose", Path: "/afwegen", See: []webtest.Seen{in("h1", "Wat weeg je af?"), in("input[name=framework][value=fysieke-ontmoeting][checked]", ""),
			in("input[name=day][value='2020-05-18']", ""), in("label", "Fysieke ontmoeting, wel of niet?")},
			DontSee: []string{"class=\"field__error", "voorbeeld-agressie-organisatie"}}, // a layer is no framework of its own
		{Name: "choose nothing", Path: "/afwegen?day=2020-06-01", Status: 422, See: []webtest.Seen{in("#problems a[href='#f-framework']", "Kies er een."),
			in("input[name=day][value='2020-06-01']", "")}},
		{Name: "an invented framework", Path: "/en/afwegen?framework=astrology&day=2020-06-01", Status: 422,
			See: []webtest.Seen{in("#problems a[href='#f-framework']", "Choose one of the options.")}, DontSee: []string{"astrology\"", "Choose one.<"}},
		{Name: "a wrong day", Path: "/afwegen?framework=fysieke-ontmoeting&day=30-30-2020", Status: 422,
			See: []webtest.Seen{in("#problems a[href='#f-day']", "Vul een datum in"), in("input[name=day][value='30-30-2020'][aria-invalid=true]", ""),
				in("input[name=framework][value=fysieke-ontmoeting][checked]", "")}},
		{Name: "chosen", Path: "/afwegen?framework=voorbeeld-screening&day=1-6-2020", Status: 303, Headers: map[string]string{"Location": "/afwegen/voorbeeld-screening?day=2020-06-01"}},
		{Name: "chosen in English, without a day", Path: "/en/afwegen?framework=voorbeeld-screening", Status: 303, Headers: map[string]string{"Location": "/en/afwegen/voorbeeld-screening?day=2020-05-18"}},
		{Name: "leads nowhere else", Path: "/afwegen?framework=//example.org&day=2020-06-01", Status: 422, Headers: map[string]string{"Location": ""}},
	})
}

func TestWeighFresh(t *testing.T) {
	in := webtest.In
	webtest.Run(t, site(t), []webtest.Scenario{
		{Name: "fresh", Path: meeting + "?day=2020-05-20", See: []webtest.Seen{in("h1", "Fysieke ontmoeting, wel of niet?"), in("form#weigh[data-fresh][method=post]", ""),
			in("#exit[rel='noreferrer noopener nofollow']", ""), in("input[name=day][value='2020-05-20']", ""), in("#advice h2", "Vormen van contact op 20 mei 2020"),
			in("#advice p", "Beantwoord wat je weet"), in("#progress", "Vragen: 0 van"), in("button[form=weigh][formaction='/afwegen/fysieke-ontmoeting/kiezen']", "Kies en leg vast"),
			in("legend", "Wil de inwoner elkaar in het echt zien?"), in("button.site-lang[form=weigh][formaction='/en/afwegen/fysieke-ontmoeting?day=2020-05-20']", "English"),
			in("details p", "Je antwoorden en wat je opschrijft staan alleen in deze browser")},
			DontSee: []string{"checked", "route-urgent__title", "housemate-1", "q.last-contact", "id=\"problems\""}},
		{Name: "in English", Path: "/en" + meeting, See: []webtest.Seen{in("h1", "Meeting in person, or not?"), in("input[name=day][value='2020-05-18']", ""), in("#advice h2", "Forms of contact on 18 May 2020")},
			DontSee: []string{"Vormen van contact", "De inwoner"}},
		{Name: "unknown framework", Path: "/afwegen/bestaat-niet", Status: 404, See: []webtest.Seen{in("p", "Dit kader bestaat niet.")}, DontSee: []string{"bestaat-niet<"}},
		{Name: "a layer alone", Path: "/afwegen/voorbeeld-agressie-organisatie", Status: 404},
		{Name: "answers in the address are read, not repeated in links", Path: screen + "?q.housemates=2", See: []webtest.Seen{in("input[name='q.housemates'][value='2']", "")}},
		{Name: "the days of the guidelines", Path: meeting + "?day=1950-01-01"},
		{Name: "far ahead", Path: meeting + "?day=2199-12-31"},
	})
}

func TestWeighWithAnswers(t *testing.T) {
	in := webtest.In
	lonely := fields("day", "2020-05-20", "role", "elderly-worker", "q.wish", "meet", "q.loneliness-isolation", "clear", "q.contact-now", "lost", "q.last-contact", "2020-05-01", "q.doubt", "", "q.age", "71")
	webtest.Run(t, site(t), []webtest.Scenario{
		{Name: "answers stay and the advice grows", Path: meeting, Form: lonely, See: []webtest.Seen{in("input[name='q.wish'][value=meet][checked]", ""),
			in("input[name='q.last-contact'][value='2020-05-01']", ""), in("input[name='q.age'][value='71']", ""), in("select[name=role] option[selected]", "ouderenwerker"),
			in(".side-words--near .line__text", "Ernstig eenzaam zijn maakt ziek"), in("#advice .turn", ""), in("form#weigh", ""), in(".why .source", "Uit: Fysieke ontmoeting")},
			DontSee: []string{"data-fresh", "Beantwoord wat je weet", "id=\"problems\""}},
		{Name: "urgent routes come on top, with whom to call", Path: meeting, Form: fields("day", "2020-05-20", "q.suicide", "clear"),
			See: []webtest.Seen{in("#advice .route-urgent a[href='tel:112']", "112"), in("#advice-title .peek__urgent", "Dringend"), in(".route-urgent__about", "nagekeken")}},
		{Name: "answers of a branch that fell away are kept and told", Path: tree, Form: fields("q.ill-now", "no", "q.how-many-ill", "7", "q.client-ill", "yes"),
			See:     []webtest.Seen{in("#kept input[name='q.how-many-ill'][value='7'][type=hidden]", ""), in("#advice h2", "Telt nu niet mee"), in("#advice li", "Hoeveel bewoners zijn ziek? 7")},
			DontSee: []string{"id=\"f-q_2ehow-many-ill\"", "zieken. Overleg"}},
		{Name: "and come back with it", Path: tree, Form: fields("q.ill-now", "yes", "q.how-many-ill", "7"), See: []webtest.Seen{in("input#f-q_2ehow-many-ill[value='7']", ""), in("#advice li", "Er zijn veel zieken")},
			DontSee: []string{"Telt nu niet mee"}},
		{Name: "not known and not said are other things than open", Path: screen, Form: fields("q.housemates", "0", "q.visitors", "0", "q.complaints.resident", "refused", "q.flu-jab", "unknown"),
			See: []webtest.Seen{in("input[name='q.complaints.resident'][value=refused][checked]", ""), in("input[name='q.flu-jab'][value=unknown][checked]", ""), in("#advice h2", "Niet bekend of niet gezegd")}},
		{Name: "one question for each person", Path: screen, Form: fields("q.housemates", "2", "q.complaints.housemate-2", "yes"),
			See:     []webtest.Seen{in("legend", "Huisgenoot 1: heeft deze persoon nu klachten"), in("input[name='q.complaints.housemate-2'][value=yes][checked]", ""), in("legend", "De inwoner: heeft")},
			DontSee: []string{"housemate-3", "visitor-1", "huisgenoot 1: heeft"}},
		{Name: "answers of people who left are kept", Path: screen, Form: fields("q.housemates", "1", "q.complaints.housemate-2", "yes", "a.complaints.housemate-2", "2020-05-17"),
			See:     []webtest.Seen{in("#kept input[name='q.complaints.housemate-2'][value=yes]", ""), in("#kept input[name='a.complaints.housemate-2'][value='2020-05-17']", ""), in("#advice h2", "Telt nu niet mee")},
			DontSee: []string{"Huisgenoot 2: heeft"}},
		{Name: "an answer of last week must be asked again", Path: screen, Form: fields("q.housemates", "0", "q.visitors", "0", "q.near-ill.resident", "no", "a.near-ill.resident", "2020-05-10"),
			See: []webtest.Seen{in("#advice h2", "Vraag dit opnieuw"), in("input[name='a.near-ill.resident'][value='2020-05-10']", "")}},
		{Name: "a side flow", Path: screen, Form: fields("flow", "ill-afterwards"), See: []webtest.Seen{in("select[name=flow] option[selected]", "Achteraf ziek geworden"), in("label", "Op welke dag werd iemand ziek?"), in("#s-afterwards[data-section]", "")}},
		{Name: "without it those questions stay away", Path: screen, Form: fields("q.housemates", "1"), DontSee: []string{"Op welke dag werd iemand ziek?"}},
		{Name: "a risk level", Path: tree, Form: fields("day", "2026-06-01", "level", "outbreak"), See: []webtest.Seen{in("select[name=level] option[selected]", "uitbraak"), in("details[open] select", "uitbraak"), in("#advice li", "bezoekers tegelijk: 2")}},
		{Name: "English with the same answers", Path: "/en" + tree, Form: fields("q.ill-now", "yes", "q.how-many-ill", "7"), See: []webtest.Seen{in("input#f-q_2ehow-many-ill[value='7']", ""), in("#advice li", "Many are ill")}},
	})
}

func TestOwnAgreementsAreLaidOn(t *testing.T) {
	in := webtest.In
	shouting := fields("q.worst", "shouting", "q.who-goes", "alone")
	webtest.Run(t, site(t), []webtest.Scenario{
		{Name: "without", Path: anger, Form: shouting, See: []webtest.Seen{in("input[name=with][value=voorbeeld-agressie-organisatie]", "")}, DontSee: []string{"Bij ons gaat ook na schelden"}},
		{Name: "with", Path: anger, Form: plus(shouting, "with", "voorbeeld-agressie-organisatie"), See: []webtest.Seen{in("input[name=with][checked]", ""), in(".line", "Bij ons gaat ook na schelden"),
			in(".source", "Uit: Voorbeeld: agressiebeleid van Welzijn Voorbeeldstad")}},
		{Name: "twice is once", Path: anger, Form: plus(shouting, "with", "voorbeeld-agressie-organisatie", "with", "voorbeeld-agressie-organisatie")},
		{Name: "unknown", Path: anger, Form: plus(shouting, "with", "geheim-pakket"), Status: 404, See: []webtest.Seen{in("p", "Deze afspraken bestaan niet bij dit kader."), in("p", "staat nog in je browser")}, DontSee: []string{"geheim-pakket"}},
		{Name: "of another framework", Path: "/en" + meeting, Form: fields("with", "voorbeeld-agressie-organisatie"), Status: 404, See: []webtest.Seen{in("p", "These agreements do not exist with this framework.")}},
		{Name: "agreements on guidelines", Path: meeting, Form: fields("day", "2020-06-15", "with", "voorbeeld-organisatie"), See: []webtest.Seen{in("input[name=with][value=voorbeeld-organisatie][checked]", "")}},
	})
}

func TestFillGivesOneAnswerToWhatIsOpen(t *testing.T) {
	sent := fields("day", "2020-05-20", "q.suicide", "worry", "fill", "s-worries")
	_, d := post(t, meeting, sent)
	got := d.Fields(formID)
	if got.Get("q.suicide") != "worry" {
		t.Errorf("an answer was overwritten: %v", got["q.suicide"])
	}
	for _, q := range []string{"q.unsafe-home", "q.basic-needs", "q.other-worry"} {
		if got.Get(q) != "none" {
			t.Errorf("%s is %v", q, got[q])
		}
	}
	if got.Has("q.wish") || got.Has("fill") {
		t.Errorf("other sections were filled: %v", got)
	}
	if slices.ContainsFunc(d.Texts("#s-worries button"), func(s string) bool { return strings.Contains(s, "Overal") }) {
		t.Error("the button is still there, with nothing left to fill in")
	}
	if a, d := post(t, meeting, fields("fill", "s-nothing-like-it")); a.Status != 200 || d.Fields(formID).Has("q.unsafe-home") {
		t.Errorf("an unknown section: %d", a.Status)
	}
}

// TestTheLanguageCanBeChangedHalfway presses the language button on every page of the flow.
func TestTheLanguageCanBeChangedHalfway(t *testing.T) {
	x := fields("day", "2020-05-20", "q.wish", "meet", "q.means-enough", "yes", "q.means-why", "signals", "day2", "2020-12-24", "with", "voorbeeld-organisatie",
		"d.form", "walk", "d.reason", "Een reden\nmet een regel", "d.consulted", "collega", "d.agreed", "no", "d.next", "2020-05-27", "d.by", "ik")
	for _, path := range []string{meeting, meeting + "/vergelijken", meeting + "/kiezen", meeting + "/verslag", meeting + "/brief"} {
		a, d := post(t, path, x)
		if a.Status != 200 {
			t.Fatalf("%s: %d", path, a.Status)
		}
		before := d.Fields(formID)
		a, d = press(t, d, "English", nil)
		if lang := webtest.Attr(d.Find("html")[0], "lang"); a.Status != 200 || lang != "en" {
			t.Errorf("%s: %d %s", path, a.Status, lang)
		}
		after := d.Fields(formID)
		for name, want := range x {
			if !slices.Equal(before[name], want) || !slices.Equal(after[name], want) {
				t.Errorf("%s: %s was %q, becomes %q and then %q", path, name, want, before[name], after[name])
			}
		}
	}
}

// TestOtherContentIsWeighedAtOnce: a release of other content holds from the next request, without a new start.
func TestOtherContentIsWeighedAtOnce(t *testing.T) {
	now := library(t)
	f, err := New(Deps{Library: func(context.Context) *framework.Library { return now }, Clock: clock.At(noon), Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	rt := web.New(web.Config{Menu: f.Menu(), Texts: []*web.Texts{f.Texts()}, Clock: clock.At(noon), Log: slog.New(slog.DiscardHandler)})
	f.Routes(rt)
	if a := webtest.Do(rt, webtest.Scenario{Path: screen}); a.Status != 200 {
		t.Fatal(a.Status)
	}
	less := &framework.Library{}
	for _, p := range now.Packs {
		if !strings.HasPrefix(string(p.Head.ID), "voorbeeld-screening") {
			less.Packs = append(less.Packs, p)
		}
	}
	now = less
	if a := webtest.Do(rt, webtest.Scenario{Path: screen}); a.Status != 404 {
		t.Errorf("a framework that is no longer there: %d", a.Status)
	}
	if a := webtest.Do(rt, webtest.Scenario{Path: "/afwegen"}); a.Status != 200 || strings.Contains(a.Body, "voorbeeld-screening") {
		t.Errorf("the choice of frameworks: %d", a.Status)
	}
	if a := webtest.Do(rt, webtest.Scenario{Path: meeting}); a.Status != 200 {
		t.Errorf("a framework that stayed: %d", a.Status)
	}
}
