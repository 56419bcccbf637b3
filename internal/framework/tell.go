package framework

import (
	"slices"
	"strings"
)

var words = map[string][2]string{
	"fits": {"past", "fits"}, "conditional": {"past onder voorwaarden", "fits under conditions"},
	"not_yet_known": {"nog niet bekend", "not yet known"}, "not_advised": {"niet aangeraden", "not advised"},
	"against_guideline": {"tegen een richtlijn", "against a guideline"},
	"light":             {"telt mee", "counts"}, "heavy": {"weegt zwaar", "weighs heavily"}, "decisive": {"geeft de doorslag", "is decisive"},
	"now": {"nu", "now"}, "today": {"vandaag", "today"}, "week": {"deze week", "this week"},
	"seen": {"gezien in de bron", "seen in the source"}, "second_hand": {"uit de tweede hand", "second-hand"},
	"unverified": {"niet nagegaan", "not verified"}, "own": {"door ons opgesteld", "compiled by us"},
	"preparation": {"voorbereiding", "preparation"}, "information": {"uitleg", "information"}, "health_check": {"gezondheidscheck", "health check"},
	"place": {"plek", "place"}, "duration": {"duur", "duration"}, "distance": {"afstand", "distance"}, "hygiene": {"hygiëne", "hygiene"},
	"protection": {"bescherming", "protection"}, "consent": {"toestemming", "consent"}, "privacy": {"privacy", "privacy"}, "other": {"overig", "other"},
	"before": {"vooraf", "beforehand"}, "start": {"bij het begin", "at the start"}, "during": {"tijdens", "during"}, "after": {"achteraf", "afterwards"},
	"rule": {"regel", "rule"}, "estimate": {"inschatting", "estimate"}, "value": {"waarde", "value"}, "wish": {"wens", "wish"},
	"intuition": {"gevoel en ervaring", "feeling and experience"}, "agreement": {"werkafspraak", "agreement"},
	"side-meeting": {"pleit voor ontmoeten", "speaks for meeting"}, "side-distance": {"pleit voor afstand", "speaks for distance"},
	"side-both": {"pleit voor allebei", "speaks for both"}, "side-neither": {"pleit voor geen van beide", "speaks for neither"},
}

// Word puts a fixed word of the format (a fit, a weight, a kind, a phase) into Dutch or English.
func Word(id, lang string) string {
	w, ok := words[id]
	if !ok {
		return id
	}
	return say(lang, w[0], w[1])
}

// Tell puts the advice into words: everything it rests on, what is still open and what would turn it.
func (a *Advice) Tell(lang string) *Told {
	t := &teller{Advice: a, lang: lang}
	out := &Told{Format: 1, Lang: lang, Day: a.c.Plan, Today: a.c.today(), Variant: a.c.Variant, Flow: a.c.Flow,
		Packs: t.packs(), Notices: t.notices(), Routes: []RouteTold{}, Hidden: []AnswerTold{}, Again: []AnswerTold{},
		Tensions: []TensionTold{}, Open: t.open(), Turns: []TurnTold{}, Reflect: t.reflect(), Holding: t.holding(), Answers: t.sections()}
	out.Framework = out.Packs[0]
	for _, i := range a.routes {
		out.Routes = append(out.Routes, t.route(i))
	}
	out.Balance = BalanceTold{Meeting: t.rules(a.meeting), Distance: t.rules(a.distance), Own: t.own()}
	for _, i := range a.ranked {
		out.Forms = append(out.Forms, t.form(i))
	}
	out.Consult, out.Approve = t.calls(a.consult), t.calls(a.approve)
	for _, x := range a.tensions {
		m, d := t.fw.values[x[0].ID].Title.In(lang), t.fw.values[x[1].ID].Title.In(lang)
		out.Tensions = append(out.Tensions, TensionTold{x[0].ID, m, x[1].ID, d,
			sentence(m + t.say(" vraagt om nabij te zijn, ", " asks for nearness, ") + d + t.say(" vraagt om afstand", " asks for distance"))})
	}
	out.Applying = gather(a.hits, func(i int) string { return string(a.fw.rules[i].ID) })
	out.Turns, out.TurnsCut = t.turns()
	for _, s := range a.hidden {
		x := t.answerTold(s)
		x.Why = t.say("Deze vraag valt weg door een ander antwoord. Het antwoord blijft bewaard en telt nu niet mee.",
			"This question drops away because of another answer. The answer is kept and does not count now.")
		out.Hidden = append(out.Hidden, x)
	}
	for _, o := range a.again {
		out.Again = append(out.Again, t.oldTold(o))
	}
	out.Review = t.reviewTold()
	for _, c := range a.fw.computed {
		if d := a.computedDay(string(c.ID)); d != NoDay {
			out.Computed = append(out.Computed, DayTold{string(c.ID), c.Title.In(lang), d, d.In(lang)})
		}
	}
	return out
}

