package audit

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"nabij/internal/platform/db"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Head is a signed statement: at this moment the log of this organisation had so many lines, with this root. It holds
// nothing about people and may lie anywhere; the further from the machine the better. Its form is that of a C2SP
// checkpoint with one more line for the moment.
type Head struct {
	Org    string
	Size   int64
	Root   tlog.Hash
	At     db.Instant
	Signed string // the whole text with its signature
}

const originPrefix = "nabij-audit/"

// text is what is signed.
func (h Head) text() string {
	return fmt.Sprintf("%s%s\n%d\n%s\nmoment %s\n", originPrefix, h.Org, h.Size, h.Root, h.At)
}

// sign makes a head.
func (k *Key) sign(h Head) (Head, error) {
	signed, err := note.Sign(&note.Note{Text: h.text()}, k.signer)
	h.Signed = string(signed)
	return h, err
}

// Short gives the first letters of the root, for people who compare a head with one on paper.
func (h Head) Short() string { return h.Root.String()[:12] }

var errHead = errors.New("this is not a head of an audit trail")

// OpenHead reads a head and checks its signature with verifier keys, as in the file audit.key.pub.
func OpenHead(signed string, publics ...string) (Head, error) {
	var known []note.Verifier
	for _, p := range publics {
		v, err := note.NewVerifier(strings.TrimSpace(p))
		if err != nil {
			return Head{}, fmt.Errorf("the public key cannot be read: %w", err)
		}
		known = append(known, v)
	}
	n, err := note.Open([]byte(signed), note.VerifierList(known...))
	if err != nil {
		return Head{}, fmt.Errorf("the signature is not right: %w", err)
	}
	lines := strings.Split(strings.TrimSuffix(n.Text, "\n"), "\n")
	if len(lines) < 4 {
		return Head{}, errHead
	}
	h := Head{Signed: signed}
	org, ok1 := strings.CutPrefix(lines[0], originPrefix)
	moment, ok2 := strings.CutPrefix(lines[3], "moment ")
	var err1, err2, err3 error
	h.Org = org
	h.Size, err1 = strconv.ParseInt(lines[1], 10, 64)
	h.Root, err2 = tlog.ParseHash(lines[2])
	err3 = h.At.Scan(moment)
	if !ok1 || !ok2 || org == "" || h.Size < 0 || err1 != nil || err2 != nil || err3 != nil {
		return Head{}, errHead
	}
	return h, nil
}

// maxHeadsFile bounds what is read as a file of heads; five years of one head in five minutes fit in it.
const maxHeadsFile = 512 << 20

// SplitHeads cuts a file of heads into the heads in it, without judging them. The text around them, such as a mail
// they were sent in, is left out.
func SplitHeads(r io.Reader) ([]string, error) {
	var all []string
	var one bytes.Buffer
	inHead := false
	lines := bufio.NewScanner(io.LimitReader(r, maxHeadsFile))
	for lines.Scan() {
		line := strings.TrimSuffix(lines.Text(), "\r")
		switch {
		case strings.HasPrefix(line, originPrefix):
			one.Reset()
			inHead = true
		case !inHead:
			continue
		}
		one.WriteString(line + "\n")
		if strings.HasPrefix(line, "— ") {
			all = append(all, one.String())
			inHead = false
		}
	}
	return all, lines.Err()
}
