package publishing

import (
	"slices"

	"nabij/internal/framework"
	"nabij/internal/platform/fault"
)

// laid is a version of an organisation, read.
type laid struct {
	Version Version
	Pack    *framework.Pack
	Broken  fault.Text // why it cannot be used, when Pack is nil
}

// LeftOut is a released version that is not in force, because it cannot be used.
type LeftOut struct {
	Version Version
	Why     fault.Text
}

// readPack reads the files of a version. Whether it counts as released is decided here, and not by a word in its header.
func readPack(files []File, released bool) (*framework.Pack, framework.Issues, error) {
	folder, err := folderOf(files)
	if err != nil {
		return nil, nil, err
	}
	p, issues := framework.Load(folder, ".")
	if p.Head.Status = "draft"; released {
		p.Head.Status = "released"
	}
	return p, issues, nil
}

// assemble lays versions on the content of the program, in the order given. One with which something could not be
// compiled any more is left out, so that the older version serves and the program goes on.
func assemble(base *framework.Library, list []laid) (*framework.Library, []LeftOut) {
	var left []LeftOut
	out := base
	for _, x := range list {
		if x.Pack == nil {
			left = append(left, LeftOut{x.Version, x.Broken})
			continue
		}
		next := with(out, x.Pack)
		if issues := breaks(next, x.Pack); len(issues) > 0 {
			left = append(left, LeftOut{x.Version, say2(issues[0])})
			continue
		}
		out = next
	}
	return out, left
}

func say2(i framework.Issue) fault.Text { return fault.Say(i.In("nl"), i.In("en")) }

// with gives a library with a pack added, in the order of the engine: by name, newest first.
func with(l *framework.Library, p *framework.Pack) *framework.Library {
	out := &framework.Library{Packs: slices.DeleteFunc(slices.Clone(l.Packs), func(o *framework.Pack) bool { return o.Key() == p.Key() })}
	at := slices.IndexFunc(out.Packs, func(o *framework.Pack) bool {
		return o.Head.ID > p.Head.ID || o.Head.ID == p.Head.ID && Newer(p.Head.Version, o.Head.Version)
	})
	if at < 0 {
		at = len(out.Packs)
	}
	out.Packs = slices.Insert(out.Packs, at, p)
	return out
}

// only gives a library in which this pack is the only version of its name.
func only(l *framework.Library, p *framework.Pack) *framework.Library {
	return with(&framework.Library{Packs: slices.DeleteFunc(slices.Clone(l.Packs), func(o *framework.Pack) bool { return o.Head.ID == p.Head.ID })}, p)
}

// ready makes one pack ready where it belongs: a framework by itself, a layer on its framework, guidelines and help
// lines in a framework that uses them, or in a bare one when there is none.
func ready(l *framework.Library, p *framework.Pack, layers ...string) (*framework.Framework, framework.Issues) {
	l = only(l, p)
	id, on := string(p.Head.ID), p.Head.On.ID
	switch {
	case p.Head.Kind == "framework" && on == "":
		return l.Compile(id, p.Head.Version, layers...)
	case p.Head.Kind == "framework":
		return l.Compile(on, "", append([]string{id}, layers...)...)
	}
	for _, f := range l.Frameworks() {
		if uses(f, id) || on != "" && uses(f, on) {
			return l.Compile(string(f.Head.ID), "", append([]string{id}, layers...)...)
		}
	}
	if under := l.Find(on, ""); under != nil {
		return framework.Compile(framework.Bare(under), under, p)
	}
	return framework.Compile(framework.Bare(p), p)
}

// uses tells whether a pack names another in its header.
func uses(f *framework.Pack, id string) bool {
	named := func(r framework.Ref) bool { return r.ID == id }
	return slices.ContainsFunc(f.Head.Guidelines, named) || slices.ContainsFunc(f.Head.HelpLines, named)
}

// breaks gives the errors that a library with this pack in it has: in the pack where it belongs, and in every framework
// and layer that uses it.
func breaks(l *framework.Library, p *framework.Pack) framework.Issues {
	fw, issues := ready(l, p)
	if fw == nil {
		return issues.Errors()
	}
	id := string(p.Head.ID)
	for _, f := range l.Frameworks() {
		base := string(f.Head.ID)
		touched := base == id || uses(f, id)
		if touched {
			if fw, issues := l.Compile(base, ""); fw == nil {
				return issues.Errors()
			}
		}
		for _, layer := range l.Layers(base) {
			if layer.Head.ID != p.Head.ID && !touched && !uses(layer, id) && layer.Head.On.ID != id {
				continue
			}
			if fw, issues := l.Compile(base, "", string(layer.Head.ID)); fw == nil {
				return issues.Errors()
			}
		}
	}
	return nil
}
