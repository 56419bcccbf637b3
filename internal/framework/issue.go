package framework

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Pos is a place in a file of a pack. Line and column count from 1; 0 means the file as a whole.
type Pos struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"column,omitempty"`
}

func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Issue is one thing that is wrong (or doubtful) in content, with its place and what to do about it.
type Issue struct {
	Pos     Pos
	Code    string // stable name, e.g. "unknown-key"
	Warning bool   // the pack still works
	args    []any
}

// Message says what is wrong, in Dutch or English.
func (i Issue) Message(lang string) string { return i.phrase(lang, 0) }

// Remedy says what to do about it, in Dutch or English.
func (i Issue) Remedy(lang string) string { return i.suggestion(lang) + i.phrase(lang, 2) }

func (i Issue) phrase(lang string, at int) string {
	p, ok := phrase(i.Code)
	if !ok {
		return i.Code
	}
	if lang == "en" {
		at++
	}
	format := p[at]
	if !strings.Contains(format, "%") {
		return format
	}
	return fmt.Sprintf(format, i.inWords(lang)...)
}

// inWords gives the arguments with the sort of name in the language of the reader.
func (i Issue) inWords(lang string) []any {
	if i.Code != "unknown-id" || lang == "en" || len(i.args) == 0 {
		return i.args
	}
	args := slices.Clone(i.args)
	if kind, ok := args[0].(string); ok && kindWords[kind] != "" {
		args[0] = kindWords[kind]
	}
	return args
}

// kindWords are the sorts of names in Dutch.
var kindWords = map[string]string{
	"help line": "hulplijn", "tag": "soort", "value": "waarde", "role": "rol", "question": "vraag", "rule": "regel", "condition": "voorwaarde",
	"parameter": "richtlijn", "person": "persoon", "route": "route", "flow": "zijspoor", "source": "bron", "level": "risiconiveau",
	"region": "regio", "place": "plaats", "score": "telling", "function": "functie", "framework": "kader", "pack": "pakket",
	"form": "contactvorm", "requirement": "eis", "stop": "reden om te stoppen", "computed": "berekende dag", "scale": "schaal",
}

// In writes the whole issue on one line: place, message, remedy.
func (i Issue) In(lang string) string {
	return fmt.Sprintf("%s: %s %s", i.Pos, i.Message(lang), i.Remedy(lang))
}

func (i Issue) Error() string { return i.In("en") }

// Issues is everything found, in order of file and line.
type Issues []Issue

// Errors leaves the warnings out.
func (is Issues) Errors() Issues {
	var out Issues
	for _, i := range is {
		if !i.Warning {
			out = append(out, i)
		}
	}
	return out
}

// maxIssues bounds what one load reports; after that, more of the same helps nobody. Errors and warnings are counted
// apart: a pack with many warnings must not get past its first error.
const maxIssues = 200

type collector struct {
	issues   Issues
	seen     map[string]bool
	errors   int
	warnings int
}

func (c *collector) add(at Pos, code string, args ...any) {
	c.put(Issue{Pos: at, Code: code, args: args})
}

func (c *collector) warn(at Pos, code string, args ...any) {
	c.put(Issue{Pos: at, Code: code, Warning: true, args: args})
}

func (c *collector) put(i Issue) {
	count := &c.errors
	if i.Warning {
		count = &c.warnings
	}
	if *count >= maxIssues {
		return
	}
	key := i.Error()
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	if c.seen[key] {
		return
	}
	c.seen[key] = true
	*count++
	c.issues = append(c.issues, i)
}

func (c *collector) sorted() Issues { return c.issues.inOrder() }

// inOrder puts issues in order of file and line.
func (is Issues) inOrder() Issues {
	sort.SliceStable(is, func(a, b int) bool {
		x, y := is[a].Pos, is[b].Pos
		if x.File != y.File {
			return x.File < y.File
		}
		if x.Line != y.Line {
			return x.Line < y.Line
		}
		if x.Col != y.Col {
			return x.Col < y.Col
		}
		return is[a].Code < is[b].Code
	})
	return is
}
