package framework

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

// A layout names what the numbers in compact cases mean: the questions in order, of whom they are asked, and their
// answers. Compact cases are kept for years and read by later versions of the framework, so the layout is kept beside
// them, once, under the checksum of its text. Versions that ask the same questions have the same layout.
type layout struct {
	id    string
	mark  [markSize]byte // first bytes of the checksum, also in each compact case
	slots []layoutSlot
}

// layoutSlot is one place for an answer.
type layoutSlot struct {
	question, person, kind string
	options                []string
}

const (
	layoutHead = "nabij-layout 1"
	markSize   = 4
	maxLayout  = 4 << 20
)

var errLayout = errors.New("this is no layout of a framework")

// Layout gives the text that says what the numbers in compact cases of this framework mean, and its name: the checksum
// of the text. Keep it as long as the compact cases.
func (fw *Framework) Layout() (id, text string) {
	l := fw.layout()
	return l.id, l.text()
}

// layout is made once.
func (fw *Framework) layout() *layout {
	fw.layoutOnce.Do(func() {
		l := &layout{}
		for _, s := range fw.slots {
			x := layoutSlot{question: string(s.q.ID), person: s.name(), kind: s.q.Type}
			if s.q.kind() == asOption || s.q.kind() == asOptions {
				x.options = s.q.optionIDs()
			}
			l.slots = append(l.slots, x)
		}
		l.sign()
		fw.layoutMade = l
	})
	return fw.layoutMade
}

func (l *layout) sign() {
	sum := sha256.Sum256([]byte(l.text()))
	l.id = hex.EncodeToString(sum[:16])
	copy(l.mark[:], sum[:])
}

// text writes one line a slot: question, person or -, type, and the answers behind it. Names hold no spaces.
func (l *layout) text() string {
	var b strings.Builder
	b.WriteString(layoutHead + "\n")
	for _, s := range l.slots {
		person := s.person
		if person == "" {
			person = "-"
		}
		b.WriteString(strings.Join(append([]string{s.question, person, s.kind}, s.options...), " ") + "\n")
	}
	return b.String()
}

// readLayout reads the text back. What this program did not write is refused.
func readLayout(text string) (*layout, error) {
	head, rest, _ := strings.Cut(text, "\n")
	if head != layoutHead || len(text) > maxLayout {
		return nil, errLayout
	}
	l := &layout{}
	for line := range strings.Lines(rest) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), " ")
		if len(f) < 3 || kinds[f[2]] == 0 || len(f) > 3+MaxOptions || len(l.slots) >= MaxSlots || slices.Contains(f, "") {
			return nil, errLayout
		}
		s := layoutSlot{question: f[0], person: f[1], kind: f[2], options: f[3:]}
		if s.person == "-" {
			s.person = ""
		}
		if k := kinds[s.kind]; (k == asOption || k == asOptions) != (len(s.options) > 0) {
			return nil, errLayout
		}
		l.slots = append(l.slots, s)
	}
	l.sign()
	if l.text() != text {
		return nil, errLayout
	}
	return l, nil
}

// How an answer is written in a compact case.
type answerKind uint8

const (
	asOption  answerKind = iota + 1 // the place of the answer among the options
	asOptions                       // a bit for each option
	asNumber
	asDay  // days from the planned day
	asText // nothing: no rule looks at the words
)

var kinds = map[string]answerKind{"yes_no": asOption, "choice": asOption, "pull": asOption, "choices": asOptions, "number": asNumber, "day": asDay, "text": asText}

func (q *question) kind() answerKind { return kinds[q.Type] }
