package reliability

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// killed is what a run of kills found.
type killed struct {
	kills, acked, inFlight, wereStored, resent int
	starts                                     []time.Duration
	kinds                                      map[string]int
	wrong                                      findings
}

// TestG1Kill ends the program with kill -9 at random moments while four people write, and starts it again.
func TestG1Kill(t *testing.T) {
	k := killing(t, build(t), of(2, 200))
	tell(t, k.wrong.list())
	slices.Sort(k.starts)
	slowest := k.starts[len(k.starts)-1]
	t.Logf("%d kills, %d acknowledged writes of %d kinds %v, %d in flight of which %d were stored; %d forms sent again with their key; first right answer of a signed-in worker after %s in the middle and %s at most",
		k.kills, k.acked, len(k.kinds), k.kinds, k.inFlight, k.wereStored, k.resent, k.starts[len(k.starts)/2].Round(time.Millisecond), slowest.Round(time.Millisecond))
	if full && len(k.kinds) < 8 {
		t.Errorf("only %d kinds were written", len(k.kinds))
	}
	if full && slowest > 2*time.Second {
		t.Errorf("the first right answer took %s", slowest)
	}
}

// The guards: an audit line outside the transaction of what it tells, and a form without its key. That an answer comes
// after the disk has it is guarded in G2 and G3: a kill cannot show it.
func TestG1Guards(t *testing.T) {
	needFull(t)
	for _, g := range []struct {
		name  string
		fault sown
	}{
		{"the audit line is stored after the commit", sown{"internal/platform/audit/log.go", "\treturn l.hold(ctx, tx, rows)\n",
			"\ttx.After(func(ctx context.Context) {\n\t\tcontext.AfterFunc(shortly(), func() { _ = l.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return l.hold(ctx, tx, rows) }) })\n\t})\n\treturn nil\n}\n\nfunc shortly() context.Context {\n\tctx, _ := context.WithTimeout(context.Background(), 20_000_000)\n\treturn ctx\n"}},
		{"a form forgets its key", sown{"internal/platform/once/store.go", "\tid, err := parse(key)\n", "\tid, err := parse(Key())\n"}},
	} {
		t.Run(g.name, func(t *testing.T) {
			k := killing(t, build(t, g.fault), 12)
			guarded(t, g.name, k.wrong.list())
		})
	}
}

func killing(t *testing.T, exe string, kills int) *killed {
	t.Helper()
	h := welzijn(t, exe)
	p := h.p
	hands := h.hands(1)
	k := &killed{kinds: map[string]int{}}
	chance := rand.New(rand.NewPCG(7, 7))
	confirmed := time.Now()
	for range kills {
		k.once(t, p, hands, 3+chance.Int64N(int64(of(12, 60))), time.Duration(chance.IntN(20_000))*time.Microsecond)
		if time.Since(confirmed) > 8*time.Minute { // inviting needs a fresh second factor
			h.admin.stepUp()
			confirmed = time.Now()
		}
	}
	k.whole(t, p, hands)
	return k
}

