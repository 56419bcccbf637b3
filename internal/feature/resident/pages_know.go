package resident

import (
	"context"
	"net/http"

	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// Knows keeps who knows a resident privately; *access.Service does.
type Knows interface {
	Mark(ctx context.Context, tx db.Tx, a access.Actor, worker string, o access.Object, teams []string) error
	Lift(ctx context.Context, tx db.Tx, a access.Actor, worker, resident string) error
	MarksOf(ctx context.Context, q db.Query, a access.Actor, resident string) ([]access.ConflictMark, error)
	Colleagues(ctx context.Context, a access.Actor) (map[string]string, error)
}

// knownSlug is the end of the address of the page "I know this person".
const knownSlug = "bekenden"

var sureOfIt = fault.Say("Vink aan dat je het zeker weet. Daarna kun je dit dossier niet meer openen.", "Tick that you are sure. After this you cannot open this file any more.")

// openKnown opens the file for somebody who may say that they know this person.
func (f *Feature) openKnown(ctx context.Context, q db.Query, id string) (desk.File, error) {
	if f.Knows == nil {
		return desk.File{}, fault.New(fault.NotFound, fault.Text{})
	}
	x, err := f.desk.Open(ctx, q, access.See, "resident", id)
	if err == nil && !x.May(access.Add, "conflict").Allowed {
		return x, f.desk.Refuse(x, access.Add, "conflict")
	}
	return x, err
}

// liftsMarks tells whether somebody may mark a colleague, and lift a mark.
func liftsMarks(x desk.File) bool {
	return access.May(x.Actor, access.Erase, access.Object{Kind: "conflict", Org: x.Actor.Org, Resident: x.ID, Relation: access.None}).Allowed
}

// known is where a worker says that they know somebody privately, and where a lead says so for a colleague or lifts it.
func (f *Feature) known(w http.ResponseWriter, r *http.Request) error {
	return f.showKnown(w, r, nil, http.StatusOK)
}

func (f *Feature) showKnown(w http.ResponseWriter, r *http.Request, form *web.Form, status int) error {
	ctx, q := r.Context(), f.DB.Read()
	x, err := f.openKnown(ctx, q, r.PathValue("id"))
	if err != nil {
		return err
	}
	k, err := f.kitFor(r, x.Actor, form)
	if err != nil {
		return err
	}
	if err := f.Audit.Note(ctx, x.Line("resident.seen", "resident", "block:known")); err != nil {
		return err
	}
	view := knownView{Person: x.Who.Name(), Action: web.Path(r, "/inwoners/"+x.ID+"/"+knownSlug), Lead: liftsMarks(x),
		Back: web.Link{Label: k.say("resident.back_file"), Href: web.Path(r, "/inwoners/"+x.ID)},
		Sure: k.ticks("zeker", "resident.known_sure", []web.Option{{Value: "ja", Label: k.say("resident.known_sure_yes")}}).Choice}
	if form != nil {
		view.Problems = form.Problems()
	}
	if view.Lead {
		if err := f.marksOf(ctx, k, x, &view); err != nil {
			return err
		}
	}
	return knownPage.Render(w, r, status, head(web.Text(r, "resident.file")), view)
}

// marksOf fills who is marked, and who can be.
func (f *Feature) marksOf(ctx context.Context, k *kit, x desk.File, view *knownView) error {
	marks, err := f.Knows.MarksOf(ctx, f.DB.Read(), x.Actor, x.ID)
	if err != nil {
		return err
	}
	names, err := f.Knows.Colleagues(ctx, x.Actor)
	if err != nil {
		return err
	}
	marked := map[string]bool{x.Actor.ID: true}
	for _, m := range marks {
		marked[m.Worker] = true
		row := knownRow{ID: m.Worker, Name: names[m.Worker], Since: k.when(people.DayOf(m.At.Time(), f.Zone))}
		if m.By != m.Worker {
			row.By = names[m.By]
		}
		view.Marked = append(view.Marked, row)
	}
	colleagues, err := people.Colleagues(ctx, f.DB.Read(), x.Actor, x.Actor.Teams)
	if err != nil {
		return err
	}
	view.Others = &web.Select{Name: "worker", Label: k.say("resident.known_who"), Error: k.form.At("worker"), Options: []web.Option{{Label: k.say("resident.choose")}}}
	for _, c := range colleagues {
		if !marked[c.ID] {
			view.Others.Options = append(view.Others.Options, web.Option{Value: c.ID, Label: c.Name})
		}
	}
	return nil
}

// changeKnown sets a mark, of oneself or for a colleague, or lifts one.
func (f *Feature) changeKnown(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	do := form.OneOf("doe", "zelf", "collega", "weg")
	to, err := f.desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		x, err := f.openKnown(ctx, tx, r.PathValue("id"))
		if err != nil {
			return "", err
		}
		worker, page := form.Text("worker"), "/inwoners/"+x.ID+"/"+knownSlug
		switch {
		case do == "zelf" && form.Text("zeker") != "ja":
			return "", fault.New(fault.Invalid, fault.Text{}).At("zeker", sureOfIt)
		case do == "zelf":
			return "/inwoners", f.mark(ctx, tx, x, a.ID)
		case !liftsMarks(x):
			return "", f.desk.Refuse(x, access.Erase, "conflict")
		case do == "collega" && (worker == "" || worker == a.ID):
			return "", fault.New(fault.Invalid, fault.Text{}).At("worker", fault.Say("Kies een collega.", "Choose a colleague."))
		case do == "collega":
			return page, f.mark(ctx, tx, x, worker)
		case do == "weg":
			return page, f.Knows.Lift(ctx, tx, a, worker, x.ID)
		}
		return "", fault.New(fault.Invalid, fault.Text{})
	})
	if form.Add(err) {
		return f.showKnown(w, r, form, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to)
}

func (f *Feature) mark(ctx context.Context, tx db.Tx, x desk.File, worker string) error {
	var teams []string
	if x.Team != "" {
		teams = []string{x.Team}
	}
	return f.Knows.Mark(ctx, tx, x.Actor, worker, x.Object(x.Actor, "resident", false), teams)
}
