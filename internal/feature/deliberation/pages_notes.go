package deliberation

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

// note puts at each question where its answer comes from, what the file says now, and what stands beside it; and the
// seals that the page sends back.
func (f *Feature) note(r *http.Request, view *weighView, v record.Weighed, s *sent, facts map[string]known, names map[string]string, self string) {
	lang := web.Lang(r)
	choose := &web.Link{Label: web.Text(r, "deliberation.choose"), Href: self + "/kiezen"}
	stands := map[framework.Asked]record.Answer{}
	for _, x := range v.Answers {
		stands[x.At] = x
	}
	besides := map[framework.Asked][]record.Beside{}
	for _, b := range v.Besides {
		besides[b.At] = append(besides[b.At], b)
	}
	waiting := map[framework.Asked]bool{}
	for _, sec := range view.Sections {
		for i := range sec.Blocks {
			at, ok := questionnaire.AskedOf(sec.Blocks[i].Key)
			if !ok {
				continue
			}
			x := stands[at]
			b := &sec.Blocks[i]
			if len(besides[at]) > 0 {
				waiting[at] = true
				b.Notes = append(b.Notes, f.twofold(r, v, x, besides[at], names, choose))
			} else if n, ok := f.origin(r, v, x, names); ok {
				b.Notes = append(b.Notes, n)
			}
			if k, ok := facts[at.Question]; ok && at.Person == "" {
				if n, ok := f.fileSays(r, v, x, k, choose); ok {
					b.Notes = append(b.Notes, n)
				}
			}
			if s != nil {
				if o, ok := s.outcomes[at]; ok && o.What == wrong {
					b.Notes = append(b.Notes, questionnaire.Note{Text: web.Text(r, "deliberation.not_saved")})
				} else if ok && o.What == saved {
					b.Notes = append(b.Notes, questionnaire.Note{Kind: questionnaire.NoteSaved, Text: web.Text(r, "deliberation.saved_at", "Time", f.When(lang, o.Answer.ChangedAt))})
				}
			}
			view.Seals = append(view.Seals, questionnaire.Hidden{Name: sealPrefix + at.String(), Value: s.seal(at, x, b.Known)})
		}
	}
	for at := range besides {
		waiting[at] = true
	}
	if len(waiting) > 0 {
		view.Choices = &web.Link{Label: web.Text(r, "deliberation.choices", "Count", len(waiting)), Href: self + "/kiezen"}
	}
}

// seal is what a page knows of an answer. What a script has in the page already keeps the seal that it sent, unless its
// answer was stored: otherwise it would take for seen what it never showed.
func (s *sent) seal(at framework.Asked, stands record.Answer, has bool) string {
	if s == nil || !has {
		return seal(stands)
	}
	if o, ok := s.outcomes[at]; ok && o.What == saved || !s.form.Has(sealPrefix+at.String()) {
		return seal(stands)
	}
	return s.form.Text(sealPrefix + at.String())
}

// origin tells where an answer comes from, when it is not the worker's own.
func (f *Feature) origin(r *http.Request, v record.Weighed, x record.Answer, names map[string]string) (questionnaire.Note, bool) {
	lang := web.Lang(r)
	switch {
	case len(x.Given) == 0:
		return questionnaire.Note{}, false
	case x.Source == record.FromFile:
		return questionnaire.Note{Kind: questionnaire.NoteKnown, Text: web.Text(r, "deliberation.from_file", "Day", f.DayWords(lang, x.SourceOn))}, true
	case x.Source == record.FromEarlier:
		return questionnaire.Note{Kind: questionnaire.NoteKnown, Text: web.Text(r, "deliberation.from_earlier", "Day", f.DayWords(lang, x.SourceOn))}, true
	case x.ChangedBy != v.Actor.ID:
		return questionnaire.Note{Kind: questionnaire.NoteKnown, Text: web.Text(r, "deliberation.by_other", "Name", names[x.ChangedBy], "Time", f.When(lang, x.ChangedAt))}, true
	}
	return questionnaire.Note{}, false
}

// fileSays tells what the file says now when that is not what stands.
func (f *Feature) fileSays(r *http.Request, v record.Weighed, x record.Answer, k known, choose *web.Link) (questionnaire.Note, bool) {
	lang := web.Lang(r)
	on := f.DayWords(lang, string(k.On))
	if k.Beside {
		words := k.Words
		if k.Fact.Fact == "living" {
			words = []string{record.WordOf(r, "living."+words[0])}
		}
		return questionnaire.Note{Kind: questionnaire.NoteKnown, Text: web.Text(r, "deliberation.file_beside", "Words", strings.Join(words, "; "), "Day", on)}, true
	}
	if slices.Equal(x.Given, k.Given) || x.Source == record.FromWorker && x.ChangedAt.Time().In(f.Zone).Format("2006-01-02") > string(k.On) && len(x.Given) > 0 {
		return questionnaire.Note{}, false // the same, or the worker asked after the file was written
	}
	return questionnaire.Note{Kind: questionnaire.NoteKnown, Link: choose,
		Text: web.Text(r, "deliberation.file_says", "Words", words(v.FW, v.Case, lang, x.At, k.Fact.Question, k.Given), "Day", on)}, true
}

