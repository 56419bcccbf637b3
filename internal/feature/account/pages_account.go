package account

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

// confirm asks a signed-in person for the second factor again.
func (f *Feature) confirm(w http.ResponseWriter, r *http.Request) error {
	form, err := readOf(r)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if r.Method == http.MethodPost {
		var next string
		if answer := r.PostForm.Get("answer"); answer != "" {
			next, err = f.Access.ReenterByPasskey(r.Context(), f.Cookies.Session(r), f.Cookies.Step(r), answer)
			if err != nil {
				return err
			}
		} else {
			next, err = f.Access.StepUp(r.Context(), f.Cookies.Session(r), form.Text("code"))
		}
		if err == nil {
			f.Cookies.SetSession(w, next)
			return web.Redirect(w, r, f.to(form))
		}
		if status, err = untilRight(form, err); err != nil {
			return err
		}
	}
	view := askView{Title: text(r, "confirm.title"), Action: web.Path(r, "/bevestigen"), Problems: form.Problems(), Hidden: []pair{{"naar", f.to(form)}},
		Intro: []string{text(r, "confirm.intro")}, Fields: []web.Input{codeField(r, form)},
		Buttons: web.Buttons{{Label: text(r, "confirm.go"), Kind: "primary"}}, Passkey: f.passkeyIn(r, form)}
	if view.Passkey != nil {
		view.Passkey.Finish = view.Action
	}
	h := head(r, "confirm.title")
	h.Same, h.Scripts = "/bevestigen", []*web.Asset{passkeyScript}
	return askPage.Render(w, r, status, h, view)
}

func (f *Feature) mine(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showMine(w, r, form, http.StatusOK)
}

// showMine shows the account, with the problems of what was sent.
func (f *Feature) showMine(w http.ResponseWriter, r *http.Request, form *web.Form, status int) error {
	ctx, a := r.Context(), me(r)
	account, err1 := f.Access.Account(ctx, a)
	keysOf, err2 := f.Access.Passkeys(ctx, a)
	sessions, err3 := f.Access.Sessions(ctx, a)
	links, err4 := f.Access.Links(ctx, a)
	notices, err5 := f.noticesOf(r, a)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return err
	}
	view := mineView{Who: web.Terms{{Name: text(r, "name"), Value: account.Person.Name}, {Name: text(r, "login"), Value: account.Person.Login},
		{Name: text(r, "organisation_title"), Value: account.Organisation}, {Name: text(r, "roles"), Value: strings.Join(roleNames(r, a.Roles), ", ")}},
		Codes: account.Codes, Problems: form.Problems(), Notices: notices, Once: once.Key(), Elsewhere: len(sessions) > 1,
		Old:     web.Input{Name: "old", Label: text(r, "old_password"), Type: "password", Autocomplete: "current-password", Error: form.At("old")},
		New:     web.Input{Name: "password", Label: text(r, "new_password"), Help: text(r, "password_help"), Type: "password", Autocomplete: "new-password", Error: form.At("password")},
		KeyName: web.Input{Name: "name", Label: text(r, "key.name"), Value: form.Text("name"), MaxLength: access.MaxName}}
	switch done := form.OneOf("klaar", "password", "passkey", "linked", "sessions", "removed"); done {
	case "password", "passkey", "linked", "sessions", "removed":
		view.Saved = text(r, "done."+done)
	}
	if f.Access.HasPasskeys() {
		view.Passkey = &passkeyView{Kind: "create", Begin: web.Path(r, "/mijn-account/passkey"), Finish: web.Path(r, "/mijn-account/passkey/klaar")}
	}
	for _, k := range keysOf {
		view.Passkeys = append(view.Passkeys, keyView{ID: k.ID, Name: k.Name, Made: f.moment(r, k.Created), Used: f.moment(r, k.Used), Once: once.Key()})
	}
	for _, s := range sessions {
		view.Sessions = append(view.Sessions, sessionView{Ref: s.Ref, Device: text(r, "device."+s.Device), Began: f.moment(r, s.Created), Seen: f.moment(r, s.Seen),
			Current: s.Current, Once: once.Key()})
	}
	for _, p := range f.Access.Providers() {
		s := serviceView{Name: p.Name, Title: p.Title, Action: web.Path(r, "/mijn-account/dienst"), Once: once.Key()}
		for _, l := range links {
			if l.Issuer == p.Issuer {
				s.Linked, s.Action = true, web.Path(r, "/mijn-account/dienst/weg")
			}
		}
		view.Services = append(view.Services, s)
	}
	return minePage.Render(w, r, status, web.Head{Title: text(r, "mine.title"), Section: "account", Same: "/mijn-account", Scripts: []*web.Asset{passkeyScript}}, view)
}

// noticesOf puts what somebody must be told in words. They tell who and when; about a file they lead to the list.
func (f *Feature) noticesOf(r *http.Request, a access.Actor) ([]noticeView, error) {
	all, err := f.Access.Notices(r.Context(), a)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	names := map[string]string{}
	if access.MayAny(a, access.List, "worker") {
		if names, err = f.Access.Colleagues(r.Context(), a); err != nil {
			return nil, err
		}
	}
	var out []noticeView
	for _, n := range all {
		v := noticeView{ID: n.ID, Text: text(r, "notice."+n.Kind, "By", names[n.By], "About", names[n.About]), When: f.moment(r, n.At), Once: once.Key(), Seen: !n.Seen.IsZero()}
		switch n.Kind {
		case access.NoticeGlass:
			v.Href = web.Path(r, "/noodinzage")
		case access.NoticeRoles, access.NoticeRolesAsked, access.NoticeRestart:
			if access.MayAny(a, access.Administer, "organisation") {
				v.Href = web.Path(r, "/beheer/medewerkers/"+n.About)
			}
		}
		out = append(out, v)
	}
	return out, nil
}

