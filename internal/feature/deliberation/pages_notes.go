package deliberation

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

// note puts at each question where its answer comes from, what the file says now, and what stands beside it; and the
// seals that the page sends back.
func (f *Feature) note(r *http.Request, view *weighView, v weighed, s *sent, facts map[string]known, names map[string]string, self string) {
	lang := web.Lang(r)
	choose := &web.Link{Label: web.Text(r, "deliberation.choose"), Href: self + "/kiezen"}
	stands := map[framework.Asked]Answer{}
	for _, x := range v.answers {
		stands[x.At] = x
	}
	besides := map[framework.Asked][]Beside{}
	for _, b := range v.besides {
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
					b.Notes = append(b.Notes, questionnaire.Note{Kind: questionnaire.NoteSaved, Text: web.Text(r, "deliberation.saved_at", "Time", f.clock(lang, o.Answer.ChangedAt))})
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
func (s *sent) seal(at framework.Asked, stands Answer, has bool) string {
	if s == nil || !has {
		return seal(stands)
	}
	if o, ok := s.outcomes[at]; ok && o.What == saved || !s.form.Has(sealPrefix+at.String()) {
		return seal(stands)
	}
	return s.form.Text(sealPrefix + at.String())
}

// origin tells where an answer comes from, when it is not the worker's own.
func (f *Feature) origin(r *http.Request, v weighed, x Answer, names map[string]string) (questionnaire.Note, bool) {
	lang := web.Lang(r)
	switch {
	case len(x.Given) == 0:
		return questionnaire.Note{}, false
	case x.Source == FromFile:
		return questionnaire.Note{Kind: questionnaire.NoteKnown, Text: web.Text(r, "deliberation.from_file", "Day", f.dayWords(lang, x.SourceOn))}, true
	case x.Source == FromEarlier:
		return questionnaire.Note{Kind: questionnaire.NoteKnown, Text: web.Text(r, "deliberation.from_earlier", "Day", f.dayWords(lang, x.SourceOn))}, true
	case x.ChangedBy != v.Actor.ID:
		return questionnaire.Note{Kind: questionnaire.NoteKnown, Text: web.Text(r, "deliberation.by_other", "Name", names[x.ChangedBy], "Time", f.clock(lang, x.ChangedAt))}, true
	}
	return questionnaire.Note{}, false
}

// fileSays tells what the file says now when that is not what stands.
func (f *Feature) fileSays(r *http.Request, v weighed, x Answer, k known, choose *web.Link) (questionnaire.Note, bool) {
	lang := web.Lang(r)
	on := f.dayWords(lang, string(k.On))
	if k.Beside {
		words := k.Words
		if k.Fact.Fact == "living" {
			words = []string{wordOf(r, "living."+words[0])}
		}
		return questionnaire.Note{Kind: questionnaire.NoteKnown, Text: web.Text(r, "deliberation.file_beside", "Words", strings.Join(words, "; "), "Day", on)}, true
	}
	if slices.Equal(x.Given, k.Given) || x.Source == FromWorker && x.ChangedAt.Time().In(f.Zone).Format("2006-01-02") > string(k.On) && len(x.Given) > 0 {
		return questionnaire.Note{}, false // the same, or the worker asked after the file was written
	}
	return questionnaire.Note{Kind: questionnaire.NoteKnown, Link: choose,
		Text: web.Text(r, "deliberation.file_says", "Words", words(v.fw, v.c, lang, x.At, k.Fact.Question, k.Given), "Day", on)}, true
}

// twofold tells both answers, who gave them and when.
func (f *Feature) twofold(r *http.Request, v weighed, x Answer, list []Beside, names map[string]string, choose *web.Link) questionnaire.Note {
	lang := web.Lang(r)
	tell := func(by string, at db.Instant, given []string) string {
		return web.Text(r, "deliberation.one_says", "Name", names[by], "Time", f.clock(lang, at), "Words", words(v.fw, v.c, lang, list[0].At, list[0].At.Question, given))
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
func (f *Feature) talkLine(r *http.Request, view *weighView, v weighed, self string) {
	view.Talk = web.Link{Label: web.Text(r, "deliberation.talk_link"), Href: self + "/meedenken"}
	count := func(state string) (n int) {
		for _, c := range v.consults {
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
	for _, p := range v.approvals {
		view.TalkText = append(view.TalkText, wordOf(r, "approval_"+p.State, "Role", roleWords(v.fw, web.Lang(r), p.Role)))
	}
}

// roleWords gives the name of a role of the framework, or its id when this version does not have it.
func roleWords(fw *framework.Framework, lang, id string) string {
	for _, p := range fw.Packs() {
		for _, role := range p.Roles {
			if string(role.ID) == id {
				return role.Title.In(lang)
			}
		}
	}
	return id
}

// shownChanges is how many of the answers that were otherwise last time stand beside the questions.
const shownChanges = 6

// earlierLine puts the decision before beside this one: what was answered otherwise then.
func (f *Feature) earlierLine(r *http.Request, view *weighView, v weighed, self string) error {
	before, receipt, err := f.before(r.Context(), f.DB.Read(), v.record)
	if err != nil || before == nil {
		return err
	}
	told, err := receipt.In(web.Lang(r))
	if err != nil {
		return err
	}
	day := f.dayWords(web.Lang(r), string(people.DayOf(before.ClosedAt.Time(), f.Zone)))
	view.Earlier = &web.Link{Label: web.Text(r, "deliberation.earlier_link", "Day", day), Href: self + "/eerder"}
	if view.EarlierChanges = changedAnswers(told, v.fw.Evaluate(v.c).Tell(web.Lang(r))); len(view.EarlierChanges) > shownChanges {
		view.EarlierChanges = view.EarlierChanges[:shownChanges] // the rest stands behind the link
	}
	return nil
}

// choices is the page where of two things one is chosen: answers beside each other, and what the file says now.
func (f *Feature) choices(w http.ResponseWriter, r *http.Request) error {
	x, err := f.open(r.Context(), f.DB.Read(), access.Weigh, r.PathValue("id"))
	if err != nil {
		return err
	}
	return f.showChoices(w, r, x, nil, http.StatusOK)
}

type choiceView struct {
	header
	Action   string
	Back     web.Link
	Notice   *web.Notice
	Choices  []web.Choice
	Seals    []questionnaire.Hidden
	Once     string
	Problems web.Problems
}

func (f *Feature) showChoices(w http.ResponseWriter, r *http.Request, x record, notice *web.Notice, status int) error {
	ctx, q, lang := r.Context(), f.DB.Read(), web.Lang(r)
	self := web.Path(r, "/afwegingen/"+x.Deliberation.ID)
	v, err := f.reckon(ctx, q, x)
	if err != nil {
		return err
	}
	offers, err := f.offers(ctx, q, v)
	if err != nil {
		return err
	}
	names, err := v.people(ctx, q)
	if err != nil {
		return err
	}
	view := choiceView{header: f.header(r, x), Action: self + "/kiezen", Back: web.Link{Label: web.Text(r, "deliberation.back"), Href: self}, Notice: notice, Once: newKey()}
	asks := map[framework.Asked]string{}
	for _, sec := range v.fw.Evaluate(v.c).Sheet(lang).Sections {
		for _, qn := range sec.Questions {
			for _, slot := range qn.Slots {
				asks[framework.Asked{Question: qn.ID, Person: slot.Person}] = strings.TrimSpace(strings.Join([]string{slot.PersonIn, qn.Ask}, " "))
			}
		}
	}
	for _, o := range offers {
		say := func(given []string) string { return words(v.fw, v.c, lang, o.at, o.at.Question, given) }
		c := web.Choice{Name: "k." + o.at.String(), Legend: asks[o.at]}
		c.Options = append(c.Options, web.Option{Value: "blijft", Label: say(o.stands.Given), Chosen: true, Help: f.whoWhen(r, o.stands, names)})
		for _, b := range o.besides {
			c.Options = append(c.Options, web.Option{Value: b.By, Label: say(b.Given), Help: web.Text(r, "deliberation.by_other", "Name", names[b.By], "Time", f.clock(lang, b.GivenAt))})
		}
		if o.file != nil {
			c.Options = append(c.Options, web.Option{Value: "dossier", Label: say(o.file.Given), Help: web.Text(r, "deliberation.from_file", "Day", f.dayWords(lang, string(o.file.On)))})
		}
		view.Choices = append(view.Choices, c)
		view.Seals = append(view.Seals, questionnaire.Hidden{Name: sealPrefix + o.at.String(), Value: strconv.FormatInt(o.stands.Version, 10)})
	}
	if err := f.Audit.Note(ctx, x.line("deliberation.seen", "part:choices")); err != nil {
		return err
	}
	return choicePage.Render(w, r, status, head(r, false), view)
}

func (f *Feature) whoWhen(r *http.Request, x Answer, names map[string]string) string {
	switch {
	case x.Version == 0:
		return web.Text(r, "deliberation.no_answer")
	case x.Source == FromFile:
		return web.Text(r, "deliberation.from_file", "Day", f.dayWords(web.Lang(r), x.SourceOn))
	case x.Source == FromEarlier:
		return web.Text(r, "deliberation.from_earlier", "Day", f.dayWords(web.Lang(r), x.SourceOn))
	}
	return web.Text(r, "deliberation.by_other", "Name", names[x.ChangedBy], "Time", f.clock(web.Lang(r), x.ChangedAt))
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
	_, err = f.desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		x, err := f.open(ctx, tx, access.Weigh, id)
		if err != nil {
			return "", err
		}
		v, err := f.reckon(ctx, tx, x)
		if err != nil {
			return "", err
		}
		return id, f.pickAt(ctx, tx, v, chosen, seen)
	})
	if errors.Is(err, errMoved) {
		x, err := f.open(r.Context(), f.DB.Read(), access.Weigh, id)
		if err != nil {
			return err
		}
		return f.showChoices(w, r, x, &web.Notice{Kind: "warning", Text: web.Text(r, "deliberation.moved_choice")}, http.StatusConflict)
	}
	if err != nil {
		return f.told(w, err)
	}
	return web.Redirect(w, r, "/afwegingen/"+id)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// wordOf gives the words of a value in a group of keys of this slice.
func wordOf(r *http.Request, key string, args ...any) string {
	return web.Text(r, "deliberation."+key, args...)
}
