package app

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/framework"
)

// ask puts one question and reads until there is an answer that suits it, or another wish.
func (t *interview) ask(q asking, at framework.Asked, left int) step {
	done := 0
	for _, a := range t.past {
		if _, ok := t.situation.Answers[a]; ok {
			done++
		}
	}
	t.head(q, done+1, done+left)
	for {
		line, ok := t.line()
		if !ok {
			return stepDone
		}
		switch strings.ToLower(line) {
		case "klaar", "done":
			return stepDone
		case "<":
			return stepBack
		case "?":
			t.help(q)
			continue
		case "":
			t.skipped[at] = q.slot.Given == "" // an answer that is there stays
			t.past = append(t.past, at)
			return stepNext
		case "-":
			line = "unknown"
		case "!":
			line = "refused"
		}
		answer, problem := t.fw.Parse(at, values(q, line))
		if problem != nil {
			t.say(0, "", t.wrong(q, line))
			continue
		}
		t.situation.Answers[at] = answer
		t.past = append(t.past, at)
		return stepNext
	}
}

// wrong tells what can be typed, in the words that are on the screen.
func (t *interview) wrong(q asking, line string) string {
	switch line {
	case "unknown":
		return t.T("ask_not_unknown")
	case "refused":
		return t.T("ask_not_refused")
	}
	switch q.Type {
	case "number":
		if q.Step != 0 && q.Step != 1 {
			return t.T("ask_type_steps", plainNumber(q.Min), plainNumber(q.Max), plainNumber(q.Step))
		}
		return t.T("ask_type_number", plainNumber(q.Min), plainNumber(q.Max))
	case "day":
		return t.T("ask_type_day")
	case "text":
		return t.T("ask_type_text", framework.MaxTextLength)
	case "choices":
		return t.T("ask_type_several", len(q.Options))
	}
	var labels []string
	for _, o := range q.Options {
		labels = append(labels, o.Label)
	}
	return t.typeOne(labels)
}

// typeOne names what can be typed: all of it when that is short, or else from which number to which.
func (t *interview) typeOne(labels []string) string {
	if len(labels) > 4 {
		return t.T("ask_type_range", len(labels))
	}
	var out []string
	for i, l := range labels {
		out = append(out, fmt.Sprintf("%d (%s)", i+1, l))
	}
	if len(out) == 1 {
		return t.T("ask_type", out[0])
	}
	return t.T("ask_type", strings.Join(out[:len(out)-1], ", ")+" "+t.T("ask_or")+" "+out[len(out)-1])
}

// head prints the question with how far we are, and the answers there are.
func (t *interview) head(q asking, n, m int) {
	fmt.Fprintln(t.out)
	st := t.style()
	if q.section.ID != t.section {
		t.section = q.section.ID
		fmt.Fprintln(t.out, st.strong(q.section.Title)+" "+st.soft("["+q.section.KindIn+"]"))
		if q.section.Intro != "" {
			t.say(0, "", q.section.Intro)
		}
		fmt.Fprintln(t.out)
	}
	who := ""
	if q.slot.PersonIn != "" {
		who = " (" + q.slot.PersonIn + ")"
	}
	t.say(0, t.T("ask_progress", n, m)+"  ", q.Ask+who)
	t.offers(q)
	if q.slot.Given != "" {
		t.say(6, "", t.T("ask_now", q.slot.Answer))
	}
}

func (t *interview) offers(q asking) {
	var last []string
	switch q.Type {
	case "number":
		last = append(last, strings.TrimSpace(t.T("show_number", plainNumber(q.Min), plainNumber(q.Max))+" "+q.Unit))
	case "day":
		last = append(last, t.T("ask_day_form"))
	case "text":
		last = append(last, t.T("show_text"))
	case "choices":
		last = append(last, t.T("ask_several"))
	}
	for i, o := range q.Options {
		t.say(2, fmt.Sprintf("%2d  ", i+1), o.Label)
	}
	if q.Unknown {
		last = append(last, t.T("ask_unknown"))
	}
	if q.Refused {
		last = append(last, t.T("ask_refused"))
	}
	if q.hasHelp() {
		last = append(last, t.T("ask_help"))
	}
	if len(last) > 0 {
		t.say(2, "    ", strings.Join(last, " · "))
	}
}

func (q asking) hasHelp() bool {
	return q.Help != "" || slices.ContainsFunc(q.Options, func(o framework.OptionAsked) bool { return o.Help != "" })
}

func (t *interview) help(q asking) {
	if !q.hasHelp() {
		t.say(0, "", t.T("ask_no_help"))
	}
	if q.Help != "" {
		t.say(0, "", q.Help)
	}
	for i, o := range q.Options {
		if o.Help != "" {
			t.say(2, fmt.Sprintf("%2d  ", i+1), o.Label+": "+o.Help)
		}
	}
	if q.Source != nil {
		t.say(0, t.T("show_source")+" ", q.Source.Title)
	}
}

// values turns what was typed into the words of an answers file: the number of an option becomes its name, yes and no
// may be said in Dutch, and several answers may stand beside each other.
func values(q asking, line string) []string {
	switch q.Type {
	case "number", "day", "text":
		return []string{line}
	case "choices":
		if line == "unknown" || line == "refused" {
			return []string{line}
		}
		if line == "0" {
			return nil
		}
		var out []string
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
			out = append(out, optionID(q, word))
		}
		return out
	}
	return []string{optionID(q, line)}
}

func optionID(q asking, word string) string {
	if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(q.Options) {
		return q.Options[n-1].ID
	}
	for _, o := range q.Options {
		if strings.EqualFold(word, o.Label) || strings.EqualFold(word, o.ID) {
			return o.ID
		}
	}
	return word
}
