package framework

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// reader fills the structs of pack.go from YAML nodes, following their field tags.
type reader struct {
	c     *collector
	file  string
	langs []string // languages of the pack, nil while the header itself is read
}

// nodeReader is a type that reads itself.
type nodeReader interface {
	readNode(r *reader, n *yaml.Node, f field)
}

// field is what the tags say of one field.
type field struct {
	name  string
	index int
	need  bool
	enum  []string
	doc   string
}

var fieldCache sync.Map // reflect.Type → []field

func fieldsOf(t reflect.Type) []field {
	if f, ok := fieldCache.Load(t); ok {
		return f.([]field)
	}
	var out []field
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		if name := tag.Get("y"); name != "" {
			out = append(out, field{name: name, index: i, need: tag.Get("need") == "yes",
				enum: strings.Fields(tag.Get("enum")), doc: tag.Get("doc")})
		}
	}
	fieldCache.Store(t, out)
	return out
}

func names(fields []field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.name
	}
	return out
}

func (r *reader) pos(n *yaml.Node) Pos { return Pos{File: r.file, Line: n.Line, Col: n.Column} }

var (
	dayType = reflect.TypeFor[Day]()
	posType = reflect.TypeFor[Pos]()
)

// read fills v from the node.
func (r *reader) read(n *yaml.Node, v reflect.Value, f field) {
	if v.CanAddr() {
		if own, ok := v.Addr().Interface().(nodeReader); ok {
			own.readNode(r, n, f)
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		r.read(n, v.Elem(), f)
	case reflect.Struct:
		r.readStruct(n, v)
	case reflect.Slice:
		r.readList(n, v, f)
	case reflect.String:
		if s, ok := r.word(n); ok {
			r.enum(n, s, f)
			v.SetString(s)
		}
	case reflect.Int:
		if s, ok := r.word(n); ok {
			i, err := strconv.Atoi(s)
			if err != nil || i < 0 || i > 1_000_000 {
				r.c.add(r.pos(n), "not-whole-number", f.name, cut(s))
				return
			}
			v.SetInt(int64(i))
		}
	case reflect.Float64:
		if s, ok := r.word(n); ok {
			if x, ok := number(s); ok {
				v.SetFloat(x)
			} else {
				r.c.add(r.pos(n), "not-number", f.name, cut(s))
			}
		}
	}
}

// number reads a plain decimal number; exponents, hexadecimal and infinities are not numbers to an author.
func number(s string) (float64, bool) {
	if s == "" || len(s) > 20 || strings.Trim(s, "0123456789.-") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && x >= -1e9 && x <= 1e9
}

func (r *reader) enum(n *yaml.Node, s string, f field) {
	if len(f.enum) == 0 {
		return
	}
	for _, e := range f.enum {
		if e == s {
			return
		}
	}
	r.c.add(r.pos(n), "not-one-of", f.name, cut(s), strings.Join(f.enum, ", "), Nearest(s, f.enum))
}

// word reads a scalar as the text that stands there; YAML's own ideas about yes, null and dates play no part.
func (r *reader) word(n *yaml.Node) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		r.c.add(r.pos(n), "not-word")
		return "", false
	}
	s := strings.TrimSpace(n.Value)
	if s == "" || n.Style == 0 && (s == "~" || s == "null") {
		r.c.add(r.pos(n), "empty-value")
		return "", false
	}
	if len([]rune(s)) > MaxTextLength {
		r.c.add(r.pos(n), "text-too-long", MaxTextLength)
		return "", false
	}
	return s, true
}

func (r *reader) readList(n *yaml.Node, v reflect.Value, f field) {
	if n.Kind != yaml.SequenceNode {
		r.c.add(r.pos(n), "not-list", f.name)
		return
	}
	for _, kid := range n.Content {
		item := reflect.New(v.Type().Elem()).Elem()
		before := r.c.errors
		r.read(kid, item, f)
		if r.c.errors > before && item.IsZero() {
			continue
		}
		v.Set(reflect.Append(v, item))
	}
}

func (r *reader) readStruct(n *yaml.Node, v reflect.Value) {
	fields := fieldsOf(v.Type())
	for i := range v.NumField() {
		switch v.Field(i).Type() {
		case dayType:
			v.Field(i).SetInt(int64(NoDay))
		case posType:
			v.Field(i).Set(reflect.ValueOf(r.pos(n)))
		}
	}
	if n.Kind != yaml.MappingNode {
		r.c.add(r.pos(n), "not-map", strings.Join(names(fields), ", "))
		return
	}
	given := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		given[key.Value] = true
		r.readKey(key, val, v, fields)
	}
	for _, f := range fields {
		if f.need && !given[f.name] {
			r.c.add(r.pos(n), "missing", f.name, f.doc)
		}
	}
}

func (r *reader) readKey(key, val *yaml.Node, v reflect.Value, fields []field) {
	for _, f := range fields {
		if f.name == key.Value {
			r.read(val, v.Field(f.index), f)
			return
		}
	}
	all := names(fields)
	r.c.add(r.pos(key), "unknown-key", cut(key.Value), strings.Join(all, ", "), Nearest(key.Value, all))
}

func reflectOf[T any](p *T) reflect.Value { return reflect.ValueOf(p).Elem() }
