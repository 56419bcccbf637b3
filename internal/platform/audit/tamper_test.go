package audit

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// crime is a log of some hundred lines, with heads that left the machine, that can be spoiled and put back.
type crime struct {
	*testing.T
	d     *db.DB
	l     *Log
	at    *clock.Fixed
	heads []Head
}

const crimeLines = 600

// tables in an order in which rows can be put in; the reverse is one in which they can be taken out.
var tables = []string{"audit_log", "audit_line", "audit_resident", "audit_salt", "audit_tree"}

func newCrime(t *testing.T, d *db.DB) *crime {
	c := &crime{T: t, d: d}
	c.l, c.at = newTestLog(t, d)
	for range 3 {
		fill(t, c.l, c.at, org, crimeLines/3)
		c.heads = append(c.heads, headNow(t, c.l, org))
	}
	fill(t, c.l, c.at, other, 5)
	for _, table := range tables {
		raw(t, d, "create table kept_"+table+" as select * from "+table)
	}
	return c
}

func (c *crime) restore() {
	for i := range tables {
		raw(c.T, c.d, "delete from "+tables[len(tables)-1-i])
	}
	for _, table := range tables {
		raw(c.T, c.d, "insert into "+table+" select * from kept_"+table)
	}
}

// drop takes lines out, with what hangs on them.
func (c *crime) drop(from, to int) {
	for _, table := range []string{"audit_resident", "audit_salt", "audit_line"} {
		raw(c.T, c.d, "delete from "+table+" where organisation_id = $1 and seq between $2 and $3", org, from, to)
	}
}

// move gives a line another number.
func (c *crime) move(from, to int) {
	rows := c.rows(from, from)
	c.drop(from, from)
	rows[0].seq = fmt.Sprint(to)
	c.put(rows)
}

// rows reads lines as somebody with the database in hands can.
func (c *crime) rows(from, to int) []row {
	var all []row
	err := c.l.store.whole(context.Background(), c.d.Read(), org, int64(from), int64(to+1), func(v []sql.RawBytes) error {
		s := func(i int) string { return string(v[i]) }
		if len(all) == 0 || all[len(all)-1].seq != s(wholeSeq) {
			all = append(all, row{org: org, seq: s(wholeSeq), at: s(wholeAt), behind: s(wholeBehind), event: s(wholeEvent), role: s(wholeRole),
				device: s(wholeDevice), address: s(wholeAddress), kind: s(wholeKind), outcome: s(wholeOutcome), detail: s(wholeDetail),
				version: s(wholeVersion), sealed: s(wholeSealed), leaf: s(wholeLeaf), mark: s(wholeMark), salt: s(wholeSalt),
				person: person{actor: s(wholeActor), behalf: s(wholeBehalf), session: s(wholeSession), object: s(wholeObject),
					ground: s(wholeGround), request: s(wholeRequest)}})
		}
		if v[wholeResident] != nil {
			p := &all[len(all)-1].person
			p.residents = append(p.residents, s(wholeResident))
		}
		return nil
	})
	if err != nil {
		c.Fatal(err)
	}
	return all
}

func (c *crime) put(rows []row) {
	err := c.d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error { return c.l.store.add(ctx, tx, rows) })
	if err != nil {
		c.Fatal(err)
	}
}

// rewrite changes the whole log and makes everything agree again: seals, leaves, tree and counter. With the key the
// marks agree as well; without it they are those of another key.
func (c *crime) rewrite(key *Key, change func(rows []row) []row) {
	rows := change(c.rows(1, crimeLines))
	c.drop(1, crimeLines)
	raw(c.T, c.d, "delete from audit_tree where organisation_id = $1", org)
	for i := range rows {
		r := &rows[i]
		r.seq = fmt.Sprint(i + 1)
		r.sealed = r.person.seal(r.salt)
		if leaf := r.hash().String(); leaf != r.leaf {
			r.leaf, r.mark = leaf, key.marks.mark(org, leaf)
		}
	}
	raw(c.T, c.d, "update audit_log set size = $2, last_at = $3 where organisation_id = $1", org, len(rows), rows[len(rows)-1].at)
	c.put(rows)
	err := c.d.InTx(context.Background(), func(ctx context.Context, tx db.Tx) error {
		return c.l.store.complete(ctx, tx, org, 0, int64(len(rows)))
	})
	if err != nil {
		c.Fatal(err)
	}
}

func (c *crime) exec(statement string, args ...any) { raw(c.T, c.d, statement, args...) }

// tampering is one way to spoil a log, and what must be told of it.
type tampering struct {
	name     string
	do       func(c *crime)
	want     Wrong
	from, to int64 // the first finding lies in this stretch
}

