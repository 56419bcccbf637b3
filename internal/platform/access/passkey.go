package access

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// passkeys is what the library for passkeys was told of this program; nil where no address was configured, because a
// passkey belongs to an address.
type passkeys struct{ *webauthn.WebAuthn }

func newPasskeys(base, name string) (*passkeys, error) {
	if base == "" {
		return nil, nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, errors.New("the address of the program must be like https://nabij.example.nl")
	}
	lib, err := webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: name, RPOrigins: []string{u.Scheme + "://" + u.Host},
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired},
		AttestationPreference:  protocol.PreferNoAttestation})
	if err != nil {
		// An address without a name, such as http://127.0.0.1, has no passkeys. Everything else works.
		return nil, nil
	}
	return &passkeys{lib}, nil
}

// HasPasskeys tells whether passkeys can be used at the configured address.
func (s *Service) HasPasskeys() bool { return s.passkeys != nil }

func noPasskeys() error {
	return fault.New(fault.Unavailable, fault.Say("Passkeys werken op dit adres niet.", "Passkeys do not work at this address."))
}

// keyHolder is a person as the library wants it.
type keyHolder struct {
	person Person
	keys   []webauthn.Credential
}

func (h keyHolder) WebAuthnID() []byte                         { return []byte(h.person.ID) }
func (h keyHolder) WebAuthnName() string                       { return h.person.Login }
func (h keyHolder) WebAuthnDisplayName() string                { return h.person.Name }
func (h keyHolder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

func credentialOf(p Passkey) (c webauthn.Credential, err error) {
	return c, json.Unmarshal([]byte(p.credential), &c)
}

func credentialName(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

// Passkeys lists the actor's keys.
func (s *Service) Passkeys(ctx context.Context, a Actor) ([]Passkey, error) {
	return listPasskeys(ctx, s.db.Read(), a.Org, a.ID)
}

// BeginRegister asks the actor's device for a new key: options for the browser, and a step with which the answer comes back.
func (s *Service) BeginRegister(ctx context.Context, a Actor) (options, token string, err error) {
	if s.passkeys == nil {
		return "", "", noPasskeys()
	}
	if err := s.strong(a, StrongLife); err != nil {
		return "", "", err
	}
	person, err := findPerson(ctx, s.db.Read(), a.Org, a.ID)
	if err != nil {
		return "", "", err
	}
	have, err := listPasskeys(ctx, s.db.Read(), a.Org, a.ID)
	if err != nil {
		return "", "", err
	}
	if len(have) >= MaxPasskeys {
		return "", "", fault.New(fault.Conflict, fault.Say("Je hebt al zoveel passkeys als er kunnen. Verwijder er eerst een.", "You have as many passkeys as there can be. Remove one first."))
	}
	holder := keyHolder{person: person}
	for _, k := range have {
		c, err := credentialOf(k)
		if err != nil {
			return "", "", err
		}
		holder.keys = append(holder.keys, c)
	}
	creation, session, err := s.passkeys.BeginRegistration(holder, webauthn.WithExclusions(webauthn.Credentials(holder.keys).CredentialDescriptors()))
	if err != nil {
		return "", "", err
	}
	return s.ceremony(ctx, step{kind: stepRegister, org: a.Org, worker: a.ID}, creation.Response, session)
}

// ceremony keeps what the answer of a device will be compared with.
func (s *Service) ceremony(ctx context.Context, st step, options, session any) (string, string, error) {
	asked, err := encode(options)
	if err != nil {
		return "", "", err
	}
	if st.data, err = encode(session); err != nil {
		return "", "", err
	}
	token := newToken()
	st.hash, st.expires = hashToken(token), s.after(StepLife)
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return insertStep(ctx, tx, st, s.now()) })
	return asked, token, err
}

// FinishRegister keeps the new key.
func (s *Service) FinishRegister(ctx context.Context, a Actor, token, name, answer string) error {
	if s.passkeys == nil {
		return noPasskeys()
	}
	if err := s.strong(a, StrongLife); err != nil {
		return err
	}
	if name = strings.TrimSpace(name); name == "" || utf8.RuneCountInString(name) > MaxName {
		name = "passkey"
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return badKey(err)
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		st, err := takeStep(ctx, tx, hashToken(token), stepRegister, s.now())
		if err != nil || st.worker != a.ID || st.org != a.Org {
			return lost(errors.Join(err, gone()))
		}
		var session webauthn.SessionData
		if err := json.Unmarshal([]byte(st.data), &session); err != nil {
			return err
		}
		c, err := s.passkeys.CreateCredential(keyHolder{person: Person{ID: a.ID}}, session, parsed)
		if err != nil || !c.Flags.UserVerified {
			return badKey(err)
		}
		data, err := encode(c)
		if err != nil {
			return err
		}
		key := Passkey{ID: newID(), Name: name, Created: s.now(), credential: data, org: a.Org, worker: a.ID}
		if err := insertPasskey(ctx, tx, key, credentialName(c.ID)); err != nil {
			if db.IsUnique(err) {
				return badKey(err)
			}
			return err
		}
		return s.record(With(ctx, a), tx, Event{Code: "account.factor_added", Kind: "account", ID: a.ID, Detail: "second:passkey"})
	})
}

