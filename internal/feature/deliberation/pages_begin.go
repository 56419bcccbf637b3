package deliberation

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

var (
	weighPage  = questionnaire.MustPage[weighView](pagesFS, "views/weigh.html", texts, record.Parts)
	beginPage  = web.MustPage[beginView](pagesFS, "views/begin.html", texts, record.Parts)
	listPage   = web.MustPage[listView](pagesFS, "views/list.html", texts, record.Parts)
	choicePage = web.MustPage[choiceView](pagesFS, "views/choices.html", texts, record.Parts)
)

type beginView struct {
	record.Header
	Action     string
	Problems   web.Problems
	Frameworks web.Choice
	Day        web.Input
	Role       *web.Select
	Once       string
	Open       []row // open ones about this resident: go on in one of these instead
}

// choose is where a deliberation about a resident begins: which framework, which day, in which role.
func (f *Feature) choose(w http.ResponseWriter, r *http.Request) error {
	file, err := f.Desk.Open(r.Context(), f.DB.Read(), access.Add, record.Kind, r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showBegin(w, r, record.Opened{File: file}, form, http.StatusOK)
}

func (f *Feature) showBegin(w http.ResponseWriter, r *http.Request, x record.Opened, form *web.Form, status int) error {
	ctx, q, lang := r.Context(), f.DB.Read(), web.Lang(r)
	frameworks := f.Library(ctx).Frameworks()
	chosen := form.Text("kader")
	if chosen == "" {
		chosen = proposed(frameworks)
	}
	day := form.Text(questionnaire.FieldDay)
	if day == "" {
		day = f.Day().String()
	}
	view := beginView{Header: f.Header(r, x), Action: web.Path(r, "/inwoners/"+x.File.ID+"/afwegen"), Problems: form.Problems(), Once: record.NewKey(),
		Frameworks: web.Choice{Name: "kader", Legend: web.Text(r, "deliberation.which_framework"), Error: form.At("kader")},
		Day:        web.Input{Name: questionnaire.FieldDay, Label: web.Text(r, "weigh.day"), Type: "date", Value: day, Error: form.At(questionnaire.FieldDay)}}
	for _, p := range frameworks {
		view.Frameworks.Options = append(view.Frameworks.Options, web.Option{Value: string(p.Head.ID), Label: p.Head.Title.In(lang), Help: p.Head.Summary.In(lang), Chosen: chosen == string(p.Head.ID)})
	}
	role := form.Text(questionnaire.FieldVariant)
	if !form.Has(questionnaire.FieldVariant) {
		last, err := record.LastRole(ctx, q, x.Actor)
		if err != nil {
			return err
		}
		role = proposedRole(frameworks, last, x.Actor.Roles)
	}
	view.Role = roles(r, frameworks, role)
	same, err := people.SameAs(ctx, q, x.Actor, x.File.ID)
	if err != nil {
		return err
	}
	all, err := record.Listed(ctx, q, x.Actor, same)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.State == record.Open {
			view.Open = append(view.Open, f.row(r, s, "", ""))
		}
	}
	if err := f.Audit.Note(ctx, x.File.Line("deliberation.listed", record.Kind, "part:begin")); err != nil {
		return err
	}
	return beginPage.Render(w, r, status, record.Head(r, false), view)
}

// roles lists the roles of all frameworks, each once: the choice comes before the framework is known.
func roles(r *http.Request, frameworks []*framework.Pack, chosen string) *web.Select {
	s := &web.Select{Name: questionnaire.FieldVariant, Label: web.Text(r, "weigh.role"), Options: []web.Option{{Value: "", Label: web.Text(r, "weigh.role_none")}}}
	for _, p := range frameworks {
		for _, v := range p.Variants {
			if !slices.ContainsFunc(s.Options, func(o web.Option) bool { return o.Value == string(v.ID) }) {
				s.Options = append(s.Options, web.Option{Value: string(v.ID), Label: v.Title.In(web.Lang(r)), Chosen: string(v.ID) == chosen})
			}
		}
	}
	if len(s.Options) == 1 {
		return nil
	}
	return s
}

