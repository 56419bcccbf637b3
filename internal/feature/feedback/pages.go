package feedback

import (
	"net/http"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/once"
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"
)

// remarkPage is a small page that works alone: say something about one item, and see what came of one's earlier remarks.
func (f *Feature) remarkPage(w http.ResponseWriter, r *http.Request) error {
	query, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showRemark(w, r, query, false, http.StatusOK)
}

func (f *Feature) showRemark(w http.ResponseWriter, r *http.Request, form *web.Form, sent bool, status int) error {
	ctx := r.Context()
	a, ok := access.From(ctx)
	if !ok {
		return usecase.ErrSignIn
	}
	if _, _, err := f.base().May(ctx, access.Add, "feedback", ""); err != nil {
		return err
	}
	d := f.desk(r, form)
	view := remarkView{Problems: d.form.Problems(), Back: web.Link{Label: d.say("feedback.title"), Href: d.path("/kaderbeheer")}}
	if form.Text("pack") != "" {
		p, item, err := f.about(ctx, form)
		if err != nil {
			return err
		}
		view.Form = &remarkForm{Action: d.path("/kaderbeheer/opmerking"), Once: once.Key(), Pack: string(p.Head.ID), Version: p.Head.Version, Item: item.Key,
			About: p.Head.Title.In(d.lang), Text: web.TextArea{Name: "tekst", Label: d.say("feedback.remark_text"), Help: d.say("feedback.remark_help"), Rows: 5, MaxLength: MaxWords,
				Value: d.form.Typed("tekst", ""), Error: d.form.At("tekst")}}
		if item.Key != "pack" {
			view.Form.Title = d.item(item)
		}
	}
	if form.Text("bedankt") == "ja" && !sent {
		view.Notice = &web.Notice{Kind: "success", Text: d.say("feedback.remark_thanks")}
	}
	own, err := ownRemarks(ctx, f.DB.Read(), a)
	if err != nil {
		return err
	}
	l := f.Library(ctx)
	for _, x := range own {
		view.Own = append(view.Own, d.remark(l, x))
	}
	hd := head(r)
	hd.Same = "/kaderbeheer/opmerking"
	if r.URL.RawQuery != "" {
		hd.Same += "?" + r.URL.RawQuery
	}
	return remarkPage.Render(w, r, status, hd, view)
}

// item names an item by its words.
func (d *desk) item(x framework.Item) string {
	if title := x.Title.In(d.lang); title != "" {
		return title
	}
	return x.Key
}

// about names what a remark is about, also when it is not there any more.
func (d *desk) about(l *framework.Library, x Remark) string {
	p := l.Find(x.Pack, x.Number)
	if p == nil {
		p = l.Find(x.Pack, "")
	}
	if p == nil {
		return x.Pack + " " + x.Number
	}
	item, ok := framework.FindItem(p, x.Item)
	switch {
	case !ok:
		return p.Head.Title.In(d.lang) + " " + x.Number + ": " + x.Item
	case item.Key == "pack":
		return item.Title.In(d.lang) + " " + x.Number
	}
	return p.Head.Title.In(d.lang) + " " + x.Number + ": " + d.item(item)
}

func (d *desk) remark(l *framework.Library, x Remark) remarkRow {
	row := remarkRow{About: d.about(l, x), Body: x.Body, When: d.when(x.At), Answer: x.Answer,
		Badge: web.Badge{Kind: map[string]string{"new": "attention", "answered": "info", "taken": "good"}[x.State], Label: d.say("feedback.remark_state."+x.State, "Version", x.TakenIn)}}
	if x.AnsweredBy != "" {
		row.AnsweredBy = d.say("feedback.by_at", "By", x.AnsweredBy, "At", d.when(x.AnsweredAt))
	}
	return row
}

// leaveRemark stores a remark.
func (f *Feature) leaveRemark(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if _, _, err := f.base().May(r.Context(), access.Add, "feedback", ""); err != nil {
		return err
	}
	if err := f.leave(r.Context(), form); err != nil {
		_, status, err := form.Again(err)
		if err != nil {
			return err
		}
		return f.showRemark(w, r, form, true, status)
	}
	return web.Redirect(w, r, "/kaderbeheer/opmerking?bedankt=ja")
}

// remarks lists what was left, item by item, for who writes content.
func (f *Feature) remarks(w http.ResponseWriter, r *http.Request) error {
	query, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showRemarks(w, r, query.Text("pack"), nil, nil, http.StatusOK)
}

func (f *Feature) showRemarks(w http.ResponseWriter, r *http.Request, pack string, form *web.Form, notice *web.Notice, status int) error {
	ctx := r.Context()
	a, _, err := f.base().May(ctx, access.List, "feedback", "")
	if err != nil {
		return err
	}
	all, err := listRemarks(ctx, f.DB.Read(), a, pack)
	if err != nil {
		return err
	}
	d, l := f.desk(r, form), f.Library(ctx)
	view := remarksView{Back: web.Link{Label: d.say("feedback.title"), Href: d.path("/kaderbeheer")}, Problems: d.form.Problems(), Notice: notice}
	last, numbers := "", map[string][]string{}
	for _, x := range all {
		if key := x.Pack + " " + x.Item; key != last {
			last = key
			view.Groups = append(view.Groups, remarkGroup{Title: d.about(l, x)})
		}
		g := &view.Groups[len(view.Groups)-1]
		if _, known := numbers[x.Pack]; !known {
			if numbers[x.Pack], err = f.Numbers(ctx, f.DB.Read(), a, x.Pack); err != nil {
				return err
			}
		}
		row := d.remark(l, x)
		if row.About == g.Title { // the heading says it
			row.About = ""
		}
		g.Rows = append(g.Rows, editRow{Row: row, By: x.ByName, Form: d.answerForm(x, numbers[x.Pack])})
	}
	hd := head(r)
	hd.Same = "/kaderbeheer/opmerkingen"
	return remarksPage.Render(w, r, status, hd, view)
}

func (d *desk) answerForm(x Remark, numbers []string) *answerForm {
	f := &answerForm{Action: d.path("/kaderbeheer/opmerkingen/" + x.ID), Once: once.Key(), ID: "f-" + x.ID, Version: x.Version,
		Answer: web.TextArea{Name: "antwoord." + x.ID, Label: d.say("feedback.answer"), Rows: 3, MaxLength: MaxWords, Value: d.form.Typed("antwoord."+x.ID, x.Answer), Error: d.form.At("antwoord." + x.ID)},
		Taken:  web.Select{Name: "versie." + x.ID, Label: d.say("feedback.taken_in"), Error: d.form.At("versie." + x.ID), Options: []web.Option{{Label: d.say("feedback.not_taken")}}},
		Button: web.Button{Label: d.say("feedback.answer_send")}}
	chosen := d.form.Typed("versie."+x.ID, x.TakenIn)
	for _, n := range numbers {
		f.Taken.Options = append(f.Taken.Options, web.Option{Value: n, Label: n, Chosen: n == chosen})
	}
	return f
}

// answerRemark stores an answer.
func (f *Feature) answerRemark(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if err := f.reply(r.Context(), form, r.PathValue("remark")); err != nil {
		told, status, err := form.Again(err)
		if err != nil {
			return err
		}
		return f.showRemarks(w, r, "", form, told, status)
	}
	return web.Redirect(w, r, "/kaderbeheer/opmerkingen")
}
