package demo

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// answers are what somebody answers, by question (question.person where it is asked of several). Several words mean
// several choices.
type answers map[string]string

// ordinary is how most things are with most people in May 2020: what a scene does not tell otherwise is answered so.
var ordinary = answers{
	"contact-now": "ok", "who-else": "family", "wish": "meet", "wanted": "any", "unwanted": "nothing", "can-express": "well", "informed": "yes",
	"client-support-known": "yes", "remote-means": "phone letter", "means-enough": "partly", "means-why": "signals", "listen-in": "no", "tool": "secured", "unsafe-home": "none",
	"psychiatric-crisis": "none", "suicide": "none", "escalation": "none", "loneliness-isolation": "none", "basic-needs": "none",
	"debts-income": "none", "addiction-relapse": "none", "overburdened-carer": "none", "derailed-care": "none", "lost-day-structure": "none",
	"online-abuse": "none", "sexual-violence": "none", "forced-marriage-honour": "none", "out-of-sight": "none", "other-worry": "none",
	"agreement": "allows", "doubt": "no", "availability": "can-go", "complaints.resident": "no", "complaints.worker": "no", "complaints.household": "no", "isolation": "no",
	"to-resident": "small", "from-resident": "small", "can-go-out": "yes", "home-needed": "no", "distance-home": "yes",
	"distance-person": "yes", "office-open": "suited", "group-considered": "no", "nearness-talked": "yes", "acute": "no", "initiative": "no",
	"professionals-inside": "0", "day-activity-stopped": "no",
}

// weighed is what becomes of a deliberation in the story.
type weighed struct {
	key, resident, who string
	plan               string // the day of the meeting, 2020-05-08
	role               string // of the framework
	answers            answers
}

// weigh begins a deliberation and answers what is asked, part after part, as long as answers bring up more questions.
func (s *story) weigh(w weighed) {
	s.as(w.who).open("/inwoners/{"+w.resident+"}/afwegen").on("begin").fill("kader", "fysieke-ontmoeting").fill("day", w.plan).maybe("role", w.role)
	s.send("").keep(w.key)
	s.answer(w.key, w.who, w.answers)
}

// answer goes through the questions of an open deliberation.
func (s *story) answer(key, who string, own answers) {
	given := maps.Clone(ordinary)
	maps.Copy(given, own)
	done := map[string]bool{}
	if s.as(who); s.err == nil && s.page.path != "/afwegingen/"+s.id(key) {
		s.open("/afwegingen/{" + key + "}")
	}
	for range 5 { // what is sent leads back to the page, with what is asked next
		s.on("weigh")
		if s.err != nil {
			return
		}
		more := false
		for _, name := range slices.Clone(s.form.names) {
			asked, ok := strings.CutPrefix(name, "q.")
			value, known := given[asked]
			_, told := own[asked]
			if !ok || !known || done[asked] || s.form.fields.Get(name) != "" && !told { // what the file knows stays
				continue
			}
			s.fill(name, strings.Fields(value)...)
			done[asked], more = true, true
		}
		if !more {
			break
		}
		s.send("")
	}
	for asked := range own {
		if !done[asked] {
			s.fail(fmt.Errorf("%s: nobody asks %q", key, asked))
		}
	}
}

// decision is how a deliberation ends.
type decision struct {
	forms                               []string
	reason                              string
	departing, noConsult, noApproval    string // what is filled in when it is asked
	agreed, whyNot, next, how, by, look string
}

// decide goes from the questions to the decision.
func (s *story) decide(key, who string, d decision) {
	if d.agreed == "" {
		d.agreed = "yes"
	}
	s.as(who).open("/afwegingen/{"+key+"}/besluit").on("forms").fill("vorm", d.forms...).send("").
		on("decide").fill("reden", d.reason).maybe("afwijken", d.departing).maybe("zonder_overleg", d.noConsult).maybe("zonder_akkoord", d.noApproval).
		fill("ingestemd", d.agreed).fill("niet_ingestemd", d.whyNot).fill("volgende", d.next).fill("hoe", d.how)
	if d.by != "" {
		s.fill("door", d.by)
	}
	if d.look != "" {
		s.fill("opnieuw", d.look)
	}
	if s.err == nil { // most of what belongs to it is arranged when somebody decides, and not all
		s.maybe("voorwaarde", s.form.choices["voorwaarde"][:len(s.form.choices["voorwaarde"])*2/3]...)
	}
	s.send("")
	if s.err == nil && !strings.HasSuffix(s.page.path, s.ids[key]) {
		s.fail(fmt.Errorf("%s was not decided: %s: %s", key, s.page.path, s.page.told()))
	}
}

// consult asks a colleague to think along.
func (s *story) consult(key, who, of, question string) {
	s.as(who).open("/afwegingen/{"+key+"}/meedenken").on("ask").fill("collega", "{worker."+of+"}").fill("vraag", question).send("doe=vraag")
}

// think answers what was asked.
func (s *story) think(key, who, verdict, text string) {
	s.as(who).open("/afwegingen").sees("Aan jou gevraagd").open("/afwegingen/{" + key + "}/meedenken")
	s.starting("answer-").own("oordeel", verdict).own("antwoord", text).send("doe=antwoord")
}

// starting takes the first form in hand whose id begins so.
func (s *story) starting(id string) *story {
	if s.err != nil {
		return s
	}
	for _, f := range formsOf(s.page.root) {
		if strings.HasPrefix(f.id, id) && f.fields.Has("once") {
			s.form = f
			return s
		}
	}
	s.fail(fmt.Errorf("%s has no form %s…: %s", s.page.path, id, s.page.told()))
	return s
}

// own fills in a field that is named after what its form is about, because several such forms stand in the page.
func (s *story) own(name, value string) *story {
	if s.form != nil {
		_, about, _ := strings.Cut(s.form.id, "-")
		name += "." + about
	}
	return s.fill(name, value)
}

// askApproval asks for the first approval that the framework wants.
func (s *story) askApproval(key, who, note string) {
	s.as(who).open("/afwegingen/{" + key + "}/meedenken")
	s.starting("approval-").own("toelichting", note).send("doe=vraag-akkoord")
}

// approve gives or refuses it.
func (s *story) approve(key, who, how, reason string) {
	s.as(who).open("/afwegingen/{" + key + "}/meedenken")
	s.starting("approve-").own("reden", reason).send("doe=" + how)
}
