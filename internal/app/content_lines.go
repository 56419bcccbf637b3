package app

import (
	"fmt"
	"strings"
)

// mostLines bounds the difference of one file that is shown: after that, more of the same helps nobody.
const mostLines = 40

// lineDiff shows the lines that differ, those that were with - and those that are with +, each with the line before it
// and after it.
func lineDiff(was, is string, c *Console) string {
	lines := compareLines(strings.Split(strings.TrimSuffix(was, "\n"), "\n"), strings.Split(strings.TrimSuffix(is, "\n"), "\n"))
	near := make([]bool, len(lines))
	for i, l := range lines {
		if l.mark != ' ' {
			for j := max(0, i-1); j <= min(len(lines)-1, i+1); j++ {
				near[j] = true
			}
		}
	}
	var out strings.Builder
	shown, gap := 0, false
	for i, l := range lines {
		if !near[i] {
			gap = true
			continue
		}
		if shown == mostLines {
			rest := 0
			for _, l := range lines[i:] {
				if l.mark != ' ' {
					rest++
				}
			}
			fmt.Fprintf(&out, "      %s\n", c.many("n_more_lines", rest))
			break
		}
		if gap && shown > 0 {
			out.WriteString("      …\n")
		}
		gap = false
		inside := len(l.text) - len(strings.TrimLeft(l.text, " "))
		out.WriteString(flow("    "+string(l.mark)+" "+l.text[:inside], l.text, 6+inside))
		shown++
	}
	return out.String()
}

// diffLine is a line that is in both texts (' '), only in the old one ('-') or only in the new one ('+').
type diffLine struct {
	mark rune
	text string
}

// compareLines finds the longest row of lines that both have. Texts here are at most some hundreds of lines.
func compareLines(a, b []string) []diffLine {
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []diffLine
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, diffLine{' ', a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			out = append(out, diffLine{'-', a[i]})
			i++
		default:
			out = append(out, diffLine{'+', b[j]})
			j++
		}
	}
	return out
}
