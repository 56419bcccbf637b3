package reliability

import (
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
)

// write is one form that was sent, or is about to be.
type write struct {
	kind, path, once, token string
	form                    url.Values
	by                      *hand
	sent, acked             bool
	begun, ended            time.Time
	after                   func(h *hand, a answer) // what an acknowledged answer means for what comes next
	rows                    string                  // how many rows hold the token; "" when it is sealed or has none
}

// hand is somebody who goes on writing, form after form, as fast as answers come.
type hand struct {
	v       *visitor
	id      string // of the account
	file    string // /inwoners/… of the own resident
	kinds   []kindOf
	chance  *rand.Rand
	holds   bool   // has the own resident in the caseload
	open    string // the deliberation that is being answered
	last    *write
	written []*write
}

// kindOf makes the next form of a kind, with a fresh token in it.
type kindOf struct {
	name string
	make func(h *hand, token string) (*write, error)
}

const inBlocks = `select (select count(*) from resident_block where body like '%' || ?1 || '%') + (select count(*) from resident_block_past where body like '%' || ?1 || '%')`

// block changes one field of a small form of the own resident.
func block(name, path, field, rows string, more ...string) kindOf {
	return kindOf{name, func(h *hand, token string) (*write, error) {
		return h.fromPage(h.file+path, "form", "", rows, append([]string{field, token}, more...)...)
	}}
}

// fromPage opens a page and fills in the form with an id.
func (h *hand) fromPage(at, id, button, rows string, fill ...string) (*write, error) {
	page := h.v.get(at)
	if page.err != nil {
		return nil, page.err
	}
	if page.code != http.StatusOK {
		return nil, errors.New(at + ": " + strings.Join(page.doc().Texts("h1"), " "))
	}
	path, form, err := page.form(id, button, fill...)
	return &write{path: path, form: form, once: form.Get("once"), rows: rows}, err
}

func newPlace(name, path, table string) kindOf {
	return kindOf{name, func(h *hand, token string) (*write, error) {
		key := uuid.NewString()
		return &write{path: path, once: key, form: url.Values{"name": {token}, "once": {key}}, rows: `select count(*) from ` + table + ` where name = ?1`}, nil
	}}
}

var (
	addsResident = kindOf{"resident", func(h *hand, token string) (*write, error) {
		page := h.v.post("/inwoners/nieuw", url.Values{"q": {token}})
		if page.err != nil {
			return nil, page.err
		}
		path, form, err := page.form("form", "", "given", token, "family", "Z"+token, "anders", "ja")
		return &write{path: path, form: form, once: form.Get("once"), rows: `select count(*) from resident where given = ?1`}, err
	}}
	wishes    = block("wishes", "/wijzigen/wensen", "wishes.0.text", inBlocks)
	network   = block("network", "/wijzigen/netwerk", "network.0.name", inBlocks)
	reach     = block("reach", "/wijzigen/bereiken", "reach.0.value", inBlocks, "reach.0.kind", "mobile")
	household = block("household", "/wijzigen/huishouden", "household.0.name", inBlocks)
	safe      = block("safe rule", "/veilig-contact", "cover", "", "source", "resident", "means", "in_person_alone")
	caseload  = kindOf{"caseload", func(h *hand, token string) (*write, error) {
		key, does := uuid.NewString(), map[bool]string{true: "los", false: "neem"}[h.holds]
		return &write{path: h.file + "/caseload", once: key, form: url.Values{"once": {key}, "doe": {does}, "worker": {h.id}}}, nil
	}}
	filter = kindOf{"shared filter", func(h *hand, token string) (*write, error) {
		key := uuid.NewString()
		page := h.v.get("/inwoners")
		if page.err != nil {
			return nil, page.err
		}
		_, form, err := page.form("save-filter", "", "naam", token, "once", key)
		for _, o := range page.doc().Find("#f-delen option") {
			for _, a := range o.Attr {
				if a.Key == "value" && a.Val != "" {
					form.Set("delen", a.Val)
				}
			}
		}
		return &write{path: "/inwoners/filters", once: key, form: form, rows: `select count(*) from saved_filter where name = ?1`}, err
	}}
	remark = kindOf{"remark", func(h *hand, token string) (*write, error) {
		key := uuid.NewString()
		return &write{path: "/kaderbeheer/opmerking", once: key, rows: `select count(*) from pack_remark where body like '%' || ?1 || '%'`,
			form: url.Values{"once": {key}, "pack": {"fysieke-ontmoeting"}, "item": {"pack"}, "tekst": {"Over de tekst: " + token}}}, nil
	}}
	team          = newPlace("team", "/beheer/teams", "team")
	neighbourhood = newPlace("neighbourhood", "/beheer/wijken", "neighbourhood")
	group         = newPlace("group", "/beheer/doelgroepen", "target_group")
	invitation    = kindOf{"invitation", func(h *hand, token string) (*write, error) {
		return h.fromPage("/beheer/medewerkers/nieuw", "ask", "", `select count(*) from worker where login = ?1 || '@example.nl'`,
			"name", "N "+token, "login", token+"@example.nl", "roles", "worker")
	}}
	rename = kindOf{"name of the organisation", func(h *hand, token string) (*write, error) {
		return h.fromPage("/beheer/organisatie", "form", "", "", "name", "Welzijn "+token)
	}}
)

