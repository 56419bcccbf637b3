package app

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"nabij/internal/demo"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"

	"github.com/google/uuid"
)

// stricter are routes that refuse more than the tables say, each with its reason.
var stricter = map[string]string{
	"GET /afwegingen/{id}/verslag":     "there is a record only of what was decided",
	"GET /afwegingen/{id}/brief":       "there is a letter only of what was decided",
	"GET /afwegingen/{id}/eerder":      "there is an earlier one only where one follows on",
	"GET /heroverwegen/{deliberation}": "only decisions that stand come back",
	"GET /inwoners/{id}/dossier":       "being asked to think along opens what is needed for that, not the whole file",
	"GET /inwoners/{id}/ingezien":      "nor who saw it",
	"POST /mijn-account/passkey":       "passkeys need an address with a name; this program has a number",
	"POST /mijn-account/passkey/klaar": "the same",
	"POST /mijn-account/passkey/weg":   "the same",
	"GET /noodinzage/{resident}":       "asks for a reason before it looks whether there is anybody",
	"POST /noodinzage/{resident}":      "the same",
	"GET /afwegingen/{id}/besluit":     "only what was begun is decided",
	"GET /afwegingen/{id}/kiezen":      "the same",
}

// unseen are pages that say nothing of the object in their address and do not look for it: the same page for everybody
// who may come there at all, whether there is such an object or not.
var unseen = map[string]bool{"GET /noodinzage/{resident}": true}

// stateFirst are forms that tell somebody who may see the object that it is not as far yet, before they look whether this
// person may do more.
var stateFirst = map[string]bool{"POST /afwegingen/{id}/opnieuw": true}

// matrix asks every address of the program as everybody, about every kind of object in every relation, and compares with
// what routes.csv and grants.csv say of it.
type matrix struct {
	t     *testing.T
	shown shown
	needs map[string][2]string // route → verb and kind; "" for public and signed_in
	who   []*asker
	rows  map[string]bool // relation classes that were met
	good  map[string]bool // routes that let somebody in
	count int
	wrong map[string]int
	first map[string]bool // forms that tell a mistake before they look whether somebody may
}

type asker struct {
	*guest
	actor access.Actor
	in    bool
}

func TestG13EveryAddressAsEverybody(t *testing.T) {
	if os.Getenv("NABIJ_G13") == "" {
		t.Skip("takes minutes; NABIJ_G13=1 runs it. The tables themselves are walked cell by cell in platform/access, and routes without a line are refused")
	}
	d := dbtest.Open(t, db.Source{Dir: t.TempDir()})
	m := &matrix{t: t, shown: demonstrate(t, d), rows: map[string]bool{}, good: map[string]bool{}, wrong: map[string]int{}, first: map[string]bool{}}
	m.read()
	// Whoever is refused must be refused also when the form is right; a form that is told to be wrong looks the same for
	// an object that does not exist.
	for _, p := range demo.Personas() {
		m.come(strings.TrimSuffix(p.Login, "@zonneveld.example"))
	}
	m.who = append(m.who, &asker{guest: &guest{t: t, site: m.shown.site, who: "visitor"}})
	m.ended("sanne", "suspended", `update worker set state = 'suspended' where id = $1`, d)
	m.ended("karim", "left", `update worker set state = 'left', login = login || '.left' where id = $1`, d)
	m.abroad(d)
	m.walk(d)
	for w, n := range m.wrong {
		t.Errorf("%s (%d×)", w, n)
	}
	var never []string
	for route := range m.needs {
		if !m.good[route] {
			never = append(never, route)
		}
	}
	slices.Sort(never)
	t.Logf("%d checks; %d routes, %d of them let somebody in; %d principals; relations met: %v; told a mistake in the form first: %v; never let in with these forms and objects: %v",
		m.count, len(m.needs), len(m.good), len(m.who), sortedKeys(m.rows), sortedKeys(m.first), never)
	if m.count < 20_000 || len(m.who) < 14 || len(m.rows) < 9 {
		t.Errorf("%d checks, %d principals, %d relations: too few", m.count, len(m.who), len(m.rows))
	}
}

