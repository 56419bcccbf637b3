package framework

import (
	"maps"
	"slices"
	"strings"
)

// cycles refuses rings: a condition that needs itself, a question that is asked depending on itself. It also bounds
// how deep names lead to names.
func (k *compiler) cycles() {
	state := map[any]int{} // 1 being visited, 2 done
	height := map[any]int{}
	var visit func(node any, at Pos, name string) int
	var inCond func(c *Cond) int
	inCond = func(c *Cond) int {
		if c == nil {
			return 0
		}
		h := 0
		switch c.Op {
		case opCondition:
			n := k.fw.conds[c.Ref.ID]
			h = visit(n, c.Pos, c.Ref.ID)
		case opRule:
			h = visit(k.fw.ruleByID[c.Ref.ID], c.Pos, c.Ref.ID)
		case opAnswer, opFunction:
			h = visit(k.fw.questionByID[c.Ref.ID], c.Pos, c.Ref.ID)
		case opScore:
			for _, r := range k.fw.scores[c.Ref.ID].Of {
				h = max(h, visit(k.fw.questionByID[r.ID], c.Pos, r.ID))
			}
		}
		for _, r := range c.paramRefs() {
			for _, held := range k.fw.params[r.ID].holds {
				if held.Where == nil {
					continue
				}
				for _, p := range held.Where.Profile {
					if n := k.fw.profiles[p.ID]; n != nil {
						h = max(h, visit(n, c.Pos, p.ID))
					}
				}
			}
		}
		for _, kid := range c.Kids {
			h = max(h, inCond(kid))
		}
		return h + 1
	}
	visit = func(node any, at Pos, name string) int {
		if state[node] == 2 {
			return height[node]
		}
		if state[node] == 1 {
			k.add(at, "cycle", name)
			return 0
		}
		state[node] = 1
		h := 0
		switch n := node.(type) {
		case *NamedCond:
			h = inCond(n.When)
		case *rule:
			h = inCond(n.When)
			for i := range n.Unless {
				h = max(h, inCond(n.Unless[i].When))
			}
		case *question:
			h = inCond(n.AskWhen)
			for _, p := range n.persons {
				if p.count != nil {
					h = max(h, visit(p.count, n.Pos, string(p.count.ID)))
				}
			}
		}
		state[node], height[node] = 2, h
		if h > 4*MaxCondDepth {
			k.add(at, "cond-too-deep", 4*MaxCondDepth)
		}
		return h
	}
	for _, q := range k.fw.questions {
		visit(q, q.Pos, string(q.ID))
	}
	for _, id := range keysOf(k.fw.conds) {
		visit(k.fw.conds[id], k.fw.conds[id].Pos, id)
	}
	for _, id := range keysOf(k.fw.profiles) {
		visit(k.fw.profiles[id], k.fw.profiles[id].Pos, id)
	}
	for _, r := range k.fw.rules {
		visit(r, r.Pos, string(r.ID))
	}
}

// changeDays notes the days on which what holds can be other than the day before.
func (k *compiler) changeDays() {
	var days []Day
	note := func(from, until Day) {
		if from != NoDay {
			days = append(days, from)
		}
		if until != NoDay {
			days = append(days, until+1)
		}
	}
	for _, p := range k.fw.paramList {
		for _, h := range p.holds {
			note(h.From, h.Until)
		}
	}
	conds := func(c *Cond) {
		k.walk(c, func(c *Cond) {
			if c.Op == opDay {
				note(c.Span.From, c.Span.Until)
			}
		})
	}
	for _, r := range k.fw.rules {
		note(r.From, r.Until)
		conds(r.When)
		for i := range r.Unless {
			conds(r.Unless[i].When)
		}
	}
	for _, q := range k.fw.questions {
		conds(q.AskWhen)
	}
	for _, n := range k.fw.profiles {
		conds(n.When)
	}
	slices.Sort(days)
	k.fw.changes = slices.Compact(days)
}

