package framework

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// pair is two bound frameworks beside each other, with the same things under the same numbers.
type pair struct {
	side    [2]pairSide
	demands int       // how many
	shifted numberSet // conditions whose words speak of a guideline that has another value now
	moved   bool      // some guideline has another value now
	alike   bool      // nothing at all differs: whatever the answers, it is the same
	rules   []pairRule
}

type pairSide struct {
	general []demand   // routes, consults, approvals
	ofForm  [][]demand // conditions
}

// demand is something that must be done when a verdict holds.
type demand struct{ number, node int32 }

// pairRule is a rule of either: the nodes that tell whether it applies (noNode where it is not), and whether it says
// something else now.
type pairRule struct {
	old, new int32
	shifted  bool
}

// numberSet is a set of numbers.
type numberSet []uint64

func (b *numberSet) set(n int32) { (*b)[n/64] |= 1 << (n % 64) }

// clear makes an empty set of the size asked for.
func (b *numberSet) clear(size int) {
	n := (size + 63) / 64
	if cap(*b) < n {
		*b = make(numberSet, n)
	}
	*b = (*b)[:n]
	clear(*b)
}

// pair finds or makes the pair of two settings.
func (c *Pairing) pair(old, new *bound) *pair {
	of := [2]*bound{old, new}
	if c.last != nil && c.lastOf == of {
		return c.last
	}
	p := c.pairs[of]
	if p == nil {
		if len(c.pairs) >= maxPairs {
			clear(c.pairs)
		}
		p = newPair(old, new)
		p.alike = c.alike && !p.moved
		c.pairs[of] = p
	}
	c.last, c.lastOf = p, of
	return p
}

// numbering gives things with the same words the same number.
type numbering map[string]int32

func (n numbering) of(kind string, words ...string) int32 {
	key := kind + "\x00" + strings.Join(words, "\x00")
	i, ok := n[key]
	if !ok {
		i = int32(len(n))
		n[key] = i
	}
	return i
}

// words of a text in all its languages.
func (t Text) words() string {
	var out []string
	for l, s := range t {
		out = append(out, l+"\x01"+s)
	}
	slices.Sort(out)
	return strings.Join(out, "\x02")
}

func newPair(old, new *bound) *pair {
	p := &pair{}
	n := numbering{}
	moved := movedParams(old, new)
	for _, other := range moved {
		p.moved = p.moved || other
	}
	p.side[0], p.side[1] = demandsOf(old, n), demandsOf(new, n)
	p.demands = len(n)
	p.shifted.clear(p.demands)
	for _, r := range new.fw.reqs {
		if number, ok := n["condition\x00"+string(r.ID)+"\x00"+r.Text.words()]; ok && r.Text.speaksOf(moved) {
			p.shifted.set(number)
		}
	}
	byID := map[string]int{}
	for _, r := range old.fw.rules {
		byID[string(r.ID)] = len(p.rules)
		p.rules = append(p.rules, pairRule{old: nodeOf(old, r.index), new: noNode})
	}
	for _, r := range new.fw.rules {
		i, was := byID[string(r.ID)]
		if !was {
			i = len(p.rules)
			p.rules = append(p.rules, pairRule{old: noNode})
		} else {
			p.rules[i].shifted = saysOther(old.fw.ruleByID[string(r.ID)], r, moved)
		}
		p.rules[i].new = nodeOf(new, r.index)
	}
	p.rules = slices.DeleteFunc(p.rules, func(r pairRule) bool { return r.old == noNode && r.new == noNode })
	return p
}

func nodeOf(b *bound, rule int) int32 {
	if n := b.applies[rule]; n >= 0 {
		return n
	}
	return noNode
}

// saysOther tells whether a rule that still applies says or weighs something else.
func saysOther(a, b *rule, moved map[string]bool) bool {
	if a.Says.words() != b.Says.words() || a.Pulls != b.Pulls || a.Weight != b.Weight || a.Value.ID != b.Value.ID || b.Says.speaksOf(moved) {
		return true
	}
	return slices.ContainsFunc(b.params, func(p *parameter) bool { return moved[string(p.ID)] })
}

// besidesGuidelines lists the packs of a framework apart from guidelines, with their content.
func (fw *Framework) besidesGuidelines() string {
	var out []string
	for _, p := range fw.Packs() {
		if p.Head.Kind != "guidelines" {
			out = append(out, p.Key(), p.Checksum)
		}
	}
	return strings.Join(out, " ")
}

