package questionnaire

import (
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// daysAsPeopleWrite writes days that cannot be read as the engine does, when they are days as people write them:
// 20-5-2020. It tells whether there was one.
func (f *Filled) daysAsPeopleWrite() bool {
	kinds := map[string]string{}
	for _, sec := range f.Framework.Evaluate(f.Case).Sheet("nl").Sections {
		for _, q := range sec.Questions {
			kinds[q.ID] = q.Type
		}
	}
	found := false
	for _, m := range f.Wrong {
		at, isAnswer := AskedOf(m.Field)
		if isAnswer && kinds[at.Question] != "day" || !isAnswer && !strings.HasPrefix(m.Field, AskedPrefix) {
			continue
		}
		if day, ok := web.ParseDay(first(Given(f.Fields[m.Field]))); ok {
			f.Fields[m.Field], found = []string{web.ISODay(day)}, true
		}
	}
	return found
}

// tellMistakes puts what is wrong into the words of the page. The engine names questions and answers as a file does,
// which people who fill in a form never see.
func (f *Filled) tellMistakes() {
	if len(f.Wrong) == 0 {
		return
	}
	questions := map[string]framework.QuestionAsked{}
	for _, sec := range f.Framework.Evaluate(f.Case).Sheet(f.Lang).Sections {
		for _, q := range sec.Questions {
			questions[q.ID] = q
		}
	}
	for _, m := range f.Wrong {
		at, isAnswer := AskedOf(m.Field)
		q, known := questions[at.Question]
		switch {
		case isAnswer && known:
			f.problems[m.Field] = f.mistake(q)
		case isAnswer:
			f.problems[m.Field] = f.say("wrong.gone")
		case m.Field == FieldDay, strings.HasPrefix(m.Field, AskedPrefix):
			f.problems[m.Field] = f.say("wrong.day")
		default:
			f.problems[m.Field] = f.say("wrong.setting")
		}
	}
}

// mistake says which answers a question takes.
func (w Words) mistake(q framework.QuestionAsked) string {
	switch q.Type {
	case "number":
		key := "wrong.number"
		if q.Step != 1 && q.Step != 0 {
			key = "wrong.step"
		}
		return w.say(key, "Min", web.Number(w.Lang, q.Min), "Max", web.Number(w.Lang, q.Max), "Step", web.Number(w.Lang, q.Step))
	case "day":
		return w.say("wrong.day")
	case "text":
		return w.say("wrong.text", "Count", framework.MaxTextLength)
	}
	return w.say("wrong.option")
}

// problemLinks is the summary on top of the questionnaire: each problem with its question, and a link when the field is in
// the page.
func (f *Filled) problemLinks(v View) web.Problems {
	asks := map[string]string{FieldDay: v.Day.Label} // by field: the words beside it
	for _, s := range []*web.Select{v.Settings.Role, v.Settings.Level, v.Settings.Flow} {
		if s != nil {
			asks[s.Name] = s.Label
		}
	}
	for _, sec := range v.Sections {
		for _, x := range sec.Blocks {
			asks[x.Key] = x.Ask
			if x.Asked != nil {
				asks[x.Asked.Name] = x.Ask + " " + x.Asked.Label
			}
		}
	}
	var out web.Problems
	told := map[string]bool{}
	for _, m := range f.Wrong {
		link := web.ProblemLink{Text: f.problems[m.Field]}
		if ask := asks[m.Field]; ask != "" {
			link = web.ProblemLink{Target: web.FieldID(m.Field), Text: ask + " " + f.problems[m.Field]}
		}
		if !told[link.Text] { // a hundred strange fields are one problem
			told[link.Text] = true
			out = append(out, link)
		}
	}
	return out
}
