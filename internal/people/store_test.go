package people

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/fault"
)

var (
	noon  = time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC)
	at    = db.InstantOf(noon)
	today = Day("2020-05-18")
	all   = Scope{Caseload: true, Team: true, Other: true}
)

// house makes an organisation with a worker of one team.
func house(t testing.TB, d *db.DB, name string) access.Actor {
	t.Helper()
	a := access.Actor{ID: NewID(noon), Org: NewID(noon), Roles: []access.Role{access.Worker}}
	work(t, d, func(ctx context.Context, tx db.Tx) error {
		if _, err := db.Exec(ctx, tx, `insert into organisation (id, name, short_name, created_at, version) values ($1, $2, $2, $3, 1)`, a.Org, name, at); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, `insert into worker (id, organisation_id, login, name, state, created_at, version) values ($1, $2, 'w', 'W', 'active', $3, 1)`, a.ID, a.Org, at); err != nil {
			return err
		}
		team, err := AddPlace(ctx, tx, a, "team", "north", at)
		a.Teams = []string{team}
		return err
	})
	return a
}

func work(t testing.TB, d *db.DB, fn func(ctx context.Context, tx db.Tx) error) {
	t.Helper()
	if err := d.InTx(context.WithoutCancel(t.Context()), fn); err != nil {
		t.Fatal(err)
	}
}

func added(t testing.TB, d *db.DB, a access.Actor, w Who, blocks ...Block) (r Resident) {
	t.Helper()
	work(t, d, func(ctx context.Context, tx db.Tx) (err error) {
		r, err = Add(ctx, tx, a, NewResident{Who: w, Team: a.Teams[0], Blocks: blocks}, at, today)
		return err
	})
	return r
}

// TestAnotherOrganisation asks every reading and changing function of another organisation's actor, with right ids.
func TestAnotherOrganisation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, b := house(t, d, "near"), house(t, d, "far")
		r := added(t, d, a, Who{Given: "Johanna", Family: "Meijer", BirthYear: 1948}, Wishes{[]Wish{{Text: "rust"}}}, Living{Postcode: "1234 AB", Number: "1"})
		other := added(t, d, b, Who{Family: "Ander"})
		b.Teams = append(b.Teams, a.Teams...) // even with the other's team on the list
		ctx, q := t.Context(), d.Read()
		if _, err := Find(ctx, q, b, r.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("Find: %v", err)
		}
		if k, err := Get[Wishes](ctx, q, b, r.ID); err != nil || k.Version != 0 {
			t.Errorf("Get: %+v %v", k, err)
		}
		for _, typed := range []string{"johanna meijer", "1234AB", "1948"} {
			if f, err := Search(ctx, q, b, all, typed); err != nil || len(f.Residents)+len(f.Near) > 0 {
				t.Errorf("Search %s: %+v %v", typed, f, err)
			}
			if f, err := Search(ctx, q, a, all, typed); err != nil || len(f.Residents) != 1 {
				t.Errorf("Search %s by its own: %+v %v", typed, f, err)
			}
		}
		if list, _, err := List(ctx, q, b, all, Filter{}, ""); err != nil || len(list) != 1 {
			t.Errorf("List: %d %v", len(list), err)
		}
		if list, err := Caseload(ctx, q, b, r.ID); err != nil || len(list) != 0 {
			t.Errorf("Caseload: %v %v", list, err)
		}
		for name, try := range map[string]func(ctx context.Context, tx db.Tx) error{
			"Put": func(ctx context.Context, tx db.Tx) error {
				_, err := Put(ctx, tx, b, r.ID, 0, Network{[]Contact{{Name: "x"}}}, at)
				return err
			},
			"Put over": func(ctx context.Context, tx db.Tx) error {
				_, err := Put(ctx, tx, b, r.ID, 1, Wishes{}, at)
				return err
			},
			"Assign": func(ctx context.Context, tx db.Tx) error { return Assign(ctx, tx, b, r.ID, b.ID, at, today) },
			"Assign theirs": func(ctx context.Context, tx db.Tx) error {
				return Assign(ctx, tx, b, other.ID, a.ID, at, today)
			},
			"Merge": func(ctx context.Context, tx db.Tx) error {
				_, err := Merge(ctx, tx, b, other, r, nil, at, today)
				return err
			},
			"Erase": func(ctx context.Context, tx db.Tx) error {
				_, err := Erase(ctx, tx, b, r.ID, "request", at)
				return err
			},
			"Frame": func(ctx context.Context, tx db.Tx) error {
				return ChangeFrame(ctx, tx, b, r.ID, 1, Frame{Ground: "general"})
			},
			"Team of another": func(ctx context.Context, tx db.Tx) error {
				_, err := Add(ctx, tx, b, NewResident{Who: Who{Family: "X"}, Team: a.Teams[0]}, at, today)
				return err
			},
			"Suspect": func(ctx context.Context, tx db.Tx) error { return Suspect(ctx, tx, b, other.ID, r.ID, at) },
		} {
			if err := d.InTx(ctx, try); err == nil {
				t.Errorf("%s reached another organisation", name)
			}
		}
		if k, err := Get[Wishes](ctx, q, a, r.ID); err != nil || k.Value.Items[0].Text != "rust" {
			t.Errorf("after all that: %+v %v", k, err)
		}
	})
}

