package web_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

func say(text string) web.Handler {
	return func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, err := w.Write([]byte(text))
		return err
	}
}

func fails(err error) web.Handler {
	return func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = w.Write([]byte("half a page"))
		return err
	}
}

func newSite(log *bytes.Buffer, limits web.Limits) *web.Router {
	rt := web.New(web.Config{Secure: true, Limits: limits, Log: slog.New(slog.NewTextHandler(log, nil)),
		Clock: clock.At(time.Date(2020, 5, 20, 9, 0, 0, 0, time.UTC))})
	rt.Get("/", say("start"))
	rt.Get("/mensen/{naam}", func(w http.ResponseWriter, r *http.Request) error {
		return say(r.PathValue("naam")+" "+web.Lang(r)+" "+web.Path(r, "/x")+" "+web.Here(r))(w, r)
	})
	rt.Post("/opsturen", func(w http.ResponseWriter, r *http.Request) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		return say(f.Text("tekst"))(w, r)
	})
	rt.Post("/verder", func(w http.ResponseWriter, r *http.Request) error { return web.Redirect(w, r, "/mensen/a?b=1") })
	return rt
}

func TestRoutes(t *testing.T) {
	rt := newSite(new(bytes.Buffer), web.Limits{})
	form := url.Values{"tekst": {" hallo "}}
	webtest.Run(t, rt, []webtest.Scenario{
		{Name: "start", Path: "/", Headers: map[string]string{"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}},
		{Name: "start in English", Path: "/en"},
		{Name: "HEAD", Method: "HEAD", Path: "/mensen/a"},
		{Name: "slash at the end", Path: "/mensen/a/?q=1", Status: 308, Headers: map[string]string{"Location": "/mensen/a?q=1"}},
		{Name: "slash after en", Path: "/en/", Status: 200},
		{Name: "slash at the end in English", Path: "/en/mensen/a/", Status: 308, Headers: map[string]string{"Location": "/en/mensen/a"}},
		{Name: "unknown", Path: "/nergens", Status: 404, See: []webtest.Seen{webtest.In("h1", "Deze pagina bestaat niet"),
			webtest.In("a.nl-button[href='/']", "Naar de beginpagina")}, DontSee: []string{"nergens"}},
		{Name: "unknown in English", Path: "/en/nowhere", Status: 404, See: []webtest.Seen{
			webtest.In("html[lang=en] h1", "This page does not exist"), webtest.In("a.nl-button[href='/en']", "To the start page")}},
		{Name: "wrong method", Method: "POST", Path: "/mensen/a", Status: 405, Headers: map[string]string{"Allow": "GET, HEAD"},
			See: []webtest.Seen{webtest.In("h1", "Dit kan hier niet")}},
		{Name: "wrong method the other way", Path: "/opsturen", Status: 405, Headers: map[string]string{"Allow": "POST"}},
		{Name: "invented method", Method: "BREW", Path: "/", Status: 405},
		{Name: "form", Path: "/opsturen", Form: form},
		{Name: "not a form", Method: "POST", Path: "/opsturen", Body: "{}", Header: map[string]string{"Content-Type": "application/json"},
			Status: 415, See: []webtest.Seen{webtest.In("p", "Wat je typte, staat nog in je browser.")}},
		{Name: "from another site", Path: "/opsturen", Form: form, Header: map[string]string{"Sec-Fetch-Site": "cross-site"},
			Status: 403, See: []webtest.Seen{webtest.In("h1", "Dit kwam van een andere website")}},
		{Name: "too large", Path: "/opsturen", Form: url.Values{"tekst": {strings.Repeat("x", 300<<10)}}, Status: 413,
			See: []webtest.Seen{webtest.In("h1", "Dit is te veel")}},
		{Name: "not text", Method: "POST", Path: "/opsturen", Body: "tekst=%ff", Status: 422,
			Header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}},
		{Name: "redirect keeps the language", Method: "POST", Path: "/en/verder", Status: 303,
			Headers: map[string]string{"Location": "/en/mensen/a?b=1"}},
		{Name: "two slashes", Path: "/mensen//a", Status: 404},
		{Name: "up", Path: "/mensen/../a", Status: 404},
		{Name: "hidden file", Path: "/.git/config", Status: 404},
		{Name: "long query", Path: "/?q=" + strings.Repeat("x", 5000), Status: 404},
	})
	if got := webtest.Do(rt, webtest.Scenario{Path: "/en/mensen/a%20b"}).Body; got != "a b en /en/x /mensen/a b" {
		t.Errorf("got %q", got)
	}
}

func TestFailTellsWhatIsSafe(t *testing.T) {
	var log bytes.Buffer
	rt := newSite(&log, web.Limits{})
	cause := errors.New("secret cause")
	for path, h := range map[string]web.Handler{
		"/boem":     fails(cause),
		"/paniek":   func(http.ResponseWriter, *http.Request) error { panic("secret panic") },
		"/bezet":    fails(fault.New(fault.Unavailable, fault.Text{}).After(1500 * time.Millisecond).Because(cause)),
		"/conflict": fails(fault.New(fault.Conflict, fault.Say("Net gewijzigd.", "Just changed."))),
		"/fout":     fails(fault.New(fault.Invalid, fault.Text{}).At("dag", fault.Say("Geen dag.", "No day."))),
		"/geheim":   fails(fault.Keyed(fault.NotFound, "error.not_text")),
	} {
		rt.Get(path, h)
	}
	hidden := []string{"secret", "half a page"}
	webtest.Run(t, rt, []webtest.Scenario{
		{Name: "incident", Path: "/boem", Status: 500, DontSee: hidden, See: []webtest.Seen{webtest.In("strong.code", "-")}},
		{Name: "panic", Path: "/paniek", Status: 500, DontSee: hidden, See: []webtest.Seen{webtest.In("strong.code", "-")}},
		{Name: "later", Path: "/bezet", Status: 503, DontSee: hidden, Headers: map[string]string{"Retry-After": "2"}},
		{Name: "conflict", Path: "/en/conflict", Status: 409, DontSee: hidden, See: []webtest.Seen{webtest.In("p", "Just changed.")}},
		{Name: "invalid", Path: "/fout", Status: 422, See: []webtest.Seen{webtest.In("li", "Geen dag.")}},
		{Name: "keyed", Path: "/geheim", Status: 404, See: []webtest.Seen{webtest.In("p", "Wat je stuurde, is geen gewone tekst.")}},
	})
	body := webtest.Do(rt, webtest.Scenario{Path: "/boem"}).Body
	code := webtest.Parse(body).Texts("strong.code")[0]
	if !strings.Contains(log.String(), "incident="+code) || !strings.Contains(log.String(), "secret cause") {
		t.Errorf("the log does not explain incident %s:\n%s", code, log.String())
	}
	if strings.Contains(log.String(), "secret panic") {
		t.Error("the log holds the value of a panic, which may be anything")
	}
}

func TestLogHoldsNoPeople(t *testing.T) {
	var log bytes.Buffer
	rt := newSite(&log, web.Limits{})
	webtest.Do(rt, webtest.Scenario{Path: "/mensen/jansen?zoek=schulden", Header: map[string]string{"User-Agent": "canary"}})
	webtest.Do(rt, webtest.Scenario{Path: "/weg/pietersen"})
	webtest.Do(rt, webtest.Scenario{Method: "DEVRIES", Path: "/"})
	for _, word := range []string{"jansen", "schulden", "pietersen", "canary", "DEVRIES", "192.0.2.1"} {
		if strings.Contains(log.String(), word) {
			t.Errorf("the log holds %q:\n%s", word, log.String())
		}
	}
	for _, want := range []string{`route="GET /mensen/{naam}"`, "status=200", "route=none", "method=other", "ms=0"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %s:\n%s", want, log.String())
		}
	}
}

