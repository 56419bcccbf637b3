package framework

import (
	"reflect"
	"slices"
	"strings"
)

// compareThings compares two lists of things with an id: what came, what went, and of the rest which parts differ.
func compareThings[T any](d *differ, part string, was, is []T, name func(*T) (string, Text), leave ...string) {
	find := func(list []T, id string) *T {
		for i := range list {
			if n, _ := name(&list[i]); n == id {
				return &list[i]
			}
		}
		return nil
	}
	for i := range was {
		id, title := name(&was[i])
		now := find(is, id)
		if now == nil {
			d.tally(part, "-")
			d.add(part, "-", d.old.in(title))
			continue
		}
		fields := slices.DeleteFunc(changedParts(was[i], *now), func(f changedPart) bool { return slices.Contains(leave, f.name) })
		if len(fields) == 0 {
			continue
		}
		_, title = name(now)
		d.add(part, "*", d.new.in(title), d.differences(part, fields)...)
	}
	for i := range is {
		if id, title := name(&is[i]); find(was, id) == nil {
			d.tally(part, "+")
			d.add(part, "+", d.new.in(title))
		}
	}
}

// changedPart is one part of a thing that differs.
type changedPart struct {
	name, word string // name in Go, word in the file
	was, is    any
}

// onlyText tells whether nothing but sentences for people differs.
func onlyText(fields []changedPart) bool {
	return !slices.ContainsFunc(fields, func(f changedPart) bool {
		switch f.was.(type) {
		case Text, []Text:
			return false
		}
		return f.word != "source"
	})
}

// changedParts lists the parts that differ; where something stands in the file does not count.
func changedParts(was, is any) []changedPart {
	a, b := reflect.ValueOf(was), reflect.ValueOf(is)
	var out []changedPart
	for i := range a.NumField() {
		f := a.Type().Field(i)
		if word := f.Tag.Get("y"); word != "" && !sameContent(a.Field(i), b.Field(i)) {
			out = append(out, changedPart{f.Name, word, a.Field(i).Interface(), b.Field(i).Interface()})
		}
	}
	return out
}

// sameContent compares two parts of content and leaves out where they stand.
func sameContent(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return sameContent(a.Elem(), b.Elem())
	case reflect.Struct:
		for i := range a.NumField() {
			f := a.Type().Field(i)
			if f.IsExported() && f.Type != reflect.TypeFor[Pos]() && !sameContent(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !sameContent(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// differences puts the parts that differ into words, and counts whether more than words differs.
func (d *differ) differences(part string, fields []changedPart) []string {
	if onlyText(fields) {
		d.count("n_texts")
	} else {
		d.more = true
		d.tally(part, "*")
	}
	return d.sentences(fields)
}

// words puts a condition on one line.
func (d *differ) words(x *Spoken, c *Cond) string {
	if c == nil {
		return d.word("always")
	}
	var out strings.Builder
	for i, l := range x.fw.InWords(c, d.lang) {
		switch {
		case i == 0:
		case strings.HasSuffix(out.String(), ":"):
			out.WriteString(" ")
		default:
			out.WriteString("; ")
		}
		out.WriteString(l.Text)
	}
	return out.String()
}

// questionsOf gathers the questions of all considerations, because a question may move from one to another.
func questionsOf(p *Pack) (out []Question) {
	for i := range p.Considerations {
		out = append(out, p.Considerations[i].Questions...)
	}
	return out
}
