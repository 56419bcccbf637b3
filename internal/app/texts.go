package app

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"go.yaml.in/yaml/v3"
)

// languages of the command line, the first one when nobody chose.
var languages = []string{"nl", "en"}

// localeFiles are the texts of the command line: locale/SUBJECT.LANG.yaml, one subject for each command, so that a
// new command brings its own two files. Keys are unique over all files.
//
//go:embed locale/*.yaml
var localeFiles embed.FS

// catalogue reads the texts of a language once.
var catalogue = sync.OnceValues(func() (map[string]map[string]string, error) {
	all := map[string]map[string]string{}
	for _, lang := range languages {
		all[lang] = map[string]string{}
		names, err := fs.Glob(localeFiles, "locale/*."+lang+".yaml")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			content, err := localeFiles.ReadFile(name)
			if err != nil {
				return nil, err
			}
			var texts map[string]string
			if err := yaml.Unmarshal(content, &texts); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			for key, value := range texts {
				if _, twice := all[lang][key]; twice {
					return nil, fmt.Errorf("%s: %s is there already", name, key)
				}
				all[lang][key] = value
			}
		}
	}
	return all, nil
})

// text gives a text of the command line. A key that is not there is shown as the key; a test finds it before that.
func text(lang, key string, args ...any) string {
	all, err := catalogue()
	if err != nil {
		return key
	}
	value, ok := all[lang][key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return value
	}
	return fmt.Sprintf(value, args...)
}

// has tells whether there is a text with this key.
func has(lang, key string) bool {
	all, err := catalogue()
	if err != nil {
		return false
	}
	_, ok := all[lang][key]
	return ok
}
