package web

import (
	"fmt"
	"strings"
	"time"

	"nabij/internal/platform/fault"
)

// The parts of a questionnaire. Each has a template of the name in its comment: {{template "input" .Reason}}.

// FieldID gives the id in the page of the field with a name; error summaries and other pages link to it.
func FieldID(name string) string {
	var b strings.Builder
	b.WriteString("f-")
	for _, c := range name {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-':
			b.WriteRune(c)
		default:
			fmt.Fprintf(&b, "_%x", c)
		}
	}
	return b.String()
}

// Input is one line of text, a number or a day. Template: input.
type Input struct {
	Name, Label, Help, Error, Value string
	Type                            string // text (default), number, date, email, search, tel
	Unit                            string // shown behind a number: "meter"
	Autocomplete                    string // what it is about the person, in the words of HTML: "email"
	Min, Max                        string // for a date: the first and last day
	MaxLength                       int
	Optional                        bool // say that it may stay empty
	Why                             *Why
}

// ID gives the id of the field.
func (p Input) ID() string { return FieldID(p.Name) }

// HTMLType gives the type attribute. A number is a text field with the keyboard for numbers: number fields of browsers
// change what was typed when one scrolls, and refuse a decimal comma without a word. A day that is no day is shown as
// text: a browser would show an empty field, and what was typed would be gone.
func (p Input) HTMLType() string {
	switch p.Type {
	case "", "number":
		return "text"
	case "date":
		if _, err := time.Parse(time.DateOnly, p.Value); p.Value != "" && err != nil {
			return "text"
		}
	}
	return p.Type
}

// TextArea is text of several lines. Template: textarea.
type TextArea struct {
	Name, Label, Help, Error, Value string
	Rows, MaxLength                 int
	Optional                        bool
	Why                             *Why
}

// ID gives the id of the field.
func (p TextArea) ID() string { return FieldID(p.Name) }

// Option is one possible answer.
type Option struct {
	Value, Label, Help string
	Chosen             bool
}

// Select is a list that folds out, for more than seven options; otherwise use Choice. Template: select.
type Select struct {
	Name, Label, Help, Error string
	Options                  []Option
	Optional                 bool
}

// ID gives the id of the field.
func (p Select) ID() string { return FieldID(p.Name) }

// Choice is a question with options to tap: one of them, or several. Template: choice.
type Choice struct {
	Name, Legend, Help, Error string
	Options                   []Option
	Several                   bool   // tick boxes instead of one answer
	Short                     bool   // short options beside each other where there is room: yes, no, not known
	Number                    string // shown before the question: "3"
	Anchor                    string // id of the question as a whole, to jump to; "" = the id of the field with -group
	Optional                  bool
	Why                       *Why
}

// ID gives the id of the first option: that is where a link in the error summary puts the person.
func (p Choice) ID() string { return FieldID(p.Name) }

// GroupID gives the id of the question as a whole.
func (p Choice) GroupID() string {
	if p.Anchor != "" {
		return p.Anchor
	}
	return p.ID() + "-group"
}

// OptionID gives the id of an option.
func (p Choice) OptionID(i int) string {
	if i == 0 {
		return p.ID()
	}
	return fmt.Sprintf("%s-%d", p.ID(), i+1)
}

// Button sends a form, or leads to another page when it has an address. In Buttons. Template: button.
type Button struct {
	Label string
	Kind  string // primary, secondary (default), subtle
	Href  string // an address of the program, complete (made with Path)
	Name  string // sent with the form when this button was used
	Value string
	Form  string // id of a form elsewhere in the page
	To    string // another address for the form
	Icon  string
	ID    string
}

// Class gives the classes of the design system.
func (b Button) Class() string {
	switch b.Kind {
	case "primary", "subtle":
		return "nl-button nl-button--" + b.Kind
	}
	return "nl-button nl-button--secondary"
}

// Buttons is a row of buttons; the first is the main one. Template: buttons.
type Buttons []Button

// Problems is the summary on top of a page that was not accepted; each problem leads to its field. Template: problems.
type Problems []ProblemLink

// ProblemLink is one problem and the id of the field where it can be solved.
type ProblemLink struct{ Target, Text string }

func problemsOf(lang string, fields []fault.Field) Problems {
	list := make(Problems, 0, len(fields))
	for _, f := range fields {
		p := ProblemLink{Text: f.Text.In(lang)}
		if f.Name != "" {
			p.Target = FieldID(f.Name)
		}
		list = append(list, p)
	}
	return list
}

// Progress tells how far one is, in words and drawn. Template: progress.
type Progress struct {
	Label    string // "Vragen"
	Done, Of int
}
