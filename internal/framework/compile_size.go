package framework

// A bound framework never has more than maxCode instructions, whatever the setting: Compile proves it before the first
// case comes in, so that evaluating never has to refuse one.
const maxCode = 8 * MaxCondNodes

// size is an upper bound on the instructions that any setting can need. Every condition counts where it is written;
// names are made once. Guideline values that differ by group of people multiply what compares with them.
func (k *compiler) size() int {
	n := 2
	add := func(c *Cond) { n += k.condSize(c) }
	for _, q := range k.fw.questions {
		add(q.AskWhen)
	}
	for _, x := range k.fw.conds {
		add(x.When)
	}
	for _, x := range k.fw.profiles {
		add(x.When)
	}
	for _, r := range k.fw.rules {
		n++
		add(r.When)
		for i := range r.Unless {
			n += 3
			add(r.Unless[i].When)
		}
		if n > maxCode {
			break
		}
	}
	return n
}

func (k *compiler) condSize(c *Cond) int {
	if c == nil {
		return 0
	}
	n := 4
	for _, kid := range c.Kids {
		n += k.condSize(kid)
	}
	values := 1
	for _, r := range c.paramRefs() {
		if p := k.fw.params[r.ID]; p != nil {
			values *= 1 + len(k.groups(p))
		}
	}
	slots := 1
	switch c.Op {
	case opAnswer:
		slots = k.fw.questionByID[c.Ref.ID].count
	case opScore:
		for _, r := range k.fw.scores[c.Ref.ID].Of {
			slots += k.fw.questionByID[r.ID].count
		}
	}
	return min(n+slots*(8*values+8), 2*maxCode)
}

// groups are the profiles for which a parameter ever has a value of its own.
func (k *compiler) groups(p *parameter) map[*NamedCond]bool {
	out := map[*NamedCond]bool{}
	for _, h := range p.holds {
		if h.Where == nil {
			continue
		}
		for _, r := range h.Where.Profile {
			if n := k.fw.profiles[r.ID]; n != nil {
				out[n] = true
			}
		}
	}
	return out
}
