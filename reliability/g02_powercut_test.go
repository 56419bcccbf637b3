package reliability

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// normal is the setting with which SQLite does not wait for the disk at each commit.
var normal = sown{"internal/platform/db/sqlite.go", `{"synchronous", "FULL", "2"}`, `{"synchronous", "NORMAL", "1"}`}

// TestG2PowerCut makes images of the data folder as a power cut could have left it, at the very moments at which writes
// were acknowledged, and starts the program on each.
func TestG2PowerCut(t *testing.T) {
	wrong, images, acked := cutting(t, build(t), of(1, 20), of(4, 120))
	for _, list := range wrong {
		tell(t, list)
	}
	t.Logf("%d images, of %d acknowledged writes: nothing lost in %d of them", images, acked, images-len(wrong))
}

func TestG2Guard(t *testing.T) {
	needFull(t)
	wrong, images, _ := cutting(t, build(t, normal), 10, 120)
	t.Logf("guard synchronous=NORMAL: %d of %d images lost something", len(wrong), images)
	if len(wrong) < 8 {
		t.Errorf("GUARD: with synchronous=NORMAL only %d of %d images lost something", len(wrong), images)
	}
}

// cutting records a while of work and gives what was wrong with each image that was wrong.
func cutting(t *testing.T, exe string, images, each int) (wrong map[int][]string, made, acked int) {
	t.Helper()
	h := welzijn(t, exe)
	p := h.p
	hands := h.hands(2)
	p.stop()
	base := copied(t, p.dir)
	calls := recorded(t, p)
	p.start()
	var all sync.WaitGroup
	for _, one := range hands {
		all.Go(func() {
			if text := one.write(each); text != "" {
				t.Error(text)
			}
		})
	}
	all.Wait()
	p.stop()
	record := readRecord(t, calls, p.dir)
	var done []*write
	for _, one := range hands {
		done = append(done, one.written...)
	}
	chance := rand.New(rand.NewPCG(3, 3))
	wrong = map[int][]string{}
	for i := range images {
		at := done[chance.IntN(len(done))].ended
		dir := filepath.Join(t.TempDir(), "data")
		image(t, base, p.dir, dir, record, at, chance)
		if list := judge(t, exe, dir, done, at); len(list) > 0 {
			wrong[i] = list
		}
		_ = os.RemoveAll(dir)
	}
	return wrong, images, len(done)
}

// file is what certainly is on the disk of a file, and what may be.
type file struct {
	sure    []byte
	gone    bool
	pending []call
}

func (c call) apply(to []byte) []byte {
	at := c.at
	if at < 0 {
		at = int64(len(to))
	}
	if c.what == "size" {
		if int64(len(to)) > at {
			return to[:at]
		}
		return append(to, make([]byte, at-int64(len(to)))...)
	}
	if grow := at + int64(len(c.data)) - int64(len(to)); grow > 0 {
		to = append(to, make([]byte, grow)...)
	}
	copy(to[at:], c.data)
	return to
}

// image writes a folder as it could be after a power cut at a moment: everything that a sync brought to the disk, and of
// what came after it any part, in any order, torn at the sectors.
func image(t *testing.T, base, from, to string, record []call, at time.Time, chance *rand.Rand) {
	t.Helper()
	files := map[string]*file{}
	of := func(path string) *file {
		if files[path] == nil {
			f := &file{}
			rest := strings.TrimPrefix(path, from) // "/nabij.db", or "-keys/audit-heads"
			f.sure, _ = os.ReadFile(base + rest)
			files[path] = f
		}
		return files[path]
	}
	for _, end := range []string{"", "-keys"} {
		list, err := os.ReadDir(base + end)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range list {
			of(from + end + "/" + one.Name())
		}
	}
	for _, c := range record {
		if c.begun.After(at) || c.path == from || c.path == from+"-keys" { // a sync of a folder is about names
			continue
		}
		f := of(c.path)
		switch c.what {
		case "write", "size":
			f.pending = append(f.pending, c)
			f.gone = false
		case "sync":
			if c.end.After(at) {
				continue
			}
			for _, p := range f.pending {
				f.sure = p.apply(f.sure)
			}
			f.pending = nil
		case "rename":
			files[c.to] = f
			delete(files, c.path)
		case "remove":
			f.gone = true
		default:
			t.Fatalf("the record has a call that the images do not know: %s", c.what)
		}
	}
	share := []float64{0, 0.5, 0.9, 1}[chance.IntN(4)]
	for path, f := range files {
		if f.gone || strings.HasSuffix(path, "-shm") || strings.HasSuffix(path, ".lock") {
			continue // the shared memory of the database is no file on a disk
		}
		name := to + strings.TrimPrefix(path, from)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.torn(share, chance), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// torn gives the bytes with a share of what was not synced yet: writes in another order, and some cut at a sector.
func (f *file) torn(share float64, chance *rand.Rand) []byte {
	out := append([]byte(nil), f.sure...)
	later := append([]call(nil), f.pending...)
	if share > 0 && share < 1 {
		chance.Shuffle(len(later), func(i, j int) { later[i], later[j] = later[j], later[i] })
	}
	for _, c := range later {
		if chance.Float64() >= share {
			continue
		}
		if c.what == "write" && share < 1 && chance.IntN(4) == 0 {
			c.data = c.data[:len(c.data)/512/2*512]
		}
		out = c.apply(out)
	}
	return out
}

// judge starts the program on an image and tells what is wrong with it.
func judge(t *testing.T, exe, dir string, done []*write, at time.Time) []string {
	t.Helper()
	var wrong findings
	p := serving(t, exe, dir)
	if said, ok := p.tryStart(); !ok {
		wrong.add("the program does not start on the image: %.300s", said)
		return wrong.list()
	}
	p.stop()
	s := look(t, dir)
	defer s.close()
	s.healthy(&wrong)
	s.paired(&wrong)
	lost, before := 0, 0
	for _, w := range done {
		if w.ended.After(at) {
			continue
		}
		before++
		if w.key(s) != 1 || w.kind != "answer" && w.count(s) != 1 { // an answer may have been written over since
			lost++
		}
	}
	if lost > 0 {
		wrong.add("LOST: %d of %d acknowledged writes", lost, before)
	}
	if said, code := p.verify(); code != 0 {
		wrong.add("audit verify: exit %d: %.300s", code, said)
	}
	if said, code := p.command("doctor", "--data", dir); code != 0 {
		wrong.add("doctor: exit %d: %.600s", code, said)
	}
	return wrong.list()
}