// read reads the table of routes by itself, and holds it to the routes of the program.
func (m *matrix) read() {
	text, err := os.ReadFile("../platform/access/routes.csv")
	if err != nil {
		m.t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(text)))
	r.Comment, r.FieldsPerRecord = '#', 3
	lines, err := r.ReadAll()
	if err != nil {
		m.t.Fatal(err)
	}
	m.needs = map[string][2]string{}
	for _, l := range lines[1:] {
		verb, kind, two := strings.Cut(l[2], " ")
		if !two {
			verb, kind = "", l[2]
		}
		m.needs[l[0]+" "+l[1]] = [2]string{verb, kind}
	}
}

func (m *matrix) come(who string) {
	g := m.shown.enter(m.t, who)
	a := &asker{guest: g, in: true}
	a.actor = m.actor(g)
	m.who = append(m.who, a)
}

func (m *matrix) actor(g *guest) access.Actor {
	for _, c := range g.cookies {
		if c.Name == "nabij-session" {
			a, err := m.shown.parts.Access.Resolve(m.t.Context(), c.Value)
			if err == nil {
				return a
			}
		}
	}
	m.t.Fatalf("%s has no session", g.who)
	return access.Actor{}
}

// ended is somebody whose session is there still and whose account is not; a colleague with the same roles and files.
func (m *matrix) ended(like, who, statement string, d *db.DB) {
	g := m.shown.enter(m.t, like)
	id := m.actor(g).ID
	twin := "twin-" + who
	m.exec(d, `insert into worker (id, organisation_id, login, name, state, password_hash, password_at, created_at, ended_at, version)
		select $2, organisation_id, $2, name, 'active', null, null, created_at, null, 1 from worker where id = $1`, id, twin)
	m.exec(d, `insert into worker_role (organisation_id, worker_id, role) select organisation_id, $2, role from worker_role where worker_id = $1`, id, twin)
	m.exec(d, `insert into worker_team (organisation_id, worker_id, team_id) select organisation_id, $2, team_id from worker_team where worker_id = $1`, id, twin)
	m.exec(d, `update session set worker_id = $2 where token_hash = (select token_hash from session where worker_id = $1 order by created_at desc limit 1)`, id, twin)
	m.exec(d, statement, twin)
	g.who = who
	m.who = append(m.who, &asker{guest: g})
}

func (m *matrix) exec(d *db.DB, statement string, args ...any) {
	m.t.Helper()
	err := d.InTx(m.t.Context(), func(ctx context.Context, tx db.Tx) error { _, err := db.Exec(ctx, tx, statement, args...); return err })
	if err != nil {
		m.t.Fatal(err)
	}
}

const elsewhere = "0190a000-0000-7000-8000-00000000e15e"

// abroad puts a resident into another organisation.
func (m *matrix) abroad(d *db.DB) {
	m.exec(d, `insert into organisation (id, name, short_name, created_at, version) select 'org-elsewhere', 'Elders', 'elders', created_at, 1 from organisation limit 1`)
	m.exec(d, `insert into resident (organisation_id, id, given, prefix, family, called, sort_key, birth_year, birth_day, postcode, house_number, team_id, neighbourhood_id,
		restricted, legal_ground, opened_on, closed_on, merged_into, created_at, created_by, version)
		select 'org-elsewhere', $1, 'Elders', '', 'Anders', '', 'anders', null, null, '', '', null, null, restricted, legal_ground, opened_on, null, null, created_at, created_by, 1
		from resident limit 1`, elsewhere)
}

// object is something to ask about: what stands in the address, and whose file it is.
type object struct{ id, resident string }

