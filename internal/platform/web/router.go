package web

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/fault"
)

// Handler answers a request or tells why it could not.
type Handler func(w http.ResponseWriter, r *http.Request) error

// MenuItem is one entry of the small menu on top.
type MenuItem struct {
	Section string // the Section of a Head that belongs to it
	Key     string // its words, in a catalogue
	Path    string // its address, without the language
	Post    bool   // it does something, such as signing out: a button instead of a link
	// Shown tells whether it is there for whoever asks; nil: for everybody whom Config.Opens lets in.
	Shown func(context.Context) bool
}

// Limits bound what one request and all requests together may cost.
type Limits struct {
	Body       int64         // bytes of a request body
	Handler    time.Duration // time that one answer may take
	Concurrent int           // requests answered at the same time
}

// DefaultLimits are the limits where Config gives none.
var DefaultLimits = Limits{Body: 256 << 10, Handler: 10 * time.Second, Concurrent: 256}

// DefaultExit is where the quick exit leads when the organisation configured nothing: a page about the weather.
const DefaultExit = "https://www.knmi.nl/nederland-nu/weer/verwachtingen"

// Config is what the program decides about its web side.
type Config struct {
	Menu    []MenuItem
	Texts   []*Texts // the catalogues of the slices
	Exit    string   // where the quick exit leads; an https address
	Secure  bool     // served over TLS, here or by a proxy in front: ask browsers to keep to it
	Limits  Limits
	Clock   clock.Clock
	Log     *slog.Logger
	Gallery bool // show the gallery of parts at /_galerij; for development only
	// Banner is told on top of every page, also of a printed one; for a demonstration, which nobody may take for real.
	Banner fault.Text
	// Guard is asked before every route, with the route as it was registered: "GET /inwoners/{id}". It gives the request to
	// go on with, which knows who asks; or an error, which Fail answers; or no request and no error when it answered itself.
	// Without a guard every route is open.
	Guard func(route string, w http.ResponseWriter, r *http.Request) (*http.Request, error)
	// Opens tells whether whoever asks may open the page at an address, so that the menu leads nowhere in vain. Nil: all.
	Opens func(ctx context.Context, path string) bool
}

// Router holds the routes of the program and answers requests.
type Router struct {
	cfg     Config
	mux     *http.ServeMux
	texts   *joined
	assets  map[string]*Asset
	routes  []string
	bodies  map[string]int64 // by route, where it is not Limits.Body
	handler http.Handler
}

// New makes a router without routes. It panics on catalogues that contradict each other, as that is a mistake in the
// program.
func New(cfg Config) *Router {
	if cfg.Exit == "" {
		cfg.Exit = DefaultExit
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	cfg.Limits = cfg.Limits.orDefault()
	texts, err := join(cfg.Texts)
	if err != nil {
		panic(err)
	}
	rt := &Router{cfg: cfg, mux: http.NewServeMux(), texts: texts, assets: map[string]*Asset{}, bodies: map[string]int64{}}
	for _, a := range platformAssets {
		rt.Asset(a)
	}
	rt.mux.HandleFunc("/", rt.wrap(rt.unmatched))
	if cfg.Gallery {
		rt.Get("/_galerij", Gallery)
	}
	rt.handler = rt.chain(http.HandlerFunc(rt.dispatch))
	return rt
}

func (l Limits) orDefault() Limits {
	if l.Body <= 0 {
		l.Body = DefaultLimits.Body
	}
	if l.Handler <= 0 {
		l.Handler = DefaultLimits.Handler
	}
	if l.Concurrent <= 0 {
		l.Concurrent = DefaultLimits.Concurrent
	}
	return l
}

// Get registers a handler for GET and HEAD at an address, without the language; "/" is the start page alone.
func (rt *Router) Get(path string, h Handler) { rt.handle("GET", path, h) }

// Post registers a handler for POST at an address, without the language.
func (rt *Router) Post(path string, h Handler) { rt.handle("POST", path, h) }

// PostUpTo is Post for a form that may be larger than others, such as one with a file: most is in bytes.
func (rt *Router) PostUpTo(most int64, path string, h Handler) {
	rt.bodies["POST "+path] = most
	rt.Post(path, h)
}

// Routes gives the registered routes as "METHOD /path", for tests that ask something of every route.
func (rt *Router) Routes() []string { return append([]string(nil), rt.routes...) }

// Asset serves a static file under its content-hashed address.
func (rt *Router) Asset(a *Asset) { rt.assets[a.URL()] = a }

func (rt *Router) handle(method, path string, h Handler) {
	route := method + " " + path
	rt.routes = append(rt.routes, route)
	if rt.cfg.Guard != nil {
		h = guarded(rt.cfg.Guard, route, h)
	}
	if path == "/" {
		path = "/{$}"
	}
	rt.mux.HandleFunc(method+" "+path, rt.wrap(h))
}

func guarded(guard func(string, http.ResponseWriter, *http.Request) (*http.Request, error), route string, h Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		r2, err := guard(route, w, r)
		if err != nil || r2 == nil {
			return err
		}
		of(r).viewer = r2.Context() // an error page knows who asked, too
		return h(w, r2)
	}
}

// ServeHTTP answers a request, whatever it is.
func (rt *Router) ServeHTTP(w http.ResponseWriter, r *http.Request) { rt.handler.ServeHTTP(w, r) }

// dispatch takes the language off the address and hands the request to the route.
func (rt *Router) dispatch(w http.ResponseWriter, r *http.Request) {
	s := of(r)
	r2 := new(http.Request)
	*r2 = *r
	u := *r.URL
	u.Path, u.RawPath = s.path, ""
	r2.URL = &u
	if clean := strings.TrimRight(s.path, "/"); clean != s.path && clean != "" && !strings.Contains(s.path, "//") {
		// One address for one page: /richtlijnen/ is /richtlijnen. 308 keeps the method and what was sent.
		target := langPath(s.lang, clean)
		if r.URL.RawQuery != "" {
			target += "?" + r.URL.RawQuery
		}
		http.Redirect(w, r, target, http.StatusPermanentRedirect)
		return
	}
	rt.mux.ServeHTTP(w, r2)
}

// wrap turns a Handler into what the standard library wants, with Fail as the one way out.
func (rt *Router) wrap(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			Fail(w, r, err)
		}
	}
}

// unmatched tells apart an address that does not exist and one that exists for another method.
func (rt *Router) unmatched(_ http.ResponseWriter, r *http.Request) error {
	if allow := rt.allowed(r); len(allow) > 0 {
		return &httpError{status: http.StatusMethodNotAllowed, key: "method", allow: strings.Join(allow, ", ")}
	}
	return &httpError{status: http.StatusNotFound, key: "not_found"}
}

func (rt *Router) allowed(r *http.Request) []string {
	var allow []string
	for _, method := range []string{"GET", "HEAD", "POST"} {
		if rt.patternOf(r, method, of(r).path) != "" {
			allow = append(allow, method)
		}
	}
	return allow
}

// patternOf gives the route that answers a method at an address, or "" when none does.
func (rt *Router) patternOf(r *http.Request, method, path string) string {
	if rt.assets[path] != nil {
		return "/static/"
	}
	u := *r.URL
	u.Path, u.RawPath = path, ""
	_, pattern := rt.mux.Handler(&http.Request{Method: method, URL: &u, Host: r.Host})
	if pattern == "/" {
		return ""
	}
	return pattern
}

// hasPage tells whether an address can be opened with a link.
func (rt *Router) hasPage(r *http.Request, path string) bool {
	return rt.patternOf(r, "GET", path) != ""
}
