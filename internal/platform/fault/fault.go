// Package fault holds the errors that a person may see.
//
// A fault carries a kind, a sentence that is safe to show in Dutch and in English, messages at fields, and the cause
// it wraps. The cause is for the log of the developer alone: it is never shown. Rules and services return faults or
// plain errors; only package web turns a kind into a status code and a page. An error that is not a fault is an
// incident: the person sees a code and nothing else.
package fault

import (
	"errors"
	"time"
)

// Kind says what sort of thing went wrong, in words that mean the same outside HTTP.
type Kind int

// The kinds. Unknown is the kind of every error that is not a fault, and of nil.
const (
	Unknown      Kind = iota
	NotFound          // it does not exist, or this person may not know that it exists
	Invalid           // what was typed cannot be accepted; Fields says where
	Conflict          // somebody changed it in the meantime, or it is there already
	Forbidden         // this person may know of it, but may not do this
	SignInNeeded      // first say who you are
	TooMany           // too many requests in a short time
	Unavailable       // it will work again, but not now
	TooLarge          // more was sent than is accepted
)

var names = [...]string{"unknown", "not_found", "invalid", "conflict", "forbidden", "sign_in_needed", "too_many",
	"unavailable", "too_large"}

// String gives the name of the kind for logs.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(names) {
		return names[Unknown]
	}
	return names[k]
}

// Text is one sentence in both languages of the program, safe to show to anybody.
type Text struct{ NL, EN string }

// Say makes a Text; the Dutch sentence comes first, as everywhere.
func Say(nl, en string) Text { return Text{NL: nl, EN: en} }

// In gives the sentence in a language: English for "en", Dutch for everything else. A language without a sentence
// falls back on the other one, because half an answer is better than an empty page.
func (t Text) In(lang string) string {
	if (lang == "en" && t.EN != "") || t.NL == "" {
		return t.EN
	}
	return t.NL
}

// Field is a message at one field of a questionnaire.
type Field struct {
	Name string
	Text Text
}

// Fault is an error that may be shown. It is made with New and never changed after that: every method gives a copy.
type Fault struct {
	Kind   Kind
	Text   Text          // one safe sentence; may be empty, then the kind's own sentence is used
	Key    string        // key in a message catalogue, for sentences that live there; used before Text
	Fields []Field       // for Invalid: what is wrong where
	Retry  time.Duration // for TooMany and Unavailable: try again after this time; 0 = not known
	cause  error
}

// New makes a fault of a kind with a sentence in both languages.
func New(kind Kind, text Text) *Fault { return &Fault{Kind: kind, Text: text} }

// Keyed makes a fault whose sentence lives in the catalogue under key.
func Keyed(kind Kind, key string) *Fault { return &Fault{Kind: kind, Key: key} }

// Because gives the same fault with the error that caused it.
func (f *Fault) Because(cause error) *Fault {
	g := *f
	g.cause = cause
	return &g
}

// At gives the same fault with one more message at a field.
func (f *Fault) At(field string, text Text) *Fault {
	g := *f
	g.Fields = append(append([]Field(nil), f.Fields...), Field{Name: field, Text: text})
	return &g
}

// After gives the same fault with the time after which trying again makes sense.
func (f *Fault) After(wait time.Duration) *Fault {
	g := *f
	g.Retry = wait
	return &g
}

// Sentence gives what to show in a language when no catalogue is at hand: the fault's own sentence, or that of its
// kind.
func (f *Fault) Sentence(lang string) string {
	if f.Text != (Text{}) {
		return f.Text.In(lang)
	}
	return Default(f.Kind).In(lang)
}

// Error is for the developer: kind, sentence or key, fields and cause.
func (f *Fault) Error() string {
	s := f.Kind.String()
	switch {
	case f.Key != "":
		s += ": " + f.Key
	case f.Text != (Text{}):
		s += ": " + f.Text.In("en")
	}
	for _, field := range f.Fields {
		s += "; " + field.Name + ": " + field.Text.In("en")
	}
	if f.cause != nil {
		s += ": " + f.cause.Error()
	}
	return s
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.cause }

// KindOf gives the kind of the outermost fault in err, or Unknown.
func KindOf(err error) Kind {
	if f, ok := As(err); ok {
		return f.Kind
	}
	return Unknown
}

// As finds the outermost fault in err.
func As(err error) (*Fault, bool) {
	var f *Fault
	ok := errors.As(err, &f)
	return f, ok
}

// Default is the sentence of a kind for a fault that brings none of its own.
func Default(kind Kind) Text {
	switch kind {
	case NotFound:
		return Say("Deze pagina bestaat niet.", "This page does not exist.")
	case Invalid:
		return Say("Niet alles is goed ingevuld.", "Not everything is filled in correctly.")
	case Conflict:
		return Say("Iemand heeft dit intussen gewijzigd.", "Somebody changed this in the meantime.")
	case Forbidden:
		return Say("Je mag dit niet doen.", "You may not do this.")
	case SignInNeeded:
		return Say("Je moet eerst inloggen.", "You need to sign in first.")
	case TooMany:
		return Say("Dit ging te vaak achter elkaar. Wacht even.", "That was too often in a short time. Please wait.")
	case Unavailable:
		return Say("Dit werkt nu even niet. Probeer het straks opnieuw.", "This does not work right now. Try again later.")
	case TooLarge:
		return Say("Je stuurt meer dan wij kunnen aannemen.", "You are sending more than we can accept.")
	default:
		return Say("Er ging iets mis.", "Something went wrong.")
	}
}
