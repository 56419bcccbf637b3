// Package bycel holds the rules of the frozen framework as CEL programs, one per rule, to measure the engine against.
//
// An unanswered, unknown or refused answer is a CEL unknown in the activation. CEL's own "and" and "or" then give the
// three values: true, false, and unknown. That is faster than patterns of unknown attributes, and the expressions stay as
// short as the rules. Everything that can be done once is: types are checked, values are boxed before the clock starts,
// and a condition that several rules use is worked out once per case and read as a variable.
package bycel

import (
	"fmt"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	h "nabij/bench/byhand"
)

type condition struct{ name, when string }

type exception struct {
	when        string
	conditional h.Forms
	approve     h.Roles
}

type effect struct {
	level int
	forms h.Forms
}

type rule struct {
	id, when         string
	from, until      h.Day
	inFlow           bool
	unless           []exception
	limits, prefers  []effect
	route            int
	opens            bool
	consult, approve h.Roles
}

type variable struct {
	name string
	kind *cel.Type
}

var (
	ofBool    = cel.BoolType
	ofInt     = cel.IntType
	ofString  = cel.StringType
	ofStrings = cel.ListType(cel.StringType)
)

// rules in the order of the framework.
var rules = slices.Concat(agreementsRules, contactRules, datesRules, healthRules, wishesRules, worriesRules)

// Programs are the rules, compiled.
type Programs struct {
	index  map[string]int
	shared []cel.Program
	slots  []int // where the outcome of a shared condition goes
	when   []cel.Program
	unless [][]cel.Program
	out    h.Outcome
}

// Compile checks and plans all expressions. With trace the programs evaluate everything and keep the value of every part
// of the expression, which is what an explanation needs.
func Compile(trace bool) (*Programs, error) {
	p := &Programs{index: map[string]int{}}
	list := []cel.EnvOption{twoOf()}
	for i, v := range variables {
		p.index[v.name] = i
		list = append(list, cel.Variable(v.name, v.kind))
	}
	env, err := cel.NewEnv(list...)
	if err != nil {
		return nil, err
	}
	var failed error
	plan := func(text string) cel.Program {
		ast, issues := env.Compile(text)
		if issues.Err() != nil {
			failed = fmt.Errorf("%s: %w", text, issues.Err())
			return nil
		}
		options := cel.EvalOptions(cel.OptOptimize)
		if trace {
			options = cel.EvalOptions(cel.OptExhaustiveEval, cel.OptTrackState)
		}
		prg, err := env.Program(ast, options)
		if err != nil {
			failed = fmt.Errorf("%s: %w", text, err)
		}
		return prg
	}
	for _, c := range shared {
		p.shared = append(p.shared, plan(c.when))
		p.slots = append(p.slots, p.index[c.name])
	}
	for _, r := range rules {
		p.when = append(p.when, plan(r.when))
		var list []cel.Program
		for _, e := range r.unless {
			list = append(list, plan(e.when))
		}
		p.unless = append(p.unless, list)
	}
	return p, failed
}

// twoOf is a function that also takes unknown arguments: at least two of twelve.
func twoOf() cel.EnvOption {
	return cel.Function("two_of", cel.Overload("two_of_12", slices.Repeat([]*cel.Type{cel.BoolType}, 12), cel.BoolType,
		cel.OverloadIsNonStrict(), cel.FunctionBinding(func(args ...ref.Val) ref.Val {
			sure, possible := 0, 0
			for _, a := range args {
				if a == types.True {
					sure++
				}
				if a != types.False {
					possible++
				}
			}
			switch {
			case sure >= 2:
				return types.True
			case possible >= 2:
				return notKnown
			}
			return types.False
		})))
}

func tri(v ref.Val) h.Tri {
	switch v {
	case types.True:
		return h.Yes
	case types.False:
		return h.No
	}
	if !types.IsUnknown(v) {
		panic(v)
	}
	return h.Open
}

func eval(prg cel.Program, c *Case) ref.Val {
	v, _, err := prg.Eval(c)
	if err != nil {
		panic(err)
	}
	return v
}

// Weigh works through all programs. The outcome is valid until the next call.
func (p *Programs) Weigh(c *Case) *h.Outcome {
	o := &p.out
	*o = h.Outcome{}
	for i, prg := range p.shared {
		c.values[p.slots[i]] = eval(prg, c)
	}
	for i := range rules {
		r := &rules[i]
		if r.from > c.day || r.until != 0 && r.until < c.day || r.inFlow && !c.inFlow {
			continue
		}
		t := tri(eval(p.when[i], c))
		if len(r.unless) > 0 {
			t = p.exceptions(i, t, c)
		}
		o.Rule(i, t)
		for _, e := range r.limits {
			o.AtLeast(e.level, t, e.forms)
		}
		for _, e := range r.prefers {
			o.Prefer(e.level, t, e.forms)
		}
		if r.opens {
			o.Open(r.route, t)
		}
		o.Consulting(t, r.consult)
		o.Approving(t, r.approve)
	}
	o.Close()
	return o
}

func (p *Programs) exceptions(i int, t h.Tri, c *Case) h.Tri {
	out := t
	for j, e := range rules[i].unless {
		x := tri(eval(p.unless[i][j], c))
		p.out.AtLeast(h.Conditional, min(t, x), e.conditional)
		p.out.Approving(min(t, x), e.approve)
		out = min(out, h.Yes-x)
	}
	return out
}
