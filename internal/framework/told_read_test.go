package framework

import (
	"encoding/json"
	"testing"
)

// TestToldIsReadBack stores an advice as JSON and reads it again: not a word may be lost.
func TestToldIsReadBack(t *testing.T) {
	for _, tt := range []struct {
		in   string
		into any
		bad  bool
	}{
		{`"2020-05-20"`, new(Day), false}, {`""`, new(Day), false}, {`"2020-13-01"`, new(Day), true},
		{`"2020-05-20 14:00"`, new(Moment), false}, {`""`, new(Moment), false}, {`"soon"`, new(Moment), true},
		{`"yes"`, new(Tri), false}, {`"open"`, new(Tri), false}, {`"maybe"`, new(Tri), true},
	} {
		err := json.Unmarshal([]byte(tt.in), tt.into)
		if (err != nil) != tt.bad {
			t.Errorf("%s: %v", tt.in, err)
			continue
		}
		if out, _ := json.Marshal(tt.into); err == nil && string(out) != tt.in {
			t.Errorf("%s came back as %s", tt.in, out)
		}
	}
	told := Told{Format: 1, Day: On(DayOf(2020, 5, 20)), Today: NoMoment, Forms: []FormTold{{ID: "home", Fit: Conditional, Decided: []RuleTold{{Verdict: Yes, Why: Why{Verdict: Open}}}}},
		Review: &ReviewTold{Day: DayOf(2020, 6, 1)}, Answers: []SectionTold{{Answers: []AnswerTold{{Given: Refused}}}}}
	one, err := json.Marshal(told)
	if err != nil {
		t.Fatal(err)
	}
	var again Told
	if err := json.Unmarshal(one, &again); err != nil {
		t.Fatal(err)
	}
	if two, _ := json.Marshal(again); string(one) != string(two) {
		t.Errorf("%s\n%s", one, two)
	}
}
