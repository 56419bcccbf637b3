package byhand

import "nabij/internal/framework"

// field is where the answer to a question goes and how its words are written here.
type field struct {
	one     func(*Case) *Choice
	people  func(*Case) *[1 + MaxHousemates]Choice
	several func(*Case) *Choices
	number  func(*Case) *Number
	day     func(*Case) *DayAnswer
	words   map[string]Choice
	bits    map[string]uint16
}

// From copies a case of the engine. Answers that no rule looks at are left out.
func From(fc framework.Case) *Case {
	c := &Case{Day: Day(fc.Plan.Day), Variant: variants[fc.Variant], Guidelines: GuidelinesOn(Day(fc.Plan.Day))}
	if fc.Flow != "" {
		c.Flow = FoundOutLater
	}
	for at, a := range fc.Answers {
		f, ok := fields[at.Question]
		if !ok {
			continue
		}
		given := answered
		switch a.Given {
		case framework.Unknown:
			given = Unknown
		case framework.Refused:
			given = Refused
		}
		choice := given
		if given == answered && len(a.Words) == 1 {
			choice = f.words[a.Words[0]]
		}
		switch {
		case f.one != nil:
			*f.one(c) = choice
		case f.people != nil:
			f.people(c)[person(at.Person)] = choice
		case f.several != nil:
			var set uint16
			for _, w := range a.Words {
				set |= f.bits[w]
			}
			*f.several(c) = Choices{given, set}
		case f.number != nil:
			*f.number(c) = Number{given, int32(a.Number)}
		case f.day != nil:
			*f.day(c) = DayAnswer{given, Day(a.Day)}
		}
	}
	return c
}

// person gives the place of "resident" or "housemate-3".
func person(name string) int {
	if name == "resident" {
		return 0
	}
	return int(name[len(name)-1] - '0')
}
