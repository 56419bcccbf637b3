package reliability

import (
	"database/sql"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/web/webtest"
)

// canary is the form of every token that is planted.
var canary = regexp.MustCompile(`q[a-z]{1,4}z\d{6,}q`)

// planted is a place with two organisations, in which every field that takes words has a word of its own.
type planted struct {
	t       *testing.T
	p       *program
	people  []*principal
	files   []*planting
	owner   map[string]*planting // by token
	answers int
}

// planting is something that tokens are of, with who may read them. The lists are written by hand from grants.csv.
type planting struct {
	name    string
	id      string // of a resident; "" for what is of an organisation, a team or a person
	readers []string
}

// principal is somebody who asks. The name says of which organisation.
type principal struct {
	name string
	v    *visitor
	id   string
}

func (o *planting) allows(name string) bool { return slices.Contains(o.readers, name) }

// at gives the names of principals: of one organisation, those of a list.
func named(org string, names ...string) (all []string) {
	for _, n := range names {
		all = append(all, org+"/"+n)
	}
	return all
}

// everybody of an organisation but the partner from elsewhere, who may not know who works there.
var insiders = []string{"admin", "anna", "bram", "lena", "cato", "loes", "ed", "eva", "vic", "dag", "cli", "max", "fg"}

// plant makes two organisations, each with its own program, and puts their data together in one database, as a program
// that serves both would have it.
func plant(t *testing.T, exe string, residents int) *planted {
	t.Helper()
	w := &planted{t: t, owner: map[string]*planting{}}
	root := t.TempDir()
	first := serving(t, exe, filepath.Join(root, "a"))
	a := w.organisation("a", first, residents)
	first.stop()
	second := serving(t, exe, filepath.Join(root, "b"))
	if err := copyFolder(first.dir+"-keys", second.dir+"-keys"); err != nil {
		t.Fatal(err)
	}
	b := w.organisation("b", second, residents)
	second.stop()
	join(t, first.dir, second.dir)
	w.p = serving(t, exe, first.dir)
	w.p.start()
	s := look(t, first.dir)
	defer s.close()
	for org, h := range map[string]*house{"a": a, "b": b} {
		orgID := s.texts(`select organisation_id from resident where id = ?`, w.first(org))[0]
		for _, name := range append(slices.Clone(insiders), "net") {
			id := s.texts(`select id from worker where login = ? and organisation_id = ?`, name+"@example.nl", orgID)[0]
			w.people = append(w.people, &principal{name: org + "/" + name, v: h.who[name].at(w.p), id: id})
		}
	}
	w.people = append(w.people, &principal{name: "nobody", v: w.p.visitor("nobody")})
	return w
}

// first gives a resident of an organisation.
func (w *planted) first(org string) string {
	for _, f := range w.files {
		if f.id != "" && strings.HasPrefix(f.name, org+"/") {
			return f.id
		}
	}
	return ""
}

// token makes a word of an owner.
func (w *planted) token(o *planting) string {
	word := token("can")
	w.owner[word] = o
	return word
}

func (w *planted) organisation(org string, p *program, residents int) *house {
	whole := &planting{name: org, readers: named(org, insiders...)}
	names := func() string { return w.token(whole) }
	// Whoever has an account, the partner too, is told of which organisation it is.
	h := found(w.t, p, "Welzijn "+w.token(&planting{name: org + "/name of the organisation", readers: named(org, append([]string{"net"}, insiders...)...)}), nil)
	for _, team := range []string{"Noord", "Zuid"} {
		h.admin.want(h.admin.fill(h.admin.want(h.admin.get("/beheer/teams/"+h.teams[team]), 200), "form", "", "do", "name", "name", team+" "+names()), 200)
	}
	h.place("/beheer/wijken", "Wijk "+names())
	h.place("/beheer/doelgroepen", "Groep "+names())
	for _, c := range wholeCrew {
		c.words = w.token(&planting{name: org + "/name of " + c.name, readers: append(named(org, insiders...), org+"/"+c.name)})
		h.hire(c)
	}
	for name, readers := range map[string][]string{"anna": {"anna", "bram", "lena"}, "cato": {"cato", "loes"}} {
		shared := &planting{name: org + "/filter of " + name, readers: named(org, readers...)}
		own := &planting{name: org + "/own filter of " + name, readers: named(org, name)}
		v := h.who[name]
		page := v.want(v.get("/inwoners"), 200)
		v.want(v.fill(page, "save-filter", "", "naam", w.token(own), "delen", ""), 200)
		for _, option := range page.doc().Find("#f-delen option") {
			if team := webtest.Attr(option, "value"); team != "" {
				v.want(v.fill(v.want(v.get("/inwoners"), 200), "save-filter", "", "naam", w.token(shared), "delen", team), 200)
			}
		}
	}
	for i := range residents {
		name, readers := "anna", []string{"anna", "bram", "lena"}
		if i%2 == 1 {
			name, readers = "cato", []string{"cato", "loes"}
		}
		o := &planting{name: fmt.Sprintf("%s/resident %d of %s", org, i, name), readers: named(org, readers...)}
		w.files = append(w.files, o)
		w.resident(h, h.who[name], o)
	}
	return h
}

