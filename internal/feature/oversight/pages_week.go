package oversight

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

const (
	// mostOfADay is how many lines of one day are looked at: more would not be read before the answer must go out.
	mostOfADay = 20_000
	// weeksBack is how many earlier weeks are listed.
	weeksBack = 8
)

// seenWeek is what stood out in a week.
type seenWeek struct {
	list    []found
	workers map[string]string
	cut     []string // days with more lines than are looked at
}

// look reckons what stood out between moments.
func (f *Feature) look(ctx context.Context, a access.Actor, days []time.Time, reviews []review) (s seenWeek, err error) {
	if s.workers, err = f.Watch.Colleagues(ctx, a); err != nil {
		return s, err
	}
	var all []audit.Oddity
	day := 0
	err = f.Audit.Stretches(ctx, may(a, access.ReviewAudit), days, mostOfADay, func(entries []audit.Entry, more bool) error {
		if more {
			s.cut = append(s.cut, days[day].Format(time.DateOnly))
		}
		day++
		ids := map[string]bool{}
		for _, e := range entries {
			for _, id := range e.Residents {
				ids[id] = true
			}
		}
		files, err := people.Glimpses(ctx, f.DB.Read(), a, slices.Sorted(maps.Keys(ids)))
		if err != nil {
			return err
		}
		all = append(all, oddities(entries, flags(entries, s.workers, files, f.Zone), f.habits)...)
		return nil
	})
	s.list = judged(all, reviews)
	return s, err
}

func (f *Feature) week(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showWeek(w, r, form.Text("week"), http.StatusOK)
}

func (f *Feature) showWeek(w http.ResponseWriter, r *http.Request, asked string, status int) error {
	ctx, q := r.Context(), f.DB.Read()
	a, _ := access.From(ctx)
	today := db.DateOf(f.now(), f.Zone)
	week := weekOf(asked, today)
	reviews, err := reviewsOf(ctx, q, a, week.String())
	if err != nil {
		return err
	}
	seen, err := f.look(ctx, a, bounds(week, today, f.Zone), reviews)
	if err != nil {
		return err
	}
	view := weekView{Week: f.weekWords(r, week), Log: web.Link{Label: say(r, "to_log"), Href: web.Path(r, logPath)}, Action: web.Path(r, homePath), Monday: week.String(),
		Before: web.Link{Label: say(r, "week_before"), Href: f.weekPath(r, week.Add(-7))}}
	if week != monday(today) {
		view.After = &web.Link{Label: say(r, "week_after"), Href: f.weekPath(r, week.Add(7))}
	}
	for i, o := range seen.list {
		v := f.oddWords(r, a, o, seen.workers)
		v.Form = "o-" + strconv.Itoa(i+1)
		if o.Open() {
			view.Open = append(view.Open, v)
		} else {
			view.Done = append(view.Done, v)
		}
	}
	for _, d := range seen.cut {
		day, _ := db.ParseDate(d)
		view.Notices = append(view.Notices, web.Notice{Kind: "warning", Text: say(r, "cut", "Day", dayWords(r, day), "Count", mostOfADay)})
	}
	if err := f.earlier(r, a, today, &view); err != nil {
		return err
	}
	if err := f.glass(r, a, &view); err != nil {
		return err
	}
	if err := f.trail(r, a, &view); err != nil {
		return err
	}
	return weekPage.Render(w, r, status, head(say(r, "title")), view)
}

// earlier fills the list of earlier weeks, with how much of each was looked at.
func (f *Feature) earlier(r *http.Request, a access.Actor, today db.Date, view *weekView) error {
	first := monday(today).Add(-7 * weeksBack)
	counts, err := reviewed(r.Context(), f.DB.Read(), a, first.String())
	for i := range weeksBack + 1 {
		d := monday(today).Add(-7 * i)
		view.Weeks = append(view.Weeks, weekRow{web.Link{Label: f.weekWords(r, d), Href: f.weekPath(r, d)}, say(r, "reviewed", "Count", counts[d.String()]), d.String() == view.Monday})
	}
	return err
}

// glass counts the files that were opened in an emergency and wait for somebody to look at them.
func (f *Feature) glass(r *http.Request, a access.Actor, view *weekView) error {
	if !access.MayAny(a, access.ReviewAudit, "break_glass") {
		return nil
	}
	all, err := f.Watch.Reviews(r.Context(), a)
	if err != nil {
		return err
	}
	waiting, late := 0, 0
	now := db.InstantOf(f.now()).String()
	for _, g := range all {
		if g.Reviewed.IsZero() {
			waiting++
			if g.ReviewBy.String() < now {
				late++
			}
		}
	}
	view.Glass = say(r, "glass_none")
	if waiting > 0 {
		view.Glass = say(r, "glass", "Count", waiting)
	}
	if late > 0 {
		view.GlassLate = say(r, "glass_late", "Count", late)
	}
	view.GlassLink = web.Link{Label: say(r, "to_glass"), Href: web.Path(r, "/noodinzage")}
	return nil
}

