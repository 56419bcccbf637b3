package framework

// rulePhrases are about questions, conditions, rules and guidelines; see phrase.
var rulePhrases = map[string][4]string{
	// questions
	"too-few-options":      {"‘%[1]s’ heeft te weinig antwoorden.", "‘%[1]s’ has too few answers.", "Geef er minstens twee.", "Give at least two."},
	"options-not-for-type": {"De vraag ‘%[1]s’ is van type %[2]s en heeft dus geen eigen antwoorden.", "The question ‘%[1]s’ is of type %[2]s and so has no answers of its own.", "Haal `options` weg of maak er type: choice van.", "Take `options` out or make it type: choice."},
	"score-on-other-kind":  {"Het antwoord ‘%[1]s’ krijgt punten, maar deze overweging is van soort ‘%[2]s’. Alleen regels geven advies.", "The answer ‘%[1]s’ gets points, but this consideration is of kind ‘%[2]s’. Only rules give advice.", "Haal `points` weg, of maak de overweging kind: rule als er echt een vaste regel is.", "Take `points` out, or make the consideration kind: rule if there really is a fixed rule."},
	"number-needs-range":   {"De getalvraag ‘%[1]s’ heeft een laagste en een hoogste waarde nodig.", "The number question ‘%[1]s’ needs a lowest and a highest value.", "Voeg `min` en `max` toe, met min niet boven max.", "Add `min` and `max`, with min not above max."},
	"bad-step":             {"De stap bij ‘%[1]s’ moet groter dan nul zijn.", "The step at ‘%[1]s’ must be above zero.", "Schrijf bijvoorbeeld step: 0.5.", "Write for instance step: 0.5."},
	"number-keys-only":     {"min, max, step en unit horen alleen bij een getalvraag; ‘%[1]s’ is van type %[2]s.", "min, max, step and unit belong to a number question only; ‘%[1]s’ is of type %[2]s.", "Haal ze weg of maak er type: number van.", "Take them out or make it type: number."},
	"text-per-person":      {"De tekstvraag ‘%[1]s’ kan niet per persoon worden gesteld.", "The text question ‘%[1]s’ cannot be asked per person.", "Haal `per` weg.", "Take `per` out."},
	"pull-kind":            {"De vraag ‘%[1]s’ is van type pull en hoort bij een overweging van soort value of intuition, niet ‘%[2]s’.", "The question ‘%[1]s’ is of type pull and belongs in a consideration of kind value or intuition, not ‘%[2]s’.", "Verplaats de vraag of kies een ander type.", "Move the question or choose another type."},
	"value-only-pull":      {"`value` hoort alleen bij een vraag van type pull (‘%[1]s’).", "`value` belongs to a question of type pull only (‘%[1]s’).", "Haal het weg.", "Take it out."},
	"when-old-without-age": {"‘%[1]s’ heeft `when_old` maar geen `max_age`.", "‘%[1]s’ has `when_old` but no `max_age`.", "Voeg `max_age` toe, zoals `24 hours`.", "Add `max_age`, such as `24 hours`."},
	"person-max":           {"Bij personen met `count` hoort `max`: van 1 tot %[1]d.", "Persons with `count` need `max`: from 1 to %[1]d.", "Schrijf bijvoorbeeld max: 8.", "Write for instance max: 8."},
	"count-not-number":     {"‘%[1]s’ telt personen en moet dus een gewone getalvraag zijn.", "‘%[1]s’ counts persons and so must be a plain number question.", "Maak er type: number van, zonder `per`.", "Make it type: number, without `per`."},

	// conditions
	"not-condition":      {"Hier hoort een voorwaarde te staan.", "There should be a condition here.", "Schrijf bijvoorbeeld {question: complaints, is: yes}.", "Write for instance {question: complaints, is: yes}."},
	"not-condition-list": {"Hier hoort een lijst van voorwaarden te staan.", "There should be a list of conditions here.", "Begin elke voorwaarde met een streepje.", "Begin each condition with a dash."},
	"no-shape":           {"Deze voorwaarde zegt niet waarnaar ze kijkt.", "This condition does not say what it looks at.", "Voeg `question`, `param`, `condition`, `all` of `any` toe.", "Add `question`, `param`, `condition`, `all` or `any`."},
	"two-shapes":         {"Deze voorwaarde doet twee dingen tegelijk: ‘%[1]s’ en ‘%[2]s’.", "This condition does two things at once: ‘%[1]s’ and ‘%[2]s’.", "Maak er twee voorwaarden van onder `all` of `any`.", "Make it two conditions under `all` or `any`."},
	"key-does-not-fit":   {"‘%[1]s’ past niet bij een voorwaarde met ‘%[2]s’.", "‘%[1]s’ does not go with a condition with ‘%[2]s’.", "Haal het weg.", "Take it out."},
	"one-comparison":     {"Een voorwaarde heeft precies één vergelijking nodig; hier staat: %[1]s.", "A condition needs exactly one comparison; this has: %[1]s.", "Gebruik er één, zoals `is` of `at_least`.", "Use one, such as `is` or `at_least`."},
	"between-two":        {"`between` heeft twee getallen nodig.", "`between` takes two numbers.", "Schrijf between: [1, 5].", "Write between: [1, 5]."},
	"between-reversed":   {"Bij ‘%[1]s’ is het eerste getal van `between` hoger dan het tweede.", "At ‘%[1]s’ the first number of `between` is higher than the second.", "Schrijf het laagste getal eerst.", "Write the lowest number first."},
	"comparison-not-for": {"Deze vergelijking past niet bij ‘%[1]s’ (%[2]s).", "This comparison does not suit ‘%[1]s’ (%[2]s).", "Gebruik: %[3]s.", "Use: %[3]s."},
	"count-range":        {"Het aantal past niet bij deze lijst van %[1]d voorwaarden.", "The number does not suit this list of %[1]d conditions.", "Kies een aantal van 1 tot en met de lengte van de lijst.", "Choose a number from 1 to the length of the list."},
	"cond-too-deep":      {"Deze voorwaarde is te diep genest (meer dan %[1]d lagen).", "This condition is nested too deeply (more than %[1]d levels).", "Geef een deel een eigen naam bij `conditions`.", "Give a part a name of its own in `conditions`."},
	"needs-persons":      {"‘%[1]s’ wordt per persoon gevraagd; zeg om wie het gaat.", "‘%[1]s’ is asked per person; say who it is about.", "Voeg anyone, everyone, nobody, how_many of person toe.", "Add anyone, everyone, nobody, how_many or person."},
	"not-per-person":     {"‘%[1]s’ wordt niet per persoon gevraagd.", "‘%[1]s’ is not asked per person.", "Haal anyone, everyone, nobody, how_many of person weg.", "Take anyone, everyone, nobody, how_many or person out."},
	"person-not-asked":   {"‘%[2]s’ wordt niet gevraagd aan ‘%[1]s’.", "‘%[2]s’ is not asked of ‘%[1]s’.", "Voeg die persoon toe bij `per` van de vraag.", "Add that person to `per` of the question."},
	"state-not-offered":  {"‘%[2]s’ kent het antwoord ‘%[1]s’ niet.", "‘%[2]s’ does not take the answer ‘%[1]s’.", "Voeg het toe bij `may` van de vraag.", "Add it to `may` of the question."},
	"not-reckoned":       {"Naar ‘%[1]s’ mag een regel niet kijken: waarden, gevoel (soort ‘%[2]s’) en vrije tekst worden getoond, niet meegerekend.", "A rule may not look at ‘%[1]s’: values, feeling (kind ‘%[2]s’) and free text are shown, not reckoned with.", "Haal de voorwaarde weg; de afweging hiervan is aan de medewerker.", "Take the condition out; weighing this is up to the worker."},
	"outside-range":      {"Dit getal kan bij ‘%[1]s’ niet voorkomen (%[2]v tot en met %[3]v).", "This number cannot occur at ‘%[1]s’ (%[2]v to %[3]v).", "Kijk naar het getal of naar min en max van de vraag.", "Look at the number or at min and max of the question."},
	"all-options":        {"Hier staan alle antwoorden op ‘%[1]s’: dit geldt altijd, ook zonder antwoord.", "This names every answer to ‘%[1]s’: it always holds, even without an answer.", "Wil je weten of er een antwoord is, schrijf dan state: answered.", "If you mean that there is an answer, write state: answered."},
	"computed-from-day":  {"‘%[1]s’ is geen dagvraag die één keer wordt gesteld.", "‘%[1]s’ is not a day question that is asked once.", "Verwijs naar een vraag van type: day.", "Refer to a question of type: day."},
	"param-not-number":   {"De richtlijn ‘%[1]s’ is geen getal.", "The guideline ‘%[1]s’ is not a number.", "Gebruik een parameter van type: number.", "Use a parameter of type: number."},
	"no-points":          {"‘%[1]s’ kan niet in een telling: nodig is type: choice met `points`, in een overweging van kind: rule.", "‘%[1]s’ cannot be in a score: it needs type: choice with `points`, in a consideration of kind: rule.", "Geef de antwoorden punten, of haal de vraag uit de telling.", "Give the answers points, or take the question out of the score."},
	"answer-per-person":  {"‘{answer:%[1]s}’ kan niet: die vraag wordt per persoon gesteld.", "‘{answer:%[1]s}’ is not possible: that question is asked per person.", "Noem een vraag die één keer wordt gesteld.", "Name a question that is asked once."},
	"bad-placeholder":    {"‘{%[1]s}’ is geen invulplek.", "‘{%[1]s}’ is not a placeholder.", "Gebruik {param:naam}, {answer:naam} of {computed:naam}.", "Use {param:name}, {answer:name} or {computed:name}."},

	// rules and forms
	"pulls-needs-weight":  {"Bij regel ‘%[1]s’ horen `pulls` en `weight` samen.", "In rule ‘%[1]s’ `pulls` and `weight` go together.", "Geef ze allebei of geen van beide.", "Give both or neither."},
	"from-after-until":    {"Bij ‘%[1]s’ ligt het begin na het einde.", "At ‘%[1]s’ the beginning lies after the end.", "Draai `from` en `until` om.", "Turn `from` and `until` round."},
	"rule-does-nothing":   {"De regel ‘%[1]s’ heeft geen gevolg.", "The rule ‘%[1]s’ has no effect.", "Voeg pulls, limits, prefers, requires, route, consult, approve of review_within toe.", "Add pulls, limits, prefers, requires, route, consult, approve or review_within."},
	"rule-never":          {"De regel ‘%[1]s’ kan nooit gelden.", "The rule ‘%[1]s’ can never apply.", "Kijk of de voorwaarden elkaar uitsluiten.", "See whether the conditions rule each other out."},
	"question-never":      {"De vraag ‘%[1]s’ kan nooit worden gesteld.", "The question ‘%[1]s’ can never be asked.", "Kijk naar `ask_when`.", "Look at `ask_when`."},
	"mix-of-mix":          {"Een mengvorm kan niet uit ‘%[1]s’ bestaan: dat is zelf een mengvorm of dezelfde vorm.", "A mixture cannot be made of ‘%[1]s’: that is itself a mixture or the same form.", "Noem de gewone vormen waaruit hij bestaat.", "Name the plain forms that it is made of."},
	"mix-of-one":          {"De mengvorm ‘%[1]s’ bestaat uit één vorm.", "The mixture ‘%[1]s’ is made of one form.", "Noem er minstens twee bij `mix_of`.", "Name at least two in `mix_of`."},
	"private-limit-binds": {"De regel ‘%[1]s’ laat een beperking voor privébezoek gelden voor beroepsmatig contact. Dat mag niet: een medewerker is geen visite.", "The rule ‘%[1]s’ lets a limit on private visits bind professional contact. That is not allowed: a worker is not a visitor.", "Gebruik de richtlijn alleen voor vormen met private: yes, of toon haar alleen als achtergrond.", "Use the guideline only for forms with private: yes, or show it as background only."},
	"profile-in-rule":     {"`profile` hoort niet in een regel.", "`profile` does not belong in a rule.", "Zet de voorwaarde bij `when`.", "Put the condition in `when`."},

	// guidelines
	"stricter":      {"Bij ‘%[1]s’ (%[2]s) is niet duidelijk welke kant de strengste is.", "At ‘%[1]s’ (%[2]s) it is not clear which side is the stricter one.", "Schrijf stricter: lower of higher (getal), yes of no (ja/nee).", "Write stricter: lower or higher (number), yes or no (yes/no)."},
	"hold-value":    {"‘%[2]s’ is geen waarde voor ‘%[1]s’.", "‘%[2]s’ is not a value for ‘%[1]s’.", "Schrijf een getal zoals 1.5, of none (geen grens).", "Write a number such as 1.5, or none (no limit)."},
	"group-nowhere": {"De groep ‘%[1]s’ bestaat in geen enkel kader dat deze richtlijnen gebruikt. Deze waarde geldt dus voor niemand.", "No framework that uses these guidelines has a group ‘%[1]s’. So this value holds for nobody.", "Kijk naar de naam, of maak de groep bij `profiles` in het kader. Daar staan nu: %[3]s.", "Look at the name, or make the group in `profiles` of the framework. Now there are: %[3]s."},
	"double-hold":   {"Voor ‘%[1]s’ staan er twee waarden op %[2]v.", "For ‘%[1]s’ there are two values on %[2]v.", "Haal er één weg, of geef `where` erbij.", "Take one out, or add `where`."},
}
