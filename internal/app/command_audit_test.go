package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

const testOrg = "0190a000-0000-7000-8000-0000000000aa"

// withLog opens a data folder, does something with its database and log, and closes it again for a command.
func withLog(t *testing.T, data string, do func(ctx context.Context, d *db.DB, l *audit.Log) error) {
	t.Helper()
	d, err := db.Open(t.Context(), db.Source{Dir: data})
	if err != nil {
		t.Fatal(err)
	}
	c := &Console{Err: new(strings.Builder), Clock: clock.At(time.Date(2020, 5, 11, 9, 0, 0, 0, time.UTC)), Lang: "en"}
	l, err := c.openTrail(d, trail{}, place{Data: data})
	if err == nil {
		err = do(access.With(t.Context(), access.Actor{ID: "w1", Org: testOrg, Roles: []access.Role{access.Worker}, Via: "web"}), d, l)
	}
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestAuditCommands(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	run := func(want int, words ...string) string {
		t.Helper()
		code, out, errs := tell(t, []string{"NABIJ_LANG=en", "NABIJ_DATA=" + data}, append([]string{"audit"}, words...)...)
		if code != want {
			t.Errorf("%v: exit %d, want %d\n%s%s", words, code, want, out, errs)
		}
		return out + errs
	}
	mustTell := func(told string, want ...string) {
		t.Helper()
		for _, w := range want {
			if !strings.Contains(told, w) {
				t.Errorf("does not tell %q:\n%s", w, told)
			}
		}
	}
	// Before there is anything, nothing is made.
	run(ExitUsage, "list")
	if _, err := os.Stat(data); err == nil {
		t.Error("reading made a database")
	}
	if err := dbtest.OpenAndClose(t, db.Source{Dir: data}); err != nil {
		t.Fatal(err)
	}
	withLog(t, data, func(ctx context.Context, d *db.DB, l *audit.Log) error {
		for range 3 {
			if err := l.Note(ctx, audit.Line{Event: "resident.seen", Kind: "resident", ID: "r1", Residents: []string{"r1"}, Ground: "caseload"}); err != nil {
				return err
			}
		}
		return nil
	})
	mustTell(run(ExitOK, "heads"), "no heads")
	told := run(ExitOK, "heads", "--make")
	mustTell(told, "1 head made", "nabij-audit/"+testOrg, "\n3\n", "— nabij-audit ")
	outside := filepath.Join(t.TempDir(), "mail.txt")
	if err := os.WriteFile(outside, []byte(told), 0o600); err != nil {
		t.Fatal(err)
	}
	mustTell(run(ExitOK, "verify", "--head", outside), "3 lines", "1 heads agree", "All agrees")
	run(ExitUsage, "verify")
	run(ExitUsage, "verify", "--head", filepath.Join(data, "nabij.db.lock"))
	mustTell(run(ExitOK, "list", "--resident", "r1"), "File opened", "by w1", "as worker", "ground caseload")
	mustTell(run(ExitOK, "list"), "Audit trail read", "by program", "ground operator")
	run(ExitUsage, "list", "--organisation", "another")
	run(ExitUsage, "list", "--from", "yesterday")

	// Somebody changes a line.
	withLog(t, data, func(ctx context.Context, d *db.DB, _ *audit.Log) error {
		return d.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, "update audit_line set actor_id = 'w9' where seq = 2")
			return err
		})
	})
	mustTell(run(ExitIssues, "verify", "--head", outside), "Line 2: changed", "not as it was")
	// A head that nobody here signed is no proof.
	text, err := os.ReadFile(outside)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(outside, []byte(strings.Replace(string(text), "\n3\n", "\n2\n", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	mustTell(run(ExitIssues, "verify", "--head", outside), "not signed with a known key")
}
