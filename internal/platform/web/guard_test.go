package web_test

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

type whoKey struct{}

func TestTheGuardIsAskedBeforeEveryRoute(t *testing.T) {
	var asked []string
	rt := web.New(web.Config{Gallery: true, Guard: func(route string, w http.ResponseWriter, r *http.Request) (*http.Request, error) {
		asked = append(asked, r.Method+": "+route)
		switch route {
		case "GET /open/{id}":
			return r.WithContext(context.WithValue(r.Context(), whoKey{}, "Sanne")), nil
		case "GET /elders":
			return nil, web.Redirect(w, r, "/aanmelden")
		}
		return nil, fault.New(fault.Forbidden, fault.Text{})
	}})
	ran := ""
	page := func(w http.ResponseWriter, r *http.Request) error {
		ran, _ = r.Context().Value(whoKey{}).(string)
		return say("gezien")(w, r)
	}
	rt.Get("/open/{id}", page)
	rt.Post("/open/{id}", page)
	rt.Get("/elders", page)
	rt.Get("/", page)
	for _, c := range []struct {
		method, path, asked string
		status              int
	}{
		{"GET", "/open/1", "GET: GET /open/{id}", 200},
		{"GET", "/en/open/1", "GET: GET /open/{id}", 200},
		{"HEAD", "/open/1", "HEAD: GET /open/{id}", 200},
		{"POST", "/open/1", "POST: POST /open/{id}", 403},
		{"GET", "/elders", "GET: GET /elders", 303},
		{"GET", "/en/elders", "GET: GET /elders", 303},
		{"GET", "/", "GET: GET /", 403},
		{"GET", "/_galerij", "GET: GET /_galerij", 403},
		{"GET", "/nergens", "", 404},
		{"POST", "/elders", "", 405},
	} {
		asked, ran = nil, ""
		a := webtest.Do(rt, webtest.Scenario{Method: c.method, Path: c.path})
		if a.Status != c.status {
			t.Errorf("%s %s: %d, want %d", c.method, c.path, a.Status, c.status)
		}
		if c.asked == "" && len(asked) > 0 || c.asked != "" && !slices.Equal(asked, []string{c.asked}) {
			t.Errorf("%s %s: asked %q, want %q", c.method, c.path, asked, c.asked)
		}
		if (ran == "Sanne") != (c.status == 200) {
			t.Errorf("%s %s: the page knew %q", c.method, c.path, ran)
		}
	}
}
