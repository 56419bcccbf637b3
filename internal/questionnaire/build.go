package questionnaire

import (
	"slices"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// Words turn what the engine tells into what the templates may see, in a language.
type Words struct{ Lang string }

// In gives the words of a language.
func In(lang string) Words { return Words{lang} }

func (w Words) say(key string, args ...any) string { return Texts.Say(w.Lang, key, args...) }

// Source shows where something was found; nil when there is no source.
func (w Words) Source(s *framework.SourceTold) *Source { return w.source(s) }

// Advice shows advice without links to the questions: on paper, or on a page without them.
func (w Words) Advice(o *framework.Told) Advice { return w.advice(o, types{}) }

// Form shows one form of contact without links.
func (w Words) Form(f framework.FormTold) Form { return w.form(f, 0, types{}) }

func (w Words) source(s *framework.SourceTold) *Source {
	if s == nil {
		return nil
	}
	return &Source{s.Title, s.URL, s.Date, s.Words, s.Note, foreign(s.Lang, w.Lang)}
}

// foreign is the language of words that are not in the language of the page, or "".
func foreign(words, page string) string {
	if words == page {
		return ""
	}
	return words
}

// anchor is where a question stands in the page.
func anchor(q, person string, kind string) string {
	name := AnswerField(framework.Asked{Question: q, Person: person})
	if kind == "text" || kind == "number" || kind == "day" {
		return "#" + web.FieldID(name)
	}
	return "#" + web.Choice{Name: name}.GroupID()
}

// types of the questions that are asked now, by the name of the answer, to know where a link must lead.
type types map[string]string

func typesOf(s *framework.Sheet) types {
	out := types{}
	for _, sec := range s.Sections {
		for _, q := range sec.Questions {
			for _, slot := range q.Slots {
				if slot.Asked == framework.Yes {
					out[slot.Name(q)] = q.Type
				}
			}
		}
	}
	return out
}

func (t types) link(q, person string) string {
	return anchor(q, person, t[framework.Asked{Question: q, Person: person}.String()])
}

// asks tells whether a question is in the page, so that a link to it leads somewhere.
func (t types) asks(q, person string) bool {
	return t[framework.Asked{Question: q, Person: person}.String()] != ""
}

func (w Words) advice(o *framework.Told, kinds types) Advice {
	v := Advice{Notices: o.Notices, Day: o.Day.In(w.Lang), TurnsCut: o.TurnsCut, Empty: len(o.Answers) == 0}
	if len(o.Forms) > 0 {
		v.Headline, v.BestFit = o.Forms[0].Title, FitOf(o.Forms[0].Fit)
	}
	for _, r := range o.Routes {
		v.Routes = append(v.Routes, w.route(r, kinds))
	}
	for _, r := range o.Balance.Meeting {
		v.Near = append(v.Near, w.rule(r, kinds))
	}
	for _, r := range o.Balance.Distance {
		v.Far = append(v.Far, w.rule(r, kinds))
	}
	v.Balance = w.balance(o.Balance)
	for _, x := range o.Balance.Own {
		if x.Side != "neither" {
			v.Own = append(v.Own, strings.TrimSpace(strings.TrimSuffix(x.Ask, "?")+": "+x.SideIn)+".")
		}
	}
	v.Tensions = w.tensions(o.Tensions)
	for i, f := range o.Forms {
		v.Forms = append(v.Forms, w.form(f, i+1, kinds))
	}
	v.Consult, v.Approve = calls(o.Consult), calls(o.Approve)
	for _, x := range o.Open {
		l := Link{x.Ask, kinds.link(x.Question, x.Person)}
		if x.PersonIn != "" {
			l.Text += " (" + strings.ToLower(x.PersonIn) + ")"
		}
		if x.State == "open" {
			v.Open = append(v.Open, l)
		} else {
			v.NotKnown = append(v.NotKnown, l)
		}
	}
	for _, t := range o.Turns {
		v.Turns = append(v.Turns, Link{t.Text, kinds.link(t.Changes[0].Question, t.Changes[0].Person)})
	}
	v.Hidden, v.Again = answers(o.Hidden), answers(o.Again)
	for _, d := range o.Computed {
		v.Days = append(v.Days, d.Title+": "+d.DayIn)
	}
	if o.Review != nil {
		v.Review = o.Review.Text
	}
	for _, p := range o.Reflect {
		v.Reflect = append(v.Reflect, p.Text)
	}
	for _, h := range o.Holding {
		if h.Nothing && h.Strictest {
			continue // known, and asks nothing: the page of guidelines has it
		}
		v.Guidelines = append(v.Guidelines, Guideline{h.Title, h.Value, h.KindIn, h.FromIn, h.For, h.Note, h.Binds == "private", !h.Strictest, w.source(h.Source)})
	}
	return v
}

// tensions puts the values together that stand against the same one: a list of pairs is not read.
func (w Words) tensions(list []framework.TensionTold) []Tension {
	var order []string
	near := map[string][]string{}
	for _, t := range list {
		if near[t.DistanceIn] == nil {
			order = append(order, t.DistanceIn)
		}
		near[t.DistanceIn] = append(near[t.DistanceIn], t.MeetingIn)
	}
	var out []Tension
	for _, far := range order {
		words := near[far]
		s := strings.Join(words, ", ")
		if n := len(words); n > 1 {
			s = strings.Join(words[:n-1], ", ") + w.say("advice.and") + words[n-1]
		}
		out = append(out, Tension{s, far})
	}
	return out
}

func answers(list []framework.AnswerTold) []Answer {
	var out []Answer
	for _, a := range list {
		ask := a.Ask
		if a.PersonIn != "" {
			ask += " (" + strings.ToLower(a.PersonIn) + ")"
		}
		out = append(out, Answer{ask, a.Answer, a.Why})
	}
	return out
}

func calls(list []framework.CallTold) []Call {
	var out []Call
	for _, c := range list {
		x := Call{Title: c.Title}
		for _, r := range c.Because {
			x.Because = append(x.Because, r.Says)
		}
		out = append(out, x)
	}
	return out
}

func (w Words) route(r framework.RouteTold, kinds types) Route {
	v := Route{ID: "route-" + r.ID, Title: r.Title, Urgency: r.UrgencyIn, Now: r.Urgency == "now", Steps: r.Steps}
	for _, l := range r.Lines {
		x := Line{Name: l.Name, For: l.For, Phone: l.Phone, Hours: l.Hours, Cost: l.Cost, Checked: l.CheckedOn.In(w.Lang), Dial: web.Urgent{Call: l.Phone}}
		if l.Source != nil && l.Source.Status != "seen" {
			x.Status = l.Source.Words
		}
		v.Lines = append(v.Lines, x)
	}
	for _, x := range r.Because {
		v.Because = append(v.Because, w.rule(x, kinds))
	}
	return v
}

func (w Words) rule(r framework.RuleTold, kinds types) Rule {
	return Rule{ID: r.ID, Says: r.Says, Label: r.ValueIn, Weight: r.WeightIn, Why: w.why(r.Why, kinds), Source: w.source(r.Source), Pack: r.PackIn, Note: r.Note}
}

func (w Words) why(y framework.Why, kinds types) Why {
	v := Why{Text: y.Text, Mark: y.Verdict.String()}
	if y.Question != "" && !strings.HasSuffix(y.Text, ":") && len(y.Steps) == 0 && kinds.asks(y.Question, y.Person) {
		v.Href = kinds.link(y.Question, y.Person)
	}
	for _, s := range y.Steps {
		v.Steps = append(v.Steps, w.why(s, kinds))
	}
	return v
}

var stoneWeight = map[string]int{"light": 1, "heavy": 2, "decisive": 3}

// balance is the drawing; the words stand under it, each with its why.
func (w Words) balance(o framework.BalanceTold) web.Balance {
	side := func(key string, rules []framework.RuleTold, own string) web.Side {
		s := web.Side{Label: w.say(key)}
		for _, r := range rules {
			s.Lines = append(s.Lines, web.Line{Text: r.Says, Weight: stoneWeight[r.Weight], Label: r.ValueIn})
		}
		for _, x := range o.Own {
			if x.Side == own || x.Side == "both" {
				s.Lines = append(s.Lines, web.Line{Text: x.Ask, Weight: 1})
			}
		}
		return s
	}
	return web.Balance{Near: side("weigh.near", o.Meeting, "meeting"), Far: side("weigh.far", o.Distance, "distance")}
}

func (w Words) form(f framework.FormTold, rank int, kinds types) Form {
	v := Form{ID: "form-" + f.ID, Title: f.Title, Summary: f.Summary, Rank: rank, Fit: FitOf(f.Fit), HowTo: f.HowTo, Stops: f.Stops}
	for _, r := range f.Requires {
		v.Conditions = append(v.Conditions, r.Text)
	}
	for _, r := range f.Checklist {
		if !slices.Contains(v.Conditions, r.Text) {
			v.Checklist = append(v.Checklist, r.Text)
		}
	}
	seen := map[string]bool{}
	for _, list := range [][]framework.RuleTold{f.Decided, f.Prefers} {
		for _, r := range list {
			if !seen[r.ID] {
				seen[r.ID] = true
				v.Reasons = append(v.Reasons, w.rule(r, kinds))
			}
		}
	}
	for _, r := range f.Overruled {
		if !seen[r.ID] {
			v.Milder = append(v.Milder, w.rule(r, kinds))
		}
	}
	for _, r := range f.Pending {
		v.Pending = append(v.Pending, r.Says)
	}
	return v
}
