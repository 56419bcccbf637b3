package access

import (
	"fmt"
	"strings"
	"testing"
)

const org = "org-1"

func actor(roles ...Role) Actor { return Actor{ID: "w1", Org: org, Name: "Sanne", Roles: roles} }

func object(kind string, r Relation) Object {
	o := Object{Kind: kind, ID: "o1", Org: org, Relation: r}
	if kinds[kind] == person && kind != "resident" {
		o.Resident = "res1"
	}
	return o
}

// TestEveryCell walks role × verb × kind × relation and sees that May answers as the table says, and that nothing outside
// the table is allowed.
func TestEveryCell(t *testing.T) {
	checked, allowed := 0, 0
	for _, role := range Roles {
		for _, verb := range verbs {
			for _, kind := range kindNames() {
				for _, relation := range relations[:5] {
					a := grants[cell{role, verb, kind, relation}]
					d := May(actor(role), verb, object(kind, relation))
					if d.Allowed != (a.yes && !a.no) {
						t.Errorf("%s %s %s (%s): %+v, the table says %+v", role, verb, kind, relation, d, a)
					}
					if d.Allowed == (d.Reason != "") || d.Allowed == (d.Ground == "") {
						t.Errorf("%s %s %s (%s): a decision has a ground or a reason: %+v", role, verb, kind, relation, d)
					}
					if d.Allowed {
						allowed++
						if d.Role != role {
							t.Errorf("%s %s %s (%s): allowed in the role %q", role, verb, kind, relation, d.Role)
						}
					}
					// Nobody else's organisation, and nobody at all.
					other := object(kind, relation)
					other.Org = "org-2"
					if d := May(actor(role), verb, other); d.Allowed || d.Reason != OtherOrganisation {
						t.Errorf("%s %s %s (%s) of another organisation: %+v", role, verb, kind, relation, d)
					}
					if d := May(Actor{Org: org, Roles: []Role{role}}, verb, object(kind, relation)); d.Allowed {
						t.Errorf("nobody: %+v", d)
					}
					checked++
				}
			}
		}
	}
	if want := len(Roles) * len(verbs) * len(kinds) * 5; checked != want || allowed < 200 {
		t.Errorf("%d cells of %d were looked at, %d allowed: the walk is broken", checked, want, allowed)
	}
}

// The verbs that touch what is in a file.
var fileVerbs = []Verb{See, List, Search, Add, Change, Merge, Print, Export, Weigh, Decide, Consult, Approve, Erase}

// important is written by another hand than grants.csv: sentences about what matters most, cell by cell. A line reads
// "role: verb kind relation, …". What stands under yes must be allowed; under no it must not.
var important = map[string]string{
	"yes": `
worker: see resident own_caseload, see resident own_team, list resident own_team, search resident own_team, add resident own_team, change resident own_caseload
worker: decide deliberation own_caseload, weigh deliberation own_team, see contact_rule own_team, export resident own_caseload, break_glass resident other_team
worker: see framework none, weigh framework none, see account self, change account self, see worker none
team_lead: see resident own_team, approve deliberation own_team, change caseload own_team, erase resident own_team, see break_glass own_team, erase conflict none
client_supporter: see resident own_caseload, decide deliberation own_caseload
framework_editor: change framework none, release guideline none
privacy_officer: see audit none, review_audit audit none, review_audit break_glass none, see account none
administrator: add account none, change account none, administer account none, see account none, change organisation none
manager: see figures none, see framework none
network_partner: see account self, change account self`,
	"no": `
worker: see resident other_team, list resident other_team, search resident other_team, change resident other_team, print resident other_team, export resident own_team
worker: decide deliberation own_team, approve deliberation own_caseload, approve deliberation own_team, erase resident own_caseload, see audit none, see account none, release framework none
worker: see contact_rule other_team, erase conflict none, see figures none, see household other_team, see deliberation other_team
team_lead: see resident other_team, approve deliberation other_team, erase resident other_team, see audit none, change account none, release framework none
client_supporter: see resident own_team, list resident own_team, see deliberation own_team, see contact_rule own_team
volunteer_coordinator: see resident own_caseload, see resident own_team, list resident own_team, see deliberation own_team, see contact_rule own_team
dayactivity_coordinator: see resident own_caseload, see resident own_team, see deliberation own_team
framework_editor: see resident own_caseload, see resident own_team, see deliberation own_team, change account none
privacy_officer: see resident own_caseload, see resident own_team, see resident other_team, see deliberation other_team, change account none, export resident other_team
administrator: see resident own_caseload, see resident own_team, see resident other_team, see deliberation own_team, list resident own_team, search resident other_team, see contact_rule own_team, see household own_team, print resident own_team, export resident own_team, break_glass resident other_team, see audit none, see figures none, change framework none
manager: see resident own_caseload, see resident own_team, list resident other_team, break_glass resident other_team, see deliberation own_team, export resident own_team
network_partner: see resident own_caseload, see resident own_team, list resident other_team, see framework none, see guideline none, see worker none, see team none, see figures none, break_glass resident other_team, see deliberation own_caseload`,
}

