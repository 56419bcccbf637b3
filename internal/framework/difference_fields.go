package framework

import (
	"slices"
	"strconv"
	"strings"
)

// ownName are the fields that name a thing: the line that tells the difference begins with them already.
var ownName = []string{"title", "says", "ask", "text", "when"}

// sentences puts the parts that differ into words: texts and conditions as they were and are, values in a sentence, lists
// by what came and went.
func (d *differ) sentences(fields []changedPart) []string {
	var out, others []string
	for _, f := range fields {
		lead := ""
		if !slices.Contains(ownName, f.word) {
			lead = d.field(f.word)
		}
		switch was := f.was.(type) {
		case *Cond:
			if lead != "" {
				lead += " – "
			}
			out = append(out, lead+d.word("was")+" "+d.words(d.old, was), lead+d.word("is")+" "+d.words(d.new, f.is.(*Cond)))
			continue
		case Text:
			out = append(out, d.textLines(lead, was, f.is.(Text))...)
			continue
		case []Text:
			if came, went := d.lists(was, f.is); came == nil && went == nil {
				out = append(out, d.word("other_language"))
				continue
			}
		}
		if a, ok := d.listOf(d.old, f.word, f.was); ok {
			b, _ := d.listOf(d.new, f.word, f.is)
			out = append(out, d.field(f.word)+": "+d.listChange(a, b))
			continue
		}
		a, b := d.old.short(f.word, f.was), d.new.short(f.word, f.is)
		switch {
		case a == "" && b == "":
			others = append(others, d.field(f.word))
		case a == "":
			out = append(out, d.field(f.word)+" – "+d.word("was_nothing", b))
		case b == "":
			out = append(out, d.field(f.word)+" – "+d.word("is_nothing", a))
		default:
			out = append(out, d.field(f.word)+": "+d.word("was_is", a, b))
		}
	}
	if len(others) > 0 {
		out = append(out, d.word("fields", strings.Join(others, ", ")))
	}
	return out
}

// orNothing puts a text between quotation marks, or says that there is none.
func (s speaker) orNothing(text string) string {
	if text == "" {
		return s.word("nothing")
	}
	return quoted(s.lang, text)
}

// textLines tells a text as it was and as it is, each on a line: they can be long.
func (d *differ) textLines(lead string, was, is Text) []string {
	if lead != "" {
		lead += " – "
	}
	a, b := d.old.in(was), d.new.in(is)
	switch {
	case a == b:
		return []string{d.word("other_language")}
	case a == "":
		return []string{lead + d.word("was_nothing", b)}
	case b == "":
		return []string{lead + d.word("is_nothing", a)}
	}
	return []string{lead + d.word("was") + " " + a, lead + d.word("is") + " " + b}
}

// listOf gives a list as its members in words; false for what is no list.
func (d *differ) listOf(x *Spoken, field string, v any) ([]string, bool) {
	var out []string
	switch v := v.(type) {
	case []Ref:
		for _, r := range v {
			out = append(out, x.called(field, r.ID))
		}
	case *[]Ref:
		if v != nil {
			return d.listOf(x, field, *v)
		}
	case []ID:
		for _, id := range v {
			out = append(out, string(id))
		}
	case []string:
		out = v
	case []Text:
		for _, t := range v {
			out = append(out, x.in(t))
		}
	case []Option:
		for i := range v {
			out = append(out, x.in(v[i].Label))
		}
	case Options:
		if v.Scale.ID != "" {
			return []string{v.Scale.ID}, true
		}
		return d.listOf(x, field, v.List)
	default:
		return nil, false
	}
	return out, true
}

// lists gives what came and what went between two lists of texts.
func (d *differ) lists(was, is any) (came, went []string) {
	a, _ := d.listOf(d.old, "", was)
	b, _ := d.listOf(d.new, "", is)
	return missing(b, a), missing(a, b)
}

func missing(from, in []string) (out []string) {
	for _, s := range from {
		if !slices.Contains(in, s) {
			out = append(out, s)
		}
	}
	return out
}

