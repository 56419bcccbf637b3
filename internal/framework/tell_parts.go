package framework

import (
	"slices"
	"strings"
)

func (t *teller) form(i int) FormTold {
	f, w := t.fw.forms[i], t.of[i]
	fit := t.d.fit(i)
	out := FormTold{ID: string(f.ID), Title: f.Title.In(t.lang), Fit: fit, FitIn: Word(string(fit), t.lang), Resident: t.fill(f.Resident),
		Decided: t.rules(w.decided), Overruled: t.rules(w.milder), Prefers: t.rules(w.prefers), Pending: t.rules(w.pending),
		Requires: []RequirementTold{}, Checklist: []RequirementTold{}, HowTo: []string{}, Stops: []string{}}
	for j, milder := range w.milder {
		r := t.fw.rules[milder]
		out.Overruled[j].OnlyAsks = !r.limitsForm(f)
	}
	for _, r := range w.requires {
		out.Requires = t.addRequirement(out.Requires, f.pack, r.req, t.rule(because{r.rule, r.exception}).Says)
	}
	for _, r := range f.Checklist {
		out.Checklist = t.addRequirement(out.Checklist, f.pack, t.fw.reqs[r.ID], "")
	}
	for _, p := range f.parts {
		part := t.fw.forms[p]
		out.Parts = append(out.Parts, string(part.ID))
		for _, r := range part.Checklist {
			out.Checklist = t.addRequirement(out.Checklist, part.pack, t.fw.reqs[r.ID], "")
		}
	}
	for _, h := range f.HowTo {
		out.HowTo = append(out.HowTo, t.fill(h))
	}
	for _, s := range f.Stops {
		out.Stops = append(out.Stops, t.fill(t.fw.stops[s.ID].Text))
	}
	for _, x := range f.Tags {
		out.Tags = append(out.Tags, string(x))
	}
	phase := map[string]int{"before": 0, "start": 1, "during": 2, "after": 3}
	byPhase := func(a, b RequirementTold) int { return phase[a.Phase] - phase[b.Phase] }
	slices.SortStableFunc(out.Requires, byPhase)
	slices.SortStableFunc(out.Checklist, byPhase)
	out.Summary = t.summary(out, w)
	return out
}

func (t *teller) addRequirement(to []RequirementTold, p *Pack, r *Requirement, why string) []RequirementTold {
	for i := range to {
		if to[i].ID == string(r.ID) {
			if why != "" && !slices.Contains(to[i].Because, why) {
				to[i].Because = append(to[i].Because, why)
			}
			return to
		}
	}
	x := RequirementTold{ID: string(r.ID), Kind: r.Kind, KindIn: Word(r.Kind, t.lang), Phase: r.Phase, PhaseIn: Word(r.Phase, t.lang),
		Text: t.fill(r.Text), Resident: t.fill(r.Resident), Source: t.source(t.fw.home[r], r.Source)}
	if why != "" {
		x.Because = []string{why}
	}
	return append(to, x)
}

// summary is the one sentence that a reader in a hurry sees: why this form stands where it stands.
func (t *teller) summary(f FormTold, w formWhy) string {
	first := func(rules []RuleTold) string { return rules[0].Says }
	switch {
	case f.Fit == NotYetKnown && len(f.Pending) > 0:
		return t.say("Hangt nog af van open vragen. ", "Still depends on open questions. ") + first(f.Pending)
	case (f.Fit == AgainstGuideline || f.Fit == NotAdvised) && len(f.Decided) > 0:
		return first(f.Decided)
	case len(f.Prefers) > 0:
		strongest := slices.MaxFunc(f.Prefers, func(a, b RuleTold) int { return t.preference(a, w) - t.preference(b, w) })
		if f.Fit == Conditional { // or it would read as the condition
			return t.say("Hiervoor pleit: ", "In its favour: ") + strongest.Says
		}
		return strongest.Says
	case f.Fit == Conditional && len(f.Decided) > 0:
		return first(f.Decided)
	}
	return ""
}

// limitsForm tells whether the rule itself says how the form fits, rather than only asking something of it.
func (r *rule) limitsForm(f *form) bool {
	return slices.ContainsFunc(r.Limits, func(e Entry[Fit]) bool {
		tag, ok := strings.CutPrefix(e.Key.ID, "@")
		return ok && slices.Contains(f.Tags, ID(tag)) || e.Key.ID == string(f.ID)
	})
}

func (t *teller) preference(r RuleTold, w formWhy) int {
	for _, i := range w.prefers {
		if string(t.fw.rules[i].ID) == r.ID {
			best := 0
			for _, e := range t.fw.rules[i].prefers {
				best = max(best, int(e.level))
			}
			return best
		}
	}
	return 0
}

