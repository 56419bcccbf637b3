package app

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/internal/demo"
	"nabij/internal/feature/account"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/web/webtest"
)

// stop is a page that somebody comes to: an address, the links that are followed from there by their words, and what is
// put behind the address of the last one. What must be seen is what the page is there for.
type stop struct {
	path   string
	clicks []string
	then   string
	see    string
}

// tour is every page of the demonstration that a role comes for, with something that must be seen on it.
var tour = map[string][]stop{
	"ada": {
		{"/beheer/organisatie", nil, "", "3 teams"}, {"/beheer/medewerkers", nil, "", "Ilse Bijnabinnen"}, {"/beheer/medewerkers", []string{"Bas Vertrokken"}, "", "Vertrokken"},
		{"/beheer/teams", nil, "", "Wijkteam Oost"}, {"/beheer/wijken", nil, "", "Molenbuurt"}, {"/beheer/doelgroepen", nil, "", "Mantelzorgers"}, {"/mijn-account", nil, "", "Ada Sleutelbos"},
	},
	"sanne": {
		{"/inwoners", nil, "", "Ouderen alleen, Molenbuurt"}, {"/inwoners?lijst=ja", nil, "", "Testveld"},
		{"/inwoners?lijst=ja", []string{"Testveld, Truus"}, "", "bankje bij de molen"}, {"/inwoners?lijst=ja", []string{"Testveld, Truus"}, "/ingezien", "Caseload of team"},
		{"/inwoners?lijst=ja", []string{"Testveld, Truus"}, "/wijzigen/bereiken", "Op welke manier?"}, {"/inwoners?lijst=ja", []string{"Testveld, Truus"}, "/afwegen", "Fysieke ontmoeting"},
		{"/inwoners?lijst=ja", []string{"Verzonni, Nadia"}, "", "Verkeerd verbonden"}, {"/inwoners?lijst=ja", []string{"Bedenksel, Corrie"}, "/afwegingen", "Opgevolgd"},
		{"/afwegingen", nil, "", "Jij hebt dat met Hasan gedaan"}, {"/afwegingen", []string{"Truus Testveld"}, "", "Laatst bewaard op 19 mei"}, {"/afwegingen", []string{"Koos Schijnvogel"}, "/kiezen", "geen voorkeur"},
		{"/afwegingen", []string{"Mies de Proefpersoon"}, "/meedenken", "halfslachtig"},
		{"/heroverwegen", nil, "", "Wil Fictief"}, {"/heroverwegen", nil, "", "Joop Voorbeeldsen"}, {"/heroverwegen", nil, "", "Hasan Denkbeeldoğlu"},
	},
	"karim": {
		{"/inwoners?lijst=ja", []string{"Hypotheek, Dirk"}, "/afwegingen", "Besloten"}, {"/inwoners?lijst=ja", []string{"Beslag, Ferry"}, "", "Niet per post"},
		{"/afwegingen", []string{"Ferry ter Beslag"}, "/meedenken", "past niet bij de afspraak van maart"}, {"/afwegingen", []string{"Ella van den Balkon"}, "/meedenken", "om de vijver"},
		{"/heroverwegen", nil, "", "Bea Rekensom"},
	},
	"joris": {
		{"/inwoners?lijst=ja", []string{"Schuilnaam, Samira"}, "", "Mijn broers kijken"}, {"/inwoners?lijst=ja", []string{"Schuilnaam, Samira"}, "/veilig-contact", "De broers"},
		{"/inwoners?lijst=ja", []string{"Dromer, Kevin"}, "/ingezien", "Noodinzage"}, {"/inwoners?lijst=ja", []string{"Dromer, Kevin"}, "/afwegingen", "Besloten"},
	},
	"lotte": {
		{"/inwoners?lijst=ja&niemand=ja", nil, "", "Stoepkrijt, Tine"}, {"/inwoners/samenvoegen", nil, "", "Testvelt"}, {"/inwoners/invoeren", nil, "", "lijst"},
		{"/inwoners?lijst=ja", []string{"Verzinsel, Arie"}, "", "samengevoegd"},
		{"/inwoners?lijst=ja", []string{"Zogenaamd, Ineke"}, "/bekenden", "Sanne Huisbezoek"},
		{"/noodinzage", nil, "", "Karim Schuldhulp"}, {"/noodinzage", nil, "", "Goed dat je keek"}, {"/afwegingen", nil, "", "Ferry ter Beslag"}, {"/afwegingen", nil, "", "Waar spreek ik af"},
		{"/heroverwegen?van=team", nil, "", "Wil Fictief"},
	},
	"kees": {
		{"/kaderbeheer", nil, "", "Fysieke ontmoeting"}, {"/kaderbeheer/fysieke-ontmoeting", nil, "", "1.0.0"}, {"/kaderbeheer/opmerkingen", nil, "", "wijkverpleging"},
		{"/kaderbeheer/nl-covid-2020", nil, "", "1.0.0"}, {"/richtlijnen", nil, "", "2020"},
	},
	"rita":   {{"/kaderbeheer", nil, "", "Fysieke ontmoeting"}, {"/kaderbeheer/nl-covid-2020", nil, "", "voorgesteld"}},
	"cora":   {{"/inwoners?lijst=ja", nil, "", "Zelfregie, Anneke"}, {"/inwoners?lijst=ja", []string{"Zelfregie, Anneke"}, "/afwegingen", "Besloten"}},
	"vera":   {{"/afwegingen", nil, "", "om de vijver"}, {"/afwegingen", []string{"Ella van den Balkon"}, "", "om de vijver"}},
	"mirjam": {{"/mijn-account", nil, "", "Mirjam Beleidsveld"}, {"/richtlijnen", nil, "", "2020"}},
	"fenna":  {{"/toezicht", nil, "", "Karim Schuldhulp"}, {"/toezicht?week=2020-05-11", nil, "", "In orde, zei Fenna Geheimhouder"}, {"/toezicht/logboek", nil, "", "Dossier bekeken"}, {"/noodinzage", nil, "", "Karim Schuldhulp"}, {"/mijn-account", nil, "", "opende in nood een dossier"}},
	"piet":   {{"/mijn-account", nil, "", "Piet Partnerpost"}, {"/afwegen", nil, "", "Afwegen"}},
}

