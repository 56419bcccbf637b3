package publishing

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/run"
)

// proposed takes a version so far that its effects can be reckoned.
func (w *town) proposed() string {
	w.t.Helper()
	version := w.begin("near/edith", "hot-day")
	w.write("near/edith", version, "rules.yaml", rules("", "not_advised"))
	if a := w.propose("near/edith", version); a.Status != http.StatusSeeOther {
		w.t.Fatal(a.Body)
	}
	return version
}

func TestProgressIsShownWithoutAndWithAScript(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.proposed()
		if a, _ := w.post("near/fred", version+"/gevolgen", w.open("near/fred", version, "reckon")); a.Status != http.StatusSeeOther || !strings.HasSuffix(a.Header.Get("Location"), "#gevolgen") {
			t.Fatalf("%d", a.Status)
		}
		_, doc := w.get("near/fred", version)
		if !doc.Has("#gevolgen", "begint zo") || !doc.Has("#gevolgen a", "Kijk hoe ver het is") || doc.Has("form#reckon", "") || !doc.Has("[data-busy]", "") {
			t.Errorf("waiting is not shown: %q", doc.Texts("#gevolgen"))
		}
		// What is told half way stands in the database, for every process and page.
		w.impacts.progress = func() {
			until := time.Now().Add(5 * time.Second)
			for {
				part, _ := w.get("near/fred", version+"/gevolgen")
				if strings.Contains(part.Body, "Lopende besluiten: 1 van 5") {
					if strings.Contains(part.Body, "<html") {
						t.Error("the part is a whole page")
					}
					return
				}
				if time.Now().After(until) {
					t.Errorf("the progress is not shown: %s", part.Body)
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		}
		w.work()
		part, _ := w.get("near/anna", version+"/gevolgen")
		if strings.Contains(part.Body, "data-busy") || !strings.Contains(part.Body, "Een ander advies") {
			t.Errorf("the end is not shown: %s", part.Body)
		}
		// The same effects of a text that was changed since are old.
		form := w.open("near/fred", version, "sendback", "doe", "terug", "terug", "Zet het akkoord terug.")
		if a, _ := w.post("near/fred", version, form); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		w.write("near/edith", version, "rules.yaml", rules("approve: [lead], ", "conditional"))
		_, doc = w.get("near/edith", version)
		if !doc.Has("#gevolgen", "De tekst is daarna gewijzigd") || !doc.Has("main", "Zet het akkoord terug.") || !doc.Has("main", "fred stuurde terug") {
			t.Error("old effects are not told to be old, or the words are lost")
		}
		if got := doc.Fields("propose").Get("hoe.workers"); got != "In het overleg." {
			t.Errorf("who was consulted is asked again from the start: %q", got)
		}
	})
}

func TestWorkSurvivesWhatHappensToProcesses(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.proposed()
		form := w.open("near/fred", version, "reckon")
		if a, _ := w.post("near/fred", version+"/gevolgen", form); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		w.post("near/fred", version+"/gevolgen", w.fresh(form)) // while it waits it is not put there twice
		// A process takes it and dies: nobody else takes it within a minute, then somebody does.
		r, err := claimRun(t.Context(), w.d, w.clock.Now())
		if err != nil || r.State != "running" {
			t.Fatalf("%v %v", r, err)
		}
		if other, err := claimRun(t.Context(), w.d, w.clock.Now().Add(30*time.Second)); err != nil || other.ID != "" {
			t.Fatalf("two processes do the same work: %v %v", other, err)
		}
		w.clock.Advance(2 * time.Minute)
		w.work()
		if len(w.impacts.asked) != 1 {
			t.Errorf("reckoned %d times", len(w.impacts.asked))
		}
		// The one that was thought dead comes back late: what it says does not count any more.
		r.State, r.Impact.Open = "done", 99
		if err := endRun(t.Context(), w.d, r, w.clock.Now()); err != nil {
			t.Fatal(err)
		}
		if _, doc := w.get("near/fred", version); doc.Has("#gevolgen td", "99") || !doc.Has("#gevolgen td", "5") {
			t.Error("a late process wrote over the result")
		}
		// Failing again and again is told, and can be begun again.
		if a := w.release("near/fred", version); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		w.impacts.fails = mostTries
		for range mostTries {
			if _, err := w.f.workOnce(t.Context()); err == nil {
				t.Error("a failure is not told")
			}
			w.clock.Advance(2 * time.Minute)
		}
		_, doc := w.get("near/fred", version)
		if !doc.Has("#gevolgen", "afgebroken. Begin opnieuw; niets gebeurt dubbel") {
			t.Errorf("what stopped is not told: %q", doc.Texts("#gevolgen"))
		}
		again := w.open("near/fred", version, "again", "doe", "opnieuw")
		if a, _ := w.post("near/fred", version, again); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		w.work()
		if _, doc = w.get("near/fred", version); !doc.Has("#gevolgen", "Deze tellingen zijn gelijk") {
			t.Error("begun again, it does not end")
		}
		if last := w.impacts.asked[len(w.impacts.asked)-1]; !strings.Contains(last, " "+strings.TrimPrefix(version, "/kaderbeheer/versie/")+" ") {
			t.Errorf("the same release has another name the second time: %q", last)
		}
		// Counts that differ are told.
		w.sql(`update pack_run set same = same + 1, open = open + 1 where task = 'back' and state = 'done'`)
		if _, doc = w.get("near/fred", version); !doc.Has("#gevolgen", "Deze tellingen zijn anders") {
			t.Error("counts that differ are not told")
		}
	})
}

func TestTheWorkerStopsAndGivesBack(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.proposed()
		ctx, stop := context.WithCancel(t.Context())
		w.impacts.progress = stop // the program is told to stop in the middle
		w.impacts.fails = 1
		task := run.Go(ctx, "test", w.f.Work)
		if a, _ := w.post("near/fred", version+"/gevolgen", w.open("near/fred", version, "reckon")); a.Status != http.StatusSeeOther {
			t.Fatal(a.Body)
		}
		if err := task.Wait(); err != nil {
			t.Fatal(err)
		}
		w.impacts.progress = nil
		if _, doc := w.get("near/fred", version); !doc.Has("#gevolgen", "begint zo") {
			t.Errorf("what was broken off by the stop does not wait for the next start: %q", doc.Texts("#gevolgen"))
		}
		w.work()
		if _, doc := w.get("near/fred", version); !doc.Has("#gevolgen", "Een ander advies") {
			t.Error("after the next start it does not end")
		}
	})
}

func TestWithoutAKeeperOfDecisions(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.f.Impact = nil
		version := w.proposed()
		_, doc := w.get("near/fred", version)
		if !doc.Has("#gevolgen", "niet te zien welke") || doc.Has("form#reckon", "") {
			t.Error("nobody knows the decisions, and the page does not say so")
		}
		if a := w.release("near/fred", version); a.Status != http.StatusSeeOther {
			t.Errorf("%d", a.Status)
		}
		w.work()
	})
}
