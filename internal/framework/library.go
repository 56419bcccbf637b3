package framework

import (
	"io/fs"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Library is all content that was found, by name and version.
type Library struct {
	Packs []*Pack
}

// LoadLibrary reads every pack below root. With errors among the issues the library holds only what could be read.
func LoadLibrary(fsys fs.FS, root string) (*Library, Issues) {
	packs, issues := LoadAll(fsys, root)
	l := &Library{}
	bad := map[string]bool{}
	for _, i := range issues.Errors() { // an issue names a file of the pack, or its folder
		bad[i.Pos.File], bad[path.Dir(i.Pos.File)] = true, true
	}
	seen := map[string]*Pack{}
	for _, p := range packs {
		if bad[p.Dir] {
			if p.Head.ID != "" && p.Head.On.ID == "" { // what is laid on another pack may use its names
				issues = append(issues, lookFurther(p, packs, bad)...)
			}
			continue
		}
		if first := seen[p.Key()]; first != nil {
			issues = append(issues, Issue{Pos: p.Head.Pos, Code: "double-id", args: []any{first.Dir, p.Key()}})
			continue
		}
		seen[p.Key()] = p
		l.Packs = append(l.Packs, p)
	}
	sort.SliceStable(l.Packs, func(i, j int) bool {
		a, b := l.Packs[i], l.Packs[j]
		if a.Head.ID != b.Head.ID {
			return a.Head.ID < b.Head.ID
		}
		return newer(b.Head.Version, a.Head.Version)
	})
	return l, issues.inOrder()
}

// newer tells whether version a comes after version b.
func newer(a, b string) bool {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		m, _ := strconv.Atoi(x[i])
		n, _ := strconv.Atoi(y[i])
		if m != n {
			return m > n
		}
	}
	return len(x) > len(y)
}

// Find returns a pack: the version asked for, or else the newest released one, or else the newest.
func (l *Library) Find(id, version string) *Pack {
	var best *Pack
	for _, p := range l.Packs {
		if string(p.Head.ID) != id || version != "" && p.Head.Version != version {
			continue
		}
		released := func(p *Pack) bool { return p.Head.Status == "released" }
		if best == nil || released(p) && !released(best) || released(p) == released(best) && newer(p.Head.Version, best.Head.Version) {
			best = p
		}
	}
	return best
}

// Frameworks lists the frameworks that stand on their own, the newest version of each, in order of name.
func (l *Library) Frameworks() []*Pack {
	var out []*Pack
	for _, p := range l.Packs {
		if p.Head.Kind == "framework" && p.Head.On.ID == "" && l.Find(string(p.Head.ID), "") == p {
			out = append(out, p)
		}
	}
	return out
}

// IDs lists the names of the packs of a kind ("" for all), without doubles.
func (l *Library) IDs(kind string) []string {
	var out []string
	for _, p := range l.Packs {
		if kind == "" || p.Head.Kind == kind {
			out = append(out, string(p.Head.ID))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Compile compiles a framework of the library with the guidelines and help lines that it names, and the layers asked
// for: frameworks or agreements of an organisation or a service.
func (l *Library) Compile(id, version string, layers ...string) (*Framework, Issues) {
	base := l.Find(id, version)
	if base == nil {
		return nil, Issues{{Pos: Pos{File: id}, Code: "unknown-id", args: []any{"framework", id, Nearest(id, l.IDs("framework"))}}}
	}
	var others []*Pack
	add := func(r string) {
		if p := l.Find(r, ""); p != nil && !slices.Contains(others, p) && p != base {
			others = append(others, p)
		}
	}
	needs := func(p *Pack) {
		for _, g := range append(ids(p.Head.Guidelines), ids(p.Head.HelpLines)...) {
			add(g)
		}
	}
	needs(base)
	var missing Issues
	for _, x := range layers {
		p := l.Find(x, "")
		if p == nil {
			missing = append(missing, Issue{Pos: Pos{File: x}, Code: "unknown-id", args: []any{"pack", x, Nearest(x, l.IDs(""))}})
			continue
		}
		needs(p)
		add(x)
	}
	if len(missing) > 0 {
		return nil, missing
	}
	fw, issues := Compile(base, others...)
	if fw == nil {
		return nil, issues
	}
	for _, x := range layers {
		if p := l.Find(x, ""); !slices.Contains(fw.Packs(), p) {
			return nil, append(issues, Issue{Pos: p.Head.Pos, Code: "not-laid-on-this", args: []any{p.Head.ID, base.Head.ID}})
		}
	}
	return fw, issues
}

// Layers lists the packs that can be laid on a framework: frameworks on it, and agreements on its guidelines.
func (l *Library) Layers(id string) []*Pack {
	base := l.Find(id, "")
	if base == nil {
		return nil
	}
	var out []*Pack
	for _, p := range l.Packs {
		on := p.Head.On.ID
		if on != "" && l.Find(string(p.Head.ID), "") == p && (on == id || slices.Contains(ids(base.Head.Guidelines), on)) {
			out = append(out, p)
		}
	}
	return out
}
