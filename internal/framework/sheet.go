package framework

// Sheet is what there is to ask in a case, in one language: the considerations with their questions, which of them are
// asked now, and what was answered. Pages and the interview on the command line are made from it.
type Sheet struct {
	Sections []SectionAsked `json:"sections"`
	Total    int            `json:"total"`    // questions asked now, per person counted once each
	Answered int            `json:"answered"` // of those, how many have an answer
}

// SectionAsked is a consideration to be answered.
type SectionAsked struct {
	ID        string          `json:"id"`
	Kind      Kind            `json:"kind"`
	KindIn    string          `json:"kind_words"`
	Title     string          `json:"title"`
	Intro     string          `json:"intro,omitempty"`
	Reflect   []string        `json:"reflect,omitempty"`
	Source    *SourceTold     `json:"source,omitempty"`
	Shown     bool            `json:"shown"` // some question in it is asked now
	Answered  int             `json:"answered"`
	Total     int             `json:"total"`
	Questions []QuestionAsked `json:"questions"`
}

// QuestionAsked is a question, once or per person.
type QuestionAsked struct {
	ID        string        `json:"id"`
	Type      string        `json:"type"`
	Ask       string        `json:"ask"`
	Help      string        `json:"help,omitempty"`
	Unit      string        `json:"unit,omitempty"`
	Min       float64       `json:"min,omitempty"`
	Max       float64       `json:"max,omitempty"`
	Step      float64       `json:"step,omitempty"`
	Options   []OptionAsked `json:"options,omitempty"`
	Unknown   bool          `json:"unknown"` // "not known" is offered
	Refused   bool          `json:"refused"` // "not willing to say" is offered
	Fixed     bool          `json:"fixed"`
	Value     string        `json:"value,omitempty"`
	MaxAge    string        `json:"max_age,omitempty"`
	Asked     Tri           `json:"asked"` // no: it drops away; open: it may come up after another answer
	PerPerson bool          `json:"per_person"`
	Slots     []SlotAsked   `json:"slots"`
	Source    *SourceTold   `json:"source,omitempty"`
}

// OptionAsked is one of the answers offered.
type OptionAsked struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Help  string `json:"help,omitempty"`
}

// SlotAsked is one answer to be given: of one person, or of nobody in particular.
type SlotAsked struct {
	Person   string   `json:"person,omitempty"` // "housemate-2"
	PersonIn string   `json:"person_words,omitempty"`
	Asked    Tri      `json:"asked"`
	Given    Given    `json:"given,omitempty"` // "" when not answered
	Values   []string `json:"values,omitempty"`
	Answer   string   `json:"answer,omitempty"` // in words
	Old      bool     `json:"old,omitempty"`    // will be too old on the planned day
}

// Name of the answer as the answers file calls it: question, or question.person.
func (s SlotAsked) Name(q QuestionAsked) string { return Asked{q.ID, s.Person}.String() }

// Sheet makes the questionnaire that belongs to this advice.
func (a *Advice) Sheet(lang string) *Sheet {
	t := &teller{Advice: a, lang: lang}
	out := &Sheet{}
	for _, c := range a.fw.considerations {
		sec := SectionAsked{ID: string(c.ID), Kind: c.Kind, KindIn: Word(string(c.Kind), lang), Title: c.Title.In(lang), Intro: t.fill(c.Intro),
			Source: t.source(c.pack, c.Source)}
		for _, r := range c.Reflect {
			sec.Reflect = append(sec.Reflect, t.fill(r))
		}
		for _, q := range c.questions {
			x := t.question(q)
			for _, s := range x.Slots {
				if s.Asked != Yes {
					continue
				}
				sec.Shown = true
				sec.Total++
				if s.Given != "" {
					sec.Answered++
				}
			}
			sec.Questions = append(sec.Questions, x)
		}
		out.Total += sec.Total
		out.Answered += sec.Answered
		out.Sections = append(out.Sections, sec)
	}
	return out
}

func (t *teller) question(q *question) QuestionAsked {
	x := QuestionAsked{ID: string(q.ID), Type: q.Type, Ask: t.fill(q.Ask), Help: t.fill(q.Help), Unit: q.Unit.In(t.lang), Step: 1,
		Unknown: q.states&stateUnknown != 0, Refused: q.states&stateRefused != 0, Fixed: bool(q.Fixed), Asked: Tri(t.verdict(t.b.asked[q.index])),
		PerPerson: len(q.Per) > 0, Source: t.source(q.pack, q.Source)}
	if q.Min != nil && q.Max != nil {
		x.Min, x.Max = *q.Min, *q.Max
	}
	if q.Step != nil {
		x.Step = *q.Step
	}
	if q.MaxAge > 0 {
		x.MaxAge = q.MaxAge.In(t.lang)
	}
	if v := t.fw.values[q.Value.ID]; v != nil {
		x.Value = v.Title.In(t.lang)
	}
	for _, o := range q.options {
		x.Options = append(x.Options, OptionAsked{string(o.ID), o.Label.In(t.lang), t.fill(o.Help)})
	}
	for s := q.first; s < q.first+q.count; s++ {
		x.Slots = append(x.Slots, t.slotAskedTold(s))
	}
	return x
}

func (t *teller) slotAskedTold(s int) SlotAsked {
	sl := t.fw.slots[s]
	x := SlotAsked{Person: sl.name(), PersonIn: t.slotPerson(s), Asked: Tri(t.slotAsked(s))}
	r, ok := t.reply(s)
	if !ok {
		return x
	}
	x.Given, x.Answer, x.Old = r.Given, t.answerText(sl.q, r), t.c.tooOld(sl.q, r)
	switch {
	case r.Given == Unknown:
		x.Values = []string{"unknown"}
	case r.Given == Refused:
		x.Values = []string{"refused"}
	case sl.q.Type == "number":
		x.Values = []string{plain(r.Number)}
	case sl.q.Type == "day":
		x.Values = []string{r.Day.String()}
	case sl.q.Type == "text":
		x.Values = []string{r.Text}
	default:
		x.Values = r.Words
	}
	return x
}
