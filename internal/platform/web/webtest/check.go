package webtest

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// Check tells what is wrong with a whole page: what holds for every page of the program.
func Check(d *Doc) []string {
	c := &checker{ids: map[string]int{}, d: d}
	if roots := d.Find("html"); len(roots) != 1 || (Attr(roots[0], "lang") != "nl" && Attr(roots[0], "lang") != "en") {
		c.say("the page does not say its language")
	}
	if n := len(d.Find("h1")); n != 1 {
		c.say("the page has %d h1, not one", n)
	}
	if title := d.Texts("title"); len(title) != 1 || !strings.HasPrefix(title[0], "Nabij") {
		c.say("the title is %q", title)
	}
	if n := len(d.Find("main")); n != 1 {
		c.say("the page has %d main", n)
	}
	c.part()
	return c.problems
}

// CheckPart tells what is wrong with a part of a page.
func CheckPart(d *Doc) []string {
	c := &checker{ids: map[string]int{}, d: d}
	c.part()
	return c.problems
}

type checker struct {
	d        *Doc
	ids      map[string]int
	problems []string
}

func (c *checker) say(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

func (c *checker) part() {
	c.d.each(func(n *html.Node) {
		if id := Attr(n, "id"); id != "" {
			c.ids[id]++
		}
	})
	for id, n := range c.ids {
		if n > 1 {
			c.say("id %q is used %d times", id, n)
		}
	}
	c.headings()
	c.d.each(c.element)
}

// headings may not skip a level on the way down.
func (c *checker) headings() {
	last := 0
	c.d.each(func(n *html.Node) {
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			level := int(n.Data[1] - '0')
			if last > 0 && level > last+1 {
				c.say("heading %q jumps from level %d to %d", Words(n), last, level)
			}
			last = level
		}
	})
}

func (c *checker) element(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			c.say("<%s> has the inline attribute %s, which the content security policy blocks", n.Data, a.Key)
		case a.Key == "aria-describedby" || a.Key == "aria-labelledby" || a.Key == "aria-controls":
			for _, id := range strings.Fields(a.Val) {
				if c.ids[id] == 0 {
					c.say("<%s> points at #%s, which is not there", n.Data, id)
				}
			}
		case a.Val == "#ZgotmplZ" || strings.Contains(a.Val, "ZgotmplZ"):
			c.say("<%s %s> was refused by the template's escaping", n.Data, a.Key)
		case a.Key == "href" && strings.HasPrefix(a.Val, "#") && len(a.Val) > 1 && c.ids[a.Val[1:]] == 0:
			c.say("a link leads to %s, which is not there", a.Val)
		}
	}
	switch n.Data {
	case "input", "select", "textarea":
		c.field(n)
	case "fieldset":
		if first := firstElement(n); first == nil || first.Data != "legend" || Words(first) == "" {
			c.say("a fieldset does not begin with its legend")
		}
	case "style":
		c.say("the page has an inline style")
	case "script":
		if Attr(n, "src") == "" || Attr(n, "nonce") == "" || Words(n) != "" {
			c.say("a script is inline or has no nonce")
		}
	case "button", "a", "summary":
		if Words(n) == "" && Attr(n, "aria-label") == "" {
			c.say("a <%s> has no words", n.Data)
		}
	case "img", "svg":
		if n.Data == "svg" && Attr(n, "aria-hidden") != "true" && Attr(n, "aria-label") == "" && Attr(n, "aria-labelledby") == "" {
			c.say("a drawing has no words")
		}
		if n.Data == "img" && !hasAttr(n, "alt") {
			c.say("an image has no alt")
		}
	case "table":
		if len((&Doc{n}).Find("caption")) == 0 {
			c.say("a table has no caption")
		}
	}
	for child := range n.ChildNodes() {
		if child.Type == html.TextNode && strings.Contains(child.Data, "[") && missingKey(child.Data) {
			c.say("a text is missing: %s", strings.TrimSpace(child.Data))
		}
	}
}

// missingKey tells whether a text is a catalogue key in brackets, as shown for a key that does not exist.
func missingKey(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") && strings.Contains(s, ".") && !strings.Contains(s, " ")
}

func (c *checker) field(n *html.Node) {
	kind := Attr(n, "type")
	if kind == "hidden" || kind == "submit" {
		return
	}
	id := Attr(n, "id")
	if Attr(n, "aria-label") != "" || Attr(n, "aria-labelledby") != "" {
		return
	}
	for _, label := range c.d.Find("label") {
		if id != "" && Attr(label, "for") == id && Words(label) != "" {
			return
		}
	}
	c.say("field %q has no label", Attr(n, "name"))
}

func firstElement(n *html.Node) *html.Node {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}
