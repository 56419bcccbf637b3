package framework

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// write fills a random framework and gives it as packs: a framework, guidelines, agreements of an organisation beside
// them, and sometimes a layer with the last of the rules.
func (g *gen) write(rules int) []pack {
	g.inner = true
	for range 2 {
		g.profiles = append(g.profiles, g.leaf("mates"))
	}
	for _, q := range refQuestions {
		if q.gated && g.chance(40) {
			g.gates[q.id] = g.condition(q.id)
		}
	}
	g.inner = false
	for range 2 {
		g.named = append(g.named, g.leaf(""))
	}
	for i := range rules {
		g.rules = append(g.rules, g.rule(i))
	}
	g.guidelines()
	own := len(g.rules)
	packs := []pack{{}, guide(g.guideBody("guide")), agreements(g.guideBody("own"))}
	if g.chance(30) && rules > 2 {
		own -= 2
		packs = append(packs, layer(ruleWords(g.rules[own:])))
	}
	packs[0] = base(g.body() + ruleWords(g.rules[:own]))
	return packs
}

func (g *gen) rule(i int) refRule {
	r := refRule{id: fmt.Sprintf("r%d", i), when: g.condition(""), from: NoDay, until: NoDay,
		limits: map[string]string{}, prefers: map[string]string{}, requires: map[string]string{}}
	if g.chance(20) {
		r.from = g.day()
	}
	if g.chance(20) {
		r.until = max(g.day(), r.from)
	}
	if g.chance(10) {
		r.region = pick(g, "north", "south")
	}
	if g.chance(10) {
		r.flow = "later"
	}
	for range g.IntN(3) {
		e := refException{when: g.condition("")}
		if g.chance(50) {
			e.approve = pick(g, "lead", "doctor")
		}
		if g.chance(50) {
			e.requires = pick(g, refForms...)
		}
		r.unless = append(r.unless, e)
	}
	for range 1 + g.IntN(2) {
		r.limits[pick(g, refForms...)] = pick(g, "fits", "conditional", "not_advised", "not_advised", "against_guideline", "against_guideline")
	}
	if g.chance(40) {
		r.prefers[pick(g, refForms...)] = pick(g, "light", "heavy", "decisive")
	}
	if g.chance(30) {
		r.requires[pick(g, refForms...)] = pick(g, "soap", "mask")
	}
	if g.chance(25) {
		r.pulls = pick(g, "meeting", "distance")
	}
	if g.chance(20) {
		r.route = pick(g, "alarm", "call")
	}
	if g.chance(20) {
		r.consult = pick(g, "lead", "doctor")
	}
	if g.chance(20) {
		r.approve = pick(g, "lead", "doctor")
	}
	return r
}

func (g *gen) guidelines() {
	seen := map[string]bool{}
	for range 4 + g.IntN(16) {
		p := pick(g, refParams...)
		h := refHold{param: p.id, value: pick(g, refValues[p.id]...), pack: pick(g, "guide", "guide", "own"), from: g.day(), until: NoDay}
		if g.chance(30) {
			h.until = h.from + Day(g.IntN(200))
		}
		if g.chance(20) {
			h.region = pick(g, "north", "south")
		}
		if g.chance(20) {
			h.level = pick(g, "calm", "grave")
		}
		if g.chance(30) {
			h.group = pick(g, "group-0", "group-1")
		}
		key := fmt.Sprint(h.param, h.pack, h.from, h.region, h.level, h.group)
		if !seen[key] {
			g.holds = append(g.holds, h)
		}
		seen[key] = true
	}
}

