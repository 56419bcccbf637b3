package names

import (
	"slices"
	"strings"
)

// How the vocabulary of an organisation is looked up. Every distinct word is kept once, with a few keys by which it is
// found when it is typed wrongly:
//
//	~word, and ~ with each letter left out once   a slip in either, or one in both, meets here
//	^ and its first 3, 4 and 5 letters            typed half, or wrong at the end
//	$ and its last 4 letters                      wrong at the beginning, for long words
const (
	slipKey  = "~"
	beginKey = "^"
	endKey   = "$"
)

// LookupKeys gives the keys under which a word (a Key) is kept in the vocabulary.
func LookupKeys(word string) []string {
	keys := slipKeys(word)
	r := []rune(word)
	for n := 3; n <= 5 && n <= len(r); n++ {
		keys = append(keys, beginKey+string(r[:n]))
	}
	if len(r) >= 7 {
		keys = append(keys, endKey+string(r[len(r)-4:]))
	}
	return keys
}

func slipKeys(word string) []string {
	r := []rune(word)
	keys := []string{slipKey + word}
	if len(r) < 3 {
		return keys
	}
	for i := range r {
		if i > 0 && r[i] == r[i-1] {
			continue
		}
		keys = append(keys, slipKey+string(r[:i])+string(r[i+1:]))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Words gives the words (Keys) under which a person is found: every given name, the name they are called by and the
// family name without prefixes, and what is written in two words or with a hyphen also in one.
func Words(given, called, prefix, family string) []string {
	var out []string
	for _, text := range []string{given, called, family} {
		parts := Split(text)
		if own := slices.DeleteFunc(slices.Clone(parts), IsPrefix); len(own) > 0 && text == family {
			parts = own
		}
		for _, p := range parts {
			out = append(out, Key(p))
			if text == family {
				for _, rest := range unfused(p) {
					out = append(out, Key(rest))
				}
			}
		}
		if len(parts) > 1 {
			out = append(out, Key(firstRunes(strings.Join(parts, ""), maxWord)))
		}
	}
	if len(out) == 0 { // a person of whom only a prefix is written down
		for _, p := range Split(prefix) {
			out = append(out, Key(p))
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(w string) bool { return w == "" })
}
