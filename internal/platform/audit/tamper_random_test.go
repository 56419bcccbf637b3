package audit

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// TestTamperingAtRandom makes a thousand random changes (NABIJ_AUDIT_EDITS=1000; fewer on every run), one after the
// other, each of which must be found and put at the right line. With the key the changes are made by a thief, and only
// what is older than the newest head counts.
func TestTamperingAtRandom(t *testing.T) {
	edits, seed := 25, rand.Uint64()
	if text := os.Getenv("NABIJ_AUDIT_EDITS"); text != "" {
		var err error
		if edits, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newCrime(t, d)
		stranger := testKey(t)
		dice := rand.New(rand.NewPCG(seed, 1))
		missed, misplaced := 0, 0
		count := map[string]int{}
		for i := range edits {
			name, from, to := c.random(dice, stranger)
			count[name]++
			first, found := verify(t, c.l, org, c.heads...).First()
			switch {
			case !found:
				missed++
				t.Errorf("seed %d, edit %d: %s at line %d was not found", seed, i, name, from)
			case first.From < int64(from) || first.From > int64(to):
				misplaced++
				t.Errorf("seed %d, edit %d: %s at lines %d to %d was told as %+v", seed, i, name, from, to, first)
			}
			c.restore()
		}
		t.Logf("%d edits %v: %d not found, %d at the wrong line", edits, count, missed, misplaced)
	})
}

// random spoils the log and tells in which stretch the first finding must lie.
func (c *crime) random(dice *rand.Rand, stranger *Key) (name string, from, to int) {
	a := 1 + dice.IntN(crimeLines-1)
	b := a + 1 + dice.IntN(crimeLines-a)
	value := "r" + strconv.Itoa(dice.Int())
	// The stretch between two heads, which is as near as a head can tell.
	slot := func(line int) (int, int) {
		n := (line - 1) / (crimeLines / 3)
		return n*crimeLines/3 + 1, (n + 1) * crimeLines / 3
	}
	switch dice.IntN(12) {
	case 0, 1, 2:
		column := append([]string{"mark"}, hashed...)[dice.IntN(len(hashed)+1)]
		var set any = value
		switch column {
		case "at":
			set = fmt.Sprintf("2021-%02d-01T00:00:00.%06dZ", 1+dice.IntN(12), dice.IntN(1000000))
		case "behind":
			set = 1 + dice.IntN(1000000)
		case "outcome":
			set = Failed
		}
		c.exec("update audit_line set "+column+" = $2 where organisation_id = $1 and seq = $3", org, set, a)
		return "cell " + column, a, a
	case 3:
		c.exec("update audit_salt set salt = $2 where organisation_id = $1 and seq = $3", org, value, a)
		return "salt", a, a
	case 4:
		c.exec("insert into audit_resident (organisation_id, seq, place, resident_id) values ($1, $2, 99, $3)", org, a, value)
		return "resident", a, a
	case 5:
		c.drop(a, b-1)
		return "delete", a, a
	case 6:
		c.move(a, 9000)
		c.move(b, a)
		c.move(9000, b)
		return "swap", a, a
	case 7:
		c.move(a, crimeLines+dice.IntN(50)+1)
		return "renumber", a, a
	case 8:
		c.rewrite(stranger, func(rows []row) []row { return rows[:a] })
		return "cut, or an old file put back", a + 1, a + 1
	case 9:
		c.forge(stranger, dice.IntN(2) == 0)
		return "insert", crimeLines + 1, crimeLines + 1
	case 10:
		c.rewrite(stranger, func(rows []row) []row { rows[a-1].event = "resident.changed"; rows[a-1].detail = "x"; return rows })
		return "all recomputed without the key", a, a
	}
	c.rewrite(c.l.Key, func(rows []row) []row {
		if dice.IntN(2) == 0 {
			return append(rows[:a-1:a-1], rows[a:]...)
		}
		rows[a-1].person.residents = []string{value}
		return rows
	})
	from, to = slot(a)
	return "all recomputed with the stolen key", from, to
}
