package deliberation

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

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
	x, err := f.open(r.Context(), q, access.See, r.PathValue("id"))
	if err != nil {
		return err
	}
	if x.State != Open {
		return f.showClosed(w, r, x)
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
	x, err := f.open(r.Context(), f.DB.Read(), access.Weigh, r.PathValue("id"))
	if err != nil {
		return err
	}
	if who := form.Text(fieldWho); who != "" && who != x.Actor.ID {
		return fault.New(fault.Conflict, notYours)
	}
	fw, err := f.framework(r.Context(), x.Deliberation)
	if err != nil {
		return err
	}
	s := &sent{form: form, filled: questionnaire.Open(web.Lang(r), fw, questionnaire.FieldsOf(form), f.day()), outcomes: map[framework.Asked]outcome{},
		live: r.Header.Get("X-Nabij-Part") == "live"}
	s.read()
	x, out, err := f.store(r.Context(), x.Deliberation.ID, form.Text(fieldPage), s.changes)
	if err != nil {
		return f.told(w, err)
	}
	for _, o := range out {
		s.outcomes[o.At] = o
	}
	if setting, seen, touched := s.setting(x.Setting); touched {
		if s.moved, err = f.set(r.Context(), x.Deliberation.ID, seen, setting); err != nil {
			return f.told(w, err)
		}
		s.set = !s.moved
	}
	if x, err = f.open(r.Context(), f.DB.Read(), access.See, x.Deliberation.ID); err != nil {
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

// told adds for the script that nobody knows whether something was stored: then it asks again by itself.
func (f *Feature) told(w http.ResponseWriter, err error) error {
	if db.IsUncertain(err) {
		w.Header().Set("X-Nabij-Outcome", "uncertain")
	}
	return err
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
	header
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
	EarlierChanges []changed
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

// header is what every page of a deliberation begins with.
type header struct {
	Name string // the resident, in the page and nowhere else
	File web.Link
}

func (f *Feature) header(r *http.Request, x record) header {
	return header{Name: x.Who.Name(), File: web.Link{Label: web.Text(r, "deliberation.to_file"), Href: web.Path(r, "/inwoners/"+x.File.ID)}}
}

func head(r *http.Request, wide bool) web.Head {
	return web.Head{Title: web.Text(r, "deliberation.title"), Section: "deliberation", Wide: wide}
}

func (f *Feature) day() framework.Day { return framework.DayOf(f.Clock.Now().In(f.Zone).Date()) }

// clock tells a moment on the clock on the wall: the time when it is today, the day too when it is not.
func (f *Feature) clock(lang string, at db.Instant) string {
	l := at.Time().In(f.Zone)
	if people.DayOf(l, f.Zone) == f.desk.Today() {
		return l.Format("15:04")
	}
	return web.Day(lang, l) + " " + l.Format("15:04")
}

func (f *Feature) dayWords(lang, day string) string {
	t, err := time.Parse(time.DateOnly, firstTen(day))
	if err != nil {
		return ""
	}
	return web.Day(lang, t)
}

func firstTen(s string) string {
	if len(s) > 10 {
		return s[:10]
	}
	return s
}

// showOpen shows the questionnaire. s is what was sent, when that led here.
func (f *Feature) showOpen(w http.ResponseWriter, r *http.Request, x record, s *sent) error {
	ctx, q := r.Context(), f.DB.Read()
	v, err := f.reckon(ctx, q, x)
	if err != nil {
		return err
	}
	view, err := f.weighView(r, v, s)
	if err != nil {
		return err
	}
	if s == nil || !s.live { // a script that stored an answer has its own line
		if err := f.Audit.Note(ctx, x.line("deliberation.seen", "")); err != nil {
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
	h := head(r, true)
	h.Exit, h.Scripts = true, []*web.Asset{web.SheetScript, recordScript, questionnaire.Script}
	return weighPage.Render(w, r, status, h, *view)
}

func (f *Feature) weighView(r *http.Request, v weighed, s *sent) (*weighView, error) {
	ctx, q, lang, id := r.Context(), f.DB.Read(), web.Lang(r), v.Deliberation.ID
	self := web.Path(r, "/afwegingen/"+id)
	fl := questionnaire.Open(lang, v.fw, v.fields(s), v.today.Day)
	fl.Case.Today = v.today
	if fl.Case.Plan.Day == v.c.Plan.Day {
		fl.Case.Plan = v.c.Plan // the page shows no time of day
	}
	for at, a := range v.c.Answers { // the moments that the program noted itself are in no field
		if b, there := fl.Case.Answers[at]; there && fl.Fields[questionnaire.MomentField(at)] == nil {
			b.Asked = a.Asked
			fl.Case.Answers[at] = b
		}
	}
	live := s != nil && fl.Live(r)
	var layers []*framework.Pack
	if len(v.fw.Layers) > 0 || v.May(access.Weigh, kind).Allowed {
		layers = f.Library(ctx).Layers(v.Framework)
	}
	names, err := v.people(ctx, q)
	if err != nil {
		return nil, err
	}
	view := &weighView{View: fl.View(layers), header: f.header(r, v.record), ID: v.Framework, Action: self, Framework: v.fw.Title().In(lang),
		Page: once.Key(), Who: v.Actor.ID, SettingVersion: s.settingSeal(v.Deliberation), Change: strconv.FormatInt(v.Change, 10),
		EndAction: self + "/beeindigen", SignIn: web.Path(r, "/aanmelden"),
		EndReason: web.TextArea{Name: "reden", Label: web.Text(r, "deliberation.end_reason"), Rows: 3, MaxLength: MaxReason}}
	if s != nil && s.form.Text(fieldPage) != "" {
		view.Page = s.form.Text(fieldPage)
	}
	view.Kept = nil // what dropped away is stored
	if view.ReadOnly = !v.May(access.Weigh, kind).Allowed; !view.ReadOnly {
		view.SaveThen = web.Text(r, "deliberation.save_then")
	}
	view.Saved = f.savedLine(r, v)
	view.Unsaved = s != nil && s.refused()
	if s != nil && s.moved {
		view.Moved = web.Text(r, "deliberation.moved")
	}
	if v.Version != v.fw.Base.Head.Version {
		view.Version = web.Text(r, "deliberation.newer", "Was", v.Version, "Is", v.fw.Base.Head.Version)
	}
	view.Advice.Next = &questionnaire.NextStep{FormID: questionnaire.FormID, Action: self + "?" + fieldThen + "=besluit", Title: web.Text(r, "deliberation.to_decide"),
		Text: web.Text(r, "deliberation.to_decide_text"), Button: web.Text(r, "deliberation.to_decide_button")}
	if !v.May(access.Decide, kind).Allowed {
		view.Advice.Next = nil
	}
	f.talkLine(r, view, v, self)
	var facts map[string]known
	if !live || newAsked(view.View, f.Facts[v.Framework]) {
		file, err := f.fileOf(ctx, q, v.File)
		if err != nil {
			return nil, err
		}
		facts = f.knownBy(v.fw, file, v.Setting.Plan)
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

func (f *Feature) savedLine(r *http.Request, v weighed) string {
	var last db.Instant
	for _, x := range v.answers {
		if x.ChangedAt.String() > last.String() || last.IsZero() {
			last = x.ChangedAt
		}
	}
	if last.IsZero() {
		return web.Text(r, "deliberation.saved_none")
	}
	if people.DayOf(last.Time(), f.Zone) != f.desk.Today() {
		return web.Text(r, "deliberation.saved_before", "Time", f.clock(web.Lang(r), last))
	}
	return web.Text(r, "deliberation.saved_at", "Time", f.clock(web.Lang(r), last))
}

// fields are the stored answers as the questionnaire reads them, with what was typed and not stored laid over them.
func (v weighed) fields(s *sent) map[string][]string {
	out := map[string][]string{questionnaire.FieldDay: {v.c.Plan.Day.String()}, questionnaire.FieldVariant: {v.Setting.Variant},
		questionnaire.FieldLevel: {v.Setting.Level}, questionnaire.FieldFlow: {v.Setting.Flow}, questionnaire.FieldLayer: v.Setting.Layers}
	for _, x := range v.answers {
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
