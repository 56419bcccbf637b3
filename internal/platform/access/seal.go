package access

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// Key seals the seeds of one-time codes. It lives outside the database, so that a copy of the database alone makes no codes.
type Key [32]byte

// NewKey makes a key.
func NewKey() Key {
	var k Key
	_, _ = rand.Read(k[:])
	return k
}

// LoadKey reads a key file, and makes it when there is none. The file must be for its owner alone, and should lie in
// another folder than the database, so that a copy of that folder does not hold both.
func LoadKey(path string) (Key, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		k := NewKey()
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return Key{}, fmt.Errorf("making the key file: %w", err)
		}
		_, err = f.WriteString(base64.StdEncoding.EncodeToString(k[:]) + "\n")
		return k, errors.Join(err, f.Sync(), f.Close())
	}
	if err != nil {
		return Key{}, fmt.Errorf("reading the key file: %w", err)
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(string(data)))
	if err != nil || len(raw) != len(Key{}) {
		return Key{}, errors.New("the key file does not hold a key: restore it from where it is kept apart; without it one-time codes cannot be checked")
	}
	return Key(raw), nil
}

// seal locks a text to one place: in another row or column it does not open.
func (k Key) seal(place, text string) (string, error) {
	box, err := k.box()
	if err != nil {
		return "", err
	}
	return base64.RawStdEncoding.EncodeToString(box.Seal(nil, nil, []byte(text), []byte(place))), nil
}

// open gives the text of something sealed for this place.
func (k Key) open(place, sealed string) (string, error) {
	box, err := k.box()
	if err != nil {
		return "", err
	}
	raw, err := base64.RawStdEncoding.Strict().DecodeString(sealed)
	if err != nil {
		return "", errors.New("a sealed value cannot be read")
	}
	text, err := box.Open(nil, nil, raw, []byte(place))
	if err != nil {
		return "", errors.New("a sealed value does not open: it was changed, moved to another row, or sealed with another key")
	}
	return string(text), nil
}

// Seal locks a text to one place, for who keeps something that a copy of the database alone may not tell.
func (k Key) Seal(place, text string) (string, error) { return k.seal(place, text) }

// Open gives the text of something sealed for this place.
func (k Key) Open(place, sealed string) (string, error) { return k.open(place, sealed) }

func (k Key) box() (cipher.AEAD, error) {
	if k == (Key{}) {
		return nil, errors.New("no key was given to seal with")
	}
	block, err := aes.NewCipher(k[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}
