package byhand

// agreements weighs the rules on agreements, doubt, availability, postponing, and the side flow for an illness found out later.
func (j *judge) agreements() {
	c, f, o := j.c, &j.f, &j.out
	var t Tri

	// agreement-conditions: Your organisation or team sets conditions; keep to them or explain why not.
	t = is(c.Agreement, AgreementConditions)
	o.rule(RuleAgreementConditions, t)
	o.atLeast(conditional, t, inPersonForms)

	// agreement-against: An agreement of your own is against meeting; you may depart from it, with a reason and with approval.
	t = is(c.Agreement, AgreementAgainst)
	o.rule(RuleAgreementAgainst, t)
	o.atLeast(conditional, t, inPersonForms)
	o.approve(t, RoleTeamLead)

	// doubt-consult: You doubt and have not yet consulted anyone; do so before you decide.
	t = is(c.Doubt, DoubtAlone)
	o.rule(RuleDoubtConsult, t)
	o.consult(t, RoleColleague)

	// colleague-goes: A colleague goes; nobody needs to know why.
	t = is(c.Availability, AvailabilityColleagueGoes)
	o.rule(RuleColleagueGoes, t)
	o.atLeast(notAdvised, t, ownVisitForms)
	o.prefer(light, t, Colleague)

	// colleague-and-calls: Distance works in part: a colleague goes by and you remain the familiar voice on the phone.
	t = min(is(c.Availability, AvailabilityColleagueGoes), f.mixFits)
	o.rule(RuleColleagueAndCalls, t)
	o.prefer(heavy, t, MixColleaguePhone)

	// discuss-availability: You want to discuss first whether you go; a good moment to see together who fits.
	t = is(c.Availability, AvailabilityDiscussFirst)
	o.rule(RuleDiscussAvailability, t)
	o.atLeast(conditional, t, ownVisitForms)
	o.consult(t, RoleColleague)

	// postpone-with-date: Postponing is possible if there is a new date and someone keeps contact meanwhile.
	t = not(f.seriousWorry)
	o.rule(RulePostponeWithDate, t)
	o.atLeast(conditional, t, Postpone)

	// postpone-not-now: With a serious worry or lost contact, postponing is not an option.
	t = max(f.seriousWorry, is(c.ContactNow, ContactNowLost))
	o.rule(RulePostponeNotNow, t)
	o.atLeast(notAdvised, t, Postpone)

	// nearness-not-talked: You have not yet talked about missing people; ask about it some time.
	t = is(c.NearnessTalked, AnswerNo)
	o.rule(RuleNearnessNotTalked, t)

	// long-until-next: The next contact is more than two weeks away; agree on something small in between.
	t = daysUntilAtLeast(c.NextContact, c.Day, 15)
	o.rule(RuleLongUntilNext, t)

	// no-next-contact: No next contact has been agreed yet; do so, whatever you choose.
	t = how(c.NextContact.Given, Unknown)
	o.rule(RuleNoNextContact, t)

	// found-at-door: You hear at the door that someone is ill: do not go in and continue by phone or at a distance.
	if c.Flow == FoundOutLater {
		t = min(f.inFlow, is(c.FoundWhen, FoundWhenAtDoor))
		o.rule(RuleFoundAtDoor, t)
		o.atLeast(notAdvised, t, Home|Colleague)
		o.atLeast(conditional, t, AtTheDoor)
		o.prefer(heavy, t, AtTheDoor)
		o.prefer(light, t, Phone)
	}

	// found-during: During the visit someone turns out to be ill: finish calmly, go outside and continue by phone.
	if c.Flow == FoundOutLater {
		t = min(f.inFlow, is(c.FoundWhen, FoundWhenDuring))
		o.rule(RuleFoundDuring, t)
		o.atLeast(notAdvised, t, Home|Colleague)
		o.atLeast(conditional, t, liveForms|AtTheDoor)
		o.consult(t, RoleTeamLead)
	}

	// found-close: Someone was close for long: discuss today what that means for visits to others.
	if c.Flow == FoundOutLater {
		t = max(min(f.inFlow, f.wasCloseAsked, is(c.WasClose, AnswerYes)), min(f.inFlow, f.wasCloseAsked, how(c.WasClose, Unknown)))
		wasProtected := min(t, min(f.inFlow, f.protectedAsked, is(c.Protected, AnswerYes)))
		o.atLeast(conditional, wasProtected, remoteForms|ownVisitForms)
		t = min(t, not(wasProtected))
		o.rule(RuleFoundClose, t)
		o.atLeast(conditional, t, remoteForms|ownVisitForms)
		o.consult(t, RoleTeamLead)
	}

	// found-others-visited: Others were visited afterwards; they too have a right to an honest story, without names.
	if c.Flow == FoundOutLater {
		t = max(min(f.inFlow, f.visitedOthersAsked, is(c.VisitedOthers, AnswerYes)), min(f.inFlow, f.visitedOthersAsked, how(c.VisitedOthers, Unknown)))
		o.rule(RuleFoundOthersVisited, t)
		o.atLeast(conditional, t, remoteForms|AtTheDoor)
		o.consult(t, RoleTeamLead)
	}

	// found-support-goes-on: Illness is no reason to let go: agree today how contact goes on.
	if c.Flow == FoundOutLater {
		t = f.inFlow
		o.rule(RuleFoundSupportGoesOn, t)
	}
}
