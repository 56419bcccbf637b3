package questionnaire

import (
	"slices"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// Paper is a weighing as it stands on a record. Templates: paper-chosen (of Chosen), paper-advice (of Advice),
// paper-answers and paper-basis.
type Paper struct {
	Terms    web.Terms // the day, when it was weighed, and the settings that the advice reckoned with
	Advice   Advice
	Chosen   *Form // nil when nothing was chosen
	Departs  bool  // the choice departs from the advice
	Sections []Answers
	Packs    []string
	Sources  []Source
}

// Answers are the answers of one section.
type Answers struct {
	Title, Kind string
	Answers     []Answer
}

// Paper puts a weighing on paper. chosen is the id of a form of contact, or "".
func (f *Filled) Paper(told *framework.Told, chosen string) Paper {
	v := f.Words.Paper(told, chosen)
	v.Terms = append(v.Terms, f.settingsTold()...)
	return v
}

// Paper puts an advice on paper that was stored: all that it says of itself. The settings are for whoever stored them.
func (w Words) Paper(told *framework.Told, chosen string) Paper {
	v := Paper{Advice: w.Advice(told), Departs: Departs(told, chosen),
		Terms: web.Terms{{Name: w.say("record.day"), Value: told.Day.In(w.Lang)}, {Name: w.say("record.made"), Value: told.Today.In(w.Lang)}}}
	if i := slices.IndexFunc(told.Forms, func(x framework.FormTold) bool { return x.ID == chosen }); i >= 0 {
		form := w.Form(told.Forms[i])
		v.Chosen = &form
	}
	for _, s := range told.Answers {
		v.Sections = append(v.Sections, Answers{s.Title, s.KindIn, answers(s.Answers)})
	}
	for _, p := range told.Packs {
		v.Packs = append(v.Packs, p.Title+" "+p.Version+" ("+p.Checksum[:min(12, len(p.Checksum))]+")")
	}
	v.Sources = sourcesOf(v.Advice)
	return v
}

// settingsTold are the choices besides the day that the advice reckoned with.
func (f *Filled) settingsTold() web.Terms {
	var out web.Terms
	for _, x := range f.Framework.Variants() {
		if string(x.ID) == f.Case.Variant {
			out = append(out, web.Term{Name: f.say("weigh.role"), Value: x.Title.In(f.Lang)})
		}
	}
	levels, _, _ := f.Framework.Dimensions()
	for _, x := range levels {
		if string(x.ID) == f.Case.Level {
			out = append(out, web.Term{Name: f.say("weigh.level"), Value: x.Title.In(f.Lang)})
		}
	}
	for _, x := range f.Framework.Flows() {
		if string(x.ID) == f.Case.Flow {
			out = append(out, web.Term{Name: f.say("weigh.flow"), Value: x.Title.In(f.Lang)})
		}
	}
	return out
}

// sourcesOf lists the sources behind both sides, each once. Those of the guidelines are pinned by their packs.
func sourcesOf(v Advice) []Source {
	var out []Source
	for _, r := range append(slices.Clone(v.Near), v.Far...) {
		if s := r.Source; s != nil && !slices.Contains(out, *s) {
			out = append(out, *s)
		}
	}
	return out
}

// Letter is the resident's own copy. It says what was agreed, never what the worry was: violence, crisis and what others
// said stay out of it. Template: letter-body.
type Letter struct {
	Form, Means  string // the form of contact, and what it means for the resident
	Agreements   []string
	Next, Review string // the next contact, and when it is looked at again; in words
	Agreed       string // AgreedYes, AgreedNo, AgreedLater or ""
	By           string
}

// Whether the resident agrees.
const (
	AgreedYes   = "yes"
	AgreedNo    = "no"
	AgreedLater = "later"
)

// LetterOf begins the letter with what the framework says to the resident about the chosen form.
func LetterOf(chosen *framework.FormTold) Letter {
	v := Letter{Form: chosen.Title, Means: chosen.Resident}
	for _, q := range append(slices.Clone(chosen.Requires), chosen.Checklist...) {
		if q.Resident != "" && !slices.Contains(v.Agreements, q.Resident) {
			v.Agreements = append(v.Agreements, q.Resident)
		}
	}
	return v
}
