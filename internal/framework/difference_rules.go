package framework

import (
	"slices"
	"strings"
)

// rules compares the rules: which came and went, and of the others what follows differently.
func (d *differ) rules() {
	was, is := ruleByID(d.old.pack), ruleByID(d.new.pack)
	for i := range d.old.pack.Rules {
		r := &d.old.pack.Rules[i]
		if is[r.ID] != nil {
			continue
		}
		d.count("n_rules_dropped")
		d.add("rules", "-", d.old.in(r.Says), d.lost(r)...)
	}
	for i := range d.new.pack.Rules {
		r := &d.new.pack.Rules[i]
		if old := was[r.ID]; old != nil {
			d.rule(old, r)
			continue
		}
		d.count("n_rules_added")
		d.add("rules", "+", d.new.in(r.Says), d.gained(r)...)
	}
}

func ruleByID(p *Pack) map[ID]*Rule {
	out := map[ID]*Rule{}
	for i := range p.Rules {
		out[p.Rules[i].ID] = &p.Rules[i]
	}
	return out
}

// lost tells what goes with a rule that is dropped; gained what comes with a new one.
func (d *differ) lost(r *Rule) []string {
	return append(d.ruleOutcome(ruleOutcomeOf(r), ruleOutcome{}), d.exceptions(r.Unless, nil)...)
}

func (d *differ) gained(r *Rule) []string {
	return append(d.ruleOutcome(ruleOutcome{}, ruleOutcomeOf(r)), d.exceptions(nil, r.Unless)...)
}

// rule compares one rule with itself.
func (d *differ) rule(was, is *Rule) {
	more := d.ruleOutcome(ruleOutcomeOf(was), ruleOutcomeOf(is))
	if w, i := d.words(d.old, was.When), d.words(d.new, is.When); w != i {
		more = append(more, d.word("when_was")+" "+w, d.word("when_is")+" "+i)
	}
	more = append(more, d.exceptions(was.Unless, is.Unless)...)
	if a, b := d.old.Days(was), d.new.Days(is); a != b {
		more = append(more, d.word("was")+" "+orAlways(d, a), d.word("is")+" "+orAlways(d, b))
	}
	if len(more) > 0 {
		d.count("n_rules_changed")
		d.add("rules", "*", d.new.in(is.Says), more...)
		return
	}
	// What is left is sentences for people, sources, or the same condition written in another way.
	fields := changedParts(*was, *is)
	if len(fields) > 0 {
		d.add("rules", "*", d.new.in(is.Says), append([]string{d.word("only_text")}, d.differences("rules", fields)...)...)
	}
}

func orAlways(d *differ, s string) string {
	if s == "" {
		return d.word("always")
	}
	return s
}

// ruleOutcome tells what follows differently: first what takes away or adds protection.
func (d *differ) ruleOutcome(was, is ruleOutcome) []string {
	var out []string
	out = append(out, d.roles(was.approve, is.approve, "approval")...)
	out = append(out, d.roles(was.consult, is.consult, "consult")...)
	switch {
	case was.route != "" && was.route != is.route:
		d.count("n_routes_dropped")
		out = append(out, d.word("route_dropped", d.old.route(was.route)))
	}
	if is.route != "" && was.route != is.route {
		d.count("n_routes_added")
		out = append(out, d.word("route_added", d.new.route(is.route)))
	}
	out = append(out, d.limits(was.limits, is.limits)...)
	out = append(out, d.requires(was.requires, is.requires)...)
	side := func(x *Spoken, e ruleOutcome) string {
		if e.pulls == "" {
			return d.word("no_side")
		}
		return x.outcome(ruleOutcome{pulls: e.pulls, weight: e.weight, value: e.value})[0]
	}
	if a, b := side(d.old, was), side(d.new, is); a != b {
		out = append(out, d.word("was_is", quoted(d.lang, a), quoted(d.lang, b)))
	}
	preferred := func(x *Spoken, e ruleOutcome) string {
		return strings.Join(x.outcome(ruleOutcome{prefers: e.prefers}), "; ")
	}
	if a, b := preferred(d.old, was), preferred(d.new, is); a != b {
		out = append(out, d.word("was_is", d.orNothing(a), d.orNothing(b)))
	}
	if was.review != is.review {
		days := func(n int) string {
			if n == 0 {
				return d.word("no_review")
			}
			return d.many("review", n)
		}
		out = append(out, d.word("was_is", quoted(d.lang, days(was.review)), quoted(d.lang, days(is.review))))
	}
	return out
}