// mentioned notes the variants, places and so on that something in the content looks at; see Framework.setting.
func (k *compiler) mentioned() {
	fw := k.fw
	fw.matters = map[string]bool{}
	where := func(w *Where) {
		if w == nil {
			return
		}
		for kind, refs := range map[string][]Ref{"region ": w.Region, "level ": w.Level, "place ": w.Place, "organisation ": w.Organisation} {
			for _, r := range refs {
				fw.matters[kind+r.ID] = true
			}
		}
	}
	for _, v := range fw.variants {
		fw.matters["variant "+string(v.ID)] = true
	}
	for id := range fw.flows {
		fw.matters["flow "+id] = true
	}
	for _, r := range fw.rules {
		where(r.Where)
	}
	for _, p := range fw.paramList {
		for _, h := range p.holds {
			where(h.Where)
		}
	}
}

// unused tells of names that nobody uses.
func (k *compiler) unused() {
	fw := k.fw
	for _, id := range keysOf(fw.conds) {
		if n := fw.conds[id]; !k.used[n] {
			k.warn(n.Pos, "unused", "conditions", id)
		}
	}
	for _, id := range keysOf(fw.reqs) {
		if n := fw.reqs[id]; !k.used[n] {
			k.warn(n.Pos, "unused", "requirements", id)
		}
	}
	for _, r := range fw.routes {
		if !k.used[r] {
			k.warn(r.Pos, "unused", "routes", r.ID)
		}
	}
	for _, id := range keysOf(fw.stops) {
		if n := fw.stops[id]; !k.used[n] {
			k.warn(n.Pos, "unused", "stops", id)
		}
	}
}

// texts looks at the placeholders in sentences: {param:distance}, {computed:home-until}, {answer:age}.
func (k *compiler) texts() {
	look := func(at Pos, texts ...Text) {
		for _, t := range texts {
			for _, lang := range slices.Sorted(maps.Keys(t)) { // in one order, so that the issues are too
				for _, h := range placeholders(t[lang]) {
					k.placeholder(h, at)
				}
			}
		}
	}
	fw := k.fw
	for _, c := range fw.considerations {
		look(c.Pos, c.Intro)
		look(c.Pos, c.Reflect...)
		for _, q := range c.questions {
			look(q.Pos, q.Ask, q.Help)
			for _, o := range q.options {
				look(q.Pos, o.Help)
			}
		}
	}
	for _, r := range fw.rules {
		look(r.Pos, r.Says, r.Note)
		look(r.Pos, r.Reflect...)
		for i := range r.Unless {
			look(r.Unless[i].Pos, r.Unless[i].Says)
		}
	}
	for _, id := range keysOf(fw.reqs) {
		look(fw.reqs[id].Pos, fw.reqs[id].Text)
	}
	for _, id := range keysOf(fw.stops) {
		look(fw.stops[id].Pos, fw.stops[id].Text)
	}
	for _, r := range fw.routes {
		look(r.Pos, r.Steps...)
	}
	for _, f := range fw.forms {
		look(f.Pos, f.HowTo...)
	}
}

func (k *compiler) placeholder(h string, at Pos) {
	kind, id, ok := strings.Cut(h, ":")
	r := Ref{Pos: at, ID: id}
	switch {
	case ok && kind == "param":
		if k.fw.params[id] == nil {
			k.unknown(r, "parameter", keysOf(k.fw.params))
		}
	case ok && kind == "answer":
		if q := k.fw.questionByID[id]; q == nil {
			k.unknown(r, "question", keysOf(k.fw.questionByID))
		} else if len(q.Per) > 0 {
			k.add(at, "answer-per-person", id)
		}
	case ok && kind == "computed":
		if !slices.ContainsFunc(k.fw.computed, func(c *Computed) bool { return string(c.ID) == id }) {
			k.add(at, "unknown-id", "computed", cut(id), "")
		}
	default:
		k.add(at, "bad-placeholder", cut(h))
	}
}

// placeholders lists what stands between braces in a sentence.
func placeholders(s string) []string {
	var out []string
	for {
		i := strings.IndexByte(s, '{')
		if i < 0 {
			return out
		}
		j := strings.IndexByte(s[i:], '}')
		if j < 0 {
			return append(out, s[i:]) // never closed: no placeholder has this name
		}
		out = append(out, s[i+1:i+j])
		s = s[i+j+1:]
	}
}
