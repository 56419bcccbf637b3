package framework

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ID is a name inside a pack: lower case letters, digits and hyphens, starting with a letter, at most 60 long.
type ID string

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9-]{0,59}$`)

// reserved words cannot be ids: the format gives them a meaning.
var reserved = map[string]bool{"unknown": true, "refused": true}

func (id *ID) readNode(r *reader, n *yaml.Node, f field) {
	s, ok := r.word(n)
	if !ok {
		return
	}
	if !idPattern.MatchString(s) {
		r.c.add(r.pos(n), "bad-id", cut(s))
		return
	}
	if reserved[s] {
		r.c.add(r.pos(n), "reserved-id", s)
		return
	}
	*id = ID(s)
}

// Ref is the id of something, with the place where it is named.
type Ref struct {
	Pos Pos
	ID  string
}

func (x *Ref) readNode(r *reader, n *yaml.Node, f field) {
	s, ok := r.word(n)
	if !ok {
		return
	}
	if len(s) > 64 {
		r.c.add(r.pos(n), "bad-id", cut(s))
		return
	}
	*x = Ref{Pos: r.pos(n), ID: s}
}

func ids(refs []Ref) []string {
	out := make([]string, len(refs))
	for i, x := range refs {
		out[i] = x.ID
	}
	return out
}

// Flag is yes or no.
type Flag bool

func (b *Flag) readNode(r *reader, n *yaml.Node, f field) {
	s, ok := r.word(n)
	if !ok {
		return
	}
	switch s {
	case "yes", "true":
		*b = true
	case "no", "false":
		*b = false
	default:
		r.c.add(r.pos(n), "not-yes-no", f.name, cut(s), Nearest(s, []string{"yes", "no"}))
	}
}

// Age is how old something may be, in hours. 0 means that no limit is given.
type Age int

func (a *Age) readNode(r *reader, n *yaml.Node, f field) {
	s, ok := r.word(n)
	if !ok {
		return
	}
	amount, unit, _ := strings.Cut(s, " ")
	i, err := strconv.Atoi(amount)
	if err == nil && i > 0 && i <= 9999 {
		switch strings.TrimSpace(unit) {
		case "hours", "hour":
			*a = Age(i)
			return
		case "days", "day":
			*a = Age(24 * i)
			return
		}
	}
	r.c.add(r.pos(n), "bad-age", f.name, cut(s))
}

// In writes the age as people do.
func (a Age) In(lang string) string {
	if a%24 == 0 && a > 48 {
		return strconv.Itoa(int(a)/24) + say(lang, " dagen", " days")
	}
	return strconv.Itoa(int(a)) + say(lang, " uur", " hours")
}

func (d *Day) readNode(r *reader, n *yaml.Node, f field) {
	s, ok := r.word(n)
	if !ok {
		return
	}
	day, err := ParseDay(s)
	if err != nil {
		r.c.add(r.pos(n), "bad-day", f.name, cut(s))
		return
	}
	*d = day
}

func (t *Text) readNode(r *reader, n *yaml.Node, f field) {
	if n.Kind == yaml.ScalarNode && len(r.langs) == 1 {
		if s, ok := r.word(n); ok {
			*t = Text{r.langs[0]: s}
		}
		return
	}
	if n.Kind != yaml.MappingNode {
		r.c.add(r.pos(n), "not-text", f.name)
		return
	}
	*t = Text{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		known := len(r.langs) == 0
		for _, l := range r.langs {
			known = known || l == key.Value
		}
		if !known {
			r.c.add(r.pos(key), "unknown-language", cut(key.Value), strings.Join(r.langs, ", "))
			continue
		}
		if s, ok := r.word(val); ok {
			(*t)[key.Value] = s
		} else {
			(*t)[key.Value] = "" // already told
		}
	}
	for _, l := range r.langs {
		if _, ok := (*t)[l]; !ok {
			r.c.add(r.pos(n), "missing-language", f.name, l)
		}
	}
}

// Options are the answers of a choice: a list of its own, or the name of a scale.
type Options struct {
	Scale Ref
	List  []Option
}

func (o *Options) readNode(r *reader, n *yaml.Node, f field) {
	if n.Kind == yaml.ScalarNode {
		o.Scale.readNode(r, n, f)
		return
	}
	r.readList(n, reflect.ValueOf(&o.List).Elem(), f)
}

// Amount is a number, or a guideline parameter times a number.
type Amount struct {
	Pos   Pos
	Fixed float64
	Param Ref
	Times float64
}

func (a *Amount) readNode(r *reader, n *yaml.Node, f field) {
	a.Pos, a.Times = r.pos(n), 1
	if n.Kind == yaml.ScalarNode {
		s, ok := r.word(n)
		if !ok {
			return
		}
		if a.Fixed, ok = number(s); !ok {
			r.c.add(r.pos(n), "not-number", f.name, cut(s))
		}
		return
	}
	var byParam struct {
		Param Ref      `y:"param" need:"yes" doc:"A guideline parameter."`
		Times *float64 `y:"times" doc:"Times this number."`
	}
	r.readStruct(n, reflect.ValueOf(&byParam).Elem())
	a.Param = byParam.Param
	if byParam.Times != nil {
		a.Times = *byParam.Times
	}
}

// Keyed is a list of values by name, in the order of the file.
type Keyed[V any] []Entry[V]

// Entry is one value of a Keyed list.
type Entry[V any] struct {
	Key Ref
	Val V
}

func (k *Keyed[V]) readNode(r *reader, n *yaml.Node, f field) {
	if n.Kind != yaml.MappingNode {
		r.c.add(r.pos(n), "not-keyed", f.name)
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		e := Entry[V]{}
		e.Key.readNode(r, n.Content[i], f)
		r.read(n.Content[i+1], reflect.ValueOf(&e.Val).Elem(), f)
		*k = append(*k, e)
	}
}
