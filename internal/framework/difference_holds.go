package framework

import (
	"slices"
	"strconv"
	"strings"
)

// holds compares guideline values: which value of which guideline from which day, whether it became looser, and which
// value begins on another day.
func (d *differ) holds() {
	var gone, come []*Hold
	was, is := d.old.pack.Holds, d.new.pack.Holds
	for i := range was {
		if now := findHold(is, holdKey(&was[i])); now != nil {
			d.hold(&was[i], now)
		} else {
			gone = append(gone, &was[i])
		}
	}
	for i := range is {
		if findHold(was, holdKey(&is[i])) == nil {
			come = append(come, &is[i])
		}
	}
	for _, h := range gone {
		at := slices.IndexFunc(come, func(c *Hold) bool { return elsewhen(c) == elsewhen(h) })
		if at < 0 {
			d.count("n_holds_dropped")
			d.add("holds", "-", d.old.holdTitle(h)+": "+d.old.holdValue(h))
			continue
		}
		d.move(h, come[at])
		come = slices.Delete(come, at, at+1)
	}
	for _, h := range come {
		d.count("n_holds_added")
		d.add("holds", "+", d.new.holdTitle(h)+": "+d.new.holdValue(h))
	}
}

// hold compares one value with itself.
func (d *differ) hold(was, is *Hold) {
	fields := changedParts(*was, *is)
	if len(fields) == 0 {
		return
	}
	key := direction(d.new.parameter(is.Parameter.ID), was.Value.ID, is.Value.ID)
	if key == "" {
		d.add("holds", "*", d.new.holdTitle(is), d.differences("holds", fields)...)
		return
	}
	rest := slices.DeleteFunc(fields, func(f changedPart) bool { return f.name == "Value" })
	a, b := d.old.holdValue(was), d.new.holdValue(is)
	if number, unit, ok := strings.Cut(b, " "); ok && strings.HasSuffix(a, " "+unit) && was.Value.ID != "none" && is.Value.ID != "none" {
		b = number // the unit once
	}
	more := d.sentences(rest)
	d.count("n_" + key)
	d.more = true
	d.add("holds", "*", d.word(key, d.new.holdTitle(is), a, b), more...)
}

// move tells of a value that begins on another day.
func (d *differ) move(was, is *Hold) {
	rest := slices.DeleteFunc(changedParts(*was, *is), func(f changedPart) bool { return f.name == "From" })
	earlier, later := was.From.In(d.lang), is.From.In(d.lang)
	if year := later[strings.LastIndex(later, " ")+1:]; strings.HasSuffix(earlier, " "+year) {
		later = strings.TrimSuffix(later, " "+year) // the year once
	}
	more := d.sentences(rest)
	d.count("n_holds_moved")
	d.more = true
	d.add("holds", "*", d.word("holds_moved", quoted(d.lang, d.new.paramTitle(is)+": "+d.new.holdValue(is)), later, earlier), more...)
}

func findHold(list []Hold, key string) *Hold {
	i := slices.IndexFunc(list, func(h Hold) bool { return holdKey(&h) == key })
	if i < 0 {
		return nil
	}
	return &list[i]
}

// holdKey names a value by its guideline, first day and place; elsewhen by all but its first day.
func holdKey(h *Hold) string { return h.Parameter.ID + h.From.String() + holdPlace(h) }

func elsewhen(h *Hold) string { return h.Parameter.ID + " " + h.Value.ID + holdPlace(h) }

func holdPlace(h *Hold) string {
	if h.Where == nil {
		return ""
	}
	var names []string
	for _, refs := range [][]Ref{h.Where.Region, h.Where.Level, h.Where.Place, h.Where.Organisation, h.Where.Profile} {
		names = append(names, ids(refs)...)
	}
	return " (" + strings.Join(names, ", ") + ")"
}

func (x *Spoken) parameter(id string) *Parameter {
	for _, p := range x.all() {
		for i := range p.Parameters {
			if string(p.Parameters[i].ID) == id {
				return &p.Parameters[i]
			}
		}
	}
	return nil
}

// paramTitle names the guideline of a value, and where or for whom it holds.
func (x *Spoken) paramTitle(h *Hold) string {
	title := h.Parameter.ID
	if p := x.parameter(title); p != nil {
		title = p.Title.In(x.lang)
	}
	if where := x.fw.whereIn(h.Where, x.lang); where != "" {
		title += " (" + where + ")"
	}
	return title
}

func (x *Spoken) holdTitle(h *Hold) string {
	return x.paramTitle(h) + ", " + x.word("from", h.From.In(x.lang))
}

// holdValue puts a value into words: an option by its label, a number with its unit.
func (x *Spoken) holdValue(h *Hold) string {
	id := h.Value.ID
	p := x.parameter(h.Parameter.ID)
	if p == nil {
		return id
	}
	v := value{}
	switch p.Type {
	case "number":
		n, err := strconv.ParseFloat(id, 64)
		if err != nil && id != "none" {
			return id
		}
		v = value{none: id == "none", number: n}
	case "yes_no":
		v.option = map[string]int{"yes": 0, "no": 1}[id]
	default:
		v.option = slices.IndexFunc(p.Options, func(o Option) bool { return string(o.ID) == id })
		if v.option < 0 {
			return id
		}
	}
	return (&parameter{Parameter: p}).valueText(v, x.lang)
}

// direction tells whether a guideline value became looser or tighter; nothing when it did not change.
func direction(p *Parameter, was, is string) string {
	if p == nil || was == is {
		return ""
	}
	tighter := is == p.Stricter
	switch p.Type {
	case "number":
		a, _ := strconv.ParseFloat(was, 64)
		b, _ := strconv.ParseFloat(is, 64)
		tighter = was == "none" || is != "none" && (b > a) == (p.Stricter == "higher")
	case "choice":
		at := func(id string) int {
			return slices.IndexFunc(p.Options, func(o Option) bool { return string(o.ID) == id })
		}
		tighter = at(is) < at(was)
	}
	if tighter {
		return "tightened"
	}
	return "loosened"
}