func (m *matrix) ids(d *db.DB, query string) (all []object) {
	m.t.Helper()
	all, err := db.All(m.t.Context(), d.Read(), func(row db.Row) (o object, err error) { return o, row.Scan(&o.id, &o.resident) }, query)
	if err != nil {
		m.t.Fatal(err)
	}
	return all
}

// walk asks it all.
func (m *matrix) walk(d *db.DB) {
	residents := m.ids(d, `select id, id from resident where merged_into is null`)
	residents = append(residents, object{elsewhere, elsewhere}, object{"0190a000-0000-7000-8000-000000000bad", "none"}, object{"onzin", "none"})
	weighings := append(m.ids(d, `select id, resident_id from deliberation`), object{"0190a000-0000-7000-8000-000000000bad", "none"}, object{"onzin", "none"})
	// Reading first: nothing that is changed by the one is another relation for the next.
	for _, method := range []string{"GET", "POST"} {
		for _, route := range sortedKeys(m.needs) {
			verb, path, _ := strings.Cut(route, " ")
			if verb != method || path == "/afmelden" || strings.HasPrefix(path, "/aanmelden") {
				continue
			}
			objects := []object{{}}
			if strings.Contains(path, "{") {
				switch {
				case strings.HasPrefix(path, "/inwoners/{id}"), path == "/noodinzage/{resident}":
					objects = residents
				case strings.HasPrefix(path, "/afwegingen/{id}"), path == "/heroverwegen/{deliberation}":
					objects = weighings
				case strings.HasPrefix(path, "/beheer/medewerkers/{"):
					objects = m.ids(d, `select id, '' from worker where state = 'active' order by created_at desc limit 1`)
				case strings.HasPrefix(path, "/beheer/teams/{"):
					objects = m.ids(d, `select id, '' from team limit 1`)
				case strings.HasPrefix(path, "/beheer/wijken/{"):
					objects = m.ids(d, `select id, '' from neighbourhood limit 1`)
				case strings.HasPrefix(path, "/beheer/doelgroepen/{"):
					objects = m.ids(d, `select id, '' from target_group limit 1`)
				case strings.HasPrefix(path, "/kaderbeheer/versie/{id}"):
					objects = m.ids(d, `select id, '' from pack_version limit 1`)
				}
			}
			for _, o := range objects {
				for _, a := range m.who {
					m.ask(d, route, a, o)
				}
			}
		}
	}
	// What is no method of a page is refused to everybody alike.
	for _, route := range sortedKeys(m.needs) {
		_, path, _ := strings.Cut(route, " ")
		for _, method := range []string{"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} {
			for _, a := range m.who {
				w := a.send(method, fill(path, object{id: "onzin"}))
				m.count++
				if w.Code < 400 {
					m.wrong[fmt.Sprintf("%s %s answers %d", method, path, w.Code)]++
				}
			}
		}
	}
}

