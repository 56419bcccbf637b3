package access

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// channels are the roads by which somebody who was in can try to get on: each must be shut by each kind of revocation.
func channels(h *home, m member, step string) map[string]func() error {
	ctx := h.t.Context()
	return map[string]func() error{
		"the session": func() error { _, err := h.Resolve(ctx, m.session); return err },
		"a route behind sign-in": func() error {
			r := httptest.NewRequest("GET", "/mijn-account", nil)
			r.AddCookie(&http.Cookie{Name: sessionCookie, Value: m.session})
			_, err := h.Enter(Cookies{}, "GET /mijn-account", r)
			return err
		},
		"short re-entry":    func() error { _, err := h.Reenter(ctx, m.session, password); return err },
		"a fresh factor":    func() error { _, err := h.StepUp(ctx, m.session, h.codeOf(m.seed)); return err },
		"half way in":       func() error { _, err := h.Second(ctx, step, h.codeOf(m.seed), here); return err },
		"the locked screen": func() error { _, err := h.Locked(ctx, m.session); return err },
	}
}

// TestRevocation: every kind of ending × every channel, refused at the next request.
func TestRevocation(t *testing.T) {
	type kind struct {
		name string
		end  func(h *home, m member)
		open []string // channels that rightly stay open: nothing was taken from the person but this one sign-in
	}
	admin := func(fn func(s *Service, ctx context.Context, tx db.Tx, a Actor, id string) error) func(h *home, m member) {
		return func(h *home, m member) {
			h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return fn(h.Service, ctx, tx, h.actorOf(h.admin), m.id) }))
		}
	}
	for _, k := range []kind{
		{"suspended", admin((*Service).Suspend), nil},
		{"left", admin((*Service).Leave), nil},
		{"suspended and restored", func(h *home, m member) {
			admin((*Service).Suspend)(h, m)
			admin((*Service).Restore)(h, m)
		}, nil},
		{"signed out", func(h *home, m member) { h.must(h.SignOut(h.t.Context(), m.session)) }, []string{"half way in"}},
		{"ended elsewhere", func(h *home, m member) {
			in, err := h.signIn(m, here)
			h.must(err)
			a, err := h.Resolve(h.t.Context(), in.Session)
			h.must(err)
			h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return h.EndOthers(ctx, tx, a) }))
		}, []string{"half way in"}},
		{"one ended in the list", func(h *home, m member) {
			in, err := h.signIn(m, here)
			h.must(err)
			a, err := h.Resolve(h.t.Context(), in.Session)
			h.must(err)
			list, err := h.Sessions(h.t.Context(), a)
			h.must(err)
			for _, s := range list {
				if !s.Current {
					h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return h.EndSession(ctx, tx, a, s.Ref) }))
				}
			}
		}, []string{"half way in"}},
		{"password changed", func(h *home, m member) {
			in, err := h.signIn(m, here)
			h.must(err)
			a, err := h.Resolve(h.t.Context(), in.Session)
			h.must(err)
			h.must(h.ChangePassword(h.t.Context(), a, password, "hele andere woorden nu"))
		}, []string{"half way in"}},
		{"password renewed by a link", func(h *home, m member) { h.reset(m, PurposeNewPassword) }, nil},
		{"second factor renewed by a link", func(h *home, m member) { h.reset(m, PurposeNewFactor) }, nil},
		{"the day is over", func(h *home, m member) { h.clock.Advance(DefaultAbsolute) }, nil},
		{"all roles lost", func(h *home, m member) {
			h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return putRoles(ctx, tx, h.org, m.id, nil) }))
		}, nil},
		{"the token was renewed", func(h *home, m member) {
			h.clock.Advance(31 * time.Second)
			_, err := h.StepUp(h.t.Context(), m.session, h.codeOf(m.seed))
			h.must(err)
		}, []string{"half way in"}},
	} {
		t.Run(k.name, func(t *testing.T) {
			eachHome(t, func(t *testing.T, h *home) {
				h.found()
				m := h.hire("sanne@example.nl", nil, Worker)
				step, err := h.SignIn(t.Context(), Attempt{Login: m.login, Password: password, Browser: here})
				h.must(err)
				for name, try := range channels(h, m, step) {
					if name == "the session" || name == "a route behind sign-in" {
						if err := try(); err != nil {
							t.Fatalf("%s is shut before: %v", name, err)
						}
					}
				}
				k.end(h, m)
				h.clock.Advance(31 * time.Second)
				for name, try := range channels(h, m, step) {
					if slices.Contains(k.open, name) {
						continue
					}
					if err := try(); fault.KindOf(err) != fault.SignInNeeded && fault.KindOf(err) != fault.NotFound {
						t.Errorf("%s is open: %v", name, err)
					}
				}
			})
		})
	}
}

