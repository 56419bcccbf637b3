package byhand

// worries weighs the rules on serious worries.
func (j *judge) worries() {
	c, f, o := j.c, &j.f, &j.out
	var t Tri

	// acute: There is immediate danger: call 112 first, do not go in alone and stay in contact.
	t = min(f.acuteAsked, is(c.Acute, AnswerYes))
	o.rule(RuleAcute, t)
	o.atLeast(notAdvised, t, Postpone|Card)
	o.atLeast(conditional, t, inPersonForms|Phone|Video|Chat)
	o.open(RouteAcuteDanger, t)
	o.consult(t, RoleTeamLead)

	// unsafe-home-worry: You are worried about safety at home; do not only call, but make sure you can speak freely with the resident.
	t = is(c.UnsafeHome, SignWorry)
	o.rule(RuleUnsafeHomeWorry, t)
	o.open(RouteDomesticViolence, t)
	o.consult(t, RoleColleague|RoleViolenceExpert)

	// unsafe-home-clear: There are clear signs of violence or neglect at home; someone must see the resident, at a place where talking is possible.
	t = is(c.UnsafeHome, SignClear)
	o.rule(RuleUnsafeHomeClear, t)
	o.atLeast(notAdvised, t, Postpone)
	o.prefer(heavy, t, Office|Walk|Outside)
	o.open(RouteDomesticViolence, t)
	o.consult(t, RoleColleague|RoleViolenceExpert)

	// child-in-danger: Children or a pregnancy are involved: think from their safety, even when your client is an adult.
	t = min(f.childrenAsked, is(c.Children, AnswerYes))
	o.rule(RuleChildInDanger, t)
	o.open(RouteChildInDanger, t)
	o.consult(t, RoleViolenceExpert)

	// children-not-known: You do not know whether children are involved; find out, ask and consult.
	t = min(f.childrenAsked, how(c.Children, Unknown))
	o.rule(RuleChildrenNotKnown, t)
	o.consult(t, RoleColleague)

	// psychiatric-crisis: Someone in a psychiatric crisis needs a person who stays calm; go with two.
	t = is(c.PsychiatricCrisis, SignClear)
	o.rule(RulePsychiatricCrisis, t)
	o.atLeast(notAdvised, t, Postpone)
	o.atLeast(conditional, t, inPersonForms)
	o.prefer(heavy, t, Home)
	o.prefer(light, t, AtTheDoor)
	o.open(RoutePsychiatricCrisis, t)
	o.consult(t, RoleColleague)

	// suicide: There are thoughts of suicide; ask straight out and make sure someone is near today.
	t = oneOf2(c.Suicide, SignWorry, SignClear)
	o.rule(RuleSuicide, t)
	o.atLeast(notAdvised, t, Postpone|Card)
	o.open(RouteSuicide, t)
	o.consult(t, RoleColleague)

	// suicide-see: The signs of suicide are clear: by phone alone you see too little.
	t = is(c.Suicide, SignClear)
	o.rule(RuleSuicideSee, t)
	o.prefer(heavy, t, Home)
	o.prefer(light, t, Walk|Video)

	// escalation: Things may get out of hand; choose a place with a way out and do not go alone.
	t = is(c.Escalation, SignClear)
	o.rule(RuleEscalation, t)
	o.atLeast(conditional, t, inPersonForms)
	o.prefer(heavy, t, Outside)
	o.prefer(light, t, Walk|Office)
	o.open(RouteWorkerSafety, t)
	o.consult(t, RoleColleague|RoleTeamLead)

	// loneliness: Serious loneliness makes people ill; calling eases it, but does not replace a person nearby.
	t = is(c.LonelinessIsolation, SignClear)
	o.rule(RuleLoneliness, t)

	// basic-needs: Food, shelter, medicine or heating is lacking; that is solved today, close by.
	t = is(c.BasicNeeds, SignClear)
	o.rule(RuleBasicNeeds, t)
	o.atLeast(notAdvised, t, Postpone)
	o.atLeast(conditional, t, inPersonForms)
	o.prefer(heavy, t, Home)
	o.prefer(light, t, AtTheDoor)
	o.open(RouteBasicNeeds, t)
	o.consult(t, RoleColleague)

	// debts: Serious money worries paralyse; people without digital means fall further behind without a talk at a table.
	t = is(c.DebtsIncome, SignClear)
	o.rule(RuleDebts, t)

	// addiction: In a relapse a familiar face helps; walking together often makes talking easier than calling.
	t = is(c.AddictionRelapse, SignClear)
	o.rule(RuleAddiction, t)
	o.prefer(light, t, Walk)

	// overburdened-carer: The family carer cannot cope any more; see the carer too and arrange relief.
	t = is(c.OverburdenedCarer, SignClear)
	o.rule(RuleOverburdenedCarer, t)
	o.atLeast(notAdvised, t, Network)
	o.consult(t, RoleColleague)

	// carer-not-spoken: You have not yet spoken to the person who gives care; do so, apart from the resident.
	t = min(f.carerTooAsked, is(c.CarerToo, AnswerNo))
	o.rule(RuleCarerNotSpoken, t)

	// derailed-care: The care by those close by derails; you see that only when you are there.
	t = is(c.DerailedCare, SignClear)
	o.rule(RuleDerailedCare, t)
	o.atLeast(notAdvised, t, Postpone|Network)
	o.prefer(heavy, t, Home)
	o.open(RouteDerailedCare, t)
	o.consult(t, RoleColleague|RoleViolenceExpert)

	// day-structure: Without rhythm people sink; a fixed moment together, small and planned, gives a hold.
	t = is(c.LostDayStructure, SignClear)
	o.rule(RuleDayStructure, t)
	o.prefer(light, t, Group|Walk)

	// online-abuse: There is online abuse; keep evidence, do not pay, and make sure the resident is not alone with it.
	t = oneOf2(c.OnlineAbuse, SignWorry, SignClear)
	o.rule(RuleOnlineAbuse, t)
	o.open(RouteOnlineAbuse, t)
	o.consult(t, RoleColleague)

	// sexual-violence: There is a worry about sexual violence; be near and let the resident choose where and with whom.
	t = oneOf2(c.SexualViolence, SignWorry, SignClear)
	o.rule(RuleSexualViolence, t)
	o.atLeast(notAdvised, t, Postpone)
	o.open(RouteSexualViolence, t)
	o.consult(t, RoleViolenceExpert)

	// forced-marriage: Coercion or honour-based violence threatens: speak to the resident where the family is absent, and never warn the family.
	t = oneOf2(c.ForcedMarriageHonour, SignWorry, SignClear)
	o.rule(RuleForcedMarriage, t)
	o.atLeast(notAdvised, t, Home|AtTheDoor|thirdPartyForms|Card|Postpone)
	o.prefer(heavy, t, Outside|Walk|Office)
	o.prefer(light, t, Chat)
	o.open(RouteForcedMarriageAbandonment, t)
	o.consult(t, RoleViolenceExpert)

	// out-of-sight-risk: The resident is dropping out of sight; those not reachable digitally or in Dutch deserve a visit all the more.
	t = is(c.OutOfSight, SignClear)
	o.rule(RuleOutOfSightRisk, t)
	o.prefer(light, t, AtTheDoor)

	// other-worry: There is another worry that is clear to you; talk about it with a colleague.
	t = is(c.OtherWorry, SignClear)
	o.rule(RuleOtherWorry, t)
	o.consult(t, RoleColleague)

	// some-worry: You are worried though nothing is clear yet; meeting helps to know how things are.
	t = min(f.anyWorry, not(f.seriousWorry))
	o.rule(RuleSomeWorry, t)

	// several-clear: Two or more serious things happen at once; together they weigh more than each alone.
	t = twoOf(is(c.UnsafeHome, SignClear), is(c.PsychiatricCrisis, SignClear), is(c.Suicide, SignClear), is(c.Escalation, SignClear), is(c.LonelinessIsolation, SignClear), is(c.BasicNeeds, SignClear), is(c.DebtsIncome, SignClear), is(c.AddictionRelapse, SignClear), is(c.OverburdenedCarer, SignClear), is(c.DerailedCare, SignClear), is(c.LostDayStructure, SignClear), is(c.OutOfSight, SignClear))
	o.rule(RuleSeveralClear, t)
	o.consult(t, RoleColleague)

	// serious-see: With a serious worry distance alone is too little: someone must see the resident soon.
	t = f.seriousWorry
	o.rule(RuleSeriousSee, t)
	o.atLeast(conditional, t, remoteForms|thirdPartyForms)

	// listen-in: Someone may listen in or read along; ask first whether talking is possible and agree on a code word.
	t = oneOf2(c.ListenIn, ListenInPossible, ListenInControlled)
	o.rule(RuleListenIn, t)
	o.atLeast(conditional, t, liveForms)

	// listen-in-not-asked: You do not know whether anyone listens in; ask first, and keep to ordinary things until you know.
	t = how(c.ListenIn, Unknown)
	o.rule(RuleListenInNotAsked, t)
	o.atLeast(conditional, t, liveForms)

	// remote-not-safe: Calling and writing is not safe here: it may cause danger if someone hears or reads it.
	t = f.phoneUnsafe
	o.rule(RuleRemoteNotSafe, t)
	o.atLeast(notAdvised, t, liveForms|Card)

	// violence-not-by-phone: There is a worry about violence and the phone is not safe: meeting, out of reach of others, is then all the more urgent.
	t = min(f.violence, f.phoneUnsafe)
	o.rule(RuleViolenceNotByPhone, t)
	o.prefer(decisive, t, Office|Walk|Outside)
	o.consult(t, RoleViolenceExpert)

	// violence-no-third-party: With a worry about violence you ask nothing through family or neighbours; you do not know who passes it on.
	t = f.violence
	o.rule(RuleViolenceNoThirdParty, t)
	o.atLeast(notAdvised, t, thirdPartyForms)

	// not-alone-at-home: You cannot speak to the resident alone at home; rather meet elsewhere.
	t = min(f.aloneAtHomeAsked, is(c.AloneAtHome, AnswerNo))
	o.rule(RuleNotAloneAtHome, t)
	o.atLeast(conditional, t, Home|AtTheDoor|Colleague)
	o.prefer(light, t, Office|Walk|Outside)
}
