package names

import "strings"

// sounds writes one sound in one way. At each place the first that fits is taken, so the longer ones come first.
var sounds = strings.NewReplacer(
	"ssch", "s", "sch", "sg", "tsj", "tj", "ch", "g", "gh", "g", "ph", "f", "th", "t", "dt", "t", "kh", "k",
	"ckx", "ks", "cks", "ks", "ck", "k", "ce", "se", "ci", "si", "cy", "sy", "c", "k", "qu", "kw", "q", "k", "x", "ks",
	"ouw", "au", "auw", "au", "ou", "au", "uij", "ui", "uy", "ui", "ooij", "oi", "ooy", "oi", "oij", "oi", "oy", "oi",
	"aaij", "ai", "aay", "ai", "aij", "ai", "ay", "ai", "eij", "y", "eiy", "y", "ij", "y", "ei", "y", "ey", "y",
	"ie", "i", "ae", "a", "ue", "u", "z", "s", "v", "f", "dj", "j")

// Key gives how a folded word sounds, roughly: words that a Dutch ear can confuse have the same key. A word in another
// script is its own key.
func Key(word string) string {
	if word == "" || !plain(word) {
		return undouble(word)
	}
	if strings.HasPrefix(word, "cee") { // Cees is said Kees
		word = "k" + word[1:]
	}
	if len(word) > 1 && word[0] == 'y' && strings.IndexByte("aeiou", word[1]) >= 0 {
		word = "j" + word[1:]
	}
	if rest, ok := strings.CutSuffix(word, "sch"); ok { // Bosch is said Bos
		word = rest + "s"
	}
	word = sounds.Replace(word)
	word = word[:1] + strings.ReplaceAll(word[1:], "h", "") // Johan and Joan
	word = undouble(word)
	if n := len(word); n > 2 {
		switch word[n-1] { // Arnoud and Arnout, Henny and Hennie
		case 'd':
			word = word[:n-1] + "t"
		case 'y':
			word = word[:n-1] + "i"
		}
	}
	return undouble(word)
}

func plain(word string) bool {
	for i := 0; i < len(word); i++ {
		if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// undouble takes one of each pair of equal letters: Janssen and Jansen. Digits stay, they are counted.
func undouble(word string) string {
	var b strings.Builder
	last := rune(-1)
	for _, r := range word {
		if r != last || (r >= '0' && r <= '9') {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
