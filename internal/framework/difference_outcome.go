package framework

import (
	"slices"
	"strings"
)

// ruleOutcome is what follows when a rule, or an exception to it, applies.
type ruleOutcome struct {
	pulls, weight, value string
	limits               Keyed[Fit]
	prefers              Keyed[Weight]
	requires             Keyed[[]Ref]
	route                string
	consult, approve     []Ref
	review               int
}

func ruleOutcomeOf(r *Rule) ruleOutcome {
	return ruleOutcome{r.Pulls, string(r.Weight), r.Value.ID, r.Limits, r.Prefers, r.Requires, r.Route.ID, r.Consult, r.Approve, r.Review}
}

// Spoken gives the names of things in one version of a pack, and what its rules do, in one language.
type Spoken struct {
	speaker
	pack *Pack
	fw   *Framework
}

// Spoken gives the words of an edition.
func (e Edition) Spoken(lang string) *Spoken { return &Spoken{speaker{lang}, e.Pack, e.In} }

// Follows tells what follows when a rule applies, one line each.
func (x *Spoken) Follows(r *Rule) []string { return x.outcome(ruleOutcomeOf(r)) }

// FollowsFrom tells what an exception to a rule asks in its place.
func (x *Spoken) FollowsFrom(e *Exception) []string {
	return x.outcome(ruleOutcome{requires: e.Requires, approve: e.Approve})
}

// outcome puts what follows into words, one line each.
func (x *Spoken) outcome(e ruleOutcome) []string {
	var out []string
	if e.pulls != "" {
		value := ""
		if e.value != "" {
			value = " (" + x.value(e.value) + ")"
		}
		out = append(out, Word("side-"+e.pulls, x.lang)+", "+Word(e.weight, x.lang)+value)
	}
	for _, l := range e.limits {
		out = append(out, x.FormName(l.Key.ID)+": "+Word(string(l.Val), x.lang))
	}
	for _, p := range e.prefers {
		out = append(out, x.FormName(p.Key.ID)+": "+x.word("prefers")+" ("+Word(string(p.Val), x.lang)+")")
	}
	out = append(out, x.needed(e.requires)...)
	if e.route != "" {
		out = append(out, x.word("opens")+" "+x.route(e.route))
	}
	if len(e.consult) > 0 {
		out = append(out, x.word("consult")+" "+x.roles(e.consult))
	}
	if len(e.approve) > 0 {
		out = append(out, x.word("approve")+" "+x.roles(e.approve))
	}
	if e.review > 0 {
		out = append(out, x.many("review", e.review))
	}
	return out
}

// all lists the packs in which something can be found: this one first, then what it is laid on.
func (x *Spoken) all() []*Pack { return append([]*Pack{x.pack}, x.fw.Packs()...) }

// FormName gives the title of a form, or of all forms with a tag.
func (x *Spoken) FormName(id string) string {
	if tag, ok := strings.CutPrefix(id, "@"); ok {
		return x.word("tagged", tag)
	}
	for _, p := range x.all() {
		for i := range p.Forms {
			if string(p.Forms[i].ID) == id {
				return p.Forms[i].Title.In(x.lang)
			}
		}
	}
	return id
}

// Requirement gives the text of a requirement.
func (x *Spoken) Requirement(id string) string {
	for _, p := range x.all() {
		for i := range p.Requirements {
			if string(p.Requirements[i].ID) == id {
				return x.in(p.Requirements[i].Text)
			}
		}
	}
	return id
}

func (x *Spoken) route(id string) string {
	for _, p := range x.all() {
		for i := range p.Routes {
			if string(p.Routes[i].ID) == id {
				return "‘" + x.in(p.Routes[i].Title) + "’"
			}
		}
	}
	return id
}

func (x *Spoken) value(id string) string {
	var lists [][]Named
	for _, p := range x.all() {
		lists = append(lists, p.Values)
	}
	return titleOf(x.lang, id, lists...)
}

func (x *Spoken) roles(refs []Ref) string {
	var lists [][]Named
	for _, p := range x.all() {
		lists = append(lists, p.Roles)
	}
	var out []string
	for _, r := range refs {
		out = append(out, titleOf(x.lang, r.ID, lists...))
	}
	return strings.Join(out, ", ")
}

// needed names each requirement once, with all forms that it is for.
func (x *Spoken) needed(requires Keyed[[]Ref]) []string {
	forms := map[string][]string{}
	var order, out []string
	for _, r := range requires {
		for _, ref := range r.Val {
			if forms[ref.ID] == nil {
				order = append(order, ref.ID)
			}
			forms[ref.ID] = append(forms[ref.ID], x.FormName(r.Key.ID))
		}
	}
	for _, id := range order {
		out = append(out, strings.Join(forms[id], ", ")+" – "+x.word("requires")+" "+x.Requirement(id))
	}
	return out
}

func (x *Spoken) in(t Text) string { return x.fw.Plain(t, x.lang) }

// Days tells on which days and where a rule holds, when that is not always and everywhere.
func (x *Spoken) Days(r *Rule) string {
	var parts []string
	if r.From != NoDay && r.From != 0 {
		parts = append(parts, x.word("from", r.From.In(x.lang)))
	}
	if r.Until != NoDay && r.Until != 0 {
		parts = append(parts, x.word("until", r.Until.In(x.lang)))
	}
	if r.Where != nil {
		var names []string
		for _, refs := range [][]Ref{r.Where.Region, r.Where.Level, r.Where.Place, r.Where.Organisation} {
			for _, ref := range refs {
				names = append(names, x.placeName(ref.ID))
			}
		}
		parts = append(parts, x.word("where", strings.Join(names, ", ")))
	}
	if len(parts) == 0 {
		return ""
	}
	return x.word("holds_days") + " " + strings.Join(parts, ", ") + "."
}

func (x *Spoken) placeName(id string) string {
	levels, regions, places := x.fw.Dimensions()
	return titleOf(x.lang, id, levels, regions, places)
}

// titleOf finds the title of something by id.
func titleOf(lang, id string, things ...[]Named) string {
	for _, list := range things {
		if i := slices.IndexFunc(list, func(n Named) bool { return string(n.ID) == id }); i >= 0 {
			return list[i].Title.In(lang)
		}
	}
	return id
}
