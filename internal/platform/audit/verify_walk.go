package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"runtime"
	"strconv"
	"strings"

	"nabij/internal/platform/db"
	"nabij/internal/platform/run"

	"golang.org/x/mod/sumdb/tlog"
)

// stretchSize is the number of lines that are read in one statement; several stretches are read at the same time.
const stretchSize = 8192

// stretch is what was read of some lines in a row. Only what must be looked at in order is left for later.
type stretch struct {
	from, to  int64 // to is not part of it
	leaves    []tlog.Hash
	found     []Finding
	forgotten int64
	firstAt   string
	lastAt    string
	blanks    map[Class]map[string]int64
	until     map[Class]string
}

// walk reads all lines, several stretches at once, and puts them together in order.
func (v *verifier) walk(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type going struct {
		*stretch
		task *run.Task
	}
	var window []going
	ahead := min(4, runtime.GOMAXPROCS(0)+1)
	for from := int64(1); from <= v.size || len(window) > 0; {
		for from <= v.size && len(window) < ahead {
			s := &stretch{from: from, to: min(from+stretchSize, v.size+1)}
			from = s.to
			window = append(window, going{s, run.Go(ctx, "audit verify", func(ctx context.Context) error { return v.read(ctx, s) })})
		}
		first := window[0]
		window = window[1:]
		if err := first.task.Wait(); err != nil {
			cancel()
			for _, g := range window {
				_ = g.task.Wait()
			}
			return err
		}
		v.join(first.stretch)
	}
	return nil
}

// join adds a stretch to what was read before it.
func (v *verifier) join(s *stretch) {
	for _, f := range s.found {
		v.report.find(f.Wrong, f.From, f.To)
	}
	v.report.Lines += int64(len(s.leaves))
	v.report.Forgotten += s.forgotten
	if s.firstAt < v.lastAt && s.firstAt != "" && !v.foundSince(s.from) {
		v.report.find(Order, s.from, s.from)
	}
	if s.lastAt != "" {
		v.lastAt = s.lastAt
	}
	for class, days := range s.blanks {
		for day, seq := range days {
			noteBlank(v.blanks, class, day, seq)
		}
	}
	for class, day := range s.until {
		v.until[class] = max(v.until[class], day)
	}
	for _, leaf := range s.leaves {
		v.push(leaf)
	}
}

func noteBlank(blanks map[Class]map[string]int64, class Class, day string, seq int64) {
	if blanks[class] == nil {
		blanks[class] = map[string]int64{}
	}
	if _, known := blanks[class][day]; !known {
		blanks[class][day] = seq
	}
}

// read reads a stretch and checks each line by itself: first the fast way, and when something is wrong once more in
// the way in which nothing can come between.
func (v *verifier) read(ctx context.Context, s *stretch) error {
	if err := v.readBy(ctx, s, v.store.apart); err != nil || len(s.found) == 0 {
		return err
	}
	return v.readBy(ctx, s, v.store.whole)
}

type wayToRead func(ctx context.Context, q db.Query, org string, from, to int64, each func(columns []sql.RawBytes) error) error

func (v *verifier) readBy(ctx context.Context, s *stretch, way wayToRead) error {
	*s = stretch{from: s.from, to: s.to, leaves: make([]tlog.Hash, 0, s.to-s.from),
		blanks: map[Class]map[string]int64{}, until: map[Class]string{}}
	c := &lineCheck{v: v, s: s}
	if err := way(ctx, v.db.Read(), v.org, s.from, s.to, c.row); err != nil {
		return err
	}
	c.end()
	c.gap(s.to)
	return nil
}

// lineCheck puts the rows of a line together: one for each resident.
type lineCheck struct {
	v *verifier
	s *stretch

	open      bool
	columns   [wholeColumns][]byte // of the line, copied
	null      [wholeColumns]bool
	residents [][]byte
	buffer    []byte
}

// row takes one row of selectWhole.
func (c *lineCheck) row(columns []sql.RawBytes) error {
	if !c.open || !bytes.Equal(c.columns[wholeSeq], columns[wholeSeq]) {
		c.end()
		for i, value := range columns {
			c.columns[i] = append(c.columns[i][:0], value...)
			c.null[i] = value == nil
		}
		c.residents = c.residents[:0]
		c.open = true
	}
	if resident := columns[wholeResident]; resident != nil {
		c.residents = append(c.residents, bytes.Clone(resident))
	}
	return nil
}

