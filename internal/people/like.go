package people

import (
	"slices"

	"nabij/internal/people/names"
)

// Likeness tells how likely it is that two files are of one person.
type Likeness int

// The likenesses.
const (
	Unlike Likeness = iota
	Alike           // worth a look
	Same            // very likely one person
)

// Known is what two files are compared by.
type Known struct {
	Who      Who
	Postcode string
	Number   string
}

// Compare tells how alike two people are. Names that differ are never one person by birth year alone; a birth day or year
// that differs makes the same name another person, unless it was likely a slip.
func Compare(a, b Known) Likeness {
	family := nearWords(a.Who.Family, b.Who.Family)
	first := nearWords(a.Who.Given, b.Who.Given) || nearWords(a.Who.Called, b.Who.Called) || nearWords(a.Who.Given, b.Who.Called) || nearWords(a.Who.Called, b.Who.Given)
	bare := a.Who.Family == "" || b.Who.Family == ""
	if !(family && first) && !(bare && first) && !(family && (a.Who.Given+a.Who.Called == "" || b.Who.Given+b.Who.Called == "" || initials(a.Who, b.Who))) {
		return Unlike
	}
	home := a.Postcode != "" && a.Postcode == b.Postcode && a.Number == b.Number
	ya, yb := a.Who.BirthYear, b.Who.BirthYear
	switch {
	case a.Who.BirthDay != "" && a.Who.BirthDay == b.Who.BirthDay, home && family && first:
		return Same
	case ya != 0 && yb != 0 && (ya-yb > 1 || yb-ya > 1) && !home:
		return Unlike
	case ya != 0 && ya == yb && family && first:
		return Same
	case bare && !home:
		return Alike
	}
	return Alike
}

// nearWords tells whether two names have a word in common, slips allowed.
func nearWords(a, b string) bool {
	for _, x := range names.Words(a, "", "", "") {
		for _, y := range names.Words(b, "", "", "") {
			if !names.IsPrefix(x) && (x == y || len(x) > 3 && len(y) > 3 && names.Distance(x, y, 1) <= 1) {
				return true
			}
		}
	}
	return false
}

// initials tells whether one of two people is written down with a first letter only, and it is the other's.
func initials(a, b Who) bool {
	first := func(w Who) []string { return names.Split(w.Given + " " + w.Called) }
	for _, x := range first(a) {
		if slices.ContainsFunc(first(b), func(y string) bool { return (len(x) == 1 || len(y) == 1) && x[0] == y[0] }) {
			return true
		}
	}
	return false
}
