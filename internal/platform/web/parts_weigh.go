package web

import "html/template"

// The parts of weighing. They know nothing of social work: they draw two sides, a fit, an urgent route.

// Urgent is a route that must not wait; always on top. Template: urgent.
type Urgent struct {
	Title string
	Text  string
	Call  string // a number to call, as people write it: "0800-2000"
	Who   string // who answers: "Veilig Thuis, dag en nacht"
	Steps []string
	Why   *Why
}

// Dial gives the address that dials the number.
func (u Urgent) Dial() template.URL { return Tel(u.Call) }

// Fit says how well something fits. It is told by an icon, a word and a pattern of the border, never by colour alone.
type Fit string

// The fits, from best to worst; NotKnown has no place in that order.
const (
	Fits       Fit = "fits"
	Conditions Fit = "conditions"
	NotKnown   Fit = "unknown"
	NotAdvised Fit = "not-advised"
	Against    Fit = "against"
)

// Key gives the key of the words.
func (f Fit) Key() string {
	switch f {
	case Fits, Conditions, NotAdvised, Against:
		return "fit." + string(f)
	}
	return "fit.unknown"
}

// Class gives the classes.
func (f Fit) Class() string { return "fit fit--" + f.Key()[len("fit."):] }

// Icon gives the name of the icon.
func (f Fit) Icon() string {
	switch f {
	case Fits:
		return "check"
	case Conditions:
		return "clause"
	case NotAdvised:
		return "away"
	case Against:
		return "against"
	}
	return "unknown"
}

// Line is a sentence that opens to why. Template: line.
type Line struct {
	Text   string
	Weight int    // 1 light, 2 clear, 3 heavy; 0 is not told
	Label  string // a word before it: the value that it serves
	Why    *Why
}

// WeightKey gives the key of the word for the weight, or "".
func (l Line) WeightKey() string {
	switch l.Weight {
	case 1:
		return "weight.light"
	case 2:
		return "weight.clear"
	case 3:
		return "weight.heavy"
	}
	return ""
}

// FormCard is one of several ways, with its fit. Template: form-card.
type FormCard struct {
	ID         string
	Title      string
	Fit        Fit
	Text       string
	Conditions []string
	Reasons    []Line
	How        []Link // where it is told how to do this
	Level      int    // of the heading; 0 = 3
	Open       bool   // show the conditions and reasons at once
}

// Heading gives the heading of the card.
func (c FormCard) Heading() Heading {
	if c.Level == 0 {
		c.Level = 3
	}
	return Heading{Level: c.Level, Text: c.Title, ID: c.ID}
}

// Folded tells whether there is something to open.
func (c FormCard) Folded() bool { return len(c.Conditions)+len(c.Reasons)+len(c.How) > 0 }
