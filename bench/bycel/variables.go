package bycel

import (
	"cel.dev/cel-go/common/types"

	h "nabij/bench/byhand"
)

// variables that the expressions use, with their types.
var variables = []variable{
	{"contact_now", ofString},
	{"last_contact", ofInt},
	{"who_else", ofStrings},
	{"professionals_inside", ofInt},
	{"wish", ofString},
	{"wish_state", ofString},
	{"wanted", ofStrings},
	{"wanted_state", ofString},
	{"unwanted", ofStrings},
	{"can_express", ofString},
	{"informed", ofString},
	{"informed_state", ofString},
	{"client_support_known", ofString},
	{"official_talk", ofInt},
	{"remote_means", ofStrings},
	{"means_enough", ofString},
	{"means_why", ofStrings},
	{"listen_in", ofString},
	{"listen_in_state", ofString},
	{"alone_at_home", ofString},
	{"tool", ofString},
	{"papers", ofString},
	{"deadline", ofInt},
	{"unsafe_home", ofString},
	{"psychiatric_crisis", ofString},
	{"suicide", ofString},
	{"escalation", ofString},
	{"loneliness_isolation", ofString},
	{"basic_needs", ofString},
	{"debts_income", ofString},
	{"addiction_relapse", ofString},
	{"overburdened_carer", ofString},
	{"derailed_care", ofString},
	{"lost_day_structure", ofString},
	{"online_abuse", ofString},
	{"sexual_violence", ofString},
	{"forced_marriage_honour", ofString},
	{"out_of_sight", ofString},
	{"other_worry", ofString},
	{"acute", ofString},
	{"children", ofString},
	{"children_state", ofString},
	{"carer_too", ofString},
	{"agreement", ofString},
	{"doubt", ofString},
	{"availability", ofString},
	{"age", ofInt},
	{"housemates", ofInt},
	{"complaints_0", ofString},
	{"complaints_0_state", ofString},
	{"complaints_1", ofString},
	{"complaints_1_state", ofString},
	{"complaints_2", ofString},
	{"complaints_2_state", ofString},
	{"complaints_3", ofString},
	{"complaints_3_state", ofString},
	{"complaints_4", ofString},
	{"complaints_4_state", ofString},
	{"complaints_5", ofString},
	{"complaints_5_state", ofString},
	{"complaints_6", ofString},
	{"complaints_6_state", ofString},
	{"complaints_7", ofString},
	{"complaints_7_state", ofString},
	{"complaints_8", ofString},
	{"complaints_8_state", ofString},
	{"isolation", ofString},
	{"positive_day", ofInt},
	{"contact_day", ofInt},
	{"risk_group", ofString},
	{"risk_group_state", ofString},
	{"to_resident", ofString},
	{"from_resident", ofString},
	{"can_go_out", ofString},
	{"home_needed", ofString},
	{"distance_home", ofString},
	{"distance_person", ofString},
	{"office_open", ofString},
	{"group_considered", ofString},
	{"group_place", ofString},
	{"group_size", ofInt},
	{"group_vulnerable", ofString},
	{"day_activity_stopped", ofString},
	{"street_place", ofString},
	{"own_room", ofString},
	{"initiative", ofString},
	{"nearness_talked", ofString},
	{"next_contact", ofInt},
	{"next_contact_state", ofString},
	{"found_when", ofString},
	{"was_close", ofString},
	{"was_close_state", ofString},
	{"protected", ofString},
	{"visited_others", ofString},
	{"visited_others_state", ofString},
	{"g_distance", ofInt},
	{"g_distance_among_youth", ofInt},
	{"g_handshake_advised_against", ofBool},
	{"g_private_visitors", ofInt},
	{"g_private_visit_moments", ofInt},
	{"g_older_visit_limited", ofBool},
	{"g_older_visit_limited_70", ofBool},
	{"g_self_test_before_visit", ofBool},
	{"g_group_indoors", ofInt},
	{"g_group_outdoors", ofInt},
	{"g_masks", ofString},
	{"g_medical_mask_when_close", ofBool},
	{"g_offices", ofString},
	{"g_crucial_profession", ofBool},
	{"g_centres", ofString},
	{"g_day_activity", ofString},
	{"g_quarantine_days", ofInt},
	{"g_isolation_days", ofInt},
	{"g_housemates_stay_home", ofBool},
	{"g_risk_age", ofInt},
	{"g_ppe_suspected", ofString},
	{"g_ppe_close", ofString},
	{"no_limit", ofInt},
	{"day", ofInt},
	{"variant", ofString},
	{"in_flow", ofBool},
	{"is_mix_fits", ofBool},
	{"is_any_worry", ofBool},
	{"asked_acute", ofBool},
	{"is_danger", ofBool},
	{"asked_last_contact", ofBool},
	{"is_serious_worry", ofBool},
	{"asked_was_close", ofBool},
	{"asked_protected", ofBool},
	{"asked_visited_others", ofBool},
	{"is_measures", ofBool},
	{"asked_professionals_inside", ofBool},
	{"asked_means_why", ofBool},
	{"asked_tool", ofBool},
	{"asked_papers", ofBool},
	{"asked_deadline", ofBool},
	{"asked_official_talk", ofBool},
	{"is_age_70", ofBool},
	{"asked_group_place", ofBool},
	{"asked_group_vulnerable", ofBool},
	{"asked_group_size", ofBool},
	{"asked_day_activity_stopped", ofBool},
	{"asked_street_place", ofBool},
	{"asked_initiative", ofBool},
	{"is_household_complaints", ofBool},
	{"asked_positive_day", ofBool},
	{"is_isolation_now", ofBool},
	{"asked_contact_day", ofBool},
	{"is_quarantine_now", ofBool},
	{"is_home_isolation", ofBool},
	{"is_illness_in_home", ofBool},
	{"is_complaints_unclear", ofBool},
	{"is_raised_risk", ofBool},
	{"asked_distance_home", ofBool},
	{"asked_distance_person", ofBool},
	{"is_distance_fails", ofBool},
	{"is_meeting_needed", ofBool},
	{"asked_own_room", ofBool},
	{"is_violence", ofBool},
	{"is_child_check_needed", ofBool},
	{"asked_children", ofBool},
	{"asked_carer_too", ofBool},
	{"is_phone_unsafe", ofBool},
	{"asked_alone_at_home", ofBool},
}

