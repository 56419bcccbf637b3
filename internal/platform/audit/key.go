package audit

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"nabij/internal/platform/fault"

	"golang.org/x/mod/sumdb/note"
)

// keyName stands in every signature.
const keyName = "nabij-audit"

// Key signs heads and marks lines.
type Key struct {
	signer note.Signer
	public string
	marks  marker
	made   bool
}

// Public gives the verifier key, to be kept where heads are kept. It is no secret.
func (k *Key) Public() string { return k.public }

// Made tells that OpenKey made the key just now, which is worth telling the person who starts the program.
func (k *Key) Made() bool { return k.made }

// OpenKey reads the key file, or makes it when it does not exist yet. data is the folder of the database: a key in it
// would go with every copy of the database, and prove nothing any more.
func OpenKey(path, data string) (*Key, error) {
	if inside(path, data) {
		return nil, fault.New(fault.Invalid, fault.Say(
			"De sleutel van het logboek mag niet in de map van de database staan ("+path+"). Kies een andere plek met --audit-key.",
			"The key of the audit trail must not be in the folder of the database ("+path+"). Choose another place with --audit-key."))
	}
	secret, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err := makeKey(path)
		if err != nil {
			return nil, fault.New(fault.Unavailable, fault.Say(
				"De sleutel van het logboek kan niet worden gemaakt in "+path+". Maak die map voor deze gebruiker, of kies een andere plek met --audit-key.",
				"The key of the audit trail cannot be made at "+path+". Make that folder for this user, or choose another place with --audit-key.")).Because(err)
		}
		return key, nil
	}
	if err != nil {
		return nil, err
	}
	return newKey(secret)
}

func readKey(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", fault.New(fault.Invalid, fault.Say(
			"Anderen op deze computer kunnen bij de sleutel van het logboek. Sluit het bestand: chmod 600 "+path,
			"Others on this computer can reach the key of the audit trail. Close the file: chmod 600 "+path))
	}
	b, err := os.ReadFile(path)
	return strings.TrimSpace(string(b)), err
}

func newKey(secret string) (*Key, error) {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, fmt.Errorf("the key of the audit trail cannot be read: %w", err)
	}
	public, err := publicOf(secret)
	if err != nil {
		return nil, err
	}
	marks := hmac.New(sha256.New, []byte(secret))
	marks.Write([]byte("nabij audit marks"))
	return &Key{signer: signer, public: public, marks: marks.Sum(nil)}, nil
}

// publicOf takes the public key out of the text of the secret one: PRIVATE+KEY+name+hash+seed.
func publicOf(secret string) (string, error) {
	parts := strings.SplitN(secret, "+", 5)
	if len(parts) != 5 {
		return "", errors.New("the key of the audit trail has another form")
	}
	seed, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return "", errors.New("the key of the audit trail has another length")
	}
	public, _ := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	return note.NewEd25519VerifierKey(parts[2], public)
}

// makeKey writes a new key and, beside it, what others need to check its signatures.
func makeKey(path string) (*Key, error) {
	secret, public, err := note.GenerateKey(rand.Reader, keyName)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := writeNew(path, secret, 0o600); err != nil {
		return nil, err
	}
	if err := writeNew(path+".pub", public, 0o644); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	key, err := newKey(secret)
	if key != nil {
		key.made = true
	}
	return key, err
}

// writeNew writes a file that must not exist yet, and sees to it that it is on the disk.
func writeNew(path, text string, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}

// inside tells that a file lies in a folder or below it.
func inside(path, dir string) bool {
	if dir == "" {
		return false
	}
	file, err1 := filepath.Abs(path)
	folder, err2 := filepath.Abs(dir)
	rel, err3 := filepath.Rel(folder, file)
	return err1 == nil && err2 == nil && err3 == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
