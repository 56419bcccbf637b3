package publishing

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

// versionPage shows one version: what is wrong in it, what differs, what it touches, and what can be done.
func (f *Feature) versionPage(w http.ResponseWriter, r *http.Request) error {
	return f.showVersion(w, r, nil, nil, http.StatusOK)
}

// showVersion shows it; left are the names that were sent in a zip and were not taken in.
func (f *Feature) showVersion(w http.ResponseWriter, r *http.Request, form *web.Form, told *web.Notice, status int, left ...string) error {
	ctx := r.Context()
	a, _, v, err := f.open(ctx, f.DB.Read(), access.See, r.PathValue("id"))
	if err != nil {
		return err
	}
	files, err := listFiles(ctx, f.DB.Read(), a.Org, v.ID)
	if err != nil {
		return err
	}
	d := f.desk(r, form)
	c, err := f.check(ctx, v, files, d.lang)
	if err != nil {
		return err
	}
	h := f.shelf(ctx, a.Org, false)
	view := versionView{Back: web.Link{Label: d.say("publishing.back_pack"), Href: d.path(packPath(v.Pack))}, Problems: d.form.Problems(), Notice: told,
		Left: shownNames(left), Title: v.Pack + " " + v.Number, Badge: d.badge(v), Terms: d.versionTerms(v), Follow: d.path(versionPath(v.ID) + "/gevolgen")}
	if t := c.Pack.Head.Title.In(d.lang); t != "" {
		view.Title = t + " " + v.Number
	}
	view.Found, view.Findings = d.findings(v, c, files, "")
	if c.Busy {
		view.Refresh = d.path(versionPath(v.ID))
	}
	d.list(&view, v, c, files)
	was, diff := comparison(h, c, d.lang)
	if diff != nil {
		view.Diff = d.diff(diff, was.Head.Version, v.Number)
		if diff.Next != "" && v.State != Draft {
			view.Diff.Next = d.say("publishing.diff_other") // its number stands
		}
	}
	if c.Errors == 0 && !c.Busy {
		for _, q := range framework.Quotes(was, c.Pack) {
			view.Quotes = append(view.Quotes, d.quote(q))
		}
	}
	if view.Impact, err = f.impactOf(r, d, a, v, c); err != nil {
		return err
	}
	said, err := listConsulted(ctx, f.DB.Read(), a, v.ID)
	if err != nil {
		return err
	}
	acts, err := listActs(ctx, f.DB.Read(), a, v.ID)
	if err != nil {
		return err
	}
	for _, x := range acts {
		view.Acts = append(view.Acts, actRow{d.when(x.At), d.say("publishing.act."+x.Act, "By", x.By), x.Words})
	}
	view.Consulted = d.consulted(v, said)
	if told != nil {
		view.Kept = d.kept()
	}
	if mayChange(a) {
		f.actions(d, &view, a, v, c, said)
	}
	view.Next = d.next(view, a, v, c)
	return versionPage.Render(w, r, status, f.versionHead(r), view)
}

func (f *Feature) versionHead(r *http.Request) web.Head {
	h := head(r)
	h.Scripts = []*web.Asset{followScript}
	h.Same, h.Wide = versionPath(r.PathValue("id")), true
	return h
}

func (d *desk) versionTerms(v Version) web.Terms {
	t := web.Terms{{Name: d.say("publishing.started"), Value: d.say("publishing.by_at", "By", v.CreatedByName, "At", d.when(v.CreatedAt))}}
	add := func(key, value string) {
		if value != "" {
			t = append(t, web.Term{Name: d.say(key), Value: value})
		}
	}
	add("publishing.based_on", v.BasedOn)
	add("publishing.proposed_by", v.ProposedByName)
	if v.ReleaseNumber > 0 {
		add("publishing.in_force_from", d.say("publishing.by_at", "By", v.ReleasedByName, "At", d.when(v.ReleasedAt)))
		add("publishing.checksum", v.Checksum[:min(12, len(v.Checksum))]+"…")
	}
	return t
}

func (d *desk) fileHref(v Version, name string) string {
	return d.path(versionPath(v.ID) + "/bestand?naam=" + url.QueryEscape(name))
}

// shownFindings bounds a page: after that, more of the same helps nobody.
const shownFindings = 100

