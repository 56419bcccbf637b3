package sheet

import (
	"strings"
)

// formula tells whether a spreadsheet would take a cell that begins so for something to reckon with.
func formula(r rune) bool {
	return strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", r)
}

// Inert makes a cell that no spreadsheet runs. An apostrophe in front is how spreadsheets themselves mark text.
func Inert(cell string) string {
	cell = strings.ReplaceAll(cell, "\x00", "")
	if strings.IndexFunc(strings.TrimLeft(cell, " \u00a0"), formula) == 0 {
		return "'" + cell
	}
	return cell
}

// Write writes a list as Dutch spreadsheets read it: UTF-8 with its mark, semicolons, every cell in quotation marks and
// inert.
func Write(head []string, rows [][]string) []byte {
	var b strings.Builder
	b.WriteString("\ufeff")
	line := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteByte('"')
			b.WriteString(strings.ReplaceAll(Inert(c), `"`, `""`))
			b.WriteByte('"')
		}
		b.WriteString("\r\n")
	}
	line(head)
	for _, r := range rows {
		line(r)
	}
	return []byte(b.String())
}
