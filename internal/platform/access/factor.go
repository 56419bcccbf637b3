package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"net/url"
	"strings"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

var errWrongCode = errors.New("the code is wrong")

const (
	stepSeconds = 30 // how long a one-time code is shown
	codeDigits  = 6
)

var base32Plain = base32.StdEncoding.WithPadding(base32.NoPadding)

// newSeed makes the seed of an authenticator app: 160 bits, as RFC 4226 advises.
func newSeed() string {
	var b [20]byte
	_, _ = rand.Read(b[:])
	return base32Plain.EncodeToString(b[:])
}

// seedURI gives what an authenticator app reads from a picture.
func seedURI(issuer, login, seed string) string {
	q := url.Values{"secret": {seed}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+login) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// matchCode gives the step in time that a code belongs to: now, just before or just after.
func matchCode(seed, code string, now time.Time) (int64, bool) {
	found, ok := int64(0), false
	current := now.Unix() / stepSeconds
	for at := current - 1; at <= current+1; at++ {
		want, err := hotp.GenerateCodeCustom(seed, uint64(max(at, 0)), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found, ok = at, true
		}
	}
	return found, ok
}

// cleanCode takes out what people type between digits.
func cleanCode(code string) string {
	return strings.Map(func(c rune) rune {
		if c == ' ' || c == '-' || c == '\n' || c == '\t' || c == '\u00a0' {
			return -1
		}
		return c
	}, strings.ToUpper(code))
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// looksLikeCode tells a one-time or recovery code from a password.
func looksLikeCode(secret string) bool {
	c := cleanCode(secret)
	return len(c) == codeDigits && isDigits(c)
}

// checkCode proves somebody by a one-time code or a recovery code, and uses it up: once, also when fifty arrive together.
func (s *Service) checkCode(ctx context.Context, tx db.Tx, org, worker, code string) (how string, err error) {
	code = cleanCode(code)
	if len(code) == codeDigits && isDigits(code) {
		seed, err := s.seed(ctx, tx, org, worker)
		if db.IsNone(err) {
			return "", errWrongCode
		}
		if err != nil {
			return "", err
		}
		at, ok := matchCode(seed, code, s.clock.Now())
		if !ok {
			return "", errWrongCode
		}
		ok, err = takeCode(ctx, tx, org, worker, at)
		if err == nil && !ok {
			err = errWrongCode
		}
		return "totp", err
	}
	if len(code) != recoveryLength {
		return "", errWrongCode
	}
	ok, err := takeRecovery(ctx, tx, org, worker, hashRecovery(worker, code), s.now())
	if err == nil && !ok {
		err = errWrongCode
	}
	return "recovery", err
}

func seedPlace(org, worker string) string { return org + "/totp_factor/secret/" + worker }

func (s *Service) seed(ctx context.Context, q db.Query, org, worker string) (string, error) {
	sealed, err := findSeed(ctx, q, org, worker)
	if err != nil {
		return "", err
	}
	return s.key.open(seedPlace(org, worker), sealed)
}

const recoveryLength = 16

// newRecovery makes recovery codes of 80 bits each: ABCD-EFGH-IJKL-MNOP.
func newRecovery(worker string) (codes, hashes []string) {
	for range RecoveryCount {
		var b [10]byte
		_, _ = rand.Read(b[:])
		c := base32Plain.EncodeToString(b[:])
		codes = append(codes, c[:4]+"-"+c[4:8]+"-"+c[8:12]+"-"+c[12:])
		hashes = append(hashes, hashRecovery(worker, c))
	}
	return codes, hashes
}

func hashRecovery(worker, code string) string { return hash("recovery/"+worker, code) }

// setFactor gives somebody an authenticator app, whose first code was just used, and fresh recovery codes.
func (s *Service) setFactor(ctx context.Context, tx db.Tx, p Person, seed string, at int64) ([]string, error) {
	sealed, err := s.key.seal(seedPlace(p.Org, p.ID), seed)
	if err != nil {
		return nil, err
	}
	if err := putSeed(ctx, tx, p.Org, p.ID, sealed, at, s.now()); err != nil {
		return nil, err
	}
	if err := s.record(ctx, tx, Event{Code: "account.factor_added", Kind: "account", ID: p.ID, Detail: "second:totp"}); err != nil {
		return nil, err
	}
	return s.setRecovery(ctx, tx, p)
}

func (s *Service) setRecovery(ctx context.Context, tx db.Tx, p Person) ([]string, error) {
	codes, hashes := newRecovery(p.ID)
	if err := putRecovery(ctx, tx, p.Org, p.ID, hashes, s.now()); err != nil {
		return nil, err
	}
	return codes, s.record(ctx, tx, Event{Code: "account.recovery_made", Kind: "account", ID: p.ID})
}

// RenewRecovery replaces the actor's recovery codes.
func (s *Service) RenewRecovery(ctx context.Context, a Actor) (codes []string, err error) {
	if err := s.strong(a, StrongLife); err != nil {
		return nil, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		codes, err = s.setRecovery(With(ctx, a), tx, Person{ID: a.ID, Org: a.Org})
		return err
	})
	return codes, err
}

// passwordFault gives the words for what is wrong with a new password.
func passwordFault(problem string) error {
	say := map[string]fault.Text{
		"too_short":  fault.Say("Kies een wachtwoord van ten minste 12 tekens. Een zin van een paar woorden is goed.", "Choose a password of at least 12 characters. A few words make a good one."),
		"too_long":   fault.Say("Dit wachtwoord is te lang: neem er hoogstens 256 tekens voor.", "This password is too long: use at most 256 characters."),
		"too_simple": fault.Say("Dit wachtwoord is te eenvoudig: het herhaalt of telt. Kies een paar woorden die niet bij elkaar horen.", "This password is too simple: it repeats or counts. Choose a few words that do not belong together."),
		"common":     fault.Say("Dit wachtwoord wordt veel gebruikt of is makkelijk te raden. Kies een paar woorden die niet bij elkaar horen.", "This password is used by many or easy to guess. Choose a few words that do not belong together."),
	}[problem]
	if say == (fault.Text{}) {
		say = fault.Say("Dit wachtwoord kan niet.", "This password is not possible.")
	}
	return fault.New(fault.Invalid, fault.Text{}).At("password", say)
}
