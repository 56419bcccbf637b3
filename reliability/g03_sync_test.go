package reliability

import (
	"sync"
	"testing"

	"nabij/internal/platform/db"
)

// TestG3SyncPerAnswer looks at each write whether its own bytes were on the disk before it was answered: one after
// another, and many at once.
func TestG3SyncPerAnswer(t *testing.T) {
	wrong, sequential, parallel := syncing(t, build(t), of(8, 500), of(4, 50))
	tell(t, wrong)
	t.Logf("%d writes one after another and %d at once: each was answered after a sync of its own bytes, but for %d", sequential, parallel, len(wrong))
}

func TestG3Guard(t *testing.T) {
	needFull(t)
	wrong, _, _ := syncing(t, build(t, normal), 60, 10)
	guarded(t, "synchronous=NORMAL", wrong)
}

// TestG3EveryConnection asks every connection of the pool for the settings on which the rest stands.
func TestG3EveryConnection(t *testing.T) {
	d, err := db.Open(t.Context(), db.Source{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	settings, err := d.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]string{}
	for _, s := range settings {
		if got[s.Where] == nil {
			got[s.Where] = map[string]string{}
		}
		got[s.Where][s.Name] = s.Got
	}
	if len(got) < 2 {
		t.Errorf("only %d connections were asked", len(got))
	}
	for where, s := range got {
		if s["synchronous"] != "2" || s["foreign_keys"] != "1" || s["journal_mode"] != "wal" {
			t.Errorf("%s: synchronous=%s foreign_keys=%s journal_mode=%s", where, s["synchronous"], s["foreign_keys"], s["journal_mode"])
		}
	}
}

func syncing(t *testing.T, exe string, sequential, parallel int) (wrong []string, one, many int) {
	t.Helper()
	h := welzijn(t, exe)
	hands := h.hands(3)
	h.p.stop()
	calls := recorded(t, h.p)
	h.p.start()
	var found findings
	for i := 0; i < sequential; {
		hand := hands[i%len(hands)]
		before := len(hand.written)
		if text := hand.write(1); text != "" || len(hand.written) == before {
			t.Fatalf("a write was not acknowledged: %s", text)
		}
		i++
	}
	// Many at once: forms that are ready, sent at the same moment by people with many windows.
	var ready []*write
	for len(ready) < parallel {
		hand := hands[len(ready)%len(hands)]
		kind := hand.kinds[0]
		if kind.name != team.name && kind.name != filter.name { // what changes one thing is stale the second time
			kind = addsResident
		}
		w, err := kind.make(hand, token("many"))
		if err != nil {
			t.Fatal(err)
		}
		w.kind, w.by, w.token = "at once", hand, w.form.Get(tokenField(w))
		ready = append(ready, w)
	}
	var all sync.WaitGroup
	for _, w := range ready {
		all.Go(func() { w.send() })
	}
	all.Wait()
	h.p.stop()
	record := readRecord(t, calls, h.p.dir)
	check := func(w *write) {
		if !w.acked {
			found.add("%s at %s was not acknowledged", w.kind, w.path)
		} else if there, synced := ownSync(record, w); !there && w.rows != "" {
			found.add("%s: its bytes are not in the record", w.kind)
		} else if there && !synced {
			found.add("%s was answered without a sync of its bytes", w.kind)
		}
	}
	for _, hand := range hands {
		for _, w := range hand.written {
			check(w)
			one++
		}
	}
	for _, w := range ready {
		check(w)
	}
	return found.list(), one, len(ready)
}

// tokenField names the field of a form that holds the token.
func tokenField(w *write) string {
	for _, name := range []string{"given", "name", "naam"} {
		if w.form.Has(name) {
			return name
		}
	}
	return "tekst"
}