// fill puts an object in an address.
func fill(path string, o object) string {
	var parts []string
	for part := range strings.SplitSeq(path, "/") {
		switch {
		case part == "{block}":
			part = "bereiken"
		case part == "{framework}" || part == "{pack}":
			part = "fysieke-ontmoeting"
		case strings.HasPrefix(part, "{") && o.id != "":
			part = o.id
		case strings.HasPrefix(part, "{"):
			part = "0190a000-0000-7000-8000-000000000bad"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "/")
}

func (g *guest) send(method, path string) *httptest.ResponseRecorder {
	body := url.Values{"once": {uuid.Must(uuid.NewV7()).String()}, "version": {"1"}, "versie": {"1"}}
	r := httptest.NewRequest(method, path, strings.NewReader(body.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, c := range g.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	g.site.ServeHTTP(w, r)
	return w
}

// ask asks one thing and compares.
func (m *matrix) ask(d *db.DB, route string, a *asker, o object) {
	method, path, _ := strings.Cut(route, " ")
	want, known, row := m.expect(d, route, a, o)
	m.rows[row] = true
	w := a.send(method, fill(path, o))
	m.count++
	to, _ := url.Parse(w.Header().Get("Location"))
	refused := w.Code == http.StatusForbidden || w.Code == http.StatusNotFound || w.Code == http.StatusUnauthorized ||
		w.Code == http.StatusSeeOther && to != nil && to.Path == "/aanmelden" || w.Code >= 500
	if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
		m.wrong[fmt.Sprintf("%s as %s (%s): %d", route, a.who, row, w.Code)]++
	}
	if !refused {
		m.good[route] = true
	}
	switch {
	case !want && w.Code == http.StatusConflict && stateFirst[route] && strings.Contains(row, "asked along"):
		// tells nothing that this person does not see already
	case !want && w.Code == http.StatusUnprocessableEntity && method == "POST" && a.in && row != "none":
		if twin := a.send(method, fill(path, object{id: "0190a000-0000-7000-8000-000000000bad"})); twin.Code != w.Code {
			m.wrong[fmt.Sprintf("LOOSER: %s as %s (%s): %d, and %d for what does not exist", route, a.who, row, w.Code, twin.Code)]++
		}
		m.first[route] = true
	case !want && unseen[route] && w.Code == http.StatusOK:
		if strings.Contains(w.Body.String(), "Elders") {
			m.wrong[route+" names somebody"]++
		}
	case !want && !refused:
		m.wrong[fmt.Sprintf("LOOSER: %s as %s (%s): %d", route, a.who, row, w.Code)]++
	case want && refused && known && stricter[route] == "":
		m.wrong[fmt.Sprintf("stricter: %s as %s (%s): %d", route, a.who, row, w.Code)]++
	}
}

// expect tells what the tables say. known is false where an empty form or an object that does not exist is refused for
// another reason than access.
func (m *matrix) expect(d *db.DB, route string, a *asker, o object) (want, known bool, row string) {
	need := m.needs[route]
	switch {
	case need[1] == "public":
		return true, false, "public"
	case !a.in:
		return false, true, "not in"
	case need[1] == "signed_in":
		return true, false, "in"
	case o.resident == "":
		return access.MayAny(a.actor, access.Verb(need[0]), need[1]), !strings.Contains(route, "{") && strings.HasPrefix(route, "GET"), "none"
	case o.resident == "none":
		return false, true, "does not exist"
	case o.resident == elsewhere:
		return false, true, "another organisation"
	}
	ctx, marks := m.t.Context(), standing{m.shown.parts.Access}
	thing, _, err := marks.Stands(ctx, d.Read(), a.actor, o.resident)
	if err != nil {
		m.t.Fatal(err)
	}
	grounds, err := m.shown.parts.Access.Grounds(ctx, d.Read(), a.actor, o.resident)
	if err != nil {
		m.t.Fatal(err)
	}
	asked, err := db.All(ctx, d.Read(), func(row db.Row) (s string, err error) { return s, row.Scan(&s) }, `select c.id from deliberation_consult c
		join deliberation x on x.organisation_id = c.organisation_id and x.id = c.deliberation_id
		where c.organisation_id = $1 and c.asked_of = $2 and c.state = 'open' and x.state = 'open' and x.resident_id = $3`, a.actor.Org, a.actor.ID, o.resident)
	if err != nil {
		m.t.Fatal(err)
	}
	row = string(thing.Relation)
	for _, id := range asked {
		grounds, row = append(grounds, access.ConsultGround(id, o.resident)), row+" asked along"
	}
	if len(grounds) > len(asked) {
		row += " glass"
	}
	if thing.Restricted {
		row += " closed"
	}
	if thing.Conflict {
		row += " knows"
	}
	thing.Kind, thing.Resident = need[1], o.resident
	if need[1] != "resident" {
		thing.ID = o.id
	}
	return access.May(a.actor, access.Verb(need[0]), thing, grounds...).Allowed, strings.HasPrefix(route, "GET"), row
}
