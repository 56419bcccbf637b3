package web_test

import (
	"slices"
	"testing"
	"time"

	"nabij/internal/platform/web"
)

func TestBalanceKeepsStonesOnTheirPan(t *testing.T) {
	lines := make([]web.Line, 60)
	for i := range lines {
		lines[i].Weight = i % 4 // 0 is not told, and drawn as light
	}
	b := web.Balance{Near: web.Side{Lines: lines}, Far: web.Side{Lines: lines[:3]}}
	near, far := b.NearStones(), b.FarStones()
	if len(far) != 3 || len(near) != 60 {
		t.Errorf("%d and %d stones", len(near), len(far))
	}
	for i, s := range near {
		if s.X-s.R < 18 || s.X+s.R > 142 || s.Y+s.R > 112.02 || s.Y-s.R < 0 {
			t.Errorf("stone %v is beside its pan", s)
		}
		for _, other := range near[:i] {
			if dx, dy, d := s.X-other.X, s.Y-other.Y, s.R+other.R; dx*dx+dy*dy < d*d-0.3 {
				t.Errorf("stones %v and %v lie through each other", s, other)
			}
		}
	}
	for _, s := range far {
		if s.X < 178 {
			t.Errorf("stone %v is on the other pan", s)
		}
	}
	if empty := (web.Balance{}); empty.ViewBox() != "0 82 320 66" || len(empty.NearStones()) != 0 {
		t.Errorf("an empty balance: %s", empty.ViewBox())
	}
}

func TestTimelinePlacesDays(t *testing.T) {
	day := func(s string) time.Time { d, _ := web.ParseDay(s); return d }
	tl := web.Timeline{From: day("2020-01-01"), To: day("2021-01-01"), Mark: day("2020-05-20"), Rows: make([]web.TimelineRow, 2)}
	for d, want := range map[string]string{"2020-01-01": "0.0", "2019-01-01": "0.0", "2020-07-01": "497.3", "2025-01-01": "1000.0"} {
		if got := tl.X(day(d)); got != want {
			t.Errorf("%s at %s, want %s", d, got, want)
		}
	}
	open := web.Bar{From: day("2020-07-01"), Label: "1,5 m"}
	short := web.Bar{From: day("2020-07-01"), To: day("2020-07-01"), Label: "1,5 m"}
	gone := web.Bar{From: day("2018-07-01"), To: day("2019-07-01")}
	if tl.Width(open) != "500.7" || tl.Width(short) != "3.0" || !tl.Fitting(open) || tl.Fitting(short) {
		t.Errorf("widths %s %s", tl.Width(open), tl.Width(short))
	}
	if tl.Shown(gone) || !tl.Shown(open) || !tl.Marked() || len(tl.Ticks()) != 4 || tl.Height() != 144 {
		t.Error("what is in the drawing is not told rightly")
	}
	if (web.Timeline{}).X(day("2020-01-01")) != "0.0" || len(web.Timeline{}.Ticks()) != 0 {
		t.Error("a timeline without days is not empty")
	}
	if long := (web.Timeline{From: day("1900-01-01"), To: day("2020-01-01")}); len(long.Ticks()) != 16 {
		t.Errorf("a century has %d ticks", len(long.Ticks()))
	}
}

func TestSmallParts(t *testing.T) {
	if web.Tel("+31 (0)30-123 abc") != "tel:+31030123" || web.Tel("javascript:1") != "tel:1" {
		t.Errorf("a number to dial: %s", web.Tel("+31 (0)30-123 abc"))
	}
	if web.FieldID("a.b") == web.FieldID("a-b") || web.FieldID("a b") != "f-a_20b" {
		t.Errorf("ids of fields meet: %s", web.FieldID("a.b"))
	}
	for _, f := range []web.Fit{web.Fits, web.Conditions, web.NotKnown, web.NotAdvised, web.Against, "invented"} {
		if web.Icon(f.Icon()) == "" || !slices.Contains([]string{"fits", "conditions", "unknown", "not-advised", "against"}, f.Key()[4:]) {
			t.Errorf("fit %s has no icon or no words", f)
		}
	}
	if web.Icon("invented") != "" {
		t.Error("an invented icon exists")
	}
}
