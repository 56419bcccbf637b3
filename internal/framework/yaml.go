package framework

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

var yamlLine = regexp.MustCompile(`line (\d+)`)

// parse turns the bytes of a file into a tree of nodes, after the checks that must come before parsing. It returns nil
// when the file cannot be used; why stands in the collector.
func parse(c *collector, file string, data []byte) (root *yaml.Node) {
	at := Pos{File: file}
	if len(data) > MaxFileBytes {
		c.add(at, "file-too-large", MaxFileBytes>>10)
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if pos, what := badCharacter(file, data); what != "" {
		c.add(pos, what)
		return nil
	}
	if pos, what, most := tooMuch(file, data); what != "" {
		c.add(pos, what, most)
		return nil
	}
	defer func() {
		if recover() != nil { // the YAML reader must never take the program down
			c.add(at, "not-yaml", "?", "?")
			root = nil
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		c.add(at, "empty-file")
		return nil
	case err != nil:
		pos, code, args := yamlTrouble(file, data, err)
		c.add(pos, code, args...)
		return nil
	}
	var more yaml.Node
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		c.add(at, "several-documents")
		return nil
	}
	if len(doc.Content) == 0 {
		c.add(at, "empty-file")
		return nil
	}
	root = doc.Content[0]
	if !allowed(c, file, root, 0) {
		return nil
	}
	return root
}

func yamlErrorPos(file string, err error) Pos {
	at := Pos{File: file, Line: 1, Col: 1} // of the first line the number is left out
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		at.Line, _ = strconv.Atoi(m[1])
	}
	return at
}

// badCharacter finds bytes that are not UTF-8, control characters, and the invisible marks that turn text around.
func badCharacter(file string, data []byte) (Pos, string) {
	line, col := 1, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		col++
		at := Pos{File: file, Line: line, Col: col}
		switch {
		case r == utf8.RuneError && n == 1:
			return at, "not-utf8"
		case r == '\n':
			line, col = line+1, 0
		case badRune(r) != "":
			return at, badRune(r)
		}
		i += n
	}
	return Pos{}, ""
}

// badRune names what is wrong with a character: control characters, line breaks that only YAML takes for one, and marks
// that turn text around, hide it or cannot be seen.
func badRune(r rune) string {
	switch {
	case r == '\n' || r == '\r' || r == '\t':
	case r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r >= 0xfff9 && r <= 0xfffb:
		return "control-character"
	case r == 0xad || r == 0x34f || r == 0x61c || r == 0x115f || r == 0x1160 || r == 0x180e || r >= 0x200b && r <= 0x200f,
		r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0x3164, r == 0xffa0, r >= 0xe0000 && r <= 0xe0fff:
		return "hidden-character"
	}
	return ""
}

// tooMuch is a coarse look before parsing, so that a file of brackets, dashes or commas costs nothing: a parsed node
// takes a hundred times the room of the character that asks for it. The exact depth is looked at afterwards.
func tooMuch(file string, data []byte) (at Pos, what string, most int) {
	depth, line, dashes, parts := 0, 1, 0, 0
	for _, b := range data {
		switch b {
		case '[', '{':
			depth++
			parts++
		case ']', '}':
			depth = max(depth-1, 0)
		case '-', '?':
			dashes++
		case ',', ':':
			parts++
		case '\n':
			line, dashes = line+1, 0
			parts++
		}
		at = Pos{File: file, Line: line, Col: 1}
		if depth > 4*MaxDepth || dashes > 400 {
			return at, "too-deep", MaxDepth
		}
		if parts > MaxFileParts {
			return at, "too-many-parts", MaxFileParts
		}
	}
	return at, "", 0
}

// partsIn counts what tooMuch bounds, so that many files together stay within bounds too.
func partsIn(data []byte) int {
	n := 0
	for _, b := range data {
		if b == ',' || b == ':' || b == '[' || b == '{' || b == '\n' {
			n++
		}
	}
	return n
}

// allowed walks the tree for what the format does not allow: aliases, anchors, tags, merge keys, doubled keys, depth.
func allowed(c *collector, file string, n *yaml.Node, depth int) bool {
	at := Pos{File: file, Line: n.Line, Col: n.Column}
	if depth > MaxDepth {
		c.add(at, "too-deep", MaxDepth)
		return false
	}
	ok := true
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		c.add(at, "alias")
		return false
	}
	if n.Style&yaml.TaggedStyle != 0 {
		c.add(at, "tag", n.Tag)
		ok = false
	}
	for _, r := range n.Value { // again: "\u202e" between quotes looks innocent in the file itself
		if what := badRune(r); what != "" {
			c.add(at, what)
			ok = false
			break
		}
	}
	if n.Kind == yaml.MappingNode {
		seen := map[string]int{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			k := n.Content[i]
			if k.Kind != yaml.ScalarNode {
				c.add(Pos{File: file, Line: k.Line, Col: k.Column}, "key-not-word")
				ok = false
				continue
			}
			if k.Value == "<<" {
				c.add(Pos{File: file, Line: k.Line, Col: k.Column}, "alias")
				ok = false
			}
			if first, twice := seen[k.Value]; twice {
				c.add(Pos{File: file, Line: k.Line, Col: k.Column}, "double-key", cut(k.Value), first)
				ok = false
			}
			seen[k.Value] = k.Line
		}
	}
	for _, kid := range n.Content {
		if !allowed(c, file, kid, depth+1) {
			ok = false
		}
	}
	return ok
}

// cut shortens what is repeated back in a message.
func cut(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
