package guideline

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"nabij/content"
	"nabij/internal/framework"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

var builtIn = sync.OnceValues(func() (*Feature, error) {
	l, issues := framework.LoadLibrary(content.FS, ".")
	if errs := issues.Errors(); len(errs) > 0 {
		return nil, errs[0]
	}
	return New(Deps{Library: func(context.Context) *framework.Library { return l }})
})

func feature(t *testing.T) *Feature {
	t.Helper()
	f, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func sets(t *testing.T) []set {
	t.Helper()
	all, err := feature(t).sets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// site is the slice behind the real router, on the built-in content.
func site(t *testing.T) *web.Router {
	t.Helper()
	f := feature(t)
	rt := web.New(web.Config{Menu: f.Menu(), Texts: []*web.Texts{f.Texts()}, Log: slog.New(slog.DiscardHandler), Clock: clock.At(time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC))})
	f.Routes(rt)
	return rt
}

func TestTexts(t *testing.T) { webtest.Texts(t, ".", texts) }

func TestPagesAskOnlyForWhatTheirViewsHold(t *testing.T) { webtest.Pages(t, timelinePage) }

func TestTimelinePage(t *testing.T) {
	in := webtest.In
	const at = "/richtlijnen"
	webtest.Run(t, site(t), []webtest.Scenario{
		{Name: "as it comes", Path: at, See: []webtest.Seen{in("h1", "Richtlijnen door de tijd"), in("figcaption", ""), in("svg[role=img]", ""), in("table caption", ""), in("input[name=p][checked]", ""),
			in("p", "Een medewerker is geen visite."), in("select[name=set] option[selected]", ""), in("a.site-lang[href='/en/richtlijnen']", "English"), in("td a[href]", "")},
			DontSee: []string{"id=\"now-title\"", "timeline__mark", "aria-invalid", "Set-Cookie"}, Headers: map[string]string{"Set-Cookie": ""}},
		{Name: "in English", Path: "/en" + at, See: []webtest.Seen{in("h1", "Guidelines over time"), in("form[action='/en/richtlijnen']", "")}, DontSee: []string{"Onderwerpen"}},
		{Name: "one subject", Path: at + "?p=complaint-free-days&set=voorbeeld-norovirus", See: []webtest.Seen{in("input[value=complaint-free-days][checked]", ""), in("th[scope=row]", "dagen zonder klachten – Noord"),
			in("a.site-lang[href='/en/richtlijnen?p=complaint-free-days&set=voorbeeld-norovirus']", "")}, DontSee: []string{"<th class=\"utrecht-table__cell\" scope=\"row\">tuin"}},
		{Name: "unknown subjects are left out", Path: at + "?p=canary&p=complaint-free-days&set=voorbeeld-norovirus", See: []webtest.Seen{in("th[scope=row]", "dagen zonder klachten")}, DontSee: []string{">canary", "value=\"canary"}},
		{Name: "only unknown subjects is none chosen", Path: at + "?p=canary", See: []webtest.Seen{in("input[name=p][checked]", ""), in("th[scope=row]", "")}},
		{Name: "subjects of another set", Path: at + "?set=voorbeeld-norovirus&p=distance-metres", See: []webtest.Seen{in("th[scope=row]", "dagen zonder klachten")}},
		{Name: "unknown fields", Path: at + "?x=%3Cscript%3E&utm_source=y", DontSee: []string{"<script>"}},
		{Name: "a day", Path: at + "?day=2020-05-20", See: []webtest.Seen{in("h2", "Op 20 mei 2020"), in(".lines .line", "sinds"), in("path.timeline__mark", ""), in(".timeline__legend", "Gekozen dag: 20 mei 2020"), in(".source__status", "")}},
		{Name: "a day as people write it", Path: "/en" + at + "?day=20-5-2020", See: []webtest.Seen{in("h2", "On 20 May 2020")}},
		{Name: "a day before all guidelines", Path: at + "?day=1950-01-01", See: []webtest.Seen{in("p", "Van deze onderwerpen gold die dag niets.")}, DontSee: []string{"timeline__mark"}},
		{Name: "no day", Path: at + "?day=30-30-2020", Status: 422, See: []webtest.Seen{in("#problems a[href='#f-day']", "Vul een datum in"), in("#f-day[value='30-30-2020'][aria-invalid=true]", ""), in("th[scope=row]", "")},
			DontSee: []string{"id=\"now-title\""}},
		{Name: "year one", Path: at + "?day=0001-01-01", Status: 422},
		{Name: "year 9999", Path: at + "?day=9999-12-31", See: []webtest.Seen{in("h2", "Op 31 december 9999")}},
		{Name: "an unknown set", Path: at + "?set=canary", Status: 422, See: []webtest.Seen{in("#problems a[href='#f-set']", "Kies een van de mogelijkheden"), in("#f-set[aria-invalid=true]", "")}, DontSee: []string{"value=\"canary"}},
		{Name: "no text", Path: at + "?p=%ff", Status: 422},
		{Name: "very many subjects", Path: at + "?" + strings.Repeat("p=x&", 1000)},
		{Name: "not to be sent to", Method: "POST", Path: at, Status: 405, Headers: map[string]string{"Allow": "GET, HEAD"}},
		{Name: "HEAD", Method: "HEAD", Path: at},
		{Name: "elsewhere", Path: at + "/x", Status: 404},
	})
}

// TestTableIsTheSameAsTheDrawing compares, for every set and language, what is drawn with what is in the table: the same
// lines, as many periods on each, and the same days at the same place.
func TestTableIsTheSameAsTheDrawing(t *testing.T) {
	rt := site(t)
	for _, set := range sets(t) {
		var query strings.Builder
		line := set.fw.Timeline("nl")
		for _, p := range line.Parameters {
			fmt.Fprintf(&query, "&p=%s", p.ID)
		}
		for _, lang := range []string{"", "/en"} {
			name := lang + " " + set.id
			d := webtest.Parse(webtest.Do(rt, webtest.Scenario{Path: lang + "/richtlijnen?set=" + set.id + query.String()}).Body)
			if drawn, ticked := len(d.Find("input[name=p][checked]")), len(line.Parameters); drawn != ticked {
				t.Errorf("%s: %d of %d subjects are ticked", name, drawn, ticked)
			}
			labels := d.Texts("svg .timeline__label")
			var heads []string
			for _, h := range d.Texts("tbody th") {
				if len(heads) == 0 || heads[len(heads)-1] != h {
					heads = append(heads, h)
				}
			}
			if !slices.Equal(labels, heads) {
				t.Errorf("%s: drawn are %q, in the table %q", name, labels, heads)
			}
			bars, from := d.Find("svg rect"), d.Texts("tbody tr td")
			if 4*len(bars) != len(from) || len(bars) == 0 {
				t.Errorf("%s: %d bars, %d cells", name, len(bars), len(from))
				continue
			}
			places := map[string]string{}
			for i, bar := range bars {
				x, width := webtest.Attr(bar, "x"), webtest.Attr(bar, "width")
				if w, err := strconv.ParseFloat(width, 64); err != nil || w <= 0 || w > 1000 {
					t.Errorf("%s: a bar is %s wide", name, width)
				}
				if day := from[4*i+1]; places[day] != "" && places[day] != x {
					t.Errorf("%s: %s is drawn at %s and at %s", name, day, places[day], x)
				} else {
					places[day] = x
				}
				kind := from[4*i+3]
				if kind == "" || from[4*i] == "" || from[4*i+2] == "" {
					t.Errorf("%s: an empty cell in row %d: %q", name, i, from[4*i:4*i+4])
				}
			}
			for _, text := range d.Texts("svg .timeline__value") {
				if !slices.Contains(from, text) {
					t.Errorf("%s: %q is drawn and not in the table", name, text)
				}
			}
		}
	}
}

// TestEveryDayTellsWhatTheTableTells points at days in all the time of a set and compares the list with the periods.
func TestEveryDayTellsWhatTheTableTells(t *testing.T) {
	for _, set := range sets(t) {
		line := set.fw.Timeline("nl")
		all := usual(line, len(line.Parameters))
		for day := line.From - 10; day <= line.Until+10; day += 7 {
			want := 0
			for _, p := range line.Parameters {
				for _, h := range p.Holds {
					if h.From <= day && (h.Until == framework.NoDay || day <= h.Until) {
						want++
					}
				}
			}
			got := holding(line, all, day)
			if len(got) != want {
				t.Errorf("%s on %s: %d told, %d hold", set.id, day, len(got), want)
			}
			for _, x := range got {
				if x.Title == "" || x.Value == "" || x.Kind == "" || x.Since == "" || x.Source == nil {
					t.Errorf("%s on %s: %+v", set.id, day, x)
				}
			}
		}
	}
}

func TestNewNeedsGuidelines(t *testing.T) {
	if _, err := New(Deps{Library: func(context.Context) *framework.Library { return &framework.Library{} }}); err == nil {
		t.Error("a program without guidelines starts")
	}
}

// TestOtherContentIsShownAtOnce: a release of other content is another library, and what nobody asks for goes.
func TestOtherContentIsShownAtOnce(t *testing.T) {
	first := feature(t).deps.Library(t.Context())
	now := first
	f, err := New(Deps{Library: func(context.Context) *framework.Library { return now }})
	if err != nil {
		t.Fatal(err)
	}
	one, _ := f.sets(t.Context())
	for range 2 * keptLibraries {
		other := *first
		now = &other
		if two, err := f.sets(t.Context()); err != nil || two[0].fw == one[0].fw {
			t.Errorf("the guidelines of before are shown (%v)", err)
		}
		now = first
		if again, err := f.sets(t.Context()); err != nil || again[0].fw != one[0].fw {
			t.Errorf("content in use was compiled again (%v)", err)
		}
	}
	if len(f.made) != keptLibraries {
		t.Errorf("%d libraries are kept", len(f.made))
	}
	now = &framework.Library{}
	if _, err := f.sets(t.Context()); err == nil {
		t.Error("content without guidelines went by")
	}
}
