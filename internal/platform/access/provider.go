package access

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// CallbackPath is where an outside service sends people back to.
const CallbackPath = "/aanmelden/terug"

// providerLimit is how long an outside service may take to answer. When it does not, signing in with a password goes on.
const providerLimit = 5 * time.Second

// Provider is an outside sign-in service that speaks OpenID Connect.
type Provider struct {
	Name     string // short, in addresses
	Title    string // on the button
	Issuer   string // its address
	ClientID string
	Secret   string
}

type provider struct {
	Provider
	redirect string
	client   *http.Client

	mu    sync.Mutex
	found *oidc.Provider
}

func newProviders(list []Provider, base string) (map[string]*provider, error) {
	all := map[string]*provider{}
	for _, p := range list {
		if p.Name == "" || p.Issuer == "" || p.ClientID == "" || base == "" {
			return nil, fmt.Errorf("the sign-in service %q needs a name, an address, a client id and the address of this program", p.Name)
		}
		if u, err := url.Parse(p.Issuer); err != nil || u.Scheme != "https" && u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1" {
			return nil, fmt.Errorf("the address of the sign-in service %q must begin with https://", p.Name)
		}
		if all[p.Name] != nil {
			return nil, fmt.Errorf("there are two sign-in services with the name %q", p.Name)
		}
		all[p.Name] = &provider{Provider: p, redirect: base + CallbackPath, client: &http.Client{Timeout: providerLimit}}
	}
	return all, nil
}

// Providers lists the outside services, by name and title.
func (s *Service) Providers() []Provider {
	var all []Provider
	for _, p := range s.providers {
		all = append(all, Provider{Name: p.Name, Title: p.Title, Issuer: p.Issuer})
	}
	return all
}

// ready asks the service, once, where its doors are.
func (p *provider) ready(ctx context.Context) (*oidc.Provider, oauth2.Config, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		// The keys are fetched later with the same client, so this context must not end with the request.
		found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.Issuer)
		if err != nil {
			return nil, oauth2.Config{}, providerAway(err)
		}
		p.found = found
	}
	return p.found, oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: p.found.Endpoint(), RedirectURL: p.redirect, Scopes: []string{oidc.ScopeOpenID}}, nil
}

func providerAway(cause error) error {
	return fault.New(fault.Unavailable, fault.Say("De inlogdienst antwoordt niet. Log in met je wachtwoord, of probeer het straks opnieuw.",
		"The sign-in service does not answer. Sign in with your password, or try again later.")).Because(cause)
}

// notLinked is the one answer to outside accounts that open nothing: unknown, of somebody suspended, or wrong.
func notLinked(cause error) error {
	return fault.New(fault.Forbidden, fault.Say("Met dit account kun je hier niet inloggen. Log in met je wachtwoord en koppel het daarna bij Mijn account.",
		"You cannot sign in here with this account. Sign in with your password and link it at My account.")).Because(cause)
}

// outside is what the answer of the service is compared with.
type outside struct {
	Provider, State, Nonce, Verifier string
	Link                             bool   // somebody who is signed in links their account
	Session                          string // of the sign-in
}

// BeginProvider gives the address to send somebody to, and the step with which they come back. With an actor, who needs a
// fresh second factor, the outside account will be linked to theirs; without, it signs in.
func (s *Service) BeginProvider(ctx context.Context, name string, b Browser, linking *Actor) (address, token string, err error) {
	p := s.providers[name]
	if p == nil {
		return "", "", fault.New(fault.NotFound, fault.Text{})
	}
	o := outside{Provider: name, State: newToken(), Nonce: newToken(), Verifier: oauth2.GenerateVerifier()}
	st := step{kind: stepProvider, expires: s.after(StepLife)}
	if linking != nil {
		if err := s.strong(*linking, StrongLife); err != nil {
			return "", "", err
		}
		o.Link, o.Session, st.org, st.worker = true, linking.Session, linking.Org, linking.ID
	} else {
		err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			return networkPace.take(ctx, tx, b.Network, s.clock.Now())
		})
		if err != nil {
			return "", "", err
		}
	}
	_, config, err := p.ready(ctx)
	if err != nil {
		return "", "", err
	}
	token = newToken()
	st.hash = hashToken(token)
	if st.data, err = encode(o); err != nil {
		return "", "", err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return insertStep(ctx, tx, st, s.now()) })
	return config.AuthCodeURL(o.State, oidc.Nonce(o.Nonce), oauth2.S256ChallengeOption(o.Verifier)), token, err
}

// Returned is what came of coming back from an outside service.
type Returned struct {
	Linked bool   // the account was linked
	Step   string // or: this step asks for the second factor
}

