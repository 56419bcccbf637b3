package webtest

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nabij/internal/platform/web"
)

var (
	inTemplate = regexp.MustCompile(`\{\{[^}]*?\bt "([^"]+)"|\(t "([^"]+)"`)
	inCode     = regexp.MustCompile(`\b(?:web\.)?(?:Text|Say|Keyed)\([^"\n]+"([a-z0-9_.-]+\.[a-z0-9_.-]+)"|\bsay\("([a-z0-9_.-]+\.[a-z0-9_.-]+)"[,)]`)
	anyString  = regexp.MustCompile(`"([a-z0-9_]+(?:[.][a-z0-9_-]+)+)"`)
)

// Texts checks the catalogue of the package in a folder (normally "."): every key in both languages, every key that a
// template or the code asks for exists, and no key that nobody asks for. Keys that are put together while running
// ("fit." and a word) are named by their beginning.
func Texts(t *testing.T, dir string, texts *web.Texts, dynamic ...string) {
	t.Helper()
	for _, lang := range web.Langs {
		other := web.Langs[(slices.Index(web.Langs, lang)+1)%len(web.Langs)]
		for _, key := range texts.Keys(lang) {
			if !slices.Contains(texts.Keys(other), key) {
				t.Errorf("key %q is in %s and not in %s", key, lang, other)
			}
		}
	}
	asked, mentioned := sources(t, dir)
	for key, where := range asked {
		if !texts.Has("nl", key) || !texts.Has("en", key) {
			t.Errorf("%s asks for key %q, which is not in the catalogue", where, key)
		}
	}
	for _, key := range texts.Keys("nl") {
		begins := func(p string) bool { return strings.HasPrefix(key, p) }
		if asked[key] == "" && !mentioned[key] && !slices.ContainsFunc(dynamic, begins) {
			t.Errorf("key %q is in the catalogue and nobody asks for it", key)
		}
	}
}

// sources gives the keys that are asked for with where, and every string that might be a key.
func sources(t *testing.T, dir string) (asked map[string]string, mentioned map[string]bool) {
	t.Helper()
	asked, mentioned = map[string]string{}, map[string]bool{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		var find *regexp.Regexp
		switch {
		case strings.HasSuffix(name, ".html"):
			find = inTemplate
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			find = inCode
		default:
			return nil
		}
		data, err := fs.ReadFile(os.DirFS(dir), name)
		for _, m := range find.FindAllStringSubmatch(string(data), -1) {
			asked[strings.Join(m[1:], "")] = name
		}
		for _, m := range anyString.FindAllStringSubmatch(string(data), -1) {
			mentioned[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return asked, mentioned
}
