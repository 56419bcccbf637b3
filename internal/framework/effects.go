package framework

// effects are what the rules and exceptions of one setting do, as sets of forms (a bit each) that follow from a verdict.
// Sorted by what they do, they are gathered without looking at a rule at all.
type effects struct {
	limits  [4][]effectOf // per level: forms that are made at least that strict
	prefers [4][]effectOf // per weight: forms that are put higher
	routes  []effectOf    // routes that are opened
	calls   []effectOf    // callConsult, callApprove
	mixes   []mix
}

// mix is a mixture and its parts.
type mix struct{ form, parts uint64 }

// effectOf is a set of 32 forms or routes. The highest bit of the node tells that it is the upper half of them.
type effectOf struct {
	set  uint32
	node uint32
}

const upperHalf = 1 << 31

const (
	callConsult uint64 = 1 << iota
	callApprove
)

// follows lists what can follow in this setting.
func (b *bound) follows() effects {
	var out effects
	for i, f := range b.fw.forms {
		if len(f.parts) == 0 {
			continue
		}
		m := mix{form: 1 << i}
		for _, p := range f.parts {
			m.parts |= 1 << p
		}
		out.mixes = append(out.mixes, m)
	}
	for i, r := range b.fw.rules {
		n := b.applies[i]
		if n < 0 {
			continue
		}
		sets(&out.limits, r.limits, n)
		sets(&out.prefers, r.prefers, n)
		if r.route >= 0 {
			out.routes = add(out.routes, 1<<r.route, n)
		}
		if len(r.Consult) > 0 {
			out.calls = add(out.calls, callConsult, n)
		}
		if len(r.Approve) > 0 {
			out.calls = add(out.calls, callApprove, n)
		}
		for j, e := range b.except[i] {
			if len(r.Unless[j].Approve) > 0 {
				out.calls = add(out.calls, callApprove, e)
			}
			var under uint64
			for _, q := range r.requires {
				if q.exception == j {
					under |= 1 << q.form
				}
			}
			out.limits[1] = add(out.limits[1], under, e)
		}
	}
	return out
}

func sets(to *[4][]effectOf, list []effect, node int32) {
	var set [4]uint64
	for _, e := range list {
		set[e.level] |= 1 << e.form
	}
	for level := 1; level < len(set); level++ {
		to[level] = add(to[level], set[level], node)
	}
}

// add leaves out what does nothing or never comes to apply.
func add(list []effectOf, set uint64, node int32) []effectOf {
	if set == 0 || node == noNode {
		return list
	}
	if lower := uint32(set); lower != 0 {
		list = append(list, effectOf{lower, uint32(node)})
	}
	if upper := uint32(set >> 32); upper != 0 {
		list = append(list, effectOf{upper, uint32(node) | upperHalf})
	}
	return list
}

// onForms tells of each verdict whether forms follow from it.
func (e *effects) onForms(size int) []bool {
	out := make([]bool, size)
	for level := range e.limits {
		for _, list := range [][]effectOf{e.limits[level], e.prefers[level]} {
			for _, x := range list {
				out[x.node&^upperHalf] = true
			}
		}
	}
	return out
}

// follow joins the sets whose verdict is yes, and those whose verdict can still be.
func follow(list []effectOf, v []uint8) (sure, can uint64) {
	for i := range list {
		e := &list[i]
		t := v[e.node&^upperHalf]
		possible := uint64(e.set) << (e.node >> 31 << 5) & -uint64(t&canYes)
		can |= possible
		sure |= possible & (uint64(t>>1) - 1)
	}
	return sure, can
}
