package byhand

// facts are the conditions that several rules share, and which questions come up; each is worked out once per case.
type facts struct {
	inFlow                   Tri
	mixFits                  Tri // distance is partly enough
	anyWorry                 Tri // you marked a worry
	acuteAsked               Tri
	danger                   Tri // there is a clear sign of danger
	lastContactAsked         Tri
	seriousWorry             Tri // there is a serious worry
	wasCloseAsked            Tri
	protectedAsked           Tri
	visitedOthersAsked       Tri
	measures                 Tri // a distance rule is in force
	professionalsInsideAsked Tri
	meansWhyAsked            Tri
	toolAsked                Tri
	papersAsked              Tri
	deadlineAsked            Tri
	officialTalkAsked        Tri
	age70                    Tri // people of 70 and older
	groupPlaceAsked          Tri
	groupVulnerableAsked     Tri
	groupSizeAsked           Tri
	dayActivityStoppedAsked  Tri
	streetPlaceAsked         Tri
	initiativeAsked          Tri
	householdComplaints      Tri // someone in the home has complaints
	positiveDayAsked         Tri
	isolationNow             Tri // someone awaits a result or is still in isolation
	contactDayAsked          Tri
	quarantineNow            Tri // someone is still in quarantine after close contact
	homeIsolation            Tri // someone in the home must stay in
	illnessInHome            Tri // there are complaints or someone must stay in
	complaintsUnclear        Tri // for someone it is not clear whether there are complaints
	raisedRisk               Tri // someone runs a raised risk
	distanceHomeAsked        Tri
	distancePersonAsked      Tri
	distanceFails            Tri // keeping a distance does not work
	meetingNeeded            Tri // meeting is really needed here
	ownRoomAsked             Tri
	violence                 Tri // there is a worry about violence or coercion
	childCheckNeeded         Tri // the child check applies
	childrenAsked            Tri
	carerTooAsked            Tri
	phoneUnsafe              Tri // calling or writing is not safe
	aloneAtHomeAsked         Tri
}

