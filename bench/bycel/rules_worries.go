package bycel

import h "nabij/bench/byhand"

var worriesRules = []rule{
	{
		id: "acute", when: `(asked_acute && acute == "yes")`,
		route: h.RouteAcuteDanger, opens: true,
		consult: h.RoleTeamLead,
		limits:  []effect{{h.NotAdvised, h.Postpone | h.Card}, {h.Conditional, h.InPersonForms | h.Phone | h.Video | h.Chat}},
	},
	{
		id: "unsafe-home-worry", when: `unsafe_home == "worry"`,
		route: h.RouteDomesticViolence, opens: true,
		consult: h.RoleColleague | h.RoleViolenceExpert,
	},
	{
		id: "unsafe-home-clear", when: `unsafe_home == "clear"`,
		route: h.RouteDomesticViolence, opens: true,
		consult: h.RoleColleague | h.RoleViolenceExpert,
		limits:  []effect{{h.NotAdvised, h.Postpone}},
		prefers: []effect{{h.Heavy, h.Office | h.Walk | h.Outside}},
	},
	{
		id: "child-in-danger", when: `(asked_children && children == "yes")`,
		route: h.RouteChildInDanger, opens: true,
		consult: h.RoleViolenceExpert,
	},
	{
		id: "children-not-known", when: `(asked_children && children_state == "unknown")`,
		consult: h.RoleColleague,
	},
	{
		id: "psychiatric-crisis", when: `psychiatric_crisis == "clear"`,
		route: h.RoutePsychiatricCrisis, opens: true,
		consult: h.RoleColleague,
		limits:  []effect{{h.NotAdvised, h.Postpone}, {h.Conditional, h.InPersonForms}},
		prefers: []effect{{h.Heavy, h.Home}, {h.Light, h.AtTheDoor}},
	},
	{
		id: "suicide", when: `(suicide == "worry" || suicide == "clear")`,
		route: h.RouteSuicide, opens: true,
		consult: h.RoleColleague,
		limits:  []effect{{h.NotAdvised, h.Postpone | h.Card}},
	},
	{
		id: "suicide-see", when: `suicide == "clear"`,
		prefers: []effect{{h.Heavy, h.Home}, {h.Light, h.Walk | h.Video}},
	},
	{
		id: "escalation", when: `escalation == "clear"`,
		route: h.RouteWorkerSafety, opens: true,
		consult: h.RoleColleague | h.RoleTeamLead,
		limits:  []effect{{h.Conditional, h.InPersonForms}},
		prefers: []effect{{h.Heavy, h.Outside}, {h.Light, h.Walk | h.Office}},
	},
	{
		id: "loneliness", when: `loneliness_isolation == "clear"`,
	},
	{
		id: "basic-needs", when: `basic_needs == "clear"`,
		route: h.RouteBasicNeeds, opens: true,
		consult: h.RoleColleague,
		limits:  []effect{{h.NotAdvised, h.Postpone}, {h.Conditional, h.InPersonForms}},
		prefers: []effect{{h.Heavy, h.Home}, {h.Light, h.AtTheDoor}},
	},
	{
		id: "debts", when: `debts_income == "clear"`,
	},
	{
		id: "addiction", when: `addiction_relapse == "clear"`,
		prefers: []effect{{h.Light, h.Walk}},
	},
	{
		id: "overburdened-carer", when: `overburdened_carer == "clear"`,
		consult: h.RoleColleague,
		limits:  []effect{{h.NotAdvised, h.Network}},
	},
	{
		id: "carer-not-spoken", when: `(asked_carer_too && carer_too == "no")`,
	},
	{
		id: "derailed-care", when: `derailed_care == "clear"`,
		route: h.RouteDerailedCare, opens: true,
		consult: h.RoleColleague | h.RoleViolenceExpert,
		limits:  []effect{{h.NotAdvised, h.Postpone | h.Network}},
		prefers: []effect{{h.Heavy, h.Home}},
	},
	{
		id: "day-structure", when: `lost_day_structure == "clear"`,
		prefers: []effect{{h.Light, h.Group | h.Walk}},
	},
	{
		id: "online-abuse", when: `(online_abuse == "worry" || online_abuse == "clear")`,
		route: h.RouteOnlineAbuse, opens: true,
		consult: h.RoleColleague,
	},
	{
		id: "sexual-violence", when: `(sexual_violence == "worry" || sexual_violence == "clear")`,
		route: h.RouteSexualViolence, opens: true,
		consult: h.RoleViolenceExpert,
		limits:  []effect{{h.NotAdvised, h.Postpone}},
	},
	{
		id: "forced-marriage", when: `(forced_marriage_honour == "worry" || forced_marriage_honour == "clear")`,
		route: h.RouteForcedMarriageAbandonment, opens: true,
		consult: h.RoleViolenceExpert,
		limits:  []effect{{h.NotAdvised, h.Home | h.AtTheDoor | h.ThirdPartyForms | h.Card | h.Postpone}},
		prefers: []effect{{h.Heavy, h.Outside | h.Walk | h.Office}, {h.Light, h.Chat}},
	},
	{
		id: "out-of-sight-risk", when: `out_of_sight == "clear"`,
		prefers: []effect{{h.Light, h.AtTheDoor}},
	},
	{
		id: "other-worry", when: `other_worry == "clear"`,
		consult: h.RoleColleague,
	},
	{
		id: "some-worry", when: `(is_any_worry && !(is_serious_worry))`,
	},
	{
		id: "several-clear", when: `two_of(unsafe_home == "clear", psychiatric_crisis == "clear", suicide == "clear", escalation == "clear", loneliness_isolation == "clear", basic_needs == "clear", debts_income == "clear", addiction_relapse == "clear", overburdened_carer == "clear", derailed_care == "clear", lost_day_structure == "clear", out_of_sight == "clear")`,
		consult: h.RoleColleague,
	},
	{
		id: "serious-see", when: `is_serious_worry`,
		limits: []effect{{h.Conditional, h.RemoteForms | h.ThirdPartyForms}},
	},
	{
		id: "listen-in", when: `(listen_in == "possible" || listen_in == "controlled")`,
		limits: []effect{{h.Conditional, h.LiveForms}},
	},
	{
		id: "listen-in-not-asked", when: `listen_in_state == "unknown"`,
		limits: []effect{{h.Conditional, h.LiveForms}},
	},
	{
		id: "remote-not-safe", when: `is_phone_unsafe`,
		limits: []effect{{h.NotAdvised, h.LiveForms | h.Card}},
	},
	{
		id: "violence-not-by-phone", when: `(is_violence && is_phone_unsafe)`,
		consult: h.RoleViolenceExpert,
		prefers: []effect{{h.Decisive, h.Office | h.Walk | h.Outside}},
	},
	{
		id: "violence-no-third-party", when: `is_violence`,
		limits: []effect{{h.NotAdvised, h.ThirdPartyForms}},
	},
	{
		id: "not-alone-at-home", when: `(asked_alone_at_home && alone_at_home == "no")`,
		limits:  []effect{{h.Conditional, h.Home | h.AtTheDoor | h.Colleague}},
		prefers: []effect{{h.Light, h.Office | h.Walk | h.Outside}},
	},
}
