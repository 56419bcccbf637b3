package organisation

import (
	"context"
	"net/http"
	"strings"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

var (
	homePage   = web.MustPage[homeView](viewsFS, "views/home.html", texts)
	placesPage = web.MustPage[placesView](viewsFS, "views/places.html", texts)
	placePage  = web.MustPage[placeView](viewsFS, "views/place.html", texts)
)

type homeView struct {
	Once, Action string
	Version      int64
	Problems     web.Problems
	Name         web.Input
	First        bool // there is no team yet
	Cards        []web.Card
}

type placesView struct {
	Once, Action string
	Problems     web.Problems
	Title, Intro string
	Back         web.Link
	Cards        []web.Card
	None         string
	New          web.Input
	AddLabel     string
	Offer        *web.Choice // groups to begin with
	OfferOnce    string
}

type placeView struct {
	Once, CloseOnce, Action string
	Version                 int64
	Problems                web.Problems
	Title                   string
	Back                    web.Link
	Name                    web.Input
	Use                     string
	Closed                  string // since when; "" when open
	Sure                    *web.Choice
	CloseText, CloseLabel   string
}

func head(r *http.Request, title string) web.Head {
	return web.Head{Title: title, Section: "organisation"}
}

// say gives the words of a list: organisation.team_title.
func say(r *http.Request, key string, args ...any) string {
	return web.Text(r, "organisation."+key, args...)
}

func (f *Feature) home(w http.ResponseWriter, r *http.Request) error {
	return f.showHome(w, r, nil, http.StatusOK)
}

func (f *Feature) showHome(w http.ResponseWriter, r *http.Request, form *web.Form, status int) error {
	ctx, q := r.Context(), f.DB.Read()
	a, _ := access.From(ctx)
	house, err := people.FindOrganisation(ctx, q, a)
	if err != nil {
		return err
	}
	view := homeView{Once: once.Key(), Action: web.Path(r, homePath), Version: house.Version,
		Name: web.Input{Name: "name", Label: say(r, "name"), Value: house.Name, MaxLength: people.MaxName}}
	if form != nil {
		view.Problems, view.Name.Value, view.Name.Error = form.Problems(), form.Text("name"), form.At("name")
	}
	for _, l := range lists {
		open, err := people.OpenPlaces(ctx, q, a, l.kind)
		if err != nil {
			return err
		}
		view.First = view.First || l.kind == "team" && len(open) == 0
		view.Cards = append(view.Cards, web.Card{Title: say(r, l.kind+"_title"), Text: say(r, l.kind+"_what"), Href: web.Path(r, l.path), Level: 2,
			Meta: []string{say(r, l.kind+"_count", "Count", len(open))}})
	}
	if access.MayAny(a, access.Administer, "organisation") {
		view.Cards = append(view.Cards, web.Card{Title: say(r, "workers_title"), Text: say(r, "workers_what"), Href: web.Path(r, "/beheer/medewerkers"), Level: 2})
	}
	return homePage.Render(w, r, status, head(r, say(r, "title")), view)
}

var changedMeanwhile = fault.Say("Iemand heeft dit intussen gewijzigd. Hieronder staat wat jij typte; kijk het na en sla opnieuw op.",
	"Somebody changed this in the meantime. Below is what you typed; look at it again and save once more.")

func (f *Feature) rename(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	name := tidy(form.Text("name"))
	form.Add(people.CheckPlaceName(name, nil, ""))
	version, ok := form.Int("version")
	if len(form.Problems()) > 0 || !ok {
		return f.showHome(w, r, form, http.StatusUnprocessableEntity)
	}
	err = f.work(r, form, "organisation", func(ctx context.Context, tx db.Tx, a access.Actor) ([]audit.Line, error) {
		return []audit.Line{{Event: "organisation.changed", Kind: "organisation", ID: a.Org, Detail: "field:name"}},
			people.RenameOrganisation(ctx, tx, a, name, int64(version))
	})
	if fault.KindOf(err) == fault.Conflict {
		form.Problem("", changedMeanwhile)
		return f.showHome(w, r, form, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, homePath)
}

func (f *Feature) places(l list) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return f.showPlaces(w, r, l, nil, http.StatusOK)
	}
}

func (f *Feature) showPlaces(w http.ResponseWriter, r *http.Request, l list, form *web.Form, status int) error {
	ctx, q := r.Context(), f.DB.Read()
	a, _ := access.From(ctx)
	all, err := people.Places(ctx, q, a, l.kind)
	if err != nil {
		return err
	}
	uses, err := people.Uses(ctx, q, a, l.kind)
	if err != nil {
		return err
	}
	view := placesView{Once: once.Key(), OfferOnce: once.Key(), Action: web.Path(r, l.path), Title: say(r, l.kind+"_title"), Intro: say(r, l.kind+"_intro"), None: say(r, l.kind+"_none"),
		Back: web.Link{Label: say(r, "back_home"), Href: web.Path(r, homePath)}, AddLabel: say(r, l.kind+"_add"),
		New: web.Input{Name: "name", Label: say(r, l.kind+"_name"), MaxLength: people.MaxName}}
	for _, p := range all {
		c := web.Card{Title: p.Name, Href: web.Path(r, l.path+"/"+p.ID), Level: 2, Meta: use(r, l, uses[p.ID])}
		if p.ClosedOn != "" {
			c.Badge = &web.Badge{Label: say(r, "closed")}
		}
		view.Cards = append(view.Cards, c)
	}
	if l.kind == "group" {
		view.Offer = offer(r, all)
	}
	if form != nil {
		view.Problems, view.New.Value, view.New.Error = form.Problems(), form.Text("name"), form.At("name")
		if view.Offer != nil {
			view.Offer.Error = form.At("offer")
		}
	}
	return placesPage.Render(w, r, status, head(r, view.Title), view)
}

// use tells in words how much a place is used.
func use(r *http.Request, l list, u people.Use) (out []string) {
	if l.kind == "team" {
		out = append(out, say(r, "workers", "Count", u.Workers))
	}
	return append(out, say(r, "files", "Count", u.Files))
}

// add makes a new place, or the offered groups that stayed ticked.
func (f *Feature) add(l list) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		offered := l.kind == "group" && form.Text("do") == "offer"
		err = f.work(r, form, l.right, func(ctx context.Context, tx db.Tx, a access.Actor) (lines []audit.Line, err error) {
			all, err := people.Places(ctx, tx, a, l.kind)
			if err != nil {
				return nil, err
			}
			names := []string{tidy(form.Text("name"))}
			if offered {
				if names = chosen(r, form, all); len(names) == 0 {
					return nil, fault.New(fault.Invalid, fault.Text{}).At("offer", chooseOne)
				}
			} else if err := people.CheckPlaceName(names[0], all, ""); err != nil {
				return nil, err
			}
			for _, name := range names {
				id, err := people.AddPlace(ctx, tx, a, l.kind, name, f.now())
				if err != nil {
					return nil, err
				}
				lines = append(lines, audit.Line{Event: l.added, Kind: l.kind, ID: id, Detail: "place:added"})
			}
			return lines, nil
		})
		if fault.KindOf(err) == fault.Conflict { // added by somebody else a moment ago
			form.Problem("name", fault.Say("Deze naam is er al.", "This name is there already."))
			return f.showPlaces(w, r, l, form, http.StatusConflict)
		}
		if form.Add(err) {
			return f.showPlaces(w, r, l, form, http.StatusUnprocessableEntity)
		}
		if err != nil {
			return err
		}
		return web.Redirect(w, r, l.path)
	}
}

// tidy takes out white space that nobody meant.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }
