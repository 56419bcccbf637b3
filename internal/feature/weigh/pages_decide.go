package weigh

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

var (
	comparePage = questionnaire.MustPage[compareView](viewsFS, "views/compare.html", texts)
	decidePage  = questionnaire.MustPage[decideView](viewsFS, "views/decide.html", texts)
	recordPage  = questionnaire.MustPage[recordView](viewsFS, "views/record.html", texts)
	letterPage  = questionnaire.MustPage[letterView](viewsFS, "views/letter.html", texts)

	chooseOne    = fault.Say("Kies er een.", "Choose one.")
	giveReason   = fault.Say("Schrijf op waarom je dit kiest.", "Write down why you choose this.")
	tellConsult  = fault.Say("Overleg eerst, of schrijf op waarom dat nu niet kan.", "Consult first, or write down why that is not possible now.")
	secondNoDay  = fault.Say("Vul bij ‘Vergelijk met’ een tweede dag in.", "Fill in a second day at ‘Compare with’.")
	strangeDay   = fault.Say("Vul een datum in tussen 1900 en 2199.", "Enter a date between 1900 and 2199.")
	nextBefore   = fault.Say("Deze dag is al voorbij. Spreek een dag af die nog komt.", "This day has passed. Agree on a day to come.")
	reviewBefore = fault.Say("Deze dag ligt vóór de geplande dag.", "This day lies before the planned day.")
)

// compare shows the same answers on two planned days.
func (f *Feature) compare(w http.ResponseWriter, r *http.Request) error {
	a, err := f.read(r)
	if err != nil {
		return err
	}
	if len(a.Wrong) > 0 {
		return showWeigh(w, r, f.weighView(r, a))
	}
	second, ok := a.form.Day(fieldDay2)
	if _, err := framework.ParseDay(web.ISODay(second)); ok && err != nil {
		ok = false // far beyond the days that guidelines and engine know
		a.form.Problem(fieldDay2, strangeDay)
	}
	if !ok {
		if a.form.At(fieldDay2) == "" {
			a.form.Problem(fieldDay2, secondNoDay)
		}
		view := f.weighView(r, a)
		view.Day2.Error = a.form.At(fieldDay2)
		view.Problems = append(view.Problems, web.ProblemLink{Target: web.FieldID(fieldDay2), Text: a.form.At(fieldDay2)})
		return showWeigh(w, r, view)
	}
	other := a.Case
	other.Plan = framework.On(framework.DayOf(second.Date()))
	one, two := a.Framework.Evaluate(a.Case), a.Framework.Evaluate(other)
	left, right := one.Tell(a.Lang), two.Tell(a.Lang)
	v := compareView{Title: a.Framework.Title().In(a.Lang), Back: web.Path(r, "/afwegen/"+string(a.Framework.Base.Head.ID)), FormID: formID, Kept: a.all()}
	for _, d := range differences(left, right) {
		v.Changes = append(v.Changes, changeView{d.Form, questionnaire.FitOf(d.First), questionnaire.FitOf(d.Second)})
	}
	v.Same = len(v.Changes) == 0
	if list := changes(left, right); len(list) > 0 {
		v.Guidelines = &web.Table{Caption: web.Text(r, "compare.guidelines"), Head: []web.Cell{{Text: web.Text(r, "compare.guideline")}, {Text: left.Day.In(a.Lang)}, {Text: right.Day.In(a.Lang)}}}
		for _, c := range list {
			v.Guidelines.Rows = append(v.Guidelines.Rows, []web.Cell{{Text: c.Title}, {Text: dash(c.First)}, {Text: dash(c.Second)}})
		}
	}
	for _, o := range []*framework.Told{left, right} {
		side := compareSide{Heading: o.Day.In(a.Lang), Advice: a.Advice(o)}
		v.Sides = append(v.Sides, side)
	}
	return comparePage.Render(w, r, http.StatusOK, web.Head{Title: web.Text(r, "weigh.title"), Section: "weigh", Exit: true, Wide: true, Keep: formID}, v)
}

