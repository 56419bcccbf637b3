package access

import (
	"context"
	"errors"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Browser is where somebody comes from.
type Browser struct {
	Device  string // the token of a known device, if the browser has one
	Network string // the network it calls from; see Network
	Agent   string // a class, for the person's own list; see DeviceClass
}

// Attempt is a sign-in with a password.
type Attempt struct {
	Organisation    string // its short name; needed only where there are several
	Login, Password string
	Browser         Browser
}

// Signed is somebody who came all the way in. The tokens go into cookies and nowhere else.
type Signed struct {
	Session  string
	Device   string
	Person   Person
	Recovery []string // fresh recovery codes, to be shown once
	Left     int64    // recovery codes that are left, when one was used; -1 otherwise
}

// SignIn checks name and password. It gives a step, with which a second factor must follow: a password alone opens
// nothing. Whoever does not exist, was not let in yet, is suspended or has no password gets the same answer after the
// same work as somebody who mistypes.
func (s *Service) SignIn(ctx context.Context, in Attempt) (string, error) {
	login := foldLogin(in.Login)
	person, err := findByLogin(ctx, s.db.Read(), in.Organisation, login)
	if err != nil && !db.IsNone(err) {
		return "", err
	}
	if person.State != Active {
		person = Person{}
	}
	if err := s.pace(ctx, in.Browser, person, accountPace, login); err != nil {
		return "", err
	}
	right, err := s.hasher.matches(ctx, in.Password, person.passwordHash)
	if err != nil {
		return "", err
	}
	if !right {
		return "", s.failed(ctx, person, "password")
	}
	token := newToken()
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.second(ctx, tx, person, token)
	})
	return token, err
}

// second asks somebody who proved one thing for the second factor.
func (s *Service) second(ctx context.Context, q db.Query, p Person, token string) error {
	return insertStep(ctx, q, step{hash: hashToken(token), org: p.Org, worker: p.ID, kind: stepSecond, data: "{}", expires: s.after(StepLife)}, s.now())
}

// pace takes an attempt from the network and from the account, or from the device when the person is known there.
func (s *Service) pace(ctx context.Context, b Browser, p Person, account pace, key string) error {
	known, err := knowsDevice(ctx, s.db.Read(), hashToken(b.Device), p.Org, p.ID, s.now())
	if err != nil {
		return err
	}
	if known {
		account, key = devicePace, hashToken(b.Device)+p.ID
	}
	now := s.clock.Now()
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := networkPace.take(ctx, tx, b.Network, now); err != nil {
			return err
		}
		return account.take(ctx, tx, key, now)
	})
}

// failed keeps that a proof was wrong and gives the answer to it.
func (s *Service) failed(ctx context.Context, p Person, what string) error {
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.record(nobody(ctx, p.Org), tx, Event{Code: "account.sign_in_failed", Kind: "account", ID: p.ID, Outcome: "refused", Detail: "step:" + what})
	})
	if err != nil {
		return err
	}
	if what == "code" {
		return wrongCode()
	}
	return refused()
}

// Second finishes a sign-in with a one-time code or a recovery code.
func (s *Service) Second(ctx context.Context, stepToken, code string, b Browser) (Signed, error) {
	st, person, err := s.stepOf(ctx, stepToken, stepSecond)
	if err != nil {
		return Signed{}, err
	}
	if err := s.paceFactor(ctx, person); err != nil {
		return Signed{}, err
	}
	var out Signed
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if _, err := takeStep(ctx, tx, st.hash, stepSecond, s.now()); err != nil {
			return lost(err)
		}
		how, err := s.checkCode(ctx, tx, person.Org, person.ID, code)
		if err != nil {
			return err
		}
		out, err = s.enter(ctx, tx, person, b, how)
		return err
	})
	if errors.Is(err, errWrongCode) {
		return Signed{}, s.failed(ctx, person, "code")
	}
	return out, err
}

