package framework

import (
	"reflect"
	"slices"
	"strconv"
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
			d.count("n_other")
			d.add(part, "-", d.old.in(title))
			continue
		}
		fields := slices.DeleteFunc(changedParts(was[i], *now), func(f changedPart) bool { return slices.Contains(leave, f.name) })
		if len(fields) == 0 {
			continue
		}
		_, title = name(now)
		d.add(part, "*", d.new.in(title), d.differences(fields)...)
	}
	for i := range is {
		if id, title := name(&is[i]); find(was, id) == nil {
			d.count("n_other")
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

// differences puts the parts that differ into words: conditions and texts as they were and are, others by name.
func (d *differ) differences(fields []changedPart) []string {
	if onlyText(fields) {
		d.count("n_texts")
	} else {
		d.more = true
		d.count("n_other")
	}
	var out []string
	var others []changedPart
	for _, f := range fields {
		switch was := f.was.(type) {
		case *Cond:
			out = append(out, d.word("was")+" "+d.words(d.old, was), d.word("is")+" "+d.words(d.new, f.is.(*Cond)))
		case Text:
			is := f.is.(Text)
			if a, b := d.old.in(was), d.new.in(is); a != b {
				out = append(out, d.word("was")+" "+orNothing(a), d.word("is")+" "+orNothing(b))
			} else {
				out = append(out, d.word("other_language"))
			}
		default:
			others = append(others, f)
		}
	}
	if len(others) > 0 {
		out = append(out, d.word("fields", strings.Join(d.fieldWords(others), ", ")))
	}
	return out
}

func orNothing(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// fieldWords gives the words of the format for parts that differ, with short values as they were and are.
func (d *differ) fieldWords(fields []changedPart) []string {
	var out []string
	for _, f := range fields {
		word := f.word
		was, is := shortValue(f.was), shortValue(f.is)
		if was != "" || is != "" {
			word += " (" + orNothing(was) + " → " + orNothing(is) + ")"
		}
		out = append(out, word)
	}
	return out
}

// shortValue gives a value that fits between brackets, or nothing.
func shortValue(x any) string {
	switch v := x.(type) {
	case string:
		return v
	case Day:
		return v.String()
	case Ref:
		return v.ID
	case []Ref:
		return strings.Join(ids(v), " ")
	case *float64:
		if v != nil {
			return strconv.FormatFloat(*v, 'f', -1, 64)
		}
	case Age:
		if v > 0 {
			return v.In("en")
		}
	}
	return ""
}

// words puts a condition on one line.
func (d *differ) words(x *edition, c *Cond) string {
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

// questions compares all questions of all considerations, because a question may move from one to another.
func (d *differ) questions() {
	gather := func(p *Pack) (out []Question) {
		for i := range p.Considerations {
			out = append(out, p.Considerations[i].Questions...)
		}
		return out
	}
	before := len(d.lines)
	saved := d.counts["n_other"]
	compareThings(d, "questions", gather(d.old.pack), gather(d.new.pack), func(q *Question) (string, Text) { return string(q.ID), q.Ask })
	kind := map[string]string{"-": "n_questions_dropped", "+": "n_questions_added", "*": "n_questions_changed"}
	texts := d.counts["n_other"] - saved // questions of which more than the text differs
	if d.counts != nil {
		d.counts["n_other"] = saved
	}
	for _, l := range d.lines[before:] {
		if l.Mark != "*" {
			d.count(kind[l.Mark])
			texts--
		}
	}
	for range texts {
		d.count(kind["*"])
	}
}
