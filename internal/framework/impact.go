package framework

// Shift is what other content does to one decision. The greater, the more it asks of the worker.
type Shift uint8

// The shifts.
const (
	Same        Shift = iota // the same advice on the same grounds
	OtherReason              // the same advice, and it rests on something else
	CannotTell               // it asks something that was never asked, or cannot take an answer any more, and that may matter
	OtherAdvice              // the advice is another
)

var shiftWords = [...]string{"same", "other_reason", "cannot_tell", "other_advice"}

// String names the shift: same, other_reason, cannot_tell or other_advice.
func (d Shift) String() string { return shiftWords[d] }

// ParseShift reads the name back.
func ParseShift(s string) (Shift, bool) {
	for i, w := range shiftWords {
		if w == s {
			return Shift(i), true
		}
	}
	return Same, false
}

// Impact counts what other content does to decisions.
type Impact struct {
	Open        int `json:"open"` // all that were looked at
	Same        int `json:"same"`
	OtherReason int `json:"other_reason"`
	OtherAdvice int `json:"other_advice"`
	CannotTell  int `json:"cannot_tell"`
}

// Add counts one decision.
func (i *Impact) Add(d Shift) {
	i.Open++
	switch d {
	case Same:
		i.Same++
	case OtherReason:
		i.OtherReason++
	case OtherAdvice:
		i.OtherAdvice++
	case CannotTell:
		i.CannotTell++
	}
}

// Plus adds what was counted elsewhere.
func (i Impact) Plus(o Impact) Impact {
	return Impact{i.Open + o.Open, i.Same + o.Same, i.OtherReason + o.OtherReason, i.OtherAdvice + o.OtherAdvice, i.CannotTell + o.CannotTell}
}

// Pairing sets the verdicts of two frameworks beside each other: the same framework with other guidelines, or another
// version of it. What has the same name and the same words is the same. It is not for several goroutines at once.
//
// What counts as other advice is what a worker who already decided would do otherwise:
//   - the chosen form fits better or worse than it did, or another form comes first;
//   - an urgent route is opened or closed, or says something else (its steps, how soon, the numbers to call);
//   - another role must be consulted or must approve;
//   - the conditions of the chosen form are others, in name, in words or in a value that they speak of: on a doorstep
//     "keep 2 metres" is other advice than "keep 1.5 metres", although both say "fits under conditions".
//
// Other reasons are another set of rules that apply, or a rule that still applies but says something else, weighs
// otherwise, or rests on a guideline with another value. It cannot be told where the old advice was settled and the new
// is not: an answer that was never asked, or is gone, could still make it one of the above. What was open already and
// still is, is the same: it was known when it was decided.
type Pairing struct {
	old, new *Framework
	alike    bool              // nothing differs but guidelines
	form     map[string][2]int // places of the forms of both; -1 where there is none
	toNew    []int             // per form of the old: its place in the new, or -1
	pairs    map[[2]*bound]*pair
	last     *pair
	lastOf   [2]*bound
	seen     [4]numberSet // scratch: what surely and what possibly follows, of old and new
}

// maxPairs bounds the pairs of settings that are kept.
const maxPairs = 1024

// Pair makes a pairing.
func Pair(old, new *Framework) *Pairing {
	c := &Pairing{old: old, new: new, form: map[string][2]int{}, pairs: map[[2]*bound]*pair{}, alike: old.besidesGuidelines() == new.besidesGuidelines()}
	for _, f := range old.forms {
		c.form[string(f.ID)] = [2]int{f.index, -1}
		c.toNew = append(c.toNew, -1)
	}
	for _, f := range new.forms {
		at, was := c.form[string(f.ID)]
		if !was {
			at[0] = -1
		} else {
			c.toNew[at[0]] = f.index
		}
		at[1] = f.index
		c.form[string(f.ID)] = at
	}
	return c
}

// Of compares two verdicts of one case about the form that was chosen ("" or an unknown name: about none in particular).
// It allocates nothing once the settings have been seen.
func (c *Pairing) Of(old, new *Verdict, form string) Shift {
	p := c.pair(old.b, new.b)
	at, ok := c.form[form]
	if !ok {
		at = [2]int{-1, -1}
	}
	out := max(c.first(old, new), fitChange(old, new, at))
	if out < OtherAdvice {
		out = max(out, c.demands(p, old, new, at))
	}
	if out == Same && p.otherRules(old.v, new.v) {
		return OtherReason
	}
	return out
}

// fitChange compares how the chosen form fits.
func fitChange(old, new *Verdict, at [2]int) Shift {
	switch {
	case at[0] < 0:
		return Same // it was no form of the framework: nothing was said about it
	case at[1] < 0:
		return OtherAdvice
	}
	so, was := new.so(at[1]), old.so(at[0])
	can, could := max(so, highest(&new.worst, at[1])), max(was, highest(&old.worst, at[0]))
	unsettled := old.class(at[0]) == classOpen
	switch {
	case old.class(at[0]) == new.class(at[1]):
		if can > could && !unsettled {
			return CannotTell // settled so far, but something that was not there could still make it stricter
		}
		return Same
	case so > was && new.class(at[1]) != classOpen, so > was && was > 0, can < was, unsettled:
		return OtherAdvice
	}
	return CannotTell
}

// classOpen is the class of forms of which is not yet known how they fit.
const classOpen = 2

// first compares which form comes first. When the one that came first could still do so, it cannot be told.
func (c *Pairing) first(old, new *Verdict) Shift {
	at := c.toNew[old.best]
	switch {
	case at == new.best:
		return Same
	case at < 0 || old.class(old.best) == classOpen:
		return OtherAdvice
	}
	level := int(new.so(at))
	if level >= 2 {
		level++
	}
	wanted := 0
	for weight := len(new.b.effects.prefers) - 1; weight > 0; weight-- {
		if _, can := follow(new.b.effects.prefers[weight], new.v); can>>at&1 != 0 {
			wanted = weight
			break
		}
	}
	hoped, now := level*4+3-wanted, new.key(new.best)
	if hoped < now || hoped == now && at < new.best {
		return CannotTell
	}
	return OtherAdvice
}

// demands compares what must be done: routes, consults, approvals, and the conditions of the chosen form.
func (c *Pairing) demands(p *pair, old, new *Verdict, at [2]int) Shift {
	for i := range c.seen {
		c.seen[i].clear(p.demands)
	}
	sure, can, was, could := &c.seen[0], &c.seen[1], &c.seen[2], &c.seen[3]
	collect(p.side[0].general, old.v, was, could)
	collect(p.side[1].general, new.v, sure, can)
	if at[0] >= 0 && at[1] >= 0 {
		collect(p.side[0].ofForm[at[0]], old.v, was, could)
		collect(p.side[1].ofForm[at[1]], new.v, sure, can)
	}
	out := Same
	for i := range *sure {
		s, w := (*sure)[i], (*was)[i]
		if s&^w|w&^(*can)[i]|s&p.shifted[i] != 0 {
			return OtherAdvice
		}
		if w&^s|(*can)[i]&^(*could)[i] != 0 {
			out = CannotTell
		}
	}
	return out
}
