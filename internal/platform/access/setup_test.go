package access

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/fault"

	"github.com/alexedwards/argon2id"
	"github.com/pquerna/otp/totp"
)

// asReleased is how passwords are hashed outside tests; tests do with less, but for the one about time.
var asReleased = *hashing

func init() {
	*hashing = argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

func TestPasswordsAreHashedSlowly(t *testing.T) {
	if p := asReleased; p.Memory != 19*1024 || p.Iterations != 2 || p.Parallelism != 1 || p.SaltLength < 16 || p.KeyLength < 32 {
		t.Errorf("%+v", p)
	}
}

// home is an organisation with its people, for tests.
type home struct {
	*Service
	t     *testing.T
	clock *clock.Fixed
	mu    sync.Mutex
	lines []string // what was recorded: code, actor, outcome
	org   string
	admin member
	seeds map[string]string
}

// member is somebody who is signed in.
type member struct {
	id, login, seed string
	session, device string
}

const password = "trompet fietsbel lantaarn"

var here = Browser{Network: "192.0.2.1", Agent: "computer"}

// eachHome runs a test in a fresh one on both databases.
func eachHome(t *testing.T, test func(t *testing.T, h *home)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, newHome(t, d)) })
}

func newHome(t *testing.T, d *db.DB, providers ...Provider) *home {
	t.Helper()
	h := &home{t: t, clock: clock.At(time.Date(2020, 5, 18, 9, 0, 0, 0, time.UTC)), seeds: map[string]string{}}
	record := func(ctx context.Context, tx db.Tx, e Event) error {
		a, ok := From(ctx)
		if !ok {
			return fmt.Errorf("%s was recorded without an actor", e.Code)
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		h.lines = append(h.lines, e.Code+" "+e.Outcome+" "+a.ID+" "+e.ID+" "+e.Detail)
		return nil
	}
	var err error
	h.Service, err = New(Config{DB: d, Clock: h.clock, Key: NewKey(), Record: record, Base: "http://localhost:8080", Providers: providers})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// found makes the organisation and its first administrator.
func (h *home) found() {
	h.t.Helper()
	path, needed, err := h.Setup(h.t.Context())
	if err != nil || !needed {
		h.t.Fatal(needed, err)
	}
	step, err := h.UseLink(h.t.Context(), strings.TrimPrefix(path, "/eerste-keer/"), true, here)
	if err != nil {
		h.t.Fatal(err)
	}
	err = h.EnrolDetails(h.t.Context(), step, Details{Organisation: "Welzijn Oost", Name: "Ada Beheer", Login: "Ada@Example.nl", Password: password})
	if err != nil {
		h.t.Fatal(err)
	}
	h.admin = h.finish(step, "ada@example.nl")
	a, err := h.Resolve(h.t.Context(), h.admin.session)
	if err != nil {
		h.t.Fatal(err)
	}
	h.org = a.Org
}

// finish takes the first code of an account that is being set up.
func (h *home) finish(step, login string) member {
	h.t.Helper()
	e, err := h.Enrolment(h.t.Context(), step)
	if err != nil || e.Seed == "" {
		h.t.Fatal(e, err)
	}
	in, err := h.EnrolFactor(h.t.Context(), step, h.codeOf(e.Seed), here)
	if err != nil || len(in.Recovery) != RecoveryCount {
		h.t.Fatal(in, err)
	}
	return member{id: in.Person.ID, login: login, seed: e.Seed, session: in.Session, device: in.Device}
}

// hire invites somebody and lets them come in.
func (h *home) hire(login string, teams []string, roles ...Role) member {
	h.t.Helper()
	link := h.invite(login, teams, roles...)
	step, err := h.UseLink(h.t.Context(), link, false, here)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.EnrolPassword(h.t.Context(), step, password, "", here); err != nil {
		h.t.Fatal(err)
	}
	return h.finish(step, login)
}

func (h *home) invite(login string, teams []string, roles ...Role) string {
	h.t.Helper()
	path := ""
	h.must(h.tx(func(ctx context.Context, tx db.Tx) (err error) {
		_, path, err = h.Invite(ctx, tx, h.actorOf(h.admin), "Naam van "+login, login, roles, teams)
		return err
	}))
	return strings.TrimPrefix(path, "/uitnodiging/")
}

func (h *home) tx(fn func(ctx context.Context, tx db.Tx) error) error {
	return h.db.InTx(h.t.Context(), fn)
}

func (h *home) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// actorOf gives who a session belongs to; the second factor of an administrator is kept fresh.
func (h *home) actorOf(m member) Actor {
	h.t.Helper()
	a, err := h.Resolve(h.t.Context(), m.session)
	if err != nil {
		h.t.Fatal(err)
	}
	if m.id == h.admin.id {
		a.Strong = h.now()
	}
	return a
}

func (h *home) codeOf(seed string) string {
	h.t.Helper()
	code, err := totp.GenerateCode(seed, h.clock.Now())
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

// nextCode waits for the next code: the one before was used.
func (h *home) nextCode(seed string) string {
	h.clock.Advance(31 * time.Second)
	return h.codeOf(seed)
}

// signIn signs somebody in again, with password and code.
func (h *home) signIn(m member, b Browser) (Signed, error) {
	step, err := h.SignIn(h.t.Context(), Attempt{Login: m.login, Password: password, Browser: b})
	if err != nil {
		return Signed{}, err
	}
	return h.Second(h.t.Context(), step, h.nextCode(m.seed), b)
}

// recorded tells whether a line that begins like this was kept.
func (h *home) recorded(begin string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, l := range h.lines {
		if strings.HasPrefix(l, begin) {
			return true
		}
	}
	return false
}

func wantKind(t *testing.T, what string, err error, want fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != want || want != fault.Unknown && err == nil {
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}
