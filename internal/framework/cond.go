package framework

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Cond is a condition as it was read. It is data: a small vocabulary of typed operators, each with its own sentence
// (see explain.go), so that every verdict can be told without anyone writing the explanation a second time.
type Cond struct {
	Pos     Pos
	Op      Op
	Kids    []*Cond
	Count   int     // how many must hold (opCount), or how many persons (Quant howMany)
	Ref     Ref     // condition, rule, question, parameter, score
	Words   []Ref   // options, variants, weekdays, states
	Span    Span    // planned day
	Quant   Quant   // over persons
	Persons []Ref   // whom the quantifier speaks of
	Cmp     Cmp     // the comparison
	A, B    *Amount // its bounds
	AtMost  bool    // Count is an upper bound
	Day     Day     // a day to compare with, NoDay for the planned day
	Fn      string  // a named function
}

// Op is the shape of a condition.
type Op uint8

// The shapes. Each has a sentence of its own.
const (
	opAll Op = iota + 1
	opAny
	opNone
	opNot
	opCount
	opCondition
	opRule
	opVariant
	opDay
	opWeekday
	opFlow
	opAnswer
	opParam
	opScore
	opFunction
	opAlways
)

// Quant tells over which persons a comparison goes.
type Quant uint8

// The quantifiers over persons.
const (
	quantNone Quant = iota
	quantAnyone
	quantEveryone
	quantNobody
	quantHowMany
	quantPerson
)

// Cmp is a comparison.
type Cmp uint8

// The comparisons. Their words in the format stand in cmpWords.
const (
	cmpIs Cmp = iota + 1
	cmpIsNot
	cmpOneOf
	cmpIncludes
	cmpIncludesAny
	cmpIncludesAll
	cmpAtLeast
	cmpAtMost
	cmpMoreThan
	cmpLessThan
	cmpBetween
	cmpBefore
	cmpAfter
	cmpOnOrBefore
	cmpOnOrAfter
	cmpDaysAgo
	cmpState
)

var cmpWords = map[string]Cmp{
	"is": cmpIs, "is_not": cmpIsNot, "one_of": cmpOneOf, "includes": cmpIncludes, "includes_any": cmpIncludesAny,
	"includes_all": cmpIncludesAll, "at_least": cmpAtLeast, "at_most": cmpAtMost, "more_than": cmpMoreThan,
	"less_than": cmpLessThan, "between": cmpBetween, "before": cmpBefore, "after": cmpAfter,
	"on_or_before": cmpOnOrBefore, "on_or_after": cmpOnOrAfter, "days_ago": cmpDaysAgo, "state": cmpState,
}

var quantWords = map[string]Quant{
	"anyone": quantAnyone, "everyone": quantEveryone, "nobody": quantNobody, "how_many": quantHowMany, "person": quantPerson,
}

var shapeWords = []string{"all", "any", "none", "not", "of", "condition", "rule", "variant", "day", "weekday", "flow",
	"function", "score", "param", "question", "always"}

func sortedWords(words []string) []string {
	slices.Sort(words)
	return words
}

// condWords are all words that may stand in a condition.
func condWords() []string {
	out := append([]string{}, shapeWords...)
	for w := range cmpWords {
		out = append(out, w)
	}
	for w := range quantWords {
		out = append(out, w)
	}
	return out
}

func (c *Cond) readNode(r *reader, n *yaml.Node, f field) {
	c.Pos, c.Day, c.Span = r.pos(n), NoDay, Span{NoDay, NoDay}
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		r.c.add(c.Pos, "not-condition")
		return
	}
	keys := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if !knownCondWord(k.Value) {
			all := condWords()
			r.c.add(r.pos(k), "unknown-condition-key", cut(k.Value), Nearest(k.Value, all))
			return
		}
		keys[k.Value] = n.Content[i+1]
	}
	shape := ""
	for _, w := range shapeWords {
		if _, ok := keys[w]; ok {
			if shape == "function" && w == "question" { // the question that the function works on
				continue
			}
			if shape != "" {
				r.c.add(c.Pos, "two-shapes", shape, w)
				return
			}
			shape = w
		}
	}
	if shape == "" {
		r.c.add(c.Pos, "no-shape")
		return
	}
	c.readShape(r, shape, keys)
	for k, v := range keys {
		r.c.add(r.pos(v), "key-does-not-fit", k, shape)
	}
}

func knownCondWord(w string) bool {
	for _, s := range condWords() {
		if s == w {
			return true
		}
	}
	return false
}

// take removes a key, so that what is left over can be told.
func take(keys map[string]*yaml.Node, k string) *yaml.Node {
	n := keys[k]
	delete(keys, k)
	return n
}