// listChange tells what came and what went, or that something inside or the order differs.
func (d *differ) listChange(was, is []string) string {
	var out []string
	for key, list := range map[string][]string{"was_nothing": missing(is, was), "is_nothing": missing(was, is)} {
		if len(list) == 0 {
			continue
		}
		for i := range list {
			list[i] = quoted(d.lang, list[i])
		}
		out = append(out, d.word(key, strings.Join(list, ", ")))
	}
	slices.Sort(out)
	switch {
	case len(out) > 0:
		return strings.Join(out, "; ")
	case slices.Equal(was, is):
		return d.word("inside")
	}
	return d.word("other_order")
}

// short gives a value in words that fits in a sentence, or nothing.
func (x *Spoken) short(field string, v any) string {
	switch v := v.(type) {
	case string:
		if field == "kind" && holdKinds[v] != [2]string{} {
			return HoldKind(v, x.lang)
		}
		if w, ok := differenceValues[v]; ok {
			return say(x.lang, w[0], w[1])
		}
		return Word(v, x.lang)
	case Kind:
		return Word(string(v), x.lang)
	case Flag:
		return x.word(map[bool]string{true: "yes", false: "no"}[bool(v)])
	case Day:
		return v.In(x.lang)
	case Ref:
		return x.called(field, v.ID)
	case int:
		if v != 0 {
			return strconv.Itoa(v)
		}
	case *float64:
		if v != nil {
			return (&teller{lang: x.lang}).number(*v)
		}
	case Age:
		if v > 0 {
			return v.In(x.lang)
		}
	case *Span:
		if v != nil {
			return strings.TrimSpace(x.word("from", v.From.In(x.lang)) + " " + x.word("until", v.Until.In(x.lang)))
		}
	case *Where:
		return x.fw.whereIn(v, x.lang)
	}
	return ""
}

// called names what a field refers to: by its title where it has one.
func (x *Spoken) called(field, id string) string {
	for _, p := range x.all() {
		switch field {
		case "source":
			for i := range p.Sources {
				if string(p.Sources[i].ID) == id {
					return p.Sources[i].Title
				}
			}
		case "value":
			if t := titleOf(x.lang, id, p.Values); t != id {
				return t
			}
		case "flow":
			for i := range p.Flows {
				if string(p.Flows[i].ID) == id {
					return x.in(p.Flows[i].Title)
				}
			}
		case "per":
			for i := range p.Persons {
				if string(p.Persons[i].ID) == id {
					return x.in(p.Persons[i].Title)
				}
			}
		default:
			if it, ok := FindItem(p, refersTo[field]+":"+id); ok {
				return x.in(it.Title)
			}
		}
	}
	if w, ok := differenceValues[id]; ok {
		return say(x.lang, w[0], w[1])
	}
	return id
}

// refersTo is what the references in a field are.
var refersTo = map[string]string{"checklist": "requirement", "stops": "stop", "mix_of": "form", "helplines": "helpline", "of": "question", "from": "question"}

// field gives the word for a field of the format.
func (d *differ) field(word string) string {
	w, ok := fieldWords[word]
	if !ok {
		return word
	}
	return say(d.lang, w[0], w[1])
}

