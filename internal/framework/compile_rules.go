package framework

import (
	"slices"
	"strings"
)

func (k *compiler) formsAndRules() {
	fw := k.fw
	for _, p := range k.frameworks() {
		for i := range p.Forms {
			f := &form{Form: &p.Forms[i], pack: p, index: len(fw.forms)}
			put(k, p, "forms", fw.formByID, f.ID, f.Pos, f)
			fw.forms = append(fw.forms, f)
		}
		for i := range p.Routes {
			r := &p.Routes[i]
			if slices.ContainsFunc(fw.routes, func(o *Route) bool { return o.ID == r.ID }) {
				k.add(r.Pos, "double-id", "routes", r.ID)
			}
			fw.routes = append(fw.routes, r)
			fw.home[r] = p
		}
	}
	if len(fw.forms) == 0 {
		k.add(fw.Base.Head.Pos, "no-forms")
	}
	if len(fw.forms) > MaxForms || len(fw.routes) > MaxForms {
		k.add(fw.Base.Head.Pos, "too-many", "forms, routes", MaxForms)
	}
	for _, f := range fw.forms {
		k.mixture(f)
		for _, r := range f.Checklist {
			k.requirement(r)
		}
		for _, s := range f.Stops {
			if st := fw.stops[s.ID]; st == nil {
				k.unknown(s, "stop", keysOf(fw.stops))
			} else {
				k.used[st] = true
			}
		}
	}
	for _, p := range k.frameworks() {
		for i := range p.Rules {
			if len(fw.rules) >= MaxRules {
				k.add(p.Rules[i].Pos, "too-many", "rules", MaxRules)
				return
			}
			r := &rule{Rule: &p.Rules[i], pack: p, index: len(fw.rules), route: -1}
			put(k, p, "rules", fw.ruleByID, r.ID, r.Pos, r)
			fw.rules = append(fw.rules, r)
			k.rule(r)
		}
	}
	for _, r := range fw.rules { // once every rule is known: a condition may refer to a later one
		if k.readsPrivate(r) && (len(r.Limits) > 0 || len(r.Approve) > 0 || r.Pulls != "") && !k.onlyPrivate(r) {
			k.add(r.Pos, "private-limit-binds", r.ID)
		}
	}
}

func (k *compiler) mixture(f *form) {
	for _, m := range f.MixOf {
		part := k.fw.formByID[m.ID]
		switch {
		case part == nil:
			k.unknown(m, "form", keysOf(k.fw.formByID))
		case len(part.MixOf) > 0 || part == f:
			k.add(m.Pos, "mix-of-mix", m.ID)
		default:
			f.parts = append(f.parts, part.index)
		}
	}
	if len(f.MixOf) == 1 {
		k.add(f.Pos, "mix-of-one", f.ID)
	}
}

func (k *compiler) requirement(r Ref) *Requirement {
	q := k.fw.reqs[r.ID]
	if q == nil {
		k.unknown(r, "requirement", keysOf(k.fw.reqs))
		return nil
	}
	k.used[q] = true
	return q
}