// twofold tells both answers, who gave them and when.
func (f *Feature) twofold(r *http.Request, v record.Weighed, x record.Answer, list []record.Beside, names map[string]string, choose *web.Link) questionnaire.Note {
	lang := web.Lang(r)
	tell := func(by string, at db.Instant, given []string) string {
		return web.Text(r, "deliberation.one_says", "Name", names[by], "Time", f.When(lang, at), "Words", words(v.FW, v.Case, lang, list[0].At, list[0].At.Question, given))
	}
	parts := []string{tell(x.ChangedBy, x.ChangedAt, x.Given)}
	for _, b := range list {
		parts = append(parts, tell(b.By, b.GivenAt, b.Given))
	}
	return questionnaire.Note{Kind: questionnaire.NoteTwofold, Text: web.Text(r, "deliberation.twofold") + " " + strings.Join(parts, " "), Link: choose}
}

// words gives an answer as people read it.
func words(fw *framework.Framework, c framework.Case, lang string, at framework.Asked, question string, given []string) string {
	if at.Question == "" {
		at.Question = question
	}
	a, problem := fw.Parse(at, given)
	if len(given) == 0 || problem != nil {
		return "–"
	}
	c.Answers = map[framework.Asked]framework.Answer{at: a}
	for _, sec := range fw.Evaluate(c).Sheet(lang).Sections {
		for _, q := range sec.Questions {
			if q.ID != at.Question {
				continue
			}
			for _, slot := range q.Slots {
				if slot.Person == at.Person && slot.Answer != "" {
					return slot.Answer
				}
			}
			var out []string // it is not asked in a case that knows nothing else
			for _, g := range given {
				i := slices.IndexFunc(q.Options, func(o framework.OptionAsked) bool { return o.ID == g })
				if i < 0 {
					out = append(out, g)
				} else {
					out = append(out, q.Options[i].Label)
				}
			}
			return strings.Join(out, ", ")
		}
	}
	return strings.Join(given, ", ")
}

// talkLine tells in a few words who thinks along, and what approval waits.
func (f *Feature) talkLine(r *http.Request, view *weighView, v record.Weighed, self string) {
	view.Talk = web.Link{Label: web.Text(r, "deliberation.talk_link"), Href: self + "/meedenken"}
	count := func(state string) (n int) {
		for _, c := range v.Consults {
			if c.State == state {
				n++
			}
		}
		return n
	}
	if n := count("open"); n > 0 {
		view.TalkText = append(view.TalkText, web.Text(r, "deliberation.talk_open", "Count", n))
	}
	if n := count("answered"); n > 0 {
		view.TalkText = append(view.TalkText, web.Text(r, "deliberation.talk_answered", "Count", n))
	}
	for _, p := range v.Approvals {
		view.TalkText = append(view.TalkText, record.WordOf(r, "approval_"+p.State, "Role", record.RoleWords(v.FW, web.Lang(r), p.Role)))
	}
}

// shownChanges is how many of the answers that were otherwise last time stand beside the questions.
const shownChanges = 6

// earlierLine puts the decision before beside this one: what was answered otherwise then.
func (f *Feature) earlierLine(r *http.Request, view *weighView, v record.Weighed, self string) error {
	before, receipt, err := f.Before(r.Context(), f.DB.Read(), v.Opened)
	if err != nil || before == nil {
		return err
	}
	told, err := receipt.In(web.Lang(r))
	if err != nil {
		return err
	}
	day := f.DayWords(web.Lang(r), string(people.DayOf(before.ClosedAt.Time(), f.Zone)))
	view.Earlier = &web.Link{Label: web.Text(r, "deliberation.earlier_link", "Day", day), Href: self + "/eerder"}
	if view.EarlierChanges = record.ChangedAnswers(told, v.FW.Evaluate(v.Case).Tell(web.Lang(r))); len(view.EarlierChanges) > shownChanges {
		view.EarlierChanges = view.EarlierChanges[:shownChanges] // the rest stands behind the link
	}
	return nil
}

// choices is the page where of two things one is chosen: answers beside each other, and what the file says now.
func (f *Feature) choices(w http.ResponseWriter, r *http.Request) error {
	x, err := f.Open(r.Context(), f.DB.Read(), access.Weigh, r.PathValue("id"))
	if err != nil {
		return err
	}
	return f.showChoices(w, r, x, nil, http.StatusOK)
}

