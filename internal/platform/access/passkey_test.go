package access

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// device is an authenticator written out: one key, as a phone would hold it.
type device struct {
	id       []byte
	key      *ecdsa.PrivateKey
	user     string // the handle it was made for
	counter  uint32
	origin   string
	verifies bool // it asks for a finger or a code
}

func newDevice(t *testing.T) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 32)
	_, _ = rand.Read(id)
	return &device{id: id, key: key, origin: "http://localhost:8080", verifies: true}
}

var b64 = base64.RawURLEncoding

func (d *device) data(attested bool) []byte {
	rp := sha256.Sum256([]byte("localhost"))
	flags := byte(0x01) // somebody is there
	if d.verifies {
		flags |= 0x04
	}
	if attested {
		flags |= 0x40
	}
	out := append(rp[:], flags)
	d.counter++
	return binary.BigEndian.AppendUint32(out, d.counter)
}

func (d *device) client(kind, challenge string) []byte {
	data, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": d.origin, "crossOrigin": false})
	return data
}

// create answers the question for a new key.
func (d *device) create(t *testing.T, options string) string {
	t.Helper()
	var asked struct {
		Challenge string
		User      struct{ ID string }
	}
	if err := json.Unmarshal([]byte(options), &asked); err != nil {
		t.Fatal(err)
	}
	user, err := b64.DecodeString(asked.User.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.user = string(user)
	public, err := d.key.PublicKey.Bytes() // 0x04, X, Y
	if err != nil {
		t.Fatal(err)
	}
	// The key as COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
	cose := append([]byte{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20}, public[1:33]...)
	cose = append(append(cose, 0x22, 0x58, 0x20), public[33:]...)
	auth := append(d.data(true), make([]byte, 16)...)
	auth = binary.BigEndian.AppendUint16(auth, uint16(len(d.id)))
	auth = append(append(auth, d.id...), cose...)
	// {"fmt": "none", "attStmt": {}, "authData": bytes}
	object := []byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59")
	object = append(binary.BigEndian.AppendUint16(object, uint16(len(auth))), auth...)
	return d.answer(map[string]any{"clientDataJSON": b64.EncodeToString(d.client("webauthn.create", asked.Challenge)), "attestationObject": b64.EncodeToString(object), "transports": []string{"internal"}})
}

// get answers the question for a key.
func (d *device) get(t *testing.T, options string) string {
	t.Helper()
	var asked struct{ Challenge string }
	if err := json.Unmarshal([]byte(options), &asked); err != nil {
		t.Fatal(err)
	}
	client, auth := d.client("webauthn.get", asked.Challenge), d.data(false)
	clientHash := sha256.Sum256(client)
	digest := sha256.Sum256(append(append([]byte(nil), auth...), clientHash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	return d.answer(map[string]any{"clientDataJSON": b64.EncodeToString(client), "authenticatorData": b64.EncodeToString(auth),
		"signature": b64.EncodeToString(signature), "userHandle": b64.EncodeToString([]byte(d.user))})
}

func (d *device) answer(response map[string]any) string {
	data, _ := json.Marshal(map[string]any{"id": b64.EncodeToString(d.id), "rawId": b64.EncodeToString(d.id), "type": "public-key", "response": response,
		"clientExtensionResults": map[string]any{}, "authenticatorAttachment": "platform"})
	return string(data)
}

// register gives a member a key on a device.
func (h *home) register(m member, d *device) error {
	h.t.Helper()
	a := h.actorOf(m)
	a.Strong = h.now()
	options, step, err := h.BeginRegister(h.t.Context(), a)
	h.must(err)
	return h.FinishRegister(h.t.Context(), a, step, "Telefoon", d.create(h.t, options))
}

func (h *home) byDevice(d *device) (Signed, error) {
	h.t.Helper()
	options, step, err := h.BeginPasskey(h.t.Context(), here)
	h.must(err)
	return h.FinishPasskey(h.t.Context(), step, d.get(h.t, options), here)
}

func TestPasskeys(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker)
		d := newDevice(t)
		h.must(h.register(m, d))
		in, err := h.byDevice(d)
		if err != nil || in.Person.ID != m.id {
			t.Fatalf("%+v %v", in.Person, err)
		}
		if a, err := h.Resolve(t.Context(), in.Session); err != nil || a.ID != m.id || a.Strong.IsZero() {
			t.Errorf("%+v %v", a, err)
		}
		if !h.recorded("account.signed_in  " + m.id + " " + m.id + " second:passkey") {
			t.Error("signing in by a key was not recorded")
		}
		if err := h.register(m, d); fault.KindOf(err) != fault.Invalid {
			t.Errorf("the same key twice: %v", err)
		}

		// An answer is used once.
		options, step, err := h.BeginPasskey(t.Context(), here)
		h.must(err)
		answer := d.get(t, options)
		var ok atomic.Int32
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, err := h.FinishPasskey(t.Context(), step, answer, here); err == nil {
					ok.Add(1)
				}
			})
		}
		all.Wait()
		if ok.Load() != 1 {
			t.Errorf("one answer came in %d times, want 1", ok.Load())
		}

		// A locked session opens by it, and a step-up too; not by somebody else's.
		h.clock.Advance(DefaultIdle)
		_, err = h.Resolve(t.Context(), in.Session)
		if !errors.Is(err, ErrLocked) {
			t.Fatal(err)
		}
		options, step, err = h.BeginPasskey(t.Context(), here)
		h.must(err)
		next, err := h.ReenterByPasskey(t.Context(), in.Session, step, d.get(t, options))
		h.must(err)
		if _, err := h.Resolve(t.Context(), next); err != nil {
			t.Error(err)
		}
		options, step, err = h.BeginPasskey(t.Context(), here)
		h.must(err)
		if _, err := h.ReenterByPasskey(t.Context(), h.admin.session, step, d.get(t, options)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("somebody else's key opened a session: %v", err)
		}

		// Removed, it opens nothing.
		a := h.actorOf(member{id: m.id, session: next})
		list, err := h.Passkeys(t.Context(), a)
		if err != nil || len(list) != 1 || list[0].Used.IsZero() {
			t.Fatalf("%+v %v", list, err)
		}
		h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return h.RemovePasskey(ctx, tx, a, list[0].ID) }))
		if _, err := h.byDevice(d); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a removed key: %v", err)
		}
	})
}