// sayer gives the words of a request.
func sayer(r *http.Request) func(string) string {
	return func(key string) string { return web.Text(r, key) }
}

// dash stands for nothing in a table.
func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// decide asks for the choice and the reason.
func (f *Feature) decide(w http.ResponseWriter, r *http.Request) error {
	a, err := f.read(r)
	if err != nil {
		return err
	}
	if len(a.Wrong) > 0 { // an answer that cannot be used must not drop out of the decision without a word
		return showWeigh(w, r, f.weighView(r, a))
	}
	return f.showDecide(w, r, http.StatusOK, a, a.Told())
}

func (f *Feature) showDecide(w http.ResponseWriter, r *http.Request, status int, a *asked, told *framework.Told) error {
	say, form := sayer(r), a.form
	self := web.Path(r, "/afwegen/"+string(a.Framework.Base.Head.ID))
	advice := a.Advice(told)
	v := decideView{Title: a.Framework.Title().In(a.Lang), Action: self + "/verslag", Letter: self + "/brief", Back: self, FormID: formID,
		Problems: form.Problems(), Kept: a.Kept(), Routes: advice.Routes, Consult: advice.Consult, Approve: advice.Approve,
		Forms:     web.Choice{Name: "d.form", Legend: say("decide.form"), Error: form.At("d.form")},
		Reason:    web.TextArea{Name: "d.reason", Label: say("decide.reason"), Help: say("decide.reason_help"), Value: form.Text("d.reason"), Rows: 5, Error: form.At("d.reason")},
		Consulted: web.TextArea{Name: "d.consulted", Label: say("decide.consulted"), Help: say("decide.consulted_help"), Value: form.Text("d.consulted"), Rows: 3, Error: form.At("d.consulted"), Optional: len(told.Consult) == 0},
		Agreed:    web.Choice{Name: "d.agreed", Legend: say("decide.agreed"), Short: true, Error: form.At("d.agreed"), Options: options(form.Text("d.agreed"), "yes", say("decide.agreed_yes"), "no", say("decide.agreed_no"), "later", say("decide.agreed_later"))},
		NextDay:   web.Input{Name: "d.next", Label: say("decide.next"), Help: say("decide.next_help"), Type: "date", Value: form.Text("d.next"), Error: form.At("d.next"), Optional: true},
		NextHow:   web.Input{Name: "d.next_how", Label: say("decide.next_how"), Value: form.Text("d.next_how"), Optional: true, MaxLength: 200},
		Review:    web.Input{Name: "d.review", Label: say("decide.review"), Help: advice.Review, Type: "date", Value: form.Text("d.review"), Error: form.At("d.review"), Optional: true},
		By:        web.Input{Name: "d.by", Label: say("decide.by"), Help: say("decide.by_help"), Value: form.Text("d.by"), Optional: true, MaxLength: 200}}
	if !form.Has("d.review") && told.Review != nil {
		v.Review.Value = told.Review.Day.String()
	}
	for _, x := range told.Forms {
		v.Forms.Options = append(v.Forms.Options, web.Option{Value: x.ID, Label: x.Title, Help: x.FitIn, Chosen: form.Text("d.form") == x.ID})
	}
	v.Departs = questionnaire.Departs(told, form.Text("d.form"))
	return decidePage.Render(w, r, status, web.Head{Title: web.Text(r, "weigh.title"), Section: "weigh", Exit: true, Keep: formID}, v)
}

func options(chosen string, pairs ...string) []web.Option {
	var out []web.Option
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, web.Option{Value: pairs[i], Label: pairs[i+1], Chosen: chosen == pairs[i]})
	}
	return out
}

