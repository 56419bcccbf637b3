package review

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"nabij/internal/framework"
	"nabij/internal/people"
)

func TestDueOn(t *testing.T) {
	for _, c := range []struct{ next, look, want people.Day }{
		{"", "", ""}, {"2020-05-20", "", "2020-05-21"}, {"", "2020-05-20", "2020-05-20"}, {"2020-05-20", "2020-05-21", "2020-05-21"},
		{"2020-05-20", "2020-05-20", "2020-05-20"}, {"2020-05-20", "2020-06-20", "2020-05-21"}, {"2020-02-29", "", "2020-03-01"},
	} {
		if got := dueOn(c.next, c.look); got != c.want {
			t.Errorf("next %s, look %s: %s, want %s", c.next, c.look, got, c.want)
		}
		// The day in the row and the reasons that are told agree, on every day.
		o := Open{Next: c.next, Look: c.look}
		for d := people.Day("2020-02-20"); d < "2020-07-01"; d = d.Add(1) {
			if due := c.want != "" && c.want <= d; due != (len(o.byDay(d)) > 0) {
				t.Errorf("next %s, look %s, on %s: due %v, reasons %v", c.next, c.look, d, due, o.byDay(d))
			}
		}
	}
}

func TestWhatAsksMostComesFirst(t *testing.T) {
	list := inOrder([]Return{{Kind: KindGuideline, Code: "other_reason", Since: "2020-05-01"}, {Kind: KindDay, Since: "2020-05-02"}, {Kind: KindEvent, Code: "risk", Since: "2020-05-03"},
		{Kind: KindFramework, Code: "cannot_tell", Since: "2020-05-04"}, {Kind: KindGuideline, Code: "other_advice", Since: "2020-05-06"}, {Kind: KindGuideline, Code: "other_advice", Since: "2020-05-05"}})
	var got []string
	for _, r := range list {
		got = append(got, r.Since[8:])
	}
	if s := strings.Join(got, " "); s != "05 06 04 03 02 01" {
		t.Error(s)
	}
	for s := framework.OtherReason; s <= framework.OtherAdvice; s++ {
		if _, ok := framework.ParseShift(s.String()); !ok || !slices.Contains([]int{rankOtherReason, rankCannotTell, rankOtherAdvice}, rankOf(KindGuideline, s.String())) {
			t.Errorf("%s has no rank", s)
		}
	}
}

func TestKeeping(t *testing.T) {
	due, ahead, never := Open{Look: "2020-05-18"}, Open{Look: "2020-05-30", Next: "2020-05-20"}, Open{}
	for name, c := range map[string]struct {
		o     Open
		k     keeping
		wrong []string
	}{
		"with a day":                   {due, keeping{"Goed zo", "2020-05-25"}, nil},
		"its day has come":             {due, keeping{"Goed zo", ""}, []string{"look"}},
		"its day is still ahead":       {ahead, keeping{"Goed zo", ""}, nil},
		"nothing would bring it back":  {never, keeping{"Goed zo", ""}, []string{"look"}},
		"no reason":                    {ahead, keeping{" \n ", ""}, []string{"why"}},
		"as long as may be":            {ahead, keeping{strings.Repeat("é", MaxWhy), ""}, nil},
		"too long, and a day too soon": {ahead, keeping{strings.Repeat("é", MaxWhy+1), "2020-05-18"}, []string{"look", "why"}},
		"a year ahead":                 {due, keeping{"Goed zo", today.Add(mostDay)}, nil},
		"more than a year ahead":       {due, keeping{"Goed zo", today.Add(mostDay + 1)}, []string{"look"}},
	} {
		wrong := c.k.check(c.o, today)
		if got := slices.Sorted(maps.Keys(wrong)); !slices.Equal(got, c.wrong) {
			t.Errorf("%s: %v, want %v", name, got, c.wrong)
		}
		for _, code := range wrong {
			if _, ok := wrongWords[code]; !ok {
				t.Errorf("%s: no words for %s", name, code)
			}
		}
		// After it was kept, it does not come back on the same day.
		if len(wrong) == 0 {
			next, look := c.k.after(c.o, today)
			if d := dueOn(next, look); d == "" || d <= today {
				t.Errorf("%s: due on %q", name, d)
			}
		}
	}
}
