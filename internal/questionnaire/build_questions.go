package questionnaire

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// sections makes the questionnaire. What the browser has already is only named.
func (f *Filled) sections(s *framework.Sheet) ([]Section, []Hidden) {
	var out []Section
	var kept []Hidden
	for _, sec := range s.Sections {
		v := Section{ID: sectionID(sec.ID), Title: sec.Title, Intro: sec.Intro, Kind: sec.KindIn, Source: f.source(sec.Source), Reflect: sec.Reflect, Shown: sec.Shown}
		scale := scaleOf(sec)
		if first := scale[""]; first != "" && scaleOpen(sec, scale) {
			v.Fill = f.say("weigh.fill", "Answer", first)
		}
		for _, q := range sec.Questions {
			for _, slot := range q.Slots {
				name := AnswerPrefix + slot.Name(q)
				if slot.Asked != framework.Yes {
					for _, x := range slot.Values {
						kept = append(kept, Hidden{name, x})
					}
					if on := AskedPrefix + slot.Name(q); first(f.Fields[on]) != "" {
						kept = append(kept, Hidden{on, first(f.Fields[on])})
					}
					continue
				}
				x := Block{Key: name, Ask: askOf(q, slot), Known: f.have[name], Scale: scale[q.ID] != ""}
				if !x.Known {
					f.block(&x, q, slot)
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

// askOf is a question in words, with of whom it is asked.
func askOf(q framework.QuestionAsked, slot framework.SlotAsked) string {
	if slot.PersonIn == "" {
		return q.Ask
	}
	return upperFirst(slot.PersonIn) + ": " + lowerFirst(q.Ask)
}

func (f *Filled) block(x *Block, q framework.QuestionAsked, slot framework.SlotAsked) {
	ask := x.Ask
	chosen := func(v string) bool { return slices.Contains(slot.Values, v) }
	var states []web.Option
	if q.Unknown {
		states = append(states, web.Option{Value: "unknown", Label: f.say("weigh.unknown"), Chosen: chosen("unknown")})
	}
	if q.Refused {
		states = append(states, web.Option{Value: "refused", Label: f.say("weigh.refused"), Chosen: chosen("refused")})
	}
	value := ""
	if slot.Given == framework.Answered && len(slot.Values) > 0 {
		value = slot.Values[0]
	} else if typed := Given(f.Fields[x.Key]); f.problems[x.Key] != "" && len(typed) > 0 {
		value = typed[0] // what cannot be used stays in the field, to be mended
	}
	switch q.Type {
	case "number", "day":
		x.Input = &web.Input{Name: x.Key, Label: ask, Help: q.Help, Value: value, Type: "number", Unit: q.Unit, Error: f.problems[x.Key]}
		if q.Type == "day" {
			x.Input.Type = "date"
		}
		x.States = states
	case "text":
		x.Area = &web.TextArea{Name: x.Key, Label: ask, Help: q.Help, Value: value, Rows: 3, Error: f.problems[x.Key], Optional: true, MaxLength: framework.MaxTextLength}
	default:
		c := &web.Choice{Name: x.Key, Legend: ask, Help: q.Help, Several: q.Type == "choices", Error: f.problems[x.Key]}
		for _, o := range q.Options {
			c.Options = append(c.Options, web.Option{Value: o.ID, Label: o.Label, Help: o.Help, Chosen: chosen(o.ID)})
		}
		c.Options = append(c.Options, states...)
		c.Short = short(c.Options)
		x.Choice = c
	}
	if q.MaxAge != "" {
		on := AskedPrefix + strings.TrimPrefix(x.Key, AnswerPrefix)
		x.Asked = &web.Input{Name: on, Label: f.say("weigh.asked_on"), Help: f.say("weigh.asked_help", "Age", q.MaxAge), Type: "date", Value: first(f.Fields[on]), Error: f.problems[on]}
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
