package review

import (
	"slices"

	"nabij/internal/framework"
)

// change is what a release changed for one framework, in words that are kept with it: the content itself may be gone when
// somebody reads why their decision came back.
type change struct {
	Kind  string              `json:"kind"` // KindFramework when the framework or what is laid on it changed, otherwise KindGuideline
	Packs []packChange        `json:"packs"`
	Lines map[string][]string `json:"lines"` // by language, what of it differs
	Cut   bool                `json:"cut,omitempty"`
}

// packChange is a pack with its version before and after; "" where it was not there.
type packChange struct {
	Kind  string         `json:"kind"`
	Title framework.Text `json:"title"`
	Was   string         `json:"was"`
	Is    string         `json:"is"`
}

// mostLines is how many differences are kept; more are counted nowhere else than with the release itself.
const mostLines = 12

// besides are the parts of a pack that say nothing about what to do.
var besides = []string{"header", "sources", "names"}

// changeOf compares two contents of a framework; either may be nil.
func changeOf(old, new *framework.Framework) change {
	c := change{Kind: KindGuideline, Lines: map[string][]string{}}
	was, is := packsOf(old), packsOf(new)
	note := func(a, b *framework.Pack) {
		p := packChange{}
		for _, x := range []*framework.Pack{a, b} {
			if x != nil {
				p.Kind, p.Title = x.Head.Kind, x.Head.Title
			}
		}
		if a != nil {
			p.Was = a.Head.Version
		}
		if b != nil {
			p.Is = b.Head.Version
		}
		c.Packs = append(c.Packs, p)
		if p.Kind == "framework" {
			c.Kind = KindFramework
		}
	}
	for _, b := range is {
		if a := find(was, b); a == nil || a.Checksum != b.Checksum {
			note(a, b)
		}
	}
	for _, a := range was {
		if find(is, a) == nil {
			note(a, nil)
		}
	}
	if old == nil || new == nil {
		return c
	}
	for _, lang := range []string{"nl", "en"} {
		for _, d := range framework.Differences(old, new, lang) {
			if slices.Contains(besides, d.Part) {
				continue
			}
			if len(c.Lines[lang]) == mostLines {
				c.Cut = true
				break
			}
			line := d.MarkIn + ": " + d.Text
			for i, m := range d.More {
				if line += map[bool]string{true: " – ", false: "; "}[i == 0] + m; len(line) > 400 {
					break
				}
			}
			c.Lines[lang] = append(c.Lines[lang], line)
		}
	}
	return c
}

func packsOf(fw *framework.Framework) []*framework.Pack {
	if fw == nil {
		return nil
	}
	return fw.Packs()
}

func find(list []*framework.Pack, p *framework.Pack) *framework.Pack {
	for _, x := range list {
		if x.Head.ID == p.Head.ID {
			return x
		}
	}
	return nil
}
