package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"

	"github.com/pquerna/otp/totp"
)

func TestAccountCommands(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	run := func(want int, words ...string) (string, string) {
		t.Helper()
		code, out, errs := tell(t, []string{"NABIJ_LANG=en", "NABIJ_DATA=" + data}, append([]string{"account"}, words...)...)
		if code != want {
			t.Errorf("%v: exit %d, want %d\n%s%s", words, code, want, out, errs)
		}
		return out, errs
	}
	run(ExitUsage, "list")
	if _, err := os.Stat(data); err == nil {
		t.Error("looking made a database")
	}
	if err := dbtest.OpenAndClose(t, db.Source{Dir: data}); err != nil {
		t.Fatal(err)
	}
	with := func(do func(ctx context.Context, s *access.Service)) {
		t.Helper()
		withLog(t, data, func(_ context.Context, d *db.DB, l *audit.Log) error {
			c := &Console{Lang: "en", Clock: clock.System{}}
			s, err := gate{}.openAccess(c, d, l, data+"-keys", "")
			if err == nil {
				do(audit.As(t.Context(), audit.Installation, "start"), s)
			}
			return err
		})
	}
	here := access.Browser{Network: "192.0.2.1"}
	enrol := func(ctx context.Context, s *access.Service, step string) access.Signed {
		t.Helper()
		e, err := s.Enrolment(ctx, step)
		if err != nil {
			t.Fatal(err)
		}
		code, err := totp.GenerateCode(e.Seed, clock.System{}.Now())
		if err != nil {
			t.Fatal(err)
		}
		in, err := s.EnrolFactor(ctx, step, code, here)
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	first := ""
	with(func(ctx context.Context, s *access.Service) {
		path, _, err := s.Setup(ctx)
		if err != nil {
			t.Fatal(err)
		}
		step, err := s.UseLink(ctx, path[len(access.SetupPath):], true, here)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.EnrolDetails(ctx, step, access.Details{Organisation: "Welzijn Oost", Name: "Ada Beheer", Login: "ada@example.nl", Password: "trompet fietsbel lantaarn"}); err != nil {
			t.Fatal(err)
		}
		first = enrol(ctx, s, step).Session
	})
	out, _ := run(ExitOK, "list")
	if !strings.Contains(out, "active     ada@example.nl  Ada Beheer  administrator") {
		t.Errorf("the list: %q", out)
	}
	run(ExitFailed, "reset", "wie@example.nl")
	link, said := run(ExitOK, "reset", "ADA@example.nl", "--base", "https://nabij.example.nl/")
	if !strings.HasPrefix(link, "https://nabij.example.nl/uitnodiging/") || !strings.Contains(said, "Ada Beheer") {
		t.Fatalf("%q %q", link, said)
	}
	with(func(ctx context.Context, s *access.Service) {
		if _, err := s.Resolve(ctx, first); err == nil {
			t.Error("the session of before goes on")
		}
		_, token, _ := strings.Cut(strings.TrimSpace(link), access.InvitationPath)
		step, err := s.UseLink(ctx, token, false, here)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.EnrolPassword(ctx, step, "hele andere woorden nu", "", here); err != nil {
			t.Fatal(err)
		}
		if in := enrol(ctx, s, step); in.Person.Login != "ada@example.nl" || in.Person.Roles[0] != access.Administrator {
			t.Errorf("%+v", in.Person)
		}
	})
	_, trail, _ := tell(t, []string{"NABIJ_LANG=en", "NABIJ_DATA=" + data}, "audit", "list")
	if !strings.Contains(trail, "link:restart") {
		t.Errorf("the trail does not tell:\n%s", trail)
	}
}