// paceFactor takes a guess at somebody's second factor. Who runs out of them already knows the password: the person is
// told at the next sign-in.
func (s *Service) paceFactor(ctx context.Context, p Person) error {
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return factorPace.take(ctx, tx, p.ID, s.clock.Now())
	})
	if fault.KindOf(err) != fault.TooMany {
		return err
	}
	noticed := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		n, err := countNotices(ctx, tx, p.Org, p.ID, NoticeGuessing)
		if err != nil || n > 0 {
			return err
		}
		if err := s.record(nobody(ctx, p.Org), tx, Event{Code: "account.locked", Kind: "account", ID: p.ID, Outcome: "refused", Detail: "step:code"}); err != nil {
			return err
		}
		return insertNotice(ctx, tx, notice(p.Org, p.ID, NoticeGuessing, p.ID, "", s.now()))
	})
	return errors.Join(err, noticed)
}

// stepOf finds a step and the active person it belongs to.
func (s *Service) stepOf(ctx context.Context, token, kind string) (step, Person, error) {
	st, err := findStep(ctx, s.db.Read(), hashToken(token), kind, s.now())
	if err != nil {
		return st, Person{}, lost(err)
	}
	p, err := findPerson(ctx, s.db.Read(), st.org, st.worker)
	if err != nil || p.State != Active {
		return st, p, lost(errors.Join(err, gone()))
	}
	return st, p, nil
}

// lost makes "no row" the one answer for what does not exist or is over.
func lost(err error) error {
	if db.IsNone(err) || fault.KindOf(err) == fault.NotFound {
		return gone()
	}
	return err
}

// enter makes a session. It reads the account once more, in the transaction: who was suspended a moment ago stays out.
func (s *Service) enter(ctx context.Context, tx db.Tx, p Person, b Browser, how string) (Signed, error) {
	p, err := findPerson(ctx, tx, p.Org, p.ID)
	if err != nil || p.State != Active || len(p.Roles) == 0 {
		return Signed{}, lost(errors.Join(err, gone()))
	}
	now := s.now()
	out := Signed{Session: newToken(), Device: b.Device, Person: p, Left: -1}
	session := Session{hash: hashToken(out.Session), org: p.Org, worker: p.ID, Device: b.Agent, Created: now, Seen: now, Strong: now, Expires: s.after(s.absolute)}
	if err := insertSession(ctx, tx, session); err != nil {
		return out, err
	}
	if hashToken(out.Device) == "" {
		out.Device = newToken()
	}
	if err := insertDevice(ctx, tx, hashToken(out.Device), p.Org, p.ID, now, s.after(DeviceLife)); err != nil {
		return out, err
	}
	all, err := listSessions(ctx, tx, p.Org, p.ID)
	if err != nil {
		return out, err
	}
	for i, old := range all {
		if i >= MaxSessions {
			if _, err := deleteSession(ctx, tx, old.hash); err != nil {
				return out, err
			}
		}
	}
	for _, err := range []error{
		networkPace.giveBack(ctx, tx, b.Network), accountPace.forget(ctx, tx, p.Login), factorPace.forget(ctx, tx, p.ID),
		devicePace.forget(ctx, tx, hashToken(b.Device)+p.ID),
	} {
		if err != nil {
			return out, err
		}
	}
	me := With(ctx, s.actor(p, session))
	if how == "recovery" {
		if out.Left, err = countRecovery(ctx, tx, p.Org, p.ID); err != nil {
			return out, err
		}
		if err := s.record(me, tx, Event{Code: "account.recovery_used", Kind: "account", ID: p.ID}); err != nil {
			return out, err
		}
	}
	return out, s.record(me, tx, Event{Code: "account.signed_in", Kind: "account", ID: p.ID, Detail: "second:" + how})
}

func (s *Service) actor(p Person, session Session) Actor {
	return Actor{ID: p.ID, Org: p.Org, Name: p.Name, Roles: p.Roles, Teams: p.Teams, Session: short(session.hash), Via: "web", Strong: session.Strong}
}
