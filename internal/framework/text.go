package framework

import (
	"sort"
	"strings"
)

// Text is a sentence in one or more languages, keyed by language code ("nl", "en").
type Text map[string]string

// In returns the sentence in the language asked for; when the pack does not have it, in the first language it has
// (alphabetically, so that the choice is the same each time).
func (t Text) In(lang string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	langs := make([]string, 0, len(t))
	for l := range t {
		langs = append(langs, l)
	}
	sort.Strings(langs)
	if len(langs) == 0 {
		return ""
	}
	return t[langs[0]]
}

// Empty tells whether nothing is said in any language.
func (t Text) Empty() bool { return len(t) == 0 }

// Languages that the engine's own sentences exist in. A pack may hold others beside them.
var Languages = []string{"nl", "en"}

// say picks one of the engine's own sentences by language: Dutch unless English is asked for.
func say(lang, nl, en string) string {
	if lang == "en" {
		return en
	}
	return nl
}

// list joins words as a sentence does: "a, b en c".
func list(lang string, words []string) string {
	return joined(words, say(lang, " en ", " and "))
}

// either joins words as alternatives: "a, b of c".
func either(lang string, words []string) string {
	return joined(words, say(lang, " of ", " or "))
}

func joined(words []string, last string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}

// quoted puts a text between quotation marks, the same in both languages.
func quoted(_, s string) string { return "‘" + s + "’" }

// sentence makes the first letter a capital and closes with a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	first := strings.ToUpper(string(r[0]))
	s = first + string(r[1:])
	if !strings.ContainsAny(s[len(s)-1:], ".!?:") {
		s += "."
	}
	return s
}