func badKey(cause error) error {
	return fault.New(fault.Invalid, fault.Say("Dit apparaat gaf geen geldig antwoord. Probeer het opnieuw, of gebruik je code.",
		"This device gave no valid answer. Try again, or use your code.")).Because(cause)
}

// RemovePasskey removes one of the actor's keys. The authenticator app stays: nobody is left without a second factor.
func (s *Service) RemovePasskey(ctx context.Context, tx db.Tx, a Actor, id string) error {
	if err := s.strong(a, StrongLife); err != nil {
		return err
	}
	ok, err := deletePasskey(ctx, tx, a.Org, a.ID, id)
	if err != nil || !ok {
		return err
	}
	return s.record(With(ctx, a), tx, Event{Code: "account.factor_removed", Kind: "account", ID: a.ID, Detail: "second:passkey"})
}

// BeginPasskey asks a browser for any key it has for this program: nobody says who they are, so nothing is told of who
// exists.
func (s *Service) BeginPasskey(ctx context.Context, b Browser) (options, token string, err error) {
	if s.passkeys == nil {
		return "", "", noPasskeys()
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return networkPace.take(ctx, tx, b.Network, s.clock.Now())
	})
	if err != nil {
		return "", "", err
	}
	assertion, session, err := s.passkeys.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return "", "", err
	}
	return s.ceremony(ctx, step{kind: stepPasskey}, assertion.Response, session)
}

// FinishPasskey signs somebody in with a key. The key is what they have, and the device saw to it that they know its code
// or have its finger: both factors, so nothing else is asked.
func (s *Service) FinishPasskey(ctx context.Context, token, answer string, b Browser) (Signed, error) {
	var out Signed
	err := s.byPasskey(ctx, token, answer, func(ctx context.Context, tx db.Tx, p Person) (err error) {
		out, err = s.enter(ctx, tx, p, b, "passkey")
		return err
	})
	return out, err
}

// ReenterByPasskey opens a locked session again, or gives an open one a fresh second factor.
func (s *Service) ReenterByPasskey(ctx context.Context, sessionToken, token, answer string) (string, error) {
	session, person, err := s.sessionOf(ctx, sessionToken)
	if err != nil {
		return "", err
	}
	next := newToken()
	err = s.byPasskey(ctx, token, answer, func(ctx context.Context, tx db.Tx, p Person) error {
		if p.ID != person.ID || p.Org != person.Org {
			return badKey(nil)
		}
		ok, err := renewSession(ctx, tx, session.hash, hashToken(next), s.now(), s.now())
		if err != nil || !ok {
			return errors.Join(err, signInNeeded(nil))
		}
		return s.record(With(ctx, s.actor(p, session)), tx, Event{Code: "account.stepped_up", Kind: "account", ID: p.ID, Detail: "second:passkey"})
	})
	return next, err
}

// byPasskey checks the answer of a device and goes on with whose key it is. A counter that went back means that the key was
// copied: then it opens nothing.
func (s *Service) byPasskey(ctx context.Context, token, answer string, then func(context.Context, db.Tx, Person) error) error {
	if s.passkeys == nil {
		return noPasskeys()
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return badKey(err)
	}
	var who Person
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		st, err := takeStep(ctx, tx, hashToken(token), stepPasskey, s.now())
		if err != nil {
			return lost(err)
		}
		var session webauthn.SessionData
		if err := json.Unmarshal([]byte(st.data), &session); err != nil {
			return err
		}
		key, err := findPasskey(ctx, tx, credentialName(parsed.RawID))
		if err != nil {
			return badKey(err)
		}
		if who, err = findPerson(ctx, tx, key.org, key.worker); err != nil || who.State != Active {
			return badKey(err)
		}
		stored, err := credentialOf(key)
		if err != nil {
			return err
		}
		holder := keyHolder{person: who, keys: []webauthn.Credential{stored}}
		_, c, err := s.passkeys.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
			if !bytes.Equal(handle, holder.WebAuthnID()) {
				return nil, errors.New("the key is of somebody else")
			}
			return holder, nil
		}, session, parsed)
		if err != nil || !c.Flags.UserVerified || c.Authenticator.CloneWarning {
			return badKey(err)
		}
		data, err := encode(c)
		if err != nil {
			return err
		}
		ok, err := usePasskey(ctx, tx, key.ID, key.credential, data, s.now())
		if err != nil || !ok {
			return errors.Join(err, badKey(nil))
		}
		return then(ctx, tx, who)
	})
	if fault.KindOf(err) == fault.Invalid {
		recorded := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			return s.record(nobody(ctx, who.Org), tx, Event{Code: "account.sign_in_failed", Kind: "account", ID: who.ID, Outcome: "refused", Detail: "step:passkey"})
		})
		return errors.Join(err, recorded)
	}
	return err
}
