package account

import (
	"context"
	"embed"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

//go:embed static/*.js
var staticFS embed.FS

var (
	texts         = web.MustTexts(localeFS)
	passkeyScript = web.MustAsset(staticFS, "static/passkey.js")
	keepScript    = web.MustAsset(staticFS, "static/keep.js")
)

// Team is a team as a page about accounts shows it.
type Team struct{ ID, Name string }

// Teams knows the teams of an organisation.
type Teams interface {
	Teams(ctx context.Context, a access.Actor) ([]Team, error)
}

// Residents knows how an actor stands to a resident of the organisation, and which teams the file belongs to. Nothing else
// of the resident is asked.
type Residents interface {
	Stands(ctx context.Context, q db.Query, a access.Actor, id string) (access.Object, []string, error)
}

// Deps are what the slice needs of the program.
type Deps struct {
	Access    *access.Service
	DB        *db.DB
	Clock     clock.Clock
	Zone      *time.Location
	Cookies   access.Cookies
	Base      string                                                                   // the address of the program, for links that are handed over
	Home      func(access.Actor) string                                                // where somebody goes after signing in; nil: the first page
	Network   func(r *http.Request) string                                             // the network of a request; the connection's own when nil
	Teams     Teams                                                                    // may be nil: then nobody is put in a team here
	Residents Residents                                                                // may be nil: then no file is opened in an emergency
	Leaving   func(ctx context.Context, tx db.Tx, a access.Actor, worker string) error // may be nil; what else ends when somebody leaves
	Demo      []Persona                                                                // only in a demonstration; see pages_demo.go
}

// Persona is somebody of a demonstration who comes in with one button.
type Persona struct {
	Login, Name string
	Roles       []access.Role
	Comes       fault.Text // what they come for
}

// Feature is the pages of coming in and going out.
type Feature struct{ Deps }

// New makes the slice.
func New(d Deps) (*Feature, error) {
	if d.Access == nil || d.DB == nil || d.Clock == nil || d.Zone == nil {
		return nil, errors.New("accounts need access, a database, a clock and a place")
	}
	if d.Home == nil {
		d.Home = func(access.Actor) string { return "/" }
	}
	if d.Network == nil {
		d.Network = func(r *http.Request) string { return access.Network(r.RemoteAddr) }
	}
	return &Feature{d}, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "account" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice.
func (f *Feature) Menu() []web.MenuItem {
	inside := func(ctx context.Context) bool { _, in := access.From(ctx); return in }
	visitor := func(ctx context.Context) bool { return !inside(ctx) }
	return []web.MenuItem{
		{Section: "workers", Key: "account.menu_workers", Path: "/beheer/medewerkers"},
		{Section: "glass", Key: "account.menu_glass", Path: "/noodinzage"},
		{Section: "account", Key: "account.menu", Path: "/mijn-account"},
		{Key: "account.sign_out", Path: "/afmelden", Post: true, Shown: inside},
		{Section: "sign_in", Key: "account.menu_sign_in", Path: "/aanmelden", Shown: visitor},
	}
}

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) {
	r.Asset(passkeyScript)
	r.Asset(keepScript)
	r.Get("/aanmelden", f.signIn)
	r.Post("/aanmelden", f.signIn)
	r.Get("/aanmelden/code", f.second)
	r.Post("/aanmelden/code", f.second)
	r.Post("/aanmelden/passkey", f.beginPasskey)
	r.Post("/aanmelden/passkey/klaar", f.finishPasskey)
	r.Post("/aanmelden/dienst", f.toProvider)
	r.Get("/aanmelden/terug", f.fromProvider)
	r.Get("/aanmelden/verder", f.reenter)
	r.Post("/aanmelden/verder", f.reenter)
	r.Post("/afmelden", f.signOut)
	if len(f.Demo) > 0 {
		r.Post(DemoDoor, f.enterDemo)
	}
	for _, door := range []string{access.SetupPath, access.InvitationPath, access.RenewalPath} {
		r.Get(door+"{link}", f.link)
		r.Post(door+"{link}", f.link)
	}
	r.Get("/inrichten", f.enrol)
	r.Post("/inrichten", f.enrol)

	r.Get(begin, f.lead)
	r.Get("/bevestigen", f.confirm)
	r.Post("/bevestigen", f.confirm)
	r.Get("/mijn-account", f.mine)
	r.Post("/mijn-account/wachtwoord", f.password)
	r.Post("/mijn-account/app", f.newApp)
	r.Post("/mijn-account/app/code", f.newAppCode)
	r.Post("/mijn-account/herstelcodes", f.recovery)
	r.Post("/mijn-account/passkey", f.beginRegister)
	r.Post("/mijn-account/passkey/klaar", f.finishRegister)
	r.Post("/mijn-account/passkey/weg", f.dropPasskey)
	r.Post("/mijn-account/dienst", f.toProvider)
	r.Post("/mijn-account/dienst/weg", f.unlink)
	r.Post("/mijn-account/sessies", f.sessions)
	r.Post("/mijn-account/berichten", f.seen)

	r.Get("/beheer/medewerkers", f.workers)
	r.Get("/beheer/medewerkers/nieuw", f.invite)
	r.Post("/beheer/medewerkers/nieuw", f.invite)
	r.Get("/beheer/medewerkers/{worker}", f.worker)
	r.Post("/beheer/medewerkers/{worker}", f.changeWorker)
	r.Get("/noodinzage", f.reviews)
	r.Post("/noodinzage", f.review)
	r.Get("/noodinzage/{resident}", f.glass)
	r.Post("/noodinzage/{resident}", f.glass)
}

// Guard is what the router asks before every route. Whoever must sign in first is led there and back; what somebody sent
// meanwhile is kept in the page and can be sent again.
func (f *Feature) Guard(route string, w http.ResponseWriter, r *http.Request) (*http.Request, error) {
	r2, err := f.Access.Enter(f.Cookies, route, r)
	if fault.KindOf(err) != fault.SignInNeeded {
		return r2, err
	}
	to := "/aanmelden"
	if errors.Is(err, access.ErrLocked) {
		to = "/aanmelden/verder"
	}
	if r.Method == http.MethodPost {
		return nil, f.again(w, r, "account.again.signed_out", to)
	}
	return nil, web.Redirect(w, r, to+"?naar="+url.QueryEscape(here(r)))
}

// here gives the address of a request, to come back to.
func here(r *http.Request) string {
	to := web.Here(r)
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	return to
}

// inside gives an address of this program to go on to, whatever was asked for: never another site.
func inside(to, otherwise string) string {
	if len(to) > 1000 || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") ||
		strings.ContainsFunc(to, func(c rune) bool { return c <= ' ' || c == '\\' || c >= 0x7f }) {
		return otherwise
	}
	if u, err := url.Parse(to); err != nil || u.Host != "" || u.Scheme != "" {
		return otherwise
	}
	return to
}

// browser tells where a request comes from.
func (f *Feature) browser(r *http.Request) access.Browser {
	return access.Browser{Device: f.Cookies.Device(r), Network: f.Network(r), Agent: access.DeviceClass(r.UserAgent())}
}

func me(r *http.Request) access.Actor {
	a, _ := access.From(r.Context())
	return a
}

// work is one change: once, in one transaction. A refusal is kept in the audit after what was begun was rolled back.
func (f *Feature) work(r *http.Request, form *web.Form, kind string, fn func(ctx context.Context, tx db.Tx, a access.Actor) (string, error)) (replayed bool, result string, err error) {
	a := me(r)
	err = f.DB.InTx(r.Context(), func(ctx context.Context, tx db.Tx) (err error) {
		replayed, result, err = once.Do(ctx, tx, a, form.Text(once.Field), func() (string, error) { return fn(ctx, tx, a) })
		return err
	})
	if fault.KindOf(err) == fault.Forbidden && !errors.Is(err, access.ErrStepUp) {
		if kept := f.Access.Refused(r.Context(), a, kind, "forbidden"); kept != nil {
			return false, "", kept
		}
	}
	return replayed, result, err
}

// stepUp leads to where a second factor is given again, when that is what an error asks for.
func (f *Feature) stepUp(w http.ResponseWriter, r *http.Request, back string, err error) error {
	if !errors.Is(err, access.ErrStepUp) {
		return err
	}
	if r.Method == http.MethodPost {
		return f.again(w, r, "account.again.step_up", "/bevestigen")
	}
	return web.Redirect(w, r, "/bevestigen?naar="+url.QueryEscape(back))
}
