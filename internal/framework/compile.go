package framework

import (
	"path"
	"slices"
	"strings"
)

// Compile checks a framework together with the packs it uses and the packs laid on it, and makes it ready to be
// evaluated. The others may come in any order: guidelines and help lines are found by what they are, layers are laid in
// the order given. All issues are returned; with an error among them the framework is nil. Dead looks further, for what
// can never play a part; that takes longer and is for authors.
func Compile(base *Pack, others ...*Pack) (*Framework, Issues) {
	k := &compiler{fw: newFramework(base)}
	k.names(others)
	if len(k.issues.Errors()) == 0 {
		k.cycles()
	}
	if len(k.issues.Errors()) == 0 {
		k.changeDays()
		k.unused()
		k.mentioned()
		if k.size() > maxCode || len(k.fw.on(Setting{stretch: len(k.fw.changes)}).code) > MaxCondNodes {
			k.add(base.Head.Pos, "too-many", "conditions", MaxCondNodes)
		}
	}
	if len(k.issues.Errors()) > 0 {
		return nil, k.sorted()
	}
	return k.fw, k.sorted()
}

// names looks up everything that is called by its name, and whether things suit each other.
func (k *compiler) names(others []*Pack) {
	k.sort(others)
	for _, p := range k.fw.Packs() {
		k.fw.sources[p] = checkSources(&k.collector, p)
	}
	k.guidelines()
	k.nouns()
	k.formsAndRules()
	k.references()
}

// lookFurther checks the names in a pack that has errors already, so that its author sees everything at once. The pack
// itself stays unusable.
func lookFurther(p *Pack, packs []*Pack, bad map[string]bool) Issues {
	base, used := p, []*Pack{}
	if p.Head.Kind != "framework" {
		base, used = Bare(p), []*Pack{p}
	}
	k := &compiler{fw: newFramework(base)}
	for _, o := range packs {
		id := string(o.Head.ID)
		if o == p || !slices.Contains(ids(p.Head.Guidelines), id) && !slices.Contains(ids(p.Head.HelpLines), id) {
			continue
		}
		used = append(used, o)
		if bad[o.Dir] { // it may hold more than could be read
			k.lack(p, Ref{ID: id})
		}
	}
	k.names(used)
	return slices.DeleteFunc(k.sorted(), func(i Issue) bool {
		return i.Pos.File != p.Dir && path.Dir(i.Pos.File) != p.Dir || i.Code == "no-forms" || i.Code == "pack-missing" || i.Code == "rule-does-nothing"
	})
}

type compiler struct {
	collector
	fw   *Framework
	used map[any]bool    // conditions, requirements, routes … that something refers to
	gone map[string]bool // kinds of names that cannot be looked up, because the pack that holds them is not there
}

func newFramework(base *Pack) *Framework {
	return &Framework{
		Base: base, conds: map[string]*NamedCond{}, profiles: map[string]*NamedCond{}, scores: map[string]*Score{},
		params: map[string]*parameter{}, questionByID: map[string]*question{}, personByID: map[string]*person{},
		ruleByID: map[string]*rule{}, formByID: map[string]*form{}, values: map[string]*Named{}, roles: map[string]*Named{},
		reqs: map[string]*Requirement{}, stops: map[string]*Stop{}, flows: map[string]*Flow{}, lines: map[string]*HelpLine{},
		sources: map[*Pack]map[string]*Source{}, home: map[any]*Pack{}, bound: map[Setting]*bound{},
	}
}

// sort puts every pack in its place and looks whether the ones that are needed are there.
func (k *compiler) sort(others []*Pack) {
	k.used = map[any]bool{}
	fw := k.fw
	if fw.Base.Head.Kind != "framework" {
		k.add(fw.Base.Head.Pos, "not-a-framework", fw.Base.Head.ID)
	}
	have := map[string]*Pack{string(fw.Base.Head.ID): fw.Base}
	for _, p := range others {
		have[string(p.Head.ID)] = p
	}
	for _, p := range others {
		switch p.Head.Kind {
		case "guidelines":
			if k.wanted(p, have) {
				fw.Guides = append(fw.Guides, p)
			}
		case "helplines":
			fw.Lines = append(fw.Lines, p)
		case "framework":
			if p.Head.On.ID != string(fw.Base.Head.ID) {
				k.add(p.Head.Pos, "not-laid-on-this", p.Head.ID, fw.Base.Head.ID)
			}
			fw.Layers = append(fw.Layers, p)
		}
	}
	for _, p := range append([]*Pack{fw.Base}, fw.Layers...) {
		for _, g := range append(slices.Clone(p.Head.Guidelines), p.Head.HelpLines...) {
			if have[g.ID] == nil {
				k.add(g.Pos, "pack-missing", g.ID)
				k.lack(p, g)
			}
		}
	}
}