// oddWords tells one thing that stood out in plain words.
func (f *Feature) oddWords(r *http.Request, a access.Actor, o found, workers map[string]string) oddView {
	day, _ := db.ParseDate(o.Day)
	usual := map[string]int{"many_opened": f.habits.Opened, "many_searches": f.habits.Searches, "many_printed": f.habits.Printed}[o.Code]
	v := oddView{Once: once.Key(), Who: f.worker(r, workers, o.Actor), Day: dayWords(r, day), Title: known(r, "odd", o.Code), Code: o.Code, Worker: o.Actor, On: o.Day,
		SeenTo: o.Last(), Own: o.Actor == a.ID, More: o.More, Numbers: say(r, "lines", "Count", len(o.Lines))}
	if n := len(o.Residents); n > 0 {
		v.Numbers += ", " + say(r, "files", "Count", n)
	}
	if key := "oversight.odd_why." + o.Code; texts.Has(web.Lang(r), key) {
		v.Why = web.Text(r, key, "Usual", usual, "From", f.habits.NightFrom, "To", f.habits.NightTo)
	}
	query := url.Values{"van": {o.Day}, "tot": {o.Day}, "wie": {o.Actor}}
	if o.Code == "refused" || o.Code == "knows" {
		query.Set("geweigerd", "ja")
	}
	v.Links = []web.Link{{Label: say(r, "to_lines"), Href: web.Path(r, logPath) + "?" + query.Encode()}}
	if o.Code == "break_glass" {
		v.Links = append(v.Links, web.Link{Label: say(r, "to_glass"), Href: web.Path(r, "/noodinzage")})
	}
	if o.Review != nil {
		v.Review = say(r, "reviewed_by", "Outcome", known(r, "outcome", o.Review.Outcome), "Who", f.worker(r, workers, o.Review.By), "When", f.moment(r, o.Review.At.Time()))
	}
	return v
}

var notThere = fault.Say("Dit staat niet meer op de lijst. Open de pagina opnieuw.", "This is not on the list any more. Open the page again.")

// review keeps what somebody thought of one thing that stood out. It is reckoned again: only what is really there can be
// looked at, and nobody looks at what they did themselves.
func (f *Feature) review(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	a, _ := access.From(ctx)
	v := review{Day: form.Text("dag"), Worker: form.Text("wie"), Code: form.Text("wat"), Outcome: form.OneOf("uitkomst", outcomes...)}
	day, err := db.ParseDate(v.Day)
	seen, _ := form.Int("tot")
	if err != nil || v.Outcome == "" || seen <= 0 {
		return fault.New(fault.Invalid, notThere)
	}
	if v.Worker == a.ID {
		return fault.New(fault.Forbidden, fault.Say("Dit deed je zelf. Een ander moet ernaar kijken.", "You did this yourself. Somebody else must look at it."))
	}
	v.SeenTo, v.Week = int64(seen), monday(day).String()
	there, err := f.look(ctx, a, []time.Time{midnight(day, f.Zone), midnight(day.Add(1), f.Zone)}, nil)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(there.list, func(o found) bool { return o.Day == v.Day && o.Actor == v.Worker && o.Code == v.Code })
	if at < 0 || v.SeenTo > there.list[at].Last() {
		return fault.New(fault.Conflict, notThere)
	}
	_, err = f.work(r, form, func(ctx context.Context, tx db.Tx, a access.Actor) (audit.Line, error) {
		v.ID, v.At = f.newID(), db.InstantOf(f.now())
		return audit.Line{Event: "audit.reviewed", Kind: "worker", ID: v.Worker, Detail: "code:" + v.Code + ",day:" + v.Day + ",outcome:" + v.Outcome}, addReview(ctx, tx, a, v)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, homePath+"?week="+v.Week)
}

func (f *Feature) weekPath(r *http.Request, week db.Date) string {
	return web.Path(r, homePath) + "?week=" + week.String()
}

func (f *Feature) weekWords(r *http.Request, week db.Date) string {
	return say(r, "week", "From", dayWords(r, week), "To", dayWords(r, week.Add(6)))
}

func dayWords(r *http.Request, d db.Date) string {
	t, _ := time.Parse(time.DateOnly, d.String())
	return web.Day(web.Lang(r), t)
}

func (f *Feature) moment(r *http.Request, t time.Time) string {
	return web.Moment(web.Lang(r), t.In(f.Zone))
}

// worker gives the name of whoever acted.
func (f *Feature) worker(r *http.Request, workers map[string]string, id string) string {
	if name := workers[id]; name != "" {
		return name
	}
	if id == "" {
		return say(r, "nobody")
	}
	return known(r, "actor", id)
}
