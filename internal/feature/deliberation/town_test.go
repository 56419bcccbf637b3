package deliberation

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nabij/content"
	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
	"nabij/migrations"
)

var (
	noon  = time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC)
	today = people.Day("2020-05-18")
)

var builtIn = func() *framework.Library {
	lib, issues := framework.LoadLibrary(content.FS, ".")
	if len(issues.Errors()) > 0 {
		panic(issues.Errors()[0])
	}
	return lib
}()

// town is two organisations with a few people, behind the real router, table of rights and audit trail.
type town struct {
	t       testing.TB
	d       *db.DB
	f       *Feature
	router  http.Handler
	clock   *clock.Fixed
	marks   *setMarks
	reviews *heard
	lib     *framework.Library
	teams   map[string]string
	who     map[string]access.Actor
	ids     map[string]string
}

type setMarks struct{ conflicts map[string][]string }

func (m *setMarks) Grounds(context.Context, db.Query, access.Actor, string) ([]access.Ground, error) {
	return nil, nil
}
func (m *setMarks) Conflicts(_ context.Context, _ db.Query, a access.Actor) ([]string, error) {
	return m.conflicts[a.ID], nil
}

// heard is who listens to decisions.
type heard struct {
	opened, closed []string
	form           string
	next, look     db.Date
}

func (h *heard) Opened(_ context.Context, _ db.Tx, _, id, _ string, fw *framework.Framework, c framework.Case, form string, next, look db.Date) error {
	if fw == nil || c.Answers == nil {
		panic("nothing was told")
	}
	h.opened, h.form, h.next, h.look = append(h.opened, id), form, next, look
	return nil
}

