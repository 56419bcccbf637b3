package framework

import (
	"slices"
	"sort"
)

// guidelines reads the parameters and what holds of them.
func (k *compiler) guidelines() {
	fw := k.fw
	for _, p := range fw.Guides {
		for i := range p.Parameters {
			k.parameter(p, &p.Parameters[i])
		}
	}
	if len(fw.paramList) > MaxParameters {
		k.add(fw.Base.Head.Pos, "too-many", "parameters", MaxParameters)
	}
	levels, regions, places := k.dimensions()
	for _, p := range fw.Guides {
		if len(p.Considerations)+len(p.Rules)+len(p.Forms) > 0 {
			k.add(p.Head.Pos, "wrong-kind-sections", "considerations, rules, forms", "guidelines")
		}
		for i := range p.Holds {
			h := &hold{Hold: &p.Holds[i], pack: p}
			x := fw.params[h.Parameter.ID]
			if x == nil {
				k.unknown(h.Parameter, "parameter", keysOf(fw.params))
				continue
			}
			if len(x.holds) >= MaxHolds {
				k.add(h.Pos, "too-many", "holds", MaxHolds)
				continue
			}
			h.series = string(p.Head.ID) + "|" + h.Where.series()
			k.value(x, h)
			if h.Until != NoDay && h.Until < h.From {
				k.add(h.Pos, "from-after-until", h.Parameter.ID)
			}
			if w := h.Where; w != nil {
				k.among(w.Level, "level", levels)
				k.among(w.Region, "region", regions)
				k.among(w.Place, "place", places)
			}
			x.holds = append(x.holds, h)
		}
	}
	for _, x := range fw.paramList {
		sort.SliceStable(x.holds, func(i, j int) bool { return x.holds[i].From < x.holds[j].From })
		k.doubles(x)
	}
}

// dimensions lists the levels, regions and places that any guideline pack names.
func (k *compiler) dimensions() (levels, regions, places []string) {
	for _, p := range k.fw.Guides {
		for _, n := range p.Levels {
			levels = append(levels, string(n.ID))
		}
		for _, n := range p.Regions {
			regions = append(regions, string(n.ID))
		}
		for _, n := range p.Places {
			places = append(places, string(n.ID))
		}
	}
	return levels, regions, places
}

func (k *compiler) among(refs []Ref, kind string, have []string) {
	for _, r := range refs {
		if !slices.Contains(have, r.ID) {
			k.unknown(r, kind, have)
		}
	}
}

func (k *compiler) parameter(p *Pack, x *Parameter) {
	out := &parameter{Parameter: x, pack: p, opt: map[string]int{}}
	put(k, p, "parameters", k.fw.params, x.ID, x.Pos, out)
	k.fw.paramList = append(k.fw.paramList, out)
	right := map[string][]string{"number": {"lower", "higher"}, "yes_no": {"yes", "no"}}[x.Type]
	switch {
	case x.Type == "choice":
		if len(x.Options) < 2 || len(x.Options) > MaxOptions {
			k.add(x.Pos, "too-few-options", x.ID)
		}
		for i, o := range x.Options {
			if _, twice := out.opt[string(o.ID)]; twice {
				k.add(o.Pos, "double-id", "options", o.ID)
			}
			out.opt[string(o.ID)] = i
		}
	case !slices.Contains(right, x.Stricter):
		k.add(x.Pos, "stricter", x.ID, x.Type)
	}
	if x.Type == "yes_no" {
		out.opt["yes"], out.opt["no"] = 0, 1
	}
}

func (k *compiler) value(x *parameter, h *hold) {
	switch {
	case x.Type == "number" && h.Value.ID == "none":
		h.value = value{none: true}
	case x.Type == "number":
		n, ok := number(h.Value.ID)
		if !ok {
			k.add(h.Value.Pos, "hold-value", h.Parameter.ID, cut(h.Value.ID))
		}
		h.value = value{number: n}
	default:
		i, ok := x.opt[h.Value.ID]
		if !ok {
			have := keysOfInt(x.opt)
			k.unknownWord(h.Value, h.Parameter.ID, have)
		}
		h.value = value{option: i}
	}
}

func keysOfInt(m map[string]int) []string {
	out := make([]string, 0, len(m))
	for s := range m {
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

// doubles tells of two values for the same parameter, day and place: nobody could say which holds.
func (k *compiler) doubles(x *parameter) {
	seen := map[string]bool{}
	for _, h := range x.holds {
		key := h.series + "|" + h.From.String()
		if seen[key] {
			k.add(h.Pos, "double-hold", h.Parameter.ID, h.From)
		}
		seen[key] = true
	}
}

// series names where a value holds; values with the same series follow one another in time.
func (w *Where) series() string {
	if w == nil {
		return ""
	}
	s := ""
	for _, refs := range [][]Ref{w.Region, w.Level, w.Place, w.Organisation, w.Profile} {
		list := ids(refs)
		sort.Strings(list)
		for _, id := range list {
			s += id + ","
		}
		s += ";"
	}
	return s
}

// stricterThan tells whether a is stricter than b.
func (x *parameter) stricterThan(a, b value) bool {
	switch x.Type {
	case "number":
		if a.none || b.none {
			return !a.none && b.none
		}
		if x.Stricter == "lower" {
			return a.number < b.number
		}
		return a.number > b.number
	case "yes_no":
		strict := x.opt[x.Stricter]
		return a.option == strict && b.option != strict
	}
	return a.option < b.option
}
