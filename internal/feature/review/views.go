package review

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

var (
	listPage = web.MustPage[listView](viewsFS, "views/list.html", texts, "views/shared.html")
	onePage  = web.MustPage[oneView](viewsFS, "views/one.html", texts, "views/shared.html")
)

type listView struct {
	Items         []itemView
	MayTeam, Team bool
	Mine, Teams   string
	Next          string
	Later         bool // not the first page
}

// itemView is a decision that came back.
type itemView struct {
	ID, Name, File  string // File is the address of the resident
	Title           string // of the framework
	Badge           *web.Badge
	Reasons         []reasonView
	Terms           web.Terms
	Href, Stay      string // the decision; the page to keep it, "" when the actor may not decide
	Again           string // where weighing again is sent, "" when the actor may not weigh
	AgainLabel      string
	StayLabel, Open string
}

// Once gives a new key each time it is asked: two forms with one key would be taken for one sent twice.
func (itemView) Once() string { return once.Key() }

// reasonView is one reason, in words.
type reasonView struct {
	What, Effect, Since string
	Lines               []string
	Cut                 bool
}

type oneView struct {
	itemView
	Back     web.Link
	Action   string
	Problems web.Problems
	Stale    bool
	Row      string
	Seen     []string
	Why      web.TextArea
	Look     web.Input
	Buttons  web.Buttons
	Before   []keptView
}

// keptView is an earlier time that it stayed.
type keptView struct{ Head, Why string }

// speaker puts decisions into words.
type speaker struct {
	r       *http.Request
	lib     *framework.Library
	today   people.Day
	changes map[string]change
}

func (s speaker) say(key string, args ...any) string { return web.Text(s.r, key, args...) }

// item is a decision in words.
func (s speaker) item(x shown, weigh, decide bool) itemView {
	lang := web.Lang(s.r)
	v := itemView{ID: x.Deliberation, Name: x.Who.Who.Name(), File: web.Path(s.r, "/inwoners/"+x.Who.ID), Title: x.Framework,
		Href: web.Path(s.r, "/afwegingen/"+x.Deliberation)}
	forms := strings.Fields(x.Form)
	if p := s.pack(x.Framework, x.Version); p != nil {
		v.Title = p.Head.Title.In(lang)
	}
	for _, id := range append([]string{x.Framework}, strings.Fields(x.Layers)...) {
		if p := s.pack(id, map[bool]string{true: x.Version}[id == x.Framework]); p != nil {
			for _, c := range p.Forms {
				if i := slices.Index(forms, string(c.ID)); i >= 0 {
					forms[i] = c.Title.In(lang)
				}
			}
		}
	}
	for _, b := range x.Returns {
		v.Reasons = append(v.Reasons, s.reason(x.Open, b))
	}
	if len(x.Returns) > 0 {
		v.Badge = s.badge(x.Returns[0])
	}
	term := func(key, value string) {
		if value != "" {
			v.Terms = append(v.Terms, web.Term{Name: s.say(key), Value: value})
		}
	}
	term("review.chosen", strings.Join(forms, "; "))
	term("review.since", s.day(x.Since))
	term("review.next", s.day(string(x.Next)))
	term("review.look_on", s.day(string(x.Look)))
	term("review.decided_on", s.day(string(x.Opened)))
	if weigh {
		v.Again, v.AgainLabel = web.Path(s.r, "/afwegingen/"+x.Deliberation+"/opnieuw"), s.say("review.again")
	}
	if decide {
		v.Stay, v.StayLabel = web.Path(s.r, "/heroverwegen/"+x.Deliberation), s.say("review.stays")
	}
	v.Open = s.say("review.open")
	return v
}

// pack finds a pack in the content in force, the version asked for or else the newest.
func (s speaker) pack(id, version string) *framework.Pack {
	if p := s.lib.Find(id, version); p != nil {
		return p
	}
	return s.lib.Find(id, "")
}

// day tells a day, of a day or a moment as it is stored.
func (s speaker) day(stored string) string {
	if len(stored) < 10 {
		return ""
	}
	t := people.Day(stored[:10]).Time()
	return web.Day(web.Lang(s.r), t)
}

// badge tells in a word what the first reason asks.
func (s speaker) badge(b Return) *web.Badge {
	kind := map[int]string{rankOtherAdvice: "urgent", rankCannotTell: "attention", rankEvent: "attention", rankDay: "info"}[rankOf(b.Kind, b.Code)]
	key := b.Kind
	if b.Kind == KindGuideline || b.Kind == KindFramework {
		key = b.Code
	}
	return &web.Badge{Kind: kind, Label: s.say("review.badge_" + key)}
}

// reason is why a decision came back: what changed or happened, and what that does to this decision.
func (s speaker) reason(o Open, b Return) reasonView {
	v := reasonView{Since: s.day(b.Since)}
	switch b.Kind {
	case KindDay:
		v.What = s.say("review.because_day", "Day", s.day(string(o.Look)))
	case KindNextContact:
		v.What = s.say("review.because_next", "Day", s.day(string(o.Next)))
	case KindEvent:
		key := "review.event_" + b.Code
		if !texts.Has(web.Lang(s.r), key) {
			key = "review.event_other"
		}
		v.What = s.say(key)
	default:
		c := s.changes[changeKey(b.Release, basis{o.Framework, o.Layers})]
		v.What = s.changed(c, b.Kind)
		v.Effect = s.say("review.effect_" + b.Code)
		v.Lines, v.Cut = c.Lines[web.Lang(s.r)], c.Cut
	}
	return v
}

// changed tells which content changed, by name and version.
func (s speaker) changed(c change, kind string) string {
	var out []string
	for _, p := range c.Packs {
		key := map[bool]string{true: "review.pack_new", false: "review.pack_changed"}[p.Was == ""]
		if p.Is == "" {
			key = "review.pack_gone"
		}
		out = append(out, s.say(key, "Sort", s.say("review.sort_"+p.Kind), "Title", p.Title.In(web.Lang(s.r)), "Was", p.Was, "Is", p.Is))
	}
	if len(out) == 0 {
		return s.say("review.because_" + kind)
	}
	return strings.Join(out, " ")
}

// changesOf gives what the releases changed for which decisions came back.
func (f *Feature) changesOf(ctx context.Context, org string, list []shown) (map[string]change, error) {
	var releases []string
	seen := map[string]bool{}
	for _, x := range list {
		for _, b := range x.Returns {
			if b.Release != "" && !seen[b.Release] {
				seen[b.Release] = true
				releases = append(releases, b.Release)
			}
		}
	}
	if len(releases) == 0 {
		return nil, nil
	}
	return changes(ctx, f.DB.Read(), org, releases)
}