// findings tells what was found in all files, or in one.
func (d *desk) findings(v Version, c *Check, files []File, file string) (string, []findingView) {
	var out []findingView
	for _, x := range c.Findings {
		if file != "" && x.File != file {
			continue
		}
		place := x.File
		if x.Line > 0 {
			place = d.say("publishing.place", "File", x.File, "Line", x.Line)
		}
		one := findingView{Place: place, Message: x.Message, Remedy: x.Remedy, Warning: x.Warning, Excerpt: excerpt(files, x)}
		if file != "" {
			one.Line = x.Line
		}
		if file == "" && x.File != "" && x.File != "." && CheckName(x.File) == (fault.Text{}) {
			one.Href = d.fileHref(v, x.File)
		}
		if len(out) < shownFindings {
			out = append(out, one)
		}
	}
	if c.Busy {
		return d.say("publishing.found_busy"), nil
	}
	if file != "" && len(out) == 0 {
		return d.say("publishing.found_none_here"), nil
	}
	if file != "" {
		warnings := count(out, func(x findingView) bool { return x.Warning })
		return d.say("publishing.n_errors", "Count", len(out)-warnings) + ", " + d.say("publishing.n_warnings", "Count", warnings) + ".", out
	}
	words := d.say("publishing.found_none")
	if c.Errors+c.Warnings > 0 {
		words = d.say("publishing.n_errors", "Count", c.Errors) + ", " + d.say("publishing.n_warnings", "Count", c.Warnings) + "."
	}
	if c.In != nil {
		words += " " + d.tried(c)
		if c.Failed > 0 {
			words += " " + d.say("publishing.n_failed", "Count", c.Failed)
		}
	}
	return words, out
}

// tried tells how many cases were tried, or why there are none.
func (d *desk) tried(c *Check) string {
	switch {
	case c.Cases > 0:
		return d.say("publishing.n_cases", "Count", c.Cases)
	case c.Pack.Head.Kind == "framework":
		return d.say("publishing.no_cases")
	}
	return d.say("publishing.no_cases_here")
}

// excerpt gives the line that a finding is about, short.
func excerpt(files []File, x Finding) string {
	i := slices.IndexFunc(files, func(f File) bool { return f.Name == x.File })
	if i < 0 || x.Line < 1 {
		return ""
	}
	lines := strings.SplitN(files[i].Body, "\n", x.Line+1)
	if len(lines) < x.Line {
		return ""
	}
	line := []rune(strings.TrimSpace(lines[x.Line-1]))
	if len(line) > 120 {
		line = append(line[:119], '…')
	}
	return string(line)
}

func countLines(s string) int {
	n := 0
	for _, c := range s {
		if c == '\n' {
			n++
		}
	}
	return n
}

func count[T any](list []T, is func(T) bool) int {
	n := 0
	for _, x := range list {
		if is(x) {
			n++
		}
	}
	return n
}

func (d *desk) quote(q framework.Quote) quoteView {
	view := quoteView{Text: d.say("publishing.quote."+q.Kind, "Source", q.Source)}
	for _, x := range q.Items {
		view.Items = append(view.Items, x.Title.In(d.lang))
	}
	return view
}

// consulted shows who was consulted, as it was written down.
func (d *desk) consulted(v Version, said []Consulted) []consultedView {
	if v.State == Draft {
		return nil
	}
	var out []consultedView
	for _, party := range Parties {
		i := slices.IndexFunc(said, func(c Consulted) bool { return c.Party == party })
		if i < 0 {
			continue
		}
		c := consultedView{Party: d.say("publishing.party." + party), Known: d.say("publishing.not_asked"), KnownHow: said[i].Words}
		if said[i].Asked {
			c.Known = d.say("publishing.asked")
			if day, err := time.Parse(time.DateOnly, said[i].Day); err == nil {
				c.KnownAskedDay = web.Day(d.lang, day)
			}
		}
		out = append(out, c)
	}
	return out
}

