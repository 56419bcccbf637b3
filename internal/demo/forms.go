package demo

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// form is a form of a page, with what a browser would send of it as it stands.
type form struct {
	id, action, method string
	fields             url.Values
	names              []string            // of every field, also of one that is sent only when it is ticked
	choices            map[string][]string // what can be ticked, by field
	buttons            [][2]string
}

// formsOf finds the forms of a page. Fields that point at a form from elsewhere on the page belong to it.
func formsOf(root *html.Node) []*form {
	var all []*form
	byID := map[string]*form{}
	of := map[*html.Node]*form{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" {
			f := &form{id: attr(n, "id"), action: attr(n, "action"), method: strings.ToLower(attr(n, "method")), fields: url.Values{}, choices: map[string][]string{}}
			all, of[n] = append(all, f), f
			if f.id != "" {
				byID[f.id] = f
			}
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || attr(n, "name") == "" || has(n, "disabled") {
			continue
		}
		f := byID[attr(n, "form")]
		for up := n.Parent; f == nil && up != nil; up = up.Parent {
			f = of[up]
		}
		if f != nil {
			f.add(n)
		}
	}
	return all
}

// add takes a field into the form, with the value that it has.
func (f *form) add(n *html.Node) {
	name := attr(n, "name")
	switch n.Data {
	case "input":
		switch kind := attr(n, "type"); kind {
		case "submit", "button", "image", "reset":
			f.buttons = append(f.buttons, [2]string{name, attr(n, "value")})
			return
		case "checkbox", "radio":
			f.choices[name] = append(f.choices[name], attr(n, "value"))
			if has(n, "checked") {
				f.fields.Add(name, attr(n, "value"))
			}
		case "file":
		default:
			f.fields.Add(name, attr(n, "value"))
		}
	case "textarea":
		f.fields.Add(name, strings.TrimPrefix(words(n, ""), "\n"))
	case "select":
		value, any := "", false // without one that is chosen, a browser sends the first
		for o := range n.Descendants() {
			if o.Type != html.ElementNode || o.Data != "option" {
				continue
			}
			if has(o, "selected") || !any {
				value, any = attr(o, "value"), true
			}
		}
		f.fields.Add(name, value)
	case "button":
		f.buttons = append(f.buttons, [2]string{name, attr(n, "value")})
		return
	default:
		return
	}
	if !slices.Contains(f.names, name) {
		f.names = append(f.names, name)
	}
}

// set fills a field in. A name that the form does not have is a mistake in the story: the page has changed. Where several
// forms of a page ask the same, the names of their fields end in what they are about: the only one that begins so is meant.
func (f *form) set(name string, values ...string) error {
	name, ok := f.named(name)
	if !ok {
		return fmt.Errorf("the form to %s has no field %q; it has %s", f.action, name, strings.Join(f.names, " "))
	}
	f.fields[name] = values
	return nil
}

// named finds the field that is meant.
func (f *form) named(name string) (string, bool) {
	if slices.Contains(f.names, name) {
		return name, true
	}
	var found []string
	for _, n := range f.names {
		if strings.HasPrefix(n, name+".") {
			found = append(found, n)
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return name, false
}

// press adds what a button sends: the one of that name, with the value that is wanted, or its only one.
func (f *form) press(name, value string) error {
	for _, b := range f.buttons {
		if b[0] == name && (value == "" || b[1] == value) {
			f.fields.Add(b[0], b[1])
			return nil
		}
	}
	return fmt.Errorf("the form to %s has no button %s=%s; it has %v", f.action, name, value, f.buttons)
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// words gives the text in an element, its parts put together with a sign between.
func words(n *html.Node, between string) string {
	var parts []string
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			parts = append(parts, c.Data)
		}
	}
	return strings.Join(parts, between)
}
