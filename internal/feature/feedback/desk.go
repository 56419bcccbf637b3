package feedback

import (
	"net/http"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

var (
	remarkPage  = web.MustPage[remarkView](viewsFS, "views/remark.html", texts, "views/shared.html")
	remarksPage = web.MustPage[remarksView](viewsFS, "views/remarks.html", texts, "views/shared.html")
)

func head(r *http.Request) web.Head {
	return web.Head{Title: web.Text(r, "feedback.title"), Section: "publishing"}
}

// desk is what a page of this slice needs while it is made.
type desk struct {
	r    *http.Request
	lang string
	form *web.Form // what was typed, with its problems; nil for a fresh page
	f    *Feature
}

func (f *Feature) desk(r *http.Request, form *web.Form) *desk {
	return &desk{r, web.Lang(r), form, f}
}

func (d *desk) say(key string, args ...any) string { return texts.Say(d.lang, key, args...) }

func (d *desk) path(p string) string { return web.Path(d.r, p) }

func (d *desk) err(name string) string {
	if d.form == nil {
		return ""
	}
	return d.form.At(name)
}

// typed gives what the person typed in a field, or what is stored when this form was not sent yet.
func (d *desk) typed(name, stored string) string {
	if d.form != nil && d.form.Has(name) {
		return d.form.Text(name)
	}
	return stored
}

func (d *desk) when(t db.Instant) string {
	if t.IsZero() {
		return ""
	}
	at := t.Time().In(d.f.Zone)
	return web.Day(d.lang, at) + ", " + at.Format("15:04")
}

func (d *desk) problems() web.Problems {
	if d.form == nil {
		return nil
	}
	return d.form.Problems()
}

// again renders a page again after a form that was not accepted: with what was typed and the problem in words. Anything
// else than a mistake or a conflict is an error page.
func again(form *web.Form, err error) (*fault.Text, int, error) {
	switch {
	case fault.KindOf(err) == fault.Invalid && (len(form.Problems()) > 0 || form.Add(err)):
		return nil, http.StatusUnprocessableEntity, nil
	case fault.KindOf(err) == fault.Conflict:
		fl, _ := fault.As(err)
		return &fl.Text, http.StatusConflict, nil
	}
	return nil, 0, err
}

// spoken makes a notice of what again found, in the language of the page.
func (d *desk) spoken(t *fault.Text) *web.Notice {
	if t == nil {
		return nil
	}
	return &web.Notice{Kind: "warning", Text: t.In(d.lang)}
}
