package oversight

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web/webtest"
)

// TestTheTrailItself verifies from the page, also when somebody changed a line.
func TestTheTrailItself(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.happened("near/worker", noon, seen(h.files...)...)
		if _, d := h.get(officer, "/toezicht"); !d.Has("#spoor", "Er is hier nog niet gecontroleerd.") || !d.Has("#spoor", "Dit programma ondertekent het logboek niet.") {
			t.Errorf("%v", d.Texts("#spoor"))
		}
		heads, err := audit.NewHeads(h.f.Audit, []string{filepath.Join(t.TempDir(), "heads")}, false)
		if err != nil {
			t.Fatal(err)
		}
		sign := func() {
			t.Helper()
			if _, err := heads.Make(t.Context()); err != nil {
				t.Fatal(err)
			}
			org := h.who[officer].Org
			h.heads[org], _ = heads.Last(org)
		}
		check := func() *webtest.Doc {
			t.Helper()
			_, d := h.get(officer, "/toezicht")
			form := d.Fields("check")
			for range 2 { // pressed twice
				if a, _ := h.do(officer, webtest.Scenario{Path: "/toezicht/controle", Form: form}); a.Status != 303 {
					t.Fatalf("asking for a verification: %d", a.Status)
				}
			}
			form.Set(once.Field, once.Key())
			if a, _ := h.do(officer, webtest.Scenario{Path: "/toezicht/controle", Form: form}); a.Status != 409 {
				t.Errorf("a second beside it: %d", a.Status)
			}
			_, d = h.get(officer, "/toezicht")
			if !d.Has("#spoor", "de controle loopt") || len(d.Find("#check")) != 0 {
				t.Error("it does not tell that it is going on")
			}
			if err := h.f.verifyOne(t.Context(), <-h.f.asked); err != nil {
				t.Fatal(err)
			}
			h.clock.Advance(time.Second)
			_, d = h.get(officer, "/toezicht")
			return d
		}
		sign()
		if d := check(); !d.Has("#spoor", "alles klopt") || d.Has("main", "Het logboek is niet zoals het was") {
			t.Errorf("%v", d.Texts("#spoor"))
		}
		h.clock.Advance(time.Hour)
		h.happened("near/worker", noon.Add(2*time.Hour), seen(h.files[0])...)
		h.clock.Set(noon.Add(3 * time.Hour))
		if _, d := h.get(officer, "/toezicht"); !d.Has("main", "De laatste handtekening is oud") {
			t.Error("it does not tell that the newest head is old")
		}
		err = h.d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, `update audit_line set detail = 'x' where organisation_id = $1 and seq = 5`, h.who[officer].Org)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if d := check(); !d.Has("#spoor", "er klopt iets niet vanaf regel 5: een regel is veranderd") || !d.Has("main", "Het logboek is niet zoals het was") {
			t.Errorf("%v", d.Texts("#spoor"))
		}
		if n := h.count(`audit_line where event = 'audit.verified' and detail = 'state:wrong'`); n != 1 {
			t.Errorf("%d lines about it", n)
		}
		if _, d := h.get("far/privacy_officer", "/toezicht"); d.Has("main", "Het logboek is niet zoals het was") || !d.Has("#spoor", "nog niet gecontroleerd") {
			t.Error("another organisation sees it")
		}
		// A program that was ended meanwhile leaves one that does not end: it may be asked again after a while.
		_, d := h.get(officer, "/toezicht")
		if a, _ := h.do(officer, webtest.Scenario{Path: "/toezicht/controle", Form: d.Fields("check")}); a.Status != 303 {
			t.Fatal(a.Status)
		}
		h.clock.Advance(time.Hour)
		if _, d := h.get(officer, "/toezicht"); !d.Has("#spoor", "niet afgemaakt") || len(d.Find("#check")) != 1 {
			t.Error("what was broken off stays in the way")
		}
	})
}
