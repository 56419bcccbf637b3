package access

import (
	"context"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Account is what somebody sees of their own account.
type Account struct {
	Person       Person
	Organisation string
	Codes        int64 // recovery codes left
}

// Account gives the actor's own account.
func (s *Service) Account(ctx context.Context, a Actor) (Account, error) {
	p, err := findPerson(ctx, s.db.Read(), a.Org, a.ID)
	if err != nil {
		return Account{}, err
	}
	name, err := organisationName(ctx, s.db.Read(), a.Org)
	if err != nil {
		return Account{}, err
	}
	n, err := countRecovery(ctx, s.db.Read(), a.Org, a.ID)
	return Account{Person: p, Organisation: name, Codes: n}, err
}

// ChangePassword gives the actor another password, after the old one. Every other session ends.
func (s *Service) ChangePassword(ctx context.Context, a Actor, old, password string) error {
	p, err := findPerson(ctx, s.db.Read(), a.Org, a.ID)
	if err != nil {
		return err
	}
	if err := s.paceFactor(ctx, p); err != nil {
		return err
	}
	right, err := s.hasher.matches(ctx, old, p.passwordHash)
	if err != nil {
		return err
	}
	if !right {
		return fault.New(fault.Invalid, fault.Text{}).At("old", fault.Say("Dit is niet je huidige wachtwoord.", "This is not your present password."))
	}
	name, err := organisationName(ctx, s.db.Read(), a.Org)
	if err != nil {
		return err
	}
	if problem := PasswordProblem(password, name, p.Name, p.Login); problem != "" {
		return passwordFault(problem)
	}
	hashed, err := s.hasher.make(ctx, password)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := setPassword(ctx, tx, a.Org, a.ID, hashed, s.now()); err != nil {
			return err
		}
		if err := factorPace.forget(ctx, tx, a.ID); err != nil {
			return err
		}
		if err := s.EndOthers(ctx, tx, a); err != nil {
			return err
		}
		return s.record(With(ctx, a), tx, Event{Code: "account.password_changed", Kind: "account", ID: a.ID})
	})
}

// BeginFactor makes the seed of another authenticator app for the actor. The old one works until the first code of the new.
func (s *Service) BeginFactor(ctx context.Context, a Actor) (seed, uri, token string, err error) {
	if err := s.strong(a, StrongLife); err != nil {
		return "", "", "", err
	}
	p, err := findPerson(ctx, s.db.Read(), a.Org, a.ID)
	if err != nil {
		return "", "", "", err
	}
	seed, token = newSeed(), newToken()
	st := step{hash: hashToken(token), org: a.Org, worker: a.ID, kind: stepFactor, expires: s.after(StepLife)}
	if st.data, err = s.key.seal("access_step/"+st.hash, seed); err != nil {
		return "", "", "", err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return insertStep(ctx, tx, st, s.now()) })
	return seed, seedURI(s.issuer, p.Login, seed), token, err
}

// PendingFactor gives the seed that waits for its first code, for showing the page again.
func (s *Service) PendingFactor(ctx context.Context, a Actor, token string) (seed, uri string, err error) {
	st, p, err := s.stepOf(ctx, token, stepFactor)
	if err != nil {
		return "", "", err
	}
	if p.ID != a.ID || p.Org != a.Org {
		return "", "", gone()
	}
	seed, err = s.key.open("access_step/"+st.hash, st.data)
	return seed, seedURI(s.issuer, p.Login, seed), err
}

// FinishFactor takes the first code of the new authenticator app, and gives fresh recovery codes. Every other session ends.
func (s *Service) FinishFactor(ctx context.Context, a Actor, token, code string) (codes []string, err error) {
	if err := s.strong(a, StrongLife+StepLife); err != nil {
		return nil, err
	}
	seed, _, err := s.PendingFactor(ctx, a, token)
	if err != nil {
		return nil, err
	}
	at, ok := matchCode(seed, cleanCode(code), s.clock.Now())
	if !ok {
		return nil, wrongCode()
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if _, err := takeStep(ctx, tx, hashToken(token), stepFactor, s.now()); err != nil {
			return lost(err)
		}
		codes, err = s.setFactor(With(ctx, a), tx, Person{ID: a.ID, Org: a.Org}, seed, at)
		if err != nil {
			return err
		}
		return s.EndOthers(ctx, tx, a)
	})
	return codes, err
}

// Several tells whether more than one organisation uses this program: then signing in asks which.
func (s *Service) Several(ctx context.Context) (bool, error) {
	n, err := countOrganisations(ctx, s.db.Read())
	return n > 1, err
}

// Refused keeps in the audit that somebody was refused something about accounts.
func (s *Service) Refused(ctx context.Context, a Actor, kind, reason string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.record(With(ctx, a), tx, Event{Code: "account.refused", Kind: kind, Outcome: "refused", Detail: "reason:" + reason})
	})
}
