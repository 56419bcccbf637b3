package web_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

func TestTheMenuLeadsNowhereInVain(t *testing.T) {
	inside := func(ctx context.Context) bool { return ctx.Value(whoKey{}) != nil }
	rt := web.New(web.Config{
		Menu: []web.MenuItem{{Key: "layout.skip", Path: "/open"}, {Key: "layout.menu", Path: "/dicht"},
			{Key: "exit.label", Path: "/binnen", Shown: func(ctx context.Context) bool { return !inside(ctx) }}},
		Guard: func(_ string, _ http.ResponseWriter, r *http.Request) (*http.Request, error) {
			if r.URL.Query().Get("in") == "" {
				return r, nil
			}
			return r.WithContext(context.WithValue(r.Context(), whoKey{}, "Sanne")), nil
		},
		Opens: func(ctx context.Context, path string) bool { return path != "/dicht" || inside(ctx) },
	})
	rt.Get("/open", web.Gallery)
	rt.Get("/fout", func(http.ResponseWriter, *http.Request) error { return fault.New(fault.Forbidden, fault.Text{}) })
	for path, want := range map[string]string{"/open": "/open /binnen", "/open?in=1": "/open /dicht", "/fout": "/open /binnen", "/fout?in=1": "/open /dicht"} {
		a := webtest.Do(rt, webtest.Scenario{Path: path})
		var have []string
		for _, link := range []string{"/open", "/dicht", "/binnen"} {
			if strings.Contains(a.Body, `class="site-nav__link" href="`+link+`"`) {
				have = append(have, link)
			}
		}
		if got := strings.Join(have, " "); got != want {
			t.Errorf("%s: the menu holds %q, want %q", path, got, want)
		}
	}
}

func TestOneRouteMayTakeALargerForm(t *testing.T) {
	rt := web.New(web.Config{Limits: web.Limits{Body: 100}})
	read := func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.Copy(w, r.Body)
		return err
	}
	rt.Post("/klein", read)
	rt.PostUpTo(1000, "/groot/{id}", read)
	for _, c := range []struct {
		path   string
		length int
		status int
	}{{"/klein", 100, 200}, {"/klein", 101, 413}, {"/groot/1", 1000, 200}, {"/en/groot/1", 1000, 200}, {"/groot/1", 1001, 413}} {
		a := webtest.Do(rt, webtest.Scenario{Method: "POST", Path: c.path, Body: strings.Repeat("a", c.length), Header: map[string]string{"Content-Type": "text/plain"}})
		if a.Status != c.status {
			t.Errorf("%s with %d bytes: %d, want %d", c.path, c.length, a.Status, c.status)
		}
	}
}
