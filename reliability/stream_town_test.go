package reliability

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"nabij/internal/platform/db"
)

// town is a large made-up organisation with some of its workers at their browsers.
type town struct {
	residents int
	workers   []*desk
	names     []string // of families, to look for
	decided   bool     // everybody has a decision that stands
}

// desk is a worker with a browser.
type desk struct {
	login, id string
	http      *http.Client
	base      string
	own, team []string // residents
	page      *weighing
}

func buildReal(t *testing.T) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "nabij")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", exe, "./cmd/nabij")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, said)
	}
	return exe
}

// town fills the place when nothing is there, and reads who works there.
func (s streaming) town(t *testing.T, p *program, source db.Source, more []string) *town {
	t.Helper()
	if _, err := os.Stat(filepath.Join(p.dir, "demo.json")); err != nil {
		args := append([]string{"demo", "--residents", strconv.Itoa(s.residents), "--seed", "1", "--data", p.dir}, more...)
		if said, code := p.command(args...); code != 0 {
			t.Fatalf("filling: %s", said)
		}
	}
	w, decided := &town{decided: s.full}, int64(0)
	s.within(t, source, func(ctx context.Context, d *db.DB) (err error) {
		decided, err = db.One(ctx, d.Read(), one[int64], `select count(*) from (select 1 from open_decision limit 1) o`)
		return err
	})
	if s.full && decided == 0 {
		all := s.decisions(t)
		s.within(t, source, func(ctx context.Context, d *db.DB) error { return all.into(ctx, d) })
	}
	s.within(t, source, func(ctx context.Context, d *db.DB) error { return w.read(ctx, d, s) })
	return w
}

// within opens the database while the program does not.
func (s streaming) within(t *testing.T, source db.Source, do func(ctx context.Context, d *db.DB) error) {
	t.Helper()
	d, err := db.Open(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := do(db.WithLimit(t.Context(), 10*time.Minute), d); err != nil {
		t.Fatal(err)
	}
}

func one[T any](row db.Row) (v T, err error) { return v, row.Scan(&v) }

// read finds the workers, spread over the teams, their caseload and something of their teams.
func (w *town) read(ctx context.Context, d *db.DB, s streaming) (err error) {
	q := d.Read()
	n, err := db.One(ctx, q, one[int64], `select count(*) from resident`)
	if err != nil {
		return err
	}
	w.residents = int(n)
	all, err := db.All(ctx, q, func(r db.Row) (d desk, err error) { return d, r.Scan(&d.login, &d.id) },
		`select w.login, w.id from worker w where exists (select 1 from caseload c where c.organisation_id = w.organisation_id and c.worker_id = w.id) order by w.login`)
	if err != nil {
		return err
	}
	step := max(1, len(all)/s.workers)
	for i := 0; i < len(all) && len(w.workers) < s.workers; i += step {
		w.workers = append(w.workers, &all[i])
	}
	for _, one := range w.workers {
		if err := one.files(ctx, q); err != nil {
			return err
		}
	}
	w.names, err = db.All(ctx, q, one[string], `select distinct family from resident where id > $1 order by family limit 400`, w.workers[0].own[0])
	return err
}

func (k *desk) files(ctx context.Context, q db.Query) (err error) {
	k.own, err = db.All(ctx, q, one[string], `select r.id from caseload c join resident r on r.organisation_id = c.organisation_id and r.id = c.resident_id
		where c.worker_id = $1 and c.until_day is null and r.closed_on is null order by r.id limit 200`, k.id)
	if err != nil || len(k.own) == 0 {
		return fmt.Errorf("%s has nobody: %w", k.login, err)
	}
	k.team, err = db.All(ctx, q, one[string], `select r.id from worker_team w join resident r on r.organisation_id = w.organisation_id and r.team_id = w.team_id
		where w.worker_id = $1 and not r.restricted and r.closed_on is null order by r.id limit 400`, k.id)
	return err
}

// signIn lets everybody in by the door of a demonstration, and has each begin to weigh about somebody of their own.
func (w *town) signIn(t *testing.T, p *program, s streaming) {
	t.Helper()
	for _, k := range w.workers {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		k.base = p.url()
		k.http = &http.Client{Jar: jar, Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport: &http.Transport{MaxIdleConnsPerHost: 8, DisableCompression: true}}
		v := &visitor{t: t, p: p, name: k.login, http: k.http, now: time.Now}
		if a := v.post("/aanmelden/demo", url.Values{"wie": {k.login}}); a.to == "" {
			t.Fatalf("%s does not come in: %d %q", k.login, a.code, a.doc().Texts("main p"))
		}
		begin := v.want(v.get("/inwoners/"+k.own[0]+"/afwegen"), 200)
		path, form, err := begin.form("begin", "", "kader", "fysieke-ontmoeting", "day", "2020-05-25")
		if err != nil {
			t.Fatal(err)
		}
		at := v.post(path, form)
		if at.to == "" {
			t.Fatalf("%s cannot begin: %d %q", k.login, at.code, at.doc().Texts(".problems"))
		}
		k.page = openWeighing(at.to, v.want(v.get(at.to), 200))
		if s.only == "" || s.only == "saving an answer" {
			k.page.answerMany(k)
		}
	}
}
