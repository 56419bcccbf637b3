package framework

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Case is one situation to weigh: the planned day and the answers.
type Case struct {
	Plan         Moment // planned day of contact, with a time when it is known
	Today        Moment // when it is weighed; NoMoment means the planned day
	Variant      string // worker role, "" when not chosen
	Region       string
	Level        string
	Place        string
	Organisation string
	Flow         string // side flow, "" for the deliberation itself
	Answers      map[Asked]Answer
}

// Asked names what was asked: a question, and of whom ("" when it is not asked per person).
type Asked struct {
	Question string
	Person   string
}

// String gives "complaints" or "complaints of housemate-1", as the answers file writes it: complaints.housemate-1.
func (a Asked) String() string {
	if a.Person == "" {
		return a.Question
	}
	return a.Question + "." + a.Person
}

// Given tells how an answer was given. Not answered is the absence of an Answer.
type Given string

// The ways to answer.
const (
	Answered Given = "answered"
	Unknown  Given = "unknown"
	Refused  Given = "refused"
)

// Answer is one answer. Which field counts follows from the type of the question.
type Answer struct {
	Given  Given
	Words  []string // yes, no, an option, several options, a pull
	Number float64
	Day    Day
	Text   string
	Asked  Moment // when it was asked; NoMoment means today
}

// Problem is something wrong with a case, in words for the person who made it.
type Problem struct {
	Asked   Asked // "" when it is not about one answer
	Field   string
	message [2]string
}

// Message says what is wrong and what is right.
func (p Problem) Message(lang string) string { return say(lang, p.message[0], p.message[1]) }

func (p Problem) Error() string { return p.message[1] }

func problem(at Asked, field, nl, en string) Problem {
	return Problem{Asked: at, Field: field, message: [2]string{nl, en}}
}

// NotADay is the problem of a text that should have been a day.
func NotADay(s string) Problem {
	return problem(Asked{}, "day", "‘"+cut(s)+"’ is geen dag zoals 2020-05-20.", "‘"+cut(s)+"’ is not a day such as 2020-05-20.")
}

// Parse reads an answer as people write it in a file or a form: the words of the format, or a number, a day, a text.
// Several options are given as several values.
func (fw *Framework) Parse(at Asked, values []string) (Answer, *Problem) {
	s, ok := fw.slot(at)
	if !ok {
		p := fw.unknownAnswer(at)
		return Answer{}, &p
	}
	q := fw.slots[s].q
	a := Answer{Given: Answered, Day: NoDay, Asked: NoMoment}
	if len(values) == 1 && (q.Type != "text" || q.states != stateAnswered) { // in a free text these are ordinary words
		switch values[0] {
		case "unknown":
			a.Given = Unknown
			return a, q.mayState(at, stateUnknown)
		case "refused":
			a.Given = Refused
			return a, q.mayState(at, stateRefused)
		}
	}
	if q.Type != "choices" && len(values) != 1 {
		p := problem(at, "", "Bij "+at.String()+" past één antwoord.", at.String()+" takes one answer.")
		return a, &p
	}
	return a.fill(q, at, values)
}

func (a Answer) fill(q *question, at Asked, values []string) (Answer, *Problem) {
	switch q.Type {
	case "number":
		n, ok := number(strings.Replace(strings.TrimSpace(values[0]), ",", ".", 1))
		a.Number = n + 0 // no negative zero
		if ok && n >= *q.Min && n <= *q.Max && !q.onStep(n) {
			p := problem(at, "", fmt.Sprintf("‘%s’ past niet bij %s: het moet gaan in stappen van %s, vanaf %s.", cut(values[0]), at, plain(q.step()), plain(*q.Min)),
				fmt.Sprintf("‘%s’ does not suit %s: it must go in steps of %s, from %s.", cut(values[0]), at, plain(q.step()), plain(*q.Min)))
			return a, &p
		}
		if !ok || n < *q.Min || n > *q.Max {
			p := problem(at, "", fmt.Sprintf("‘%s’ past niet bij %s: het moet een getal zijn van %s tot en met %s.", cut(values[0]), at, plain(*q.Min), plain(*q.Max)),
				fmt.Sprintf("‘%s’ does not suit %s: it must be a number from %s to %s.", cut(values[0]), at, plain(*q.Min), plain(*q.Max)))
			return a, &p
		}
	case "day":
		d, err := ParseDay(strings.TrimSpace(values[0]))
		a.Day = d
		if err != nil {
			p := problem(at, "", fmt.Sprintf("‘%s’ past niet bij %s: schrijf een dag als 2020-05-20.", cut(values[0]), at),
				fmt.Sprintf("‘%s’ does not suit %s: write a day as 2020-05-20.", cut(values[0]), at))
			return a, &p
		}
	case "text":
		a.Text = values[0]
		if len([]rune(a.Text)) > MaxTextLength {
			p := problem(at, "", fmt.Sprintf("De tekst bij %s is te lang: hooguit %d tekens.", at, MaxTextLength),
				fmt.Sprintf("The text at %s is too long: %d characters at most.", at, MaxTextLength))
			return a, &p
		}
	default:
		for _, v := range values {
			if _, ok := q.opt[v]; !ok {
				p := q.unknownOption(at, v)
				return a, &p
			}
			if !slices.Contains(a.Words, v) {
				a.Words = append(a.Words, v)
			}
		}
	}
	return a, nil
}