// FinishProvider takes the answer of an outside service. It shows that somebody has an account there, and no more: who that
// is here was said by its owner, signed in, and never by an e-mail address. The second factor is still asked here.
func (s *Service) FinishProvider(ctx context.Context, token string, answer url.Values, a Actor) (Returned, error) {
	var o outside
	var st step
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) (err error) {
		st, err = takeStep(ctx, tx, hashToken(token), stepProvider, s.now())
		return err
	})
	if err != nil {
		return Returned{}, lost(err)
	}
	if err := json.Unmarshal([]byte(st.data), &o); err != nil {
		return Returned{}, err
	}
	p := s.providers[o.Provider]
	if p == nil || subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(o.State)) != 1 {
		return Returned{}, notLinked(errors.New("the state is another"))
	}
	if iss := answer.Get("iss"); iss != "" && iss != p.Issuer {
		return Returned{}, notLinked(errors.New("the answer is of another service"))
	}
	if o.Link && (a.ID != st.worker || a.Org != st.org || a.Session != o.Session) {
		return Returned{}, notLinked(errors.New("somebody else came back"))
	}
	subject, err := s.subject(ctx, p, o, answer.Get("code"))
	if err != nil {
		return Returned{}, err
	}
	if o.Link {
		return Returned{Linked: true}, s.link(ctx, a, p.Issuer, subject)
	}
	found, err := findLinked(ctx, s.db.Read(), p.Issuer, subject)
	if db.IsNone(err) {
		return Returned{}, notLinked(nil)
	}
	if err != nil {
		return Returned{}, err
	}
	person, err := findPerson(ctx, s.db.Read(), found.org, found.worker)
	if err != nil || person.State != Active {
		return Returned{}, errors.Join(notLinked(nil), s.failedOutside(ctx, person))
	}
	next := newToken()
	return Returned{Step: next}, s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.second(ctx, tx, person, next) })
}

func (s *Service) failedOutside(ctx context.Context, p Person) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.record(nobody(ctx, p.Org), tx, Event{Code: "account.sign_in_failed", Kind: "account", ID: p.ID, Outcome: "refused", Detail: "step:provider"})
	})
}

// subject exchanges the code for who the service says it is: signature, issuer, audience, time and nonce are checked.
func (s *Service) subject(ctx context.Context, p *provider, o outside, code string) (string, error) {
	found, config, err := p.ready(ctx)
	if err != nil {
		return "", err
	}
	if code == "" {
		return "", notLinked(errors.New("no code"))
	}
	ctx = oidc.ClientContext(ctx, p.client)
	tokens, err := config.Exchange(ctx, code, oauth2.VerifierOption(o.Verifier))
	if err != nil {
		var told *oauth2.RetrieveError
		if errors.As(err, &told) {
			return "", notLinked(err)
		}
		return "", providerAway(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	id, err := found.Verifier(&oidc.Config{ClientID: p.ClientID, Now: s.clock.Now}).Verify(ctx, raw)
	if err != nil {
		return "", notLinked(err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(o.Nonce)) != 1 || id.Subject == "" {
		return "", notLinked(errors.New("the nonce is another"))
	}
	return id.Subject, nil
}

func (s *Service) link(ctx context.Context, a Actor, issuer, subject string) error {
	if err := s.strong(a, StrongLife+StepLife); err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if _, err := findLinked(ctx, tx, issuer, subject); !db.IsNone(err) {
			if err == nil {
				err = fault.New(fault.Conflict, fault.Say("Dit account is al gekoppeld.", "This account is linked already."))
			}
			return err
		}
		if err := insertLinked(ctx, tx, Linked{Issuer: issuer, subject: subject, org: a.Org, worker: a.ID, Created: s.now()}); err != nil {
			return err
		}
		return s.record(With(ctx, a), tx, Event{Code: "account.linked", Kind: "account", ID: a.ID})
	})
}

// Links lists the actor's accounts at outside services.
func (s *Service) Links(ctx context.Context, a Actor) ([]Linked, error) {
	return listLinked(ctx, s.db.Read(), a.Org, a.ID)
}

// Unlink ends the actor's link with an outside service.
func (s *Service) Unlink(ctx context.Context, tx db.Tx, a Actor, issuer string) error {
	if err := s.strong(a, StrongLife); err != nil {
		return err
	}
	n, err := deleteLinked(ctx, tx, a.Org, a.ID, issuer)
	if err != nil || n == 0 {
		return err
	}
	return s.record(With(ctx, a), tx, Event{Code: "account.unlinked", Kind: "account", ID: a.ID})
}
