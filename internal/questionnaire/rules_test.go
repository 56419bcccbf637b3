package questionnaire

import (
	"reflect"
	"slices"
	"testing"

	"nabij/internal/framework"
)

func TestGiven(t *testing.T) {
	for _, c := range []struct {
		name     string
		in, want []string
	}{
		{"nothing", nil, nil},
		{"empty fields are no answers", []string{"", " ", "\t\n"}, []string{}},
		{"an answer", []string{"", "yes"}, []string{"yes"}},
		{"the same twice", []string{"yes", "", "yes"}, []string{"yes"}},
		{"several", []string{"a", "b"}, []string{"a", "b"}},
		{"not known beside a number", []string{"37", "unknown"}, []string{"unknown"}},
		{"not willing beside an empty day", []string{"", "refused"}, []string{"refused"}},
		{"not known before not willing", []string{"refused", "unknown"}, []string{"unknown"}},
		{"typed text keeps its white space", []string{" a "}, []string{" a "}},
	} {
		in := slices.Clone(c.in)
		if got := Given(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if !slices.Equal(in, c.in) {
			t.Errorf("%s: what was sent has been changed", c.name)
		}
	}
}

func TestAskedOf(t *testing.T) {
	for field, want := range map[string]framework.Asked{
		"q.wish":                   {Question: "wish"},
		"q.complaints.housemate-2": {Question: "complaints", Person: "housemate-2"},
		"q.a.b.c":                  {Question: "a", Person: "b.c"},
		"q.":                       {},
	} {
		got, ok := AskedOf(field)
		if !ok || got != want {
			t.Errorf("%s: %v %v", field, got, ok)
		}
		if want.Question != "" && AnswerField(want) != field {
			t.Errorf("%v becomes %s", want, AnswerField(want))
		}
	}
	for _, field := range []string{"", "wish", "a.wish", "d.reason", "day", "Q.wish"} {
		if _, ok := AskedOf(field); ok {
			t.Errorf("%s is taken for an answer", field)
		}
	}
}

func TestRead(t *testing.T) {
	var ready Frameworks
	today, _ := framework.ParseDay("2020-05-18")
	at := func(s string) framework.Moment {
		m, err := framework.ParseMoment(s)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	tooMany := map[string][]string{}
	for i := range 300 {
		tooMany["q.nothing-"+string(rune('a'+i%26))+string(rune('a'+i/26))] = []string{"x"}
	}
	for _, c := range []struct {
		name, framework string
		fields          map[string][]string
		plan            string
		answers         map[string]framework.Answer
		wrong           []string
	}{
		{name: "nothing sent", framework: "fysieke-ontmoeting", plan: "2020-05-18"},
		{name: "a day", framework: "fysieke-ontmoeting", fields: map[string][]string{"day": {" 2020-06-01 "}}, plan: "2020-06-01"},
		{name: "a day with a time", framework: "fysieke-ontmoeting", fields: map[string][]string{"day": {"2020-06-01 14:30"}}, plan: "2020-06-01 14:30"},
		{name: "no day counts as today and is told", framework: "fysieke-ontmoeting", fields: map[string][]string{"day": {"31-31-2020"}}, plan: "2020-05-18", wrong: []string{"day"}},
		{name: "the first of two days counts", framework: "fysieke-ontmoeting", fields: map[string][]string{"day": {"2020-06-01", "2021-01-01"}}, plan: "2020-06-01"},
		{name: "kinds of answers", framework: "fysieke-ontmoeting", plan: "2020-05-18",
			fields: map[string][]string{"q.wish": {"meet"}, "q.who-else": {"family", "", "neighbour"}, "q.age": {"71"}, "q.last-contact": {"2020-05-01"}, "q.complaints.housemate-2": {"refused"}},
			answers: map[string]framework.Answer{
				"wish":                   {Given: framework.Answered, Words: []string{"meet"}},
				"who-else":               {Given: framework.Answered, Words: []string{"family", "neighbour"}},
				"age":                    {Given: framework.Answered, Number: 71},
				"last-contact":           {Given: framework.Answered, Day: at("2020-05-01").Day},
				"complaints.housemate-2": {Given: framework.Refused},
			}},
		{name: "when it was asked", framework: "voorbeeld-screening", plan: "2020-05-18",
			fields:  map[string][]string{"q.complaints.resident": {"no"}, "a.complaints.resident": {"2020-05-16"}, "a.complaints.housemate-1": {"2020-05-01"}},
			answers: map[string]framework.Answer{"complaints.resident": {Given: framework.Answered, Words: []string{"no"}, Asked: at("2020-05-16")}}},
		{name: "what cannot be used is told, the rest counts", framework: "voorbeeld-screening", plan: "2020-05-18",
			fields: map[string][]string{"q.housemates": {"9"}, "q.visitors": {"2"}, "q.complaints.resident": {"no"}, "a.complaints.resident": {"soon"}, "q.complaints": {"yes"},
				"q.temperature.grandma": {"37"}, "q.nothing-like-it": {"x"}, "role": {"astronaut"}, "level": {"red"}, "flow": {"sideways"}, "q.available": {"i-go", "colleague"}},
			answers: map[string]framework.Answer{"visitors": {Given: framework.Answered, Number: 2}, "complaints.resident": {Given: framework.Answered, Words: []string{"no"}}},
			wrong:   []string{"a.complaints.resident", "flow", "level", "q.available", "q.complaints", "q.housemates", "q.nothing-like-it", "q.temperature.grandma", "role"}},
		{name: "empty is not answered", framework: "fysieke-ontmoeting", plan: "2020-05-18", fields: map[string][]string{"q.wish": {""}, "q.nothing-like-it": {" "}, "q.age": {"\n"}}},
		{name: "fields of others are left alone", framework: "fysieke-ontmoeting", plan: "2020-05-18", fields: map[string][]string{"d.reason": {"x"}, "fill": {"s-wishes"}, "with": {"x"}, "wish": {"meet"}}},
		{name: "many strange fields", framework: "fysieke-ontmoeting", plan: "2020-05-18", fields: tooMany},
	} {
		fw, err := ready.Get(library(t), c.framework, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		got, wrong := Read(fw, c.fields, today)
		if got.Plan.String() != c.plan || got.Today != framework.On(today) {
			t.Errorf("%s: planned %s, today %s", c.name, got.Plan, got.Today)
		}
		if len(got.Answers) != len(c.answers) {
			t.Errorf("%s: %d answers: %v", c.name, len(got.Answers), got.Answers)
		}
		for name, want := range c.answers {
			f, _ := AskedOf(AnswerPrefix + name)
			a, ok := got.Answers[f]
			if want.Asked.Day == 0 {
				want.Asked = framework.NoMoment
			}
			if want.Day == 0 && want.Given == framework.Answered {
				want.Day = a.Day
			}
			if want.Given != framework.Answered {
				want.Day = framework.NoDay
			}
			if !ok || !reflect.DeepEqual(a, want) {
				t.Errorf("%s: %s is %+v, want %+v", c.name, name, a, want)
			}
		}
		var names []string
		for _, m := range wrong {
			names = append(names, m.Field)
			if m.Problem.Message("nl") == "" || m.Problem.Message("en") == "" {
				t.Errorf("%s: %s is wrong without a word", c.name, m.Field)
			}
		}
		if c.name == "many strange fields" {
			if len(names) != len(tooMany) || !slices.IsSorted(names) {
				t.Errorf("%s: %d told", c.name, len(names))
			}
		} else if !slices.Equal(names, c.wrong) {
			t.Errorf("%s: wrong are %v, want %v", c.name, names, c.wrong)
		}
	}
}

func TestDeparts(t *testing.T) {
	told := func(fits ...framework.Fit) *framework.Told {
		o := &framework.Told{}
		for i, f := range fits {
			o.Forms = append(o.Forms, framework.FormTold{ID: string(rune('a' + i)), Fit: f})
		}
		return o
	}
	for _, c := range []struct {
		name, chosen string
		told         *framework.Told
		want         bool
	}{
		{"the first one", "a", told(framework.Fits, framework.Conditional), false},
		{"another that fits as well", "b", told(framework.Fits, framework.Fits, framework.NotAdvised), false},
		{"another that fits less", "b", told(framework.Fits, framework.Conditional), true},
		{"not advised", "c", told(framework.Fits, framework.Fits, framework.NotAdvised), true},
		{"against a guideline", "b", told(framework.Conditional, framework.AgainstGuideline), true},
		{"the first one, when all are not advised", "a", told(framework.NotAdvised, framework.NotAdvised), true},
		{"nothing chosen", "", told(framework.Fits), false},
		{"an unknown form", "z", told(framework.Fits), false},
		{"no forms", "a", told(), false},
	} {
		if got := Departs(c.told, c.chosen); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestLowerFirst(t *testing.T) {
	for in, want := range map[string]string{"": "", "A": "A", "Heeft": "heeft", "GGD belt": "GGD belt", "É is": "é is", "Ik ga": "ik ga", "A b": "a b", "1 twee": "1 twee"} {
		if got := lowerFirst(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
