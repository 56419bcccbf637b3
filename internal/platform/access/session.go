package access

import (
	"context"
	"errors"
	"strings"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// ErrLocked tells that the session is still there, but was idle too long: a short re-entry opens it.
var ErrLocked = errors.New("the session is locked")

func signInNeeded(cause error) error {
	return fault.New(fault.SignInNeeded, fault.Text{}).Because(cause)
}

// Resolve gives who a session belongs to. It asks the database each time: whoever was suspended, left, or was signed out
// elsewhere is out at the next request, and roles and teams are those of now.
func (s *Service) Resolve(ctx context.Context, token string) (Actor, error) {
	session, person, err := s.sessionOf(ctx, token)
	if err != nil {
		return Actor{}, err
	}
	now := s.clock.Now()
	if session.Locked || now.Sub(session.Seen.Time()) >= s.idle {
		if !session.Locked {
			err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
				return errors.Join(lockSession(ctx, tx, session.hash, s.now()), endOverGlass(ctx, tx, person.Org, person.ID, s.now()))
			})
		}
		return Actor{}, errors.Join(signInNeeded(ErrLocked), err)
	}
	if now.Sub(session.Seen.Time()) >= touchEvery {
		// A sign of life that cannot be stored must not keep anybody from reading, for example when the disk is full.
		_ = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			return errors.Join(touchSession(ctx, tx, session.hash, s.now()), endOverGlass(ctx, tx, person.Org, person.ID, s.now()))
		})
	}
	return s.actor(person, session), nil
}

// sessionOf finds a session that is not over, locked or not, of somebody who is active.
func (s *Service) sessionOf(ctx context.Context, token string) (Session, Person, error) {
	hashed := hashToken(token)
	if hashed == "" {
		return Session{}, Person{}, signInNeeded(nil)
	}
	session, err := findSession(ctx, s.db.Read(), hashed)
	if err != nil {
		return session, Person{}, missing(err)
	}
	person, err := findPerson(ctx, s.db.Read(), session.org, session.worker)
	if err != nil {
		return session, person, missing(err)
	}
	now := s.now().String()
	if person.State != Active || len(person.Roles) == 0 || session.Expires.String() <= now {
		// Removed, so that it does not come back to life when the clock is set back.
		err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			_, err := deleteSession(ctx, tx, session.hash)
			return errors.Join(err, endOverGlass(ctx, tx, person.Org, person.ID, s.now()))
		})
		return session, person, errors.Join(signInNeeded(nil), err)
	}
	return session, person, nil
}

func missing(err error) error {
	if db.IsNone(err) {
		return signInNeeded(nil)
	}
	return err
}

// Locked gives the name of whoever's session waits for a re-entry, or an error when there is none.
func (s *Service) Locked(ctx context.Context, token string) (string, error) {
	_, person, err := s.sessionOf(ctx, token)
	return person.Name, err
}

// Reenter opens a locked session again, with the password or a one-time code, and gives its new token.
func (s *Service) Reenter(ctx context.Context, token, secret string) (string, error) {
	session, person, err := s.sessionOf(ctx, token)
	if err != nil {
		return "", err
	}
	if err := s.paceFactor(ctx, person); err != nil {
		return "", err
	}
	byCode := looksLikeCode(secret)
	if !byCode {
		right, err := s.hasher.matches(ctx, secret, person.passwordHash)
		if err != nil {
			return "", err
		}
		if !right {
			return "", s.failed(ctx, person, "reentry")
		}
	}
	strong := session.Strong
	next, err := s.renew(ctx, session, person, func(ctx context.Context, tx db.Tx) (db.Instant, string, error) {
		if !byCode {
			return strong, "password", nil
		}
		how, err := s.checkCode(ctx, tx, person.Org, person.ID, secret)
		return s.now(), how, err
	})
	if errors.Is(err, errWrongCode) {
		return "", s.failed(ctx, person, "reentry")
	}
	return next, err
}

