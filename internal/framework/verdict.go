package framework

import "math/bits"

// Verdict is the outcome of a case without its reasons: what bulk evaluation gives. It can be used again and again.
// Forms and routes are bits, in the order in which they are written.
type Verdict struct {
	fw     *Framework
	b      *bound
	v      []uint8   // per instruction
	sure   [4]uint64 // per level from 1: forms that are already at least that strict
	worst  [4]uint64 // per level from 1: forms that can still become at least that strict
	wanted [4]uint64 // per weight from 1: forms that a rule prefers
	opened uint64    // routes that are opened
	opens  uint64    // routes that are opened or can still be
	calls  uint64    // callConsult, callApprove
	best   int
}

// NewVerdict makes room for the verdicts of a framework.
func (fw *Framework) NewVerdict() *Verdict { return &Verdict{fw: fw} }

// Judge evaluates a case without reasons. It allocates nothing once the verdict has been used with the framework.
func (d *Verdict) Judge(in *Input) {
	d.b = in.set
	d.fw = d.b.fw
	d.v = d.b.fast(in, d.v)
	d.settle()
}

// settle works out what the verdicts come down to.
func (d *Verdict) settle() {
	d.settleForms()
	e := &d.b.effects
	d.opened, d.opens = follow(e.routes, d.v)
	d.calls, _ = follow(e.calls, d.v)
}

// settleForms works out how the forms fit and which comes first.
func (d *Verdict) settleForms() {
	e := &d.b.effects
	for level := 1; level < len(d.sure); level++ {
		d.sure[level], d.worst[level] = follow(e.limits[level], d.v)
		d.wanted[level], _ = follow(e.prefers[level], d.v)
	}
	d.mixtures()
	d.choose()
}

// mixtures are as strict as the strictest of their parts.
func (d *Verdict) mixtures() {
	for _, m := range d.b.effects.mixes {
		for level := 1; level < len(d.sure); level++ {
			if d.sure[level]&m.parts != 0 {
				d.sure[level] |= m.form
			}
			if d.worst[level]&m.parts != 0 {
				d.worst[level] |= m.form
			}
		}
	}
}

// highest gives the highest level at which a form is among the sets.
func highest(sets *[4]uint64, form int) uint8 {
	for level := len(sets) - 1; level > 0; level-- {
		if sets[level]>>form&1 != 0 {
			return uint8(level)
		}
	}
	return 0
}

// so is the level of a form that already holds.
func (d *Verdict) so(form int) uint8 { return highest(&d.sure, form) }

// prefer is the strongest preference for a form that applies.
func (d *Verdict) prefer(form int) uint8 { return highest(&d.wanted, form) }

// class orders fits: fits, under conditions, not yet known, not advised, against a guideline.
func (d *Verdict) class(form int) uint8 {
	so := d.so(form)
	switch {
	case so >= 2:
		return so + 1
	case highest(&d.worst, form) >= 2:
		return 2
	}
	return so
}

var classes = [...]Fit{Fits, Conditional, NotYetKnown, NotAdvised, AgainstGuideline}

// Fit of a form, by its place in the framework.
func (d *Verdict) fit(form int) Fit { return classes[d.class(form)] }

// key orders forms: the lower the better. Equal keys keep the order in which the forms are written.
func (d *Verdict) key(form int) int { return int(d.class(form))*4 + int(3-d.prefer(form)) }

// choose finds the form with the lowest key: the mildest class that has a form in it, of those the most wanted, of those
// the first.
func (d *Verdict) choose() {
	strict := d.sure[2] | d.sure[3]
	pending := (d.worst[2] | d.worst[3]) &^ strict
	under := d.sure[1] &^ (strict | pending)
	fits := (uint64(1)<<len(d.fw.forms) - 1) &^ (strict | pending | under)
	left := d.sure[3]
	for _, set := range [...]uint64{d.sure[2] &^ d.sure[3], pending, under, fits} {
		if set != 0 {
			left = set
		}
	}
	for level := len(d.wanted) - 1; level > 0; level-- {
		if set := left & d.wanted[level]; set != 0 {
			left = set
			break
		}
	}
	d.best = bits.TrailingZeros64(left)
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
func (d *Verdict) RouteOpened(i int) Tri {
	switch {
	case d.opened>>i&1 != 0:
		return Yes
	case d.opens>>i&1 != 0:
		return Open
	}
	return No
}

// Applies tells whether a rule applies (yes, no or open), by its place in the framework.
func (d *Verdict) Applies(i int) Tri {
	if n := d.b.applies[i]; n >= 0 {
		return Tri(d.v[n])
	}
	return No
}

// Consults tells whether some rule asks for a consult.
func (d *Verdict) Consults() bool { return d.calls&callConsult != 0 }

// NeedsApproval tells whether some rule, or an exception to it, asks for an approval.
func (d *Verdict) NeedsApproval() bool { return d.calls&callApprove != 0 }
