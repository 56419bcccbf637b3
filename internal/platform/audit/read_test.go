package audit

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/fault"
)

func TestReadingTheLogIsInTheLog(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		fill(t, l, at, org, 10)
		ctx := worker(t.Context(), org, "fg")
		for i, read := range []func() (List, error){
			func() (List, error) { return l.ByResident(ctx, may, resident(1), Page{}) },
			func() (List, error) { return l.SeenByResident(ctx, may, resident(1), Page{}) },
			func() (List, error) { return l.ByActor(ctx, may, "w1", Page{}) },
			func() (List, error) { return l.Between(ctx, may, start, start.Add(time.Hour), Page{}) },
		} {
			if _, err := read(); err != nil {
				t.Fatal(err)
			}
			if n := count(t, d, "audit_line where event in ('audit.read', 'resident.log_seen') and actor_id = 'fg' and ground = 'role:privacy_officer'"); n != int64(i+1) {
				t.Errorf("after %d readings there are %d lines about it", i+1, n)
			}
		}
		// A refusal is in the log too, and nothing is shown.
		list, err := l.ByResident(ctx, access.Decision{Reason: "no_grant"}, resident(1), Page{})
		if fault.KindOf(err) != fault.Forbidden || list.Entries != nil {
			t.Errorf("without a right: %v, %v", list, err)
		}
		if n := count(t, d, "audit_line where event = 'audit.read' and outcome = 'refused'"); n != 1 {
			t.Errorf("%d refusals in the log", n)
		}
		if r := verify(t, l, org); !r.Right() {
			t.Errorf("%+v", r.Findings)
		}
	})
}

func TestPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		fill(t, l, at, org, 100)
		ctx := worker(t.Context(), org, "fg")
		all, err := l.ByActor(ctx, may, "w1", Page{})
		if err != nil || len(all.Entries) != 100 || all.Next != 0 {
			t.Fatalf("%d lines, next %d, %v", len(all.Entries), all.Next, err)
		}
		var paged []int64
		for p := (Page{Limit: 17}); ; {
			list, err := l.ByActor(ctx, may, "w1", p)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range list.Entries {
				paged = append(paged, e.Seq)
			}
			if p.Before = list.Next; p.Before == 0 {
				break
			}
		}
		var whole []int64
		for _, e := range all.Entries {
			whole = append(whole, e.Seq)
		}
		if !slices.Equal(paged, whole) || whole[0] < whole[1] {
			t.Errorf("by pages %v, at once %v", paged, whole)
		}
		between, err := l.Between(ctx, may, start.Add(10*time.Minute), start.Add(20*time.Minute), Page{})
		if err != nil || len(between.Entries) == 0 {
			t.Fatal(err)
		}
		for _, e := range between.Entries {
			if e.At.Before(start.Add(10*time.Minute)) || !e.At.Before(start.Add(20*time.Minute)) {
				t.Errorf("line of %v", e.At)
			}
			if e.Event.Code == "resident.searched" && len(e.Residents) != 3 {
				t.Errorf("a search shows %d residents", len(e.Residents))
			}
		}
		mine, err := l.ByResident(ctx, may, resident(1), Page{})
		if err != nil || len(mine.Entries) == 0 {
			t.Fatal(err)
		}
		for _, e := range mine.Entries {
			if !slices.Equal(e.Residents, []string{resident(1)}) {
				t.Errorf("the list of one resident shows %v", e.Residents)
			}
		}
	})
}

func TestForgettingLeavesAProof(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		fill(t, l, at, org, 50)
		at.Set(start.AddDate(1, 0, 0))
		fill(t, l, at, org, 50)
		head := headNow(t, l, org)
		at.Set(start.AddDate(6, 0, 0))
		forget := func(class Class, before db.Date) (n int64, err error) {
			err = d.InTx(worker(t.Context(), org, "w9"), func(ctx context.Context, tx db.Tx) error {
				n, err = l.Forget(ctx, tx, class, before)
				return err
			})
			return n, err
		}
		day := db.DateOf(start.AddDate(0, 6, 0), time.UTC)
		n, err := forget(File, day)
		if err != nil || n != 40 { // of 50, 10 are about a framework
			t.Fatalf("%d forgotten, %v", n, err)
		}
		if again, err := forget(File, day); err != nil || again != 0 {
			t.Errorf("a second time %d, %v", again, err)
		}
		if left := count(t, d, "audit_salt where seq <= 50"); left != 10 {
			t.Errorf("%d salts are left", left)
		}
		if left := count(t, d, "audit_resident where seq <= 50"); left != 0 {
			t.Errorf("%d residents are left", left)
		}
		r := verify(t, l, org, head)
		if !r.Right() || r.Forgotten != 40 || r.Heads != 1 {
			t.Errorf("%+v", r)
		}
		list, err := l.Between(worker(t.Context(), org, "fg"), may, start, start.AddDate(0, 1, 0), Page{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list.Entries {
			if e.Forgotten == (e.Event.Class != File) || e.Forgotten && (e.Actor+e.ID+e.Ground+e.Session != "" || e.Residents != nil) {
				t.Errorf("%+v", e)
			}
		}
		if _, err := forget(File, db.DateOf(start.AddDate(7, 0, 0), time.UTC)); err == nil {
			t.Error("what is still to come was forgotten")
		}
		if _, err := forget("everything", day); err == nil {
			t.Error("an unknown class was forgotten")
		}
	})
}

func TestTheListOfEvents(t *testing.T) {
	codes := map[string]bool{}
	for _, e := range Events() {
		if codes[e.Code] {
			t.Errorf("%s is there twice", e.Code)
		}
		codes[e.Code] = true
		if !codeForm.MatchString(e.Code) || strings.Count(e.Code, ".") != 1 {
			t.Errorf("%s is not of the form thing.done", e.Code)
		}
		if e.Words.NL == "" || e.Words.EN == "" || !slices.Contains(Classes, e.Class) {
			t.Errorf("%s lacks words or a class", e.Code)
		}
	}
	for _, must := range []string{"audit.read", "audit.forgotten", "resident.log_seen", "break_glass.opened", "access.refused"} {
		if !codes[must] {
			t.Errorf("%s is gone", must)
		}
	}
}

func TestClassify(t *testing.T) {
	for _, c := range []struct{ agent, remote, device, address string }{
		{"Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "127.0.0.1:5000", "computer", "this"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148", "203.0.113.9:1", "phone", "outside"},
		{"Mozilla/5.0 (Linux; Android 15) Mobile Safari/537.36", "10.1.2.3:1", "phone", "inside"},
		{"Mozilla/5.0 (Linux; Android 15) Safari/537.36", "[fd00::1]:443", "tablet", "inside"},
		{"Mozilla/5.0 (iPad; CPU OS 18_0)", "[::ffff:192.168.1.1]:443", "tablet", "inside"},
		{"curl/8.0", "[2001:db8::1]:443", "program", "outside"},
		{"", "", "unknown", "unknown"},
		{"", "not an address", "unknown", "unknown"},
	} {
		if device, address := Classify(c.agent, c.remote); device != c.device || address != c.address {
			t.Errorf("%q from %q: %s, %s", c.agent, c.remote, device, address)
		}
	}
}
