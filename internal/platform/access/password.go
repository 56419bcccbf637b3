package access

import (
	"context"
	"runtime"
	"sync"
	"time"

	"nabij/internal/platform/fault"

	"github.com/alexedwards/argon2id"
)

// hashing is how passwords are made slow to guess: 19 MiB, two passes, one lane, as OWASP advises for argon2id.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashWait is how long a sign-in waits for its turn before it is told to try again.
const hashWait = 4 * time.Second

// hasher hashes passwords, no more at a time than there are processors: each costs 19 MiB and a tenth of a second.
type hasher struct {
	turns chan struct{}
	dummy func() (string, error) // a hash that no password fits, for whoever does not exist; made once
}

func newHasher() *hasher {
	return &hasher{turns: make(chan struct{}, runtime.GOMAXPROCS(0)),
		dummy: sync.OnceValues(func() (string, error) { return argon2id.CreateHash(newToken(), hashing) })}
}

func (h *hasher) turn(ctx context.Context) (done func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns }, nil
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, fault.Text{}).After(5 * time.Second).Because(ctx.Err())
	}
}

// make hashes a new password.
func (h *hasher) make(ctx context.Context, password string) (string, error) {
	done, err := h.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return argon2id.CreateHash(password, hashing)
}

// matches compares. Without a hash it does the same work and says no, so that nobody can tell by the time.
func (h *hasher) matches(ctx context.Context, password, hash string) (bool, error) {
	done, err := h.turn(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	known := hash != ""
	if !known {
		if hash, err = h.dummy(); err != nil {
			return false, err
		}
	}
	if len(password) > 4*MaxPassword {
		password = password[:4*MaxPassword]
		known = false
	}
	same, err := argon2id.ComparePasswordAndHash(password, hash)
	return same && known, err
}
