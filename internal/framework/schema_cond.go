package framework

import "slices"

// condDocs tell what each word in a condition is for.
var condDocs = map[string]string{
	"all": "All of these hold.", "any": "At least one of these holds.", "none": "None of these holds.", "not": "This does not hold.",
	"always":    "Always, whatever the answers are. Write yes.",
	"of":        "So many of these hold; say how many with at_least or at_most.",
	"condition": "A named condition holds.", "rule": "A rule applies.", "variant": "The worker role that was chosen.",
	"day": "The planned day lies from … until.", "weekday": "The planned day is one of these days of the week.",
	"flow": "We are in this side flow.", "function": "A number that the program reckons from a day: an age, days until.",
	"score": "Added points.", "param": "A guideline parameter on the planned day.", "question": "The question whose answer is looked at.",
	"is": "The answer is this.", "is_not": "The answer is another one.", "one_of": "The answer is one of these.",
	"includes": "This is among the answers.", "includes_any": "At least one of these is among the answers.",
	"includes_all": "All of these are among the answers.",
	"at_least":     "This number or more. With how_many or of: so many or more.", "at_most": "This number or less. With how_many or of: so many or fewer.",
	"more_than": "More than this number.", "less_than": "Less than this number.", "between": "From the first number to the second, both included.",
	"before": "Before this day, or before planned_day.", "after": "After this day, or after planned_day.",
	"on_or_before": "On this day or before.", "on_or_after": "On this day or after.",
	"days_ago": "So many whole days lie between the answer and the planned day.",
	"state":    "How it was answered: answered, unknown, refused. Of a guideline: limited.",
	"anyone":   "For at least one of these persons.", "everyone": "For each of these persons.", "nobody": "For none of these persons.",
	"how_many": "For so many of these persons; say how many with at_least or at_most.", "person": "For this one person.",
}

var (
	numberCmps = []string{"at_least", "at_most", "more_than", "less_than", "between"}
	wordCmps   = []string{"is", "is_not", "one_of"}
	allCmps    = sortedWords(keysOfCmp())
	quantifier = []string{"anyone", "everyone", "how_many", "nobody", "person"}
)

func keysOfCmp() []string {
	var out []string
	for w := range cmpWords {
		out = append(out, w)
	}
	return out
}

// conditionSchema describes a condition: every word with its explanation, and for each shape which words go with it.
func conditionSchema(s *schemaMaker) schema {
	props := schema{}
	for w, doc := range condDocs {
		p := s.condWord(w)
		p["description"] = doc
		props[w] = p
	}
	shapes := []schema{}
	for _, w := range shapeWords {
		shapes = append(shapes, condShape(w))
	}
	return schema{"type": "object", "additionalProperties": false, "properties": props,
		"anyOf": anyRequired(shapeWords...), "allOf": shapes}
}

// condWord describes what may stand behind one word.
func (s *schemaMaker) condWord(w string) schema {
	words := schema{"anyOf": []schema{s.ref("name", nameSchema), {"type": "array", "minItems": 1, "items": s.ref("name", nameSchema)}}}
	oneOf := func(list ...string) schema {
		e := schema{"enum": list}
		return schema{"anyOf": []schema{e, {"type": "array", "minItems": 1, "items": e}}}
	}
	amount := s.ref("amount", amountSchema)
	switch w {
	case "all", "any", "none", "of":
		return schema{"type": "array", "minItems": 1, "items": schema{"$ref": "#/$defs/condition"}}
	case "not":
		return schema{"$ref": "#/$defs/condition"}
	case "condition", "rule", "flow", "score", "param", "question":
		return s.ref("name", nameSchema)
	case "function":
		return schema{"enum": functionNames()}
	case "always":
		return schema{"enum": []any{"yes", true}}
	case "weekday":
		return oneOf(weekdayWords[:]...)
	case "state":
		return oneOf("answered", "unknown", "refused", "limited")
	case "day":
		return schema{"type": "object", "minProperties": 1, "additionalProperties": false,
			"properties": schema{"from": daySchema(), "until": daySchema()}}
	case "between":
		return schema{"type": "array", "minItems": 2, "maxItems": 2, "items": amount}
	case "at_least", "at_most", "more_than", "less_than":
		return amount
	case "before", "after", "on_or_before", "on_or_after":
		return schema{"anyOf": []schema{daySchema(), {"const": "planned_day"}}}
	case "days_ago":
		return schema{"type": "object", "minProperties": 1, "additionalProperties": false,
			"properties": schema{"at_least": amount, "at_most": amount}}
	}
	return words
}

// condShape tells which words go with a shape, and which it cannot do without.
func condShape(shape string) schema {
	is := schema{"required": []string{shape}}
	keys := []string{shape}
	then := schema{}
	switch shape {
	case "of":
		keys = append(keys, "at_least", "at_most")
		then["oneOf"] = anyRequired("at_least", "at_most")
	case "function":
		keys = append(append(keys, "question"), numberCmps...)
		then["required"] = []string{"question"}
		then["oneOf"] = anyRequired(numberCmps...)
	case "score":
		keys = append(keys, numberCmps...)
		then["oneOf"] = anyRequired(numberCmps...)
	case "param":
		cmps := append(append([]string{"state"}, numberCmps...), wordCmps...)
		keys = append(keys, cmps...)
		then["oneOf"] = anyRequired(cmps...)
	case "question":
		is["not"] = schema{"required": []string{"function"}}
		keys = append(append(keys, allCmps...), quantifier...)
		then["allOf"] = []schema{atMostOne(quantifier), {
			"if":   schema{"required": []string{"how_many"}},
			"then": counted(), "else": schema{"oneOf": anyRequired(allCmps...)}}}
	}
	slices.Sort(keys)
	then["propertyNames"] = schema{"enum": keys}
	return schema{"if": is, "then": then}
}

func atMostOne(keys []string) schema {
	none := schema{"not": schema{"anyOf": anyRequired(keys...)}}
	return schema{"oneOf": append([]schema{none}, anyRequired(keys...)...)}
}

// counted is a comparison beside how_many: at_least or at_most says how many persons; what remains is the comparison.
func counted() schema {
	var others []string
	for _, c := range allCmps {
		if c != "at_least" && c != "at_most" {
			others = append(others, c)
		}
	}
	both := schema{"required": []string{"at_least", "at_most"}}
	return schema{"anyOf": anyRequired("at_least", "at_most"), "oneOf": append(anyRequired(others...), both)}
}
