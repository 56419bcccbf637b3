package people

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Hours is when a way is safe: on these days of the week, from and until these minutes of the day. No days is every
// day; from 0 until 0 is the whole day.
type Hours struct {
	Days  []time.Weekday `json:"days,omitempty"`
	From  int            `json:"from,omitempty"`
	Until int            `json:"until,omitempty"`
}

// In tells whether a moment, on the clock on the wall, falls within.
func (h Hours) In(at time.Time) bool {
	if len(h.Days) > 0 {
		found := false
		for _, d := range h.Days {
			found = found || d == at.Weekday()
		}
		if !found {
			return false
		}
	}
	minute := at.Hour()*60 + at.Minute()
	return h.From == h.Until || minute >= h.From && minute < h.Until
}

// open tells whether a moment falls in one of several hours; none at all is always.
func open(hours []Hours, at time.Time) bool {
	for _, h := range hours {
		if h.In(at) {
			return true
		}
	}
	return len(hours) == 0
}

var (
	daysNL = [...]string{"zo", "ma", "di", "wo", "do", "vr", "za"}
	daysEN = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
)

func dayNames(lang string) []string {
	if lang == "en" {
		return daysEN[:]
	}
	return daysNL[:]
}

// SayHours writes hours as ParseHours reads them: "ma-vr 9:00-12:00, za 10:00-11:00".
func SayHours(hours []Hours, lang string) string {
	names := dayNames(lang)
	var parts []string
	for _, h := range hours {
		var days []string
		for i := 0; i < len(h.Days); {
			end := i
			for end+1 < len(h.Days) && (h.Days[end]+1)%7 == h.Days[end+1] {
				end++
			}
			switch end - i {
			case 0:
				days = append(days, names[h.Days[i]])
			case 1:
				days = append(days, names[h.Days[i]], names[h.Days[end]])
			default:
				days = append(days, names[h.Days[i]]+"-"+names[h.Days[end]])
			}
			i = end + 1
		}
		part := strings.Join(days, "+")
		if h.From != h.Until {
			part = strings.TrimSpace(fmt.Sprintf("%s %d:%02d-%d:%02d", part, h.From/60, h.From%60, h.Until/60, h.Until%60))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// ParseHours reads hours as people write them: "ma-vr 9-12, za 10:00-11:30", "di+do", "13-15 uur". ok is false when a
// part cannot be read: half a rule about safety is none.
func ParseHours(s string) (hours []Hours, ok bool) {
	s = strings.NewReplacer("–", "-", "—", "-", " tot ", "-", " - ", "-", ";", ",", " en ", "+", " and ", "+", " + ", "+", "uur", "", ".", ":").
		Replace(strings.ToLower(strings.TrimSpace(s)))
	if s == "" {
		return nil, true
	}
	for _, part := range strings.Split(s, ",") {
		var h Hours
		words := strings.Fields(part)
		if len(words) == 0 || len(words) > 2 {
			return nil, false
		}
		if h.Days, ok = parseDays(words[0]); ok {
			words = words[1:]
		}
		if len(words) == 1 {
			if h.From, h.Until, ok = parseClocks(words[0]); !ok {
				return nil, false
			}
		} else if len(words) > 1 || len(h.Days) == 0 {
			return nil, false
		}
		hours = append(hours, h)
	}
	return hours, len(hours) <= 20
}

func parseDays(s string) (days []time.Weekday, ok bool) {
	seen := [7]bool{}
	for _, part := range strings.Split(s, "+") {
		from, until, ranged := strings.Cut(part, "-")
		first, ok := weekday(from)
		last := first
		if ok && ranged {
			last, ok = weekday(until)
		}
		if !ok {
			return nil, false
		}
		for d := first; ; d = (d + 1) % 7 {
			if !seen[d] {
				days = append(days, d)
			}
			seen[d] = true
			if d == last {
				break
			}
		}
	}
	return days, true
}

func weekday(s string) (time.Weekday, bool) {
	if len(s) < 2 {
		return 0, false
	}
	for _, names := range [][]string{daysNL[:], daysEN[:], {"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
		{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}} {
		for i, n := range names {
			if s == n {
				return time.Weekday(i), true
			}
		}
	}
	return 0, false
}

func parseClocks(s string) (from, until int, ok bool) {
	a, b, ranged := strings.Cut(s, "-")
	from, ok1 := minutes(a)
	until, ok2 := minutes(b)
	return from, until, ranged && ok1 && ok2 && from < until
}

func minutes(s string) (int, bool) {
	h, m, _ := strings.Cut(s, ":")
	hour, err := strconv.Atoi(h)
	minute := 0
	if err == nil && m != "" {
		minute, err = strconv.Atoi(m)
	}
	return hour*60 + minute, err == nil && len(h) <= 2 && len(m) <= 2 && hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && hour*60+minute <= 24*60
}
