package deliberation

import (
	"slices"
	"testing"
	"time"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
)

func TestWhatBecomesOfAnAnswer(t *testing.T) {
	stands := Answer{Version: 3, Given: []string{"yes"}, AskedOn: "2020-05-18 12:00", Page: "mine"}
	for _, tt := range []struct {
		name    string
		touched bool
		seen    int64
		page    string
		given   []string
		asked   string
		want    string
	}{
		{"changed on what stands", true, 3, "other", []string{"no"}, "", saved},
		{"taken back on what stands", true, 3, "other", []string{}, "", saved},
		{"changed on an older version", true, 2, "other", []string{"no"}, "", beside},
		{"changed before anybody answered", true, 0, "other", []string{"no"}, "", beside},
		{"the same words on an older version", true, 1, "other", []string{"yes"}, "", same},
		{"the same words of another day", true, 3, "other", []string{"yes"}, "2020-05-01", saved},
		{"not touched in a page that is old", false, 1, "other", []string{"no"}, "", same},
		{"the page did not hear that it was stored", true, 2, "mine", []string{"no"}, "", saved},
		{"a page without a name is nobody's own", true, 2, "", []string{"no"}, "", beside},
	} {
		if got := settle(tt.touched, tt.seen, tt.page, tt.given, tt.asked, stands); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	unnamed := stands
	unnamed.Page = ""
	if got := settle(true, 2, "", []string{"no"}, "", unnamed); got != beside {
		t.Errorf("two pages without a name: %s", got)
	}
}

func TestSealsTellWhatWasTouched(t *testing.T) {
	x := Answer{Version: 7, Given: []string{"a", "b"}, AskedOn: "2020-05-03"}
	for _, tt := range []struct {
		name    string
		given   []string
		asked   string
		touched bool
	}{
		{"as shown", []string{"a", "b"}, "2020-05-03", false}, {"another day", []string{"a", "b"}, "", true}, {"one less", []string{"a"}, "2020-05-03", true},
		{"another split", []string{"ab"}, "2020-05-03", true}, {"none", nil, "2020-05-03", true},
	} {
		v, touched, ok := unseal(seal(x), tt.given, tt.asked)
		if v != 7 || !ok || touched != tt.touched {
			t.Errorf("%s: %d %v %v", tt.name, v, touched, ok)
		}
	}
	noted := Answer{Version: 1, Given: []string{"a"}, AskedOn: "2020-05-18 12:00"} // by the program: no field shows it
	if _, touched, _ := unseal(seal(noted), []string{"a"}, ""); touched {
		t.Error("a moment that the program noted counts as touched")
	}
	for _, bad := range []string{"", "x", "x.y", "-1.abc", "99999999999999999999.abc"} {
		if _, _, ok := unseal(bad, nil, ""); ok {
			t.Errorf("%q is taken for a seal", bad)
		}
	}
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
	whole := Decision{Forms: []string{"a"}, Reason: "x", Agreed: "yes"}
	plain := forms(framework.Fits)
	consult := forms(framework.Fits)
	consult.Consult = []framework.CallTold{{ID: "colleague"}}
	const day = framework.Day(100)
	with := func(change func(d *Decision)) Decision {
		d := whole
		change(&d)
		return d
	}
	for _, tt := range []struct {
		name      string
		d         Decision
		told      *framework.Told
		consulted bool
		want      []string
	}{
		{"whole", whole, plain, false, nil},
		{"nothing", Decision{}, plain, false, []string{needForm, needReason, needAgreed}},
		{"departs without a reason", with(func(d *Decision) { d.Departs = true }), plain, false, []string{needDeparting}},
		{"departs with one", with(func(d *Decision) { d.Departs, d.Departing = true, "x" }), plain, false, nil},
		{"nobody was asked", whole, consult, false, []string{needConsult}},
		{"somebody was", whole, consult, true, nil},
		{"nobody could be", with(func(d *Decision) { d.NoConsult = "night" }), consult, false, nil},
		{"without approval", with(func(d *Decision) { d.Lacking = []string{"team-lead"} }), plain, false, []string{needApproval}},
		{"without approval and why", with(func(d *Decision) { d.Lacking, d.NoApproval = []string{"team-lead"}, "x" }), plain, false, nil},
		{"not agreed", with(func(d *Decision) { d.Agreed = "no" }), plain, false, []string{needWhyNot}},
		{"to be discussed", with(func(d *Decision) { d.Agreed, d.NotAgreed = "later", "x" }), plain, false, nil},
		{"days that passed", with(func(d *Decision) { d.Next, d.Look = "1970-04-10", "1970-04-10" }), plain, false, []string{nextPassed, lookEarly}},
		{"today", with(func(d *Decision) { d.Next, d.Look = day.String(), day.String() }), plain, false, nil},
		{"no days", with(func(d *Decision) { d.Next = "soon" }), plain, false, []string{nextPassed}},
	} {
		if got := fitsTogether(tt.d, tt.told, tt.consulted, day); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestLacking(t *testing.T) {
	told := &framework.Told{Approve: []framework.CallTold{{ID: "team-lead"}, {ID: "location-manager"}}}
	got := lacking(told, []Approval{{Role: "team-lead", State: "refused"}, {Role: "location-manager", State: "approved"}, {Role: "team-lead", State: "asked"}})
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

func TestWhatChanged(t *testing.T) {
	told := func(pairs ...string) *framework.Told {
		o := &framework.Told{Answers: []framework.SectionTold{{}}}
		for i := 0; i+1 < len(pairs); i += 2 {
			o.Answers[0].Answers = append(o.Answers[0].Answers, framework.AnswerTold{Question: pairs[i], Ask: pairs[i] + "?", Answer: pairs[i+1]})
		}
		return o
	}
	got := changedAnswers(told("same", "x", "other", "was", "gone", "y"), told("new", "z", "same", "x", "other", "is"))
	want := []changed{{"new?", "", "z"}, {"other?", "was", "is"}, {"gone?", "y", ""}}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	fits := changedFits(forms(framework.Fits, framework.Fits), forms(framework.Fits, framework.NotAdvised))
	if len(fits) != 1 || fits[0].Was != framework.Fits || fits[0].Is != framework.NotAdvised {
		t.Errorf("%v", fits)
	}
}

func TestProposedRole(t *testing.T) {
	all := builtIn.Frameworks()
	for _, tt := range []struct {
		last string
		does []access.Role
		want string
	}{{"youth-worker", []access.Role{access.ClientSupporter}, "youth-worker"}, {"", []access.Role{access.ClientSupporter}, "client-supporter"}, {"", []access.Role{access.Worker}, ""}} {
		if got := proposedRole(all, tt.last, tt.does); got != tt.want {
			t.Errorf("%v: %q", tt, got)
		}
	}
}

func TestARecordHoldsNoHalfSentences(t *testing.T) {
	got := Decision{Departing: "x", NoApproval: "x", Agreed: "yes", NotAgreed: "x", NextWho: "anna"}.tidy()
	if got.Departing+got.NoApproval+got.NotAgreed+got.NextWho != "" {
		t.Errorf("%+v", got)
	}
	whole := Decision{Departs: true, Departing: "x", Lacking: []string{"team-lead"}, NoApproval: "x", Agreed: "no", NotAgreed: "x", Next: "2020-05-20", NextWho: "anna"}
	if got := whole.tidy(); got.Departing == "" || got.NoApproval == "" || got.NotAgreed == "" || got.NextWho == "" {
		t.Errorf("%+v", got)
	}
}
