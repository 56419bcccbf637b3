package deliberation

import (
	"net/http"
	"slices"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

var (
	startPage  = web.MustPage[startView](viewsFS, "views/start.html", texts)
	choosePage = web.MustPage[chooseView](viewsFS, "views/choose.html", texts)
	weighPage  = web.MustPage[weighView](viewsFS, "views/weigh.html", texts, sharedViews)
)

const (
	formID      = "weigh"             // the questionnaire, in every page that carries it along
	sharedViews = "views/advice.html" // the advice and its parts
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
	ids := make([]string, len(f.frameworks))
	for i, p := range f.frameworks {
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
		Day:        web.Input{Name: fieldDay, Label: web.Text(r, "choose.day"), Help: web.Text(r, "choose.day_help"), Type: "date", Value: day, Error: form.At(fieldDay)}}
	for i, p := range f.frameworks {
		view.Frameworks.Options = append(view.Frameworks.Options, web.Option{Value: ids[i], Label: p.Head.Title.In(web.Lang(r)),
			Help: p.Head.Summary.In(web.Lang(r)), Chosen: chosen == ids[i] || chosen == "" && ids[i] == f.first()})
	}
	status := http.StatusOK
	if len(view.Problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return choosePage.Render(w, r, status, web.Head{Title: web.Text(r, "weigh.title"), Section: "weigh"}, view)
}

// first is the framework that is proposed: one that is not an example.
func (f *Feature) first() string {
	for _, p := range f.frameworks {
		if !strings.HasPrefix(string(p.Head.ID), "voorbeeld-") {
			return string(p.Head.ID)
		}
	}
	return string(f.frameworks[0].Head.ID)
}

// asked is one request to weigh: what was sent, and what the engine makes of it.
type asked struct {
	form   *web.Form
	fields map[string][]string
	fw     *framework.Framework
	c      framework.Case
	wrong  []mistake
	b      builder
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
	a := &asked{form: form, fields: map[string][]string{}}
	for _, name := range form.Names() {
		a.fields[name] = form.All(name)
	}
	if t, ok := form.Day(fieldDay); ok {
		a.fields[fieldDay] = []string{web.ISODay(t)}
	}
	if a.fw, err = f.ready.get(r.PathValue("framework"), form.All(fieldLayer)); err != nil {
		return nil, err
	}
	a.c, a.wrong = read(a.fw, a.fields, f.today())
	if len(a.wrong) > 0 && a.daysAsPeopleWrite() {
		a.c, a.wrong = read(a.fw, a.fields, f.today())
	}
	if section := form.Text(fieldFill); section != "" {
		a.fill(section)
	}
	a.b = builder{lang: web.Lang(r), raw: a.fields, problems: map[string]string{},
		say: func(key string, args ...any) string { return web.Text(r, key, args...) }}
	a.tellMistakes()
	return a, nil
}

// fill gives the questions of a scale in one section that are still open their first answer. It is an act of the person
// at the button; what was answered stays as it is.
func (a *asked) fill(section string) {
	for _, sec := range a.fw.Evaluate(a.c).Sheet(a.b.lang).Sections {
		if sectionID(sec.ID) != section {
			continue
		}
		scale := scaleOf(sec)
		for _, q := range sec.Questions {
			at := framework.Asked{Question: q.ID}
			if _, answered := a.c.Answers[at]; answered || scale[q.ID] == "" || q.Asked != framework.Yes {
				continue
			}
			if x, problem := a.fw.Parse(at, []string{scale[q.ID]}); problem == nil {
				a.c.Answers[at] = x
			}
		}
	}
}

func sectionID(id string) string { return "s-" + id }

// kept are all fields of the questionnaire, to be sent along unseen. Fields of the decision are left out.
func (a *asked) kept(not ...string) []hiddenField {
	var out []hiddenField
	names := a.form.Names()
	slices.Sort(names)
	for _, name := range names {
		if strings.HasPrefix(name, decisionPrefix) || name == fieldFill || slices.Contains(not, name) {
			continue
		}
		for _, v := range a.fields[name] {
			if v != "" {
				out = append(out, hiddenField{name, v})
			}
		}
	}
	return out
}

// weigh shows the questionnaire with the advice; a script may ask for what changed alone.
func (f *Feature) weigh(w http.ResponseWriter, r *http.Request) error {
	a, err := f.read(r)
	if err != nil {
		return err
	}
	live := r.Header.Get("X-Nabij-Part") == "live"
	if live {
		a.b.have = map[string]bool{}
		for _, key := range strings.Split(r.Header.Get("X-Nabij-Have"), " ") {
			a.b.have[key] = true
		}
	}
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
		Scripts: []*web.Asset{web.SheetScript, weighScript}}, view)
}

