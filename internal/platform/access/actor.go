package access

import (
	"context"

	"nabij/internal/platform/db"
)

// Role is what somebody does in the organisation. Somebody may have several.
type Role string

// The roles. What each of them may do stands in grants.csv and nowhere else.
const (
	Worker                 Role = "worker"
	TeamLead               Role = "team_lead"
	FrameworkEditor        Role = "framework_editor"
	VolunteerCoordinator   Role = "volunteer_coordinator"
	DayActivityCoordinator Role = "dayactivity_coordinator"
	ClientSupporter        Role = "client_supporter"
	Manager                Role = "manager"
	PrivacyOfficer         Role = "privacy_officer"
	Administrator          Role = "administrator"
	NetworkPartner         Role = "network_partner"
)

// Roles lists every role, in the order of screens.
var Roles = []Role{Worker, TeamLead, FrameworkEditor, VolunteerCoordinator, DayActivityCoordinator, ClientSupporter, Manager,
	PrivacyOfficer, Administrator, NetworkPartner}

// Actor is the person, or the program on behalf of a person, who asks for something.
type Actor struct {
	ID      string     // worker id
	Org     string     // organisation id
	Name    string     // for screens; never in logs
	Roles   []Role     // what they do
	Teams   []string   // team ids
	Session string     // short hash of the session, for the audit
	Via     string     // web, cli, job
	Strong  db.Instant // last time a second factor was given
}

// Has tells that somebody has a role.
func (a Actor) Has(role Role) bool {
	for _, r := range a.Roles {
		if r == role {
			return true
		}
	}
	return false
}

type actorKey struct{}

// With puts the actor in the context.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, actorKey{}, a) }

// From gives the actor of the context, if somebody is known.
func From(ctx context.Context) (Actor, bool) {
	a, ok := ctx.Value(actorKey{}).(Actor)
	return a, ok && a.ID != "" && a.Org != ""
}

// Verb is what somebody wants to do.
type Verb string

// The verbs.
const (
	See         Verb = "see"
	List        Verb = "list"
	Search      Verb = "search"
	Add         Verb = "add"
	Change      Verb = "change"
	Merge       Verb = "merge"
	Print       Verb = "print"
	Export      Verb = "export"
	Weigh       Verb = "weigh"
	Decide      Verb = "decide"
	Consult     Verb = "consult"
	Approve     Verb = "approve"
	Release     Verb = "release"
	Erase       Verb = "erase"
	Administer  Verb = "administer"
	BreakGlass  Verb = "break_glass"
	ReviewAudit Verb = "review_audit"
)

// Relation is how the actor stands to the object. Another organisation is no relation: stores look within the
// organisation and find nothing.
type Relation string

// The relations, nearest first.
const (
	OwnCaseload Relation = "own_caseload" // a resident this worker has in their caseload
	OwnTeam     Relation = "own_team"     // of one of the actor's teams
	OtherTeam   Relation = "other_team"   // of another team of the organisation
	Self        Relation = "self"         // the actor's own: account, sessions, drafts
	None        Relation = "none"         // an object without residents or teams, such as a framework
)

// Object is what it is done to.
type Object struct {
	Kind       string // resident, deliberation, framework, account …: the kinds of grants.csv
	ID, Org    string
	Resident   string // whose file it belongs to; may be left out when Kind is resident
	Relation   Relation
	Restricted bool // the file is closed to everyone outside the caseload
	Conflict   bool // the actor said, or somebody said of the actor: "I know this person"
}

// Ground is a reason beside role and relation: a consult that was asked, a glass that was broken. It holds for one
// resident only.
type Ground struct {
	kind, id, resident string
}

// Decision is the answer. Stores take it, or an Actor; never a bare id from outside.
type Decision struct {
	Allowed bool
	Ground  string // why it may, as the audit keeps it: caseload, team, consult:<id>, break_glass:<id>, role:<role> …
	Role    Role   // the role in which it was allowed
	Reason  string // why it may not: a stable code; see may.go
}
