package record

import (
	"slices"
	"testing"

	"nabij/internal/framework"
)

func TestWhatChanged(t *testing.T) {
	told := func(pairs ...string) *framework.Told {
		o := &framework.Told{Answers: []framework.SectionTold{{}}}
		for i := 0; i+1 < len(pairs); i += 2 {
			o.Answers[0].Answers = append(o.Answers[0].Answers, framework.AnswerTold{Question: pairs[i], Ask: pairs[i] + "?", Answer: pairs[i+1]})
		}
		return o
	}
	got := ChangedAnswers(told("same", "x", "other", "was", "gone", "y"), told("new", "z", "same", "x", "other", "is"))
	want := []Changed{{"new?", "", "z"}, {"other?", "was", "is"}, {"gone?", "y", ""}}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
func TestARecordHoldsNoHalfSentences(t *testing.T) {
	got := Decision{Departing: "x", NoApproval: "x", Agreed: "yes", NotAgreed: "x", NextWho: "anna"}.Tidy()
	if got.Departing+got.NoApproval+got.NotAgreed+got.NextWho != "" {
		t.Errorf("%+v", got)
	}
	whole := Decision{Departs: true, Departing: "x", Lacking: []string{"team-lead"}, NoApproval: "x", Agreed: "no", NotAgreed: "x", Next: "2020-05-20", NextWho: "anna"}
	if got := whole.Tidy(); got.Departing == "" || got.NoApproval == "" || got.NotAgreed == "" || got.NextWho == "" {
		t.Errorf("%+v", got)
	}
}
