package deliberation

import (
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/people"
	"nabij/internal/platform/web/webtest"
)

// TestTwoWorkers has two people in one deliberation: what they do not both touch is stored, what they do stands side by
// side until somebody chooses.
func TestTwoWorkers(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		first, second := w.open("near/anna", at, "weigh"), w.open("near/bram", at, "weigh")
		w.ok("near/anna", at, set(first, "q.wish", "meet", "q.informed", "yes"))
		w.clock.Set(noon.Add(time.Minute))
		a, d := w.post("near/bram", at, set(second, "q.wish", "no-meet", "q.contact-now", "lost"))
		if a.Status != 409 || !d.Has(".block__notes", "anna om 12:00") || !d.Has(".block__notes", "bram om 12:01") {
			t.Fatalf("%d %q", a.Status, d.Texts(".block__notes"))
		}
		if x := w.stored(at, "wish"); x.Given[0] != "meet" || x.ChangedBy != w.who["near/anna"].ID {
			t.Errorf("overwritten: %+v", x)
		}
		if x := w.stored(at, "contact-now"); len(x.Given) != 1 || x.Given[0] != "lost" {
			t.Errorf("what was not in dispute is lost: %+v", x)
		}
		// Nobody decides before a choice was made.
		form := w.open("near/anna", at+"/besluit?vorm=phone", "decide", "reden", "x", "ingestemd", "yes", "afwijken", "x", "zonder_overleg", "x", "zonder_akkoord", "x")
		if a, _ := w.post("near/anna", at+"/besluit", form); a.Status != 409 {
			t.Errorf("decided on two answers: %d", a.Status)
		}
		choose := w.open("near/anna", at+"/kiezen", "choose")
		stale := url.Values{}
		for k, v := range choose {
			stale[k] = v
		}
		w.ok("near/anna", at+"/kiezen", set(choose, "k.wish", w.who["near/bram"].ID))
		if x := w.stored(at, "wish"); x.Given[0] != "no-meet" || x.Version != 2 {
			t.Errorf("%+v", x)
		}
		if rows := w.dump("deliberation_beside"); strings.Count(rows, "\n") > 2 {
			t.Errorf("something stands beside still: %s", rows)
		}
		// A choice made on what is over: it is shown again, nothing changes.
		stale.Set("once", record.NewKey())
		stale.Set("k.wish", w.who["near/bram"].ID)
		if a, _ := w.post("near/bram", at+"/kiezen", stale); a.Status != 303 {
			t.Errorf("nothing was left to choose: %d", a.Status)
		}
		if x := w.stored(at, "wish"); x.Version != 2 {
			t.Errorf("%+v", x)
		}
	})
}

// TestTwoTabs has one person in two tabs, the back button, and an answer whose confirmation was lost.
func TestTwoTabs(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		one, other := w.open("near/anna", at, "weigh"), w.open("near/anna", at, "weigh")
		w.ok("near/anna", at, set(one, "q.wish", "meet"))
		if a, _ := w.post("near/anna", at, set(other, "q.wish", "later")); a.Status != 409 {
			t.Errorf("the other tab: %d", a.Status)
		}
		// The first page did not hear that it was stored, and goes on: that is no conflict with itself.
		w.ok("near/anna", at, set(one, "q.wish", "no-preference"))
		if x := w.stored(at, "wish"); x.Given[0] != "no-preference" {
			t.Errorf("%+v", x)
		}
		// The same page sent twice is one change.
		before := w.stored(at, "wish").Version
		w.ok("near/anna", at, one)
		if x := w.stored(at, "wish"); x.Version != before {
			t.Errorf("stored twice: %+v", x)
		}
		// Back to a page of before: what was not touched in it does not undo what happened since.
		again := w.open("near/anna", at, "weigh")
		w.ok("near/anna", at, set(w.open("near/anna", at, "weigh"), "q.informed", "yes"))
		w.ok("near/anna", at, set(again, "q.contact-now", "thin"))
		if x := w.stored(at, "informed"); len(x.Given) != 1 {
			t.Errorf("undone by an old page: %+v", x)
		}
		// An answer can be taken back.
		w.answer("near/anna", at, "q.informed", "-")
		if x := w.stored(at, "informed"); len(x.Given) != 0 || x.Version != 2 {
			t.Errorf("%+v", x)
		}
	})
}

