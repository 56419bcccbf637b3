package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"nabij/internal/demo"
	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// makeLarge runs nabij demo, and gives what it said.
func makeLarge(t *testing.T, source place, more ...func(*demoCommand)) (string, error) {
	t.Helper()
	var out bytes.Buffer
	s := &demoCommand{place: source, trail: trail{AuditKey: filepath.Join(t.TempDir(), "audit.key")}, Residents: 600, Seed: 11}
	for _, change := range more {
		change(s)
	}
	err := s.Run(&Console{Out: &out, Err: io.Discard, Env: func(string) (string, bool) { return "", false }, Lang: "en", Clock: clock.System{}})
	return out.String(), err
}

var digest = regexp.MustCompile(`[0-9a-f]{64}`)

// TestOneSeedGivesTheSameResidents makes the large organisation on both databases, twice, and compares what stands there.
func TestOneSeedGivesTheSameResidents(t *testing.T) {
	var first, sum string
	make := func(t *testing.T, source place) {
		t.Helper()
		out, err := makeLarge(t, source)
		if err != nil {
			t.Fatal(err)
		}
		d := dbtest.Open(t, source.source())
		stored := storedCrowd(t, d)
		if strings.Count(stored, "\n") != 600 {
			t.Errorf("%d residents are stored", strings.Count(stored, "\n"))
		}
		if first == "" {
			first, sum = stored, digest.FindString(out)
		}
		if stored != first || digest.FindString(out) != sum || sum == "" {
			t.Errorf("other residents stand there than the first time, or another checksum: %s", out)
		}
	}
	for range 2 {
		make(t, place{Data: t.TempDir()})
	}
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		make(t, place{Data: t.TempDir(), Database: source.URL})
	})
	if out, err := makeLarge(t, place{Data: t.TempDir()}, func(s *demoCommand) { s.Seed = 12 }); err != nil || digest.FindString(out) == sum {
		t.Errorf("another seed gives the same residents (%v)", err)
	}
}

// storedCrowd tells who is stored, in the order of their making, without ids and moments.
func storedCrowd(t *testing.T, d *db.DB) string {
	t.Helper()
	all, err := db.All(t.Context(), d.Read(), func(row db.Row) (s string, err error) { return s, row.Scan(&s) },
		`select r.given || '|' || r.prefix || '|' || r.family || '|' || coalesce(r.birth_day, '') || '|' || r.postcode || '|' || r.house_number || '|' || t.name || '|' || w.name || '|' ||
		coalesce(n.name, '') || '|' || coalesce(r.closed_on, '') || '|' || (case when r.restricted then 'closed' else '' end) || '|' ||
		(select count(*) from resident_block b where b.organisation_id = r.organisation_id and b.resident_id = r.id)
		from resident r join team t on t.organisation_id = r.organisation_id and t.id = r.team_id
		join caseload c on c.organisation_id = r.organisation_id and c.resident_id = r.id join worker w on w.id = c.worker_id
		left join neighbourhood n on n.organisation_id = r.organisation_id and n.id = r.neighbourhood_id order by 1`)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n") + "\n"
}

// TestADemonstrationKeepsAwayFromRealPeople tries both commands on what they must leave alone.
func TestADemonstrationKeepsAwayFromRealPeople(t *testing.T) {
	home := t.TempDir()
	real := place{Data: filepath.Join(home, "real")}
	d := dbtest.Open(t, real.source())
	wholeSite(t, d)
	err := d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, `insert into organisation (id, name, short_name, created_at, version) values ('o', 'Welzijn Oost', 'oost', $1, 1)`, db.InstantOf(time.Now()))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if state, err := demo.StateOf(t.Context(), d.Read()); err != nil || state != demo.Real {
		t.Fatalf("an organisation is taken for %v (%v)", state, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	before := files(t, home)
	if _, err := makeLarge(t, real); !errors.Is(err, demo.ErrReal) {
		t.Errorf("nabij demo writes beside real people: %v", err)
	}
	console := &Console{Out: io.Discard, Err: io.Discard, Env: func(string) (string, bool) { return "", false }, Lang: "en", Clock: clock.System{}}
	if _, err := (&serveCommand{place: real, Demo: true}).beginDemo(t.Context(), &console); !errors.Is(err, demo.ErrReal) {
		t.Errorf("serve --demo begins on real people: %v", err)
	}
	if after := files(t, home); after != before {
		t.Errorf("the folder changed from %s to %s", before, after)
	}
	// Somebody who names an organisation as if it were a demonstration is no demonstration as long as people are in it.
	for name, c := range map[string]struct {
		held []access.Holds
		want demo.State
	}{
		"nothing":           {nil, demo.Empty},
		"made":              {[]access.Holds{{Organisation: demo.Organisation, Login: "ada@zonneveld.example"}}, demo.Made},
		"nobody yet":        {[]access.Holds{{Organisation: demo.Organisation}}, demo.Made},
		"somebody real":     {[]access.Holds{{Organisation: demo.Organisation, Login: "ada@zonneveld.example"}, {Organisation: demo.Organisation, Login: "jan@welzijn.nl"}}, demo.Real},
		"a second one":      {[]access.Holds{{Organisation: demo.Organisation, Login: "ada@zonneveld.example"}, {Organisation: "Welzijn Oost"}}, demo.Real},
		"the mail, no name": {[]access.Holds{{Organisation: "Welzijn Oost", Login: "ada@zonneveld.example"}}, demo.Real},
	} {
		if got := demo.StateIs(c.held); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if _, err := makeLarge(t, place{Data: defaultData(func(string) (string, bool) { return "", false })}); err == nil {
		t.Error("nabij demo writes in the folder of the ordinary data")
	}
	if _, err := makeLarge(t, place{Data: t.TempDir()}, func(s *demoCommand) { s.Residents = 0 }); err == nil {
		t.Error("an organisation of nobody was made")
	}
}

// files lists a folder with sizes, to see that nothing was written.
func files(t *testing.T, folder string) string {
	t.Helper()
	var all []string
	err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() && !strings.HasSuffix(path, "-shm") && !strings.HasSuffix(path, "-wal") && !strings.HasSuffix(path, ".lock") {
			all = append(all, filepath.Base(path)+" "+info.ModTime().String())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, ", ")
}
