package publishing

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

func TestVisitorsSeeTheOnlyOrganisation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		w.released("hot-day", "rules.yaml", rules("", "not_advised"))
		if w.library("") != w.f.BuiltIn {
			t.Error("with two organisations visitors see the content of one")
		}
		if w.library("far/anna") != w.f.BuiltIn {
			t.Error("an organisation that released nothing has another library than the built-in one")
		}
		w.sql(`delete from worker_role`)
		w.sql(`delete from worker where organisation_id = '` + w.orgs["far"] + `'`)
		w.sql(`delete from organisation where id = '` + w.orgs["far"] + `'`)
		w.clock.Advance(2 * time.Second)
		if w.library("") != w.library("near/anna") {
			t.Error("with one organisation visitors do not see its content")
		}
	})
}

// sql plays somebody with the database in their hands.
func (w *town) sql(statement string) {
	w.t.Helper()
	if err := w.d.InTx(w.t.Context(), func(ctx context.Context, tx db.Tx) error {
		_, err := db.Exec(ctx, tx, statement)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
}

func TestTwoProcessesBehaveAsOne(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		other := w.process()
		ctx := access.With(t.Context(), w.who["near/anna"])
		if other.Library(ctx).Find("hot-day", "").Head.Version != "1.0.0" {
			t.Fatal("not the built-in content")
		}
		w.released("hot-day", "rules.yaml", rules("", "not_advised"))
		if other.Library(ctx).Find("hot-day", "").Head.Version != "1.0.0" {
			t.Error("the database is asked more than once a second")
		}
		w.clock.Advance(time.Second)
		now := other.Library(ctx)
		if now.Find("hot-day", "").Head.Version != "1.1.0" {
			t.Error("the other process does not see the release")
		}
		w.clock.Advance(time.Hour)
		if other.Library(ctx) != now {
			t.Error("the pointer changes without a release")
		}
		// A request that ended, or a database that does not answer, changes nothing.
		ended, cancel := context.WithCancel(ctx)
		cancel()
		w.clock.Advance(time.Second)
		if other.Library(ended) != now {
			t.Error("a request that ended takes the content away")
		}
	})
}

func TestTakenOutOfForce(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		first := w.released("heat-rules", "pack.yaml", guidelines("1.1.0", "50"))
		_, doc := w.get("near/anna", first)
		if !doc.Has("#verschillen", "Grootte van een groep, vanaf 15 maart 2020: was 30, is nu 50 (losser)") {
			t.Errorf("was 30, is 50 is not told: %q", doc.Texts("#verschillen"))
		}
		if n := w.count("guideline.released", "done"); n != 1 {
			t.Errorf("the release of a guideline is %d times in the audit", n)
		}
		w.released("heat-rules", "pack.yaml", guidelines("1.2.0", "20"))
		if v := w.library("near/anna").Find("heat-rules", "").Head.Version; v != "1.2.0" {
			t.Fatalf("in force is %s", v)
		}
		second := ""
		_, doc = w.get("near/edith", "/kaderbeheer/heat-rules")
		for _, a := range doc.Find("a") {
			if text := strings.TrimSpace(a.FirstChild.Data); text == "1.2.0" {
				for _, at := range a.Attr {
					if at.Key == "href" {
						second = at.Val
					}
				}
			}
		}
		w.reckon("near/edith", second)
		if got := w.impacts.asked[len(w.impacts.asked)-1]; !strings.HasSuffix(got, "1.0.0/1.2.0 1.0.0/1.1.0") {
			t.Errorf("what withdrawing does is asked as %q", got)
		}
		form := w.open("near/edith", second, "withdraw", "doe", "intrekken")
		if a, _ := w.post("near/edith", second, form); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("withdrawn without a word: %d", a.Status)
		}
		form = w.open("near/edith", second, "withdraw", "doe", "intrekken", "intrekken", "Er klopt iets niet.")
		if a, _ := w.post("near/edith", second, form); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		if v := w.library("near/anna").Find("heat-rules", "").Head.Version; v != "1.1.0" {
			t.Errorf("after withdrawing %s is in force", v)
		}
		w.work()
		if got := w.impacts.asked[len(w.impacts.asked)-1]; !strings.HasPrefix(got, "back ") || !strings.Contains(got, ".out ") || !strings.HasSuffix(got, "1.0.0/1.2.0 1.0.0/1.1.0") {
			t.Errorf("bringing back after withdrawing is asked as %q", got)
		}
		if n := w.count("guideline.retired", "done"); n != 1 {
			t.Errorf("withdrawing is %d times in the audit", n)
		}
		if a, doc := w.get("near/anna", second); a.Status != 200 || !doc.Has("main", "Er klopt iets niet.") || !doc.Has("main", "pack.yaml") {
			t.Error("a withdrawn version is not kept")
		}
		// Its number stays taken.
		third := w.begin("near/edith", "heat-rules")
		w.write("near/edith", third, "pack.yaml", guidelines("1.2.0", "10"))
		if _, doc := w.get("near/edith", third); !doc.Has("#bevindingen", "Versie 1.2.0 van dit pakket is er al") {
			t.Errorf("a number that was in force can be used again: %q", doc.Texts("#bevindingen"))
		}
	})
}

