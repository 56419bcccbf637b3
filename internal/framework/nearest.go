package framework

import (
	"fmt"
	"slices"
	"strings"
)

// Nearest returns the candidate that looks most like the word, or "" when none comes near: at most a third of its
// letters may differ. Used for "did you mean".
func Nearest(word string, candidates []string) string {
	if w := dutchWords[strings.ToLower(word)]; w != "" && slices.Contains(candidates, w) {
		return w
	}
	best, least := "", len([]rune(word))/3+2
	for _, c := range candidates {
		if d := distance(word, c, least); d < least || d == least && best == "" && d <= len(word)/3+1 {
			best, least = c, d
		}
	}
	return best
}

// dutchWords are words of the format as a Dutch author may well write them.
var dutchWords = map[string]string{"ja": "yes", "nee": "no", "waar": "yes", "onwaar": "no"}

// meantWord is "Did you mean …?" for a wrong word and the nearest right one; nothing when no word comes near.
func meantWord(lang, word, nearest string) string {
	switch {
	case nearest == "":
		return ""
	case dutchWords[strings.ToLower(word)] == nearest:
		return fmt.Sprintf(say(lang, "Schrijf `%s` voor %s.", "Write `%s` for %s."), nearest, strings.ToLower(word))
	}
	return fmt.Sprintf(say(lang, "Bedoel je ‘%s’?", "Did you mean ‘%s’?"), nearest)
}

// distance is the Damerau-Levenshtein distance (optimal string alignment), given up beyond most.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	if len(x) > 200 || len(y) > 200 {
		return most + 1
	}
	two, one, cur := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			cur[j] = min(one[j]+1, cur[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				cur[j] = min(cur[j], two[j-2]+1)
			}
		}
		two, one, cur = one, cur, two
	}
	return one[len(y)]
}
