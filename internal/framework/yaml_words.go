package framework

import (
	"bytes"
	"strings"
)

// yamlTrouble says what is wrong with a file that cannot be read as YAML, in the words of somebody who types a pack. The
// reader of YAML speaks English only, and of its own machinery.
func yamlTrouble(file string, data []byte, err error) (at Pos, code string, args []any) {
	at = yamlErrorPos(file, err)
	said := strings.TrimPrefix(err.Error(), "yaml: ")
	lines := bytes.Split(data, []byte("\n"))
	if strings.Contains(said, "cannot start any token") || strings.Contains(said, "tab") {
		if line, col := tabIndent(lines, at.Line); line > 0 {
			return Pos{File: file, Line: line, Col: col}, "tab", nil
		}
	}
	if strings.Contains(said, "cannot start any token") && at.Line <= len(lines) {
		if name, col := bareName(string(lines[at.Line-1])); name != "" {
			return Pos{File: file, Line: at.Line, Col: col}, "name-needs-quotes", []any{cut(name)}
		}
	}
	for _, w := range yamlWords {
		if strings.Contains(said, w.said) {
			return at, "not-yaml", []any{w.nl, w.en}
		}
	}
	return at, "not-yaml", []any{said, said}
}

// tabIndent finds the first line, from the one that is complained of or else from the top, that is set in with a tab.
func tabIndent(lines [][]byte, from int) (line, col int) {
	for _, start := range []int{from - 1, 0} {
		for i := max(start, 0); i < len(lines); i++ {
			lead := lines[i][:len(lines[i])-len(bytes.TrimLeft(lines[i], " \t"))]
			if tab := bytes.IndexByte(lead, '\t'); tab >= 0 && len(lead) < len(bytes.TrimRight(lines[i], "\r")) {
				return i + 1, tab + 1
			}
			if start > 0 {
				break // of the line itself only
			}
		}
	}
	return 0, 0
}

// bareName finds a name with @ that stands without quotes.
func bareName(line string) (name string, col int) {
	for i, r := range line {
		if r != '@' || i > 0 && !strings.ContainsRune(" {[,:", rune(line[i-1])) {
			continue
		}
		name = line[i:]
		if end := strings.IndexAny(name, " :,]}\r"); end > 0 {
			name = name[:end]
		}
		return name, len([]rune(line[:i])) + 1
	}
	return "", 0
}

// yamlWords are the complaints of the reader of YAML that authors meet, in our words; the first that fits counts.
var yamlWords = []struct{ said, nl, en string }{
	{"mapping values are not allowed", "hier staat een dubbele punt te veel, of deze regel staat te ver naar rechts", "there is a colon too many here, or this line stands too far to the right"},
	{"expected ',' or '}'", "een { is niet gesloten, of er ontbreekt een komma", "a { is not closed, or a comma is missing"},
	{"expected ',' or ']'", "een [ is niet gesloten, of er ontbreekt een komma", "a [ is not closed, or a comma is missing"},
	{"unexpected end of stream", "een aanhalingsteken is niet gesloten", "a quotation mark is not closed"},
	{"unexpected document indicator", "een aanhalingsteken is niet gesloten", "a quotation mark is not closed"},
	{"expected '-' indicator", "in een lijst staat een regel zonder streepje, of hij staat te ver naar links of rechts", "in a list there is a line without a dash, or it stands too far to the left or right"},
	{"block sequence entries are not allowed", "een streepje van een lijst moet op een eigen regel staan", "a dash of a list must stand on a line of its own"},
	{"expected key", "een regel staat te ver naar links of rechts, of er staat een aanhalingsteken te veel", "a line stands too far to the left or right, or there is a quotation mark too many"},
	{"could not find expected ':'", "er ontbreekt een dubbele punt", "a colon is missing"},
	{"unknown escape character", "een \\ tussen dubbele aanhalingstekens kan niet", "a \\ between double quotation marks is not possible"},
	{"expected comment or line break", "achter | of > mag niets meer staan", "nothing may stand behind | or >"},
	{"expected node content", "hier staat een haakje of komma te veel", "there is a bracket or comma too many here"},
	{"cannot start any token", "hier begint iets met een teken waarmee dat niet mag", "something begins here with a character that it may not begin with"},
	{"unknown anchor", "hier begint iets met *", "something begins here with *"},
}
