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
		{"working days", s.workDays},
		{"emergencies", s.emergencies},
		{"somebody leaves", s.leaving},
		{"the night of 19 May", s.lastEmergency},
	}
}
