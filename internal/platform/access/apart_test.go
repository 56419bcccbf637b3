package access

import (
	"slices"
	"strings"
	"testing"
)

// apart is everything that the roles beside casework may do, by another hand than grants.csv: verb kind relation. What is
// not here they may not, whatever lines the table gets for others.
var apart = map[Role]string{
	VolunteerCoordinator:   coordinator,
	DayActivityCoordinator: coordinator,
	NetworkPartner:         oneself,
}

const (
	oneself = `see account self, list account self, change account self, administer account self, see notice self, list notice self, change notice self`
	// Who works here and what we agreed, weighing without a resident, remarks at content, thinking along when asked, and
	// saying that one knows somebody. Never a file.
	coordinator = oneself + `, see organisation none, list organisation none, see team none, list team none, see neighbourhood none, list neighbourhood none,
		see worker none, list worker none, see framework none, list framework none, see guideline none, list guideline none, weigh framework none,
		add feedback none, see feedback self, list feedback self, see deliberation consult, see consult consult, add consult consult,
		add conflict own_caseload, add conflict own_team, add conflict other_team, add conflict self`
)

func TestRolesBesideCaseworkMayThisAndNothingMore(t *testing.T) {
	for role, text := range apart {
		want := strings.Split(text, ",")
		for i := range want {
			want[i] = strings.TrimSpace(want[i])
		}
		var got []string
		for _, verb := range verbs {
			for _, kind := range kindNames() {
				for _, relation := range relations {
					o := object(kind, relation)
					var with []Ground
					switch relation {
					case consulted:
						o.Relation, with = OtherTeam, []Ground{ConsultGround("c1", "res1")}
					case glassBroken:
						o.Relation, with = OtherTeam, []Ground{{kind: breakGlassGround, id: "b1", resident: "res1"}}
					}
					if o.Resident = "res1"; kind == "resident" {
						o.ID = "res1"
					}
					d := May(actor(role), verb, o, with...)
					if with != nil && !strings.Contains(d.Ground, ":") {
						continue // allowed without the ground: counted there
					}
					if d.Allowed {
						got = append(got, string(verb)+" "+kind+" "+string(relation))
					}
				}
			}
		}
		for _, g := range got {
			if !slices.Contains(want, g) {
				t.Errorf("%s may %s", role, g)
			}
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s may not %s", role, w)
			}
		}
	}
}
