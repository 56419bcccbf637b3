package questionnaire

import (
	"embed"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

//go:embed testdata/*.html
var pagesFS embed.FS

// storedView is the page of a slice that stores answers.
type storedView struct {
	View
	Action, Version string
	Paper           Paper
	Letter          Letter
}

var storedPage = MustPage[storedView](pagesFS, "testdata/stored.html", Texts)

var today = framework.DayOf(2020, time.May, 18)

// site is a small slice of the second kind: it lays what is sent over what was stored, says so at the questions, and shows
// the record and the letter on the same page.
func site(t *testing.T) *web.Router {
	t.Helper()
	var ready Frameworks
	stored := map[string][]string{AnswerField(framework.Asked{Question: "housemates"}): {"1"}, FieldDay: {"2020-05-20"},
		AnswerField(framework.Asked{Question: "complaints", Person: "housemate-1"}): {"no"}, MomentField(framework.Asked{Question: "complaints", Person: "housemate-1"}): {"2020-05-17"}}
	rt := web.New(web.Config{Texts: []*web.Texts{Texts}, Clock: clock.At(time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC)), Log: slog.New(slog.DiscardHandler)})
	rt.Asset(Script)
	show := func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if r.Method == http.MethodGet {
			form, err = web.ReadQuery(r)
		}
		if err != nil {
			return err
		}
		lib := library(t)
		fw, err := ready.Get(lib, "voorbeeld-screening", "", nil)
		if err != nil {
			return err
		}
		fields := map[string][]string{}
		for _, from := range []map[string][]string{stored, FieldsOf(form)} {
			for name, values := range from {
				fields[name] = values
			}
		}
		q := Open(web.Lang(r), fw, fields, today)
		live := q.Live(r)
		told := q.Told()
		view := storedView{View: q.View(nil), Action: web.Path(r, "/opgeslagen"), Version: "7", Paper: q.Paper(told, told.Forms[0].ID), Letter: LetterOf(&told.Forms[0])}
		view.Note("q.housemates", Note{Text: "Bekend uit het dossier <3 mei>.", Kind: NoteKnown}, Note{Text: "Twee antwoorden.", Kind: NoteTwofold, Link: &web.Link{Label: "Kies", Href: "/kies"}})
		if view.Note("q.nobody-asks-this", Note{Text: "nergens"}) {
			t.Error("a note was left at a question that is not asked")
		}
		view.Advice.Next = &NextStep{FormID: FormID, Action: web.Path(r, "/verder"), Title: "Klaar?", Text: "Dan verder.", Button: "Neem het besluit"}
		if live {
			return storedPage.RenderPart(w, r, http.StatusOK, "live", view)
		}
		return storedPage.Render(w, r, http.StatusOK, web.Head{Title: "Afwegen", Scripts: []*web.Asset{Script}}, view)
	}
	rt.Get("/opgeslagen", show)
	rt.Post("/opgeslagen", show)
	return rt
}

func TestPagesAskOnlyForWhatTheirViewsHold(t *testing.T) { webtest.Pages(t, storedPage) }

func TestASliceThatStoresShowsTheSameWithNotes(t *testing.T) {
	in := webtest.In
	webtest.Run(t, site(t), []webtest.Scenario{
		{Name: "as stored", Path: "/opgeslagen", See: []webtest.Seen{in("input[name='q.housemates'][value='1']", ""), in("input[name=day][value='2020-05-20']", ""),
			in("[data-key='q.housemates'] [data-note=known]", "Bekend uit het dossier <3 mei>."), in("[data-key='q.housemates'] [data-note=twofold] a[href='/kies']", "Kies"),
			in("input[name='a.complaints.housemate-1'][value='2020-05-17']", ""), in("form#weigh[data-stored] input[name=version][value='7']", ""),
			in("button[form=weigh][formaction='/verder']", "Neem het besluit"), in(".print-record .typed", ""), in(".letter p", "Beste mevrouw, meneer,")}, DontSee: []string{"nergens", "name=\"with\""}},
		{Name: "in English", Path: "/en/opgeslagen", See: []webtest.Seen{in("button[formaction='/en/verder']", "")}},
		{Name: "what is sent lies over it", Path: "/opgeslagen", Form: url.Values{"q.housemates": {"2"}}, See: []webtest.Seen{in("input[name='q.housemates'][value='2']", ""), in("[data-key='q.complaints.housemate-2']", "")}},
	})
	a := webtest.Do(site(t), webtest.Scenario{Path: "/opgeslagen", Form: url.Values{"q.housemates": {"1"}}, Header: map[string]string{"X-Nabij-Part": "live", "X-Nabij-Have": "q.housemates q.visitors"}})
	d := webtest.Parse(a.Body)
	for _, want := range []string{"#live [data-order] div[data-key='q.housemates'] .block__notes [data-note=known]", "[data-order] i[data-key='q.visitors']", "[data-replace=stored-version] input[name=version]"} {
		if len(d.Find(want)) == 0 {
			t.Errorf("live: no %s", want)
		}
	}
	if strings.Contains(a.Body, `name="q.housemates"`) {
		t.Error("live: a question that the browser has was sent again")
	}
}

func TestOpenLeavesWhatWasStoredAlone(t *testing.T) {
	var ready Frameworks
	fw, err := ready.Get(library(t), "voorbeeld-screening", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string][]string{"q.birth-day": {"3-4-1950"}, "d.reason": {"omdat", ""}, "day": {"2020-05-20"}, "q.housemates": {"veel"}}
	q := Open("nl", fw, fields, today)
	if fields["q.birth-day"][0] != "3-4-1950" || q.Fields["q.birth-day"][0] != "1950-04-03" {
		t.Errorf("the fields given are %v, those read %v", fields, q.Fields)
	}
	if len(q.Wrong) != 1 || q.Wrong[0].Field != "q.housemates" {
		t.Errorf("wrong: %v", q.Wrong)
	}
	if got := q.View(nil).Problems; len(got) != 1 || got[0].Target == "" {
		t.Errorf("told: %v", got)
	}
	if got := q.Decision(); !slices.Equal(got, []Hidden{{"d.reason", "omdat"}}) {
		t.Errorf("decision: %v", got)
	}
	if got := q.Kept(); !slices.Equal(got, []Hidden{{"day", "2020-05-20"}, {"q.birth-day", "1950-04-03"}, {"q.housemates", "veel"}}) {
		t.Errorf("kept: %v", got)
	}
	if empty := Open("en", fw, nil, today); len(empty.Wrong) > 0 || len(empty.Case.Answers) > 0 || empty.Paper(empty.Told(), "").Chosen != nil {
		t.Error("nothing filled in is not nothing")
	}
}

// TestTheFillButtonFillsInFields: who stores what was filled in needs it as words too.
func TestTheFillButtonFillsInFields(t *testing.T) {
	var ready Frameworks
	for _, p := range library(t).Frameworks() {
		fw, err := ready.Get(library(t), string(p.Head.ID), "", nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, sec := range Open("nl", fw, nil, today).View(nil).Sections {
			if sec.Fill == "" {
				continue
			}
			q := Open("nl", fw, map[string][]string{FieldFill: {sec.ID}}, today)
			again := Open("nl", fw, q.Fields, today)
			if len(q.Case.Answers) < scaleMembers || len(again.Case.Answers) != len(q.Case.Answers) || len(q.Fields) != len(q.Case.Answers)+1 {
				t.Errorf("%s %s: %d answers, %d fields", p.Head.ID, sec.ID, len(q.Case.Answers), len(q.Fields))
			}
			return
		}
	}
	t.Error("no framework has a list to fill in")
}
