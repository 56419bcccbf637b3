package account

import (
	"errors"
	"net/http"
	"net/url"

	"nabij/internal/platform/access"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

func head(r *http.Request, key string) web.Head { return web.Head{Title: text(r, key)} }

// begin is the address that leads everybody on to where their work begins.
const begin = "/begin"

// lead leads on to where the work of whoever is signed in begins.
func (f *Feature) lead(w http.ResponseWriter, r *http.Request) error {
	return web.Redirect(w, r, f.Home(me(r)))
}

// to reads where to go on, from the form or the address.
func (f *Feature) to(form *web.Form) string { return inside(form.Text("naar"), begin) }

// readOf reads what was sent, or what stands in the address.
func readOf(r *http.Request) (*web.Form, error) {
	if r.Method == http.MethodPost {
		return web.ReadForm(r)
	}
	return web.ReadQuery(r)
}

// untilRight shows a page again with its problems when that is what an error holds.
func untilRight(form *web.Form, err error) (int, error) {
	if err == nil {
		return http.StatusOK, nil
	}
	if form.Add(err) {
		return http.StatusUnprocessableEntity, nil
	}
	if fl, ok := fault.As(err); ok && fl.Kind == fault.TooMany {
		form.Problem("", fl.Text)
		return http.StatusTooManyRequests, nil
	}
	return 0, err
}

func (f *Feature) signIn(w http.ResponseWriter, r *http.Request) error {
	form, err := readOf(r)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if r.Method == http.MethodPost {
		step, err := f.Access.SignIn(r.Context(), access.Attempt{Organisation: form.Text("organisation"), Login: form.Text("login"),
			Password: r.PostForm.Get("password"), Browser: f.browser(r)})
		if err == nil {
			f.Cookies.SetStep(w, step)
			return web.Redirect(w, r, "/aanmelden/code?naar="+url.QueryEscape(f.to(form)))
		}
		if status, err = untilRight(form, err); err != nil {
			return err
		}
	}
	view := askView{Title: text(r, "sign_in.title"), Action: web.Path(r, "/aanmelden"), Problems: form.Problems(), Hidden: []pair{{"naar", f.to(form)}},
		Fields: []web.Input{
			{Name: "login", Label: text(r, "login"), Value: form.Text("login"), Type: "email", Autocomplete: "username", MaxLength: access.MaxLogin},
			{Name: "password", Label: text(r, "password"), Type: "password", Autocomplete: "current-password", Error: form.At("password")},
		},
		Buttons: web.Buttons{{Label: text(r, "sign_in.go"), Kind: "primary"}}, Passkey: f.passkeyIn(r, form), Demo: f.demoIn(r, form),
		Help: &web.Details{Summary: text(r, "sign_in.help"), Text: []string{text(r, "sign_in.help_new"), text(r, "sign_in.help_password"), text(r, "sign_in.help_phone")}}}
	if _, out := form.All("uit"), form.Has("uit"); out && r.Method == http.MethodGet {
		view.Notice = &web.Notice{Kind: "success", Text: text(r, "signed_out")}
	}
	several, err := f.Access.Several(r.Context())
	if err != nil {
		return err
	}
	if several {
		view.Fields = append([]web.Input{{Name: "organisation", Label: text(r, "organisation"), Value: form.Text("organisation"), Autocomplete: "organization"}}, view.Fields...)
	}
	for _, p := range f.Access.Providers() {
		view.Services = append(view.Services, serviceView{Action: web.Path(r, "/aanmelden/dienst"), Name: p.Name, Title: p.Title, To: f.to(form)})
	}
	h := head(r, "sign_in.title")
	h.Same, h.Scripts = "/aanmelden", []*web.Asset{passkeyScript}
	return askPage.Render(w, r, status, h, view)
}

// passkeyIn is the form of a passkey that signs in.
func (f *Feature) passkeyIn(r *http.Request, form *web.Form) *passkeyView {
	if !f.Access.HasPasskeys() {
		return nil
	}
	return &passkeyView{Kind: "get", Begin: web.Path(r, "/aanmelden/passkey"), Finish: web.Path(r, "/aanmelden/passkey/klaar"), To: f.to(form)}
}

func (f *Feature) second(w http.ResponseWriter, r *http.Request) error {
	form, err := readOf(r)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if r.Method == http.MethodPost {
		in, err := f.Access.Second(r.Context(), f.Cookies.Step(r), form.Text("code"), f.browser(r))
		if err == nil {
			return f.come(w, r, in, f.to(form))
		}
		if fault.KindOf(err) == fault.NotFound {
			return web.Redirect(w, r, "/aanmelden?naar="+url.QueryEscape(f.to(form)))
		}
		if status, err = untilRight(form, err); err != nil {
			return err
		}
	}
	view := askView{Title: text(r, "code.title"), Action: web.Path(r, "/aanmelden/code"), Problems: form.Problems(), Hidden: []pair{{"naar", f.to(form)}},
		Intro:   []string{text(r, "code.intro")},
		Fields:  []web.Input{codeField(r, form)},
		Buttons: web.Buttons{{Label: text(r, "code.go"), Kind: "primary"}}, Passkey: f.passkeyIn(r, form),
		More: []web.Link{{Label: text(r, "code.lost"), Href: web.Path(r, "/aanmelden")}}}
	h := head(r, "code.title")
	h.Same, h.Scripts = "/aanmelden/code", []*web.Asset{passkeyScript}
	return askPage.Render(w, r, status, h, view)
}

func codeField(r *http.Request, form *web.Form) web.Input {
	return web.Input{Name: "code", Label: text(r, "code.label"), Help: text(r, "code.help"), Autocomplete: "one-time-code", Error: form.At("code"), MaxLength: 40}
}

// come gives the browser its session and goes on. Whoever used a recovery code sees first how many are left.
func (f *Feature) come(w http.ResponseWriter, r *http.Request, in access.Signed, to string) error {
	f.Cookies.Signed(w, in)
	if in.Left >= 0 || len(in.Recovery) > 0 {
		return codesPage.Render(w, r, http.StatusOK, web.Head{Title: text(r, "codes.title"), Same: "/mijn-account", Scripts: []*web.Asset{keepScript}},
			codesView{Codes: in.Recovery, Next: web.Path(r, to), Left: in.Left, Used: in.Left >= 0})
	}
	return web.Redirect(w, r, to)
}

func (f *Feature) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := f.Access.SignOut(r.Context(), f.Cookies.Session(r)); err != nil {
		return err
	}
	f.Cookies.DropSession(w)
	f.Cookies.DropStep(w)
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return web.Redirect(w, r, "/aanmelden?uit=1")
}

