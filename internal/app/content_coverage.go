package app

import (
	"fmt"
	"strings"

	"nabij/internal/framework"
)

// reach is what the cases of one framework touch.
type reach struct {
	fw     *framework.Framework
	packs  map[string]*framework.Pack // frameworks and layers that took part, by id@version
	order  []string
	rules  map[string]bool
	best   map[string]bool
	routes map[string]bool
	cases  int
}

// cover notes what one case touches.
func (r *caseRun) cover(fw *framework.Framework, told *framework.Told) {
	key := fw.Base.Key()
	x := r.reached[key]
	if x == nil {
		x = &reach{fw: fw, packs: map[string]*framework.Pack{}, rules: map[string]bool{}, best: map[string]bool{}, routes: map[string]bool{}}
		r.reached[key] = x
		r.order = append(r.order, key)
	}
	x.cases++
	for _, p := range append([]*framework.Pack{fw.Base}, fw.Layers...) {
		if x.packs[p.Key()] == nil {
			x.packs[p.Key()] = p
			x.order = append(x.order, p.Key())
		}
	}
	for _, id := range told.Applying {
		x.rules[id] = true
	}
	if len(told.Forms) > 0 {
		x.best[told.Forms[0].ID] = true
	}
	for _, route := range told.Routes {
		x.routes[route.ID] = true
	}
}

// tellCoverage prints, for each framework, what no case touches.
func (r *caseRun) tellCoverage() {
	for _, key := range r.order {
		x := r.reached[key]
		fmt.Fprintf(r.Out, "%s – %s\n", key, r.many("n_cases", x.cases))
		var rules, forms, routes []string
		for _, k := range x.order {
			p := x.packs[k]
			for i := range p.Rules {
				rules = append(rules, string(p.Rules[i].ID))
			}
			for i := range p.Forms {
				forms = append(forms, string(p.Forms[i].ID))
			}
			for i := range p.Routes {
				routes = append(routes, string(p.Routes[i].ID))
			}
		}
		r.tellCovered("content_cover_rules", rules, x.rules)
		r.tellCovered("content_cover_forms", forms, x.best)
		r.tellCovered("content_cover_routes", routes, x.routes)
		fmt.Fprintln(r.Out)
	}
}

func (r *caseRun) tellCovered(title string, all []string, touched map[string]bool) {
	var never []string
	for _, id := range all {
		if !touched[id] {
			never = append(never, id)
		}
	}
	line := fmt.Sprintf("  %-32s %3d / %d", r.T(title), len(all)-len(never), len(all))
	fmt.Fprintln(r.Out, line)
	if len(never) > 0 {
		fmt.Fprint(r.Out, flow("    "+r.T("content_cover_never")+" ", strings.Join(never, ", "), 6))
	}
}