func (j *judge) facts() {
	c, f := j.c, &j.f
	g := &c.Guidelines
	f.inFlow = when(c.Flow == FoundOutLater)
	f.mixFits = is(c.MeansEnough, MeansEnoughPartly)
	f.anyWorry = max(oneOf2(c.UnsafeHome, SignWorry, SignClear), oneOf2(c.PsychiatricCrisis, SignWorry, SignClear),
		oneOf2(c.Suicide, SignWorry, SignClear), oneOf2(c.Escalation, SignWorry, SignClear),
		oneOf2(c.LonelinessIsolation, SignWorry, SignClear), oneOf2(c.BasicNeeds, SignWorry, SignClear),
		oneOf2(c.DebtsIncome, SignWorry, SignClear), oneOf2(c.AddictionRelapse, SignWorry, SignClear),
		oneOf2(c.OverburdenedCarer, SignWorry, SignClear), oneOf2(c.DerailedCare, SignWorry, SignClear),
		oneOf2(c.LostDayStructure, SignWorry, SignClear), oneOf2(c.OnlineAbuse, SignWorry, SignClear),
		oneOf2(c.SexualViolence, SignWorry, SignClear), oneOf2(c.ForcedMarriageHonour, SignWorry, SignClear),
		oneOf2(c.OutOfSight, SignWorry, SignClear), oneOf2(c.OtherWorry, SignWorry, SignClear))
	f.acuteAsked = f.anyWorry
	f.danger = max(min(f.acuteAsked, is(c.Acute, AnswerYes)), is(c.UnsafeHome, SignClear), is(c.PsychiatricCrisis, SignClear),
		is(c.Suicide, SignClear), is(c.BasicNeeds, SignClear), is(c.DerailedCare, SignClear),
		is(c.SexualViolence, SignClear), is(c.ForcedMarriageHonour, SignClear))
	f.lastContactAsked = oneOf2(c.ContactNow, ContactNowThin, ContactNowLost)
	f.seriousWorry = max(f.danger, is(c.Escalation, SignClear), is(c.LonelinessIsolation, SignClear), is(c.OverburdenedCarer, SignClear),
		is(c.OutOfSight, SignClear),
		min(is(c.ContactNow, ContactNowLost), min(f.lastContactAsked, daysAgoAtLeast(c.LastContact, c.Day, 7))))
	f.wasCloseAsked = min(f.inFlow, oneOf2(c.FoundWhen, FoundWhenDuring, FoundWhenAfterwards))
	f.protectedAsked = min(f.inFlow, oneOf2(c.FoundWhen, FoundWhenDuring, FoundWhenAfterwards))
	f.visitedOthersAsked = min(f.inFlow, is(c.FoundWhen, FoundWhenAfterwards))
	f.measures = limited(g.Distance)
	f.professionalsInsideAsked = when(c.Variant == NeighbourhoodTeam || c.Variant == ElderlyWorker)
	f.meansWhyAsked = oneOf3(c.MeansEnough, MeansEnoughPartly, MeansEnoughNo, MeansEnoughNotPossible)
	f.toolAsked = has(c.RemoteMeans, RemoteMeansScreen)
	f.papersAsked = when(c.Variant == DebtCounsellor || c.Variant == ClientSupporter)
	f.deadlineAsked = when(c.Variant == DebtCounsellor)
	f.officialTalkAsked = when(c.Variant == ClientSupporter)
	f.age70 = atLeast(c.Age, 70)
	f.groupPlaceAsked = is(c.GroupConsidered, AnswerYes)
	f.groupVulnerableAsked = is(c.GroupConsidered, AnswerYes)
	f.groupSizeAsked = is(c.GroupConsidered, AnswerYes)
	f.dayActivityStoppedAsked = max(when(c.Variant == ElderlyWorker || c.Variant == CommunityWorker),
		oneOf2(c.LostDayStructure, SignWorry, SignClear), oneOf2(c.OverburdenedCarer, SignWorry, SignClear))
	f.streetPlaceAsked = when(c.Variant == YouthWorker)
	f.initiativeAsked = max(when(c.Variant == CommunityWorker || c.Variant == ElderlyWorker), has(c.Wanted, WantedVolunteer))
	f.householdComplaints = max(is(c.Complaints[0], AnswerYes), anyHousemate(c, AnswerYes))
	f.positiveDayAsked = is(c.Isolation, IsolationPositive)
	f.isolationNow = max(is(c.Isolation, IsolationWaiting),
		min(is(c.Isolation, IsolationPositive), min(f.positiveDayAsked, daysAgoAtMost(c.PositiveDay, c.Day, g.IsolationDays))))
	f.contactDayAsked = is(c.Isolation, IsolationContact)
	f.quarantineNow = min(is(c.Isolation, IsolationContact), limited(g.QuarantineDays), min(f.contactDayAsked, daysAgoAtMost(c.ContactDay, c.Day, g.QuarantineDays)))
	f.homeIsolation = max(f.isolationNow, f.quarantineNow)
	f.illnessInHome = max(f.householdComplaints, f.homeIsolation)
	f.complaintsUnclear = max(max(how(c.Complaints[0], Unknown), anyHousemateHow(c, Unknown)),
		max(how(c.Complaints[0], Refused), anyHousemateHow(c, Refused)))
	f.raisedRisk = max(is(c.RiskGroup, AnswerYes), atLeast(c.Age, g.RiskAge))
	f.distanceHomeAsked = f.measures
	f.distancePersonAsked = f.measures
	f.distanceFails = max(min(f.distanceHomeAsked, is(c.DistanceHome, AnswerNo)), min(f.distancePersonAsked, is(c.DistancePerson, DistancePersonNo)))
	f.meetingNeeded = max(f.seriousWorry, is(c.HomeNeeded, AnswerYes), oneOf2(c.MeansEnough, MeansEnoughNo, MeansEnoughNotPossible))
	f.ownRoomAsked = when(c.Variant == Shelter)
	f.violence = max(oneOf2(c.UnsafeHome, SignWorry, SignClear), oneOf2(c.SexualViolence, SignWorry, SignClear),
		oneOf2(c.ForcedMarriageHonour, SignWorry, SignClear))
	f.childCheckNeeded = max(f.violence, oneOf2(c.PsychiatricCrisis, SignWorry, SignClear), oneOf2(c.Suicide, SignWorry, SignClear),
		oneOf2(c.AddictionRelapse, SignWorry, SignClear), oneOf2(c.BasicNeeds, SignWorry, SignClear))
	f.childrenAsked = f.childCheckNeeded
	f.carerTooAsked = max(oneOf2(c.OverburdenedCarer, SignWorry, SignClear), oneOf2(c.DerailedCare, SignWorry, SignClear))
	f.phoneUnsafe = max(is(c.ListenIn, ListenInControlled), min(f.meansWhyAsked, has(c.MeansWhy, MeansWhySafety)))
	f.aloneAtHomeAsked = max(oneOf2(c.ListenIn, ListenInPossible, ListenInControlled), f.violence)
}
