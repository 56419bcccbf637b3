package byhand

// dates weighs the rules on what follows the times: offices, centres, groups, masks, visitors, curfew.
func (j *judge) dates() {
	c, f, o := j.c, &j.f, &j.out
	g := &c.Guidelines
	var t Tri

	// not-yet-crucial: Social work is not yet on the list of crucial professions; consult your team lead before you go.
	if c.Day >= day20200312 && c.Day <= day20200317 {
		t = not(when(g.CrucialProfession))
		o.Rule(RuleNotYetCrucial, t)
		o.Consulting(t, RoleTeamLead)
	}

	// crucial: Social work is a crucial profession: going on is allowed and wanted, also in person where needed.
	t = min(when(g.CrucialProfession), f.measures)
	o.Rule(RuleCrucial, t)

	// only-if-needed: In these first months the rule is: at a distance, unless meeting is needed.
	if c.Day >= day20200312 && c.Day <= day20200531 {
		t = oneOf2(c.MeansEnough, MeansEnoughYes, MeansEnoughPartly)
		neededNow := max(f.seriousWorry, is(c.HomeNeeded, AnswerYes))
		t = min(t, not(neededNow))
		o.Rule(RuleOnlyIfNeeded, t)
		o.AtLeast(NotAdvised, t, Home|Office|Group)
	}

	// lockdown-2020: There is a lockdown; meet only where it really adds something, and rather outside.
	if c.Day >= day20201215 && c.Day <= day20210427 {
		t = f.measures
		o.Rule(RuleLockdown2020, t)
	}

	// lockdown-2021: There is a lockdown again; social work goes on, but weigh each visit.
	if c.Day >= day20211219 && c.Day <= day20220114 {
		t = f.measures
		o.Rule(RuleLockdown2021, t)
	}

	// not-a-visitor: You do not count as a visitor: the limit on visitors at home does not hold for a professional, nor for informal care.
	if c.Day >= day20200323 && c.Day <= day20220214 {
		t = f.measures
		o.Rule(RuleNotAVisitor, t)
	}

	// visitors-told: A limit holds for visits by family or volunteers at home; tell it, without frightening anyone.
	t = limited(g.PrivateVisitors)
	o.Rule(RuleVisitorsTold, t)
	o.AtLeast(Conditional, t, Network|Volunteer)

	// fixed-visitors: For older people living independently the advice is: limit visits to one or two fixed people.
	t = byAge(f.age70, g.OlderVisitLimited70, g.OlderVisitLimited)
	o.Rule(RuleFixedVisitors, t)
	o.AtLeast(Conditional, t, Network|Volunteer)

	// visit-once: People should go visiting at most {param:private-visit-moments}; agree who comes when.
	t = limited(g.PrivateVisitMoments)
	o.Rule(RuleVisitOnce, t)
	o.AtLeast(Conditional, t, Network|Volunteer)

	// self-test-visitors: Visitors are asked to do a self-test beforehand.
	if c.Day <= day20220430 {
		t = when(g.SelfTestBeforeVisit)
		o.Rule(RuleSelfTestVisitors, t)
		o.AtLeast(Conditional, t, Network|Volunteer)
	}

	// no-handshake: Do not shake hands; a nod or a wave is a greeting too.
	if c.Day <= day20220430 {
		t = when(g.HandshakeAdvisedAgainst)
		o.Rule(RuleNoHandshake, t)
		o.AtLeast(Conditional, t, InPersonForms)
	}

	// curfew: There is a curfew; meeting by day is easiest, for work you may go out with statements.
	if c.Day >= day20210123 && c.Day <= day20210427 {
		t = f.measures
		o.Rule(RuleCurfew, t)
		o.AtLeast(Conditional, t, Home|AtTheDoor|Walk|Outside|Colleague)
	}

	// masks-public: In hall, waiting room and corridor everybody from 13 years wears a mask.
	t = when(g.Masks == MasksDuty || g.Masks == MasksUrgentAdvice || g.Masks == MasksAdvice)
	o.Rule(RuleMasksPublic, t)
	o.AtLeast(Conditional, t, Office|Group)

	// office-only-needed: Working from home is advised; an office appointment is possible for those who cannot manage at a distance.
	t = when(g.Offices == OfficesHomeUnlessEssential || g.Offices == OfficesHomeUnless)
	o.Rule(RuleOfficeOnlyNeeded, t)
	o.AtLeast(Conditional, t, Office)

	// office-closed: The office or location is closed.
	t = is(c.OfficeOpen, OfficeOpenClosed)
	o.Rule(RuleOfficeClosed, t)
	o.AtLeast(NotAdvised, t, Office)

	// office-not-suited: The office is not well arranged for keeping a distance; do not use it if there is another way.
	t = min(is(c.OfficeOpen, OfficeOpenNotSuited), f.measures)
	o.Rule(RuleOfficeNotSuited, t)
	o.AtLeast(NotAdvised, t, Office)

	// no-group: There is no group or activity that fits now.
	t = is(c.GroupConsidered, AnswerNo)
	o.Rule(RuleNoGroup, t)
	o.AtLeast(NotAdvised, t, Group)

	// centres-closed: Community centres are closed and gatherings forbidden; a group is not possible now.
	t = min(min(f.groupPlaceAsked, is(c.GroupPlace, GroupPlaceIndoors)), when(g.Centres == CentresClosed))
	o.Rule(RuleCentresClosed, t)
	o.AtLeast(Against, t, Group)

	// centres-vulnerable: Community centres are open only for people in a vulnerable position; for them a planned group may go on, and you judge that.
	t = min(min(f.groupPlaceAsked, is(c.GroupPlace, GroupPlaceIndoors)), when(g.Centres == CentresVulnerableOnly))
	groupForVulnerable := min(f.groupVulnerableAsked, is(c.GroupVulnerable, AnswerYes))
	o.AtLeast(Conditional, min(t, groupForVulnerable), Group)
	o.Approving(min(t, groupForVulnerable), RoleLocationManager)
	t = min(t, not(groupForVulnerable))
	o.Rule(RuleCentresVulnerable, t)
	o.AtLeast(Against, t, Group)

	// group-too-big-inside: The group is larger than allowed indoors: now at most {param:group-indoors}.
	t = min(min(f.groupPlaceAsked, is(c.GroupPlace, GroupPlaceIndoors)), min(f.groupSizeAsked, moreThan(c.GroupSize, g.GroupIndoors)))
	sizeNotForVulnerable := min(min(f.groupVulnerableAsked, is(c.GroupVulnerable, AnswerYes)), when(g.Centres == CentresVulnerableOnly))
	o.AtLeast(Conditional, min(t, sizeNotForVulnerable), Group)
	t = min(t, not(sizeNotForVulnerable))
	o.Rule(RuleGroupTooBigInside, t)
	o.AtLeast(Against, t, Group)
	o.AtLeast(Conditional, t, Group)

	// group-too-big-outside: The group is larger than allowed outdoors: now at most {param:group-outdoors}.
	t = min(min(f.groupPlaceAsked, is(c.GroupPlace, GroupPlaceOutdoors)), min(f.groupSizeAsked, moreThan(c.GroupSize, g.GroupOutdoors)))
	o.Rule(RuleGroupTooBigOutside, t)
	o.AtLeast(Against, t, Group)
	o.AtLeast(Conditional, t, Group)

	// evening-activity: Social work activities may go on after 17:00 too; you judge what belongs to them.
	if c.Day >= day20211128 && c.Day <= day20220125 {
		t = min(is(c.GroupConsidered, AnswerYes), min(f.groupVulnerableAsked, is(c.GroupVulnerable, AnswerYes)))
		o.Rule(RuleEveningActivity, t)
	}

	// day-activity-back: Day activity is possible again, in small groups or another form; whoever lacks rhythm has a right to a place.
	t = min(min(f.dayActivityStoppedAsked, is(c.DayActivityStopped, AnswerYes)), when(g.DayActivity == DayActivityAdapted || g.DayActivity == DayActivityOpen))
	o.Rule(RuleDayActivityBack, t)
	o.AtLeast(Conditional, t, Group)
	o.Prefer(Heavy, t, Group)

	// day-activity-if-needed: Day activity is possible only if really needed, for instance because the family carer breaks down.
	t = min(min(f.dayActivityStoppedAsked, is(c.DayActivityStopped, AnswerYes)), when(g.DayActivity == DayActivityMostlyClosed || g.DayActivity == DayActivityIfNeeded))
	o.Rule(RuleDayActivityIfNeeded, t)
	o.AtLeast(Conditional, t, Group)

	// youth-one-to-one: Meeting one youngster in person is possible in these months; weigh each time which contact fits.
	if c.Day >= day20201029 && c.Day <= day20210625 {
		t = when(c.Variant == YouthWorker)
		o.Rule(RuleYouthOneToOne, t)
	}

	// youth-no-distance: Young people under 18 need not keep a distance among each other; with you they do, where possible.
	t = min(lessThan(c.Age, 18), f.measures, not(limited(g.DistanceAmongYouth)))
	o.Rule(RuleYouthNoDistance, t)

	// street-presence: You meet the youngster outside anyway; there a talk is ordinary, small and safe.
	t = min(f.streetPlaceAsked, is(c.StreetPlace, AnswerYes))
	o.Rule(RuleStreetPresence, t)
	o.Prefer(Heavy, t, Outside)

	// initiative-helps: There is a local initiative that can help with shopping, a chat or a call.
	t = min(f.initiativeAsked, is(c.Initiative, AnswerYes))
	o.Rule(RuleInitiativeHelps, t)
	o.Prefer(Light, t, Volunteer)

	// no-rules-now: No distance rule is in force any more; ordinary contact is the starting point again.
	if c.Day >= day20220225 {
		t = not(f.measures)
		o.Rule(RuleNoRulesNow, t)
	}
}
