package audit

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/run"
)

func TestHeadsLeaveTheMachine(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		dir := t.TempDir()
		files := []string{filepath.Join(dir, "state", "heads"), filepath.Join(dir, "second")}
		h, err := NewHeads(l, files, false)
		if err != nil {
			t.Fatal(err)
		}
		fill(t, l, at, org, 10)
		fill(t, l, at, other, 3)
		made, err := h.Make(t.Context())
		if err != nil || len(made) != 2 {
			t.Fatalf("%v, %v", made, err)
		}
		if again, err := h.Make(t.Context()); err != nil || len(again) != 0 {
			t.Errorf("nothing was added, and still %v, %v", again, err)
		}
		fill(t, l, at, org, 10)
		if _, err := h.Make(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			heads, err := ReadHeads(file, l.Key.Public())
			if err != nil || len(heads) != 3 {
				t.Fatalf("%s: %v, %v", file, heads, err)
			}
			if r := verify(t, l, org, heads...); !r.Right() || r.Heads != 2 || r.Newest.Size != 20 {
				t.Errorf("%+v", r)
			}
			text, err := os.ReadFile(file)
			if err != nil || bytes.Contains(text, []byte("w1")) || bytes.Contains(text, []byte(resident(1))) {
				t.Errorf("%s holds more than heads (%v)", file, err)
			}
		}
		if head, ok := h.Last(org); !ok || l.CheckHead(t.Context(), head) != nil {
			t.Error("the newest head does not agree")
		}
	})
}

// TestAChangedLogGetsNoHead changes the log under a program that runs, and starts it anew too: it never signs what it
// would have to take back.
func TestAChangedLogGetsNoHead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newCrime(t, d)
		stranger := testKey(t)
		file := filepath.Join(t.TempDir(), "heads")
		h, err := NewHeads(c.l, []string{file}, false)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Make(t.Context()); err != nil {
			t.Fatal(err)
		}
		for name, spoil := range map[string]func(){
			"tail cut":  func() { c.rewrite(stranger, func(rows []row) []row { return rows[:400] }) },
			"line gone": func() { c.drop(600, 600) },
			"tree gone": func() { c.exec("delete from audit_tree where organisation_id = $1", org) },
			"all gone": func() {
				c.drop(1, 600)
				c.exec("delete from audit_tree")
				c.exec("delete from audit_log where organisation_id = $1", org)
			},
			"leaf edited": func() { c.exec("update audit_line set leaf = 'x' where organisation_id = $1 and seq = 600", org) },
			"recomputed": func() {
				c.rewrite(c.l.Key, func(rows []row) []row { rows[10].person.actor = "w9"; return rows })
			},
		} {
			spoil()
			anew, err := NewHeads(c.l, []string{file}, false)
			if err != nil {
				t.Fatal(err)
			}
			for _, heads := range []*Heads{h, anew} {
				var rewritten *Rewritten
				if made, err := heads.Make(t.Context()); !errors.As(err, &rewritten) || len(made) != 0 {
					t.Errorf("%s: made %v, %v", name, made, err)
				}
			}
			c.restore()
		}
		if _, err := h.Make(t.Context()); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

