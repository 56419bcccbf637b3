package resident

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
)

// kitFor makes a kit with the places of the organisation.
func (f *Feature) kitFor(r *http.Request, a access.Actor, form *web.Form) (*kit, error) {
	return f.kitIn(r.Context(), f.DB.Read(), a, web.Lang(r), form)
}

func (f *Feature) kitIn(ctx context.Context, q db.Query, a access.Actor, lang string, form *web.Form) (*kit, error) {
	k := &kit{lang: lang, form: form, places: map[string][]people.Place{}}
	for _, kind := range []string{"team", "neighbourhood", "group"} {
		list, err := people.Places(ctx, q, a, kind)
		if err != nil {
			return nil, err
		}
		k.places[kind] = list
	}
	return k, nil
}

func (k *kit) row(r *http.Request, x people.Resident) row {
	out := row{Name: x.Who.SortName(), Href: web.Path(r, "/inwoners/"+x.ID), Note: k.say("resident.rel_" + string(x.Relation))}
	if x.Who.BirthYear != 0 {
		out.Born = strconv.Itoa(x.Who.BirthYear)
	}
	if x.Relation == access.OwnTeam {
		out.Note = join(" · ", out.Note, k.place("team", x.Team))
	}
	if x.ClosedOn != "" {
		out.Badge = &web.Badge{Label: k.say("resident.is_closed")}
	}
	return out
}

// start is the page to begin at: the search, who I have, and my lists.
func (f *Feature) start(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	view, err := f.startView(r, form)
	if err != nil {
		return err
	}
	return startPage.Render(w, r, http.StatusOK, head(web.Text(r, "resident.title")), *view)
}

func (f *Feature) startView(r *http.Request, form *web.Form) (*startView, error) {
	ctx := r.Context()
	a, _ := access.From(ctx)
	k, err := f.kitFor(r, a, nil)
	if err != nil {
		return nil, err
	}
	filter := readFilter(form)
	listed := form.Has("lijst")
	if !listed {
		filter = people.Filter{Mine: true}
	}
	found, more, err := people.List(ctx, f.DB.Read(), a, people.ScopeOf(a, access.List), filter, form.Text("na"))
	if err != nil {
		return nil, err
	}
	next := ""
	if more {
		q := filterQuery(filter)
		q.Set("na", found[len(found)-1].ID)
		next = web.Path(r, "/inwoners?"+q.Encode())
	}
	if found, err = f.desk.Shown(ctx, a, access.List, found); err != nil {
		return nil, err
	}
	if len(found) > 0 {
		if err := f.Audit.Note(ctx, audit.Line{Event: "resident.listed", Kind: "resident", Residents: desk.IDs(found), Ground: desk.GroundOf(found), Detail: "count:" + strconv.Itoa(len(found))}); err != nil {
			return nil, err
		}
	}
	view := &startView{Action: web.Path(r, "/inwoners"), AddAction: web.Path(r, "/inwoners/nieuw"), FilterAction: web.Path(r, "/inwoners/filters"),
		ExportAction: web.Path(r, "/inwoners/uitvoeren"), Next: next, Ask: f.Policy == desk.PolicyAsk,
		MayAdd: access.MayAny(a, access.Add, "resident"), MayImport: access.MayAny(a, access.Add, "import"), MayExport: access.MayAny(a, access.Export, "resident")}
	for _, x := range found {
		view.List = append(view.List, k.row(r, x))
	}
	view.ListTitle = k.say("resident.mine")
	if listed {
		view.ListTitle = k.say("resident.list")
	}
	view.Filter, view.FilterHidden = k.filterFields(a, filter), hiddenFilter(filter)
	view.Reasons = *k.list("reason", "resident.export_reason", "resident.reason", "", exportReasons...).Select
	if len(a.Teams) > 0 && access.May(a, access.Add, access.Object{Kind: "filter", Org: a.Org, Relation: access.OwnTeam}).Allowed {
		share := k.placeList("delen", "resident.share_with", "team", "").Select
		share.Options = slices.DeleteFunc(share.Options, func(o web.Option) bool { return o.Value != "" && !slices.Contains(a.Teams, o.Value) })
		share.Options[0].Label = k.say("resident.not_shared")
		view.Share = share
	}
	saved, err := people.Filters(ctx, f.DB.Read(), a)
	if err != nil {
		return nil, err
	}
	for _, s := range saved {
		relation := access.OwnTeam
		if s.Owner == a.ID {
			relation = access.Self
		}
		if !access.May(a, access.List, access.Object{Kind: "filter", Org: a.Org, Relation: relation}).Allowed {
			continue
		}
		view.Saved = append(view.Saved, savedRow{Name: s.Name, ID: s.ID, Mine: s.Owner == a.ID, Shared: s.Team != "",
			Href: web.Path(r, "/inwoners?"+filterQuery(s.Filter).Encode())})
	}
	if view.MayImport {
		view.Links = append(view.Links, web.Link{Label: k.say("resident.import"), Href: web.Path(r, "/inwoners/invoeren")})
	}
	if access.MayAny(a, access.Merge, "resident") {
		view.Links = append(view.Links, web.Link{Label: k.say("resident.doubles"), Href: web.Path(r, "/inwoners/samenvoegen")})
	}
	return view, nil
}