// decided reads the decision; problems are noted in the form.
func (a *asked) decided(told *framework.Told, say func(string) string) (decisionView, *framework.FormTold) {
	form := a.form
	var ids []string
	for _, x := range told.Forms {
		ids = append(ids, x.ID)
	}
	id := form.OneOf("d.form", ids...)
	if id == "" && form.At("d.form") == "" {
		form.Problem("d.form", chooseOne)
	}
	d := decisionView{Reason: form.Text("d.reason"), Consulted: form.Text("d.consulted"), By: form.Text("d.by")}
	if d.Reason == "" {
		form.Problem("d.reason", giveReason)
	}
	if len(told.Consult) > 0 && d.Consulted == "" {
		form.Problem("d.consulted", tellConsult)
	}
	if agreed := form.OneOf("d.agreed", "yes", "no", "later"); agreed != "" {
		d.Agreed = say("decide.agreed_" + agreed)
	}
	if day, ok := a.dayToCome("d.next", nextBefore); ok {
		d.Next = web.Day(a.Lang, day)
	}
	if how := form.Text("d.next_how"); how != "" {
		d.Next = strings.TrimPrefix(d.Next+", "+how, ", ")
	}
	if day, ok := a.dayToCome("d.review", reviewBefore); ok {
		d.Review = web.Day(a.Lang, day)
	}
	i := slices.IndexFunc(told.Forms, func(x framework.FormTold) bool { return x.ID == id })
	if i < 0 {
		return d, nil
	}
	d.Form, d.Fit = told.Forms[i].Title, told.Forms[i].FitIn
	return d, &told.Forms[i]
}

// dayToCome reads a day of the decision that lies ahead. Who weighs a case of the past to learn from it may name a day
// after the planned one.
func (a *asked) dayToCome(name string, past fault.Text) (time.Time, bool) {
	t, ok := a.form.Day(name)
	if !ok {
		return t, false
	}
	day, err := framework.ParseDay(web.ISODay(t))
	switch {
	case err != nil:
		a.form.Problem(name, strangeDay)
	case day < a.Case.Plan.Day && day < a.Case.Today.Day:
		a.form.Problem(name, past)
	}
	return t, true
}

// record shows the record on paper.
func (f *Feature) record(w http.ResponseWriter, r *http.Request) error {
	a, err := f.read(r)
	if err != nil {
		return err
	}
	if len(a.Wrong) > 0 {
		return showWeigh(w, r, f.weighView(r, a))
	}
	told := a.Told()
	d, chosen := a.decided(told, sayer(r))
	if a.form.Err() != nil {
		return f.showDecide(w, r, http.StatusUnprocessableEntity, a, told)
	}
	v := recordView{Paper: a.Paper(told, chosen.ID), Title: a.Framework.Title().In(a.Lang), Back: web.Path(r, "/afwegen/"+string(a.Framework.Base.Head.ID)+"/kiezen"),
		FormID: formID, Kept: a.all(), Decision: d}
	return recordPage.Render(w, r, http.StatusOK, web.Head{Title: web.Text(r, "record.title"), Section: "weigh", Exit: true, Keep: formID}, v)
}

// all are all fields, those of the decision included.
func (a *asked) all() []questionnaire.Hidden { return append(a.Kept(), a.Decision()...) }

// letter shows the resident's own copy. It says what was agreed, never what the worry was: violence, crisis and what
// others said stay out of it.
func (f *Feature) letter(w http.ResponseWriter, r *http.Request) error {
	a, err := f.read(r)
	if err != nil {
		return err
	}
	if len(a.Wrong) > 0 {
		return showWeigh(w, r, f.weighView(r, a))
	}
	told := a.Told()
	d, chosen := a.decided(told, sayer(r))
	if a.form.Err() != nil {
		return f.showDecide(w, r, http.StatusUnprocessableEntity, a, told)
	}
	v := letterView{Back: web.Path(r, "/afwegen/"+string(a.Framework.Base.Head.ID)+"/kiezen"), FormID: formID, Kept: a.all(), Letter: questionnaire.LetterOf(chosen)}
	v.Letter.Next, v.Letter.Review, v.Letter.Agreed, v.Letter.By = d.Next, d.Review, a.form.Text("d.agreed"), d.By
	return letterPage.Render(w, r, http.StatusOK, web.Head{Title: web.Text(r, "letter.title"), Section: "weigh", Exit: true, Keep: formID}, v)
}
