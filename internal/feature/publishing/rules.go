package publishing

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// headerVersion and headerStatus find those words in the header of a pack.
var (
	headerVersion = regexp.MustCompile(`\bversion:[ \t]*["']?[0-9]+\.[0-9]+\.[0-9]+["']?`)
	headerStatus  = regexp.MustCompile(`\bstatus:[ \t]*["']?(draft|released|retired)["']?`)
)

// Restart gives the header of a new version that begins as an earlier one.
func Restart(header, version string) string {
	for _, x := range []struct {
		find *regexp.Regexp
		with string
	}{{headerVersion, "version: " + version}, {headerStatus, "status: draft"}} {
		if at := x.find.FindStringIndex(header); at != nil {
			header = header[:at[0]] + x.with + header[at[1]:]
		}
	}
	return header
}

// FirstHeader is the header of a pack that begins with nothing.
func FirstHeader(id, kind, title string) string {
	return "nabij: 1\npack:\n  id: " + id + "\n  version: 1.0.0\n  status: draft\n  kind: " + kind +
		"\n  level: organisation\n  languages: [nl]\n  title: " + strconv.Quote(title) + "\n"
}

// NextVersion proposes a version after this one; with the number that is proposed taken, the one after that.
func NextVersion(version string, taken func(string) bool) string {
	n := numbers(version)
	for {
		n[1]++
		next := fmt.Sprintf("%d.%d.0", n[0], n[1])
		if !taken(next) {
			return next
		}
	}
}

// Newer tells whether version a comes after version b.
func Newer(a, b string) bool {
	x, y := numbers(a), numbers(b)
	return slices.Compare(x[:], y[:]) > 0
}

func numbers(version string) [3]int {
	var out [3]int
	for i, part := range strings.SplitN(version, ".", 3) {
		out[i], _ = strconv.Atoi(part)
	}
	return out
}
