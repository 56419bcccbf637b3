package weigh

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/web/webtest"
)

// program is the whole program, built and running on a folder of its own.
type program struct {
	url string
	cmd *exec.Cmd
	log tape
}

func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "nabij")
	if out, err := exec.Command("go", "build", "-o", binary, "nabij/cmd/nabij").CombinedOutput(); err != nil {
		t.Fatalf("the program does not build: %v\n%s", err, out)
	}
	return binary
}

var runningAt = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

func start(t *testing.T, binary, data string) *program {
	t.Helper()
	p := &program{cmd: exec.Command(binary, "serve", "--addr", "127.0.0.1:0", "--monitor", "none", "--data", data, "--log", "json")}
	p.cmd.Env = append(os.Environ(), "NABIJ_LANG=en", "TMPDIR="+data)
	p.cmd.Stderr = &p.log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() }) // does nothing when it has stopped
	lines := bufio.NewScanner(out)
	for p.url == "" && lines.Scan() {
		p.url = runningAt.FindString(lines.Text())
	}
	if p.url == "" {
		t.Fatalf("the program does not start: %s", p.log.String())
	}
	return p
}

func (p *program) stop(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("the program stopped with %v: %s", err, p.log.String())
	}
}

// files gives every file below a folder, with what is in those that are not the database: that is looked into by table.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(dir), name)
		out[name] = fmt.Sprintf("%x", sha256.Sum256(data))
		if name == "nabij.db" {
			out[name] = ""
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// table is what a table holds: how many rows, and a checksum over all that stands in them.
type table struct {
	rows int
	sum  string
}

// tables looks into every table.
func tables(t *testing.T, dir string) map[string]table {
	t.Helper()
	d, err := db.Open(t.Context(), db.Source{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}()
	text := func(r db.Row) (s string, err error) { return s, r.Scan(&s) }
	names, err := db.All(t.Context(), d.Read(), text, `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]table{}
	for _, name := range names {
		columns, err := db.All(t.Context(), d.Read(), text, `select 'quote("' || name || '")' from pragma_table_info('`+name+`') order by cid`)
		if err != nil {
			t.Fatal(err)
		}
		all, err := db.All(t.Context(), d.Read(), text, `select `+strings.Join(columns, " || ',' || ")+` as line from "`+name+`" order by line`)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = table{len(all), fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(all, "\n"))))}
	}
	return out
}

// busy are the tables that another start of the program changes by itself, without a visitor. It gives how many rows
// that adds.
func busy(before, after map[string]table) map[string]int {
	out := map[string]int{}
	for name, now := range after {
		if now != before[name] {
			out[name] = now.rows - before[name].rows
		}
	}
	return out
}

// TestNothingIsKept goes through the whole flow in the program as it is built, and looks for a trace: in the database, in
// its folder, in its log, in cookies and in addresses.
func TestNothingIsKept(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	binary, data := build(t), t.TempDir()
	start(t, binary, data).stop(t) // the first start makes the database
	first := tables(t, data)
	start(t, binary, data).stop(t) // and another one tells what a start changes by itself
	tablesBefore, before := tables(t, data), files(t, data)
	byItself := busy(first, tablesBefore)

	const canary = "kanarie-8c1f"
	p := start(t, binary, data)
	jar, _ := cookiejar.New(nil) // the error is about options
	client := &http.Client{Jar: jar}
	read := func(r *http.Response, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Body.Close() }()
		body, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode >= 500 {
			t.Errorf("%s: %d %v", r.Request.URL, r.StatusCode, err)
		}
		if len(r.Cookies()) > 0 {
			t.Errorf("%s sets cookies", r.Request.URL)
		}
		if r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept by the browser: %q", r.Request.URL, r.Header.Get("Cache-Control"))
		}
		if strings.Contains(r.Request.URL.String(), canary) {
			t.Errorf("an answer stands in the address %s", r.Request.URL)
		}
		return string(body)
	}
	sent := plus(fields("day", "2020-05-20", "q.age", "83", "q.suicide", "clear", "q."+canary, canary), "d.form", "walk", "d.reason", canary, "d.consulted", canary, "d.by", canary, "day2", "2020-12-24")
	read(client.Get(p.url + "/"))
	read(client.Get(p.url + "/afwegen?framework=fysieke-ontmoeting&day=2020-05-20"))
	shown := 0
	for _, lang := range []string{"", "/en"} {
		for _, end := range []string{"", "/vergelijken", "/kiezen", "/verslag", "/brief", "/ergens"} {
			for _, form := range []url.Values{sent, without(sent, "q."+canary), {"q.age": {canary}}} {
				shown += strings.Count(read(client.PostForm(p.url+lang+meeting+end, form)), canary)
			}
		}
	}
	if r, err := client.Get(p.url + "/afwegen/" + canary + "?q.x=" + canary); err == nil { // somebody makes such an address; the log must not hold it
		_ = r.Body.Close()
	}
	p.stop(t)

	if shown == 0 {
		t.Error("the typed text was never shown: this test looks for the wrong thing")
	}
	for name, now := range tables(t, data) {
		was := tablesBefore[name]
		if more, ok := byItself[name]; ok && now.rows-was.rows == more {
			continue
		}
		if now != was {
			t.Errorf("table %s: before %v, after %v; a start by itself adds %v", name, was, now, byItself)
		}
	}
	raw, err := os.ReadFile(filepath.Join(data, "nabij.db"))
	if err != nil || len(raw) == 0 || strings.Contains(string(raw), canary) {
		t.Errorf("the database holds what was typed (%v)", err)
	}
	if after := files(t, data); !maps.Equal(before, after) {
		t.Errorf("files before %v, after %v", before, after)
	}
	log := regexp.MustCompile(`"(bytes|ms)":[0-9]+`).ReplaceAllString(p.log.String(), "") // chance figures
	for _, word := range []string{canary, "suicide", "q.age", "83,", "2020-05-20", "walk"} {
		if strings.Contains(log, word) {
			t.Errorf("the log holds %q", word)
		}
	}
	if !strings.Contains(log, `"route":"POST /afwegen/{framework}/verslag"`) {
		t.Errorf("the log does not tell what was asked for: %.500s", log)
	}
}

func without(v url.Values, name string) url.Values {
	out := plus(v)
	out.Del(name)
	return out
}

// TestTheLogHoldsNoAnswers looks at everything the slice and the router log, down to the smallest remark, for many cases
// and for what goes wrong.
func TestTheLogHoldsNoAnswers(t *testing.T) {
	var log tape
	rt := newSite(t, log.handler())
	words := []string{"kanarie", "q.", "d.reason", "worry", "suicide", "housemate"}
	for i, x := range examples(t) {
		if i%8 == 0 {
			webtest.Do(rt, webtest.Scenario{Path: x.path, Form: plus(x.sent(), "d.reason", "kanarie")})
		}
	}
	for _, c := range forged {
		webtest.Do(rt, webtest.Scenario{Path: c.path, Form: fields(c.sent...)})
	}
	for _, s := range []webtest.Scenario{{Path: "/afwegen/kanarie?kanarie=kanarie"}, {Method: "KANARIE", Path: meeting}, {Path: meeting, Body: "kanarie=%ff", Method: "POST"},
		{Path: meeting, Form: fields("with", "kanarie")}, {Path: meeting, Form: fields("q.wish", "meet"), Header: map[string]string{"User-Agent": "kanarie", "Referer": "kanarie", "X-Nabij-Have": "kanarie"}}} {
		webtest.Do(rt, s)
	}
	for _, word := range words {
		if strings.Contains(log.String(), word) {
			t.Errorf("the log holds %q: %.600s", word, log.String()[strings.Index(log.String(), word)-200:])
		}
	}
	if n := strings.Count(log.String(), "\n"); n < len(forged)+5 {
		t.Errorf("only %d lines were logged", n)
	}
}
