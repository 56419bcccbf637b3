package web

import (
	"embed"
	"net/http"
	"time"
)

//go:embed gallery/*.html
var galleryFS embed.FS

// gallery shows every part with the kind of text it will hold. It is for people who make pages, and for tests.
type gallery struct {
	Problems  Problems
	Progress  Progress
	Questions []Choice
	Checks    Choice
	Refused   Choice
	Day       Input
	Distance  Input
	Wrong     Input
	Reason    TextArea
	Region    Select
	Buttons   Buttons
	Notices   []Notice
	Cards     []Card
	Badges    []Badge
	Terms     Terms
	Table     Table
	Details   Details
	Urgent    Urgent
	Balance   Balance
	Forms     []FormCard
	Fits      []Fit
	Timeline  Timeline
	Open      []Link
	Turning   []Link
}

var (
	galleryPage = MustPage[gallery](galleryFS, "gallery/parts.html", nil)
	weighPage   = MustPage[gallery](galleryFS, "gallery/weigh.html", nil)
	paperPage   = MustPage[gallery](galleryFS, "gallery/paper.html", nil)
)

// Gallery shows the parts. The query says which sheet: parts (default), weigh or paper.
func Gallery(w http.ResponseWriter, r *http.Request) error {
	view := sampleGallery()
	switch r.URL.Query().Get("sheet") {
	case "weigh":
		return weighPage.Render(w, r, http.StatusOK,
			Head{Title: "galerij", Exit: true, Wide: true, Scripts: []*Asset{SheetScript}}, view)
	case "paper":
		return paperPage.Render(w, r, http.StatusOK, Head{Title: "galerij"}, view)
	}
	return galleryPage.Render(w, r, http.StatusOK, Head{Title: "galerij", Exit: true}, view)
}

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func sampleGallery() gallery {
	return gallery{
		Problems: Problems{{Target: FieldID("afstand-fout"), Text: "Vul een getal in, zoals 1,5."},
			{Target: FieldID("wie"), Text: "Kies wie er bij is."}},
		Progress:  Progress{Label: "Vragen", Done: 9, Of: 22},
		Questions: sampleQuestions(),
		Checks: Choice{Name: "wensen", Legend: "Wat wil de inwoner zelf?", Several: true, Help: "Kies alles wat klopt.",
			Options: []Option{{Value: "zien", Label: "Iemand zien, in het echt", Chosen: true},
				{Value: "buiten", Label: "Alleen buiten afspreken"}, {Value: "rust", Label: "Voorlopig liever bellen"}}},
		Refused: Choice{Name: "wie", Legend: "Wie is erbij?", Error: "Kies wie er bij is.", Short: true,
			Options: []Option{{Value: "a", Label: "Alleen ik"}, {Value: "b", Label: "Met een collega"}}},
		Day: Input{Name: "dag", Label: "Op welke dag wilt u elkaar zien?", Type: "date", Value: "2020-05-20",
			Help: "De regels van die dag tellen.", Min: "2020-03-01", Max: "2022-03-31"},
		Distance: Input{Name: "afstand", Label: "Hoeveel afstand kunt u houden?", Type: "number", Unit: "meter", Value: "1,5"},
		Wrong: Input{Name: "afstand-fout", Label: "Hoeveel afstand kunt u houden?", Type: "number", Unit: "meter",
			Value: "ruim", Error: "Vul een getal in, zoals 1,5."},
		Reason: TextArea{Name: "reden", Label: "Waarom kiest u dit?", Help: "Schrijf het zo dat de inwoner het mag lezen.",
			Optional: true},
		Region: Select{Name: "regio", Label: "Veiligheidsregio", Options: []Option{{Value: "", Label: "Maak een keuze"},
			{Value: "u", Label: "Utrecht", Chosen: true}, {Value: "b", Label: "Brabant-Noord"}}},
		Buttons: Buttons{{Label: "Advies bijwerken", Kind: "primary"}, {Label: "Afdrukken", Icon: "print", Name: "print", Value: "1"},
			{Label: "Opnieuw beginnen", Kind: "subtle", Href: "/_galerij"}},
		Notices: []Notice{
			{Title: "U rekent met de regels van 20 mei 2020", Text: "Op 1 juni veranderen ze. Kijk dan nog eens."},
			{Kind: "success", Text: "Bewaard."},
			{Kind: "warning", Title: "De gezondheidscheck is ouder dan een dag", Items: []string{"Bel de inwoner voor u gaat."}},
			{Kind: "error", Title: "Dit is niet bewaard", Text: "Uw tekst staat nog hieronder."}},
		Cards: []Card{
			{Title: "Fysieke ontmoeting", Text: "Ga ik langs, en hoe? Voor elk sociaal werk.", Href: "/_galerij", Badge: &Badge{Kind: "info", Label: "Landelijk"},
				Meta: []string{"22 vragen", "ongeveer 6 minuten"}},
			{Title: "Groep of activiteit", Text: "Kan de groep samenkomen, en met hoeveel?", Href: "/_galerij", Badge: &Badge{Label: "Voorbeeld"}}},
		Badges: []Badge{{Label: "Gewoon"}, {Kind: "info", Label: "Landelijk"}, {Kind: "good", Label: "Gelezen", Icon: "check"},
			{Kind: "attention", Label: "Loopt af", Icon: "warning"}, {Kind: "urgent", Label: "Vandaag", Icon: "urgent"}},
		Terms: Terms{{Name: "Bron", Value: "Noodverordening, veiligheidsregio", Href: "https://example.org/"},
			{Name: "Geldt vanaf", Value: "11 mei 2020"}, {Name: "Soort", Value: "Dringend advies"}},
		Table: Table{Caption: "Wat verandert er op 1 juni", Head: []Cell{{Text: "Regel"}, {Text: "Nu"}, {Text: "Straks", Number: true}},
			Rows: [][]Cell{{{Text: "Afstand"}, {Text: "1,5 meter"}, {Text: "1,5", Number: true}},
				{{Text: "Groep buiten"}, {Text: "3 mensen"}, {Text: "30", Number: true}}}},
		Details: Details{Summary: "Tips voor een gesprek aan de deur", Text: []string{"Bel eerst. Ga dan een paar stappen achteruit."},
			Items: []string{"Kies een tijd zonder haast.", "Neem zelf een stoel mee."}},
		Urgent: sampleUrgent(), Balance: sampleBalance(), Forms: sampleForms(),
		Fits:     []Fit{Fits, Conditions, NotKnown, NotAdvised, Against},
		Timeline: sampleTimeline(),
		Open:     []Link{{Label: "Heeft iemand in huis klachten?", Href: "#f-klachten-group"}, {Label: "Is er een plek buiten?", Href: "#f-buiten-group"}},
		Turning:  []Link{{Label: "Als de inwoner wél buiten kan afspreken, past een wandeling.", Href: "#f-buiten-group"}},
	}
}