// wanted keeps guidelines out that this framework does not use: only those it names, and agreements laid on those.
func (k *compiler) wanted(p *Pack, have map[string]*Pack) bool {
	named := func(id string) bool {
		for _, f := range have {
			if f.Head.Kind == "framework" && slices.Contains(ids(f.Head.Guidelines), id) {
				return true
			}
		}
		return false
	}
	return named(string(p.Head.ID)) || p.Head.On.ID != "" && named(p.Head.On.ID)
}

// put registers a thing under its name and tells when the name is taken.
func put[T any](k *compiler, p *Pack, kind string, into map[string]*T, id ID, at Pos, thing *T) {
	if id == "" {
		return
	}
	if _, twice := into[string(id)]; twice {
		k.add(at, "double-id", kind, id)
		return
	}
	into[string(id)] = thing
	k.fw.home[thing] = p
}

// frameworks are the packs that hold questions and rules: the base and what is laid on it.
func (k *compiler) frameworks() []*Pack { return append([]*Pack{k.fw.Base}, k.fw.Layers...) }

func (k *compiler) nouns() {
	fw := k.fw
	for _, p := range k.frameworks() {
		if len(p.Parameters)+len(p.Holds)+len(p.HelpLines) > 0 {
			k.add(p.Head.Pos, "wrong-kind-sections", "parameters, holds, helplines", "framework")
		}
		putAll(k, p, "values", fw.values, p.Values)
		putAll(k, p, "roles", fw.roles, p.Roles)
		for i := range p.Variants {
			v := &p.Variants[i]
			if slices.ContainsFunc(fw.variants, func(o *Named) bool { return o.ID == v.ID }) {
				k.add(v.Pos, "double-id", "variants", v.ID)
			}
			fw.variants = append(fw.variants, v)
		}
		for i := range p.Requirements {
			put(k, p, "requirements", fw.reqs, p.Requirements[i].ID, p.Requirements[i].Pos, &p.Requirements[i])
		}
		for i := range p.Stops {
			put(k, p, "stops", fw.stops, p.Stops[i].ID, p.Stops[i].Pos, &p.Stops[i])
		}
		for i := range p.Flows {
			put(k, p, "flows", fw.flows, p.Flows[i].ID, p.Flows[i].Pos, &p.Flows[i])
		}
		for i := range p.Conditions {
			put(k, p, "conditions", fw.conds, p.Conditions[i].ID, p.Conditions[i].Pos, &p.Conditions[i])
		}
		for i := range p.Profiles {
			put(k, p, "profiles", fw.profiles, p.Profiles[i].ID, p.Profiles[i].Pos, &p.Profiles[i])
		}
		for i := range p.Scores {
			put(k, p, "scores", fw.scores, p.Scores[i].ID, p.Scores[i].Pos, &p.Scores[i])
		}
		for i := range p.Computed {
			if slices.ContainsFunc(fw.computed, func(o *Computed) bool { return o.ID == p.Computed[i].ID }) {
				k.add(p.Computed[i].Pos, "double-id", "computed", p.Computed[i].ID)
			}
			fw.computed = append(fw.computed, &p.Computed[i])
			fw.home[&p.Computed[i]] = p
		}
		for i := range p.Persons {
			x := &person{Person: &p.Persons[i], max: 1}
			if x.Count.ID != "" {
				x.max = x.Max
				if x.Max < 1 || x.Max > MaxPersons {
					k.add(x.Pos, "person-max", MaxPersons)
					x.max = 1
				}
			}
			put(k, p, "persons", fw.personByID, x.ID, x.Pos, x)
			fw.persons = append(fw.persons, x)
		}
		scales := map[string]*Scale{}
		for _, s := range k.frameworks() {
			for i := range s.Scales {
				if s == p {
					put(k, p, "scales", scales, s.Scales[i].ID, s.Scales[i].Pos, &s.Scales[i])
				} else if _, own := scales[string(s.Scales[i].ID)]; !own {
					scales[string(s.Scales[i].ID)] = &s.Scales[i]
				}
			}
		}
		k.questions(p, scales)
	}
	for _, p := range fw.Lines {
		for i := range p.HelpLines {
			put(k, p, "helplines", fw.lines, p.HelpLines[i].ID, p.HelpLines[i].Pos, &p.HelpLines[i])
		}
	}
	for _, x := range fw.persons {
		if x.Count.ID == "" {
			continue
		}
		if q := fw.questionByID[x.Count.ID]; q == nil {
			k.unknown(x.Count, "question", keysOf(fw.questionByID))
		} else if q.Type != "number" || q.count != 1 {
			k.add(x.Count.Pos, "count-not-number", q.ID)
		} else if !q.reckoned() {
			k.add(x.Count.Pos, "not-reckoned", q.ID, q.cons.Kind)
		} else {
			x.count = q
		}
	}
}

