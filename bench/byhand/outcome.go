package byhand

import "math/bits"

// Forms is a set of forms of contact.
type Forms uint32

// Roles is a set of people.
type Roles uint8

// How strict a rule is about a form.
const (
	fits = iota
	Conditional
	NotAdvised
	Against
	levels
)

// How strongly a rule prefers a form.
const (
	Light = iota + 1
	Heavy
	Decisive
	strengths
)

// Outcome is what the rules come down to for one case.
type Outcome struct {
	Applies [RuleCount]Tri
	Routes  [routeCount]Tri
	Consult Roles // people whom some rule that applies wants consulted
	Approve Roles
	Best    int // place among the forms

	sure  [levels]Forms // forms that are at least this strict
	worst [levels]Forms // forms that can still become at least this strict
	want  [strengths]Forms
}

func (o *Outcome) Rule(r int, t Tri) { o.Applies[r] = t }

func (o *Outcome) AtLeast(level int, t Tri, f Forms) {
	if t == No {
		return
	}
	o.worst[level] |= f
	if t == Yes {
		o.sure[level] |= f
	}
}

func (o *Outcome) Prefer(strength int, t Tri, f Forms) {
	if t == Yes {
		o.want[strength] |= f
	}
}

func (o *Outcome) Open(route int, t Tri) { o.Routes[route] = max(o.Routes[route], t) }

func (o *Outcome) Consulting(t Tri, r Roles) {
	if t == Yes {
		o.Consult |= r
	}
}

func (o *Outcome) Approving(t Tri, r Roles) {
	if t == Yes {
		o.Approve |= r
	}
}

// Close works out what the rules together come down to: mixtures, fits, and the form that comes first.
func (o *Outcome) Close() {
	for _, m := range mixtures {
		for l := Conditional; l < levels; l++ {
			if o.sure[l]&m.parts != 0 {
				o.sure[l] |= m.form
			}
			if o.worst[l]&m.parts != 0 {
				o.worst[l] |= m.form
			}
		}
	}
	left := allForms
	for _, set := range o.byFit() {
		set &= left
		if set == 0 {
			continue
		}
		for s := Decisive; s >= Light; s-- {
			if o.want[s]&set != 0 {
				set &= o.want[s]
				break
			}
		}
		o.Best = bits.TrailingZeros32(uint32(set))
		return
	}
}

// byFit gives the forms that fit, that fit under conditions, that are not yet known, not advised, and against a
// guideline. A form can be in several; the strictest counts.
func (o *Outcome) byFit() [5]Forms {
	strict := o.sure[Against] | o.sure[NotAdvised]
	pending := (o.worst[Against] | o.worst[NotAdvised]) &^ strict
	under := o.sure[Conditional] &^ (strict | pending)
	return [5]Forms{allForms &^ (strict | pending | under), under, pending, o.sure[NotAdvised] &^ o.sure[Against], o.sure[Against]}
}

// Fits gives the fit of each form, in order, as the framework names it.
func (o *Outcome) Fits() []string {
	out := make([]string, len(formNames))
	for i, set := range o.byFit() {
		for f := range out {
			if set>>f&1 != 0 {
				out[f] = [...]string{"fits", "conditional", "not_yet_known", "not_advised", "against_guideline"}[i]
			}
		}
	}
	return out
}
