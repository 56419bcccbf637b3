package deliberation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// builder turns what the engine tells into what the templates may see.
type builder struct {
	lang     string
	say      func(key string, args ...any) string
	have     map[string]bool     // questions that the browser has already
	raw      map[string][]string // what was sent, word for word
	problems map[string]string   // by field
}

func (b builder) source(s *framework.SourceTold) *sourceView {
	if s == nil {
		return nil
	}
	return &sourceView{s.Title, s.URL, s.Date, s.Words, s.Note, foreign(s.Lang, b.lang)}
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
	name := answerField(framework.Asked{Question: q, Person: person})
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

func (b builder) advice(o *framework.Told, kinds types) adviceView {
	v := adviceView{Notices: o.Notices, Day: o.Day.In(b.lang), TurnsCut: o.TurnsCut, Empty: len(o.Answers) == 0}
	if len(o.Forms) > 0 {
		v.Headline, v.BestFit = o.Forms[0].Title, viewOf(o.Forms[0].Fit)
	}
	for _, r := range o.Routes {
		v.Routes = append(v.Routes, b.route(r, kinds))
	}
	for _, r := range o.Balance.Meeting {
		v.Near = append(v.Near, b.rule(r, kinds))
	}
	for _, r := range o.Balance.Distance {
		v.Far = append(v.Far, b.rule(r, kinds))
	}
	v.Balance = b.balance(o.Balance)
	for _, x := range o.Balance.Own {
		if x.Side != "neither" {
			v.Own = append(v.Own, strings.TrimSpace(strings.TrimSuffix(x.Ask, "?")+": "+x.SideIn)+".")
		}
	}
	v.Tensions = b.tensions(o.Tensions)
	for i, f := range o.Forms {
		v.Forms = append(v.Forms, b.form(f, i+1, kinds))
	}
	v.Consult, v.Approve = calls(o.Consult), calls(o.Approve)
	for _, x := range o.Open {
		l := linkView{x.Ask, kinds.link(x.Question, x.Person)}
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
		v.Turns = append(v.Turns, linkView{t.Text, kinds.link(t.Changes[0].Question, t.Changes[0].Person)})
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
		v.Guidelines = append(v.Guidelines, guidelineView{h.Title, h.Value, h.KindIn, h.FromIn, h.For, h.Note, h.Binds == "private", !h.Strictest, b.source(h.Source)})
	}
	return v
}

// tensions puts the values together that stand against the same one: a list of pairs is not read.
func (b builder) tensions(list []framework.TensionTold) []tensionView {
	var order []string
	near := map[string][]string{}
	for _, t := range list {
		if near[t.DistanceIn] == nil {
			order = append(order, t.DistanceIn)
		}
		near[t.DistanceIn] = append(near[t.DistanceIn], t.MeetingIn)
	}
	var out []tensionView
	for _, far := range order {
		words := near[far]
		s := strings.Join(words, ", ")
		if n := len(words); n > 1 {
			s = strings.Join(words[:n-1], ", ") + b.say("advice.and") + words[n-1]
		}
		out = append(out, tensionView{s, far})
	}
	return out
}

func answers(list []framework.AnswerTold) []answerView {
	var out []answerView
	for _, a := range list {
		ask := a.Ask
		if a.PersonIn != "" {
			ask += " (" + strings.ToLower(a.PersonIn) + ")"
		}
		out = append(out, answerView{ask, a.Answer, a.Why})
	}
	return out
}

func calls(list []framework.CallTold) []callView {
	var out []callView
	for _, c := range list {
		x := callView{Title: c.Title}
		for _, r := range c.Because {
			x.Because = append(x.Because, r.Says)
		}
		out = append(out, x)
	}
	return out
}

func (b builder) route(r framework.RouteTold, kinds types) routeView {
	v := routeView{ID: "route-" + r.ID, Title: r.Title, Urgency: r.UrgencyIn, Now: r.Urgency == "now", Steps: r.Steps}
	for _, l := range r.Lines {
		x := lineView{Name: l.Name, For: l.For, Phone: l.Phone, Hours: l.Hours, Cost: l.Cost, Checked: l.CheckedOn.In(b.lang), Dial: web.Urgent{Call: l.Phone}}
		if l.Source != nil && l.Source.Status != "seen" {
			x.Status = l.Source.Words
		}
		v.Lines = append(v.Lines, x)
	}
	for _, w := range r.Because {
		v.Because = append(v.Because, b.rule(w, kinds))
	}
	return v
}

func (b builder) rule(r framework.RuleTold, kinds types) ruleView {
	return ruleView{ID: r.ID, Says: r.Says, Label: r.ValueIn, Weight: r.WeightIn, Why: b.why(r.Why, kinds), Source: b.source(r.Source), Pack: r.PackIn, Note: r.Note}
}

func (b builder) why(w framework.Why, kinds types) whyView {
	v := whyView{Text: w.Text, Mark: w.Verdict.String()}
	if w.Question != "" && !strings.HasSuffix(w.Text, ":") && len(w.Steps) == 0 && kinds.asks(w.Question, w.Person) {
		v.Href = kinds.link(w.Question, w.Person)
	}
	for _, s := range w.Steps {
		v.Steps = append(v.Steps, b.why(s, kinds))
	}
	return v
}

var stoneWeight = map[string]int{"light": 1, "heavy": 2, "decisive": 3}

// balance is the drawing; the words stand under it, each with its why.
func (b builder) balance(o framework.BalanceTold) web.Balance {
	side := func(key string, rules []framework.RuleTold, own string) web.Side {
		s := web.Side{Label: b.say(key)}
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

func (b builder) form(f framework.FormTold, rank int, kinds types) formView {
	v := formView{ID: "form-" + f.ID, Title: f.Title, Summary: f.Summary, Rank: rank, Fit: viewOf(f.Fit), HowTo: f.HowTo, Stops: f.Stops}
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
				v.Reasons = append(v.Reasons, b.rule(r, kinds))
			}
		}
	}
	for _, r := range f.Overruled {
		if !seen[r.ID] {
			v.Milder = append(v.Milder, b.rule(r, kinds))
		}
	}
	for _, r := range f.Pending {
		v.Pending = append(v.Pending, r.Says)
	}
	return v
}

