package publishing

import (
	"bytes"
	"context"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
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

// The content that comes with the program of the tests: a framework with a case, and the guidelines that it uses.
var builtIn = fstest.MapFS{
	"frameworks/hot-day/1.0.0/pack.yaml": {Data: []byte(`nabij: 1
pack:
  id: hot-day
  version: 1.0.0
  status: released
  kind: framework
  languages: [nl, en]
  title: {nl: "Hete dag", en: "Hot day"}
  guidelines: [heat-rules]
  source: plan
sources:
  - {id: plan, title: Heat plan, status: own}
  - {id: letter, title: A letter, status: seen}
considerations:
  - id: the-day
    kind: estimate
    title: {nl: "De dag", en: "The day"}
    questions:
      - {id: warning, ask: {nl: "Is er een waarschuwing?", en: "Is there a warning?"}, type: yes_no, source: letter}
roles: [{id: lead, title: {nl: "de teamleider", en: "the team lead"}}]
forms:
  - {id: home, title: {nl: "huisbezoek", en: "home visit"}}
  - {id: phone, title: {nl: "telefoon", en: "telephone"}}
`)},
	"frameworks/hot-day/1.0.0/rules.yaml":      {Data: []byte(rules("approve: [lead], ", "not_advised"))},
	"frameworks/hot-day/1.0.0/cases/warm.yaml": {Data: []byte("title: Warm\nday: 2020-07-01\nanswers: {warning: yes}\nexpect: {applies: [too-hot], best: phone}\n")},
	"guidelines/heat-rules/1.0.0/pack.yaml":    {Data: []byte(guidelines("1.0.0", "30"))},
}

func rules(approve, limit string) string {
	return `rules:
  - {id: too-hot, says: {nl: "Met een waarschuwing gaan we niet op pad.", en: "With a warning we do not travel."}, when: {all: [{question: warning, is: yes}, {param: group, at_least: 1}]}, ` + approve + `limits: {home: ` + limit + `}}
`
}

func guidelines(version, people string) string {
	return `nabij: 1
pack: {id: heat-rules, version: ` + version + `, status: released, kind: guidelines, languages: [nl, en], title: {nl: Hitte, en: Heat}}
sources: [{id: own, title: Ours, status: own}]
parameters:
  - {id: group, title: {nl: "Grootte van een groep", en: "Size of a group"}, type: number, stricter: lower, binds: everyone}
holds:
  - {parameter: group, from: 2020-03-15, value: ` + people + `, kind: advice, source: own}
`
}

// counts is a keeper of decisions that counts what it is asked.
type counts struct {
	mu       sync.Mutex
	result   framework.Impact
	fails    int // how often it fails first
	asked    []string
	progress func()
}

func (c *counts) Impact(_ context.Context, org string, from, to *framework.Library, progress func(done, total int)) (framework.Impact, error) {
	return c.answer("impact "+org, from, to, progress)
}

func (c *counts) BringBack(_ context.Context, org, release string, from, to *framework.Library, progress func(done, total int)) (framework.Impact, error) {
	return c.answer("back "+org+" "+release, from, to, progress)
}

func (c *counts) answer(what string, from, to *framework.Library, progress func(done, total int)) (framework.Impact, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, what+" "+newest(from)+" "+newest(to))
	progress(1, c.result.Open)
	if c.progress != nil {
		c.progress()
	}
	if c.fails > 0 {
		c.fails--
		return framework.Impact{}, context.DeadlineExceeded
	}
	progress(c.result.Open, c.result.Open)
	return c.result, nil
}

func newest(l *framework.Library) string {
	if l.Find("hot-day", "") == nil {
		return ""
	}
	return l.Find("hot-day", "").Head.Version + "/" + l.Find("heat-rules", "").Head.Version
}

// town is two organisations with a few people in them, behind the real router, table of rights and audit trail.
type town struct {
	t       *testing.T
	d       *db.DB
	f       *Feature
	log     *audit.Log
	router  http.Handler
	clock   *clock.Fixed
	impacts *counts
	who     map[string]access.Actor
	orgs    map[string]string
	told    *bytes.Buffer // what the program wrote down
}

