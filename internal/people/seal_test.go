package people

import (
	"context"
	"strings"
	"testing"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// secrets are texts that must stand nowhere in the database when there is a key.
var secrets = []string{"Over de tuin", "Achterom 7", "Veilig bij zus"}

// everything gives every text in the tables of residents.
func everything(t *testing.T, d *db.DB) string {
	t.Helper()
	var all strings.Builder
	for _, query := range []string{`select body from resident_block`, `select body from resident_block_past`, `select detail from resident_merge`, `select postcode from resident`} {
		list, err := db.All(t.Context(), d.Read(), scanText, query)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(strings.Join(list, "\n"))
	}
	return all.String()
}

func use(t *testing.T, s Seal) {
	t.Helper()
	UseSeal(s)
	t.Cleanup(func() { UseSeal(nil) })
}

// TestSealed writes rules and addresses in every way there is, reads them back, and looks whether the database tells them.
func TestSealed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		key := access.NewKey()
		use(t, key)
		a := house(t, d, "near")
		x := added(t, d, a, Who{Given: "Johanna", Family: "Meijer"}, SafeRule{Cover: secrets[0], Ways: []Way{{Kind: "mobile"}}}, Living{Street: secrets[1]})
		y := added(t, d, a, Who{Given: "Joke", Family: "Maijer"}, SafeRule{OtherAnswers: secrets[2], SecretAddress: true}, Living{Street: secrets[1] + "a"})
		var merge string
		work(t, d, func(ctx context.Context, tx db.Tx) error {
			if _, err := Put(ctx, tx, a, x.ID, 1, Living{Street: secrets[1], Postcode: "1234 AB"}, at); err != nil {
				return err
			}
			k, err := Find(ctx, tx, a, x.ID)
			if err != nil {
				return err
			}
			merge, err = Merge(ctx, tx, a, k, y, map[BlockName]Side{BlockLiving: Take}, at, today)
			return err
		})
		if rule, err := Get[SafeRule](t.Context(), d.Read(), a, x.ID); err != nil || rule.Value.Cover != secrets[0] || rule.Value.OtherAnswers != secrets[2] {
			t.Errorf("the joined rule: %+v %v", rule.Value, err)
		}
		if past, err := Past[Living](t.Context(), d.Read(), a, x.ID); err != nil || len(past) != 2 || past[1].Value.Street != secrets[1] {
			t.Errorf("earlier addresses: %+v %v", past, err)
		}
		for _, s := range secrets {
			if strings.Contains(everything(t, d), s) {
				t.Errorf("%q stands in the database", s)
			}
		}
		work(t, d, func(ctx context.Context, tx db.Tx) error {
			_, _, err := Unmerge(ctx, tx, a, merge, at, today)
			return err
		})
		if home, err := Get[Living](t.Context(), d.Read(), a, x.ID); err != nil || home.Value.Street != secrets[1] {
			t.Errorf("after undoing: %+v %v", home.Value, err)
		}

		// A text that is moved to another file does not open, nor without the key, nor with another.
		if err := d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
			if _, err := db.Exec(ctx, tx, `update resident_block set body = (select b.body from resident_block b where b.resident_id = $1 and b.block = 'safe')
				where resident_id = $2 and block = 'safe'`, y.ID, x.ID); err != nil {
				return err
			}
			_, err := Get[SafeRule](ctx, tx, a, x.ID)
			return err
		}); err == nil {
			t.Error("a rule that was moved to another file opens")
		}
		for name, s := range map[string]Seal{"no key": nil, "another key": access.NewKey()} {
			UseSeal(s)
			if _, err := Get[SafeRule](t.Context(), d.Read(), a, y.ID); err == nil {
				t.Errorf("opened with %s", name)
			}
		}
	})
}

// TestReseal goes from no key to a key, and from that to another, with the first one thrown away after.
func TestReseal(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := house(t, d, "near")
		if err := Reseal(t.Context(), d, nil); err == nil {
			t.Error("sealed without a key")
		}
		x := added(t, d, a, Who{Given: "Johanna", Family: "Meijer"}, SafeRule{Cover: secrets[0]}, Living{Street: secrets[1]})
		work(t, d, func(ctx context.Context, tx db.Tx) error {
			_, err := Put(ctx, tx, a, x.ID, 1, SafeRule{Cover: secrets[0], OtherAnswers: secrets[2]}, at)
			return err
		})
		for range resealAtOnce + 3 { // more than one part
			added(t, d, a, Who{Family: "Jansen"})
		}
		first, second := access.NewKey(), access.NewKey()
		for _, step := range []struct{ while, after Seal }{{first, first}, {Rotating(second, first), second}} {
			use(t, step.while)
			if rule, err := Get[SafeRule](t.Context(), d.Read(), a, x.ID); err != nil || rule.Value.Cover != secrets[0] || rule.Version != 2 {
				t.Errorf("while the key changes: %+v %v", rule, err)
			}
			var parts []int64
			if err := Reseal(t.Context(), d, func(done int64) { parts = append(parts, done) }); err != nil {
				t.Fatal(err)
			}
			if len(parts) != 2 || parts[1] != resealAtOnce+4 {
				t.Errorf("progress: %v", parts)
			}
			UseSeal(step.after)
			for _, s := range secrets {
				if strings.Contains(everything(t, d), s) {
					t.Errorf("%q stands in the database", s)
				}
			}
			if rule, err := Get[SafeRule](t.Context(), d.Read(), a, x.ID); err != nil || rule.Value.OtherAnswers != secrets[2] || rule.Version != 2 {
				t.Errorf("after the change: %+v %v", rule, err)
			}
			if past, err := Past[SafeRule](t.Context(), d.Read(), a, x.ID); err != nil || len(past) != 1 || past[0].Value.Cover != secrets[0] {
				t.Errorf("earlier rules: %+v %v", past, err)
			}
		}
		UseSeal(first)
		if _, err := Get[SafeRule](t.Context(), d.Read(), a, x.ID); err == nil {
			t.Error("the first key still opens")
		}
	})
}
