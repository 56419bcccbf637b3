package questionnaire

import (
	"sync"
	"testing"

	"nabij/content"
	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// builtIn is the content that comes with the program, read once.
var builtIn = sync.OnceValues(func() (*framework.Library, error) {
	l, issues := framework.LoadLibrary(content.FS, ".")
	if errs := issues.Errors(); len(errs) > 0 {
		return nil, errs[0]
	}
	return l, nil
})

func library(t testing.TB) *framework.Library {
	t.Helper()
	l, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestUnknownPacksAreNotFound(t *testing.T) {
	lib := library(t)
	var c Frameworks
	for _, x := range []struct {
		id     string
		layers []string
		ok     bool
	}{
		{"fysieke-ontmoeting", nil, true},
		{"fysieke-ontmoeting", []string{"voorbeeld-organisatie", "voorbeeld-organisatie"}, true},
		{"voorbeeld-agressief-huishouden", []string{"voorbeeld-agressie-organisatie"}, true},
		{"voorbeeld-beslisboom", []string{"voorbeeld-norovirus-locatie"}, true},
		{"", nil, false},
		{"..", nil, false},
		{"Fysieke-ontmoeting", nil, false},
		{"nl-covid-2020", nil, false},                  // guidelines, no framework
		{"voorbeeld-agressie-organisatie", nil, false}, // lies on another framework
		{"fysieke-ontmoeting", []string{"nl-covid-2020"}, false},
		{"fysieke-ontmoeting", []string{"voorbeeld-agressie-organisatie"}, false},
		{"fysieke-ontmoeting", []string{""}, false},
	} {
		fw, err := c.Get(lib, x.id, "", x.layers)
		if (err == nil) != x.ok || (fw != nil) != x.ok {
			t.Errorf("%s with %v: %v", x.id, x.layers, err)
		}
		if err != nil && web.Status(err) != 404 {
			t.Errorf("%s with %v: status %d", x.id, x.layers, web.Status(err))
		}
	}
	if n := len(c.all[0].compiled); n != 4 {
		t.Errorf("%d are kept; two times the same pack is one", n)
	}
}

// TestANewLibraryIsCompiledAfresh releases other content again and again: each library has frameworks of its own, what is
// used stays ready, and what nobody asks for goes.
func TestANewLibraryIsCompiledAfresh(t *testing.T) {
	var c Frameworks
	get := func(l *framework.Library, version string) *framework.Framework {
		t.Helper()
		fw, err := c.Get(l, "fysieke-ontmoeting", version, nil)
		if err != nil {
			t.Fatal(err)
		}
		return fw
	}
	first := library(t)
	one := get(first, "")
	if get(first, one.Base.Head.Version) != one {
		t.Error("the newest version by its number was compiled again")
	}
	if _, err := c.Get(first, "fysieke-ontmoeting", "0.0.0", nil); web.Status(err) != 404 {
		t.Errorf("a version that does not exist: %v", err)
	}
	for range 2 * keptLibraries {
		other := *first
		two := get(&other, "")
		if two == one || get(&other, "") != two {
			t.Error("a new library got the framework of another, or was compiled twice")
		}
		if get(first, "") != one {
			t.Error("a library in use was dropped")
		}
	}
	if len(c.all) != keptLibraries {
		t.Errorf("%d libraries are kept", len(c.all))
	}
}
