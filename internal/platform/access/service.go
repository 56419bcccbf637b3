package access

import (
	"context"
	"errors"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Event is something that the audit must keep. Its codes are those of the audit's own list.
type Event struct {
	Code     string // account.signed_in, break_glass.opened …
	Kind, ID string // account and which one
	Resident string // for what touches a file
	Ground   string
	Outcome  string // done when empty; refused, failed
	Detail   string // codes only
}

// Recorder keeps an event, in the transaction of what happened. The actor is in the context.
type Recorder func(ctx context.Context, tx db.Tx, e Event) error

// Config is what the service needs.
type Config struct {
	DB     *db.DB
	Clock  clock.Clock
	Key    Key      // seals the seeds of one-time codes; lives outside the database
	Record Recorder // the audit; nothing happens here without it

	Idle      time.Duration // DefaultIdle when zero
	Absolute  time.Duration // DefaultAbsolute when zero
	Issuer    string        // the name that authenticator apps show; "Nabij" when empty
	Base      string        // the address of the program as people type it, such as https://nabij.example.nl; needed for passkeys and providers
	Providers []Provider    // outside sign-in services
	Demo      bool          // made-up people come in without a password, see demo.go; never where real people are
}

// Service signs people in and keeps their accounts.
type Service struct {
	db        *db.DB
	clock     clock.Clock
	key       Key
	record    Recorder
	hasher    *hasher
	idle      time.Duration
	absolute  time.Duration
	issuer    string
	base      string
	passkeys  *passkeys
	providers map[string]*provider
	demo      bool
}

// New makes the service.
func New(c Config) (*Service, error) {
	if c.DB == nil || c.Clock == nil || c.Record == nil || c.Key == (Key{}) {
		return nil, errors.New("access: a database, a clock, a key and a recorder are needed")
	}
	s := &Service{db: c.DB, clock: c.Clock, key: c.Key, record: c.Record, hasher: newHasher(), idle: c.Idle, absolute: c.Absolute,
		issuer: c.Issuer, base: c.Base, demo: c.Demo}
	if s.idle <= 0 {
		s.idle = DefaultIdle
	}
	if s.absolute <= 0 {
		s.absolute = DefaultAbsolute
	}
	if s.issuer == "" {
		s.issuer = "Nabij"
	}
	var err error
	if s.passkeys, err = newPasskeys(c.Base, s.issuer); err != nil {
		return nil, err
	}
	s.providers, err = newProviders(c.Providers, c.Base)
	return s, err
}

// Warm does beforehand what the first sign-in would wait for, so that a first wrong name takes as long as any other.
func (s *Service) Warm(context.Context) error {
	_, err := s.hasher.dummy()
	return err
}

func (s *Service) now() db.Instant { return db.InstantOf(s.clock.Now()) }

func (s *Service) after(d time.Duration) db.Instant { return db.InstantOf(s.clock.Now().Add(d)) }

// as is the context of an event of this worker, who is not signed in yet or any more.
func as(ctx context.Context, w Person) context.Context {
	return With(ctx, Actor{ID: w.ID, Org: w.Org, Roles: w.Roles, Teams: w.Teams, Via: "web"})
}

// nobody is the context of an event of somebody who did not show who they are.
func nobody(ctx context.Context, org string) context.Context {
	if org == "" {
		org = "installation"
	}
	return With(ctx, Actor{ID: "unknown", Org: org, Via: "web"})
}

// allowed asks May about accounts and gives the fault that belongs to a refusal.
func (s *Service) allowed(ctx context.Context, a Actor, v Verb, kind string, r Relation) (Decision, error) {
	d := May(a, v, Object{Kind: kind, Org: a.Org, Relation: r})
	if d.Allowed {
		return d, nil
	}
	if a.ID == "" {
		return d, fault.New(fault.SignInNeeded, fault.Text{})
	}
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.record(With(ctx, a), tx, Event{Code: "account.refused", Kind: kind, Outcome: "refused", Detail: d.Reason})
	})
	if err != nil {
		return d, err
	}
	return d, fault.New(fault.Forbidden, fault.Text{})
}

// ErrStepUp tells that a second factor must be given again first. Pages lead to where that is done.
var ErrStepUp = errors.New("a second factor must be given again")

// strong refuses an actor whose second factor was longer ago.
func (s *Service) strong(a Actor, within time.Duration) error {
	if s.demo {
		return nil // made-up people have no telephone with codes
	}
	if a.Strong.IsZero() || s.clock.Now().Sub(a.Strong.Time()) > within {
		return fault.New(fault.Forbidden, fault.Say("Bevestig eerst opnieuw wie je bent.", "First confirm again who you are.")).Because(ErrStepUp)
	}
	return nil
}

// Strong refuses an actor whose second factor was longer ago than counts for a change of rights. For other slices.
func (s *Service) Strong(a Actor) error { return s.strong(a, StrongLife) }

// refused is the one answer to everything that did not prove who somebody is: name, password, state, code.
func refused() error {
	return fault.New(fault.Invalid, fault.Text{}).At("password", fault.Say(
		"Deze gegevens kloppen niet. Kijk ze na en probeer het opnieuw.", "These details are not right. Check them and try again."))
}

func wrongCode() error {
	return fault.New(fault.Invalid, fault.Text{}).At("code", fault.Say(
		"Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en probeer het opnieuw.",
		"This code is not right, or was used already. Wait for the next code and try again."))
}

// gone is the one answer to links and steps that do not exist, are used, or are over.
func gone() error {
	return fault.New(fault.NotFound, fault.Say("Deze link of pagina werkt niet meer. Begin opnieuw, of vraag een nieuwe link.",
		"This link or page no longer works. Start again, or ask for a new link."))
}
