package bycel

import h "nabij/bench/byhand"

var wishesRules = []rule{
	{
		id: "wish-meeting", when: `wish == "meet"`,
		limits: []effect{{h.Conditional, h.RemoteForms}},
	},
	{
		id: "wish-no-meeting", when: `wish == "no-meet"`,
		unless: []exception{{when: `is_danger`, conditional: h.InPersonForms}},
		limits: []effect{{h.NotAdvised, h.InPersonForms}},
	},
	{
		id: "wish-later", when: `wish == "later"`,
		unless:  []exception{{when: `is_serious_worry`}},
		limits:  []effect{{h.Conditional, h.InPersonForms | h.RemoteForms | h.ThirdPartyForms}},
		prefers: []effect{{h.Heavy, h.Postpone}},
	},
	{
		id: "wish-not-known", when: `(wish_state == "unknown" || wish_state == "refused")`,
		limits: []effect{{h.Conditional, h.InPersonForms}},
	},
	{
		id: "hard-to-express", when: `(can_express == "with-help" || can_express == "hard")`,
		limits: []effect{{h.Conditional, h.LiveForms | h.Home | h.Office}},
	},
	{
		id: "not-informed", when: `(informed == "no" || informed_state == "unknown")`,
		limits: []effect{{h.Conditional, h.InPersonForms}},
	},
	{
		id: "wants-home", when: `("home" in wanted && !(is_mix_fits))`,
		prefers: []effect{{h.Heavy, h.Home}},
	},
	{
		id: "wants-home-mix", when: `("home" in wanted && is_mix_fits)`,
		prefers: []effect{{h.Heavy, h.MixHomePhone}},
	},
	{
		id: "wants-office", when: `"office" in wanted`,
		prefers: []effect{{h.Heavy, h.Office}},
	},
	{
		id: "wants-outside", when: `("walk" in wanted && !(is_mix_fits))`,
		prefers: []effect{{h.Heavy, h.Walk}},
	},
	{
		id: "wants-outside-mix", when: `("walk" in wanted && is_mix_fits)`,
		prefers: []effect{{h.Heavy, h.MixWalkPhone}},
	},
	{
		id: "wants-door", when: `("door" in wanted && !(is_mix_fits))`,
		prefers: []effect{{h.Heavy, h.AtTheDoor}},
	},
	{
		id: "wants-door-mix", when: `("door" in wanted && is_mix_fits)`,
		prefers: []effect{{h.Heavy, h.MixDoorPhone}},
	},
	{
		id: "wants-group", when: `"group" in wanted`,
		prefers: []effect{{h.Heavy, h.Group}},
	},
	{
		id: "wants-phone", when: `"phone" in wanted`,
		prefers: []effect{{h.Heavy, h.Phone}},
	},
	{
		id: "wants-video", when: `"video" in wanted`,
		prefers: []effect{{h.Heavy, h.Video}},
	},
	{
		id: "wants-chat", when: `"chat" in wanted`,
		prefers: []effect{{h.Heavy, h.Chat}},
	},
	{
		id: "wants-card", when: `"card" in wanted`,
		prefers: []effect{{h.Heavy, h.Card}},
	},
	{
		id: "wants-network", when: `"network" in wanted`,
		prefers: []effect{{h.Heavy, h.Network}},
	},
	{
		id: "wants-volunteer", when: `"volunteer" in wanted`,
		prefers: []effect{{h.Heavy, h.Volunteer}},
	},
	{
		id: "unwanted-home", when: `"home" in unwanted`,
		unless: []exception{{when: `is_danger`, conditional: h.Home}},
		limits: []effect{{h.NotAdvised, h.Home}},
	},
	{
		id: "unwanted-group", when: `"group" in unwanted`,
		limits: []effect{{h.NotAdvised, h.Group}},
	},
	{
		id: "unwanted-remote", when: `"remote" in unwanted`,
		limits: []effect{{h.Conditional, h.RemoteForms}},
	},
	{
		id: "unwanted-others", when: `"others" in unwanted`,
		limits: []effect{{h.NotAdvised, h.ThirdPartyForms}},
	},
	{
		id: "client-support-unknown", when: `client_support_known == "no"`,
	},
}