// proposedRole is the role that somebody took last time; without one, that of what they do here when a framework calls it
// the same.
func proposedRole(frameworks []*framework.Pack, last string, does []access.Role) string {
	if last != "" {
		return last
	}
	for _, p := range frameworks {
		for _, v := range p.Variants {
			for _, d := range does {
				if string(v.ID) == strings.ReplaceAll(string(d), "_", "-") {
					return string(v.ID)
				}
			}
		}
	}
	return ""
}

// proposed is the framework that is chosen beforehand: the first one that is not an example.
func proposed(frameworks []*framework.Pack) string {
	for _, p := range frameworks {
		if !strings.HasPrefix(string(p.Head.ID), "voorbeeld-") {
			return string(p.Head.ID)
		}
	}
	return ""
}

// begin makes the deliberation.
func (f *Feature) begin(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	file, err := f.Desk.Open(r.Context(), f.DB.Read(), access.Add, record.Kind, r.PathValue("id"))
	if err != nil {
		return err
	}
	b := beginning{Resident: file.ID, Framework: form.Text("kader")}
	var pack *framework.Pack
	for _, p := range f.Library(r.Context()).Frameworks() {
		if string(p.Head.ID) == b.Framework {
			pack = p
		}
	}
	if pack == nil {
		form.Problem("kader", record.ChooseOne)
	}
	b.Setting.Plan = f.planned(form)
	role := form.Text(questionnaire.FieldVariant)
	if pack != nil && slices.ContainsFunc(pack.Variants, func(n framework.Named) bool { return string(n.ID) == role }) {
		b.Setting.Variant = role // a role that this framework does not know is not taken along
	}
	if form.Err() != nil {
		return f.showBegin(w, r, record.Opened{File: file}, form, http.StatusUnprocessableEntity)
	}
	id, err := f.Desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		return f.start(ctx, tx, b)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/afwegingen/"+id)
}

// planned reads the planned day; a problem is noted in the form.
func (f *Feature) planned(form *web.Form) string {
	t, ok := form.Day(questionnaire.FieldDay)
	if !ok {
		if form.At(questionnaire.FieldDay) == "" {
			form.Problem(questionnaire.FieldDay, strangeDay)
		}
		return ""
	}
	day := web.ISODay(t)
	if _, err := framework.ParseDay(day); err != nil {
		form.Problem(questionnaire.FieldDay, strangeDay)
	}
	return day
}

// again begins a new deliberation that follows on one that is closed.
func (f *Feature) again(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := f.Desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		return f.follow(ctx, tx, r.PathValue("id"), f.Day().String())
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/afwegingen/"+id)
}

// row is a deliberation in a list.
type row struct {
	Href, Title, Text, Note string
	Badge                   *web.Badge
}

func (f *Feature) row(r *http.Request, s record.Summary, name, note string) row {
	lang := web.Lang(r)
	title := s.Framework
	if p := f.Library(r.Context()).Find(s.Framework, ""); p != nil {
		title = p.Head.Title.In(lang)
	}
	out := row{Href: web.Path(r, "/afwegingen/"+s.ID), Title: title, Note: note, Text: web.Text(r, "deliberation.for_day", "Day", f.DayWords(lang, s.Setting.Plan))}
	if name != "" {
		out.Title, out.Text = name, title+" · "+out.Text
	}
	switch {
	case s.State == record.Open && s.Waiting > 0:
		out.Badge = &web.Badge{Kind: "attention", Label: web.Text(r, "deliberation.state_waiting")}
	case s.State == record.Open:
		out.Badge = &web.Badge{Kind: "info", Label: web.Text(r, "deliberation.state_open")}
	case s.State == record.Decided && s.FollowedBy != "":
		out.Badge = &web.Badge{Label: web.Text(r, "deliberation.state_followed")}
	case s.State == record.Decided:
		out.Badge = &web.Badge{Kind: "good", Label: web.Text(r, "deliberation.state_decided")}
	default:
		out.Badge = &web.Badge{Label: web.Text(r, "deliberation.state_ended")}
	}
	if s.State == record.Decided && s.Look != "" && s.FollowedBy == "" {
		out.Note = web.Text(r, "deliberation.look_on", "Day", f.DayWords(lang, s.Look))
	}
	return out
}

type part struct {
	ID, Title, Empty string
	Rows             []row
}

type listView struct {
	Title, Name string
	File        *web.Link
	Begin       *web.Link
	Parts       []part
	More        []web.Link // where else one weighs
}

