package app

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// printHelp prints the help of the program or of one command: what it is for, how to write it, an example, the flags
// with their names in the environment, and the exit codes.
func printHelp(console *Console) kong.HelpPrinter {
	return func(_ kong.HelpOptions, ctx *kong.Context) error {
		node := ctx.Selected()
		if node == nil {
			node = ctx.Model.Node
		}
		h := helpWriter{console, ctx.Stdout}
		h.purpose(node)
		h.commands(node)
		h.arguments(node)
		h.flags(node)
		h.exits(node)
		return nil
	}
}

type helpWriter struct {
	*Console
	w io.Writer
}

// key gives the name under which the texts of a command are found: content_check for "nabij content check".
func key(node *kong.Node) string {
	if node.Parent == nil {
		return "about"
	}
	if node.Parent.Parent == nil {
		return node.Name
	}
	return key(node.Parent) + "_" + node.Name
}

func (h helpWriter) purpose(node *kong.Node) {
	fmt.Fprintf(h.w, "%s\n", h.T(key(node)))
	if more := key(node) + "_help"; has(h.Lang, more) {
		fmt.Fprintf(h.w, "\n%s\n", strings.TrimSpace(h.T(more)))
	}
	fmt.Fprintf(h.w, "\n%s\n  %s\n", h.T("help_usage"), usageLine(h.Console, node))
	if example := key(node) + "_example"; has(h.Lang, example) {
		fmt.Fprintf(h.w, "\n%s\n", h.T("help_example"))
		for line := range strings.Lines(strings.TrimSpace(h.T(example)) + "\n") {
			fmt.Fprintf(h.w, "  %s", line)
		}
	}
}

// usageLine gives the way to write a command.
func usageLine(c *Console, node *kong.Node) string {
	line := "nabij"
	if node.Parent != nil {
		line += " " + node.Path()
	}
	if len(node.Children) > 0 {
		line += " <" + c.T("help_command") + ">"
	}
	for _, arg := range node.Positional {
		line += " " + arg.Summary()
	}
	return line + " [" + c.T("help_flags") + "]"
}

func (h helpWriter) commands(node *kong.Node) {
	var rows [][2]string
	for _, child := range node.Children {
		if !child.Hidden {
			rows = append(rows, [2]string{child.Name, h.T(key(child))})
		}
	}
	h.table("help_commands", rows)
}

func (h helpWriter) arguments(node *kong.Node) {
	var rows [][2]string
	for _, arg := range node.Positional {
		rows = append(rows, [2]string{"<" + arg.Name + ">", arg.Help})
	}
	h.table("help_arguments", rows)
}

// flags lists the flags of the command and of every command above it.
func (h helpWriter) flags(node *kong.Node) {
	var rows [][2]string
	for n := node; n != nil; n = n.Parent {
		for _, flag := range n.Flags {
			if !flag.Hidden {
				rows = append(rows, [2]string{flagName(flag), h.flagHelp(flag)})
			}
		}
	}
	h.table("help_flags_title", rows)
}

func flagName(flag *kong.Flag) string {
	name := "--" + flag.Name
	if flag.Short != 0 {
		name = "-" + string(flag.Short) + ", " + name
	}
	if !flag.IsBool() {
		name += " " + flag.FormatPlaceHolder()
	}
	return name
}

func (h helpWriter) flagHelp(flag *kong.Flag) string {
	help := flag.Help
	if flag.Name == "help" {
		return help
	}
	if flag.HasDefault && flag.Default != "" && !flag.IsBool() {
		help += " " + h.T("help_default", flag.Default)
	}
	return help + " [" + variable(flag.Name) + "]"
}

func (h helpWriter) exits(node *kong.Node) {
	text := h.T("help_exit_codes")
	if own := key(node) + "_exit"; has(h.Lang, own) {
		text = h.T(own)
	}
	fmt.Fprintf(h.w, "\n%s\n", h.T("help_exit"))
	for line := range strings.Lines(strings.TrimSpace(text) + "\n") {
		fmt.Fprintf(h.w, "  %s", line)
	}
}

// table prints rows of two columns. A name that is too wide for its column gets a line of its own.
func (h helpWriter) table(title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(h.w, "\n%s\n", h.T(title))
	const column, width = 22, 100
	for _, row := range rows {
		first := fmt.Sprintf("  %-*s", column, row[0])
		if len(row[0]) >= column {
			first += "\n" + strings.Repeat(" ", column+2)
		}
		fmt.Fprintf(h.w, "%s%s\n", first, wrap(row[1], width-column-2, column+2))
	}
}

// wrap breaks a text at spaces and sets the next lines in.
func wrap(s string, width, indent int) string {
	var out strings.Builder
	used := 0
	for i, word := range strings.Fields(s) {
		length := len([]rune(word))
		switch {
		case i == 0:
		case used+1+length > width:
			out.WriteString("\n" + strings.Repeat(" ", indent))
			used = 0
		default:
			out.WriteString(" ")
			used++
		}
		out.WriteString(word)
		used += length
	}
	return out.String()
}
