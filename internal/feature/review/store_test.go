package review

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// came gives the names of whose decisions came back to somebody, in order.
func (w *town) came(who string, team bool) string {
	w.t.Helper()
	var names []string
	place := place{}
	for {
		var teams []string
		if team {
			teams = w.who[who].Teams
		}
		list, more, last, err := w.f.came(access.With(w.t.Context(), w.who[who]), w.who[who], teams, place)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, x := range list {
			var why []string
			for _, r := range x.Returns {
				why = append(why, strings.TrimSuffix(r.Kind+":"+r.Code, ":"))
			}
			names = append(names, x.Who.Who.Given+" "+strings.Join(why, "+"))
		}
		if place = last; !more {
			return strings.Join(names, ", ")
		}
	}
}

// What brings a decision back, to whom, and when no longer.
func TestWhatComesBack(t *testing.T) {
	stricter := func(t *testing.T) *framework.Library { return content(t, "1.1.0", "2", "") }
	each(t, func(t *testing.T, w *town) {
		want := func(step, who string, team bool, names string) {
			t.Helper()
			if got := w.came(who, team); got != names {
				t.Errorf("%s: %s sees %q, want %q", step, who, got, names)
			}
		}
		first := w.decide("near/anna", "mine", "no", "2020-05-20", "2020-06-30")
		w.decide("near/bram", "team", "yes", "", "2020-05-25")
		w.decide("near/cato", "other", "no", "", "2020-07-30")
		w.decide("far/anna", "far", "no", "", "2020-05-01")
		want("fresh", "near/anna", false, "")
		want("fresh", "near/lead", true, "")
		want("overdue elsewhere", "far/anna", false, "Pieter day")

		w.clock.Set(noon.AddDate(0, 0, 3)) // the day after the next contact
		want("contact passed", "near/anna", false, "Johanna next_contact")
		want("contact passed, team", "near/bram", true, "Johanna next_contact")
		want("contact passed, not mine", "near/bram", false, "")
		want("another team", "near/cato", true, "")
		w.clock.Set(noon.AddDate(0, 0, 7)) // a program that was off for days loses nothing
		want("day to look", "near/bram", true, "Johanna next_contact, Kees day")

		w.happened("near/anna", "mine", "address")
		w.happened("near/anna", "mine", "address")
		w.clock.Set(noon.AddDate(0, 0, 7).Add(time.Minute)) // of two events the older comes first
		w.happened("near/bram", "team", "risk")
		want("something happened", "near/lead", true, "Johanna event:address+next_contact, Kees event:risk+day")

		if i := w.release("near/lead", "r1", stricter(t)); i != (framework.Impact{Open: 3, Same: 1, OtherAdvice: 2}) {
			t.Errorf("a guideline: %+v", i)
		}
		want("a guideline", "near/lead", true, "Johanna guideline:other_advice+event:address+next_contact, Kees event:risk+day")
		want("a guideline, another team", "near/cato", false, "Fatima guideline:other_advice")
		want("of another organisation", "far/anna", false, "Pieter day")

		w.tx("near/anna", func(ctx context.Context, tx db.Tx) error { return w.f.Closed(ctx, tx, w.who["near/anna"].Org, first) })
		want("closed", "near/lead", true, "Kees event:risk+day")
		if n := w.count(`select count(*) from came_back where deliberation_id = $1 and (done_at is null or how <> 'closed')`, first); n != 0 {
			t.Errorf("%d reasons still wait for a decision that is closed", n)
		}
	})
}

// A release has one effect, however often and from where it is begun, and as much as was told beforehand.
func TestBringingBackIsDoneOnce(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		for i := range 60 {
			w.decide("near/anna", "mine", []string{"no", "yes"}[i%2], "", "2020-07-01")
		}
		from, to := w.now, content(t, "1.1.0", "2", "")
		org := w.who["near/lead"].Org
		ctx := access.With(t.Context(), w.who["near/lead"])
		told, err := w.f.Impact(ctx, org, from, to, nil)
		if err != nil || told != (framework.Impact{Open: 60, Same: 30, OtherAdvice: 30}) {
			t.Fatalf("%+v, %v", told, err)
		}
		if n := w.count(`select count(*) from came_back`); n != 0 {
			t.Fatalf("looking beforehand stored %d rows", n)
		}
		// Interrupted: some were brought back already, and the end was never noted.
		stop, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := w.f.BringBack(stop, org, "r1", from, to, nil); err == nil {
			t.Fatal("a scan that was stopped says that it ended")
		}
		seen := 0
		if got := w.release("near/lead", "r1", to); got != told {
			t.Errorf("brought back %+v, told %+v", got, told)
		}
		w.tx("", func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, `delete from release_scan`) // as if it stopped just before the end
			return err
		})
		got, err := w.f.BringBack(ctx, org, "r1", from, to, func(done, total int) { seen = done })
		if err != nil || got != told || seen != 60 {
			t.Errorf("again: %+v, %v, progress %d", got, err, seen)
		}
		if n := w.count(`select count(*) from came_back`); n != 30 {
			t.Errorf("%d rows, want 30", n)
		}
		if again, err := w.f.BringBack(ctx, org, "r1", from, to, nil); err != nil || again != told {
			t.Errorf("once more: %+v, %v", again, err)
		}
		// What is decided on the new content is not touched by it; what was kept comes back with the next release.
		w.decide("near/anna", "mine", "no", "", "2020-07-01")
		if i, err := w.f.Impact(ctx, org, from, to, nil); err != nil || i.OtherAdvice != 30 || i.Same != 31 {
			t.Errorf("decided on the new content: %+v, %v", i, err)
		}
		if i := w.release("near/lead", "r2", content(t, "1.2.0", "3", "")); i.OtherAdvice != 31 {
			t.Errorf("the next release: %+v", i)
		}
	})
}

