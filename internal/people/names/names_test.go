package names

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Zoë": "zoe", "  Van  der   Méijer ": "van der meijer", "in 't Veld": "in t veld", "D’Hondt": "dhondt", "ĲPMA": "ijpma", "Jansen-de Boer": "jansen de boer",
		"Straße": "strasse", "Łukasz": "lukasz", "Øster": "oster", "İnan Yılmaz": "inan yilmaz", "Nguyễn": "nguyen", "الخطّابي": "الخطابي", "👵🏽 Bep": "bep", "": "", "--": "", "A\u200bB": "ab",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestKeysThatSoundAlike(t *testing.T) {
	for _, group := range []string{"jansen janssen", "meijer meyer meier", "visser visscher fisser", "bos bosch", "dijkstra dykstra", "bouwman bauman bouman", "cornelis kornelis",
		"cees kees", "claes klaas", "sophie sofi sofie", "thijs tijs", "arnoud arnout", "johan joan", "hendriks hendrix hendrickx", "quist kwist", "agterberg achterberg", "huijbers huybers huibers", "yusuf jusuf", "henny hennie henni", "kooij kooy kooi"} {
		words := strings.Fields(group)
		for _, w := range words[1:] {
			if Key(w) != Key(words[0]) {
				t.Errorf("%s is %s, %s is %s", words[0], Key(words[0]), w, Key(w))
			}
		}
	}
	for _, pair := range []string{"bakker dekker", "jansen hansen", "vos bos", "smit smits", "haan hand"} {
		a, b, _ := strings.Cut(pair, " ")
		if Key(a) == Key(b) {
			t.Errorf("%s and %s are taken for one", a, b)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"jansen", "jansen", 0}, {"jansen", "jasnen", 1}, {"jansen", "jansn", 1}, {"jansen", "janssen", 1}, {"jansen", "jensen", 1}, {"jansen", "jnasne", 2}, {"a", "xyz", 3}, {"", "ab", 2}, {"صلاح", "صالح", 1}} {
		if got := Distance(c.a, c.b, 2); got != c.want || Distance(c.b, c.a, 2) != got {
			t.Errorf("%s %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// TestEverySlipMeetsTheWord leaves out, doubles, changes and swaps every letter of a word, and asks that the vocabulary
// is asked for a key under which the word is kept.
func TestEverySlipMeetsTheWord(t *testing.T) {
	for _, word := range []string{"jansen", "kwetterstra", "noor", "berg"} {
		kept := LookupKeys(Key(word))
		for i := range word {
			for _, typed := range []string{word[:i] + word[i+1:], word[:i] + "q" + word[i:], word[:i] + "q" + word[i+1:], swap(word, i)} {
				s := Slots(typed)[0]
				met := slices.ContainsFunc(s.Keys, func(k string) bool { return slices.Contains(kept, k) })
				if _, ok := s.Cost(Key(word)); Distance(Key(typed), Key(word), 1) <= 1 && len(Key(typed)) > 2 && (!met || !ok) {
					t.Errorf("%s typed as %s is not found (%v, %v)", word, typed, met, ok)
				}
			}
		}
	}
}

func swap(s string, i int) string {
	if i+1 >= len(s) {
		return s
	}
	return s[:i] + string(s[i+1]) + string(s[i]) + s[i+2:]
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Zoë van der Méijer", "in 't Veld", "\xff\xfe", "ﷺ", "İ", "ǅ", strings.Repeat("ij", 300), "\u0345a\u0300"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		if !utf8.ValidString(folded) || strings.Contains(folded, "  ") || folded != strings.TrimSpace(folded) || utf8.RuneCountInString(folded) > 4*maxText {
			t.Errorf("%q is folded to %q", s, folded)
		}
		if again := Fold(folded); again != folded && utf8.RuneCountInString(folded) < maxText {
			t.Errorf("%q is folded to %q, and that to %q", s, folded, again)
		}
		for _, w := range Words(s, "", "", s) {
			if len(LookupKeys(w)) > 2*maxWord+10 || len(w) > 16*maxWord {
				t.Errorf("%q has %d keys", w, len(LookupKeys(w)))
			}
		}
		for _, slot := range Slots(s) {
			slot.Cost(slot.Key)
		}
		Nearness(s, s, "", "", s)
	})
}
