package framework

// phrase finds, for a code: what is wrong in Dutch and English, what to do in Dutch and English. Arguments are numbered.
func phrase(code string) ([4]string, bool) {
	if p, ok := filePhrases[code]; ok {
		return p, true
	}
	p, ok := rulePhrases[code]
	return p, ok
}

// filePhrases are about files, shapes, headers and names.
var filePhrases = map[string][4]string{
	// files
	"no-folder":         {"Deze map is er niet of kan niet worden gelezen.", "This folder is not there or cannot be read.", "Kijk of het pad klopt.", "See whether the path is right."},
	"no-files":          {"In deze map staan geen bestanden die op .yaml eindigen.", "There are no files ending in .yaml in this folder.", "Zet hier een pack.yaml neer.", "Put a pack.yaml here."},
	"no-packs":          {"Hier is geen pakket gevonden: geen enkele map heeft een pack.yaml.", "No pack was found here: no folder holds a pack.yaml.", "Kijk of het pad klopt, of maak een map met een pack.yaml.", "See whether the path is right, or make a folder with a pack.yaml."},
	"no-pack-file":      {"Het bestand pack.yaml ontbreekt of is onbruikbaar.", "The file pack.yaml is missing or cannot be used.", "Maak een pack.yaml met daarin `nabij: 1` en `pack:`.", "Make a pack.yaml that holds `nabij: 1` and `pack:`."},
	"yml":               {"Dit bestand eindigt op .yml.", "This file ends in .yml.", "Hernoem het zodat het op .yaml eindigt.", "Rename it so that it ends in .yaml."},
	"not-regular":       {"Dit is geen gewoon bestand.", "This is not an ordinary file.", "Vervang de koppeling door het bestand zelf.", "Replace the link by the file itself."},
	"unreadable":        {"Dit bestand kan niet worden gelezen.", "This file cannot be read.", "Kijk naar de rechten van het bestand.", "Look at the rights of the file."},
	"too-many-files":    {"Er staan meer dan %[1]d bestanden in deze map.", "There are more than %[1]d files in this folder.", "Voeg bestanden samen.", "Put files together."},
	"file-too-large":    {"Dit bestand is groter dan %[1]d kB.", "This file is larger than %[1]d kB.", "Verdeel het over meer bestanden.", "Split it over several files."},
	"pack-too-large":    {"Dit pakket is groter dan %[1]d MB.", "This pack is larger than %[1]d MB.", "Maak het pakket kleiner.", "Make the pack smaller."},
	"empty-file":        {"Dit bestand is leeg.", "This file is empty.", "Vul het of haal het weg.", "Fill it or take it away."},
	"not-utf8":          {"Hier staat een teken dat geen UTF-8 is.", "There is a character here that is not UTF-8.", "Bewaar het bestand als UTF-8.", "Save the file as UTF-8."},
	"control-character": {"Hier staat een onzichtbaar stuurteken.", "There is an invisible control character here.", "Haal het weg; typ de regel zo nodig opnieuw.", "Take it out; type the line again if need be."},
	"hidden-character":  {"Hier staat een onzichtbaar teken dat tekst kan omdraaien of verbergen.", "There is an invisible character here that can turn or hide text.", "Haal het weg; typ de regel zo nodig opnieuw.", "Take it out; type the line again if need be."},
	"not-yaml":          {"Dit kan niet als YAML worden gelezen: %[1]s.", "This cannot be read as YAML: %[2]s.", "Kijk vanaf deze regel naar inspringen, dubbele punten en haakjes; zet een zin met ? of : tussen aanhalingstekens.", "Look from this line on at indentation, colons and brackets; put a sentence with ? or : between quotes."},
	"tab":               {"Hier staat een tab.", "There is a tab here.", "Spring in met spaties, twee per stap.", "Indent with spaces, two at a time."},
	"name-needs-quotes": {"Een naam met @ moet tussen aanhalingstekens.", "A name with @ must stand between quotation marks.", "Schrijf \"%[1]s\".", "Write \"%[1]s\"."},
	"several-documents": {"Dit bestand bevat meer dan één document (een regel met ---).", "This file holds more than one document (a line with ---).", "Maak er één document van, of twee bestanden.", "Make it one document, or two files."},
	"too-many-parts":    {"Dit bestand heeft te veel onderdelen (meer dan %[1]d komma's, dubbele punten, haken en regels).", "This file has too many parts (more than %[1]d commas, colons, brackets and lines).", "Verdeel het over meer bestanden.", "Split it over several files."},
	"too-deep":          {"De inhoud is te diep genest (meer dan %[1]d lagen).", "The content is nested too deeply (more than %[1]d levels).", "Geef een deel een eigen naam en verwijs daarnaar.", "Give a part a name of its own and refer to it."},
	"alias":             {"Hier staat een YAML-anker, -verwijzing of -samenvoeging (&, * of <<). Die zijn niet toegestaan.", "There is a YAML anchor, alias or merge key here (&, * or <<). These are not allowed.", "Schrijf de inhoud uit, of zet een waarde die met & of * begint tussen aanhalingstekens.", "Write the content out, or put a value that begins with & or * between quotes."},
	"tag":               {"Hier staat een YAML-type (%[1]s). Dat is niet toegestaan.", "There is a YAML tag (%[1]s) here. That is not allowed.", "Haal het woord met ! weg.", "Take the word with ! out."},
	"double-key":        {"‘%[1]s’ staat hier dubbel; de eerste staat op regel %[2]d.", "‘%[1]s’ stands here twice; the first is on line %[2]d.", "Haal er één weg.", "Take one of them out."},
	"key-not-word":      {"Links van de dubbele punt moet een gewoon woord staan.", "Left of the colon there must be a plain word.", "Schrijf hier één woord.", "Write one word here."},

	// shape
	"unknown-key":           {"Het woord ‘%[1]s’ hoort hier niet.", "The word ‘%[1]s’ does not belong here.", "Hier kunnen staan: %[2]s.", "What can stand here: %[2]s."},
	"unknown-condition-key": {"Het woord ‘%[1]s’ bestaat niet in een voorwaarde.", "The word ‘%[1]s’ does not exist in a condition.", "Zie ‘Voorwaarden’ in docs/content-format.md.", "See ‘Conditions’ in docs/content-format.md."},
	"missing":               {"‘%[1]s’ ontbreekt.", "‘%[1]s’ is missing.", "Voeg het toe. (%[2]s)", "Add it. (%[2]s)"},
	"not-word":              {"Hier moet één woord of zin staan, geen lijst of blok.", "There must be one word or sentence here, not a list or block.", "Zet de waarde achter de dubbele punt.", "Put the value behind the colon."},
	"empty-value":           {"Hier staat niets.", "There is nothing here.", "Vul een waarde in of haal de regel weg.", "Fill in a value or take the line out."},
	"text-too-long":         {"Deze tekst is langer dan %[1]d tekens.", "This text is longer than %[1]d characters.", "Maak hem korter.", "Make it shorter."},
	"not-list":              {"Bij ‘%[1]s’ hoort een lijst.", "‘%[1]s’ takes a list.", "Begin elk onderdeel met een streepje, of schrijf [a, b].", "Begin each item with a dash, or write [a, b]."},
	"not-map":               {"Hier horen woorden met een dubbele punt te staan.", "There should be words with a colon here.", "Schrijf bijvoorbeeld: %[1]s.", "Write for instance: %[1]s."},
	"not-keyed":             {"Bij ‘%[1]s’ hoort per contactvorm een waarde.", "‘%[1]s’ takes a value for each contact form.", "Schrijf bijvoorbeeld {home: …, \"@in-person\": …}.", "Write for instance {home: …, \"@in-person\": …}."},
	"not-text":              {"Bij ‘%[1]s’ hoort een tekst per taal.", "‘%[1]s’ takes a text for each language.", "Schrijf {nl: \"…\", en: \"…\"}.", "Write {nl: \"…\", en: \"…\"}."},
	"missing-language":      {"Bij ‘%[1]s’ ontbreekt de tekst in taal ‘%[2]s’.", "At ‘%[1]s’ the text in language ‘%[2]s’ is missing.", "Voeg die toe, of haal de taal weg bij `languages` in pack.yaml.", "Add it, or take the language out of `languages` in pack.yaml."},
	"unknown-language":      {"De taal ‘%[1]s’ staat niet bij `languages` in pack.yaml.", "The language ‘%[1]s’ is not among `languages` in pack.yaml.", "Gebruik: %[2]s, of voeg de taal daar toe.", "Use: %[2]s, or add the language there."},
	"not-number":            {"Bij ‘%[1]s’ hoort een getal; hier staat ‘%[2]s’.", "‘%[1]s’ takes a number; this says ‘%[2]s’.", "Schrijf een getal als 3 of 1.5.", "Write a number such as 3 or 1.5."},
	"not-whole-number":      {"Bij ‘%[1]s’ hoort een geheel getal; hier staat ‘%[2]s’.", "‘%[1]s’ takes a whole number; this says ‘%[2]s’.", "Schrijf een getal als 7.", "Write a number such as 7."},
	"not-yes-no":            {"Bij ‘%[1]s’ hoort yes of no; hier staat ‘%[2]s’.", "‘%[1]s’ takes yes or no; this says ‘%[2]s’.", "Schrijf yes of no.", "Write yes or no."},
	"not-one-of":            {"‘%[2]s’ kan niet bij ‘%[1]s’.", "‘%[2]s’ is not possible at ‘%[1]s’.", "Kies uit: %[3]s.", "Choose from: %[3]s."},
	"bad-id":                {"‘%[1]s’ is geen geldige naam.", "‘%[1]s’ is not a valid name.", "Gebruik kleine letters a-z, cijfers en streepjes; begin met een letter; hooguit 60 tekens.", "Use lower-case letters a-z, digits and hyphens; begin with a letter; 60 characters at most."},
	"reserved-id":           {"De naam ‘%[1]s’ heeft een vaste betekenis.", "The name ‘%[1]s’ has a fixed meaning.", "Kies een andere naam.", "Choose another name."},
	"bad-day":               {"‘%[2]s’ bij ‘%[1]s’ is geen bestaande dag.", "‘%[2]s’ at ‘%[1]s’ is not a day that exists.", "Schrijf jaar-maand-dag, zoals 2020-05-20.", "Write year-month-day, such as 2020-05-20."},
	"bad-age":               {"‘%[2]s’ bij ‘%[1]s’ is geen duur.", "‘%[2]s’ at ‘%[1]s’ is not a length of time.", "Schrijf bijvoorbeeld `24 hours` of `7 days`.", "Write for instance `24 hours` or `7 days`."},
	"only-in-pack-file":     {"‘%[1]s’ mag alleen in pack.yaml staan.", "‘%[1]s’ may only stand in pack.yaml.", "Zet het daar.", "Put it there."},

	// header
	"format-version":      {"De versie van het formaat ontbreekt of is onbekend.", "The version of the format is missing or unknown.", "Schrijf bovenaan pack.yaml: nabij: 1", "Write at the top of pack.yaml: nabij: 1"},
	"bad-version":         {"‘%[1]s’ is geen versie.", "‘%[1]s’ is not a version.", "Schrijf drie getallen met punten, zoals 1.0.0.", "Write three numbers with dots, such as 1.0.0."},
	"bad-language":        {"‘%[1]s’ is geen taalcode, of staat er dubbel.", "‘%[1]s’ is not a language code, or stands there twice.", "Gebruik twee letters, zoals nl en en.", "Use two letters, such as nl and en."},
	"national-on-other":   {"Een landelijk pakket kan niet op een ander worden gelegd.", "A national pack cannot be laid on another one.", "Zet `level` op organisation of service.", "Set `level` to organisation or service."},
	"not-a-framework":     {"‘%[1]s’ is geen kader.", "‘%[1]s’ is not a framework.", "Kies een pakket met kind: framework.", "Choose a pack with kind: framework."},
	"not-laid-on-this":    {"Het pakket ‘%[1]s’ is niet bedoeld om op ‘%[2]s’ te leggen.", "The pack ‘%[1]s’ is not meant to be laid on ‘%[2]s’.", "Zet `on` in de kop op dat kader.", "Set `on` in the header to that framework."},
	"pack-missing":        {"Het pakket ‘%[1]s’ wordt gebruikt, maar is niet gevonden.", "The pack ‘%[1]s’ is used but was not found.", "Kijk naar de naam, of voeg het pakket toe.", "Look at the name, or add the pack."},
	"wrong-kind-sections": {"De onderdelen %[1]s horen niet in een pakket van kind: %[2]s.", "The sections %[1]s do not belong in a pack of kind: %[2]s.", "Zet ze in een pakket van de goede soort.", "Put them in a pack of the right kind."},
	"bad-source-date":     {"‘%[1]s’ is geen datum van een bron.", "‘%[1]s’ is not the date of a source.", "Schrijf 2020-04-08, 2020-04 of 2020.", "Write 2020-04-08, 2020-04 or 2020."},
	"bad-url":             {"‘%[1]s’ is geen webadres.", "‘%[1]s’ is not a web address.", "Begin met https:// en gebruik geen spaties.", "Begin with https:// and use no spaces."},

	// names
	"double-id":    {"De naam ‘%[2]s’ komt in ‘%[1]s’ twee keer voor.", "The name ‘%[2]s’ is used twice in ‘%[1]s’.", "Geef een van de twee een andere naam.", "Give one of the two another name."},
	"unknown-id":   {"‘%[2]s’ bestaat niet (%[1]s).", "There is no ‘%[2]s’ (%[1]s).", "Kijk naar de spelling, of voeg het toe.", "Look at the spelling, or add it."},
	"unknown-word": {"‘%[2]s’ kan niet bij ‘%[1]s’.", "‘%[2]s’ is not possible at ‘%[1]s’.", "Kies uit: %[3]s.", "Choose from: %[3]s."},
	"cycle":        {"‘%[1]s’ verwijst langs een omweg naar zichzelf.", "‘%[1]s’ refers to itself along a detour.", "Haal een van de verwijzingen uit de kring weg.", "Take one of the references out of the ring."},
	"too-many":     {"Te veel: %[1]s (hooguit %[2]d).", "Too many: %[1]s (%[2]d at most).", "Verdeel het over meer pakketten of maak het eenvoudiger.", "Split it over several packs or make it simpler."},
	"unused":       {"‘%[2]s’ bij ‘%[1]s’ wordt nergens gebruikt.", "‘%[2]s’ in ‘%[1]s’ is used nowhere.", "Gebruik het of haal het weg.", "Use it or take it out."},
	"no-forms":     {"Dit kader heeft geen contactvormen (forms).", "This framework has no contact forms (forms).", "Voeg er minstens één toe.", "Add at least one."},
}

// nearestAt tells which argument holds the nearest right word, for the codes that propose one.
var nearestAt = map[string]int{"unknown-key": 2, "unknown-condition-key": 1, "not-one-of": 3, "unknown-id": 2, "unknown-word": 3, "not-yes-no": 2, "group-nowhere": 1}

// suggestion is "Did you mean …?", or nothing when no word comes near.
func (i Issue) suggestion(lang string) string {
	at, ok := nearestAt[i.Code]
	if !ok || at >= len(i.args) {
		return ""
	}
	s, _ := i.args[at].(string)
	if s == "" {
		return ""
	}
	word := ""
	if len(i.args) > 1 {
		word, _ = i.args[1].(string)
	}
	return meantWord(lang, word, s) + " "
}
