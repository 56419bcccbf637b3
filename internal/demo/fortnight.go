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
		{"working days", s.workDays},
		{"the second week", s.secondWeek},
		{"an emergency", s.emergency},
		{"somebody leaves", s.leaving},
		{"this week", s.thisWeek},
		{"what happened since", s.happenings},
		{"the night of 19 May", s.lastEmergency},
	}
}
