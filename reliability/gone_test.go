package reliability

import (
	"context"
	"database/sql"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"nabij/internal/platform/db/dbtest"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// between stands between the program and its database, and can be gone: connections break, and nobody answers.
type between struct {
	mu     sync.Mutex
	to     string
	addr   string
	listen net.Listener
	open   []net.Conn
	gone   bool
	silent bool // takes connections and says nothing, as a network does that lost its way
}

func standBetween(t *testing.T, to string) *between {
	t.Helper()
	b := &between{to: to}
	var err error
	if b.listen, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	b.addr = b.listen.Addr().String()
	t.Cleanup(func() { b.listen.Close(); b.leave(false) })
	go func() {
		for {
			c, err := b.listen.Accept()
			if err != nil {
				return
			}
			go b.carry(c)
		}
	}()
	return b
}

func (b *between) carry(c net.Conn) {
	b.mu.Lock()
	gone, silent := b.gone, b.silent
	b.open = append(b.open, c)
	b.mu.Unlock()
	if gone {
		if !silent {
			c.Close()
		}
		return
	}
	s, err := net.Dial("tcp", b.to)
	if err != nil {
		c.Close()
		return
	}
	b.mu.Lock()
	b.open = append(b.open, s)
	b.mu.Unlock()
	go func() { _, _ = io.Copy(s, c); s.Close() }()
	_, _ = io.Copy(c, s)
	c.Close()
}

func (b *between) leave(silent bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gone, b.silent = true, silent
	for _, c := range b.open {
		c.Close()
	}
	b.open = nil
}

func (b *between) comeBack() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gone = false
	for _, c := range b.open {
		c.Close()
	}
	b.open = nil
}

// TestDatabaseGone takes the database away for ten seconds while people write and read. They are told so in clear words,
// what they typed comes back, nothing is half there, and it goes on by itself.
func TestDatabaseGone(t *testing.T) {
	wrong := goneFor(t, build(t), of(1, 10))
	tell(t, wrong)
}

// TestDatabaseGoneGuards runs it against programs that do not know a lost database, and that lose what was typed. What
// is half there has its guards in G1: a request does not come that far when the database is gone.
func TestDatabaseGoneGuards(t *testing.T) {
	needFull(t)
	for name, fault := range map[string]sown{
		"a lost connection is a mistake like any other": {"internal/platform/db/errors.go", "func isLost(err error) bool {\n", "func isLost(err error) bool {\n\tif err != nil {\n\t\treturn false\n\t}\n"},
		"what was typed does not come back":             {"internal/platform/web/typed.go", "len(s.body) == 0 ||", "len(s.body) >= 0 ||"},
	} {
		t.Run(name, func(t *testing.T) { guarded(t, name, goneFor(t, build(t, fault), 2)) })
	}
}

func goneFor(t *testing.T, exe string, seconds int) []string {
	t.Helper()
	source := dbtest.Postgres(t)
	u, err := url.Parse(source.URL)
	if err != nil {
		t.Fatal(err)
	}
	b := standBetween(t, u.Host)
	u.Host = b.addr
	var wrong findings
	p := serving(t, exe, filepath.Join(t.TempDir(), "data"), "--database", u.String())
	h := found(t, p, "Welzijn Oost", crew)
	anna, bram := h.who["anna"], h.who["bram"]
	file := h.resident(anna, "Johanna", "Weg")
	hand := &hand{v: anna, file: file}
	direct, err := sql.Open("pgx", source.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer direct.Close()

	var mu sync.Mutex
	stored, tried := map[string]*write{}, map[string]*write{}
	var codes = map[int]int{}
	stop, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	// One worker adds residents all the time; the form was opened before, so the text is at stake.
	var forms []*write
	for range of(40, 400) {
		w, err := addsResident.make(hand, token("gone"))
		if err != nil {
			t.Fatal(err)
		}
		w.by, w.kind, w.token = hand, "resident", w.form.Get("given")
		forms = append(forms, w)
	}
	all.Go(func() {
		for _, w := range forms {
			if stop.Err() != nil {
				return
			}
			a := w.send()
			mu.Lock()
			tried[w.token] = w
			codes[a.code]++
			if w.acked {
				stored[w.token] = w
			} else if a.err != nil {
				wrong.add("no answer at all: %v", a.err)
			} else {
				words := strings.Join(a.doc().Texts("main p"), " ")
				if a.code != http.StatusServiceUnavailable || !strings.Contains(words, "antwoordt niet") && !strings.Contains(words, "Niet zeker") && !strings.Contains(words, "duurde te lang") {
					wrong.add("a form while the database is gone: %d %q", a.code, words)
				}
				if back := a.doc().Fields("again"); back.Get("given") != w.token || back.Get("once") != w.once {
					wrong.add("a refused form (%d) does not come back with what was typed", a.code)
				}
			}
			mu.Unlock()
			time.Sleep(time.Duration(of(15, 40)) * time.Millisecond)
		}
	})
	all.Go(func() {
		for stop.Err() == nil {
			a := bram.get(file)
			mu.Lock()
			if a.err != nil || a.code != 200 && a.code != http.StatusServiceUnavailable {
				wrong.add("reading while the database is gone: %d (%v) %q", a.code, a.err, a.doc().Texts("main p"))
			}
			mu.Unlock()
			time.Sleep(50 * time.Millisecond)
		}
	})
	time.Sleep(200 * time.Millisecond)
	b.leave(false)
	time.Sleep(time.Duration(seconds) * time.Second / 2)
	b.mu.Lock()
	b.silent = true
	b.mu.Unlock()
	time.Sleep(time.Duration(seconds) * time.Second / 2)
	b.comeBack()
	back := time.Now()
	for {
		if a := bram.get(file); a.code == 200 {
			break
		}
		if time.Since(back) > 15*time.Second {
			wrong.add("fifteen seconds after the database came back a file cannot be read")
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	took := time.Since(back)
	cancel()
	all.Wait()

	count := func(query string, args ...any) (n int) {
		if err := direct.QueryRow(query, args...).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	uncertain := 0
	for word, w := range tried {
		n := count(`select count(*) from resident where given = $1`, word)
		if stored[word] != nil && n != 1 {
			wrong.add("LOST: an acknowledged resident is there %d times", n)
		} else if stored[word] == nil && n == 1 {
			uncertain++
		}
		// Everything that was not acknowledged is sent again, with its key: then it is there once.
		if stored[word] == nil {
			if a := w.send(); !w.acked {
				wrong.add("sent again after the database came back: %d %v", a.code, a.doc().Texts("main p"))
			}
		}
		if n := count(`select count(*) from resident where given = $1`, word); n != 1 {
			wrong.add("after all was sent again a resident is there %d times", n)
		}
	}
	for _, text := range p.incidents() {
		wrong.add("%s", text)
	}
	time.Sleep(1500 * time.Millisecond) // lines get their numbers
	rows, lines := count(`select count(*) from resident`), count(`select count(*) from audit_line where event = 'resident.added'`)
	blocks := count(`select count(*) from resident_block where block = 'who'`)
	if rows != lines || rows != blocks {
		wrong.add("half written: %d residents, %d audit lines, %d first blocks", rows, lines, blocks)
	}
	t.Logf("gone for %d s: %d forms sent (answers %v), %d acknowledged, %d not acknowledged and stored all the same; reading again %s after it came back", seconds, len(tried), codes, len(stored), uncertain, took.Round(time.Millisecond))
	return wrong.list()
}
