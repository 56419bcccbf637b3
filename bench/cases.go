// Package bench measures the engine against the same rules written by hand in Go and against CEL programs, and holds
// the three to the same outcome. The framework in testdata is a frozen copy, so that figures can be compared over time.
package bench

import (
	"embed"
	"fmt"
	"io/fs"
	"math/rand/v2"

	"nabij/internal/framework"
)

//go:embed testdata
var testdata embed.FS

// Load reads and compiles the frozen framework.
func Load() (*framework.Framework, error) {
	root, err := fs.Sub(testdata, "testdata")
	if err != nil {
		return nil, err
	}
	lib, issues := framework.LoadLibrary(root, ".")
	for _, i := range issues {
		if !i.Warning {
			return nil, fmt.Errorf("%s", i.In("en"))
		}
	}
	fw, issues := lib.Compile("fysieke-ontmoeting", "1.0.0")
	for _, i := range issues {
		if !i.Warning {
			return nil, fmt.Errorf("%s", i.In("en"))
		}
	}
	return fw, nil
}

// days on which the cases are planned: each under other rules.
var days = []string{"2020-03-10", "2020-03-14", "2020-03-25", "2020-05-20", "2020-07-15", "2020-09-10", "2020-11-10", "2020-12-28",
	"2021-02-10", "2021-05-20", "2021-08-15", "2021-11-29", "2021-12-24", "2022-01-20", "2022-03-01", "2022-04-20"}

var variants = []string{"", "elderly-worker", "debt-counsellor", "community-worker", "youth-worker", "neighbourhood-team", "shelter", "client-supporter"}

// how a question is answered in made-up cases: the words, or the bounds of a number, or days around the planned day.
type ask struct {
	id        string
	words     []string // one of these
	several   []string // some of these
	low, high int      // a number, or days from the planned day
	day       bool
	may       []framework.Given
	people    bool
}

var unsure = []framework.Given{framework.Unknown}
var shy = []framework.Given{framework.Unknown, framework.Refused}

func choice(id string, may []framework.Given, words ...string) ask {
	return ask{id: id, words: words, may: may}
}

func yesNo(id string) ask { return choice(id, unsure, "yes", "no") }

func several(id string, words ...string) ask { return ask{id: id, several: words, may: unsure} }

func number(id string, low, high int, may []framework.Given) ask {
	return ask{id: id, low: low, high: high, may: may}
}

func day(id string, low, high int) ask {
	return ask{id: id, low: low, high: high, day: true, may: unsure}
}

// signs are the worries; most of them are absent in most cases.
var signs = []string{"unsafe-home", "psychiatric-crisis", "suicide", "escalation", "loneliness-isolation", "basic-needs", "debts-income",
	"addiction-relapse", "overburdened-carer", "derailed-care", "lost-day-structure", "online-abuse", "sexual-violence",
	"forced-marriage-honour", "out-of-sight", "other-worry"}

