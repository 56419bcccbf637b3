package access

// The kinds of objects that grants.csv speaks of. A kind that is not here is refused, so a mistake in spelling closes a
// door instead of opening one.
var kinds = map[string]class{
	"resident":      person,  // the file itself
	"household":     person,  // who lives together
	"contact_rule":  person,  // when and how somebody may safely be reached
	"caseload":      person,  // who looks after whom
	"restriction":   person,  // whether a file is closed
	"import":        person,  // residents read from a file
	"deliberation":  person,  // about a resident
	"consult":       person,  // thinking along
	"conflict":      person,  // "I know this person"
	"break_glass":   trail,   // files opened in an emergency: who and when, not what is in them
	"audit":         trail,   // who did what
	"audit_health":  trail,   // whether the trail is whole
	"filter":        own,     // saved lists
	"account":       own,     // sign-in of oneself, or of others
	"notice":        own,     // messages of this package to a worker
	"framework":     content, // frameworks
	"guideline":     content, // guidelines
	"feedback":      content, // remarks at content
	"figures":       content, // counts without people
	"organisation":  house,
	"team":          house,
	"neighbourhood": house,
	"worker":        house, // the list of colleagues
}

type class int

const (
	person class = iota + 1
	trail
	own
	content
	house
)

// What a ground beside role and relation is called in the table.
const (
	consulted   Relation = "consult"
	glassBroken Relation = "break_glass"
)

var verbs = []Verb{See, List, Search, Add, Change, Merge, Print, Export, Weigh, Decide, Consult, Approve, Release, Erase,
	Administer, BreakGlass, ReviewAudit}

var relations = []Relation{OwnCaseload, OwnTeam, OtherTeam, Self, None, consulted, glassBroken}
