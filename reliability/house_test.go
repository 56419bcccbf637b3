package reliability

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// house is an organisation as people made it through the pages, with everybody signed in.
type house struct {
	t     *testing.T
	p     *program
	admin *visitor
	teams map[string]string // id by name
	who   map[string]*visitor
}

// colleague is somebody who is invited.
type colleague struct{ name, role, team, words string }

var crew = []colleague{{"anna", "worker", "Noord", ""}, {"bram", "worker", "Noord", ""}, {"lena", "team_lead", "Noord", ""}}

// wholeCrew has somebody of every role, in two teams.
var wholeCrew = append(append([]colleague{}, crew...), colleague{"cato", "worker", "Zuid", ""}, colleague{"loes", "team_lead", "Zuid", ""},
	colleague{"ed", "framework_editor", "", ""}, colleague{"eva", "framework_editor", "", ""}, colleague{"vic", "volunteer_coordinator", "Noord", ""},
	colleague{"dag", "dayactivity_coordinator", "Noord", ""}, colleague{"cli", "client_supporter", "Noord", ""}, colleague{"max", "manager", "", ""},
	colleague{"fg", "privacy_officer", "", ""}, colleague{"net", "network_partner", "", ""})

// found starts a program on an empty folder and makes an organisation with two teams and these colleagues.
func found(t *testing.T, p *program, name string, people []colleague) *house {
	t.Helper()
	p.start()
	h := &house{t: t, p: p, teams: map[string]string{}, who: map[string]*visitor{}}
	m := regexp.MustCompile(`http://[^\s]+(/eerste-keer/[^\s]+)`).FindStringSubmatch(p.out.String())
	for begin := time.Now(); m == nil && time.Since(begin) < 5*time.Second; time.Sleep(5 * time.Millisecond) {
		m = regexp.MustCompile(`http://[^\s]+(/eerste-keer/[^\s]+)`).FindStringSubmatch(p.out.String())
	}
	if m == nil {
		t.Fatalf("no link for the first start in:\n%s", p.out)
	}
	v := p.visitor("admin")
	h.admin, h.who["admin"] = v, v
	a := v.fill(v.want(v.get(m[1]), 200), "ask", "")
	a = v.fill(v.want(a, 200), "ask", "", "organisation", name, "name", "Ada Beheer", "login", "admin@example.nl", "password", secret)
	v.enrol(v.want(a, 200))
	for _, team := range []string{"Noord", "Zuid"} {
		h.teams[team] = h.place("/beheer/teams", team)
	}
	for _, c := range people {
		h.hire(c)
	}
	return h
}

// first is the house of which small runs get a copy, so that it is founded once.
var first struct {
	sync.Mutex
	house *house
}

// welzijn gives a house with the crew in it, and its program serving. Every run has its own.
func welzijn(t *testing.T, exe string) *house {
	t.Helper()
	if full {
		return found(t, serving(t, exe, filepath.Join(t.TempDir(), "data")), "Welzijn Oost", wholeCrew)
	}
	first.Lock()
	defer first.Unlock()
	if first.house == nil {
		dir, err := os.MkdirTemp("", "nabij-house-")
		if err != nil {
			t.Fatal(err)
		}
		leftovers = append(leftovers, dir)
		p := serving(t, build(t), filepath.Join(dir, "data"))
		first.house = found(t, p, "Welzijn Oost", wholeCrew)
		p.stop()
	}
	p := serving(t, exe, copied(t, first.house.p.dir))
	p.start()
	return first.house.at(p)
}

// place adds a team, neighbourhood or group and gives its id.
func (h *house) place(path, name string) string {
	h.t.Helper()
	v := h.admin
	page := v.want(v.get(path), 200)
	form := url.Values{"name": {name}, "once": {onceOf(page)}}
	page = v.want(v.follow(v.post(path, form)), 200)
	for _, n := range page.doc().Find("a") {
		for _, attr := range n.Attr {
			if attr.Key == "href" && strings.HasPrefix(attr.Val, path+"/") && strings.Contains(textOf(page, attr.Val), name) {
				return strings.TrimPrefix(attr.Val, path+"/")
			}
		}
	}
	h.t.Fatalf("%s was not added at %s: %q", name, path, page.doc().Texts("main a"))
	return ""
}

func textOf(a answer, href string) string {
	return strings.Join(a.doc().Texts("a[href="+href+"]"), " ")
}

// onceOf gives the first key of a form on a page.
func onceOf(a answer) string {
	m := regexp.MustCompile(`name="once" value="([0-9a-f-]{36})"`).FindStringSubmatch(a.body)
	if m == nil {
		return ""
	}
	return m[1]
}

// hire invites somebody, who comes in with a browser of their own.
func (h *house) hire(c colleague) *visitor {
	h.t.Helper()
	fields := []string{"name", strings.ToUpper(c.name[:1]) + c.name[1:] + " Collega " + c.words, "login", c.name + "@example.nl", "roles", c.role}
	if c.team != "" {
		fields = append(fields, "teams", h.teams[c.team])
	}
	page := h.admin.want(h.admin.fill(h.admin.want(h.admin.get("/beheer/medewerkers/nieuw"), 200), "ask", "", fields...), 200)
	link := regexp.MustCompile(`/uitnodiging/[A-Za-z0-9_-]+`).FindString(page.body)
	if link == "" {
		h.t.Fatalf("no invitation for %s: %q %q", c.name, page.doc().Texts("h1"), page.doc().Texts(".problems"))
	}
	v := h.p.visitor(c.name)
	a := v.fill(v.want(v.get(link), 200), "ask", "")
	a = v.fill(v.want(a, 200), "ask", "", "password", secret)
	v.enrol(v.want(a, 200))
	h.who[c.name] = v
	return v
}

// resident adds somebody to the caseload of a colleague and gives the address of the file.
func (h *house) resident(v *visitor, given, family string) string {
	h.t.Helper()
	page := v.want(v.post("/inwoners/nieuw", url.Values{"q": {given + " " + family}}), 200)
	path, form, err := page.form("form", "", "given", given, "family", family)
	if err != nil {
		h.t.Fatal(err)
	}
	a := v.post(path, form)
	if a.to == "" { // somebody with such a name may be there already
		if path, form, err = a.form("form", "", "anders", "ja"); err != nil {
			h.t.Fatal(err)
		}
		a = v.post(path, form)
	}
	if a.to == "" {
		h.t.Fatalf("%s could not add %s: %d %q", v.name, given, a.code, a.doc().Texts(".problems"))
	}
	return a.to
}

// at gives the same house before another program, which serves a copy of its data.
func (h *house) at(p *program) *house {
	other := &house{t: p.t, p: p, teams: h.teams, who: map[string]*visitor{}}
	for name, v := range h.who {
		other.who[name] = v.at(p)
	}
	other.admin = other.who["admin"]
	return other
}

var tokens atomic.Int64

// token gives a word that stands nowhere else.
func token(kind string) string { return fmt.Sprintf("q%sz%06dq", kind, tokens.Add(1)) }
