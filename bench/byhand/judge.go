package byhand

// judge works on one case.
type judge struct {
	c   *Case
	f   facts
	out Outcome
}

// Judge weighs cases, one after another, in the same memory.
type Judge struct{ j judge }

// Weigh works through all rules. The outcome is valid until the next call.
func (w *Judge) Weigh(c *Case) *Outcome {
	j := &w.j
	j.c, j.out = c, Outcome{}
	j.facts()
	j.contact()
	j.wishes()
	j.worries()
	j.health()
	j.dates()
	j.agreements()
	j.out.Close()
	return &j.out
}

// FormNames lists the forms in order.
func FormNames() []string { return formNames[:] }