// once lets everybody write until some forms were acknowledged and a moment more, kills, looks at what is on the disk, starts again and sends everything again.
func (k *killed) once(t *testing.T, p *program, hands []*hand, some int64, more time.Duration) {
	t.Helper()
	first := make([]int, len(hands))
	var all sync.WaitGroup
	var unexpected findings
	var mu sync.Mutex
	for i, one := range hands {
		first[i] = len(one.written)
		all.Go(func() {
			if text := one.write(1 << 20); text != "" {
				mu.Lock()
				unexpected.add("%s", text)
				mu.Unlock()
			}
		})
	}
	for begin, start := time.Now(), acknowledged.Load(); acknowledged.Load() < start+some && time.Since(begin) < 20*time.Second; {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(more)
	p.kill()
	all.Wait()
	k.kills++
	for _, text := range unexpected.list() {
		k.wrong.add("before the kill: %s", text)
	}
	var fresh, open []*write
	for i, one := range hands {
		fresh = append(fresh, one.written[first[i]:]...)
		if one.last != nil && one.last.sent && !one.last.acked {
			open = append(open, one.last)
		}
	}
	k.onDisk(t, p.dir, fresh, open)

	begin := time.Now()
	p.start()
	worker := hands[1].v
	if a := worker.get(hands[1].file); a.code != 200 || !strings.Contains(a.body, "Bewoner") {
		k.wrong.add("after the start a worker does not see the file: %d (%v)", a.code, a.err)
	}
	k.starts = append(k.starts, time.Since(begin))

	// Everything in flight again with its key, and of what was acknowledged the last of everybody.
	for _, w := range open {
		if a := w.send(); !w.acked {
			k.wrong.add("%s in flight, sent again: %d (%v) %v", w.kind, a.code, a.err, a.doc().Texts("h1"))
			continue
		}
		w.by.written = append(w.by.written, w)
		k.resent++
	}
	for i, one := range hands {
		if n := len(one.written); n > first[i] && one.written[n-1].acked {
			w := one.written[n-1]
			if a := one.v.post(w.path, w.form); !a.acknowledged() {
				k.wrong.add("%s, sent a second time: %d (%v) %v", w.kind, a.code, a.err, a.doc().Texts("h1"))
			}
			k.resent++
		}
	}
}

// onDisk looks at a copy of the data as the kill left it: nothing acknowledged is missing, nothing is half there.
func (k *killed) onDisk(t *testing.T, dir string, fresh, open []*write) {
	t.Helper()
	to, err := os.MkdirTemp("", "nabij-killed-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(to)
	if err := copyFolder(dir, to); err != nil {
		t.Fatal(err)
	}
	s := look(t, to)
	defer s.close()
	s.healthy(&k.wrong)
	s.paired(&k.wrong)
	for _, w := range fresh {
		k.acked++
		k.kinds[w.kind]++
		if w.key(s) != 1 {
			k.wrong.add("LOST: an acknowledged %s has no key on the disk", w.kind)
		}
		if w.overwritten(s, open) {
			continue
		}
		if n := w.count(s); n != 1 {
			k.wrong.add("LOST or doubled: an acknowledged %s stands on the disk %d times", w.kind, n)
		}
	}
	for _, w := range open {
		k.inFlight++
		key, rows := w.key(s), w.count(s)
		if w.once == "" {
			key = rows // what a form without a key wrote tells by itself
		}
		if key > 0 {
			k.wereStored++
		}
		if w.rows != "" && key != rows {
			k.wrong.add("HALF APPLIED: %s in flight has %d keys and %d rows", w.kind, key, rows)
		}
	}
}

// key gives how many times the key of a form stands in the list of forms that had their effect.
func (w *write) key(s *state) int {
	if w.once == "" {
		return 1
	}
	return s.number(`select count(*) from once where form_key = ?`, w.once)
}

// overwritten tells that a later form of the same person wrote over this one, and was stored without being acknowledged.
func (w *write) overwritten(s *state, open []*write) bool {
	for _, later := range open {
		if w.kind == "answer" && later.kind == "answer" && later.by == w.by && later.count(s) == 1 {
			return true
		}
	}
	return false
}

// count gives how many rows hold the token of a write; 1 when nothing tells.
func (w *write) count(s *state) int {
	if w.rows == "" {
		return 1
	}
	return s.number(w.rows, w.token)
}

// whole looks at the end at everything that was ever written.
func (k *killed) whole(t *testing.T, p *program, hands []*hand) {
	t.Helper()
	p.stop()
	s := look(t, p.dir)
	defer s.close()
	s.healthy(&k.wrong)
	s.paired(&k.wrong)
	keys := map[string]bool{}
	for _, key := range s.texts(`select form_key from once`) {
		keys[key] = true
	}
	text := map[string]string{} // all rows of a query as one text, so that tens of thousands are found fast
	for kind, query := range map[string]string{
		"resident": `select given from resident`, "shared filter": `select name from saved_filter`, "remark": `select body from pack_remark`,
		"team": `select name from team`, "neighbourhood": `select name from neighbourhood`, "group": `select name from target_group`, "invitation": `select login from worker`,
		"deliberation": `select id from deliberation`, "answer": `select given from deliberation_answer`, "decision": `select body from deliberation_decision`,
		"block": `select body from resident_block union all select body from resident_block_past`,
	} {
		text[kind] = strings.Join(s.texts(query), "\n")
	}
	for _, one := range hands {
		for _, w := range one.written {
			if w.once != "" && !keys[w.once] {
				k.wrong.add("LOST: at the end an acknowledged %s has no key", w.kind)
			}
			in, there := text[w.kind]
			if !there {
				in = text["block"]
			}
			if n := strings.Count(in, w.token); w.rows != "" && n != 1 {
				k.wrong.add("LOST or doubled: at the end a %s is there %d times", w.kind, n)
			}
		}
	}
	for _, event := range s.texts(`select event from audit_line where event = 'audit.line_lost'`) {
		k.wrong.add("the audit trail tells of %s", event)
	}
	if said, code := p.verify(); code != 0 {
		k.wrong.add("audit verify: exit %d: %s", code, fmt.Sprintf("%.300s", said))
	}
}
