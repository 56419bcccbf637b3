package framework

import "slices"

// notes collects what the rules say of the forms before it is known how much of it there is, so that the lists of all
// forms come out of one piece of memory.
type notes struct {
	list     []note
	count    [MaxForms][noteKinds]int
	requires []requireNote
	required [MaxForms]int
}

// note is a rule that says something of a form.
type note struct {
	form uint16
	kind noteKind
	rule int32
}

type requireNote struct {
	form int
	why  reqWhy
}

type noteKind uint16

const (
	decidedNote noteKind = iota
	milderNote
	prefersNote
	pendingNote
	noteKinds
)

func (n *notes) add(form int, kind noteKind, rule int) {
	n.list = append(n.list, note{uint16(form), kind, int32(rule)})
	n.count[form][kind]++
}

// require notes what a rule, or an exception to it, asks of each form.
func (n *notes) require(r *rule, exception int) {
	for _, q := range r.requires {
		if q.exception != exception {
			continue
		}
		if n.requires == nil {
			n.requires = make([]requireNote, 0, 64)
		}
		n.requires = append(n.requires, requireNote{q.form, reqWhy{q.req, r.index, exception}})
		n.required[q.form]++
	}
}

// perForm sorts the notes by form, and gives a mixture what its parts ask and wait for.
func (n *notes) perForm(d *Verdict, fw *Framework) []formWhy {
	rules, needs := 0, 0
	for i, f := range fw.forms {
		for _, p := range f.parts {
			n.count[i][decidedNote] += n.count[p][decidedNote]
			n.count[i][pendingNote] += n.count[p][pendingNote]
			n.required[i] += n.required[p]
		}
		for _, c := range n.count[i] {
			rules += c
		}
		needs += n.required[i]
	}
	out := make([]formWhy, len(fw.forms))
	lists, wants := make([]int, rules), make([]reqWhy, needs)
	for i := range out {
		w := &out[i]
		for kind, to := range w.lists() {
			c := n.count[i][kind]
			*to, lists = lists[:0:c], lists[c:]
		}
		w.requires, wants = wants[:0:n.required[i]], wants[n.required[i]:]
	}
	for _, x := range n.list {
		to := out[x.form].lists()[x.kind]
		*to = append(*to, int(x.rule))
	}
	for _, x := range n.requires {
		w := &out[x.form]
		w.requires = append(w.requires, x.why)
	}
	for i, f := range fw.forms {
		w := &out[i]
		for _, p := range f.parts {
			part := &out[p]
			w.requires = append(w.requires, part.requires...)
			if d.so(p) == d.so(i) {
				w.decided = append(w.decided, part.decided...)
				w.fromParts = w.fromParts || d.so(i) > 0
			}
			w.pending = append(w.pending, part.pending...)
		}
		if len(f.parts) > 0 {
			slices.Sort(w.decided)
			w.decided = slices.Compact(w.decided)
			slices.Sort(w.pending)
			w.pending = slices.Compact(w.pending)
		}
	}
	return out
}

// lists are the lists of a form by kind of note.
func (w *formWhy) lists() [noteKinds]*[]int {
	return [...]*[]int{decidedNote: &w.decided, milderNote: &w.milder, prefersNote: &w.prefers, pendingNote: &w.pending}
}
