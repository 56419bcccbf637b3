package deliberation

import (
	"context"
	"net/http"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

var talkPage = questionnaire.MustPage[talkView](pagesFS, "views/talk.html", texts, record.Parts)

type talkView struct {
	record.Header
	Action    string
	Back      web.Link
	Problems  web.Problems
	Notice    *web.Notice
	Consults  []consultView
	Ask       *askView
	Approvals []approvalView
	Missing   []callView // roles whose approval can be asked
	Advice    questionnaire.Advice
	IsOpen    bool
}

// Once gives every form of the page a key of its own.
func (talkView) Once() string { return once.Key() }

type askView struct {
	Who      web.Select
	Question web.TextArea
	Names    []string
}

type consultView struct {
	ID, Of, By, When, Question, State, Verdict, Answer string
	MayEnd                                             bool
	Answering                                          *answeringView
}

type answeringView struct {
	Verdict web.Choice
	Text    web.TextArea
}

type approvalView struct {
	ID, Role, By, When, State, Given, Note string
	MayEnd                                 bool
	Reason                                 *web.TextArea // when this actor may give it
}

type callView struct {
	ID, Title string
	Because   []string
	Note      web.TextArea
}

// talk is the page of thinking along: who was asked what, what they said, and the approvals.
func (f *Feature) talk(w http.ResponseWriter, r *http.Request) error {
	x, err := f.Open(r.Context(), f.DB.Read(), access.See, r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := web.FormOf(web.Lang(r), nil)
	if err != nil {
		return err
	}
	return f.showTalk(w, r, x, form, nil, http.StatusOK)
}

func (f *Feature) showTalk(w http.ResponseWriter, r *http.Request, x record.Opened, form *web.Form, notice *web.Notice, status int) error {
	ctx, q, lang := r.Context(), f.DB.Read(), web.Lang(r)
	self := web.Path(r, "/afwegingen/"+x.Deliberation.ID)
	view := talkView{Header: f.Header(r, x), Action: self + "/meedenken", Back: web.Link{Label: web.Text(r, "deliberation.back"), Href: self},
		Problems: form.Problems(), Notice: notice, IsOpen: x.State == record.Open}
	v, err := f.Reckon(ctx, q, x)
	if err != nil {
		return err
	}
	names, err := v.People(ctx, q)
	if err != nil {
		return err
	}
	told := v.FW.Evaluate(v.Case).Tell(lang)
	if view.IsOpen {
		view.Advice = questionnaire.In(lang).Advice(told)
	}
	mayAsk := view.IsOpen && x.May(access.Consult, record.Kind).Allowed
	// Several forms may stand in the page: each names its fields after what it is about.
	typed := func(id, name string) string { return form.Text(of(name, id)) }
	at := func(id, name string) string { return form.At(of(name, id)) }
	for _, c := range v.Consults {
		k := consultView{ID: c.ID, Of: names[c.Of], By: names[c.By], When: f.When(lang, c.AskedAt), Question: c.Question, State: c.State, Verdict: c.Verdict, Answer: c.Answered,
			MayEnd: mayAsk && c.State == "open"}
		if c.State == "open" && c.Of == x.Actor.ID && view.IsOpen {
			k.Answering = &answeringView{web.Choice{Name: of("oordeel", c.ID), Legend: web.Text(r, "deliberation.verdict"), Error: at(c.ID, "oordeel")},
				web.TextArea{Name: of("antwoord", c.ID), Label: web.Text(r, "deliberation.your_answer"), Value: typed(c.ID, "antwoord"), Rows: 5, MaxLength: record.MaxReason, Error: at(c.ID, "antwoord")}}
			for _, word := range record.Verdicts {
				k.Answering.Verdict.Options = append(k.Answering.Verdict.Options, web.Option{Value: word, Label: record.WordOf(r, "verdict_"+word), Chosen: typed(c.ID, "oordeel") == word})
			}
		}
		view.Consults = append(view.Consults, k)
	}
	if mayAsk {
		if view.Ask, err = f.askView(r, x, form); err != nil {
			return err
		}
	}
	f.approvals(r, &view, v, told, names, typed, at)
	if err := f.Audit.Note(ctx, x.Line("deliberation.seen", "part:talk")); err != nil {
		return err
	}
	return talkPage.Render(w, r, status, record.Head(r, false), view)
}

func (f *Feature) askView(r *http.Request, x record.Opened, form *web.Form) (*askView, error) {
	can, err := f.colleagues(r.Context(), f.DB.Read(), x)
	if err != nil {
		return nil, err
	}
	ask := &askView{Who: web.Select{Name: "collega", Label: web.Text(r, "deliberation.who"), Error: form.At("collega"), Options: []web.Option{{Value: "", Label: web.Text(r, "deliberation.choose_colleague")}}},
		Question: web.TextArea{Name: "vraag", Label: web.Text(r, "deliberation.question"), Help: web.Text(r, "deliberation.question_help"), Value: form.Text("vraag"), Rows: 4, MaxLength: record.MaxReason, Error: form.At("vraag")}}
	for _, c := range can {
		ask.Who.Options = append(ask.Who.Options, web.Option{Value: c.ID, Label: c.Name, Chosen: form.Text("collega") == c.ID})
	}
	return ask, nil
}

func (f *Feature) approvals(r *http.Request, view *talkView, v record.Weighed, told *framework.Told, names map[string]string, typed, at func(id, name string) string) {
	lang := web.Lang(r)
	mayGive, mayAsk := view.IsOpen && v.May(access.Approve, record.Kind).Allowed, view.IsOpen && v.May(access.Weigh, record.Kind).Allowed
	waits := map[string]bool{}
	for _, p := range v.Approvals {
		a := approvalView{ID: p.ID, Role: record.RoleWords(v.FW, lang, p.Role), By: names[p.By], When: f.When(lang, p.AskedAt), State: p.State, Given: names[p.Given], Note: p.Reason,
			MayEnd: mayAsk && p.State == "asked" && p.By == v.Actor.ID}
		if mayGive && p.State == "asked" && p.By != v.Actor.ID {
			a.Reason = &web.TextArea{Name: of("reden", p.ID), Label: web.Text(r, "deliberation.why"), Value: typed(p.ID, "reden"), Rows: 3, MaxLength: record.MaxReason, Error: at(p.ID, "reden")}
		}
		waits[p.Role] = waits[p.Role] || p.State == "asked" || p.State == "approved"
		view.Approvals = append(view.Approvals, a)
	}
	if !mayAsk {
		return
	}
	for _, call := range told.Approve {
		if waits[call.ID] {
			continue
		}
		c := callView{ID: call.ID, Title: call.Title, Note: web.TextArea{Name: of("toelichting", call.ID), Label: web.Text(r, "deliberation.approval_note"), Value: typed(call.ID, "toelichting"),
			Rows: 3, MaxLength: record.MaxReason, Optional: true, Error: at(call.ID, "toelichting")}}
		for _, b := range call.Because {
			c.Because = append(c.Because, b.Says)
		}
		view.Missing = append(view.Missing, c)
	}
}

// of names a field of one of several forms in a page.
func of(name, id string) string { return name + "." + id }

// changeTalk does one thing on the page of thinking along.
func (f *Feature) changeTalk(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, one := r.PathValue("id"), form.Text("welke")
	done, err := f.Desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		switch form.Text("doe") {
		case "vraag":
			return "asked", f.ask(ctx, tx, id, form.Text("collega"), form.Text("vraag"))
		case "antwoord":
			return "answered", f.answerConsult(ctx, tx, id, one, form.Text(of("oordeel", one)), form.Text(of("antwoord", one)))
		case "trek-in":
			return "ended", f.endAsk(ctx, tx, id, one, "withdrawn")
		case "sluit":
			return "ended", f.endAsk(ctx, tx, id, one, "closed")
		case "vraag-akkoord":
			return "asked", f.askApproval(ctx, tx, id, one, form.Text(of("toelichting", one)))
		case "akkoord":
			return "settled", f.settleApproval(ctx, tx, id, one, "approved", form.Text(of("reden", one)))
		case "niet-akkoord":
			return "settled", f.settleApproval(ctx, tx, id, one, "refused", form.Text(of("reden", one)))
		case "akkoord-intrekken":
			return "ended", f.settleApproval(ctx, tx, id, one, "withdrawn", "")
		}
		return "", fault.New(fault.Invalid, fault.Text{})
	})
	switch {
	case form.Add(err) && form.Err() != nil:
		x, err := f.Open(r.Context(), f.DB.Read(), access.See, id)
		if err != nil {
			return err
		}
		return f.showTalk(w, r, x, form, nil, http.StatusUnprocessableEntity)
	case err != nil:
		return f.Uncertain(w, err)
	case done == "answered": // who thought along may have no further reason to see it
		return web.Redirect(w, r, "/afwegingen#gevraagd")
	}
	return web.Redirect(w, r, "/afwegingen/"+id+"/meedenken")
}