// TestTheScriptHearsWhatCameOfEachAnswer sends as the script does.
func TestTheScriptHearsWhatCameOfEachAnswer(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		_, d := w.get("near/anna", at)
		var have []string
		for _, b := range d.Find("[data-key]") {
			have = append(have, webtest.Attr(b, "data-key"))
		}
		header := map[string]string{"X-Nabij-Part": "live", "X-Nabij-Have": strings.Join(have, " ")}
		mine, old := set(d.Fields("weigh"), "q.wish", "meet"), w.open("near/bram", at, "weigh")
		a, live := w.do("near/anna", webtest.Scenario{Path: at, Form: mine, Header: header})
		if a.Status != 200 || !live.Has("[data-replace=saved]", "Bewaard om 12:00.") {
			t.Fatalf("%d %q", a.Status, live.Texts("[data-replace=saved]"))
		}
		seals := live.Find("[data-replace=seals] input")
		byName := map[string]string{}
		for _, s := range seals {
			byName[webtest.Attr(s, "name")] = webtest.Attr(s, "value")
		}
		if byName["v.wish"] == mine.Get("v.wish") || byName["v.age"] != mine.Get("v.age") {
			t.Errorf("seals: wish %s (was %s), age %s (was %s)", byName["v.wish"], mine.Get("v.wish"), byName["v.age"], mine.Get("v.age"))
		}
		// Bram's page never showed Anna's answer: an update for another question must not tell it that it did.
		a, live = w.do("near/bram", webtest.Scenario{Path: at, Form: set(old, "q.informed", "yes"), Header: header})
		for _, s := range live.Find("[data-replace=seals] input") {
			if webtest.Attr(s, "name") == "v.wish" && webtest.Attr(s, "value") != old.Get("v.wish") {
				t.Errorf("the page would take for seen what it never showed: %s", webtest.Attr(s, "value"))
			}
		}
		if a.Status != 200 {
			t.Fatalf("%d", a.Status)
		}
		// What cannot be stored is told, and the rest is stored.
		wrong := set(w.open("near/anna", at, "weigh"), "q.age", "old", "q.contact-now", "thin")
		a, live = w.do("near/anna", webtest.Scenario{Path: at, Form: wrong, Header: header})
		if a.Status != 200 || len(live.Find("[data-unsaved]")) != 1 {
			t.Errorf("%d %q", a.Status, live.Texts("[data-replace=saved]"))
		}
		if x := w.stored(at, "age"); x.Given[0] != "72" {
			t.Errorf("%+v", x)
		}
		if x := w.stored(at, "contact-now"); len(x.Given) == 0 {
			t.Error("one wrong answer kept another from being stored")
		}
		// Somebody else signed in in this browser: the page of the first is not theirs to store.
		if a, _ := w.do("near/bram", webtest.Scenario{Path: at, Form: mine, Header: header}); a.Status != 409 {
			t.Errorf("stored under another name: %d", a.Status)
		}
	})
}

// TestWithoutAScript keeps what was typed when it cannot be stored, and leads on when it can.
func TestWithoutAScript(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		_, d := w.get("near/anna", at)
		to, field, ok := d.Action("weigh", "Bewaar en ga verder")
		if !ok || field.Get("naar") == "" {
			t.Fatalf("%q %v", to, field)
		}
		form := set(d.Fields("weigh"), "q.wish", "meet", "naar", field.Get("naar"))
		if got := w.ok("near/anna", to, form); got != at+"#"+field.Get("naar") {
			t.Errorf("leads to %s", got)
		}
		for _, to := range []string{"https://elders.example", "//x", "x y", "<b>"} {
			if got := w.ok("near/anna", at, set(w.open("near/anna", at, "weigh"), "naar", to)); got != at+"#bewaard" {
				t.Errorf("leads to %s", got)
			}
		}
		a, d := w.post("near/anna", at, set(w.open("near/anna", at, "weigh"), "q.age", "heel oud"))
		if a.Status != 422 || d.Fields("weigh").Get("q.age") != "heel oud" || !d.Has("#saved", "Niet bewaard") {
			t.Errorf("%d %q", a.Status, d.Fields("weigh").Get("q.age"))
		}
		long := strings.Repeat("lang 😀 ", 2500)
		a, d = w.post("near/anna", at, set(w.open("near/anna", at, "weigh"), "q.experience-text", long))
		if a.Status != 422 || strings.TrimSpace(d.Fields("weigh").Get("q.experience-text")) != strings.TrimSpace(long) {
			t.Errorf("%d: %d characters left", a.Status, len(d.Fields("weigh").Get("q.experience-text")))
		}
		text := "مريم zei: \"kom\" 👩‍👧 <script>alert(1)</script>\nen toen"
		w.answer("near/anna", at, "q.experience-text", text)
		if x := w.stored(at, "experience-text"); x.Given[0] != text {
			t.Errorf("%q", x.Given)
		}
	})
}

