package record

import (
	"embed"
	"io/fs"
	"net/http"
	"strconv"
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

//go:embed locale/*.yaml
var localeFS embed.FS

//go:embed parts/record.html
var partsFS embed.FS

// PartsFS holds Parts: what every page about a record shows in the same way.
var PartsFS fs.FS = partsFS

// Parts is the file of those parts.
const Parts = "parts/record.html"

// Texts are the words of every page of deliberations.
var Texts = web.MustTextsOn(questionnaire.Texts, localeFS)

// What pages say in several places.
var (
	GiveReason  = fault.Say("Schrijf op waarom.", "Write down why.")
	TextTooLong = fault.Say("Dit is te lang: hooguit 4.000 tekens.", "This is too long: 4,000 characters at most.")
	ChooseOne   = fault.Say("Kies er een.", "Choose one.")
)

// NewKey gives a form a key of its own.
func NewKey() string { return once.Key() }

// RoleWords gives the name of a role of the framework, or its id when this version does not have it.
func RoleWords(fw *framework.Framework, lang, id string) string {
	for _, p := range fw.Packs() {
		for _, role := range p.Roles {
			if string(role.ID) == id {
				return role.Title.In(lang)
			}
		}
	}
	return id
}

// TitleOf is the title of a framework, or its id when the content does not hold it any more.
func (f *Book) TitleOf(r *http.Request, id string) string {
	if p := f.Library(r.Context()).Find(id, ""); p != nil {
		return p.Head.Title.In(web.Lang(r))
	}
	return id
}

// Itoa writes a number.
func Itoa(n int64) string { return strconv.FormatInt(n, 10) }

// WordOf gives the words of a value in a group of keys of this slice.
func WordOf(r *http.Request, key string, args ...any) string {
	return web.Text(r, "deliberation."+key, args...)
}

// Uncertain adds for the script that nobody knows whether something was stored: then it asks again by itself.
func (f *Book) Uncertain(w http.ResponseWriter, err error) error {
	if db.IsUncertain(err) {
		w.Header().Set("X-Nabij-Outcome", "uncertain")
	}
	return err
}

// Header is what every page of a deliberation begins with.
type Header struct {
	Name string // the resident, in the page and nowhere else
	File web.Link
}

// Header tells about whom a page is. Who was asked to think along and may not see the file is shown no way to it.
func (f *Book) Header(r *http.Request, x Opened) Header {
	h := Header{Name: x.Who.Name()}
	if x.May(access.See, "resident").Allowed {
		h.File = web.Link{Label: web.Text(r, "deliberation.to_file"), Href: web.Path(r, "/inwoners/"+x.File.ID)}
	}
	return h
}

// Head is the head of every page: it names nobody and no subject.
func Head(r *http.Request, wide bool) web.Head {
	return web.Head{Title: web.Text(r, "deliberation.title"), Section: "deliberation", Wide: wide}
}

// Day is the day on the wall.
func (f *Book) Day() framework.Day { return framework.DayOf(f.Clock.Now().In(f.Zone).Date()) }

// When tells a moment on the clock on the wall: the time when it is today, the day too when it is not.
func (f *Book) When(lang string, at db.Instant) string {
	l := at.Time().In(f.Zone)
	if people.DayOf(l, f.Zone) == f.Desk.Today() {
		return l.Format("15:04")
	}
	return web.Moment(lang, l)
}

// DayWords writes a stored day in words.
func (f *Book) DayWords(lang, day string) string {
	t, err := time.Parse(time.DateOnly, FirstTen(day))
	if err != nil {
		return ""
	}
	return web.Day(lang, t)
}

// FirstTen is the day of a moment.
func FirstTen(s string) string {
	if len(s) > 10 {
		return s[:10]
	}
	return s
}

// FirstOne is the first of a list, or nothing.
func FirstOne(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// CheckText demands a text that is there and fits.
func CheckText(field, text string, empty fault.Text) error {
	bad := fault.Keyed(fault.Invalid, "error.invalid.text")
	switch {
	case text == "":
		return bad.At(field, empty)
	case TooLong(text):
		return bad.At(field, TextTooLong)
	}
	return nil
}
