package reliability

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// movable is the program with a clock that a file moves. The one that is built for people has no such thing.
var movable = []sown{
	{"internal/platform/clock/clock.go", "import (\n\t\"sync\"\n", "import (\n\t\"os\"\n\t\"strconv\"\n\t\"sync\"\n"},
	{"internal/platform/clock/clock.go", "func (System) Now() time.Time { return time.Now().UTC() }",
		"func (System) Now() time.Time { return time.Now().UTC().Add(moved()) }\n\nfunc moved() time.Duration {\n\ttext, _ := os.ReadFile(os.Getenv(\"NABIJ_TEST_CLOCK\"))\n\tn, _ := strconv.ParseInt(string(text), 10, 64)\n\treturn time.Duration(n)\n}"},
}

// moves is a house of which the clock can be moved.
type moves struct {
	*house
	file string
	by   time.Duration
}

// to puts the clock at a distance from the true one.
func (m *moves) to(by time.Duration) {
	m.by = by
	if err := os.WriteFile(m.file, []byte(fmt.Sprint(int64(by))), 0o600); err != nil {
		m.t.Fatal(err)
	}
}

// jump is a place of the clock.
type jump struct {
	name string
	by   func(now time.Time) time.Duration
}

func away(d time.Duration) func(time.Time) time.Duration {
	return func(time.Time) time.Duration { return d }
}

// at puts the clock some seconds before a moment, so that it passes it.
func at(text string) func(time.Time) time.Duration {
	return func(now time.Time) time.Duration {
		moment, err := time.Parse(time.RFC3339, text)
		if err != nil {
			panic(err)
		}
		return moment.Add(-700 * time.Millisecond).Sub(now)
	}
}

var jumps = []jump{
	{"an hour on", away(time.Hour)}, {"back", away(0)}, {"an hour back", away(-time.Hour)}, {"back", away(0)},
	{"a day on", away(24 * time.Hour)}, {"back", away(0)}, {"a day back", away(-24 * time.Hour)}, {"back", away(0)},
	{"a year on", away(365 * 24 * time.Hour)}, {"back", away(0)}, {"a year back", away(-365 * 24 * time.Hour)}, {"back", away(0)},
	{"the night in which summer time begins", at("2027-03-28T01:00:00Z")}, {"the night in which it ends", at("2026-10-25T01:00:00Z")},
	{"the 29th of February", at("2028-02-28T23:00:00Z")}, {"the end of that day", at("2028-02-29T23:00:00Z")}, {"the end of the year", at("2026-12-31T23:00:00Z")}, {"the true time", away(0)},
}

// TestG6Clock moves the clock while people work.
func TestG6Clock(t *testing.T) {
	tell(t, clocking(t, nil, jumps[:of(6, len(jumps))]))
}

func TestG6Guards(t *testing.T) {
	needFull(t)
	for name, fault := range map[string]sown{
		"audit lines take the moment of the clock as it is": {"internal/platform/audit/number.go", "\t\tif own.Time().After(last.Time()) {\n\t\t\tlast = own\n\t\t}\n", "\t\tlast = own\n"},
		"that a session waits for its owner is not stored":  {"internal/platform/access/session.go", "errors.Join(lockSession(ctx, tx, session.hash, s.now()), endOver", "errors.Join(nil, endOver"},
		"a session that is over is left as it is":           {"internal/platform/access/session.go", "\t\t\t_, err := deleteSession(ctx, tx, session.hash)\n\t\t\treturn errors.Join(err, endOver", "\t\t\treturn errors.Join(nil, endOver"},
	} {
		t.Run(name, func(t *testing.T) { guarded(t, name, clocking(t, []sown{fault}, jumps[:8])) })
	}
}

// TestTheRealProgramHasNoMovableClock looks into the program that is built for people.
func TestTheRealProgramHasNoMovableClock(t *testing.T) {
	needFull(t)
	text, err := os.ReadFile(build(t))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "NABIJ_TEST_CLOCK") {
		t.Error("the program can be told another time")
	}
}