// reenter opens a session that was idle too long.
func (f *Feature) reenter(w http.ResponseWriter, r *http.Request) error {
	form, err := readOf(r)
	if err != nil {
		return err
	}
	token, status := f.Cookies.Session(r), http.StatusOK
	if r.Method == http.MethodPost {
		var next string
		if answer := r.PostForm.Get("answer"); answer != "" {
			next, err = f.Access.ReenterByPasskey(r.Context(), token, f.Cookies.Step(r), answer)
		} else {
			next, err = f.Access.Reenter(r.Context(), token, r.PostForm.Get("password"))
		}
		if err == nil {
			f.Cookies.SetSession(w, next)
			return web.Redirect(w, r, f.to(form))
		}
		if fault.KindOf(err) == fault.Invalid && form.Text("answer") != "" {
			return err
		}
		if status, err = untilRight(form, err); err != nil && fault.KindOf(err) != fault.SignInNeeded {
			return err
		}
	}
	name, lost := f.Access.Locked(r.Context(), token)
	if fault.KindOf(lost) == fault.SignInNeeded {
		f.Cookies.DropSession(w)
		return web.Redirect(w, r, "/aanmelden?naar="+url.QueryEscape(f.to(form)))
	}
	if err := errors.Join(lost, err); err != nil {
		return err
	}
	view := askView{Title: text(r, "reenter.title"), Action: web.Path(r, "/aanmelden/verder"), Problems: form.Problems(), Hidden: []pair{{"naar", f.to(form)}},
		Intro:   []string{text(r, "reenter.intro", "Name", name)},
		Fields:  []web.Input{{Name: "password", Label: text(r, "reenter.label"), Type: "password", Autocomplete: "current-password", Error: form.At("password")}},
		Buttons: web.Buttons{{Label: text(r, "reenter.go"), Kind: "primary"}}, Passkey: f.passkeyIn(r, form)}
	if view.Passkey != nil {
		view.Passkey.Finish = view.Action
	}
	h := head(r, "reenter.title")
	h.Same, h.Scripts = "/aanmelden/verder", []*web.Asset{passkeyScript}
	return askPage.Render(w, r, status, h, view)
}

