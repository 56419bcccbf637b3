package feedback

import (
	"context"
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
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

var noon = time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC)

var builtIn = fstest.MapFS{"hot-day/pack.yaml": {Data: []byte(`nabij: 1
pack: {id: hot-day, version: 1.0.0, status: released, kind: framework, languages: [nl, en], title: {nl: "Hete dag", en: "Hot day"}}
considerations:
  - id: the-day
    kind: estimate
    title: {nl: "De dag", en: "The day"}
    questions:
      - {id: warning, ask: {nl: "Is er een waarschuwing?", en: "Is there a warning?"}, type: yes_no}
rules:
  - {id: too-hot, says: {nl: "Met een waarschuwing gaan we niet op pad.", en: "With a warning we do not travel."}, when: {question: warning, is: yes}, limits: {home: not_advised}}
forms:
  - {id: home, title: {nl: "huisbezoek", en: "home visit"}}
  - {id: phone, title: {nl: "telefoon", en: "telephone"}}
`)}}

// town is two organisations with a few people in them, behind the real router, table of rights and audit trail.
type town struct {
	t      *testing.T
	d      *db.DB
	f      *Feature
	router http.Handler
	who    map[string]access.Actor
}

func newTown(t *testing.T, d *db.DB) *town {
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
	lib, issues := framework.LoadLibrary(builtIn, ".")
	if errs := issues.Errors(); len(errs) > 0 {
		t.Fatal(errs)
	}
	f, err := New(Deps{DB: d, Clock: c, Zone: zone, Audit: log, Library: func(context.Context) *framework.Library { return lib },
		Numbers: func(context.Context, db.Query, access.Actor, string) ([]string, error) { return []string{"1.1.0"}, nil }})
	if err != nil {
		t.Fatal(err)
	}
	rt := web.New(web.Config{Menu: f.Menu(), Texts: []*web.Texts{f.Texts()}, Clock: c, Log: slog.New(slog.DiscardHandler)})
	f.Routes(rt)
	w := &town{t: t, d: d, f: f, router: rt, who: map[string]access.Actor{}}
	w.fill()
	return w
}

func (w *town) fill() {
	w.t.Helper()
	at := db.InstantOf(noon)
	err := w.d.InTx(w.t.Context(), func(ctx context.Context, tx db.Tx) error {
		for _, org := range []string{"near", "far"} {
			id := people.NewID(noon)
			if _, err := db.Exec(ctx, tx, `insert into organisation (id, name, short_name, created_at, version) values ($1, $2, $2, $3, 1)`, id, org, at); err != nil {
				return err
			}
			for name, role := range map[string]access.Role{"edith": access.FrameworkEditor, "fred": access.FrameworkEditor, "anna": access.Worker,
				"boss": access.Manager, "keeper": access.Administrator, "partner": access.NetworkPartner} {
				b := access.Actor{ID: people.NewID(noon), Org: id, Name: name, Roles: []access.Role{role}, Via: "web"}
				if _, err := db.Exec(ctx, tx, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ($1, $2, $3, $3, 'active', $4, 1)`, b.ID, id, name, at); err != nil {
					return err
				}
				w.who[org+"/"+name] = b
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
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

// open opens a form and fills it in as somebody does.
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
		w.t.Fatalf("the form %s of %s has no key:\n%s", id, path, a.Body)
	}
	return form
}

// count counts audit lines of an event.
func (w *town) count(event, outcome string) int64 {
	w.t.Helper()
	n, err := db.One(w.t.Context(), w.d.Read(), func(r db.Row) (n int64, err error) { return n, r.Scan(&n) }, `select count(*) from audit_line where event = $1 and outcome = $2`, event, outcome)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func each(t *testing.T, test func(t *testing.T, w *town)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newTown(t, d)) })
}

// fresh gives a form another key, as if its page was opened again.
func (w *town) fresh(form url.Values) url.Values {
	out := url.Values{}
	for k, v := range form {
		out[k] = v
	}
	out.Set(once.Field, once.Key())
	return out
}
