package web

import (
	"strconv"
	"time"
)

// Timeline draws periods on lines, with the same in a table for who does not see the drawing. Template: timeline.
type Timeline struct {
	ID       string // unique in the page
	Title    string
	From, To time.Time // To is the first day that is not shown
	Mark     time.Time // a day to point at, such as the planned day; zero = none
	MarkName string
	Rows     []TimelineRow
}

// TimelineRow is one thing that changes over time.
type TimelineRow struct {
	Label string
	Bars  []Bar
}

// Bar is one period. To is its last day; zero = it goes on.
type Bar struct {
	From, To time.Time
	Label    string // the value, short: "1,5 m"
	Kind     string // the kind in words: "dringend advies"
	Style    string // law, urgent, advice, own: how the bar is drawn
	Source   Link
}

// Class gives the classes of a bar.
func (b Bar) Class() string {
	switch b.Style {
	case "law", "urgent", "advice", "own":
		return "timeline__bar timeline__bar--" + b.Style
	}
	return "timeline__bar"
}

// The drawing, in its own units: labels above the bars, so that it can shrink to a phone.
const (
	timelineWidth = 1000.0
	timelineHead  = 28
	timelineRow   = 58
)

// Height gives the height of the drawing.
func (t Timeline) Height() int { return timelineHead + timelineRow*len(t.Rows) }

// RowY gives the top of a row.
func (t Timeline) RowY(i int) int { return timelineHead + timelineRow*i }

// X gives the place of a day, kept inside the drawing.
func (t Timeline) X(day time.Time) string {
	return strconv.FormatFloat(t.x(day), 'f', 1, 64)
}

func (t Timeline) x(day time.Time) float64 {
	whole := t.To.Sub(t.From).Hours()
	if whole <= 0 {
		return 0
	}
	return min(max(timelineWidth*day.Sub(t.From).Hours()/whole, 0), timelineWidth)
}

// Width gives the length of a bar; a short period stays visible.
func (t Timeline) Width(b Bar) string {
	end := t.To
	if !b.To.IsZero() {
		end = b.To.AddDate(0, 0, 1)
	}
	return strconv.FormatFloat(max(t.x(end)-t.x(b.From)-2, 3), 'f', 1, 64)
}

// Fitting tells whether the label of a bar fits in it; otherwise it is in the table alone.
func (t Timeline) Fitting(b Bar) bool {
	end := t.To
	if !b.To.IsZero() {
		end = b.To.AddDate(0, 0, 1)
	}
	return t.x(end)-t.x(b.From) > 11*float64(len([]rune(b.Label)))+12
}

// Shown tells whether a bar has a day in the drawing.
func (t Timeline) Shown(b Bar) bool {
	return b.From.Before(t.To) && (b.To.IsZero() || !b.To.Before(t.From))
}

// Marked tells whether the marked day is in the drawing.
func (t Timeline) Marked() bool {
	return !t.Mark.IsZero() && !t.Mark.Before(t.From) && t.Mark.Before(t.To)
}

// Ticks gives the first days of the quarters, at most a dozen or so.
func (t Timeline) Ticks() []time.Time {
	step := 3
	if t.To.Sub(t.From).Hours() > 24*366*3 {
		step = 12
	}
	var ticks []time.Time
	d := time.Date(t.From.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
	for ; d.Before(t.To) && len(ticks) < 16; d = d.AddDate(0, step, 0) {
		if !d.Before(t.From) {
			ticks = append(ticks, d)
		}
	}
	return ticks
}
