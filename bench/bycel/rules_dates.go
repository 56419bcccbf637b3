package bycel

import h "nabij/bench/byhand"

var datesRules = []rule{
	{
		id: "not-yet-crucial", when: `!(g_crucial_profession)`,
		from: 18333, until: 18338,
		consult: h.RoleTeamLead,
	},
	{
		id: "crucial", when: `(g_crucial_profession && is_measures)`,
	},
	{
		id: "only-if-needed", when: `(means_enough == "yes" || means_enough == "partly")`,
		from: 18333, until: 18413,
		unless: []exception{{when: `(is_serious_worry || home_needed == "yes")`}},
		limits: []effect{{h.NotAdvised, h.Home | h.Office | h.Group}},
	},
	{
		id: "lockdown-2020", when: `is_measures`,
		from: 18611, until: 18744,
	},
	{
		id: "lockdown-2021", when: `is_measures`,
		from: 18980, until: 19006,
	},
	{
		id: "not-a-visitor", when: `is_measures`,
		from: 18344, until: 19037,
	},
	{
		id: "visitors-told", when: `g_private_visitors < no_limit`,
		limits: []effect{{h.Conditional, h.Network | h.Volunteer}},
	},
	{
		id: "fixed-visitors", when: `((is_age_70 && g_older_visit_limited_70) || (!is_age_70 && g_older_visit_limited) || (g_older_visit_limited_70 && g_older_visit_limited))`,
		limits: []effect{{h.Conditional, h.Network | h.Volunteer}},
	},
	{
		id: "visit-once", when: `g_private_visit_moments < no_limit`,
		limits: []effect{{h.Conditional, h.Network | h.Volunteer}},
	},
	{
		id: "self-test-visitors", when: `g_self_test_before_visit`,
		until:  19112,
		limits: []effect{{h.Conditional, h.Network | h.Volunteer}},
	},
	{
		id: "no-handshake", when: `g_handshake_advised_against`,
		until:  19112,
		limits: []effect{{h.Conditional, h.InPersonForms}},
	},
	{
		id: "curfew", when: `is_measures`,
		from: 18650, until: 18744,
		limits: []effect{{h.Conditional, h.Home | h.AtTheDoor | h.Walk | h.Outside | h.Colleague}},
	},
	{
		id: "masks-public", when: `(g_masks == "duty" || g_masks == "urgent-advice" || g_masks == "advice")`,
		limits: []effect{{h.Conditional, h.Office | h.Group}},
	},
	{
		id: "office-only-needed", when: `(g_offices == "home-unless-essential" || g_offices == "home-unless")`,
		limits: []effect{{h.Conditional, h.Office}},
	},
	{
		id: "office-closed", when: `office_open == "closed"`,
		limits: []effect{{h.NotAdvised, h.Office}},
	},
	{
		id: "office-not-suited", when: `(office_open == "not-suited" && is_measures)`,
		limits: []effect{{h.NotAdvised, h.Office}},
	},
	{
		id: "no-group", when: `group_considered == "no"`,
		limits: []effect{{h.NotAdvised, h.Group}},
	},
	{
		id: "centres-closed", when: `((asked_group_place && group_place == "indoors") && g_centres == "closed")`,
		limits: []effect{{h.Against, h.Group}},
	},
	{
		id: "centres-vulnerable", when: `((asked_group_place && group_place == "indoors") && g_centres == "vulnerable-only")`,
		unless: []exception{{when: `(asked_group_vulnerable && group_vulnerable == "yes")`, conditional: h.Group, approve: h.RoleLocationManager}},
		limits: []effect{{h.Against, h.Group}},
	},
	{
		id: "group-too-big-inside", when: `((asked_group_place && group_place == "indoors") && (asked_group_size && (g_group_indoors < no_limit && group_size > g_group_indoors)))`,
		unless: []exception{{when: `((asked_group_vulnerable && group_vulnerable == "yes") && g_centres == "vulnerable-only")`, conditional: h.Group}},
		limits: []effect{{h.Against, h.Group}, {h.Conditional, h.Group}},
	},
	{
		id: "group-too-big-outside", when: `((asked_group_place && group_place == "outdoors") && (asked_group_size && (g_group_outdoors < no_limit && group_size > g_group_outdoors)))`,
		limits: []effect{{h.Against, h.Group}, {h.Conditional, h.Group}},
	},
	{
		id: "evening-activity", when: `(group_considered == "yes" && (asked_group_vulnerable && group_vulnerable == "yes"))`,
		from: 18959, until: 19017,
	},
	{
		id: "day-activity-back", when: `((asked_day_activity_stopped && day_activity_stopped == "yes") && (g_day_activity == "adapted" || g_day_activity == "open"))`,
		limits:  []effect{{h.Conditional, h.Group}},
		prefers: []effect{{h.Heavy, h.Group}},
	},
	{
		id: "day-activity-if-needed", when: `((asked_day_activity_stopped && day_activity_stopped == "yes") && (g_day_activity == "mostly-closed" || g_day_activity == "if-needed"))`,
		limits: []effect{{h.Conditional, h.Group}},
	},
	{
		id: "youth-one-to-one", when: `variant == "youth-worker"`,
		from: 18564, until: 18803,
	},
	{
		id: "youth-no-distance", when: `(age < 18 && is_measures && !(g_distance_among_youth < no_limit))`,
	},
	{
		id: "street-presence", when: `(asked_street_place && street_place == "yes")`,
		prefers: []effect{{h.Heavy, h.Outside}},
	},
	{
		id: "initiative-helps", when: `(asked_initiative && initiative == "yes")`,
		prefers: []effect{{h.Light, h.Volunteer}},
	},
	{
		id: "no-rules-now", when: `!(is_measures)`,
		from: 19048,
	},
}
