package decision

import (
	"slices"
	"testing"
	"time"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/web/webtest"
)

func TestPages(t *testing.T) {
	webtest.Pages(t, decidePage, closedPage, paperPage, letterPage, earlierPage, endPage)
}

func forms(fits ...framework.Fit) *framework.Told {
	told := &framework.Told{Day: framework.On(100)}
	for i, f := range fits {
		told.Forms = append(told.Forms, framework.FormTold{ID: string(rune('a' + i)), Fit: f, Requires: []framework.RequirementTold{{ID: "mask", Text: "masks"}},
			Checklist: []framework.RequirementTold{{ID: "wash", Text: "wash"}}})
	}
	return told
}

func TestDeparting(t *testing.T) {
	told := forms(framework.Fits, framework.Fits, framework.Conditional, framework.NotAdvised, framework.AgainstGuideline)
	for _, tt := range []struct {
		chosen        []string
		from, against bool
	}{
		{nil, false, false}, {[]string{"a"}, false, false}, {[]string{"b"}, false, false}, {[]string{"c"}, true, false}, {[]string{"a", "c"}, false, false},
		{[]string{"a", "d"}, true, false}, {[]string{"e"}, true, true}, {[]string{"unknown"}, true, false},
	} {
		if from, against := departs(told, tt.chosen); from != tt.from || against != tt.against {
			t.Errorf("%v: %v %v", tt.chosen, from, against)
		}
	}
	if got := inOrder(told, []string{"c", "x", "a", "a"}); !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("%v", got)
	}
	if got := conditions(told, []string{"a", "b"}); len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestWhatADecisionStillNeeds(t *testing.T) {
	whole := record.Decision{Forms: []string{"a"}, Reason: "x", Agreed: "yes"}
	plain := forms(framework.Fits)
	consult := forms(framework.Fits)
	consult.Consult = []framework.CallTold{{ID: "colleague"}}
	const day = framework.Day(100)
	with := func(change func(d *record.Decision)) record.Decision {
		d := whole
		change(&d)
		return d
	}
	for _, tt := range []struct {
		name      string
		d         record.Decision
		told      *framework.Told
		consulted bool
		want      []string
	}{
		{"whole", whole, plain, false, nil},
		{"nothing", record.Decision{}, plain, false, []string{needForm, needReason, needAgreed}},
		{"departs without a reason", with(func(d *record.Decision) { d.Departs = true }), plain, false, []string{needDeparting}},
		{"departs with one", with(func(d *record.Decision) { d.Departs, d.Departing = true, "x" }), plain, false, nil},
		{"nobody was asked", whole, consult, false, []string{needConsult}},
		{"somebody was", whole, consult, true, nil},
		{"nobody could be", with(func(d *record.Decision) { d.NoConsult = "night" }), consult, false, nil},
		{"without approval", with(func(d *record.Decision) { d.Lacking = []string{"team-lead"} }), plain, false, []string{needApproval}},
		{"without approval and why", with(func(d *record.Decision) { d.Lacking, d.NoApproval = []string{"team-lead"}, "x" }), plain, false, nil},
		{"not agreed", with(func(d *record.Decision) { d.Agreed = "no" }), plain, false, []string{needWhyNot}},
		{"to be discussed", with(func(d *record.Decision) { d.Agreed, d.NotAgreed = "later", "x" }), plain, false, nil},
		{"days that passed", with(func(d *record.Decision) { d.Next, d.Look = "1970-04-10", "1970-04-10" }), plain, false, []string{nextPassed, lookEarly}},
		{"today", with(func(d *record.Decision) { d.Next, d.Look = day.String(), day.String() }), plain, false, nil},
		{"no days", with(func(d *record.Decision) { d.Next = "soon" }), plain, false, []string{nextPassed}},
	} {
		if got := fitsTogether(tt.d, tt.told, tt.consulted, day); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestLacking(t *testing.T) {
	told := &framework.Told{Approve: []framework.CallTold{{ID: "team-lead"}, {ID: "location-manager"}}}
	got := lacking(told, []record.Approval{{Role: "team-lead", State: "refused"}, {Role: "location-manager", State: "approved"}, {Role: "team-lead", State: "asked"}})
	if !slices.Equal(got, []string{"team-lead"}) {
		t.Errorf("%v", got)
	}
}

func TestWhenACopyIsNotSafe(t *testing.T) {
	at := time.Date(2020, 5, 18, 12, 0, 0, 0, time.UTC)
	letter := []people.Way{{Kind: "letter"}}
	hold := people.SafeRule{Ways: letter, AgreedOn: "2020-05-10", AskAfter: "2020-06-01"}
	for _, tt := range []struct {
		name    string
		rule    people.SafeRule
		flagged bool
		sees    bool
		want    string
	}{
		{"no rule, no danger", people.SafeRule{}, false, true, ""},
		{"no rule, danger", people.SafeRule{}, true, true, "no_rule"},
		{"careful, no ways", people.SafeRule{Careful: true}, false, true, "no_rule"},
		{"ran out", people.SafeRule{Ways: letter, Careful: true, AskAfter: "2020-05-01"}, false, true, "expired"},
		{"letters are safe", hold, true, true, ""},
		{"letters are not", people.SafeRule{Unsafe: letter, AskAfter: "2020-06-01"}, false, true, "unsafe_way"},
		{"only by phone", people.SafeRule{Ways: []people.Way{{Kind: "phone"}}, AskAfter: "2020-06-01"}, false, true, "not_listed"},
		{"somebody may not know", people.SafeRule{Ways: letter, MustNotKnow: []string{"her brother"}, AskAfter: "2020-06-01"}, false, true, warnMustNotKnow},
		{"nothing may be left", people.SafeRule{MayLeave: "no", AskAfter: "2020-06-01"}, false, true, warnMayNotLeave},
		{"who may not see the rule cannot know", people.SafeRule{}, false, false, warnNobodyKnows},
	} {
		if got := unsafeCopy(tt.rule, tt.flagged, tt.sees, at); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWhichFitsChanged(t *testing.T) {
	fits := changedFits(forms(framework.Fits, framework.Fits), forms(framework.Fits, framework.NotAdvised))
	if len(fits) != 1 || fits[0].Was != framework.Fits || fits[0].Is != framework.NotAdvised {
		t.Errorf("%v", fits)
	}
}
