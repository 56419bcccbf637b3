package app

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"nabij/internal/framework"
)

// interview asks the questions of a framework one by one, at a terminal or through a pipe. Nothing is stored.
type interview struct {
	*Console
	fw        *framework.Framework
	out       io.Writer
	in        *bufio.Reader
	situation *framework.Case
	past      []framework.Asked        // in the order in which they were asked, to go back
	again     *framework.Asked         // to be asked next, after going back
	skipped   map[framework.Asked]bool // left for later
	section   string                   // that was shown last
	hidden    map[framework.Asked]bool
	routes    map[string]bool
	all       bool // also what no longer changes the advice
}

// step is what a person wants after a question.
type step int

const (
	stepNext step = iota
	stepBack
	stepDone
)

// begin explains how it works and asks what must be known first: the day and the role.
func (t *interview) begin(file *framework.CaseFile) error {
	t.in = bufio.NewReader(t.In)
	t.skipped, t.hidden, t.routes = map[framework.Asked]bool{}, map[framework.Asked]bool{}, map[string]bool{}
	t.say(0, "", t.fw.Title().In(t.Lang))
	head := t.fw.Base.Head
	t.say(0, "", string(head.ID)+" "+head.Version+" ("+t.T("status_"+head.Status)+")")
	if s := t.fw.Base.Head.Summary; !s.Empty() {
		t.say(0, "", t.fw.Plain(s, t.Lang))
	}
	fmt.Fprintln(t.out)
	t.say(0, "", t.T("ask_how"))
	if file.Day == "" && !t.askDay(file) {
		return nil // the engine tells that the day is missing
	}
	if file.Variant == "" && len(t.fw.Variants()) > 0 {
		t.askVariant(file)
	}
	return nil
}

func (t *interview) askDay(file *framework.CaseFile) bool {
	now := t.Clock.Now()
	if where, err := time.LoadLocation(zone); err == nil {
		now = now.In(where)
	}
	today := now.Format(time.DateOnly)
	for {
		fmt.Fprintln(t.out)
		t.say(0, "", t.T("ask_day", today))
		line, ok := t.line()
		switch {
		case !ok:
			return false
		case line == "":
			line = today
		case line == "?":
			t.say(0, "", t.T("ask_day_help"))
			continue
		}
		if _, err := framework.ParseMoment(line); err == nil {
			file.Day = line
			return true
		}
		t.say(0, "", t.T("weigh_not_a_day", line))
	}
}

func (t *interview) askVariant(file *framework.CaseFile) {
	var ids []string
	for {
		fmt.Fprintln(t.out)
		t.say(0, "", t.T("ask_variant"))
		ids = ids[:0]
		for i, v := range t.fw.Variants() {
			ids = append(ids, string(v.ID))
			t.say(2, fmt.Sprintf("%2d  ", i+1), v.Title.In(t.Lang))
		}
		line, ok := t.line()
		if !ok || line == "" || line == "-" {
			return
		}
		if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(ids) {
			line = ids[n-1]
		}
		if slices.Contains(ids, line) {
			file.Variant = line
			return
		}
		var titles []string
		for _, v := range t.fw.Variants() {
			titles = append(titles, v.Title.In(t.Lang))
		}
		t.say(0, "", t.typeOne(titles))
	}
}

// run asks until nothing is left that matters, or the person has had enough.
func (t *interview) run(situation *framework.Case) error {
	t.situation = situation
	for {
		advice := t.fw.Evaluate(*situation)
		sheet := advice.Sheet(t.Lang)
		t.tellChanges(advice, sheet)
		q, at, left := t.next(advice, sheet)
		if q == nil {
			switch t.offerRest(sheet) {
			case stepDone:
				return nil
			case stepBack:
				t.back()
			}
			continue
		}
		switch t.ask(*q, at, left) {
		case stepDone:
			return nil
		case stepBack:
			t.back()
		}
	}
}

// next finds the question to ask: first those that can still change the advice, in their order.
func (t *interview) next(advice *framework.Advice, sheet *framework.Sheet) (*asking, framework.Asked, int) {
	matter := advice.CanMatter()
	left := 0
	var first *asking
	var at framework.Asked
	for _, a := range waiting(sheet) {
		if t.again != nil && a.at == *t.again {
			t.again = nil
			return &a, a.at, max(1, len(matter))
		}
		if a.slot.Given != "" || t.skipped[a.at] || !t.all && !slices.Contains(matter, a.at) {
			continue
		}
		left++
		if first == nil {
			first, at = &a, a.at
		}
	}
	t.again = nil
	return first, at, left
}