// actions are the forms for what this person can do with it now. Each act asks again whether it may.
func (f *Feature) actions(d *desk, view *versionView, a access.Actor, v Version, c *Check, said []Consulted) {
	form := func(do, label, kind string) act {
		return act{d.path(versionPath(v.ID)), once.Key(), v.Version, do, web.Button{Label: d.say(label), Kind: kind, Name: "doe", Value: do}}
	}
	words := func(do, name, label, help string) web.TextArea {
		t := web.TextArea{Name: name, Label: d.say(label), Rows: 3, MaxLength: MaxWords}
		if help != "" {
			t.Help = d.say(help)
		}
		if d.form != nil && d.form.Text("doe") == do {
			t.Value, t.Error = d.form.Text(name), d.form.At(name)
		}
		return t
	}
	switch v.State {
	case Draft:
		view.NewFile = d.path(versionPath(v.ID) + "/bestand")
		view.Upload = &uploadView{Action: d.path(versionPath(v.ID) + "/bestanden"), Once: once.Key(), Version: v.Version,
			Place: web.Select{Name: "plaats", Label: d.say("publishing.upload_place"), Options: []web.Option{{Value: "", Label: d.say("publishing.upload_pack")}, {Value: "cases/", Label: d.say("publishing.upload_cases")}}}}
		if c.Ready() || d.form != nil && d.form.Text("doe") == "voorstellen" { // what was typed is not taken away
			p := &proposeView{act: form("voorstellen", "publishing.propose", "primary"), Words: words("voorstellen", "toelichting", "publishing.propose_words", "publishing.propose_words_help")}
			p.Words.Optional = true
			for _, party := range Parties {
				p.Parties = append(p.Parties, d.askConsulted(party, said))
			}
			view.Propose = p
		}
	case Proposed:
		view.SendBack = &wordsView{act: form("terug", "publishing.send_back", "secondary"), Words: words("terug", "terug", "publishing.send_back_words", "")}
		if slices.Contains(append(slices.Clone(v.Authors), v.CreatedBy, v.ProposedBy), a.ID) {
			view.Own = d.say("publishing.own")
			break
		}
		rel := &releaseView{act: form("vrijgeven", "publishing.release", "primary"), Intro: d.say("publishing.release_intro")}
		if f.Impact != nil && (view.Impact.Outcome == nil || view.Impact.Old != "") {
			rel.Without = &web.Choice{Name: "zonder", Legend: d.say("publishing.without"), Several: true, Optional: true, Error: d.form.At("zonder"),
				Options: []web.Option{{Value: "ja", Label: d.say("publishing.without_yes")}}}
		}
		view.Release = rel
	}
	if v.State != Withdrawn {
		view.Withdraw = &wordsView{act: form("intrekken", "publishing.withdraw", "secondary"), Words: words("intrekken", "intrekken", "publishing.withdraw_words", ""), Intro: d.say("publishing.withdraw_intro." + v.State)}
	}
}

func (d *desk) askConsulted(party string, said []Consulted) consultedView {
	var was Consulted
	if i := slices.IndexFunc(said, func(c Consulted) bool { return c.Party == party }); i >= 0 {
		was = said[i]
	}
	stored := ""
	if was.Said {
		stored = map[bool]string{true: "ja", false: "nee"}[was.Asked]
	}
	chosen := d.form.Typed("gevraagd."+party, stored)
	return consultedView{Party: d.say("publishing.party." + party),
		Asked: web.Choice{Name: "gevraagd." + party, Legend: d.say("publishing.party_asked." + party), Short: true, Error: d.form.At("gevraagd." + party), Options: []web.Option{
			{Value: "ja", Label: d.say("publishing.yes"), Chosen: chosen == "ja"}, {Value: "nee", Label: d.say("publishing.no"), Chosen: chosen == "nee"}}},
		How: web.TextArea{Name: "hoe." + party, Label: d.say("publishing.party_how"), Rows: 2, MaxLength: MaxWords, Value: d.form.Typed("hoe."+party, was.Words), Error: d.form.At("hoe." + party)},
		Day: web.Input{Name: "dag." + party, Label: d.say("publishing.party_day"), Type: "date", Value: d.form.Typed("dag."+party, was.Day), Max: d.f.today(), Optional: true, Error: d.form.At("dag." + party)}}
}

// kept gives what somebody wrote at an act that is not possible any more, so that it is not lost with its form.
func (d *desk) kept() []string {
	var out []string
	for _, name := range []string{"toelichting", "terug", "intrekken", "hoe.workers", "hoe.client_council", "hoe.experience"} {
		if text := d.form.Text(name); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// act does one of the acts on a version.
func (f *Feature) act(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	switch do := form.Text("doe"); do {
	case "voorstellen":
		err = f.propose(r.Context(), form, id)
	case "terug":
		err = f.sendBack(r.Context(), form, id)
	case "vrijgeven":
		err = f.release(r.Context(), form, id)
	case "intrekken":
		err = f.withdraw(r.Context(), form, id)
	case "opnieuw":
		err = f.again(r.Context(), form, id)
	default:
		return fault.New(fault.Invalid, fault.Text{}).Because(fmt.Errorf("no act %q", do))
	}
	if err != nil {
		told, status, err := form.Again(err)
		if err != nil {
			return err
		}
		return f.showVersion(w, r, form, told, status)
	}
	return web.Redirect(w, r, versionPath(id))
}
