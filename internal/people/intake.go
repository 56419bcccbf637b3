package people

import (
	"strconv"
	"strings"
	"time"

	"nabij/internal/people/names"
	"nabij/internal/people/sheet"
	"nabij/internal/platform/fault"
)

// Columns are what a column of a list can hold. What is not here cannot be brought in.
var Columns = []string{"given", "prefix", "family", "called", "full", "birth", "phone", "mobile", "email", "street", "number", "postcode", "place", "language"}

// guesses are headings in folded words that tell what a column holds.
var guesses = map[string][]string{
	"given":    {"voornaam", "voornamen", "first name", "given name", "firstname"},
	"prefix":   {"tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "prefix", "tv"},
	"family":   {"achternaam", "geslachtsnaam", "familienaam", "last name", "surname", "family name", "lastname"},
	"called":   {"roepnaam", "aanspreeknaam", "called", "nickname"},
	"full":     {"naam", "volledige naam", "name", "full name"},
	"birth":    {"geboortedatum", "geboortejaar", "geb datum", "gebdatum", "geb", "date of birth", "birth date", "birth year", "dob"},
	"phone":    {"telefoon", "telefoonnummer", "tel", "phone", "vaste telefoon"},
	"mobile":   {"mobiel", "mobiele telefoon", "gsm", "06", "mobile"},
	"email":    {"e mail", "email", "e mailadres", "emailadres", "mail"},
	"street":   {"straat", "straatnaam", "adres", "street", "address"},
	"number":   {"huisnummer", "nummer", "nr", "huisnr", "house number"},
	"postcode": {"postcode", "pc", "postal code", "zip"},
	"place":    {"woonplaats", "plaats", "stad", "city", "town"},
	"language": {"taal", "spreektaal", "language"},
}

// GuessColumns gives for each column of a list what it seems to hold, "" for what is left out. Nothing twice.
func GuessColumns(head []string) []string {
	out := make([]string, len(head))
	used := map[string]bool{}
	for i, h := range head {
		folded := names.Fold(h)
		for _, column := range Columns {
			for _, g := range guesses[column] {
				if g == folded && !used[column] && out[i] == "" {
					out[i], used[column] = column, true
				}
			}
		}
	}
	return out
}

// RowProblem is what is wrong in a row of a list.
type RowProblem struct {
	Line   int
	Column string // what the column was said to hold
	Text   fault.Text
}

var (
	badBirth  = fault.Say("Dit is geen geboortedatum of geboortejaar.", "This is no date or year of birth.")
	badMail   = fault.Say("Dit is geen e-mailadres.", "This is no e-mail address.")
	twiceHere = fault.Say("Deze persoon staat ook eerder in deze lijst.", "This person also stands earlier in this list.")
	noColumns = fault.Say("Kies welke kolom de naam is.", "Choose which column is the name.")
)

// ReadRows makes residents of the rows of a list. When a row has a problem nobody is brought in; each problem names its
// line. The same person twice is a problem of the later row.
func ReadRows(s *sheet.Sheet, columns []string, today Day) (list []NewResident, problems []RowProblem) {
	named := false
	for _, c := range columns {
		named = named || c == "given" || c == "family" || c == "full" || c == "called"
	}
	if !named {
		return nil, []RowProblem{{Line: 1, Text: noColumns}}
	}
	seen := map[string]bool{}
	for i, row := range s.Rows {
		in, wrong := readRow(row, columns, today)
		for _, w := range wrong {
			w.Line = s.Lines[i]
			problems = append(problems, w)
		}
		key := names.Fold(in.Who.Name()) + "|" + in.Who.Given + "|" + string(in.Who.BirthDay) + "|" + strconv.Itoa(in.Who.BirthYear) + "|" + homeOf(in)
		if len(wrong) == 0 && seen[key] {
			problems = append(problems, RowProblem{Line: s.Lines[i], Text: twiceHere})
		}
		seen[key] = true
		list = append(list, in)
	}
	return list, problems
}

func homeOf(in NewResident) string {
	for _, b := range in.Blocks {
		if l, ok := b.(Living); ok {
			return l.Postcode + l.Number
		}
	}
	return ""
}

func readRow(row, columns []string, today Day) (in NewResident, wrong []RowProblem) {
	var reach Reach
	var home Living
	var barriers Barriers
	at := map[string]bool{}
	complain := func(column string, text fault.Text) {
		at[column] = true
		wrong = append(wrong, RowProblem{Column: column, Text: text})
	}
	for i, column := range columns {
		if i >= len(row) || row[i] == "" {
			continue
		}
		v := row[i]
		switch column {
		case "given":
			in.Who.Given = v
		case "prefix":
			in.Who.Prefix = v
		case "family":
			in.Who.Family = v
		case "called":
			in.Who.Called = v
		case "full":
			in.Who = splitName(v, in.Who)
		case "birth":
			var ok bool
			if in.Who.BirthDay, in.Who.BirthYear, ok = ParseBirth(v); !ok {
				complain("birth", badBirth)
			}
		case "phone", "mobile":
			reach.Channels = append(reach.Channels, Channel{Kind: column, Value: v, Safe: "unknown"})
		case "email":
			if at := strings.IndexByte(v, '@'); at < 1 || at == len(v)-1 || strings.ContainsAny(v, " ;,") {
				complain("email", badMail)
			}
			reach.Channels = append(reach.Channels, Channel{Kind: "email", Value: v, Safe: "unknown"})
		case "street":
			home.Street = v
		case "number":
			home.Number = v
		case "postcode":
			home.Postcode = TidyPostcode(v)
		case "place":
			home.Place = v
		case "language":
			barriers.Language = v
		}
	}
	for _, b := range []interface {
		Block
		Check(Day) error
	}{in.Who, reach, home, barriers} {
		if f, ok := fault.As(b.Check(today)); ok {
			for _, field := range f.Fields {
				if column := columnOf(field.Name); !at[column] {
					complain(column, field.Text)
				}
			}
		}
		if !b.IsEmpty() && b.Block() != BlockWho {
			in.Blocks = append(in.Blocks, b)
		}
	}
	return in, wrong
}

// columnOf gives the column of a problem in a block: reach.0.value is about a way to reach somebody.
func columnOf(field string) string {
	if strings.HasPrefix(field, "reach.") {
		return "phone"
	}
	return field
}

// ParseBirth reads a birth day or a year as lists hold them: 12-3-1948, 1948-03-12, 1948.
func ParseBirth(s string) (day Day, year int, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", 0, true
	}
	if y, err := strconv.Atoi(s); err == nil && len(s) == 4 {
		return "", y, y >= 1900 && y <= 2100
	}
	for _, layout := range []string{time.DateOnly, "2-1-2006", "2/1/2006", "2.1.2006", "20060102"} {
		if t, err := time.Parse(layout, s); err == nil {
			d, ok := ParseDay(t.Format(time.DateOnly))
			return d, t.Year(), ok
		}
	}
	return "", 0, false
}