// beginPasskey answers the script with what to ask the device.
func (f *Feature) beginPasskey(w http.ResponseWriter, r *http.Request) error {
	options, step, err := f.Access.BeginPasskey(r.Context(), f.browser(r))
	if err != nil {
		return err
	}
	return f.ask(w, options, step)
}

func (f *Feature) ask(w http.ResponseWriter, options, step string) error {
	f.Cookies.SetStep(w, step)
	w.Header().Set("Content-Type", "application/json")
	_, err := w.Write([]byte(options))
	return err
}

func (f *Feature) finishPasskey(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	in, err := f.Access.FinishPasskey(r.Context(), f.Cookies.Step(r), r.PostForm.Get("answer"), f.browser(r))
	if err != nil {
		return err
	}
	return f.come(w, r, in, f.to(form))
}

// toProvider shows the way to an outside service. It is a link, because a form may only lead to this program itself.
func (f *Feature) toProvider(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	var linking *access.Actor
	if web.Here(r) == "/mijn-account/dienst" {
		a := me(r)
		linking = &a
	}
	address, step, err := f.Access.BeginProvider(r.Context(), form.Text("service"), f.browser(r), linking)
	if err != nil {
		return f.stepUp(w, r, "/mijn-account", err)
	}
	title := ""
	for _, p := range f.Access.Providers() {
		if p.Name == form.Text("service") {
			title = p.Title
		}
	}
	f.Cookies.SetStep(w, step)
	view := askView{Title: text(r, "provider.title"), Intro: []string{text(r, "provider.intro", "Title", title)},
		Buttons: web.Buttons{{Label: text(r, "provider.go", "Title", title), Kind: "primary", Href: address}},
		More:    []web.Link{{Label: text(r, "provider.back"), Href: web.Path(r, "/aanmelden")}}}
	h := head(r, "provider.title")
	h.Same = "/aanmelden"
	return askPage.Render(w, r, http.StatusOK, h, view)
}

// fromProvider receives somebody who comes back. The second factor is asked here, whatever the service asked.
func (f *Feature) fromProvider(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	answer := url.Values{}
	for _, name := range []string{"state", "code", "iss"} {
		answer.Set(name, form.Text(name))
	}
	back, err := f.Access.FinishProvider(r.Context(), f.Cookies.Step(r), answer, me(r))
	f.Cookies.DropStep(w)
	if err != nil {
		return err
	}
	if back.Linked {
		return web.Redirect(w, r, "/mijn-account?klaar=linked")
	}
	f.Cookies.SetStep(w, back.Step)
	return web.Redirect(w, r, "/aanmelden/code")
}

// again keeps what was sent by somebody who is not in any more: they sign in beside it and send it again. Nothing is lost,
// and the key of the form sees to it that nothing happens twice.
func (f *Feature) again(w http.ResponseWriter, r *http.Request, key, signIn string) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	view := againView{Text: web.Text(r, key), SignIn: web.Path(r, signIn), Action: web.Path(r, here(r))}
	for _, name := range form.Names() {
		if name == "password" || name == "old" || name == "code" || name == "answer" {
			continue // never written into a page
		}
		for _, v := range form.All(name) {
			view.Fields = append(view.Fields, pair{name, v})
		}
	}
	return againPage.Render(w, r, http.StatusUnauthorized, web.Head{Title: text(r, "again.title"), Same: "/"}, view)
}
