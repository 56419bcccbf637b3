package demo

// scenes is the fortnight, in the order of time.
func (s *story) scenes() []scene {
	return []scene{
		{"the organisation begins", s.found},
		{"the others come in", s.hire},
	}
}
