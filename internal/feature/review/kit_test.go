package review

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

var (
	noon  = time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC)
	at    = db.InstantOf(noon)
	today = people.Day("2020-05-18")
)

// content makes a library of one framework and its guidelines.
func content(t testing.TB, version, keep, extra string) *framework.Library {
	t.Helper()
	head := func(id, kind, v string) string {
		return fmt.Sprintf("nabij: 1\npack: {id: %s, version: %s, status: released, kind: %s, languages: [nl, en], title: {nl: %s, en: %s}", id, v, kind, "De "+id, "The "+id)
	}
	both := func(s string) string { return "{nl: " + s + ", en: " + s + "}" }
	frame := head("visit", "framework", map[bool]string{true: "1.0.0", false: "1.1.0"}[extra == ""]) + ", guidelines: [apart]}\n"
	body := `
requirements: [{id: apart, kind: distance, phase: during, text: {nl: "Blijf {param:keep} weg.", en: "Stay {param:keep} away."}}]
forms: [{id: home, title: {nl: Huisbezoek, en: Visit}}, {id: phone, title: {nl: Bellen, en: Call}}]
considerations:
  - {id: c, kind: rule, title: ` + both("C") + `, questions: [{id: ill, ask: ` + both("Ziek") + `, type: yes_no, may: [unknown]}]}
rules:
  - {id: apart, says: ` + both("Afstand.") + `, when: {question: ill, is: no}, requires: {home: [apart]}}
  - {id: ill, says: ` + both("Ziek.") + `, when: {question: ill, is: yes}, limits: {home: not_advised}}
` + extra
	if strings.Contains(extra, "cough") { // a rule about a question that is asked from now on
		body = strings.Replace(body, "questions: [", "questions: [{id: cough, ask: "+both("Hoest")+", type: yes_no}, ", 1)
	}
	guide := head("apart", "guidelines", version) + "}\n"
	holds := `
sources: [{id: s, title: S, status: own}]
parameters:
  - {id: keep, title: ` + both("Afstand") + `, type: number, unit: ` + both("meter") + `, stricter: higher, binds: everyone}
holds:
  - {parameter: keep, from: 2020-03-15, value: ` + keep + `, kind: law, source: s}
`
	lib, issues := framework.LoadLibrary(fstest.MapFS{
		"visit/pack.yaml": {Data: []byte(frame)}, "visit/body.yaml": {Data: []byte(body)},
		"apart/pack.yaml": {Data: []byte(guide)}, "apart/body.yaml": {Data: []byte(holds)},
	}, ".")
	for _, i := range issues.Errors() {
		t.Fatal(i)
	}
	return lib
}

// town is two organisations with a few people in them, behind the real router, table of rights and audit trail.
type town struct {
	t      testing.TB
	d      *db.DB
	f      *Feature
	router http.Handler
	clock  *clock.Fixed
	marks  *marks
	now    *framework.Library // in force
	teams  map[string]string
	who    map[string]access.Actor
	ids    map[string]string // residents by a short name
}

type marks struct{ conflicts map[string][]string }

func (m *marks) Grounds(context.Context, db.Query, access.Actor, string) ([]access.Ground, error) {
	return nil, nil
}
func (m *marks) Conflicts(_ context.Context, _ db.Query, a access.Actor) ([]string, error) {
	return m.conflicts[a.ID], nil
}

func newTown(t testing.TB, d *db.DB) *town {
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
	w := &town{t: t, d: d, clock: c, marks: &marks{map[string][]string{}}, now: content(t, "1.0.0", "1.5", ""), teams: map[string]string{}, who: map[string]access.Actor{}, ids: map[string]string{}}
	w.f, err = New(Deps{DB: d, Clock: c, Zone: zone, Audit: log, Marks: w.marks, Library: func(context.Context) *framework.Library { return w.now }})
	if err != nil {
		t.Fatal(err)
	}
	rt := web.New(web.Config{Menu: w.f.Menu(), Texts: []*web.Texts{w.f.Texts()}, Clock: c, Log: slog.New(slog.DiscardHandler)})
	w.f.Routes(rt)
	w.router = rt
	w.fill()
	return w
}

