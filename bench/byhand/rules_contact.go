package byhand

// contact weighs the rules on staying in contact and the other ways of being in touch.
func (j *judge) contact() {
	c, f, o := j.c, &j.f, &j.out
	var t Tri

	// contact-good: Contact goes well; see within four weeks whether it still does.
	t = is(c.ContactNow, ContactNowOk)
	o.Rule(RuleContactGood, t)

	// contact-thin: Contact is wearing thin; meeting helps to build it up again.
	t = is(c.ContactNow, ContactNowThin)
	o.Rule(RuleContactThin, t)

	// contact-lost: You can no longer reach the resident; that in itself is a reason to go and look.
	t = is(c.ContactNow, ContactNowLost)
	o.Rule(RuleContactLost, t)
	o.AtLeast(Conditional, t, RemoteForms)
	o.Prefer(Heavy, t, AtTheDoor)
	o.Consulting(t, RoleColleague)

	// out-of-sight-route: No contact for a week or more: the resident is out of sight, so something must be done today.
	t = min(is(c.ContactNow, ContactNowLost), min(f.lastContactAsked, daysAgoAtLeast(c.LastContact, c.Day, 7)))
	o.Rule(RuleOutOfSightRoute, t)
	o.Open(RouteOutOfSight, t)

	// contact-lost-long: No contact for two weeks or more: someone must really see the resident now.
	t = min(is(c.ContactNow, ContactNowLost), min(f.lastContactAsked, daysAgoAtLeast(c.LastContact, c.Day, 14)))
	o.Rule(RuleContactLostLong, t)
	o.Prefer(Decisive, t, AtTheDoor)
	o.Consulting(t, RoleTeamLead)

	// nobody-else: Nobody else sees the resident; if you do not go, nobody sees whether things go wrong.
	t = has(c.WhoElse, WhoElseNobody)
	o.Rule(RuleNobodyElse, t)

	// others-see: Others see or speak to the resident too; you need not be the only one who goes.
	t = has(c.WhoElse, WhoElseFamily|WhoElseNeighbour|WhoElseVolunteer|WhoElseProfessional)
	o.Rule(RuleOthersSee, t)

	// third-party-asked: The resident has not asked for others; involve them only if the resident agrees.
	t = max(not(has(c.Wanted, WantedNetwork|WantedVolunteer)), how(c.Wanted.Given, Unknown))
	o.Rule(RuleThirdPartyAsked, t)
	o.AtLeast(Conditional, t, ThirdPartyForms)

	// many-professionals: Several professionals already come into the home; each extra visitor makes infection more likely.
	t = min(f.measures, min(f.professionalsInsideAsked, atLeast(c.ProfessionalsInside, 2)))
	o.Rule(RuleManyProfessionals, t)
	o.AtLeast(Conditional, t, Home)

	// means-enough: Contact at a distance is enough for now; choose it together with the resident, so that nobody runs a risk.
	t = is(c.MeansEnough, MeansEnoughYes)
	o.Rule(RuleMeansEnough, t)

	// means-partly: Distance works in part; alternate calls with meeting.
	t = f.mixFits
	o.Rule(RuleMeansPartly, t)
	o.AtLeast(Conditional, t, RemoteForms)
	o.Prefer(Light, t, MixForms)

	// means-too-little: Distance is too little for what is needed now.
	t = is(c.MeansEnough, MeansEnoughNo)
	o.Rule(RuleMeansTooLittle, t)
	o.AtLeast(NotAdvised, t, RemoteForms)

	// means-not-possible: This resident cannot be reached at a distance; lacking language, device or hearing must not mean getting less.
	t = is(c.MeansEnough, MeansEnoughNotPossible)
	o.Rule(RuleMeansNotPossible, t)
	o.AtLeast(NotAdvised, t, LiveForms)
	o.AtLeast(Conditional, t, Card)

	// no-phone: The resident cannot make phone calls.
	t = not(has(c.RemoteMeans, RemoteMeansPhone))
	o.Rule(RuleNoPhone, t)
	o.AtLeast(NotAdvised, t, Phone)

	// no-screen: The resident cannot use video or chat.
	t = not(has(c.RemoteMeans, RemoteMeansScreen))
	o.Rule(RuleNoScreen, t)
	o.AtLeast(NotAdvised, t, ScreenForms)

	// no-reading: A card or letter does not get across if someone cannot read; a face or a voice is needed then.
	t = max(not(has(c.RemoteMeans, RemoteMeansLetter)), min(f.meansWhyAsked, has(c.MeansWhy, MeansWhyReading)))
	o.Rule(RuleNoReading, t)
	o.AtLeast(NotAdvised, t, Card)

	// hearing-or-sight: Poor hearing or sight makes calling tiring; arrange an aid or talk in person.
	t = min(f.meansWhyAsked, has(c.MeansWhy, MeansWhyHearing))
	o.Rule(RuleHearingOrSight, t)
	o.AtLeast(Conditional, t, Phone|Video)

	// other-language: Without a shared language you need an interpreter, and your body says much too.
	t = min(f.meansWhyAsked, has(c.MeansWhy, MeansWhyLanguage))
	o.Rule(RuleOtherLanguage, t)
	o.AtLeast(Conditional, t, LiveForms|InPersonForms)

	// signals-missed: At a distance you miss signs that you would see or smell in person.
	t = min(f.meansWhyAsked, has(c.MeansWhy, MeansWhySignals|MeansWhyTrust))
	o.Rule(RuleSignalsMissed, t)

	// tool-not-secured: An ordinary app is less safe; use it only by exception, the telephone is the safe means.
	t = min(f.toolAsked, oneOf2(c.Tool, ToolConsumer, ToolNotYet))
	o.Rule(RuleToolNotSecured, t)
	o.AtLeast(Conditional, t, ScreenForms)

	// papers-together: Papers are best read and signed together at a table; on the phone people lose the thread.
	t = min(f.papersAsked, is(c.Papers, AnswerYes))
	o.Rule(RulePapersTogether, t)
	o.Prefer(Heavy, t, Office)
	o.Prefer(Light, t, Home)

	// papers-partly: Prepare the papers by phone and sign at the office; that keeps the appointment short.
	t = min(min(f.papersAsked, is(c.Papers, AnswerYes)), f.mixFits, f.measures)
	o.Rule(RulePapersPartly, t)
	o.Prefer(Decisive, t, MixOfficePhone)

	// deadline-near: Disconnection or eviction threatens within a week; this cannot wait, everyone must act now.
	t = min(f.deadlineAsked, daysUntilBetween(c.Deadline, c.Day, 0, 7))
	o.Rule(RuleDeadlineNear, t)
	o.AtLeast(NotAdvised, t, Postpone)
	o.Consulting(t, RoleColleague)

	// official-talk-soon: Within two weeks there is a talk with an official body; preparing together makes the resident stronger.
	t = min(f.officialTalkAsked, daysUntilBetween(c.OfficialTalk, c.Day, 0, 14))
	o.Rule(RuleOfficialTalkSoon, t)
	o.AtLeast(NotAdvised, t, Postpone)
}
