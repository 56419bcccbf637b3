package intake

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web/webtest"
)

func (w *town) upload(name, file string) webtest.Answer {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range map[string]string{"once": once.Key(), "team": w.teams["near/north"]} {
		if err := m.WriteField(k, v); err != nil {
			w.t.Fatal(err)
		}
	}
	part, err := m.CreateFormFile("bestand", "lijst.csv")
	if err != nil {
		w.t.Fatal(err)
	}
	fmt.Fprint(part, file)
	m.Close()
	return webtest.Do(w.as(name), webtest.Scenario{Method: http.MethodPost, Path: "/inwoners/invoeren", Body: b.String(), Header: map[string]string{"Content-Type": m.FormDataContentType()}})
}

// found counts whom a worker of the team finds.
func (w *town) found(typed string) int {
	w.t.Helper()
	f, err := people.Search(w.t.Context(), w.d.Read(), w.who["near/lead"], people.ScopeOf(w.who["near/lead"], access.Search), typed)
	if err != nil {
		w.t.Fatal(err)
	}
	return len(f.Residents)
}

func TestBringInAList(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		if a, _ := w.get("near/anna", "/inwoners/invoeren"); a.Status != 403 {
			t.Errorf("a worker may bring in lists: %d", a.Status)
		}
		w.get("near/lead", "/inwoners/invoeren")
		a := w.upload("near/lead", "Voornaam;Achternaam;Geboortedatum;E-mail\nPiet;Puk;1-2-1950;p@x.nl\n=1+1;Formule;1950;\nJan;Fout;35-1-1950;\n")
		to := a.Header.Get("Location")
		if a.Status != 303 || !strings.HasPrefix(to, "/inwoners/invoeren/lijst/") {
			t.Fatalf("upload: %d %s", a.Status, to)
		}
		_, d := w.get("near/lead", to)
		if !d.Has("li", "Regel 4") || d.Has("button", "Iedereen opslaan") {
			t.Errorf("the preview: %q", d.Texts("li"))
		}
		if a, _ := w.post("near/lead", to, w.open("near/lead", to, "form", "doe", "opslaan")); a.Status != 422 || w.count("resident.imported", "done") != 0 {
			t.Errorf("a list with a problem: %d", a.Status)
		}
		form := w.open("near/lead", to, "form", "doe", "kolommen", "kolom.2", "")
		w.post("near/lead", to, form)
		form = w.open("near/lead", to, "form", "doe", "opslaan")
		for range 2 {
			if a, _ := w.post("near/lead", to, form); a.Status != 303 {
				t.Errorf("storing: %d", a.Status)
			}
		}
		if w.found("piet puk") != 1 || w.count("resident.imported", "done") != 1 {
			t.Error("who came from the list is not found, or is there twice")
		}
		for _, who := range []string{"near/anna", "near/bram", "far/lead"} {
			if a, _ := w.get(who, to); a.Status != 404 {
				t.Errorf("somebody else's list as %s: %d", who, a.Status)
			}
		}
		form = w.open("near/lead", to, "undo", "doe", "terug")
		if a, _ := w.post("near/lead", to, form); a.Status != 303 || w.count("resident.import_undone", "done") != 1 {
			t.Errorf("undoing: %d", a.Status)
		}
		if w.found("piet puk") != 0 {
			t.Error("who came from the list is still there")
		}
	})
}

// crowd makes a list of so many people.
func crowd(n int) string {
	var b strings.Builder
	b.WriteString("Voornaam;Achternaam;Postcode;Nummer\n")
	for i := range n {
		fmt.Fprintf(&b, "Voor%c%c;Achter%d;1234 AB;%d\n", 'a'+i%26, 'a'+i/26%26, i, i)
	}
	return b.String()
}

