package framework

import (
	"fmt"
	"slices"
	"strings"
)

// Prose writes the whole advice as plain text, for the terminal and for the goldens of a pack. It never uses colour;
// who wants that marks the headings, which are the lines that start with "# ".
func (o *Told) Prose() string {
	p := &prose{lang: o.Lang}
	p.line(0, o.Framework.Title+" – "+o.Day.In(o.Lang))
	for _, n := range o.Notices {
		p.line(0, "! "+n)
	}
	p.routes(o.Routes)
	p.forms(o.Forms)
	p.balance(o.Balance, o.Tensions)
	p.calls(o)
	p.open(o)
	p.rest(o)
	return p.b.String()
}

type prose struct {
	b    strings.Builder
	lang string
}

func (p *prose) say(nl, en string) string { return say(p.lang, nl, en) }

func (p *prose) line(indent int, s string) {
	p.b.WriteString(strings.Repeat("  ", indent))
	p.b.WriteString(s)
	p.b.WriteByte('\n')
}

func (p *prose) head(nl, en string) {
	p.b.WriteString("\n# " + p.say(nl, en) + "\n")
}

func (p *prose) routes(routes []RouteTold) {
	if len(routes) == 0 {
		return
	}
	p.head("Dringend", "Urgent")
	for _, r := range routes {
		p.line(0, fmt.Sprintf("%s (%s)", r.Title, r.UrgencyIn))
		for i, s := range r.Steps {
			p.line(1, fmt.Sprintf("%d. %s", i+1, s))
		}
		for _, l := range r.Lines {
			p.line(1, "☎ "+l.Reach()+p.say(" (nagekeken ", " (checked ")+l.CheckedOn.In(p.lang)+")")
		}
		for _, w := range r.Because {
			p.rule(1, p.say("want: ", "because: "), w)
		}
	}
}

// forms lists the ranked forms. What must be arranged is told of those that can be done; of the others the reason will do.
func (p *prose) forms(forms []FormTold) {
	p.head("Vormen van contact", "Forms of contact")
	for i, f := range forms {
		p.line(0, fmt.Sprintf("%d. %s – %s", i+1, f.Title, f.FitIn))
		if f.Summary != "" {
			p.line(2, f.Summary)
		}
		if i == 0 || f.Fit == Fits || f.Fit == Conditional {
			for _, r := range f.Requires {
				p.line(2, fmt.Sprintf("– %s: %s", r.PhaseIn, r.Text))
			}
		}
		if i == 0 { // what belongs to a form always is told of the one that comes first, to keep this readable
			p.always(f)
		}
		for _, r := range f.Overruled {
			switch {
			case len(f.Decided) == 0 || r.PackIn == f.Decided[0].PackIn:
			case r.OnlyAsks:
				p.line(2, p.say("ga je toch, dan geldt ook: ", "if you go all the same, this holds too: ")+r.Says+" ("+r.PackIn+")")
			default:
				p.line(2, p.say("minder streng, telt hier niet: ", "less strict, does not count here: ")+r.Says+" ("+r.PackIn+")")
			}
		}
		if (f.Fit == AgainstGuideline || f.Fit == NotAdvised) && len(f.Decided) > 0 {
			p.line(2, p.say("bepaald door: ", "decided by: ")+f.Decided[0].PackIn)
		}
	}
}

// always writes what belongs to a form whatever the answers are: what to do, and when to stop.
func (p *prose) always(f FormTold) {
	for _, r := range f.Checklist {
		if !slices.ContainsFunc(f.Requires, func(x RequirementTold) bool { return x.ID == r.ID }) {
			p.line(2, p.say("– altijd, ", "– always, ")+r.PhaseIn+": "+r.Text)
		}
	}
	for _, s := range f.Stops {
		p.line(2, p.say("– reden om te stoppen: ", "– reason to stop: ")+s)
	}
}

