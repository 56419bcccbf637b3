package framework

// Verdict is the outcome of a case without its reasons: what bulk evaluation gives. It can be used again and again.
type Verdict struct {
	fw       *Framework
	b        *bound
	v        []uint8 // per instruction
	so       []uint8 // per form: the level that already holds
	worst    []uint8 // per form: the level that it can still become
	prefer   []uint8 // per form: the strongest preference that applies
	routes   []uint8 // per route: yes, no or open
	consults bool    // some rule asks for a consult
	approval bool    // some rule asks for an approval
	best     int
}

// NewVerdict makes room for the verdicts of a framework.
func (fw *Framework) NewVerdict() *Verdict {
	n := len(fw.forms)
	return &Verdict{fw: fw, so: make([]uint8, n), worst: make([]uint8, n), prefer: make([]uint8, n), routes: make([]uint8, len(fw.routes))}
}

// Judge evaluates a case without reasons. It allocates nothing once the verdict has been used with the framework.
func (d *Verdict) Judge(in *Input) {
	b := in.set
	d.b = b
	fw := b.fw
	d.v = b.run(in, d.v)
	clear(d.so)
	clear(d.worst)
	clear(d.prefer)
	for i := range d.routes {
		d.routes[i] = canNo
	}
	d.consults, d.approval = false, false
	for i, n := range b.applies {
		if n < 0 || d.v[n] == canNo {
			continue
		}
		d.rule(fw.rules[i], d.v[n])
	}
	d.exceptions(b)
	d.mixtures()
	d.choose()
}

func (d *Verdict) rule(r *rule, v uint8) {
	if v == canYes {
		for _, e := range r.limits {
			d.so[e.form] = max(d.so[e.form], e.level)
			d.worst[e.form] = max(d.worst[e.form], e.level)
		}
		for _, e := range r.prefers {
			d.prefer[e.form] = max(d.prefer[e.form], e.level)
		}
		if r.route >= 0 {
			d.routes[r.route] = canYes
		}
		d.consults = d.consults || len(r.Consult) > 0
		d.approval = d.approval || len(r.Approve) > 0
		return
	}
	for _, e := range r.limits {
		d.worst[e.form] = max(d.worst[e.form], e.level)
	}
	if r.route >= 0 && d.routes[r.route] == canNo {
		d.routes[r.route] = open
	}
}

// exceptions lets an exception that asks for something make its forms "fits under conditions".
func (d *Verdict) exceptions(b *bound) {
	for i, nodes := range b.except {
		for j, n := range nodes {
			if d.v[n] == canNo {
				continue
			}
			r := b.fw.rules[i]
			d.approval = d.approval || d.v[n] == canYes && len(r.Unless[j].Approve) > 0
			for _, q := range r.requires {
				if q.exception != j {
					continue
				}
				d.worst[q.form] = max(d.worst[q.form], 1)
				if d.v[n] == canYes {
					d.so[q.form] = max(d.so[q.form], 1)
				}
			}
		}
	}
}

// mixtures are as strict as the strictest of their parts.
func (d *Verdict) mixtures() {
	for i, f := range d.fw.forms {
		for _, p := range f.parts {
			d.so[i] = max(d.so[i], d.so[p])
			d.worst[i] = max(d.worst[i], d.worst[p])
		}
	}
}

// class orders fits: fits, under conditions, not yet known, not advised, against a guideline.
func (d *Verdict) class(form int) uint8 {
	so, worst := d.so[form], d.worst[form]
	switch {
	case so >= 2:
		return so + 1
	case worst >= 2:
		return 2
	}
	return so
}

var classes = [...]Fit{Fits, Conditional, NotYetKnown, NotAdvised, AgainstGuideline}

// Fit of a form, by its place in the framework.
func (d *Verdict) fit(form int) Fit { return classes[d.class(form)] }

// key orders forms: the lower the better. Equal keys keep the order in which the forms are written.
func (d *Verdict) key(form int) int { return int(d.class(form))*4 + int(3-d.prefer[form]) }

func (d *Verdict) choose() {
	d.best = -1
	least := 1 << 30
	for i := range d.so {
		if k := d.key(i); k < least {
			d.best, least = i, k
		}
	}
}

// Best is the form that comes first, by name.
func (d *Verdict) Best() string {
	if d.best < 0 {
		return ""
	}
	return string(d.fw.forms[d.best].ID)
}

// FitOf tells how a form fits; ok is false for a name that the framework does not have.
func (d *Verdict) FitOf(form string) (fit Fit, ok bool) {
	f := d.fw.formByID[form]
	if f == nil {
		return "", false
	}
	return d.fit(f.index), true
}

// RouteOpened tells whether an urgent route is opened (yes, no or open), by its place in the framework.
func (d *Verdict) RouteOpened(i int) Tri { return Tri(d.routes[i]) }

// Applies tells whether a rule applies (yes, no or open), by its place in the framework.
func (d *Verdict) Applies(i int) Tri {
	if n := d.b.applies[i]; n >= 0 {
		return Tri(d.v[n])
	}
	return No
}

// Consults tells whether some rule asks for a consult.
func (d *Verdict) Consults() bool { return d.consults }

// NeedsApproval tells whether some rule, or an exception to it, asks for an approval.
func (d *Verdict) NeedsApproval() bool { return d.approval }
