package oversight

import (
	"context"
	"fmt"
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

var noon = time.Date(2020, 5, 20, 10, 0, 0, 0, time.UTC) // a Wednesday

// house is two organisations with somebody in each role, behind the real router, table of rights and audit trail.
type house struct {
	t      *testing.T
	d      *db.DB
	f      *Feature
	clock  *clock.Fixed
	router http.Handler
	heads  map[string]audit.Head
	who    map[string]access.Actor
	files  []string // of near
	alien  string   // a file of far
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
	h := &house{t: t, d: d, clock: clock.At(noon), heads: map[string]audit.Head{}, who: map[string]access.Actor{}}
	log, err := audit.New(audit.Deps{DB: d, Clock: h.clock, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	sealing, err := access.LoadKey(filepath.Join(t.TempDir(), "access.key"))
	if err != nil {
		t.Fatal(err)
	}
	watch, err := access.New(access.Config{DB: d, Clock: h.clock, Key: sealing, Base: "http://127.0.0.1:8080", Record: func(context.Context, db.Tx, access.Event) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	h.f, err = New(Deps{DB: d, Clock: h.clock, Zone: zone, Log: slog.New(slog.DiscardHandler), Audit: log, Watch: watch,
		Head: func(org string) (audit.Head, bool) { head, ok := h.heads[org]; return head, ok }})
	if err != nil {
		t.Fatal(err)
	}
	rt := web.New(web.Config{Menu: h.f.Menu(), Texts: []*web.Texts{h.f.Texts()}, Clock: h.clock, Log: slog.New(slog.DiscardHandler)})
	h.f.Routes(rt)
	h.router = rt
	h.fill()
	return h
}

func (h *house) fill() {
	h.t.Helper()
	at := db.InstantOf(noon)
	err := h.d.InTx(h.t.Context(), func(ctx context.Context, tx db.Tx) error {
		for _, org := range []string{"near", "far"} {
			a := access.Actor{Org: people.NewID(noon)}
			if _, err := db.Exec(ctx, tx, `insert into organisation (id, name, short_name, created_at, version) values ($1, $2, $2, $3, 1)`, a.Org, org, at); err != nil {
				return err
			}
			for _, role := range append([]access.Role{"second"}, access.Roles...) {
				a.ID, a.Name, a.Roles, a.Via = people.NewID(noon), org+" "+string(role), []access.Role{role}, "web"
				if role == "second" {
					a.Name, a.Roles = "=HYPERLINK("+org+") de Vries", []access.Role{access.Worker}
				}
				if _, err := db.Exec(ctx, tx, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ($1, $2, $3, $4, 'active', $5, 1)`,
					a.ID, a.Org, org+string(role), a.Name, at); err != nil {
					return err
				}
				h.who[org+"/"+string(role)] = a
			}
			team, err := people.AddPlace(ctx, tx, a, "team", "north", at)
			if err != nil {
				return err
			}
			for i := range 45 {
				family := fmt.Sprintf("Jansen%d", i)
				if i == 0 {
					family = "de Vries"
				}
				r, err := people.Add(ctx, tx, a, people.NewResident{Who: people.Who{Given: "Geheim", Family: family}, Team: team}, at, "2020-05-18")
				if err != nil {
					return err
				}
				if org == "near" {
					h.files = append(h.files, r.ID)
				} else {
					h.alien = r.ID
				}
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// happened puts lines in the trail, as somebody.
func (h *house) happened(who string, at time.Time, lines ...audit.Line) {
	h.t.Helper()
	h.clock.Set(at)
	if err := h.f.Audit.Note(access.With(h.t.Context(), h.who[who]), lines...); err != nil {
		h.t.Fatal(err)
	}
	h.clock.Set(noon.Add(time.Hour))
}

func seen(files ...string) (lines []audit.Line) {
	for _, id := range files {
		lines = append(lines, audit.Line{Event: "resident.seen", Kind: "resident", ID: id, Residents: []string{id}, Ground: "team"})
	}
	return lines
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
	if (a.Status < 300 || a.Status >= 400) && !strings.HasPrefix(a.Header.Get("Content-Type"), "text/csv") {
		for _, p := range append(webtest.Check(d), webtest.CheckHeaders(a.Header)...) {
			h.t.Errorf("%s %s: %s", who, s.Path, p)
		}
	}
	return a, d
}

func (h *house) get(who, path string) (webtest.Answer, *webtest.Doc) {
	h.t.Helper()
	return h.do(who, webtest.Scenario{Path: path})
}

func (h *house) count(from string, args ...any) int64 {
	h.t.Helper()
	n, err := db.One(h.t.Context(), h.d.Read(), func(r db.Row) (n int64, err error) { return n, r.Scan(&n) }, `select count(*) from `+from, args...)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

func each(t *testing.T, test func(t *testing.T, h *house)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newHouse(t, d)) })
}

const officer = "near/privacy_officer"

func TestTexts(t *testing.T) {
	webtest.Texts(t, ".", texts, "oversight.")
	webtest.Pages(t, weekPage, logPage, printPage)
	for _, lang := range web.Langs {
		for _, group := range []string{"class.", "outcome.", "reasons.", "result.", "odd.", "odd_why."} {
			for _, code := range map[string][]string{"class.": {"file", "account", "content", "trail", "machine", "insights"}, "outcome.": outcomes, "reasons.": exportReasons, "result.": {"done", "refused", "failed"},
				"odd.":     {"night", "many_opened", "many_searches", "many_printed", "refused", "no_ground", "break_glass", "exported", "own_role", "opened_directly", "same_name", "closed_file", "knows"},
				"odd_why.": {"night", "many_opened", "many_searches", "many_printed", "refused", "no_ground", "break_glass", "exported", "own_role", "opened_directly", "same_name", "closed_file", "knows"}}[group] {
				if !texts.Has(lang, "oversight."+group+code) {
					t.Errorf("%s has no words for %s%s", lang, group, code)
				}
			}
		}
		for _, role := range access.Roles {
			if !texts.Has(lang, "oversight.role."+string(role)) {
				t.Errorf("%s has no words for the role %s", lang, role)
			}
		}
	}
}

// TestRoutes sees that every address has a line in the table of routes.
func TestRoutes(t *testing.T) {
	rt := web.New(web.Config{})
	(&Feature{}).Routes(rt)
	missing, _ := access.CheckRoutes(rt.Routes())
	for _, m := range missing {
		if strings.Contains(m, "/toezicht") {
			t.Errorf("without a line in routes.csv: %q", m)
		}
	}
}

// TestWhoMayCome opens and sends to every page in every role: the privacy officer alone gets anything.
func TestWhoMayCome(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.happened("near/worker", noon, seen(h.files[:3]...)...)
		for who := range h.who {
			for _, path := range []string{"/toezicht", "/en/toezicht", "/toezicht/logboek", "/toezicht/logboek/afdruk"} {
				want := 403
				if strings.HasSuffix(who, "/privacy_officer") {
					want = 200
				}
				before := h.count(`audit_line where event = 'audit.read' and outcome = 'refused'`)
				a, _ := h.get(who, path)
				if a.Status != want {
					t.Errorf("%s opens %s: %d, want %d", who, path, a.Status, want)
				}
				if want == 403 && h.count(`audit_line where event = 'audit.read' and outcome = 'refused'`) != before+1 {
					t.Errorf("%s opens %s: the refusal is not in the trail", who, path)
				}
				if want == 403 && strings.Contains(a.Body, "near worker") {
					t.Errorf("%s sees who acted", who)
				}
			}
			if strings.HasSuffix(who, "/privacy_officer") {
				continue
			}
			for _, path := range []string{"/toezicht", "/toezicht/controle", "/toezicht/logboek/uitvoeren"} {
				if a, _ := h.do(who, webtest.Scenario{Path: path, Form: url.Values{"once": {once.Key()}, "reden": {"review"}}}); a.Status != 403 {
					t.Errorf("%s sends to %s: %d", who, path, a.Status)
				}
			}
		}
		if a, _ := h.get("", "/toezicht"); a.Status != 401 {
			t.Errorf("nobody opens it: %d", a.Status)
		}
		if h.count("oversight_review") != 0 || h.count("oversight_check") != 0 {
			t.Error("somebody changed something")
		}
	})
}

// TestAWeek looks at what stood out, says what is thought of it, and sees it come back when more happens.
func TestAWeek(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		monday := noon.AddDate(0, 0, -2)
		h.happened("near/worker", monday, seen(h.files...)...)
		h.happened("near/team_lead", time.Date(2020, 5, 19, 23, 30, 0, 0, time.UTC), seen(h.files[3])...)
		h.happened("near/second", noon, seen(h.files[0])...)
		h.happened("near/second", noon.Add(time.Minute), audit.Line{Event: "access.refused", Kind: "resident", ID: h.files[1], Residents: h.files[1:2], Ground: "conflict", Outcome: audit.Refused})
		h.happened("far/worker", noon, seen(h.alien)...)

		a, d := h.get(officer, "/toezicht")
		for _, want := range []string{"18 mei 2020: veel dossiers geopend", "20 mei 2020: in de nacht gekeken", "zelfde achternaam", "van een bekende"} {
			if !d.Has("h3", want) {
				t.Errorf("%q does not stand out: %v", want, d.Texts("h3"))
			}
		}
		if !strings.Contains(a.Body, "45 regels, 45 dossiers. Op een drukke dag zijn het er hoogstens 40.") {
			t.Error("the numbers are not told")
		}
		for _, never := range []string{"Geheim", "Jansen", "far worker", h.alien} {
			if strings.Contains(a.Body, never) {
				t.Errorf("the page shows %q", never)
			}
		}
		if n := len(d.Texts("form h3")) + strings.Count(a.Body, `id="o-`); n < 4 {
			t.Errorf("%d items can be looked at", n)
		}
		if a, d := h.get("far/privacy_officer", "/toezicht"); !d.Has("main", "In deze week viel niets op.") || strings.Contains(a.Body, "near") {
			t.Error("another organisation sees what is not theirs")
		}
		if _, d := h.get(officer, "/toezicht?week=2020-05-11"); !d.Has("main", "In deze week viel niets op.") || !d.Has("h2", "Week van 11 mei 2020 tot en met 17 mei 2020") {
			t.Error("the week before is not empty")
		}
		for _, odd := range []string{"2031-01-01", "gisteren", ""} {
			if _, d := h.get(officer, "/toezicht?week="+odd); !d.Has("h2", "Week van 18 mei 2020") {
				t.Errorf("week %q is not this week", odd)
			}
		}

		form := url.Values{}
		for i := 1; form.Get("wat") != "knows" && i < 9; i++ {
			form = d.Fields(fmt.Sprintf("o-%d", i))
		}
		form.Set("uitkomst", "talked")
		for range 2 { // pressed twice
			if a, _ := h.do(officer, webtest.Scenario{Path: "/toezicht", Form: form}); a.Status != 303 {
				t.Fatalf("saying what one thinks: %d", a.Status)
			}
		}
		if n := h.count("oversight_review"); n != 1 || h.count(`audit_line where event = 'audit.reviewed' and outcome = 'done'`) != 1 {
			t.Errorf("%d reviews", n)
		}
		_, d = h.get(officer, "/toezicht")
		if !d.Has("details", "Besproken, zei near privacy_officer op 20 mei 2020, 13:00.") || !d.Has("li", "1 punt nagekeken") {
			t.Errorf("what was thought is not shown: %v", d.Texts("details"))
		}
		if _, d := h.get("far/privacy_officer", "/toezicht"); d.Has("li", "1 punt nagekeken") {
			t.Error("another organisation counts it too")
		}
		// More of the same: back on the list.
		h.happened("near/second", noon.Add(30*time.Minute), audit.Line{Event: "access.refused", Kind: "resident", ID: h.files[2], Residents: h.files[2:3], Ground: "conflict", Outcome: audit.Refused})
		if _, d := h.get(officer, "/toezicht"); !d.Has("article", "Daarna kwamen er nog regels bij.") || d.Has("details", "van een bekende") {
			t.Error("what came after it is not told")
		}

		// What must not be kept: what is not there, an invented word, of another organisation, of oneself.
		for name, set := range map[string][2]string{"word": {"uitkomst", "fine"}, "code": {"wat", "same_name"}, "day": {"dag", "2020-05-11"}, "no day": {"dag", "x"}, "worker": {"wie", h.who["far/worker"].ID},
			"oneself": {"wie", h.who[officer].ID}, "later": {"tot", "999999"}, "nothing": {"tot", "0"}} {
			wrong := url.Values{}
			for k, v := range form {
				wrong[k] = v
			}
			wrong.Set(set[0], set[1])
			wrong.Set(once.Field, once.Key())
			if a, _ := h.do(officer, webtest.Scenario{Path: "/toezicht", Form: wrong}); a.Status < 400 {
				t.Errorf("%s: %d", name, a.Status)
			}
		}
		if n := h.count("oversight_review"); n != 1 {
			t.Errorf("%d reviews after what may not be", n)
		}
		err := h.d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
			return Sweep(ctx, tx, h.who["far/worker"].Org, db.InstantOf(noon.AddDate(6, 0, 0)))
		})
		if err != nil || h.count("oversight_review") != 1 {
			t.Errorf("the sweep of another organisation takes this one's: %v", err)
		}
	})
}
