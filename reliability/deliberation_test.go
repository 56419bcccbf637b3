package reliability

import (
	"errors"
	"net/http"
	"strings"
)

// Weighing about a resident: begun, answered question by question, decided; then the next one.
var (
	begin = kindOf{"deliberation", beginning}

	answersOne = kindOf{"answer", func(h *hand, token string) (*write, error) {
		if h.open == "" {
			return beginning(h, token)
		}
		return answering(h, token)
	}}

	decision = kindOf{"decision", func(h *hand, token string) (*write, error) {
		if h.open == "" {
			return beginning(h, token)
		}
		w, err := h.fromPage(h.open+"/besluit?vorm=home", "decide", "", `select count(*) from deliberation_decision where body like '%' || ?1 || '%'`,
			"reden", token, "ingestemd", "yes", "volgende", "", "opnieuw", "")
		if err != nil {
			return nil, err
		}
		for _, reason := range []string{"afwijken", "zonder_overleg", "zonder_akkoord"} {
			if w.form.Has(reason) {
				w.form.Set(reason, "Dat weegt hier zwaarder")
			}
		}
		w.kind = "decision"
		w.after = func(h *hand, _ answer) {
			h.open = ""
			for _, before := range h.written {
				if before.kind == "answer" {
					before.rows = "" // the next one is about another deliberation
				}
			}
		}
		return w, nil
	}}
)

func beginning(h *hand, _ string) (*write, error) {
	if h.open != "" { // one at a time
		return answering(h, token("answ"))
	}
	page := h.v.get(h.file + "/afwegen")
	if page.err != nil {
		return nil, page.err
	}
	if page.code != http.StatusOK {
		return nil, errors.New("/afwegen: " + strings.Join(page.doc().Texts("main p"), " "))
	}
	path, form, err := page.form("begin", "")
	return &write{kind: "deliberation", path: path, form: form, once: form.Get("once"),
		after: func(h *hand, a answer) { h.open = strings.Split(a.to, "?")[0] }}, err
}

func answering(h *hand, token string) (*write, error) {
	w, err := h.fromPage(h.open, "weigh", "", `select count(*) from deliberation_answer where given like '%' || ?1 || '%'`, "q.experience-text", token)
	if err != nil {
		return nil, err
	}
	w.kind, w.once, w.token = "answer", "", token // the page has a key of its own: blad
	w.after = func(h *hand, _ answer) {
		for _, before := range h.written {
			if before.kind == "answer" {
				before.rows = "" // written over now
			}
		}
	}
	return w, nil
}
