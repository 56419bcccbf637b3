package people

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"nabij/internal/people/names"
	"nabij/internal/platform/access"
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

// TestBothRoads asks the road for rare words and that for common ones the same, where both can show all.
func TestBothRoads(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := house(t, d, "near")
		var second string
		work(t, d, func(ctx context.Context, tx db.Tx) (err error) {
			second, err = AddPlace(ctx, tx, a, "team", "second", at)
			return err
		})
		people := crowd(600, 5)
		for i := range people {
			people[i].Team = []string{"", a.Teams[0], second}[i%3]
		}
		work(t, d, func(ctx context.Context, tx db.Tx) error {
			_, err := AddMany(ctx, tx, a, people, at, today)
			return err
		})
		a.Teams = append(a.Teams, second)
		many := a
		many.Teams = append(slices.Clone(a.Teams), NewID(noon), NewID(noon), NewID(noon))
		compared := 0
		for i := 0; i < 600; i += 13 {
			w := people[i].Who
			for _, typed := range []string{w.Given, w.Family, mistype(w.Family, i), w.Family[:3], fmt.Sprintf("%s %d", w.Given, w.BirthYear)} {
				want := ReadWanted(typed)
				words, err := vocabulary(t.Context(), d.Read(), a.Org, names.Slots(want.Names))
				if err != nil || len(words) != 1 || len(words[0]) == 0 {
					continue
				}
				for _, c := range []struct {
					actor access.Actor
					scope Scope
				}{{a, Scope{Team: true}}, {many, Scope{Team: true}}, {a, Scope{Other: true}}} {
					few, err := searchFew(t.Context(), d.Read(), c.actor, c.scope, want, words[0])
					if err != nil {
						t.Fatal(err)
					}
					full, err := searchMany(t.Context(), d.Read(), c.actor, c.scope, want, words[0])
					if err != nil {
						t.Fatal(err)
					}
					x, y := idsOf(few), idsOf(full)
					if len(few) < enoughFound && !slices.Equal(x, y) {
						t.Errorf("%q: %d by the one road, %d by the other", typed, len(x), len(y))
					}
					compared++
				}
			}
		}
		if compared < 200 {
			t.Errorf("only %d searches were compared", compared)
		}
	})
}

func idsOf(list []Resident) []string {
	var out []string
	for _, r := range list {
		out = append(out, r.ID)
	}
	slices.Sort(out)
	return out
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
