package framework

import (
	"fmt"
	"maps"
	"slices"
)

// outcome is an advice in short, to compare.
type outcome struct {
	best     string
	fits     map[string]Fit
	rules    map[string]Tri
	routes   []string
	consult  []string
	approve  []string
	requires map[string][]string
}

var refLevels = map[string]int{"fits": 0, "conditional": 1, "not_advised": 2, "against_guideline": 3}

// outcome works out the whole advice the slow way.
func (w *world) outcome() outcome {
	o := outcome{fits: map[string]Fit{}, rules: map[string]Tri{}, requires: map[string][]string{}}
	sure, worst, liked := map[string]int{}, map[string]int{}, map[string]int{}
	say := func(form string, level int, v Tri) {
		if v == Yes {
			sure[form] = max(sure[form], level)
		}
		if v != No {
			worst[form] = max(worst[form], level)
		}
	}
	for _, r := range w.rules {
		v := w.applies(r)
		o.rules[r.id] = v
		for form, fit := range r.limits {
			say(form, refLevels[fit], v)
		}
		for form, req := range r.requires {
			say(form, 1, v)
			if v == Yes {
				o.requires[form] = append(o.requires[form], req)
			}
		}
		for form, weight := range r.prefers {
			if v == Yes {
				liked[form] = max(liked[form], map[string]int{"light": 1, "heavy": 2, "decisive": 3}[weight])
			}
		}
		if v == Yes {
			o.routes, o.consult, o.approve = with(o.routes, r.route), with(o.consult, r.consult), with(o.approve, r.approve)
		}
		for _, e := range r.unless {
			if !w.inForce(r) || both(r.when.means(w), e.when.means(w)) != Yes {
				continue
			}
			o.approve = with(o.approve, e.approve)
			if e.requires != "" {
				say(e.requires, 1, Yes)
				o.requires[e.requires] = append(o.requires[e.requires], "soap")
			}
		}
	}
	for _, part := range []string{"home", "phone"} {
		sure["mix"], worst["mix"] = max(sure["mix"], sure[part]), max(worst["mix"], worst[part])
		o.requires["mix"] = append(o.requires["mix"], o.requires[part]...)
	}
	least := 99
	for _, f := range refForms {
		rank := sure[f]
		switch {
		case sure[f] >= 2:
			rank++ // not yet known stands in between
		case worst[f] >= 2:
			rank = 2
		}
		o.fits[f] = []Fit{Fits, Conditional, NotYetKnown, NotAdvised, AgainstGuideline}[rank]
		if key := rank*4 + 3 - liked[f]; key < least {
			o.best, least = f, key
		}
	}
	for f, list := range o.requires {
		slices.Sort(list)
		if o.requires[f] = slices.Compact(list); len(list) == 0 {
			delete(o.requires, f)
		}
	}
	slices.Sort(o.routes)
	slices.Sort(o.consult)
	slices.Sort(o.approve)
	return o
}

// with adds a name once.
func with(list []string, name string) []string {
	if name == "" || slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

// outcomeOf is the same, of the engine's own advice in words.
func outcomeOf(told *Told, a *Advice) outcome {
	o := outcome{best: told.Forms[0].ID, fits: map[string]Fit{}, rules: map[string]Tri{}, requires: map[string][]string{}}
	for _, f := range told.Forms {
		o.fits[f.ID] = f.Fit
		for _, r := range f.Requires {
			o.requires[f.ID] = with(o.requires[f.ID], r.ID)
		}
		slices.Sort(o.requires[f.ID])
	}
	for _, r := range a.fw.rules {
		o.rules[string(r.ID)], _ = a.Applies(string(r.ID))
	}
	o.routes = gather(told.Routes, func(r RouteTold) string { return r.ID })
	o.consult = gather(told.Consult, func(r CallTold) string { return r.ID })
	o.approve = gather(told.Approve, func(r CallTold) string { return r.ID })
	slices.Sort(o.routes)
	slices.Sort(o.consult)
	slices.Sort(o.approve)
	return o
}

// differences between two outcomes, in words.
func (o outcome) differences(p outcome) (out []string) {
	note := func(what string, a, b any) {
		if x, y := fmt.Sprint(a), fmt.Sprint(b); x != y {
			out = append(out, what+": "+x+" ≠ "+y)
		}
	}
	note("best", o.best, p.best)
	note("routes", o.routes, p.routes)
	note("consult", o.consult, p.consult)
	note("approve", o.approve, p.approve)
	for _, f := range refForms {
		note("fit "+f, o.fits[f], p.fits[f])
		note("requires "+f, o.requires[f], p.requires[f])
	}
	for _, id := range slices.Sorted(maps.Keys(o.rules)) {
		note("rule "+id, o.rules[id], p.rules[id])
	}
	return out
}
