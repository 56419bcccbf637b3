package audit

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

// row is a line as it is stored, each value as the text that the database gives back: what is hashed is what is there,
// also when somebody put a word where a number should be.
type row struct {
	org, seq, at, behind, event, role, device, address, kind, outcome, detail, version string

	person person
	salt   string
	sealed string
	leaf   string
	mark   string
}

// person are the values that point at people.
type person struct {
	actor, behalf, session, object, ground, request string
	residents                                       []string
}

// The first field of what is hashed says what it is and in which form, so that no hash of one thing is the hash of
// another. A new form gets a new number, and verification keeps knowing the old one.
const (
	leafForm   = "nabij audit line 1"
	sealedForm = "nabij audit person 1"
)

// encode puts the length before each field. So a text that moves from the end of one field to the beginning of the
// next makes another hash, which it would not with a separator.
func encode(fields ...string) []byte {
	size := 0
	for _, f := range fields {
		size += 4 + len(f)
	}
	b := make([]byte, 0, size)
	for _, f := range fields {
		b = binary.BigEndian.AppendUint32(b, uint32(len(f)))
		b = append(b, f...)
	}
	return b
}

// decode is the reverse of encode. The program does not need it to verify; it shows that the encoding loses nothing.
func decode(b []byte) ([]string, error) {
	var fields []string
	for len(b) > 0 {
		if len(b) < 4 {
			return nil, errors.New("a length is cut off")
		}
		n := binary.BigEndian.Uint32(b)
		b = b[4:]
		if uint64(n) > uint64(len(b)) {
			return nil, errors.New("a field is cut off")
		}
		fields = append(fields, string(b[:n]))
		b = b[n:]
	}
	return fields, nil
}

// seal hashes the values that point at people with their salt. The number of residents goes before them, so that a
// resident cannot become another field.
func (p person) seal(salt string) string {
	fields := append([]string{sealedForm, salt, p.actor, p.behalf, p.session, p.object, p.ground, p.request,
		strconv.Itoa(len(p.residents))}, p.residents...)
	sum := sha256.Sum256(encode(fields...))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// hash gives the leaf of the tree: RFC 6962's hash of the line, in which people are present only as their seal.
func (r *row) hash() tlog.Hash {
	return tlog.RecordHash(encode(leafForm, r.org, r.seq, r.at, r.behind, r.event, r.role, r.device, r.address, r.kind,
		r.outcome, r.detail, r.version, r.sealed))
}

// marker makes the marks of lines. A head proves everything that was there when it left the machine; the mark proves
// to who holds the key that the lines since then were written by the program, and not by somebody with the database
// alone.
type marker []byte

func (m marker) mark(org, leaf string) string { return m.over("nabij audit mark 1", org, leaf) }

func (m marker) right(org, leaf, mark string) bool { return same(m.mark(org, leaf), mark) }

func (m marker) over(fields ...string) string {
	h := hmac.New(sha256.New, m)
	h.Write(encode(fields...))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func same(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }
