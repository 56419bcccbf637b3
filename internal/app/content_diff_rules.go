package app

import (
	"slices"
	"strconv"
	"strings"

	"nabij/internal/framework"
)

// rules compares the rules: which came and went, and of the others what follows differently.
func (d *differ) rules() {
	was, is := ruleByID(d.old.pack), ruleByID(d.new.pack)
	for i := range d.old.pack.Rules {
		r := &d.old.pack.Rules[i]
		if is[r.ID] != nil {
			continue
		}
		d.count("diff_n_rules_dropped")
		d.add("rules", "-", d.old.in(r.Says), d.lost(r)...)
	}
	for i := range d.new.pack.Rules {
		r := &d.new.pack.Rules[i]
		if old := was[r.ID]; old != nil {
			d.rule(old, r)
			continue
		}
		d.count("diff_n_rules_added")
		d.add("rules", "+", d.new.in(r.Says), d.gained(r)...)
	}
}

func ruleByID(p *framework.Pack) map[framework.ID]*framework.Rule {
	out := map[framework.ID]*framework.Rule{}
	for i := range p.Rules {
		out[p.Rules[i].ID] = &p.Rules[i]
	}
	return out
}

// lost tells what goes with a rule that is dropped; gained what comes with a new one.
func (d *differ) lost(r *framework.Rule) []string {
	return append(d.effects(effectsOf(r), ruleEffects{}), d.exceptions(r.Unless, nil)...)
}

func (d *differ) gained(r *framework.Rule) []string {
	return append(d.effects(ruleEffects{}, effectsOf(r)), d.exceptions(nil, r.Unless)...)
}

// rule compares one rule with itself.
func (d *differ) rule(was, is *framework.Rule) {
	more := d.effects(effectsOf(was), effectsOf(is))
	if w, i := d.words(d.old, was.When), d.words(d.new, is.When); w != i {
		more = append(more, d.T("diff_when_was")+" "+w, d.T("diff_when_is")+" "+i)
	}
	more = append(more, d.exceptions(was.Unless, is.Unless)...)
	if a, b := d.old.holds(was), d.new.holds(is); a != b {
		more = append(more, d.T("diff_was")+" "+orAlways(d, a), d.T("diff_is")+" "+orAlways(d, b))
	}
	if len(more) > 0 {
		d.count("diff_n_rules_changed")
		d.add("rules", "*", d.new.in(is.Says), more...)
		return
	}
	// What is left is sentences for people, sources, or the same condition written in another way.
	fields := changedFields(*was, *is)
	if len(fields) > 0 {
		d.add("rules", "*", d.new.in(is.Says), append([]string{d.T("diff_only_text")}, d.differences(fields)...)...)
	}
}

func orAlways(d *differ, s string) string {
	if s == "" {
		return d.T("diff_always")
	}
	return s
}

// effects tells what follows differently: first what takes away or adds protection.
func (d *differ) effects(was, is ruleEffects) []string {
	var out []string
	out = append(out, d.roles(was.approve, is.approve, "approval")...)
	out = append(out, d.roles(was.consult, is.consult, "consult")...)
	switch {
	case was.route != "" && was.route != is.route:
		d.count("diff_n_routes_dropped")
		out = append(out, d.T("diff_route_dropped", d.old.route(was.route)))
	}
	if is.route != "" && was.route != is.route {
		d.count("diff_n_routes_added")
		out = append(out, d.T("diff_route_added", d.new.route(is.route)))
	}
	out = append(out, d.limits(was.limits, is.limits)...)
	out = append(out, d.requires(was.requires, is.requires)...)
	side := func(x *shower, e ruleEffects) string {
		if e.pulls == "" {
			return d.T("diff_no_side")
		}
		return x.effects(ruleEffects{pulls: e.pulls, weight: e.weight, value: e.value})[0]
	}
	if a, b := side(d.old, was), side(d.new, is); a != b {
		out = append(out, a+" → "+b)
	}
	preferred := func(x *shower, e ruleEffects) string {
		return strings.Join(x.effects(ruleEffects{prefers: e.prefers}), "; ")
	}
	if a, b := preferred(d.old, was), preferred(d.new, is); a != b {
		out = append(out, orNothing(a)+" → "+orNothing(b))
	}
	if was.review != is.review {
		days := func(n int) string {
			if n == 0 {
				return d.T("diff_no_review")
			}
			return d.many("show_review", n)
		}
		out = append(out, days(was.review)+" → "+days(is.review))
	}
	return out
}

