package demo

// scenes is the fortnight, in the order of time.
func (s *story) scenes() []scene {
	return []scene{
		{"the organisation begins", s.found},
		{"the others come in", s.hire},
		{"files are opened", s.openFiles},
	}
}

// openFiles types the old lists over.
func (s *story) openFiles() {
	s.at(5, 15, 0)
	for _, worker := range []string{"sanne", "lotte", "karim", "bas", "joris", "cora"} {
		for _, list := range [][]profile{east, west, youth} {
			s.start(worker, list)
		}
	}
}
