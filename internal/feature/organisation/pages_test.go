package organisation

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

var noon = time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC)

// house is two fresh organisations behind the real router, table of rights and audit trail.
type house struct {
	t      *testing.T
	d      *db.DB
	f      *Feature
	router http.Handler
	who    map[string]access.Actor
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	key, err := audit.OpenKey(filepath.Join(t.TempDir(), "key"), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c := clock.At(noon)
	log, err := audit.New(audit.Deps{DB: d, Clock: c, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	f, err := New(Deps{DB: d, Clock: c, Zone: zone, Audit: log})
	if err != nil {
		t.Fatal(err)
	}
	rt := web.New(web.Config{Menu: f.Menu(), Texts: []*web.Texts{f.Texts()}, Clock: c, Log: slog.New(slog.DiscardHandler)})
	f.Routes(rt)
	h := &house{t: t, d: d, f: f, router: rt, who: map[string]access.Actor{}}
	at := db.InstantOf(noon)
	err = d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
		for _, org := range []string{"near", "far"} {
			a := access.Actor{Org: people.NewID(noon)}
			if _, err := db.Exec(ctx, tx, `insert into organisation (id, name, short_name, created_at, version) values ($1, $2, $2, $3, 1)`, a.Org, org, at); err != nil {
				return err
			}
			for _, role := range access.Roles {
				a.ID, a.Name, a.Roles, a.Via = people.NewID(noon), string(role), []access.Role{role}, "web"
				if _, err := db.Exec(ctx, tx, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ($1, $2, $3, $3, 'active', $4, 1)`, a.ID, a.Org, a.Name, at); err != nil {
					return err
				}
				h.who[org+"/"+a.Name] = a
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) do(who string, s webtest.Scenario) (webtest.Answer, *webtest.Doc) {
	h.t.Helper()
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		if who != "" {
			ctx = access.With(ctx, h.who[who])
		}
		h.router.ServeHTTP(w, r.WithContext(ctx))
	})
	a := webtest.Do(handler, s)
	d := webtest.Parse(a.Body)
	if a.Status < 300 || a.Status >= 400 {
		for _, p := range append(webtest.Check(d), webtest.CheckHeaders(a.Header)...) {
			h.t.Errorf("%s %s: %s", who, s.Path, p)
		}
	}
	return a, d
}

// send opens a page, fills its form in and sends it.
func (h *house) send(who, page, id string, fill ...string) webtest.Answer {
	h.t.Helper()
	a, d := h.do(who, webtest.Scenario{Path: page})
	if a.Status != 200 {
		h.t.Fatalf("%s as %s: %d", page, who, a.Status)
	}
	form := d.Fields(id)
	if form.Get(once.Field) == "" {
		h.t.Fatalf("the form %s of %s has no key", id, page)
	}
	for i := 0; i+1 < len(fill); i += 2 {
		form.Set(fill[i], fill[i+1])
	}
	out, _ := h.do(who, webtest.Scenario{Path: page, Form: form})
	return out
}

func (h *house) names(who, kind string) (open, closed []string) {
	h.t.Helper()
	all, err := people.Places(h.t.Context(), h.d.Read(), h.who[who], kind)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, p := range all {
		if p.ClosedOn == "" {
			open = append(open, p.Name)
		} else {
			closed = append(closed, p.Name)
		}
	}
	return open, closed
}

func (h *house) find(who, kind, name string) people.Place {
	h.t.Helper()
	all, err := people.Places(h.t.Context(), h.d.Read(), h.who[who], kind)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, p := range all {
		if p.Name == name {
			return p
		}
	}
	h.t.Fatalf("there is no %s %q", kind, name)
	return people.Place{}
}

func (h *house) count(event, outcome string) int64 {
	h.t.Helper()
	n, err := db.One(h.t.Context(), h.d.Read(), func(r db.Row) (n int64, err error) { return n, r.Scan(&n) },
		`select count(*) from audit_line where event = $1 and outcome = $2`, event, outcome)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

func each(t *testing.T, test func(t *testing.T, h *house)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newHouse(t, d)) })
}

const admin = "near/administrator"

func TestTexts(t *testing.T) {
	webtest.Texts(t, ".", texts, "organisation.")
	webtest.Pages(t, homePage, placesPage, placePage)
}

// TestRoutes sees that every address has a line in the table of routes.
func TestRoutes(t *testing.T) {
	rt := web.New(web.Config{})
	(&Feature{}).Routes(rt)
	missing, _ := access.CheckRoutes(rt.Routes())
	for _, m := range missing {
		if strings.Contains(m, "/beheer/") {
			t.Errorf("without a line in routes.csv: %q", m)
		}
	}
}

// TestWhoMayCome opens and sends to every page in every role.
func TestWhoMayCome(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.send(admin, "/beheer/teams", "form", "name", "Noord")
		team := h.find(admin, "team", "Noord")
		for who := range h.who {
			for _, path := range []string{"/beheer/organisatie", "/beheer/teams", "/beheer/wijken", "/beheer/doelgroepen", "/beheer/teams/" + team.ID} {
				want := 403
				switch {
				case who == admin:
					want = 200
				case who == "far/administrator" && strings.HasSuffix(path, team.ID):
					want = 404
				case who == "far/administrator":
					want = 200
				}
				before := h.count("account.refused", "refused")
				a, _ := h.do(who, webtest.Scenario{Path: path})
				if a.Status != want {
					t.Errorf("%s opens %s: %d, want %d", who, path, a.Status, want)
				}
				if want == 403 && h.count("account.refused", "refused") != before+1 {
					t.Errorf("%s opens %s: the refusal is not in the audit", who, path)
				}
				if want == 200 {
					continue
				}
				if a, _ := h.do(who, webtest.Scenario{Path: path, Form: url.Values{"name": {"X"}, "do": {"name"}, "version": {"1"}, "once": {once.Key()}}}); a.Status != want {
					t.Errorf("%s sends to %s: %d, want %d", who, path, a.Status, want)
				}
			}
		}
		if a, _ := h.do("", webtest.Scenario{Path: "/beheer/teams"}); a.Status != 401 {
			t.Errorf("nobody opens the teams: %d", a.Status)
		}
		if h.find(admin, "team", "Noord").Version != 1 {
			t.Error("somebody changed the team")
		}
	})
}

// TestAFreshHouse does what an administrator does after the first start.
func TestAFreshHouse(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		if a, _ := h.do(admin, webtest.Scenario{Path: "/beheer/organisatie"}); !strings.Contains(a.Body, "Hoe begin je?") {
			t.Error("a fresh house does not tell how to begin")
		}
		if open, _ := h.names(admin, "group"); len(open) != 0 {
			t.Errorf("groups were made silently: %v", open)
		}
		for _, c := range []struct{ page, kind, name string }{{"/beheer/teams", "team", "Noord"}, {"/beheer/wijken", "neighbourhood", "’t Veld"}, {"/en/beheer/doelgroepen", "group", "Buren"}} {
			if a := h.send(admin, c.page, "form", "name", "  "+c.name+" "); a.Status != 303 {
				t.Fatalf("%s: %d", c.page, a.Status)
			}
			h.find(admin, c.kind, c.name)
			for _, wrong := range []string{"", "   ", "--", strings.ToUpper(c.name), strings.Repeat("x", 101), "Team 111222333"} {
				a := h.send(admin, c.page, "form", "name", wrong)
				if a.Status != 422 || wrong != "" && len(wrong) < 90 && strings.TrimSpace(wrong) != "" && !strings.Contains(a.Body, `value="`+strings.ReplaceAll(wrong, "’", "’")+`"`) {
					t.Errorf("%s called %q: %d, or what was typed is gone", c.kind, wrong, a.Status)
				}
			}
			if open, _ := h.names(admin, c.kind); len(open) != 1 {
				t.Errorf("%s: %v", c.kind, open)
			}
		}
		if a, _ := h.do(admin, webtest.Scenario{Path: "/beheer/organisatie"}); strings.Contains(a.Body, "Hoe begin je?") {
			t.Error("with a team the house still tells how to begin")
		}
		teams, err := h.f.Teams(t.Context(), h.who[admin])
		if err != nil || len(teams) != 1 || teams[0].Name != "Noord" {
			t.Errorf("teams for accounts: %v %v", teams, err)
		}
		if n := h.count("team.added", "done"); n != 1 {
			t.Errorf("%d teams in the audit", n)
		}
		if a := h.send(admin, "/beheer/organisatie", "form", "name", "Welzijn Dorp"); a.Status != 303 {
			t.Errorf("renaming the house: %d", a.Status)
		}
		if o, err := people.FindOrganisation(t.Context(), h.d.Read(), h.who[admin]); err != nil || o.Name != "Welzijn Dorp" {
			t.Errorf("the house: %+v %v", o, err)
		}
		if o, err := people.FindOrganisation(t.Context(), h.d.Read(), h.who["far/administrator"]); err != nil || o.Name != "far" {
			t.Errorf("the other house: %+v %v", o, err)
		}
	})
}

// TestOfferedGroups adds the groups to begin with: those that stayed ticked, once, and never one that is there.
func TestOfferedGroups(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.send(admin, "/beheer/doelgroepen", "form", "name", "mantelzorgers")
		_, d := h.do(admin, webtest.Scenario{Path: "/beheer/doelgroepen"})
		form := d.Fields("offer")
		if n := len(form["offer"]); n != len(offered)-1 {
			t.Fatalf("%d groups are offered", n)
		}
		form["offer"] = append(form["offer"][:2], "carers", "invented")
		form.Set("do", "offer")
		for range 2 { // pressed twice
			if a, _ := h.do(admin, webtest.Scenario{Path: "/beheer/doelgroepen", Form: form}); a.Status != 303 {
				t.Fatalf("adding: %d", a.Status)
			}
		}
		if open, _ := h.names(admin, "group"); len(open) != 3 {
			t.Errorf("groups: %v", open)
		}
		form.Del("offer")
		form.Set("once", once.Key())
		if a, _ := h.do(admin, webtest.Scenario{Path: "/beheer/doelgroepen", Form: form}); a.Status != 422 {
			t.Errorf("adding none: %d", a.Status)
		}
		if open, _ := h.names("far/administrator", "group"); len(open) != 0 {
			t.Errorf("groups of the other house: %v", open)
		}
	})
}

// TestRenameCloseOpen goes through the life of a team that people work in.
func TestRenameCloseOpen(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.send(admin, "/beheer/teams", "form", "name", "Noord")
		team := h.find(admin, "team", "Noord")
		page := "/beheer/teams/" + team.ID
		_, d := h.do(admin, webtest.Scenario{Path: page})
		old := d.Fields("form")
		if a := h.send(admin, page, "form", "name", "Noord-Oost", "do", "name"); a.Status != 303 {
			t.Fatalf("renaming: %d", a.Status)
		}
		old.Set("name", "Zuid")
		old.Set("do", "name")
		if a, _ := h.do(admin, webtest.Scenario{Path: page, Form: old}); a.Status != 409 || !strings.Contains(a.Body, `value="Zuid"`) {
			t.Errorf("renaming an older version: %d, or what was typed is gone", a.Status)
		}
		worker := h.who["near/worker"]
		err := h.d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, `insert into worker_team (organisation_id, worker_id, team_id) values ($1, $2, $3)`, worker.Org, worker.ID, team.ID)
			if err != nil {
				return err
			}
			_, err = people.Add(ctx, tx, worker, people.NewResident{Who: people.Who{Family: "Jansen"}, Team: team.ID}, db.InstantOf(noon), "2020-05-18")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if a, _ := h.do(admin, webtest.Scenario{Path: page}); !strings.Contains(a.Body, "1 medewerker · 1 open dossier") || strings.Contains(a.Body, "Jansen") {
			t.Error("the page does not tell how many people, or tells who")
		}
		if a := h.send(admin, page, "close", "do", "close"); a.Status != 422 {
			t.Errorf("closing without being sure: %d", a.Status)
		}
		if a := h.send(admin, page, "close", "do", "close", "sure", "yes"); a.Status != 303 {
			t.Errorf("closing: %d", a.Status)
		}
		if teams, err := h.f.Teams(t.Context(), h.who[admin]); err != nil || len(teams) != 0 {
			t.Errorf("a closed team is still offered: %v %v", teams, err)
		}
		if a := h.send(admin, "/beheer/teams", "form", "name", "noord oost"); a.Status != 422 || !strings.Contains(a.Body, "opgeheven") {
			t.Errorf("a name of a closed team: %d", a.Status)
		}
		if a := h.send(admin, page, "close", "do", "open"); a.Status != 303 {
			t.Errorf("opening again: %d", a.Status)
		}
		if n := h.count("team.closed", "done"); n != 1 {
			t.Errorf("%d closings in the audit", n)
		}
	})
}
