package deliberation

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"nabij/content"
	"nabij/internal/people"
	"nabij/internal/platform/db"
)

func TestBuiltInFactsFitTheFrameworks(t *testing.T) {
	facts, err := ReadFacts(content.Facts, "facts", builtIn)
	if err != nil {
		t.Fatal(err)
	}
	if len(facts["fysieke-ontmoeting"]) < 5 {
		t.Errorf("%v", facts)
	}
}

func TestFactsThatDoNotFitAreTold(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"no head", "questions: []", "begin with facts: 1"},
		{"unknown key", "facts: 1\nframework: fysieke-ontmoeting\nanswers: []", "answers"},
		{"unknown framework", "facts: 1\nframework: nothing", "no framework nothing"},
		{"unknown question", "facts: 1\nframework: fysieke-ontmoeting\nquestions: [{question: nope, fact: age}]", "has no question nope"},
		{"unknown fact", "facts: 1\nframework: fysieke-ontmoeting\nquestions: [{question: age, fact: shoe-size}]", "knows no fact"},
		{"per person", "facts: 1\nframework: fysieke-ontmoeting\nquestions: [{question: complaints, fact: risk-group}]", "asked per person"},
		{"twice", "facts: 1\nframework: fysieke-ontmoeting\nquestions: [{question: age, fact: age}, {question: age, fact: age}]", "twice"},
		{"word of the file that does not exist", "facts: 1\nframework: fysieke-ontmoeting\nquestions: [{question: can-express, fact: barriers, values: {shy: hard}}]", `never "shy"`},
		{"answer that does not exist", "facts: 1\nframework: fysieke-ontmoeting\nquestions: [{question: can-express, fact: barriers, values: {hearing: deaf}}]", "deaf"},
		{"words for a question with its own answers", "facts: 1\nframework: fysieke-ontmoeting\nquestions: [{question: can-express, fact: barriers}]", "say in values"},
		{"values that are no map", "facts: 1\nframework: fysieke-ontmoeting\nquestions: [{question: age, fact: age, values: [1]}]", "word of the file"},
	} {
		_, err := ReadFacts(fstest.MapFS{"facts/x.yaml": {Data: []byte(tt.text)}}, "facts", builtIn)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	double := fstest.MapFS{"facts/a.yaml": {Data: []byte("facts: 1\nframework: fysieke-ontmoeting")}, "facts/b.yaml": {Data: []byte("facts: 1\nframework: fysieke-ontmoeting\nquestions: [{question: age, fact: age}]")}}
	if _, err := ReadFacts(double, "facts", builtIn); err != nil && !strings.Contains(err.Error(), "another file") {
		t.Errorf("%v", err)
	}
}

func TestWhatAFileTells(t *testing.T) {
	day := func(db.Instant) people.Day { return "2020-05-03" }
	born := func(year int, on people.Day) File {
		var f File
		f.Who.Value = people.Who{BirthYear: year, BirthDay: on}
		return f
	}
	var alone, with, reach, support File
	alone.Living.Value.Kind = "alone"
	with.Living.Value.Kind = "with_others"
	reach.Reach.Value.Channels = []people.Channel{{Kind: "phone"}, {Kind: "video", Safe: "no"}, {Kind: "phone"}, {Kind: "letter", Safe: "unknown"}}
	support.Support.Value = people.Support{Risk: "yes", RiskAsked: "2020-04-01"}
	for _, tt := range []struct {
		name, fact string
		file       File
		want       []string
	}{
		{"year only", "age", born(1950, ""), []string{"70"}},
		{"birthday to come", "age", born(1950, "1950-05-21"), []string{"69"}},
		{"birthday on the day", "age", born(1950, "1950-05-20"), []string{"70"}},
		{"not born yet", "age", born(2030, ""), nil},
		{"not known", "age", File{}, nil},
		{"alone is nobody else", "housemates", alone, []string{"0"}},
		{"with others is not a number", "housemates", with, nil},
		{"unsafe ways are no means", "channels", reach, []string{"phone", "letter"}},
		{"risk group", "risk-group", support, []string{"yes"}},
		{"unknown fact", "shoe-size", File{}, nil},
	} {
		k, ok := tt.file.tell(tt.fact, "2020-05-20", day)
		if ok != (tt.want != nil) || ok && !slices.Equal(k.Words, tt.want) {
			t.Errorf("%s: %v %v", tt.name, k, ok)
		}
	}
	if k, _ := support.tell("risk-group", "2020-05-20", day); k.On != "2020-04-01" {
		t.Errorf("asked on %s", k.On)
	}
}