func (t *teller) packs() []PackTold {
	var out []PackTold
	for _, p := range t.fw.Packs() {
		out = append(out, PackTold{string(p.Head.ID), p.Head.Version, p.Head.Title.In(t.lang), p.Head.Level, p.Head.Status, p.Head.Kind, p.Checksum})
	}
	return out
}

func (t *teller) notices() []string {
	var out []string
	day := t.c.Plan.Day
	for _, g := range t.fw.Guides {
		c := g.Head.Covers
		title := quoted(t.lang, g.Head.Title.In(t.lang))
		switch {
		case c == nil || c.Contains(day):
		case c.From != NoDay && day < c.From:
			out = append(out, sentence(t.say("de richtlijnen in ", "the guidelines in ")+title+t.say(" beginnen op ", " begin on ")+c.From.In(t.lang)+
				t.say("; voor "+day.In(t.lang)+" is daarin niets bekend", "; for "+day.In(t.lang)+" nothing is known in them")))
		default:
			out = append(out, sentence(t.say("de richtlijnen in ", "the guidelines in ")+title+t.say(" gaan tot ", " go up to ")+c.Until.In(t.lang)+
				t.say("; wat daarna nog gold, staat er niet in. Kijk zelf of er nieuwere richtlijnen zijn", "; what held after that is not in them. See for yourself whether there are newer guidelines")))
		}
	}
	if d := t.fw.Base.Head; d.Status != "released" {
		out = append(out, t.say("Dit kader is nog niet vrijgegeven. Gebruik het niet voor een echte beslissing.", "This framework has not been released. Do not use it for a real decision."))
	}
	if t.c.today().Day < t.c.Plan.Day && t.otherRules() {
		out = append(out, sentence(t.say("op de geplande dag gelden andere regels dan op ", "on the planned day other rules hold than on ")+t.c.today().Day.In(t.lang)+
			t.say("; hieronder staat wat op "+t.c.Plan.Day.In(t.lang)+" geldt", "; below is what holds on "+t.c.Plan.Day.In(t.lang))))
	}
	return out
}

// otherRules tells whether on the planned day other rules or guideline values hold than today.
func (t *teller) otherRules() bool {
	set := t.b.set
	set.stretch = t.fw.stretch(t.c.today().Day)
	if set.stretch == t.b.set.stretch {
		return false
	}
	today := t.fw.on(set)
	for _, p := range t.fw.paramList {
		if today.held[p].value() != t.b.held[p].value() {
			return true
		}
	}
	for i, n := range t.b.applies {
		if (n < 0) != (today.applies[i] < 0) {
			return true
		}
	}
	return false
}

// sourceTold puts a source into words.
func sourceTold(s *Source, lang string) *SourceTold {
	if s == nil {
		return nil
	}
	return &SourceTold{s.Title, s.URL, s.Date, s.Lang, s.Status, Word(s.Status, lang), s.Note.In(lang)}
}

func (t *teller) source(p *Pack, r Ref) *SourceTold { return sourceTold(t.fw.source(p, r), t.lang) }

func (t *teller) rules(list []int) []RuleTold {
	out := make([]RuleTold, 0, len(list))
	for _, i := range list {
		out = append(out, t.rule(because{i, -1}))
	}
	return out
}

// rule puts a rule, or an exception to it, into words. A rule can play a part at many forms; it is explained once.
func (t *teller) rule(b because) RuleTold {
	if out, ok := t.told[b]; ok {
		return out
	}
	out := t.explained(b)
	if t.told == nil {
		t.told = map[because]RuleTold{}
	}
	t.told[b] = out
	return out
}

