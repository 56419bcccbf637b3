package framework

// Dead looks for what can never play a part: a rule that cannot apply on any day in any role, a question that is never
// asked. It binds the framework for every stretch of days, and for the roles, places and side flows that are needed.
func (fw *Framework) Dead() Issues {
	d := &deadSearch{fw: fw, spend: maxDeadWork, rules: make([]bool, len(fw.rules)), asked: make([]bool, len(fw.questions))}
	stretches := len(fw.changes) + 1
	for s := 0; s < stretches && !d.done(); s++ {
		d.visit(Setting{stretch: s})
	}
	for _, r := range fw.rules {
		if !d.rules[r.index] {
			d.places(r, stretches)
		}
	}
	for _, p := range fw.paramList {
		for _, h := range p.holds {
			if h.Where != nil && !d.done() {
				set := setOf(h.Where)
				set.stretch = fw.stretch(h.From)
				d.visit(set)
			}
		}
	}
	for s := stretches - 1; s >= 0 && !d.done(); s-- {
		for _, v := range fw.variants {
			d.visit(Setting{stretch: s, Variant: string(v.ID)})
		}
		for _, f := range keysOf(fw.flows) {
			d.visit(Setting{stretch: s, Flow: f})
		}
	}
	c := &collector{}
	for i, ok := range d.rules {
		if !ok {
			c.warn(fw.rules[i].Pos, "rule-never", fw.rules[i].ID)
		}
	}
	for i, ok := range d.asked {
		if !ok {
			c.warn(fw.questions[i].Pos, "question-never", fw.questions[i].ID)
		}
	}
	return c.sorted()
}

// maxDeadWork bounds the search, in instructions; what it did not get round to counts as alive.
const maxDeadWork = 200_000_000

type deadSearch struct {
	fw    *Framework
	spend budget
	rules []bool
	asked []bool
}

func (d *deadSearch) done() bool {
	for _, ok := range d.rules {
		if !ok {
			return false
		}
	}
	for _, ok := range d.asked {
		if !ok {
			return false
		}
	}
	return true
}

// visit notes what can play a part in one setting.
func (d *deadSearch) visit(set Setting) {
	b := d.fw.bind(set)
	if d.spend -= budget(100 * (len(b.code) + len(d.fw.paramList))); d.spend < 0 {
		for i := range d.rules {
			d.rules[i] = true
		}
		for i := range d.asked {
			d.asked[i] = true
		}
		return
	}
	in := newInput(d.fw)
	in.day = b.day
	v := b.run(in, nil)
	for i, n := range b.applies {
		d.rules[i] = d.rules[i] || n >= 0 && v[n]&canYes != 0 && b.possible(n, in, v, &d.spend)
	}
	for i, n := range b.asked {
		d.asked[i] = d.asked[i] || v[n]&canYes != 0
	}
}

// places tries a rule that is meant for some region, level, place, organisation or side flow there.
func (d *deadSearch) places(r *rule, stretches int) {
	set := setOf(r.Where)
	set.Flow = r.Flow.ID
	if set == (Setting{}) {
		return
	}
	for s := 0; s < stretches && !d.rules[r.index]; s++ {
		set.stretch = s
		d.visit(set)
	}
}

// setOf is a setting in which a rule or a guideline value with this `where` holds.
func setOf(w *Where) Setting {
	first := func(refs []Ref) string {
		if len(refs) == 0 {
			return ""
		}
		return refs[0].ID
	}
	if w == nil {
		return Setting{}
	}
	return Setting{Region: first(w.Region), Level: first(w.Level), Place: first(w.Place), Organisation: first(w.Organisation)}
}