func TestWhatMattersMost(t *testing.T) {
	count := 0
	for want, lines := range important {
		for line := range strings.Lines(strings.TrimSpace(lines)) {
			role, rest, _ := strings.Cut(strings.TrimSpace(line), ": ")
			for _, sentence := range strings.Split(rest, ", ") {
				w := strings.Fields(sentence)
				if len(w) != 3 {
					t.Fatalf("%q is no sentence", sentence)
				}
				d := May(actor(Role(role)), Verb(w[0]), object(w[1], Relation(w[2])))
				if d.Allowed != (want == "yes") {
					t.Errorf("%s: %s: %+v, want %s", role, sentence, d, want)
				}
				count++
			}
		}
	}
	if count < 100 {
		t.Errorf("only %d sentences", count)
	}
}

func TestSomeRolesNeverSeeAPerson(t *testing.T) {
	for _, role := range []Role{Manager, Administrator, PrivacyOfficer, FrameworkEditor, NetworkPartner} {
		for kind, c := range kinds {
			if c != person || kind == "conflict" {
				continue
			}
			for _, verb := range fileVerbs {
				for _, r := range relations[:5] {
					for _, with := range [][]Ground{nil, {ConsultGround("c1", "res1")}, {{kind: breakGlassGround, id: "b1", resident: "res1"}}} {
						o := object(kind, r)
						if kind == "resident" {
							o.ID = "res1"
						}
						if d := May(actor(role), verb, o, with...); d.Allowed {
							t.Errorf("%s may %s %s (%s) with %v: %+v", role, verb, kind, r, with, d)
						}
					}
				}
			}
		}
	}
}

func TestNoWinsOverYes(t *testing.T) {
	for _, role := range Roles {
		for _, excluding := range []Role{Manager, NetworkPartner} {
			for _, verb := range fileVerbs {
				for _, r := range relations[:5] {
					for _, roles := range [][]Role{{role, excluding}, {excluding, role}} {
						if d := May(actor(roles...), verb, object("resident", r)); d.Allowed {
							t.Errorf("%v may %s resident (%s)", roles, verb, r)
						}
					}
				}
			}
		}
	}
	if d := May(actor(Administrator, Worker), See, object("resident", OwnTeam)); !d.Allowed || d.Role != Worker {
		t.Errorf("who is also a worker sees as a worker: %+v", d)
	}
}

