package deliberation

import (
	"slices"
	"strings"
	"sync"

	"nabij/internal/framework"
	"nabij/internal/platform/fault"
)

// compiled keeps frameworks that are ready to be evaluated, with what was laid on them. It is a cache: the library does
// not change while the program runs, and there are only so many packs to lay on a framework.
type compiled struct {
	lib *framework.Library
	mu  sync.Mutex
	all map[string]*framework.Framework
}

func newCompiled(lib *framework.Library) *compiled {
	return &compiled{lib: lib, all: map[string]*framework.Framework{}}
}

// get gives a framework with the packs named laid on it. Names that the library does not know are not found.
func (c *compiled) get(id string, layers []string) (*framework.Framework, error) {
	base := c.lib.Find(id, "")
	if base == nil || base.Head.Kind != "framework" || base.Head.On.ID != "" {
		return nil, fault.New(fault.NotFound, fault.Say("Dit kader bestaat niet.", "This framework does not exist."))
	}
	can := c.layers(id)
	layers = slices.Clone(layers)
	slices.Sort(layers)
	layers = slices.Compact(layers)
	for _, l := range layers {
		if !slices.ContainsFunc(can, func(p *framework.Pack) bool { return string(p.Head.ID) == l }) {
			return nil, fault.New(fault.NotFound, fault.Say("Deze afspraken bestaan niet bij dit kader.", "These agreements do not exist with this framework."))
		}
	}
	key := id + "+" + strings.Join(layers, "+")
	c.mu.Lock()
	defer c.mu.Unlock()
	if fw := c.all[key]; fw != nil {
		return fw, nil
	}
	fw, issues := c.lib.Compile(id, "", layers...)
	if fw == nil {
		return nil, issues.Errors()[0]
	}
	c.all[key] = fw
	return fw, nil
}

// layers are the packs that can be laid on a framework.
func (c *compiled) layers(id string) []*framework.Pack { return c.lib.Layers(id) }
