package audit

import (
	"slices"
	"testing"
)

// FuzzEncode tries that what is hashed can be taken apart again: no two different lines are the same bytes.
func FuzzEncode(f *testing.F) {
	f.Add("a", "b", "", []byte{0, 0, 0, 1, 'x'})
	f.Add("ab", "", "\x00\x00\x00\x01", []byte{0, 0, 0, 9})
	f.Add("", "", "", []byte{})
	f.Fuzz(func(t *testing.T, a, b, c string, bytes []byte) {
		fields := []string{a, b, c}
		back, err := decode(encode(fields...))
		if err != nil || !slices.Equal(back, fields) {
			t.Errorf("%q came back as %q (%v)", fields, back, err)
		}
		// A text moved over a border makes other bytes.
		if moved := []string{a + b, "", c}; !slices.Equal(moved, fields) && slices.Equal(encode(moved...), encode(fields...)) {
			t.Errorf("%q and %q are the same bytes", moved, fields)
		}
		// What is read from bytes is written as those bytes, so there is one way to write each line.
		if read, err := decode(bytes); err == nil && !slices.Equal(encode(read...), bytes) {
			t.Errorf("%x is read as %q", bytes, read)
		}
		if p, q := (person{actor: a, residents: []string{b, c}}), (person{actor: a, residents: []string{b + c}}); p.seal("s") == q.seal("s") {
			t.Error("two residents seal as one")
		}
	})
}

func TestEachFieldIsInTheHash(t *testing.T) {
	base := row{org: "o", seq: "1", at: "t", behind: "0", event: "e", role: "r", device: "d", address: "a", kind: "k", outcome: "c",
		detail: "l", version: "v", sealed: "s"}
	seen := map[string]bool{base.hash().String(): true}
	for i, change := range []func(*row){
		func(r *row) { r.org = "x" }, func(r *row) { r.seq = "x" }, func(r *row) { r.at = "x" }, func(r *row) { r.behind = "x" },
		func(r *row) { r.event = "x" }, func(r *row) { r.role = "x" }, func(r *row) { r.device = "x" }, func(r *row) { r.address = "x" },
		func(r *row) { r.kind = "x" }, func(r *row) { r.outcome = "x" }, func(r *row) { r.detail = "x" }, func(r *row) { r.version = "x" },
		func(r *row) { r.sealed = "x" },
	} {
		r := base
		change(&r)
		if h := r.hash().String(); seen[h] {
			t.Errorf("change %d makes no other hash", i)
		} else {
			seen[h] = true
		}
	}
	p := person{actor: "a", behalf: "b", session: "s", object: "o", ground: "g", request: "r", residents: []string{"1"}}
	seals := map[string]bool{p.seal("salt"): true, p.seal("other"): true}
	for i, change := range []func(*person){
		func(p *person) { p.actor = "x" }, func(p *person) { p.behalf = "x" }, func(p *person) { p.session = "x" }, func(p *person) { p.object = "x" },
		func(p *person) { p.ground = "x" }, func(p *person) { p.request = "x" }, func(p *person) { p.residents = nil }, func(p *person) { p.residents = []string{"2"} },
	} {
		q := p
		change(&q)
		if s := q.seal("salt"); seals[s] {
			t.Errorf("change %d makes no other seal", i)
		} else {
			seals[s] = true
		}
	}
}

// TestTheFormOfALeaf pins the bytes that are hashed: lines stored today must verify in fifteen years.
func TestTheFormOfALeaf(t *testing.T) {
	p := person{actor: "w1", session: "5e55", object: "r1", ground: "caseload", residents: []string{"r1"}}
	r := row{org: "o1", seq: "1", at: "2020-05-11T09:00:00.000000Z", behind: "0", event: "resident.seen", role: "worker", device: "phone",
		address: "outside", kind: "resident", outcome: "done", version: "1.0.0", sealed: p.seal("SALT")}
	if got, want := r.sealed, "qgOxS+qNfrvDx3PZB6kubcOV8HdRVAZ2GJFJpPiR0EE="; got != want {
		t.Errorf("the seal is %s, was %s", got, want)
	}
	if got, want := r.hash().String(), "+rSDqxNhxQNGshUJxL8XraPkdPtGIu9XIHj3WsMJqAs="; got != want {
		t.Errorf("the leaf is %s, was %s", got, want)
	}
}