// TestABrokenReleaseTakesNothingDown spoils released text in the database, in the ways that can happen.
func TestABrokenReleaseTakesNothingDown(t *testing.T) {
	for name, spoil := range map[string]string{
		"the text was changed":       `update pack_file set body = body || '# more' where name = 'rules.yaml'`,
		"a file is gone":             `delete from pack_file where name = 'rules.yaml'`,
		"the checksum was forged":    `update pack_version set checksum = 'x' where state = 'released'`,
		"text and checksum changed":  ``,
		"what it needs is not there": ``,
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				w := newTown(t, d)
				version := w.released("hot-day", "rules.yaml", rules("", "not_advised"))
				id := strings.TrimPrefix(version, "/kaderbeheer/versie/")
				other := w.process()
				switch {
				case spoil != "":
					w.sql(spoil)
				case strings.HasPrefix(name, "text"):
					files, err := listFiles(t.Context(), d.Read(), w.orgs["near"], id)
					if err != nil {
						t.Fatal(err)
					}
					for i := range files {
						if files[i].Name == "rules.yaml" {
							files[i].Body = rules("", "conditional")
							w.sql(`update pack_file set body = '` + files[i].Body + `' where name = 'rules.yaml'`)
						}
					}
					w.sql(`update pack_version set checksum = '` + checksumOf(files) + `' where id = '` + id + `'`)
				default:
					other.BuiltIn = other.BuiltIn.Only(other.BuiltIn.Find("hot-day", ""))
					other.BuiltIn.Packs = other.BuiltIn.Packs[1:]
				}
				ctx := access.With(t.Context(), w.who["near/anna"])
				l := other.Library(ctx)
				if p := l.Find("hot-day", ""); p == nil || p.Head.Version != "1.0.0" {
					t.Fatalf("the older version does not serve: %v", p)
				}
				if !strings.Contains(w.told.String(), "left out") || !strings.Contains(w.told.String(), "hot-day@1.1.0") {
					t.Errorf("the log does not tell: %s", w.told)
				}
				w.router = w.serve(other)
				if _, doc := w.get("near/edith", "/kaderbeheer"); !doc.Has(".notice--error", "Versie hot-day@1.1.0 kan niet worden gebruikt") {
					t.Error("the overview does not tell loudly")
				}
			})
		})
	}
}

// TestWhatLeansOnAVersion takes guidelines out of force on which a framework in force rests.
func TestWhatLeansOnAVersion(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		crowd := guidelines("1.1.0", "30") + "  - {parameter: crowd, from: 2020-03-15, value: 10, kind: advice, source: own}\n"
		crowd = strings.Replace(crowd, "holds:", "  - {id: crowd, title: {nl: Drukte, en: Crowd}, type: number, stricter: lower, binds: everyone}\nholds:", 1)
		base := w.released("heat-rules", "pack.yaml", crowd)
		top := w.released("hot-day", "rules.yaml", strings.Replace(rules("", "not_advised"), "param: group", "param: crowd", 1))
		withdraw := func(version string) (int, string) {
			a, _ := w.post("near/edith", version, w.open("near/edith", version, "withdraw", "doe", "intrekken", "intrekken", "Weg ermee."))
			return a.Status, a.Body
		}
		if status, body := withdraw(base); status != http.StatusConflict || !strings.Contains(body, "Versie hot-day@1.1.0 werkt niet zonder deze") || !strings.Contains(body, "Weg ermee.") {
			t.Errorf("what others rest on was taken away: %d", status)
		}
		if status, _ := withdraw(top); status != http.StatusSeeOther {
			t.Errorf("%d", status)
		}
		if status, _ := withdraw(base); status != http.StatusSeeOther {
			t.Errorf("%d", status)
		}
		if w.library("near/anna") != w.f.BuiltIn {
			t.Error("with everything withdrawn, the content of the program is not in force")
		}
	})
}

