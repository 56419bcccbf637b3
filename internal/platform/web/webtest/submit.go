package webtest

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// Fields gives what a browser without a script would send of the form with an id: ticked boxes, chosen options, typed
// text and hidden fields, with those elsewhere in the page that belong to the form. Buttons are not pressed.
func (d *Doc) Fields(formID string) url.Values {
	out := url.Values{}
	d.each(func(n *html.Node) {
		name := Attr(n, "name")
		if name == "" || hasAttr(n, "disabled") || !belongs(n, formID) {
			return
		}
		switch n.Data {
		case "input":
			switch kind := Attr(n, "type"); {
			case kind == "submit" || kind == "button":
			case kind != "radio" && kind != "checkbox" || hasAttr(n, "checked"):
				out.Add(name, Attr(n, "value"))
			}
		case "textarea":
			out.Add(name, text(n)) // the parser takes off the first line end, as browsers do
		case "select":
			out.Add(name, selected(n))
		}
	})
	return out
}

// Action gives the address to which the form with an id is sent by the button with these words, and the field that the
// button itself adds. Without words it is the form's own address; ok is false when there is no such form or button.
func (d *Doc) Action(formID, words string) (address string, field url.Values, ok bool) {
	field = url.Values{}
	for _, f := range d.Find("form#" + formID) {
		address, ok = Attr(f, "action"), words == ""
	}
	for _, b := range d.Find("button") {
		if words == "" || ok || !belongs(b, formID) || !strings.Contains(Words(b), words) || Attr(b, "type") == "button" {
			continue
		}
		ok = true
		if to := Attr(b, "formaction"); to != "" {
			address = to
		}
		if name := Attr(b, "name"); name != "" {
			field.Set(name, Attr(b, "value"))
		}
	}
	return address, field, ok
}

// belongs tells whether an element is sent with the form with an id.
func belongs(n *html.Node, formID string) bool {
	if hasAttr(n, "form") {
		return Attr(n, "form") == formID
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && p.Data == "form" {
			return Attr(p, "id") == formID
		}
	}
	return false
}

func selected(n *html.Node) string {
	first, found := "", false
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		if hasAttr(o, "selected") {
			return Attr(o, "value")
		}
		if !found {
			first, found = Attr(o, "value"), true
		}
	}
	return first
}

// text gives the text of an element as it is, white space included.
func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
