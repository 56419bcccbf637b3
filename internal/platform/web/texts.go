package web

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

// Langs are the languages of the interface, Dutch first.
var Langs = []string{"nl", "en"}

//go:embed locale/*.yaml
var localeFS embed.FS

// platformTexts are the texts of this package; every other catalogue falls back on them.
var platformTexts = mustLoad(localeFS, nil)

// Texts is a catalogue of interface texts in all languages. It does not change after it was made.
type Texts struct {
	said   sync.Map // texts without arguments, by language and key
	parent *Texts
	ids    map[string]map[string]bool // language → key → present
	say    map[string]*i18n.Localizer
}

// MustTexts reads locale/nl.yaml and locale/en.yaml of a slice. A file that cannot be read stops the program at start:
// an interface without words is of no use to anybody.
func MustTexts(fsys fs.FS) *Texts { return mustLoad(fsys, platformTexts) }

// MustTextsOn is MustTexts for slices that show the same parts: what is not found in their own texts is asked of those of
// the parts, and then of the platform.
func MustTextsOn(base *Texts, fsys fs.FS) *Texts { return mustLoad(fsys, base) }

func mustLoad(fsys fs.FS, parent *Texts) *Texts {
	t, err := loadTexts(fsys, parent)
	if err != nil {
		panic(err)
	}
	return t
}

func loadTexts(fsys fs.FS, parent *Texts) (*Texts, error) {
	t := &Texts{parent: parent, ids: map[string]map[string]bool{}, say: map[string]*i18n.Localizer{}}
	for _, lang := range Langs {
		// One bundle for each language: a key that is missing must be seen as missing, not silently be Dutch.
		bundle := i18n.NewBundle(language.Make(lang))
		bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
		name := path.Join("locale", lang+".yaml")
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("texts: %w", err)
		}
		file, err := bundle.ParseMessageFileBytes(data, lang+".yaml")
		if err != nil {
			return nil, fmt.Errorf("texts: %s: %w", name, err)
		}
		t.ids[lang] = map[string]bool{}
		for _, m := range file.Messages {
			t.ids[lang][m.ID] = true
		}
		t.say[lang] = i18n.NewLocalizer(bundle, lang)
	}
	return t, nil
}

// Has tells whether a key exists in a language, here or in the texts of the platform.
func (t *Texts) Has(lang, key string) bool {
	return t != nil && (t.ids[lang][key] || t.parent.Has(lang, key))
}

// Keys gives the keys of this catalogue alone in a language, sorted.
func (t *Texts) Keys(lang string) []string {
	keys := make([]string, 0, len(t.ids[lang]))
	for k := range t.ids[lang] {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Say gives the text of a key. The arguments are pairs of a name and a value; the one called Count chooses the plural:
//
//	texts.Say("nl", "weigh.left", "Count", 3)
//
// A missing key gives the text in another language and, failing that, the key in brackets: a page with one odd word
// serves better than no page, and the catalogue check of every slice makes sure that it does not come to this.
func (t *Texts) Say(lang, key string, args ...any) string {
	if s, ok := t.lookup(lang, key, args); ok {
		return s
	}
	for _, other := range Langs {
		if s, ok := t.lookup(other, key, args); ok {
			return s
		}
	}
	return "[" + key + "]"
}

func (t *Texts) lookup(lang, key string, args []any) (string, bool) {
	for c := t; c != nil; c = c.parent {
		if !c.ids[lang][key] {
			continue
		}
		if len(args) == 0 {
			return c.plain(lang, key)
		}
		cfg := &i18n.LocalizeConfig{MessageID: key}
		data := pairs(args)
		if n, ok := data["Count"]; ok {
			cfg.PluralCount = n
		}
		cfg.TemplateData = data
		s, err := c.say[lang].Localize(cfg)
		return s, err == nil
	}
	return "", false
}

// plain gives a text without arguments: it is the same each time, and a page asks for hundreds.
func (t *Texts) plain(lang, key string) (string, bool) {
	at := [2]string{lang, key}
	if s, ok := t.said.Load(at); ok {
		return s.(string), true
	}
	s, err := t.say[lang].Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: map[string]any{}})
	if err == nil {
		t.said.Store(at, s)
	}
	return s, err == nil
}

func pairs(args []any) map[string]any {
	m := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = args[i+1]
	}
	return m
}

// join lays several catalogues side by side for texts asked for outside a page, each with those it lies on. The same key
// in two slices is a mistake of the programmer.
func join(all []*Texts) (*joined, error) {
	j := &joined{}
	for i, t := range all {
		if slices.Contains(all[:i], t) {
			return nil, errors.New("texts: a catalogue was given twice")
		}
		for ; t != nil && t != platformTexts; t = t.parent {
			if !slices.Contains(j.all, t) {
				j.all = append(j.all, t)
			}
		}
	}
	seen := map[string]bool{}
	for _, t := range j.all {
		for _, key := range t.Keys(Langs[0]) {
			if seen[key] {
				return nil, fmt.Errorf("texts: key %q is in two catalogues; begin the key with the name of the slice", key)
			}
			seen[key] = true
		}
	}
	return j, nil
}

type joined struct{ all []*Texts }

func (j *joined) say(lang, key string, args []any) string {
	i := slices.IndexFunc(j.all, func(t *Texts) bool { return t.ids[lang][key] || t.ids[other(lang)][key] })
	if i < 0 {
		return platformTexts.Say(lang, key, args...)
	}
	return j.all[i].Say(lang, key, args...)
}

// other gives the other language.
func other(lang string) string {
	if strings.EqualFold(lang, "en") {
		return "nl"
	}
	return "en"
}
