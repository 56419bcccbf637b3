package app

import (
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

func examine(t *testing.T, args ...string) (code int, out string) {
	t.Helper()
	args = append([]string{"doctor", "--lang", "en", "--addr", "127.0.0.1:0", "--monitor", "none"}, args...)
	code, out, errs := tell(t, nil, args...)
	if errs != "" {
		t.Errorf("%v: said %q besides", args, errs)
	}
	return code, out
}

func TestDoctorOnAMachineThatIsFine(t *testing.T) {
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		if source.IsFile() {
			source.Dir = filepath.Join(source.Dir, "private")
		}
		d, err := db.Open(t.Context(), source)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		args := []string{"--database", source.URL, "--data", source.Dir}
		code, out := examine(t, args...)
		if code != ExitOK || !strings.Contains(out, "mind    tables") || !strings.Contains(out, "0001_content_release.sql") {
			t.Errorf("before the first start: exit %d\n%s", code, out)
		}
		if err := dbtest.OpenAndClose(t, source); err != nil {
			t.Fatal(err)
		}
		code, out = examine(t, args...)
		if code != ExitOK || !strings.Contains(out, "All is well.") {
			t.Errorf("exit %d\n%s", code, out)
		}
		for _, want := range []string{"ok      database", "ok      settings", "ok      tables", "ok      content", "ok      clock", "ok      address"} {
			if !strings.Contains(out, want) {
				t.Errorf("not looked at: %q in\n%s", want, out)
			}
		}
	})
}

func TestDoctorChangesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "yet")
	code, out := examine(t, "--data", dir)
	if code != ExitOK || !strings.Contains(out, "will be made at the first start") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if _, err := os.Stat(filepath.Dir(dir)); !os.IsNotExist(err) {
		t.Errorf("doctor made the folder (%v)", err)
	}
}

func TestDoctorFindsWhatIsWrong(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	private := func(t *testing.T) string {
		dir := filepath.Join(t.TempDir(), "private")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	for _, c := range []struct {
		name   string
		dir    func(t *testing.T, dir string) string // spoils the folder; gives the --data to use
		args   []string
		code   int
		want   string
		remedy string
	}{
		{"open folder", func(t *testing.T, dir string) string { return dir + chmod(t, dir, 0o755) }, nil, ExitOK, "mind    folder", "chmod 700"},
		{"no folder", func(t *testing.T, dir string) string {
			file := filepath.Join(dir, "file")
			write(t, file, "x")
			return file
		}, nil, ExitFailed, "is no folder", "--data"},
		{"below a file", func(t *testing.T, dir string) string {
			write(t, filepath.Join(dir, "file"), "x")
			return filepath.Join(dir, "file", "data")
		}, nil, ExitFailed, "wrong   folder", "--data"},
		{"no database", func(t *testing.T, dir string) string {
			write(t, filepath.Join(dir, db.FileName), strings.Repeat("x", 4096))
			return dir
		}, nil, ExitFailed, "wrong   database", "--database"},
		{"changed history", func(t *testing.T, dir string) string {
			spoil(t, dir, `update schema_migration set checksum = 'x' where version = 1`)
			return dir
		}, nil, ExitFailed, "was changed after it was applied", "backup"},
		{"newer database", func(t *testing.T, dir string) string {
			spoil(t, dir, `insert into schema_migration values (9999, '9999_future.sql', 'x', 'x')`)
			return dir
		}, nil, ExitFailed, "newer than this program", "backup"},
		{"in use", func(t *testing.T, dir string) string {
			dbtest.Open(t, db.Source{Dir: dir})
			return dir
		}, nil, ExitOK, "mind    database", "Stop that Nabij"},
		{"address taken", nil, []string{"--addr", taken.Addr().String()}, ExitOK, "mind    address", "--addr"},
		{"no address", nil, []string{"--addr", "foo"}, ExitFailed, "wrong   address", "127.0.0.1:8080"},
		{"database that does not answer", nil, []string{"--database", "postgres://u:geheim@127.0.0.1:1/x"}, ExitFailed, "wrong   database", "--database"},
		{"strange database", nil, []string{"--database", "mysql://u:geheim@x"}, ExitFailed, "wrong   database", "--database"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := private(t)
			if c.dir != nil {
				dir = c.dir(t, dir)
			}
			code, out := examine(t, append([]string{"--data", dir}, c.args...)...)
			if code != c.code || !strings.Contains(out, c.want) || !strings.Contains(out, c.remedy) || !strings.Contains(out, "→") {
				t.Errorf("exit %d, want %d and %q with remedy %q\n%s", code, c.code, c.want, c.remedy, out)
			}
			if strings.Contains(out, "geheim") {
				t.Errorf("doctor tells a password:\n%s", out)
			}
		})
	}
}

func TestDoctorFindsAClockThatIsNotSet(t *testing.T) {
	d := &doctor{Console: &Console{Lang: "en", Clock: clock.At(time.Date(1970, 1, 1, 0, 5, 0, 0, time.UTC))}}
	d.zone()
	if len(d.found) != 1 || d.found[0].state != wrong || !strings.Contains(d.found[0].told, "1970-01-01 01:05") {
		t.Errorf("found %+v", d.found)
	}
}

func TestSize(t *testing.T) {
	if got := size(3<<30+5) + size(20<<20); got != "3 GB20 MB" {
		t.Errorf("got %s", got)
	}
	if left, ok := freeSpace(t.TempDir()); ok && left == 0 {
		t.Error("there is no room left, or it is measured wrongly")
	}
}

func chmod(t *testing.T, dir string, mode os.FileMode) string {
	t.Helper()
	if err := os.Chmod(dir, mode); err != nil {
		t.Fatal(err)
	}
	return ""
}

// spoil makes a database and then changes it behind the program's back.
func spoil(t *testing.T, dir, statement string) {
	t.Helper()
	if err := dbtest.OpenAndClose(t, db.Source{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", filepath.Join(dir, db.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec(statement); err != nil {
		t.Fatal(err)
	}
}
