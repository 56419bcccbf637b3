package app

import (
	"errors"
	"io"
	"slices"
	"strings"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/frozen"
)

// Console is what a command has around it. Every command gets it as the parameter of its Run method.
type Console struct {
	In    io.Reader
	Out   io.Writer // what was asked for
	Err   io.Writer // what went wrong, and the log
	Env   func(name string) (string, bool)
	Lang  string // "nl" or "en"
	Clock clock.Clock
}

// T gives a text of the command line in the language of the console, with args filled in as in fmt.
func (c *Console) T(key string, args ...any) string { return text(c.Lang, key, args...) }

// chooseLang finds the language before anything else is read, because the help and the messages about wrong words are
// in that language too. Dutch, unless --lang or NABIJ_LANG says otherwise.
func chooseLang(args []string, env func(string) (string, bool)) string {
	lang, _ := env("NABIJ_LANG")
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			lang = value
		} else if arg == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
	}
	if slices.Contains(languages, lang) {
		return lang
	}
	return languages[0]
}

// safeMessage gives what a person at the command line is told: the sentence of a fault with its cause, because this
// person looks after the program, or the error itself.
func safeMessage(err error, lang string) string {
	var changed *frozen.Changed
	var inUse *db.InUse
	switch {
	case errors.As(err, &changed):
		return changed.In(lang)
	case errors.As(err, &inUse):
		return inUse.In(lang)
	}
	f, ok := fault.As(err)
	if !ok {
		return err.Error()
	}
	message := f.Sentence(lang)
	if cause := f.Unwrap(); cause != nil {
		message += " (" + cause.Error() + ")"
	}
	return message
}
