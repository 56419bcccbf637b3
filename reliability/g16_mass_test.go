package reliability

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"nabij/internal/platform/web/webtest"
)

// marker stands in every text that a form may not take.
const marker = "qmassz999999q"

// TestG16MassAssignment sends every form twice: as it stands, and with the name of every column of the schema beside it,
// plain, nested, in a list and doubled. The second may change nothing that the first did not.
func TestG16MassAssignment(t *testing.T) {
	wrong, forms, fields, accepted := massing(t, build(t), of(6, 100))
	tell(t, wrong)
	t.Logf("%d forms, each with %d further fields; %d were accepted with them: no column changed that the form is not about", forms, fields, accepted)
	if full && accepted < forms*2/3 {
		t.Errorf("only %d of %d forms were accepted: a refusal proves little", accepted, forms)
	}
}

func TestG16Guard(t *testing.T) {
	needFull(t)
	fault := sown{"internal/feature/organisation/pages_place.go", "\t\t\t\tp.Name, line.Detail = tidy(form.Text(\"name\")), \"place:renamed\"\n",
		"\t\t\t\tp.Name, line.Detail = tidy(form.Text(\"name\")), \"place:renamed\"\n\t\t\t\tif form.Has(\"closed_on\") {\n\t\t\t\t\tp.ClosedOn = people.Day(form.Text(\"closed_on\"))\n\t\t\t\t}\n"}
	wrong, _, _, _ := massing(t, build(t, fault), 100)
	guarded(t, "a form takes a column that it does not show", wrong)
}

// sheet is a form on a page of somebody.
type sheet struct {
	who, page, id string
	fill          []string
	start         url.Values // the page comes by a post with these
	then          string     // a form that can be sent once for each file: the page of another file, for the second time
}

// sheets are the forms that write, with what they need to be accepted.
func sheets(file, other, third, open, team, worker string) []sheet {
	all := []sheet{
		{who: "anna", page: "/inwoners/nieuw", id: "form", start: url.Values{"q": {"Iemand Anders"}}, fill: []string{"given", "@", "family", "@"}},
		{who: "anna", page: "/inwoners", id: "save-filter", fill: []string{"naam", "@"}},
		{who: "admin", page: "/beheer/teams/" + team, id: "form", fill: []string{"do", "name", "name", "@"}},
		{who: "admin", page: "/beheer/organisatie", id: "form", fill: []string{"name", "@"}},
		{who: "admin", page: "/beheer/teams", id: "form", fill: []string{"name", "@"}},
		{who: "admin", page: "/beheer/wijken", id: "form", fill: []string{"name", "@"}},
		{who: "admin", page: "/beheer/doelgroepen", id: "form", fill: []string{"name", "@"}},
		{who: "admin", page: "/beheer/medewerkers/nieuw", id: "ask", fill: []string{"name", "@", "login", "@@example.nl", "roles", "worker"}},
		{who: "admin", page: "/beheer/medewerkers/" + worker, id: "rights", fill: []string{"do", "rights", "roles", "worker"}},
		{who: "anna", page: file + "/veilig-contact", id: "form", fill: []string{"source", "resident", "means", "in_person_alone", "cover", "@"}},
		{who: "anna", page: file, id: "hand", fill: []string{"doe", "geef"}},
		{who: "bram", page: other, id: "take", fill: []string{"doe", "neem"}, then: third},
		{who: "lena", page: file + "/dossier", id: "form"},
		{who: "bram", page: other + "/afwegen", id: "begin"},
		{who: "anna", page: open, id: "weigh", fill: []string{"q.experience-text", "@"}},
		{who: "anna", page: open + "/meedenken", id: "ask", fill: []string{"vraag", "@", "doe", "vraag"}},
		{who: "anna", page: "/kaderbeheer/opmerking?pack=fysieke-ontmoeting", id: "remark", fill: []string{"tekst", "Een woord @"}},
		{who: "ed", page: "/kaderbeheer", id: "new", fill: []string{"naam", "@", "titel", "Titel @"}},
		{who: "anna", page: "/mijn-account", id: "codes"},
	}
	for slug, field := range map[string]string{"naam": "called", "bereiken": "reach.0.value", "drempels": "helps", "wonen": "street", "huishouden": "household.0.name",
		"doelgroepen": "", "wensen": "wishes.0.text", "netwerk": "network.0.name", "ondersteuning": ""} {
		s := sheet{who: "anna", page: file + "/wijzigen/" + slug, id: "form"}
		if field != "" {
			s.fill = []string{field, "@"}
		}
		if slug == "bereiken" {
			s.fill = append(s.fill, "reach.0.kind", "mobile")
		}
		all = append(all, s)
	}
	return all
}

