package db_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// holdVariable makes this test program open a database, say so, and wait: the second process of the lock test.
const holdVariable = "NABIJ_TEST_HOLD_DATABASE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(holdVariable); dir != "" {
		d, err := db.Open(context.Background(), db.Source{Dir: dir})
		if err != nil {
			os.Stdout.WriteString("refused: " + err.Error() + "\n")
			os.Exit(1)
		}
		os.Stdout.WriteString("open\n")
		_, _ = os.Stdin.Read(make([]byte, 1)) // until the test closes our input or ends us
		_ = d.Close()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestOneProcessForOneFile(t *testing.T) {
	dir := t.TempDir()
	other := exec.Command(os.Args[0])
	other.Env = append(os.Environ(), holdVariable+"="+dir)
	in, err := other.StdinPipe()
	must(t, err)
	out, err := other.StdoutPipe()
	must(t, err)
	must(t, other.Start())
	line := make([]byte, 5)
	if _, err := out.Read(line); err != nil || string(line) != "open\n" {
		t.Fatalf("the first process says %q (%v)", line, err)
	}

	_, err = db.Open(t.Context(), db.Source{Dir: dir})
	var inUse *db.InUse
	if !errors.As(err, &inUse) || !strings.Contains(err.Error(), strconv.Itoa(other.Process.Pid)) {
		t.Errorf("the second process is told: %v", err)
	}

	// After a crash the file is free again, although the lock file is still there.
	must(t, other.Process.Kill())
	_ = other.Wait()
	in.Close()
	must(t, dbtest.OpenEmpty(t, db.Source{Dir: dir}).Ping(t.Context()))
}

func TestOpeningTwiceInOneProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	d, err := db.Open(t.Context(), db.Source{Dir: dir})
	must(t, err)
	if _, err := db.Open(t.Context(), db.Source{Dir: dir}); !errors.As(err, new(*db.InUse)) {
		t.Errorf("opened twice: %v", err)
	}
	must(t, d.Close())
	must(t, dbtest.OpenEmpty(t, db.Source{Dir: dir}).Ping(t.Context()))
}

func TestSettingsOnEveryConnection(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		settings, err := d.Settings(t.Context())
		must(t, err)
		where := map[string]bool{}
		for _, s := range settings {
			where[s.Where] = true
			if !s.OK() {
				t.Errorf("%s: %s is %q, want %q", s.Where, s.Name, s.Got, s.Want)
			}
		}
		if want := map[db.Engine]int{db.SQLite: 5, db.PostgreSQL: 1}[d.Engine()]; len(where) != want {
			t.Errorf("settings were read from %v, want %d connections", where, want)
		}
		version, err := d.Version(t.Context())
		if err != nil || version == "" {
			t.Errorf("version %q (%v)", version, err)
		}
	})
}

func TestReadersCannotWrite(t *testing.T) {
	d := dbtest.Open(t, db.Source{Dir: t.TempDir()})
	if _, err := db.Exec(t.Context(), d.Read(), `create table x (id text)`); err == nil {
		t.Error("a table was made through the connection for reading")
	}
}

func TestPathsWithSignsThatMeanSomethingInAnAddress(t *testing.T) {
	for _, name := range []string{"met spatie", "a#b", "a?b=c", "50%", "één", "a&_pragma=synchronous(OFF)"} {
		dir := filepath.Join(t.TempDir(), name)
		d := dbtest.Open(t, db.Source{Dir: dir})
		if d.Where() != filepath.Join(dir, db.FileName) {
			t.Errorf("%s: opened %s", name, d.Where())
		}
		info, err := os.Stat(filepath.Join(dir, db.FileName))
		if err != nil || info.Size() == 0 {
			t.Errorf("%s: the database is somewhere else (%v)", name, err)
			continue
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: others can read the database: %v", name, info.Mode())
		}
		settings, err := d.Settings(t.Context())
		must(t, err)
		for _, s := range settings {
			if !s.OK() {
				t.Errorf("%s: %s is %q", name, s.Name, s.Got)
			}
		}
	}
}

func TestSourcePath(t *testing.T) {
	for _, c := range []struct {
		source db.Source
		want   string
	}{
		{db.Source{Dir: "data"}, filepath.Join("data", "nabij.db")},
		{db.Source{Dir: "data", URL: "sqlite:/srv/x.db"}, "/srv/x.db"},
		{db.Source{URL: "sqlite:///srv/x.db"}, "/srv/x.db"},
		{db.Source{URL: "sqlite:x.db"}, "x.db"},
	} {
		if got := c.source.Path(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.source, got, c.want)
		}
	}
}

func TestAFileThatIsNoDatabaseIsRefused(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, db.FileName), []byte(strings.Repeat("geen database\n", 100)), 0o600))
	if d, err := db.Open(t.Context(), db.Source{Dir: dir}); err == nil {
		d.Close()
		t.Error("a text file was opened as a database")
	} else if errors.As(err, new(*db.InUse)) {
		t.Error(err)
	}
}
