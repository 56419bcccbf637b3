package framework

import (
	"fmt"
	"slices"
	"strings"
)

// Check compares an advice with what the test demands and returns every difference, in the language of the advice. What
// stands in the file, and names, stay as they are written there.
func (e *Expect) Check(o *Told) []string {
	if e == nil {
		return []string{say(o.Lang, "het voorbeeld verwacht niets: voeg `expect` toe", "the case expects nothing: add `expect`")}
	}
	c := &checker{told: o}
	if e.Best != "" && len(o.Forms) > 0 && o.Forms[0].ID != e.Best {
		c.miss("best", e.Best, o.Forms[0].ID+" ("+o.Forms[0].FitIn+")")
	}
	c.forms(e)
	c.rules(e)
	c.exactly("routes", e.Routes, gather(o.Routes, func(r RouteTold) string { return r.ID }))
	c.exactly("consult", e.Consult, gather(o.Consult, func(r CallTold) string { return r.ID }))
	c.exactly("approve", e.Approve, gather(o.Approve, func(r CallTold) string { return r.ID }))
	c.exactly("hidden", e.Hidden, gather(o.Hidden, func(a AnswerTold) string { return Asked{a.Question, a.Person}.String() }))
	open := gather(o.Open, func(x OpenTold) string { return Asked{x.Question, x.Person}.String() })
	for _, q := range e.Open {
		if !slices.Contains(open, q) {
			c.miss("open", q, strings.Join(open, ", "))
		}
	}
	for _, q := range e.Closed {
		if slices.Contains(open, q) {
			c.wrong("closed "+q, "deze vraag is nog open", "this question is still open")
		}
	}
	if e.Review != "" {
		got := say(o.Lang, "geen", "none")
		if o.Review != nil {
			got = o.Review.Day.String()
		}
		if got != e.Review {
			c.miss("review", e.Review, got)
		}
	}
	tensions := gather(o.Tensions, func(t TensionTold) string { return t.Meeting + " – " + t.Distance })
	for _, t := range e.Tension {
		if want := strings.Join(t, " – "); !slices.Contains(tensions, want) {
			c.miss("tension", want, strings.Join(tensions, ", "))
		}
	}
	var turns []string
	for _, t := range o.Turns {
		turns = append(turns, gather(t.Changes, func(x ChangeTold) string { return Asked{x.Question, x.Person}.String() })...)
	}
	for _, q := range e.Turns {
		if !slices.Contains(turns, q) {
			c.miss("turns", q, strings.Join(turns, ", "))
		}
	}
	return c.out
}

type checker struct {
	told *Told
	out  []string
}

func (c *checker) miss(what, want, got string) {
	if got == "" {
		got = say(c.told.Lang, "niets", "nothing")
	}
	c.out = append(c.out, fmt.Sprintf(say(c.told.Lang, "%s: verwacht %s, gekregen %s", "%s: expected %s, got %s"), what, want, got))
}

// wrong notes a difference that is told in a sentence.
func (c *checker) wrong(what, nl, en string) {
	c.out = append(c.out, what+": "+say(c.told.Lang, nl, en))
}

func gather[T any](list []T, f func(T) string) []string {
	out := make([]string, 0, len(list))
	for _, x := range list {
		out = append(out, f(x))
	}
	return out
}

func (c *checker) exactly(what string, want *[]string, got []string) {
	if want == nil {
		return
	}
	a, b := slices.Clone(*want), slices.Clone(got)
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		c.miss(what, "["+strings.Join(a, ", ")+"]", "["+strings.Join(b, ", ")+"]")
	}
}

func (c *checker) form(id string) *FormTold {
	for i := range c.told.Forms {
		if c.told.Forms[i].ID == id {
			return &c.told.Forms[i]
		}
	}
	c.wrong(id, "deze contactvorm is er niet", "there is no such form of contact")
	return nil
}

func (c *checker) forms(e *Expect) {
	for _, x := range e.Fits {
		if f := c.form(x.Key.ID); f != nil && string(f.Fit) != x.Val {
			c.miss("fits "+x.Key.ID, x.Val, strings.TrimSpace(string(f.Fit)+" "+bracketed(f.Summary)))
		}
	}
	for _, x := range e.Requires {
		f := c.form(x.Key.ID)
		if f == nil {
			continue
		}
		have := gather(append(slices.Clone(f.Requires), f.Checklist...), func(r RequirementTold) string { return r.ID })
		for _, want := range x.Val {
			if !slices.Contains(have, want) {
				c.miss("requires "+x.Key.ID, want, strings.Join(have, ", "))
			}
		}
	}
}

func (c *checker) rules(e *Expect) {
	for _, id := range e.Applies {
		if !slices.Contains(c.told.Applying, id) {
			c.wrong("applies "+id, "deze regel geldt niet", "this rule does not apply")
		}
	}
	for _, id := range e.NotApplies {
		if slices.Contains(c.told.Applying, id) {
			c.wrong("not_applies "+id, "deze regel geldt wel", "this rule applies")
		}
	}
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}
