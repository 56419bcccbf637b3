package deliberation

import (
	"slices"
	"strings"

	"nabij/internal/framework"
)

// The fields of the questionnaire. Answers are q.<question> or q.<question>.<person>; when they were asked is
// a.<the same>. What belongs to the decision starts with d.
const (
	answerPrefix   = "q."
	askedPrefix    = "a."
	decisionPrefix = "d."
	fieldDay       = "day"
	fieldDay2      = "day2"
	fieldVariant   = "role"
	fieldLevel     = "level"
	fieldFlow      = "flow"
	fieldLayer     = "with"
	fieldFill      = "fill"
)

// answerField names the field of an answer.
func answerField(a framework.Asked) string { return answerPrefix + a.String() }

// askedOf reads the name of an answer's field: which question, and of whom.
func askedOf(field string) (framework.Asked, bool) {
	name, ok := strings.CutPrefix(field, answerPrefix)
	if !ok {
		return framework.Asked{}, false
	}
	q, person, _ := strings.Cut(name, ".")
	return framework.Asked{Question: q, Person: person}, true
}

// given cleans the values of one answer as a form sends them: empty fields are not answers, and "not known" beside
// something else is meant as the answer. The same value twice is one answer.
func given(sent []string) []string {
	values := []string{}
	for _, v := range sent {
		if strings.TrimSpace(v) != "" && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	for _, state := range []string{"unknown", "refused"} {
		if slices.Contains(values, state) {
			return []string{state}
		}
	}
	return values
}

// mistake is something in the questionnaire that cannot be used, at a field.
type mistake struct {
	Field   string
	Problem framework.Problem
}

// read makes a case of the fields that were sent. Answers that cannot be used are told and left out; the rest counts.
func read(fw *framework.Framework, fields map[string][]string, today framework.Day) (framework.Case, []mistake) {
	one := func(name string) string {
		if v := fields[name]; len(v) > 0 {
			return strings.TrimSpace(v[0])
		}
		return ""
	}
	c := framework.Case{Plan: framework.On(today), Today: framework.On(today), Variant: one(fieldVariant), Level: one(fieldLevel),
		Flow: one(fieldFlow), Answers: map[framework.Asked]framework.Answer{}}
	var out []mistake
	if s := one(fieldDay); s != "" {
		if m, err := framework.ParseMoment(s); err == nil {
			c.Plan = m
		} else {
			out = append(out, mistake{fieldDay, framework.NotADay(s)})
		}
	}
	for field, values := range fields {
		at, ok := askedOf(field)
		if !ok {
			continue
		}
		values = given(values)
		if len(values) == 0 {
			continue
		}
		a, problem := fw.Parse(at, values)
		if problem != nil {
			out = append(out, mistake{field, *problem})
			continue
		}
		if s := one(askedPrefix + at.String()); s != "" {
			if m, err := framework.ParseMoment(s); err == nil {
				a.Asked = m
			} else {
				out = append(out, mistake{askedPrefix + at.String(), framework.NotADay(s)})
			}
		}
		c.Answers[at] = a
	}
	for _, p := range fw.Check(c) {
		out = append(out, mistake{fieldOf(p), p})
	}
	slices.SortFunc(out, func(a, b mistake) int { return strings.Compare(a.Field, b.Field) })
	return c, out
}

func fieldOf(p framework.Problem) string {
	switch {
	case p.Asked.Question != "":
		return answerField(p.Asked)
	case p.Field == "variant":
		return fieldVariant
	}
	return p.Field
}

// departs tells whether a choice departs from the advice: another form than the first one while that one fits better,
// or a form that is not advised or against a guideline.
func departs(told *framework.Told, chosen string) bool {
	for i, f := range told.Forms {
		if f.ID != chosen {
			continue
		}
		return f.Fit == framework.NotAdvised || f.Fit == framework.AgainstGuideline || i > 0 && f.Fit != told.Forms[0].Fit
	}
	return false
}

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
