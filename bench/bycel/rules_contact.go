package bycel

import h "nabij/bench/byhand"

var contactRules = []rule{
	{
		id: "contact-good", when: `contact_now == "ok"`,
	},
	{
		id: "contact-thin", when: `contact_now == "thin"`,
	},
	{
		id: "contact-lost", when: `contact_now == "lost"`,
		consult: h.RoleColleague,
		limits:  []effect{{h.Conditional, h.RemoteForms}},
		prefers: []effect{{h.Heavy, h.AtTheDoor}},
	},
	{
		id: "out-of-sight-route", when: `(contact_now == "lost" && (asked_last_contact && day - last_contact >= 7))`,
		route: h.RouteOutOfSight, opens: true,
	},
	{
		id: "contact-lost-long", when: `(contact_now == "lost" && (asked_last_contact && day - last_contact >= 14))`,
		consult: h.RoleTeamLead,
		prefers: []effect{{h.Decisive, h.AtTheDoor}},
	},
	{
		id: "nobody-else", when: `"nobody" in who_else`,
	},
	{
		id: "others-see", when: `("family" in who_else || "neighbour" in who_else || "volunteer" in who_else || "professional" in who_else)`,
	},
	{
		id: "third-party-asked", when: `(!(("network" in wanted || "volunteer" in wanted)) || wanted_state == "unknown")`,
		limits: []effect{{h.Conditional, h.ThirdPartyForms}},
	},
	{
		id: "many-professionals", when: `(is_measures && (asked_professionals_inside && professionals_inside >= 2))`,
		limits: []effect{{h.Conditional, h.Home}},
	},
	{
		id: "means-enough", when: `means_enough == "yes"`,
	},
	{
		id: "means-partly", when: `is_mix_fits`,
		limits:  []effect{{h.Conditional, h.RemoteForms}},
		prefers: []effect{{h.Light, h.MixForms}},
	},
	{
		id: "means-too-little", when: `means_enough == "no"`,
		limits: []effect{{h.NotAdvised, h.RemoteForms}},
	},
	{
		id: "means-not-possible", when: `means_enough == "not-possible"`,
		limits: []effect{{h.NotAdvised, h.LiveForms}, {h.Conditional, h.Card}},
	},
	{
		id: "no-phone", when: `!("phone" in remote_means)`,
		limits: []effect{{h.NotAdvised, h.Phone}},
	},
	{
		id: "no-screen", when: `!("screen" in remote_means)`,
		limits: []effect{{h.NotAdvised, h.ScreenForms}},
	},
	{
		id: "no-reading", when: `(!("letter" in remote_means) || (asked_means_why && "reading" in means_why))`,
		limits: []effect{{h.NotAdvised, h.Card}},
	},
	{
		id: "hearing-or-sight", when: `(asked_means_why && "hearing" in means_why)`,
		limits: []effect{{h.Conditional, h.Phone | h.Video}},
	},
	{
		id: "other-language", when: `(asked_means_why && "language" in means_why)`,
		limits: []effect{{h.Conditional, h.LiveForms | h.InPersonForms}},
	},
	{
		id: "signals-missed", when: `(asked_means_why && ("signals" in means_why || "trust" in means_why))`,
	},
	{
		id: "tool-not-secured", when: `(asked_tool && (tool == "consumer" || tool == "not-yet"))`,
		limits: []effect{{h.Conditional, h.ScreenForms}},
	},
	{
		id: "papers-together", when: `(asked_papers && papers == "yes")`,
		prefers: []effect{{h.Heavy, h.Office}, {h.Light, h.Home}},
	},
	{
		id: "papers-partly", when: `((asked_papers && papers == "yes") && is_mix_fits && is_measures)`,
		prefers: []effect{{h.Decisive, h.MixOfficePhone}},
	},
	{
		id: "deadline-near", when: `(asked_deadline && (deadline - day >= 0 && deadline - day <= 7))`,
		consult: h.RoleColleague,
		limits:  []effect{{h.NotAdvised, h.Postpone}},
	},
	{
		id: "official-talk-soon", when: `(asked_official_talk && (official_talk - day >= 0 && official_talk - day <= 14))`,
		limits: []effect{{h.NotAdvised, h.Postpone}},
	},
}
