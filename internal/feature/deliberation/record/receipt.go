package record

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"nabij/internal/framework"
)

// ReceiptFormat is raised when the meaning of a field changes.
const ReceiptFormat = 1

// maxReceipt bounds what a packed receipt may unpack to.
const maxReceipt = 16 << 20

// Receipt is what a decision rested on, whole: it can be read and reckoned again without anything else of the record.
type Receipt struct {
	Format       int               `json:"format"`
	Program      string            `json:"program"` // version that reckoned
	Deliberation string            `json:"deliberation"`
	Framework    string            `json:"framework"`
	Packs        []Pinned          `json:"packs"`
	Setting      Setting           `json:"setting"`
	Today        string            `json:"weighed"` // the moment at which the advice was reckoned
	Answers      []AnswerKept      `json:"answers"`
	Shown        string            `json:"shown"` // the language in which the worker saw the advice
	Told         map[string]string `json:"told"`  // the advice per language, JSON as docs/advice-json.md tells it
	Consults     []ConsultKept     `json:"consults,omitempty"`
	Approvals    []ApprovalKept    `json:"approvals,omitempty"`
	Decision     Decision          `json:"decision"`
	DecidedAt    string            `json:"decided_at"`
	DecidedBy    Person            `json:"decided_by"`
	Follows      string            `json:"follows,omitempty"`
}

// Person is a worker by id, with the name they had then.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Pinned is a pack that took part.
type Pinned struct {
	ID       string `json:"id"`
	Version  string `json:"version"`
	Kind     string `json:"kind"`
	Checksum string `json:"checksum"`
}

// AnswerKept is an answer with where it came from.
type AnswerKept struct {
	Question string   `json:"question"`
	Person   string   `json:"person,omitempty"`
	Given    []string `json:"given"`
	AskedOn  string   `json:"asked,omitempty"`
	Source   string   `json:"source"`
	SourceOn string   `json:"source_day,omitempty"`
	By       Person   `json:"by"`
	At       string   `json:"at"`
}

// ConsultKept is what a colleague said.
type ConsultKept struct {
	Of       Person `json:"of"`
	By       Person `json:"by"`
	Question string `json:"question"`
	State    string `json:"state"`
	Verdict  string `json:"verdict,omitempty"`
	Answer   string `json:"answer,omitempty"`
	AskedAt  string `json:"asked_at"`
	EndedAt  string `json:"ended_at,omitempty"`
}

// ApprovalKept is what became of an approval.
type ApprovalKept struct {
	Role   string `json:"role"`
	State  string `json:"state"`
	By     Person `json:"by"`
	Given  Person `json:"given,omitempty"`
	At     string `json:"at,omitempty"`
	Reason string `json:"reason,omitempty"`
}

func pinned(fw *framework.Framework) []Pinned {
	var out []Pinned
	for _, p := range fw.Packs() {
		out = append(out, Pinned{string(p.Head.ID), p.Head.Version, p.Head.Kind, p.Checksum})
	}
	return out
}

// KeptAnswers gives answers as a receipt holds them.
func KeptAnswers(answers []Answer, names map[string]string) []AnswerKept {
	out := make([]AnswerKept, 0, len(answers))
	for _, x := range answers {
		if len(x.Given) > 0 {
			out = append(out, AnswerKept{x.At.Question, x.At.Person, x.Given, x.AskedOn, x.Source, x.SourceOn, Person{x.ChangedBy, names[x.ChangedBy]}, x.ChangedAt.String()})
		}
	}
	slices.SortFunc(out, func(a, b AnswerKept) int {
		return strings.Compare(a.Question+"."+a.Person, b.Question+"."+b.Person)
	})
	return out
}

// Pack gives the receipt as it is stored, and the hash over what is in it.
func (r Receipt) Pack() (body, hash string, err error) {
	plain, err := json.Marshal(r)
	if err != nil {
		return "", "", err
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(plain); err != nil {
		return "", "", err
	}
	if err := z.Close(); err != nil {
		return "", "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), hashOf(plain), nil
}

func hashOf(plain []byte) string {
	sum := sha256.Sum256(plain)
	return hex.EncodeToString(sum[:])
}

// Unpack reads a stored receipt and refuses one that is not what was stored.
func Unpack(body, hash string) (Receipt, error) {
	var r Receipt
	packed, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		return r, fmt.Errorf("a receipt cannot be read: %w", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return r, fmt.Errorf("a receipt cannot be unpacked: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(z, maxReceipt))
	if err != nil {
		return r, fmt.Errorf("a receipt cannot be unpacked: %w", err)
	}
	if hashOf(plain) != hash {
		return r, errors.New("a receipt was changed: its hash differs")
	}
	return r, json.Unmarshal(plain, &r)
}

// In gives the advice as it was told in a language.
func (r Receipt) In(lang string) (*framework.Told, error) {
	text, ok := r.Told[lang]
	if !ok {
		text = r.Told[r.Shown]
	}
	var told framework.Told
	return &told, json.Unmarshal([]byte(text), &told)
}

// Reckon evaluates the decision again, with the very packs it rested on, and tells whether the same advice comes out in
// every language. It needs a library that still holds those packs.
func (r Receipt) Reckon(lib *framework.Library) error {
	var packs []*framework.Pack
	for _, pin := range r.Packs {
		i := slices.IndexFunc(lib.Packs, func(p *framework.Pack) bool { return string(p.Head.ID) == pin.ID && p.Head.Version == pin.Version })
		if i < 0 {
			return fmt.Errorf("the library does not hold %s %s any more", pin.ID, pin.Version)
		}
		if lib.Packs[i].Checksum != pin.Checksum {
			return fmt.Errorf("%s %s is not what it was", pin.ID, pin.Version)
		}
		packs = append(packs, lib.Packs[i])
	}
	if len(packs) == 0 {
		return errors.New("the receipt names no packs")
	}
	fw, issues := framework.Compile(packs[0], packs[1:]...)
	if fw == nil {
		return issues.Errors()[0]
	}
	today, err := framework.ParseMoment(r.Today)
	if err != nil {
		return err
	}
	answers := make([]Answer, len(r.Answers))
	for i, x := range r.Answers {
		answers[i] = Answer{At: framework.Asked{Question: x.Question, Person: x.Person}, Given: x.Given, AskedOn: x.AskedOn}
	}
	c, lost := CaseOf(fw, r.Setting, today, answers)
	if len(lost) > 0 {
		return fmt.Errorf("the answer to %s cannot be read again", lost[0])
	}
	advice := fw.Evaluate(c)
	for _, lang := range []string{"nl", "en"} {
		again, err := json.Marshal(advice.Tell(lang))
		if err != nil {
			return err
		}
		if string(again) != r.Told[lang] {
			return fmt.Errorf("the advice in %s comes out otherwise", lang)
		}
	}
	return nil
}