func (g *gen) guideBody(pack string) string {
	b := &strings.Builder{}
	if pack == "guide" {
		b.WriteString(`
levels: [{id: calm, title: Calm}, {id: grave, title: Grave}]
regions: [{id: north, title: North}, {id: south, title: South}]
parameters:
  - {id: keep, title: Keep, type: number, stricter: higher, binds: everyone}
  - {id: most, title: Most, type: number, stricter: lower, binds: everyone}
  - {id: mask, title: Mask, type: yes_no, stricter: yes, binds: professional}
  - {id: stage, title: Stage, type: choice, options: [{id: closed, label: C}, {id: calm, label: D}, {id: normal, label: N}], binds: everyone}
`)
	}
	b.WriteString("holds:\n")
	for _, h := range g.holds {
		if h.pack != pack {
			continue
		}
		fmt.Fprintf(b, "  - {parameter: %s, from: %s, value: %q, kind: law, source: s", h.param, h.from, h.value)
		if h.until != NoDay {
			fmt.Fprintf(b, ", until: %s", h.until)
		}
		var where []string
		for _, x := range [][2]string{{"region", h.region}, {"level", h.level}, {"profile", h.group}} {
			if x[1] != "" {
				where = append(where, x[0]+": ["+x[1]+"]")
			}
		}
		if len(where) > 0 {
			fmt.Fprintf(b, ", where: {%s}", strings.Join(where, ", "))
		}
		b.WriteString("}\n")
	}
	if strings.HasSuffix(b.String(), "holds:\n") {
		return strings.TrimSuffix(b.String(), "holds:\n")
	}
	return b.String()
}

func (g *gen) body() string {
	b := &strings.Builder{}
	b.WriteString(`
roles: [{id: lead, title: Lead}, {id: doctor, title: Doctor}]
variants: [{id: old, title: Old}, {id: young, title: Young}]
persons: [{id: self, title: Self}, {id: mate, title: Mate, count: mates, max: 2}]
flows: [{id: later, title: Later}]
requirements: [{id: soap, kind: hygiene, phase: before, text: Wash.}, {id: mask, kind: protection, phase: during, text: Wear.}]
routes: [{id: alarm, title: Alarm, urgency: now, steps: [Ring.]}, {id: call, title: Call, urgency: today, steps: [Call.]}]
forms: [{id: home, title: Home}, {id: walk, title: Walk}, {id: phone, title: Phone}, {id: mix, title: Mix, mix_of: [home, phone]}]
scores: [{id: total, title: Total, of: [pts, ptt]}]
considerations:
  - id: all
    kind: rule
    title: All
    questions:
`)
	for _, q := range refQuestions {
		fmt.Fprintf(b, "      - {id: %s, ask: Ask %s, type: %s, may: %s", q.id, q.id, q.kind, q.may)
		switch q.kind {
		case "choice", "choices":
			var options []string
			for i, o := range q.options {
				points := ""
				if q.points != nil {
					points = ", points: " + plain(q.points[i])
				}
				options = append(options, "{id: "+o+", label: "+o+points+"}")
			}
			b.WriteString(", options: [" + strings.Join(options, ", ") + "]")
		case "number":
			fmt.Fprintf(b, ", min: 0, max: %d", q.most)
		}
		if q.people {
			b.WriteString(", per: [self, mate]")
		}
		if q.id == "ch" {
			b.WriteString(", max_age: 24 hours, when_old: unknown")
		}
		if q.id == "per" {
			b.WriteString(", max_age: 2 days")
		}
		if gate, ok := g.gates[q.id]; ok {
			b.WriteString(", ask_when: " + gate.words)
		}
		b.WriteString("}\n")
	}
	b.WriteString("conditions:\n")
	for i, n := range g.named {
		fmt.Fprintf(b, "  - {id: named-%d, title: N, when: %s}\n", i, n.words)
	}
	b.WriteString("profiles:\n")
	for i, n := range g.profiles {
		fmt.Fprintf(b, "  - {id: group-%d, title: G, when: %s}\n", i, n.words)
	}
	return b.String()
}

