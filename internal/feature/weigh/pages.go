package weigh

import (
	"net/http"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

var (
	startPage  = web.MustPage[startView](viewsFS, "views/start.html", texts)
	choosePage = web.MustPage[chooseView](viewsFS, "views/choose.html", texts)
	weighPage  = questionnaire.MustPage[weighView](viewsFS, "views/weigh.html", texts)
)

const (
	formID    = questionnaire.FormID // in every page that carries the questionnaire along
	fieldDay  = questionnaire.FieldDay
	fieldDay2 = "day2"
)

func (f *Feature) start(w http.ResponseWriter, r *http.Request) error {
	return startPage.Render(w, r, http.StatusOK, web.Head{}, startView{Choose: web.Path(r, "/afwegen")})
}

// choose shows the frameworks, and leads on once one is chosen.
func (f *Feature) choose(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	frameworks := f.deps.Library(r.Context()).Frameworks()
	ids := make([]string, len(frameworks))
	for i, p := range frameworks {
		ids[i] = string(p.Head.ID)
	}
	day := f.today().String()
	if form.Has(fieldDay) {
		day = form.Text(fieldDay)
		if t, ok := form.Day(fieldDay); ok {
			day = web.ISODay(t)
		}
	}
	chosen := form.OneOf("framework", ids...)
	if chosen != "" && form.Err() == nil {
		return web.Redirect(w, r, "/afwegen/"+chosen+"?"+fieldDay+"="+day)
	}
	if form.Has(fieldDay) && chosen == "" && form.At("framework") == "" {
		form.Problem("framework", chooseOne)
	}
	view := chooseView{Action: web.Path(r, "/afwegen"), Problems: form.Problems(),
		Frameworks: web.Choice{Name: "framework", Legend: web.Text(r, "choose.framework"), Error: form.At("framework")},
		Day:        web.Input{Name: fieldDay, Label: web.Text(r, "weigh.day"), Help: web.Text(r, "choose.day_help"), Type: "date", Value: day, Error: form.At(fieldDay)}}
	for i, p := range frameworks {
		view.Frameworks.Options = append(view.Frameworks.Options, web.Option{Value: ids[i], Label: p.Head.Title.In(web.Lang(r)),
			Help: p.Head.Summary.In(web.Lang(r)), Chosen: chosen == ids[i] || chosen == "" && ids[i] == proposed(frameworks)})
	}
	status := http.StatusOK
	if len(view.Problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return choosePage.Render(w, r, status, web.Head{Title: web.Text(r, "weigh.title"), Section: "weigh"}, view)
}

// proposed is the framework that is chosen beforehand: the first one that is not an example.
func proposed(frameworks []*framework.Pack) string {
	for _, p := range frameworks {
		if !strings.HasPrefix(string(p.Head.ID), "voorbeeld-") {
			return string(p.Head.ID)
		}
	}
	return string(frameworks[0].Head.ID)
}

// asked is one request to weigh: the form that was sent, and the questionnaire in it.
type asked struct {
	*questionnaire.Filled
	form   *web.Form
	layers []*framework.Pack // what can be laid on the framework
}

// read reads the questionnaire of a request, from the body of a POST or from the address.
func (f *Feature) read(r *http.Request) (*asked, error) {
	form, err := web.ReadQuery(r)
	if r.Method == http.MethodPost {
		form, err = web.ReadForm(r)
	}
	if err != nil {
		return nil, err
	}
	lib, id := f.deps.Library(r.Context()), r.PathValue("framework")
	fields := questionnaire.FieldsOf(form)
	fw, err := f.ready.Get(lib, id, "", fields[questionnaire.FieldLayer])
	if err != nil {
		return nil, err
	}
	return &asked{questionnaire.Open(web.Lang(r), fw, fields, f.today()), form, lib.Layers(id)}, nil
}

// weigh shows the questionnaire with the advice; a script may ask for what changed alone.
func (f *Feature) weigh(w http.ResponseWriter, r *http.Request) error {
	a, err := f.read(r)
	if err != nil {
		return err
	}
	live := a.Live(r)
	view := f.weighView(r, a)
	if live {
		return weighPage.RenderPart(w, r, http.StatusOK, "live", view)
	}
	return showWeigh(w, r, view)
}

// showWeigh shows the questionnaire, with what must be put right on top.
func showWeigh(w http.ResponseWriter, r *http.Request, view weighView) error {
	status := http.StatusOK
	if len(view.Problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return weighPage.Render(w, r, status, web.Head{Title: web.Text(r, "weigh.title"), Section: "weigh", Exit: true, Wide: true, Keep: formID,
		Scripts: []*web.Asset{web.SheetScript, questionnaire.Script}}, view)
}

func (f *Feature) weighView(r *http.Request, a *asked) weighView {
	say := sayer(r)
	head := a.Framework.Base.Head
	self := web.Path(r, "/afwegen/"+string(head.ID))
	v := weighView{View: a.View(a.layers), ID: string(head.ID), Title: head.Title.In(a.Lang), Summary: head.Summary.In(a.Lang), Version: head.Version,
		Source: a.Source(a.Framework.MainSource(a.Lang)), Action: self, Fresh: r.Method != http.MethodPost, Clear: self + "?" + fieldDay + "=" + a.Case.Plan.Day.String(),
		Compare: self + "/vergelijken",
		Day2:    web.Input{Name: fieldDay2, Label: say("weigh.day2"), Help: say("weigh.day2_help"), Type: "date", Value: a.form.Text(fieldDay2), Optional: true}}
	v.Kept = append(v.Kept, a.Decision()...)
	v.Advice.Next = &questionnaire.NextStep{FormID: formID, Action: self + "/kiezen", Title: say("advice.decide"), Text: say("advice.decide_text"), Button: say("advice.decide_button")}
	return v
}
