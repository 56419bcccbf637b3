package framework

import (
	"math"
	"slices"
	"sort"
)

// held is what holds of a parameter in one setting.
type held struct {
	param    *parameter
	now      *hold   // the strictest of those that hold for everyone; nil when none is known
	also     []*hold // the others that hold beside it
	profiles []heldFor
}

// heldFor is a value meant for a group of people.
type heldFor struct {
	profile *NamedCond
	hold    *hold
}

// measure is a value of a number parameter to reckon with. "No limit" lies beyond every number on the mild side: at a
// parameter of which more is stricter (a distance to keep) every number reaches it, otherwise none comes near.
func (p *parameter) measure(v value) float64 {
	switch {
	case !v.none:
		return v.number
	case p.Stricter == "higher":
		return math.Inf(-1)
	}
	return math.Inf(1)
}

// loosest is the value of a parameter of which nothing is known: no limit, the mild side, the last option.
func (p *parameter) loosest() value {
	switch p.Type {
	case "number":
		return value{none: true}
	case "yes_no":
		return value{option: 1 - p.opt[p.Stricter]}
	}
	return value{option: len(p.Options) - 1}
}

func (h *held) value() value {
	if h.now == nil {
		return h.param.loosest()
	}
	return h.now.value
}

// holdsOn finds what holds of a parameter on a day in a setting. Values with the same pack and the same `where` follow
// one another in time; of what is left the strictest wins. A value for a group of people takes the place, for them, of
// the general value of its own pack; between packs the strictest wins for them too.
func (fw *Framework) holdsOn(p *parameter, d Day, set Setting) *held {
	latest := map[string]*hold{}
	var order []string
	for _, h := range p.holds { // ascending by day
		if h.From > d || !set.matches(h.Where) {
			continue
		}
		if latest[h.series] == nil {
			order = append(order, h.series)
		}
		latest[h.series] = h
	}
	out := &held{param: p}
	general := map[*Pack]*hold{} // per pack, the strictest for everyone
	groups := map[*NamedCond]map[*Pack]*hold{}
	strictest := func(into map[*Pack]*hold, h *hold) {
		if old := into[h.pack]; old == nil || p.stricterThan(h.value, old.value) {
			into[h.pack] = h
		}
	}
	for _, key := range order {
		h := latest[key]
		if h.Until != NoDay && h.Until < d {
			continue
		}
		if h.Where != nil && len(h.Where.Profile) > 0 {
			for _, x := range h.Where.Profile {
				if n := fw.profiles[x.ID]; n != nil {
					if groups[n] == nil {
						groups[n] = map[*Pack]*hold{}
					}
					strictest(groups[n], h)
				}
			}
			continue
		}
		strictest(general, h)
		if out.now == nil || p.stricterThan(h.value, out.now.value) {
			if out.now != nil {
				out.also = append(out.also, out.now)
			}
			out.now = h
		} else {
			out.also = append(out.also, h)
		}
	}
	for _, id := range keysOf(fw.profiles) {
		n := fw.profiles[id]
		var forGroup *hold
		for _, g := range fw.Guides {
			h := groups[n][g]
			if h == nil {
				h = general[g]
			}
			if h != nil && (forGroup == nil || p.stricterThan(h.value, forGroup.value)) {
				forGroup = h
			}
		}
		if groups[n] != nil {
			out.profiles = append(out.profiles, heldFor{n, forGroup})
		}
	}
	sort.SliceStable(out.profiles, func(i, j int) bool { // the strictest last, so that it becomes the outermost choice
		return p.stricterThan(out.profiles[j].hold.value, out.profiles[i].hold.value)
	})
	return out
}

// perProfile makes a node for each value that can hold, and chooses between them by who it is about.
func (b *bound) perProfile(h *held, node func(value) int32) int32 {
	out := node(h.value())
	for _, p := range h.profiles {
		out = b.choose(b.namedNode(p.profile), node(p.hold.value), out)
	}
	return out
}

// paramIs compares a guideline value with what a condition asks.
func (b *bound) paramIs(c *Cond, p *parameter, v value) int32 {
	if c.Cmp == cmpState {
		return truth(!v.none)
	}
	if p.Type == "number" {
		x := p.measure(v)
		return b.amount(c.A, func(lo float64) int32 {
			return b.amount(c.B, func(hi float64) int32 {
				from, to := bounds(c, lo, hi)
				return truth(x >= from && x <= to)
			})
		})
	}
	found := false
	for _, w := range c.Words {
		found = found || p.opt[w.ID] == v.option
	}
	return truth(found != (c.Cmp == cmpIsNot))
}

// change is the next day on which another value of a parameter holds for everyone.
type change struct {
	day   Day
	param *parameter
	to    *hold // nil when nothing is known any more
}

// changesOf gives for each rule the first change, after this stretch of days, of a guideline that its condition looks at.
func (b *bound) changesOf() []change {
	b.nextOnce.Do(func() {
		next := make(map[*parameter]change, len(b.fw.paramList))
		for _, p := range b.fw.paramList {
			next[p] = b.findNext(p)
		}
		b.changes = make([]change, len(b.fw.rules))
		for i, r := range b.fw.rules {
			b.changes[i] = change{day: NoDay}
			for _, p := range r.params {
				if n := next[p]; n.day != NoDay && (b.changes[i].day == NoDay || n.day < b.changes[i].day) {
					b.changes[i] = n
				}
			}
		}
	})
	return b.changes
}

// findNext finds the next change of a parameter after this stretch of days; its day is NoDay when none is known.
func (b *bound) findNext(p *parameter) change {
	if b.set.stretch == len(b.fw.changes) {
		return change{day: NoDay}
	}
	now, next := b.held[p].value(), b.fw.changes[b.set.stretch]
	var days []Day
	for _, h := range p.holds {
		for _, d := range []Day{h.From, h.Until + 1} {
			if d >= next {
				days = append(days, d)
			}
		}
	}
	slices.Sort(days)
	for _, d := range slices.Compact(days) {
		if h := b.fw.holdsOn(p, d, b.set); h.value() != now {
			return change{d, p, h.now}
		}
	}
	return change{day: NoDay}
}
