package questionnaire

import (
	"slices"
	"strings"
	"sync"

	"nabij/internal/framework"
	"nabij/internal/platform/fault"
)

// keptLibraries is how many libraries have their frameworks ready at the same time: the one in force, the one before for
// requests that are under way, and those of a few organisations with content of their own.
const keptLibraries = 4

// Frameworks keeps frameworks that are ready to be evaluated, with what was laid on them. It is a cache, by the pointer of
// the library: a library does not change, and a release of new content is a new library. Of too many the one that was
// longest not asked for goes. The zero value is ready to use, and safe for many at once.
type Frameworks struct {
	mu  sync.Mutex
	all []*ready // the library asked for last stands first
}

type ready struct {
	lib      *framework.Library
	compiled map[string]*framework.Framework
}

// Get gives a framework of a library with the packs named laid on it; version "" is the newest. Names that the library
// does not know are not found.
func (c *Frameworks) Get(lib *framework.Library, id, version string, layers []string) (*framework.Framework, error) {
	base := lib.Find(id, version)
	if base == nil || base.Head.Kind != "framework" || base.Head.On.ID != "" {
		return nil, fault.New(fault.NotFound, fault.Say("Dit kader bestaat niet.", "This framework does not exist."))
	}
	can := lib.Layers(id)
	layers = slices.Clone(layers)
	slices.Sort(layers)
	layers = slices.Compact(layers)
	for _, l := range layers {
		if !slices.ContainsFunc(can, func(p *framework.Pack) bool { return string(p.Head.ID) == l }) {
			return nil, fault.New(fault.NotFound, fault.Say("Deze afspraken bestaan niet bij dit kader.", "These agreements do not exist with this framework."))
		}
	}
	key := id + "@" + base.Head.Version + "+" + strings.Join(layers, "+")
	c.mu.Lock()
	defer c.mu.Unlock()
	of := c.of(lib)
	if fw := of.compiled[key]; fw != nil {
		return fw, nil
	}
	fw, issues := lib.Compile(id, base.Head.Version, layers...)
	if fw == nil {
		return nil, issues.Errors()[0]
	}
	of.compiled[key] = fw
	return fw, nil
}

// of gives what is ready of a library, and puts it in front.
func (c *Frameworks) of(lib *framework.Library) *ready {
	i := slices.IndexFunc(c.all, func(x *ready) bool { return x.lib == lib })
	found := &ready{lib: lib, compiled: map[string]*framework.Framework{}}
	if i >= 0 {
		found = c.all[i]
		c.all = slices.Delete(c.all, i, i+1)
	}
	c.all = slices.Insert(c.all, 0, found)
	if len(c.all) > keptLibraries {
		c.all = slices.Delete(c.all, keptLibraries, len(c.all))
	}
	return found
}
