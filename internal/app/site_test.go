package app

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/content"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/web"
)

// small is a feature with one page.
type small struct{ name string }

func (s small) Name() string         { return s.name }
func (small) Texts() *web.Texts      { return nil }
func (small) Menu() []web.MenuItem   { return nil }
func (s small) Routes(r *web.Router) { r.Get("/"+s.name, s.page) }
func (s small) page(w http.ResponseWriter, _ *http.Request) error {
	_, err := io.WriteString(w, "page of "+s.name)
	return err
}

func TestAssemble(t *testing.T) {
	quiet := web.Config{Log: slog.New(slog.DiscardHandler)}
	router, err := assemble([]Feature{small{"a"}, small{"b"}}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(router.Routes(), "GET /a") || !slices.Contains(router.Routes(), "GET /b") {
		t.Errorf("routes %v", router.Routes())
	}
	for path, want := range map[string]string{"/a": "page of a", "/en/b": "page of b"} {
		answer := httptest.NewRecorder()
		router.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		if answer.Code != http.StatusOK || answer.Body.String() != want {
			t.Errorf("%s: %d %s", path, answer.Code, answer.Body)
		}
		if csp := answer.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
			t.Errorf("%s: policy %q", path, csp)
		}
	}
	if _, err := assemble([]Feature{small{"a"}, small{"a"}}, quiet); err == nil {
		t.Error("two features with one name were accepted")
	}
}

// wholeSite builds every feature on the content that comes along, with a database of its own.
func wholeSite(t *testing.T, d *db.DB) *web.Router {
	t.Helper()
	library, err := loadContent(content.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	here, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	noon := clock.At(time.Date(2020, 5, 20, 12, 0, 0, 0, time.UTC))
	kept, entry := openForTest(t, d, noon)
	router, _, err := newSite(parts{Clock: noon, Log: slog.New(slog.DiscardHandler), DB: d, Library: library, Files: content.FS, Facts: content.Facts, Zone: here, Audit: kept,
		Access: entry, Base: "http://127.0.0.1:8080", From: visitor(nil)}, web.Config{Gallery: true})
	if err != nil {
		t.Fatal(err)
	}
	return router
}

// openForTest opens the audit trail and the gate of a database, with keys of their own.
func openForTest(t *testing.T, d *db.DB, c clock.Clock) (*audit.Log, *access.Service) {
	t.Helper()
	console := &Console{Out: io.Discard, Err: io.Discard, Lang: "en", Clock: c}
	keys := t.TempDir()
	kept, err := console.openTrail(d, trail{AuditKey: filepath.Join(keys, "audit.key")}, place{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	entry, err := gate{}.openAccess(console, d, kept, keys, "http://127.0.0.1:8080")
	if err != nil {
		t.Fatal(err)
	}
	return kept, entry
}

// TestTheProgramAsItIs opens every page that needs nothing, as a visitor; those in the middle of signing in left out: a public one is there, and any other leads to
// where one signs in.
func TestTheProgramAsItIs(t *testing.T) {
	d := dbtest.Open(t, db.Source{Dir: t.TempDir()})
	router := wholeSite(t, d)
	public, closed := 0, 0
	for _, route := range router.Routes() {
		path, ok := strings.CutPrefix(route, "GET ")
		if !ok || strings.Contains(path, "{") || path == "/inrichten" || strings.HasPrefix(path, "/aanmelden/") {
			continue
		}
		for _, lang := range []string{"", "/en"} {
			if lang != "" && path == "/" {
				path = "" // the English start page is /en
			}
			answer := httptest.NewRecorder()
			router.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, lang+path, nil))
			if access.IsPublic(route) {
				public++
				if answer.Code != http.StatusOK {
					t.Errorf("%s%s: %d", lang, path, answer.Code)
				}
				continue
			}
			closed++
			if to := answer.Header().Get("Location"); answer.Code != http.StatusSeeOther || !strings.HasPrefix(to, lang+"/aanmelden?naar=") {
				t.Errorf("%s%s: a visitor got %d to %q, not to where one signs in", lang, path, answer.Code, to)
			}
		}
	}
	if public < 8 || closed < 10 {
		t.Errorf("only %d public and %d closed pages were tried", public, closed)
	}
}

// TestEveryRouteHasItsLine holds the table of who may open what to the program: nothing is forgotten, nothing is left over.
func TestEveryRouteHasItsLine(t *testing.T) {
	d := dbtest.Open(t, db.Source{Dir: t.TempDir()})
	missing, idle := access.CheckRoutes(wholeSite(t, d).Routes())
	if len(missing) > 0 {
		t.Errorf("routes without a line in routes.csv, which nobody can open: %q", missing)
	}
	if len(idle) > 0 {
		t.Errorf("lines of routes.csv without a route: %q", idle)
	}
}
