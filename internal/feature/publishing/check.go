package publishing

import (
	"io/fs"
	"slices"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/fault"
)

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
	Cases    int  // tried
	Failed   int  // not as expected
	Busy     bool // not over yet: nothing is known
}

// Ready tells that the version can be proposed and released.
func (c *Check) Ready() bool { return !c.Busy && c.Errors == 0 && c.In != nil }

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

// cases runs the cases of a pack and tells which do not come out as they expect.
func (c *Check) cases(l *framework.Library, folder fs.FS, lang string) {
	files, issues := framework.LoadCases(folder, ".")
	c.issues(issues, lang)
	bad := map[string]bool{}
	for _, i := range issues.Errors() {
		bad[i.Pos.File] = true
	}
	compiled := map[string]*framework.Framework{"": c.In}
	for _, file := range files {
		if bad[file.Pos.File] {
			continue
		}
		key := strings.Join(file.With, " ")
		if _, tried := compiled[key]; !tried {
			fw, issues := l.Ready(c.Pack, file.With...)
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
