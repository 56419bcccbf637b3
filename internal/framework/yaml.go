package framework

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
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
	if pos, deep := tooDeep(file, data); deep {
		c.add(pos, "too-deep", MaxDepth)
		return nil
	}
	defer func() {
		if recover() != nil { // the YAML reader must never take the program down
			c.add(at, "not-yaml", "?")
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
		c.add(yamlErrorPos(file, err), "not-yaml", strings.TrimPrefix(err.Error(), "yaml: "))
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
	at := Pos{File: file}
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		at.Line, _ = strconv.Atoi(m[1])
		at.Col = 1
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
		case r == '\r' || r == '\t':
		case r < 0x20 || r == 0x7f || r == 0xfeff || r >= 0x80 && r < 0xa0 && r != 0x85:
			return at, "control-character"
		case r == 0x061c || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069:
			return at, "hidden-character"
		}
		i += n
	}
	return Pos{}, ""
}

// tooDeep is a coarse look before parsing, so that a file of brackets or dashes costs nothing. The exact depth is
// looked at afterwards.
func tooDeep(file string, data []byte) (Pos, bool) {
	depth, line := 0, 1
	dashes := 0
	for _, b := range data {
		switch b {
		case '[', '{':
			if depth++; depth > 4*MaxDepth {
				return Pos{File: file, Line: line, Col: 1}, true
			}
		case ']', '}':
			if depth > 0 {
				depth--
			}
		case '-', '?':
			if dashes++; dashes > 400 {
				return Pos{File: file, Line: line, Col: 1}, true
			}
		case '\n':
			line, dashes = line+1, 0
		}
	}
	return Pos{}, false
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