// splitName takes a name in one column apart: "Berg, J. van den" and "J. van den Berg".
func splitName(full string, w Who) Who {
	if family, rest, ok := strings.Cut(full, ","); ok {
		w.Family = strings.TrimSpace(family)
		words := strings.Fields(rest)
		end := len(words)
		for end > 0 && names.IsPrefix(names.Fold(words[end-1])) {
			end--
		}
		w.Given, w.Prefix = strings.Join(words[:end], " "), strings.Join(words[end:], " ")
		return w
	}
	words := strings.Fields(full)
	for i := 1; i < len(words)-1; i++ {
		if names.IsPrefix(names.Fold(words[i])) {
			end := i
			for end < len(words)-1 && names.IsPrefix(names.Fold(words[end])) {
				end++
			}
			w.Given, w.Prefix, w.Family = strings.Join(words[:i], " "), strings.Join(words[i:end], " "), strings.Join(words[end:], " ")
			return w
		}
	}
	if len(words) == 1 {
		w.Family = words[0]
		return w
	}
	w.Given, w.Family = words[0], strings.Join(words[1:], " ")
	return w
}

// GuessWho takes what somebody searched for as the beginning of a new file.
func GuessWho(typed string) Who {
	w := ReadWanted(typed)
	if strings.TrimSpace(w.Names) == "" {
		return Who{BirthYear: w.Year, BirthDay: w.Day}
	}
	who := splitName(w.Names, Who{})
	who.BirthYear, who.BirthDay = w.Year, w.Day
	return who
}