func (c *Cond) readShape(r *reader, shape string, keys map[string]*yaml.Node) {
	n := take(keys, shape)
	switch shape {
	case "all", "any", "none":
		c.Op = map[string]Op{"all": opAll, "any": opAny, "none": opNone}[shape]
		c.readKids(r, n)
	case "not":
		c.Op = opNot
		kid := &Cond{}
		kid.readNode(r, n, field{name: "not"})
		c.Kids = []*Cond{kid}
	case "of":
		c.Op = opCount
		c.readKids(r, n)
		c.readCount(r, keys)
	case "condition", "rule", "flow":
		c.Op = map[string]Op{"condition": opCondition, "rule": opRule, "flow": opFlow}[shape]
		c.Ref.readNode(r, n, field{name: shape})
	case "variant", "weekday":
		c.Op = map[string]Op{"variant": opVariant, "weekday": opWeekday}[shape]
		c.Words = r.refs(n, shape)
	case "day":
		c.Op = opDay
		r.read(n, reflectOf(&c.Span), field{name: "day"})
	case "function":
		c.Op = opFunction
		c.Fn, _ = r.word(n)
		c.readQuestionFor(r, keys)
		c.readCmp(r, keys)
	case "score", "param":
		c.Op = map[string]Op{"score": opScore, "param": opParam}[shape]
		c.Ref.readNode(r, n, field{name: shape})
		c.readCmp(r, keys)
	case "always":
		c.Op = opAlways
		if s, ok := r.word(n); ok {
			r.enum(n, s, field{name: shape, enum: []string{"yes"}})
		}
	case "question":
		c.Op = opAnswer
		c.Ref.readNode(r, n, field{name: shape})
		c.readQuant(r, keys)
		c.readCmp(r, keys)
	}
}

// readQuestionFor reads what a function is applied to. It stands under `question`, as everywhere.
func (c *Cond) readQuestionFor(r *reader, keys map[string]*yaml.Node) {
	n := take(keys, "question")
	if n == nil {
		r.c.add(c.Pos, "missing", "question", "The question whose answer the function works on.")
		return
	}
	c.Ref.readNode(r, n, field{name: "question"})
}

func (c *Cond) readKids(r *reader, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.c.add(r.pos(n), "not-condition-list")
		return
	}
	for _, k := range n.Content {
		kid := &Cond{}
		kid.readNode(r, k, field{})
		c.Kids = append(c.Kids, kid)
	}
}

func (c *Cond) readCount(r *reader, keys map[string]*yaml.Node) {
	word := "at_least"
	n := take(keys, word)
	if n == nil {
		word = "at_most"
		n = take(keys, word)
		c.AtMost = true
	}
	if n == nil {
		r.c.add(c.Pos, "missing", "at_least", "How many must hold.")
		return
	}
	r.read(n, reflectOf(&c.Count), field{name: word})
}

func (c *Cond) readQuant(r *reader, keys map[string]*yaml.Node) {
	first := ""
	for _, w := range []string{"anyone", "everyone", "nobody", "how_many", "person"} {
		n := take(keys, w)
		if n == nil {
			continue
		}
		if first != "" {
			r.c.add(c.Pos, "two-shapes", first, w)
			continue
		}
		first, c.Quant = w, quantWords[w]
		if c.Persons = r.refs(n, w); len(c.Persons) == 0 && n.Kind == yaml.SequenceNode {
			r.c.add(r.pos(n), "empty-value")
		}
	}
	if c.Quant == quantHowMany {
		c.readCount(r, keys)
	}
}

// refs reads one word or a list of words.
func (r *reader) refs(n *yaml.Node, name string) []Ref {
	if n.Kind == yaml.ScalarNode {
		var x Ref
		x.readNode(r, n, field{name: name})
		return []Ref{x}
	}
	var out []Ref
	r.readList(n, reflectOf(&out), field{name: name})
	return out
}

func (c *Cond) readCmp(r *reader, keys map[string]*yaml.Node) {
	var found []string
	for w := range keys {
		if _, ok := cmpWords[w]; ok {
			found = append(found, w)
		}
	}
	if len(found) != 1 {
		r.c.add(c.Pos, "one-comparison", strings.Join(sortedWords(found), ", "))
		for _, w := range found {
			delete(keys, w)
		}
		return
	}
	word := found[0]
	n := take(keys, word)
	c.Cmp = cmpWords[word]
	switch c.Cmp {
	case cmpIs, cmpIsNot, cmpIncludes, cmpOneOf, cmpIncludesAny, cmpIncludesAll, cmpState:
		c.Words = r.refs(n, word)
	case cmpAtLeast, cmpAtMost, cmpMoreThan, cmpLessThan:
		c.A = &Amount{}
		c.A.readNode(r, n, field{name: word})
	case cmpBetween:
		var both []Amount
		r.readList(n, reflectOf(&both), field{name: word})
		if len(both) != 2 {
			r.c.add(r.pos(n), "between-two")
			return
		}
		c.A, c.B = &both[0], &both[1]
	case cmpBefore, cmpAfter, cmpOnOrBefore, cmpOnOrAfter:
		if n.Kind == yaml.ScalarNode && n.Value == "planned_day" {
			return // NoDay stands for the planned day
		}
		c.Day.readNode(r, n, field{name: word})
	case cmpDaysAgo:
		var ago struct {
			AtLeast *Amount `y:"at_least" doc:"At least this many days."`
			AtMost  *Amount `y:"at_most" doc:"At most this many days."`
		}
		r.readStruct(n, reflectOf(&ago))
		c.A, c.B = ago.AtLeast, ago.AtMost
		if c.A == nil && c.B == nil {
			r.c.add(r.pos(n), "missing", "at_least", "How many days ago.")
		}
	}
}