// sections makes the questionnaire. What the browser has already is only named.
func (b builder) sections(s *framework.Sheet) ([]sectionView, []hiddenField) {
	var out []sectionView
	var kept []hiddenField
	for _, sec := range s.Sections {
		v := sectionView{ID: sectionID(sec.ID), Title: sec.Title, Intro: sec.Intro, Kind: sec.KindIn, Source: b.source(sec.Source), Reflect: sec.Reflect, Shown: sec.Shown}
		scale := scaleOf(sec)
		if first := scale[""]; first != "" && scaleOpen(sec, scale) {
			v.Fill = b.say("weigh.fill", "Answer", first)
		}
		for _, q := range sec.Questions {
			for _, slot := range q.Slots {
				name := answerPrefix + slot.Name(q)
				if slot.Asked != framework.Yes {
					for _, x := range slot.Values {
						kept = append(kept, hiddenField{name, x})
					}
					if on := askedPrefix + slot.Name(q); first(b.raw[on]) != "" {
						kept = append(kept, hiddenField{on, first(b.raw[on])})
					}
					continue
				}
				x := blockView{Key: name, Known: b.have[name], Scale: scale[q.ID] != ""}
				if !x.Known {
					b.block(&x, q, slot)
				}
				v.Blocks = append(v.Blocks, x)
			}
		}
		out = append(out, v)
	}
	return out, kept
}

// scaleOpen tells whether a question of the scale has no answer yet.
func scaleOpen(sec framework.SectionAsked, scale map[string]string) bool {
	for _, q := range sec.Questions {
		for _, slot := range q.Slots {
			if scale[q.ID] != "" && slot.Asked == framework.Yes && slot.Given == "" {
				return true
			}
		}
	}
	return false
}

