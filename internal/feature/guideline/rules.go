package guideline

import (
	"slices"
	"strings"
	"time"

	"nabij/internal/framework"
)

// usual picks the subjects that are shown when nobody chose: those that changed most, as many as fit a screen.
func usual(t framework.Timeline, most int) []string {
	type subject struct {
		id    string
		count int
	}
	var all []subject
	for _, p := range t.Parameters {
		all = append(all, subject{p.ID, len(p.Holds)})
	}
	slices.SortStableFunc(all, func(a, b subject) int { return b.count - a.count })
	var out []string
	for _, s := range all[:min(most, len(all))] {
		out = append(out, s.id)
	}
	return out
}

// row is one line of the drawing: a subject, for everyone or for some place or group.
type row struct {
	parameter framework.ParameterInTime
	where     string
	holds     []framework.HoldBar
}

// rows splits each chosen subject into lines: values that follow one another stand on one line.
func rows(t framework.Timeline, chosen []string) []row {
	var out []row
	for _, p := range t.Parameters {
		if !slices.Contains(chosen, p.ID) {
			continue
		}
		last := -1
		for _, h := range p.Holds {
			if h.Series != last {
				out = append(out, row{parameter: p, where: label(h)})
				last = h.Series
			}
			out[len(out)-1].holds = append(out[len(out)-1].holds, h)
		}
	}
	return out
}

// label tells apart the lines of one subject: where or for whom, and whose own agreement it is.
func label(h framework.HoldBar) string {
	if h.Kind != "agreement" || h.PackLevel == "national" {
		return h.Where
	}
	return strings.TrimPrefix(h.Where+", "+h.PackIn, ", ")
}

// instant is the beginning of a day, as the drawing reckons with it; the zero time when there is no day.
func instant(d framework.Day) time.Time {
	t, err := time.Parse(time.DateOnly, d.String())
	if err != nil {
		return time.Time{}
	}
	return t
}
