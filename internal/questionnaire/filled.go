package questionnaire

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// Filled is a questionnaire as somebody filled it in: what was sent or stored, and the case that it makes.
type Filled struct {
	Words
	Framework *framework.Framework
	Case      framework.Case
	Wrong     []Mistake // what cannot be used and does not count
	// Fields are the fields word for word; days are written as the engine reads them.
	Fields map[string][]string

	have     map[string]bool   // questions that the browser has already
	problems map[string]string // by field, in the words of the page
}

// FieldsOf gives the fields of a form. A planned day as people write it becomes one as the engine reads it.
func FieldsOf(form *web.Form) map[string][]string {
	fields := map[string][]string{}
	for _, name := range form.Names() {
		fields[name] = form.All(name)
	}
	if t, ok := form.Day(FieldDay); ok {
		fields[FieldDay] = []string{web.ISODay(t)}
	}
	return fields
}

// Open reads a questionnaire. The fields may come from a form, from storage, or from both laid over each other. A button
// that fills in a list (FieldFill) does its work here.
func Open(lang string, fw *framework.Framework, fields map[string][]string, today framework.Day) *Filled {
	f := &Filled{Words: In(lang), Framework: fw, Fields: maps.Clone(fields), problems: map[string]string{}}
	if f.Fields == nil {
		f.Fields = map[string][]string{}
	}
	f.Case, f.Wrong = Read(fw, f.Fields, today)
	if len(f.Wrong) > 0 && f.daysAsPeopleWrite() {
		f.Case, f.Wrong = Read(fw, f.Fields, today)
	}
	if section := f.one(FieldFill); section != "" {
		f.fill(section)
	}
	f.tellMistakes()
	return f
}

func (f *Filled) one(name string) string { return strings.TrimSpace(first(f.Fields[name])) }

// fill gives the questions of a scale in one section that are still open their first answer. It is an act of the person
// at the button; what was answered stays as it is.
func (f *Filled) fill(section string) {
	for _, sec := range f.Framework.Evaluate(f.Case).Sheet(f.Lang).Sections {
		if sectionID(sec.ID) != section {
			continue
		}
		scale := scaleOf(sec)
		for _, q := range sec.Questions {
			at := framework.Asked{Question: q.ID}
			if _, answered := f.Case.Answers[at]; answered || scale[q.ID] == "" || q.Asked != framework.Yes {
				continue
			}
			if x, problem := f.Framework.Parse(at, []string{scale[q.ID]}); problem == nil {
				f.Case.Answers[at] = x
				f.Fields[AnswerField(at)] = []string{scale[q.ID]}
			}
		}
	}
}

func sectionID(id string) string { return "s-" + id }

// Live tells whether the script of the page asks for what changed alone, and notes which questions it has already. The
// answer is a {{define}} of the page around {{template "live-parts" .View}}.
func (f *Filled) Live(r *http.Request) bool {
	if r.Header.Get("X-Nabij-Part") != "live" {
		return false
	}
	f.have = map[string]bool{}
	for _, key := range strings.Split(r.Header.Get("X-Nabij-Have"), " ") {
		f.have[key] = true
	}
	return true
}

// Kept are the fields of the questionnaire without those of the decision, to be sent along unseen.
func (f *Filled) Kept() []Hidden {
	return f.hidden(func(name string) bool { return !strings.HasPrefix(name, DecisionPrefix) && name != FieldFill })
}

// Decision are the fields of the decision. They go along back to the questions, so that a reason once written is not lost.
func (f *Filled) Decision() []Hidden {
	return f.hidden(func(name string) bool { return strings.HasPrefix(name, DecisionPrefix) })
}

func (f *Filled) hidden(wanted func(name string) bool) []Hidden {
	var out []Hidden
	for _, name := range slices.Sorted(maps.Keys(f.Fields)) {
		if !wanted(name) {
			continue
		}
		for _, v := range f.Fields[name] {
			if v != "" {
				out = append(out, Hidden{name, v})
			}
		}
	}
	return out
}
