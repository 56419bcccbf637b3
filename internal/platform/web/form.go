package web

import (
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"nabij/internal/platform/fault"
)

// Limits of one questionnaire, besides the limit on the body.
const (
	MaxFields    = 2000  // fields
	MaxFieldName = 200   // bytes of a name
	MaxFieldText = 20000 // characters of one answer
)

// Form is what a person sent, cleaned, with the problems found while reading it. A nil Form is one that was not sent yet: a
// page that is opened asks it the same things.
type Form struct {
	lang     string
	values   url.Values
	problems []fault.Field
}

// ReadForm reads a posted questionnaire. It refuses another content type (415), too many or too large fields (413) and
// what is not text (422).
func ReadForm(r *http.Request) (*Form, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, &httpError{status: http.StatusUnsupportedMediaType, key: "media_type"}
	}
	if err := r.ParseForm(); err != nil {
		if Status(err) == http.StatusRequestEntityTooLarge {
			return nil, err
		}
		return nil, fault.Keyed(fault.Invalid, "error.not_text").Because(err)
	}
	return clean(Lang(r), r.PostForm)
}

// ReadQuery reads the part of an address after the question mark in the same way.
func ReadQuery(r *http.Request) (*Form, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, fault.Keyed(fault.Invalid, "error.not_text").Because(err)
	}
	return clean(Lang(r), values)
}

// FormOf makes a form of values that are already there, for tests and for texts that a slice kept.
func FormOf(lang string, values url.Values) (*Form, error) { return clean(lang, values) }

func clean(lang string, in url.Values) (*Form, error) {
	f := &Form{lang: lang, values: make(url.Values, len(in))}
	count := 0
	for name, list := range in {
		count += len(list)
		if count > MaxFields || len(name) > MaxFieldName {
			return nil, fault.Keyed(fault.TooLarge, "error.too_many_fields")
		}
		if !utf8.ValidString(name) {
			return nil, fault.Keyed(fault.Invalid, "error.not_text")
		}
		for _, v := range list {
			if !utf8.ValidString(v) {
				return nil, fault.Keyed(fault.Invalid, "error.not_text")
			}
			v = cleanText(v)
			if utf8.RuneCountInString(v) > MaxFieldText {
				return nil, fault.Keyed(fault.TooLarge, "error.text_too_long")
			}
			f.values[name] = append(f.values[name], v)
		}
	}
	return f, nil
}

// cleanText makes line ends the same and takes out characters that nobody can see or type: control characters, and the
// marks that make text show in another order than it is written, which are used to deceive.
func cleanText(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return c
		case c == '\r':
			return '\n'
		case unicode.IsControl(c), c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069, c == 0xfeff:
			return -1
		}
		return c
	}, s)
}

// Has tells whether a field was sent, also when it is empty.
func (f *Form) Has(name string) bool {
	if f == nil {
		return false
	}
	_, ok := f.values[name]
	return ok
}

// Typed gives what somebody typed in a field, or what is stored when the form was not sent yet. So nothing typed is lost, not
// even what could not be read.
func (f *Form) Typed(name, stored string) string {
	if f.Has(name) {
		return f.Text(name)
	}
	return stored
}

// Text gives an answer without white space around it.
func (f *Form) Text(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// All gives every answer with a name: ticked boxes.
func (f *Form) All(name string) []string { return append([]string(nil), f.values[name]...) }

// Names gives the names of the fields that were sent.
func (f *Form) Names() []string {
	names := make([]string, 0, len(f.values))
	for name := range f.values {
		names = append(names, name)
	}
	return names
}

// OneOf gives an answer that must be one of the allowed ones; an invented one is a problem, none is "".
func (f *Form) OneOf(name string, allowed ...string) string {
	v := f.Text(name)
	if v == "" {
		return ""
	}
	for _, a := range allowed {
		if v == a {
			return v
		}
	}
	f.Problem(name, fault.Say("Kies een van de mogelijkheden.", "Choose one of the options."))
	return ""
}

// Day gives a day; ok is false when none was given or when it is no day, which is then a problem.
func (f *Form) Day(name string) (day time.Time, ok bool) {
	v := f.Text(name)
	if v == "" {
		return time.Time{}, false
	}
	day, ok = ParseDay(v)
	if !ok {
		f.Problem(name, fault.Say("Vul een datum in, zoals 20-5-2020.", "Enter a date, such as 20-5-2020."))
	}
	return day, ok
}

// Number gives a number; ok is false when none was given or when it is no number, which is then a problem.
func (f *Form) Number(name string) (n float64, ok bool) {
	v := f.Text(name)
	if v == "" {
		return 0, false
	}
	n, ok = ParseNumber(f.lang, v)
	if !ok {
		f.Problem(name, fault.Say("Vul een getal in, zoals 1,5.", "Enter a number, such as 1.5."))
	}
	return n, ok
}

// Int gives a whole number; ok is false when none was given or when it is no whole number, which is then a problem.
func (f *Form) Int(name string) (n int, ok bool) {
	v := f.Text(name)
	if v == "" {
		return 0, false
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		f.Problem(name, fault.Say("Vul een heel getal in, zoals 3.", "Enter a whole number, such as 3."))
	}
	return n, err == nil
}

// Problem adds a problem at a field.
func (f *Form) Problem(name string, text fault.Text) {
	f.problems = append(f.problems, fault.Field{Name: name, Text: text})
}

// Problems gives the problems for the summary on top of the page, in the order in which they were found.
func (f *Form) Problems() Problems {
	if f == nil {
		return nil
	}
	return problemsOf(f.lang, f.problems)
}

// At gives the problem at a field, or "".
func (f *Form) At(name string) string {
	if f == nil {
		return ""
	}
	for _, p := range f.problems {
		if p.Name == name {
			return p.Text.In(f.lang)
		}
	}
	return ""
}

// Err gives all problems as one fault, or nil.
func (f *Form) Err() error {
	if len(f.problems) == 0 {
		return nil
	}
	out := fault.Keyed(fault.Invalid, "error.invalid.text")
	for _, p := range f.problems {
		out = out.At(p.Name, p.Text)
	}
	return out
}

// Add takes over the problems of a fault that a service gave.
func (f *Form) Add(err error) bool {
	fl, ok := fault.As(err)
	if !ok || fl.Kind != fault.Invalid {
		return false
	}
	f.problems = append(f.problems, fl.Fields...)
	return true
}

// Again tells how a page comes back after a form that was not accepted: with what was typed, the problems at their fields,
// and what happened meanwhile in a notice. An error that is neither a mistake nor a conflict is given back: it has a page
// of its own.
func (f *Form) Again(err error) (*Notice, int, error) {
	switch {
	case fault.KindOf(err) == fault.Invalid && (len(f.problems) > 0 || f.Add(err)):
		return nil, http.StatusUnprocessableEntity, nil
	case fault.KindOf(err) == fault.Conflict:
		told, _ := fault.As(err)
		return &Notice{Kind: "warning", Text: told.Text.In(f.lang)}, http.StatusConflict, nil
	}
	return nil, 0, err
}