func TestHeadsAreKeptUntilTheEnd(t *testing.T) {
	d := dbtest.Open(t, db.Source{Dir: t.TempDir()})
	l, at := newTestLog(t, d)
	file := filepath.Join(t.TempDir(), "heads")
	h, err := NewHeads(l, []string{file, filepath.Join(t.TempDir(), "not", "mounted", "heads")}, false)
	if err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	fill(t, l, at, org, 3)
	task := run.Go(ctx, "heads", func(ctx context.Context) error {
		return h.Keep(ctx, slog.New(slog.NewTextHandler(&told, nil)), time.Hour)
	})
	for range 1000 {
		if heads, _ := ReadHeads(file, l.Key.Public()); len(heads) == 1 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	fill(t, l, at, org, 3)
	cancel()
	if err := task.Wait(); err != nil {
		t.Fatal(err)
	}
	heads, err := ReadHeads(file, l.Key.Public())
	if err != nil || len(heads) != 2 || heads[1].Size != 6 {
		t.Errorf("%v, %v: the head at the stop is not there", heads, err)
	}
	if !strings.Contains(told.String(), "not mounted") && !strings.Contains(told.String(), "cannot be brought") {
		t.Errorf("a place that cannot be reached is told nowhere: %s", told.String())
	}
}

func TestHeadsOfOthersAreNoHeads(t *testing.T) {
	mine, theirs := testKey(t), testKey(t)
	head, err := theirs.sign(Head{Org: org, Size: 3, At: db.InstantOf(start)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenHead(head.Signed, mine.Public()); err == nil {
		t.Error("a head of another key was accepted")
	}
	if _, err := OpenHead(strings.Replace(head.Signed, "\n3\n", "\n4\n", 1), theirs.Public()); err == nil {
		t.Error("a head that was changed was accepted")
	}
	back, err := OpenHead(head.Signed, mine.Public(), theirs.Public())
	if err != nil || back != head {
		t.Errorf("%+v, %v", back, err)
	}
	mail := "Dag,\r\n\r\nDit is de kop van vrijdag:\r\n\r\n" + strings.ReplaceAll(head.Signed, "\n", "\r\n") + "\r\nGroet\r\n"
	texts, err := SplitHeads(strings.NewReader(mail))
	if err != nil || len(texts) != 1 {
		t.Fatalf("%q, %v", texts, err)
	}
	if _, err := OpenHead(texts[0], theirs.Public()); err != nil {
		t.Errorf("from a mail: %v", err)
	}
	if line := syslogLine(head); strings.Contains(line, "\n") || !strings.Contains(line, head.Root.String()) {
		t.Errorf("in the syslog: %q", line)
	}
}

func TestTheKey(t *testing.T) {
	data := t.TempDir()
	if _, err := OpenKey(filepath.Join(data, "audit.key"), data); err == nil {
		t.Error("a key beside the database was accepted")
	}
	path := filepath.Join(t.TempDir(), "keys", "audit.key")
	made, err := OpenKey(path, data)
	if err != nil || !made.Made() {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key can be read by others: %v, %v", info.Mode(), err)
	}
	again, err := OpenKey(path, data)
	if err != nil || again.Made() || again.Public() != made.Public() || string(again.marks) != string(made.marks) {
		t.Errorf("the key is another one the second time: %v", err)
	}
	public, err := os.ReadFile(path + ".pub")
	if err != nil || strings.TrimSpace(string(public)) != made.Public() {
		t.Errorf("the public key: %s, %v", public, err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenKey(path, data); err == nil {
		t.Error("a key that others can read was accepted")
	}
	if err := os.WriteFile(path, []byte("PRIVATE+KEY+half"), 0o600); err != nil || os.Chmod(path, 0o600) != nil {
		t.Fatal(err)
	}
	if _, err := OpenKey(path, data); err == nil || strings.Contains(err.Error(), "half") {
		t.Errorf("half a key: %v", err)
	}
}

// TestARenewedKey goes on with another key: what was written before is proved by the last head of the old one.
func TestARenewedKey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		old, at := newTestLog(t, d)
		fill(t, old, at, org, 20)
		last := headNow(t, old, org)
		l, err := New(Deps{DB: d, Clock: at, Key: testKey(t), Version: "test"})
		if err != nil {
			t.Fatal(err)
		}
		fill(t, l, at, org, 20)
		check := Check{Heads: []Head{last, headNow(t, l, org)}, Key: l.Key, KeyFrom: last.Size + 1}
		if r, err := Verify(t.Context(), d, org, check); err != nil || !r.Right() || r.Heads != 2 {
			t.Errorf("%+v, %v", r, err)
		}
		check.KeyFrom = 0
		if r, err := Verify(t.Context(), d, org, check); err != nil || r.Right() || r.Findings[0] != (Finding{1, 1, Forged}) {
			t.Errorf("lines of another key pass as ours: %+v, %v", r, err)
		}
	})
}

// TestACutTailIsMissedSoon cuts off what was added since the last head that was appended, and makes everything agree:
// the newest head tells of it, in this process, in one that starts later and in a verification.
func TestACutTailIsMissedSoon(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := newCrime(t, d)
		file := filepath.Join(t.TempDir(), "heads")
		h, err := NewHeads(c.l, []string{file}, false)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Make(t.Context()); err != nil {
			t.Fatal(err)
		}
		fill(t, c.l, c.at, org, 30)
		if err := h.Newest(t.Context()); err != nil {
			t.Fatal(err)
		}
		appended, err := ReadHeads(file, c.l.Key.Public())
		if err != nil {
			t.Fatal(err)
		}
		newest, err := ReadHeads(file+newestSuffix, c.l.Key.Public())
		if err != nil || len(appended) != 2 || len(newest) != 2 || newest[0].Size+newest[1].Size != crimeLines+30+5 {
			t.Fatalf("%v and %v, %v", appended, newest, err)
		}
		// Also with the stolen key: a head that is elsewhere cannot be taken back.
		c.rewrite(c.l.Key, func(rows []row) []row { return rows[:crimeLines] })
		c.exec("delete from audit_resident where seq > $1", crimeLines)
		c.exec("delete from audit_salt where seq > $1", crimeLines)
		c.exec("delete from audit_line where seq > $1", crimeLines)
		if r := verify(t, c.l, org, appended...); !r.Right() {
			t.Errorf("the guard: without the newest head nothing is missed, but %+v", r.Findings)
		}
		if first, _ := verify(t, c.l, org, newest...).First(); first != (Finding{crimeLines + 1, crimeLines + 30, Cut}) {
			t.Errorf("with the newest head: %+v", first)
		}
		anew, err := NewHeads(c.l, []string{file}, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, heads := range []*Heads{h, anew} {
			if err := heads.Newest(t.Context()); !errors.As(err, new(*Rewritten)) {
				t.Errorf("it goes on after a cut: %v", err)
			}
		}
		if _, err := os.Stat(file + newestSuffix); err != nil {
			t.Error(err)
		}
	})
}

// TestTheNewestHeadIsAppendedInItsTurn: what was signed for the file of the newest still goes to the others.
func TestTheNewestHeadIsAppendedInItsTurn(t *testing.T) {
	d := dbtest.Open(t, db.Source{Dir: t.TempDir()})
	l, at := newTestLog(t, d)
	file := filepath.Join(t.TempDir(), "heads")
	for i := range 3 { // each time a program that starts anew
		h, err := NewHeads(l, []string{file}, false)
		if err != nil {
			t.Fatal(err)
		}
		fill(t, l, at, org, 3)
		if err := h.Newest(t.Context()); err != nil {
			t.Fatal(err)
		}
		if h, err = NewHeads(l, []string{file}, false); err != nil {
			t.Fatal(err)
		}
		if made, err := h.Make(t.Context()); err != nil || len(made) != 1 || made[0].Size != int64(3*(i+1)) {
			t.Errorf("round %d: made %v, %v", i, made, err)
		}
	}
	if heads, err := ReadHeads(file, l.Key.Public()); err != nil || len(heads) != 3 {
		t.Errorf("%v, %v", heads, err)
	}
}
