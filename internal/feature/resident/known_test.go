package resident

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web/webtest"
)

// withAccess lets the town keep its marks as the program does.
func withAccess(t *testing.T, w *town) {
	t.Helper()
	key, err := access.LoadKey(filepath.Join(t.TempDir(), "access.key"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := access.New(access.Config{DB: w.d, Clock: w.clock, Key: key, Base: "http://127.0.0.1:8080", Record: func(ctx context.Context, tx db.Tx, e access.Event) error {
		return w.f.Audit.Record(ctx, tx, audit.Line{Event: e.Code, Kind: e.Kind, ID: e.ID, Ground: e.Ground, Detail: e.Detail, Residents: []string{e.Resident}})
	}})
	if err != nil {
		t.Fatal(err)
	}
	w.f.Knows, w.f.desk.Marks = s, s
	// Only a role that the database has, counts as one.
	w.tx(func(ctx context.Context, tx db.Tx) error {
		for _, a := range w.who {
			if _, err := db.Exec(ctx, tx, `insert into worker_role (organisation_id, worker_id, role) values ($1, $2, $3)`, a.Org, a.ID, string(a.Roles[0])); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *town) known(who, id string, form url.Values) webtest.Answer {
	form.Set(once.Field, once.Key())
	a, _ := w.post(who, "/inwoners/"+id+"/bekenden", form)
	return a
}

func TestIKnowThisPerson(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		if a, _ := w.get("near/anna", "/inwoners/"+w.ids["team"]+"/bekenden"); a.Status != 404 {
			t.Errorf("a program that keeps no marks has the page: %d", a.Status)
		}
		withAccess(t, w)
		file := w.ids["team"]
		page := "/inwoners/" + file + "/bekenden"
		if a, d := w.get("near/anna", "/inwoners/"+file); a.Status != 200 || !d.Has("a", "Ik ken deze persoon") {
			t.Error("the file does not lead to the page")
		}
		// Who may not: other teams, other organisations, and who sees no files. A worker marks nobody else and lifts nothing.
		for _, who := range []string{"near/cato", "far/anna", "near/boss", "near/keeper", "near/partner", "near/support"} {
			if a, _ := w.get(who, page); a.Status != 404 && a.Status != 403 {
				t.Errorf("%s opens the page: %d", who, a.Status)
			}
			if a := w.known(who, file, url.Values{"doe": {"zelf"}, "zeker": {"ja"}}); a.Status != 404 && a.Status != 403 {
				t.Errorf("%s sends the form: %d", who, a.Status)
			}
		}
		bram := w.who["near/bram"].ID
		for _, do := range []string{"collega", "weg"} {
			if a := w.known("near/anna", file, url.Values{"doe": {do}, "worker": {bram}}); a.Status != 403 {
				t.Errorf("a worker does %s: %d", do, a.Status)
			}
		}
		if _, d := w.get("near/anna", page); d.Has("h2", "Collega’s") {
			t.Error("a worker sees who knows somebody")
		}

		// Not without being sure; then the file closes at once, and the worker cannot undo it.
		if a := w.known("near/anna", file, url.Values{"doe": {"zelf"}}); a.Status != 422 {
			t.Errorf("not sure: %d", a.Status)
		}
		form := w.open("near/anna", page, "self", "doe", "zelf", "zeker", "ja")
		for range 2 { // pressed twice: the second time the file is shut already
			if a, _ := w.post("near/anna", page, form); a.Status != 303 || a.Header.Get("Location") != "/inwoners" {
				t.Errorf("marking oneself: %d to %s", a.Status, a.Header.Get("Location"))
			}
		}
		for _, p := range []string{page, "/inwoners/" + file} {
			if a, _ := w.get("near/anna", p); a.Status != 404 {
				t.Errorf("%s still opens: %d", p, a.Status)
			}
		}
		if a := w.known("near/anna", file, url.Values{"doe": {"weg"}, "worker": {w.who["near/anna"].ID}}); a.Status != 404 {
			t.Errorf("lifting one's own mark: %d", a.Status)
		}

		// The lead sees it, lifts it, and sets one for a colleague; never for somebody of another organisation.
		a, d := w.get("near/lead", page)
		if !d.Has("li", "anna") || !strings.Contains(a.Body, "18 mei 2020") {
			t.Error("the lead does not see the mark")
		}
		if a, _ := w.post("near/lead", page, w.open("near/lead", page, "lift-"+w.who["near/anna"].ID, "doe", "weg")); a.Status != 303 {
			t.Errorf("lifting: %d", a.Status)
		}
		if a, _ := w.get("near/anna", "/inwoners/"+file); a.Status != 200 {
			t.Errorf("after lifting the file does not open: %d", a.Status)
		}
		if a := w.known("near/lead", file, url.Values{"doe": {"collega"}}); a.Status != 422 {
			t.Errorf("no colleague: %d", a.Status)
		}
		if a := w.known("near/lead", file, url.Values{"doe": {"collega"}, "worker": {w.who["far/anna"].ID}}); a.Status < 400 {
			t.Errorf("somebody of another organisation: %d", a.Status)
		}
		if a := w.known("near/lead", file, url.Values{"doe": {"collega"}, "worker": {bram}}); a.Status != 303 {
			t.Errorf("marking a colleague: %d", a.Status)
		}
		if a, _ := w.get("near/bram", "/inwoners/"+file); a.Status != 404 {
			t.Errorf("the file of a marked colleague opens: %d", a.Status)
		}
		if m, l := w.count("conflict.marked", "done"), w.count("conflict.lifted", "done"); m != 2 || l != 1 {
			t.Errorf("%d marked and %d lifted in the audit", m, l)
		}
	})
}
