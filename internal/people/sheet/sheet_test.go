package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
)

func utf16of(s string, big bool, mark bool) []byte {
	var b bytes.Buffer
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		if big {
			b.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	return b.Bytes()
}

func TestReadWhateverComes(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want string // head and rows, with | and /
		err  error
	}{
		"plain":                    {"a,b\n1,2\n", "a|b/1|2", nil},
		"semicolons":               {"a;b\r\n1;2,5\r\n", "a|b/1|2,5", nil},
		"tabs":                     {"a\tb\n1\t2", "a|b/1|2", nil},
		"mark of UTF-8":            {"\ufeffa;b\n1;2", "a|b/1|2", nil},
		"windows-1252":             {"naam;x\nZo\xeb;\x80 5\n", "naam|x/Zoë|€ 5", nil},
		"UTF-16 little":            {string(utf16of("a;b\nZoë;👵🏽\n", false, true)), "a|b/Zoë|👵🏽", nil},
		"UTF-16 big":               {string(utf16of("a;b\nZoë;2\n", true, true)), "a|b/Zoë|2", nil},
		"UTF-16 without a mark":    {string(utf16of("a;b\n1;2\n", false, false)), "a|b/1|2", nil},
		"quotes and line ends":     {"a;b\n\"x;y\";\"een\ntwee \"\"drie\"\"\"\n", "a|b/x;y|een\ntwee \"drie\"", nil},
		"a line for the separator": {"sep=,\na,b\n1;5,2\n", "a|b/1;5|2", nil},
		"commas in a heading":      {"\"adres, postcode, plaats\";naam\n\"a, b, c\";d\n", "adres, postcode, plaats|naam/a, b, c|d", nil},
		"short rows":               {"a;b;c\n1\n1;2\n", "a|b|c/1||/1|2|", nil},
		"rows of separators":       {"a;b\n;;;;\n\n1;2;;;\n", "a|b/1|2", nil},
		"right to left":            {"a;b\n\u202e1;الخطابي\n", "a|b/1|الخطابي", nil},
		"what Write made inert":    {"a\n'=1+1\n'06\n", "a/=1+1/'06", nil},
		"old Mac line ends":        {"a;b\r1;2", "", errors.New("any")},
		"a long row":               {"a;b\n1;2;3\n", "", &BadRow{2}},
		"an open quote":            {"a;b\n1;\"2\n", "", &BadQuote{3}},
		"nothing":                  {"", "", ErrEmpty},
		"blank":                    {"\n;;\n", "", ErrEmpty},
		"a program":                {"MZ\x90\x00\x03\x00\x00", "", ErrNotText},
		"a zip":                    {"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00", "", ErrNotText},
		"broken UTF-16":            {"\xff\xfea", "", ErrNotText},
		"too wide":                 {strings.Repeat("x;", MaxColumns+1) + "x\n", "", ErrTooWide},
		"a long cell":              {"a\n" + strings.Repeat("x", MaxCell+1), "", ErrLongCell},
		"too many":                 {"a\n" + strings.Repeat("x\n", MaxRows+1), "", ErrTooMany},
		"too large":                {strings.Repeat("x", MaxBytes+1), "", ErrTooLarge},
	} {
		s, err := Read([]byte(c.data))
		if c.err != nil {
			if name == "old Mac line ends" {
				continue // read as one line or refused: nothing is brought in from it without a look
			}
			var row *BadRow
			var quote *BadQuote
			if err == nil || !errors.Is(err, c.err) && !(errors.As(err, &row) && c.err.Error() == row.Error()) && !errors.As(err, &quote) {
				t.Errorf("%s: %v, want %v", name, err, c.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		lines := []string{strings.Join(s.Head, "|")}
		for _, r := range s.Rows {
			lines = append(lines, strings.Join(r, "|"))
		}
		if got := strings.Join(lines, "/"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestNothingInAListRuns(t *testing.T) {
	for _, cell := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", "＝1", "＋1", "－1", "＠x", `";=1+1;"`, `=HYPERLINK("http://x")`, " =1", "\u00a0=1"} {
		out := Write([]string{"kop"}, [][]string{{cell, "daarna"}})
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(out, []byte("\ufeff"))))
		r.Comma, r.FieldsPerRecord = ';', -1
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != 2 || rows[1][1] != "daarna" {
			t.Errorf("%q breaks out: %q %v", cell, rows, err)
			continue
		}
		if got := strings.TrimLeft(rows[1][0], " \u00a0"); strings.IndexFunc(got, formula) == 0 {
			t.Errorf("%q runs: %q", cell, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"a;b\n1;2\n", "\xff\xfea\x00;\x00", "sep=;\na\n", "a,\"b\n", "'=1\n'=1\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(data)
		if err != nil {
			return
		}
		for _, r := range s.Rows {
			if len(r) != len(s.Head) {
				t.Fatalf("a row of %d cells under a heading of %d", len(r), len(s.Head))
			}
		}
		// What was read once is read the same from what is kept of it.
		again, err := ReadWritten(Write(s.Head, s.Rows))
		if err != nil {
			t.Fatalf("what was kept cannot be read: %v", err)
		}
		if flat(again) != flat(s) {
			t.Errorf("read %q, kept %q", flat(s), flat(again))
		}
	})
}

func flat(s *Sheet) string {
	lines := []string{strings.Join(s.Head, "\x1f")}
	for _, r := range s.Rows {
		lines = append(lines, strings.Join(r, "\x1f"))
	}
	return strings.Join(lines, "\x1e")
}
