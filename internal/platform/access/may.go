package access

import "slices"

// The reasons of a refusal. They are stable: the audit keeps them and pages choose their words by them.
const (
	NoActor           = "no_actor"           // nobody is signed in
	OtherOrganisation = "other_organisation" // the object is of another organisation, or of none
	UnknownWord       = "unknown_word"       // a verb, kind or relation that the table does not know
	InConflict        = "conflict"           // "I know this person"
	RoleExcluded      = "role_excluded"      // a "no" in the table
	IsRestricted      = "restricted"         // the file is closed
	NoGrant           = "no_grant"           // no line allows it
)

// May decides whether somebody may do something to something. It is the one place that does: every page, print, file,
// feed, list and job asks here, each time, and stores take the Decision. Extra grounds are those that hold at this
// moment; see Store.Grounds.
func May(a Actor, v Verb, o Object, extra ...Ground) Decision {
	switch {
	case a.ID == "" || a.Org == "" || len(a.Roles) == 0:
		return refuse(NoActor)
	case o.Org != a.Org:
		return refuse(OtherOrganisation)
	case kinds[o.Kind] == 0 || !slices.Contains(verbs, v) || !slices.Contains(relations[:5], o.Relation):
		return refuse(UnknownWord)
	case o.Conflict && kinds[o.Kind] == person && !(o.Kind == "conflict" && v == Add):
		return refuse(InConflict)
	case excluded(a, v, o.Kind, o.Relation):
		return refuse(RoleExcluded)
	}
	closed := o.Restricted && kinds[o.Kind] == person && o.Relation != OwnCaseload && v != BreakGlass && o.Kind != "conflict"
	if !closed {
		if role, ok := granted(a, v, o.Kind, o.Relation); ok {
			return Decision{Allowed: true, Ground: groundOf(o.Relation, role), Role: role}
		}
	}
	for _, g := range extra {
		if !g.covers(o) || excluded(a, v, o.Kind, g.relation()) || closed && g.kind != breakGlassGround {
			continue
		}
		if role, ok := granted(a, v, o.Kind, g.relation()); ok {
			return Decision{Allowed: true, Ground: g.String(), Role: role}
		}
	}
	if closed {
		return refuse(IsRestricted)
	}
	return refuse(NoGrant)
}

func refuse(reason string) Decision { return Decision{Reason: reason} }

func granted(a Actor, v Verb, kind string, r Relation) (Role, bool) {
	for _, role := range a.Roles {
		if grants[cell{role, v, kind, r}].yes {
			return role, true
		}
	}
	return "", false
}

func excluded(a Actor, v Verb, kind string, r Relation) bool {
	return slices.ContainsFunc(a.Roles, func(role Role) bool { return grants[cell{role, v, kind, r}].no })
}

func groundOf(r Relation, role Role) string {
	switch r {
	case OwnCaseload:
		return "caseload"
	case OwnTeam:
		return "team"
	case OtherTeam:
		return "other_team"
	case Self:
		return "self"
	}
	return "role:" + string(role)
}

// Scope gives the relations in which somebody may do something to objects of a kind: what a store may look for when it
// makes a list. May still decides of each row; a list by Scope never holds a row that May refuses for its relation.
func Scope(a Actor, v Verb, kind string) []Relation {
	var all []Relation
	if a.ID == "" || a.Org == "" {
		return nil
	}
	for _, r := range relations[:5] {
		if _, ok := granted(a, v, kind, r); ok && !excluded(a, v, kind, r) {
			all = append(all, r)
		}
	}
	return all
}

// MayAny tells whether there is any relation in which somebody may do something to objects of a kind. It opens a page, not
// an object: what is on the page is decided by May.
func MayAny(a Actor, v Verb, kind string) bool {
	if len(Scope(a, v, kind)) > 0 {
		return true
	}
	for _, r := range relations[5:] {
		if _, ok := granted(a, v, kind, r); ok && !excluded(a, v, kind, r) && a.ID != "" && a.Org != "" {
			return true
		}
	}
	return false
}

const (
	consultGround    = "consult"
	breakGlassGround = "break_glass"
)

// ConsultGround is the ground of somebody who was asked to think along about a resident. Only who keeps the consults
// makes it, from a consult that is open now and was asked of this actor.
func ConsultGround(id, resident string) Ground {
	return Ground{kind: consultGround, id: id, resident: resident}
}

func (g Ground) relation() Relation {
	if g.kind == breakGlassGround {
		return glassBroken
	}
	return consulted
}

// String gives the ground as the audit keeps it.
func (g Ground) String() string { return g.kind + ":" + g.id }

func (g Ground) covers(o Object) bool {
	if g.kind == "" || g.id == "" || g.resident == "" {
		return false
	}
	if o.Kind == "resident" {
		return o.ID == g.resident
	}
	return o.Resident == g.resident
}