// Content that asks something new, or drops a framework, leaves it unknown.
func TestWhatCannotBeTold(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.decide("near/anna", "mine", "no", "", "2020-07-01")
		org, ctx := w.who["near/anna"].Org, access.With(t.Context(), w.who["near/anna"])
		i, err := w.f.Impact(ctx, org, w.now, &framework.Library{}, nil)
		if err != nil || i.CannotTell != 1 {
			t.Errorf("a framework that is gone: %+v, %v", i, err)
		}
		new := content(t, "1.0.0", "1.5", "  - {id: careful, says: {nl: V., en: C.}, when: {question: ill, is: no}, pulls: distance, weight: light}\n")
		if i, err = w.f.Impact(ctx, org, w.now, new, nil); err != nil || i.OtherReason != 1 {
			t.Errorf("another reason: %+v, %v", i, err)
		}
		w.release("near/lead", "r", &framework.Library{})
		if got := w.came("near/anna", false); got != "Johanna framework:cannot_tell" {
			t.Errorf("%q", got)
		}
	})
}

// Decisions of before a question was asked and of after it lie beside each other, each read by its own layout.
func TestSeveralLayouts(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		asks := content(t, "1.0.0", "1.5", "  - {id: cough, says: {nl: H., en: C.}, when: {question: cough, is: yes}, limits: {home: not_advised}}\n")
		w.decide("near/anna", "mine", "no", "", "2020-07-01")
		w.decide("near/anna", "mine", "yes", "", "2020-07-01") // not advised already
		if i := w.release("near/lead", "r1", asks); i != (framework.Impact{Open: 2, Same: 1, CannotTell: 1}) {
			t.Errorf("a question that was never asked: %+v", i)
		}
		w.decide("near/anna", "mine", "no", "", "2020-07-01")
		if n := w.count(`select count(*) from case_layout`); n != 2 {
			t.Errorf("%d layouts, want 2", n)
		}
		if i := w.release("near/lead", "r2", content(t, "1.1.0", "2", "  - {id: cough, says: {nl: H., en: C.}, when: {question: cough, is: yes}, limits: {home: not_advised}}\n")); i != (framework.Impact{Open: 3, Same: 1, OtherAdvice: 2}) {
			t.Errorf("another distance, after that: %+v", i)
		}
		got := strings.Split(w.came("near/anna", false), ", ") // they came back at one moment: in any order
		slices.Sort(got)
		if !slices.Equal(got, []string{"Johanna guideline:other_advice", "Johanna guideline:other_advice+framework:cannot_tell"}) {
			t.Errorf("%q", got)
		}
	})
}

// A second organisation sees and touches nothing, with the right ids.
func TestAnotherOrganisation(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		id := w.decide("near/anna", "mine", "no", "", "2020-05-01")
		w.happened("near/anna", "mine", "address")
		far := w.who["far/anna"]
		q := w.d.Read()
		if _, err := findOpen(t.Context(), q, far.Org, id); err == nil {
			t.Error("found")
		}
		if got, _ := waiting(t.Context(), q, far.Org, []string{id}); len(got) > 0 {
			t.Errorf("reasons: %v", got)
		}
		for _, teams := range [][]string{nil, {w.teams["near/north"]}} {
			if page, _, err := list(t.Context(), q, far, teams, today, place{}); err != nil || len(page) > 0 {
				t.Errorf("a list of %d, %v", len(page), err)
			}
		}
		if got, _ := openOf(t.Context(), q, far.Org, []string{w.ids["mine"]}); len(got) > 0 {
			t.Error("decisions of a resident")
		}
		if i, err := w.f.Impact(access.With(t.Context(), far), far.Org, w.now, content(t, "1.1.0", "2", ""), nil); err != nil || i.Open != 0 {
			t.Errorf("impact: %+v %v", i, err)
		}
		w.tx("far/anna", func(ctx context.Context, tx db.Tx) error {
			if err := w.f.Closed(ctx, tx, far.Org, id); err != nil {
				return err
			}
			if n, err := w.f.EraseResident(ctx, tx, far.Org, w.ids["mine"]); n != 0 || err != nil {
				t.Errorf("erased %d, %v", n, err)
			}
			return w.f.Happened(ctx, tx, far.Org, w.ids["mine"], "risk")
		})
		if got := w.came("near/anna", false); got != "Johanna event:address+day" {
			t.Errorf("%q", got)
		}
	})
}

