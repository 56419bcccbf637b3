package framework

import (
	"reflect"
	"slices"
	"strings"
)

// Item is one thing in a pack that has a name and that people can speak of.
type Item struct {
	Key    string // rule:too-hot
	Title  Text
	Source string // id of its source
	Pos    Pos
}

// itemKinds names the sections in which items stand.
var itemKinds = map[string]string{"Considerations": "consideration", "Questions": "question", "Conditions": "condition", "Profiles": "profile",
	"Scores": "score", "Computed": "computed", "Rules": "rule", "Unless": "exception", "Forms": "form", "Requirements": "requirement", "Stops": "stop",
	"Routes": "route", "Parameters": "parameter", "Holds": "hold", "HelpLines": "helpline"}

// Items lists everything in a pack that people can speak of, in the order of the files.
func Items(p *Pack) []Item {
	out := []Item{{Key: "pack", Title: p.Head.Title, Source: p.Head.Source.ID, Pos: p.Head.Pos}}
	itemsIn(reflect.ValueOf(*p), &out)
	return out
}

// FindItem finds one of them.
func FindItem(p *Pack, key string) (Item, bool) {
	all := Items(p)
	i := slices.IndexFunc(all, func(x Item) bool { return x.Key == key })
	if i < 0 {
		return Item{}, false
	}
	return all[i], true
}

func itemsIn(v reflect.Value, out *[]Item) {
	for i := range v.NumField() {
		kind := itemKinds[v.Type().Field(i).Name]
		list := v.Field(i)
		if kind == "" || list.Kind() != reflect.Slice || list.Type().Elem().Kind() != reflect.Struct || list.Type().Elem() == reflect.TypeFor[Ref]() {
			continue
		}
		for j := range list.Len() {
			x := list.Index(j)
			*out = append(*out, itemOf(kind, x))
			itemsIn(x, out)
		}
	}
}

func itemOf(kind string, x reflect.Value) Item {
	it := Item{}
	it.Pos, _ = x.FieldByName("Pos").Interface().(Pos)
	if f := x.FieldByName("Source"); f.IsValid() {
		it.Source = f.Interface().(Ref).ID
	}
	switch t := x.Interface().(type) {
	case Hold: // has no name of its own
		it.Key = kind + ":" + t.Parameter.ID + "." + t.From.String()
		if t.Where != nil {
			for _, refs := range [][]Ref{t.Where.Region, t.Where.Level, t.Where.Place, t.Where.Organisation, t.Where.Profile} {
				for _, r := range refs {
					it.Key += "." + r.ID
				}
			}
		}
		it.Title = Text{"nl": strings.TrimPrefix(it.Key, "hold:")}
		return it
	case HelpLine:
		it.Title = Text{"nl": t.Name}
	}
	for _, name := range []string{"Title", "Says", "Ask", "Text"} {
		if f := x.FieldByName(name); f.IsValid() && it.Title == nil {
			it.Title, _ = f.Interface().(Text)
		}
	}
	it.Key = kind + ":" + string(x.FieldByName("ID").Interface().(ID))
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
func Quotes(was, is *Pack) []Quote {
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
		at := slices.IndexFunc(is.Sources, func(x Source) bool { return x.ID == s.ID })
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

func differs(a, b *Source) bool {
	return strings.Join([]string{a.Title, a.URL, a.Date, a.Status}, "\n") != strings.Join([]string{b.Title, b.URL, b.Date, b.Status}, "\n")
}