// searches are what workers type, and whom they mean. The town holds all of these people and two hundred others.
var searches = []struct {
	typed string
	who   Who
}{
	{"jansen", Who{Given: "Piet", Family: "Janssen"}}, {"janssen karel", Who{Given: "Karel", Family: "Jansen"}},
	{"de vreis anna", Who{Given: "Anna", Prefix: "de", Family: "Vries"}}, {"devries bert", Who{Given: "Bert", Prefix: "de", Family: "Vries"}},
	{"fries corrie", Who{Given: "Corrie", Prefix: "de", Family: "Vries"}}, {"vandenberg dirk", Who{Given: "Dirk", Prefix: "van den", Family: "Berg"}},
	{"van der berg ella", Who{Given: "Ella", Prefix: "van den", Family: "Berg"}}, {"van den berghe", Who{Given: "Frans", Family: "Vandenberghe"}},
	{"bakker gert", Who{Given: "Geert", Family: "Bakker"}}, {"baker hans", Who{Given: "Hans", Family: "Bakker"}},
	{"meyer ineke", Who{Given: "Ineke", Family: "Meijer"}}, {"meier jos", Who{Given: "Jos", Family: "Meijer"}}, {"meijer kim", Who{Given: "Kim", Family: "Meyer"}},
	{"visscher leo", Who{Given: "Leo", Family: "Visser"}}, {"smid mia", Who{Given: "Mia", Family: "Smit"}}, {"schmidt nel", Who{Given: "Nel", Family: "Smit"}},
	{"mulder olga", Who{Given: "Olga", Family: "Muller"}}, {"muller piet", Who{Given: "Piet", Family: "Müller"}}, {"mueller rob", Who{Given: "Rob", Family: "Müller"}},
	{"bos saskia", Who{Given: "Saskia", Family: "Bosch"}}, {"kees klaassen", Who{Given: "Cees", Family: "Claessen"}}, {"dijkstra tine", Who{Given: "Tine", Family: "Dykstra"}},
	{"dekster ulla", Who{Given: "Ulla", Prefix: "", Family: "Dekker"}}, {"dijkstar", Who{Given: "Vera", Family: "Dijkstra"}}, {"hoekstra", Who{Given: "Wim", Family: "Hoekstra"}},
	{"bauman xander", Who{Given: "Xander", Family: "Bouwman"}}, {"ypema", Who{Given: "Yvonne", Family: "IJpma"}}, {"zijlstra", Who{Given: "Zoë", Family: "Sijlstra"}},
	{"zoe postma", Who{Given: "Zoë", Family: "Postma"}}, {"in t veld", Who{Given: "Aad", Prefix: "in 't", Family: "Veld"}}, {"intveld bep", Who{Given: "Bep", Prefix: "in 't", Family: "Veld"}},
	{"ter horst cor", Who{Given: "Cor", Family: "Terhorst"}}, {"terhorst dora", Who{Given: "Dora", Prefix: "ter", Family: "Horst"}}, {"s gravesande", Who{Given: "Ed", Family: "'s Gravesande"}},
	{"kuiper", Who{Given: "Fia", Family: "Kuijper"}}, {"kuyper gre", Who{Given: "Gré", Family: "Kuiper"}}, {"huibers", Who{Given: "Hilde", Family: "Huijbers"}},
	{"peters ien", Who{Given: "Ien", Family: "Peeters"}}, {"pietersen jaap", Who{Given: "Jaap", Family: "Pieterse"}}, {"hendriks ko", Who{Given: "Ko", Family: "Hendrix"}},
	{"dirks lot", Who{Given: "Lot", Family: "Dirkx"}}, {"jacobs mo", Who{Given: "Mo", Family: "Jakobs"}}, {"arnoud nout", Who{Given: "Arnout", Family: "Nout"}},
	{"tijs oud", Who{Given: "Thijs", Family: "Oudt"}}, {"matijs pool", Who{Given: "Matthijs", Family: "Pool"}}, {"sofie quist", Who{Given: "Sophie", Family: "Quist"}},
	{"annemarie rood", Who{Given: "Anne-Marie", Family: "Rood"}}, {"anne marie stam", Who{Given: "Annemarie", Family: "Stam"}}, {"el khattabi", Who{Given: "Said", Family: "El Khattabi"}},
	{"elkhattabi tarik", Who{Given: "Tarik", Family: "El Khattabi"}}, {"katabi ugur", Who{Given: "Ugur", Family: "Khattabi"}}, {"yilmas", Who{Given: "Ümit", Family: "Yılmaz"}},
	{"ozturk", Who{Given: "Veli", Family: "Öztürk"}}, {"jusuf wali", Who{Given: "Yusuf", Family: "Wali"}}, {"mohamed yassin", Who{Given: "Mohammed", Family: "Yassin"}},
	{"fatiha zaki", Who{Given: "Fathia", Family: "Zaki"}}, {"nowak ania", Who{Given: "Ania", Family: "Nowák"}}, {"kowalsky", Who{Given: "Bogdan", Family: "Kowalski"}},
	{"nguyen chi", Who{Given: "Chi", Family: "Nguyễn"}}, {"da silva", Who{Given: "Diego", Prefix: "da", Family: "Silva"}}, {"sliva eva", Who{Given: "Eva", Family: "Silva"}},
	{"opden camp", Who{Given: "Frits", Prefix: "op den", Family: "Kamp"}}, {"groenewoud", Who{Given: "Guus", Family: "Groenewout"}}, {"westerhuizen", Who{Given: "Henk", Family: "Westerhuijzen"}},
	{"achterberg", Who{Given: "Iris", Family: "Agterberg"}}, {"ligthart", Who{Given: "Joke", Family: "Lichthart"}}, {"kwakernaat", Who{Given: "Koos", Family: "Quackernaat"}},
	{"hoogendijk", Who{Given: "Lia", Family: "Hogendijk"}}, {"الخطابي", Who{Given: "فاطمة", Family: "الخطّابي"}}, {"иванова", Who{Given: "Нина", Family: "Иванова"}},
	{"jansen-de boer", Who{Given: "Mies", Family: "Jansen-de Boer"}}, {"boer mies", Who{Given: "Mies", Family: "Jansen-de Boer"}}, {"oma bep", Who{Called: "Oma Bep"}},
	{"wage", Who{Given: "Nico", Family: "Wagenaar"}}, {"wagenar nico", Who{Given: "Nico", Family: "Wagenaar"}}, {"roos timermans", Who{Given: "Roos", Family: "Timmermans"}},
}

