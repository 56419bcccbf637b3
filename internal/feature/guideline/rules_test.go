package guideline

import (
	"slices"
	"testing"
	"time"

	"nabij/internal/framework"
)

// parameter makes a subject with values: one for each series given.
func parameter(id string, series ...int) framework.ParameterInTime {
	p := framework.ParameterInTime{ID: id, Title: "T " + id}
	for i, s := range series {
		p.Holds = append(p.Holds, framework.HoldBar{Series: s, HoldTold: framework.HoldTold{Value: string(rune('a' + i)), From: framework.Day(100 * i)}})
	}
	return p
}

func TestUsual(t *testing.T) {
	line := framework.Timeline{Parameters: []framework.ParameterInTime{parameter("one", 0), parameter("three", 0, 0, 0), parameter("two", 0, 1), parameter("none"), parameter("three-again", 0, 1, 2)}}
	for _, c := range []struct {
		most int
		want []string
	}{
		{0, nil}, {1, []string{"three"}}, {3, []string{"three", "three-again", "two"}}, {99, []string{"three", "three-again", "two", "one", "none"}},
	} {
		if got := usual(line, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%d: %v, want %v", c.most, got, c.want)
		}
	}
	if got := usual(framework.Timeline{}, 8); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestRows(t *testing.T) {
	line := framework.Timeline{Parameters: []framework.ParameterInTime{parameter("a", 0, 0, 1), parameter("b", 0), parameter("c", 0, 1, 1, 2)}}
	describe := func(list []row) (out []string) {
		for _, r := range list {
			s := r.parameter.ID + ":"
			for _, h := range r.holds {
				s += h.Value
			}
			out = append(out, s)
		}
		return out
	}
	for _, c := range []struct{ chosen, want []string }{
		{nil, nil},
		{[]string{"unknown"}, nil},
		{[]string{"c", "a"}, []string{"a:ab", "a:c", "c:a", "c:bc", "c:d"}}, // in the order of the content, not of the address
		{[]string{"b", "b"}, []string{"b:a"}},
	} {
		if got := describe(rows(line, c.chosen)); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.chosen, got, c.want)
		}
	}
}

func TestLabel(t *testing.T) {
	for _, c := range []struct{ where, kind, level, want string }{
		{"", "law", "national", ""},
		{"Noord", "advice", "national", "Noord"},
		{"Noord", "agreement", "national", "Noord"},
		{"", "agreement", "service", "De Linde"},
		{"Noord", "agreement", "organisation", "Noord, De Linde"},
		{"Noord", "law", "organisation", "Noord"},
	} {
		h := framework.HoldBar{Where: c.where, HoldTold: framework.HoldTold{Kind: c.kind, PackLevel: c.level, PackIn: "De Linde"}}
		if got := label(h); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestInstant(t *testing.T) {
	day := framework.DayOf(2020, time.May, 20)
	if got := instant(day); got != time.Date(2020, 5, 20, 0, 0, 0, 0, time.UTC) {
		t.Error(got)
	}
	if !instant(framework.NoDay).IsZero() {
		t.Error("no day has become one")
	}
}
