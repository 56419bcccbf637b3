package review

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// worklist shows what came back: to the actor, or to their teams.
func (f *Feature) worklist(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, _ := access.From(ctx)
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	_, team := listed(a)
	wide := team && form.Text("van") == "team" && len(a.Teams) > 0
	var teams []string
	if wide {
		teams = a.Teams
	}
	list, more, last, err := f.came(ctx, a, teams, readPlace(form.Text("na")))
	if err != nil {
		return err
	}
	s := speaker{r: r, lib: f.Library(ctx), today: f.desk.Today()}
	if s.changes, err = f.changesOf(ctx, a.Org, list); err != nil {
		return err
	}
	v := listView{MayTeam: team && len(a.Teams) > 0, Team: wide, Mine: web.Path(r, "/heroverwegen"), Teams: web.Path(r, "/heroverwegen?van=team"), Later: form.Text("na") != ""}
	var residents []string
	for _, x := range list {
		may := access.May(a, access.Decide, x.Who.Object(a, "deliberation", false))
		again := access.May(a, access.Add, x.Who.Object(a, "deliberation", false))
		v.Items = append(v.Items, s.item(x, again.Allowed, may.Allowed))
		residents = append(residents, x.Who.ID)
	}
	if more {
		q := url.Values{"na": {last.String()}}
		if wide {
			q.Set("van", "team")
		}
		v.Next = web.Path(r, "/heroverwegen?"+q.Encode())
	}
	if len(residents) > 0 {
		if err := f.Audit.Note(ctx, audit.Line{Event: "deliberation.listed", Kind: "deliberation", Residents: residents, Ground: groundOf(list)}); err != nil {
			return err
		}
	}
	return listPage.Render(w, r, http.StatusOK, head(web.Text(r, "review.title")), v)
}

// groundOf gives the ground for a list: the word for what all rows have, or that there are several.
func groundOf(list []shown) string {
	for _, x := range list {
		if x.Who.Relation != list[0].Who.Relation {
			return "several"
		}
	}
	if list[0].Who.Relation == access.OwnCaseload {
		return "caseload"
	}
	return "team"
}

// String writes a place for an address. It holds no name.
func (p place) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(p.Key + " " + p.Last))
}

// readPlace reads it back; anything else is the start of the list.
func readPlace(s string) place {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	key, last, _ := strings.Cut(string(raw), " ")
	if err != nil || !people.IsID(last) || len(key) > 40 || strings.ContainsFunc(key, func(c rune) bool { return c < '-' || c > 'Z' }) {
		return place{}
	}
	return place{key, last}
}

// show tells why one decision came back, and asks why it stays.
func (f *Feature) show(w http.ResponseWriter, r *http.Request) error {
	form, err := web.FormOf(web.Lang(r), url.Values{})
	if err != nil {
		return err
	}
	return f.page(w, r, http.StatusOK, form, false)
}

// page is that page, fresh or with what was typed.
func (f *Feature) page(w http.ResponseWriter, r *http.Request, status int, form *web.Form, stale bool) error {
	ctx := r.Context()
	x, err := f.open(ctx, f.DB.Read(), access.See, r.PathValue("deliberation"))
	if err != nil {
		return err
	}
	s := speaker{r: r, lib: f.Library(ctx), today: f.desk.Today()}
	if s.changes, err = f.changesOf(ctx, x.Actor.Org, []shown{{Item: Item{Open: x.Open}, Returns: x.Returns}}); err != nil {
		return err
	}
	decide := x.May(access.Decide, "deliberation").Allowed
	it := Item{Open: x.Open, Root: x.ID, Since: string(f.desk.Today())}
	if len(x.Returns) > 0 {
		it.Since = x.Returns[0].Since
	}
	v := oneView{
		itemView: s.item(shown{it, x.Resident, x.Returns}, x.May(access.Add, "deliberation").Allowed, decide),
		Back:     web.Link{Label: web.Text(r, "review.back"), Href: web.Path(r, "/heroverwegen")},
		Action:   web.Path(r, "/heroverwegen/"+x.Open.Deliberation), Problems: form.Problems(), Stale: stale,
		Row: strconv.FormatInt(x.Open.Row, 10),
	}
	before, err := keptBefore(ctx, f.DB.Read(), x.Actor.Org, x.Open.Deliberation)
	if err != nil {
		return err
	}
	for _, k := range before {
		v.Before = append(v.Before, keptView{Head: s.say("review.kept_on", "Day", s.day(string(k.Day)), "Name", k.Name), Why: k.Why})
	}
	for _, b := range x.Returns {
		if b.ID != "" {
			v.Seen = append(v.Seen, b.ID)
		}
	}
	v.Why = web.TextArea{Name: "why", Label: web.Text(r, "review.why"), Help: web.Text(r, "review.why_help"), Value: form.Text("why"), MaxLength: MaxWhy, Error: form.At("why")}
	v.Look = web.Input{Name: "look", Type: "date", Label: web.Text(r, "review.look"), Help: web.Text(r, "review.look_help"), Value: form.Text("look"),
		Optional: len(x.Open.byDay(f.desk.Today())) == 0 && x.Open.Look != "", Error: form.At("look"),
		Min: string(f.desk.Today().Add(1)), Max: string(f.desk.Today().Add(mostDay))}
	v.Buttons = web.Buttons{{Label: web.Text(r, "review.keep"), Kind: "primary"}}
	line := x.Line("deliberation.seen", "deliberation", "part:review")
	line.ID = x.Open.Deliberation
	if err := f.Audit.Note(ctx, line); err != nil {
		return err
	}
	return onePage.Render(w, r, status, head(web.Text(r, "review.one_title")), v)
}

// stays keeps a decision as it is. What was typed is never lost: with a problem, or when something came up in between,
// the page comes back with it.
func (f *Feature) stays(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("deliberation")
	version, _ := strconv.ParseInt(form.Text("versie"), 10, 64)
	k := keeping{Why: form.Text("why")}
	if form.Text("look") != "" {
		day, ok := form.Day("look")
		if !ok {
			return f.again(w, r, form, nil)
		}
		k.Look = people.Day(day.Format("2006-01-02"))
	}
	err = f.keep(r.Context(), form, id, version, form.All("gezien"), k)
	if err != nil {
		return f.again(w, r, form, err)
	}
	return web.Redirect(w, r, "/heroverwegen")
}

// again shows the page once more after a problem.
func (f *Feature) again(w http.ResponseWriter, r *http.Request, form *web.Form, problem error) error {
	var told *fault.Fault
	switch {
	case problem == nil, form.Add(problem):
		return f.page(w, r, http.StatusUnprocessableEntity, form, false)
	case errors.As(problem, &told) && told.Kind == fault.Conflict:
		return f.page(w, r, http.StatusConflict, form, true)
	}
	return problem
}

// head is the head of a page. Titles are the same for everybody: a tab or a history names nobody.
func head(title string) web.Head { return web.Head{Title: title, Section: "review"} }
