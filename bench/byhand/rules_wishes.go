package byhand

// wishes weighs the rules on what the resident wants and can do.
func (j *judge) wishes() {
	c, f, o := j.c, &j.f, &j.out
	var t Tri

	// wish-meeting: The resident wants to meet; that counts, for it is their life.
	t = is(c.Wish, WishMeet)
	o.Rule(RuleWishMeeting, t)
	o.AtLeast(Conditional, t, RemoteForms)

	// wish-no-meeting: The resident would rather see nobody now; you respect that.
	t = is(c.Wish, WishNoMeet)
	noButDanger := f.danger
	o.AtLeast(Conditional, min(t, noButDanger), InPersonForms)
	t = min(t, not(noButDanger))
	o.Rule(RuleWishNoMeeting, t)
	o.AtLeast(NotAdvised, t, InPersonForms)

	// wish-later: The resident would rather wait a while; do not impose, but do not let go either.
	t = is(c.Wish, WishLater)
	cannotWait := f.seriousWorry
	t = min(t, not(cannotWait))
	o.Rule(RuleWishLater, t)
	o.AtLeast(Conditional, t, InPersonForms|RemoteForms|ThirdPartyForms)
	o.Prefer(Heavy, t, Postpone)

	// wish-not-known: You do not know what the resident wants; ask first, in a way that fits.
	t = max(how(c.Wish, Unknown), how(c.Wish, Refused))
	o.Rule(RuleWishNotKnown, t)
	o.AtLeast(Conditional, t, InPersonForms)

	// hard-to-express: The resident finds it hard to say what is needed; meeting and some help make that easier.
	t = oneOf2(c.CanExpress, CanExpressWithHelp, CanExpressHard)
	o.Rule(RuleHardToExpress, t)
	o.AtLeast(Conditional, t, LiveForms|Home|Office)

	// not-informed: You have not yet talked about the risks; without explanation nobody can choose.
	t = max(is(c.Informed, AnswerNo), how(c.Informed, Unknown))
	o.Rule(RuleNotInformed, t)
	o.AtLeast(Conditional, t, InPersonForms)

	// wants-home: The resident would like a home visit best.
	t = min(has(c.Wanted, WantedHome), not(f.mixFits))
	o.Rule(RuleWantsHome, t)
	o.Prefer(Heavy, t, Home)

	// wants-home-mix: The resident wants to see you at home, and part works by phone: alternate.
	t = min(has(c.Wanted, WantedHome), f.mixFits)
	o.Rule(RuleWantsHomeMix, t)
	o.Prefer(Heavy, t, MixHomePhone)

	// wants-office: The resident would rather come to the office.
	t = has(c.Wanted, WantedOffice)
	o.Rule(RuleWantsOffice, t)
	o.Prefer(Heavy, t, Office)

	// wants-outside: The resident would rather meet outside.
	t = min(has(c.Wanted, WantedWalk), not(f.mixFits))
	o.Rule(RuleWantsOutside, t)
	o.Prefer(Heavy, t, Walk)

	// wants-outside-mix: The resident wants to meet outside, and part works by phone: alternate.
	t = min(has(c.Wanted, WantedWalk), f.mixFits)
	o.Rule(RuleWantsOutsideMix, t)
	o.Prefer(Heavy, t, MixWalkPhone)

	// wants-door: The resident likes a wave or a talk at the door best.
	t = min(has(c.Wanted, WantedDoor), not(f.mixFits))
	o.Rule(RuleWantsDoor, t)
	o.Prefer(Heavy, t, AtTheDoor)

	// wants-door-mix: The resident wants to see you at the door, and part works by phone: alternate.
	t = min(has(c.Wanted, WantedDoor), f.mixFits)
	o.Rule(RuleWantsDoorMix, t)
	o.Prefer(Heavy, t, MixDoorPhone)

	// wants-group: The resident would like to join a group or activity.
	t = has(c.Wanted, WantedGroup)
	o.Rule(RuleWantsGroup, t)
	o.Prefer(Heavy, t, Group)

	// wants-phone: The resident would rather talk by phone.
	t = has(c.Wanted, WantedPhone)
	o.Rule(RuleWantsPhone, t)
	o.Prefer(Heavy, t, Phone)

	// wants-video: The resident would like to use video.
	t = has(c.Wanted, WantedVideo)
	o.Rule(RuleWantsVideo, t)
	o.Prefer(Heavy, t, Video)

	// wants-chat: The resident would rather write than talk.
	t = has(c.Wanted, WantedChat)
	o.Rule(RuleWantsChat, t)
	o.Prefer(Heavy, t, Chat)

	// wants-card: The resident likes to receive a card or letter.
	t = has(c.Wanted, WantedCard)
	o.Rule(RuleWantsCard, t)
	o.Prefer(Heavy, t, Card)

	// wants-network: The resident wants it to go through family or friends.
	t = has(c.Wanted, WantedNetwork)
	o.Rule(RuleWantsNetwork, t)
	o.Prefer(Heavy, t, Network)

	// wants-volunteer: The resident would like a volunteer or help from the neighbourhood.
	t = has(c.Wanted, WantedVolunteer)
	o.Rule(RuleWantsVolunteer, t)
	o.Prefer(Heavy, t, Volunteer)

	// unwanted-home: The resident wants nobody inside; choose another place.
	t = has(c.Unwanted, UnwantedHome)
	homeDespiteNo := f.danger
	o.AtLeast(Conditional, min(t, homeDespiteNo), Home)
	t = min(t, not(homeDespiteNo))
	o.Rule(RuleUnwantedHome, t)
	o.AtLeast(NotAdvised, t, Home)

	// unwanted-group: The resident does not want a group.
	t = has(c.Unwanted, UnwantedGroup)
	o.Rule(RuleUnwantedGroup, t)
	o.AtLeast(NotAdvised, t, Group)

	// unwanted-remote: The resident does not want contact only at a distance; calling alone does not fit then.
	t = has(c.Unwanted, UnwantedRemote)
	o.Rule(RuleUnwantedRemote, t)
	o.AtLeast(Conditional, t, RemoteForms)

	// unwanted-others: The resident wants no others involved; respect that and keep it private.
	t = has(c.Unwanted, UnwantedOthers)
	o.Rule(RuleUnwantedOthers, t)
	o.AtLeast(NotAdvised, t, ThirdPartyForms)

	// client-support-unknown: The resident does not know about free client support; tell them at the next contact.
	t = is(c.ClientSupportKnown, AnswerNo)
	o.Rule(RuleClientSupportUnknown, t)
}