// roles tells which roles no longer, or newly, have to be asked.
func (d *differ) roles(was, is []framework.Ref, what string) []string {
	var out []string
	have := func(list []framework.Ref, id string) bool {
		return slices.ContainsFunc(list, func(r framework.Ref) bool { return r.ID == id })
	}
	for _, r := range was {
		if !have(is, r.ID) {
			d.count("diff_n_" + what + "s_dropped")
			out = append(out, d.T("diff_"+what+"_dropped", d.old.roles([]framework.Ref{r})))
		}
	}
	for _, r := range is {
		if !have(was, r.ID) {
			d.count("diff_n_" + what + "s_added")
			out = append(out, d.T("diff_"+what+"_added", d.new.roles([]framework.Ref{r})))
		}
	}
	return out
}

// strictness orders what a rule can say of a form; 0 is nothing.
var strictness = map[framework.Fit]int{framework.Fits: 0, framework.Conditional: 1, framework.NotAdvised: 2, framework.AgainstGuideline: 3}

// limits tells for each form whether what the rule says became looser or tighter.
func (d *differ) limits(was, is framework.Keyed[framework.Fit]) []string {
	var order []string
	a, b := map[string]framework.Fit{}, map[string]framework.Fit{}
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
	word := func(f framework.Fit) string {
		if f == "" {
			return d.T("diff_no_limit")
		}
		return framework.Word(string(f), d.Lang)
	}
	var out []string
	for _, id := range order {
		if a[id] == b[id] {
			continue
		}
		key, x := "diff_loosened", d.old
		if strictness[b[id]] > strictness[a[id]] {
			key, x = "diff_tightened", d.new
		}
		d.count("diff_n_" + strings.TrimPrefix(key, "diff_"))
		out = append(out, d.T(key, x.formName(id), word(a[id]), word(b[id])))
	}
	return out
}

// requires tells which requirements came and went, once for all forms that they are for.
func (d *differ) requires(was, is framework.Keyed[[]framework.Ref]) []string {
	pairs := func(list framework.Keyed[[]framework.Ref]) map[[2]string]bool {
		out := map[[2]string]bool{}
		for _, e := range list {
			for _, r := range e.Val {
				out[[2]string{r.ID, e.Key.ID}] = true
			}
		}
		return out
	}
	a, b := pairs(was), pairs(is)
	tell := func(list framework.Keyed[[]framework.Ref], other map[[2]string]bool, x *shower, what string) (out []string) {
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
				forms[r.ID] = append(forms[r.ID], x.formName(e.Key.ID))
			}
		}
		for _, id := range order {
			d.count("diff_n_requirements_" + what)
			out = append(out, d.T("diff_requirement_"+what, strings.Join(forms[id], ", "), strconv.Quote(x.requirement(id))))
		}
		return out
	}
	return append(tell(was, b, d.old, "dropped"), tell(is, a, d.new, "added")...)
}

// exceptions compares what sets a rule aside.
func (d *differ) exceptions(was, is []framework.Exception) []string {
	find := func(list []framework.Exception, id framework.ID) *framework.Exception {
		i := slices.IndexFunc(list, func(e framework.Exception) bool { return e.ID == id })
		if i < 0 {
			return nil
		}
		return &list[i]
	}
	of := func(e *framework.Exception) ruleEffects { return ruleEffects{requires: e.Requires, approve: e.Approve} }
	var out []string
	for i := range was {
		if find(is, was[i].ID) == nil {
			out = append(out, d.T("diff_exception_dropped", d.old.in(was[i].Says)))
			out = append(out, d.effects(of(&was[i]), ruleEffects{})...)
		}
	}
	for i := range is {
		e := &is[i]
		old := find(was, e.ID)
		if old == nil {
			out = append(out, d.T("diff_exception_added", d.new.in(e.Says)))
			out = append(out, d.effects(ruleEffects{}, of(e))...)
			continue
		}
		for _, line := range d.effects(of(old), of(e)) {
			out = append(out, d.T("diff_in_exception", d.new.in(e.Says), line))
		}
		if a, b := d.words(d.old, old.When), d.words(d.new, e.When); a != b {
			out = append(out, d.T("diff_exception_changed", d.new.in(e.Says)), d.T("diff_was")+" "+a, d.T("diff_is")+" "+b)
		}
	}
	return out
}
