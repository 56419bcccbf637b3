package webtest

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Doc is a parsed page.
type Doc struct{ root *html.Node }

// Parse reads a page or a part of one.
func Parse(text string) *Doc {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		root = &html.Node{Type: html.DocumentNode} // only a failing reader gives an error
	}
	return &Doc{root}
}

// Has tells whether an element that fits the selector has the text in it, with white space made single.
func (d *Doc) Has(selector, text string) bool {
	for _, n := range d.Find(selector) {
		if strings.Contains(Words(n), text) {
			return true
		}
	}
	return false
}

// Texts gives the texts of the elements that fit the selector.
func (d *Doc) Texts(selector string) []string {
	var out []string
	for _, n := range d.Find(selector) {
		out = append(out, Words(n))
	}
	return out
}

// Find gives the elements that fit a selector: names, #id, .class, [attr], [attr=value], and a space for "inside".
func (d *Doc) Find(selector string) []*html.Node {
	steps := steps(selector)
	var out []*html.Node
	d.each(func(n *html.Node) {
		if fits(n, steps[len(steps)-1]) && within(n.Parent, steps[:len(steps)-1]) {
			out = append(out, n)
		}
	})
	return out
}

// steps splits a selector at the spaces that are not between brackets.
func steps(selector string) []string {
	depth := 0
	return strings.FieldsFunc(selector, func(c rune) bool {
		switch c {
		case '[':
			depth++
		case ']':
			depth--
		}
		return c == ' ' && depth == 0
	})
}

func (d *Doc) each(do func(*html.Node)) {
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode {
			do(n)
		}
	}
}

func within(n *html.Node, steps []string) bool {
	if len(steps) == 0 {
		return true
	}
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && fits(n, steps[len(steps)-1]) {
			return within(n.Parent, steps[:len(steps)-1])
		}
	}
	return false
}

func fits(n *html.Node, simple string) bool {
	for simple != "" {
		end := strings.IndexAny(simple[1:], "#.[") + 1
		if simple[0] == '[' {
			end = strings.IndexByte(simple, ']') + 1
		}
		if end == 0 {
			end = len(simple)
		}
		part := simple[:end]
		simple = simple[end:]
		switch part[0] {
		case '#':
			if Attr(n, "id") != part[1:] {
				return false
			}
		case '.':
			if !slices.Contains(strings.Fields(Attr(n, "class")), part[1:]) {
				return false
			}
		case '[':
			name, value, valued := strings.Cut(strings.Trim(part, "[]"), "=")
			if !hasAttr(n, name) || (valued && Attr(n, name) != strings.Trim(value, `"'`)) {
				return false
			}
		default:
			if n.Data != part {
				return false
			}
		}
	}
	return true
}

// Attr gives an attribute, or "".
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// Words gives the text in an element.
func Words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
