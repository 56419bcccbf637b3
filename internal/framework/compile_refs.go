package framework

import "slices"

// references looks up every name that one thing uses for another, and the types inside conditions.
func (k *compiler) references() {
	fw := k.fw
	for _, cons := range fw.considerations {
		k.flow(cons.Flow)
		k.sourceOf(cons.pack, cons.Source)
		for _, q := range cons.questions {
			k.flow(q.Flow)
			k.sourceOf(q.pack, q.Source)
			k.named(q.Value, "value", fw.values)
			k.cond(q.AskWhen, 0)
		}
	}
	for _, id := range keysOf(fw.conds) {
		k.cond(fw.conds[id].When, 0)
	}
	for _, id := range keysOf(fw.profiles) {
		k.cond(fw.profiles[id].When, 0)
	}
	for _, id := range keysOf(fw.scores) {
		k.score(fw.scores[id])
	}
	for _, c := range fw.computed {
		k.computedDay(c)
	}
	for _, r := range fw.rules {
		k.ruleRefs(r)
	}
	for _, r := range fw.routes {
		k.sourceOf(fw.home[r], r.Source)
		for _, l := range r.HelpLines {
			if fw.lines[l.ID] == nil {
				k.unknown(l, "help line", keysOf(fw.lines))
			}
		}
	}
	for _, f := range fw.forms {
		k.sourceOf(f.pack, f.Source)
	}
	for _, id := range keysOf(fw.reqs) {
		k.sourceOf(fw.home[fw.reqs[id]], fw.reqs[id].Source)
	}
	for _, x := range fw.paramList {
		k.sourceOf(x.pack, x.Source)
		for _, h := range x.holds {
			k.sourceOf(h.pack, h.Source)
			if h.Where != nil {
				for _, p := range h.Where.Profile {
					if n := fw.profiles[p.ID]; n != nil {
						k.used[n] = true
					} // a profile that this framework does not define: the value is for others
				}
			}
		}
	}
	for _, l := range keysOf(fw.lines) {
		k.sourceOf(fw.home[fw.lines[l]], fw.lines[l].Source)
	}
	k.texts()
}

func (k *compiler) ruleRefs(r *rule) {
	fw := k.fw
	k.flow(r.Flow)
	k.sourceOf(r.pack, r.Source)
	r.source = fw.source(r.pack, r.Source)
	k.named(r.Value, "value", fw.values)
	for _, x := range append(slices.Clone(r.Consult), r.Approve...) {
		k.named(x, "role", fw.roles)
	}
	k.cond(r.When, 0)
	k.walk(r.When, func(c *Cond) {
		for _, x := range c.paramRefs() {
			if p := k.fw.params[x.ID]; p != nil && p.Binds != "private" && !slices.Contains(r.params, p) {
				r.params = append(r.params, p)
			}
		}
	})
	if w := r.Where; w != nil {
		levels, regions, places := k.dimensions()
		k.among(w.Level, "level", levels)
		k.among(w.Region, "region", regions)
		k.among(w.Place, "place", places)
		if len(w.Profile) > 0 {
			k.add(w.Profile[0].Pos, "profile-in-rule")
		}
	}
	seen := map[ID]bool{}
	for i := range r.Unless {
		e := &r.Unless[i]
		if seen[e.ID] {
			k.add(e.Pos, "double-id", "unless", e.ID)
		}
		seen[e.ID] = true
		k.cond(e.When, 0)
		k.sourceOf(r.pack, e.Source)
		for _, x := range e.Approve {
			k.named(x, "role", fw.roles)
		}
	}
}

func (k *compiler) named(r Ref, kind string, have map[string]*Named) {
	if r.ID == "" {
		return
	}
	if have[r.ID] == nil {
		k.unknown(r, kind, keysOf(have))
		return
	}
	k.used[have[r.ID]] = true
}

func (k *compiler) flow(r Ref) {
	if r.ID != "" && k.fw.flows[r.ID] == nil {
		k.unknown(r, "flow", keysOf(k.fw.flows))
	}
}

func (k *compiler) sourceOf(p *Pack, r Ref) {
	if r.ID == "" {
		return
	}
	if k.fw.sources[p][r.ID] == nil {
		k.unknown(r, "source", keysOf(k.fw.sources[p]))
	}
}

func (k *compiler) score(s *Score) {
	for _, r := range s.Of {
		q := k.fw.questionByID[r.ID]
		if q == nil {
			k.unknown(r, "question", keysOf(k.fw.questionByID))
			continue
		}
		points := false
		for _, o := range q.options {
			points = points || o.Points != nil
		}
		if !points || q.Type != "choice" || q.cons.Kind != KindRule {
			k.add(r.Pos, "no-points", r.ID)
		}
	}
	k.sourceOf(k.fw.home[s], s.Source)
}

func (k *compiler) computedDay(c *Computed) {
	q := k.fw.questionByID[c.From.ID]
	if q == nil {
		k.unknown(c.From, "question", keysOf(k.fw.questionByID))
	} else if q.Type != "day" || len(q.Per) > 0 {
		k.add(c.From.Pos, "computed-from-day", c.From.ID)
	}
	k.amount(&c.Plus)
	k.sourceOf(k.fw.home[c], c.Source)
}

func (k *compiler) amount(a *Amount) {
	if a == nil || a.Param.ID == "" {
		return
	}
	p := k.fw.params[a.Param.ID]
	if p == nil {
		k.unknown(a.Param, "parameter", keysOf(k.fw.params))
	} else if p.Type != "number" {
		k.add(a.Param.Pos, "param-not-number", a.Param.ID)
	}
}