func (p *prose) balance(b BalanceTold, tensions []TensionTold) {
	p.head("Balans", "Balance")
	side := func(title string, rules []RuleTold, own string) {
		p.line(0, title)
		for _, r := range rules {
			value := ""
			if r.ValueIn != "" {
				value = ", " + r.ValueIn
			}
			p.rule(1, "["+r.WeightIn+value+"] ", r)
		}
		for _, o := range b.Own {
			if o.Side == own || o.Side == "both" {
				p.line(1, p.say("[eigen afweging] ", "[own weighing] ")+strings.TrimSpace(o.Ask+" "+o.SideIn)+".")
			}
		}
	}
	side(p.say("Pleit voor ontmoeten:", "Speaks for meeting:"), b.Meeting, "meeting")
	side(p.say("Pleit voor afstand:", "Speaks for distance:"), b.Distance, "distance")
	for _, t := range tensions {
		p.line(0, p.say("Spanning: ", "Tension: ")+t.Text)
	}
}

// rule writes what a rule says, where it comes from, and why it applies.
func (p *prose) rule(indent int, before string, r RuleTold) {
	source := ""
	if r.Source != nil {
		source = " (" + r.Source.Title
		if r.Source.Date != "" {
			source += ", " + r.Source.Date
		}
		source += "; " + r.Source.Words + ")"
	}
	p.line(indent, before+r.Says+source)
	p.why(indent+1, r.Why)
}

func (p *prose) why(indent int, w Why) {
	if w.Text == "" {
		return
	}
	p.line(indent, "· "+w.Text)
	for _, s := range w.Steps {
		p.why(indent+1, s)
	}
}

func (p *prose) calls(o *Told) {
	list := func(nl, en string, calls []CallTold) {
		if len(calls) == 0 {
			return
		}
		p.head(nl, en)
		for _, c := range calls {
			p.line(0, c.Title)
			for _, r := range c.Because {
				p.line(1, p.say("want: ", "because: ")+r.Says)
			}
		}
	}
	list("Eerst overleggen met", "Consult first", o.Consult)
	list("Goedkeuring nodig van", "Approval needed from", o.Approve)
}

func (p *prose) open(o *Told) {
	if len(o.Open) > 0 {
		p.head("Nog open, en het kan nog uitmaken", "Still open, and it can still matter")
		for _, x := range o.Open {
			who := ""
			if x.PersonIn != "" {
				who = " (" + strings.ToLower(x.PersonIn) + ")"
			}
			mark := map[string]string{"unknown": p.say(" – niet bekend", " – not known"), "refused": p.say(" – wil men niet zeggen", " – not willing to say")}[x.State]
			p.line(0, "? "+x.Ask+who+mark)
		}
	}
	if len(o.Turns) > 0 {
		p.head("Dit zou het advies doen kantelen", "This would turn the advice")
		for _, t := range o.Turns {
			p.line(0, "↔ "+t.Text)
		}
	}
}

func (p *prose) rest(o *Told) {
	answers := func(nl, en string, list []AnswerTold) {
		if len(list) == 0 {
			return
		}
		p.head(nl, en)
		for _, a := range list {
			p.line(0, a.Ask+" "+a.Answer+". "+a.Why)
		}
	}
	answers("Telt nu niet mee", "Does not count now", o.Hidden)
	answers("Opnieuw vragen", "Ask again", o.Again)
	if len(o.Computed) > 0 {
		p.head("Dagen", "Days")
		for _, d := range o.Computed {
			p.line(0, d.Title+": "+d.DayIn)
		}
	}
	if o.Review != nil {
		p.head("Wanneer opnieuw kijken", "When to look again")
		p.line(0, o.Review.Text)
	}
	if len(o.Reflect) > 0 {
		p.head("Om over na te denken (telt nergens mee)", "To think about (counts for nothing)")
		for _, r := range o.Reflect {
			p.line(0, "~ "+r.Text)
		}
	}
}
