package byhand

// agreements weighs the rules on agreements, doubt, availability, postponing, and the side flow for an illness found out later.
func (j *judge) agreements() {
	c, f, o := j.c, &j.f, &j.out
	var t Tri

	// agreement-conditions: Your organisation or team sets conditions; keep to them or explain why not.
	t = is(c.Agreement, AgreementConditions)
	o.Rule(RuleAgreementConditions, t)
	o.AtLeast(Conditional, t, InPersonForms)

	// agreement-against: An agreement of your own is against meeting; you may depart from it, with a reason and with approval.
	t = is(c.Agreement, AgreementAgainst)
	o.Rule(RuleAgreementAgainst, t)
	o.AtLeast(Conditional, t, InPersonForms)
	o.Approving(t, RoleTeamLead)

	// doubt-consult: You doubt and have not yet consulted anyone; do so before you decide.
	t = is(c.Doubt, DoubtAlone)
	o.Rule(RuleDoubtConsult, t)
	o.Consulting(t, RoleColleague)

	// colleague-goes: A colleague goes; nobody needs to know why.
	t = is(c.Availability, AvailabilityColleagueGoes)
	o.Rule(RuleColleagueGoes, t)
	o.AtLeast(NotAdvised, t, OwnVisitForms)
	o.Prefer(Light, t, Colleague)

	// colleague-and-calls: Distance works in part: a colleague goes by and you remain the familiar voice on the phone.
	t = min(is(c.Availability, AvailabilityColleagueGoes), f.mixFits)
	o.Rule(RuleColleagueAndCalls, t)
	o.Prefer(Heavy, t, MixColleaguePhone)

	// discuss-availability: You want to discuss first whether you go; a good moment to see together who fits.
	t = is(c.Availability, AvailabilityDiscussFirst)
	o.Rule(RuleDiscussAvailability, t)
	o.AtLeast(Conditional, t, OwnVisitForms)
	o.Consulting(t, RoleColleague)

	// postpone-with-date: Postponing is possible if there is a new date and someone keeps contact meanwhile.
	t = not(f.seriousWorry)
	o.Rule(RulePostponeWithDate, t)
	o.AtLeast(Conditional, t, Postpone)

	// postpone-not-now: With a serious worry or lost contact, postponing is not an option.
	t = max(f.seriousWorry, is(c.ContactNow, ContactNowLost))
	o.Rule(RulePostponeNotNow, t)
	o.AtLeast(NotAdvised, t, Postpone)

	// nearness-not-talked: You have not yet talked about missing people; ask about it some time.
	t = is(c.NearnessTalked, AnswerNo)
	o.Rule(RuleNearnessNotTalked, t)

	// long-until-next: The next contact is more than two weeks away; agree on something small in between.
	t = daysUntilAtLeast(c.NextContact, c.Day, 15)
	o.Rule(RuleLongUntilNext, t)

	// no-next-contact: No next contact has been agreed yet; do so, whatever you choose.
	t = how(c.NextContact.Given, Unknown)
	o.Rule(RuleNoNextContact, t)

	// found-at-door: You hear at the door that someone is ill: do not go in and continue by phone or at a distance.
	if c.Flow == FoundOutLater {
		t = min(f.inFlow, is(c.FoundWhen, FoundWhenAtDoor))
		o.Rule(RuleFoundAtDoor, t)
		o.AtLeast(NotAdvised, t, Home|Colleague)
		o.AtLeast(Conditional, t, AtTheDoor)
		o.Prefer(Heavy, t, AtTheDoor)
		o.Prefer(Light, t, Phone)
	}

	// found-during: During the visit someone turns out to be ill: finish calmly, go outside and continue by phone.
	if c.Flow == FoundOutLater {
		t = min(f.inFlow, is(c.FoundWhen, FoundWhenDuring))
		o.Rule(RuleFoundDuring, t)
		o.AtLeast(NotAdvised, t, Home|Colleague)
		o.AtLeast(Conditional, t, LiveForms|AtTheDoor)
		o.Consulting(t, RoleTeamLead)
	}

	// found-close: Someone was close for long: discuss today what that means for visits to others.
	if c.Flow == FoundOutLater {
		t = max(min(f.inFlow, f.wasCloseAsked, is(c.WasClose, AnswerYes)), min(f.inFlow, f.wasCloseAsked, how(c.WasClose, Unknown)))
		wasProtected := min(f.inFlow, f.protectedAsked, is(c.Protected, AnswerYes))
		o.AtLeast(Conditional, min(t, wasProtected), RemoteForms|OwnVisitForms)
		t = min(t, not(wasProtected))
		o.Rule(RuleFoundClose, t)
		o.AtLeast(Conditional, t, RemoteForms|OwnVisitForms)
		o.Consulting(t, RoleTeamLead)
	}

	// found-others-visited: Others were visited afterwards; they too have a right to an honest story, without names.
	if c.Flow == FoundOutLater {
		t = max(min(f.inFlow, f.visitedOthersAsked, is(c.VisitedOthers, AnswerYes)), min(f.inFlow, f.visitedOthersAsked, how(c.VisitedOthers, Unknown)))
		o.Rule(RuleFoundOthersVisited, t)
		o.AtLeast(Conditional, t, RemoteForms|AtTheDoor)
		o.Consulting(t, RoleTeamLead)
	}

	// found-support-goes-on: Illness is no reason to let go: agree today how contact goes on.
	if c.Flow == FoundOutLater {
		t = f.inFlow
		o.Rule(RuleFoundSupportGoesOn, t)
	}
}