func (w *town) tx(as string, fn func(ctx context.Context, tx db.Tx) error) {
	w.t.Helper()
	ctx := context.WithoutCancel(w.t.Context())
	if as != "" {
		ctx = access.With(ctx, w.who[as])
	}
	if err := w.d.InTx(ctx, fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) fill() {
	w.t.Helper()
	w.tx("", func(ctx context.Context, tx db.Tx) error {
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
				"boss": {access.Manager, "north"}, "keeper": {access.Administrator, ""}} {
				b := access.Actor{ID: people.NewID(noon), Org: a.Org, Name: name, Roles: []access.Role{p.role}, Via: "web"}
				if _, err := db.Exec(ctx, tx, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ($1, $2, $3, $3, 'active', $4, 1)`, b.ID, b.Org, name, at); err != nil {
					return err
				}
				if p.team != "" {
					b.Teams = []string{w.teams[org+"/"+p.team]}
				}
				w.who[org+"/"+name] = b
			}
		}
		return nil
	})
	w.add("mine", "near/anna", "Johanna", "Meijer")
	w.add("team", "near/bram", "Kees", "Jansen")
	w.add("other", "near/cato", "Fatima", "Amrani")
	w.add("far", "far/anna", "Pieter", "Ver")
}

func (w *town) add(name, worker, given, family string) string {
	w.t.Helper()
	a := w.who[worker]
	w.tx(worker, func(ctx context.Context, tx db.Tx) error {
		r, err := people.Add(ctx, tx, a, people.NewResident{Who: people.Who{Given: given, Family: family}, Team: a.Teams[0]}, at, today)
		if err == nil {
			err = people.Assign(ctx, tx, a, r.ID, a.ID, at, today)
		}
		w.ids[name] = r.ID
		return err
	})
	return w.ids[name]
}

// decide takes a decision about a resident: to visit at home, when nobody is ill.
func (w *town) decide(worker, resident, ill string, next, look people.Day) string {
	w.t.Helper()
	return w.decideOn(worker, resident, "home", ill, next, look)
}

// decideOn takes a decision for one form, or for several with spaces between.
func (w *town) decideOn(worker, resident, form, ill string, next, look people.Day) string {
	w.t.Helper()
	fw, issues := w.now.Compile("visit", "")
	if fw == nil {
		w.t.Fatal(issues)
	}
	c := framework.Case{Plan: framework.On(framework.DayOf(2020, 5, 18)), Today: framework.NoMoment, Answers: map[framework.Asked]framework.Answer{
		{Question: "ill"}: {Given: framework.Answered, Words: []string{ill}, Asked: framework.NoMoment}}}
	id := people.NewID(w.clock.Now())
	w.tx(worker, func(ctx context.Context, tx db.Tx) error {
		return w.f.Opened(ctx, tx, w.who[worker].Org, id, w.ids[resident], fw, c, form, dateOf(w.t, next), dateOf(w.t, look))
	})
	return id
}

func dateOf(t testing.TB, d people.Day) db.Date {
	if d == "" {
		return db.Date{}
	}
	out, err := db.ParseDate(string(d))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *town) happened(worker, resident, code string) {
	w.t.Helper()
	w.tx(worker, func(ctx context.Context, tx db.Tx) error {
		return w.f.Happened(ctx, tx, w.who[worker].Org, w.ids[resident], code)
	})
}

// release puts other content in force and brings back what it touches.
func (w *town) release(worker, release string, to *framework.Library) framework.Impact {
	w.t.Helper()
	from := w.now
	w.now = to
	i, err := w.f.BringBack(access.With(w.t.Context(), w.who[worker]), w.who[worker].Org, release, from, to, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return i
}

// as answers requests as somebody; "" is nobody.
func (w *town) as(name string) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		if name != "" {
			ctx = access.With(ctx, w.who[name])
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

// main is the text of the page.
func (w *town) main(name, path string) string {
	w.t.Helper()
	a, d := w.get(name, path)
	if a.Status != http.StatusOK {
		w.t.Fatalf("%s as %s: %d", path, name, a.Status)
	}
	return strings.Join(d.Texts("main"), "\n")
}

func (w *town) count(query string, args ...any) int64 {
	w.t.Helper()
	n, err := db.One(w.t.Context(), w.d.Read(), scanInt, query, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func each(t *testing.T, test func(t *testing.T, w *town)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newTown(t, d)) })
}
