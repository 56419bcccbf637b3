package deliberation

import (
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// daysAsPeopleWrite writes days that cannot be read as the engine does, when they are days as people write them:
// 20-5-2020. It tells whether there was one.
func (a *asked) daysAsPeopleWrite() bool {
	kinds := map[string]string{}
	for _, sec := range a.fw.Evaluate(a.c).Sheet("nl").Sections {
		for _, q := range sec.Questions {
			kinds[q.ID] = q.Type
		}
	}
	found := false
	for _, m := range a.wrong {
		at, isAnswer := askedOf(m.Field)
		if isAnswer && kinds[at.Question] != "day" || !isAnswer && !strings.HasPrefix(m.Field, askedPrefix) {
			continue
		}
		if day, ok := web.ParseDay(first(given(a.fields[m.Field]))); ok {
			a.fields[m.Field], found = []string{web.ISODay(day)}, true
		}
	}
	return found
}

// tellMistakes puts what is wrong into the words of the page. The engine names questions and answers as a file does,
// which people who fill in a form never see.
func (a *asked) tellMistakes() {
	if len(a.wrong) == 0 {
		return
	}
	questions := map[string]framework.QuestionAsked{}
	for _, sec := range a.fw.Evaluate(a.c).Sheet(a.b.lang).Sections {
		for _, q := range sec.Questions {
			questions[q.ID] = q
		}
	}
	for _, m := range a.wrong {
		at, isAnswer := askedOf(m.Field)
		q, known := questions[at.Question]
		switch {
		case isAnswer && known:
			a.b.problems[m.Field] = a.b.mistake(q)
		case isAnswer:
			a.b.problems[m.Field] = a.b.say("wrong.gone")
		case m.Field == fieldDay, strings.HasPrefix(m.Field, askedPrefix):
			a.b.problems[m.Field] = a.b.say("wrong.day")
		default:
			a.b.problems[m.Field] = a.b.say("wrong.setting")
		}
	}
}

// mistake says which answers a question takes.
func (b builder) mistake(q framework.QuestionAsked) string {
	switch q.Type {
	case "number":
		key := "wrong.number"
		if q.Step != 1 && q.Step != 0 {
			key = "wrong.step"
		}
		return b.say(key, "Min", web.Number(b.lang, q.Min), "Max", web.Number(b.lang, q.Max), "Step", web.Number(b.lang, q.Step))
	case "day":
		return b.say("wrong.day")
	case "text":
		return b.say("wrong.text", "Count", framework.MaxTextLength)
	}
	return b.say("wrong.option")
}

// problemLinks is the summary on top of the questionnaire: each problem with its question, and a link when the field is in
// the page.
func (a *asked) problemLinks(v weighView) web.Problems {
	asks := map[string]string{fieldDay: v.Day.Label} // by field: the words beside it
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
	for _, m := range a.wrong {
		link := web.ProblemLink{Text: a.b.problems[m.Field]}
		if ask := asks[m.Field]; ask != "" {
			link = web.ProblemLink{Target: web.FieldID(m.Field), Text: ask + " " + a.b.problems[m.Field]}
		}
		if !told[link.Text] { // a hundred strange fields are one problem
			told[link.Text] = true
			out = append(out, link)
		}
	}
	return out
}
