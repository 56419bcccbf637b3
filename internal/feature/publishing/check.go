package publishing

import (
	"cmp"
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/fault"
)

// checkLimit bounds how long one check runs cases; what it did not get round to is told.
const checkLimit = 4 * time.Second

// Finding is one thing that is wrong, or doubtful, in the text of a version.
type Finding struct {
	File            string
	Line            int
	Warning         bool
	Message, Remedy string
}

// Check is everything found in a version, in one language.
type Check struct {
	Pack     *framework.Pack      // as far as it could be read
	In       *framework.Framework // where it belongs; nil when it cannot be used
	Findings []Finding
	Errors   int
	Warnings int
	Cases    int // tried
	Failed   int // not as expected
}

// Ready tells that the version can be proposed and released.
func (c *Check) Ready() bool { return c.Errors == 0 && c.In != nil }

func (c *Check) add(x Finding) {
	if slices.Contains(c.Findings, x) {
		return
	}
	c.Findings = append(c.Findings, x)
	if x.Warning {
		c.Warnings++
	} else {
		c.Errors++
	}
}

func (c *Check) issues(list framework.Issues, lang string) {
	for _, i := range list {
		c.add(Finding{strings.TrimPrefix(i.Pos.File, "./"), i.Pos.Line, i.Warning, i.Message(lang), i.Remedy(lang)})
	}
}

func (c *Check) say(lang string, warning bool, message, remedy fault.Text) {
	x := Finding{File: "pack.yaml", Warning: warning, Message: message.In(lang), Remedy: remedy.In(lang)}
	if c.Pack != nil {
		x.Line = c.Pack.Head.Pos.Line
	}
	c.add(x)
}

// checkCache keeps the last checks: a page is often opened again while nothing changed.
type checkCache struct {
	mu   sync.Mutex
	kept []cached
}

type cached struct {
	id, checksum, state, lang string
	lib                       *framework.Library
	check                     *Check
}

const checksKept = 24

func (c *checkCache) get(k cached) *Check {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, x := range c.kept {
		if x.id == k.id && x.checksum == k.checksum && x.state == k.state && x.lang == k.lang && x.lib == k.lib {
			return x.check
		}
	}
	return nil
}

func (c *checkCache) put(k cached) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept = append(c.kept, k); len(c.kept) > checksKept {
		c.kept = slices.Delete(c.kept, 0, 1)
	}
}

