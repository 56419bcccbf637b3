package webtest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Scenario is one request with what must be seen, and what must not.
type Scenario struct {
	Name    string
	Method  string // GET, or POST when there is a Form
	Path    string
	Form    url.Values
	Header  map[string]string // of the request
	Body    string            // instead of Form
	Status  int               // 0 = 200
	See     []Seen
	DontSee []string          // nowhere in the answer
	Headers map[string]string // of the answer; "" = absent
}

// Seen is a text in an element: In("h1", "Richtlijnen").
type Seen struct{ Selector, Text string }

// In asks for an element with a text in it; an empty text asks for the element alone.
func In(selector, text string) Seen { return Seen{selector, text} }

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   string
}

// Do sends one request to a handler.
func Do(h http.Handler, s Scenario) Answer {
	method, body := s.Method, s.Body
	if s.Form != nil {
		body = s.Form.Encode()
		if method == "" {
			method = http.MethodPost
		}
	}
	if method == "" {
		method = http.MethodGet
	}
	r := httptest.NewRequest(method, s.Path, strings.NewReader(body))
	if s.Form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range s.Header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	res := w.Result()
	defer func() { _ = res.Body.Close() }()
	text, _ := io.ReadAll(res.Body) // a recorder does not fail
	return Answer{Status: res.StatusCode, Header: res.Header, Body: string(text)}
}

// Run plays scenarios. Every HTML answer must also pass Check, whatever the scenario is about.
func Run(t *testing.T, h http.Handler, scenarios []Scenario) {
	t.Helper()
	for _, s := range scenarios {
		t.Run(s.Name, func(t *testing.T) {
			t.Helper()
			a := Do(h, s)
			want := s.Status
			if want == 0 {
				want = http.StatusOK
			}
			if a.Status != want {
				t.Errorf("status %d, want %d", a.Status, want)
			}
			for name, value := range s.Headers {
				if got := a.Header.Get(name); got != value {
					t.Errorf("header %s is %q, want %q", name, got, value)
				}
			}
			for _, text := range s.DontSee {
				if strings.Contains(a.Body, text) {
					t.Errorf("the answer holds %q and must not", text)
				}
			}
			for _, problem := range CheckHeaders(a.Header) {
				t.Error(problem)
			}
			if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") || s.Method == http.MethodHead {
				return
			}
			doc := Parse(a.Body)
			for _, seen := range s.See {
				if !doc.Has(seen.Selector, seen.Text) {
					t.Errorf("no %s with %q; there is %q", seen.Selector, seen.Text, doc.Texts(seen.Selector))
				}
			}
			if a.Status < 300 || a.Status >= 400 {
				for _, problem := range Check(doc) {
					t.Error(problem)
				}
			}
		})
	}
}

// CheckHeaders tells which headers of an answer are not as strict as they must be.
func CheckHeaders(h http.Header) []string {
	var problems []string
	for name, part := range map[string]string{
		"Content-Security-Policy":      "default-src 'none'; script-src 'nonce-",
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy":           "camera=()",
		"X-Frame-Options":              "DENY",
	} {
		if !strings.Contains(h.Get(name), part) {
			problems = append(problems, "header "+name+" is "+h.Get(name))
		}
	}
	if strings.HasPrefix(h.Get("Content-Type"), "text/html") && h.Get("Cache-Control") != "no-store" {
		problems = append(problems, "a page may not be kept: Cache-Control is "+h.Get("Cache-Control"))
	}
	return problems
}
