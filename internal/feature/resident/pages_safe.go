package resident

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (f *Feature) safe(w http.ResponseWriter, r *http.Request) error {
	return f.showForm(w, r, safeEditor, nil, http.StatusOK, false)
}

var (
	onlyResident = fault.Say("Dit maakt de afspraak ruimer. Dat kan alleen de inwoner zelf zeggen. Strenger maken mag altijd.", "This makes the rule looser. Only the resident can say so. Making it stricter is always possible.")
	unsafeMeans  = fault.Say("De inwoner moet dit op een veilige manier zeggen: onder vier ogen, of langs een weg die al als veilig staat opgeschreven.", "The resident must say this in a safe way: face to face and alone, or by a way that is written down as safe already.")
)

// sourceFields ask who said so and how. It is asked at every change: only the resident can loosen.
func sourceFields(k *kit, rule people.SafeRule) []field {
	means := []web.Option{{Value: people.InPerson, Label: k.say("resident.in_person")}}
	for _, w := range rule.Ways {
		if !slices.ContainsFunc(means, func(o web.Option) bool { return o.Value == w.Kind }) {
			means = append(means, web.Option{Value: w.Kind, Label: k.word("resident.channel", w.Kind)})
		}
	}
	chosen := k.form.Typed("means", "")
	for i := range means {
		means[i].Chosen = means[i].Value == chosen
	}
	source := k.choice("source", "resident.source", "resident.source_is", "", "resident", "worker", "somebody")
	return []field{{Heading: k.say("resident.source_title")}, source,
		{Choice: &web.Choice{Name: "means", Legend: k.say("resident.means"), Options: means, Error: k.form.At("means")}}}
}

// changeSafe stores the safe-to-contact rule: anyone may tighten it, only the resident by a safe means loosens it.
func (f *Feature) changeSafe(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	source := form.OneOf("source", "resident", "worker", "somebody")
	means := form.Text("means")
	return f.storeBlock(w, r, safeEditor, form, func(ctx context.Context, tx db.Tx, x desk.File, value people.Block) (people.Block, error) {
		was, err := people.Get[people.SafeRule](ctx, tx, x.Actor, x.ID)
		if err != nil {
			return nil, err
		}
		is := value.(people.SafeRule)
		wrong := fault.Keyed(fault.Invalid, "error.invalid.text")
		switch people.MayChange(was.Value, is, source, means) {
		case "only_resident":
			return nil, wrong.At("source", onlyResident)
		case "unsafe_means":
			return nil, wrong.At("means", unsafeMeans)
		}
		is.Source, is.SourceMeans, is.ChangedOn = source, means, f.desk.Today()
		return is, nil
	})
}

// caseload takes a resident into a caseload, hands over, or lets go.
func (f *Feature) caseload(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := f.desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		x, err := f.desk.Open(ctx, tx, access.Change, "caseload", r.PathValue("id"))
		if err != nil {
			return "", err
		}
		worker, detail := form.Text("worker"), "caseload:added"
		switch form.Text("doe") {
		case "neem":
			err = people.Assign(ctx, tx, a, x.ID, a.ID, f.desk.Now(), f.desk.Today())
		case "geef":
			err = people.Assign(ctx, tx, a, x.ID, worker, f.desk.Now(), f.desk.Today())
		case "los":
			detail = "caseload:ended"
			err = people.Release(ctx, tx, a, x.ID, worker, f.desk.Today())
		default:
			err = fault.New(fault.Invalid, fault.Text{})
		}
		if err != nil {
			return "", err
		}
		return x.ID, f.Audit.Record(ctx, tx, x.Line("caseload.changed", "caseload", detail))
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/inwoners/"+id)
}

// frame is the page about the file itself: team, restricted, legal ground, closed, erased.
func (f *Feature) frame(w http.ResponseWriter, r *http.Request) error {
	return f.showFrame(w, r, nil, http.StatusOK)
}

func (f *Feature) showFrame(w http.ResponseWriter, r *http.Request, form *web.Form, status int) error {
	x, err := f.desk.Open(r.Context(), f.DB.Read(), access.Change, "resident", r.PathValue("id"))
	if err != nil {
		return err
	}
	k, err := f.kitFor(r, x.Actor, form)
	if err != nil {
		return err
	}
	if err := f.Audit.Note(r.Context(), x.Line("resident.seen", "resident", "block:frame")); err != nil {
		return err
	}
	yes := func(on bool) []web.Option {
		return []web.Option{{Value: "ja", Label: k.say("resident.yesno.yes"), Chosen: on}}
	}
	view := formView{Title: k.say("resident.frame"), Person: x.Who.Name(), Action: web.Path(r, "/inwoners/"+x.ID+"/dossier"),
		Back:   web.Link{Label: k.say("resident.back_file"), Href: web.Path(r, "/inwoners/"+x.ID)},
		Hidden: []hidden{{once.Field, newKey()}, {"versie", itoa(x.Version)}}, Buttons: web.Buttons{{Label: k.say("resident.save"), Kind: "primary"}},
		Fields: []field{k.placeList("team", "resident.team", "team", x.Team), k.list("ground", "resident.ground", "resident.legal", x.Ground, people.LegalGrounds...)}}
	if x.May(access.Change, "restriction").Allowed {
		view.Fields = append(view.Fields, k.ticks("dicht", "resident.restrict", yes(x.Restricted)))
	}
	view.Fields = append(view.Fields, k.day("closed", "resident.closed_on", x.ClosedOn))
	if x.May(access.Erase, "resident").Allowed {
		view.Fields = append(view.Fields, field{Heading: k.say("resident.erase_title")}, k.list("wissen", "resident.erase", "resident.erase_ground", "", "term", "request", "mistake"),
			k.ticks("zeker", "resident.erase_sure", yes(false)))
	}
	if form != nil {
		view.Problems = form.Problems()
	}
	return formPage.Render(w, r, status, head(web.Text(r, "resident.file")), view)
}

