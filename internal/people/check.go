package people

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"nabij/internal/people/names"
	"nabij/internal/platform/fault"
)

// The most that fits in a block.
const (
	MaxName = 100  // characters of a name
	MaxLine = 300  // characters of a line
	MaxText = 4000 // characters of a text
	MaxRows = 20   // rows of a list
)

var (
	tooLong    = fault.Say("Dit is te lang. Maak het korter.", "This is too long. Make it shorter.")
	tooMany    = fault.Say("Dit zijn er te veel: er passen er twintig.", "These are too many: twenty fit.")
	noName     = fault.Say("Vul een naam in: een voornaam, een roepnaam of een achternaam is genoeg.", "Enter a name: a first name, a name to call by or a family name is enough.")
	noYear     = fault.Say("Vul een jaar in tussen 1900 en nu, of laat het leeg.", "Enter a year between 1900 and now, or leave it empty.")
	oneOf      = fault.Say("Kies een van de mogelijkheden.", "Choose one of the options.")
	badPost    = fault.Say("Vul een postcode in zoals 1234 AB, of laat hem leeg.", "Enter a postcode like 1234 AB, or leave it empty.")
	rowName    = fault.Say("Vul ook in wie het is.", "Also enter who it is.")
	rowWay     = fault.Say("Kies ook op welke manier.", "Also choose in which way.")
	noBSN      = fault.Say("Dit lijkt op een burgerservicenummer. Dat bewaren wij niet. Haal het weg.", "This looks like a citizen service number. We do not keep that. Take it out.")
	placeName  = fault.Say("Vul een naam in.", "Enter a name.")
	sameName   = fault.Say("Deze naam is er al.", "This name is there already.")
	sameClosed = fault.Say("Er is er al een met deze naam, maar die is opgeheven. Open die weer.", "There is one with this name already, but it is closed. Open that one again.")
	notFuture  = fault.Say("Deze dag is nog niet geweest.", "This day is still to come.")
)

// fields collects what is wrong at which field. The names are those of the questionnaire: reach.0.value.
type fields struct{ found []fault.Field }

func (f *fields) at(name string, text fault.Text) {
	f.found = append(f.found, fault.Field{Name: name, Text: text})
}

func (f *fields) long(name, s string, most int) {
	if utf8.RuneCountInString(s) > most {
		f.at(name, tooLong)
	}
	if looksLikeBSN(s) {
		f.at(name, noBSN)
	}
}

func (f *fields) one(name, s string, allowed ...string) {
	if s != "" && !slices.Contains(allowed, s) {
		f.at(name, oneOf)
	}
}

func (f *fields) err() error {
	if len(f.found) == 0 {
		return nil
	}
	out := fault.Keyed(fault.Invalid, "error.invalid.text")
	out.Fields = f.found
	return out
}

// Row names a field in the row of a list, as questionnaires and problems call it.
func Row(list string, i int, field string) string { return list + "." + strconv.Itoa(i) + "." + field }

var nineDigits = regexp.MustCompile(`(?:^|[^0-9+])([0-9]{9})(?:[^0-9]|$)`)

// looksLikeBSN finds nine digits that pass the test of a citizen service number. Telephone numbers have ten.
func looksLikeBSN(s string) bool {
	for _, m := range nineDigits.FindAllStringSubmatch(s, -1) {
		sum := 0
		for i, c := range m[1] {
			weight := 9 - i
			if i == 8 {
				weight = -1
			}
			sum += weight * int(c-'0')
		}
		if sum%11 == 0 && m[1] != "000000000" {
			return true
		}
	}
	return false
}

// Check tells whether somebody can be named so, on a day.
func (b Who) Check(today Day) error {
	var f fields
	if strings.TrimSpace(b.Given+b.Family+b.Called) == "" {
		f.at("given", noName)
	}
	f.long("given", b.Given, MaxName)
	f.long("prefix", b.Prefix, 30)
	f.long("family", b.Family, MaxName)
	f.long("called", b.Called, MaxName)
	if b.BirthYear != 0 && (b.BirthYear < 1900 || b.BirthYear > today.Year()) {
		f.at("birth", noYear)
	}
	if b.BirthDay > today {
		f.at("birth", notFuture)
	}
	return f.err()
}

// Check tells whether the ways can be kept.
func (b Reach) Check(Day) error {
	var f fields
	if len(b.Channels) > MaxRows {
		f.at("", tooMany)
	}
	for i, c := range b.Channels {
		if c.Kind == "" {
			f.at(Row("reach", i, "kind"), rowWay)
		}
		f.one(Row("reach", i, "kind"), c.Kind, ChannelKinds...)
		f.one(Row("reach", i, "safe"), c.Safe, "yes", "no", "unknown")
		f.long(Row("reach", i, "value"), c.Value, MaxLine)
		f.long(Row("reach", i, "person"), c.Person, MaxName)
	}
	return f.err()
}

// Check tells whether the barriers can be kept.
func (b Barriers) Check(Day) error {
	var f fields
	for _, k := range b.Kinds {
		f.one("kinds", k, BarrierKinds...)
	}
	f.one("interpreter", b.Interpreter, "yes", "no")
	f.long("language", b.Language, MaxName)
	f.long("helps", b.Helps, MaxText)
	return f.err()
}

