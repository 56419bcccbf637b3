package demo

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// agents are what the browsers of the cast say of themselves: some work on a telephone.
var agents = map[bool]string{
	true:  "Mozilla/5.0 (Android 10; Mobile; rv:76.0) Gecko/76.0 Firefox/76.0",
	false: "Mozilla/5.0 (X11; Linux x86_64; rv:76.0) Gecko/20100101 Firefox/76.0",
}

// addresses are where they seem to come from: the office, or a telephone outside.
var addresses = map[bool]string{true: "203.0.113.20:4711", false: "192.168.20.20:4711"}

// answer keeps what the site answers.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header gives the header of the answer.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader keeps the status; the first one counts.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

// Write keeps a part of the page.
func (a *answer) Write(part []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(part)
}

// visitor is somebody of the cast at a browser.
type visitor struct {
	site    http.Handler
	phone   bool
	cookies map[string]string
}

// page is what an address answered.
type page struct {
	visitor *visitor
	path    string // where it is, after being led on
	status  int
	root    *html.Node
}

// ask sends a request and follows where it leads.
func (v *visitor) ask(ctx context.Context, method, path string, body io.Reader, kind string) (*page, error) {
	for range 6 {
		r, err := http.NewRequestWithContext(ctx, method, "http://demo"+path, body)
		if err != nil {
			return nil, err
		}
		r.RequestURI, r.RemoteAddr = path, addresses[v.phone]
		r.Header.Set("User-Agent", agents[v.phone])
		if kind != "" {
			r.Header.Set("Content-Type", kind)
		}
		for name, value := range v.cookies {
			r.AddCookie(&http.Cookie{Name: name, Value: value})
		}
		w := &answer{header: http.Header{}}
		v.site.ServeHTTP(w, r)
		for _, c := range (&http.Response{Header: w.header}).Cookies() {
			v.cookies[c.Name] = c.Value
			if c.MaxAge < 0 {
				delete(v.cookies, c.Name)
			}
		}
		to := w.header.Get("Location")
		if to == "" || w.status < 300 || w.status > 399 {
			root, err := html.Parse(&w.body)
			return &page{visitor: v, path: path, status: w.status, root: root}, err
		}
		at, err := url.Parse(to)
		if err != nil || at.Host != "" {
			return nil, fmt.Errorf("%s leads out of the program, to %q", path, to)
		}
		method, path, body, kind = http.MethodGet, at.RequestURI(), nil, ""
	}
	return nil, fmt.Errorf("%s leads on and on", path)
}

func (v *visitor) open(ctx context.Context, path string) (*page, error) {
	return v.ask(ctx, http.MethodGet, path, nil, "")
}

func (v *visitor) send(ctx context.Context, from string, f *form) (*page, error) {
	to := f.action
	if to == "" {
		to = from
	}
	if f.method != "post" {
		at, _, _ := strings.Cut(to, "?")
		return v.open(ctx, at+"?"+f.fields.Encode())
	}
	return v.ask(ctx, http.MethodPost, to, strings.NewReader(f.fields.Encode()), "application/x-www-form-urlencoded")
}

// upload sends the form with a file.
func (v *visitor) upload(ctx context.Context, f *form, field, name, text string) (*page, error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for key, values := range f.fields {
		for _, value := range values {
			if err := w.WriteField(key, value); err != nil {
				return nil, err
			}
		}
	}
	part, err := w.CreateFormFile(field, name)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(part, text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return v.ask(ctx, http.MethodPost, f.action, &body, w.FormDataContentType())
}

// told gives what a page says, for a message about what went wrong: its problems and notices, or else its beginning.
func (p *page) told() string {
	var said []string
	for n := range p.root.Descendants() {
		if class := attr(n, "class"); n.Type == html.ElementNode && (strings.Contains(class, "problem") || strings.Contains(class, "notice") || strings.Contains(class, "error")) {
			said = append(said, strings.Join(strings.Fields(words(n, " ")), " "))
		}
	}
	if len(said) == 0 {
		said = strings.Fields(words(p.root, " "))
	}
	text := strings.Join(said, " ")
	return text[:min(len(text), 900)]
}

// form finds the form that is meant: by its id, by how its address ends, or the only one that keeps something.
func (p *page) form(name string) (*form, error) {
	var found []*form
	for _, f := range formsOf(p.root) {
		action, _, _ := strings.Cut(f.action, "?")
		switch {
		case name != "" && (f.id == name || strings.HasSuffix(action, name)), name == "" && f.fields.Has("once"):
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s (%d) has no form %q: %s", p.path, p.status, name, p.told())
	}
	return found[0], nil
}

// links gives the addresses and texts of the links of a page.
func (p *page) links() (all [][2]string) {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" {
			all = append(all, [2]string{attr(n, "href"), strings.Join(strings.Fields(words(n, " ")), " ")})
		}
	}
	return all
}