func (f *Feature) seen(w http.ResponseWriter, r *http.Request) error {
	return f.small(w, r, "", func(ctx context.Context, tx db.Tx, a access.Actor, form *web.Form) error {
		return f.Access.SeenNotice(ctx, tx, a, form.Text("notice"))
	})
}

// small is a form of the account page with one button.
func (f *Feature) small(w http.ResponseWriter, r *http.Request, done string, fn func(ctx context.Context, tx db.Tx, a access.Actor, form *web.Form) error) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	_, _, err = f.work(r, form, "account", func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) { return "", fn(ctx, tx, a, form) })
	if err != nil {
		return f.stepUp(w, r, "/mijn-account", err)
	}
	to := "/mijn-account"
	if done != "" {
		to += "?klaar=" + url.QueryEscape(done)
	}
	return web.Redirect(w, r, to)
}

func (f *Feature) sessions(w http.ResponseWriter, r *http.Request) error {
	return f.small(w, r, "sessions", func(ctx context.Context, tx db.Tx, a access.Actor, form *web.Form) error {
		if form.Text("session") == "others" {
			return f.Access.EndOthers(ctx, tx, a)
		}
		return f.Access.EndSession(ctx, tx, a, form.Text("session"))
	})
}

func (f *Feature) dropPasskey(w http.ResponseWriter, r *http.Request) error {
	return f.small(w, r, "removed", func(ctx context.Context, tx db.Tx, a access.Actor, form *web.Form) error {
		return f.Access.RemovePasskey(ctx, tx, a, form.Text("key"))
	})
}

func (f *Feature) unlink(w http.ResponseWriter, r *http.Request) error {
	return f.small(w, r, "removed", func(ctx context.Context, tx db.Tx, a access.Actor, form *web.Form) error {
		for _, p := range f.Access.Providers() {
			if p.Name == form.Text("service") {
				return f.Access.Unlink(ctx, tx, a, p.Issuer)
			}
		}
		return fault.New(fault.NotFound, fault.Text{})
	})
}

func (f *Feature) password(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = f.Access.ChangePassword(r.Context(), me(r), r.PostForm.Get("old"), r.PostForm.Get("password"))
	if err == nil {
		return web.Redirect(w, r, "/mijn-account?klaar=password")
	}
	status, err := untilRight(form, err)
	if err != nil {
		return f.stepUp(w, r, "/mijn-account", err)
	}
	return f.showMine(w, r, form, status)
}

func (f *Feature) recovery(w http.ResponseWriter, r *http.Request) error {
	if _, err := web.ReadForm(r); err != nil {
		return err
	}
	codes, err := f.Access.RenewRecovery(r.Context(), me(r))
	if err != nil {
		return f.stepUp(w, r, "/mijn-account", err)
	}
	return f.showCodes(w, r, codes)
}

func (f *Feature) showCodes(w http.ResponseWriter, r *http.Request, codes []string) error {
	return codesPage.Render(w, r, http.StatusOK, web.Head{Title: text(r, "codes.title"), Section: "account", Same: "/mijn-account", Scripts: []*web.Asset{keepScript}},
		codesView{Codes: codes, Next: web.Path(r, "/mijn-account"), Left: -1})
}

// newApp replaces the authenticator app: the old one works until the first code of the new.
func (f *Feature) newApp(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	seed, uri, step, err := f.Access.BeginFactor(r.Context(), me(r))
	if err != nil {
		return f.stepUp(w, r, "/mijn-account", err)
	}
	f.Cookies.SetStep(w, step)
	return f.showApp(w, r, form, seed, uri, http.StatusOK)
}

func (f *Feature) showApp(w http.ResponseWriter, r *http.Request, form *web.Form, seed, uri string, status int) error {
	drawn, err := seedOf(seed, uri)
	if err != nil {
		return err
	}
	view := askView{Title: text(r, "app.title"), Action: web.Path(r, "/mijn-account/app/code"), Problems: form.Problems(), Intro: []string{text(r, "enrol.factor")},
		Seed: drawn, Fields: []web.Input{firstCode(r, form)}, Buttons: web.Buttons{{Label: text(r, "enrol.go"), Kind: "primary"}},
		More: []web.Link{{Label: text(r, "app.back"), Href: web.Path(r, "/mijn-account")}}}
	return askPage.Render(w, r, status, web.Head{Title: text(r, "app.title"), Section: "account", Same: "/mijn-account"}, view)
}

func (f *Feature) newAppCode(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	step := f.Cookies.Step(r)
	codes, err := f.Access.FinishFactor(r.Context(), me(r), step, form.Text("code"))
	if err == nil {
		f.Cookies.DropStep(w)
		return f.showCodes(w, r, codes)
	}
	status, err := untilRight(form, err)
	if err != nil {
		return f.stepUp(w, r, "/mijn-account", err)
	}
	seed, uri, err := f.Access.PendingFactor(r.Context(), me(r), step)
	if err != nil {
		return err
	}
	return f.showApp(w, r, form, seed, uri, status)
}

func (f *Feature) beginRegister(w http.ResponseWriter, r *http.Request) error {
	options, step, err := f.Access.BeginRegister(r.Context(), me(r))
	if err != nil {
		return err
	}
	return f.ask(w, options, step)
}

func (f *Feature) finishRegister(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if err := f.Access.FinishRegister(r.Context(), me(r), f.Cookies.Step(r), form.Text("name"), r.PostForm.Get("answer")); err != nil {
		return f.stepUp(w, r, "/mijn-account", err)
	}
	f.Cookies.DropStep(w)
	return web.Redirect(w, r, "/mijn-account?klaar=passkey")
}