// slugs are the small forms of a file.
var slugs = []string{"naam", "bereiken", "drempels", "wonen", "huishouden", "doelgroepen", "wensen", "netwerk", "ondersteuning"}

// resident adds a file and fills in every field that takes words, in every form about it.
func (w *planted) resident(h *house, v *visitor, o *planting) {
	file := h.resident(v, w.token(o), w.token(o))
	o.id = strings.TrimPrefix(file, "/inwoners/")
	for _, slug := range slugs {
		w.fillIn(v, file+"/wijzigen/"+slug, "form", o)
	}
	w.fillIn(v, file+"/veilig-contact", "form", o, "source", "resident", "means", "in_person_alone")
	page := v.get(file + "/afwegen")
	if page.code != http.StatusOK {
		return
	}
	at := v.want(v.fill(page, "begin", ""), 200).path
	w.fillIn(v, at, "weigh", o)
	w.fillIn(v, at+"/besluit?vorm=home", "decide", o, "ingestemd", "yes")
}

// fillIn puts a token in each field that takes words. What a form does not take is left out and the form sent again.
func (w *planted) fillIn(v *visitor, at, id string, o *planting, more ...string) {
	w.t.Helper()
	page := v.get(at)
	path, form, err := page.form(id, "", more...)
	if err != nil {
		return
	}
	put := map[string]bool{}
	doc := page.doc()
	for _, field := range append(doc.Find("form#"+id+" input"), doc.Find("form#"+id+" textarea")...) {
		kind, name := webtest.Attr(field, "type"), webtest.Attr(field, "name")
		if name != "" && !put[name] && (kind == "" || kind == "text" || kind == "tel" || kind == "email" || kind == "search") && form.Get(name) == "" {
			form.Set(name, w.token(o))
			put[name] = true
		}
	}
	for _, list := range doc.Find("form#" + id + " select") {
		if name := webtest.Attr(list, "name"); form.Get(name) == "" {
			for _, option := range doc.Find("form#" + id + " select[name=" + name + "] option") {
				if value := webtest.Attr(option, "value"); value != "" {
					form.Set(name, value)
					break
				}
			}
		}
	}
	for range 4 {
		a := v.post(path, form)
		if a.acknowledged() && (a.to != "" || !a.doc().Has(".problems", "")) {
			return
		}
		left := false
		for name := range put {
			if len(a.doc().Find("#f-"+strings.ReplaceAll(strings.ReplaceAll(name, ".", "-"), "_", "-")+"-error")) > 0 || len(a.doc().Find(`[name="`+name+`"][aria-invalid=true]`)) > 0 {
				form.Del(name)
				delete(put, name)
				left = true
			}
		}
		if !left {
			return
		}
	}
}

// join brings the rows of a second database into the first. All ids are made by chance, so nothing meets.
func join(t *testing.T, first, second string) {
	t.Helper()
	d, err := sql.Open("sqlite", "file:"+filepath.Join(first, db.FileName)+"?_pragma=foreign_keys(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	d.SetMaxOpenConns(1)
	if _, err := d.Exec(`attach database ? as other`, filepath.Join(second, db.FileName)); err != nil {
		t.Fatal(err)
	}
	s := &state{t, d}
	for table := range s.tables() {
		if _, err := d.Exec(`insert or ignore into main.` + table + ` select * from other.` + table); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
	}
	if n := len(s.rows(`pragma foreign_key_check`)); n > 0 {
		t.Fatalf("after joining %d rows point at nothing", n)
	}
}
