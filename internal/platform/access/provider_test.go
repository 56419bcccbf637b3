package access

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/fault"
)

// service is an outside sign-in service, in this process. It signs what a test tells it to.
type service struct {
	*httptest.Server
	key *rsa.PrivateKey
	now func() time.Time

	mu      sync.Mutex
	granted map[string]grant // code → what was asked with it
	spoil   func(claims map[string]any)
	signer  *rsa.PrivateKey // another key than the one it tells of, for a test
	broken  bool
}

type grant struct{ challenge, nonce, subject string }

func newService(t *testing.T) *service {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	s := &service{key: key, signer: key, granted: map[string]grant{}, now: time.Now}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		s.tell(w, map[string]any{"issuer": s.URL, "authorization_endpoint": s.URL + "/auth", "token_endpoint": s.URL + "/token", "jwks_uri": s.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, r *http.Request) {
		s.tell(w, map[string]any{"keys": []any{map[string]any{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1",
			"n": b64.EncodeToString(key.N.Bytes()), "e": b64.EncodeToString(big.NewInt(int64(key.E)).Bytes())}}})
	})
	mux.HandleFunc("POST /token", s.token)
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *service) tell(w http.ResponseWriter, v any) {
	s.mu.Lock()
	broken := s.broken
	s.mu.Unlock()
	if broken {
		http.Error(w, "kapot", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (s *service) token(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	g, ok := s.granted[r.PostFormValue("code")]
	delete(s.granted, r.PostFormValue("code"))
	spoil, signer := s.spoil, s.signer
	s.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !ok || b64.EncodeToString(sum[:]) != g.challenge {
		w.WriteHeader(http.StatusBadRequest)
		s.tell(w, map[string]any{"error": "invalid_grant"})
		return
	}
	claims := map[string]any{"iss": s.URL, "aud": "nabij", "sub": g.subject, "nonce": g.nonce, "iat": s.now().Unix(), "exp": s.now().Add(time.Hour).Unix(),
		"email": "ada@example.nl", "email_verified": true}
	if spoil != nil {
		spoil(claims)
	}
	body, _ := json.Marshal(claims)
	unsigned := b64.EncodeToString([]byte(`{"alg":"RS256","kid":"1","typ":"JWT"}`)) + "." + b64.EncodeToString(body)
	sum = sha256.Sum256([]byte(unsigned))
	signature, err := rsa.SignPKCS1v15(rand.Reader, signer, crypto.SHA256, sum[:])
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	s.tell(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": unsigned + "." + b64.EncodeToString(signature)})
}

// login is somebody with an account there who was sent to an address and is sent back.
func (s *service) login(t *testing.T, address, subject string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if q.Get("code_challenge_method") != "S256" || q.Get("state") == "" || q.Get("nonce") == "" || q.Get("scope") != "openid" ||
		q.Get("redirect_uri") != "http://localhost:8080"+CallbackPath || q.Get("response_type") != "code" {
		t.Errorf("sent with %v", q)
	}
	code := newToken()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.granted[code] = grant{q.Get("code_challenge"), q.Get("nonce"), subject}
	return url.Values{"code": {code}, "state": {q.Get("state")}}
}

// eachLinked runs a test with a service and somebody who linked their account there, as subject sub-1.
func eachLinked(t *testing.T, test func(t *testing.T, h *home, s *service, m member)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newService(t)
		h := newHome(t, d, Provider{Name: "werk", Title: "Werkaccount", Issuer: s.URL, ClientID: "nabij", Secret: "geheim"})
		s.now = h.clock.Now
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker)
		a := h.actorOf(m)
		address, step, err := h.BeginProvider(t.Context(), "werk", here, &a)
		h.must(err)
		back, err := h.FinishProvider(t.Context(), step, s.login(t, address, "sub-1"), a)
		if err != nil || !back.Linked {
			t.Fatal(back, err)
		}
		test(t, h, s, m)
	})
}

func (h *home) outside(s *service, subject string, change func(url.Values)) (Returned, error) {
	h.t.Helper()
	address, step, err := h.BeginProvider(h.t.Context(), "werk", here, nil)
	h.must(err)
	answer := s.login(h.t, address, subject)
	if change != nil {
		change(answer)
	}
	return h.FinishProvider(h.t.Context(), step, answer, Actor{})
}

func TestSigningInByAnOutsideService(t *testing.T) {
	eachLinked(t, func(t *testing.T, h *home, s *service, m member) {
		back, err := h.outside(s, "sub-1", nil)
		if err != nil || back.Step == "" {
			t.Fatal(back, err)
		}
		if _, err := h.Resolve(t.Context(), back.Step); fault.KindOf(err) != fault.SignInNeeded {
			t.Errorf("the service alone opened a session: %v", err)
		}
		if _, err := h.Second(t.Context(), back.Step, "000000", here); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a wrong code after the service: %v", err)
		}
		in, err := h.Second(t.Context(), back.Step, h.nextCode(m.seed), here)
		if err != nil || in.Person.ID != m.id {
			t.Fatal(in.Person, err)
		}
		list, err := h.Links(t.Context(), h.actorOf(member{id: m.id, session: in.Session}))
		if err != nil || len(list) != 1 || list[0].Issuer != s.URL {
			t.Errorf("%v %v", list, err)
		}
	})
}

