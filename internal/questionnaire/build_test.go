package questionnaire

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
		if got := FitOf(in); got != want {
			t.Errorf("%s is drawn as %v", in, got)
		}
	}
}

func TestTensionsAreToldTogether(t *testing.T) {
	w := In("en")
	pair := func(near, far string) framework.TensionTold {
		return framework.TensionTold{MeetingIn: near, DistanceIn: far}
	}
	got := w.tensions([]framework.TensionTold{pair("a", "z"), pair("b", "z"), pair("c", "y"), pair("c", "z")})
	want := []Tension{{"a, b and c", "z"}, {"c", "y"}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%v", got)
	}
}
