package questionnaire

import (
	"slices"
	"strings"

	"nabij/internal/framework"
)

// The fields of the questionnaire. Answers are q.<question> or q.<question>.<person>; when they were asked is
// a.<the same>. What belongs to the decision starts with d. Other fields are the setting of the case.
const (
	AnswerPrefix   = "q."
	AskedPrefix    = "a."
	DecisionPrefix = "d."
	FieldDay       = "day"
	FieldVariant   = "role"
	FieldLevel     = "level"
	FieldFlow      = "flow"
	FieldLayer     = "with"
	FieldFill      = "fill"
	FieldThen      = "naar"
)

// AnswerField names the field of an answer.
func AnswerField(a framework.Asked) string { return AnswerPrefix + a.String() }

// MomentField names the field that tells when an answer was asked.
func MomentField(a framework.Asked) string { return AskedPrefix + a.String() }

// AskedOf reads the name of an answer's field: which question, and of whom.
func AskedOf(field string) (framework.Asked, bool) {
	name, ok := strings.CutPrefix(field, AnswerPrefix)
	if !ok {
		return framework.Asked{}, false
	}
	q, person, _ := strings.Cut(name, ".")
	return framework.Asked{Question: q, Person: person}, true
}

// Given cleans the values of one answer as a form sends them: empty fields are not answers, and "not known" beside
// something else is meant as the answer. The same value twice is one answer.
func Given(sent []string) []string {
	values := []string{}
	for _, v := range sent {
		if strings.TrimSpace(v) != "" && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	for _, state := range []string{"unknown", "refused"} {
		if slices.Contains(values, state) {
			return []string{state}
		}
	}
	return values
}

// Mistake is something in the questionnaire that cannot be used, at a field.
type Mistake struct {
	Field   string
	Problem framework.Problem
}

// Read makes a case of the fields that were sent. Answers that cannot be used are told and left out; the rest counts.
func Read(fw *framework.Framework, fields map[string][]string, today framework.Day) (framework.Case, []Mistake) {
	one := func(name string) string {
		if v := fields[name]; len(v) > 0 {
			return strings.TrimSpace(v[0])
		}
		return ""
	}
	c := framework.Case{Plan: framework.On(today), Today: framework.On(today), Variant: one(FieldVariant), Level: one(FieldLevel),
		Flow: one(FieldFlow), Answers: map[framework.Asked]framework.Answer{}}
	var out []Mistake
	if s := one(FieldDay); s != "" {
		if m, err := framework.ParseMoment(s); err == nil {
			c.Plan = m
		} else {
			out = append(out, Mistake{FieldDay, framework.NotADay(s)})
		}
	}
	for field, values := range fields {
		at, ok := AskedOf(field)
		if !ok {
			continue
		}
		values = Given(values)
		if len(values) == 0 {
			continue
		}
		a, problem := fw.Parse(at, values)
		if problem != nil {
			out = append(out, Mistake{field, *problem})
			continue
		}
		if s := one(AskedPrefix + at.String()); s != "" {
			if m, err := framework.ParseMoment(s); err == nil {
				a.Asked = m
			} else {
				out = append(out, Mistake{AskedPrefix + at.String(), framework.NotADay(s)})
			}
		}
		c.Answers[at] = a
	}
	for _, p := range fw.Check(c) {
		out = append(out, Mistake{fieldOf(p), p})
	}
	slices.SortFunc(out, func(a, b Mistake) int { return strings.Compare(a.Field, b.Field) })
	return c, out
}

func fieldOf(p framework.Problem) string {
	switch {
	case p.Asked.Question != "":
		return AnswerField(p.Asked)
	case p.Field == "variant":
		return FieldVariant
	}
	return p.Field
}

// Departs tells whether a choice departs from the advice: another form than the first one while that one fits better,
// or a form that is not advised or against a guideline.
func Departs(told *framework.Told, chosen string) bool {
	for i, f := range told.Forms {
		if f.ID != chosen {
			continue
		}
		return f.Fit == framework.NotAdvised || f.Fit == framework.AgainstGuideline || i > 0 && f.Fit != told.Forms[0].Fit
	}
	return false
}