var asks = []ask{
	choice("contact-now", unsure, "ok", "ok", "thin", "lost"), day("last-contact", -30, 0),
	several("who-else", "family", "neighbour", "volunteer", "professional", "nobody"), number("professionals-inside", 0, 5, unsure),
	choice("wish", shy, "meet", "no-meet", "later", "no-preference"),
	several("wanted", "any", "home", "office", "walk", "door", "group", "phone", "video", "chat", "card", "network", "volunteer"),
	several("unwanted", "nothing", "home", "group", "remote", "others"), choice("can-express", unsure, "well", "with-help", "hard"),
	yesNo("informed"), yesNo("client-support-known"), day("official-talk", 0, 30), several("remote-means", "phone", "screen", "letter", "none"),
	choice("means-enough", unsure, "yes", "partly", "no", "not-possible"),
	several("means-why", "hearing", "language", "reading", "no-device", "signals", "trust", "safety"),
	choice("listen-in", unsure, "no", "no", "possible", "controlled"), yesNo("alone-at-home"), choice("tool", unsure, "secured", "consumer", "not-yet"),
	yesNo("papers"), day("deadline", 0, 21), choice("acute", unsure, "no", "no", "no", "yes"), yesNo("children"), yesNo("carer-too"),
	choice("value-health", nil, "meeting", "distance", "both", "neither"), choice("value-nearness", nil, "meeting", "distance", "both", "neither"),
	choice("agreement", unsure, "no-agreement", "allows", "conditions", "against"), choice("doubt", nil, "no", "alone", "talked"),
	choice("availability", nil, "can-go", "can-go", "colleague-goes", "discuss-first"), number("age", 12, 99, shy), number("housemates", 0, 4, unsure),
	{id: "complaints", words: []string{"no", "no", "no", "no", "yes"}, may: shy, people: true},
	choice("isolation", shy, "no", "no", "no", "waiting", "contact", "positive"), day("positive-day", -14, 0), day("contact-day", -16, 0),
	choice("risk-group", shy, "yes", "no"), choice("to-resident", unsure, "small", "some", "large"), choice("from-resident", unsure, "small", "some", "large"),
	yesNo("can-go-out"), yesNo("home-needed"), yesNo("distance-home"), choice("distance-person", unsure, "yes", "with-help", "no"),
	choice("office-open", unsure, "suited", "not-suited", "closed"), yesNo("group-considered"), choice("group-place", unsure, "indoors", "outdoors"),
	number("group-size", 2, 120, unsure), yesNo("group-vulnerable"), yesNo("day-activity-stopped"), yesNo("street-place"), yesNo("own-room"),
	yesNo("initiative"), yesNo("nearness-talked"), day("next-contact", 0, 30), choice("found-when", unsure, "at-door", "during", "afterwards"),
	yesNo("was-close"), yesNo("protected"), yesNo("visited-others"),
}

func allAsks() []ask {
	out := asks
	for _, s := range signs {
		out = append(out, choice(s, unsure, "none", "none", "none", "none", "worry", "clear"))
	}
	return out
}

// Cases makes n different cases, always the same ones. In each, every question is left open with a chance of its own
// between a tenth and six tenths; others are answered with "unknown" or "refused" now and then, and questions that
// other answers make drop away are answered too.
func Cases(n int) []framework.Case {
	r := rand.New(rand.NewPCG(2020, 4))
	list := allAsks()
	out := make([]framework.Case, n)
	for i := range out {
		out[i] = makeCase(r, list)
	}
	return out
}

func makeCase(r *rand.Rand, list []ask) framework.Case {
	planned, _ := framework.ParseDay(days[r.IntN(len(days))])
	c := framework.Case{Plan: framework.On(planned), Today: framework.On(planned), Variant: variants[r.IntN(len(variants))], Answers: map[framework.Asked]framework.Answer{}}
	if r.IntN(20) == 0 {
		c.Flow = "found-out-later"
	}
	open := 0.1 + 0.5*r.Float64()
	for _, a := range list {
		names := []string{""}
		if a.people {
			names = []string{"resident"}
			for n := r.IntN(5); n > 0; n-- {
				names = append(names, fmt.Sprintf("housemate-%d", n))
			}
		}
		for _, name := range names {
			if r.Float64() >= open {
				c.Answers[framework.Asked{Question: a.id, Person: name}] = a.answer(r, planned)
			}
		}
	}
	return c
}

func (a ask) answer(r *rand.Rand, planned framework.Day) framework.Answer {
	out := framework.Answer{Given: framework.Answered, Day: framework.NoDay, Asked: framework.NoMoment}
	if len(a.may) > 0 && r.IntN(12) == 0 {
		out.Given = a.may[r.IntN(len(a.may))]
		return out
	}
	switch {
	case a.day:
		out.Day = planned + framework.Day(a.low+r.IntN(a.high-a.low+1))
	case a.several != nil:
		for _, w := range a.several {
			if r.IntN(4) == 0 {
				out.Words = append(out.Words, w)
			}
		}
	case a.words != nil:
		out.Words = []string{a.words[r.IntN(len(a.words))]}
	default:
		out.Number = float64(a.low + r.IntN(a.high-a.low+1))
	}
	return out
}