// A file that was merged brings its decisions along; one that is closed to others, closed or erased does not show them.
func TestWhereAFileGoes(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.decide("near/cato", "other", "no", "", "2020-05-01")
		anna := w.who["near/anna"]
		w.tx("near/anna", func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, `update resident set merged_into = $2 where id = $1`, w.ids["other"], w.ids["mine"])
			return err
		})
		if got := w.came("near/anna", false); got != "Johanna day" {
			t.Errorf("merged: %q", got)
		}
		w.happened("near/anna", "mine", "household")
		if got := w.came("near/bram", true); got != "Johanna event:household+day" {
			t.Errorf("merged, for the team: %q", got)
		}
		w.tx("near/anna", func(ctx context.Context, tx db.Tx) error {
			return people.ChangeFrame(ctx, tx, anna, w.ids["mine"], 1, people.Frame{Team: w.teams["near/north"], Restricted: true, Ground: "general"})
		})
		if got := w.came("near/bram", true); got != "" {
			t.Errorf("a restricted file, for the team: %q", got)
		}
		if got := w.came("near/anna", false); got != "Johanna event:household+day" {
			t.Errorf("a restricted file, for whoever has it: %q", got)
		}
		w.marks.conflicts[anna.ID] = []string{w.ids["mine"]}
		if got := w.came("near/anna", false); got != "" {
			t.Errorf("somebody who knows this person: %q", got)
		}
		delete(w.marks.conflicts, anna.ID)
		w.tx("near/anna", func(ctx context.Context, tx db.Tx) error {
			for _, name := range []string{"mine", "other"} {
				if _, err := w.f.EraseResident(ctx, tx, anna.Org, w.ids[name]); err != nil {
					return err
				}
			}
			return nil
		})
		if n := w.count(`select (select count(*) from open_decision) + (select count(*) from came_back)`); n != 0 {
			t.Errorf("%d rows after erasing", n)
		}
	})
}

// The list comes in pages, what asks most first, and nothing is shown twice or passed over.
func TestListInPages(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		var want []string
		for i := range 2*PageSize + 3 {
			want = append(want, w.decide("near/anna", "mine", "no", "", today.Add(-i%7)))
		}
		w.release("near/lead", "r1", content(t, "1.1.0", "2", ""))
		w.decide("near/bram", "team", "no", "", "2020-05-01")
		var got []string
		p := place{}
		for {
			page, more, err := list(t.Context(), w.d.Read(), w.who["near/anna"], w.who["near/anna"].Teams, today, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range page {
				got = append(got, x.Deliberation)
				p = place{x.key, x.Deliberation}
			}
			if read := readPlace(p.String()); read != p {
				t.Fatalf("%v is read as %v", p, read)
			}
			if !more {
				break
			}
		}
		if len(got) != len(want)+1 || slices.Contains(want, got[len(got)-1]) {
			t.Fatalf("%d of %d, the last %q", len(got), len(want)+1, got[len(got)-1])
		}
		slices.Sort(got)
		if n := len(slices.Compact(got)); n != len(want)+1 {
			t.Errorf("%d different ones of %d", n, len(want)+1)
		}
	})
}

// A decision for several forms is compared on each of them: what asks most counts.
func TestSeveralChosenForms(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.decideOn("near/anna", "mine", "phone", "no", "", "2020-07-01")
		w.decideOn("near/bram", "team", "phone home", "no", "", "2020-07-01")
		w.decideOn("near/cato", "other", "phone gone", "no", "", "2020-07-01")
		got := w.release("near/lead", "r1", content(t, "1.1.0", "2", ""))
		if got.Open != 3 || got.OtherAdvice != 1 {
			t.Errorf("%+v: the distance of a home visit is other advice for whoever chose it, also beside calling", got)
		}
		_, doc := w.get("near/bram", "/heroverwegen")
		if !doc.Has("main", "Bellen; Huisbezoek") || !doc.Has("main", "Anders: Afstand, vanaf 15 maart 2020: was 1,5 meter, is nu 2 (strenger)") {
			t.Errorf("%q", doc.Texts("main"))
		}
		if got := w.came("near/anna", false); got != "" {
			t.Errorf("who chose to call is told of the distance of a visit: %s", got)
		}
	})
}