// TestSearchFindsWhoIsMeant asks that the person meant is among the first five.
func TestSearchFindsWhoIsMeant(t *testing.T) {
	if len(searches) < 60 {
		t.Fatalf("only %d searches", len(searches))
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := house(t, d, "near")
		var list []NewResident
		for _, s := range searches {
			list = append(list, NewResident{Who: s.who, Team: a.Teams[0]})
		}
		list = append(list, crowd(200, 7)...)
		work(t, d, func(ctx context.Context, tx db.Tx) error { _, err := AddMany(ctx, tx, a, list, at, today); return err })
		first := 0
		for _, s := range searches {
			f, err := Search(t.Context(), d.Read(), a, all, s.typed)
			if err != nil {
				t.Fatal(err)
			}
			place := -1
			var got []string
			for i, r := range append(f.Residents, f.Near...) {
				got = append(got, r.Who.Name())
				if place < 0 && r.Who.Name() == s.who.Name() {
					place = i
				}
			}
			if place == 0 {
				first++
			}
			if place < 0 || place >= 5 {
				t.Errorf("%q: %s is at %d of %q", s.typed, s.who.Name(), place, got)
			}
		}
		t.Logf("%d of %d first", first, len(searches))
		if f, err := Search(t.Context(), d.Read(), a, all, "xqzwvk blorp"); err != nil || len(f.Residents)+len(f.Near) > 0 {
			t.Errorf("nonsense finds %v %v", f, err)
		}
	})
}

