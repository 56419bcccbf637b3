package audit

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/run"
)

// killVariable makes this test program store changes with their lines, and say of each that it is stored, until it is
// killed.
const killVariable = "NABIJ_TEST_KILL"

func TestMain(m *testing.M) {
	if source := os.Getenv(killVariable); source != "" {
		if err := storeUntilKilled(strings.Split(source, "\n")); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

func storeUntilKilled(from []string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, db.Source{Dir: from[0], URL: from[1]})
	if err != nil {
		return err
	}
	key, err := OpenKey(from[2], "")
	if err != nil {
		return err
	}
	l, err := New(Deps{DB: d, Clock: clock.System{}, Key: key, Version: "test"})
	if err != nil {
		return err
	}
	numbers := run.Go(ctx, "numbers", l.Run)
	begin, err := strconv.Atoi(from[3])
	if err != nil {
		return err
	}
	var tasks []*run.Task
	for w := range 8 {
		tasks = append(tasks, run.Go(ctx, "writer", func(ctx context.Context) error {
			for i := begin + w; ; i += 8 {
				err := d.InTx(worker(ctx, org, "w1"), func(ctx context.Context, tx db.Tx) error {
					if _, err := db.Exec(ctx, tx, "insert into thing (id) values ($1)", resident(i)); err != nil {
						return err
					}
					return l.Record(ctx, tx, seen(i))
				})
				if err != nil {
					return err
				}
				fmt.Println(resident(i))
			}
		}))
	}
	for _, t := range tasks {
		if err := t.Wait(); err != nil {
			return err
		}
	}
	return numbers.Wait()
}

// TestKilledWhileItNumbers kills a process that stores and numbers, at any moment (NABIJ_AUDIT_KILLS=200; fewer on
// every run). Afterwards each change has its line and each line its change, nothing is doubled, what was said to be
// stored is there, and the next process numbers the rest.
func TestKilledWhileItNumbers(t *testing.T) {
	kills := 2
	if text := os.Getenv("NABIJ_AUDIT_KILLS"); text != "" {
		var err error
		if kills, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		d := dbtest.Open(t, source)
		raw(t, d, "create table thing (id text primary key)")
		key := filepath.Join(t.TempDir(), "keys", "audit.key")
		stored, waited := 0, int64(0)
		for kill := range kills {
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			said := storeAndKill(t, source, key, kill*1000000)
			d = dbtest.OpenEmpty(t, source)
			k, err := OpenKey(key, "")
			if err != nil {
				t.Fatal(err)
			}
			l, err := New(Deps{DB: d, Clock: clock.System{}, Key: k, Version: "test"})
			if err != nil {
				t.Fatal(err)
			}
			// PostgreSQL goes on for a moment with what a process that is gone had asked for.
			for last := int64(-1); last != count(t, d, "thing"); time.Sleep(200 * time.Millisecond) {
				last = count(t, d, "thing")
			}
			before := verify(t, l, org)
			if !before.Right() {
				t.Errorf("before the rest is numbered: %+v", before)
			}
			waited += before.Waiting
			numberNow(t, l)
			if r := verify(t, l, org); !r.Right() || r.Waiting != 0 || r.Lines != before.Lines+before.Waiting {
				t.Errorf("%+v, before it was %+v", r, before)
			}
			for what, n := range map[string]int64{
				"changes without their line": count(t, d, "thing where id not in (select object_id from audit_line)"),
				"lines without their change": count(t, d, "audit_line where object_id not in (select id from thing)"),
				"lines too many":             count(t, d, "audit_line") - count(t, d, "thing"),
			} {
				if n != 0 {
					t.Errorf("kill %d: %d %s", kill, n, what)
				}
			}
			for _, id := range said {
				if count(t, d, "audit_line where object_id = $1", id) != 1 {
					t.Errorf("kill %d: %s was said to be stored and is not", kill, id)
				}
			}
			stored += len(said)
		}
		t.Logf("%d kills, %d changes were said to be stored, %d lines waited for the next process", kills, stored, waited)
		if stored == 0 {
			t.Error("nothing was stored before the kills")
		}
	})
}

// storeAndKill gives what the process said to have stored.
func storeAndKill(t *testing.T, source db.Source, key string, begin int) (said []string) {
	t.Helper()
	other := exec.Command(os.Args[0])
	other.Env = append(os.Environ(), killVariable+"="+strings.Join([]string{source.Dir, source.URL, key, strconv.Itoa(begin)}, "\n"))
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "failed") {
			t.Fatal(lines.Text())
		}
		if len(said) == 0 { // it works
			time.AfterFunc(time.Duration(rand.IntN(250))*time.Millisecond, func() { _ = other.Process.Kill() })
		}
		said = append(said, lines.Text())
	}
	_ = other.Wait()
	if len(said) > 0 && len(said[len(said)-1]) != len(resident(0)) { // killed while it said so
		said = said[:len(said)-1]
	}
	return said
}
