package byhand

// health weighs the rules on infection: complaints, isolation, raised risk, distance and protection.
func (j *judge) health() {
	c, f, o := j.c, &j.f, &j.out
	g := &c.Guidelines
	var t Tri

	// illness-inside: Someone in the home has complaints or must stay in; do not go inside now and choose another way.
	t = f.illnessInHome
	illnessButWorry := f.seriousWorry
	o.AtLeast(Conditional, min(t, illnessButWorry), Home|Colleague)
	o.Approving(min(t, illnessButWorry), RoleTeamLead)
	t = min(t, not(illnessButWorry))
	o.Rule(RuleIllnessInside, t)
	o.AtLeast(NotAdvised, t, Home|Colleague)

	// illness-and-worry: Complaints and a serious worry at once: consult before you go or stay away.
	t = min(f.illnessInHome, f.seriousWorry)
	o.Rule(RuleIllnessAndWorry, t)
	o.Prefer(Decisive, t, AtTheDoor)
	o.Consulting(t, RoleColleague)

	// illness-stay-outside: Meeting at the door is possible, if you stay outside; meeting elsewhere is better done later.
	t = f.illnessInHome
	o.Rule(RuleIllnessStayOutside, t)
	o.AtLeast(Conditional, t, AtTheDoor|LeavesHomeForms)

	// illness-stays-in: Whoever has complaints or must stay in does not go to an office, a group or on a walk.
	t = max(is(c.Complaints[0], AnswerYes), f.homeIsolation)
	o.Rule(RuleIllnessStaysIn, t)
	o.AtLeast(NotAdvised, t, LeavesHomeForms)

	// sick-stays-home: The rule at this time is: stay at home with complaints, while awaiting a result and after a positive test.
	if c.Day >= day20200312 && c.Day <= day20220224 {
		t = max(is(c.Complaints[0], AnswerYes), f.isolationNow)
		o.Rule(RuleSickStaysHome, t)
		o.AtLeast(Against, t, LeavesHomeForms)
	}

	// quarantine-stays-home: After close contact it is urgently advised to stay at home, up to and including {computed:quarantine-until}.
	if c.Day >= day20200818 && c.Day <= day20211223 {
		t = f.quarantineNow
		o.Rule(RuleQuarantineStaysHome, t)
		o.AtLeast(Against, t, LeavesHomeForms)
	}

	// housemate-ill-stay-in: A housemate has complaints; with fever or breathlessness everyone in the home then stays in.
	if c.Day <= day20220430 {
		t = min(anyHousemate(c, AnswerYes), when(g.HousematesStayHome))
		o.Rule(RuleHousemateIllStayIn, t)
		o.AtLeast(NotAdvised, t, LeavesHomeForms)
	}

	// waiting-for-result: A test result is awaited; often it is known within two days.
	t = is(c.Isolation, IsolationWaiting)
	o.Rule(RuleWaitingForResult, t)
	o.AtLeast(Conditional, t, Home|Colleague)

	// complaints-not-clear: It is not known of everyone whether there are complaints; ‘unknown’ is not ‘no’.
	t = f.complaintsUnclear
	o.Rule(RuleComplaintsNotClear, t)
	o.AtLeast(Conditional, t, InPersonForms)

	// raised-risk: Someone runs more danger of serious illness; weigh extra carefully whether meeting is needed.
	t = min(f.raisedRisk, f.measures)
	o.Rule(RuleRaisedRisk, t)
	o.AtLeast(Conditional, t, Home|Office|Group|Colleague)

	// risk-not-said: You do not know whether someone runs extra risk, or they will not say; be as careful as with a yes.
	t = min(max(how(c.RiskGroup, Unknown), how(c.RiskGroup, Refused)), f.measures)
	o.Rule(RuleRiskNotSaid, t)
	o.AtLeast(Conditional, t, Home|Office|Group|Colleague)

	// age-alone: Age alone does not say everything; a fit older person decides which risk belongs to life.
	t = min(atLeast(c.Age, 70), is(c.RiskGroup, AnswerNo))
	o.Rule(RuleAgeAlone, t)

	// risk-to-resident: The chance is large that you bring the virus along: see fewer people, go outside or let one fixed person go.
	t = is(c.ToResident, ChanceLarge)
	o.Rule(RuleRiskToResident, t)
	o.AtLeast(Conditional, t, Home|Colleague|Group)

	// risk-from-resident: The chance is large that the virus goes through you to the next resident; plan this visit last in the day.
	t = is(c.FromResident, ChanceLarge)
	o.Rule(RuleRiskFromResident, t)
	o.AtLeast(Conditional, t, Home|Colleague)

	// keep-distance: A distance of {param:distance} holds; meeting is possible if you keep it and let in fresh air.
	t = f.measures
	o.Rule(RuleKeepDistance, t)
	o.AtLeast(Conditional, t, Home|Office|Walk|Outside|AtTheDoor|Group|Colleague)

	// distance-fails: Keeping a distance does not work; do not come close if there is another way.
	t = min(f.measures, f.distanceFails)
	closeButNeeded := f.meetingNeeded
	o.AtLeast(Conditional, min(t, closeButNeeded), Home|Colleague)
	t = min(t, not(closeButNeeded))
	o.Rule(RuleDistanceFails, t)
	o.AtLeast(NotAdvised, t, Home|Colleague)

	// explain-distance: The resident keeps a distance only with explanation or help; practise it and make it visible.
	t = min(f.distancePersonAsked, oneOf2(c.DistancePerson, DistancePersonWithHelp, DistancePersonNo))
	o.Rule(RuleExplainDistance, t)
	o.AtLeast(Conditional, t, InPersonForms)

	// close-masks: Where distance fails, both of you wear a mask.
	t = min(f.measures, f.distanceFails, when(g.PpeClose == PpeCloseMasksBoth))
	o.Rule(RuleCloseMasks, t)
	o.AtLeast(Conditional, t, Home|Office|Group|Colleague)

	// close-judge: Where distance fails, you decide with your team lead which protection is needed.
	t = min(f.measures, f.distanceFails, when(g.PpeClose == PpeCloseOwnJudgement))
	o.Rule(RuleCloseJudge, t)
	o.AtLeast(Conditional, t, Home|Office|Group|Colleague)

	// close-no-rule: Where distance fails, there is no national rule on protection yet: ask.
	t = min(f.measures, f.distanceFails, when(g.PpeClose == PpeCloseNone))
	o.Rule(RuleCloseNoRule, t)
	o.AtLeast(Conditional, t, Home|Office|Group|Colleague)

	// close-medical-mask: In this period a medical mask is advised where distance fails.
	t = min(f.distanceFails, when(g.MedicalMaskWhenClose))
	o.Rule(RuleCloseMedicalMask, t)
	o.AtLeast(Conditional, t, Home|Office|Group|Colleague)

	// protect-full: If you go in all the same with complaints, then with full protection.
	t = min(f.illnessInHome, when(g.PpeSuspected == PpeSuspectedFullSet))
	o.Rule(RuleProtectFull, t)
	o.AtLeast(Conditional, t, Home|Colleague)

	// protect-basic: If you go in all the same with complaints, then with a surgical mask and gloves.
	t = min(f.illnessInHome, when(g.PpeSuspected == PpeSuspectedMaskAndGloves))
	o.Rule(RuleProtectBasic, t)
	o.AtLeast(Conditional, t, Home|Colleague)

	// protect-no-rule: There is no rule on protection for visits with complaints yet; go in only if there is equipment.
	t = min(f.illnessInHome, when(g.PpeSuspected == PpeSuspectedNone))
	o.Rule(RuleProtectNoRule, t)
	o.AtLeast(Conditional, t, Home|Colleague)

	// shelter-apart: In a shelter someone with complaints must be able to sleep apart; sending away is not possible.
	t = min(when(c.Variant == Shelter), f.illnessInHome, min(f.ownRoomAsked, is(c.OwnRoom, AnswerNo)))
	o.Rule(RuleShelterApart, t)
	o.AtLeast(Conditional, t, Home|Colleague)
	o.Consulting(t, RoleTeamLead)

	// outside-safer: Outside, infection is less likely than inside.
	t = min(f.measures, is(c.CanGoOut, AnswerYes), not(f.mixFits))
	o.Rule(RuleOutsideSafer, t)
	o.Prefer(Light, t, Walk|Outside)

	// cannot-go-out: The resident cannot or does not want to go outside.
	t = is(c.CanGoOut, AnswerNo)
	o.Rule(RuleCannotGoOut, t)
	o.AtLeast(NotAdvised, t, LeavesHomeForms)

	// inside-needed: What you want to know or do is only possible inside.
	t = is(c.HomeNeeded, AnswerYes)
	o.Rule(RuleInsideNeeded, t)
	o.Prefer(Heavy, t, Home)
}