func clocking(t *testing.T, faults []sown, list []jump) []string {
	t.Helper()
	var wrong findings
	m := &moves{file: filepath.Join(t.TempDir(), "clock")}
	p := serving(t, build(t, append(append([]sown{}, movable...), faults...)...), filepath.Join(t.TempDir(), "data"))
	p.env = []string{"NABIJ_TEST_CLOCK=" + m.file}
	m.house = found(t, p, "Welzijn Oost", append(append([]colleague{}, crew...), colleague{"cato", "worker", "Zuid", ""}, colleague{"piet", "worker", "Noord", ""}))
	for _, v := range m.who {
		v.now = func() time.Time { return time.Now().Add(m.by) }
	}
	anna, cato := m.who["anna"], m.who["cato"]
	file := m.resident(anna, "Johanna", "Uurwerk")
	other := m.resident(cato, "Zuidelijk", "Dossier")
	link := m.invite("later")
	hand := &hand{v: anna, file: file}
	var done []*write
	var first *write
	write := func(when string) {
		for _, kind := range []kindOf{wishes, addsResident, network} {
			word := token("tijd")
			w, err := kind.make(hand, word)
			if err != nil {
				wrong.add("%s: %s cannot be opened: %v", when, kind.name, err)
				continue
			}
			w.by, w.kind, w.token = hand, kind.name, word
			if a := w.send(); !w.acked {
				wrong.add("%s: %s was refused: %d %v", when, kind.name, a.code, a.doc().Texts("main p"))
				continue
			}
			if done = append(done, w); first == nil {
				first = w
			}
		}
	}
	write("before")
	// What must be over later: a file opened in an emergency, a session.
	a := anna.get("/noodinzage/" + strings.TrimPrefix(other, "/inwoners/"))
	if a.code == 200 {
		if a = anna.fill(a, "ask", "", "reason", "danger", "explanation", "Iemand belde dat het nu niet goed gaat."); a.code != 200 || !strings.Contains(a.body, "Zuidelijk") {
			wrong.add("the file could not be opened in an emergency: %d %v", a.code, a.doc().Texts("main p"))
		}
	} else {
		wrong.add("no way to the emergency door: %d", a.code)
	}
	bram := m.who["bram"]
	bram.want(bram.get(file), 200)
	over := map[string]func() bool{} // what was seen to be over, and must stay so
	for _, j := range list {
		m.to(j.by(time.Now()))
		if a := anna.get(file); a.code != 200 { // signed out or locked by the time: come in again
			again := p.visitor("anna")
			again.seed, again.step, again.now = anna.seed, 0, anna.now
			if a := again.signIn("anna@example.nl"); again.get(file).code != 200 {
				wrong.add("%s: a worker cannot come in: %v %v", j.name, a.doc().Texts("h1"), a.doc().Texts("main p"))
			}
			anna, hand.v = again, again
		}
		write(j.name)
		for end := time.Now().Add(1500 * time.Millisecond); strings.HasPrefix(j.name, "the ") && time.Now().Before(end); {
			write(j.name) // across the moment itself
		}
		for name, check := range map[string]func() bool{
			"a session":                              func() bool { return bram.get(file).code != 200 },
			"a file that was opened in an emergency": func() bool { return anna.get(other).code != 200 },
		} {
			if over[name] != nil {
				continue
			}
			if m.by > 0 && check() {
				over[name] = check
			}
		}
		if m.by >= 24*time.Hour && over["a session of the day before"] == nil { // nobody asked with it until now
			over["a session of the day before"] = func() bool { return m.who["lena"].get(file).code != 200 }
		}
		for name, check := range over {
			if !check() {
				wrong.add("%s: %s was over and came back to life", j.name, name)
			}
		}
		if m.by > 8*24*time.Hour && over["an invitation"] == nil {
			over["an invitation"] = func() bool {
				v := p.visitor("later")
				a := v.fill(v.get(link), "ask", "")
				return !a.doc().Has("form", "achtwoord")
			}
			if !over["an invitation"]() {
				wrong.add("%s: an invitation of a week still works", j.name)
			}
		}
	}
	// Somebody who was not there in all that time signs in.
	piet := p.visitor("piet")
	piet.seed, piet.step, piet.now = m.who["piet"].seed, m.who["piet"].step, m.who["piet"].now
	if a := piet.signIn("piet@example.nl"); piet.get("/inwoners").code != 200 {
		wrong.add("after the clock was set right somebody cannot come in: %v %v", a.doc().Texts("h1"), a.doc().Texts("main p"))
	}
	// The very first form again, with its key.
	if a := first.by.v.post(first.path, first.form); !a.acknowledged() {
		wrong.add("the first form sent again: %d", a.code)
	}
	for name := range map[string]bool{"a session": true, "a file that was opened in an emergency": true} {
		if over[name] == nil {
			wrong.add("%s was never over: the run proves nothing about it", name)
		}
	}
	s := look(t, p.dir)
	defer s.close()
	s.settled()
	s.healthy(&wrong)
	s.paired(&wrong)
	for _, w := range done {
		if w.count(s) != 1 {
			wrong.add("LOST or doubled: %s is there %d times", w.kind, w.count(s))
		}
	}
	before := ""
	for _, text := range s.texts(`select at from audit_line order by organisation_id, seq`) {
		if text < before && len(s.texts(`select distinct organisation_id from audit_line`)) == 1 {
			wrong.add("the order of the audit trail inverts")
		}
		before = text
	}
	p.stop()
	if said, code := p.verify(); code != 0 {
		wrong.add("audit verify: exit %d: %.300s", code, said)
	}
	t.Logf("%d places of the clock, %d acknowledged writes", len(list), len(done))
	return wrong.list()
}

// invite makes a link for somebody, and leaves it.
func (h *house) invite(name string) string {
	h.t.Helper()
	page := h.admin.want(h.admin.fill(h.admin.want(h.admin.get("/beheer/medewerkers/nieuw"), 200), "ask", "", "name", name, "login", name+"@example.nl", "roles", "worker"), 200)
	link := regexp.MustCompile(`/uitnodiging/[A-Za-z0-9_-]+`).FindString(page.body)
	if link == "" {
		h.t.Fatal("no invitation")
	}
	return link
}
