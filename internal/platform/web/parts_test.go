package web_test

import (
	"net/http"
	"strings"
	"testing"

	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

func site() *web.Router {
	return web.New(web.Config{Gallery: true, Menu: []web.MenuItem{{Key: "error.home", Path: "/"}}})
}

func TestEveryPartIsAccessible(t *testing.T) {
	var scenarios []webtest.Scenario
	for _, lang := range []string{"", "/en"} {
		for _, sheet := range []string{"parts", "weigh", "paper"} {
			scenarios = append(scenarios, webtest.Scenario{Name: lang + sheet, Path: lang + "/_galerij?sheet=" + sheet})
		}
	}
	webtest.Run(t, site(), scenarios)
}

func TestFieldsAreBoundToTheirWords(t *testing.T) {
	webtest.Run(t, site(), []webtest.Scenario{{Name: "parts", Path: "/_galerij", See: []webtest.Seen{
		webtest.In("label[for=f-afstand]", "Hoeveel afstand"),
		webtest.In("input#f-afstand[aria-describedby='f-afstand-unit']", ""),
		webtest.In("input#f-afstand-fout[aria-invalid=true]", ""),
		webtest.In("p#f-afstand-fout-error", "Let op: Vul een getal in"),
		webtest.In("textarea#f-reden[aria-describedby=f-reden-help]", ""),
		webtest.In("fieldset#f-wie-group[aria-describedby=f-wie-error] legend", "Wie is erbij?"),
		webtest.In("#f-wie-error", "Kies wie er bij is."),
		webtest.In("input#f-buiten-2[aria-describedby=f-buiten-2-help]", ""),
		webtest.In(".problems a[href='#f-wie']", "Kies wie er bij is."),
		webtest.In(".problems h2", "Er zijn nog 2 dingen niet in orde"),
		webtest.In("fieldset#f-klachten-group summary", "Waarom vragen we dit? : klachten"),
		webtest.In("th[scope=row]", "Afstand"),
		webtest.In(".fit--against", "Tegen een richtlijn"),
	}}, {Name: "weigh", Path: "/_galerij?sheet=weigh", See: []webtest.Seen{
		webtest.In("a.route-urgent__button[href='tel:08002000']", "Bel 0800-2000"),
		webtest.In("svg[aria-label]", ""),
		webtest.In(".side--near .line__label", "Veiligheid · weegt zwaar"),
	}}})
}

func TestQuickExitWorksWithoutScript(t *testing.T) {
	webtest.Run(t, web.New(web.Config{Gallery: true, Exit: "https://weer.example/"}), []webtest.Scenario{
		{Name: "there", Path: "/_galerij", See: []webtest.Seen{
			webtest.In("a#exit[href='https://weer.example/']", "Snel weg"), webtest.In("a#exit[rel='noreferrer noopener nofollow']", "")}},
		{Name: "not asked for", Path: "/_galerij?sheet=paper", DontSee: []string{"weer.example"}},
	})
	// The exit is the first thing that the keyboard reaches.
	body := webtest.Do(site(), webtest.Scenario{Path: "/_galerij"}).Body
	if exit, skip := strings.Index(body, `id="exit"`), strings.Index(body, "nl-skip-link"); exit < 0 || exit > skip {
		t.Error("the quick exit does not come before everything else")
	}
}

func TestTexts(t *testing.T) {
	webtest.Texts(t, ".", web.PlatformTexts(), "error.", "fit.", "weight.")
}

func TestPages(t *testing.T) {
	for _, p := range web.OwnPages() {
		webtest.Pages(t, p)
	}
}

func TestCheckerSeesWhatIsWrong(t *testing.T) {
	for name, html := range map[string]string{
		"no label":       `<input name="a">`,
		"inline style":   `<p style="color:red">x</p>`,
		"inline handler": `<a href="/" onclick="x()">x</a>`,
		"double id":      `<p id="a">x</p><p id="a">y</p>`,
		"no legend":      `<fieldset><p>x</p></fieldset>`,
		"dead pointer":   `<input aria-label="x" aria-describedby="nowhere">`,
		"dead link":      `<a href="#nowhere">x</a>`,
		"inline script":  `<script>1</script>`,
		"empty link":     `<a href="/"></a>`,
		"missing text":   `<p>[weigh.title]</p>`,
		"heading jump":   `<h1>a</h1><h3>b</h3>`,
		"no caption":     `<table><tr><td>x</td></tr></table>`,
	} {
		if len(webtest.CheckPart(webtest.Parse(html))) == 0 {
			t.Errorf("%s was not seen", name)
		}
	}
	if len(webtest.Check(webtest.Parse("<p>x</p>"))) == 0 || len(webtest.CheckHeaders(http.Header{})) == 0 {
		t.Error("an empty page passed")
	}
}
