package guideline

import (
	"net/http"
	"slices"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

var timelinePage = web.MustPage[timelineView](viewsFS, "views/timeline.html", texts)

// shownAtFirst is how many subjects are drawn when nobody chose.
const shownAtFirst = 8

// timelineView is the page with the drawing.
type timelineView struct {
	Action   string
	Problems web.Problems
	Set      *web.Select
	Subjects web.Choice
	Day      web.Input
	Drawing  web.Timeline
	Now      []nowView // what holds on the chosen day
	NowOn    string
	Empty    bool
}

type nowView struct {
	Title, Value, Kind, Since, Where, Note string
	Source                                 *framework.SourceTold
}

// styles of the bars by the kind of rule.
var styles = map[string]string{"law": "law", "urgent_advice": "urgent", "advice": "advice", "agreement": "own"}

func (f *Feature) timeline(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	sets, err := f.sets(r.Context())
	if err != nil {
		return err
	}
	lang := web.Lang(r)
	ids := make([]string, len(sets))
	for i, s := range sets {
		ids[i] = s.id
	}
	chosenSet := sets[0]
	if i := slices.Index(ids, form.OneOf("set", ids...)); i >= 0 {
		chosenSet = sets[i]
	}
	t := chosenSet.fw.Timeline(lang)
	chosen := form.All("p")
	known := slices.DeleteFunc(slices.Clone(chosen), func(id string) bool {
		return !slices.ContainsFunc(t.Parameters, func(p framework.ParameterInTime) bool { return p.ID == id })
	})
	if len(known) == 0 {
		known = usual(t, shownAtFirst)
	}
	view := timelineView{Action: web.Path(r, "/richtlijnen"),
		Subjects: web.Choice{Name: "p", Legend: web.Text(r, "guideline.subjects"), Several: true},
		Day:      web.Input{Name: "day", Label: web.Text(r, "guideline.day"), Type: "date", Value: form.Text("day"), Optional: true},
		Drawing:  web.Timeline{ID: "timeline", Title: chosenSet.title.In(lang), From: instant(t.From), To: instant(t.Until).AddDate(0, 1, 0)}}
	if len(sets) > 1 {
		view.Set = &web.Select{Name: "set", Label: web.Text(r, "guideline.set"), Error: form.At("set")}
		for _, s := range sets {
			view.Set.Options = append(view.Set.Options, web.Option{Value: s.id, Label: s.title.In(lang), Chosen: s.id == chosenSet.id})
		}
	}
	for _, p := range t.Parameters {
		view.Subjects.Options = append(view.Subjects.Options, web.Option{Value: p.ID, Label: p.Title, Chosen: slices.Contains(known, p.ID)})
	}
	for _, line := range rows(t, known) {
		view.Drawing.Rows = append(view.Drawing.Rows, drawn(line, lang))
	}
	if day, ok := form.Day("day"); ok {
		view.Drawing.Mark, view.Drawing.MarkName = day, web.Text(r, "guideline.chosen_day")
		view.NowOn = web.Day(lang, day)
		view.Now = holding(t, known, framework.DayOf(day.Date()))
		view.Empty = len(view.Now) == 0
	}
	view.Day.Error = form.At("day")
	view.Problems = form.Problems()
	status := http.StatusOK
	if len(view.Problems) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return timelinePage.Render(w, r, status, web.Head{Title: web.Text(r, "guideline.title"), Section: "guideline", Wide: true}, view)
}

// foreign is the language of words that are not in the language of the page, or "".
func foreign(words, page string) string {
	if words == page {
		return ""
	}
	return words
}

func drawn(line row, lang string) web.TimelineRow {
	out := web.TimelineRow{Label: line.parameter.Title}
	if line.where != "" {
		out.Label += " – " + line.where
	}
	for _, h := range line.holds {
		bar := web.Bar{From: instant(h.From), Label: h.Value, Kind: h.KindIn, Style: styles[h.Kind]}
		if h.Until != framework.NoDay {
			bar.To = instant(h.Until)
		}
		if h.Source != nil {
			bar.Source = web.Link{Label: h.Source.Title, Href: h.Source.URL, Lang: foreign(h.Source.Lang, lang)}
		}
		out.Bars = append(out.Bars, bar)
	}
	return out
}

// holding lists what holds of the chosen subjects on a day.
func holding(t framework.Timeline, chosen []string, day framework.Day) []nowView {
	var out []nowView
	for _, line := range rows(t, chosen) {
		for _, h := range line.holds {
			if day < h.From || h.Until != framework.NoDay && day > h.Until {
				continue
			}
			out = append(out, nowView{line.parameter.Title, h.Value, h.KindIn, h.FromIn, line.where, h.Note, h.Source})
		}
	}
	return out
}
