package web

import (
	"fmt"
	"math"
)

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
	return [4]float64{round(s.X - half), round(s.Y - half), round(2 * half), round(s.R * 0.3)}
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

// Pan geometry, in units of the drawing of 320 wide.
const (
	panWidth = 116.0
	panTop   = 112.0
	pileTop  = 4.0
)

// stones piles lines up in rows from the pan upwards, the heavy ones below. When there are many they all become
// smaller: none is left out, as the drawing may not make one side look lighter than it is.
func stones(lines []Line, centre float64) []Stone {
	for scale := 1.0; scale > 0.1; scale *= 0.8 {
		if out, ok := pile(lines, centre, scale); ok {
			return out
		}
	}
	return nil // hundreds of lines: then the words have to do
}

func pile(lines []Line, centre, scale float64) (out []Stone, ok bool) {
	floor, gap := panTop, 3*scale
	for weight := 3; weight >= 1; weight-- {
		r := (4 + 3*float64(weight)) * scale
		n := 0
		for _, l := range lines {
			if min(max(l.Weight, 1), 3) == weight {
				n++
			}
		}
		perRow := int((panWidth + gap) / (2*r + gap))
		for n > 0 {
			if floor-2*r < pileTop {
				return nil, false
			}
			k := min(n, perRow)
			x := centre - float64(k-1)*(2*r+gap)/2
			for range k {
				out = append(out, Stone{X: round(x), Y: round(floor - r), R: round(r)})
				x += 2*r + gap
			}
			n -= k
			floor -= 2*r + scale
		}
	}
	return out, true
}

// round keeps the page small: a hundredth of a unit is far below what one sees.
func round(n float64) float64 { return math.Round(n*100) / 100 }
