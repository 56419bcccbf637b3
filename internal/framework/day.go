package framework

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day is a calendar day, counted in days from 1 January 1970. It has no time zone: it is the local day on the wall.
type Day int32

// NoDay stands for a day that was not given.
const NoDay Day = -1 << 31

// DayOf returns the day of a year, month and day of the month.
func DayOf(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// The days that the format knows. They keep reckoning with days free of surprises.
var (
	firstDay = DayOf(1900, time.January, 1)
	lastDay  = DayOf(2199, time.December, 31)
)

// ParseDay reads 2020-05-20. Years from 1900 to 2199 are accepted.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil || t.Year() < 1900 || t.Year() > 2199 {
		return NoDay, fmt.Errorf("%q is not a day such as 2020-05-20", s)
	}
	return DayOf(t.Date()), nil
}

func (d Day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String gives 2020-05-20, or nothing for NoDay.
func (d Day) String() string {
	if d == NoDay {
		return ""
	}
	return d.time().Format("2006-01-02")
}

// MarshalText writes the day as String does; JSON uses it.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Weekday of the day.
func (d Day) Weekday() time.Weekday { return d.time().Weekday() }

var months = map[string][12]string{
	"nl": {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

var weekdays = map[string][7]string{
	"nl": {"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

// In writes the day as people do: "20 mei 2020", "20 May 2020".
func (d Day) In(lang string) string {
	if d == NoDay {
		return ""
	}
	if _, ok := months[lang]; !ok {
		lang = "nl"
	}
	y, m, day := d.time().Date()
	return fmt.Sprintf("%d %s %d", day, months[lang][m-1], y)
}

// Moment is a day and, when it was given, a time of day.
type Moment struct {
	Day    Day
	Minute int // minutes after midnight, or -1 when only the day is known
}

// NoMoment stands for a moment that was not given.
var NoMoment = Moment{Day: NoDay, Minute: -1}

// On is the moment of a day without a time.
func On(d Day) Moment { return Moment{Day: d, Minute: -1} }

// ParseMoment reads 2020-05-20 or "2020-05-20 14:00" (a T between them is fine too).
func ParseMoment(s string) (Moment, error) {
	day, clock, timed := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	d, err := ParseDay(day)
	if err != nil {
		return NoMoment, err
	}
	if !timed {
		return On(d), nil
	}
	h, m, ok := strings.Cut(clock, ":")
	hour, err1 := strconv.ParseUint(h, 10, 8)
	minute, err2 := strconv.ParseUint(m, 10, 8)
	if !ok || err1 != nil || err2 != nil || hour > 23 || minute > 59 || len(h) > 2 || len(m) != 2 {
		return NoMoment, fmt.Errorf("%q is not a moment such as 2020-05-20 14:00", s)
	}
	return Moment{Day: d, Minute: int(hour*60 + minute)}, nil
}

func (m Moment) String() string {
	if m.Minute < 0 {
		return m.Day.String()
	}
	return fmt.Sprintf("%s %02d:%02d", m.Day, m.Minute/60, m.Minute%60)
}

// MarshalText writes the moment as String does.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// In writes the moment as people do.
func (m Moment) In(lang string) string {
	if m.Minute < 0 || m.Day == NoDay {
		return m.Day.In(lang)
	}
	return fmt.Sprintf("%s %02d:%02d", m.Day.In(lang), m.Minute/60, m.Minute%60)
}

// olderThan tells whether more than the given hours lie between m and the later moment. When one of the two has no
// time of day, whole days are compared, rounded in favour of the answer: 24 hours is "the day before or later".
func (m Moment) olderThan(hours int, later Moment) bool {
	days := int(later.Day) - int(m.Day)
	if m.Minute >= 0 && later.Minute >= 0 {
		return days*24*60+later.Minute-m.Minute > hours*60
	}
	return days > (hours+23)/24
}
