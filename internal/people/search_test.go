package people

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// TestNamesakes fills a team with one first name. Whoever is in the own caseload comes first however far down the alphabet,
// and more words find anybody.
func TestNamesakes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := house(t, d, "near")
		team := Scope{Caseload: true, Team: true}
		var list []NewResident
		for i := range 2 * maxFetched {
			in := NewResident{Who: Who{Given: "Maria", Family: fmt.Sprintf("Aar%c%c%c", 'a'+i/100, 'a'+i/10%10, 'a'+i%10)}, Team: a.Teams[0]}
			if i%5 == 0 {
				in.Team = "" // of nobody's team: never found in the scope of a team
			}
			list = append(list, in)
		}
		list = append(list, NewResident{Who: Who{Given: "Maria", Family: "Zwart", BirthYear: 1940}, Team: a.Teams[0]}, NewResident{Who: Who{Given: "Maria", Family: "Zwart"}},
			NewResident{Who: Who{Given: "Marya", Family: "Zonder"}}, NewResident{Who: Who{Given: "Ria", Called: "Maria", Family: "Zuid"}, Team: a.Teams[0]})
		var all []Resident
		work(t, d, func(ctx context.Context, tx db.Tx) (err error) {
			if all, err = AddMany(ctx, tx, a, list, at, today); err != nil {
				return err
			}
			return Assign(ctx, tx, a, all[len(all)-2].ID, a.ID, at, today) // Marya Zonder, of no team
		})
		find := func(s Scope, typed string) []string {
			t.Helper()
			f, err := Search(t.Context(), d.Read(), a, s, typed)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, r := range f.Residents {
				out = append(out, r.Who.SortName())
			}
			if typed == "maria" && !f.More {
				t.Errorf("%q: a full page that says there are no more", typed)
			}
			return out
		}
		if got := find(team, "maria"); len(got) != maxFound || got[0] != "Zonder, Marya" || got[1] != "Aaraab, Maria" {
			t.Errorf("maria: %q", got)
		}
		for typed, want := range map[string]string{"maria zwart": "Zwart, Maria", "maria aarejj": "Aarejj, Maria", "zuid": "Zuid, Maria", "maria zuid": "Zuid, Maria"} {
			if got := find(team, typed); len(got) == 0 || got[0] != want {
				t.Errorf("%q: %q", typed, got)
			}
		}
		if got := find(team, "maria 1940"); !slices.Contains(got, "Zwart, Maria") {
			t.Errorf("with a year: %q", got)
		}
		for i := 0; i < 500; i += 5 {
			if got := find(team, "maria "+list[i].Who.Family); slices.Contains(got, list[i].Who.SortName()) {
				t.Fatalf("%s is of no team", list[i].Who.SortName())
			}
			if got := find(Scope{Other: true}, "maria "+list[i].Who.Family); !slices.Contains(got, list[i].Who.SortName()) {
				t.Fatalf("%s is not found in the whole organisation", list[i].Who.SortName())
			}
		}
	})
}

// TestWordsFollowTheFile renames somebody and moves them to another team, and searches in between.
func TestWordsFollowTheFile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := house(t, d, "near")
		r := added(t, d, a, Who{Given: "Johanna", Family: "Meijer"})
		var south string
		work(t, d, func(ctx context.Context, tx db.Tx) (err error) {
			south, err = AddPlace(ctx, tx, a, "team", "south", at)
			return err
		})
		b := a
		b.ID, b.Teams = NewID(noon), []string{south}
		finds := func(who string, want ...bool) {
			t.Helper()
			for i, x := range []Scope{{Team: true}, {Team: true}} {
				actor := a
				if i == 1 {
					actor = b
				}
				f, err := Search(t.Context(), d.Read(), actor, x, who)
				if err != nil || len(f.Residents) == 1 != want[i] {
					t.Errorf("%q by %d: %d, %v", who, i, len(f.Residents), err)
				}
			}
		}
		finds("meijer", true, false)
		work(t, d, func(ctx context.Context, tx db.Tx) error {
			return ChangeFrame(ctx, tx, a, r.ID, r.Version, Frame{Team: south, Ground: "general"})
		})
		finds("meijer", false, true)
		finds("johanna meijer", false, true)
		work(t, d, func(ctx context.Context, tx db.Tx) error {
			_, err := Put(ctx, tx, a, r.ID, 1, Who{Given: "Johanna", Family: "Bakker"}, at)
			return err
		})
		finds("meijer", false, false)
		finds("bakker", false, true)
		wrong, err := db.All(t.Context(), d.Read(), scanText, `select rw.word from resident_word rw join resident r on r.organisation_id = rw.organisation_id and r.id = rw.resident_id
			where rw.team_id <> coalesce(r.team_id, '') or rw.sort_key <> r.sort_key`)
		if err != nil || len(wrong) != 0 {
			t.Errorf("words that do not follow: %q %v", wrong, err)
		}
	})
}
