package intake

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

var (
	noon  = time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC)
	today = people.Day("2020-05-18")
)

// town is two organisations with a few people in them, behind the real router, table of rights and audit trail.
type town struct {
	t      testing.TB
	d      *db.DB
	f      *Feature
	router http.Handler
	clock  *clock.Fixed
	marks  *marks
	teams  map[string]string
	who    map[string]access.Actor
	ids    map[string]string // residents by a short name
}

// marks are grounds and conflicts that a test sets.
type marks struct {
	conflicts map[string][]string
	heard     []string
}

func (m *marks) hear(_ context.Context, _ db.Tx, _, resident, code string) error {
	m.heard = append(m.heard, resident+" "+code)
	return nil
}

// words tell every block in the same way.
type words struct{}

func (words) Teller(context.Context, db.Query, access.Actor, string) (func(people.Block) (string, web.Terms), error) {
	return func(b people.Block) (string, web.Terms) {
		return string(b.Block()), web.Terms{{Name: "said", Value: fmt.Sprint(b)}}
	}, nil
}

func (m *marks) Grounds(context.Context, db.Query, access.Actor, string) ([]access.Ground, error) {
	return nil, nil
}
func (m *marks) Conflicts(_ context.Context, _ db.Query, a access.Actor) ([]string, error) {
	return m.conflicts[a.ID], nil
}

func newTown(t testing.TB, d *db.DB) *town { return newTownAt(t, d, clock.At(noon)) }