// search answers what was typed. The words go nowhere: not into the address, not into the audit.
func (f *Feature) search(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	a, _ := access.From(ctx)
	view, err := f.startView(r, form)
	if err != nil {
		return err
	}
	k, err := f.kitFor(r, a, nil)
	if err != nil {
		return err
	}
	view.Query, view.Searched = form.Text("q"), form.Text("q") != ""
	found, err := people.Search(ctx, f.DB.Read(), a, people.ScopeOf(a, access.Search), view.Query)
	if err != nil {
		return err
	}
	if found.Residents, err = f.desk.Shown(ctx, a, access.Search, found.Residents); err != nil {
		return err
	}
	if found.Near, err = f.desk.Shown(ctx, a, access.Search, found.Near); err != nil {
		return err
	}
	all := append(slices.Clone(found.Residents), found.Near...)
	line := audit.Line{Event: "resident.searched", Kind: "resident", Residents: desk.IDs(all), Detail: "count:" + strconv.Itoa(len(all))}
	if len(all) > 0 {
		line.Ground = desk.GroundOf(all)
	}
	if err := f.Audit.Note(ctx, line); err != nil {
		return err
	}
	for _, x := range found.Residents {
		view.Results = append(view.Results, k.row(r, x))
	}
	for _, x := range found.Near {
		view.Near = append(view.Near, k.row(r, x))
	}
	view.More = found.More
	return startPage.Render(w, r, http.StatusOK, head(web.Text(r, "resident.title")), *view)
}

// toSearch sends who opens the page for a new resident to the search: adding begins there.
func (f *Feature) toSearch(w http.ResponseWriter, r *http.Request) error {
	return web.Redirect(w, r, "/inwoners")
}

func readFilter(form *web.Form) people.Filter {
	number := func(name string) int {
		n, err := strconv.Atoi(form.Text(name))
		if err != nil || n < 1850 || n > 2100 {
			return 0
		}
		return n
	}
	id := func(name string) string {
		if v := form.Text(name); people.IsID(v) {
			return v
		}
		return ""
	}
	f := people.Filter{Mine: form.Text("mijn") == "ja", Team: id("team"), Neighbourhood: id("wijk"), Group: id("groep"),
		BornFrom: number("vanaf"), BornUntil: number("tot"), Nobody: form.Text("niemand") == "ja", Closed: form.Text("dicht") == "ja"}
	if b := form.Text("drempel"); slices.Contains(people.BarrierKinds, b) {
		f.Barrier = b
	}
	return f
}

func filterQuery(f people.Filter) url.Values {
	q := url.Values{"lijst": {"ja"}}
	set := func(name, v string) {
		if v != "" {
			q.Set(name, v)
		}
	}
	yes := map[bool]string{true: "ja"}
	set("mijn", yes[f.Mine])
	set("niemand", yes[f.Nobody])
	set("dicht", yes[f.Closed])
	set("team", f.Team)
	set("wijk", f.Neighbourhood)
	set("groep", f.Group)
	set("drempel", f.Barrier)
	if f.BornFrom > 0 {
		set("vanaf", strconv.Itoa(f.BornFrom))
	}
	if f.BornUntil > 0 {
		set("tot", strconv.Itoa(f.BornUntil))
	}
	return q
}

func hiddenFilter(f people.Filter) (out []hidden) {
	q := filterQuery(f)
	for _, name := range []string{"lijst", "mijn", "niemand", "dicht", "team", "wijk", "groep", "drempel", "vanaf", "tot"} {
		if v := q.Get(name); v != "" {
			out = append(out, hidden{name, v})
		}
	}
	return out
}

func (k *kit) filterFields(a access.Actor, f people.Filter) []field {
	tick := func(name, label string, on bool) field {
		return field{Choice: &web.Choice{Name: name, Legend: k.say(label), Several: true, Options: []web.Option{{Value: "ja", Label: k.say("resident.yesno.yes"), Chosen: on}}}}
	}
	year := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	team := k.placeList("team", "resident.team", "team", f.Team)
	team.Select.Options = slices.DeleteFunc(team.Select.Options, func(o web.Option) bool { return o.Value != "" && !slices.Contains(a.Teams, o.Value) })
	return []field{tick("mijn", "resident.only_mine", f.Mine), team, k.placeList("wijk", "resident.neighbourhood", "neighbourhood", f.Neighbourhood),
		k.placeList("groep", "resident.group", "group", f.Group), k.list("drempel", "resident.barrier_one", "resident.barrier", f.Barrier, people.BarrierKinds...),
		k.input("vanaf", "resident.born_from", year(f.BornFrom), 4), k.input("tot", "resident.born_until", year(f.BornUntil), 4),
		tick("niemand", "resident.nobody", f.Nobody), tick("dicht", "resident.closed_ones", f.Closed)}
}
