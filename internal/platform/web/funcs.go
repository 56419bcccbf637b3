package web

import (
	"fmt"
	"html/template"
	"time"
)

// funcs are the functions that templates may use. They are bound to a language when the template is parsed, so parts
// need no request.
func funcs(lang string, texts *Texts) template.FuncMap {
	return template.FuncMap{
		"t":        func(key string, args ...any) string { return texts.Say(lang, key, args...) },
		"has":      func(key string) bool { return texts.Has(lang, key) },
		"lang":     func() string { return lang },
		"path":     func(p string) string { return langPath(lang, p) },
		"pathf":    func(format string, args ...any) string { return langPath(lang, fmt.Sprintf(format, args...)) },
		"day":      func(d time.Time) string { return Day(lang, d) },
		"month":    func(d time.Time) string { return Month(lang, d) },
		"iso":      ISODay,
		"number":   func(n any) (string, error) { return numberOf(lang, n) },
		"icon":     Icon,
		"describe": describedBy,
	}
}

func numberOf(lang string, n any) (string, error) {
	switch v := n.(type) {
	case int:
		return Number(lang, float64(v)), nil
	case int64:
		return Number(lang, float64(v)), nil
	case float64:
		return Number(lang, v), nil
	}
	return "", fmt.Errorf("number: %T is not a number", n)
}

// describedBy gives the ids of the help and of the error of a field, for aria-describedby.
func describedBy(name, help, problem string) string {
	s := ""
	if help != "" {
		s = FieldID(name) + "-help"
	}
	if problem != "" {
		if s != "" {
			s += " "
		}
		s += FieldID(name) + "-error"
	}
	return s
}
