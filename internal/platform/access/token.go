package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"github.com/google/uuid"
)

// tokenBytes is how much chance a token holds: 256 bits.
const tokenBytes = 32

// newToken makes a token for a session, a link or a step. The token itself goes to one person; we keep its hash.
func newToken() string {
	var b [tokenBytes]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails: it ends the program instead
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// hashToken gives what is stored of a token, or "" of what cannot be one of ours. A token has one spelling only: another
// spelling of the same bits is refused.
func hashToken(token string) string {
	if len(token) != base64.RawURLEncoding.EncodedLen(tokenBytes) {
		return ""
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) != tokenBytes {
		return ""
	}
	return hash("token", token)
}

// hash gives a fingerprint with a purpose, so that the same text in another place has another one.
func hash(purpose, text string) string {
	sum := sha256.Sum256([]byte(purpose + "\x00" + text))
	return hex.EncodeToString(sum[:])
}

// short gives the piece of a stored hash by which the audit and the person's own list name a session.
func short(tokenHash string) string { return hash("short", tokenHash)[:16] }

func newID() string { return uuid.Must(uuid.NewV7()).String() }
