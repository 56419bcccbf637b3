package deliberation

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

var (
	comparePage = web.MustPage[compareView](viewsFS, "views/compare.html", texts, sharedViews)
	decidePage  = web.MustPage[decideView](viewsFS, "views/decide.html", texts, sharedViews)
	recordPage  = web.MustPage[recordView](viewsFS, "views/record.html", texts, sharedViews)
	letterPage  = web.MustPage[letterView](viewsFS, "views/letter.html", texts, sharedViews)

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
	if len(a.wrong) > 0 {
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
		view.Settings.Day2.Error = a.form.At(fieldDay2)
		view.Problems = append(view.Problems, web.ProblemLink{Target: web.FieldID(fieldDay2), Text: a.form.At(fieldDay2)})
		return showWeigh(w, r, view)
	}
	other := a.c
	other.Plan = framework.On(framework.DayOf(second.Date()))
	one, two := a.fw.Evaluate(a.c), a.fw.Evaluate(other)
	left, right := one.Tell(a.b.lang), two.Tell(a.b.lang)
	kinds := types{}
	v := compareView{Title: a.fw.Title().In(a.b.lang), Back: web.Path(r, "/afwegen/"+string(a.fw.Base.Head.ID)), FormID: formID, Kept: a.all()}
	for _, d := range differences(left, right) {
		v.Changes = append(v.Changes, changeView{d.Form, viewOf(d.First), viewOf(d.Second)})
	}
	v.Same = len(v.Changes) == 0
	if list := changes(left, right); len(list) > 0 {
		v.Guidelines = &web.Table{Caption: a.b.say("compare.guidelines"), Head: []web.Cell{{Text: a.b.say("compare.guideline")}, {Text: left.Day.In(a.b.lang)}, {Text: right.Day.In(a.b.lang)}}}
		for _, c := range list {
			v.Guidelines.Rows = append(v.Guidelines.Rows, []web.Cell{{Text: c.Title}, {Text: dash(c.First)}, {Text: dash(c.Second)}})
		}
	}
	for _, o := range []*framework.Told{left, right} {
		side := compareSide{Heading: o.Day.In(a.b.lang), Advice: a.b.advice(o, kinds)}
		v.Sides = append(v.Sides, side)
	}
	return comparePage.Render(w, r, http.StatusOK, web.Head{Title: web.Text(r, "weigh.title"), Section: "weigh", Exit: true, Wide: true, Keep: formID}, v)
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
	if len(a.wrong) > 0 { // an answer that cannot be used must not drop out of the decision without a word
		return showWeigh(w, r, f.weighView(r, a))
	}
	return f.showDecide(w, r, http.StatusOK, a, a.fw.Evaluate(a.c).Tell(a.b.lang))
}

