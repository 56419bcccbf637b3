package names

import (
	"slices"
	"strings"
)

// Slot is one word that was typed, with the words it may stand for.
type Slot struct {
	Typed   string // folded
	Key     string
	Keys    []string // to look up in the vocabulary
	also    []other
	growing bool // it may be half a word
}

// other is another reading of what was typed: with a prefix taken off, or together with the word beside it.
type other struct {
	key  string
	cost int
}

// Slots reads the name part of what somebody typed in a search. Prefixes are left out, unless there is nothing else.
func Slots(typed string) []Slot {
	all := Split(typed)
	own := slices.DeleteFunc(slices.Clone(all), IsPrefix)
	if len(own) == 0 {
		own = all
	}
	slots := make([]Slot, 0, len(own))
	for i, w := range own {
		s := Slot{Typed: w, Key: Key(w), growing: i == len(own)-1}
		for _, rest := range unfused(w) {
			s.also = append(s.also, other{Key(rest), 1})
		}
		for _, at := range []int{i - 1, i} {
			if at >= 0 && at+1 < len(own) {
				s.also = append(s.also, other{Key(own[at] + own[at+1]), 1})
			}
		}
		if with := withPrefixes(all, w); with != w {
			s.also = append(s.also, other{Key(with), 1})
		}
		s.Keys = s.lookups()
		slots = append(slots, s)
	}
	return slots
}

// withPrefixes gives a word in one with the prefixes typed before it: van den berghe → vandenberghe.
func withPrefixes(all []string, word string) string {
	at := slices.Index(all, word)
	from := at
	for from > 0 && IsPrefix(all[from-1]) {
		from--
	}
	return strings.Join(all[from:at+1], "")
}

func (s Slot) lookups() []string {
	keys := slipKeys(s.Key)
	r := []rune(s.Key)
	if n := min(5, len(r)); n >= 3 && (s.growing || len(r) >= 7) {
		if !s.growing {
			n = 4
		}
		keys = append(keys, beginKey+string(r[:n]))
	}
	if len(r) >= 7 {
		keys = append(keys, endKey+string(r[len(r)-4:]))
	}
	for _, o := range s.also {
		keys = append(keys, slipKey+o.key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Cost tells how far a word of the vocabulary is from what was typed: 0 the same, more the further; ok is false when it
// cannot be meant.
func (s Slot) Cost(word string) (cost int, ok bool) {
	if word == s.Key {
		return 0, true
	}
	best := -1
	take := func(c int) {
		if best < 0 || c < best {
			best = c
		}
	}
	for _, o := range s.also {
		if o.key == word {
			take(o.cost)
		}
	}
	if s.growing && len(s.Key) >= 3 && strings.HasPrefix(word, s.Key) {
		take(1)
	}
	if most := slips(s.Key); most > 0 {
		if d := Distance(s.Key, word, most); d <= most {
			take(2 * d)
		}
	}
	return best, best >= 0
}

// Nearness tells how far a person's names are from what was typed, letter by letter: the lower the nearer. It orders
// those who were found; who is found at all is decided by Cost.
func Nearness(typed string, given, called, prefix, family string) int {
	person := Split(strings.Join([]string{given, called, prefix, family}, " "))
	total := 0
	for _, q := range Split(typed) {
		best := 6
		for _, p := range person {
			switch {
			case p == q:
				best = 0
			case strings.HasPrefix(p, q):
				best = min(best, 1)
			case Key(p) == Key(q):
				best = min(best, 1+Distance(p, q, 2))
			default:
				best = min(best, 2+Distance(p, q, 3))
			}
		}
		if best > 2 && IsPrefix(q) {
			best = 1
		}
		total += best
	}
	return total
}