// dump is every row of every table but the audit trail, by table and row.
func (s *state) dump() map[string]map[string]row {
	all := map[string]map[string]row{}
	for table := range s.tables() {
		if strings.HasPrefix(table, "audit_") {
			continue
		}
		all[table] = map[string]row{}
		keys := s.texts(`select name from pragma_table_info(?) where pk > 0 order by pk`, table)
		for _, r := range s.rows(`select * from ` + table) {
			var key []string
			for _, k := range keys {
				key = append(key, r[k])
			}
			all[table][strings.Join(key, "|")] = r
		}
	}
	return all
}

// change is what a form did: columns that changed, rows that came and went, and the values in columns that nobody types.
type change struct{ columns, values map[string]bool }

// quiet change with every request.
var quiet = map[string]bool{"session.seen_at": true, "session.token_hash": true, "once.+": true, "throttle.+": true, "throttle.due": true, "name_key.+": true, "resident_word.+": true}

// own are the columns of new rows that a form decides about by what it is, and never by what is sent.
var own = []string{"organisation_id", "team_id", "restricted", "legal_ground", "state", "closed_on", "merged_into", "created_by", "changed_by", "role", "owner_id",
	"purpose", "made_by", "neighbourhood_id", "block", "left_by", "started_by", "framework", "decided_by", "version", "opened_on", "outcome", "ended_at", "password_hash"}

func between2(before, after map[string]map[string]row) change {
	c := change{map[string]bool{}, map[string]bool{}}
	for table, rows := range after {
		for key, r := range rows {
			was, there := before[table][key]
			if !there {
				c.columns[table+".+"] = true
				for _, name := range own {
					if value, has := r[name]; has {
						c.values[table+"."+name+"="+value] = true
					}
				}
			}
			for name, value := range r {
				if there && was[name] != value {
					c.columns[table+"."+name] = true
				}
				if strings.Contains(value, marker) && !strings.Contains(was[name], marker) {
					c.values[table+"."+name+" holds what no form asked for"] = true
				}
			}
		}
		for key := range before[table] {
			if _, still := rows[key]; !still {
				c.columns[table+".-"] = true
			}
		}
	}
	return c
}

// further gives the fields that no form has: every column of the schema, in every way that programs have read them.
func further(tables map[string][]string, foreign string) url.Values {
	all := url.Values{}
	value := func(column string) string {
		switch {
		case strings.HasSuffix(column, "_id") || column == "id":
			return foreign
		case strings.HasSuffix(column, "_at"):
			return "2001-01-01T00:00:00.000000Z"
		case strings.HasSuffix(column, "_on") || strings.HasSuffix(column, "_day"):
			return "2001-01-01"
		case column == "version" || column == "total" || column == "done":
			return "77"
		case column == "restricted":
			return "true"
		case column == "role" || column == "roles":
			return "administrator"
		case column == "state":
			return "left"
		}
		return marker
	}
	for table, columns := range tables {
		for _, column := range columns {
			for _, name := range []string{column, table + "." + column, table + "[" + column + "]", column + "[]"} {
				if len(all[name]) == 0 {
					all.Set(name, value(column))
				}
			}
		}
	}
	return all
}