// StepUp gives a signed-in person's session a fresh second factor, and a new token with it.
func (s *Service) StepUp(ctx context.Context, token, code string) (string, error) {
	session, person, err := s.sessionOf(ctx, token)
	if err != nil {
		return "", err
	}
	if session.Locked {
		return "", signInNeeded(ErrLocked)
	}
	if err := s.paceFactor(ctx, person); err != nil {
		return "", err
	}
	next, err := s.renew(ctx, session, person, func(ctx context.Context, tx db.Tx) (db.Instant, string, error) {
		how, err := s.checkCode(ctx, tx, person.Org, person.ID, code)
		return s.now(), how, err
	})
	if errors.Is(err, errWrongCode) {
		return "", s.failed(ctx, person, "code")
	}
	return next, err
}

// renew gives a session another token after a proof: a token that somebody saw before is worth nothing after it.
func (s *Service) renew(ctx context.Context, session Session, p Person, proof func(context.Context, db.Tx) (db.Instant, string, error)) (string, error) {
	token := newToken()
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		strong, how, err := proof(ctx, tx)
		if err != nil {
			return err
		}
		ok, err := renewSession(ctx, tx, session.hash, hashToken(token), s.now(), strong)
		if err != nil {
			return err
		}
		if !ok {
			return signInNeeded(nil)
		}
		if err := factorPace.forget(ctx, tx, p.ID); err != nil {
			return err
		}
		return s.record(With(ctx, s.actor(p, session)), tx, Event{Code: "account.stepped_up", Kind: "account", ID: p.ID, Detail: "second:" + how})
	})
	return token, err
}

// SignOut ends a session. What is not a session is no error: whoever signs out is out.
func (s *Service) SignOut(ctx context.Context, token string) error {
	session, err := findSession(ctx, s.db.Read(), hashToken(token))
	if err != nil {
		if db.IsNone(err) {
			return nil
		}
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		n, err := deleteSession(ctx, tx, session.hash)
		if err != nil || n == 0 {
			return err
		}
		me := With(ctx, Actor{ID: session.worker, Org: session.org, Session: session.Ref, Via: "web"})
		return s.record(me, tx, Event{Code: "account.signed_out", Kind: "account", ID: session.worker})
	})
}

// Sessions lists where somebody is signed in, the last used first.
func (s *Service) Sessions(ctx context.Context, a Actor) ([]Session, error) {
	all, err := listSessions(ctx, s.db.Read(), a.Org, a.ID)
	for i := range all {
		all[i].Current = all[i].Ref == a.Session
	}
	return all, err
}

// EndSession ends one of the actor's own sessions; EndOthers all but this one.
func (s *Service) EndSession(ctx context.Context, tx db.Tx, a Actor, ref string) error {
	all, err := listSessions(ctx, tx, a.Org, a.ID)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.Ref == ref {
			if _, err := deleteSession(ctx, tx, one.hash); err != nil {
				return err
			}
			return s.record(With(ctx, a), tx, Event{Code: "account.session_ended", Kind: "account", ID: a.ID})
		}
	}
	return nil // it is over already
}

// EndOthers ends all sessions of the actor but the one they are using, and forgets all browsers they used.
func (s *Service) EndOthers(ctx context.Context, tx db.Tx, a Actor) error {
	all, err := listSessions(ctx, tx, a.Org, a.ID)
	if err != nil {
		return err
	}
	keep := ""
	for _, one := range all {
		if one.Ref == a.Session {
			keep = one.hash
		}
	}
	if _, err := deleteOtherSessions(ctx, tx, a.Org, a.ID, keep); err != nil {
		return err
	}
	return s.record(With(ctx, a), tx, Event{Code: "account.session_ended", Kind: "account", ID: a.ID, Detail: "which:others"})
}

// Sweep removes sessions, steps, devices, links and counters that are over.
func (s *Service) Sweep(ctx context.Context) (n int64, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		now := s.clock.Now()
		n, err = sweep(ctx, tx, s.now(), db.InstantOf(now.AddDate(0, 0, -90)), now.UnixMicro())
		return err
	})
	return n, err
}

// DeviceClass tells what kind of device a browser says it is, for a person's own list: nothing that follows anybody.
func DeviceClass(agent string) string {
	a := strings.ToLower(agent)
	switch {
	case !strings.Contains(a, "mozilla/"):
		return "unknown"
	case strings.Contains(a, "ipad"), strings.Contains(a, "tablet"), strings.Contains(a, "android") && !strings.Contains(a, "mobile"):
		return "tablet"
	case strings.Contains(a, "mobi"), strings.Contains(a, "iphone"):
		return "phone"
	}
	return "computer"
}