// reset renews password or factor of somebody by a link.
func (h *home) reset(m member, purpose string) {
	h.t.Helper()
	path := ""
	h.must(h.tx(func(ctx context.Context, tx db.Tx) (err error) {
		path, err = h.NewLink(ctx, tx, h.actorOf(h.admin), m.id, purpose)
		return err
	}))
	step, err := h.UseLink(h.t.Context(), path[len(RenewalPath):], false, here)
	h.must(err)
	h.clock.Advance(31 * time.Second)
	if purpose == PurposeNewPassword {
		if _, err := h.EnrolPassword(h.t.Context(), step, "hele andere woorden nu", "000000", here); fault.KindOf(err) != fault.Invalid {
			h.t.Errorf("a link for a password opened without the second factor: %v", err)
		}
		_, err := h.EnrolPassword(h.t.Context(), step, "hele andere woorden nu", h.codeOf(m.seed), here)
		h.must(err)
		return
	}
	if _, err := h.EnrolFactor(h.t.Context(), step, h.codeOf(m.seed), here); fault.KindOf(err) != fault.NotFound {
		h.t.Errorf("the password was skipped: %v", err)
	}
	if err := h.EnrolProve(h.t.Context(), step, "verkeerd wachtwoord", here); fault.KindOf(err) != fault.Invalid {
		h.t.Errorf("a wrong password: %v", err)
	}
	h.must(h.EnrolProve(h.t.Context(), step, password, here))
	h.finish(step, m.login)
}

func TestIdleLocksAndAShortReentryOpens(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker)
		for range 5 { // signs of life keep it open
			h.clock.Advance(DefaultIdle - time.Second)
			if _, err := h.Resolve(t.Context(), m.session); err != nil {
				t.Fatal(err)
			}
		}
		h.clock.Advance(DefaultIdle)
		_, err := h.Resolve(t.Context(), m.session)
		if !errors.Is(err, ErrLocked) || fault.KindOf(err) != fault.SignInNeeded {
			t.Fatalf("idle: %v", err)
		}
		h.clock.Advance(-DefaultIdle) // a clock that goes back opens nothing
		if _, err := h.Resolve(t.Context(), m.session); !errors.Is(err, ErrLocked) {
			t.Errorf("the clock went back: %v", err)
		}
		if name, err := h.Locked(t.Context(), m.session); err != nil || name == "" {
			t.Errorf("%q %v", name, err)
		}
		if _, err := h.StepUp(t.Context(), m.session, h.nextCode(m.seed)); !errors.Is(err, ErrLocked) {
			t.Errorf("a step up on a locked session: %v", err)
		}
		if _, err := h.Reenter(t.Context(), m.session, "verkeerd wachtwoord"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a wrong password: %v", err)
		}
		next, err := h.Reenter(t.Context(), m.session, password)
		h.must(err)
		if a, err := h.Resolve(t.Context(), next); err != nil || a.ID != m.id {
			t.Errorf("%+v %v", a, err)
		}
		if _, err := h.Resolve(t.Context(), m.session); fault.KindOf(err) != fault.SignInNeeded || errors.Is(err, ErrLocked) {
			t.Errorf("the old token: %v", err)
		}
		h.clock.Advance(DefaultIdle)
		_, _ = h.Resolve(t.Context(), next)
		if next, err = h.Reenter(t.Context(), next, h.nextCode(m.seed)); err != nil {
			t.Fatalf("by a code: %v", err)
		}
		if a, err := h.Resolve(t.Context(), next); err != nil || h.clock.Now().Sub(a.Strong.Time()) > time.Minute {
			t.Errorf("a code is a fresh factor: %+v %v", a, err)
		}
	})
}