// Check tells whether the wishes can be kept.
func (b Wishes) Check(today Day) error {
	var f fields
	if len(b.Items) > MaxRows {
		f.at("", tooMany)
	}
	for i, w := range b.Items {
		f.long(Row("wishes", i, "text"), w.Text, MaxText)
		if w.On > today {
			f.at(Row("wishes", i, "on"), notFuture)
		}
	}
	return f.err()
}

// Check tells whether the network can be kept.
func (b Network) Check(Day) error {
	var f fields
	if len(b.People) > MaxRows {
		f.at("", tooMany)
	}
	for i, p := range b.People {
		if p.Name == "" {
			f.at(Row("network", i, "name"), rowName)
		}
		f.one(Row("network", i, "may_call"), p.MayCall, "yes", "no", "unknown")
		f.long(Row("network", i, "name"), p.Name, MaxName)
		f.long(Row("network", i, "relation"), p.Relation, MaxName)
		f.long(Row("network", i, "how"), p.How, MaxLine)
	}
	return f.err()
}

// Check tells whether the household can be kept.
func (b Household) Check(today Day) error {
	var f fields
	if len(b.Housemates) > MaxRows {
		f.at("", tooMany)
	}
	for i, h := range b.Housemates {
		if h.Name == "" && h.Relation == "" {
			f.at(Row("household", i, "name"), rowName)
		}
		f.long(Row("household", i, "name"), h.Name, MaxName)
		f.long(Row("household", i, "relation"), h.Relation, MaxName)
		if h.BirthYear != 0 && (h.BirthYear < 1900 || h.BirthYear > today.Year()) {
			f.at(Row("household", i, "birth_year"), noYear)
		}
	}
	return f.err()
}

var postcodeForm = regexp.MustCompile(`^[1-9][0-9]{3}\s?[A-Z]{2}$`)

// TidyPostcode writes a Dutch postcode in one way; what is none stays as it is.
func TidyPostcode(s string) string {
	up := strings.ToUpper(strings.TrimSpace(s))
	if postcodeForm.MatchString(up) {
		return up[:4] + " " + up[len(up)-2:]
	}
	return strings.TrimSpace(s)
}

// Check tells whether the home can be kept.
func (b Living) Check(Day) error {
	var f fields
	f.one("kind", b.Kind, LivingKinds...)
	f.long("street", b.Street, MaxName)
	f.long("number", b.Number, 20)
	f.long("place", b.Place, MaxName)
	if b.Postcode != "" && !postcodeForm.MatchString(strings.ToUpper(b.Postcode)) {
		f.at("postcode", badPost)
	}
	return f.err()
}

// Check tells whether the groups can be kept; that they exist the store sees.
func (b Groups) Check(Day) error {
	var f fields
	if len(b.IDs) > MaxRows {
		f.at("ids", tooMany)
	}
	return f.err()
}

// CheckPlaceName tells whether a team, neighbourhood or group can be named so: not empty, not long, and not like one that
// is there already. Capitals, accents and spaces make no other name. own is the id of the one that is renamed.
func CheckPlaceName(name string, all []Place, own string) error {
	var f fields
	if names.Fold(name) == "" {
		f.at("name", placeName)
	}
	f.long("name", name, MaxName)
	for _, p := range all {
		if p.ID != own && names.Fold(p.Name) == names.Fold(name) {
			text := sameName
			if p.ClosedOn != "" {
				text = sameClosed
			}
			f.at("name", text)
			break
		}
	}
	return f.err()
}

// Check tells whether the answers can be kept.
func (b Support) Check(today Day) error {
	var f fields
	f.one("risk", b.Risk, "yes", "no", "wont_say", "unknown")
	f.one("client_support", b.ClientSupport, "yes", "no", "unknown")
	if b.RiskAsked > today {
		f.at("risk_asked", notFuture)
	}
	return f.err()
}

// Check tells whether the rule can be kept.
func (r SafeRule) Check(today Day) error {
	var f fields
	for list, ways := range map[string][]Way{"ways": r.Ways, "unsafe": r.Unsafe} {
		if len(ways) > MaxRows {
			f.at("", tooMany)
		}
		for i, w := range ways {
			if w.Kind == "" {
				f.at(Row(list, i, "kind"), rowWay)
			}
			f.one(Row(list, i, "kind"), w.Kind, ChannelKinds...)
			f.long(Row(list, i, "value"), w.Value, MaxLine)
		}
	}
	for name, list := range map[string][]string{"pick_up": r.PickUp, "must_not": r.MustNotKnow} {
		if len(list) > MaxRows {
			f.at(name, tooMany)
		}
		for _, p := range list {
			f.long(name, p, MaxName)
		}
	}
	f.long("cover", r.Cover, MaxText)
	f.long("not_now", r.NotNow, MaxLine)
	f.long("help", r.Help, MaxLine)
	f.long("other", r.OtherAnswers, MaxText)
	f.one("may_leave", r.MayLeave, "yes", "no")
	if r.AgreedOn > today {
		f.at("agreed_on", notFuture)
	}
	slices.SortStableFunc(f.found, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
	return f.err()
}