func (f *Feature) showDecide(w http.ResponseWriter, r *http.Request, status int, a *asked, told *framework.Told) error {
	say, form := a.b.say, a.form
	self := web.Path(r, "/afwegen/"+string(a.fw.Base.Head.ID))
	advice := a.b.advice(told, types{})
	v := decideView{Title: a.fw.Title().In(a.b.lang), Action: self + "/verslag", Letter: self + "/brief", Back: self, FormID: formID,
		Problems: form.Problems(), Kept: a.kept(), Routes: advice.Routes, Consult: advice.Consult, Approve: advice.Approve,
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
	v.Departs = departs(told, form.Text("d.form"))
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
func (a *asked) decided(told *framework.Told) (decisionView, *framework.FormTold) {
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
		d.Agreed = a.b.say("decide.agreed_" + agreed)
	}
	if day, ok := a.dayToCome("d.next", nextBefore); ok {
		d.Next = web.Day(a.b.lang, day)
	}
	if how := form.Text("d.next_how"); how != "" {
		d.Next = strings.TrimPrefix(d.Next+", "+how, ", ")
	}
	if day, ok := a.dayToCome("d.review", reviewBefore); ok {
		d.Review = web.Day(a.b.lang, day)
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
	case day < a.c.Plan.Day && day < a.c.Today.Day:
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
	if len(a.wrong) > 0 {
		return showWeigh(w, r, f.weighView(r, a))
	}
	told := a.fw.Evaluate(a.c).Tell(a.b.lang)
	d, chosen := a.decided(told)
	if a.form.Err() != nil {
		return f.showDecide(w, r, http.StatusUnprocessableEntity, a, told)
	}
	say := a.b.say
	v := recordView{Title: a.fw.Title().In(a.b.lang), Back: web.Path(r, "/afwegen/"+string(a.fw.Base.Head.ID)+"/kiezen"), FormID: formID, Kept: a.all(),
		Decision: d, Advice: a.b.advice(told, types{}), ChosenDeparts: departs(told, chosen.ID),
		Terms: web.Terms{{Name: say("record.day"), Value: told.Day.In(a.b.lang)}, {Name: say("record.made"), Value: told.Today.In(a.b.lang)}}}
	v.Terms = append(v.Terms, a.settingsTold()...)
	form := a.b.form(*chosen, 0, types{})
	v.Chosen = &form
	for _, s := range told.Answers {
		v.Sections = append(v.Sections, answersView{s.Title, s.KindIn, answers(s.Answers)})
	}
	for _, p := range told.Packs {
		v.Packs = append(v.Packs, p.Title+" "+p.Version+" ("+p.Checksum[:12]+")")
	}
	v.Sources = sourcesOf(v.Advice)
	return recordPage.Render(w, r, http.StatusOK, web.Head{Title: say("record.title"), Section: "weigh", Exit: true, Keep: formID}, v)
}

// settingsTold are the choices besides the day that the advice reckoned with.
func (a *asked) settingsTold() web.Terms {
	var out web.Terms
	for _, x := range a.fw.Variants() {
		if string(x.ID) == a.c.Variant {
			out = append(out, web.Term{Name: a.b.say("weigh.role"), Value: x.Title.In(a.b.lang)})
		}
	}
	levels, _, _ := a.fw.Dimensions()
	for _, x := range levels {
		if string(x.ID) == a.c.Level {
			out = append(out, web.Term{Name: a.b.say("weigh.level"), Value: x.Title.In(a.b.lang)})
		}
	}
	for _, x := range a.fw.Flows() {
		if string(x.ID) == a.c.Flow {
			out = append(out, web.Term{Name: a.b.say("weigh.flow"), Value: x.Title.In(a.b.lang)})
		}
	}
	return out
}

// sourcesOf lists the sources behind both sides, each once. Those of the guidelines are pinned by their packs.
func sourcesOf(v adviceView) []sourceView {
	var out []sourceView
	add := func(s *sourceView) {
		if s != nil && !slices.Contains(out, *s) {
			out = append(out, *s)
		}
	}
	for _, r := range append(slices.Clone(v.Near), v.Far...) {
		add(r.Source)
	}
	return out
}

// all are all fields, those of the decision included.
func (a *asked) all() []hiddenField { return append(a.kept(), a.decision()...) }

// decision are the fields of the decision. They go along back to the questions, so that a reason once written is not lost.
func (a *asked) decision() []hiddenField {
	var out []hiddenField
	names := a.form.Names()
	slices.Sort(names)
	for _, name := range names {
		if strings.HasPrefix(name, decisionPrefix) {
			for _, v := range a.form.All(name) {
				if v != "" {
					out = append(out, hiddenField{name, v})
				}
			}
		}
	}
	return out
}

// letter shows the resident's own copy. It says what was agreed, never what the worry was: violence, crisis and what
// others said stay out of it.
func (f *Feature) letter(w http.ResponseWriter, r *http.Request) error {
	a, err := f.read(r)
	if err != nil {
		return err
	}
	if len(a.wrong) > 0 {
		return showWeigh(w, r, f.weighView(r, a))
	}
	told := a.fw.Evaluate(a.c).Tell(a.b.lang)
	d, chosen := a.decided(told)
	if a.form.Err() != nil {
		return f.showDecide(w, r, http.StatusUnprocessableEntity, a, told)
	}
	v := letterView{Back: web.Path(r, "/afwegen/"+string(a.fw.Base.Head.ID)+"/kiezen"), FormID: formID, Kept: a.all(), Form: chosen.Title, Means: chosen.Resident,
		Next: d.Next, Review: d.Review, Agreed: a.form.Text("d.agreed"), By: d.By}
	for _, q := range append(slices.Clone(chosen.Requires), chosen.Checklist...) {
		if q.Resident != "" && !slices.Contains(v.Agreements, q.Resident) {
			v.Agreements = append(v.Agreements, q.Resident)
		}
	}
	return letterPage.Render(w, r, http.StatusOK, web.Head{Title: a.b.say("letter.title"), Section: "weigh", Exit: true, Keep: formID}, v)
}
