package names

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What is longer than this is no name; the rest is not looked at, so that nobody can make the program reckon for long.
const (
	maxText  = 400 // characters of a text that is folded
	maxWord  = 40  // characters of one word
	maxWords = 12  // words of one text
)

// special are letters that Unicode does not take apart into a letter and a mark.
var special = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ð': "d", 'đ': "d", 'þ': "th", 'ł': "l", 'ı': "i",
	'ŋ': "ng", 'ħ': "h", 'ŧ': "t", 'ə': "e"}

// Fold gives a text in small letters without accents, with one space between words and nothing else but letters and
// digits. Apostrophes disappear, so that 't and t are one.
func Fold(s string) string {
	var b strings.Builder
	gap, count := false, 0
	for _, r := range norm.NFKD.String(strings.ToLower(firstRunes(s, maxText))) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), strings.ContainsRune("'’‘`´ʼʹ′", r):
			continue
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mc, r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			if as, ok := special[r]; ok {
				b.WriteString(as)
			} else {
				b.WriteRune(unicode.ToLower(r))
			}
			if count++; count >= maxText {
				return b.String()
			}
		default:
			gap = true
		}
	}
	return b.String()
}

func firstRunes(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}

// Split gives the folded words of a text, prefixes included.
func Split(s string) []string {
	words := strings.Fields(Fold(s))
	if len(words) > maxWords {
		words = words[:maxWords]
	}
	for i, w := range words {
		words[i] = firstRunes(w, maxWord)
	}
	return words
}

// prefixes stand between given and family name, or before a family name that came from elsewhere. Whether somebody
// types them is chance, so no search depends on them.
var prefixes = map[string]bool{"van": true, "von": true, "de": true, "den": true, "der": true, "des": true, "ter": true,
	"ten": true, "te": true, "tot": true, "t": true, "s": true, "het": true, "n": true, "in": true, "op": true, "aan": true,
	"bij": true, "onder": true, "over": true, "uit": true, "uijt": true, "voor": true, "vd": true, "v": true, "d": true,
	"la": true, "le": true, "du": true, "da": true, "dos": true, "di": true, "del": true, "el": true, "al": true, "ait": true,
	"bin": true, "ibn": true}

// IsPrefix tells whether a folded word is a prefix of a family name.
func IsPrefix(word string) bool { return prefixes[word] }

// fused are prefixes that are written in one word with the name: Vandenberg, Devries, Terhorst. Longest first.
var fused = []string{"vander", "vanden", "vandt", "vande", "vant", "van", "ter", "ten", "der", "den", "vd", "de", "te", "el", "al"}

// unfused gives what may remain of a word when a prefix in front of it is taken off.
func unfused(word string) (rest []string) {
	for _, p := range fused {
		if after, ok := strings.CutPrefix(word, p); ok && len(after) >= 3 {
			rest = append(rest, after)
		}
	}
	return rest
}