// TestBreakingSomethingElse proposes guidelines without what a framework needs.
func TestBreakingSomethingElse(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.begin("near/edith", "heat-rules")
		w.write("near/edith", version, "pack.yaml", strings.ReplaceAll(guidelines("2.0.0", "10"), "group", "crowd"))
		_, doc := w.get("near/edith", version)
		if !doc.Has("#bevindingen", "group") || doc.Has("form#propose", "") {
			t.Errorf("guidelines without what a framework asks can be proposed: %q", doc.Texts("#bevindingen"))
		}
	})
}

// TestTheStoreLooksItself goes past the pages: neither author, proposer nor another organisation releases.
func TestTheStoreLooksItself(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.begin("near/edith", "hot-day")
		w.write("near/fred", version, "rules.yaml", rules("", "not_advised"))
		if a := w.propose("near/edith", version); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		id := strings.TrimPrefix(version, "/kaderbeheer/versie/")
		try := func(name string) (err error) {
			return w.d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
				v, err := findVersion(ctx, tx, w.who["near/gert"], id)
				if err != nil {
					return err
				}
				_, err = release(ctx, tx, w.who[name], v, db.InstantOf(noon))
				return err
			})
		}
		for name, want := range map[string]error{"near/edith": errOwn, "near/fred": errOwn, "far/gert": errStale} {
			if err := try(name); !errors.Is(err, want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := try("near/gert"); err != nil {
			t.Error(err)
		}
		if err := try("near/gert"); !errors.Is(err, errStale) {
			t.Errorf("released twice: %v", err)
		}
		err := w.d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
			v, err := findVersion(ctx, tx, w.who["near/gert"], id)
			if err != nil {
				return err
			}
			return touch(ctx, tx, w.who["near/edith"], v, db.InstantOf(noon))
		})
		if !errors.Is(err, errState) {
			t.Errorf("a released version was touched: %v", err)
		}
	})
}

// TestASecondOrganisationSeesNothing asks every read of the store in the name of another organisation.
func TestASecondOrganisationSeesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.released("hot-day", "rules.yaml", rules("", "not_advised"))
		id := strings.TrimPrefix(version, "/kaderbeheer/versie/")
		a, q, ctx := w.who["far/edith"], w.d.Read(), t.Context()
		versions, err1 := listVersions(ctx, q, a, "")
		files, err2 := listFiles(ctx, q, a.Org, id)
		acts, err3 := listActs(ctx, q, a, id)
		said, err4 := listConsulted(ctx, q, a, id)
		numbers, err5 := w.f.Numbers(ctx, q, a, "hot-day")
		run, err7 := lastRun(ctx, q, a, id, "impact")
		force, err8 := inForce(ctx, q, a.Org)
		number, err6 := releaseNumber(ctx, q, a.Org)
		if err := errors.Join(err1, err2, err3, err4, err5, err6, err7, err8); err != nil {
			t.Fatal(err)
		}
		if n := len(versions) + len(files) + len(acts) + len(said) + len(numbers) + len(force); n != 0 || run.ID != "" || number != 0 {
			t.Errorf("another organisation sees %d rows", n)
		}
		if _, err := findVersion(ctx, q, a, id); err == nil {
			t.Error("another organisation finds the version")
		}
		if own, err := w.f.Numbers(ctx, q, w.who["near/edith"], "hot-day"); err != nil || len(own) != 1 || own[0] != "1.1.0" {
			t.Errorf("the versions of a pack are %q (%v)", own, err)
		}
	})
}
