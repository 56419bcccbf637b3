package app

import (
	"strings"

	"nabij/internal/framework"
)

// ruleEffects is what follows when a rule, or an exception to it, applies.
type ruleEffects struct {
	pulls, weight, value string
	limits               framework.Keyed[framework.Fit]
	prefers              framework.Keyed[framework.Weight]
	requires             framework.Keyed[[]framework.Ref]
	route                string
	consult, approve     []framework.Ref
	review               int
}

func effectsOf(r *framework.Rule) ruleEffects {
	return ruleEffects{r.Pulls, string(r.Weight), r.Value.ID, r.Limits, r.Prefers, r.Requires, r.Route.ID, r.Consult, r.Approve, r.Review}
}

// effects puts what follows into words, one line each.
func (x *shower) effects(e ruleEffects) []string {
	var out []string
	if e.pulls != "" {
		value := ""
		if e.value != "" {
			value = " (" + x.value(e.value) + ")"
		}
		out = append(out, framework.Word("side-"+e.pulls, x.Lang)+", "+framework.Word(e.weight, x.Lang)+value)
	}
	for _, l := range e.limits {
		out = append(out, x.formName(l.Key.ID)+": "+framework.Word(string(l.Val), x.Lang))
	}
	for _, p := range e.prefers {
		out = append(out, x.formName(p.Key.ID)+": "+x.T("show_prefers")+" ("+framework.Word(string(p.Val), x.Lang)+")")
	}
	out = append(out, x.needed(e.requires)...)
	if e.route != "" {
		out = append(out, x.T("show_opens")+" "+x.route(e.route))
	}
	if len(e.consult) > 0 {
		out = append(out, x.T("show_consult")+" "+x.roles(e.consult))
	}
	if len(e.approve) > 0 {
		out = append(out, x.T("show_approve")+" "+x.roles(e.approve))
	}
	if e.review > 0 {
		out = append(out, x.many("show_review", e.review))
	}
	return out
}

// all lists the packs in which something can be found: this one first, then what it is laid on.
func (x *shower) all() []*framework.Pack { return append([]*framework.Pack{x.pack}, x.fw.Packs()...) }

func (x *shower) formName(id string) string {
	if tag, ok := strings.CutPrefix(id, "@"); ok {
		return x.T("show_tagged", tag)
	}
	for _, p := range x.all() {
		for i := range p.Forms {
			if string(p.Forms[i].ID) == id {
				return p.Forms[i].Title.In(x.Lang)
			}
		}
	}
	return id
}

func (x *shower) requirement(id string) string {
	for _, p := range x.all() {
		for i := range p.Requirements {
			if string(p.Requirements[i].ID) == id {
				return x.in(p.Requirements[i].Text)
			}
		}
	}
	return id
}

func (x *shower) route(id string) string {
	for _, p := range x.all() {
		for i := range p.Routes {
			if string(p.Routes[i].ID) == id {
				return "‘" + x.in(p.Routes[i].Title) + "’"
			}
		}
	}
	return id
}

func (x *shower) value(id string) string {
	var lists [][]framework.Named
	for _, p := range x.all() {
		lists = append(lists, p.Values)
	}
	return titleOf(x.Lang, id, lists...)
}

func (x *shower) roles(refs []framework.Ref) string {
	var lists [][]framework.Named
	for _, p := range x.all() {
		lists = append(lists, p.Roles)
	}
	var out []string
	for _, r := range refs {
		out = append(out, titleOf(x.Lang, r.ID, lists...))
	}
	return strings.Join(out, ", ")
}

// needed names each requirement once, with all forms that it is for.
func (x *shower) needed(requires framework.Keyed[[]framework.Ref]) []string {
	forms := map[string][]string{}
	var order, out []string
	for _, r := range requires {
		for _, ref := range r.Val {
			if forms[ref.ID] == nil {
				order = append(order, ref.ID)
			}
			forms[ref.ID] = append(forms[ref.ID], x.formName(r.Key.ID))
		}
	}
	for _, id := range order {
		out = append(out, strings.Join(forms[id], ", ")+" – "+x.T("show_requires")+" "+x.requirement(id))
	}
	return out
}