func TestPasskeysThatAreNotRight(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker)
		for name, spoil := range map[string]func(d *device){
			"made on another site":              func(d *device) { d.origin = "https://nabij.example.org" },
			"made without a finger or a code":   func(d *device) { d.verifies = false },
			"made at the same name, other port": func(d *device) { d.origin = "http://localhost:9" },
		} {
			d := newDevice(t)
			spoil(d)
			if err := h.register(m, d); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		d := newDevice(t)
		h.must(h.register(m, d))
		for name, spoil := range map[string]func(d *device){
			"used on another site":            func(d *device) { d.origin = "https://nabij.example.org" },
			"used without a finger or a code": func(d *device) { d.verifies = false },
			"another key":                     func(d *device) { d.key = newDevice(t).key },
			"an unknown key":                  func(d *device) { d.id = newDevice(t).id },
			"somebody else's name":            func(d *device) { d.user = h.admin.id },
			"a counter that went back":        func(d *device) { d.counter = 0 },
		} {
			spoilt := *d
			spoil(&spoilt)
			spoilt.counter += 10
			if name == "a counter that went back" {
				spoilt.counter = 0
			}
			if _, err := h.byDevice(&spoilt); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := h.byDevice(d); err != nil {
			t.Errorf("the right one, afterwards: %v", err)
		}
		// An answer to another question, an old one, nonsense.
		options, _, err := h.BeginPasskey(t.Context(), here)
		h.must(err)
		_, other, err := h.BeginPasskey(t.Context(), here)
		h.must(err)
		if _, err := h.FinishPasskey(t.Context(), other, d.get(t, options), here); fault.KindOf(err) != fault.Invalid {
			t.Errorf("an answer to another question: %v", err)
		}
		options, step, err := h.BeginPasskey(t.Context(), here)
		h.must(err)
		for _, answer := range []string{"", "{}", "null", `{"id":"x"}`, "[]"} {
			if _, err := h.FinishPasskey(t.Context(), step, answer, here); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: %v", answer, err)
			}
		}
		h.clock.Advance(StepLife)
		if _, err := h.FinishPasskey(t.Context(), step, d.get(t, options), here); fault.KindOf(err) != fault.NotFound {
			t.Errorf("after its time: %v", err)
		}
		// Suspended stays out.
		h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return h.Suspend(ctx, tx, h.actorOfAdmin(), m.id) }))
		if _, err := h.byDevice(d); fault.KindOf(err) != fault.Invalid {
			t.Errorf("suspended: %v", err)
		}
	})
}

// actorOfAdmin gives the administrator with a fresh second factor, however long they were away.
func (h *home) actorOfAdmin() Actor {
	return Actor{ID: h.admin.id, Org: h.org, Roles: []Role{Administrator}, Session: "s", Via: "web", Strong: h.now()}
}

func TestARegistrationIsForWhoBeganIt(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker)
		a := h.actorOf(m)
		options, step, err := h.BeginRegister(t.Context(), a)
		h.must(err)
		d := newDevice(t)
		if err := h.FinishRegister(t.Context(), h.actorOf(h.admin), step, "x", d.create(t, options)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody else finished it: %v", err)
		}
		h.clock.Advance(time.Minute)
		if err := h.FinishRegister(t.Context(), a, newToken(), "x", d.create(t, options)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an invented step: %v", err)
		}
	})
}
