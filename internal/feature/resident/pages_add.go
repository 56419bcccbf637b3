package resident

import (
	"context"
	"net/http"
	"slices"

	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

// errDoubles stops adding: somebody must look first whether this person is here already.
type errDoubles struct{ list []people.Resident }

func (*errDoubles) Error() string { return "there may be a file of this person already" }

// add adds a resident, beginning from what was searched for. Who may be the same person is shown first, within what the
// actor may see; whoever else it may be is left to somebody who may see both, and told here to nobody.
func (f *Feature) add(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	a, _ := access.From(ctx)
	if len(a.Teams) == 0 && !access.May(a, access.Add, access.Object{Kind: "resident", Org: a.Org, Relation: access.OwnCaseload}).Allowed || !access.MayAny(a, access.Add, "resident") {
		return desk.NoGrant("resident", access.Add)
	}
	if !form.Has(once.Field) { // straight from the search
		return f.addForm(w, r, a, form, nil, http.StatusOK)
	}
	who := readWho(read(form))
	form.Add(who.Check(f.desk.Today()))
	team := form.Text("team")
	if team == "" && len(a.Teams) == 1 {
		team = a.Teams[0]
	}
	if !slices.Contains(a.Teams, team) {
		form.Problem("team", fault.Say("Kies een van je teams.", "Choose one of your teams."))
	}
	if len(form.Problems()) > 0 {
		return f.addForm(w, r, a, form, nil, http.StatusUnprocessableEntity)
	}
	id, err := f.desk.Work(ctx, form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		return f.addOne(ctx, tx, a, form, people.NewResident{Who: who, Team: team})
	})
	if doubles, ok := err.(*errDoubles); ok {
		if err := f.Audit.Note(ctx, audit.Line{Event: "resident.suggested", Kind: "resident", Residents: desk.IDs(doubles.list), Ground: desk.GroundOf(doubles.list)}); err != nil {
			return err
		}
		return f.addForm(w, r, a, form, doubles.list, http.StatusOK)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/inwoners/"+id)
}

func (f *Feature) addOne(ctx context.Context, tx db.Tx, a access.Actor, form *web.Form, in people.NewResident) (string, error) {
	relation := access.OwnTeam
	mine := form.Text("mijn") == "ja"
	if mine {
		relation = access.OwnCaseload
	}
	d := access.May(a, access.Add, access.Object{Kind: "resident", Org: a.Org, Relation: relation})
	if !d.Allowed {
		return "", fault.New(fault.Forbidden, fault.Text{})
	}
	inside, _, outside, err := people.Likes(ctx, tx, a, people.ScopeOf(a, access.Search), people.Known{Who: in.Who})
	if err != nil {
		return "", err
	}
	if inside, err = f.desk.Shown(ctx, a, access.Search, inside); err != nil {
		return "", err
	}
	if len(inside) > 0 && form.Text("anders") != "ja" {
		return "", &errDoubles{inside}
	}
	added, err := people.Add(ctx, tx, a, in, f.desk.Now(), f.desk.Today())
	if err != nil {
		return "", err
	}
	if mine {
		if err := people.Assign(ctx, tx, a, added.ID, a.ID, f.desk.Now(), f.desk.Today()); err != nil {
			return "", err
		}
	}
	for _, other := range append(outside, desk.IDs(inside)...) {
		if err := people.Suspect(ctx, tx, a, added.ID, other, f.desk.Now()); err != nil {
			return "", err
		}
	}
	return added.ID, f.Audit.Record(ctx, tx, audit.Line{Event: "resident.added", Kind: "resident", ID: added.ID, Residents: []string{added.ID}, Ground: d.Ground})
}

func (f *Feature) addForm(w http.ResponseWriter, r *http.Request, a access.Actor, form *web.Form, doubles []people.Resident, status int) error {
	typed := form
	if !form.Has(once.Field) {
		typed = nil
	}
	k, err := f.kitFor(r, a, typed)
	if err != nil {
		return err
	}
	who := people.Who{}
	if typed == nil { // what was searched for, as far as it is a name
		who = people.GuessWho(form.Text("q"))
	}
	view := formView{Title: k.say("resident.add_title"), Intro: k.say("resident.add_intro"), Action: web.Path(r, "/inwoners/nieuw"),
		Back: web.Link{Label: k.say("resident.back_search"), Href: web.Path(r, "/inwoners")}, Problems: form.Problems(),
		Hidden: []hidden{{once.Field, newKey()}}, Fields: whoForm(k, who), Buttons: web.Buttons{{Label: k.say("resident.add"), Kind: "primary"}}}
	if len(a.Teams) > 1 {
		team := k.placeList("team", "resident.team", "team", "")
		team.Select.Options = slices.DeleteFunc(team.Select.Options, func(o web.Option) bool { return o.Value != "" && !slices.Contains(a.Teams, o.Value) })
		view.Fields = append(view.Fields, team)
	}
	mine := k.ticks("mijn", "resident.to_caseload", []web.Option{{Value: "ja", Label: k.say("resident.yesno.yes"), Chosen: true}})
	view.Fields = append(view.Fields, mine)
	if len(doubles) > 0 {
		view.Notice = &web.Notice{Kind: "warning", Title: k.say("resident.double_title"), Text: k.say("resident.double_text")}
		for _, x := range doubles {
			view.Rows = append(view.Rows, k.row(r, x))
		}
		view.Buttons = web.Buttons{{Label: k.say("resident.add_anyway"), Name: "anders", Value: "ja"}}
	}
	return addPage.Render(w, r, status, head(web.Text(r, "resident.title")), view)
}
