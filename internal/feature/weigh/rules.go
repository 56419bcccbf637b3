package weigh

import (
	"slices"

	"nabij/internal/framework"
)

// difference is what two planned days do to one form.
type difference struct {
	Form          string
	First, Second framework.Fit
}

// differences lists the forms that fit otherwise on the second day, in the order of the first.
func differences(first, second *framework.Told) []difference {
	var out []difference
	for _, f := range first.Forms {
		for _, g := range second.Forms {
			if f.ID == g.ID && f.Fit != g.Fit {
				out = append(out, difference{f.Title, f.Fit, g.Fit})
			}
		}
	}
	return out
}

// change is a guideline that says something else on the second day.
type change struct{ Title, First, Second string }

// changes lists the guidelines that differ between two days, each with what holds for whom; "" is nothing known.
func changes(first, second *framework.Told) []change {
	type key struct{ parameter, who, pack string }
	at := func(o *framework.Told) (map[key]framework.HoldTold, []key) {
		all := map[key]framework.HoldTold{}
		var order []key
		for _, h := range o.Holding {
			k := key{h.Parameter, h.For, h.PackIn}
			if _, twice := all[k]; !twice {
				order = append(order, k)
				all[k] = h
			}
		}
		return all, order
	}
	one, order := at(first)
	two, more := at(second)
	var out []change
	for _, k := range append(order, more...) {
		a, b := one[k], two[k]
		title := a.Title
		if title == "" {
			title = b.Title
		}
		if k.who != "" {
			title += " (" + k.who + ")"
		}
		c := change{title, told(a), told(b)}
		if c.First != c.Second && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// told is a guideline value with its kind, in a few words.
func told(h framework.HoldTold) string {
	if h.Value == "" {
		return ""
	}
	return h.Value + " (" + h.KindIn + ")"
}
