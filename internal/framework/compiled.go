package framework

import (
	"sort"
	"strconv"
	"sync"
)

// Framework is one framework with everything laid on it, checked and ready to be evaluated. It never changes after
// Compile and may be used by many goroutines at once.
type Framework struct {
	Base   *Pack   // the framework itself
	Layers []*Pack // frameworks laid on it, in the order given
	Guides []*Pack // guideline packs
	Lines  []*Pack // help line packs

	considerations []*consideration
	questions      []*question
	slots          []slot
	persons        []*person
	rules          []*rule
	forms          []*form
	computed       []*Computed
	conds          map[string]*NamedCond
	profiles       map[string]*NamedCond
	scores         map[string]*Score
	params         map[string]*parameter
	paramList      []*parameter

	questionByID map[string]*question
	personByID   map[string]*person
	ruleByID     map[string]*rule
	formByID     map[string]*form
	values       map[string]*Named
	roles        map[string]*Named
	variants     []*Named
	reqs         map[string]*Requirement
	stops        map[string]*Stop
	routes       []*Route
	flows        map[string]*Flow
	lines        map[string]*HelpLine
	sources      map[*Pack]map[string]*Source
	home         map[any]*Pack // which pack a thing came from

	changes []Day // days on which something in the content starts or stops to hold, ascending
	mu      sync.Mutex
	bound   map[Setting]*bound
	kept    int             // instructions in bound
	blank   *Input          // nothing answered
	matters map[string]bool // variants, regions, … that something in the content looks at, see mentioned

	layoutOnce sync.Once
	layoutMade *layout
}

type consideration struct {
	*Consideration
	pack      *Pack
	questions []*question
}

// question is a question with its answers numbered and its place among the slots.
type question struct {
	*Question
	cons    *consideration
	pack    *Pack
	index   int
	first   int // first slot
	count   int // number of slots
	options []Option
	opt     map[string]int
	full    uint64 // all options
	states  uint8  // states that an answer can have
	persons []*person
}

// slot is a question asked of one person (or of nobody in particular).
type slot struct {
	q      *question
	person *person
	called string
	nth    int // 1, 2 … among several persons of one sort; 0 when there is just one
}

// name of the person that the slot is about, as answers call it: "resident", "housemate-2"; "" without a person.
func (s slot) name() string { return s.called }

// named works the name out, once.
func (s slot) named() slot {
	switch {
	case s.person == nil:
	case s.person.Count.ID == "":
		s.called = string(s.person.ID)
	default:
		s.called = string(s.person.ID) + "-" + strconv.Itoa(s.nth)
	}
	return s
}

type person struct {
	*Person
	count *question // the number question that tells how many there are; nil for exactly one
	max   int
}

type rule struct {
	*Rule
	pack     *Pack
	index    int
	limits   []effect // limits and requirements, per form, the strictest per form
	prefers  []effect
	requires []need
	route    int // -1
	source   *Source
	params   []*parameter // guidelines that its condition looks at
}

// effect is what a rule says of one form.
type effect struct {
	form  int
	level uint8
}

// need is a requirement of a rule (or of its exception) for one form. exception is -1 for the rule itself.
type need struct {
	form      int
	req       *Requirement
	exception int
}

type form struct {
	*Form
	pack  *Pack
	index int
	parts []int
}

type parameter struct {
	*Parameter
	pack  *Pack
	opt   map[string]int
	holds []*hold
}

type hold struct {
	*Hold
	pack   *Pack
	value  value
	series string // values of one pack for the same place and people follow one another
}

// value is a parameter's value, reckoned with.
type value struct {
	none   bool // no limit
	number float64
	option int
}

// Title of the framework.
func (fw *Framework) Title() Text { return fw.Base.Head.Title }

// Variants are the worker roles that can be chosen.
func (fw *Framework) Variants() []*Named { return fw.variants }

// Flow returns a side flow by name, or nil.
func (fw *Framework) Flow(id string) *Flow { return fw.flows[id] }

// Flows returns the side flows in order of name.
func (fw *Framework) Flows() []*Flow {
	out := make([]*Flow, 0, len(fw.flows))
	for _, f := range fw.flows {
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// Packs lists everything that takes part in the advice: the framework, what is laid on it, guidelines, help lines.
func (fw *Framework) Packs() []*Pack {
	out := append([]*Pack{fw.Base}, fw.Layers...)
	return append(append(out, fw.Guides...), fw.Lines...)
}

// source finds a source of the pack that the thing came from.
func (fw *Framework) source(p *Pack, r Ref) *Source {
	if r.ID == "" || p == nil {
		return nil
	}
	return fw.sources[p][r.ID]
}

// MainSource is where the framework as a whole comes from, in words; nil when it does not say.
func (fw *Framework) MainSource(lang string) *SourceTold {
	return sourceTold(fw.source(fw.Base, fw.Base.Head.Source), lang)
}