// crowd makes many plausible people, the same for the same seed.
func crowd(n int, seed uint64) []NewResident {
	given := strings.Fields("Jan Piet Kees Anna Maria Johanna Willem Hendrik Cornelia Elisabeth Sanne Daan Emma Mohamed Fatima Ali Ayse Mehmet Eva Lucas Tess Bram Sem Julia Noor Thijs Femke Ruben Lotte Jeroen Marieke Wouter Anouk Hassan Samira Omar Leila Peter Karin Ingrid")
	start := strings.Fields("Jans Bakk Viss Smi Meij Mul Bos Vos Pet Hendr Dek Dijk Kui Schout Post Hoek Wil Laan Brouw Maas Pri Veen Kram Sche Koen Blom Hof Kok Jac Groot Wester Ooster Noor Zui Berg Dal Heuv Molen Kerk Stee Haan Leeuw Wolf Beek Bro Linde Eik Roos Tuin Bouw")
	end := strings.Fields("en er sen stra ma ink mans huis veld berg man kamp hof brink wijk dam horst sma inga ers aar je ing kens kes laar ens s")
	mid := strings.Fields("a e i o u an en in on ar er el al am om ij oe ou ee aa")
	prefix := []string{"", "", "", "", "", "", "van", "de", "van der", "van den", "ter"}
	next := func(k int) int {
		seed ^= seed << 13
		seed ^= seed >> 7
		seed ^= seed << 17
		return int(seed % uint64(k))
	}
	out := make([]NewResident, n)
	for i := range out {
		family := start[next(len(start))*next(len(start))/len(start)]
		if next(3) > 0 {
			family += mid[next(len(mid))]
		}
		family += end[next(len(end))]
		out[i] = NewResident{Who: Who{Given: given[next(len(given))*next(len(given))/len(given)], Prefix: prefix[next(len(prefix))], Family: family, BirthYear: 1920 + next(90)},
			Blocks: []Block{Living{Postcode: fmt.Sprintf("%d AB", 1000+next(8000)), Number: fmt.Sprint(1 + next(200))}}}
	}
	return out
}

func TestMergeAndUndo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := house(t, d, "near")
		ctx := t.Context()
		x := added(t, d, a, Who{Given: "Johanna", Family: "Meijer"}, Wishes{[]Wish{{Text: "rust", On: "2020-05-01"}}}, SafeRule{Ways: []Way{{Kind: "mobile"}, {Kind: "door"}}, AskAfter: "2020-06-01"})
		y := added(t, d, a, Who{Given: "Joke", Family: "Maijer"}, Wishes{[]Wish{{Text: "wandelen", On: "2020-05-02"}}}, SafeRule{Ways: []Way{{Kind: "mobile"}}, SecretAddress: true, AskAfter: "2020-05-20"})
		work(t, d, func(ctx context.Context, tx db.Tx) error { return Assign(ctx, tx, a, y.ID, a.ID, at, today) })
		before, err := rawBlocks(ctx, d.Read(), a.Org, x.ID)
		if err != nil {
			t.Fatal(err)
		}
		var id string
		work(t, d, func(ctx context.Context, tx db.Tx) (err error) {
			id, err = Merge(ctx, tx, a, x, y, map[BlockName]Side{BlockWishes: Both}, at, today)
			return err
		})
		w, _ := Get[Wishes](ctx, d.Read(), a, x.ID)
		s, _ := Get[SafeRule](ctx, d.Read(), a, x.ID)
		if len(w.Value.Items) != 2 || w.Value.Items[0].Text != "wandelen" || len(s.Value.Ways) != 1 || !s.Value.SecretAddress || s.Value.AskAfter != "2020-05-20" {
			t.Errorf("merged: %+v %+v", w.Value, s.Value)
		}
		if f, _ := Search(ctx, d.Read(), a, all, "joke maijer"); len(f.Residents) != 1 || f.Residents[0].ID != x.ID {
			t.Errorf("by its other name: %+v", f.Residents)
		}
		if same, err := SameAs(ctx, d.Read(), a, x.ID); err != nil || len(same) != 2 {
			t.Errorf("same as: %v %v", same, err)
		}
		var changed []BlockName
		work(t, d, func(ctx context.Context, tx db.Tx) (err error) {
			if _, err = Put(ctx, tx, a, x.ID, w.Version, Wishes{[]Wish{{Text: "nieuw"}}}, at); err != nil {
				return err
			}
			_, changed, err = Unmerge(ctx, tx, a, id, at, today)
			return err
		})
		after, _ := rawBlocks(ctx, d.Read(), a.Org, x.ID)
		if len(changed) != 1 || changed[0] != BlockWishes || after[BlockSafe].Body != before[BlockSafe].Body || after[BlockWho].Body != before[BlockWho].Body {
			t.Errorf("undone: written in since %v, %+v", changed, after)
		}
		if f, _ := Search(ctx, d.Read(), a, all, "joke maijer"); len(f.Residents) == 0 || f.Residents[0].ID != y.ID {
			t.Errorf("after undoing: %+v", f.Residents)
		}
		if err := d.InTx(ctx, func(ctx context.Context, tx db.Tx) error { _, _, err := Unmerge(ctx, tx, a, id, at, today); return err }); fault.KindOf(err) != fault.Conflict {
			t.Errorf("undone twice: %v", err)
		}
	})
}