// check looks at a version as it would be with everything that is in force: the text itself, what uses it, rules that
// can never apply, its cases, and whether its number is free.
func (f *Feature) check(ctx context.Context, v Version, files []File, lang string) (*Check, error) {
	h := f.shelf(ctx, v.Org, false)
	key := cached{id: v.ID, checksum: v.Checksum, state: v.State, lang: lang, lib: h.lib}
	if c := f.checks.get(key); c != nil {
		return c, nil
	}
	folder, err := folderOf(files)
	if err != nil {
		return nil, err
	}
	p, issues, err := readPack(files, true)
	if err != nil {
		return nil, err
	}
	c := &Check{Pack: p}
	c.issues(issues, lang)
	if c.Errors == 0 {
		once, err := everReleased(ctx, f.DB.Read(), v.Org)
		if err != nil {
			return nil, err
		}
		f.checkPlace(h, v, once, c, lang)
	}
	if c.In != nil {
		f.checkCases(ctx, h.lib.With(p), p, folder, c, lang)
	}
	slices.SortStableFunc(c.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	key.check = c
	f.checks.put(key)
	return c, nil
}

// order puts what must be mended before what is doubtful.
func order(x Finding) int {
	if x.Warning {
		return 1
	}
	return 0
}

// checkPlace looks at a pack among the others. once are the versions that were ever in force.
func (f *Feature) checkPlace(h *held, v Version, once []Version, c *Check, lang string) {
	p := c.Pack
	l := h.lib.With(p)
	fw, issues := l.Ready(p)
	c.issues(issues, lang)
	if fw == nil {
		return
	}
	if p.Head.Kind == "guidelines" {
		c.issues(framework.LostGroups(p, l.Packs), lang)
	}
	if p.Head.Kind == "framework" {
		c.issues(fw.Dead(), lang)
	}
	if v.Open() || v.State == Proposed {
		if f.taken(once, p) {
			c.say(lang, false, fault.Say("Versie "+p.Head.Version+" van dit pakket is er al.", "Version "+p.Head.Version+" of this pack is there already."),
				fault.Say("Een vrijgegeven tekst ligt vast. Geef deze een hoger nummer bij `version`.", "A released text is frozen. Give this one a higher number at `version`."))
			return
		}
		if now := h.lib.Find(string(p.Head.ID), ""); now != nil && !Newer(p.Head.Version, now.Head.Version) {
			c.say(lang, false, fault.Say("Versie "+now.Head.Version+" is in gebruik; deze is ouder.", "Version "+now.Head.Version+" is in use; this one is older."),
				fault.Say("Geef bij `version` een hoger nummer.", "Give a higher number at `version`."))
			return
		}
	}
	if errs := l.Breaks(p); len(errs) > 0 {
		c.say(lang, false, fault.Say("Met deze versie werkt iets anders niet meer.", "With this version something else stops working."), say2(errs[0]))
		return
	}
	c.In = fw
}

// taken tells whether the number of a version is used: by the program, or by something that was in force once.
func (f *Feature) taken(once []Version, p *framework.Pack) bool {
	return slices.ContainsFunc(f.BuiltIn.Packs, func(o *framework.Pack) bool { return o.Key() == p.Key() }) ||
		slices.ContainsFunc(once, func(v Version) bool { return v.Key() == p.Key() })
}

// checkCases runs the cases of a pack and tells which do not come out as they expect.
func (f *Feature) checkCases(ctx context.Context, l *framework.Library, p *framework.Pack, folder fs.FS, c *Check, lang string) {
	cases, issues := framework.LoadCases(folder, ".")
	c.issues(issues, lang)
	bad := map[string]bool{}
	for _, i := range issues.Errors() {
		bad[i.Pos.File] = true
	}
	begun := f.Clock.Now()
	compiled := map[string]*framework.Framework{"": c.In}
	for _, file := range cases {
		if bad[file.Pos.File] {
			continue
		}
		if clock.Since(f.Clock, begun) > checkLimit || ctx.Err() != nil {
			c.say(lang, true, fault.Say("Niet alle voorbeelden zijn nagelopen: dat duurt te lang voor een pagina.", "Not all cases were tried: that takes too long for a page."),
				fault.Say("Loop ze na met `nabij content test`.", "Try them with `nabij content test`."))
			break
		}
		key := strings.Join(file.With, " ")
		if _, tried := compiled[key]; !tried {
			fw, issues := l.Ready(p, file.With...)
			compiled[key] = fw
			for _, i := range issues.Errors() {
				c.add(Finding{File: file.Pos.File, Message: i.Message(lang), Remedy: i.Remedy(lang)})
			}
		}
		if fw := compiled[key]; fw != nil {
			c.Cases++
			c.runCase(fw, file, lang)
		}
	}
}

func (c *Check) runCase(fw *framework.Framework, file *framework.CaseFile, lang string) {
	situation, problems := file.Case(fw)
	for _, p := range problems {
		at := file.At(p)
		c.add(Finding{File: at.File, Line: at.Line, Message: p.Message(lang)})
	}
	if len(problems) > 0 {
		c.Failed++
		return
	}
	wrong := file.Expect.Check(fw.Evaluate(situation).Tell(lang))
	if len(wrong) == 0 {
		return
	}
	c.Failed++
	line := 0
	if file.Expect != nil {
		line = file.Expect.Pos.Line
	}
	for _, w := range wrong {
		c.add(Finding{File: file.Pos.File, Line: line, Message: w,
			Remedy: fault.Say("Kijk of de regel of het voorbeeld moet veranderen.", "See whether the rule or the case must change.").In(lang)})
	}
}

// comparison tells what differs between a version and the one that is in force, or that it began as. Nil when there is
// nothing to compare with.
func comparison(h *held, c *Check, lang string) (*framework.Pack, *framework.Comparison) {
	if c.In == nil {
		return nil, nil
	}
	was := before(h, c.Pack)
	if was == nil {
		return nil, nil
	}
	old, _ := h.lib.With(was).Ready(was)
	if old == nil {
		return was, nil
	}
	d := framework.Compare(framework.Edition{Pack: was, In: old}, framework.Edition{Pack: c.Pack, In: c.In}, lang)
	return was, &d
}

// before finds the version that this one is compared with: the newest before it that is in force.
func before(h *held, p *framework.Pack) *framework.Pack {
	others := &framework.Library{Packs: slices.DeleteFunc(slices.Clone(h.lib.Packs), func(o *framework.Pack) bool {
		return o.Head.ID != p.Head.ID || !Newer(p.Head.Version, o.Head.Version)
	})}
	return others.Find(string(p.Head.ID), "")
}