// guest is somebody of the cast in a browser.
type guest struct {
	t       *testing.T
	site    http.Handler
	who     string
	cookies []*http.Cookie
}

func (g *guest) ask(method, path string, form url.Values) *httptest.ResponseRecorder {
	g.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range g.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	g.site.ServeHTTP(w, r)
	g.cookies = append(g.cookies, w.Result().Cookies()...)
	return w
}

// enter comes in with one button, as it stands on the sign-in page.
func (s shown) enter(t *testing.T, who string) *guest {
	t.Helper()
	g := &guest{t: t, site: s.site, who: who}
	page := webtest.Parse(g.ask(http.MethodGet, "/aanmelden", nil).Body.String())
	if len(page.Find(`form input[value="`+who+`@zonneveld.example"]`)) != 1 {
		t.Fatalf("%s has no button", who)
	}
	if w := g.ask(http.MethodPost, account.DemoDoor, url.Values{"wie": {who + "@zonneveld.example"}, "naar": {"/begin"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("%s comes in with %d", who, w.Code)
	}
	return g
}

// visit comes to a stop, and looks at every page on the way.
func (g *guest) visit(s stop) {
	g.t.Helper()
	path := s.path
	for _, click := range s.clicks {
		path = g.link(path, click)
	}
	if path == "" {
		return
	}
	path, _, _ = strings.Cut(path, "#")
	d := g.open(path + s.then)
	if d != nil && !d.Has("body", s.see) {
		g.t.Errorf("%s, %s (%s%s): %q is not there, but %.600q", g.who, path+s.then, strings.Join(s.clicks, " → "), s.then, s.see, d.Texts("main"))
	}
}

func (g *guest) open(path string) *webtest.Doc {
	g.t.Helper()
	w := g.ask(http.MethodGet, path, nil)
	if w.Code != http.StatusOK {
		g.t.Errorf("%s, %s: %d", g.who, path, w.Code)
		return nil
	}
	d := webtest.Parse(w.Body.String())
	for _, wrong := range webtest.Check(d) {
		g.t.Errorf("%s, %s: %s", g.who, path, wrong)
	}
	if !d.Has(".site-banner", demo.Banner.NL) {
		g.t.Errorf("%s, %s does not say that it is a demonstration", g.who, path)
	}
	return d
}

func (g *guest) link(path, words string) string {
	g.t.Helper()
	d := g.open(path)
	if d == nil {
		return ""
	}
	for _, a := range d.Find("main a") {
		if strings.Contains(webtest.Words(a), words) {
			return webtest.Attr(a, "href")
		}
	}
	g.t.Errorf("%s, %s has no link %q, but %.600q", g.who, path, words, d.Texts("main a"))
	return ""
}

// TestEveryScreenHasSomethingToSee builds the demonstration on both databases and takes everybody of the cast along.
func TestEveryScreenHasSomethingToSee(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := demonstrate(t, d)
		if now := s.clock.Now().Sub(demo.Today(s.parts.Zone)); now < 0 || now > time.Minute {
			t.Errorf("the clock stands %v from ten o'clock", now)
		}
		for _, p := range demo.Personas() {
			who := strings.TrimSuffix(p.Login, "@zonneveld.example")
			if len(tour[who]) == 0 {
				t.Errorf("%s has nothing to see", who)
			}
			g := s.enter(t, who)
			for _, stop := range tour[who] {
				g.visit(stop)
			}
		}
		roles := map[access.Role]bool{}
		for _, p := range demo.Personas() {
			for _, r := range p.Roles {
				roles[r] = true
			}
		}
		for _, r := range access.Roles {
			if !roles[r] {
				t.Errorf("nobody of the demonstration is a %s", r)
			}
		}
	})
}

// TestANormalProgramHasNoDoorOfADemonstration holds the other two locks: no route leads to it, and the guard knows none.
func TestANormalProgramHasNoDoorOfADemonstration(t *testing.T) {
	d := dbtest.Open(t, db.Source{Dir: t.TempDir()})
	router := wholeSite(t, d)
	if slices.ContainsFunc(router.Routes(), func(r string) bool { return strings.Contains(r, "demo") }) {
		t.Error("a route of a demonstration is registered")
	}
	if access.Passes("POST "+account.DemoDoor, access.Actor{}) == nil || access.IsPublic("POST "+account.DemoDoor) {
		t.Error("the table of routes lets people past")
	}
	for _, path := range []string{account.DemoDoor, "/en" + account.DemoDoor} {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("wie=ada@zonneveld.example"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		router.ServeHTTP(w, r)
		if w.Code != http.StatusNotFound || len(w.Result().Cookies()) > 0 {
			t.Errorf("%s: %d with cookies %v", path, w.Code, w.Result().Cookies())
		}
	}
	w := httptest.NewRecorder()
	router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/aanmelden", nil))
	if body := w.Body.String(); strings.Contains(body, "site-banner") || strings.Contains(body, "zonneveld") {
		t.Error("the sign-in page of a normal program shows people of a demonstration")
	}
}
