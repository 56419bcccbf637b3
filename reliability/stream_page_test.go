package reliability

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// weighing is the page of a deliberation as its script keeps it: what would be sent, and the questions that stand there.
// An answer is saved by sending all of it, and what comes back is put in the page.
type weighing struct {
	mu      sync.Mutex // the script waits with the next answer until this one is stored
	path    string
	form    url.Values
	keys    []string            // of the questions, in order
	choices map[string][]string // what can be chosen, by field
	next    *rand.Rand
}

func openWeighing(path string, a answer) *weighing {
	w := &weighing{path: path, form: a.doc().Fields("weigh"), choices: map[string][]string{}, next: rand.New(rand.NewPCG(3, uint64(len(path))))}
	for name, values := range w.form {
		if w.form[name] = slices.DeleteFunc(values, func(v string) bool { return v == "" }); len(w.form[name]) == 0 {
			delete(w.form, name)
		}
	}
	w.take(strings.NewReader(a.body), false)
	return w
}

// take reads what a page or an update brings: the versions of answers, the questions and what can be chosen.
func (w *weighing) take(body io.Reader, live bool) (saved bool) {
	var keys []string
	if live {
		for name := range w.form {
			if strings.HasPrefix(name, "v.") {
				delete(w.form, name)
			}
		}
	}
	for z := html.NewTokenizer(body); ; {
		switch z.Next() {
		case html.ErrorToken:
			w.keep(keys)
			return saved
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			at := attributes(t)
			if key := at["data-key"]; key != "" {
				keys = append(keys, key)
			}
			if t.Data == "p" && at["data-note"] == "saved" {
				saved = true
			}
			name := at["name"]
			switch {
			case t.Data != "input":
			case strings.HasPrefix(name, "v."), name == "vs":
				w.form.Set(name, at["value"])
			case at["type"] == "radio" && strings.HasPrefix(name, "q.") && !slices.Contains(w.choices[name], at["value"]):
				w.choices[name] = append(w.choices[name], at["value"])
			}
		}
	}
}

func attributes(t html.Token) map[string]string {
	all := make(map[string]string, len(t.Attr))
	for _, a := range t.Attr {
		all[a.Key] = a.Val
	}
	return all
}

// keep leaves the questions that stand in the page, and drops what was filled in at others.
func (w *weighing) keep(keys []string) {
	w.keys = keys
	for name := range w.form {
		if strings.HasPrefix(name, "q.") && !slices.Contains(keys, name) {
			delete(w.form, name)
		}
	}
}

// change answers one question otherwise.
func (w *weighing) change() {
	var can []string
	for _, key := range w.keys {
		if len(w.choices[key]) > 1 {
			can = append(can, key)
		}
	}
	name := can[w.next.IntN(len(can))]
	list := w.choices[name]
	i := w.next.IntN(len(list))
	if list[i] == w.form.Get(name) {
		i = (i + 1) % len(list)
	}
	w.form.Set(name, list[i])
}

// request is what the script sends.
func (w *weighing) request(base string) (*http.Request, error) {
	r, err := http.NewRequest(http.MethodPost, base+w.path, strings.NewReader(w.form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Nabij-Part", "live")
	r.Header.Set("X-Nabij-Have", strings.Join(w.keys, " "))
	return r, nil
}

// answerMany fills in a good part of the page before anything is measured: a page in which nothing stands is quick.
func (w *weighing) answerMany(k *desk) {
	for range 12 {
		for range 2 {
			w.change()
		}
		r, err := w.request(k.base)
		if err != nil {
			return
		}
		if got := k.ask(r); got.wrong == "" {
			w.take(bytes.NewReader(got.body), true)
		}
	}
}

// plain unpacks what came back. A browser does that too, and its time is not that of the program.
func plain(h http.Header, body []byte) ([]byte, error) {
	if h.Get("Content-Encoding") != "gzip" {
		return body, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