func TestAnOutsideAccountOpensOnlyWhatItsOwnerLinked(t *testing.T) {
	eachLinked(t, func(t *testing.T, h *home, s *service, m member) {
		refusedAs := func(name string, err error) {
			t.Helper()
			if fault.KindOf(err) != fault.Forbidden && fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := h.outside(s, "sub-ada", nil) // its e-mail address is that of the administrator, and says so as verified
		refusedAs("an account with a worker's e-mail address", err)
		for name, change := range map[string]func(url.Values){
			"another state":        func(v url.Values) { v.Set("state", newToken()) },
			"no state":             func(v url.Values) { v.Del("state") },
			"no code":              func(v url.Values) { v.Del("code") },
			"an invented code":     func(v url.Values) { v.Set("code", newToken()) },
			"of another service":   func(v url.Values) { v.Set("iss", "https://elders.example") },
			"an error for an code": func(v url.Values) { v.Del("code"); v.Set("error", "access_denied") },
		} {
			_, err := h.outside(s, "sub-1", change)
			refusedAs(name, err)
		}
		other := newService(t)
		for name, spoil := range map[string]func(c map[string]any){
			"another nonce":    func(c map[string]any) { c["nonce"] = newToken() },
			"no nonce":         func(c map[string]any) { delete(c, "nonce") },
			"another audience": func(c map[string]any) { c["aud"] = "elders" },
			"another issuer":   func(c map[string]any) { c["iss"] = other.URL },
			"over its time":    func(c map[string]any) { c["exp"] = h.clock.Now().Add(-time.Hour).Unix() },
			"nobody":           func(c map[string]any) { c["sub"] = "" },
		} {
			s.mu.Lock()
			s.spoil = spoil
			s.mu.Unlock()
			_, err := h.outside(s, "sub-1", nil)
			refusedAs(name, err)
		}
		s.mu.Lock()
		s.spoil, s.signer = nil, other.key
		s.mu.Unlock()
		_, err = h.outside(s, "sub-1", nil)
		refusedAs("signed by somebody else", err)
		s.mu.Lock()
		s.signer = s.key
		s.mu.Unlock()

		// An answer is used once, and only in the browser that was sent.
		address, step, err := h.BeginProvider(t.Context(), "werk", here, nil)
		h.must(err)
		answer := s.login(t, address, "sub-1")
		_, err = h.FinishProvider(t.Context(), newToken(), answer, Actor{})
		refusedAs("another browser", err)
		if _, err := h.FinishProvider(t.Context(), step, answer, Actor{}); err != nil {
			t.Errorf("the right one: %v", err)
		}
		_, err = h.FinishProvider(t.Context(), step, answer, Actor{})
		refusedAs("a second time", err)

		// Suspended stays suspended; who left has nothing linked any more.
		h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return h.Suspend(ctx, tx, h.actorOfAdmin(), m.id) }))
		_, err = h.outside(s, "sub-1", nil)
		refusedAs("suspended", err)
		h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return h.Leave(ctx, tx, h.actorOfAdmin(), m.id) }))
		_, err = h.outside(s, "sub-1", nil)
		refusedAs("left", err)
	})
}

func TestLinkingNeedsItsOwnerSignedInAndStrong(t *testing.T) {
	eachLinked(t, func(t *testing.T, h *home, s *service, m member) {
		weak := h.actorOf(m)
		weak.Strong = db.InstantOf(h.clock.Now().Add(-time.Hour))
		if _, _, err := h.BeginProvider(t.Context(), "werk", here, &weak); !errors.Is(err, ErrStepUp) {
			t.Errorf("without a fresh factor: %v", err)
		}
		ada := h.actorOf(h.admin)
		address, step, err := h.BeginProvider(t.Context(), "werk", here, &ada)
		h.must(err)
		// Another person, nobody, or another session comes back: nothing is linked.
		for name, who := range map[string]Actor{"another person": h.actorOf(m), "nobody": {}, "another session": {ID: ada.ID, Org: ada.Org, Session: "x", Strong: ada.Strong}} {
			address, step, err := h.BeginProvider(t.Context(), "werk", here, &ada)
			h.must(err)
			if _, err := h.FinishProvider(t.Context(), step, s.login(t, address, "sub-2"), who); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s came back: %v", name, err)
			}
		}
		// An account that is somebody's already is not linked again.
		if _, err := h.FinishProvider(t.Context(), step, s.login(t, address, "sub-1"), ada); fault.KindOf(err) != fault.Conflict {
			t.Errorf("somebody else's outside account: %v", err)
		}
		a := h.actorOf(m)
		h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return h.Unlink(ctx, tx, a, s.URL) }))
		if _, err := h.outside(s, "sub-1", nil); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("after unlinking: %v", err)
		}
	})
}

func TestAServiceThatIsAwayStopsNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newService(t)
		s.broken = true
		h := newHome(t, d, Provider{Name: "werk", Title: "Werkaccount", Issuer: s.URL, ClientID: "nabij"})
		s.now = h.clock.Now
		h.found()
		if _, _, err := h.BeginProvider(t.Context(), "werk", here, nil); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("%v", err)
		}
		if _, err := h.signIn(h.admin, here); err != nil {
			t.Errorf("by password meanwhile: %v", err)
		}
		s.mu.Lock()
		s.broken = false
		s.mu.Unlock()
		if _, _, err := h.BeginProvider(t.Context(), "werk", here, nil); err != nil {
			t.Errorf("when it is back: %v", err)
		}
		if _, _, err := h.BeginProvider(t.Context(), "elders", here, nil); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an unknown service: %v", err)
		}
	})
}

func TestServicesAreCheckedAtStart(t *testing.T) {
	for _, bad := range [][]Provider{{{Name: "a", Issuer: "http://elders.example", ClientID: "x"}}, {{Issuer: "https://x.example", ClientID: "x"}},
		{{Name: "a", Issuer: "https://x.example"}}, slices.Repeat([]Provider{{Name: "a", Issuer: "https://x.example", ClientID: "x"}}, 2)} {
		if _, err := newProviders(bad, "https://nabij.example"); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}