// TestTheSettingInDispute has two people choose another day.
func TestTheSettingInDispute(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		first, second, third := w.open("near/anna", at, "weigh"), w.open("near/bram", at, "weigh"), w.open("near/bram", at, "weigh")
		w.ok("near/anna", at, set(first, "day", "2020-05-22"))
		a, d := w.post("near/bram", at, set(second, "day", "2020-05-27", "q.informed", "yes"))
		if a.Status != 409 || d.Fields("weigh").Get("day") != "2020-05-27" || !d.Has("#moved", "Een collega wijzigde") {
			t.Errorf("%d %q", a.Status, d.Fields("weigh").Get("day"))
		}
		if x := w.stored(at, "informed"); len(x.Given) == 0 {
			t.Error("the answer was lost with the day")
		}
		w.ok("near/bram", at, set(third, "q.wish", "meet")) // did not touch the day
		if got := w.open("near/anna", at, "weigh").Get("day"); got != "2020-05-22" {
			t.Errorf("an old page put the day back to %s", got)
		}
		if got := w.ok("near/bram", at, d.Fields("weigh")); !strings.HasPrefix(got, at) {
			t.Errorf("%s", got)
		}
		if got := w.open("near/anna", at, "weigh").Get("day"); got != "2020-05-27" {
			t.Errorf("chosen anew it is %s", got)
		}
	})
}

// TestManyAtOnce has ten pages store at the same moment; every answer must be found.
func TestManyAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		questions := map[string]string{"wish": "meet", "contact-now": "thin", "can-express": "well", "informed": "yes", "unsafe-home": "none",
			"suicide": "none", "escalation": "none", "basic-needs": "none", "gut-feeling": "meeting"}
		var all sync.WaitGroup
		for q, v := range questions {
			form := set(w.open("near/anna", at, "weigh"), "q."+q, v)
			all.Add(1)
			go func() {
				defer all.Done()
				if a, _ := w.post("near/anna", at, form); a.Status != 303 {
					t.Errorf("%s: %d", q, a.Status)
				}
			}()
		}
		all.Wait()
		for q, v := range questions {
			if x := w.stored(at, q); !slices.Equal(x.Given, []string{v}) {
				t.Errorf("%s: %+v", q, x)
			}
		}
	})
}

// TestTheFileChangesMeanwhile shows what the file says now as a proposal, and stores it when chosen.
func TestTheFileChangesMeanwhile(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		w.clock.Set(noon.AddDate(0, 0, 1))
		w.put("near/anna", "mine", people.Household{Housemates: []people.Housemate{{Name: "Piet"}, {Name: "Kleinkind"}}})
		_, d := w.get("near/anna", at)
		if !d.Has(".block__notes", "Het dossier zegt nu: 2") || !d.Has(".block__notes", "19 mei 2020") {
			t.Errorf("%q", d.Texts(".block__notes"))
		}
		if x := w.stored(at, "housemates"); x.Given[0] != "1" {
			t.Errorf("the file overwrote it: %+v", x)
		}
		w.ok("near/anna", at+"/kiezen", w.open("near/anna", at+"/kiezen", "choose", "k.housemates", "dossier"))
		if x := w.stored(at, "housemates"); x.Given[0] != "2" || x.Source != record.FromFile || x.SourceOn != "2020-05-19" {
			t.Errorf("%+v", x)
		}
	})
}
