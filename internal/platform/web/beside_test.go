package web_test

import (
	"errors"
	"io/fs"
	"net/http"
	"testing"
	"testing/fstest"

	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

// parts are templates and texts that two slices use.
var parts = fstest.MapFS{
	"locale/nl.yaml":   {Data: []byte("parts:\n  hello: Dag {{.Wie}}\n")},
	"locale/en.yaml":   {Data: []byte("parts:\n  hello: Hello {{.Wie}}\n")},
	"parts/own.html":   {Data: []byte(`{{define "hello"}}<p class="hello">{{t "parts.hello" "Wie" .Wie}}</p>{{end}}{{define "foot"}}<p>of the parts</p>{{end}}`)},
	"views/thing.html": {Data: []byte(`not this one`)},
}

func sliceOn(name string) fstest.MapFS {
	return fstest.MapFS{
		"locale/nl.yaml":   {Data: []byte(name + ":\n  title: Titel van " + name + "\n")},
		"locale/en.yaml":   {Data: []byte(name + ":\n  title: Title of " + name + "\n")},
		"views/thing.html": {Data: []byte(`{{define "main"}}<h1>{{t "` + name + `.title"}}</h1>{{template "hello" .}}{{template "foot"}}{{t "layout.menu"}}{{end}}{{define "foot"}}<p class="foot">of ` + name + `</p>{{end}}`)},
	}
}

// TestTwoSlicesOnTheSameParts puts two slices behind one router that show the same parts with the same texts.
func TestTwoSlicesOnTheSameParts(t *testing.T) {
	shared := web.MustTexts(parts)
	var all []*web.Texts
	one, two := sliceOn("one"), sliceOn("two")
	onOne, onTwo := web.MustTextsOn(shared, one), web.MustTextsOn(shared, two)
	all = append(all, onOne, onTwo)
	rt := web.New(web.Config{Texts: all})
	for path, page := range map[string]*web.Page[thing]{
		"/one": web.MustPage[thing](web.Beside(one, parts), "views/thing.html", onOne, "parts/own.html"),
		"/two": web.MustPage[thing](web.Beside(two, parts), "views/thing.html", onTwo, "parts/own.html"),
	} {
		webtest.Pages(t, page)
		rt.Get(path, func(w http.ResponseWriter, r *http.Request) error {
			return page.Render(w, r, http.StatusOK, web.Head{Title: web.Text(r, "parts.hello", "Wie", "U")}, thing{Wie: "<Jan>"})
		})
	}
	in := webtest.In
	webtest.Run(t, rt, []webtest.Scenario{
		{Name: "the first", Path: "/one", See: []webtest.Seen{in("h1", "Titel van one"), in("p.hello", "Dag <Jan>"), in("p.foot", "of one"), in("title", "Nabij – Dag U")}, DontSee: []string{"of the parts", "not this one"}},
		{Name: "the second, in English", Path: "/en/two", See: []webtest.Seen{in("h1", "Title of two"), in("p.hello", "Hello <Jan>"), in("p.foot", "of two"), in("title", "Nabij – Hello U")}},
	})
	if onOne.Has("nl", "two.title") || !onOne.Has("nl", "parts.hello") || !onOne.Has("nl", "layout.menu") {
		t.Error("a slice has the texts of another, or not those it lies on")
	}
	if got := onOne.Keys("nl"); len(got) != 1 {
		t.Errorf("the keys of the slice itself: %v", got)
	}
}

func TestAKeyInTheSliceAndInItsPartsIsAMistake(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it went by")
		}
	}()
	web.New(web.Config{Texts: []*web.Texts{web.MustTextsOn(web.MustTexts(parts), parts)}})
}

func TestBesideFindsNothing(t *testing.T) {
	if _, err := web.Beside(parts, slice).Open("views/nowhere.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := web.Beside(parts, slice).Open("views/broken.html"); err != nil {
		t.Error(err)
	}
}
