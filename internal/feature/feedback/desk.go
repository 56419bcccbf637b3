package feedback

import (
	"net/http"

	"nabij/internal/platform/db"
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

func (d *desk) when(t db.Instant) string {
	if t.IsZero() {
		return ""
	}
	return web.Moment(d.lang, t.Time().In(d.f.Zone))
}
