package framework

import "slices"

// With gives a library with a pack added, in the order of the engine: by name, newest first.
func (l *Library) With(p *Pack) *Library {
	out := &Library{Packs: slices.DeleteFunc(slices.Clone(l.Packs), func(o *Pack) bool { return o.Key() == p.Key() })}
	at := slices.IndexFunc(out.Packs, func(o *Pack) bool {
		return o.Head.ID > p.Head.ID || o.Head.ID == p.Head.ID && newer(p.Head.Version, o.Head.Version)
	})
	if at < 0 {
		at = len(out.Packs)
	}
	out.Packs = slices.Insert(out.Packs, at, p)
	return out
}

// Only gives a library in which this pack is the only version of its name.
func (l *Library) Only(p *Pack) *Library {
	rest := &Library{Packs: slices.DeleteFunc(slices.Clone(l.Packs), func(o *Pack) bool { return o.Head.ID == p.Head.ID })}
	return rest.With(p)
}

// Ready makes one pack ready where it belongs: a framework by itself, a layer on its framework, guidelines and help
// lines in a framework that uses them, or in a bare one when there is none.
func (l *Library) Ready(p *Pack, layers ...string) (*Framework, Issues) {
	l = l.Only(p)
	id, on := string(p.Head.ID), p.Head.On.ID
	switch {
	case p.Head.Kind == "framework" && on == "":
		return l.Compile(id, p.Head.Version, layers...)
	case p.Head.Kind == "framework":
		return l.Compile(on, "", append([]string{id}, layers...)...)
	}
	for _, f := range l.Frameworks() {
		if f.names(id) || on != "" && f.names(on) {
			return l.Compile(string(f.Head.ID), "", append([]string{id}, layers...)...)
		}
	}
	if under := l.Find(on, ""); under != nil {
		return Compile(Bare(under), under, p)
	}
	return Compile(Bare(p), p)
}

// names tells whether a pack names another in its header.
func (p *Pack) names(id string) bool {
	named := func(r Ref) bool { return r.ID == id }
	return slices.ContainsFunc(p.Head.Guidelines, named) || slices.ContainsFunc(p.Head.HelpLines, named)
}

// Breaks gives the errors that a library with this pack in it has: in the pack where it belongs, and in every framework
// and layer that uses it.
func (l *Library) Breaks(p *Pack) Issues {
	fw, issues := l.Ready(p)
	if fw == nil {
		return issues.Errors()
	}
	id := string(p.Head.ID)
	for _, f := range l.Frameworks() {
		base := string(f.Head.ID)
		touched := base == id || f.names(id)
		if touched {
			if fw, issues := l.Compile(base, ""); fw == nil {
				return issues.Errors()
			}
		}
		for _, layer := range l.Layers(base) {
			if layer.Head.ID != p.Head.ID && !touched && !layer.names(id) && layer.Head.On.ID != id {
				continue
			}
			if fw, issues := l.Compile(base, "", string(layer.Head.ID)); fw == nil {
				return issues.Errors()
			}
		}
	}
	return nil
}