// movedParams are the parameters of which another value holds.
func movedParams(old, new *bound) map[string]bool {
	out := map[string]bool{}
	for id, p := range new.fw.params {
		was := old.fw.params[id]
		out[id] = was == nil || was.holding(old) != p.holding(new)
	}
	for id := range old.fw.params {
		if new.fw.params[id] == nil {
			out[id] = true
		}
	}
	return out
}

// holding writes down what holds of a parameter in a setting, for everyone and for groups, with the words that people
// see: exactly, since "1.5" and a number that is told as 1.5 are two values.
func (p *parameter) holding(b *bound) string {
	h := b.held[p]
	say := func(v value) string {
		exact := strconv.FormatFloat(v.number, 'g', -1, 64)
		if p.Type == "choice" {
			exact = string(p.Options[v.option].ID)
		}
		return exact + "\x01" + p.valueText(v, "nl") + "\x01" + p.valueText(v, "en")
	}
	out := []string{say(h.value())}
	for _, g := range h.profiles {
		out = append(out, string(g.profile.ID)+"\x01"+say(g.hold.value))
	}
	return strings.Join(out, "\x02")
}

// speaksOf tells whether a sentence fills in one of these parameters.
func (t Text) speaksOf(params map[string]bool) bool {
	for _, s := range t {
		for _, h := range placeholders(s) {
			if kind, id, _ := strings.Cut(h, ":"); kind == "param" && params[id] {
				return true
			}
		}
	}
	return false
}

// demandsOf lists what can follow in one setting.
func demandsOf(b *bound, n numbering) pairSide {
	fw := b.fw
	out := pairSide{ofForm: make([][]demand, len(fw.forms))}
	add := func(to *[]demand, number, node int32) {
		if node != noNode {
			*to = append(*to, demand{number, node})
		}
	}
	need := func(form int, r *Requirement, node int32) {
		add(&out.ofForm[form], n.of("condition", string(r.ID), r.Text.words()), node)
	}
	for i, r := range fw.rules {
		node := nodeOf(b, i)
		if b.applies[i] < 0 {
			continue
		}
		if r.route >= 0 {
			add(&out.general, n.of("route", fw.routeWords(fw.routes[r.route])...), node)
		}
		for _, x := range r.Consult {
			add(&out.general, n.of("consult", x.ID), node)
		}
		for _, x := range r.Approve {
			add(&out.general, n.of("approve", x.ID), node)
		}
		for j, e := range b.except[i] {
			for _, x := range r.Unless[j].Approve {
				add(&out.general, n.of("approve", x.ID), e)
			}
		}
		for _, x := range r.requires {
			if x.exception >= 0 {
				need(x.form, x.req, b.except[i][x.exception])
			} else {
				need(x.form, x.req, node)
			}
		}
	}
	for i, f := range fw.forms {
		for _, r := range f.Checklist {
			need(i, fw.reqs[r.ID], yesNode)
		}
	}
	for i, f := range fw.forms { // a mixture asks what its parts ask
		for _, part := range f.parts {
			out.ofForm[i] = append(out.ofForm[i], out.ofForm[part]...)
		}
		slices.SortFunc(out.ofForm[i], func(a, b demand) int { return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.node, b.node)) })
		out.ofForm[i] = slices.Compact(out.ofForm[i])
	}
	return out
}

// routeWords are what a route says to somebody who must act now.
func (fw *Framework) routeWords(r *Route) []string {
	out := []string{string(r.ID), r.Urgency}
	for _, s := range r.Steps {
		out = append(out, s.words())
	}
	for _, l := range r.HelpLines {
		if x := fw.lines[l.ID]; x != nil {
			out = append(out, x.Name, x.Phone)
		}
	}
	return out
}

// collect sets the numbers of what surely, and of what possibly, must be done.
func collect(list []demand, v []uint8, sure, can *numberSet) {
	for _, d := range list {
		t := v[d.node]
		if t&canYes == 0 {
			continue
		}
		can.set(d.number)
		if t == canYes {
			sure.set(d.number)
		}
	}
}

// otherRules tells whether other rules apply, or the same rules that say something else.
func (p *pair) otherRules(old, new []uint8) bool {
	for i := range p.rules {
		r := &p.rules[i]
		was, is := old[r.old] == canYes, new[r.new] == canYes
		if was != is || is && r.shifted {
			return true
		}
	}
	return false
}