func TestASessionIsOverAfterADayAndStaysSo(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		began := h.clock.Now()
		for h.clock.Now().Sub(began) < DefaultAbsolute-DefaultIdle {
			h.clock.Advance(DefaultIdle - time.Second)
			if _, err := h.Resolve(t.Context(), h.admin.session); err != nil {
				t.Fatal(err)
			}
		}
		h.clock.Set(began.Add(DefaultAbsolute))
		if _, err := h.Resolve(t.Context(), h.admin.session); fault.KindOf(err) != fault.SignInNeeded || errors.Is(err, ErrLocked) {
			t.Errorf("after twelve hours: %v", err)
		}
		h.clock.Set(began.Add(time.Minute))
		if _, err := h.Resolve(t.Context(), h.admin.session); fault.KindOf(err) != fault.SignInNeeded {
			t.Errorf("the clock went back and it is alive: %v", err)
		}
		n, err := h.Sweep(t.Context())
		if err != nil {
			t.Errorf("%d %v", n, err)
		}
	})
}

func TestStrongFadesAndChangesNeedIt(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker)
		h.clock.Advance(DefaultIdle - time.Minute)
		_, err := h.Resolve(t.Context(), m.session)
		h.must(err)
		h.clock.Advance(StrongLife - DefaultIdle + 2*time.Minute)
		a, err := h.Resolve(t.Context(), m.session)
		h.must(err)
		if err := h.Strong(a); !errors.Is(err, ErrStepUp) || fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%v", err)
		}
		if _, err := h.RenewRecovery(t.Context(), a); !errors.Is(err, ErrStepUp) {
			t.Errorf("recovery codes without a fresh factor: %v", err)
		}
		if _, _, err := h.BeginRegister(t.Context(), a); !errors.Is(err, ErrStepUp) {
			t.Errorf("a passkey without a fresh factor: %v", err)
		}
		if _, err := h.StepUp(t.Context(), m.session, "000000"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a wrong code: %v", err)
		}
		next, err := h.StepUp(t.Context(), m.session, h.nextCode(m.seed))
		h.must(err)
		a, err = h.Resolve(t.Context(), next)
		h.must(err)
		if err := h.Strong(a); err != nil {
			t.Errorf("after a code: %v", err)
		}
	})
}

func TestTheRightsAreThoseOfNow(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", []string{"team-a"}, Worker)
		if a := h.actorOf(m); !slices.Equal(a.Teams, []string{"team-a"}) || !a.Has(Worker) {
			t.Fatalf("%+v", a)
		}
		h.must(h.tx(func(ctx context.Context, tx db.Tx) error {
			p, err := findPerson(ctx, tx, h.org, m.id)
			if err != nil {
				return err
			}
			return h.SetRights(ctx, tx, h.actorOf(h.admin), m.id, p.Version, []Role{Administrator}, []string{"team-b"})
		}))
		if a := h.actorOf(m); !slices.Equal(a.Teams, []string{"team-b"}) || !slices.Equal(a.Roles, []Role{Administrator}) {
			t.Errorf("%+v", a)
		}
	})
}

