package web

import (
	"strconv"
	"strings"
	"time"
)

// x/text has no Dutch month names, so they are here.
var months = map[string][12]string{
	"nl": {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
		"november", "december"},
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December"},
}

// Day writes a day in words: "20 mei 2020" or "20 May 2020".
func Day(lang string, t time.Time) string {
	return strconv.Itoa(t.Day()) + " " + month(lang, t) + " " + strconv.Itoa(t.Year())
}

// Moment writes a day with the time on the clock, in the place in which t is told.
func Moment(lang string, t time.Time) string { return Day(lang, t) + ", " + t.Format("15:04") }

// Month writes a month in words: "mei 2020" or "May 2020".
func Month(lang string, t time.Time) string { return month(lang, t) + " " + strconv.Itoa(t.Year()) }

func month(lang string, t time.Time) string {
	names, ok := months[lang]
	if !ok {
		names = months["nl"]
	}
	return names[t.Month()-1]
}

// ISODay writes a day as a machine reads it, for <time datetime> and for input fields.
func ISODay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// Number writes a number with the separators of the language: "1.234,5" or "1,234.5", without needless zeros.
func Number(lang string, n float64) string {
	point, group := ",", "."
	if lang == "en" {
		point, group = ".", ","
	}
	s := strconv.FormatFloat(n, 'f', -1, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, rest, broken := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if broken {
		whole += point + rest
	}
	return sign + whole
}

// ParseNumber reads what a person types in either language: "1,5", "1.5" and "1.234,5" with the separators of the
// language. A comma and a point are both taken as the decimal sign when only one of them appears once.
func ParseNumber(lang, s string) (float64, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), " ", "")
	commas, points := strings.Count(s, ","), strings.Count(s, ".")
	switch {
	case commas+points <= 1:
		s = strings.ReplaceAll(s, ",", ".")
	case lang == "en" && points <= 1:
		s = strings.ReplaceAll(s, ",", "")
	case lang != "en" && commas <= 1:
		s = strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
	default:
		return 0, false
	}
	if strings.ContainsAny(s, "eExXpP_nN") { // only plain digits: no exponents, hexadecimals, Inf or NaN
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}

// ParseDay reads a day as a person or a date field gives it: 2020-05-20, 20-05-2020, 20/5/2020, 20 mei 2020.
func ParseDay(s string) (time.Time, bool) {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	for _, layout := range []string{time.DateOnly, "2-1-2006", "2/1/2006", "2.1.2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, t.Year() >= 1000
		}
	}
	words := strings.Fields(s)
	if len(words) != 3 {
		return time.Time{}, false
	}
	for _, names := range months {
		for i, name := range names {
			name = strings.ToLower(name)
			if words[1] == name || (len(words[1]) == 3 && strings.HasPrefix(name, words[1])) {
				t, err := time.Parse("2-1-2006", words[0]+"-"+strconv.Itoa(i+1)+"-"+words[2])
				return t, err == nil && t.Year() >= 1000
			}
		}
	}
	return time.Time{}, false
}