// ofResident lists the deliberations of a resident, the newest first.
func (f *Feature) ofResident(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), f.DB.Read()
	file, err := f.Desk.Open(ctx, q, access.List, record.Kind, r.PathValue("id"))
	if err != nil {
		return err
	}
	same, err := people.SameAs(ctx, q, file.Actor, file.ID)
	if err != nil {
		return err
	}
	all, err := record.Listed(ctx, q, file.Actor, same)
	if err != nil {
		return err
	}
	view := listView{Title: web.Text(r, "deliberation.list"), Name: file.Who.Name(), File: &web.Link{Label: web.Text(r, "deliberation.to_file"), Href: web.Path(r, "/inwoners/"+file.ID)}}
	if file.May(access.Add, record.Kind).Allowed && file.ClosedOn == "" {
		view.Begin = &web.Link{Label: web.Text(r, "deliberation.begin"), Href: web.Path(r, "/inwoners/"+file.ID+"/afwegen")}
	}
	p := part{ID: "alle", Title: web.Text(r, "deliberation.all"), Empty: web.Text(r, "deliberation.none")}
	for _, s := range all {
		p.Rows = append(p.Rows, f.row(r, s, "", ""))
	}
	view.Parts = []part{p}
	if err := f.Audit.Note(ctx, file.Line("deliberation.listed", record.Kind, "")); err != nil {
		return err
	}
	return listPage.Render(w, r, http.StatusOK, record.Head(r, false), view)
}

// mine lists what waits for this worker: what they are asked, what they may approve, and what they have open.
func (f *Feature) mine(w http.ResponseWriter, r *http.Request) error {
	ctx, q := r.Context(), f.DB.Read()
	a, _ := access.From(ctx)
	view := listView{Title: web.Text(r, "deliberation.mine_title")}
	if access.MayAny(a, access.List, "resident") {
		view.More = append(view.More, web.Link{Label: web.Text(r, "deliberation.from_resident"), Href: web.Path(r, "/inwoners")})
	}
	view.More = append(view.More, web.Link{Label: web.Text(r, "deliberation.nobody"), Href: web.Path(r, "/afwegen")})
	asked, err := record.OpenConsults(ctx, q, a)
	if err != nil {
		return err
	}
	c := part{ID: "gevraagd", Title: web.Text(r, "deliberation.asked_of_you"), Empty: web.Text(r, "deliberation.asked_none")}
	var lines []audit.Line
	// add puts one in a list when the actor may see it. What may not be seen is left out without a word.
	add := func(p *part, id string, v access.Verb, path, note string) error {
		x, err := f.Open(ctx, q, v, id)
		if kind := fault.KindOf(err); kind == fault.NotFound || kind == fault.Forbidden {
			return nil
		}
		if err != nil {
			return err
		}
		s, err := record.SummaryOf(ctx, q, a, id)
		if err != nil {
			return err
		}
		one := f.row(r, s, x.Who.Name(), note)
		one.Href += path
		p.Rows = append(p.Rows, one)
		lines = append(lines, x.Line("deliberation.listed", ""))
		return nil
	}
	for _, k := range asked {
		if err := add(&c, k.Deliberation, access.See, "/meedenken", k.Question); err != nil {
			return err
		}
	}
	view.Parts = append(view.Parts, c)
	if access.MayAny(a, access.Approve, record.Kind) {
		waits, err := record.WaitingApprovals(ctx, q, a)
		if err != nil {
			return err
		}
		p := part{ID: "akkoord", Title: web.Text(r, "deliberation.approvals_for_you"), Empty: web.Text(r, "deliberation.approvals_none")}
		for _, k := range waits {
			if err := add(&p, k.Deliberation, access.Approve, "/meedenken", k.Reason); err != nil {
				return err
			}
		}
		view.Parts = append(view.Parts, p)
	}
	own, err := record.Mine(ctx, q, a)
	if err != nil {
		return err
	}
	o := part{ID: "open", Title: web.Text(r, "deliberation.open_ones"), Empty: web.Text(r, "deliberation.open_none")}
	for _, s := range own {
		if err := add(&o, s.ID, access.List, "", ""); err != nil {
			return err
		}
	}
	view.Parts = append(view.Parts, o)
	if err := f.Audit.Note(ctx, lines...); err != nil {
		return err
	}
	return listPage.Render(w, r, http.StatusOK, record.Head(r, false), view)
}