func TestTheGuard(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		worker := h.hire("sanne@example.nl", nil, Worker)
		partner := h.hire("wijk@example.nl", nil, NetworkPartner)
		enter := func(route string, cookies ...*http.Cookie) (Actor, fault.Kind) {
			r := httptest.NewRequest("GET", "/x", nil)
			for _, c := range cookies {
				r.AddCookie(c)
			}
			r2, err := h.Enter(Cookies{}, route, r)
			a, _ := From(r2.Context())
			if err != nil {
				return a, fault.KindOf(err)
			}
			return a, fault.Unknown
		}
		as := func(m member) *http.Cookie { return &http.Cookie{Name: sessionCookie, Value: m.session} }
		for _, c := range []struct {
			name, route string
			cookies     []*http.Cookie
			want        fault.Kind
			who         string
		}{
			{"a stranger on a public page", "GET /afwegen", nil, fault.Unknown, ""},
			{"a worker on a public page is known", "GET /afwegen", []*http.Cookie{as(worker)}, fault.Unknown, worker.id},
			{"a stranger on an account page", "GET /mijn-account", nil, fault.SignInNeeded, ""},
			{"a worker on an account page", "GET /mijn-account", []*http.Cookie{as(worker)}, fault.Unknown, worker.id},
			{"a partner on an account page", "GET /mijn-account", []*http.Cookie{as(partner)}, fault.Unknown, partner.id},
			{"a worker on administration", "GET /beheer/medewerkers", []*http.Cookie{as(worker)}, fault.Forbidden, worker.id},
			{"the administrator on administration", "GET /beheer/medewerkers", []*http.Cookie{as(h.admin)}, fault.Unknown, h.admin.id},
			{"the administrator on residents", "GET /inwoners/{id}", []*http.Cookie{as(h.admin)}, fault.Forbidden, h.admin.id},
			{"a worker on residents", "GET /inwoners/{id}", []*http.Cookie{as(worker)}, fault.Unknown, worker.id},
			{"a partner on residents", "GET /inwoners/{id}", []*http.Cookie{as(partner)}, fault.Forbidden, partner.id},
			{"a route that nobody wrote down", "GET /geheim", []*http.Cookie{as(h.admin)}, fault.NotFound, h.admin.id},
			{"a stranger there", "GET /geheim", nil, fault.NotFound, ""},
			{"nonsense as a session, public", "GET /", []*http.Cookie{{Name: sessionCookie, Value: "x"}}, fault.Unknown, ""},
			{"nonsense as a session", "GET /mijn-account", []*http.Cookie{{Name: sessionCookie, Value: "x"}}, fault.SignInNeeded, ""},
			{"two sessions at once", "GET /mijn-account", []*http.Cookie{as(worker), as(h.admin)}, fault.SignInNeeded, ""},
			{"a device as a session", "GET /mijn-account", []*http.Cookie{{Name: sessionCookie, Value: worker.device}}, fault.SignInNeeded, ""},
		} {
			a, kind := enter(c.route, c.cookies...)
			if kind != c.want || a.ID != c.who {
				t.Errorf("%s: %v as %q, want %v as %q", c.name, kind, a.ID, c.want, c.who)
			}
		}
	})
}

func TestCookies(t *testing.T) {
	for _, secure := range []bool{false, true} {
		w := httptest.NewRecorder()
		c := Cookies{Secure: secure}
		c.Signed(w, Signed{Session: "s", Device: "d"})
		r := httptest.NewRequest("GET", "/", nil)
		for _, one := range w.Result().Cookies() {
			if !one.HttpOnly || one.Secure != secure || one.Path != "/" || one.Domain != "" || one.SameSite < http.SameSiteLaxMode {
				t.Errorf("secure %v: %+v", secure, one)
			}
			if (one.Name[:2] == "__") != secure {
				t.Errorf("secure %v: the name is %s", secure, one.Name)
			}
			if one.MaxAge >= 0 {
				r.AddCookie(one)
			}
		}
		if c.Session(r) != "s" || c.Device(r) != "d" || c.Step(r) != "" {
			t.Errorf("secure %v: read %q %q %q", secure, c.Session(r), c.Device(r), c.Step(r))
		}
		if (Cookies{Secure: !secure}).Session(r) != "" {
			t.Error("a cookie of the other kind was taken")
		}
	}
}

func TestRoutesAreReadStrictly(t *testing.T) {
	for _, bad := range []string{"", "method,path\n", "method,path,needs\nGET,/x,all\n", "method,path,needs\nGET,/x,see\n", "method,path,needs\nGET,/x,see diary\n",
		"method,path,needs\nPUT,/x,public\n", "method,path,needs\nGET,x,public\n", "method,path,needs\nGET,/x,public\nGET,/x,signed_in\n", "method,path,needs\nGET,/x\n"} {
		if _, err := readRoutes(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	missing, idle := CheckRoutes([]string{"GET /", "GET /nergens"})
	if !slices.Equal(missing, []string{"GET /nergens"}) || len(idle) != len(routes)-1 {
		t.Errorf("%q %d", missing, len(idle))
	}
}

func TestNetworks(t *testing.T) {
	for in, want := range map[string]string{"192.0.2.7:1234": "192.0.2.7", "[2001:db8:1:2:3::1]:80": "2001:db8:1:2::/64", "[::ffff:192.0.2.7]:9": "192.0.2.7",
		"192.0.2.7": "192.0.2.7", "2001:db8::1": "2001:db8::/64", "[fe80::1%eth0]:80": "fe80::/64", "": "unknown", "@": "unknown", "999.1.1.1:3": "unknown"} {
		if got := Network(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
