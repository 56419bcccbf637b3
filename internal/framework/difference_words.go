package framework

import "fmt"

// differenceWords are the words in which differences are told: Dutch and English.
var differenceWords = map[string][2]string{
	"packs":                      {"Pakketten", "Packs"},
	"header":                     {"Kop", "Header"},
	"rules":                      {"Regels", "Rules"},
	"considerations":             {"Overwegingen", "Considerations"},
	"questions":                  {"Vragen", "Questions"},
	"conditions":                 {"Voorwaarden en groepen", "Conditions and groups"},
	"forms":                      {"Vormen van contact", "Forms of contact"},
	"requirements":               {"Eisen", "Requirements"},
	"routes":                     {"Dringende routes", "Urgent routes"},
	"stops":                      {"Redenen om te stoppen", "Reasons to stop"},
	"flows":                      {"Zijsporen", "Side flows"},
	"names":                      {"Waarden, rollen, personen en plaatsen", "Values, roles, persons and places"},
	"computed":                   {"Tellingen en berekende dagen", "Scores and computed days"},
	"parameters":                 {"Richtlijnen", "Guidelines"},
	"holds":                      {"Wat geldt, en vanaf wanneer", "What holds, and from when"},
	"helplines":                  {"Hulplijnen", "Help lines"},
	"sources":                    {"Bronnen", "Sources"},
	"status":                     {"Status: was %s, is nu %s", "Status: was %s, is now %s"},
	"fields":                     {"anders: %s", "changed: %s"},
	"was":                        {"was:", "was:"},
	"is":                         {"is nu:", "is now:"},
	"when_was":                   {"gold als:", "applied if:"},
	"when_is":                    {"geldt nu als:", "now applies if:"},
	"always":                     {"altijd", "always"},
	"other_language":             {"de tekst in een andere taal is anders", "the text in another language is changed"},
	"only_text":                  {"alleen de tekst of de bron is anders", "only the text or the source is changed"},
	"approval_dropped":           {"goedkeuring vervalt: %s", "approval dropped: %s"},
	"approval_added":             {"goedkeuring erbij: %s", "approval added: %s"},
	"consult_dropped":            {"overleg vervalt: %s", "consult dropped: %s"},
	"consult_added":              {"overleg erbij: %s", "consult added: %s"},
	"route_dropped":              {"opent niet meer de dringende route %s", "no longer opens the urgent route %s"},
	"route_added":                {"opent nu de dringende route %s", "now opens the urgent route %s"},
	"loosened":                   {"%s: was %s, is nu %s (losser)", "%s: was %s, is now %s (looser)"},
	"tightened":                  {"%s: was %s, is nu %s (strenger)", "%s: was %s, is now %s (tighter)"},
	"no_limit":                   {"zonder grens", "without a limit"},
	"requirement_dropped":        {"eis vervalt – %s: %s", "requirement dropped – %s: %s"},
	"requirement_added":          {"eis erbij – %s: %s", "requirement added – %s: %s"},
	"no_side":                    {"geen kant", "no side"},
	"no_review":                  {"geen dag om opnieuw te kijken", "no day to look again"},
	"in_exception":               {"bij de uitzondering ‘%s’ – %s", "at the exception ‘%s’ – %s"},
	"exception_dropped":          {"uitzondering vervalt: %s", "exception dropped: %s"},
	"exception_added":            {"uitzondering erbij: %s", "exception added: %s"},
	"exception_changed":          {"uitzondering anders: %s", "exception changed: %s"},
	"n_approvals_dropped":        {"%d goedkeuringen vervallen", "%d approvals are dropped"},
	"n_approvals_dropped_one":    {"1 goedkeuring vervalt", "1 approval is dropped"},
	"n_approvals_added":          {"%d goedkeuringen erbij", "%d approvals are added"},
	"n_approvals_added_one":      {"1 goedkeuring erbij", "1 approval is added"},
	"n_consults_dropped":         {"%d keer overleg vervalt", "%d consults are dropped"},
	"n_consults_dropped_one":     {"1 keer overleg vervalt", "1 consult is dropped"},
	"n_consults_added":           {"%d keer overleg erbij", "%d consults are added"},
	"n_consults_added_one":       {"1 keer overleg erbij", "1 consult is added"},
	"n_routes_dropped":           {"%d regels openen een dringende route niet meer", "%d rules no longer open an urgent route"},
	"n_routes_dropped_one":       {"1 regel opent een dringende route niet meer", "1 rule no longer opens an urgent route"},
	"n_routes_added":             {"%d regels openen nu een dringende route", "%d rules now open an urgent route"},
	"n_routes_added_one":         {"1 regel opent nu een dringende route", "1 rule now opens an urgent route"},
	"n_requirements_dropped":     {"%d eisen vervallen", "%d requirements are dropped"},
	"n_requirements_dropped_one": {"1 eis vervalt", "1 requirement is dropped"},
	"n_requirements_added":       {"%d eisen erbij", "%d requirements are added"},
	"n_requirements_added_one":   {"1 eis erbij", "1 requirement is added"},
	"n_loosened":                 {"%d grenzen worden losser", "%d limits become looser"},
	"n_loosened_one":             {"1 grens wordt losser", "1 limit becomes looser"},
	"n_tightened":                {"%d grenzen worden strenger", "%d limits become tighter"},
	"n_tightened_one":            {"1 grens wordt strenger", "1 limit becomes tighter"},
	"n_rules_dropped":            {"%d regels vervallen", "%d rules are dropped"},
	"n_rules_dropped_one":        {"1 regel vervalt", "1 rule is dropped"},
	"n_rules_added":              {"%d regels erbij", "%d rules are added"},
	"n_rules_added_one":          {"1 regel erbij", "1 rule is added"},
	"n_rules_changed":            {"%d regels anders", "%d rules are changed"},
	"n_rules_changed_one":        {"1 regel anders", "1 rule is changed"},
	"n_questions_dropped":        {"%d vragen vervallen", "%d questions are dropped"},
	"n_questions_dropped_one":    {"1 vraag vervalt", "1 question is dropped"},
	"n_questions_added":          {"%d vragen erbij", "%d questions are added"},
	"n_questions_added_one":      {"1 vraag erbij", "1 question is added"},
	"n_questions_changed":        {"%d vragen anders", "%d questions are changed"},
	"n_questions_changed_one":    {"1 vraag anders", "1 question is changed"},
	"n_texts":                    {"%d keer alleen een tekst of bron anders", "%d times only a text or source is changed"},
	"n_texts_one":                {"1 keer alleen een tekst of bron anders", "once only a text or source is changed"},
	"was_is":                     {"was %s, is nu %s", "was %s, is now %s"},
	"was_nothing":                {"erbij: %s", "added: %s"},
	"is_nothing":                 {"vervalt: %s", "dropped: %s"},
	"inside":                     {"bij een ervan is iets anders", "something in one of them is changed"},
	"yes":                        {"ja", "yes"},
	"no":                         {"nee", "no"},
	"nothing":                    {"niets", "nothing"},
	"other_order":                {"andere volgorde", "another order"},
	"holds_moved":                {"%s geldt vanaf %s in plaats van %s", "%s holds from %s instead of %s"},
	"mark_+":                     {"Nieuw", "New"},
	"mark_-":                     {"Vervalt", "Dropped"},
	"mark_*":                     {"Anders", "Changed"},
	"also":                       {"Ook anders: %s", "Also changed: %s"},
	"n_holds_dropped":            {"%d waarden van een richtlijn vervallen", "%d guideline values are dropped"},
	"n_holds_dropped_one":        {"1 waarde van een richtlijn vervalt", "1 guideline value is dropped"},
	"n_holds_added":              {"%d waarden van een richtlijn erbij", "%d guideline values are added"},
	"n_holds_added_one":          {"1 waarde van een richtlijn erbij", "1 guideline value is added"},
	"n_holds_moved":              {"%d waarden van een richtlijn gelden vanaf een andere dag", "%d guideline values hold from another day"},
	"n_holds_moved_one":          {"1 waarde van een richtlijn geldt vanaf een andere dag", "1 guideline value holds from another day"},
	"from":                       {"vanaf %s", "from %s"},
	"until":                      {"tot en met %s", "up to %s"},
	"where":                      {"bij: %s", "at: %s"},
	"holds_days":                 {"Geldt", "Holds"},
	"prefers":                    {"liever", "rather"},
	"requires":                   {"nodig:", "needed:"},
	"opens":                      {"opent de dringende route", "opens the urgent route"},
	"consult":                    {"eerst overleggen met", "consult first:"},
	"approve":                    {"goedkeuring nodig van", "approval needed from"},
	"review":                     {"binnen %d dagen opnieuw kijken", "look again within %d days"},
	"review_one":                 {"binnen 1 dag opnieuw kijken", "look again within 1 day"},
	"tagged":                     {"elke vorm van soort ‘%s’", "every form tagged ‘%s’"},
	"status_draft":               {"concept", "draft"},
	"status_released":            {"vrijgegeven", "released"},
	"status_retired":             {"vervallen", "retired"},
}

// speaker puts words of differences into a language.
type speaker struct{ lang string }

func (s speaker) word(key string, args ...any) string {
	w, ok := differenceWords[key]
	if !ok {
		return key
	}
	text := say(s.lang, w[0], w[1])
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// many chooses between one and several.
func (s speaker) many(key string, n int) string {
	if n == 1 {
		return s.word(key + "_one")
	}
	return s.word(key, n)
}
