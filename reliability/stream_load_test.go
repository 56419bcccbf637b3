package reliability

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// The kinds of requests, and how many of a hundred are of each.
var streamMix = []struct {
	kind  string
	share int
}{{"resident page", 35}, {"saving an answer", 30}, {"list", 10}, {"search", 15}, {"look again", 10}}

// planned is one request that will come at its moment.
type planned struct {
	kind string
	desk *desk
	what string // the resident, the word to look for, or what must stand in the list
}

// plan is the stream: what comes when hangs on a seed alone.
type plan struct {
	town   *town
	every  time.Duration
	chance *rand.Rand
	only   string
	turn   int // of the workers, in saving
}

func (w *town) plan(s streaming) *plan {
	return &plan{town: w, every: time.Second / time.Duration(s.rate), chance: rand.New(rand.NewPCG(7, 7)), only: s.only}
}

func (p *plan) next() planned {
	kind, at := p.only, p.chance.IntN(100)
	for _, m := range streamMix {
		if kind == "" && at < m.share {
			kind = m.kind
		}
		at -= m.share
	}
	one := planned{kind: kind, desk: p.town.workers[p.chance.IntN(len(p.town.workers))]}
	switch kind {
	case "resident page":
		list := one.desk.own
		if p.chance.IntN(5) == 0 && len(one.desk.team) > 0 {
			list = one.desk.team
		}
		one.what = list[p.chance.IntN(len(list))]
	case "saving an answer": // by turns, because nobody answers a second question before the first
		p.turn++
		one.desk = p.town.workers[p.turn%len(p.town.workers)]
	case "look again":
		if one.what = "/heroverwegen"; p.town.decided {
			one.what += "/"
		}
	case "search":
		word := p.town.names[p.chance.IntN(len(p.town.names))]
		switch p.chance.IntN(4) {
		case 0:
			word = word[:len(word)*2/3]
		case 1: // a slip
			i := 1 + p.chance.IntN(len(word)-1)
			word = word[:i-1] + word[i:]
		}
		one.what = strings.ToValidUTF8(word, "")
	}
	return one
}

// come lets requests come for a while, each at its moment whether the ones before are answered or not, and waits for the last.
func (p *plan) come(during time.Duration) *times {
	told := &times{of: map[string][]time.Duration{}, wrong: map[string]int{}}
	var all sync.WaitGroup
	begin := time.Now().Add(10 * time.Millisecond)
	for at := time.Duration(0); at < during; at += p.every {
		one, moment := p.next(), begin.Add(at)
		time.Sleep(time.Until(moment))
		told.late = max(told.late, time.Since(moment))
		all.Go(func() {
			got := one.do()
			told.add(one.kind, got.done.Sub(moment), got.wrong)
		})
	}
	all.Wait()
	return told
}

// got is an answer with the moment at which all of it was there.
type got struct {
	body  []byte
	done  time.Time
	wrong string
}

func (k *desk) ask(r *http.Request) (g got) {
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)")
	r.Header.Set("Accept-Encoding", "gzip")
	response, err := k.http.Do(r)
	if err != nil {
		return got{done: time.Now(), wrong: err.Error()}
	}
	packed, err := io.ReadAll(response.Body)
	g.done = time.Now()
	response.Body.Close()
	if err == nil {
		g.body, err = plain(response.Header, packed)
	}
	switch {
	case err != nil:
		g.wrong = err.Error()
	case response.StatusCode != http.StatusOK:
		g.wrong = response.Status
	}
	return g
}

// do sends the request, and looks whether the answer is what was asked for.
func (one planned) do() got {
	k := one.desk
	switch one.kind {
	case "resident page":
		return k.see("/inwoners/"+one.what, "/inwoners/"+one.what+"/afwegen")
	case "list":
		return k.see("/inwoners", "/inwoners/")
	case "look again":
		return k.see("/heroverwegen", one.what)
	case "search":
		r, err := http.NewRequest(http.MethodPost, k.base+"/inwoners", strings.NewReader(url.Values{"q": {one.what}}.Encode()))
		if err != nil {
			return got{wrong: err.Error()}
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return k.holds(r, `name="q"`)
	}
	w := k.page
	w.mu.Lock()
	defer w.mu.Unlock()
	w.change()
	r, err := w.request(k.base)
	if err != nil {
		return got{wrong: err.Error()}
	}
	g := k.ask(r)
	if g.wrong == "" && !w.take(bytes.NewReader(g.body), true) {
		g.wrong = "the answer was not saved"
	}
	return g
}

func (k *desk) see(path, word string) got {
	r, err := http.NewRequest(http.MethodGet, k.base+path, nil)
	if err != nil {
		return got{wrong: err.Error()}
	}
	return k.holds(r, word)
}

func (k *desk) holds(r *http.Request, word string) got {
	g := k.ask(r)
	if g.wrong == "" && !bytes.Contains(g.body, []byte(word)) {
		g.wrong = "the page does not hold " + word
	}
	return g
}

// times are how long answers took, by kind, from the moment that was planned.
type times struct {
	mu    sync.Mutex
	of    map[string][]time.Duration
	wrong map[string]int
	late  time.Duration // how late the load program itself was, at most
}

func (s *times) add(kind string, took time.Duration, wrong string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of[kind] = append(s.of[kind], took)
	if wrong != "" {
		s.wrong[kind+": "+wrong]++
	}
}

// percentile gives the time that so many of a hundred did not exceed.
func percentile(sorted []time.Duration, percent float64) time.Duration {
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*percent/100))]
}

func (s *times) tell(t *testing.T, took time.Duration, cost spent) {
	t.Helper()
	total := 0
	for _, list := range s.of {
		total += len(list)
	}
	ms := func(d time.Duration) string { return fmt.Sprintf("%7.1f", float64(d.Microseconds())/1000) }
	t.Logf("%-17s %6s %7s %7s %7s %7s ms", "", "n", "p50", "p95", "p99", "max")
	for _, m := range streamMix {
		list := s.of[m.kind]
		if len(list) == 0 {
			continue
		}
		slices.Sort(list)
		t.Logf("%-17s %6d %s %s %s %s", m.kind, len(list), ms(percentile(list, 50)), ms(percentile(list, 95)), ms(percentile(list, 99)), ms(list[len(list)-1]))
	}
	each := func(d time.Duration) float64 { return d.Seconds() * 1000 / float64(total) }
	t.Logf("%d requests in %s; processor time a request: program %.2f ms, database %.2f ms, load program %.2f ms; processors busy with other work %.0f %%; load program late at most %s",
		total, took.Round(time.Second), each(cost.program), each(cost.database), each(cost.load), 100*cost.others(took), s.late.Round(100*time.Microsecond))
	for what, n := range s.wrong {
		t.Errorf("%d times wrong, %s", n, what)
	}
}

// hold wants the 99th percentile of what people wait for most within a limit.
func (s *times) hold(t *testing.T, limit time.Duration) {
	t.Helper()
	for _, kind := range []string{"resident page", "saving an answer"} {
		if list := s.of[kind]; len(list) > 0 && percentile(list, 99) > limit {
			t.Errorf("%s: the 99th percentile is %s, more than %s", kind, percentile(list, 99), limit)
		}
	}
}
