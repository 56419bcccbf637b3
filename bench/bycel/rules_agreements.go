package bycel

import h "nabij/bench/byhand"

var agreementsRules = []rule{
	{
		id: "agreement-conditions", when: `agreement == "conditions"`,
		limits: []effect{{h.Conditional, h.InPersonForms}},
	},
	{
		id: "agreement-against", when: `agreement == "against"`,
		approve: h.RoleTeamLead,
		limits:  []effect{{h.Conditional, h.InPersonForms}},
	},
	{
		id: "doubt-consult", when: `doubt == "alone"`,
		consult: h.RoleColleague,
	},
	{
		id: "colleague-goes", when: `availability == "colleague-goes"`,
		limits:  []effect{{h.NotAdvised, h.OwnVisitForms}},
		prefers: []effect{{h.Light, h.Colleague}},
	},
	{
		id: "colleague-and-calls", when: `(availability == "colleague-goes" && is_mix_fits)`,
		prefers: []effect{{h.Heavy, h.MixColleaguePhone}},
	},
	{
		id: "discuss-availability", when: `availability == "discuss-first"`,
		consult: h.RoleColleague,
		limits:  []effect{{h.Conditional, h.OwnVisitForms}},
	},
	{
		id: "postpone-with-date", when: `!(is_serious_worry)`,
		limits: []effect{{h.Conditional, h.Postpone}},
	},
	{
		id: "postpone-not-now", when: `(is_serious_worry || contact_now == "lost")`,
		limits: []effect{{h.NotAdvised, h.Postpone}},
	},
	{
		id: "nearness-not-talked", when: `nearness_talked == "no"`,
	},
	{
		id: "long-until-next", when: `next_contact - day >= 15`,
	},
	{
		id: "no-next-contact", when: `next_contact_state == "unknown"`,
	},
	{
		id: "found-at-door", when: `(in_flow && found_when == "at-door")`,
		inFlow:  true,
		limits:  []effect{{h.NotAdvised, h.Home | h.Colleague}, {h.Conditional, h.AtTheDoor}},
		prefers: []effect{{h.Heavy, h.AtTheDoor}, {h.Light, h.Phone}},
	},
	{
		id: "found-during", when: `(in_flow && found_when == "during")`,
		inFlow:  true,
		consult: h.RoleTeamLead,
		limits:  []effect{{h.NotAdvised, h.Home | h.Colleague}, {h.Conditional, h.LiveForms | h.AtTheDoor}},
	},
	{
		id: "found-close", when: `((in_flow && asked_was_close && was_close == "yes") || (in_flow && asked_was_close && was_close_state == "unknown"))`,
		inFlow:  true,
		unless:  []exception{{when: `(in_flow && asked_protected && protected == "yes")`, conditional: h.RemoteForms | h.OwnVisitForms}},
		consult: h.RoleTeamLead,
		limits:  []effect{{h.Conditional, h.RemoteForms | h.OwnVisitForms}},
	},
	{
		id: "found-others-visited", when: `((in_flow && asked_visited_others && visited_others == "yes") || (in_flow && asked_visited_others && visited_others_state == "unknown"))`,
		inFlow:  true,
		consult: h.RoleTeamLead,
		limits:  []effect{{h.Conditional, h.RemoteForms | h.AtTheDoor}},
	},
	{
		id: "found-support-goes-on", when: `in_flow`,
		inFlow: true,
	},
}