// hashed are the columns of a line that anybody can change.
var hashed = []string{"at", "behind", "event", "role", "device", "address", "kind", "outcome", "detail", "version", "actor_id",
	"behalf_of", "session", "object_id", "ground", "request", "sealed", "leaf"}

// spoil gives a value that fits the column and differs from what fill writes.
func spoil(column string) any {
	switch column {
	case "at":
		return "2020-05-11T09:00:30.000000Z"
	case "behind":
		return 7
	case "outcome":
		return Failed
	}
	return "x"
}

func tamperings(stranger *Key) []tampering {
	setLine := func(column string, value any, seq int) func(c *crime) {
		return func(c *crime) {
			c.exec("update audit_line set "+column+" = $2 where organisation_id = $1 and seq = $3", org, value, seq)
		}
	}
	all := []tampering{
		{"salt changed", func(c *crime) {
			c.exec("update audit_salt set salt = 'x' where organisation_id = $1 and seq = 77", org)
		}, Changed, 77, 77},
		{"resident changed", func(c *crime) {
			c.exec("update audit_resident set resident_id = 'x' where organisation_id = $1 and seq = 82", org)
		}, Changed, 82, 82},
		{"resident taken out", func(c *crime) {
			c.exec("delete from audit_resident where organisation_id = $1 and seq = 82 and place = 3", org)
		}, Changed, 82, 82},
		{"resident put in", func(c *crime) {
			c.exec("insert into audit_resident (organisation_id, seq, place, resident_id) values ($1, 84, 1, 'x')", org)
		}, Changed, 84, 84},
		{"resident moved to another line", func(c *crime) {
			c.exec("update audit_resident set seq = 84 where organisation_id = $1 and seq = 81", org)
		}, Changed, 81, 81},
		{"residents in another order", func(c *crime) {
			c.exec("update audit_resident set place = 9 where organisation_id = $1 and seq = 82 and place = 1", org)
		}, Changed, 82, 82},
		{"mark changed", setLine("mark", "x", 90), Forged, 90, 90},
		{"value made nothing", setLine("actor_id", nil, 91), Changed, 91, 91},
		{"line taken out", func(c *crime) { c.drop(300, 300) }, Missing, 300, 300},
		{"first line taken out", func(c *crime) { c.drop(1, 1) }, Missing, 1, 1},
		{"last line taken out", func(c *crime) { c.drop(crimeLines, crimeLines) }, Missing, crimeLines, crimeLines},
		{"line given to another organisation", func(c *crime) {
			rows := c.rows(300, 300)
			c.drop(300, 300)
			rows[0].org, rows[0].seq = other, "6"
			c.put(rows)
			c.exec("update audit_log set size = size + 1 where organisation_id = $1", other)
		}, Missing, 300, 300},
		{"two lines swapped", func(c *crime) { c.move(200, 9000); c.move(210, 200); c.move(9000, 210) }, Changed, 200, 200},
		{"renumbered to close a gap", func(c *crime) { c.drop(595, 595); c.closeGap(595) }, Changed, 595, 595},
		{"renumbered beyond the end", func(c *crime) { c.move(50, crimeLines+1) }, Missing, 50, 50},
		{"line put in without counting", func(c *crime) { c.forge(stranger, false) }, Extra, crimeLines + 1, crimeLines + 1},
		{"line put in and counted", func(c *crime) { c.forge(stranger, true) }, Forged, crimeLines + 1, crimeLines + 1},
		{"tail cut", func(c *crime) { c.drop(500, crimeLines) }, Missing, 500, 500},
		{"tail cut, counter and tree made to agree", func(c *crime) {
			c.rewrite(stranger, func(rows []row) []row { return rows[:499] })
		}, Cut, 500, 500},
		{"old file put back", func(c *crime) { c.rewrite(stranger, func(rows []row) []row { return rows[:200] }) }, Cut, 201, 201},
		{"everything taken out", func(c *crime) {
			c.drop(1, crimeLines)
			c.exec("delete from audit_tree where organisation_id = $1", org)
			c.exec("delete from audit_log where organisation_id = $1", org)
		}, Cut, 1, 1},
		{"all recomputed without the key", func(c *crime) {
			c.rewrite(stranger, func(rows []row) []row { rows[249].person.actor = "w9"; return rows })
		}, Forged, 250, 250},
		{"line taken out, all recomputed without the key", func(c *crime) {
			c.rewrite(stranger, func(rows []row) []row { return append(rows[:249:249], rows[250:]...) })
		}, Forged, 250, 250},
		{"all recomputed with the stolen key", func(c *crime) {
			c.rewrite(c.l.Key, func(rows []row) []row { rows[249].person.actor = "w9"; return rows })
		}, Replaced, 201, 400},
		{"line put in, all recomputed with the stolen key", func(c *crime) {
			c.rewrite(c.l.Key, func(rows []row) []row { return append(rows[:250:250], rows[249:]...) })
		}, Replaced, 201, 400},
		{"moments inverted with the stolen key", func(c *crime) {
			c.rewrite(c.l.Key, func(rows []row) []row { rows[599].at = rows[0].at; return rows })
		}, Order, crimeLines, crimeLines},
		{"tree changed", func(c *crime) {
			c.exec("update audit_tree set hash = 'x' where organisation_id = $1 and place = 1", org)
		}, BadTree, 257, 512},
		{"tree cut", func(c *crime) { c.exec("delete from audit_tree where organisation_id = $1", org) }, BadTree, 1, 256},
		{"tree grown", func(c *crime) {
			c.exec("insert into audit_tree (organisation_id, level, place, hash) values ($1, 1, 2, 'x')", org)
		}, BadTree, 513, 768},
		{"counter up", func(c *crime) { c.exec("update audit_log set size = 601 where organisation_id = $1", org) }, Missing, 601, 601},
		{"counter down", func(c *crime) { c.exec("update audit_log set size = 599 where organisation_id = $1", org) }, Cut, 600, 600},
		{"moment of the counter back", func(c *crime) {
			c.exec("update audit_log set last_at = '2020-05-11T09:00:00.000000Z' where organisation_id = $1", org)
		}, Counter, crimeLines, crimeLines},
		{"values removed as if their term was over", func(c *crime) { c.blank(120) }, Blanked, 120, 120},
		{"a name written into a line without values", func(c *crime) { c.blank(121); setLine("actor_id", "w9", 121)(c) }, Changed, 121, 121},
	}
	for i, column := range hashed {
		all = append(all, tampering{column + " changed", setLine(column, spoil(column), 100+i), Changed, int64(100 + i), int64(100 + i)})
	}
	return all
}

