package account

import (
	"context"
	"net/http"
	"strings"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
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
	view := workersView{New: web.Button{Label: text(r, "workers.invite"), Kind: "primary", Href: web.Path(r, workersPath+"/nieuw")}}
	for _, state := range []string{access.Invited, access.Active, access.Suspended, access.Left} {
		g := groupView{ID: state, Title: text(r, "workers."+state)}
		for _, p := range all {
			if p.State != state {
				continue
			}
			c := colleagueView{Name: p.Name, Login: p.Login, Roles: strings.Join(roleNames(r, p.Roles), ", "), Href: web.Path(r, workersPath+"/"+p.ID)}
			if len(p.Roles) == 0 && state == access.Invited {
				c.Badge = &web.Badge{Kind: "attention", Label: text(r, "request.badge")}
			}
			g.People = append(g.People, c)
		}
		if len(g.People) > 0 {
			view.Groups = append(view.Groups, g)
		}
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
	return once.Key()
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
	view := linkView{Title: text(r, "link_page.title"), Name: p.Name, Link: f.Base + path, Until: f.moment(r, until(f.Clock.Now(), life)), Back: web.Path(r, workersPath+"/"+id),
		Text: text(r, "link_text."+purpose, "Name", p.Name), Replayed: replayed}
	if path == "" && !replayed {
		view.Title = p.Name
		view.Waits = &web.Notice{Title: text(r, "request.title"), Text: text(r, "request.waits")}
	}
	return linkPage.Render(w, r, http.StatusOK, web.Head{Title: view.Title, Section: "workers", Same: workersPath + "/" + id, Scripts: []*web.Asset{keepScript}}, view)
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
	view := workerView{Name: p.Name, Login: p.Login, Badge: stateBadge(r, p.State), Action: web.Path(r, workersPath+"/"+p.ID), Version: p.Version,
		Problems: form.Problems(), Once: once.Key(), Own: p.ID == me(r).ID}
	if view.Request, err = f.requestOf(r, p); err != nil {
		return err
	}
	if view.Two, err = f.Access.NeedsTwo(r.Context(), me(r)); err != nil {
		return err
	}
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
	if !view.Own {
		view.Doing = doingOf(r, form, p)
	}
	return workerPage.Render(w, r, status, web.Head{Title: text(r, "worker.title"), Section: "workers", Same: workersPath + "/" + p.ID}, view)
}

// doingOf gives what can be done about an account now.
func doingOf(r *http.Request, form *web.Form, p access.Person) []doingView {
	can := map[string][]string{access.Invited: {"invitation", "withdraw"}, access.Active: {"new_password", "new_factor", "suspend", "leave"},
		access.Suspended: {"restore", "leave"}}[p.State]
	if len(p.Roles) == 0 && p.State == access.Invited {
		can = []string{"withdraw"}
	}
	var all []doingView
	for _, what := range can {
		d := doingView{Value: what, Text: text(r, "does."+what), Once: once.Key(), Button: web.Button{Label: text(r, "do."+what), Name: "do", Value: what}}
		if what == "leave" {
			d.Sure = &web.Choice{Name: "sure", Legend: text(r, "sure.legend"), Several: true, Error: form.At("sure"), Options: []web.Option{{Value: "yes", Label: text(r, "sure.yes")}}}
		}
		all = append(all, d)
	}
	return all
}

// requestOf gives what waits for a second administrator, or nothing.
func (f *Feature) requestOf(r *http.Request, p access.Person) (*requestView, error) {
	q, waits, err := f.Access.RoleRequest(r.Context(), me(r), p.ID)
	if err != nil || !waits {
		return nil, err
	}
	view := &requestView{By: q.ByName, When: f.moment(r, q.Asked), Until: f.moment(r, q.Until), Roles: strings.Join(roleNames(r, q.Roles), ", "), Once: once.Key(), Own: q.Own}
	if !q.Own {
		view.Buttons = append(view.Buttons, web.Button{Label: text(r, "request.yes"), Kind: "primary", Name: "do", Value: "confirm_roles"})
	}
	no := text(r, "request.no")
	if q.Own {
		no = text(r, "request.withdraw")
	}
	view.Buttons = append(view.Buttons, web.Button{Label: no, Name: "do", Value: "decline_roles"})
	return view, nil
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
		case "confirm_roles", "decline_roles":
			err = f.Access.AnswerRoles(ctx, tx, a, id, what == "confirm_roles")
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