// asking is a question with the person it is about and the consideration it belongs to.
type asking struct {
	section framework.SectionAsked
	framework.QuestionAsked
	slot framework.SlotAsked
	at   framework.Asked
}

// waiting lists what is asked now, in order, also what has an answer.
func waiting(sheet *framework.Sheet) []asking {
	var out []asking
	for _, s := range sheet.Sections {
		for _, q := range s.Questions {
			for _, slot := range q.Slots {
				if slot.Asked == framework.Yes {
					out = append(out, asking{s, q, slot, framework.Asked{Question: q.ID, Person: slot.Person}})
				}
			}
		}
	}
	return out
}

// back asks the last question again. Its answer stays until there is another one, and so do later answers: nothing that
// was typed gets lost.
func (t *interview) back() {
	if len(t.past) == 0 {
		t.say(0, "", t.T("ask_first_already"))
		return
	}
	last := t.past[len(t.past)-1]
	t.past = t.past[:len(t.past)-1]
	delete(t.skipped, last)
	t.again = &last
}

// offerRest asks whether to go on with what no longer changes the advice.
func (t *interview) offerRest(sheet *framework.Sheet) step {
	n := 0
	for _, a := range waiting(sheet) {
		if a.slot.Given == "" && !t.skipped[a.at] {
			n++
		}
	}
	if n == 0 || t.all {
		return stepDone
	}
	fmt.Fprintln(t.out)
	t.say(0, "", t.many("ask_rest", n))
	for {
		line, ok := t.line()
		switch strings.ToLower(line) {
		case "", "klaar", "done":
			return stepDone
		case "v", "verder", "c", "continue":
			t.all = true
			return stepNext
		case "<":
			return stepBack
		}
		if !ok {
			return stepDone
		}
		t.say(0, "", t.T("ask_rest_words"))
	}
}

// tellChanges tells what the last answer did: what opened at once, what does not count any more, what comes first now.
func (t *interview) tellChanges(advice *framework.Advice, sheet *framework.Sheet) {
	for _, r := range advice.Opened(t.Lang) {
		if !t.routes[r.ID] {
			t.routes[r.ID] = true
			fmt.Fprintln(t.out)
			t.say(0, "!! ", t.T("weigh_urgent")+" – "+r.UrgencyIn+": "+r.Title)
			for i, step := range r.Steps {
				t.say(3, fmt.Sprintf("%d. ", i+1), step)
			}
			for _, l := range r.Lines {
				t.say(3, "☎ ", framework.Reach(l.Name, l.Phone))
			}
		}
	}
	hidden := map[framework.Asked]bool{}
	for _, s := range sheet.Sections {
		for _, q := range s.Questions {
			for _, slot := range q.Slots {
				at := framework.Asked{Question: q.ID, Person: slot.Person}
				if slot.Given != "" && slot.Asked == framework.No {
					hidden[at] = true
				}
				switch {
				case hidden[at] && !t.hidden[at]:
					t.say(0, "", t.T("weigh_hidden", q.Ask, slot.Answer))
				case !hidden[at] && t.hidden[at] && slot.Given != "":
					t.say(0, "", t.T("ask_counts_again", q.Ask, slot.Answer))
				}
			}
		}
	}
	t.hidden = hidden
}

// line reads one line, without what a terminal could be fooled with. A pipe is shown what it said, so that the
// transcript can be read.
func (t *interview) line() (string, bool) {
	fmt.Fprint(t.out, "> ")
	var b strings.Builder
	ended := false
	for n := 0; ; {
		r, _, err := t.in.ReadRune()
		if ended = err != nil; ended || r == '\n' {
			break
		}
		if printable(r) && n <= framework.MaxTextLength {
			b.WriteRune(r)
			n++
		}
	}
	text := strings.TrimSpace(b.String())
	if f, ok := t.In.(*os.File); ended || !ok || !isTerminal(f) {
		shown := []rune(text)
		if len(shown) > lineWidth-3 {
			shown = append(shown[:lineWidth-3], '…')
		}
		fmt.Fprintln(t.out, string(shown))
	}
	return text, !ended || text != ""
}

// printable keeps control characters out, and marks that turn text around.
func printable(r rune) bool {
	return r >= 0x20 && (r < 0x7f || r >= 0xa0) && r != 0x061c && (r < 0x200b || r > 0x200f) && (r < 0x202a || r > 0x202e) && (r < 0x2060 || r > 0x2069)
}

func (t *interview) say(indent int, mark, text string) {
	fmt.Fprint(t.out, flow(strings.Repeat(" ", indent)+mark, text, indent+len([]rune(mark))))
}
