package framework

import (
	"slices"
	"strings"
)

// LostGroups warns of guideline values that are meant for a group of people which no framework that uses the guidelines
// defines: such a value holds for nobody, and the general one takes its place unseen. A framework may leave out groups
// that another one has, so all that use the guidelines are looked at together; when there is none, nothing can be said.
func LostGroups(p *Pack, all []*Pack) Issues {
	uses := map[string]bool{}
	for _, f := range all {
		if f.Head.Kind == "framework" && (slices.Contains(ids(f.Head.Guidelines), string(p.Head.ID)) || p.Head.On.ID != "" && slices.Contains(ids(f.Head.Guidelines), p.Head.On.ID)) {
			uses[string(f.Head.ID)] = true
			if f.Head.On.ID != "" { // what a layer uses, holds for what it is laid on
				uses[f.Head.On.ID] = true
			}
		}
	}
	var groups []string
	for _, f := range all {
		if uses[string(f.Head.ID)] || uses[f.Head.On.ID] {
			for i := range f.Profiles {
				groups = append(groups, string(f.Profiles[i].ID))
			}
		}
	}
	there := strings.Join(slices.Compact(slices.Sorted(slices.Values(groups))), ", ")
	if there == "" {
		there = "–"
	}
	c := &collector{}
	for i := range p.Holds {
		w := p.Holds[i].Where
		if w == nil || len(uses) == 0 {
			continue
		}
		for _, g := range w.Profile {
			if !slices.Contains(groups, g.ID) {
				c.warn(g.Pos, "group-nowhere", cut(g.ID), Nearest(g.ID, groups), there)
			}
		}
	}
	return c.sorted()
}