// roles tells which roles no longer, or newly, have to be asked.
func (d *differ) roles(was, is []Ref, what string) []string {
	var out []string
	have := func(list []Ref, id string) bool {
		return slices.ContainsFunc(list, func(r Ref) bool { return r.ID == id })
	}
	for _, r := range was {
		if !have(is, r.ID) {
			d.count("n_" + what + "s_dropped")
			out = append(out, d.word(""+what+"_dropped", d.old.roles([]Ref{r})))
		}
	}
	for _, r := range is {
		if !have(was, r.ID) {
			d.count("n_" + what + "s_added")
			out = append(out, d.word(""+what+"_added", d.new.roles([]Ref{r})))
		}
	}
	return out
}

// strictness orders what a rule can say of a form; 0 is nothing.
var strictness = map[Fit]int{Fits: 0, Conditional: 1, NotAdvised: 2, AgainstGuideline: 3}

// limits tells for each form whether what the rule says became looser or tighter.
func (d *differ) limits(was, is Keyed[Fit]) []string {
	var order []string
	a, b := map[string]Fit{}, map[string]Fit{}
	for _, e := range was {
		a[e.Key.ID] = e.Val
		order = append(order, e.Key.ID)
	}
	for _, e := range is {
		if _, ok := a[e.Key.ID]; !ok {
			order = append(order, e.Key.ID)
		}
		b[e.Key.ID] = e.Val
	}
	word := func(f Fit) string {
		if f == "" {
			return d.word("no_limit")
		}
		return quoted(d.lang, Word(string(f), d.lang))
	}
	var out []string
	for _, id := range order {
		if a[id] == b[id] {
			continue
		}
		key, x := "loosened", d.old
		if strictness[b[id]] > strictness[a[id]] {
			key, x = "tightened", d.new
		}
		d.count("n_" + key)
		out = append(out, d.word(key, x.FormName(id), word(a[id]), word(b[id])))
	}
	return out
}

// requires tells which requirements came and went, once for all forms that they are for.
func (d *differ) requires(was, is Keyed[[]Ref]) []string {
	pairs := func(list Keyed[[]Ref]) map[[2]string]bool {
		out := map[[2]string]bool{}
		for _, e := range list {
			for _, r := range e.Val {
				out[[2]string{r.ID, e.Key.ID}] = true
			}
		}
		return out
	}
	a, b := pairs(was), pairs(is)
	tell := func(list Keyed[[]Ref], other map[[2]string]bool, x *Spoken, what string) (out []string) {
		forms := map[string][]string{}
		var order []string
		for _, e := range list {
			for _, r := range e.Val {
				if other[[2]string{r.ID, e.Key.ID}] {
					continue
				}
				if forms[r.ID] == nil {
					order = append(order, r.ID)
				}
				forms[r.ID] = append(forms[r.ID], x.FormName(e.Key.ID))
			}
		}
		for _, id := range order {
			d.count("n_requirements_" + what)
			out = append(out, d.word("requirement_"+what, strings.Join(forms[id], ", "), quoted(d.lang, x.Requirement(id))))
		}
		return out
	}
	return append(tell(was, b, d.old, "dropped"), tell(is, a, d.new, "added")...)
}

// exceptions compares what sets a rule aside.
func (d *differ) exceptions(was, is []Exception) []string {
	find := func(list []Exception, id ID) *Exception {
		i := slices.IndexFunc(list, func(e Exception) bool { return e.ID == id })
		if i < 0 {
			return nil
		}
		return &list[i]
	}
	of := func(e *Exception) ruleOutcome { return ruleOutcome{requires: e.Requires, approve: e.Approve} }
	var out []string
	for i := range was {
		if find(is, was[i].ID) == nil {
			out = append(out, d.word("exception_dropped", d.old.in(was[i].Says)))
			out = append(out, d.ruleOutcome(of(&was[i]), ruleOutcome{})...)
		}
	}
	for i := range is {
		e := &is[i]
		old := find(was, e.ID)
		if old == nil {
			out = append(out, d.word("exception_added", d.new.in(e.Says)))
			out = append(out, d.ruleOutcome(ruleOutcome{}, of(e))...)
			continue
		}
		for _, line := range d.ruleOutcome(of(old), of(e)) {
			out = append(out, d.word("in_exception", d.new.in(e.Says), line))
		}
		if a, b := d.words(d.old, old.When), d.words(d.new, e.When); a != b {
			out = append(out, d.word("exception_changed", d.new.in(e.Says)), d.word("was")+" "+a, d.word("is")+" "+b)
		}
	}
	return out
}