// end judges the line of which all rows were seen.
func (c *lineCheck) end() {
	if !c.open {
		return
	}
	c.open = false
	seq, err := strconv.ParseInt(string(c.columns[wholeSeq]), 10, 64)
	if err != nil {
		return // the gap that it leaves is told
	}
	c.gap(seq)
	class := c.class()
	forgotten := c.null[wholeSalt]
	var right bool
	if forgotten {
		right = c.bare()
		c.s.forgotten++
		noteBlank(c.s.blanks, class, string(c.columns[wholeAt][:min(10, len(c.columns[wholeAt]))]), seq)
	} else {
		right = c.sealed()
	}
	leaf := c.leaf()
	text := leaf.String()
	right = right && text == string(c.columns[wholeLeaf])
	if right {
		c.clock(seq) // a moment that was changed says nothing about its neighbours
	}
	switch key := c.v.check.Key; {
	case !right:
		c.find(Changed, seq)
	case key != nil && seq >= c.v.check.KeyFrom && !key.marks.right(c.v.org, text, string(c.columns[wholeMark])):
		c.find(Forged, seq)
	}
	if string(c.columns[wholeEvent]) == "audit.forgotten" && string(c.columns[wholeOutcome]) == Done {
		if class, day, ok := parseForgotten(string(c.columns[wholeDetail])); ok {
			c.s.until[class] = max(c.s.until[class], day)
		}
	}
	c.s.leaves = append(c.s.leaves, leaf)
}

func (c *lineCheck) find(w Wrong, seq int64) { c.s.found = append(c.s.found, Finding{seq, seq, w}) }

// gap tells lines that are not there. Their place in the tree stays empty, so that the lines after it keep theirs.
func (c *lineCheck) gap(to int64) {
	from := c.s.from + int64(len(c.s.leaves))
	if from >= to {
		return
	}
	c.s.found = append(c.s.found, Finding{from, to - 1, Missing})
	for range to - from {
		c.s.leaves = append(c.s.leaves, tlog.Hash{})
	}
}

func (c *lineCheck) clock(seq int64) {
	at := string(c.columns[wholeAt])
	if at < c.s.lastAt {
		c.find(Order, seq)
	}
	if c.s.firstAt == "" {
		c.s.firstAt = at
	}
	c.s.lastAt = max(at, c.s.lastAt)
}

func (c *lineCheck) class() Class {
	event, _ := Find(string(c.columns[wholeEvent]))
	return event.Class
}

// bare tells that a forgotten line really holds nothing that points at people: nobody can write a name into it later.
func (c *lineCheck) bare() bool {
	for i := wholeActor; i <= wholeRequest; i++ {
		if !c.null[i] {
			return false
		}
	}
	return len(c.residents) == 0
}

// sealed tells that the values that point at people are those of the seal; it is person.seal without making strings.
func (c *lineCheck) sealed() bool {
	for i := wholeActor; i <= wholeRequest; i++ {
		if c.null[i] {
			return false
		}
	}
	b := appendField(c.buffer[:0], []byte(sealedForm))
	b = appendField(b, c.columns[wholeSalt])
	for i := wholeActor; i <= wholeRequest; i++ {
		b = appendField(b, c.columns[i])
	}
	b = appendField(b, strconv.AppendInt(nil, int64(len(c.residents)), 10))
	for _, r := range c.residents {
		b = appendField(b, r)
	}
	c.buffer = b
	sum := sha256.Sum256(b)
	return base64.StdEncoding.EncodeToString(sum[:]) == string(c.columns[wholeSealed])
}

// leaf is row.hash without making strings.
func (c *lineCheck) leaf() tlog.Hash {
	b := append(c.buffer[:0], 0) // RFC 6962: a leaf begins with 0
	b = appendField(b, []byte(leafForm))
	b = appendField(b, []byte(c.v.org))
	for i := wholeSeq; i <= wholeSealed; i++ {
		b = appendField(b, c.columns[i])
	}
	c.buffer = b
	return sha256.Sum256(b)
}

func appendField(b, field []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(field)))
	return append(b, field...)
}

// parseForgotten reads the detail of a line that tells that a term was applied.
func parseForgotten(detail string) (Class, string, bool) {
	class, rest, ok1 := strings.Cut(strings.TrimPrefix(detail, "class:"), ",")
	day, _, _ := strings.Cut(strings.TrimPrefix(rest, "before:"), ",")
	return Class(class), day, ok1 && len(day) == len("2006-01-02")
}
