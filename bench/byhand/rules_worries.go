package byhand

// worries weighs the rules on serious worries.
func (j *judge) worries() {
	c, f, o := j.c, &j.f, &j.out
	var t Tri

	// acute: There is immediate danger: call 112 first, do not go in alone and stay in contact.
	t = min(f.acuteAsked, is(c.Acute, AnswerYes))
	o.Rule(RuleAcute, t)
	o.AtLeast(NotAdvised, t, Postpone|Card)
	o.AtLeast(Conditional, t, InPersonForms|Phone|Video|Chat)
	o.Open(RouteAcuteDanger, t)
	o.Consulting(t, RoleTeamLead)

	// unsafe-home-worry: You are worried about safety at home; do not only call, but make sure you can speak freely with the resident.
	t = is(c.UnsafeHome, SignWorry)
	o.Rule(RuleUnsafeHomeWorry, t)
	o.Open(RouteDomesticViolence, t)
	o.Consulting(t, RoleColleague|RoleViolenceExpert)

	// unsafe-home-clear: There are clear signs of violence or neglect at home; someone must see the resident, at a place where talking is possible.
	t = is(c.UnsafeHome, SignClear)
	o.Rule(RuleUnsafeHomeClear, t)
	o.AtLeast(NotAdvised, t, Postpone)
	o.Prefer(Heavy, t, Office|Walk|Outside)
	o.Open(RouteDomesticViolence, t)
	o.Consulting(t, RoleColleague|RoleViolenceExpert)

	// child-in-danger: Children or a pregnancy are involved: think from their safety, even when your client is an adult.
	t = min(f.childrenAsked, is(c.Children, AnswerYes))
	o.Rule(RuleChildInDanger, t)
	o.Open(RouteChildInDanger, t)
	o.Consulting(t, RoleViolenceExpert)

	// children-not-known: You do not know whether children are involved; find out, ask and consult.
	t = min(f.childrenAsked, how(c.Children, Unknown))
	o.Rule(RuleChildrenNotKnown, t)
	o.Consulting(t, RoleColleague)

	// psychiatric-crisis: Someone in a psychiatric crisis needs a person who stays calm; go with two.
	t = is(c.PsychiatricCrisis, SignClear)
	o.Rule(RulePsychiatricCrisis, t)
	o.AtLeast(NotAdvised, t, Postpone)
	o.AtLeast(Conditional, t, InPersonForms)
	o.Prefer(Heavy, t, Home)
	o.Prefer(Light, t, AtTheDoor)
	o.Open(RoutePsychiatricCrisis, t)
	o.Consulting(t, RoleColleague)

	// suicide: There are thoughts of suicide; ask straight out and make sure someone is near today.
	t = oneOf2(c.Suicide, SignWorry, SignClear)
	o.Rule(RuleSuicide, t)
	o.AtLeast(NotAdvised, t, Postpone|Card)
	o.Open(RouteSuicide, t)
	o.Consulting(t, RoleColleague)

	// suicide-see: The signs of suicide are clear: by phone alone you see too little.
	t = is(c.Suicide, SignClear)
	o.Rule(RuleSuicideSee, t)
	o.Prefer(Heavy, t, Home)
	o.Prefer(Light, t, Walk|Video)

	// escalation: Things may get out of hand; choose a place with a way out and do not go alone.
	t = is(c.Escalation, SignClear)
	o.Rule(RuleEscalation, t)
	o.AtLeast(Conditional, t, InPersonForms)
	o.Prefer(Heavy, t, Outside)
	o.Prefer(Light, t, Walk|Office)
	o.Open(RouteWorkerSafety, t)
	o.Consulting(t, RoleColleague|RoleTeamLead)

	// loneliness: Serious loneliness makes people ill; calling eases it, but does not replace a person nearby.
	t = is(c.LonelinessIsolation, SignClear)
	o.Rule(RuleLoneliness, t)

	// basic-needs: Food, shelter, medicine or heating is lacking; that is solved today, close by.
	t = is(c.BasicNeeds, SignClear)
	o.Rule(RuleBasicNeeds, t)
	o.AtLeast(NotAdvised, t, Postpone)
	o.AtLeast(Conditional, t, InPersonForms)
	o.Prefer(Heavy, t, Home)
	o.Prefer(Light, t, AtTheDoor)
	o.Open(RouteBasicNeeds, t)
	o.Consulting(t, RoleColleague)

	// debts: Serious money worries paralyse; people without digital means fall further behind without a talk at a table.
	t = is(c.DebtsIncome, SignClear)
	o.Rule(RuleDebts, t)

	// addiction: In a relapse a familiar face helps; walking together often makes talking easier than calling.
	t = is(c.AddictionRelapse, SignClear)
	o.Rule(RuleAddiction, t)
	o.Prefer(Light, t, Walk)

	// overburdened-carer: The family carer cannot cope any more; see the carer too and arrange relief.
	t = is(c.OverburdenedCarer, SignClear)
	o.Rule(RuleOverburdenedCarer, t)
	o.AtLeast(NotAdvised, t, Network)
	o.Consulting(t, RoleColleague)

	// carer-not-spoken: You have not yet spoken to the person who gives care; do so, apart from the resident.
	t = min(f.carerTooAsked, is(c.CarerToo, AnswerNo))
	o.Rule(RuleCarerNotSpoken, t)

	// derailed-care: The care by those close by derails; you see that only when you are there.
	t = is(c.DerailedCare, SignClear)
	o.Rule(RuleDerailedCare, t)
	o.AtLeast(NotAdvised, t, Postpone|Network)
	o.Prefer(Heavy, t, Home)
	o.Open(RouteDerailedCare, t)
	o.Consulting(t, RoleColleague|RoleViolenceExpert)

	// day-structure: Without rhythm people sink; a fixed moment together, small and planned, gives a hold.
	t = is(c.LostDayStructure, SignClear)
	o.Rule(RuleDayStructure, t)
	o.Prefer(Light, t, Group|Walk)

	// online-abuse: There is online abuse; keep evidence, do not pay, and make sure the resident is not alone with it.
	t = oneOf2(c.OnlineAbuse, SignWorry, SignClear)
	o.Rule(RuleOnlineAbuse, t)
	o.Open(RouteOnlineAbuse, t)
	o.Consulting(t, RoleColleague)

	// sexual-violence: There is a worry about sexual violence; be near and let the resident choose where and with whom.
	t = oneOf2(c.SexualViolence, SignWorry, SignClear)
	o.Rule(RuleSexualViolence, t)
	o.AtLeast(NotAdvised, t, Postpone)
	o.Open(RouteSexualViolence, t)
	o.Consulting(t, RoleViolenceExpert)

	// forced-marriage: Coercion or honour-based violence threatens: speak to the resident where the family is absent, and never warn the family.
	t = oneOf2(c.ForcedMarriageHonour, SignWorry, SignClear)
	o.Rule(RuleForcedMarriage, t)
	o.AtLeast(NotAdvised, t, Home|AtTheDoor|ThirdPartyForms|Card|Postpone)
	o.Prefer(Heavy, t, Outside|Walk|Office)
	o.Prefer(Light, t, Chat)
	o.Open(RouteForcedMarriageAbandonment, t)
	o.Consulting(t, RoleViolenceExpert)

	// out-of-sight-risk: The resident is dropping out of sight; those not reachable digitally or in Dutch deserve a visit all the more.
	t = is(c.OutOfSight, SignClear)
	o.Rule(RuleOutOfSightRisk, t)
	o.Prefer(Light, t, AtTheDoor)

	// other-worry: There is another worry that is clear to you; talk about it with a colleague.
	t = is(c.OtherWorry, SignClear)
	o.Rule(RuleOtherWorry, t)
	o.Consulting(t, RoleColleague)

	// some-worry: You are worried though nothing is clear yet; meeting helps to know how things are.
	t = min(f.anyWorry, not(f.seriousWorry))
	o.Rule(RuleSomeWorry, t)

	// several-clear: Two or more serious things happen at once; together they weigh more than each alone.
	t = twoOf(is(c.UnsafeHome, SignClear), is(c.PsychiatricCrisis, SignClear), is(c.Suicide, SignClear), is(c.Escalation, SignClear), is(c.LonelinessIsolation, SignClear), is(c.BasicNeeds, SignClear), is(c.DebtsIncome, SignClear), is(c.AddictionRelapse, SignClear), is(c.OverburdenedCarer, SignClear), is(c.DerailedCare, SignClear), is(c.LostDayStructure, SignClear), is(c.OutOfSight, SignClear))
	o.Rule(RuleSeveralClear, t)
	o.Consulting(t, RoleColleague)

	// serious-see: With a serious worry distance alone is too little: someone must see the resident soon.
	t = f.seriousWorry
	o.Rule(RuleSeriousSee, t)
	o.AtLeast(Conditional, t, RemoteForms|ThirdPartyForms)

	// listen-in: Someone may listen in or read along; ask first whether talking is possible and agree on a code word.
	t = oneOf2(c.ListenIn, ListenInPossible, ListenInControlled)
	o.Rule(RuleListenIn, t)
	o.AtLeast(Conditional, t, LiveForms)

	// listen-in-not-asked: You do not know whether anyone listens in; ask first, and keep to ordinary things until you know.
	t = how(c.ListenIn, Unknown)
	o.Rule(RuleListenInNotAsked, t)
	o.AtLeast(Conditional, t, LiveForms)

	// remote-not-safe: Calling and writing is not safe here: it may cause danger if someone hears or reads it.
	t = f.phoneUnsafe
	o.Rule(RuleRemoteNotSafe, t)
	o.AtLeast(NotAdvised, t, LiveForms|Card)

	// violence-not-by-phone: There is a worry about violence and the phone is not safe: meeting, out of reach of others, is then all the more urgent.
	t = min(f.violence, f.phoneUnsafe)
	o.Rule(RuleViolenceNotByPhone, t)
	o.Prefer(Decisive, t, Office|Walk|Outside)
	o.Consulting(t, RoleViolenceExpert)

	// violence-no-third-party: With a worry about violence you ask nothing through family or neighbours; you do not know who passes it on.
	t = f.violence
	o.Rule(RuleViolenceNoThirdParty, t)
	o.AtLeast(NotAdvised, t, ThirdPartyForms)

	// not-alone-at-home: You cannot speak to the resident alone at home; rather meet elsewhere.
	t = min(f.aloneAtHomeAsked, is(c.AloneAtHome, AnswerNo))
	o.Rule(RuleNotAloneAtHome, t)
	o.AtLeast(Conditional, t, Home|AtTheDoor|Colleague)
	o.Prefer(Light, t, Office|Walk|Outside)
}