type choiceView struct {
	record.Header
	Action   string
	Back     web.Link
	Notice   *web.Notice
	Choices  []web.Choice
	Seals    []questionnaire.Hidden
	Once     string
	Problems web.Problems
}

func (f *Feature) showChoices(w http.ResponseWriter, r *http.Request, x record.Opened, notice *web.Notice, status int) error {
	ctx, q, lang := r.Context(), f.DB.Read(), web.Lang(r)
	self := web.Path(r, "/afwegingen/"+x.Deliberation.ID)
	v, err := f.Reckon(ctx, q, x)
	if err != nil {
		return err
	}
	offers, err := f.offers(ctx, q, v)
	if err != nil {
		return err
	}
	names, err := v.People(ctx, q)
	if err != nil {
		return err
	}
	view := choiceView{Header: f.Header(r, x), Action: self + "/kiezen", Back: web.Link{Label: web.Text(r, "deliberation.back"), Href: self}, Notice: notice, Once: record.NewKey()}
	asks := map[framework.Asked]string{}
	for _, sec := range v.FW.Evaluate(v.Case).Sheet(lang).Sections {
		for _, qn := range sec.Questions {
			for _, slot := range qn.Slots {
				asks[framework.Asked{Question: qn.ID, Person: slot.Person}] = strings.TrimSpace(strings.Join([]string{slot.PersonIn, qn.Ask}, " "))
			}
		}
	}
	for _, o := range offers {
		say := func(given []string) string { return words(v.FW, v.Case, lang, o.at, o.at.Question, given) }
		c := web.Choice{Name: "k." + o.at.String(), Legend: asks[o.at]}
		c.Options = append(c.Options, web.Option{Value: "blijft", Label: say(o.stands.Given), Chosen: true, Help: f.whoWhen(r, o.stands, names)})
		for _, b := range o.besides {
			c.Options = append(c.Options, web.Option{Value: b.By, Label: say(b.Given), Help: web.Text(r, "deliberation.by_other", "Name", names[b.By], "Time", f.When(lang, b.GivenAt))})
		}
		if o.file != nil {
			c.Options = append(c.Options, web.Option{Value: "dossier", Label: say(o.file.Given), Help: web.Text(r, "deliberation.from_file", "Day", f.DayWords(lang, string(o.file.On)))})
		}
		view.Choices = append(view.Choices, c)
		view.Seals = append(view.Seals, questionnaire.Hidden{Name: sealPrefix + o.at.String(), Value: strconv.FormatInt(o.stands.Version, 10)})
	}
	if err := f.Audit.Note(ctx, x.Line("deliberation.seen", "part:choices")); err != nil {
		return err
	}
	return choicePage.Render(w, r, status, record.Head(r, false), view)
}

func (f *Feature) whoWhen(r *http.Request, x record.Answer, names map[string]string) string {
	switch {
	case x.Version == 0:
		return web.Text(r, "deliberation.no_answer")
	case x.Source == record.FromFile:
		return web.Text(r, "deliberation.from_file", "Day", f.DayWords(web.Lang(r), x.SourceOn))
	case x.Source == record.FromEarlier:
		return web.Text(r, "deliberation.from_earlier", "Day", f.DayWords(web.Lang(r), x.SourceOn))
	}
	return web.Text(r, "deliberation.by_other", "Name", names[x.ChangedBy], "Time", f.When(web.Lang(r), x.ChangedAt))
}

// settleChoices stores what was chosen. When something changed in the meantime the page is shown again.
func (f *Feature) settleChoices(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	chosen, seen := map[string]string{}, map[string]int64{}
	for _, name := range form.Names() {
		if q, ok := strings.CutPrefix(name, "k."); ok {
			chosen[q] = form.Text(name)
		}
		if q, ok := strings.CutPrefix(name, sealPrefix); ok {
			n, _ := strconv.ParseInt(form.Text(name), 10, 64) // what is no number was never seen: a conflict
			seen[q] = n
		}
	}
	_, err = f.Desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		x, err := f.Open(ctx, tx, access.Weigh, id)
		if err != nil {
			return "", err
		}
		v, err := f.Reckon(ctx, tx, x)
		if err != nil {
			return "", err
		}
		return id, f.pickAt(ctx, tx, v, chosen, seen)
	})
	if errors.Is(err, record.ErrMoved) {
		x, err := f.Open(r.Context(), f.DB.Read(), access.Weigh, id)
		if err != nil {
			return err
		}
		return f.showChoices(w, r, x, &web.Notice{Kind: "warning", Text: web.Text(r, "deliberation.moved_choice")}, http.StatusConflict)
	}
	if err != nil {
		return f.Uncertain(w, err)
	}
	return web.Redirect(w, r, "/afwegingen/"+id)
}
