package db

import (
	"database/sql/driver"
	"fmt"
	"time"
)

const dateForm = "2006-01-02"

// Date is a calendar day as it is stored: text like 2020-05-20, without a zone. The zero Date is stored as null.
type Date struct{ t time.Time }

// DateOf gives the day a moment falls on in a place.
func DateOf(t time.Time, place *time.Location) Date {
	y, m, d := t.In(place).Date()
	return NewDate(y, m, d)
}

// NewDate makes a day; out-of-range values roll over as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	return Date{time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// ParseDate reads a day written as 2020-05-20.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(dateForm, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a day like 2020-05-20", s)
	}
	return Date{t}, nil
}

// IsZero tells that there is no day.
func (d Date) IsZero() bool { return d.t.IsZero() }

// String gives the day as it is stored.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(dateForm)
}

// Add gives the day so many days later.
func (d Date) Add(days int) Date { return Date{d.t.AddDate(0, 0, days)} }

// Before tells that this day is earlier.
func (d Date) Before(other Date) bool { return d.t.Before(other.t) }

// DaysUntil gives the number of days from this day to another.
func (d Date) DaysUntil(other Date) int { return int(other.t.Sub(d.t).Hours() / 24) }

// Value writes the day.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	if y := d.t.Year(); y < 0 || y > 9999 {
		return nil, fmt.Errorf("the year %d cannot be stored", y)
	}
	return d.String(), nil
}

// Scan reads the day.
func (d *Date) Scan(src any) error {
	s, null, err := textOf(src)
	if err != nil || null {
		*d = Date{}
		return err
	}
	*d, err = ParseDate(s)
	return err
}