func (t *teller) explained(b because) RuleTold {
	t.left = maxWhySteps
	r := t.fw.rules[b.rule]
	out := RuleTold{ID: string(r.ID), Says: t.fill(r.Says), Side: r.Pulls, Weight: string(r.Weight), Value: r.Value.ID,
		Verdict: Tri(t.verdict(t.b.applies[r.index])), Note: t.fill(r.Note), Source: t.source(r.pack, r.Source),
		Pack: string(r.pack.Head.ID), PackIn: r.pack.Head.Title.In(t.lang)}
	if r.Weight != "" {
		out.WeightIn = Word(string(r.Weight), t.lang)
	}
	if v := t.fw.values[r.Value.ID]; v != nil {
		out.ValueIn = v.Title.In(t.lang)
	}
	if t.b.when[r.index] >= 0 {
		out.Why = t.why(r.When)
	}
	if b.exception >= 0 {
		e := &r.Unless[b.exception]
		out.Exception, out.Says, out.Verdict, out.Why = string(e.ID), t.fill(e.Says), Yes, t.why(e.When)
		if s := t.source(r.pack, e.Source); s != nil {
			out.Source = s
		}
	}
	return out
}

func (t *teller) route(i int) RouteTold {
	r := t.fw.routes[i]
	out := RouteTold{ID: string(r.ID), Title: r.Title.In(t.lang), Urgency: r.Urgency, UrgencyIn: Word(r.Urgency, t.lang),
		Steps: []string{}, Lines: []HelpLineTold{}, Source: t.source(t.fw.home[r], r.Source)}
	for _, s := range r.Steps {
		out.Steps = append(out.Steps, t.fill(s))
	}
	for _, l := range r.HelpLines {
		out.Lines = append(out.Lines, HelpLineIn(t.fw.lines[l.ID], t.fw.source(t.fw.home[t.fw.lines[l.ID]], t.fw.lines[l.ID].Source), t.lang))
	}
	for _, h := range t.hits {
		if t.fw.rules[h].route == i {
			out.Because = append(out.Because, t.rule(because{h, -1}))
		}
	}
	return out
}

// HelpLineIn puts a help line into words.
func HelpLineIn(l *HelpLine, s *Source, lang string) HelpLineTold {
	return HelpLineTold{string(l.ID), l.Name, l.For.In(lang), l.Phone, l.URL, l.Hours.In(lang), l.Cost.In(lang), l.Note.In(lang), l.CheckedOn, sourceTold(s, lang)}
}

func (t *teller) own() []OwnTold {
	out := []OwnTold{}
	sides := [...]string{"neither", "meeting", "distance", "both"}
	for _, o := range t.Advice.own {
		q := t.fw.slots[o.slot].q
		x := OwnTold{Question: string(q.ID), Ask: t.fill(q.Ask), Side: sides[o.side], SideIn: Word("side-"+sides[o.side], t.lang), Kind: string(q.cons.Kind)}
		if v := t.fw.values[q.Value.ID]; v != nil {
			x.Value = v.Title.In(t.lang)
		}
		out = append(out, x)
	}
	return out
}

func (t *teller) calls(list []call) []CallTold {
	out := []CallTold{}
	for _, c := range list {
		x := CallTold{ID: c.role.ID, Title: t.fw.roles[c.role.ID].Title.In(t.lang)}
		for _, b := range c.because {
			x.Because = append(x.Because, t.rule(b))
		}
		out = append(out, x)
	}
	return out
}

func (t *teller) reflect() []PromptTold {
	out := []PromptTold{}
	for _, c := range t.fw.considerations {
		if !t.b.inFlow(c.Flow) {
			continue
		}
		for _, p := range c.Reflect {
			out = append(out, PromptTold{t.fill(p), c.Title.In(t.lang)})
		}
	}
	for _, i := range t.hits {
		for _, p := range t.fw.rules[i].Reflect {
			out = append(out, PromptTold{t.fill(p), strings.TrimSuffix(t.fill(t.fw.rules[i].Says), ".")})
		}
	}
	return slices.CompactFunc(out, func(a, b PromptTold) bool { return a.Text == b.Text })
}