func TestMarksCloseFiles(t *testing.T) {
	glass := Ground{kind: breakGlassGround, id: "b1", resident: "o1"}
	elsewhere := Ground{kind: breakGlassGround, id: "b1", resident: "another"}
	asked := ConsultGround("c1", "o1")
	for _, c := range []struct {
		name       string
		role       Role
		verb       Verb
		relation   Relation
		restricted bool
		conflict   bool
		with       []Ground
		want       string // the ground, or ! and the reason
	}{
		{"own caseload", Worker, See, OwnCaseload, false, false, nil, "caseload"},
		{"own team", Worker, See, OwnTeam, false, false, nil, "team"},
		{"other team", Worker, See, OtherTeam, false, false, nil, "!no_grant"},
		{"restricted, own caseload", Worker, See, OwnCaseload, true, false, nil, "caseload"},
		{"restricted, own team", Worker, See, OwnTeam, true, false, nil, "!restricted"},
		{"restricted, the lead", TeamLead, See, OwnTeam, true, false, nil, "!restricted"},
		{"restricted, in search", TeamLead, Search, OwnTeam, true, false, nil, "!restricted"},
		{"restricted, other team", Worker, See, OtherTeam, true, false, nil, "!restricted"},
		{"restricted, glass broken", Worker, See, OwnTeam, true, false, []Ground{glass}, "break_glass:b1"},
		{"restricted, breaking the glass", Worker, BreakGlass, OwnTeam, true, false, nil, "team"},
		{"restricted, asked to think along", Worker, See, OtherTeam, true, false, []Ground{asked}, "!restricted"},
		{"I know this person, own caseload", Worker, See, OwnCaseload, false, true, nil, "!conflict"},
		{"I know this person, the lead", TeamLead, See, OwnTeam, false, true, nil, "!conflict"},
		{"I know this person, glass broken", Worker, See, OtherTeam, false, true, []Ground{glass}, "!conflict"},
		{"I know this person, breaking the glass", Worker, BreakGlass, OtherTeam, false, true, nil, "!conflict"},
		{"I know this person, asked to think along", Worker, See, OtherTeam, false, true, []Ground{asked}, "!conflict"},
		{"glass broken", Worker, See, OtherTeam, false, false, []Ground{glass}, "break_glass:b1"},
		{"glass broken, the first ground is for somebody else", Worker, See, OtherTeam, false, false, []Ground{elsewhere, glass}, "break_glass:b1"},
		{"glass broken for somebody else", Worker, See, OtherTeam, false, false, []Ground{elsewhere}, "!no_grant"},
		{"glass broken, export", Worker, Export, OtherTeam, false, false, []Ground{glass}, "!no_grant"},
		{"glass broken, print", Worker, Print, OtherTeam, false, false, []Ground{glass}, "!no_grant"},
		{"glass broken, change", Worker, Change, OtherTeam, false, false, []Ground{glass}, "!no_grant"},
		{"glass broken, list", Worker, List, OtherTeam, false, false, []Ground{glass}, "!no_grant"},
		{"thinking along", Worker, See, OtherTeam, false, false, []Ground{asked}, "consult:c1"},
		{"thinking along, change", Worker, Change, OtherTeam, false, false, []Ground{asked}, "!no_grant"},
		{"an empty ground", Worker, See, OtherTeam, false, false, []Ground{{}}, "!no_grant"},
		{"a ground without a resident", Worker, See, OtherTeam, false, false, []Ground{ConsultGround("c1", "")}, "!no_grant"},
		{"a manager with a broken glass", Manager, See, OtherTeam, false, false, []Ground{glass}, "!role_excluded"},
		{"an administrator with a broken glass", Administrator, See, OtherTeam, false, false, []Ground{glass}, "!no_grant"},
	} {
		o := object("resident", c.relation)
		o.Restricted, o.Conflict = c.restricted, c.conflict
		d := May(actor(c.role), c.verb, o, c.with...)
		got := d.Ground
		if !d.Allowed {
			got = "!" + d.Reason
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestMayRefusesWhatItDoesNotKnow(t *testing.T) {
	good := object("resident", OwnTeam)
	for name, d := range map[string]Decision{
		"no role":                May(actor(), See, good),
		"an invented role":       May(actor("chief"), See, good),
		"an invented verb":       May(actor(Worker), "peek", good),
		"an invented kind":       May(actor(Worker), See, object("diary", OwnTeam)),
		"no relation":            May(actor(Worker), See, object("resident", "")),
		"a ground as a relation": May(actor(Worker), See, object("resident", glassBroken)),
		"no organisation":        May(Actor{ID: "w", Roles: []Role{Worker}}, See, Object{Kind: "resident", ID: "o", Relation: OwnTeam}),
		"an object of none":      May(actor(Worker), See, Object{Kind: "resident", ID: "o", Relation: OwnTeam}),
	} {
		if d.Allowed || d.Reason == "" {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

func TestScopeAgreesWithMay(t *testing.T) {
	for _, roles := range [][]Role{{Worker}, {TeamLead}, {TeamLead, Worker}, {Manager, Worker}, {Administrator}, {NetworkPartner, Worker}, {ClientSupporter}} {
		for _, verb := range verbs {
			for _, kind := range kindNames() {
				in := map[Relation]bool{}
				for _, r := range Scope(actor(roles...), verb, kind) {
					in[r] = true
				}
				for _, r := range relations[:5] {
					if d := May(actor(roles...), verb, object(kind, r)); d.Allowed != in[r] {
						t.Errorf("%v %s %s (%s): May says %v, Scope %v", roles, verb, kind, r, d.Allowed, in[r])
					}
				}
			}
		}
	}
}

func TestTheTableIsReadStrictly(t *testing.T) {
	head := strings.Join(grantsHeader, ",") + "\n"
	for text, want := range map[string]string{
		"":                                      "first line",
		"role,verb\n":                           "first line",
		head + "chief,see,resident,self,yes,\n": `"chief"`,
		head + "worker,peek,resident,self,yes,\n":                                    `"peek"`,
		head + "worker,see,diary,self,yes,\n":                                        `"diary"`,
		head + "worker,see,resident,near,yes,\n":                                     `"near"`,
		head + "worker,see,resident,self,maybe,\n":                                   `"maybe"`,
		head + "worker,see,resident,,yes,\n":                                         "empty cell",
		head + "worker,see see,resident,self,yes,\n":                                 "twice",
		head + "worker,see,resident,self,yes\n":                                      "wrong number of fields",
		head + "worker,see,resident,self,yes,\nworker,see list,resident,self,yes,\n": "earlier line",
		head + "worker,see,resident,self,no,\nworker,see,resident,self,no,\n":        "adds nothing",
	} {
		if _, err := readGrants(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if table, err := readGrants(head + "*,*,resident,self,no,\n"); err != nil || len(table) != len(Roles)*len(verbs) {
		t.Errorf("a line with stars: %d cells, %v", len(table), err)
	}
}

func BenchmarkMay(b *testing.B) {
	a, o := actor(Administrator, TeamLead, Worker), object("resident", OwnCaseload)
	for b.Loop() {
		if !May(a, Export, o).Allowed {
			b.Fatal(fmt.Sprint(o))
		}
	}
}
