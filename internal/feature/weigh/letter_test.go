package weigh

import (
	"slices"
	"strings"
	"testing"

	"nabij/internal/framework"
	"nabij/internal/platform/web/webtest"
)

// neverOnPaper are words that may not stand in anything that reaches the home of a resident: whoever else reads it must
// learn nothing of a worry. Small letters; found also inside longer words.
var neverOnPaper = map[string][]string{
	"nl": {"geweld", "mishandel", "misbruik", "seksue", "dwang", "uithuwelijk", "huwelijk", "achterlat", "eergerelateerd", "melding", "meldcode", "signaal", "signalen",
		"veilig thuis", "onveilig", "blijf-", "blijfhuis", "blijf van", "opvang", "politie", "112", "crisis", "suïcide", "zelfdoding", "113", "schuld", "ontruiming", "verslav", "terugval",
		"ggz", "psych", "jeugdzorg", "zorgmijd", "verwaarloz", "eenzaam", "agressie", "besmet", "zorgen over", "zorg over", "vermoed", "aandachtsfunctionaris", "wijkagent", "ontspoor"},
	"en": {"violence", "abuse", "sexual", "coerc", "forced", "marriage", "abandon", "honour", "reporting code", "to report", "signal", "unsafe", "shelter", "police", "112", "crisis",
		"suicid", "113", "debt", "eviction", "addict", "relapse", "mental", "psych", "youth care", "neglect", "lonel", "aggress", "infect", "worries about", "worry about", "suspect"},
}

// pieces are all that the framework says about a case which is not for the resident: questions, answers, rules, routes.
func pieces(o *framework.Told) []string {
	var out []string
	add := func(list ...string) {
		for _, s := range list {
			if len([]rune(s)) > 12 { // "ja" and "bellen" say nothing
				out = append(out, s)
			}
		}
	}
	add(o.Framework.Title)
	for _, p := range o.Packs {
		add(p.Title, p.Checksum[:12])
	}
	for _, s := range o.Answers {
		add(s.Title)
		for _, a := range s.Answers {
			add(a.Ask, a.Answer)
		}
	}
	for _, r := range o.Routes {
		add(r.Title)
		add(r.Steps...)
		for _, l := range r.Lines {
			add(l.Name, l.For)
		}
	}
	for _, r := range append(slices.Clone(o.Balance.Meeting), o.Balance.Distance...) {
		add(r.Says)
	}
	for _, c := range append(slices.Clone(o.Consult), o.Approve...) {
		add(c.Title)
	}
	for _, x := range append(slices.Clone(o.Hidden), o.Again...) {
		add(x.Ask)
	}
	for _, x := range o.Open {
		add(x.Ask)
	}
	return out
}

func checkPaper(t *testing.T, what, lang, text string, told *framework.Told) {
	t.Helper()
	low := strings.ToLower(text)
	for _, word := range neverOnPaper[lang] {
		if strings.Contains(low, word) {
			t.Errorf("%s (%s): %q stands in %q", what, lang, word, text)
		}
	}
	for _, piece := range pieces(told) {
		if strings.Contains(low, strings.ToLower(piece)) {
			t.Errorf("%s (%s): the letter tells %q", what, lang, piece)
		}
	}
}

// TestLetterTellsNoWorry writes the letter of every example, in both languages.
func TestLetterTellsNoWorry(t *testing.T) {
	const reason, consulted = "De reden van geweld staat hier.", "De politie en de aandachtsfunctionaris."
	for _, x := range examples(t) {
		advice := x.fw.Evaluate(x.c)
		for _, lang := range []string{"nl", "en"} {
			told := advice.Tell(lang)
			path := x.path + "/brief"
			if lang == "en" {
				path = "/en" + path
			}
			sent := plus(x.sent(), "d.form", told.Forms[0].ID, "d.reason", reason, "d.consulted", consulted, "d.agreed", "no", "d.next", "2020-05-27", "d.by", "Sanne")
			a, d := post(t, path, sent)
			if a.Status != 200 || len(d.Find("article.letter")) != 1 {
				t.Errorf("%s (%s): status %d %v", x.name, lang, a.Status, d.Texts("#problems li"))
				continue
			}
			letter := d.Texts("article.letter")[0]
			checkPaper(t, x.name, lang, letter, told)
			for _, part := range []string{reason, consulted, told.Forms[0].FitIn} {
				if strings.Contains(letter, part) {
					t.Errorf("%s: the letter holds %q", x.name, part)
				}
			}
			if !strings.Contains(letter, told.Forms[0].Title) || !strings.Contains(letter, "Sanne") {
				t.Errorf("%s: the letter does not say what was agreed, or by whom: %s", x.name, letter)
			}
			if lines := d.Find("article.letter a"); len(lines) > 0 {
				t.Errorf("%s: the letter holds a link, and so an address on paper", x.name)
			}
			for _, n := range d.Find("header nav, footer") {
				checkPaper(t, x.name+" around it", lang, webtest.Words(n), told)
			}
		}
	}
}

// TestWhatIsForTheResidentTellsNoWorry looks at every sentence that some letter could hold: of each form of contact in
// each example.
func TestWhatIsForTheResidentTellsNoWorry(t *testing.T) {
	seen := map[string]bool{}
	for _, x := range examples(t) {
		advice := x.fw.Evaluate(x.c)
		for _, lang := range []string{"nl", "en"} {
			for _, form := range advice.Tell(lang).Forms {
				texts := []string{form.Title, form.Resident}
				for _, q := range append(slices.Clone(form.Requires), form.Checklist...) {
					texts = append(texts, q.Resident)
				}
				for _, s := range texts {
					if !seen[lang+s] {
						seen[lang+s] = true
						checkPaper(t, x.name+" "+form.ID, lang, s, &framework.Told{})
					}
				}
			}
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d sentences were seen", len(seen))
	}
}

func TestLetterSaysHowItStands(t *testing.T) {
	base := fields("day", "2020-05-20", "q.unsafe-home", "clear", "q.psychiatric-crisis", "clear", "d.form", "walk", "d.reason", "x", "d.consulted", "x", "d.next", "2020-05-27", "d.next_how", "om tien uur", "d.review", "2020-06-03")
	in := webtest.In
	webtest.Run(t, site(t), []webtest.Scenario{
		{Name: "agreed", Path: meeting + "/brief", Form: plus(base, "d.agreed", "yes"), See: []webtest.Seen{in(".letter h1", "Onze afspraak"), in(".letter p", "Wij spreken dit af: Samen wandelen."), in(".letter p", "We gaan samen een stuk wandelen."),
			in(".letter p", "Wij hebben weer contact op: 27 mei 2020, om tien uur."), in(".letter p", "Op 3 juni 2020"), in(".letter .sign-line", "")},
			DontSee: []string{"U had liever iets anders", "Wij bespreken samen nog"}},
		{Name: "not agreed", Path: meeting + "/brief", Form: plus(base, "d.agreed", "no"), See: []webtest.Seen{in(".letter p", "U had liever iets anders gewild.")}, DontSee: []string{"Wij bespreken samen nog"}},
		{Name: "to be discussed", Path: "/en" + meeting + "/brief", Form: plus(base, "d.agreed", "later"), See: []webtest.Seen{in(".letter p", "We will still discuss"), in(".letter p", "27 May 2020")}, DontSee: []string{"You would have liked"}},
	})
}