// fieldWords are the fields of the format in words.
var fieldWords = map[string][2]string{
	"ask": {"vraag", "question"}, "ask_when": {"alleen gevraagd als", "asked only when"}, "binds": {"voor wie het geldt", "whom it binds"},
	"checked_on": {"nagekeken op", "checked on"}, "checklist": {"eisen", "requirements"}, "cost": {"kosten", "cost"}, "count": {"hoeveel er zijn", "how many there are"},
	"covers": {"periode", "period"}, "date": {"datum", "date"}, "fixed": {"staat vast", "is fixed"}, "flow": {"zijspoor", "side flow"},
	"for": {"voor wie", "for whom"}, "for_resident": {"tekst voor de inwoner", "text for the resident"}, "from": {"vanaf", "from"},
	"guidelines": {"richtlijnen", "guidelines"}, "help": {"uitleg", "help"}, "helplines": {"hulplijnen", "help lines"}, "hours": {"bereikbaar", "hours"},
	"howto": {"zo doe je dat", "how to do it"}, "intro": {"inleiding", "introduction"}, "kind": {"soort", "kind"}, "label": {"tekst", "label"},
	"lang": {"taal", "language"}, "languages": {"talen", "languages"}, "level": {"niveau", "level"}, "max": {"hoogste getal", "highest number"},
	"max_age": {"antwoord is houdbaar", "answer keeps for"}, "may": {"mag ook antwoorden", "may also answer"}, "min": {"laagste getal", "lowest number"},
	"mix_of": {"bestaat uit", "is made of"}, "name": {"naam", "name"}, "note": {"toelichting", "note"}, "of": {"telt op", "adds up"}, "on": {"hoort bij", "belongs to"},
	"options": {"antwoorden", "answers"}, "parameter": {"richtlijn", "guideline"}, "per": {"gevraagd over", "asked about"}, "phase": {"wanneer", "when"},
	"phone": {"telefoon", "phone"}, "plus": {"tel erbij op", "add to it"}, "private": {"alleen privé", "private only"}, "questions": {"vragen", "questions"},
	"reflect": {"om over na te denken", "to think about"}, "says": {"wat de regel zegt", "what the rule says"}, "source": {"bron", "source"},
	"status": {"status", "status"}, "step": {"stap", "step"}, "steps": {"stappen", "steps"}, "stops": {"redenen om te stoppen", "reasons to stop"},
	"stricter": {"strengste kant", "stricter side"}, "summary": {"samenvatting", "summary"}, "tags": {"kenmerken", "tags"}, "text": {"tekst", "text"},
	"title": {"titel", "title"}, "type": {"soort antwoord", "type of answer"}, "unit": {"eenheid", "unit"}, "unless": {"uitzonderingen", "exceptions"},
	"until": {"tot en met", "up to"}, "urgency": {"spoed", "urgency"}, "url": {"adres", "address"}, "value": {"waarde", "value"}, "version": {"versie", "version"},
	"when": {"wanneer", "when"}, "when_old": {"als het te oud is", "when it is too old"}, "where": {"waar, of voor wie", "where, or for whom"},
	"limits": {"grenzen", "limits"}, "prefers": {"liever", "rather"}, "requires": {"nodig", "needed"}, "pulls": {"kant", "side"}, "weight": {"gewicht", "weight"},
	"route": {"dringende route", "urgent route"}, "consult": {"overleg", "consult"}, "approve": {"goedkeuring", "approval"}, "review_within": {"opnieuw kijken", "look again"},
}

// differenceValues are fixed words of the format that stand nowhere else in words.
var differenceValues = map[string][2]string{
	"everyone": {"iedereen", "everyone"}, "professional": {"wie werkt", "professionals"}, "private": {"privébezoek", "private visitors"},
	"lower": {"minder is strenger", "less is stricter"}, "higher": {"meer is strenger", "more is stricter"}, "yes": {"ja", "yes"}, "no": {"nee", "no"},
	"yes_no": {"ja of nee", "yes or no"}, "choice": {"één antwoord", "one answer"}, "choices": {"meer antwoorden", "several answers"},
	"number": {"een getal", "a number"}, "day": {"een dag", "a day"}, "text": {"een tekst", "a text"}, "pull": {"waar het naartoe trekt", "which way it pulls"},
	"ask_again": {"opnieuw vragen", "ask again"}, "unknown": {"weet ik niet", "not known"}, "refused": {"wil men niet zeggen", "rather not say"},
	"national": {"landelijk", "national"}, "organisation": {"organisatie", "organisation"}, "service": {"dienst", "service"},
	"nl": {"Nederlands", "Dutch"}, "en": {"Engels", "English"},
}
