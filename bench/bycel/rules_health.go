package bycel

import h "nabij/bench/byhand"

var healthRules = []rule{
	{
		id: "illness-inside", when: `is_illness_in_home`,
		unless: []exception{{when: `is_serious_worry`, conditional: h.Home | h.Colleague, approve: h.RoleTeamLead}},
		limits: []effect{{h.NotAdvised, h.Home | h.Colleague}},
	},
	{
		id: "illness-and-worry", when: `(is_illness_in_home && is_serious_worry)`,
		consult: h.RoleColleague,
		prefers: []effect{{h.Decisive, h.AtTheDoor}},
	},
	{
		id: "illness-stay-outside", when: `is_illness_in_home`,
		limits: []effect{{h.Conditional, h.AtTheDoor | h.LeavesHomeForms}},
	},
	{
		id: "illness-stays-in", when: `(complaints_0 == "yes" || is_home_isolation)`,
		limits: []effect{{h.NotAdvised, h.LeavesHomeForms}},
	},
	{
		id: "sick-stays-home", when: `(complaints_0 == "yes" || is_isolation_now)`,
		from: 18333, until: 19047,
		limits: []effect{{h.Against, h.LeavesHomeForms}},
	},
	{
		id: "quarantine-stays-home", when: `is_quarantine_now`,
		from: 18492, until: 18984,
		limits: []effect{{h.Against, h.LeavesHomeForms}},
	},
	{
		id: "housemate-ill-stay-in", when: `(((housemates >= 1 && complaints_1 == "yes") || (housemates >= 2 && complaints_2 == "yes") || (housemates >= 3 && complaints_3 == "yes") || (housemates >= 4 && complaints_4 == "yes") || (housemates >= 5 && complaints_5 == "yes") || (housemates >= 6 && complaints_6 == "yes") || (housemates >= 7 && complaints_7 == "yes") || (housemates >= 8 && complaints_8 == "yes")) && g_housemates_stay_home)`,
		until:  19112,
		limits: []effect{{h.NotAdvised, h.LeavesHomeForms}},
	},
	{
		id: "waiting-for-result", when: `isolation == "waiting"`,
		limits: []effect{{h.Conditional, h.Home | h.Colleague}},
	},
	{
		id: "complaints-not-clear", when: `is_complaints_unclear`,
		limits: []effect{{h.Conditional, h.InPersonForms}},
	},
	{
		id: "raised-risk", when: `(is_raised_risk && is_measures)`,
		limits: []effect{{h.Conditional, h.Home | h.Office | h.Group | h.Colleague}},
	},
	{
		id: "risk-not-said", when: `((risk_group_state == "unknown" || risk_group_state == "refused") && is_measures)`,
		limits: []effect{{h.Conditional, h.Home | h.Office | h.Group | h.Colleague}},
	},
	{
		id: "age-alone", when: `(age >= 70 && risk_group == "no")`,
	},
	{
		id: "risk-to-resident", when: `to_resident == "large"`,
		limits: []effect{{h.Conditional, h.Home | h.Colleague | h.Group}},
	},
	{
		id: "risk-from-resident", when: `from_resident == "large"`,
		limits: []effect{{h.Conditional, h.Home | h.Colleague}},
	},
	{
		id: "keep-distance", when: `is_measures`,
		limits: []effect{{h.Conditional, h.Home | h.Office | h.Walk | h.Outside | h.AtTheDoor | h.Group | h.Colleague}},
	},
	{
		id: "distance-fails", when: `(is_measures && is_distance_fails)`,
		unless: []exception{{when: `is_meeting_needed`, conditional: h.Home | h.Colleague}},
		limits: []effect{{h.NotAdvised, h.Home | h.Colleague}},
	},
	{
		id: "explain-distance", when: `(asked_distance_person && (distance_person == "with-help" || distance_person == "no"))`,
		limits: []effect{{h.Conditional, h.InPersonForms}},
	},
	{
		id: "close-masks", when: `(is_measures && is_distance_fails && g_ppe_close == "masks-both")`,
		limits: []effect{{h.Conditional, h.Home | h.Office | h.Group | h.Colleague}},
	},
	{
		id: "close-judge", when: `(is_measures && is_distance_fails && g_ppe_close == "own-judgement")`,
		limits: []effect{{h.Conditional, h.Home | h.Office | h.Group | h.Colleague}},
	},
	{
		id: "close-no-rule", when: `(is_measures && is_distance_fails && g_ppe_close == "none")`,
		limits: []effect{{h.Conditional, h.Home | h.Office | h.Group | h.Colleague}},
	},
	{
		id: "close-medical-mask", when: `(is_distance_fails && g_medical_mask_when_close)`,
		limits: []effect{{h.Conditional, h.Home | h.Office | h.Group | h.Colleague}},
	},
	{
		id: "protect-full", when: `(is_illness_in_home && g_ppe_suspected == "full-set")`,
		limits: []effect{{h.Conditional, h.Home | h.Colleague}},
	},
	{
		id: "protect-basic", when: `(is_illness_in_home && g_ppe_suspected == "mask-and-gloves")`,
		limits: []effect{{h.Conditional, h.Home | h.Colleague}},
	},
	{
		id: "protect-no-rule", when: `(is_illness_in_home && g_ppe_suspected == "none")`,
		limits: []effect{{h.Conditional, h.Home | h.Colleague}},
	},
	{
		id: "shelter-apart", when: `(variant == "shelter" && is_illness_in_home && (asked_own_room && own_room == "no"))`,
		consult: h.RoleTeamLead,
		limits:  []effect{{h.Conditional, h.Home | h.Colleague}},
	},
	{
		id: "outside-safer", when: `(is_measures && can_go_out == "yes" && !(is_mix_fits))`,
		prefers: []effect{{h.Light, h.Walk | h.Outside}},
	},
	{
		id: "cannot-go-out", when: `can_go_out == "no"`,
		limits: []effect{{h.NotAdvised, h.LeavesHomeForms}},
	},
	{
		id: "inside-needed", when: `home_needed == "yes"`,
		prefers: []effect{{h.Heavy, h.Home}},
	},
}
