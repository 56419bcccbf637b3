package bycel

import (
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	h "nabij/bench/byhand"
	"nabij/internal/framework"
)

// notKnown is the value of every answer that is not there.
var notKnown ref.Val = types.NewUnknown(0, nil)

// Case is an activation: all values boxed, one per variable.
type Case struct {
	index  map[string]int
	values []any
	day    h.Day
	inFlow bool
}

// ResolveName finds a variable.
func (c *Case) ResolveName(name string) (any, bool) {
	i, ok := c.index[name]
	if !ok {
		return nil, false
	}
	return c.values[i], true
}

// Parent is nil: there is nothing behind a case.
func (c *Case) Parent() cel.Activation { return nil }

// set fills a variable; names that no expression uses are left out.
func (c *Case) set(name string, v ref.Val) {
	if i, ok := c.index[name]; ok {
		c.values[i] = v
	}
}

// From boxes the answers of a case of the engine.
func (p *Programs) From(fc framework.Case) *Case {
	c := &Case{index: p.index, values: make([]any, len(variables)), day: h.Day(fc.Plan.Day), inFlow: fc.Flow != ""}
	for i := range c.values {
		c.values[i] = notKnown
	}
	g := h.GuidelinesOn(c.day)
	guidelines(c, &g)
	c.set("no_limit", types.Int(h.NoLimit))
	c.set("day", types.Int(c.day))
	c.set("variant", types.String(fc.Variant))
	c.set("in_flow", types.Bool(c.inFlow))
	for at, a := range fc.Answers {
		name := strings.ReplaceAll(at.Question, "-", "_")
		switch {
		case at.Person == "resident":
			name += "_0"
		case at.Person != "":
			name += "_" + at.Person[len(at.Person)-1:]
		}
		c.set(name+"_state", types.String(string(a.Given)))
		if a.Given == framework.Answered {
			c.set(name, p.box(name, a))
		}
	}
	return c
}

func (p *Programs) box(name string, a framework.Answer) ref.Val {
	i, ok := p.index[name]
	if !ok {
		return notKnown
	}
	switch variables[i].kind {
	case ofStrings:
		return types.NewStringList(types.DefaultTypeAdapter, a.Words)
	case ofString:
		return types.String(a.Words[0])
	}
	if a.Day != framework.NoDay {
		return types.Int(a.Day)
	}
	return types.Int(int64(a.Number))
}