func TestNonceIsNewForEveryAnswer(t *testing.T) {
	a, b := webtest.Do(site(), webtest.Scenario{Path: "/_galerij"}), webtest.Do(site(), webtest.Scenario{Path: "/_galerij"})
	if a.Header.Get("Content-Security-Policy") == b.Header.Get("Content-Security-Policy") {
		t.Error("two answers share a nonce")
	}
}

func TestSlowHandlerGivesThePageAndLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rt := newSite(new(bytes.Buffer), web.Limits{})
		var stopped error
		rt.Post("/traag", func(w http.ResponseWriter, r *http.Request) error {
			<-r.Context().Done()
			stopped = context.Cause(r.Context())
			_, _ = w.Write([]byte("too late"))
			return nil
		})
		a := webtest.Do(rt, webtest.Scenario{Path: "/traag", Form: url.Values{}})
		synctest.Wait()
		if a.Status != 503 || !strings.Contains(a.Body, "Dit duurde te lang") || !strings.Contains(a.Body, "staat nog in je browser") {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		if strings.Contains(a.Body, "too late") || !errors.Is(stopped, context.DeadlineExceeded) {
			t.Errorf("the handler went on: %v", stopped)
		}
	})
}

func TestTooManyAtOnceIsRefusedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rt := newSite(new(bytes.Buffer), web.Limits{Concurrent: 2})
		free := make(chan struct{})
		rt.Get("/lang", func(w http.ResponseWriter, r *http.Request) error { <-free; return say("klaar")(w, r) })
		answers := make(chan webtest.Answer, 2)
		for range 2 {
			go func() { answers <- webtest.Do(rt, webtest.Scenario{Path: "/lang"}) }()
		}
		synctest.Wait()
		webtest.Run(t, rt, nil)
		if a := webtest.Do(rt, webtest.Scenario{Path: "/lang"}); a.Status != 503 || a.Header.Get("Retry-After") != "2" {
			t.Errorf("%d %v", a.Status, a.Header)
		}
		close(free)
		for range 2 {
			if a := <-answers; a.Status != 200 {
				t.Errorf("one that was let in got %d", a.Status)
			}
		}
		if a := webtest.Do(rt, webtest.Scenario{Path: "/"}); a.Status != 200 {
			t.Errorf("still full afterwards: %d", a.Status)
		}
	})
}
