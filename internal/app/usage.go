package app

import (
	"errors"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// wrongWords are the messages of the parser that are told in the person's own language. The parser gives them as text
// only; one that is not in the list is told as it is, in English.
var wrongWords = []struct {
	pattern *regexp.Regexp
	key     string
}{
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did you mean (?:one of )?(.+)\?)?$`), "wrong_flag"},
	{regexp.MustCompile(`^unexpected argument (.+?)(?:, did you mean (?:one of )?(.+)\?)?$`), "wrong_word"},
	{regexp.MustCompile(`^missing flags: (.+)()$`), "missing_flags"},
	{regexp.MustCompile(`^missing positional arguments (.+)()$`), "missing_words"},
	{regexp.MustCompile(`^expected (?:one of )?(".+)()$`), "missing_command"},
	{regexp.MustCompile(`^(--\S+?)(?:=\S+)? must be one of (.+?) but got .*$`), "wrong_choice"},
	{regexp.MustCompile(`^(--\S+?)(?:=\S+)?: expected .+ value but got .*()$`), "missing_value"},
}

// usageMessage tells which words were not understood, and the nearest right ones.
func usageMessage(err error, console *Console) string {
	message := err.Error()
	for _, w := range wrongWords {
		m := w.pattern.FindStringSubmatch(message)
		if m == nil {
			continue
		}
		near := m[2]
		if near == "" && w.key == "wrong_flag" {
			near = nearestFlag(err, m[1])
		}
		told := console.T(w.key, m[1])
		switch {
		case w.key == "wrong_choice":
			told += " " + near
		case near != "":
			told += " " + console.T("did_you_mean", strings.ReplaceAll(near, `"`, ""))
		}
		return told
	}
	return message
}

// nearestFlag finds the flag nearest to a word that is no flag, when the parser saw none.
func nearestFlag(err error, word string) string {
	var parse *kong.ParseError
	if !errors.As(err, &parse) || parse.Context == nil {
		return ""
	}
	var names []string
	for node := parse.Context.Selected(); node != nil; node = node.Parent {
		for _, flag := range node.Flags {
			names = append(names, "--"+flag.Name)
		}
	}
	return nearestOf(word, names)
}

// nearest gives ", did you mean …?" or nothing.
func nearest(word string, known []string) string {
	if near := nearestOf(word, known); near != "" {
		return `; did you mean "` + near + `"?`
	}
	return ""
}

// nearestOf gives the known word that differs least, if it differs in no more than a third of its letters.
func nearestOf(word string, known []string) string {
	best, least := "", len(word)/3+1
	for _, k := range known {
		if d := distance(word, k); d <= least && (best == "" || d < distance(word, best)) {
			best = k
		}
	}
	return best
}

// distance counts the letters to add, drop or change to get from one word to another.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
