package decision

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

var decidePage = questionnaire.MustPage[decideView](pagesFS, "views/decide.html", texts, record.Parts)

type decideView struct {
	record.Header
	Action, Back, Self string
	Problems           web.Problems
	Notice             *web.Notice
	Step               int // 1: which form of contact; 2: the rest
	Forms              web.Choice
	Hidden             []questionnaire.Hidden
	Routes             []questionnaire.Route
	Chosen             []chosenView
	Departs, Against   bool
	Consult, Approve   []questionnaire.Call
	Lacking            []string
	Departing          *web.TextArea
	NoConsult          *web.TextArea
	NoApproval         *web.TextArea
	Conditions         *web.Choice
	Reason, NotAgreed  web.TextArea
	Agreed             web.Choice
	Next, Look         web.Input
	NextHow, NextWho   web.Input
	Talk               web.Link
}

// Once gives the form a key.
func (decideView) Once() string { return once.Key() }

type chosenView struct {
	Title, FitWords, Summary string
	Fit                      web.Fit
}

// decide asks first which form of contact, and then the rest: what belongs to it depends on the first.
func (f *Pages) decide(w http.ResponseWriter, r *http.Request) error {
	x, err := f.Open(r.Context(), f.DB.Read(), access.Decide, r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showDecide(w, r, x, form, nil, http.StatusOK)
}

func (f *Pages) showDecide(w http.ResponseWriter, r *http.Request, x record.Opened, form *web.Form, notice *web.Notice, status int) error {
	ctx, q, lang := r.Context(), f.DB.Read(), web.Lang(r)
	self := web.Path(r, "/afwegingen/"+x.Deliberation.ID)
	if x.State != record.Open {
		return web.Redirect(w, r, "/afwegingen/"+x.Deliberation.ID)
	}
	v, err := f.Reckon(ctx, q, x)
	if err != nil {
		return err
	}
	told := v.FW.Evaluate(v.Case).Tell(lang)
	advice := questionnaire.In(lang).Advice(told)
	chosen := inOrder(told, form.All("vorm"))
	view := decideView{Header: f.Header(r, x), Action: self + "/besluit", Self: self + "/besluit", Back: self, Problems: form.Problems(), Notice: notice, Step: 1,
		Routes: advice.Routes, Consult: advice.Consult, Approve: advice.Approve, Talk: web.Link{Label: web.Text(r, "deliberation.talk_link"), Href: self + "/meedenken"},
		Forms: web.Choice{Name: "vorm", Legend: web.Text(r, "deliberation.forms"), Several: true, Error: form.At("vorm")}}
	for _, o := range told.Forms {
		view.Forms.Options = append(view.Forms.Options, web.Option{Value: o.ID, Label: o.Title, Help: o.FitIn, Chosen: slices.Contains(chosen, o.ID)})
	}
	if form.Has("vorm") && len(chosen) == 0 && form.At("vorm") == "" {
		form.Problem("vorm", record.ChooseOne)
		view.Forms.Error, view.Problems, status = form.At("vorm"), form.Problems(), http.StatusUnprocessableEntity
	}
	if len(v.Besides) > 0 {
		view.Notice = &web.Notice{Kind: "warning", Text: chooseFirst.In(lang)}
	}
	if len(chosen) > 0 && !form.Has("terug") {
		view.Step = 2
		f.decideRest(r, &view, v, told, chosen, form)
	}
	if err := f.Audit.Note(ctx, x.Line("deliberation.seen", "part:decide")); err != nil {
		return err
	}
	h := record.Head(r, false)
	h.Exit = true
	return decidePage.Render(w, r, status, h, view)
}

func (f *Pages) decideRest(r *http.Request, view *decideView, v record.Weighed, told *framework.Told, chosen []string, form *web.Form) {
	say := func(key string) string { return web.Text(r, key) }
	area := func(name, key, help string) web.TextArea {
		t := web.TextArea{Name: name, Label: say(key), Value: form.Text(name), Rows: 4, MaxLength: record.MaxReason, Error: form.At(name)}
		if help != "" {
			t.Help = say(help)
		}
		return t
	}
	view.Hidden = []questionnaire.Hidden{{Name: "versie", Value: strconv.FormatInt(v.Change, 10)}}
	for _, id := range chosen {
		view.Hidden = append(view.Hidden, questionnaire.Hidden{Name: "vorm", Value: id})
	}
	for _, o := range told.Forms {
		if slices.Contains(chosen, o.ID) {
			view.Chosen = append(view.Chosen, chosenView{o.Title, o.FitIn, o.Summary, questionnaire.FitOf(o.Fit)})
		}
	}
	view.Departs, view.Against = departs(told, chosen)
	if view.Departs {
		t := area("afwijken", "deliberation.departing", "deliberation.departing_help")
		view.Departing = &t
	}
	if len(told.Consult) > 0 && !v.Consulted() {
		t := area("zonder_overleg", "deliberation.no_consult", "deliberation.no_consult_help")
		view.NoConsult = &t
	}
	for _, role := range lacking(told, v.Approvals) {
		view.Lacking = append(view.Lacking, record.RoleWords(v.FW, web.Lang(r), role))
	}
	if len(view.Lacking) > 0 {
		t := area("zonder_akkoord", "deliberation.no_approval", "deliberation.no_approval_help")
		view.NoApproval = &t
	}
	if list := conditions(told, chosen); len(list) > 0 {
		view.Conditions = &web.Choice{Name: "voorwaarde", Legend: say("deliberation.conditions"), Help: say("deliberation.conditions_help"), Several: true, Optional: true}
		ticked := form.All("voorwaarde")
		for _, c := range list {
			view.Conditions.Options = append(view.Conditions.Options, web.Option{Value: c.ID, Label: c.Text, Chosen: slices.Contains(ticked, c.ID)})
		}
	}
	view.Reason, view.NotAgreed = area("reden", "deliberation.reason", "deliberation.reason_help"), area("niet_ingestemd", "deliberation.not_agreed", "deliberation.not_agreed_help")
	view.NotAgreed.Optional = true
	view.Agreed = web.Choice{Name: "ingestemd", Legend: say("deliberation.agreed"), Short: true, Error: form.At("ingestemd")}
	for _, word := range []string{"yes", "no", "later"} {
		view.Agreed.Options = append(view.Agreed.Options, web.Option{Value: word, Label: record.WordOf(r, "agreed_"+word), Chosen: form.Text("ingestemd") == word})
	}
	input := func(name, key, kind string) web.Input {
		return web.Input{Name: name, Label: say(key), Type: kind, Value: form.Text(name), Error: form.At(name), Optional: true, MaxLength: map[string]int{"": 200}[kind]}
	}
	view.Next, view.NextHow, view.NextWho = input("volgende", "deliberation.next", "date"), input("hoe", "deliberation.next_how", ""), input("door", "deliberation.next_who", "")
	view.Next.Help = say("deliberation.next_help")
	view.Look = input("opnieuw", "deliberation.look", "date")
	if told.Review != nil {
		view.Look.Help = told.Review.Text
		if !form.Has("opnieuw") {
			view.Look.Value = told.Review.Day.String()
		}
	}
	if !form.Has("door") {
		view.NextWho.Value = v.Actor.Name
	}
}

// Where the problems of a decision are shown, and in which words.
var problemsAt = map[string]struct {
	field string
	text  fault.Text
}{
	needForm:      {"vorm", record.ChooseOne},
	needReason:    {"reden", fault.Say("Schrijf op waarom je dit kiest.", "Write down why you choose this.")},
	needDeparting: {"afwijken", fault.Say("Je wijkt af van het advies. Dat mag. Schrijf op waarom.", "You depart from the advice. You may. Write down why.")},
	needConsult:   {"zonder_overleg", fault.Say("Vraag iemand om mee te denken, of schrijf op waarom dat nu niet kan.", "Ask somebody to think along, or write down why that is not possible now.")},
	needApproval:  {"zonder_akkoord", fault.Say("Er is nog geen akkoord. Je mag toch besluiten. Schrijf op waarom.", "There is no approval yet. You may decide all the same. Write down why.")},
	needAgreed:    {"ingestemd", record.ChooseOne},
	needWhyNot:    {"niet_ingestemd", record.GiveReason},
	nextPassed:    {"volgende", fault.Say("Deze dag is al voorbij. Spreek een dag af die nog komt.", "This day has passed. Agree on a day to come.")},
	lookEarly:     {"opnieuw", fault.Say("Deze dag is al voorbij. Kies een dag die nog komt.", "This day has passed. Choose a day to come.")},
}

// decided takes the decision.
func (f *Pages) decided(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	x, err := f.Open(r.Context(), f.DB.Read(), access.Decide, id)
	if err != nil {
		return err
	}
	seen, ok := form.Int("versie")
	if !ok { // back to the first step, or forged
		return f.showDecide(w, r, x, form, nil, http.StatusUnprocessableEntity)
	}
	d := record.Decision{Forms: form.All("vorm"), Conditions: form.All("voorwaarde"), Reason: form.Text("reden"), Departing: form.Text("afwijken"),
		NoConsult: form.Text("zonder_overleg"), NoApproval: form.Text("zonder_akkoord"), Agreed: form.OneOf("ingestemd", "yes", "no", "later"),
		NotAgreed: form.Text("niet_ingestemd"), NextHow: form.Text("hoe"), NextWho: form.Text("door")}
	for name, text := range map[string]string{"reden": d.Reason, "afwijken": d.Departing, "zonder_overleg": d.NoConsult, "zonder_akkoord": d.NoApproval,
		"niet_ingestemd": d.NotAgreed, "hoe": d.NextHow, "door": d.NextWho} {
		if record.TooLong(text) {
			form.Problem(name, record.TextTooLong)
		}
	}
	if t, ok := form.Day("volgende"); ok {
		d.Next = web.ISODay(t)
	}
	if t, ok := form.Day("opnieuw"); ok {
		d.Look = web.ISODay(t)
	}
	if form.Err() != nil {
		return f.showDecide(w, r, x, form, nil, http.StatusUnprocessableEntity)
	}
	_, err = f.Desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		return id, f.close(ctx, tx, id, int64(seen), d, web.Lang(r))
	})
	var no *unfit
	switch {
	case errors.As(err, &no):
		for _, code := range no.codes {
			form.Problem(problemsAt[code].field, problemsAt[code].text)
		}
		return f.showDecide(w, r, x, form, nil, http.StatusUnprocessableEntity)
	case errors.Is(err, record.ErrMoved):
		if x, err = f.Open(r.Context(), f.DB.Read(), access.Decide, id); err != nil {
			return err
		}
		return f.showDecide(w, r, x, form, &web.Notice{Kind: "warning", Title: web.Text(r, "deliberation.moved_title"), Text: web.Text(r, "deliberation.moved_decide")}, http.StatusConflict)
	case err != nil:
		return f.Uncertain(w, err)
	}
	return web.Redirect(w, r, "/afwegingen/"+id)
}

// end ends a deliberation without a decision.
func (f *Pages) end(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	seen, _ := form.Int("versie")
	_, err = f.Desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		if err := record.CheckText("reden", form.Text("reden"), record.GiveReason); err != nil {
			return "", err
		}
		return id, f.endWithout(ctx, tx, id, int64(seen), form.Text("reden"))
	})
	switch {
	case form.Add(err) && form.Err() != nil, errors.Is(err, record.ErrMoved):
		x, err2 := f.Open(r.Context(), f.DB.Read(), access.Weigh, id)
		if err2 != nil {
			return err2
		}
		return f.showEnd(w, r, x, form, errors.Is(err, record.ErrMoved))
	case err != nil:
		return f.Uncertain(w, err)
	}
	return web.Redirect(w, r, "/afwegingen/"+id)
}