// TestEraseLeavesNothing writes in every block, merges, erases, and looks for the name in every table of the schema.
func TestEraseLeavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := house(t, d, "near")
		x := added(t, d, a, Who{Given: "Canarina", Family: "Kwetterstra"}, Network{[]Contact{{Name: "Canarina"}}}, Groups{}, Barriers{Kinds: []string{"hearing"}})
		y := added(t, d, a, Who{Given: "Canarina", Family: "Kwettersma"})
		z := added(t, d, a, Who{Given: "Canarina", Family: "Kwetters"})
		work(t, d, func(ctx context.Context, tx db.Tx) error {
			if _, err := Put(ctx, tx, a, x.ID, 1, Network{[]Contact{{Name: "Canarina 2"}}}, at); err != nil {
				return err
			}
			if _, err := Merge(ctx, tx, a, y, z, nil, at, today); err != nil {
				return err
			}
			y2, err := Find(ctx, tx, a, y.ID)
			if err != nil {
				return err
			}
			if _, err := Merge(ctx, tx, a, x, y2, nil, at, today); err != nil {
				return err
			}
			return Assign(ctx, tx, a, x.ID, a.ID, at, today)
		})
		work(t, d, func(ctx context.Context, tx db.Tx) error {
			_, err := Erase(ctx, tx, a, x.ID, "request", at)
			return err
		})
		for _, table := range []string{"resident", "resident_block", "resident_block_past", "resident_tag", "resident_word", "name_key", "caseload", "resident_merge", "possible_double", "import_resident"} {
			n, err := db.One(t.Context(), d.Read(), scanInt, `select count(*) from `+table+` where organisation_id = $1`, a.Org)
			if err != nil || n != 0 {
				t.Errorf("%s holds %d rows (%v)", table, n, err)
			}
		}
		for _, id := range []string{x.ID, y.ID, z.ID} {
			if _, ground, err := Erased(t.Context(), d.Read(), a, id); err != nil || ground != "request" {
				t.Errorf("tombstone of %s: %s %v", id, ground, err)
			}
		}
	})
}

// TestScope asks searching and listing alone, before access.May looks again, for what each scope may hold.
func TestScope(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := house(t, d, "near")
		mine := added(t, d, a, Who{Given: "Aad", Family: "Zoeker"})
		team := added(t, d, a, Who{Given: "Bep", Family: "Zoeker"})
		closed := added(t, d, a, Who{Given: "Cor", Family: "Zoeker"})
		other := a
		work(t, d, func(ctx context.Context, tx db.Tx) error {
			south, err := AddPlace(ctx, tx, a, "team", "south", at)
			if err != nil {
				return err
			}
			other.Teams = []string{south}
			if err := Assign(ctx, tx, a, mine.ID, a.ID, at, today); err != nil {
				return err
			}
			return ChangeFrame(ctx, tx, a, closed.ID, 1, Frame{Team: a.Teams[0], Restricted: true, Ground: "general"})
		})
		far := added(t, d, other, Who{Given: "Dirk", Family: "Zoeker"})
		for name, c := range map[string]struct {
			scope Scope
			want  []string
		}{
			"nothing":    {Scope{}, nil},
			"caseload":   {Scope{Caseload: true}, []string{mine.ID}},
			"team":       {Scope{Team: true}, []string{mine.ID, team.ID}},
			"everywhere": {all, []string{mine.ID, team.ID, far.ID}},
		} {
			f, err := Search(t.Context(), d.Read(), a, c.scope, "zoeker")
			if err != nil {
				t.Fatal(err)
			}
			list, _, err := List(t.Context(), d.Read(), a, c.scope, Filter{}, "")
			if err != nil {
				t.Fatal(err)
			}
			for way, got := range map[string][]Resident{"search": f.Residents, "list": list} {
				var ids []string
				for _, r := range got {
					ids = append(ids, r.ID)
				}
				if len(ids) != len(c.want) || !containsAll(ids, c.want) {
					t.Errorf("%s, %s: %d residents, want %d", way, name, len(ids), len(c.want))
				}
			}
		}
	})
}

func containsAll(list, want []string) bool {
	for _, w := range want {
		if !strings.Contains(strings.Join(list, " "), w) {
			return false
		}
	}
	return true
}
