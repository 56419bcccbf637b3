package resident

import (
	"slices"
	"strconv"
	"strings"

	"nabij/internal/people"
	"nabij/internal/platform/web"
)

// field is one field of a small form: one of these is filled.
type field struct {
	Heading string
	Input   *web.Input
	Area    *web.TextArea
	Select  *web.Select
	Choice  *web.Choice
}

// term is a name with what is known.
type term struct{ Name, Value string }

// kit makes fields and terms in one language. Hardly a field of a file must be filled, so not each says that it may stay
// empty: the page says it once.
type kit struct {
	lang   string
	form   *web.Form // what was typed, with its problems; nil for a fresh form
	places map[string][]people.Place
}

func (k *kit) say(key string, args ...any) string { return texts.Say(k.lang, key, args...) }

func (k *kit) input(name, label, value string, most int) field {
	return field{Input: &web.Input{Name: name, Label: k.say(label), Value: k.form.Typed(name, value), MaxLength: most, Error: k.form.At(name)}}
}

func (k *kit) helped(name, label, help, value string, most int) field {
	f := k.input(name, label, value, most)
	f.Input.Help = k.say(help)
	return f
}

func (k *kit) day(name, label string, value people.Day) field {
	return field{Input: &web.Input{Name: name, Label: k.say(label), Type: "date", Value: k.form.Typed(name, string(value)), Error: k.form.At(name)}}
}

func (k *kit) area(name, label, help, value string) field {
	f := &web.TextArea{Name: name, Label: k.say(label), Value: k.form.Typed(name, value), MaxLength: people.MaxText, Error: k.form.At(name)}
	if help != "" {
		f.Help = k.say(help)
	}
	return field{Area: f}
}

// options gives options with the words of a group of keys.
func (k *kit) options(group string, chosen []string, values ...string) []web.Option {
	out := make([]web.Option, len(values))
	for i, v := range values {
		out[i] = web.Option{Value: v, Label: k.say(group + "." + v), Chosen: slices.Contains(chosen, v)}
	}
	return out
}

func (k *kit) list(name, label, group, value string, values ...string) field {
	value = k.form.Typed(name, value)
	none := web.Option{Value: "", Label: k.say("resident.choose"), Chosen: value == ""}
	return field{Select: &web.Select{Name: name, Label: k.say(label), Error: k.form.At(name), Options: append([]web.Option{none}, k.options(group, []string{value}, values...)...)}}
}

func (k *kit) choice(name, label, group, value string, values ...string) field {
	return field{Choice: &web.Choice{Name: name, Legend: k.say(label), Error: k.form.At(name), Short: true,
		Options: k.options(group, []string{k.form.Typed(name, value)}, values...)}}
}

func (k *kit) ticks(name, label string, options []web.Option) field {
	if k.form != nil {
		sent := k.form.All(name)
		for i := range options {
			options[i].Chosen = slices.Contains(sent, options[i].Value)
		}
	}
	return field{Choice: &web.Choice{Name: name, Legend: k.say(label), Several: true, Options: options, Error: k.form.At(name)}}
}

func (k *kit) placeOptions(kind string, chosen []string) []web.Option {
	var out []web.Option
	for _, p := range k.places[kind] {
		if p.ClosedOn == "" || slices.Contains(chosen, p.ID) {
			out = append(out, web.Option{Value: p.ID, Label: p.Name, Chosen: slices.Contains(chosen, p.ID)})
		}
	}
	return out
}

func (k *kit) place(kind, id string) string {
	for _, p := range k.places[kind] {
		if p.ID == id {
			return p.Name
		}
	}
	return ""
}

// rowsOf tells how many rows a list shows: what is there, and room for two more.
func (k *kit) rowsOf(stored int, name string) int {
	n := stored
	for k.form != nil && n < people.MaxRows && slices.ContainsFunc(k.form.Names(), func(f string) bool { return strings.HasPrefix(f, people.Row(name, n, "")) }) {
		n++
	}
	if k.form != nil && n > stored {
		return min(n, people.MaxRows)
	}
	return min(n+2, people.MaxRows)
}

// rowHeading names a row.
func (k *kit) rowHeading(label string, i int) field {
	return field{Heading: k.say(label, "N", strconv.Itoa(i+1))}
}

func (k *kit) when(d people.Day) string {
	if d == "" {
		return ""
	}
	return web.Day(k.lang, d.Time())
}

// terms leaves out what is not known.
func terms(all ...term) []term {
	return slices.DeleteFunc(all, func(t term) bool { return strings.TrimSpace(t.Value) == "" })
}

// join puts what is known of one line together.
func join(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" }), sep)
}

// word gives the words of a value in a group of keys, and nothing for no value.
func (k *kit) word(group, value string) string {
	if value == "" {
		return ""
	}
	return k.say(group + "." + value)
}

// linesOf reads a text with one thing on a line.
func linesOf(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
