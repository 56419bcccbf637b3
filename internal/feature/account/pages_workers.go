package account

import (
	"context"
	"net/http"
	"strings"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

const workersPath = "/beheer/medewerkers"

func (f *Feature) teams(r *http.Request) ([]Team, error) {
	if f.Teams == nil {
		return nil, nil
	}
	return f.Teams.Teams(r.Context(), me(r))
}

func (f *Feature) workers(w http.ResponseWriter, r *http.Request) error {
	all, err := f.Access.Workers(r.Context(), me(r))
	if err != nil {
		return err
	}
	view := workersView{New: web.Button{Label: text(r, "workers.invite"), Kind: "primary", Href: web.Path(r, workersPath+"/nieuw")},
		Table: web.Table{Caption: text(r, "workers.title"), Head: []web.Cell{{Text: text(r, "name")}, {Text: text(r, "login")}, {Text: text(r, "roles")}, {Text: text(r, "status")}}}}
	for _, p := range all {
		badge := stateBadge(r, p.State)
		view.Table.Rows = append(view.Table.Rows, []web.Cell{{Text: p.Name, Href: web.Path(r, workersPath+"/"+p.ID)}, {Text: p.Login},
			{Text: strings.Join(roleNames(r, p.Roles), ", ")}, {Badge: &badge}})
	}
	return workersPage.Render(w, r, http.StatusOK, web.Head{Title: text(r, "workers.title"), Section: "workers"}, view)
}

// invite asks for a second factor before anything is typed, so that nothing typed has to be kept.
func (f *Feature) invite(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodPost {
		if err := f.Access.Strong(me(r)); err != nil {
			return f.stepUp(w, r, workersPath+"/nieuw", err)
		}
	}
	teams, err := f.teams(r)
	if err != nil {
		return err
	}
	form, err := readOf(r)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if r.Method == http.MethodPost {
		path := ""
		replayed, id, err := f.work(r, form, "account", func(ctx context.Context, tx db.Tx, a access.Actor) (id string, err error) {
			id, path, err = f.Access.Invite(ctx, tx, a, form.Text("name"), form.Text("login"), rolesOf(form), teamsOf(form, teams))
			return id, err
		})
		if err == nil {
			return f.showLink(w, r, id, path, access.PurposeInvitation, replayed)
		}
		if status, err = untilRight(form, err); err != nil {
			return f.stepUp(w, r, workersPath+"/nieuw", err)
		}
	}
	view := askView{Title: text(r, "invite.title"), Action: web.Path(r, workersPath+"/nieuw"), Intro: []string{text(r, "invite.intro")}, Problems: form.Problems(),
		Hidden: []pair{{"once", keyOf(form)}},
		Fields: []web.Input{
			{Name: "name", Label: text(r, "name"), Value: form.Text("name"), Error: form.At("name"), MaxLength: access.MaxName},
			{Name: "login", Label: text(r, "login"), Value: form.Text("login"), Type: "email", Error: form.At("login"), MaxLength: access.MaxLogin}},
		Choices: []web.Choice{{Name: "roles", Legend: text(r, "roles"), Several: true, Error: form.At("roles"), Options: roleOptions(r, rolesOf(form))}},
		Buttons: web.Buttons{{Label: text(r, "invite.go"), Kind: "primary"}},
		More:    []web.Link{{Label: text(r, "workers.back"), Href: web.Path(r, workersPath)}}}
	if len(teams) > 0 {
		view.Choices = append(view.Choices, web.Choice{Name: "teams", Legend: text(r, "teams"), Several: true, Optional: true, Options: teamOptions(teams, form.All("teams"))})
	}
	return askPage.Render(w, r, status, web.Head{Title: text(r, "invite.title"), Section: "workers", Same: workersPath + "/nieuw"}, view)
}

// keyOf keeps the key of a form that is shown again, or makes one.
func keyOf(form *web.Form) string {
	if k := form.Text("once"); k != "" {
		return k
	}
	return keys(1)[0]
}

// showLink shows a link once. It is not kept here: who lost it makes another.
func (f *Feature) showLink(w http.ResponseWriter, r *http.Request, id, path, purpose string, replayed bool) error {
	p, err := f.Access.Worker(r.Context(), me(r), id)
	if err != nil {
		return err
	}
	life := access.ResetLife
	if purpose == access.PurposeInvitation {
		life = access.InvitationLife
	}
	view := linkView{Name: p.Name, Link: f.Base + path, Until: f.moment(r, until(f.Clock.Now(), life)), Back: web.Path(r, workersPath+"/"+id),
		Text: text(r, "link_text."+purpose, "Name", p.Name), Replayed: replayed || path == ""}
	return linkPage.Render(w, r, http.StatusOK, web.Head{Title: text(r, "link_page.title"), Section: "workers", Same: workersPath + "/" + id}, view)
}

func (f *Feature) worker(w http.ResponseWriter, r *http.Request) error {
	if err := f.Access.Strong(me(r)); err != nil {
		return f.stepUp(w, r, web.Here(r), err)
	}
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showWorker(w, r, form, http.StatusOK)
}

func (f *Feature) showWorker(w http.ResponseWriter, r *http.Request, form *web.Form, status int) error {
	p, err := f.Access.Worker(r.Context(), me(r), r.PathValue("worker"))
	if err != nil {
		return err
	}
	teams, err := f.teams(r)
	if err != nil {
		return err
	}
	view := workerView{Name: p.Name, Login: p.Login, State: p.State, Badge: stateBadge(r, p.State), Action: web.Path(r, workersPath+"/"+p.ID), Version: p.Version,
		Problems: form.Problems(), Once: keys(2), Own: p.ID == me(r).ID}
	roles, chosen := p.Roles, p.Teams
	if form.Text("do") == "rights" {
		roles, chosen = rolesOf(form), form.All("teams")
	}
	if p.State != access.Left {
		view.Roles = &web.Choice{Name: "roles", Legend: text(r, "roles"), Several: true, Error: form.At("roles"), Options: roleOptions(r, roles)}
		if len(teams) > 0 {
			view.Teams = &web.Choice{Name: "teams", Legend: text(r, "teams"), Several: true, Optional: true, Options: teamOptions(teams, chosen)}
		}
	}
	do := func(what string) {
		view.Doing = append(view.Doing, web.Button{Label: text(r, "do."+what), Name: "do", Value: what})
	}
	if !view.Own {
		switch p.State {
		case access.Invited:
			do("invitation")
			do("withdraw")
		case access.Active:
			do("new_password")
			do("new_factor")
			do("suspend")
			do("leave")
		case access.Suspended:
			do("restore")
			do("leave")
		}
	}
	if p.State == access.Active || p.State == access.Suspended {
		view.Sure = &web.Choice{Name: "sure", Legend: text(r, "sure.legend"), Help: text(r, "sure.help"), Several: true, Optional: true, Error: form.At("sure"),
			Options: []web.Option{{Value: "yes", Label: text(r, "sure.yes")}}}
	}
	return workerPage.Render(w, r, status, web.Head{Title: text(r, "worker.title"), Section: "workers", Same: workersPath + "/" + p.ID}, view)
}

func (f *Feature) changeWorker(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	teams, err := f.teams(r)
	if err != nil {
		return err
	}
	id, path, what := r.PathValue("worker"), "", form.Text("do")
	if what == "leave" && form.Text("sure") != "yes" {
		form.Problem("sure", fault.Say("Vink aan dat je het zeker weet. Uit dienst is voorgoed.", "Tick that you are sure. Leaving is for good."))
		return f.showWorker(w, r, form, http.StatusUnprocessableEntity)
	}
	replayed, _, err := f.work(r, form, "account", func(ctx context.Context, tx db.Tx, a access.Actor) (_ string, err error) {
		switch what {
		case "rights":
			version, _ := form.Int("version")
			err = f.Access.SetRights(ctx, tx, a, id, int64(version), rolesOf(form), teamsOf(form, teams))
		case "suspend":
			err = f.Access.Suspend(ctx, tx, a, id)
		case "restore":
			err = f.Access.Restore(ctx, tx, a, id)
		case "withdraw":
			err = f.Access.Withdraw(ctx, tx, a, id)
		case "leave":
			if err = f.Access.Leave(ctx, tx, a, id); err == nil && f.Leaving != nil {
				err = f.Leaving(ctx, tx, a, id)
			}
		case access.PurposeInvitation, access.PurposeNewPassword, access.PurposeNewFactor:
			path, err = f.Access.NewLink(ctx, tx, a, id, what)
		default:
			err = fault.New(fault.Invalid, fault.Text{})
		}
		return id, err
	})
	if err == nil && (path != "" || replayed && (what == access.PurposeInvitation || what == access.PurposeNewPassword || what == access.PurposeNewFactor)) {
		return f.showLink(w, r, id, path, what, replayed)
	}
	if err == nil {
		return web.Redirect(w, r, workersPath+"/"+id)
	}
	if fl, ok := fault.As(err); ok && fl.Kind == fault.Invalid && len(fl.Fields) > 0 {
		form.Add(err)
		return f.showWorker(w, r, form, http.StatusUnprocessableEntity)
	}
	return f.stepUp(w, r, workersPath+"/"+id, err)
}