func putAll(k *compiler, p *Pack, kind string, into map[string]*Named, things []Named) {
	for i := range things {
		put(k, p, kind, into, things[i].ID, things[i].Pos, &things[i])
	}
}

// questions numbers the questions, their answers and their slots.
func (k *compiler) questions(p *Pack, scales map[string]*Scale) {
	fw := k.fw
	seen := map[ID]bool{}
	for i := range p.Considerations {
		cons := &consideration{Consideration: &p.Considerations[i], pack: p}
		if seen[cons.ID] {
			k.add(cons.Pos, "double-id", "considerations", cons.ID)
		}
		seen[cons.ID] = true
		fw.considerations = append(fw.considerations, cons)
		for j := range cons.Consideration.Questions {
			q := &question{Question: &cons.Consideration.Questions[j], cons: cons, pack: p, index: len(fw.questions), opt: map[string]int{}}
			put(k, p, "questions", fw.questionByID, q.ID, q.Pos, q)
			if len(fw.questions) >= MaxQuestions {
				k.add(q.Pos, "too-many", "questions", MaxQuestions)
				return
			}
			k.options(q, scales)
			k.questionKeys(q)
			fw.questions = append(fw.questions, q)
			cons.questions = append(cons.questions, q)
		}
	}
	for _, q := range fw.questions {
		if q.pack == p {
			k.slots(q)
		}
	}
}

func (k *compiler) slots(q *question) {
	fw := k.fw
	q.first = len(fw.slots)
	for _, r := range q.Per {
		x := fw.personByID[r.ID]
		if x == nil {
			k.unknown(r, "person", keysOf(fw.personByID))
			continue
		}
		if slices.Contains(q.persons, x) {
			k.add(r.Pos, "double-id", "per", r.ID)
			continue
		}
		if len(fw.slots)+x.max > MaxSlots {
			k.add(q.Pos, "too-many", "answers (questions × persons)", MaxSlots)
			break
		}
		q.persons = append(q.persons, x)
		for n := 1; n <= x.max; n++ {
			nth := n
			if x.Count.ID == "" {
				nth = 0
			}
			fw.slots = append(fw.slots, slot{q: q, person: x, nth: nth}.named())
		}
	}
	if len(q.Per) == 0 {
		fw.slots = append(fw.slots, slot{q: q})
	}
	q.count = len(fw.slots) - q.first
}

func keysOf[T any](m map[string]*T) []string {
	out := make([]string, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// lack notes that the names in a pack of guidelines or help lines cannot be looked up.
func (k *compiler) lack(p *Pack, used Ref) {
	if k.gone == nil {
		k.gone = map[string]bool{}
	}
	kinds := []string{"parameter", "level", "region", "place"}
	if containsRef(p.Head.HelpLines, used.ID) {
		kinds = []string{"help line"}
	}
	for _, kind := range kinds {
		k.gone[kind] = true
	}
}

// unknown tells that a name is not known, with the nearest that is. When the pack that should hold it is missing, that
// has been told, and more would only hide it.
func (k *compiler) unknown(r Ref, kind string, have []string) {
	if k.gone[kind] {
		return
	}
	k.add(r.Pos, "unknown-id", kind, cut(r.ID), Nearest(r.ID, have))
}

func (k *compiler) unknownWord(r Ref, what string, have []string) {
	k.add(r.Pos, "unknown-word", what, cut(r.ID), strings.Join(have, ", "), Nearest(r.ID, have))
}