var (
	notDue  = fault.Say("De bewaartermijn is nog niet voorbij.", "The term is not over yet.")
	notSure = fault.Say("Vink aan dat je het zeker weet. Wissen kan niet terug.", "Tick that you are sure. Erasing cannot be undone.")
)

func (f *Feature) changeFrame(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	version, _ := form.Int("versie")
	closed, ground := readDay(form, "closed"), form.OneOf("ground", people.LegalGrounds...)
	if closed > f.desk.Today() {
		form.Problem("closed", fault.Say("Deze dag is nog niet geweest.", "This day is still to come."))
	}
	if len(form.Problems()) > 0 {
		return f.showFrame(w, r, form, http.StatusUnprocessableEntity)
	}
	to, err := f.desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		x, err := f.desk.Open(ctx, tx, access.Change, "resident", r.PathValue("id"))
		if err != nil {
			return "", err
		}
		if reason := form.Text("wissen"); reason != "" {
			return "/inwoners", f.erase(ctx, tx, x, reason, form)
		}
		lines := []audit.Line{x.Line("resident.changed", "resident", "block:frame")}
		next := people.Frame{Team: form.Text("team"), Restricted: x.Restricted, Ground: ground, ClosedOn: closed}
		if d := x.May(access.Change, "restriction"); d.Allowed {
			next.Restricted = form.Text("dicht") == "ja"
			if next.Restricted != x.Restricted {
				lines = append(lines, x.Line("restricted.changed", "restriction", ""))
			}
		}
		if next.Ground == "" {
			next.Ground = x.Ground
		}
		if next.Team != x.Team {
			lines = append(lines, x.Line("resident.moved", "resident", ""))
		}
		switch {
		case closed != "" && x.ClosedOn == "":
			lines = append(lines, x.Line("resident.closed", "resident", ""))
		case closed == "" && x.ClosedOn != "":
			lines = append(lines, x.Line("resident.reopened", "resident", ""))
		}
		if err := people.ChangeFrame(ctx, tx, a, x.ID, int64(version), next); err != nil {
			return "", err
		}
		for _, l := range lines {
			if err := f.Audit.Record(ctx, tx, l); err != nil {
				return "", err
			}
		}
		return "/inwoners/" + x.ID, nil
	})
	switch {
	case fault.KindOf(err) == fault.Conflict:
		form.Problem("", fault.Say("Iemand heeft dit dossier intussen gewijzigd. Hieronder staat wat jij koos; kijk het na en sla opnieuw op.", "Somebody changed this file in the meantime. Below is what you chose; look at it again and save once more."))
		return f.showFrame(w, r, form, http.StatusConflict)
	case form.Add(err):
		return f.showFrame(w, r, form, http.StatusUnprocessableEntity)
	case err != nil:
		return err
	}
	// The file may have left the actor's sight by this very change: then back to the search.
	if a, _ := access.From(r.Context()); to != "/inwoners" {
		if now, err := people.Find(r.Context(), f.DB.Read(), a, to[len("/inwoners/"):]); err != nil || !access.May(a, access.See, now.Object(a, "resident", false)).Allowed {
			to = "/inwoners"
		}
	}
	return web.Redirect(w, r, to)
}

// erase takes a file away and leaves a tombstone and an audit line.
func (f *Feature) erase(ctx context.Context, tx db.Tx, x desk.File, reason string, form *web.Form) error {
	d := x.May(access.Erase, "resident")
	if !d.Allowed {
		x.Decision = d
		return f.desk.Refuse(x, access.Erase, "resident")
	}
	wrong := fault.Keyed(fault.Invalid, "error.invalid.text")
	switch {
	case !slices.Contains([]string{"term", "request", "mistake"}, reason):
		return fault.New(fault.Invalid, fault.Text{})
	case form.Text("zeker") != "ja":
		return wrong.At("zeker", notSure)
	case reason == "term":
		due, err := people.DueForErasing(ctx, tx, x.Actor, people.Terms, f.desk.Today())
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(due, func(d people.Due) bool { return d.Resident.ID == x.ID }) {
			return wrong.At("wissen", notDue)
		}
	}
	n, err := people.Erase(ctx, tx, x.Actor, x.ID, reason, f.desk.Now(), f.Erase...)
	if err != nil {
		return err
	}
	l := x.Line("resident.erased", "resident", "reason:"+reason+",rows:"+itoa(n))
	l.Ground = d.Ground
	return f.Audit.Record(ctx, tx, l)
}