// target turns "home" or "@in-person" into forms.
func (k *compiler) target(key Ref) []*form {
	tag, tagged := strings.CutPrefix(key.ID, "@")
	if !tagged {
		if f := k.fw.formByID[key.ID]; f != nil {
			return []*form{f}
		}
		k.unknown(key, "form", keysOf(k.fw.formByID))
		return nil
	}
	var out []*form
	for _, f := range k.fw.forms {
		if slices.Contains(f.Tags, ID(tag)) {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		var tags []string
		for _, f := range k.fw.forms {
			for _, t := range f.Tags {
				tags = append(tags, "@"+string(t))
			}
		}
		slices.Sort(tags)
		k.unknown(key, "tag", slices.Compact(tags))
	}
	return out
}

func (k *compiler) rule(r *rule) {
	if r.Pulls != "" && r.Weight == "" || r.Pulls == "" && r.Weight != "" {
		k.add(r.Pos, "pulls-needs-weight", r.ID)
	}
	if r.From != NoDay && r.Until != NoDay && r.From > r.Until {
		k.add(r.Pos, "from-after-until", r.ID)
	}
	if r.Pulls == "" && len(r.Limits)+len(r.Prefers)+len(r.Requires)+len(r.Consult)+len(r.Approve)+r.Review == 0 && r.Route.ID == "" {
		k.add(r.Pos, "rule-does-nothing", r.ID)
	}
	strict := map[int]uint8{}
	for _, e := range r.Limits {
		for _, f := range k.target(e.Key) {
			strict[f.index] = max(strict[f.index], e.Val.level())
		}
	}
	k.needs(r, r.Requires, -1, strict)
	for i := range r.Unless {
		k.needs(r, r.Unless[i].Requires, i, nil)
	}
	for _, f := range k.fw.forms {
		if level, ok := strict[f.index]; ok {
			r.limits = append(r.limits, effect{f.index, level})
		}
	}
	best := map[int]uint8{}
	for _, e := range r.Prefers {
		for _, f := range k.target(e.Key) {
			best[f.index] = max(best[f.index], e.Val.rank())
		}
	}
	for _, f := range k.fw.forms {
		if w, ok := best[f.index]; ok {
			r.prefers = append(r.prefers, effect{f.index, w})
		}
	}
	if r.Route.ID != "" {
		r.route = slices.IndexFunc(k.fw.routes, func(x *Route) bool { return string(x.ID) == r.Route.ID })
		if r.route < 0 {
			k.unknown(r.Route, "route", routeIDs(k.fw.routes))
		} else {
			k.used[k.fw.routes[r.route]] = true
		}
	}
}

func routeIDs(routes []*Route) []string {
	out := make([]string, len(routes))
	for i, r := range routes {
		out[i] = string(r.ID)
	}
	return out
}

// needs notes the requirements per form; a form with a requirement is at least "fits under conditions".
func (k *compiler) needs(r *rule, list Keyed[[]Ref], exception int, strict map[int]uint8) {
	for _, e := range list {
		for _, f := range k.target(e.Key) {
			for _, ref := range e.Val {
				q := k.requirement(ref)
				if q == nil || slices.Contains(r.requires, need{f.index, q, exception}) {
					continue
				}
				if len(r.requires) >= MaxNeeds {
					k.add(e.Key.Pos, "too-many", "requirements × forms in one rule", MaxNeeds)
					return
				}
				r.requires = append(r.requires, need{f.index, q, exception})
			}
			if strict != nil {
				strict[f.index] = max(strict[f.index], Conditional.level())
			}
		}
	}
}

// readsPrivate tells whether the rule looks at a guideline that binds private persons only.
func (k *compiler) readsPrivate(r *rule) bool {
	private := false
	look := func(c *Cond) {
		for _, ref := range c.paramRefs() {
			if p := k.fw.params[ref.ID]; p != nil && p.Binds == "private" {
				private = true
			}
		}
	}
	k.walk(r.When, look)
	for i := range r.Unless { // an exception for when the limit does not hold is the same limit turned round
		k.walk(r.Unless[i].When, look)
	}
	return private
}

// onlyPrivate tells whether all that the rule limits are gatherings of private persons, and it does nothing else.
func (k *compiler) onlyPrivate(r *rule) bool {
	if r.Pulls != "" || len(r.Approve) > 0 {
		return false
	}
	for _, e := range r.limits {
		if !k.fw.forms[e.form].Private {
			return false
		}
	}
	return true
}

// walk visits a condition and, once each, the named conditions and the rules that it refers to.
func (k *compiler) walk(c *Cond, visit func(*Cond)) {
	seen := map[any]bool{}
	var down func(*Cond, int)
	down = func(c *Cond, depth int) {
		if c == nil || depth > MaxDepth {
			return
		}
		visit(c)
		for _, kid := range c.Kids {
			down(kid, depth+1)
		}
		if n := k.fw.conds[c.Ref.ID]; c.Op == opCondition && n != nil && !seen[n] {
			seen[n] = true
			down(n.When, 0)
		}
		if n := k.fw.ruleByID[c.Ref.ID]; c.Op == opRule && n != nil && !seen[n] {
			seen[n] = true
			down(n.When, 0)
			for i := range n.Unless {
				down(n.Unless[i].When, 0)
			}
		}
	}
	down(c, 0)
}

// paramRefs lists the guideline parameters that this one condition (not its kids) looks at.
func (c *Cond) paramRefs() []Ref {
	var out []Ref
	if c.Op == opParam {
		out = append(out, c.Ref)
	}
	for _, a := range []*Amount{c.A, c.B} {
		if a != nil && a.Param.ID != "" {
			out = append(out, a.Param)
		}
	}
	return out
}
