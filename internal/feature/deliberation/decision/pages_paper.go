package decision

import (
	"net/http"
	"slices"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

var (
	closedPage  = questionnaire.MustPage[closedView](pagesFS, "views/closed.html", texts, record.Parts)
	paperPage   = questionnaire.MustPage[paperView](pagesFS, "views/paper.html", texts, record.Parts)
	letterPage  = questionnaire.MustPage[letterView](pagesFS, "views/letter.html", texts, record.Parts)
	earlierPage = questionnaire.MustPage[earlierView](pagesFS, "views/earlier.html", texts, record.Parts)
	endPage     = web.MustPage[endView](pagesFS, "views/end.html", texts, record.Parts)
)

// decisionView is a decision in words, on the screen and on paper.
type decisionView struct {
	Forms                                                   []chosenView
	Kept, Open                                              []string // conditions that were ticked, and that were not
	Reason, Departing, NoConsult, NoApproval                string
	Departs, Against                                        bool
	Lacking                                                 []string
	Agreed, NotAgreed, Next, Look, By, At, Program, Receipt string
	Consults                                                []saidView
	Approvals                                               []approvedView
}

type closedView struct {
	record.Header
	Title     string
	Terms     web.Terms
	Decision  *decisionView
	Ended     string // why it ended without
	EndedBy   string
	Again     string
	Followed  *web.Link
	Follows   *web.Link
	Links     []web.Link
	MayFollow bool
}

// Once gives the form a key.
func (closedView) Once() string { return once.Key() }

// ShowClosed shows what was decided, from the receipt alone.
func (f *Pages) ShowClosed(w http.ResponseWriter, r *http.Request, x record.Opened) error {
	ctx, q, lang := r.Context(), f.DB.Read(), web.Lang(r)
	id := x.Deliberation.ID
	self := web.Path(r, "/afwegingen/"+id)
	s, err := record.SummaryOf(ctx, q, x.Actor, id)
	if err != nil {
		return err
	}
	view := closedView{Header: f.Header(r, x), Title: f.TitleOf(r, x.Framework), Again: self + "/opnieuw",
		MayFollow: s.FollowedBy == "" && x.ClosedOn == "" && x.May(access.Add, record.Kind).Allowed}
	link := func(id, key string) *web.Link {
		if id == "" {
			return nil
		}
		return &web.Link{Label: web.Text(r, key), Href: web.Path(r, "/afwegingen/"+id)}
	}
	view.Followed, view.Follows = link(s.FollowedBy, "deliberation.followed_by"), link(x.Follows, "deliberation.follows_on")
	if x.State == record.Ended {
		d, err := record.DecisionOf(ctx, q, x.Actor, id)
		if err != nil {
			return err
		}
		names, err := record.NamesOf(ctx, q, x.Actor, x.ClosedBy)
		if err != nil {
			return err
		}
		view.Ended, view.EndedBy = d.Reason, names[x.ClosedBy]+", "+f.When(lang, x.ClosedAt)
	} else {
		rec, hash, err := record.ReceiptOf(ctx, q, x.Actor, id)
		if err != nil {
			return err
		}
		told, err := rec.In(lang)
		if err != nil {
			return err
		}
		d := f.decisionView(r, rec, told, hash)
		view.Decision, view.Title = &d, told.Framework.Title
		view.Terms = web.Terms{{Name: web.Text(r, "record.day"), Value: told.Day.In(lang)}, {Name: web.Text(r, "record.made"), Value: told.Today.In(lang)}}
		if x.May(access.Print, record.Kind).Allowed {
			view.Links = append(view.Links, web.Link{Label: web.Text(r, "deliberation.paper_link"), Href: self + "/verslag"}, web.Link{Label: web.Text(r, "deliberation.letter_link"), Href: self + "/brief"})
		}
	}
	if err := f.Audit.Note(ctx, x.Line("deliberation.seen", "")); err != nil {
		return err
	}
	return closedPage.Render(w, r, http.StatusOK, record.Head(r, false), view)
}

func (f *Pages) decisionView(r *http.Request, rec record.Receipt, told *framework.Told, hash string) decisionView {
	lang, d := web.Lang(r), rec.Decision
	v := decisionView{Reason: d.Reason, Departing: d.Departing, NoConsult: d.NoConsult, NoApproval: d.NoApproval, Departs: d.Departs, Against: d.Against,
		NotAgreed: d.NotAgreed, By: rec.DecidedBy.Name, Program: rec.Program, Receipt: hash}
	for _, o := range told.Forms {
		if slices.Contains(d.Forms, o.ID) {
			v.Forms = append(v.Forms, chosenView{o.Title, o.FitIn, o.Summary, questionnaire.FitOf(o.Fit)})
		}
	}
	for _, c := range conditions(told, d.Forms) {
		if slices.Contains(d.Conditions, c.ID) {
			v.Kept = append(v.Kept, c.Text)
		} else {
			v.Open = append(v.Open, c.Text)
		}
	}
	role := func(id string) string {
		for _, call := range told.Approve {
			if call.ID == id {
				return call.Title
			}
		}
		return id
	}
	for _, id := range d.Lacking {
		v.Lacking = append(v.Lacking, role(id))
	}
	if d.Agreed != "" {
		v.Agreed = record.WordOf(r, "agreed_"+d.Agreed)
	}
	v.Next, v.Look = joined(f.DayWords(lang, d.Next), d.NextHow, d.NextWho), f.DayWords(lang, d.Look)
	at := func(stored string) string {
		var i db.Instant
		if stored == "" || i.Scan(stored) != nil {
			return ""
		}
		return f.When(lang, i)
	}
	v.At = at(rec.DecidedAt)
	for _, c := range rec.Consults {
		v.Consults = append(v.Consults, saidView{Of: c.Of.Name, By: c.By.Name, When: at(c.AskedAt), Question: c.Question, State: c.State, Verdict: c.Verdict, Answer: c.Answer})
	}
	for _, p := range rec.Approvals {
		v.Approvals = append(v.Approvals, approvedView{Role: role(p.Role), State: p.State, Given: p.Given.Name, Note: p.Reason})
	}
	return v
}

func joined(parts ...string) string {
	out := ""
	for _, p := range parts {
		if p != "" && out != "" {
			out += ", "
		}
		out += p
	}
	return out
}

type paperView struct {
	record.Header
	questionnaire.Paper
	Title    string
	Decision decisionView
	Back     web.Link
}

// print opens a decided one for paper, by the receipt.
func (f *Pages) print(r *http.Request) (record.Opened, record.Receipt, *framework.Told, string, error) {
	x, err := f.Open(r.Context(), f.DB.Read(), access.Print, r.PathValue("id"))
	if err != nil {
		return x, record.Receipt{}, nil, "", err
	}
	if x.State != record.Decided {
		return x, record.Receipt{}, nil, "", fault.New(fault.NotFound, fault.Say("Er is nog geen besluit om af te drukken.", "There is no decision to print yet."))
	}
	rec, hash, err := record.ReceiptOf(r.Context(), f.DB.Read(), x.Actor, x.Deliberation.ID)
	if err != nil {
		return x, rec, nil, "", err
	}
	told, err := rec.In(web.Lang(r))
	return x, rec, told, hash, err
}

// paper is the record, to print: the decision, the advice as it was shown, the answers, and what it rests on.
func (f *Pages) paper(w http.ResponseWriter, r *http.Request) error {
	x, rec, told, hash, err := f.print(r)
	if err != nil {
		return err
	}
	view := paperView{Header: f.Header(r, x), Title: told.Framework.Title, Decision: f.decisionView(r, rec, told, hash), Paper: questionnaire.In(web.Lang(r)).Paper(told, ""),
		Back: web.Link{Label: web.Text(r, "deliberation.back"), Href: web.Path(r, "/afwegingen/"+x.Deliberation.ID)}}
	if err := f.Audit.Note(r.Context(), x.Line("deliberation.printed", "part:record")); err != nil {
		return err
	}
	return paperPage.Render(w, r, http.StatusOK, record.Head(r, false), view)
}

type earlierView struct {
	record.Header
	Back    web.Link
	Day     string
	Open    web.Link
	Answers []record.Changed
	Fits    []fitView
	Sides   []sideView
}

type fitView struct {
	Title   string
	Was, Is web.Fit
}

type sideView struct {
	Heading string
	Advice  questionnaire.Advice
	Reason  string
}

// earlier puts the decision before beside this one: answers and fits that changed, and both advices.
func (f *Pages) earlier(w http.ResponseWriter, r *http.Request) error {
	ctx, q, lang := r.Context(), f.DB.Read(), web.Lang(r)
	x, err := f.Open(ctx, q, access.See, r.PathValue("id"))
	if err != nil {
		return err
	}
	before, rec, err := f.Before(ctx, q, x)
	if err != nil {
		return err
	}
	if before == nil {
		return fault.New(fault.NotFound, fault.Say("Er is geen eerdere afweging.", "There is no earlier deliberation."))
	}
	was, err := rec.In(lang)
	if err != nil {
		return err
	}
	is := (*framework.Told)(nil)
	if x.State == record.Decided {
		own, _, err := record.ReceiptOf(ctx, q, x.Actor, x.Deliberation.ID)
		if err != nil {
			return err
		}
		if is, err = own.In(lang); err != nil {
			return err
		}
	} else {
		v, err := f.Reckon(ctx, q, x)
		if err != nil {
			return err
		}
		is = v.FW.Evaluate(v.Case).Tell(lang)
	}
	day := f.DayWords(lang, string(people.DayOf(before.ClosedAt.Time(), f.Zone)))
	view := earlierView{Header: f.Header(r, x), Back: web.Link{Label: web.Text(r, "deliberation.back"), Href: web.Path(r, "/afwegingen/"+x.Deliberation.ID)}, Day: day,
		Open: web.Link{Label: web.Text(r, "deliberation.earlier_open"), Href: web.Path(r, "/afwegingen/"+before.Deliberation.ID)}, Answers: record.ChangedAnswers(was, is)}
	for _, c := range changedFits(was, is) {
		view.Fits = append(view.Fits, fitView{c.Title, questionnaire.FitOf(c.Was), questionnaire.FitOf(c.Is)})
	}
	view.Sides = []sideView{{web.Text(r, "deliberation.then", "Day", day), questionnaire.In(lang).Advice(was), rec.Decision.Reason}, {web.Text(r, "deliberation.now"), questionnaire.In(lang).Advice(is), ""}}
	if err := f.Audit.Note(ctx, x.Line("deliberation.seen", "part:earlier"), before.Line("deliberation.seen", "part:earlier")); err != nil {
		return err
	}
	return earlierPage.Render(w, r, http.StatusOK, record.Head(r, true), view)
}

type endView struct {
	record.Header
	Action, Change string
	Back           web.Link
	Reason         web.TextArea
	Problems       web.Problems
	Notice         *web.Notice
}

// Once gives the form a key.
func (endView) Once() string { return once.Key() }

// showEnd asks the reason for ending without a decision once more.
func (f *Pages) showEnd(w http.ResponseWriter, r *http.Request, x record.Opened, form *web.Form, moved bool) error {
	self := web.Path(r, "/afwegingen/"+x.Deliberation.ID)
	view := endView{Header: f.Header(r, x), Action: self + "/beeindigen", Change: record.Itoa(x.Change), Back: web.Link{Label: web.Text(r, "deliberation.back"), Href: self}, Problems: form.Problems(),
		Reason: web.TextArea{Name: "reden", Label: web.Text(r, "deliberation.end_reason"), Value: form.Text("reden"), Rows: 4, MaxLength: record.MaxReason, Error: form.At("reden")}}
	status := http.StatusUnprocessableEntity
	if moved {
		status = http.StatusConflict
		view.Notice = &web.Notice{Kind: "warning", Title: web.Text(r, "deliberation.moved_title"), Text: web.Text(r, "deliberation.moved_end")}
	}
	return endPage.Render(w, r, status, record.Head(r, false), view)
}

// saidView is what a colleague said, in a record.
type saidView struct{ Of, By, When, Question, State, Verdict, Answer string }

// approvedView is what became of an approval, in a record.
type approvedView struct{ Role, State, Given, Note string }
