package web_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

var slice = fstest.MapFS{
	"locale/nl.yaml": {Data: []byte("thing:\n  title: Dingen van {{.Wie}}\n  left: {one: \"{{.Count}} ding\", other: \"{{.Count}} dingen\"}\n  only: Alleen hier\n")},
	"locale/en.yaml": {Data: []byte("thing:\n  title: Things of {{.Wie}}\n  left: {one: \"{{.Count}} thing\", other: \"{{.Count}} things\"}\n")},
	"views/thing.html": {Data: []byte(`{{define "main"}}<h1>{{t "thing.title" "Wie" .Wie}}</h1>{{template "part" .}}<form id="f" method="post"></form>
<a href="{{path "/x"}}">{{t "layout.menu"}}</a>{{end}}{{define "part"}}<p class="part">{{t "thing.left" "Count" .N}} {{number .N}}</p>{{end}}`)},
	"views/broken.html": {Data: []byte(`{{define "main"}}<h1>a</h1>{{number .Wie}}{{end}}`)},
}

type thing struct {
	Wie string
	N   int
}

func thingSite(head web.Head) *web.Router {
	texts := web.MustTexts(slice)
	page, broken := web.MustPage[thing](slice, "views/thing.html", texts), web.MustPage[thing](slice, "views/broken.html", texts)
	rt := web.New(web.Config{Texts: []*web.Texts{texts}, Menu: []web.MenuItem{{Section: "s", Key: "thing.only", Path: "/ding"}}})
	show := func(w http.ResponseWriter, r *http.Request) error {
		return page.Render(w, r, http.StatusOK, head, thing{"<Jan>", 1234})
	}
	rt.Get("/ding", show)
	rt.Post("/ding", show)
	rt.Post("/alleen-post", show)
	rt.Get("/deel", func(w http.ResponseWriter, r *http.Request) error {
		return page.RenderPart(w, r, http.StatusOK, "part", thing{N: 1})
	})
	rt.Get("/kapot", func(w http.ResponseWriter, r *http.Request) error {
		return broken.Render(w, r, http.StatusOK, head, thing{})
	})
	return rt
}

func TestPageSpeaksTheLanguageOfItsAddress(t *testing.T) {
	webtest.Run(t, thingSite(web.Head{Title: "dingen", Section: "s"}), []webtest.Scenario{
		{Name: "Dutch", Path: "/ding?dag=2020-05-20", See: []webtest.Seen{webtest.In("title", "Nabij – dingen"),
			webtest.In("html[lang=nl] h1", "Dingen van <Jan>"), webtest.In(".part", "1234 dingen 1.234"),
			webtest.In("main a[href='/x']", "Menu"), webtest.In("a.site-nav__link[aria-current=page]", "Alleen hier"),
			webtest.In("a.site-lang[href='/en/ding?dag=2020-05-20']", "English")}},
		{Name: "English", Path: "/en/ding", See: []webtest.Seen{webtest.In("html[lang=en] h1", "Things of <Jan>"),
			webtest.In(".part", "1234 things 1,234"), webtest.In("main a[href='/en/x']", "Menu"),
			webtest.In("a.site-nav__link[href='/en/ding']", "Alleen hier"), // not translated: better than nothing
			webtest.In("a.site-lang[href='/ding'][lang=nl]", "Nederlands")}},
		{Name: "an answer to POST leads to the page", Path: "/ding", Form: url.Values{}, See: []webtest.Seen{webtest.In("a.site-lang[href='/en/ding']", "")}},
		{Name: "without a page the start page", Path: "/alleen-post", Form: url.Values{}, See: []webtest.Seen{webtest.In("a.site-lang[href='/en']", "")}},
		{Name: "a broken page is an incident, not half a page", Path: "/kapot", Status: 500, DontSee: []string{"<h1>a"}},
	})
	if got := webtest.Do(thingSite(web.Head{}), webtest.Scenario{Path: "/deel"}).Body; got != `<p class="part">1 ding 1</p>` {
		t.Errorf("part: %s", got)
	}
}

func TestSwitchOfLanguageKeepsWhatWasTyped(t *testing.T) {
	webtest.Run(t, thingSite(web.Head{Keep: "f"}), []webtest.Scenario{{Name: "keep", Path: "/ding", Form: url.Values{},
		See: []webtest.Seen{webtest.In("button.site-lang[form=f][formaction='/en/ding']", "English")}}})
}

func TestMistakesOfTheProgrammerStopTheProgram(t *testing.T) {
	texts := web.MustTexts(slice)
	for name, do := range map[string]func(){
		"two catalogues with one key": func() { web.New(web.Config{Texts: []*web.Texts{texts, texts}}) },
		"no catalogue":                func() { web.MustTexts(fstest.MapFS{}) },
		"no template":                 func() { web.MustPage[thing](slice, "views/none.html", texts) },
		"no file":                     func() { web.MustAsset(slice, "static/none.js") },
		"unknown type":                func() { web.MustAsset(slice, "views/thing.html") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s went by", name)
				}
			}()
			do()
		}()
	}
	if got := texts.Say("nl", "thing.none"); got != "[thing.none]" {
		t.Errorf("a missing key gives %q", got)
	}
	if web.Status(errors.New("x")) != 500 || !strings.HasPrefix(web.DefaultExit, "https://") {
		t.Error("what is not known is not an incident")
	}
}