func ruleWords(rules []refRule) string {
	b := &strings.Builder{}
	b.WriteString("rules:\n")
	keyed := func(name string, m map[string]string, list bool) {
		if len(m) == 0 {
			return
		}
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if list {
				parts = append(parts, k+": ["+m[k]+"]")
			} else {
				parts = append(parts, k+": "+m[k])
			}
		}
		fmt.Fprintf(b, "    %s: {%s}\n", name, strings.Join(parts, ", "))
	}
	for _, r := range rules {
		fmt.Fprintf(b, "  - id: %s\n    says: Rule %s.\n    when: %s\n", r.id, r.id, r.when.words)
		if len(r.unless) > 0 {
			b.WriteString("    unless:\n")
		}
		for i, e := range r.unless {
			fmt.Fprintf(b, "      - {id: e%d, says: But., when: %s", i, e.when.words)
			if e.approve != "" {
				b.WriteString(", approve: [" + e.approve + "]")
			}
			if e.requires != "" {
				b.WriteString(", requires: {" + e.requires + ": [soap]}")
			}
			b.WriteString("}\n")
		}
		for _, x := range [][2]string{{"from", r.from.String()}, {"until", r.until.String()}, {"flow", r.flow}, {"route", r.route}, {"pulls", r.pulls}} {
			if x[1] != "" {
				fmt.Fprintf(b, "    %s: %s\n", x[0], x[1])
			}
		}
		for _, x := range [][2]string{{"consult", r.consult}, {"approve", r.approve}} {
			if x[1] != "" {
				fmt.Fprintf(b, "    %s: [%s]\n", x[0], x[1])
			}
		}
		if r.pulls != "" {
			b.WriteString("    weight: heavy\n")
		}
		if r.region != "" {
			fmt.Fprintf(b, "    where: {region: [%s]}\n", r.region)
		}
		keyed("limits", r.limits, false)
		keyed("prefers", r.prefers, false)
		keyed("requires", r.requires, true)
	}
	return b.String()
}

// situate puts the world into a random case: a day, a place, and part of the answers.
func (w *world) situate(share int) Case {
	w.day = w.gen.day()
	w.variant, w.flow = pick(w.gen, "", "old", "young"), pick(w.gen, "", "", "later")
	w.region, w.level = pick(w.gen, "", "north", "south"), pick(w.gen, "", "calm", "grave")
	w.answers = map[string]Answer{}
	for _, slot := range refSlots() {
		if w.chance(share) {
			w.answers[slot] = w.reply(slot)
		}
	}
	return w.toCase()
}

// refSlots are the names of all answers.
func refSlots() (out []string) {
	for _, q := range refQuestions {
		if !q.people {
			out = append(out, q.id)
			continue
		}
		for _, p := range []string{"self", "mate-1", "mate-2"} {
			out = append(out, q.id+"."+p)
		}
	}
	return out
}

// reply is a random answer.
func (w *world) reply(slot string) Answer {
	id, _, _ := strings.Cut(slot, ".")
	q := refQuestionOf(id)
	a := Answer{Given: Answered, Day: NoDay, Asked: NoMoment}
	for _, s := range []Given{Unknown, Refused} {
		if strings.Contains(q.may, string(s)) && w.chance(15) {
			a.Given = s
			return a
		}
	}
	switch q.kind {
	case "yes_no", "choice":
		a.Words = []string{pick(w.gen, q.options...)}
	case "choices":
		for _, o := range q.options {
			if w.chance(40) {
				a.Words = append(a.Words, o)
			}
		}
	case "number":
		a.Number = float64(w.IntN(q.most + 1))
	case "day":
		a.Day = w.day + Day(w.IntN(41)) - 20
	}
	if w.chance(20) {
		a.Asked = On(w.day - Day(w.IntN(4)))
	}
	return a
}

func (w *world) toCase() Case {
	c := Case{Plan: On(w.day), Today: NoMoment, Variant: w.variant, Flow: w.flow, Region: w.region, Level: w.level, Answers: map[Asked]Answer{}}
	for slot, a := range w.answers {
		q, p, _ := strings.Cut(slot, ".")
		c.Answers[Asked{q, p}] = a
	}
	return c
}
