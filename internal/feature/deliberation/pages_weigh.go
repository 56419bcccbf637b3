package deliberation

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

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

// Fields of the page besides those of the questionnaire.
const (
	sealPrefix   = "v." // what the page shows of an answer: see seal
	fieldSetting = "vs" // version of the setting
	fieldPage    = "blad"
	fieldWho     = "wie" // whose page it is
	fieldThen    = "naar"
)

var (
	notYours = fault.Say("Deze pagina is van een collega die hier was aangemeld. Er is niets bewaard. Open de afweging opnieuw.",
		"This page is of a colleague who was signed in here. Nothing was saved. Open the deliberation again.")
	strangeDay = fault.Say("Vul een datum in, zoals 20-5-2020.", "Enter a date, such as 20-5-2020.")
)

// show is the page of a deliberation: the questionnaire with the advice beside it, or what was decided.
func (f *Feature) show(w http.ResponseWriter, r *http.Request) error {
	q := f.DB.Read()
	x, err := f.Open(r.Context(), q, access.See, r.PathValue("id"))
	if err != nil {
		return err
	}
	if x.State != record.Open {
		return f.decisions.ShowClosed(w, r, x)
	}
	return f.showOpen(w, r, x, nil)
}

// save stores what was touched in the page. A script gets what came of each answer and the advice that follows; without
// one the page leads on to the next part, or shows what could not be stored with what was typed.
func (f *Feature) save(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, err := f.Open(r.Context(), f.DB.Read(), access.Weigh, r.PathValue("id"))
	if err != nil {
		return err
	}
	if who := form.Text(fieldWho); who != "" && who != x.Actor.ID {
		return fault.New(fault.Conflict, notYours)
	}
	fw, err := f.Framework(r.Context(), x.Deliberation)
	if err != nil {
		return err
	}
	s := &sent{form: form, filled: questionnaire.Open(web.Lang(r), fw, questionnaire.FieldsOf(form), f.Day()), outcomes: map[framework.Asked]outcome{},
		live: r.Header.Get("X-Nabij-Part") == "live"}
	s.read()
	x, out, err := f.store(r.Context(), x.Deliberation.ID, form.Text(fieldPage), s.changes)
	if err != nil {
		return f.Uncertain(w, err)
	}
	for _, o := range out {
		s.outcomes[o.At] = o
	}
	if setting, seen, touched := s.setting(x.Setting); touched {
		if s.moved, err = f.set(r.Context(), x.Deliberation.ID, seen, setting); err != nil {
			return f.Uncertain(w, err)
		}
		s.set = !s.moved
	}
	if x, err = f.Open(r.Context(), f.DB.Read(), access.See, x.Deliberation.ID); err != nil {
		return err
	}
	if s.live || s.moved || s.bad() {
		return f.showOpen(w, r, x, s)
	}
	to := "/afwegingen/" + x.Deliberation.ID
	switch then := r.URL.Query().Get(fieldThen); {
	case then == "besluit":
		return web.Redirect(w, r, to+"/besluit")
	case form.Text(questionnaire.FieldFill) != "":
		return web.Redirect(w, r, to+"#"+anchorOf(form.Text(questionnaire.FieldFill)))
	}
	return web.Redirect(w, r, to+"#"+anchorOf(form.Text(fieldThen)))
}

// anchorOf keeps an anchor to what the sections are called.
func anchorOf(s string) string {
	if s == "" || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return "bewaard"
	}
	return s
}

type weighView struct {
	questionnaire.View
	record.Header
	ID, Action     string
	Framework      string // title
	Moved, Version string
	Seals          []questionnaire.Hidden
	Page, Who      string
	SettingVersion string
	Saved          string // when something was stored last, in words
	Refusals       web.Problems
	Talk           web.Link
	TalkText       []string
	Earlier        *web.Link
	EarlierChanges []record.Changed
	Choices        *web.Link
	EndAction      string
	Change         string
	EndReason      web.TextArea
	SignIn         string
	ReadOnly       bool
	Unsaved        bool // something that was typed could not be stored
}

// Once gives a form a key.
func (weighView) Once() string { return once.Key() }

// showOpen shows the questionnaire. s is what was sent, when that led here.
func (f *Feature) showOpen(w http.ResponseWriter, r *http.Request, x record.Opened, s *sent) error {
	ctx, q := r.Context(), f.DB.Read()
	v, err := f.Reckon(ctx, q, x)
	if err != nil {
		return err
	}
	view, err := f.weighView(r, v, s)
	if err != nil {
		return err
	}
	if s == nil || !s.live { // a script that stored an answer has its own line
		if err := f.Audit.Note(ctx, x.Line("deliberation.seen", "")); err != nil {
			return err
		}
	}
	if s != nil && s.live {
		return weighPage.RenderPart(w, r, http.StatusOK, "live", *view)
	}
	status := http.StatusOK
	switch {
	case s != nil && s.moved:
		status = http.StatusConflict
	case s != nil:
		status = http.StatusUnprocessableEntity
		for _, o := range s.outcomes {
			if o.What == beside {
				status = http.StatusConflict
			}
		}
	}
	h := record.Head(r, true)
	h.Exit, h.Scripts = true, []*web.Asset{web.SheetScript, recordScript, questionnaire.Script}
	return weighPage.Render(w, r, status, h, *view)
}