// blank does to one line what forgetting does.
func (c *crime) blank(seq int) {
	c.exec("delete from audit_resident where organisation_id = $1 and seq = $2", org, seq)
	c.exec("delete from audit_salt where organisation_id = $1 and seq = $2", org, seq)
	c.exec("update audit_line set actor_id = null, behalf_of = null, session = null, object_id = null, ground = null, request = null where organisation_id = $1 and seq = $2", org, seq)
}

// closeGap renumbers the lines after a gap, and the counter.
func (c *crime) closeGap(gap int) {
	for seq := gap + 1; seq <= crimeLines; seq++ {
		c.move(seq, seq-1)
	}
	c.exec("update audit_log set size = size - 1 where organisation_id = $1", org)
}

// forge adds a line at the end that agrees with itself, marked with another key.
func (c *crime) forge(key *Key, counted bool) {
	r := c.rows(10, 10)[0]
	last := c.rows(crimeLines, crimeLines)[0]
	r.seq, r.at, r.person.actor = fmt.Sprint(crimeLines+1), last.at, "w9"
	r.sealed = r.person.seal(r.salt)
	r.leaf = r.hash().String()
	r.mark = key.marks.mark(org, r.leaf)
	c.put([]row{r})
	if counted {
		c.exec("update audit_log set size = size + 1 where organisation_id = $1", org)
	}
}

func TestTampering(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newCrime(t, d)
		stranger := testKey(t)
		if r := verify(t, c.l, org, c.heads...); !r.Right() || r.Heads != 3 || r.Lines != crimeLines {
			t.Fatalf("before: %+v", r)
		}
		alone := map[Wrong]bool{} // kinds of finding without which something goes unseen
		for _, x := range tamperings(stranger) {
			x.do(c)
			r := verify(t, c.l, org, c.heads...)
			first, found := r.First()
			if !found || first.Wrong != x.want || first.From < x.from || first.From > x.to {
				t.Errorf("%s: %+v, want %s from line %d", x.name, r.Findings, x.want, x.from)
			}
			if found && len(kinds(r)) == 1 {
				alone[first.Wrong] = true
			}
			if x.name == "line given to another organisation" {
				if first, _ := verify(t, c.l, other).First(); first.Wrong != Changed || first.From != 6 {
					t.Errorf("%s: the other one does not see it", x.name)
				}
			}
			c.restore()
		}
		if r := verify(t, c.l, org, c.heads...); !r.Right() {
			t.Fatalf("afterwards: %+v", r)
		}
		// The guard of this test: take away any one of the checks, and something above is not found any more.
		for _, w := range []Wrong{Missing, Changed, Extra, Forged, Order, Blanked, BadTree, Counter, Cut, Replaced} {
			if !alone[w] {
				t.Errorf("nothing in the table needs the check for %q", w)
			}
		}
	})
}

func kinds(r *Report) []Wrong {
	var all []Wrong
	for _, f := range r.Findings {
		if !slices.Contains(all, f.Wrong) {
			all = append(all, f.Wrong)
		}
	}
	return all
}
