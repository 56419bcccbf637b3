package reliability

import (
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestG5FullDisk fills the disk of the data while people write and read.
func TestG5FullDisk(t *testing.T) {
	wrong := filling(t, build(t))
	tell(t, wrong)
}

// TestG5Guard fills the disk of a program that says "stored" when the commit failed.
func TestG5Guard(t *testing.T) {
	needFull(t)
	fault := sown{"internal/platform/db/tx.go", "\t\treturn explainCommit(err)\n", "\t\treturn nil\n"}
	wrong := filling(t, build(t, fault, sown{"internal/platform/db/errors.go", "// IsNone tells", "var _ = explainCommit\n\n// IsNone tells"}))
	lost := slices.DeleteFunc(wrong, func(text string) bool { return !strings.HasPrefix(text, "LOST") })
	guarded(t, "a failed commit is called stored", lost)
}

// smallDisk mounts a disk of some megabytes, or skips where that is not allowed.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size+",mode=0700", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("a small disk cannot be mounted here (that needs root): %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	return dir
}

// fillUp writes until nothing fits any more.
func fillUp(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 20, 4 << 10, 1} {
		for part := make([]byte, size); err == nil; {
			_, err = f.Write(part)
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		err = nil
	}
}

// held tells that room is held aside.
func held(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, "nabij.db.room"))
	return err == nil && info.Size() == 64<<20
}

func filling(t *testing.T, exe string) []string {
	t.Helper()
	var wrong findings
	disk := smallDisk(t, "256m")
	start := welzijn(t, exe)
	file := start.resident(start.who["anna"], "Johanna", "Volschijf")
	start.p.stop()
	dir := filepath.Join(disk, "data")
	for _, end := range []string{"", "-keys"} {
		if err := copyFolder(start.p.dir+end, dir+end); err != nil {
			t.Fatal(err)
		}
	}
	p := serving(t, exe, dir)
	h := start.at(p)
	p.start()
	anna, bram := h.who["anna"], h.who["bram"]
	anna.want(anna.get(file), 200)
	for begin := time.Now(); !held(dir) && time.Since(begin) < 5*time.Second; time.Sleep(10 * time.Millisecond) {
	}
	hand := &hand{v: anna, file: file, id: ""}
	full := filepath.Join(disk, "full")

	stored := map[string]bool{}
	send := func() (answer, *write) {
		w, err := wishes.make(hand, token("disk"))
		if err != nil {
			return answer{code: -1, err: err}, nil
		}
		w.by, w.kind, w.token = hand, "wishes", w.form.Get("wishes.0.text")
		a := w.send()
		if a.acknowledged() {
			stored[w.token] = true
		}
		return a, w
	}
	if a, _ := send(); !a.acknowledged() {
		t.Fatalf("before the disk was full: %d %v", a.code, a.err)
	}
	// The form is open when the disk fills up, as it is for somebody who types.
	open := anna.want(anna.get(file+"/wijzigen/wensen"), 200)
	fillUp(t, full)
	// Another program took the whole disk. What is held aside must carry reading, signing out and even writing.
	reads, readable := 0, 0
	for range of(20, 2000) {
		reads++
		if a := bram.get(file); a.code == 200 && strings.Contains(a.body, "Johanna") {
			readable++
		}
	}
	if readable < reads {
		wrong.add("on a full disk %d of %d reads of a file were answered", readable, reads)
	}
	if a := h.who["lena"].post("/afmelden", nil); !a.acknowledged() {
		wrong.add("signing out on a full disk: %d (%v)", a.code, a.doc().Texts("main p"))
	}
	if a := h.who["lena"].get("/inwoners"); a.code == 200 {
		wrong.add("after signing out on a full disk somebody is still in")
	}
	// Now that goes too, write by write, until a form is refused.
	var refused *answer
	words := strings.Repeat(" en nog een zin die niemand opnieuw wil typen", 80)
	tried := 0
	for ; tried < 2000 && refused == nil; tried++ {
		fillUp(t, full)
		word := token("full")
		path, form, err := open.form("form", "", "wishes.0.text", word+words)
		if err != nil {
			t.Fatal(err)
		}
		a := anna.post(path, form)
		if a.acknowledged() {
			stored[word] = true
			if next := anna.get(file + "/wijzigen/wensen"); next.code == 200 {
				open = next
				continue
			}
			a = anna.post(path, form) // the same key: it is stored already
		}
		refused = &a
		doc := a.doc()
		if a.code != http.StatusServiceUnavailable || !doc.Has("main p", "schijf is vol") {
			wrong.add("a form that does not fit is answered with %d: %v", a.code, doc.Texts("main p"))
		}
		if fields := doc.Fields("again"); fields.Get("wishes.0.text") != word+words || fields.Get("once") != form.Get("once") {
			wrong.add("the refused form (%d) does not come back with what was typed", a.code)
		}
	}
	if refused == nil {
		wrong.add("%d writes were acknowledged on a full disk", tried)
	}
	// Reading a file without an audit line is refused plainly; what needs none is read.
	fillUp(t, full)
	if a := bram.get(file); a.code != 200 && a.code != http.StatusServiceUnavailable {
		wrong.add("a file that cannot be shown is answered with %d: %v", a.code, a.doc().Texts("main p"))
	}
	for _, path := range []string{"/", "/afwegen", "/richtlijnen"} {
		if a := bram.get(path); a.code != 200 {
			wrong.add("on a full disk %s answers %d", path, a.code)
		}
	}

	// Space comes back: without a restart it must go on within five seconds.
	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	for {
		if a, _ := send(); a.acknowledged() {
			break
		}
		if time.Since(begin) > 5*time.Second {
			wrong.add("five seconds after space came back nothing can be written")
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	back := time.Since(begin)

	// A stop and a kill, and a start on a full disk: room was held again, and opening may use it.
	for _, end := range []func(){p.stop, p.kill}[:of(0, 2)] { // room is held again within ten seconds: not for a small run
		for begin := time.Now(); !held(dir) && time.Since(begin) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
		}
		if !held(dir) {
			wrong.add("room is not held again twenty seconds after space came back")
		}
		end()
		fillUp(t, full)
		if said, ok := p.tryStart(); !ok {
			wrong.add("the program does not start on a full disk: %.300s", said)
			break
		}
		if a := bram.get("/afwegen"); a.code != 200 {
			wrong.add("started on a full disk, /afwegen answers %d", a.code)
		}
		if a := bram.get(file); a.code != 200 {
			wrong.add("started on a full disk, a file answers %d: %v\n%s", a.code, a.doc().Texts("main p"), p.out.tail())
		}
		_ = os.Remove(full)
	}
	_ = os.Remove(full)
	p.stop()
	s := look(t, dir)
	defer s.close()
	s.healthy(&wrong)
	s.paired(&wrong)
	for word := range stored {
		if s.number(inBlocks, word) != 1 {
			wrong.add("LOST: a text that was acknowledged around a full disk")
		}
	}
	t.Logf("with room held %d of %d reads were answered on the full disk, and signing out; refused after %d writes; writing again %s after space came back; %d acknowledged texts all looked for", readable, reads, tried, back.Round(time.Millisecond), len(stored))
	return wrong.list()
}
