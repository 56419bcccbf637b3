package framework

// A stored advice is read back as it was told: these undo MarshalText. What cannot be read is an error, never a guess.

// UnmarshalText reads what MarshalText wrote; nothing is NoDay.
func (d *Day) UnmarshalText(text []byte) (err error) {
	*d = NoDay
	if len(text) > 0 {
		*d, err = ParseDay(string(text))
	}
	return err
}

// UnmarshalText reads what MarshalText wrote; nothing is NoMoment.
func (m *Moment) UnmarshalText(text []byte) (err error) {
	*m = NoMoment
	if len(text) > 0 {
		*m, err = ParseMoment(string(text))
	}
	return err
}

// UnmarshalText reads the name of a verdict.
func (t *Tri) UnmarshalText(text []byte) error {
	switch string(text) {
	case "yes":
		*t = Yes
	case "no":
		*t = No
	case "open":
		*t = Open
	default:
		return NotAVerdict(text)
	}
	return nil
}

// NotAVerdict is the error of a word that is no verdict.
type NotAVerdict string

func (w NotAVerdict) Error() string { return "‘" + cut(string(w)) + "’ is not yes, no or open" }
