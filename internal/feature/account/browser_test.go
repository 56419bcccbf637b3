package account

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"

	"github.com/pquerna/otp/totp"
)

const base = "http://localhost:8080"

// place is the slice behind the real router with its guard, on a fresh database.
type place struct {
	t      *testing.T
	clock  *clock.Fixed
	site   *web.Router
	access *access.Service
	db     *db.DB
	mu     sync.Mutex
	events []string
}

type someTeams struct{}

func (someTeams) Teams(context.Context, access.Actor) ([]Team, error) {
	return []Team{{"team-a", "Team Noord"}, {"team-b", "Team Zuid"}}, nil
}

// someResidents knows one resident of another team, and one of the own.
type someResidents struct{}

func (someResidents) Stands(_ context.Context, _ db.Query, a access.Actor, id string) (access.Object, []string, error) {
	o := access.Object{Kind: "resident", ID: id, Org: a.Org, Resident: id, Relation: access.OtherTeam}
	return o, []string{"team-b"}, nil
}

func each(t *testing.T, test func(t *testing.T, p *place)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := &place{t: t, db: d, clock: clock.At(time.Date(2020, 5, 18, 8, 0, 0, 0, time.UTC))}
		record := func(_ context.Context, _ db.Tx, e access.Event) error {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.events = append(p.events, e.Code)
			return nil
		}
		var err error
		if p.access, err = access.New(access.Config{DB: d, Clock: p.clock, Key: access.NewKey(), Record: record, Base: base}); err != nil {
			t.Fatal(err)
		}
		f, err := New(Deps{Access: p.access, DB: d, Clock: p.clock, Zone: time.UTC, Base: base, Home: func(access.Actor) string { return "/mijn-account" }, Teams: someTeams{}, Residents: someResidents{}})
		if err != nil {
			t.Fatal(err)
		}
		p.site = web.New(web.Config{Menu: f.Menu(), Texts: []*web.Texts{f.Texts()}, Clock: p.clock, Log: slog.New(slog.DiscardHandler), Guard: f.Guard})
		f.Routes(p.site)
		p.site.Get("/inwoners/{id}", func(w http.ResponseWriter, r *http.Request) error {
			_, err := w.Write([]byte("dossier"))
			return err
		})
		p.site.Post("/inwoners", func(w http.ResponseWriter, r *http.Request) error {
			form, err := web.ReadForm(r)
			if err == nil {
				_, err = w.Write([]byte("gekregen: " + form.Text("tekst")))
			}
			return err
		})
		test(t, p)
	})
}

// visitor is a browser without a script: it keeps cookies, follows redirects, and sends forms as they stand in the page.
type visitor struct {
	p     *place
	jar   http.CookieJar
	agent string
	body  string
	doc   *webtest.Doc
	path  string
	code  int
	seed  string
}

func (p *place) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return &visitor{p: p, jar: jar, agent: "Mozilla/5.0 (X11; Linux x86_64)"}
}

var site, _ = url.Parse(base)

func (v *visitor) send(method, path string, form url.Values) *visitor {
	v.p.t.Helper()
	for range 6 {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		if method == "POST" {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		r.Header.Set("User-Agent", v.agent)
		for _, c := range v.jar.Cookies(site) {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		v.p.site.ServeHTTP(w, r)
		v.jar.SetCookies(site, w.Result().Cookies())
		v.path, v.code, v.body = path, w.Code, w.Body.String()
		if w.Code != http.StatusSeeOther {
			break
		}
		method, path, form = "GET", w.Header().Get("Location"), nil
	}
	v.doc = webtest.Parse(v.body)
	if strings.Contains(v.body, "<html") {
		for _, problem := range webtest.Check(v.doc) {
			v.p.t.Errorf("%s %s: %s", method, v.path, problem)
		}
	}
	return v
}

func (v *visitor) open(path string) *visitor { v.p.t.Helper(); return v.send("GET", path, nil) }

// fill sends the form with an id, with some fields filled in, by the button with some words.
func (v *visitor) fill(form, button string, values ...string) *visitor {
	v.p.t.Helper()
	fields := v.doc.Fields(form)
	action, pressed, ok := v.doc.Action(form, button)
	if !ok {
		v.p.t.Fatalf("%s: no form %s with a button %q; the page is %s", v.path, form, button, v.doc.Texts("h1"))
	}
	for name, value := range pressed {
		fields[name] = value
	}
	for i := 0; i+1 < len(values); i += 2 {
		if fields.Has(values[i]) && (values[i] == "roles" || values[i] == "teams") && i > 0 && values[i-2] == values[i] {
			fields.Add(values[i], values[i+1])
			continue
		}
		fields.Set(values[i], values[i+1])
	}
	return v.send("POST", action, fields)
}

// see checks where somebody is and what is there.
func (v *visitor) see(code int, selector, words string) *visitor {
	v.p.t.Helper()
	if v.code != code || !v.doc.Has(selector, words) {
		v.p.t.Fatalf("%s: %d, want %d with %s %q; there is %q %q", v.path, v.code, code, selector, words, v.doc.Texts(selector), v.doc.Texts("main p"))
	}
	return v
}

var spelledSeed = regexp.MustCompile(`<strong>((?:[A-Z2-7]{4} ?){8})</strong>`)

// app reads the seed from the page, as a person would type it.
func (v *visitor) app() string {
	v.p.t.Helper()
	m := spelledSeed.FindStringSubmatch(v.body)
	if m == nil {
		v.p.t.Fatalf("%s: no seed on the page", v.path)
	}
	v.seed = strings.ReplaceAll(m[1], " ", "")
	return v.now()
}

func (v *visitor) now() string {
	code, err := totp.GenerateCode(v.seed, v.p.clock.Now())
	if err != nil {
		v.p.t.Fatal(err)
	}
	return code
}

// next waits for the next code of the app.
func (v *visitor) next() string {
	v.p.clock.Advance(31 * time.Second)
	return v.now()
}

const secret = "trompet fietsbel lantaarn"

// found makes the organisation, as its administrator.
func (p *place) found() *visitor {
	p.t.Helper()
	path, _, err := p.access.Setup(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	v := p.visitor().open(path).see(200, "p", "De link werkt één keer").fill("ask", "").see(200, "h1", "Account inrichten")
	v.fill("ask", "", "organisation", "Welzijn Oost", "name", "Ada Beheer", "login", "ada@example.nl", "password", secret)
	v.see(200, "svg[role=img]", "")
	v.fill("ask", "", "code", v.app()).see(200, "h1", "Herstelcodes")
	return v.open("/mijn-account").see(200, "h1", "Mijn account")
}

// hire invites somebody and lets them come in, in a browser of their own.
func (p *place) hire(admin *visitor, name, login string, fields ...string) *visitor {
	p.t.Helper()
	admin.stepUp().open("/beheer/medewerkers/nieuw").see(200, "h1", "Iemand uitnodigen")
	admin.fill("ask", "", append([]string{"name", name, "login", login}, fields...)...).see(200, "h1", "Link om te geven")
	v := p.visitor().open(strings.TrimPrefix(admin.doc.Texts("#link")[0], base)).fill("ask", "").see(200, "p", name)
	v.fill("ask", "", "password", secret).see(200, "svg[role=img]", "")
	return v.fill("ask", "", "code", v.app()).see(200, "h1", "Herstelcodes")
}

// stepUp gives a fresh second factor.
func (v *visitor) stepUp() *visitor {
	v.p.t.Helper()
	return v.open("/bevestigen").fill("ask", "", "code", v.next()).see(200, "h1", "Mijn account")
}
