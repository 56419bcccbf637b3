package web

import (
	"fmt"
	"html/template"
)

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

// Balance shows two sides. The beam stays level whatever lies on it: the program weighs nothing, it lays things where
// they belong. Template: balance.
type Balance struct {
	Near  Side
	Far   Side
	Words bool // also write every line under the drawing
}

// Side is one of two sides.
type Side struct {
	Label string
	Lines []Line
}

// sideView is what the template of one side sees.
type sideView struct {
	Side
	Class, Icon string
	Words       bool
}

// NearView gives the near side for its template.
func (b Balance) NearView() sideView { return sideView{b.Near, "near", "near", b.Words} }

// FarView gives the far side for its template.
func (b Balance) FarView() sideView { return sideView{b.Far, "far", "far", b.Words} }

// Stone is one line as it lies on a pan.
type Stone struct{ X, Y, R float64 }

// Square gives the corner and the size of a stone of the far side, which has the same surface as a round one.
func (s Stone) Square() [4]float64 {
	half := s.R * 0.886
	return [4]float64{s.X - half, s.Y - half, 2 * half, s.R * 0.3}
}

// NearStones lays the lines of the near side on its pan.
func (b Balance) NearStones() []Stone { return stones(b.Near.Lines, 80) }

// FarStones lays the lines of the far side on its pan.
func (b Balance) FarStones() []Stone { return stones(b.Far.Lines, 240) }

// ViewBox gives the part of the drawing that is used, so that a low pile leaves no hole in the page.
func (b Balance) ViewBox() string {
	top := panTop - 30
	for _, s := range append(b.NearStones(), b.FarStones()...) {
		top = min(top, s.Y-s.R-4)
	}
	return fmt.Sprintf("0 %.0f 320 %.0f", top, 148-top)
}

// Pan geometry, in units of the drawing 320 wide.
const (
	panWidth = 116.0
	panTop   = 112.0
	stoneGap = 3.0
)

// stones piles lines up in rows from the pan upwards, the heavy ones below. What does not fit in the drawing is still
// in the words beside it.
func stones(lines []Line, centre float64) []Stone {
	var out []Stone
	floor := panTop
	for weight := 3; weight >= 1; weight-- {
		r := 4 + 3*float64(weight)
		n := 0
		for _, l := range lines {
			if max(l.Weight, 1) == weight {
				n++
			}
		}
		perRow := int(panWidth / (2*r + stoneGap))
		for n > 0 && floor-2*r > 14 {
			k := min(n, perRow)
			x := centre - float64(k-1)*(2*r+stoneGap)/2
			for range k {
				out = append(out, Stone{X: x, Y: floor - r, R: r})
				x += 2*r + stoneGap
			}
			n -= k
			floor -= 2*r + 1
		}
	}
	return out
}
