package byhand

// wishes weighs the rules on what the resident wants and can do.
func (j *judge) wishes() {
	c, f, o := j.c, &j.f, &j.out
	var t Tri

	// wish-meeting: The resident wants to meet; that counts, for it is their life.
	t = is(c.Wish, WishMeet)
	o.rule(RuleWishMeeting, t)
	o.atLeast(conditional, t, remoteForms)

	// wish-no-meeting: The resident would rather see nobody now; you respect that.
	t = is(c.Wish, WishNoMeet)
	noButDanger := min(t, f.danger)
	o.atLeast(conditional, noButDanger, inPersonForms)
	t = min(t, not(noButDanger))
	o.rule(RuleWishNoMeeting, t)
	o.atLeast(notAdvised, t, inPersonForms)

	// wish-later: The resident would rather wait a while; do not impose, but do not let go either.
	t = is(c.Wish, WishLater)
	cannotWait := min(t, f.seriousWorry)
	t = min(t, not(cannotWait))
	o.rule(RuleWishLater, t)
	o.atLeast(conditional, t, inPersonForms|remoteForms|thirdPartyForms)
	o.prefer(heavy, t, Postpone)

	// wish-not-known: You do not know what the resident wants; ask first, in a way that fits.
	t = max(how(c.Wish, Unknown), how(c.Wish, Refused))
	o.rule(RuleWishNotKnown, t)
	o.atLeast(conditional, t, inPersonForms)

	// hard-to-express: The resident finds it hard to say what is needed; meeting and some help make that easier.
	t = oneOf2(c.CanExpress, CanExpressWithHelp, CanExpressHard)
	o.rule(RuleHardToExpress, t)
	o.atLeast(conditional, t, liveForms|Home|Office)

	// not-informed: You have not yet talked about the risks; without explanation nobody can choose.
	t = max(is(c.Informed, AnswerNo), how(c.Informed, Unknown))
	o.rule(RuleNotInformed, t)
	o.atLeast(conditional, t, inPersonForms)

	// wants-home: The resident would like a home visit best.
	t = min(has(c.Wanted, WantedHome), not(f.mixFits))
	o.rule(RuleWantsHome, t)
	o.prefer(heavy, t, Home)

	// wants-home-mix: The resident wants to see you at home, and part works by phone: alternate.
	t = min(has(c.Wanted, WantedHome), f.mixFits)
	o.rule(RuleWantsHomeMix, t)
	o.prefer(heavy, t, MixHomePhone)

	// wants-office: The resident would rather come to the office.
	t = has(c.Wanted, WantedOffice)
	o.rule(RuleWantsOffice, t)
	o.prefer(heavy, t, Office)

	// wants-outside: The resident would rather meet outside.
	t = min(has(c.Wanted, WantedWalk), not(f.mixFits))
	o.rule(RuleWantsOutside, t)
	o.prefer(heavy, t, Walk)

	// wants-outside-mix: The resident wants to meet outside, and part works by phone: alternate.
	t = min(has(c.Wanted, WantedWalk), f.mixFits)
	o.rule(RuleWantsOutsideMix, t)
	o.prefer(heavy, t, MixWalkPhone)

	// wants-door: The resident likes a wave or a talk at the door best.
	t = min(has(c.Wanted, WantedDoor), not(f.mixFits))
	o.rule(RuleWantsDoor, t)
	o.prefer(heavy, t, AtTheDoor)

	// wants-door-mix: The resident wants to see you at the door, and part works by phone: alternate.
	t = min(has(c.Wanted, WantedDoor), f.mixFits)
	o.rule(RuleWantsDoorMix, t)
	o.prefer(heavy, t, MixDoorPhone)

	// wants-group: The resident would like to join a group or activity.
	t = has(c.Wanted, WantedGroup)
	o.rule(RuleWantsGroup, t)
	o.prefer(heavy, t, Group)

	// wants-phone: The resident would rather talk by phone.
	t = has(c.Wanted, WantedPhone)
	o.rule(RuleWantsPhone, t)
	o.prefer(heavy, t, Phone)

	// wants-video: The resident would like to use video.
	t = has(c.Wanted, WantedVideo)
	o.rule(RuleWantsVideo, t)
	o.prefer(heavy, t, Video)

	// wants-chat: The resident would rather write than talk.
	t = has(c.Wanted, WantedChat)
	o.rule(RuleWantsChat, t)
	o.prefer(heavy, t, Chat)

	// wants-card: The resident likes to receive a card or letter.
	t = has(c.Wanted, WantedCard)
	o.rule(RuleWantsCard, t)
	o.prefer(heavy, t, Card)

	// wants-network: The resident wants it to go through family or friends.
	t = has(c.Wanted, WantedNetwork)
	o.rule(RuleWantsNetwork, t)
	o.prefer(heavy, t, Network)

	// wants-volunteer: The resident would like a volunteer or help from the neighbourhood.
	t = has(c.Wanted, WantedVolunteer)
	o.rule(RuleWantsVolunteer, t)
	o.prefer(heavy, t, Volunteer)

	// unwanted-home: The resident wants nobody inside; choose another place.
	t = has(c.Unwanted, UnwantedHome)
	homeDespiteNo := min(t, f.danger)
	o.atLeast(conditional, homeDespiteNo, Home)
	t = min(t, not(homeDespiteNo))
	o.rule(RuleUnwantedHome, t)
	o.atLeast(notAdvised, t, Home)

	// unwanted-group: The resident does not want a group.
	t = has(c.Unwanted, UnwantedGroup)
	o.rule(RuleUnwantedGroup, t)
	o.atLeast(notAdvised, t, Group)

	// unwanted-remote: The resident does not want contact only at a distance; calling alone does not fit then.
	t = has(c.Unwanted, UnwantedRemote)
	o.rule(RuleUnwantedRemote, t)
	o.atLeast(conditional, t, remoteForms)

	// unwanted-others: The resident wants no others involved; respect that and keep it private.
	t = has(c.Unwanted, UnwantedOthers)
	o.rule(RuleUnwantedOthers, t)
	o.atLeast(notAdvised, t, thirdPartyForms)

	// client-support-unknown: The resident does not know about free client support; tell them at the next contact.
	t = is(c.ClientSupportKnown, AnswerNo)
	o.rule(RuleClientSupportUnknown, t)
}
