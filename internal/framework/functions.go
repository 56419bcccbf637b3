package framework

import "sort"

// function is a named Go function for what the vocabulary cannot say. It takes a day and the planned day and gives a
// whole number, rising or falling with the day, so that a range of days gives a range of numbers.
type function struct {
	of     func(day, planned Day) int
	nl, en string    // what the number is, in words, after the name of the question
	is     [2]string // the number itself in a sentence
}

// functions is the register. A new one needs a name, a sentence in each language, tests, and a line in
// docs/content-format.md.
var functions = map[string]function{
	"age":                {age, "leeftijd op de geplande dag, uit", "age on the planned day, from", [2]string{"%d jaar op de geplande dag", "%d years old on the planned day"}},
	"days-until":         {func(d, p Day) int { return int(d - p) }, "dagen na de geplande dag bij", "days after the planned day at", [2]string{"%d dagen na de geplande dag", "%d days after the planned day"}},
	"working-days-until": {workingDays, "werkdagen na de geplande dag bij", "working days after the planned day at", [2]string{"%d werkdagen na de geplande dag", "%d working days after the planned day"}},
	"working-days-since": {func(d, p Day) int { return workingDays(p, d) }, "werkdagen vóór de geplande dag bij", "working days before the planned day at", [2]string{"%d werkdagen vóór de geplande dag", "%d working days before the planned day"}},
	"full-months-since":  {func(d, p Day) int { return monthsBetween(d, p) }, "hele maanden vóór de geplande dag bij", "whole months before the planned day at", [2]string{"%d hele maanden vóór de geplande dag", "%d whole months before the planned day"}},
}

func functionNames() []string {
	out := make([]string, 0, len(functions))
	for n := range functions {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// age is the number of whole years between a day of birth and a day: one more on the birthday itself. Somebody born on
// 29 February has their birthday on 1 March in other years.
func age(born, on Day) int {
	y1, m1, d1 := born.time().Date()
	y2, m2, d2 := on.time().Date()
	years := y2 - y1
	if m2 < m1 || m2 == m1 && d2 < d1 {
		years--
	}
	return years
}

func monthsBetween(from, to Day) int {
	y1, m1, d1 := from.time().Date()
	y2, m2, d2 := to.time().Date()
	months := (y2-y1)*12 + int(m2) - int(m1)
	if d2 < d1 {
		months--
	}
	return months
}

// workingDays counts Mondays to Fridays after the second day up to and including the first; negative when the first
// lies before the second. Public holidays are not known here and count as working days.
func workingDays(until, after Day) int {
	if until < after {
		return -workingDays(after, until)
	}
	n := int(until - after)
	full := n / 7 * 5
	for d := after + Day(n/7*7) + 1; d <= until; d++ {
		if w := d.Weekday(); w != 0 && w != 6 {
			full++
		}
	}
	return full
}