func (q *question) unknownOption(at Asked, v string) Problem {
	have := strings.Join(q.optionIDs(), ", ")
	nl := fmt.Sprintf("‘%s’ is geen antwoord op %s. Kies uit: %s.", cut(v), at, have)
	en := fmt.Sprintf("‘%s’ is not an answer to %s. Choose from: %s.", cut(v), at, have)
	if n := Nearest(v, q.optionIDs()); n != "" {
		nl += " " + meantWord("nl", v, n)
		en += " " + meantWord("en", v, n)
	}
	return problem(at, "", nl, en)
}

func (q *question) mayState(at Asked, s uint8) *Problem {
	if q.states&s != 0 {
		return nil
	}
	word := "unknown"
	if s == stateRefused {
		word = "refused"
	}
	p := problem(at, "", fmt.Sprintf("‘%s’ kan niet bij %s.", word, at), fmt.Sprintf("‘%s’ is not possible at %s.", word, at))
	return &p
}

func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// slot finds where an answer belongs.
func (fw *Framework) slot(at Asked) (int, bool) {
	q := fw.questionByID[at.Question]
	if q == nil {
		return 0, false
	}
	if at.Person == "" {
		return q.first, len(q.Per) == 0
	}
	for s := q.first; s < q.first+q.count; s++ {
		if fw.slots[s].name() == at.Person {
			return s, true
		}
	}
	return 0, false
}

func (fw *Framework) unknownAnswer(at Asked) Problem {
	q := fw.questionByID[at.Question]
	if q == nil {
		nl := fmt.Sprintf("De vraag ‘%s’ bestaat niet in %s.", cut(at.Question), fw.Base.Head.ID)
		en := fmt.Sprintf("There is no question ‘%s’ in %s.", cut(at.Question), fw.Base.Head.ID)
		if n := Nearest(at.Question, keysOf(fw.questionByID)); n != "" {
			nl += " Bedoel je ‘" + n + "’?"
			en += " Did you mean ‘" + n + "’?"
		}
		return problem(at, "", nl, en)
	}
	var people []string
	for s := q.first; s < q.first+q.count; s++ {
		people = append(people, fw.slots[s].name())
	}
	if len(q.Per) == 0 {
		return problem(at, "", fmt.Sprintf("‘%s’ wordt niet per persoon gevraagd.", q.ID), fmt.Sprintf("‘%s’ is not asked per person.", q.ID))
	}
	have := strings.Join(people, ", ")
	return problem(at, "", fmt.Sprintf("‘%s’ wordt gevraagd per persoon: %s.", q.ID, have), fmt.Sprintf("‘%s’ is asked per person: %s.", q.ID, have))
}

// Check looks whether a case can be evaluated: known names, a planned day, answers that suit their questions.
func (fw *Framework) Check(c Case) []Problem {
	var out []Problem
	if c.Plan.Day == NoDay {
		out = append(out, problem(Asked{}, "day", "De geplande dag ontbreekt. Schrijf die als 2020-05-20.", "The planned day is missing. Write it as 2020-05-20."))
	}
	var variants []string
	for _, v := range fw.variants {
		variants = append(variants, string(v.ID))
	}
	k := &compiler{fw: fw}
	levels, regions, places := k.dimensions()
	for _, x := range []struct {
		field, nl, en, given string
		have                 []string
	}{
		{"variant", "rol", "role", c.Variant, variants},
		{"flow", "zijspoor", "side flow", c.Flow, keysOf(fw.flows)},
		{"level", "risiconiveau", "risk level", c.Level, levels},
		{"region", "regio", "region", c.Region, regions},
		{"place", "plaats", "place", c.Place, places},
	} {
		if x.given == "" || slices.Contains(x.have, x.given) {
			continue
		}
		nl := fmt.Sprintf("‘%s’ is geen bekende %s.", cut(x.given), x.nl)
		en := fmt.Sprintf("‘%s’ is not a known %s.", cut(x.given), x.en)
		if n := Nearest(x.given, x.have); n != "" {
			nl, en = nl+" Bedoel je ‘"+n+"’?", en+" Did you mean ‘"+n+"’?"
		} else if len(x.have) > 0 {
			nl, en = nl+" Kies uit: "+strings.Join(x.have, ", ")+".", en+" Choose from: "+strings.Join(x.have, ", ")+"."
		}
		out = append(out, problem(Asked{}, x.field, nl, en))
	}
	if len(c.Answers) > MaxAnswers {
		out = append(out, problem(Asked{}, "answers", fmt.Sprintf("Te veel antwoorden: hooguit %d.", MaxAnswers), fmt.Sprintf("Too many answers: %d at most.", MaxAnswers)))
		return out
	}
	for at, a := range c.Answers {
		if s, ok := fw.slot(at); !ok {
			out = append(out, fw.unknownAnswer(at))
		} else if !fw.slots[s].q.suits(a) {
			out = append(out, problem(at, "", fmt.Sprintf("Het antwoord op %s past niet bij de vraag.", at), fmt.Sprintf("The answer to %s does not suit the question.", at)))
		}
	}
	slices.SortStableFunc(out, func(a, b Problem) int { return strings.Compare(a.Asked.String(), b.Asked.String()) })
	return out
}