func massing(t *testing.T, exe string, most int) (wrong []string, forms, fields, accepted int) {
	t.Helper()
	var f findings
	h := welzijn(t, exe)
	anna := h.who["anna"]
	file, other, third := h.resident(anna, "Johanna", "Massa"), h.resident(anna, "Tweede", "Massa"), h.resident(anna, "Derde", "Massa")
	open := anna.want(anna.fill(anna.want(anna.get(file+"/afwegen"), 200), "begin", ""), 200).path
	s := look(t, h.p.dir)
	defer s.close()
	tables := s.tables()
	delete(tables, "audit_line")
	worker := s.texts(`select id from worker where login = 'vic@example.nl'`)[0]
	stranger := s.texts(`select id from resident where id <> ? limit 1`, strings.TrimPrefix(file, "/inwoners/"))[0]
	extra := further(tables, stranger)
	for _, one := range sheets(file, other, third, open, h.teams["Noord"], worker)[:min(most, 28)] {
		v := h.who[one.who]
		send := func(more url.Values, doubles bool) (answer, change) {
			page := v.get(one.page)
			if one.start != nil {
				page = v.post(one.page, one.start)
			}
			word := "q" + token("mas")
			var fill []string
			for _, text := range one.fill {
				fill = append(fill, strings.Replace(text, "@", word, 1))
			}
			path, form, err := page.form(one.id, "", fill...)
			if err != nil {
				f.add("%s of %s: %v", one.page, one.who, err)
				return answer{code: -1}, change{}
			}
			for _, b := range page.doc().Find("form#" + one.id + " button") {
				if name := webtest.Attr(b, "name"); name != "" && !form.Has(name) {
					form.Set(name, webtest.Attr(b, "value"))
					break
				}
			}
			for _, list := range page.doc().Find("form#" + one.id + " select") {
				name := webtest.Attr(list, "name")
				for _, o := range page.doc().Find("form#" + one.id + " select[name=" + name + "] option") {
					if value := webtest.Attr(o, "value"); value != "" && form.Get(name) == "" && name != "wissen" {
						form.Set(name, value)
					}
				}
			}
			for name, values := range more {
				if !form.Has(name) {
					form[name] = values
				} else if doubles && len(page.doc().Find(`form#`+one.id+` input[type=checkbox][name="`+name+`"]`)) == 0 { // a second tick is no double
					form[name] = append(slices.Clone(form[name]), values...)
				}
			}
			before := s.dump()
			a := v.post(path, form)
			return a, between2(before, s.dump())
		}
		plain, usual := send(nil, false)
		if plain.code < 0 {
			continue
		}
		forms++
		if one.then != "" {
			one.page = one.then
		} else if _, again := send(nil, false); again.columns != nil { // the first time can be a new row, the second a change
			maps.Copy(usual.columns, again.columns)
			maps.Copy(usual.values, again.values)
		}
		if !plain.acknowledged() {
			f.add("%s of %s as it stands: %d %v", one.page, one.who, plain.code, plain.doc().Texts(".problems"))
			continue
		}
		a, did := send(extra, true)
		judgeMass(&f, one, usual, did)
		if !a.acknowledged() {
			a, did = send(extra, false)
			judgeMass(&f, one, usual, did)
		}
		if a.acknowledged() {
			accepted++
		} else if a.code >= http.StatusInternalServerError {
			f.add("%s of %s with further fields: %d", one.page, one.who, a.code)
		}
	}
	return f.list(), forms, len(extra), accepted
}

func judgeMass(f *findings, one sheet, usual, did change) {
	for _, column := range slices.Sorted(maps.Keys(did.columns)) {
		if !usual.columns[column] && !quiet[column] {
			f.add("%s of %s: %s changed, which the form as it stands does not do", route(one.page), one.who, column)
		}
	}
	for _, value := range slices.Sorted(maps.Keys(did.values)) {
		name, is, _ := strings.Cut(value, "=")
		if strings.HasSuffix(value, "asked for") || !usual.values[value] && is != "" && (strings.HasPrefix(is, "2001-") || is == "77" || is == "administrator" || is == "left" || is == "true" || strings.Contains(is, marker)) {
			f.add("%s of %s: %s became %s", route(one.page), one.who, name, is)
		}
	}
}