// TestALongListInParts stores a list part by part, is cut off, goes on, and is taken back half way and in parts.
func TestALongListInParts(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.f.most = 1
		to := w.upload("near/lead", crowd(3*storePart+50)).Header.Get("Location")
		id := to[strings.LastIndex(to, "/")+1:]
		state := func() people.Import {
			t.Helper()
			i, err := people.FindImport(t.Context(), w.d.Read(), w.who["near/lead"], id)
			if err != nil {
				t.Fatal(err)
			}
			return i
		}
		first := w.open("near/lead", to, "form", "doe", "opslaan")
		for range 2 { // pressed twice: the second is about rows that are there already
			w.post("near/lead", to, first)
		}
		if i := state(); i.State != people.ImportStoring || i.Done != storePart {
			t.Fatalf("after the first part: %s %d", i.State, i.Done)
		}
		if _, d := w.get("near/lead", to); !d.Has("#steps", fmt.Sprint(storePart)) || !d.Has("button", "Verder") {
			t.Error("the page does not tell how far it is")
		}
		w.post("near/lead", to, w.open("near/lead", to, "form"))
		if i := state(); i.Done != 2*storePart {
			t.Fatalf("after the second part: %d", i.Done)
		}
		// Somebody works in one of the files; then half the list is taken back.
		var worked string
		w.tx(func(ctx context.Context, tx db.Tx) error {
			a := w.who["near/lead"]
			f, err := people.Search(ctx, tx, a, people.ScopeOf(a, access.Search), "Achter17")
			if err != nil {
				return err
			}
			worked = f.Residents[0].ID
			return people.Assign(ctx, tx, a, worked, w.who["near/anna"].ID, db.InstantOf(noon), today)
		})
		parts := 0
		for form := w.open("near/lead", to, "undo", "doe", "terug"); state().State != people.ImportUndone; parts++ {
			if a, _ := w.post("near/lead", to, form); a.Status != 303 || parts > 20 {
				t.Fatalf("undoing: %d after %d parts", a.Status, parts)
			}
			if state().State == people.ImportUndoing {
				form = w.open("near/lead", to, "form")
			}
		}
		if want := 2 * storePart / undoPart; parts != want {
			t.Errorf("taken back in %d parts, want %d", parts, want)
		}
		n, err := db.One(t.Context(), w.d.Read(), func(r db.Row) (n int64, err error) { return n, r.Scan(&n) },
			`select count(*) from import_resident where import_id = $1`, id)
		if err != nil || n != 1 || w.found("Achter17") != 1 {
			t.Errorf("%d files of the list are there: %v", n, err)
		}
		data, err := people.ImportData(t.Context(), w.d.Read(), w.who["near/lead"], id)
		if err != nil || data != "" {
			t.Errorf("the text of the list is still there: %v", err)
		}
	})
}

// TestStoppedAndForgotten stops a list half way, and lets another lie for a day.
func TestStoppedAndForgotten(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.f.most = 1
		begin := func() string {
			to := w.upload("near/lead", crowd(storePart+5)).Header.Get("Location")
			w.post("near/lead", to, w.open("near/lead", to, "form", "doe", "opslaan"))
			return to
		}
		to := begin()
		if a, _ := w.post("near/lead", to, w.open("near/lead", to, "stop", "doe", "stop")); a.Status != 303 {
			t.Errorf("stopping: %d", a.Status)
		}
		if _, d := w.get("near/lead", to); !d.Has(".notice", fmt.Sprintf("%d van de %d", storePart, storePart+5)) || len(d.Find("#undo")) != 1 {
			t.Error("the page does not tell how much is there, or offers no way back")
		}
		lies := begin()
		w.clock.Advance(25 * 60 * 60 * 1e9)
		w.upload("near/lead", crowd(1)) // sweeps
		id := lies[strings.LastIndex(lies, "/")+1:]
		data, err := people.ImportData(t.Context(), w.d.Read(), w.who["near/lead"], id)
		if i, e := people.FindImport(t.Context(), w.d.Read(), w.who["near/lead"], id); err != nil || e != nil || data != "" || i.State != people.ImportStored || !i.CanUndo(db.InstantOf(w.clock.Now())) {
			t.Errorf("a list of yesterday: %q %+v %v %v", data, i, err, e)
		}
	})
}
