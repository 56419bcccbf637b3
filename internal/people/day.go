package people

import (
	"crypto/rand"
	"encoding/hex"
	"time"

	"nabij/internal/platform/usecase"
)

// Day is a calendar day written as 2020-05-20, or "" for none. Its order is the order of time.
type Day string

// DayOf gives the day on which a moment falls in a place.
func DayOf(t time.Time, place *time.Location) Day { return Day(t.In(place).Format(time.DateOnly)) }

// ParseDay reads a day; ok is false when it is none.
func ParseDay(s string) (Day, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1850 || t.Year() > 9000 {
		return "", false
	}
	return Day(s), true
}

// Time gives the beginning of the day in UTC, and the zero time for no day.
func (d Day) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// Add gives the day so many days later; no day stays none.
func (d Day) Add(days int) Day {
	if d == "" {
		return ""
	}
	return Day(d.Time().AddDate(0, 0, days).Format(time.DateOnly))
}

// AddMonths gives the same day so many months later; 31 January and a month is the last day of February.
func (d Day) AddMonths(months int) Day {
	if d == "" {
		return ""
	}
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Day(first.AddDate(0, 0, min(t.Day(), last)-1).Format(time.DateOnly))
}

// Year gives the year, or 0 for no day.
func (d Day) Year() int {
	if d == "" {
		return 0
	}
	return d.Time().Year()
}

// NewID makes an id that orders by the moment it was made (UUID version 7). It names a row; it is no key to anything,
// because its time can be guessed.
func NewID(at time.Time) string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails: it ends the program instead
	ms := at.UnixMilli()
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i))
	}
	b[6] = b[6]&0x0f | 0x70
	b[8] = b[8]&0x3f | 0x80
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// IsID tells whether a text has the form of an id, so that nonsense never reaches the database.
func IsID(s string) bool { return usecase.IsID(s) }
