// Package byhand holds the rules of the frozen framework in testdata as plain Go, without the engine: what a programmer
// would write who knew these rules and no others. It is what the engine is measured against.
package byhand

// Tri is a verdict: no, not yet known, or yes, in that order, so that "and" is min and "or" is max.
type Tri uint8

// The verdicts.
const (
	No Tri = iota
	Open
	Yes
)

func not(t Tri) Tri { return Yes - t }

func when(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

// twoOf tells whether at least two of the verdicts are yes.
func twoOf(list ...Tri) Tri {
	sure, possible := 0, 0
	for _, t := range list {
		if t == Yes {
			sure++
		}
		if t != No {
			possible++
		}
	}
	switch {
	case sure >= 2:
		return Yes
	case possible >= 2:
		return Open
	}
	return No
}

// Day is a calendar day, counted from 1 January 1970.
type Day int32

// Choice is an answer out of a list, or how it was given.
type Choice uint8

// How an answer was given. The zero value means: not answered.
const (
	notAnswered Choice = iota
	Unknown
	Refused
	answered
)

// Answers to yes-or-no questions.
const (
	AnswerYes = answered + iota
	AnswerNo
)

// Choices is an answer of several options.
type Choices struct {
	Given Choice
	Set   uint16
}

// Number is an answer in numbers.
type Number struct {
	Given Choice
	N     int32
}

// DayAnswer is an answer that is a day.
type DayAnswer struct {
	Given Choice
	Day   Day
}

func is(got, want Choice) Tri {
	switch {
	case got == want:
		return Yes
	case got < answered:
		return Open
	}
	return No
}

func oneOf2(got, a, b Choice) Tri {
	switch {
	case got == a || got == b:
		return Yes
	case got < answered:
		return Open
	}
	return No
}

func oneOf3(got, a, b, c Choice) Tri { return max(oneOf2(got, a, b), is(got, c)) }

// how tells whether an answer was given in this way; without an answer that is still open.
func how(got, want Choice) Tri {
	switch got {
	case want:
		return Yes
	case notAnswered:
		return Open
	}
	return No
}

func has(got Choices, any uint16) Tri {
	switch {
	case got.Given < answered:
		return Open
	case got.Set&any != 0:
		return Yes
	}
	return No
}

func compare(given Choice, holds bool) Tri {
	if given < answered {
		return Open
	}
	return when(holds)
}

func atLeast(got Number, n int32) Tri {
	if n == NoLimit {
		return No
	}
	return compare(got.Given, got.N >= n)
}

func moreThan(got Number, n int32) Tri {
	if n == NoLimit {
		return No
	}
	return compare(got.Given, got.N > n)
}

func lessThan(got Number, n int32) Tri { return compare(got.Given, got.N < n) }

func daysAgoAtLeast(got DayAnswer, planned Day, n int32) Tri {
	return compare(got.Given, int32(planned-got.Day) >= n)
}

func daysAgoAtMost(got DayAnswer, planned Day, n int32) Tri {
	if n == NoLimit { // a term that does not hold now
		return No
	}
	return compare(got.Given, int32(planned-got.Day) <= n)
}

func daysUntilBetween(got DayAnswer, planned Day, least, most int32) Tri {
	n := int32(got.Day - planned)
	return compare(got.Given, n >= least && n <= most)
}

func daysUntilAtLeast(got DayAnswer, planned Day, n int32) Tri {
	return compare(got.Given, int32(got.Day-planned) >= n)
}

func limited(n int32) Tri { return when(n != NoLimit) }

// byAge chooses between a guideline for people of 70 and older and the general one.
func byAge(old Tri, forOld, general bool) Tri {
	if forOld == general {
		return when(general)
	}
	if forOld {
		return old
	}
	return not(old)
}

// MaxHousemates is how many can be answered for.
const MaxHousemates = 8

// anyHousemate tells whether one of the housemates that are there gave this answer.
func anyHousemate(c *Case, want Choice) Tri { return overHousemates(c, want, is) }

func anyHousemateHow(c *Case, want Choice) Tri { return overHousemates(c, want, how) }

func overHousemates(c *Case, want Choice, holds func(got, want Choice) Tri) Tri {
	there, n := Yes, int(c.Housemates.N)
	if c.Housemates.Given < answered {
		there, n = Open, MaxHousemates
	}
	t := No
	for _, got := range c.Complaints[1 : 1+n] {
		t = max(t, holds(got, want))
	}
	return min(t, there)
}