func (f *Feature) weighView(r *http.Request, a *asked) weighView {
	advice := a.fw.Evaluate(a.c)
	sheet := advice.Sheet(a.b.lang)
	told := advice.Tell(a.b.lang)
	head := a.fw.Base.Head
	self := web.Path(r, "/afwegen/"+string(head.ID))
	v := weighView{ID: string(head.ID), Title: head.Title.In(a.b.lang), Summary: head.Summary.In(a.b.lang), Version: head.Version,
		Source: a.b.source(a.fw.MainSource(a.b.lang)), Action: self, Fresh: r.Method != http.MethodPost, Clear: self + "?" + fieldDay + "=" + a.c.Plan.Day.String(),
		Compare: self + "/vergelijken", Decide: self + "/kiezen",
		Day:      web.Input{Name: fieldDay, Label: a.b.say("choose.day"), Type: "date", Value: dayField(a), Error: a.b.problems[fieldDay]},
		Settings: f.settings(a),
		Progress: web.Progress{Label: a.b.say("weigh.progress"), Done: sheet.Answered, Of: sheet.Total}}
	v.Sections, v.Kept = a.b.sections(sheet)
	v.Kept = append(v.Kept, a.decision()...)
	v.Problems = a.problemLinks(v)
	v.Advice = a.b.advice(told, typesOf(sheet))
	v.Advice.FormID, v.Advice.Decide = formID, v.Decide
	return v
}

func dayField(a *asked) string {
	if a.b.problems[fieldDay] != "" {
		return a.form.Text(fieldDay)
	}
	return a.c.Plan.Day.String()
}

// settings are the choices besides the day: role, risk level, own agreements, side flow, a second day.
func (f *Feature) settings(a *asked) settingsView {
	lang, say := a.b.lang, a.b.say
	v := settingsView{Day2: web.Input{Name: fieldDay2, Label: say("weigh.day2"), Help: say("weigh.day2_help"), Type: "date", Value: a.form.Text(fieldDay2), Optional: true}}
	list := func(name, label, none, chosen string, things []*framework.Named) *web.Select {
		if len(things) == 0 {
			return nil
		}
		s := &web.Select{Name: name, Label: label, Error: a.b.problems[name], Options: []web.Option{{Value: "", Label: none}}}
		for _, n := range things {
			s.Options = append(s.Options, web.Option{Value: string(n.ID), Label: n.Title.In(lang), Chosen: chosen == string(n.ID)})
		}
		return s
	}
	v.Role = list(fieldVariant, say("weigh.role"), say("weigh.role_none"), a.c.Variant, a.fw.Variants())
	levels, _, _ := a.fw.Dimensions()
	v.Level = list(fieldLevel, say("weigh.level"), say("weigh.level_none"), a.c.Level, pointers(levels))
	var flows []*framework.Named
	for _, x := range a.fw.Flows() {
		flows = append(flows, &framework.Named{ID: x.ID, Title: x.Title})
	}
	v.Flow = list(fieldFlow, say("weigh.flow"), say("weigh.flow_none"), a.c.Flow, flows)
	laid := a.form.All(fieldLayer)
	if can := f.ready.layers(string(a.fw.Base.Head.ID)); len(can) > 0 {
		v.Layers = &web.Choice{Name: fieldLayer, Legend: say("weigh.layers"), Help: say("weigh.layers_help"), Several: true}
		for _, p := range can {
			v.Layers.Options = append(v.Layers.Options, web.Option{Value: string(p.Head.ID), Label: p.Head.Title.In(lang), Chosen: slices.Contains(laid, string(p.Head.ID))})
		}
	}
	v.Open = a.c.Level != "" || a.c.Flow != "" || len(laid) > 0
	return v
}

func pointers(list []framework.Named) []*framework.Named {
	out := make([]*framework.Named, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}
