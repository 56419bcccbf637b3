package framework

import (
	"slices"
	"strconv"
	"strings"
)

// holds compares guideline values: which value of which guideline from which day, and whether it became looser.
func (d *differ) holds() {
	was, is := d.old.pack.Holds, d.new.pack.Holds
	find := func(list []Hold, key string) *Hold {
		i := slices.IndexFunc(list, func(h Hold) bool { return holdKey(&h) == key })
		if i < 0 {
			return nil
		}
		return &list[i]
	}
	for i := range was {
		now := find(is, holdKey(&was[i]))
		if now == nil {
			d.count("n_other")
			d.add("holds", "-", d.holdTitle(d.old, &was[i])+": "+was[i].Value.ID)
			continue
		}
		fields := changedParts(was[i], *now)
		if len(fields) == 0 {
			continue
		}
		title, key := d.holdTitle(d.new, now), direction(d.parameter(d.new, now.Parameter.ID), was[i].Value.ID, now.Value.ID)
		if key == "" {
			d.add("holds", "*", title, d.differences(fields)...)
			continue
		}
		d.count("n_" + strings.TrimPrefix(key, ""))
		d.add("holds", "*", d.word(key, title, was[i].Value.ID, now.Value.ID))
	}
	for i := range is {
		if find(was, holdKey(&is[i])) == nil {
			d.count("n_other")
			d.add("holds", "+", d.holdTitle(d.new, &is[i])+": "+is[i].Value.ID)
		}
	}
}

// holdKey names a value by its guideline, first day and place.
func holdKey(h *Hold) string { return h.Parameter.ID + h.From.String() + holdPlace(h) }

func holdPlace(h *Hold) string {
	if h.Where == nil {
		return ""
	}
	var names []string
	for _, refs := range [][]Ref{h.Where.Region, h.Where.Level, h.Where.Place, h.Where.Organisation, h.Where.Profile} {
		names = append(names, ids(refs)...)
	}
	return " (" + strings.Join(names, ", ") + ")"
}

func (d *differ) parameter(x *edition, id string) *Parameter {
	for _, p := range x.all() {
		for i := range p.Parameters {
			if string(p.Parameters[i].ID) == id {
				return &p.Parameters[i]
			}
		}
	}
	return nil
}

func (d *differ) holdTitle(x *edition, h *Hold) string {
	title := h.Parameter.ID
	if p := d.parameter(x, title); p != nil {
		title = p.Title.In(d.lang)
	}
	return title + ", " + d.word("from", h.From.In(d.lang)) + holdPlace(h)
}

// direction tells whether a guideline value became looser or tighter; nothing when it did not change.
func direction(p *Parameter, was, is string) string {
	if p == nil || was == is {
		return ""
	}
	tighter := is == p.Stricter
	switch p.Type {
	case "number":
		a, _ := strconv.ParseFloat(was, 64)
		b, _ := strconv.ParseFloat(is, 64)
		tighter = was == "none" || is != "none" && (b > a) == (p.Stricter == "higher")
	case "choice":
		at := func(id string) int {
			return slices.IndexFunc(p.Options, func(o Option) bool { return string(o.ID) == id })
		}
		tighter = at(is) < at(was)
	}
	if tighter {
		return "tightened"
	}
	return "loosened"
}
