package oversight

import (
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/audit"
	"nabij/internal/platform/web/webtest"
)

// TestTheLog asks the trail in every way, and takes it along on paper and in a file.
func TestTheLog(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.happened("near/worker", noon.AddDate(0, 0, -1), seen(h.files...)...)
		h.happened("near/second", noon, audit.Line{Event: "access.refused", Kind: "resident", ID: h.files[1], Residents: h.files[1:2], Ground: "no_grant", Outcome: audit.Refused, Detail: "verb:see"})
		h.happened("far/worker", noon, seen(h.alien)...)
		lines := func(query string) []string {
			t.Helper()
			a, d := h.get(officer, "/toezicht/logboek"+query)
			if a.Status != 200 {
				t.Fatalf("%s: %d", query, a.Status)
			}
			for _, never := range []string{"Geheim", "Jansen", "far worker"} {
				if strings.Contains(a.Body, never) {
					t.Errorf("%s shows %q", query, never)
				}
			}
			return d.Texts("#lines li")
		}
		if got := lines(""); len(got) != 47 || !strings.Contains(got[1], "(medewerker): Toegang geweigerd") || !strings.Contains(got[1], "mag niet volgens de rechten") {
			t.Errorf("%d lines: %.300q", len(got), got)
		}
		if got := lines("?geweigerd=ja"); len(got) != 1 || !strings.Contains(got[0], short(h.files[1])) {
			t.Errorf("refused: %q", got)
		}
		if got := lines("?wie=" + h.who["near/second"].ID); len(got) != 1 {
			t.Errorf("one worker: %d lines", len(got))
		}
		if got := lines("?dossier=" + short(h.files[1])); len(got) != 3 { // and that this was asked
			t.Errorf("one file by its reference: %d lines", len(got))
		}
		if got := lines("?dossier=" + h.files[1] + "&wat=resident.seen"); len(got) != 1 {
			t.Errorf("one file, one kind: %d lines", len(got))
		}
		if got := lines("?wat=account"); len(got) != 0 {
			t.Errorf("accounts: %q", got)
		}
		if got := lines("?van=2020-05-20&tot=2020-05-20&wat=file"); len(got) != 1 {
			t.Errorf("one day: %d lines", len(got))
		}
		if got := lines("?dossier=" + h.alien); len(got) != 1 || !strings.Contains(got[0], "Logboek gelezen") { // that this was asked
			t.Errorf("a file of another organisation: %q", got)
		}
		for _, wrong := range []string{"?van=2020-05-20&tot=2020-05-01", "?dossier=Jansen%20Kees", "?dossier=000000000000", "?dossier=" + short(h.alien), "?van=morgen"} {
			if a, d := h.get(officer, "/toezicht/logboek"+wrong); a.Status != 422 || len(d.Texts("#lines li")) != 0 {
				t.Errorf("%s: %d", wrong, a.Status)
			}
		}
		// Pages: nothing twice, nothing missed.
		h.happened("near/worker", noon.Add(time.Minute), append(seen(h.files...), seen(h.files...)...)...)
		next, all := "/toezicht/logboek?wie="+h.who["near/worker"].ID, map[string]bool{}
		for next != "" && len(all) < 1000 {
			_, d := h.get(officer, next)
			for _, l := range d.Texts("#lines li .line__label") {
				all[l] = true
			}
			next = ""
			for _, n := range d.Find("main a") {
				if webtest.Words(n) == "Oudere regels" {
					next = webtest.Attr(n, "href")
				}
			}
		}
		if len(all) != 135 {
			t.Errorf("by pages %d lines, want 135", len(all))
		}
		if h.count(`audit_line where event = 'audit.read' and outcome = 'done' and actor_id = $1`, h.who[officer].ID) < 10 {
			t.Error("reading the log is not in the log")
		}

		a, d := h.get(officer, "/toezicht/logboek/afdruk?geweigerd=ja")
		if a.Status != 200 || len(d.Texts("tbody tr")) != 1 || h.count(`audit_line where event = 'audit.printed'`) != 1 {
			t.Errorf("on paper: %d, %d rows", a.Status, len(d.Texts("tbody tr")))
		}

		// A file, for a reason, that runs nothing in a spreadsheet.
		_, d = h.get(officer, "/toezicht/logboek?wie="+h.who["near/second"].ID)
		form := d.Fields("export")
		if a, _ := h.do(officer, webtest.Scenario{Path: "/toezicht/logboek/uitvoeren", Form: form}); a.Status != 422 || h.count(`audit_line where event = 'audit.exported'`) != 0 {
			t.Errorf("without a reason: %d", a.Status)
		}
		form.Set("reden", "complaint")
		a, _ = h.do(officer, webtest.Scenario{Path: "/toezicht/logboek/uitvoeren", Form: form})
		if a.Status != 200 || !strings.Contains(a.Header.Get("Content-Disposition"), `"logboek.csv"`) {
			t.Fatalf("a file: %d", a.Status)
		}
		if !strings.Contains(a.Body, `"'=HYPERLINK(near) de Vries"`) || strings.Contains(a.Body, `"=`) {
			t.Errorf("a cell could run: %s", a.Body)
		}
		if strings.Count(a.Body, "\r\n") != 2 || strings.Contains(a.Body, "Geheim") || strings.Contains(a.Body, h.files[1]) || !strings.Contains(a.Body, short(h.files[1])) {
			t.Errorf("the file holds %s", a.Body)
		}
		if h.count(`audit_line where event = 'audit.exported' and outcome = 'done' and detail like '%reason:complaint%'`) != 1 {
			t.Error("the file is not in the trail")
		}
	})
}