func (h *heard) Closed(_ context.Context, _ db.Tx, _, id string) error {
	h.closed = append(h.closed, id)
	return nil
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
	w := &town{t: t, d: d, clock: c, marks: &setMarks{map[string][]string{}}, reviews: &heard{}, lib: builtIn, teams: map[string]string{}, who: map[string]access.Actor{}, ids: map[string]string{}}
	w.f, err = New(Deps{DB: d, Clock: c, Zone: zone, Audit: log, Marks: w.marks, Reviews: w.reviews, FactFiles: content.Facts, Program: "test",
		Library: func(context.Context) *framework.Library { return w.lib }})
	if err != nil {
		t.Fatal(err)
	}
	rt := web.New(web.Config{Menu: w.f.Menu(), Texts: []*web.Texts{w.f.Texts()}, Clock: c, Log: slog.New(slog.DiscardHandler)})
	w.f.Routes(rt)
	w.router = rt
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
				"boss": {access.Manager, "north"}, "keeper": {access.Administrator, ""}, "partner": {access.NetworkPartner, ""}} {
				b := access.Actor{ID: people.NewID(noon), Org: a.Org, Name: name, Roles: []access.Role{p.role}, Via: "web"}
				if _, err := db.Exec(ctx, tx, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ($1, $2, $3, $3, 'active', $4, 1)`, b.ID, b.Org, name, at); err != nil {
					return err
				}
				if _, err := db.Exec(ctx, tx, `insert into worker_role (organisation_id, worker_id, role) values ($1, $2, $3)`, b.Org, b.ID, string(p.role)); err != nil {
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
	w.add("mine", "near/anna", people.Who{Given: "Johanna", Prefix: "van der", Family: "Meijer", BirthYear: 1948}, true,
		people.Household{Housemates: []people.Housemate{{Name: "Piet", Relation: "man"}}}, people.Barriers{Kinds: []string{"hearing"}},
		people.Reach{Channels: []people.Channel{{Kind: "phone", Value: "0201234567"}}}, people.Wishes{Items: []people.Wish{{Text: "Graag even samen zitten", On: "2020-05-03"}}})
	w.add("other", "near/cato", people.Who{Given: "Fatima", Family: "El Khattabi"}, true)
	w.add("far", "far/anna", people.Who{Given: "Johanna", Family: "Verweg"}, true)
}

func (w *town) add(name, worker string, who people.Who, mine bool, blocks ...people.Block) string {
	w.t.Helper()
	a := w.who[worker]
	w.tx(func(ctx context.Context, tx db.Tx) error {
		r, err := people.Add(ctx, tx, a, people.NewResident{Who: who, Team: a.Teams[0], Blocks: blocks}, db.InstantOf(w.clock.Now()), today)
		if err == nil && mine {
			err = people.Assign(ctx, tx, a, r.ID, a.ID, db.InstantOf(w.clock.Now()), today)
		}
		w.ids[name] = r.ID
		return err
	})
	return w.ids[name]
}

// put changes a block of a file, as another slice does.
func (w *town) put(worker, resident string, b people.Block) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx db.Tx) error {
		version, err := db.All(ctx, tx, func(r db.Row) (n int64, err error) { return n, r.Scan(&n) },
			`select version from resident_block where resident_id = $1 and block = $2`, w.ids[resident], string(b.Block()))
		if err != nil {
			return err
		}
		at, a, now := append(version, 0)[0], w.who[worker], db.InstantOf(w.clock.Now())
		switch b := b.(type) {
		case people.SafeRule:
			_, err = people.Put(ctx, tx, a, w.ids[resident], at, b, now)
		case people.Household:
			_, err = people.Put(ctx, tx, a, w.ids[resident], at, b, now)
		case people.Support:
			_, err = people.Put(ctx, tx, a, w.ids[resident], at, b, now)
		}
		return err
	})
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
	if strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") && (a.Status < 300 || a.Status >= 400) && s.Header["X-Nabij-Part"] == "" {
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

// open opens a page and fills in a form of it as somebody does.
func (w *town) open(name, path, id string, fill ...string) url.Values {
	w.t.Helper()
	a, d := w.get(name, path)
	if a.Status != 200 {
		w.t.Fatalf("%s as %s: %d", path, name, a.Status)
	}
	return set(d.Fields(id), fill...)
}

// set changes fields; "-" takes one away.
func set(form url.Values, fill ...string) url.Values {
	for i := 0; i+1 < len(fill); i += 2 {
		if fill[i+1] == "-" {
			form.Del(fill[i])
		} else {
			form.Set(fill[i], fill[i+1])
		}
	}
	return form
}

// ok demands a redirect and gives where to.
func (w *town) ok(name, path string, form url.Values) string {
	w.t.Helper()
	a, d := w.post(name, path, form)
	if a.Status != http.StatusSeeOther {
		w.t.Fatalf("%s %s: %d %q", name, path, a.Status, append(d.Texts(".problems li"), d.Texts("main p")...))
	}
	return a.Header.Get("Location")
}

// begin makes a deliberation and gives its address.
func (w *town) begin(name, resident string, fill ...string) string {
	w.t.Helper()
	path := "/inwoners/" + w.ids[resident] + "/afwegen"
	return w.ok(name, path, w.open(name, path, "begin", fill...))
}

// answer opens the page of a deliberation, changes answers and saves.
func (w *town) answer(name, at string, fill ...string) {
	w.t.Helper()
	w.ok(name, at, w.open(name, at, "weigh", fill...))
}

// decide takes a decision on one form of contact.
func (w *town) decide(name, at, form string, fill ...string) string {
	w.t.Helper()
	fields := w.open(name, at+"/besluit?vorm="+form, "decide", "reden", "Zo wil zij het", "ingestemd", "yes")
	for _, f := range []string{"afwijken", "zonder_overleg", "zonder_akkoord"} {
		if fields.Has(f) {
			fields.Set(f, "Dat weegt hier zwaarder")
		}
	}
	return w.ok(name, at+"/besluit", set(fields, fill...))
}

// stored gives the answer that stands at a question.
func (w *town) stored(at, question string) record.Answer {
	w.t.Helper()
	a := w.who["near/anna"]
	all, err := record.AnswersOf(w.t.Context(), w.d.Read(), a, at[len("/afwegingen/"):])
	if err != nil {
		w.t.Fatal(err)
	}
	for _, x := range all {
		if x.At.String() == question {
			return x
		}
	}
	return record.Answer{}
}

// dump is everything that is stored about deliberations, as text.
func (w *town) dump(tables ...string) string {
	w.t.Helper()
	var out strings.Builder
	for _, table := range tables {
		columns := strings.Join(columnsOf(w, table), " || '|' || ")
		rows, err := db.All(w.t.Context(), w.d.Read(), record.ScanText, `select `+columns+` from `+table+` order by 1`)
		if err != nil {
			w.t.Fatal(err)
		}
		out.WriteString(table + "\n" + strings.Join(rows, "\n") + "\n")
	}
	return out.String()
}

func columnsOf(w *town, table string) []string {
	ask := `select name from pragma_table_info('` + table + `')`
	if w.d.Engine() == db.PostgreSQL {
		ask = `select column_name from information_schema.columns where table_name = '` + table + `' and table_schema = current_schema() order by ordinal_position`
	}
	names, err := db.All(w.t.Context(), w.d.Read(), record.ScanText, ask)
	if err != nil {
		w.t.Fatal(err)
	}
	for i, n := range names {
		names[i] = `coalesce(cast(` + n + ` as text), '')`
	}
	return names
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
	webtest.Texts(t, ".", record.Texts, "deliberation.living.", "deliberation.agreed_", "deliberation.verdict_", "deliberation.approval_", "deliberation.unsafe_")
	webtest.Pages(t, weighPage, beginPage, listPage, choicePage, talkPage)
}

// restrict closes a file to everybody outside its caseload.
func (w *town) restrict(resident string) {
	w.t.Helper()
	w.tx(func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, `update resident set restricted = $2 where id = $1`, w.ids[resident], true)
		return err
	})
}

func benchTown(b *testing.B) *town {
	b.Helper()
	d, err := db.Open(b.Context(), db.Source{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Close() })
	if _, err := d.Migrate(b.Context(), migrations.Files, clock.System{}); err != nil {
		b.Fatal(err)
	}
	return newTown(b, d)
}

// live sends a page as the script does, with every question in it already.
func (w *town) live(name, at string, form url.Values) webtest.Answer {
	var have []string
	for field := range form {
		if q, ok := strings.CutPrefix(field, sealPrefix); ok {
			have = append(have, "q."+q)
		}
	}
	return webtest.Do(w.as(name), webtest.Scenario{Path: at, Form: form, Header: map[string]string{"X-Nabij-Part": "live", "X-Nabij-Have": strings.Join(have, " ")}})
}