// scaleMembers is how many questions with the same answers make a scale.
const scaleMembers = 4

// scaleOf finds the questions of a section that share their answers: id → first answer, by name. Under "" stands the
// label of that answer. Questions of a scale are drawn small, and one button gives what is open the first answer. Of two
// scales in one section the longer one counts, or else the first.
func scaleOf(sec framework.SectionAsked) map[string]string {
	members := map[string][]framework.QuestionAsked{}
	var order []string
	for _, q := range sec.Questions {
		if q.Type != "choice" || q.PerPerson {
			continue
		}
		key := ""
		for _, o := range q.Options {
			key += o.ID + " "
		}
		if members[key] == nil {
			order = append(order, key)
		}
		members[key] = append(members[key], q)
	}
	var longest []framework.QuestionAsked
	for _, key := range order {
		if list := members[key]; len(list) >= scaleMembers && len(list) > len(longest) {
			longest = list
		}
	}
	out := map[string]string{}
	for _, q := range longest {
		out[q.ID] = q.Options[0].ID
		out[""] = longest[0].Options[0].Label
	}
	return out
}

func (b builder) block(x *blockView, q framework.QuestionAsked, slot framework.SlotAsked) {
	ask := q.Ask
	if slot.PersonIn != "" {
		ask = upperFirst(slot.PersonIn) + ": " + lowerFirst(ask)
	}
	x.Ask = ask
	chosen := func(v string) bool { return slices.Contains(slot.Values, v) }
	var states []web.Option
	if q.Unknown {
		states = append(states, web.Option{Value: "unknown", Label: b.say("weigh.unknown"), Chosen: chosen("unknown")})
	}
	if q.Refused {
		states = append(states, web.Option{Value: "refused", Label: b.say("weigh.refused"), Chosen: chosen("refused")})
	}
	value := ""
	if slot.Given == framework.Answered && len(slot.Values) > 0 {
		value = slot.Values[0]
	} else if typed := given(b.raw[x.Key]); b.problems[x.Key] != "" && len(typed) > 0 {
		value = typed[0] // what cannot be used stays in the field, to be mended
	}
	switch q.Type {
	case "number", "day":
		x.Input = &web.Input{Name: x.Key, Label: ask, Help: q.Help, Value: value, Type: "number", Unit: q.Unit, Error: b.problems[x.Key]}
		if q.Type == "day" {
			x.Input.Type = "date"
		}
		x.States = states
	case "text":
		x.Area = &web.TextArea{Name: x.Key, Label: ask, Help: q.Help, Value: value, Rows: 3, Error: b.problems[x.Key], Optional: true, MaxLength: framework.MaxTextLength}
	default:
		c := &web.Choice{Name: x.Key, Legend: ask, Help: q.Help, Several: q.Type == "choices", Error: b.problems[x.Key]}
		for _, o := range q.Options {
			c.Options = append(c.Options, web.Option{Value: o.ID, Label: o.Label, Help: o.Help, Chosen: chosen(o.ID)})
		}
		c.Options = append(c.Options, states...)
		c.Short = short(c.Options)
		x.Choice = c
	}
	if q.MaxAge != "" {
		on := askedPrefix + strings.TrimPrefix(x.Key, answerPrefix)
		x.Asked = &web.Input{Name: on, Label: b.say("weigh.asked_on"), Help: b.say("weigh.asked_help", "Age", q.MaxAge), Type: "date", Value: first(b.raw[on]), Error: b.problems[on]}
	}
}

// short options may stand beside each other: a few words at most.
func short(options []web.Option) bool {
	for _, o := range options {
		if len([]rune(o.Label)) > 16 || o.Help != "" {
			return false
		}
	}
	return len(options) <= 4
}

func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) < 2 || strings.ToUpper(string(r[1])) == string(r[1]) && r[1] != ' ' {
		return s
	}
	return strings.ToLower(string(r[0])) + string(r[1:])
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