func (f *Feature) weighView(r *http.Request, v record.Weighed, s *sent) (*weighView, error) {
	ctx, q, lang, id := r.Context(), f.DB.Read(), web.Lang(r), v.Deliberation.ID
	self := web.Path(r, "/afwegingen/"+id)
	fl := questionnaire.Open(lang, v.FW, fieldsOf(v, s), v.Today.Day)
	fl.Case.Today = v.Today
	if fl.Case.Plan.Day == v.Case.Plan.Day {
		fl.Case.Plan = v.Case.Plan // the page shows no time of day
	}
	for at, a := range v.Case.Answers { // the moments that the program noted itself are in no field
		if b, there := fl.Case.Answers[at]; there && fl.Fields[questionnaire.MomentField(at)] == nil {
			b.Asked = a.Asked
			fl.Case.Answers[at] = b
		}
	}
	live := s != nil && fl.Live(r)
	var layers []*framework.Pack
	if len(v.FW.Layers) > 0 || v.May(access.Weigh, record.Kind).Allowed {
		layers = f.Library(ctx).Layers(v.Framework)
	}
	names, err := v.People(ctx, q)
	if err != nil {
		return nil, err
	}
	view := &weighView{View: fl.View(layers), Header: f.Header(r, v.Opened), ID: v.Framework, Action: self, Framework: v.FW.Title().In(lang),
		Page: once.Key(), Who: v.Actor.ID, SettingVersion: s.settingSeal(v.Deliberation), Change: strconv.FormatInt(v.Change, 10),
		EndAction: self + "/beeindigen", SignIn: web.Path(r, "/aanmelden"),
		EndReason: web.TextArea{Name: "reden", Label: web.Text(r, "deliberation.end_reason"), Rows: 3, MaxLength: record.MaxReason}}
	if s != nil && s.form.Text(fieldPage) != "" {
		view.Page = s.form.Text(fieldPage)
	}
	view.Kept = nil // what dropped away is stored
	if view.ReadOnly = !v.May(access.Weigh, record.Kind).Allowed; !view.ReadOnly {
		view.SaveThen = web.Text(r, "deliberation.save_then")
	}
	view.Saved = f.savedLine(r, v)
	view.Unsaved = s != nil && s.refused()
	if s != nil && s.moved {
		view.Moved = web.Text(r, "deliberation.moved")
	}
	if v.Version != v.FW.Base.Head.Version {
		view.Version = web.Text(r, "deliberation.newer", "Was", v.Version, "Is", v.FW.Base.Head.Version)
	}
	view.Advice.Next = &questionnaire.NextStep{FormID: questionnaire.FormID, Action: self + "?" + fieldThen + "=besluit", Title: web.Text(r, "deliberation.to_decide"),
		Text: web.Text(r, "deliberation.to_decide_text"), Button: web.Text(r, "deliberation.to_decide_button")}
	if !v.May(access.Decide, record.Kind).Allowed {
		view.Advice.Next = nil
	}
	f.talkLine(r, view, v, self)
	var facts map[string]known
	if !live || newAsked(view.View, f.Facts[v.Framework]) {
		file, err := f.fileOf(ctx, q, v.File)
		if err != nil {
			return nil, err
		}
		facts = f.knownBy(v.FW, file, v.Setting.Plan)
	}
	f.note(r, view, v, s, facts, names, self)
	if !live {
		if err := f.earlierLine(r, view, v, self); err != nil {
			return nil, err
		}
	}
	return view, nil
}

// newAsked tells whether an update brings a question about which the file may know something.
func newAsked(v questionnaire.View, facts []Fact) bool {
	for _, sec := range v.Sections {
		for _, b := range sec.Blocks {
			if !b.Known && slices.ContainsFunc(facts, func(x Fact) bool { return questionnaire.AnswerPrefix+x.Question == b.Key }) {
				return true
			}
		}
	}
	return false
}

func (f *Feature) savedLine(r *http.Request, v record.Weighed) string {
	var last db.Instant
	for _, x := range v.Answers {
		if x.ChangedAt.String() > last.String() || last.IsZero() {
			last = x.ChangedAt
		}
	}
	if last.IsZero() {
		return web.Text(r, "deliberation.saved_none")
	}
	if people.DayOf(last.Time(), f.Zone) != f.Desk.Today() {
		return web.Text(r, "deliberation.saved_before", "Time", f.When(web.Lang(r), last))
	}
	return web.Text(r, "deliberation.saved_at", "Time", f.When(web.Lang(r), last))
}

// fields are the stored answers as the questionnaire reads them, with what was typed and not stored laid over them.
func fieldsOf(v record.Weighed, s *sent) map[string][]string {
	out := map[string][]string{questionnaire.FieldDay: {v.Case.Plan.Day.String()}, questionnaire.FieldVariant: {v.Setting.Variant},
		questionnaire.FieldLevel: {v.Setting.Level}, questionnaire.FieldFlow: {v.Setting.Flow}, questionnaire.FieldLayer: v.Setting.Layers}
	for _, x := range v.Answers {
		if len(x.Given) == 0 {
			continue
		}
		out[questionnaire.AnswerField(x.At)] = x.Given
		if on := dayTold(x.AskedOn); on != "" {
			out[questionnaire.MomentField(x.At)] = []string{on}
		}
	}
	if s == nil {
		return out
	}
	for _, c := range s.changes {
		if s.outcomes[c.At].What == wrong {
			out[questionnaire.AnswerField(c.At)] = s.filled.Fields[questionnaire.AnswerField(c.At)]
		}
	}
	for _, m := range s.filled.Wrong { // days of asking and settings that cannot be used
		if !strings.HasPrefix(m.Field, questionnaire.AnswerPrefix) {
			out[m.Field] = s.filled.Fields[m.Field]
		}
	}
	if s.moved {
		for _, name := range []string{questionnaire.FieldDay, questionnaire.FieldVariant, questionnaire.FieldLevel, questionnaire.FieldFlow} {
			out[name] = s.filled.Fields[name]
		}
	}
	return out
}
