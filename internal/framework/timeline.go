package framework

import "sort"

// Timeline is what guideline packs say, parameter by parameter, over time: for drawing.
type Timeline struct {
	From       Day               `json:"from"`
	Until      Day               `json:"until"`
	Parameters []ParameterInTime `json:"parameters"`
}

// ParameterInTime is one parameter with its values in order of time.
type ParameterInTime struct {
	ID    string    `json:"id"`
	Title string    `json:"title"`
	Help  string    `json:"help,omitempty"`
	Binds string    `json:"binds"`
	Holds []HoldBar `json:"values"`
}

// HoldBar is one value with the days on which it holds.
type HoldBar struct {
	HoldTold
	Until    Day    `json:"until"` // last day, NoDay when it goes on
	UntilIn  string `json:"until_words,omitempty"`
	Where    string `json:"where,omitempty"` // in words: region, level, place, group
	Series   int    `json:"series"`          // values in one series follow one another
	Strength int    `json:"strength"`        // 0 nothing asked … 3 strictest, to draw it lighter or darker
}

// Timeline puts the guidelines that this framework uses in order of time.
func (fw *Framework) Timeline(lang string) Timeline {
	out := Timeline{From: NoDay, Until: NoDay}
	for _, g := range fw.Guides {
		if c := g.Head.Covers; c != nil {
			if out.From == NoDay || c.From != NoDay && c.From < out.From {
				out.From = c.From
			}
			if c.Until != NoDay && c.Until > out.Until {
				out.Until = c.Until
			}
		}
	}
	for _, p := range fw.paramList {
		x := ParameterInTime{ID: string(p.ID), Title: p.Title.In(lang), Help: p.Help.In(lang), Binds: p.Binds}
		last := map[string]int{}
		series := map[string]int{}
		for _, h := range p.holds {
			key := h.series
			if i, ok := last[key]; ok && (x.Holds[i].Until == NoDay || x.Holds[i].Until >= h.From) {
				x.Holds[i].Until = h.From - 1
			}
			if _, ok := series[key]; !ok {
				series[key] = len(series)
			}
			last[key] = len(x.Holds)
			x.Holds = append(x.Holds, HoldBar{HoldTold: fw.holdTold(p, h, "", true, lang), Until: h.Until, Where: fw.whereIn(h.Where, lang),
				Series: series[key], Strength: p.strength(h.value)})
			if h.From < out.From || out.From == NoDay {
				out.From = h.From
			}
			if h.From > out.Until {
				out.Until = h.From
			}
		}
		for i := range x.Holds {
			x.Holds[i].UntilIn = x.Holds[i].Until.In(lang)
		}
		sort.SliceStable(x.Holds, func(i, j int) bool { return x.Holds[i].Series < x.Holds[j].Series })
		out.Parameters = append(out.Parameters, x)
	}
	return out
}

// strength is a rank among the parameter's own values, from 0 (nothing asked) to 3 (the strictest).
func (p *parameter) strength(v value) int {
	if v == p.loosest() {
		return 0
	}
	stricter, others := 0, map[value]bool{}
	for _, h := range p.holds {
		if h.value != p.loosest() && !others[h.value] {
			others[h.value] = true
			if p.stricterThan(h.value, v) {
				stricter++
			}
		}
	}
	return 3 - min(2, stricter*3/max(len(others), 1))
}

// whereIn puts the place or the group of a value into words.
func (fw *Framework) whereIn(w *Where, lang string) string {
	if w == nil {
		return ""
	}
	title := map[string]string{}
	for _, g := range fw.Guides {
		for _, list := range [][]Named{g.Levels, g.Regions, g.Places} {
			for _, n := range list {
				title[string(n.ID)] = n.Title.In(lang)
			}
		}
	}
	for id, n := range fw.profiles {
		title[id] = n.Title.In(lang)
	}
	var parts []string
	for i, refs := range [][]Ref{w.Region, w.Level, w.Place, w.Organisation, w.Profile} {
		var names []string
		for _, r := range refs {
			switch {
			case title[r.ID] != "":
				names = append(names, title[r.ID])
			case i == 4:
				names = append(names, groupElsewhere(r.ID).In(lang))
			default:
				names = append(names, r.ID)
			}
		}
		if len(names) > 0 {
			parts = append(parts, either(lang, names))
		}
	}
	return list(lang, parts)
}

// Dimensions lists the risk levels, regions and places that the guidelines know.
func (fw *Framework) Dimensions() (levels, regions, places []Named) {
	for _, g := range fw.Guides {
		levels, regions, places = append(levels, g.Levels...), append(regions, g.Regions...), append(places, g.Places...)
	}
	return levels, regions, places
}
