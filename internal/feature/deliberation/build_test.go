package deliberation

import (
	"maps"
	"strings"
	"testing"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// asks makes questions: "a:x,y" is a choice called a between x and y.
func asks(list ...string) framework.SectionAsked {
	var sec framework.SectionAsked
	for _, s := range list {
		id, options, _ := strings.Cut(s, ":")
		q := framework.QuestionAsked{ID: strings.Trim(id, "*#"), Type: "choice", PerPerson: strings.HasPrefix(id, "*")}
		if strings.HasPrefix(id, "#") {
			q.Type = "choices"
		}
		for o := range strings.SplitSeq(options, ",") {
			q.Options = append(q.Options, framework.OptionAsked{ID: o, Label: "label " + o})
		}
		sec.Questions = append(sec.Questions, q)
	}
	return sec
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		name string
		sec  framework.SectionAsked
		want map[string]string
	}{
		{"nothing", asks(), map[string]string{}},
		{"too few", asks("a:x,y", "b:x,y", "c:x,y"), map[string]string{}},
		{"four with the same answers", asks("a:x,y", "b:x,y", "other:z", "c:x,y", "d:x,y"), map[string]string{"a": "x", "b": "x", "c": "x", "d": "x", "": "label x"}},
		{"the same answers in another order", asks("a:x,y", "b:y,x", "c:x,y", "d:x,y"), map[string]string{}},
		{"per person", asks("*a:x,y", "*b:x,y", "*c:x,y", "*d:x,y"), map[string]string{}},
		{"several answers", asks("#a:x,y", "#b:x,y", "#c:x,y", "#d:x,y"), map[string]string{}},
		{"the longer of two", asks("a:x", "b:x", "c:x", "d:x", "e:z", "f:z", "g:z", "h:z", "i:z"), map[string]string{"e": "z", "f": "z", "g": "z", "h": "z", "i": "z", "": "label z"}},
		{"the first of two", asks("a:x", "b:x", "c:x", "d:x", "e:z", "f:z", "g:z", "h:z"), map[string]string{"a": "x", "b": "x", "c": "x", "d": "x", "": "label x"}},
	} {
		for range 20 { // the order of a map is another one each time
			if got := scaleOf(c.sec); !maps.Equal(got, c.want) {
				t.Fatalf("%s: %v", c.name, got)
			}
		}
	}
}

func TestShort(t *testing.T) {
	o := func(labels ...string) (out []web.Option) {
		for _, l := range labels {
			label, help, _ := strings.Cut(l, "|")
			out = append(out, web.Option{Label: label, Help: help})
		}
		return out
	}
	for _, c := range []struct {
		list []web.Option
		want bool
	}{
		{o("ja", "nee", "weet ik niet"), true},
		{o("zestien tekens!!"), true},
		{o("zeventien tekens!"), false},
		{o("ja|met uitleg", "nee"), false},
		{o("a", "b", "c", "d", "e"), false},
	} {
		if got := short(c.list); got != c.want {
			t.Errorf("%v: %v", c.list, got)
		}
	}
}

func TestFitOfTheDesign(t *testing.T) {
	for in, want := range map[framework.Fit]web.Fit{framework.Fits: web.Fits, framework.Conditional: web.Conditions, framework.NotAdvised: web.NotAdvised,
		framework.AgainstGuideline: web.Against, "": web.NotKnown} {
		if got := viewOf(in); got != want {
			t.Errorf("%s is drawn as %v", in, got)
		}
	}
}

func TestTensionsAreToldTogether(t *testing.T) {
	b := builder{lang: "en", say: func(key string, _ ...any) string { return " " + key + " " }}
	pair := func(near, far string) framework.TensionTold {
		return framework.TensionTold{MeetingIn: near, DistanceIn: far}
	}
	got := b.tensions([]framework.TensionTold{pair("a", "z"), pair("b", "z"), pair("c", "y"), pair("c", "z")})
	want := []tensionView{{"a, b advice.and c", "z"}, {"c", "y"}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%v", got)
	}
}

func TestUnknownPacksAreNotFound(t *testing.T) {
	c := newCompiled(library(t))
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
		fw, err := c.get(x.id, x.layers)
		if (err == nil) != x.ok || (fw != nil) != x.ok {
			t.Errorf("%s with %v: %v", x.id, x.layers, err)
		}
		if err != nil && web.Status(err) != 404 {
			t.Errorf("%s with %v: status %d", x.id, x.layers, web.Status(err))
		}
	}
	if n := len(c.all); n != 4 {
		t.Errorf("%d are kept; two times the same pack is one", n)
	}
}
