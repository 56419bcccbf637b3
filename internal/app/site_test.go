package app

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/content"
	"nabij/internal/platform/clock"
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

// TestTheProgramAsItIs builds every feature on the content that comes along, and opens every page that needs nothing.
func TestTheProgramAsItIs(t *testing.T) {
	library, err := loadContent(content.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	place, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	noon := clock.At(time.Date(2020, 5, 20, 12, 0, 0, 0, time.UTC))
	p := parts{Clock: noon, Log: slog.New(slog.DiscardHandler), Library: library, Zone: place}
	router, err := newSite(p, web.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, route := range router.Routes() {
		path, ok := strings.CutPrefix(route, "GET ")
		if !ok || strings.Contains(path, "{") {
			continue
		}
		for _, lang := range []string{"", "/en"} {
			if lang != "" && path == "/" {
				path = "" // the English start page is /en
			}
			answer := httptest.NewRecorder()
			router.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, lang+path, nil))
			if answer.Code != http.StatusOK {
				t.Errorf("%s%s: %d", lang, path, answer.Code)
			}
		}
	}
}
