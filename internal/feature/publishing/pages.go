package publishing

import (
	"net/http"
	"net/url"
	"slices"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

var (
	overviewPage = web.MustPage[overviewView](viewsFS, "views/overview.html", texts, "views/shared.html")
	packPage     = web.MustPage[packView](viewsFS, "views/pack.html", texts, "views/shared.html")
	versionPage  = web.MustPage[versionView](viewsFS, "views/version.html", texts, "views/shared.html")
	filePage     = web.MustPage[fileView](viewsFS, "views/file.html", texts, "views/shared.html")
)

func head(r *http.Request) web.Head {
	return web.Head{Title: web.Text(r, "publishing.menu"), Section: "publishing"}
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

// states are the badges of the states.
var states = map[string]string{Draft: "neutral", Proposed: "attention", Released: "good", Withdrawn: "neutral"}

func (d *desk) badge(v Version) web.Badge {
	return web.Badge{Kind: states[v.State], Label: d.say("publishing.state." + v.State)}
}

func versionPath(id string) string { return "/kaderbeheer/versie/" + id }

func packPath(id string) string { return "/kaderbeheer/" + id }

// overview shows every pack with what is in force and what is being written.
func (f *Feature) overview(w http.ResponseWriter, r *http.Request) error {
	return f.showOverview(w, r, nil, http.StatusOK)
}

func (f *Feature) showOverview(w http.ResponseWriter, r *http.Request, form *web.Form, status int) error {
	ctx := r.Context()
	a, _, err := f.base().May(ctx, access.List, "framework", "")
	if err != nil {
		return err
	}
	versions, err := listVersions(ctx, f.DB.Read(), a, "")
	if err != nil {
		return err
	}
	var fresh map[string]int
	if f.NewRemarks != nil {
		if fresh, err = f.NewRemarks(ctx, f.DB.Read(), a); err != nil {
			return err
		}
	}
	d, writes := f.desk(r, form), mayChange(a)
	h := f.shelf(ctx, a.Org, false)
	view := overviewView{Problems: d.form.Problems(), Own: d.path("/kaderbeheer/opmerking")}
	for _, l := range h.left {
		view.Broken = append(view.Broken, web.Notice{Kind: "error", Title: d.say("publishing.left_out", "Version", l.Version.Key()), Text: d.say("publishing.left_out_text") + " " + l.Why.In(d.lang)})
	}
	ids := h.lib.IDs("")
	for _, v := range versions {
		if !slices.Contains(ids, v.Pack) && v.State != Withdrawn && (writes || v.State != Draft) {
			ids = append(ids, v.Pack)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		view.Packs = append(view.Packs, d.packRow(h, versions, id, writes, fresh[id]))
	}
	if writes {
		view.Remarks = d.path("/kaderbeheer/opmerkingen")
		view.New = d.newForm()
		for _, v := range versions {
			if v.State == Proposed {
				view.Attention = append(view.Attention, attention{d.say("publishing.waits", "By", v.ProposedByName), d.path(versionPath(v.ID)), v.Key()})
			}
		}
	}
	return overviewPage.Render(w, r, status, head(r), view)
}

func (d *desk) packRow(h *held, versions []Version, id string, writes bool, fresh int) packRow {
	row := packRow{Title: id, ID: id, Href: d.path(packPath(id))}
	if p := h.lib.Find(id, ""); p != nil {
		row.Title, row.Kind = p.Head.Title.In(d.lang), d.say("publishing.kind."+p.Head.Kind)
		row.Now = d.say("publishing.now", "Version", p.Head.Version)
		if p.Head.Status != "released" {
			row.Now = d.say("publishing.now_draft", "Version", p.Head.Version)
		}
	}
	for _, v := range versions {
		if v.Pack == id && (v.State == Proposed || v.State == Draft && writes) {
			row.Open = append(row.Open, web.Link{Label: v.Number + " – " + d.say("publishing.state."+v.State), Href: d.path(versionPath(v.ID))})
			if row.Kind == "" {
				row.Kind = d.say("publishing.kind." + v.Kind)
			}
		}
	}
	if writes && fresh > 0 {
		row.Remarks, row.RemarksHref = d.say("publishing.new_remarks", "Count", fresh), d.path("/kaderbeheer/opmerkingen?pack="+url.QueryEscape(id))
	}
	return row
}

func (d *desk) newForm() *newView {
	v := &newView{Action: d.path("/kaderbeheer/nieuw"), Once: once.Key(),
		Name:  web.Input{Name: "naam", Label: d.say("publishing.new_name"), Help: d.say("publishing.new_name_help"), Value: d.form.Typed("naam", ""), MaxLength: 60, Error: d.form.At("naam")},
		Title: web.Input{Name: "titel", Label: d.say("publishing.new_title"), Value: d.form.Typed("titel", ""), MaxLength: 200, Error: d.form.At("titel")},
		Kind:  web.Select{Name: "soort", Label: d.say("publishing.new_kind"), Error: d.form.At("soort")}}
	for _, k := range packKinds {
		v.Kind.Options = append(v.Kind.Options, web.Option{Value: k, Label: d.say("publishing.kind." + k), Chosen: k == d.form.Typed("soort", "framework")})
	}
	return v
}

// start makes a draft.
func (f *Feature) start(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	kind := form.Text("soort")
	if p := f.Library(r.Context()).Find(form.Text("van"), ""); p != nil {
		kind = p.Head.Kind
	}
	if _, _, err := f.base().May(r.Context(), access.Add, objectKind(kind), ""); err != nil {
		return err
	}
	id, err := f.begin(r.Context(), form)
	if fault.KindOf(err) == fault.Invalid && form.Text("van") == "" {
		if len(form.Problems()) == 0 {
			form.Add(err)
		}
		return f.showOverview(w, r, form, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, versionPath(id))
}

// packPage shows the versions of one pack over time, and what differs between two of them.
func (f *Feature) packPage(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	a, _, err := f.base().May(ctx, access.See, "framework", "")
	if err != nil {
		return err
	}
	id := r.PathValue("pack")
	versions, err := listVersions(ctx, f.DB.Read(), a, id)
	if err != nil {
		return err
	}
	h, writes := f.shelf(ctx, a.Org, false), mayChange(a)
	if !writes {
		versions = slices.DeleteFunc(versions, func(v Version) bool { return v.ReleaseNumber == 0 && v.State != Proposed })
	}
	now := h.lib.Find(id, "")
	if now == nil && len(versions) == 0 {
		return fault.New(fault.NotFound, fault.Text{})
	}
	d := f.desk(r, nil)
	view := packView{Back: web.Link{Label: d.say("publishing.title"), Href: d.path("/kaderbeheer")}, Title: id,
		Remarks: web.Link{Label: d.say("publishing.leave_remark"), Href: d.path("/kaderbeheer/opmerking?pack=" + url.QueryEscape(id))}}
	if now != nil {
		view.Title, view.Intro = now.Head.Title.In(d.lang), now.Head.Summary.In(d.lang)
		view.Now = d.say("publishing.now", "Version", now.Head.Version)
		if writes {
			view.New = &act{Action: d.path("/kaderbeheer/nieuw"), Once: once.Key(), Button: web.Button{Label: d.say("publishing.new_version"), Kind: "primary"}}
			view.From = id
		}
	}
	for _, v := range versions {
		view.Versions = append(view.Versions, d.versionRow(v))
	}
	for _, p := range f.BuiltIn.Packs {
		if string(p.Head.ID) == id {
			view.Versions = append(view.Versions, versionRow{Number: p.Head.Version, Badge: web.Badge{Label: d.say("publishing.built_in"), Kind: "info"}})
		}
	}
	view.Drawing = d.drawing(versions)
	if view.Compare, err = f.compare(r, d, h, versions, id); err != nil {
		return err
	}
	return packPage.Render(w, r, http.StatusOK, head(r), view)
}

func (d *desk) versionRow(v Version) versionRow {
	row := versionRow{Number: v.Number, Href: d.path(versionPath(v.ID)), Badge: d.badge(v)}
	row.Lines = append(row.Lines, d.say("publishing.by_at", "By", v.CreatedByName, "At", d.when(v.CreatedAt)))
	if v.ReleaseNumber > 0 {
		row.Lines = append(row.Lines, d.say("publishing.released_by", "By", v.ReleasedByName, "At", d.when(v.ReleasedAt)))
	}
	if !v.WithdrawnAt.IsZero() {
		row.Lines = append(row.Lines, d.say("publishing.withdrawn_at", "At", d.when(v.WithdrawnAt)))
	}
	return row
}

// drawing shows when which version was in force; nil when none of the organisation's own was.
func (d *desk) drawing(versions []Version) *web.Timeline {
	var own []Version
	for _, v := range versions {
		if v.ReleaseNumber > 0 {
			own = append(own, v)
		}
	}
	if len(own) == 0 {
		return nil
	}
	slices.SortFunc(own, func(a, b Version) int { return int(a.ReleaseNumber - b.ReleaseNumber) })
	today := d.f.Clock.Now().In(d.f.Zone)
	t := &web.Timeline{ID: "over-time", Title: d.say("publishing.over_time"), From: own[0].ReleasedAt.Time().AddDate(0, 0, -7), To: today.AddDate(0, 0, 28)}
	for i, v := range own {
		bar := web.Bar{From: v.ReleasedAt.Time(), Label: v.Number, Kind: d.say("publishing.state." + v.State), Style: "own"}
		if i+1 < len(own) {
			bar.To = own[i+1].ReleasedAt.Time()
		}
		if at := v.WithdrawnAt.Time(); !v.WithdrawnAt.IsZero() && (bar.To.IsZero() || at.Before(bar.To)) {
			bar.To = at
		}
		t.Rows = append(t.Rows, web.TimelineRow{Label: v.Number, Bars: []web.Bar{bar}})
	}
	return t
}

// compare tells what differs between the two versions that are asked for, or the last two.
func (f *Feature) compare(r *http.Request, d *desk, h *held, versions []Version, id string) (*compareView, error) {
	query, err := web.ReadQuery(r)
	if err != nil {
		return nil, err
	}
	type edition struct {
		key  string
		name string
		v    *Version
		p    *framework.Pack
	}
	var all []edition
	for i := range versions {
		all = append(all, edition{versions[i].ID, versions[i].Number + " – " + d.say("publishing.state."+versions[i].State), &versions[i], nil})
	}
	for _, p := range f.BuiltIn.Packs {
		if string(p.Head.ID) == id {
			all = append(all, edition{p.Head.Version, p.Head.Version + " – " + d.say("publishing.built_in"), nil, p})
		}
	}
	if len(all) < 2 {
		return nil, nil
	}
	pick := func(name string, usual int) int {
		i := slices.IndexFunc(all, func(e edition) bool { return e.key == query.Text(name) })
		if i < 0 {
			return usual
		}
		return i
	}
	was, is := pick("van", 1), pick("naar", 0)
	view := &compareView{Action: d.path(packPath(id)), Compared: query.Has("van"),
		Was: web.Select{Name: "van", Label: d.say("publishing.compare_was")}, Is: web.Select{Name: "naar", Label: d.say("publishing.compare_is")}}
	for i, e := range all {
		view.Was.Options = append(view.Was.Options, web.Option{Value: e.key, Label: e.name, Chosen: i == was})
		view.Is.Options = append(view.Is.Options, web.Option{Value: e.key, Label: e.name, Chosen: i == is})
	}
	if !view.Compared {
		return view, nil
	}
	var sides [2]framework.Edition
	for n, at := range []int{was, is} {
		p := all[at].p
		if v := all[at].v; v != nil {
			files, err := listFiles(r.Context(), f.DB.Read(), v.Org, v.ID)
			if err != nil {
				return nil, err
			}
			var issues framework.Issues
			if p, issues, err = readPack(files, true); err != nil {
				return nil, err
			}
			if len(issues.Errors()) > 0 {
				view.Broken = d.say("publishing.compare_broken", "Version", v.Number)
				return view, nil
			}
		}
		fw, _ := h.lib.With(p).Ready(p)
		if fw == nil {
			view.Broken = d.say("publishing.compare_broken", "Version", p.Head.Version)
			return view, nil
		}
		sides[n] = framework.Edition{Pack: p, In: fw}
	}
	diff := framework.Compare(sides[0], sides[1], d.lang)
	view.Diff = d.diff(&diff, sides[0].Pack.Head.Version, sides[1].Pack.Head.Version)
	return view, nil
}

func (d *desk) diff(c *framework.Comparison, was, is string) *diffView {
	view := &diffView{Title: d.say("publishing.diff_title", "Was", was, "Is", is), Summary: c.Summary}
	if len(c.Lines) == 0 {
		view.Same = d.say("publishing.diff_same")
	}
	if c.Next != "" {
		view.Next = d.say("publishing.diff_next", "Version", c.Next)
	}
	for _, l := range c.Lines {
		if len(view.Parts) == 0 || view.Parts[len(view.Parts)-1].Title != l.PartIn {
			view.Parts = append(view.Parts, diffPart{Title: l.PartIn})
		}
		part := &view.Parts[len(view.Parts)-1]
		part.Lines = append(part.Lines, diffLine{l.Mark, l.MarkIn + ":", l.Text, l.More})
	}
	return view
}