func (t *teller) answerTold(s int) AnswerTold {
	sl := t.fw.slots[s]
	r, _ := t.reply(s)
	return AnswerTold{Question: string(sl.q.ID), Person: sl.name(), PersonIn: t.slotPerson(s), Ask: t.fill(sl.q.Ask), Answer: t.answerText(sl.q, r), Given: r.Given}
}

func (t *teller) oldTold(o oldReply) AnswerTold {
	x := t.answerTold(o.slot)
	age := t.fw.slots[o.slot].q.MaxAge.In(t.lang)
	x.Why = t.say("Gevraagd op ", "Asked on ") + o.asked.In(t.lang) + t.say("; dit antwoord mag hooguit ", "; this answer may be at most ") + age + t.say(" oud zijn bij het contact.", " old at the contact.")
	if o.drops {
		x.Why += t.say(" Het telt niet mee tot je het opnieuw vraagt.", " It does not count until you ask again.")
	} else {
		x.Why += t.say(" Vraag het kort van tevoren opnieuw.", " Ask again shortly beforehand.")
	}
	return x
}

func (t *teller) reviewTold() *ReviewTold {
	r := t.Advice.review
	if r.day == NoDay {
		return nil
	}
	out := &ReviewTold{Day: r.day, DayIn: r.day.In(t.lang)}
	switch {
	case r.change != nil && r.to != nil:
		out.Text = sentence(t.say("op ", "on ") + out.DayIn + t.say(" verandert de richtlijn ", " the guideline changes: ") + quoted(t.lang, r.change.Title.In(t.lang)) +
			t.say(" in: ", " becomes ") + r.change.valueText(r.to.value, t.lang))
	case r.change != nil:
		out.Text = sentence(t.say("op ", "on ") + out.DayIn + t.say(" vervalt de richtlijn ", " this guideline ends: ") + quoted(t.lang, r.change.Title.In(t.lang)))
	default:
		out.Text = sentence(t.say("kijk uiterlijk ", "look again by ") + out.DayIn + t.say(" opnieuw, want: ", ", because: ") + strings.TrimSuffix(t.fill(t.fw.rules[r.rule].Says), "."))
	}
	return out
}

func (t *teller) sections() []SectionTold {
	out := []SectionTold{}
	for _, c := range t.fw.considerations {
		sec := SectionTold{ID: string(c.ID), Kind: string(c.Kind), KindIn: Word(string(c.Kind), t.lang), Title: c.Title.In(t.lang), Answers: []AnswerTold{}}
		for _, q := range c.questions {
			for s := q.first; s < q.first+q.count; s++ {
				if _, ok := t.reply(s); ok && t.slotAsked(s) != canNo {
					sec.Answers = append(sec.Answers, t.answerTold(s))
				}
			}
		}
		if len(sec.Answers) > 0 {
			out = append(out, sec)
		}
	}
	return out
}

// holding lists what holds of the guidelines on the planned day.
func (t *teller) holding() []HoldTold {
	out := []HoldTold{}
	for _, p := range t.fw.paramList {
		h := t.b.held[p]
		groups := make([]HoldTold, len(h.profiles))
		left := Yes // whether what is left for others counts; the strictest group comes last, and goes first
		for i := len(h.profiles) - 1; i >= 0; i-- {
			g := h.profiles[i]
			groups[i] = t.fw.holdTold(p, g.hold, g.profile.Title.In(t.lang), true, t.lang)
			in := t.verdict(t.node(g.profile.When))
			groups[i].Counts = Tri(bothOf(uint8(left), in))
			left = Tri(bothOf(uint8(left), negated(in)))
		}
		if h.now != nil {
			x := t.fw.holdTold(p, h.now, "", true, t.lang)
			x.Counts = left
			out = append(out, x)
		}
		for _, x := range h.also {
			y := t.fw.holdTold(p, x, "", false, t.lang)
			y.Counts = No
			out = append(out, y)
		}
		out = append(out, groups...)
	}
	return out
}

func (fw *Framework) holdTold(p *parameter, h *hold, who string, strictest bool, lang string) HoldTold {
	return HoldTold{Parameter: string(p.ID), Title: p.Title.In(lang), Value: p.valueText(h.value, lang), Kind: h.Kind, KindIn: HoldKind(h.Kind, lang),
		Binds: p.Binds, For: who, From: h.From, FromIn: h.From.In(lang), Note: h.Note.In(lang), Strictest: strictest,
		Source: sourceTold(fw.source(h.pack, h.Source), lang), PackIn: h.pack.Head.Title.In(lang), PackLevel: h.pack.Head.Level, Nothing: h.value == p.loosest()}
}
