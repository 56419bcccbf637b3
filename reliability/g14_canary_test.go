package reliability

import (
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// TestG14G29Canaries asks for every page as everybody, with every id that there is, and looks in each answer for words
// that are not for who asked (G14), and for each word of a resident whether the audit trail told of it first (G29).
func TestG14G29Canaries(t *testing.T) {
	c := crawling(t, build(t), of(2, 40), of(600, 100_000))
	tell(t, c.leaks.list())
	tell(t, c.silent.list())
	t.Logf("%d answers of %d kinds to %d principals, %d tokens planted; %d answers with words of residents; status %v; %d tokens were seen by somebody",
		c.bodies.Load(), len(c.routes), len(c.people), len(c.owner), c.withResidents.Load(), c.codes, len(c.seen))
	if c.bodies.Load() < int64(of(600, 100_000)) {
		t.Errorf("only %d answers were looked at", c.bodies.Load())
	}
	if full && len(c.seen) < len(c.owner)/2 { // else the places where words show are not on the road
		t.Errorf("only %d of %d tokens were ever seen: the run proves little", len(c.seen), len(c.owner))
	}
}

func TestG14G29Guards(t *testing.T) {
	needFull(t)
	for name, fault := range map[string]sown{
		"a file opens for everybody of the organisation": {"internal/people/desk/desk.go", "\tif !x.Decision.Allowed {\n\t\treturn File{}, d.Refuse(x, v, kind)", "\tif x.ID == \"\" {\n\t\treturn File{}, d.Refuse(x, v, kind)"},
	} {
		t.Run(name, func(t *testing.T) { guarded(t, name, crawling(t, build(t, fault), 4, 3000).leaks.list()) })
	}
	late := sown{"internal/platform/audit/note.go", "\tif l.inside(ctx) {\n\t\treturn db.ErrNested\n\t}\n", "\tcontext.AfterFunc(soon(), func() { _ = l.noteNow(context.WithoutCancel(ctx), rows) })\n\treturn nil\n}\n\nfunc soon() context.Context {\n\tctx, _ := context.WithTimeout(context.Background(), 30*time.Millisecond)\n\treturn ctx\n}\n\nfunc (l *Log) noteNow(ctx context.Context, rows []row) error {\n"}
	t.Run("what was read is told after the answer", func(t *testing.T) {
		guarded(t, "an audit line after the answer", crawling(t, build(t, late), 4, 3000).silent.list())
	})
}

// crawl is one run over all pages.
type crawl struct {
	*planted
	bodies, withResidents atomic.Int64
	mu                    sync.Mutex
	leaks, silent         findings
	codes                 map[int]int
	routes                map[string]bool
	seen                  map[string]bool
	files                 map[string]*planting // residents by id
	turn                  chan bool            // some at once, and everybody now and then: who does not ask for ten minutes is locked out
}

func (c *crawl) get(who *principal, path string) answer {
	c.turn <- true
	defer func() { <-c.turn }()
	return who.v.get(path)
}

func (c *crawl) post(who *principal, path string, form url.Values) answer {
	c.turn <- true
	defer func() { <-c.turn }()
	return who.v.post(path, form)
}

func crawling(t *testing.T, exe string, residents, most int) *crawl {
	t.Helper()
	c := &crawl{planted: plant(t, exe, residents), codes: map[int]int{}, routes: map[string]bool{}, seen: map[string]bool{}, files: map[string]*planting{}, turn: make(chan bool, 4)}
	for _, f := range c.planted.files {
		c.files[f.id] = f
	}
	paths := c.addresses()
	words := slices.Sorted(maps.Keys(c.owner))
	var all sync.WaitGroup
	each := most/len(c.people) + 1
	for _, who := range c.people {
		all.Go(func() {
			c.asks(t, who, paths, words, each)
		})
	}
	all.Wait()
	for _, who := range c.people {
		if who.id != "" && who.v.get("/mijn-account").code != http.StatusOK {
			c.leaks.add("%s was not signed in at the end: the run proves nothing about them", who.name)
		}
	}
	c.p.stop()
	s := look(t, c.p.dir)
	defer s.close()
	lines, _ := s.lines(0)
	for _, l := range lines {
		if canary.MatchString(l.all) || strings.Contains(l.all, secret) || strings.Contains(l.all, "trompet") {
			c.silent.add("an audit line of %s holds what somebody typed", l.event)
		}
		for _, who := range c.people {
			for _, cookie := range who.v.cookies() {
				if strings.Contains(l.all, cookie) {
					c.silent.add("an audit line of %s holds a token of a session", l.event)
				}
			}
		}
	}
	if canary.MatchString(c.p.out.String()) {
		c.leaks.add("the log of the program holds a token")
	}
	return c
}

func (v *visitor) cookies() (all []string) {
	at, _ := url.Parse(v.p.url())
	for _, one := range v.http.Jar.Cookies(at) {
		if len(one.Value) > 16 {
			all = append(all, one.Value)
		}
	}
	return all
}

// asks sends requests as one principal until there are enough: all addresses in both languages, then every token as
// what is searched for, then forms that are not theirs; and again.
func (c *crawl) asks(t *testing.T, who *principal, paths, words []string, most int) {
	s := look(t, c.p.dir)
	defer s.close()
	told := &toldOf{s: s, actor: who.id, last: map[string]int{}, count: map[string]int{}}
	n := 0
	paths, words = slices.Clone(paths), slices.Clone(words)
	chance := rand.New(rand.NewPCG(uint64(len(who.name)), uint64(who.name[0])))
	chance.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	for round := 0; n < most; round++ {
		chance.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		before := n
		for _, path := range paths {
			for _, lang := range []string{"", "/en"} {
				if n++; n > most {
					return
				}
				c.look(who, told, c.get(who, lang+path), route(path), "")
			}
		}
		for i, word := range words {
			if round == 0 && !full && i%20 != 0 {
				continue
			}
			if n++; n > most {
				return
			}
			c.look(who, told, c.post(who, "/inwoners", url.Values{"q": {word}}), "POST /inwoners", word)
			if i%5 == 0 {
				n++
				c.look(who, told, c.post(who, "/inwoners/nieuw", url.Values{"q": {word}}), "POST /inwoners/nieuw", word)
			}
		}
		for _, path := range paths {
			n++
			c.look(who, told, c.post(who, path, url.Values{"q": {"x"}, "lijst": {"ja"}, "reason": {"meeting"}}), "POST "+route(path), "")
		}
		n++
		c.look(who, told, c.post(who, "/inwoners/uitvoeren", url.Values{"lijst": {"ja"}, "reason": {"meeting"}}), "POST /inwoners/uitvoeren", "")
		if n == before {
			return
		}
	}
}

// look looks at one answer. The word that was searched for stands in the answer because who asked typed it.
func (c *crawl) look(who *principal, told *toldOf, a answer, route, typed string) {
	c.bodies.Add(1)
	if a.err != nil {
		c.mu.Lock()
		c.leaks.add("%s %s: no answer: %v", who.name, route, a.err)
		c.mu.Unlock()
		return
	}
	text := a.body
	for name, values := range a.header {
		text += "\n" + name + ": " + strings.Join(values, " ")
	}
	residents := map[string]bool{}
	var foreign []*planting
	found := canary.FindAllString(text, -1)
	for _, word := range found {
		owner := c.owner[word]
		if owner == nil || word == typed {
			continue
		}
		if !owner.allows(who.name) {
			foreign = append(foreign, owner)
		}
		if owner.id != "" {
			residents[owner.id] = true
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.codes[a.code]++
	c.routes[route] = true
	for _, word := range found {
		if word != typed {
			c.seen[word] = true
		}
	}
	for _, owner := range foreign {
		c.leaks.add("%s sees words of %s at %s (%d)", who.name, owner.name, route, a.code)
	}
	if a.code >= 500 {
		c.leaks.add("%s at %s: %d", who.name, route, a.code)
	}
	if len(residents) > 0 {
		c.withResidents.Add(1)
		for id := range residents {
			if !told.once(id) {
				c.silent.add("%s was shown words of a resident at %s before an audit line told so", who.name, route)
			}
		}
	}
}

// toldOf counts the lines of the audit trail about somebody's looking at a resident.
type toldOf struct {
	s     *state
	actor string
	last  map[string]int // the last numbered line, by resident
	count map[string]int // lines until now
	named map[string]int // of which had a number
}

// once tells whether there is a line more than the last time it was asked.
func (f *toldOf) once(resident string) bool {
	if f.named == nil {
		f.named = map[string]int{}
	}
	tx, err := f.s.db.Begin() // one moment: a line moves from one table to the other
	if err != nil {
		panic(err) // no answer is no line that is missing
	}
	defer tx.Rollback()
	var n, last, waiting int
	if err := tx.QueryRow(`select count(*), coalesce(max(r.seq), 0) from audit_resident r join audit_line l on l.organisation_id = r.organisation_id and l.seq = r.seq
		where r.resident_id = ?1 and r.seq > ?2 and l.actor_id = ?3 and l.outcome = 'done'
		and r.organisation_id = (select organisation_id from resident where id = ?1)`, resident, f.last[resident], f.actor).Scan(&n, &last); err != nil {
		panic(err)
	}
	if err := tx.QueryRow(`select count(*) from audit_waiting where instr(body, ?) > 0 and body ->> 10 = ? and body ->> 6 = 'done'`, resident, f.actor).Scan(&waiting); err != nil {
		panic(err)
	}
	f.named[resident] += n
	f.last[resident] = max(f.last[resident], last)
	total := f.named[resident] + waiting
	more := total > f.count[resident]
	f.count[resident] = total
	return more
}

var ids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

func route(path string) string { return ids.ReplaceAllString(path, "{id}") }

// addresses gives every address of the list of routes, with every id that there is in its place.
func (c *crawl) addresses() []string {
	c.t.Helper()
	s := look(c.t, c.p.dir)
	defer s.close()
	list, err := os.ReadFile(root + "/internal/platform/access/routes.csv")
	if err != nil {
		c.t.Fatal(err)
	}
	residents := s.texts(`select id from resident order by id`)
	deliberations := s.texts(`select id from deliberation order by id`)
	fill := map[string][]string{
		"{block}": slugs, "{worker}": s.texts(`select id from worker`), "{framework}": {"fysieke-ontmoeting"}, "{pack}": {"fysieke-ontmoeting"},
		"{place}": s.texts(`select id from team union select id from neighbourhood union select id from target_group`), "{resident}": residents, "{deliberation}": deliberations,
		"{import}": {"01a211d0-4bcb-7722-b70e-dd4034f3a55b"}, "{remark}": {"01a211d0-4bcb-7722-b70e-dd4034f3a55b"}, "{link}": {"x"}, "{role}": {"worker"}, "{request}": {"01a211d0-4bcb-7722-b70e-dd4034f3a55b"},
	}
	var all []string
	for line := range strings.Lines(string(list)) {
		method, rest, _ := strings.Cut(strings.TrimSpace(line), ",")
		path, _, _ := strings.Cut(rest, ",")
		if method != http.MethodGet || path == "/aanmelden/terug" {
			continue
		}
		next := []string{path}
		for strings.Contains(next[0], "{") {
			name := regexp.MustCompile(`\{[a-z]+\}`).FindString(next[0])
			values := fill[name]
			if name == "{id}" {
				values = residents
				if strings.HasPrefix(path, "/afwegingen") {
					values = deliberations
				} else if strings.HasPrefix(path, "/kaderbeheer") {
					values = fill["{import}"]
				}
			}
			if values == nil {
				c.t.Fatalf("no values are known for %s of %s", name, path)
			}
			var more []string
			for _, p := range next {
				for _, value := range values {
					more = append(more, strings.Replace(p, name, value, 1))
				}
			}
			if next = more; len(next) == 0 {
				break
			}
		}
		all = append(all, next...)
	}
	for _, more := range []string{"/inwoners?lijst=ja", "/inwoners?lijst=ja&vanaf=1900", "/inwoners?lijst=ja&wie=team", "/afwegingen?x=1", "/heroverwegen?x=1", "/bestaat-niet"} {
		all = append(all, more)
	}
	for _, d := range deliberations {
		all = append(all, "/afwegingen/"+d+"/besluit?vorm=home")
	}
	if len(all) < 60 {
		c.t.Fatalf("only %d addresses", len(all))
	}
	return all
}
