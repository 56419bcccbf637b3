package log

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/clock"
)

func TestALineAboutARequestHoldsNothingOfPeople(t *testing.T) {
	c := clock.At(time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC))
	mux := http.NewServeMux()
	mux.HandleFunc("POST /inwoners/{id}", func(w http.ResponseWriter, r *http.Request) {
		c.Advance(1500 * time.Microsecond)
		if RequestID(r.Context()) == "" {
			t.Error("no request id inside the handler")
		}
		w.WriteHeader(http.StatusSeeOther)
	})
	mux.HandleFunc("GET /copied", func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("ok")) })
	mux.HandleFunc("GET /panic", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	copying := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/copied" {
			SetRoute(r.Context(), "GET /copied")
			r = r.WithContext(r.Context())
		}
		mux.ServeHTTP(w, r)
	})
	for _, s := range []struct {
		method, target, route string
		status                float64
		level                 string
	}{
		{"POST", "/inwoners/jansen?q=geheim", "POST /inwoners/{id}", 303, "INFO"},
		{"GET", "/copied", "GET /copied", 200, "INFO"},
		{"GET", "/jansen", "", 404, "INFO"},
		{"JANSEN", "/jansen", "", 404, "INFO"},
		{"GET", "/panic", "GET /panic", 0, "ERROR"},
	} {
		var out bytes.Buffer
		r := httptest.NewRequest(s.method, s.target, strings.NewReader("naam=jansen"))
		r.Header.Set("User-Agent", "jansen")
		r.RemoteAddr = "192.0.2.77:1234"
		func() {
			defer func() { _ = recover() }()
			Requests(New(&out, true), c, copying).ServeHTTP(httptest.NewRecorder(), r)
		}()
		for _, secret := range []string{"jansen", "JANSEN", "geheim", "192.0.2.77", "naam"} {
			if strings.Contains(out.String(), secret) {
				t.Errorf("%s %s: the log tells %q: %s", s.method, s.target, secret, out.String())
			}
		}
		var line map[string]any
		if err := json.Unmarshal(out.Bytes(), &line); err != nil {
			t.Fatalf("%s: %v", out.String(), err)
		}
		if line["route"] != s.route || line["status"] != s.status || line["level"] != s.level || len(line["request"].(string)) != 16 {
			t.Errorf("%s %s: got %s", s.method, s.target, out.String())
		}
		if s.status == 303 && line["took"] != 1.5e6 {
			t.Errorf("took %v", line["took"])
		}
		if len(line) != 8 {
			t.Errorf("the line holds more than it should: %v", line)
		}
	}
	if RequestID(t.Context()) != "" {
		t.Error("a request id outside a request")
	}
	SetRoute(t.Context(), "x") // does nothing, and does not panic
}

func TestTextLog(t *testing.T) {
	var out bytes.Buffer
	New(&out, false).Info("hello", "n", 1)
	if !strings.Contains(out.String(), "msg=hello n=1") {
		t.Errorf("got %s", out.String())
	}
}