// hands are the people who write: three with a resident of their own, and the administrator.
func (h *house) hands(seed uint64) []*hand {
	h.t.Helper()
	s := look(h.t, h.p.dir)
	defer s.close()
	lena := []kindOf{filter, wishes, caseload}
	if h.who["lena"].get("/kaderbeheer/opmerking").code == http.StatusOK {
		lena = append(lena, remark)
	}
	all := []*hand{{v: h.admin, kinds: []kindOf{team, neighbourhood, group, invitation, rename}}}
	if h.who["piet"] == nil {
		h.hire(colleague{"piet", "worker", "Noord", ""})
	}
	for name, kinds := range map[string][]kindOf{"anna": {addsResident, wishes, network, safe}, "bram": {reach, household, caseload, addsResident},
		"lena": lena,
		"piet": {begin, answersOne, answersOne, answersOne, decision}} {
		v := h.who[name]
		all = append(all, &hand{v: v, kinds: kinds, file: h.resident(v, "Bewoner"+name, "Van"+name), holds: true,
			id: s.texts(`select id from worker where login = ?`, name+"@example.nl")[0]})
	}
	for i, one := range all {
		one.chance = rand.New(rand.NewPCG(seed, uint64(i)))
	}
	return all
}

// next makes the next form.
func (h *hand) next() (*write, error) {
	kind := h.kinds[h.chance.IntN(len(h.kinds))]
	word := token(strings.ReplaceAll(kind.name, " ", "")[:4])
	w, err := kind.make(h, word)
	if err != nil {
		return nil, err
	}
	if w.kind == "" {
		w.kind = kind.name
	}
	if w.token == "" {
		w.token = word
	}
	w.by = h
	return w, nil
}

// acknowledged counts the forms of this whole run.
var acknowledged atomic.Int64

// send sends a form. It was acknowledged when the answer says so, whole.
func (w *write) send() answer {
	w.sent = true
	w.begun = time.Now()
	a := w.by.v.post(w.path, w.form)
	w.ended = a.at
	if a.acknowledged() && !w.acked {
		w.acked = true
		acknowledged.Add(1)
		if w.after != nil {
			w.after(w.by, a)
		}
		if w.kind == "caseload" {
			w.by.holds = !w.by.holds
		}
	}
	return a
}

// go on writing until an answer does not come, or enough were written.
func (h *hand) write(most int) (unexpected string) {
	for range most {
		h.last = nil
		w, err := h.next()
		if err != nil {
			if isGone(err) {
				return ""
			}
			return h.v.name + ": " + err.Error()
		}
		h.last = w
		a := w.send()
		for again := 0; a.code == http.StatusServiceUnavailable && again < 5; again++ { // told: try again; the key makes it one
			time.Sleep(200 * time.Millisecond)
			a = w.send()
		}
		if a.err != nil {
			return ""
		}
		if !w.acked {
			return h.v.name + ": " + w.kind + " was refused: " + strings.Join(a.doc().Texts("h1"), " ") + strings.Join(a.doc().Texts(".problems"), " ")
		}
		h.written = append(h.written, w)
	}
	return ""
}

// isGone tells that there was no answer because nobody was there.
func isGone(err error) bool {
	var network *url.Error
	return errors.As(err, &network) || errors.Is(err, io.ErrUnexpectedEOF) // in the middle of an answer
}