// guidelines as variables.
func guidelines(v *Case, g *h.Guidelines) {
	v.set("g_distance", types.Int(g.Distance))
	v.set("g_distance_among_youth", types.Int(g.DistanceAmongYouth))
	v.set("g_handshake_advised_against", types.Bool(g.HandshakeAdvisedAgainst))
	v.set("g_private_visitors", types.Int(g.PrivateVisitors))
	v.set("g_private_visit_moments", types.Int(g.PrivateVisitMoments))
	v.set("g_older_visit_limited", types.Bool(g.OlderVisitLimited))
	v.set("g_older_visit_limited_70", types.Bool(g.OlderVisitLimited70))
	v.set("g_self_test_before_visit", types.Bool(g.SelfTestBeforeVisit))
	v.set("g_group_indoors", types.Int(g.GroupIndoors))
	v.set("g_group_outdoors", types.Int(g.GroupOutdoors))
	v.set("g_masks", types.String(masksWords[g.Masks]))
	v.set("g_medical_mask_when_close", types.Bool(g.MedicalMaskWhenClose))
	v.set("g_offices", types.String(officesWords[g.Offices]))
	v.set("g_crucial_profession", types.Bool(g.CrucialProfession))
	v.set("g_centres", types.String(centresWords[g.Centres]))
	v.set("g_day_activity", types.String(dayActivityWords[g.DayActivity]))
	v.set("g_quarantine_days", types.Int(g.QuarantineDays))
	v.set("g_isolation_days", types.Int(g.IsolationDays))
	v.set("g_housemates_stay_home", types.Bool(g.HousematesStayHome))
	v.set("g_risk_age", types.Int(g.RiskAge))
	v.set("g_ppe_suspected", types.String(ppeSuspectedWords[g.PpeSuspected]))
	v.set("g_ppe_close", types.String(ppeCloseWords[g.PpeClose]))
}

var masksWords = [...]string{"duty", "urgent-advice", "advice", "transport-only", "none"}

var officesWords = [...]string{"home-unless-essential", "home-unless", "half", "home-if-possible", "open"}

var centresWords = [...]string{"closed", "vulnerable-only", "limited", "open"}

var dayActivityWords = [...]string{"mostly-closed", "if-needed", "adapted", "open"}

var ppeSuspectedWords = [...]string{"full-set", "mask-and-gloves", "none"}

var ppeCloseWords = [...]string{"masks-both", "own-judgement", "none"}
