package app

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

// style marks text on a terminal. On anything else, and with NO_COLOR, it changes nothing.
type style struct{ on bool }

func (s style) mark(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) strong(text string) string { return s.mark("1", text) }
func (s style) soft(text string) string   { return s.mark("2", text) }
func (s style) urgent(text string) string { return s.mark("1;31", text) }

// style tells whether what is printed goes to a terminal that shows colour.
func (c *Console) style() style {
	if v, ok := c.Env("NO_COLOR"); ok && v != "" {
		return style{}
	}
	if term, ok := c.Env("TERM"); !ok || term == "dumb" || term == "" {
		return style{}
	}
	f, ok := c.Out.(*os.File)
	if !ok {
		return style{}
	}
	return style{isTerminal(f)}
}

// isTerminal tells whether a file is a terminal: a device that gives and takes characters.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// lead is what a line of the explanation begins with: spaces, and a mark for what follows.
var lead = regexp.MustCompile(`^ *(?:(?:[–·?!~↔☎-]|\d+\.|\[[^\]]*\]) )?`)

// writeProse prints an explanation at the width of the terminal, with lines that come under its title; its headings begin with "# ".
func (c *Console) writeProse(prose string, under ...string) {
	st := c.style()
	for i, line := range strings.Split(strings.TrimSuffix(prose, "\n"), "\n") {
		if title, ok := strings.CutPrefix(line, "# "); ok {
			fmt.Fprintln(c.Out, st.strong(strings.ToUpper(title)))
			continue
		}
		if i == 0 {
			fmt.Fprint(c.Out, st.strong(strings.TrimSuffix(flow("", line, 0), "\n"))+"\n")
			for _, u := range under {
				fmt.Fprint(c.Out, flow("", u, 0))
			}
			continue
		}
		mark := lead.FindString(line)
		indent := len([]rune(mark))
		if strings.Contains(mark, "[") {
			indent = len(mark) - len(strings.TrimLeft(mark, " ")) + 2
		}
		fmt.Fprint(c.Out, flow(mark, line[len(mark):], indent))
	}
}
