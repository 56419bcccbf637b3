// Package sheet reads lists that people export from other programs: comma- or semicolon-separated text in whatever
// encoding, with limits; and writes lists that a spreadsheet can open without running anything. It is pure.
package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The limits of one list.
const (
	MaxBytes   = 10 << 20
	MaxRows    = 10_000
	MaxColumns = 60
	MaxCell    = 4000 // characters
)

// The ways in which a list can be unreadable. Each is told in words by the page.
var (
	ErrTooLarge  = errors.New("too_large")
	ErrTooMany   = errors.New("too_many_rows")
	ErrTooWide   = errors.New("too_many_columns")
	ErrLongCell  = errors.New("long_cell")
	ErrEmpty     = errors.New("empty")
	ErrNotText   = errors.New("not_text")
	ErrNoHeading = errors.New("no_heading")
)

// BadRow is a row that does not fit the others.
type BadRow struct{ Line int }

// Error tells which line.
func (e *BadRow) Error() string {
	return fmt.Sprintf("line %d has another number of cells than the heading", e.Line)
}

// BadQuote is a quotation mark that is not closed or stands in the wrong place.
type BadQuote struct{ Line int }

// Error tells which line.
func (e *BadQuote) Error() string {
	return fmt.Sprintf("line %d has a quotation mark in a wrong place", e.Line)
}

// Sheet is a list that was read.
type Sheet struct {
	Encoding  string // utf-8, utf-16, windows-1252
	Separator rune
	Head      []string
	Rows      [][]string // as wide as the head
	Lines     []int      // of the file, for each row
}

// Read reads a list. The first row names the columns.
func Read(data []byte) (*Sheet, error) { return read(data, 0) }

// ReadWritten reads what Write wrote: there is nothing to guess about it.
func ReadWritten(data []byte) (*Sheet, error) { return read(data, ';') }

func read(data []byte, known rune) (*Sheet, error) {
	if len(data) > MaxBytes {
		return nil, ErrTooLarge
	}
	text, encoding, err := decode(data)
	if err != nil {
		return nil, err
	}
	s := &Sheet{Encoding: encoding, Separator: known}
	// Spreadsheets may begin with a line that names the separator.
	offset := 0
	if first, rest, ok := strings.Cut(text, "\n"); known == 0 && ok && len(strings.TrimSpace(first)) == 5 && strings.HasPrefix(strings.ToLower(first), "sep=") {
		s.Separator, text, offset = rune(strings.TrimSpace(first)[4]), rest, 1
		if !strings.ContainsRune(";,\t|", s.Separator) {
			s.Separator = 0
		}
	}
	if s.Separator == 0 {
		s.Separator = separator(text)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = s.Separator, -1, true
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return nil, &BadQuote{wrong.Line + offset}
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		if err := s.take(record, line+offset); err != nil {
			return nil, err
		}
	}
	if s.Head == nil {
		return nil, ErrEmpty
	}
	return s, nil
}

func (s *Sheet) take(record []string, line int) error {
	cells := make([]string, len(record))
	blank := true
	for i, c := range record {
		if utf8.RuneCountInString(c) > MaxCell {
			return ErrLongCell
		}
		cells[i] = tidy(c)
		blank = blank && cells[i] == ""
	}
	if blank {
		return nil // an empty line, or a line of separators that a spreadsheet left
	}
	for len(cells) > max(1, len(s.Head)) && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	switch {
	case len(cells) > MaxColumns:
		return ErrTooWide
	case s.Head == nil:
		s.Head = cells
		return nil
	case len(s.Rows) >= MaxRows:
		return ErrTooMany
	case len(cells) > len(s.Head):
		return &BadRow{line}
	}
	for len(cells) < len(s.Head) {
		cells = append(cells, "")
	}
	s.Rows = append(s.Rows, cells)
	s.Lines = append(s.Lines, line)
	return nil
}

// tidy takes white space and what nobody can see out of a cell, and the apostrophe with which a spreadsheet marks text.
func tidy(c string) string {
	c = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfeff:
			return -1
		case r == 0xa0:
			return ' '
		}
		return r
	}, strings.ReplaceAll(c, "\r\n", "\n"))
	c = strings.TrimSpace(c)
	if strings.HasPrefix(c, "'") && strings.IndexFunc(c[1:], formula) == 0 {
		c = c[1:] // as Write made it
	}
	return c
}

func decode(data []byte) (text, encoding string, err error) {
	switch {
	case len(data) == 0:
		return "", "", ErrEmpty
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return utf16Text(data[2:], false)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return utf16Text(data[2:], true)
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
		if !utf8.Valid(data) {
			return "", "", ErrNotText
		}
	}
	if zeros := bytes.Count(data, []byte{0}); zeros > 0 {
		// UTF-16 without a mark: in western text every other byte is zero.
		if zeros*3 > len(data) && len(data)%2 == 0 {
			return utf16Text(data, data[0] == 0)
		}
		return "", "", ErrNotText
	}
	if utf8.Valid(data) {
		return string(data), "utf-8", nil
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", "", ErrNotText
	}
	return string(out), "windows-1252", nil
}

func utf16Text(data []byte, big bool) (string, string, error) {
	if len(data)%2 != 0 {
		return "", "", ErrNotText
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		hi, lo := data[2*i+1], data[2*i]
		if big {
			hi, lo = lo, hi
		}
		units[i] = uint16(hi)<<8 | uint16(lo)
	}
	text := string(utf16.Decode(units))
	if strings.ContainsRune(text, 0) || strings.ContainsRune(text, utf8.RuneError) {
		return "", "", ErrNotText
	}
	return text, "utf-16", nil
}

// separator guesses from the first line which character stands between cells. What stands in quotation marks is text.
func separator(text string) rune {
	count := map[rune]int{}
	quoted := false
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case c == '\n' && !quoted:
			return mostOf(count)
		case !quoted:
			count[c]++
		}
	}
	return mostOf(count)
}

func mostOf(count map[rune]int) rune {
	best, most := ';', 0
	for _, c := range ";,\t|" {
		if count[c] > most {
			best, most = c, count[c]
		}
	}
	return best
}
