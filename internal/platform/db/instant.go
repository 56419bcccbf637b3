package db

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// instantForm is of fixed width, so that the order of the text is the order of time on both engines. Native columns
// for moments compare wrongly across SQLite and PostgreSQL.
const instantForm = "2006-01-02T15:04:05.000000Z"

// Instant is a moment as it is stored: UTC, to the microsecond, text. The zero Instant is stored as null.
type Instant struct{ t time.Time }

// InstantOf makes an Instant of a time. It drops what the column cannot hold, so that what is read back is equal.
func InstantOf(t time.Time) Instant {
	if t.IsZero() {
		return Instant{}
	}
	return Instant{t.UTC().Truncate(time.Microsecond)}
}

// Time gives the moment as a time in UTC.
func (i Instant) Time() time.Time { return i.t }

// IsZero tells that there is no moment.
func (i Instant) IsZero() bool { return i.t.IsZero() }

// String gives the moment as it is stored.
func (i Instant) String() string { return i.t.Format(instantForm) }

// Value writes the moment.
func (i Instant) Value() (driver.Value, error) {
	if i.t.IsZero() {
		return nil, nil
	}
	if y := i.t.Year(); y < 0 || y > 9999 {
		return nil, fmt.Errorf("the year %d cannot be stored", y)
	}
	return i.String(), nil
}

// Scan reads the moment.
func (i *Instant) Scan(src any) error {
	s, null, err := textOf(src)
	if err != nil || null {
		*i = Instant{}
		return err
	}
	t, err := time.Parse(instantForm, s)
	if err != nil {
		return fmt.Errorf("a stored moment cannot be read: %w", err)
	}
	*i = Instant{t.UTC()}
	return nil
}

// textOf takes the text out of what a driver gives.
func textOf(src any) (s string, null bool, err error) {
	switch v := src.(type) {
	case nil:
		return "", true, nil
	case string:
		return v, false, nil
	case []byte:
		return string(v), false, nil
	}
	return "", false, fmt.Errorf("text expected, the column holds %T", src)
}