func newTown(t *testing.T, d *db.DB) *town {
	t.Helper()
	key, err := audit.OpenKey(filepath.Join(t.TempDir(), "key"), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c := clock.At(noon)
	log, err := audit.New(audit.Deps{DB: d, Clock: c, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	w := &town{t: t, d: d, log: log, clock: c, who: map[string]access.Actor{}, orgs: map[string]string{}, told: &bytes.Buffer{},
		impacts: &counts{result: framework.Impact{Open: 5, Same: 2, OtherReason: 1, OtherAdvice: 1, CannotTell: 1}}}
	w.f = w.process()
	w.f.wait = time.Minute // the machine of the tests may be busy
	w.router = w.serve(w.f)
	w.fill()
	return w
}

// process is one process of the program on this database.
func (w *town) process() *Feature {
	w.t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		w.t.Fatal(err)
	}
	lib, issues := framework.LoadLibrary(builtIn, ".")
	if errs := issues.Errors(); len(errs) > 0 {
		w.t.Fatal(errs)
	}
	f, err := New(Deps{DB: w.d, Clock: w.clock, Zone: zone, Audit: w.log, BuiltIn: lib, Files: builtIn, Impact: w.impacts, Log: slog.New(slog.NewTextHandler(w.told, nil))})
	if err != nil {
		w.t.Fatal(err)
	}
	return f
}

func (w *town) serve(f *Feature) http.Handler {
	rt := web.New(web.Config{Menu: f.Menu(), Texts: []*web.Texts{f.Texts()}, Clock: w.clock, Log: slog.New(slog.DiscardHandler)})
	f.Routes(rt)
	return rt
}

func (w *town) fill() {
	w.t.Helper()
	at := db.InstantOf(noon)
	err := w.d.InTx(w.t.Context(), func(ctx context.Context, tx db.Tx) error {
		for _, org := range []string{"near", "far"} {
			id := people.NewID(noon)
			w.orgs[org] = id
			if _, err := db.Exec(ctx, tx, `insert into organisation (id, name, short_name, created_at, version) values ($1, $2, $2, $3, 1)`, id, org, at); err != nil {
				return err
			}
			for name, role := range map[string]access.Role{"edith": access.FrameworkEditor, "fred": access.FrameworkEditor, "gert": access.FrameworkEditor, "anna": access.Worker,
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
func (w *town) as(name string) http.Handler { return w.at(w.router, name) }

func (w *town) at(router http.Handler, name string) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		if name != "" {
			a, ok := w.who[name]
			if !ok {
				w.t.Errorf("nobody is called %s", name)
			}
			ctx = access.With(ctx, a)
		}
		router.ServeHTTP(rw, r.WithContext(ctx))
	})
}

func (w *town) do(name string, s webtest.Scenario) (webtest.Answer, *webtest.Doc) {
	w.t.Helper()
	a := webtest.Do(w.as(name), s)
	d := webtest.Parse(a.Body)
	if strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") && (a.Status < 300 || a.Status >= 400) && !strings.HasSuffix(s.Path, "/gevolgen") {
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

// begin makes a new version of a pack and gives its address.
func (w *town) begin(name, pack string) string {
	w.t.Helper()
	a, _ := w.post(name, "/kaderbeheer/nieuw", w.open(name, "/kaderbeheer/"+pack, "new"))
	if a.Status != http.StatusSeeOther {
		w.t.Fatalf("a new version of %s: %d\n%s", pack, a.Status, a.Body)
	}
	return a.Header.Get("Location")
}

// write puts a text in a file of a version.
func (w *town) write(name, version, file, text string) webtest.Answer {
	w.t.Helper()
	form := w.open(name, version+"/bestand?naam="+url.QueryEscape(file), "file", "tekst", text, "doe", "opslaan")
	a, _ := w.post(name, version+"/bestand", form)
	return a
}

// propose asks for release with everybody consulted or not.
func (w *town) propose(name, version string) webtest.Answer {
	w.t.Helper()
	form := w.open(name, version, "propose", "doe", "voorstellen", "toelichting", "Minder mensen bij elkaar.",
		"gevraagd.workers", "ja", "hoe.workers", "In het overleg.", "dag.workers", "2020-05-12",
		"gevraagd.client_council", "ja", "hoe.client_council", "Per brief.", "dag.client_council", "2020-05-13",
		"gevraagd.experience", "nee", "hoe.experience", "Geen tijd; dat doen we erna.")
	a, _ := w.post(name, version, form)
	return a
}

func (w *town) reckon(name, version string) {
	w.t.Helper()
	if a, _ := w.post(name, version+"/gevolgen", w.open(name, version, "reckon")); a.Status != http.StatusSeeOther {
		w.t.Fatalf("reckoning: %d %s", a.Status, a.Body)
	}
	w.work()
}

// work does what waits in the queue.
func (w *town) work() {
	w.t.Helper()
	for range 10 {
		worked, err := w.f.workOnce(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		if !worked {
			return
		}
	}
	w.t.Fatal("there is no end to the work")
}

func (w *town) release(name, version string) webtest.Answer {
	w.t.Helper()
	a, _ := w.post(name, version, w.open(name, version, "release", "doe", "vrijgeven"))
	return a
}

// released takes a pack all the way.
func (w *town) released(pack, file, text string) string {
	w.t.Helper()
	version := w.begin("near/edith", pack)
	if a := w.write("near/edith", version, file, text); a.Status != http.StatusSeeOther {
		w.t.Fatalf("writing: %d\n%s", a.Status, a.Body)
	}
	if a := w.propose("near/edith", version); a.Status != http.StatusSeeOther {
		w.t.Fatalf("proposing: %d\n%s", a.Status, a.Body)
	}
	w.reckon("near/fred", version)
	if a := w.release("near/fred", version); a.Status != http.StatusSeeOther {
		w.t.Fatalf("releasing: %d\n%s", a.Status, a.Body)
	}
	w.work()
	return version
}

func (w *town) library(name string) *framework.Library {
	ctx := w.t.Context()
	if name != "" {
		ctx = access.With(ctx, w.who[name])
	}
	return w.f.Library(ctx)
}

// count counts audit lines of an event.
func (w *town) count(event, outcome string) int64 {
	w.t.Helper()
	n, err := db.One(w.t.Context(), w.d.Read(), scanCount, `select count(*) from audit_line where event = $1 and outcome = $2`, event, outcome)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// send sends a file as a browser does.
func (w *town) send(name, version, file string, data []byte) webtest.Answer {
	w.t.Helper()
	form := w.open(name, version, "upload")
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for field, values := range form {
		if field != "bestand" {
			_ = m.WriteField(field, values[0])
		}
	}
	part, err := m.CreateFormFile("bestand", file)
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	a, _ := w.do(name, webtest.Scenario{Method: "POST", Path: version + "/bestanden", Body: b.String(), Header: map[string]string{"Content-Type": m.FormDataContentType()}})
	return a
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
