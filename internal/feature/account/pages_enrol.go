package account

import (
	"net/http"
	"strings"

	"nabij/internal/platform/access"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// link tells what a link is for, which its address says, and does nothing until somebody says yes. The page is the same for
// every link of its kind, whether it works or not, and names nobody: a program that opens links in mail finds nothing and
// changes nothing.
func (f *Feature) link(w http.ResponseWriter, r *http.Request) error {
	if r.Method == http.MethodPost {
		step, err := f.Access.UseLink(r.Context(), r.PathValue("link"), strings.HasPrefix(web.Here(r), access.SetupPath), f.browser(r))
		if err != nil {
			return err
		}
		f.Cookies.SetStep(w, step)
		return web.Redirect(w, r, "/inrichten")
	}
	w.Header().Set("X-Robots-Tag", "noindex, nofollow")
	what := "invitation"
	switch {
	case strings.HasPrefix(web.Here(r), access.SetupPath):
		what = "setup"
	case strings.HasPrefix(web.Here(r), access.RenewalPath):
		what = "renewal"
	}
	title := text(r, "link_title."+what)
	view := askView{Title: title, Action: web.Path(r, web.Here(r)), Intro: []string{text(r, "link_intro."+what), text(r, "link_next."+what)},
		Buttons: web.Buttons{{Label: text(r, "link.go"), Kind: "primary"}}}
	return askPage.Render(w, r, http.StatusOK, web.Head{Title: title}, view)
}

// of tells how far somebody is.
func of(r *http.Request, n int) string { return text(r, "enrol.stage", "Done", n) }

// enrol sets up an account, a stage at a time.
func (f *Feature) enrol(w http.ResponseWriter, r *http.Request) error {
	form, err := readOf(r)
	if err != nil {
		return err
	}
	token, status := f.Cookies.Step(r), http.StatusOK
	e, err := f.Access.Enrolment(r.Context(), token)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost && form.Text("stage") == e.Stage {
		in, err := f.enrolStage(r, form, token, e)
		if err == nil && in.Session != "" {
			return f.come(w, r, in, begin)
		}
		if err == nil {
			return web.Redirect(w, r, "/inrichten")
		}
		if status, err = untilRight(form, err); err != nil {
			return err
		}
	}
	view, err := f.enrolView(r, form, e)
	if err != nil {
		return err
	}
	view.Problems = form.Problems()
	h := head(r, "enrol.title")
	h.Same = "/inrichten"
	return askPage.Render(w, r, status, h, view)
}

func (f *Feature) enrolStage(r *http.Request, form *web.Form, token string, e access.Enrolment) (access.Signed, error) {
	ctx, b, password := r.Context(), f.browser(r), r.PostForm.Get("password")
	switch e.Stage {
	case access.StageDetails:
		return access.Signed{}, f.Access.EnrolDetails(ctx, token, access.Details{Organisation: form.Text("organisation"), Name: form.Text("name"),
			Login: form.Text("login"), Password: password, AlsoWorker: form.Text("also") == "yes"})
	case access.StagePassword:
		return f.Access.EnrolPassword(ctx, token, password, form.Text("code"), b)
	case access.StageProve:
		return access.Signed{}, f.Access.EnrolProve(ctx, token, password, b)
	case access.StageFactor:
		return f.Access.EnrolFactor(ctx, token, form.Text("code"), b)
	}
	return access.Signed{}, fault.New(fault.NotFound, fault.Text{})
}

func (f *Feature) enrolView(r *http.Request, form *web.Form, e access.Enrolment) (askView, error) {
	view := askView{Title: text(r, "enrol.title"), Action: web.Path(r, "/inrichten"), Hidden: []pair{{"stage", e.Stage}},
		Buttons: web.Buttons{{Label: text(r, "enrol.go"), Kind: "primary"}}}
	newPassword := web.Input{Name: "password", Label: text(r, "new_password"), Help: text(r, "password_help"), Type: "password", Autocomplete: "new-password", Error: form.At("password")}
	switch e.Stage {
	case access.StageDetails:
		view.Stage, view.Intro = of(r, 1), []string{text(r, "enrol.details")}
		view.Fields = []web.Input{
			{Name: "organisation", Label: text(r, "organisation_name"), Value: form.Text("organisation"), Autocomplete: "organization", Error: form.At("organisation"), MaxLength: access.MaxName},
			{Name: "name", Label: text(r, "name"), Value: form.Text("name"), Autocomplete: "name", Error: form.At("name"), MaxLength: access.MaxName},
			{Name: "login", Label: text(r, "login"), Value: form.Text("login"), Type: "email", Autocomplete: "username", Error: form.At("login"), MaxLength: access.MaxLogin},
			newPassword}
		view.Choices = []web.Choice{{Name: "also", Legend: text(r, "enrol.also"), Several: true, Options: []web.Option{{Value: "yes", Label: text(r, "enrol.also_yes"), Chosen: form.Text("also") == "yes"}}}}
	case access.StagePassword:
		view.Stage = of(r, 1)
		view.Intro = []string{text(r, "enrol.hello", "Name", e.Name), text(r, "enrol.choose", "Organisation", e.Organisation, "Login", e.Login)}
		if e.By != "" && e.Purpose == access.PurposeInvitation {
			view.Intro[0] += " " + text(r, "enrol.invited", "By", e.By, "Organisation", e.Organisation)
		} else if e.By != "" {
			view.Intro[0] += " " + text(r, "enrol.renewed", "By", e.By)
		}
		view.Fields = []web.Input{newPassword}
		if e.Purpose == access.PurposeNewPassword {
			view.Stage = ""
			view.Fields = append(view.Fields, codeField(r, form))
		}
	case access.StageProve:
		view.Stage, view.Intro = of(r, 1), []string{text(r, "enrol.hello", "Name", e.Name), text(r, "enrol.prove")}
		if e.By != "" {
			view.Intro[0] += " " + text(r, "enrol.renewed", "By", e.By)
		}
		view.Fields = []web.Input{{Name: "password", Label: text(r, "password"), Type: "password", Autocomplete: "current-password", Error: form.At("password")}}
	case access.StageFactor:
		seed, err := seedOf(e.Seed, e.URI)
		if err != nil {
			return view, err
		}
		view.Stage, view.Seed, view.Intro = of(r, 2), seed, []string{text(r, "enrol.factor"), text(r, "enrol.why")}
		view.Fields = []web.Input{firstCode(r, form)}
	}
	return view, nil
}

// firstCode is the field for the first code of an authenticator app.
func firstCode(r *http.Request, form *web.Form) web.Input {
	return web.Input{Name: "code", Label: text(r, "code.first"), Autocomplete: "one-time-code", Error: form.At("code"), MaxLength: 40}
}
