package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"sync"
)

//go:embed parts/*.html
var partsFS embed.FS

// Head is what the layout must know of a page besides its own content.
type Head struct {
	Title   string   // neutral, as it shows in tabs and history: "Afwegen", never what it is about
	Section string   // the menu item that belongs to it
	Exit    bool     // show the quick exit, for pages that may be dangerous to be seen with
	Wide    bool     // use the whole width of a desk, for pages with two columns
	Bare    bool     // no menu: a printed record, a letter
	Same    string   // the page to open for the other language when this address has none to open; "" = this address
	Keep    string   // id of a form that the switch of language sends along, so that nothing typed is lost
	Scripts []*Asset // scripts of this page; every flow works without them
}

// frame is what the layout template receives.
type frame struct {
	Head
	Lang, Other         string
	OtherPath, HomePath string
	Nonce               string
	Menu                []menuEntry
	Exit                string
	Style, Icon         string
	ExitJS, GoneJS      string
	AwayIcon            string
	Banner              string
	ScriptURLs          []string
	View                any
}

type menuEntry struct {
	Label, Path   string
	Current, Post bool
}

// Page is a page of the program: a template for each language, with what it may see fixed by the type V.
type Page[V any] struct {
	name string
	set  map[string]*template.Template
}

// MustPage parses a template file, in which {{define "main"}} is the page, together with all parts. A template that
// does not parse stops the program at start. Without texts of its own a page has those of the platform. Shared files hold
// parts that several pages of a slice use.
func MustPage[V any](fsys fs.FS, name string, texts *Texts, shared ...string) *Page[V] {
	if texts == nil {
		texts = platformTexts
	}
	p := &Page[V]{name: path.Base(name), set: map[string]*template.Template{}}
	// Read once: what is written in a template is the same in every language, only what t says is not. Copying is a
	// fraction of the work of reading, and there are many pages.
	first := template.Must(parts().Clone()).New(p.name).Option("missingkey=error").Funcs(funcs(Langs[0], texts))
	first = template.Must(first.ParseFS(fsys, append(shared, name)...))
	for _, lang := range Langs[1:] {
		p.set[lang] = template.Must(first.Clone()).Funcs(funcs(lang, texts))
	}
	p.set[Langs[0]] = first
	return p
}

// parts are the parts that every page may use, read once and copied for each page.
var parts = sync.OnceValue(func() *template.Template {
	t := template.New("parts").Option("missingkey=error").Funcs(funcs(Langs[0], platformTexts))
	return template.Must(t.ParseFS(partsFS, "parts/*.html"))
})

// Name gives the file name of the page's template.
func (p *Page[V]) Name() string { return p.name }

// Template gives the parsed template in a language, for checks in tests.
func (p *Page[V]) Template(lang string) *template.Template { return p.set[lang] }

// Render answers with the page. The page is built whole before a byte is sent, so an error in a template is still an
// error and not half a page.
func (p *Page[V]) Render(w http.ResponseWriter, r *http.Request, status int, head Head, view V) error {
	return p.send(w, r, status, "layout", newFrame(r, head, view))
}

// RenderPart answers with one {{define}} of the page, for a script that replaces a part of it.
func (p *Page[V]) RenderPart(w http.ResponseWriter, r *http.Request, status int, part string, view V) error {
	return p.send(w, r, status, part, view)
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (p *Page[V]) send(w http.ResponseWriter, r *http.Request, status int, name string, data any) error {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := p.set[Lang(r)].ExecuteTemplate(buf, name, data); err != nil {
		return err
	}
	if a, ok := w.(*answer); ok {
		a.restart()
	}
	h := w.Header()
	h.Del("Content-Encoding")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", Lang(r))
	h.Set("Vary", "Accept-Encoding")
	if !acceptsGzip(r) || buf.Len() < 1024 {
		w.WriteHeader(status)
		_, err := w.Write(buf.Bytes())
		return ignoreGone(err)
	}
	// Safe to compress: a page holds no secret beside text that another site chose (there is no token in it).
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	zw := packers.Get().(*gzip.Writer)
	defer packers.Put(zw)
	zw.Reset(w)
	if _, err := zw.Write(buf.Bytes()); err != nil {
		return ignoreGone(err)
	}
	return ignoreGone(zw.Close())
}

var packers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// ignoreGone drops the error of writing to somebody who left: there is nobody to tell it to.
func ignoreGone(error) error { return nil }

func newFrame(r *http.Request, head Head, view any) frame {
	s := of(r)
	f := frame{Head: head, Lang: s.lang, Other: other(s.lang), Nonce: s.nonce, View: view,
		HomePath: langPath(s.lang, "/"), Style: styleAsset.URL(), Icon: faviconAsset.URL(), ExitJS: exitAsset.URL(), GoneJS: goneAsset.URL(),
		AwayIcon: awayAsset.URL()}
	same := head.Same
	if same == "" {
		same = s.path
		if r.Method != http.MethodGet && r.Method != http.MethodHead && head.Keep == "" && !s.pageAt(r, same) {
			same = "/"
		}
		if r.URL.RawQuery != "" && same == s.path {
			same += "?" + r.URL.RawQuery
		}
	}
	f.OtherPath = langPath(f.Other, same)
	for _, a := range head.Scripts {
		f.ScriptURLs = append(f.ScriptURLs, a.URL())
	}
	if s.site == nil {
		return f
	}
	f.Banner = s.site.cfg.Banner.In(s.lang)
	if head.Exit {
		f.Exit = s.site.cfg.Exit
	}
	ctx := r.Context()
	if s.viewer != nil {
		ctx = s.viewer
	}
	for _, m := range s.site.cfg.Menu {
		if opens := s.site.cfg.Opens; m.Shown != nil && !m.Shown(ctx) || opens != nil && !m.Post && !opens(ctx, m.Path) {
			continue
		}
		f.Menu = append(f.Menu, menuEntry{Label: Text(r, m.Key), Path: langPath(s.lang, m.Path),
			Current: m.Section == head.Section && m.Section != "", Post: m.Post})
	}
	return f
}

func (s *state) pageAt(r *http.Request, path string) bool {
	return s.site != nil && s.site.hasPage(r, path)
}

// Zero gives an empty view, for checks in tests.
func (p *Page[V]) Zero() any {
	var v V
	return v
}