func newTownAt(t testing.TB, d *db.DB, c clock.Clock) *town {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	key, err := audit.OpenKey(filepath.Join(t.TempDir(), "key"), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	log, err := audit.New(audit.Deps{DB: d, Clock: c, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	m := &marks{conflicts: map[string][]string{}}
	f, err := New(Deps{DB: d, Clock: c, Zone: zone, Audit: log, Marks: m, Words: words{}, Happened: m.hear})
	if err != nil {
		t.Fatal(err)
	}
	rt := web.New(web.Config{Texts: []*web.Texts{f.Texts()}, Clock: c, Log: slog.New(slog.DiscardHandler)})
	f.Routes(rt)
	fixed, _ := c.(*clock.Fixed)
	w := &town{t: t, d: d, f: f, router: rt, clock: fixed, marks: m, teams: map[string]string{}, who: map[string]access.Actor{}, ids: map[string]string{}}
	w.fill()
	return w
}

func (w *town) tx(fn func(ctx context.Context, tx db.Tx) error) {
	w.t.Helper()
	if err := w.d.InTx(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) fill() {
	w.t.Helper()
	at := db.InstantOf(noon)
	w.tx(func(ctx context.Context, tx db.Tx) error {
		for _, org := range []string{"near", "far"} {
			a := access.Actor{ID: people.NewID(noon), Org: people.NewID(noon)}
			if _, err := db.Exec(ctx, tx, `insert into organisation (id, name, short_name, created_at, version) values ($1, $2, $2, $3, 1)`, a.Org, org, at); err != nil {
				return err
			}
			for _, team := range []string{"north", "south"} {
				id, err := people.AddPlace(ctx, tx, a, "team", team, at)
				if err != nil {
					return err
				}
				w.teams[org+"/"+team] = id
			}
			for name, p := range map[string]struct {
				role access.Role
				team string
			}{"anna": {access.Worker, "north"}, "bram": {access.Worker, "north"}, "cato": {access.Worker, "south"}, "lead": {access.TeamLead, "north"},
				"boss": {access.Manager, "north"}, "support": {access.ClientSupporter, ""}, "keeper": {access.Administrator, ""}, "partner": {access.NetworkPartner, ""}} {
				b := access.Actor{ID: people.NewID(noon), Org: a.Org, Name: name, Roles: []access.Role{p.role}, Via: "web"}
				if _, err := db.Exec(ctx, tx, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ($1, $2, $3, $3, 'active', $4, 1)`, b.ID, b.Org, name, at); err != nil {
					return err
				}
				if p.team != "" {
					b.Teams = []string{w.teams[org+"/"+p.team]}
					if _, err := db.Exec(ctx, tx, `insert into worker_team (organisation_id, worker_id, team_id) values ($1, $2, $3)`, b.Org, b.ID, b.Teams[0]); err != nil {
						return err
					}
				}
				w.who[org+"/"+name] = b
			}
		}
		return nil
	})
	w.add("mine", "near/anna", people.Who{Given: "Johanna", Prefix: "van der", Family: "Meijer", BirthYear: 1948}, true)
	w.add("team", "near/bram", people.Who{Given: "Kees", Family: "Jansen", BirthYear: 1950}, true)
	w.add("other", "near/cato", people.Who{Given: "Fatima", Family: "El Khattabi"}, true)
	w.add("far", "far/anna", people.Who{Given: "Johanna", Prefix: "van der", Family: "Meijer"}, true)
}

func (w *town) add(name, worker string, who people.Who, mine bool, blocks ...people.Block) string {
	w.t.Helper()
	a := w.who[worker]
	w.tx(func(ctx context.Context, tx db.Tx) error {
		r, err := people.Add(ctx, tx, a, people.NewResident{Who: who, Team: a.Teams[0], Blocks: blocks}, db.InstantOf(noon), today)
		if err == nil && mine {
			err = people.Assign(ctx, tx, a, r.ID, a.ID, db.InstantOf(noon), today)
		}
		w.ids[name] = r.ID
		return err
	})
	return w.ids[name]
}

// as answers requests as somebody; "" is nobody.
func (w *town) as(name string) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		if name != "" {
			a, ok := w.who[name]
			if !ok {
				w.t.Errorf("nobody is called %s", name)
			}
			ctx = access.With(ctx, a)
		}
		w.router.ServeHTTP(rw, r.WithContext(ctx))
	})
}

func (w *town) do(name string, s webtest.Scenario) (webtest.Answer, *webtest.Doc) {
	w.t.Helper()
	a := webtest.Do(w.as(name), s)
	d := webtest.Parse(a.Body)
	if strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") && (a.Status < 300 || a.Status >= 400) {
		for _, p := range append(webtest.Check(d), webtest.CheckHeaders(a.Header)...) {
			w.t.Errorf("%s %s: %s", name, s.Path, p)
		}
	}
	return a, d
}

func (w *town) get(name, path string) (webtest.Answer, *webtest.Doc) {
	w.t.Helper()
	return w.do(name, webtest.Scenario{Path: path})
}

func (w *town) post(name, path string, form url.Values) (webtest.Answer, *webtest.Doc) {
	w.t.Helper()
	return w.do(name, webtest.Scenario{Path: path, Form: form})
}

// fill opens a form and fills it in as somebody does.
func (w *town) open(name, path, id string, fill ...string) url.Values {
	w.t.Helper()
	a, d := w.get(name, path)
	if a.Status != 200 {
		w.t.Fatalf("%s as %s: %d", path, name, a.Status)
	}
	form := d.Fields(id)
	for i := 0; i+1 < len(fill); i += 2 {
		form.Set(fill[i], fill[i+1])
	}
	if form.Get(once.Field) == "" {
		w.t.Fatalf("the form of %s has no key", path)
	}
	return form
}

// count counts audit lines of an event.
func (w *town) count(event, outcome string) int64 {
	w.t.Helper()
	n, err := db.One(w.t.Context(), w.d.Read(), func(r db.Row) (n int64, err error) { return n, r.Scan(&n) },
		`select count(*) from audit_line where event = $1 and outcome = $2`, event, outcome)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func each(t *testing.T, test func(t *testing.T, w *town)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newTown(t, d)) })
}

func TestTexts(t *testing.T) {
	webtest.Texts(t, ".", texts, "intake.")
	webtest.Pages(t, mergePage, importPage)
}
