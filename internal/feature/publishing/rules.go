package publishing

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/framework"
)

// headerVersion and headerStatus find those words in the header of a pack.
var (
	headerVersion = regexp.MustCompile(`\bversion:[ \t]*["']?[0-9]+\.[0-9]+\.[0-9]+["']?`)
	headerStatus  = regexp.MustCompile(`\bstatus:[ \t]*["']?(draft|released|retired)["']?`)
)

// Restart gives the header of a new version that begins as an earlier one.
func Restart(header, version string) string {
	for _, x := range []struct {
		find *regexp.Regexp
		with string
	}{{headerVersion, "version: " + version}, {headerStatus, "status: draft"}} {
		if at := x.find.FindStringIndex(header); at != nil {
			header = header[:at[0]] + x.with + header[at[1]:]
		}
	}
	return header
}

// FirstHeader is the header of a pack that begins with nothing.
func FirstHeader(id, kind, title string) string {
	return "nabij: 1\npack:\n  id: " + id + "\n  version: 1.0.0\n  status: draft\n  kind: " + kind +
		"\n  level: organisation\n  languages: [nl]\n  title: " + strconv.Quote(title) + "\n"
}

// NextVersion proposes a version after this one; with the number that is proposed taken, the one after that.
func NextVersion(version string, taken func(string) bool) string {
	n := numbers(version)
	for {
		n[1]++
		next := fmt.Sprintf("%d.%d.0", n[0], n[1])
		if !taken(next) {
			return next
		}
	}
}

// Newer tells whether version a comes after version b.
func Newer(a, b string) bool {
	x, y := numbers(a), numbers(b)
	return slices.Compare(x[:], y[:]) > 0
}

func numbers(version string) [3]int {
	var out [3]int
	for i, part := range strings.SplitN(version, ".", 3) {
		out[i], _ = strconv.Atoi(part)
	}
	return out
}

// Item is one thing in a pack that has a name and that people can speak of.
type Item struct {
	Key    string // rule:too-hot
	Title  framework.Text
	Source string // id of its source
	Pos    framework.Pos
}

// itemKinds names the sections in which items stand.
var itemKinds = map[string]string{"Considerations": "consideration", "Questions": "question", "Conditions": "condition", "Profiles": "profile",
	"Scores": "score", "Computed": "computed", "Rules": "rule", "Unless": "exception", "Forms": "form", "Requirements": "requirement", "Stops": "stop",
	"Routes": "route", "Parameters": "parameter", "Holds": "hold", "HelpLines": "helpline"}

// Items lists everything in a pack that people can speak of, in the order of the files.
func Items(p *framework.Pack) []Item {
	out := []Item{{Key: "pack", Title: p.Head.Title, Source: p.Head.Source.ID, Pos: p.Head.Pos}}
	gather(reflect.ValueOf(*p), &out)
	return out
}

// FindItem finds one of them.
func FindItem(p *framework.Pack, key string) (Item, bool) {
	all := Items(p)
	i := slices.IndexFunc(all, func(x Item) bool { return x.Key == key })
	if i < 0 {
		return Item{}, false
	}
	return all[i], true
}

func gather(v reflect.Value, out *[]Item) {
	for i := range v.NumField() {
		kind := itemKinds[v.Type().Field(i).Name]
		list := v.Field(i)
		if kind == "" || list.Kind() != reflect.Slice || list.Type().Elem().Kind() != reflect.Struct || list.Type().Elem() == reflect.TypeFor[framework.Ref]() {
			continue
		}
		for j := range list.Len() {
			x := list.Index(j)
			*out = append(*out, itemOf(kind, x))
			gather(x, out)
		}
	}
}

func itemOf(kind string, x reflect.Value) Item {
	it := Item{}
	it.Pos, _ = x.FieldByName("Pos").Interface().(framework.Pos)
	if f := x.FieldByName("Source"); f.IsValid() {
		it.Source = f.Interface().(framework.Ref).ID
	}
	switch t := x.Interface().(type) {
	case framework.Hold: // has no name of its own
		it.Key = kind + ":" + t.Parameter.ID + "." + t.From.String()
		if t.Where != nil {
			for _, refs := range [][]framework.Ref{t.Where.Region, t.Where.Level, t.Where.Place, t.Where.Organisation, t.Where.Profile} {
				for _, r := range refs {
					it.Key += "." + r.ID
				}
			}
		}
		it.Title = framework.Text{"nl": strings.TrimPrefix(it.Key, "hold:")}
		return it
	case framework.HelpLine:
		it.Title = framework.Text{"nl": t.Name}
	}
	for _, name := range []string{"Title", "Says", "Ask", "Text"} {
		if f := x.FieldByName(name); f.IsValid() && it.Title == nil {
			it.Title, _ = f.Interface().(framework.Text)
		}
	}
	it.Key = kind + ":" + string(x.FieldByName("ID").Interface().(framework.ID))
	return it
}

// Quote is something about a source that asks a look: what it is, and which items.
type Quote struct {
	Kind   string // unused: no item names it; gone: the item had it before; changed: the item names it still, but it says something else
	Source string // title
	ID     string
	Items  []Item
}

// Quotes lists the sources of a pack that no item uses, and, against an earlier version, items whose source disappeared
// or changed. Without an earlier version it is nil.
func Quotes(was, is *framework.Pack) []Quote {
	var out []Quote
	items := Items(is)
	for i := range is.Sources {
		s := &is.Sources[i]
		if !slices.ContainsFunc(items, func(x Item) bool { return x.Source == string(s.ID) }) {
			out = append(out, Quote{Kind: "unused", Source: s.Title, ID: string(s.ID)})
		}
	}
	if was == nil {
		return out
	}
	before := Items(was)
	for i := range was.Sources {
		s := &was.Sources[i]
		gone, changed := Quote{Kind: "gone", Source: s.Title, ID: string(s.ID)}, Quote{Kind: "changed", Source: s.Title, ID: string(s.ID)}
		at := slices.IndexFunc(is.Sources, func(x framework.Source) bool { return x.ID == s.ID })
		for _, x := range items {
			had := slices.ContainsFunc(before, func(b Item) bool { return b.Key == x.Key && b.Source == string(s.ID) })
			switch {
			case !had:
			case x.Source == "":
				gone.Items = append(gone.Items, x)
			case x.Source == string(s.ID) && at >= 0 && differs(s, &is.Sources[at]):
				changed.Items = append(changed.Items, x)
			}
		}
		for _, q := range []Quote{gone, changed} {
			if len(q.Items) > 0 {
				out = append(out, q)
			}
		}
	}
	return out
}

func differs(a, b *framework.Source) bool {
	return strings.Join([]string{a.Title, a.URL, a.Date, a.Status}, "\n") != strings.Join([]string{b.Title, b.URL, b.Date, b.Status}, "\n")
}
