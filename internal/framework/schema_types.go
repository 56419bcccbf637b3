package framework

import "reflect"

// schemaTypes describe the types that read themselves. Editors see numbers and yes/no as YAML does, so a word may also be
// a number or a truth value to them.
var schemaTypes = map[reflect.Type]struct {
	name string
	make func(*schemaMaker) schema
}{
	reflect.TypeFor[ID]():     {"id", idSchema},
	reflect.TypeFor[Ref]():    {"name", nameSchema},
	reflect.TypeFor[Flag]():   {"flag", func(*schemaMaker) schema { return schema{"enum": []any{"yes", "no", true, false}} }},
	reflect.TypeFor[Day]():    {"day", func(*schemaMaker) schema { return daySchema() }},
	reflect.TypeFor[Age]():    {"age", ageSchema},
	reflect.TypeFor[Text]():   {"text", textSchema},
	reflect.TypeFor[Amount](): {"amount", amountSchema},
}

const dayWords = `(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`

func idSchema(*schemaMaker) schema {
	return schema{"type": "string", "pattern": idPattern.String(), "not": schema{"enum": []string{"unknown", "refused"}}}
}

func nameSchema(*schemaMaker) schema {
	return schema{"type": []string{"string", "number", "boolean"}, "maxLength": 64, "minLength": 1}
}

func wordSchema(*schemaMaker) schema {
	return schema{"type": []string{"string", "number", "boolean"}, "maxLength": MaxTextLength, "minLength": 1}
}

func daySchema() schema { return schema{"type": "string", "pattern": "^" + dayWords + "$"} }

func ageSchema(*schemaMaker) schema {
	return schema{"type": "string", "pattern": `^[1-9][0-9]{0,3} (hours?|days?)$`, "examples": []string{"24 hours", "7 days"}}
}

func textSchema(s *schemaMaker) schema {
	word := s.ref("word", wordSchema)
	return schema{"anyOf": []schema{
		{"type": "object", "minProperties": 1, "additionalProperties": false,
			"properties":        schema{"nl": word, "en": word},
			"patternProperties": schema{langPattern.String(): word}},
		word,
	}}
}

func amountSchema(s *schemaMaker) schema {
	return schema{"anyOf": []schema{
		{"type": "number"},
		{"type": "object", "required": []string{"param"}, "additionalProperties": false, "properties": schema{
			"param": s.ref("name", nameSchema),
			"times": schema{"type": "number", "description": "Times this number."},
		}},
	}}
}

func answersSchema(s *schemaMaker) schema {
	word := s.ref("word", wordSchema)
	plain := schema{"anyOf": []schema{word, {"type": "array", "items": word}}}
	dated := schema{"type": "object", "required": []string{"answer"}, "additionalProperties": false, "properties": schema{
		"answer": plain,
		"asked":  schema{"type": "string", "pattern": momentWords, "description": "When it was asked."},
	}}
	perPerson := schema{"type": "object", "minProperties": 1, "properties": schema{"answer": false},
		"additionalProperties": schema{"anyOf": []schema{word, {"type": "array", "items": word}, dated}}}
	return schema{"type": "object", "additionalProperties": schema{"anyOf": []schema{plain, dated, perPerson}}}
}

const momentWords = "^" + dayWords + `([ T]([01]?[0-9]|2[0-3]):[0-5][0-9])?$`

// schemaPatterns narrow plain words.
var schemaPatterns = map[string]string{
	"Head.version":    versionPattern.String(),
	"Head.languages":  langPattern.String(),
	"Source.date":     datePattern.String(),
	"Source.url":      "^https?://[^ \"'<>`]+$",
	"CaseFile.day":    momentWords,
	"CaseFile.today":  momentWords,
	"Expect.review":   "^" + dayWords + "$",
	"Rule.weight":     "^(light|heavy|decisive)$",
	"Question.may":    "^(unknown|refused)$",
	"Expect.closed":   answerWords,
	"Expect.open":     answerWords,
	"Expect.hidden":   answerWords,
	"Expect.turns":    answerWords,
	"Head.guidelines": idPattern.String(),
	"Head.helplines":  idPattern.String(),
}

const answerWords = `^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?$`

// schemaRules are what must go together in one thing.
var schemaRules = map[string]schema{
	"Head": {"dependentRequired": schema{"on": []string{"level"}},
		"if": schema{"required": []string{"on"}}, "then": schema{"properties": schema{"level": schema{"enum": []string{"organisation", "service"}}}}},
	"Span":   {"minProperties": 1},
	"Person": {"dependentRequired": schema{"count": []string{"max"}}},
	"Rule": {"dependentRequired": schema{"pulls": []string{"weight"}, "weight": []string{"pulls"}},
		"anyOf": anyRequired("pulls", "limits", "prefers", "requires", "route", "consult", "approve", "review_within")},
	"Consideration": {"allOf": []schema{
		{"if": isWord("kind", "rule"), "else": forQuestions(schema{"options": schema{"items": schema{"properties": schema{"points": false}}}})},
		{"if": isWord("kind", "value", "intuition"), "else": forQuestions(schema{"type": schema{"not": schema{"const": "pull"}}})},
	}},
	"Question": {"dependentRequired": schema{"when_old": []string{"max_age"}}, "allOf": []schema{
		{"if": isWord("type", "choice", "choices"), "then": schema{"required": []string{"options"}}, "else": schema{"properties": schema{"options": false}}},
		{"if": isWord("type", "number"), "then": schema{"required": []string{"min", "max"}},
			"else": schema{"properties": schema{"min": false, "max": false, "step": false, "unit": false}}},
		{"if": isWord("type", "text"), "then": schema{"properties": schema{"per": false}}},
		{"if": isWord("type", "pull"), "else": schema{"properties": schema{"value": false}}},
	}},
	"Parameter": {"allOf": []schema{
		{"if": isWord("type", "choice"), "then": schema{"required": []string{"options"}}, "else": schema{"required": []string{"stricter"}}},
		{"if": isWord("type", "number"), "then": schema{"properties": schema{"stricter": schema{"enum": []string{"lower", "higher"}}}}},
		{"if": isWord("type", "yes_no"), "then": schema{"properties": schema{"stricter": schema{"enum": []string{"yes", "no"}}}}},
	}},
}

func isWord(key string, words ...string) schema {
	return schema{"required": []string{key}, "properties": schema{key: schema{"enum": words}}}
}

func forQuestions(props schema) schema {
	return schema{"properties": schema{"questions": schema{"items": schema{"properties": props}}}}
}

func anyRequired(keys ...string) []schema {
	out := make([]schema, len(keys))
	for i, k := range keys {
		out[i] = schema{"required": []string{k}}
	}
	return out
}
