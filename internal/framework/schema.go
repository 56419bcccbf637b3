package framework

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// PackSchema is the JSON Schema (draft 2020-12) of the files of a pack, for the editor of an author: it completes words
// and tells mistakes while somebody types. It is made from the field tags that the reader follows, so that the two
// cannot drift apart. What it cannot see (whether a name exists, whether a rule can ever apply) the reader tells.
func PackSchema() []byte {
	s := &schemaMaker{defs: schema{}}
	root := s.object(reflect.TypeFor[Pack]())
	props := root["properties"].(schema)
	props["nabij"] = schema{"const": 1, "description": docOf(reflect.TypeFor[Pack](), "nabij")}
	root["dependentRequired"] = schema{"nabij": []string{"pack"}, "pack": []string{"nabij"}}
	root["allOf"] = []schema{
		whenKind("framework", "levels", "regions", "places", "parameters", "holds", "helplines"),
		whenKind("guidelines", "considerations", "rules", "forms", "helplines"),
		whenKind("helplines", "considerations", "rules", "forms", "parameters", "holds"),
	}
	return s.finish(root, "A file of a Nabij content pack", "Any file of a pack may hold any section; `nabij` and `pack` stand in pack.yaml only.")
}

// CaseSchema is the JSON Schema of an answers file and of a test of a pack.
func CaseSchema() []byte {
	s := &schemaMaker{defs: schema{}}
	root := s.object(reflect.TypeFor[CaseFile]())
	return s.finish(root, "A case: answers to weigh, or a test of a pack", "With `expect` it is a test of the pack beside it.")
}

type schema = map[string]any

// schemaMaker collects the definitions that the root refers to.
type schemaMaker struct{ defs schema }

func (s *schemaMaker) finish(root schema, title, about string) []byte {
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"], root["description"] = title, about
	root["$defs"] = s.defs
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(err) // only maps, strings and numbers go in
	}
	return out.Bytes()
}

// whenKind forbids the sections that do not belong in a pack of a kind.
func whenKind(kind string, not ...string) schema {
	no := schema{}
	for _, n := range not {
		no[n] = false
	}
	return schema{
		"if": schema{"required": []string{"pack"}, "properties": schema{"pack": schema{
			"required": []string{"kind"}, "properties": schema{"kind": schema{"const": kind}}}}},
		"then": schema{"properties": no},
	}
}

func docOf(t reflect.Type, key string) string {
	for _, f := range fieldsOf(t) {
		if f.name == key {
			return f.doc
		}
	}
	return ""
}

// object describes a struct by its tags, with the extra rules that the tags cannot say.
func (s *schemaMaker) object(t reflect.Type) schema {
	props := schema{}
	var need []string
	for _, f := range fieldsOf(t) {
		p := s.of(t.Field(f.index).Type, f)
		if pattern, ok := schemaPatterns[t.Name()+"."+f.name]; ok {
			p = withPattern(p, pattern)
		}
		p["description"] = f.doc
		props[f.name] = p
		if f.need {
			need = append(need, f.name)
		}
	}
	out := schema{"type": "object", "additionalProperties": false, "properties": props}
	if len(need) > 0 {
		out["required"] = need
	}
	for k, v := range schemaRules[t.Name()] {
		out[k] = v
	}
	return out
}

// of describes one type; f gives its words and explanation.
func (s *schemaMaker) of(t reflect.Type, f field) schema {
	if own, ok := schemaTypes[t]; ok {
		return s.ref(own.name, own.make)
	}
	switch {
	case t.Kind() == reflect.Pointer:
		return s.of(t.Elem(), f)
	case t == reflect.TypeFor[Cond]():
		return s.ref("condition", conditionSchema)
	case t == reflect.TypeFor[Options]():
		return schema{"anyOf": []schema{s.ref("id", idSchema), s.list(reflect.TypeFor[Option](), f)}}
	case t == reflect.TypeFor[replies]():
		return s.ref("answers", answersSchema)
	case strings.HasPrefix(t.Name(), "Keyed["):
		return schema{"type": "object", "minProperties": 1,
			"propertyNames": schema{"pattern": `^@?[a-z][a-z0-9-]*$`}, "additionalProperties": s.of(t.Elem().Field(1).Type, f)}
	}
	switch t.Kind() {
	case reflect.Struct:
		return s.ref(strings.ToLower(t.Name()), func(s *schemaMaker) schema { return s.object(t) })
	case reflect.Slice:
		return s.list(t.Elem(), f)
	case reflect.Int:
		return schema{"type": "integer", "minimum": 0, "maximum": 1_000_000}
	case reflect.Float64:
		return schema{"type": "number"}
	}
	if len(f.enum) > 0 {
		return schema{"enum": f.enum}
	}
	return s.ref("word", wordSchema)
}

func (s *schemaMaker) list(elem reflect.Type, f field) schema {
	return schema{"type": "array", "items": s.of(elem, f)}
}

// ref makes a definition once and points to it. A definition may point to itself.
func (s *schemaMaker) ref(name string, make func(*schemaMaker) schema) schema {
	if _, made := s.defs[name]; !made {
		s.defs[name] = schema{}
		s.defs[name] = make(s)
	}
	return schema{"$ref": "#/$defs/" + name}
}

func withPattern(p schema, pattern string) schema {
	if p["type"] == "array" {
		return schema{"type": "array", "items": schema{"type": "string", "pattern": pattern}}
	}
	if pattern == datePattern.String() { // a year alone is a number to an editor
		return schema{"anyOf": []schema{{"type": "string", "pattern": pattern}, {"type": "integer", "minimum": 1900, "maximum": 2199}}}
	}
	return schema{"type": "string", "pattern": pattern}
}
