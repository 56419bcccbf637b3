package demo

// scenes is the fortnight, in the order of time.
func (s *story) scenes() []scene {
	return []scene{
		{"the organisation begins", s.found},
		{"the others come in", s.hire},
		{"files are opened", s.openFiles},
		{"how to reach somebody without danger", s.safeRules},
		{"doubles and lists", s.doubles},
		{"somebody knows somebody", s.knows},
		{"first decisions", s.firstDecisions},
		{"remarks at the framework", s.remarks},
		{"working days", s.workDays},
		{"the second week", s.secondWeek},
		{"an emergency", s.emergency},
		{"somebody leaves", s.leaving},
		{"a version is released", s.firstRelease},
		{"who looked where", s.oversight},
		{"this week", s.thisWeek},
		{"what happened since", s.happenings},
		{"the next versions", s.nextVersions},
		{"the night of 19 May", s.lastEmergency},
	}
}
