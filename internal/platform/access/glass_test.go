package access

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// far is a resident of another team; the file is of team-b.
func far(h *home, id string) Object {
	return Object{Kind: "resident", ID: id, Org: h.org, Resident: id, Relation: OtherTeam}
}

func (h *home) breakGlass(a Actor, o Object, reason, why string) (g Glass, err error) {
	err = h.tx(func(ctx context.Context, tx db.Tx) error {
		g, err = h.Break(ctx, tx, a, o, []string{"team-b"}, reason, why)
		return err
	})
	return g, err
}

func (h *home) strongOf(m member, roles []Role, teams ...string) Actor {
	return Actor{ID: m.id, Org: h.org, Roles: roles, Teams: teams, Session: "s", Via: "web", Strong: h.now()}
}

const why = "De buurvrouw belde: er wordt geschreeuwd."

func TestBreakingTheGlass(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", []string{"team-a"}, Worker)
		lead := h.hire("lead@example.nl", []string{"team-b"}, TeamLead)
		otherLead := h.hire("lead-c@example.nl", []string{"team-c"}, TeamLead)
		watcher := h.hire("fg@example.nl", nil, PrivacyOfficer)
		a := h.strongOf(m, []Role{Worker}, "team-a")
		o := far(h, "res-1")
		see := func() Decision {
			grounds, err := h.Grounds(t.Context(), h.db.Read(), a, o.ID)
			h.must(err)
			return May(a, See, o, grounds...)
		}
		if see().Allowed {
			t.Fatal("the file is open")
		}
		for name, c := range map[string]struct {
			actor  Actor
			object Object
			reason string
			why    string
			want   fault.Kind
		}{
			"no reason":          {a, o, "", why, fault.Invalid},
			"an invented reason": {a, o, "curious", why, fault.Invalid},
			"no explanation":     {a, o, "danger", "   kort  ", fault.Invalid},
			"an administrator":   {h.strongOf(h.admin, []Role{Administrator}), o, "danger", why, fault.Forbidden},
			"a manager":          {h.strongOf(m, []Role{Manager}), o, "danger", why, fault.Forbidden},
			"a partner":          {h.strongOf(m, []Role{NetworkPartner}), o, "danger", why, fault.Forbidden},
			"not a resident":     {a, Object{Kind: "household", ID: "x", Org: h.org, Relation: OtherTeam}, "danger", why, fault.Forbidden},
			"nobody in it":       {a, Object{Kind: "resident", Org: h.org, Relation: OtherTeam}, "danger", why, fault.Forbidden},
		} {
			if _, err := h.breakGlass(c.actor, c.object, c.reason, c.why); fault.KindOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		tired := a
		tired.Strong = db.InstantOf(h.clock.Now().Add(-GlassStrong - time.Second))
		if _, err := h.breakGlass(tired, o, "danger", why); !errors.Is(err, ErrStepUp) {
			t.Errorf("without a fresh factor: %v", err)
		}

		g, err := h.breakGlass(a, o, "danger", why)
		h.must(err)
		if d := see(); !d.Allowed || d.Ground != "break_glass:"+g.ID {
			t.Errorf("%+v", d)
		}
		if grounds, err := h.Grounds(t.Context(), h.db.Read(), a, "res-2"); err != nil || len(grounds) != 0 {
			t.Errorf("another resident is open too: %v %v", grounds, err)
		}
		if grounds, err := h.Grounds(t.Context(), h.db.Read(), h.strongOf(otherLead, []Role{Worker}), o.ID); err != nil || len(grounds) != 0 {
			t.Errorf("it is open for somebody else too: %v %v", grounds, err)
		}
		if grounds, err := h.Grounds(t.Context(), h.db.Read(), Actor{ID: a.ID, Org: "elders"}, o.ID); err != nil || len(grounds) != 0 {
			t.Errorf("it is open in another organisation: %v %v", grounds, err)
		}
		for who, want := range map[string]int{lead.id: 1, watcher.id: 1, otherLead.id: 0, m.id: 0} {
			list, err := h.Notices(t.Context(), Actor{ID: who, Org: h.org})
			h.must(err)
			n := 0
			for _, x := range list {
				if x.Kind == NoticeGlass && x.About == g.ID && x.By == m.id {
					n++
				}
			}
			if n != want {
				t.Errorf("%s was told %d times, want %d", who, n, want)
			}
		}
		if !h.recorded("break_glass.opened  " + m.id + " " + g.ID + " reason:danger") {
			t.Error("it was not recorded")
		}
		if again, err := h.breakGlass(a, o, "danger", why); err != nil || again.ID != g.ID {
			t.Errorf("again while it is open: %+v %v", again, err)
		}
		h.clock.Advance(GlassLife - time.Second)
		if !see().Allowed {
			t.Error("it closed before its time")
		}
		h.clock.Advance(time.Second)
		if see().Allowed {
			t.Error("it is open after an hour")
		}

		// A second time waits for the lead.
		a.Strong = h.now()
		if _, err := h.breakGlass(a, o, "danger", why); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a second time: %v", err)
		}
		review := func(by Actor, outcome string) error {
			return h.tx(func(ctx context.Context, tx db.Tx) error { return h.Review(ctx, tx, by, g.ID, outcome, "Besproken.") })
		}
		wantKind(t, "reviewing one's own", review(h.strongOf(m, []Role{Worker, TeamLead}, "team-b"), "right"), fault.NotFound)
		wantKind(t, "reviewing by another team's lead", review(h.strongOf(otherLead, []Role{TeamLead}, "team-c"), "right"), fault.NotFound)
		wantKind(t, "reviewing by an administrator", review(h.actorOfAdmin(), "right"), fault.NotFound)
		wantKind(t, "an invented outcome", review(h.strongOf(lead, []Role{TeamLead}, "team-b"), "fine"), fault.Invalid)
		for who, want := range map[string]int{lead.id: 1, otherLead.id: 0} {
			list, err := h.Reviews(t.Context(), h.strongOf(member{id: who}, []Role{TeamLead}, "team-b"))
			if err != nil || len(list) != want {
				t.Errorf("%d to review, want %d, %v", len(list), want, err)
			}
		}
		if list, err := h.Reviews(t.Context(), h.strongOf(watcher, []Role{PrivacyOfficer})); err != nil || len(list) != 1 || list[0].Explanation != why {
			t.Errorf("the privacy officer reviews %v %v", list, err)
		}
		h.must(review(h.strongOf(lead, []Role{TeamLead}, "team-b"), "right"))
		wantKind(t, "reviewing twice", review(h.strongOf(watcher, []Role{PrivacyOfficer}), "wrong"), fault.Conflict)
		if _, err := h.breakGlass(a, o, "danger", why); err != nil {
			t.Errorf("after the lead looked: %v", err)
		}
	})
}

func TestNobodyReviewsTheirOwn(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker, PrivacyOfficer)
		a := h.strongOf(m, []Role{Worker, PrivacyOfficer})
		g, err := h.breakGlass(a, far(h, "res-1"), "danger", why)
		h.must(err)
		err = h.tx(func(ctx context.Context, tx db.Tx) error { return h.Review(ctx, tx, a, g.ID, "right", "") })
		wantKind(t, "a privacy officer reviews their own", err, fault.NotFound)
		if list, err := h.Reviews(t.Context(), a); err != nil || len(list) != 0 {
			t.Errorf("it is on their own list: %v %v", list, err)
		}
	})
}

func TestAGlassIsClosedByItsOwnerAndByLeaving(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker)
		a := h.strongOf(m, []Role{Worker})
		first, err := h.breakGlass(a, far(h, "res-1"), "danger", why)
		h.must(err)
		_, err = h.breakGlass(a, far(h, "res-2"), "danger", why)
		h.must(err)
		if err := h.tx(func(ctx context.Context, tx db.Tx) error { return h.EndGlass(ctx, tx, h.actorOfAdmin(), first.ID) }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody else ended it: %v", err)
		}
		h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return h.EndGlass(ctx, tx, a, first.ID) }))
		open := func(id string) int {
			g, err := h.Grounds(t.Context(), h.db.Read(), a, id)
			h.must(err)
			return len(g)
		}
		if open("res-1") != 0 || open("res-2") != 1 {
			t.Errorf("%d %d", open("res-1"), open("res-2"))
		}
		h.must(h.tx(func(ctx context.Context, tx db.Tx) error { return h.Leave(ctx, tx, h.actorOfAdmin(), m.id) }))
		if open("res-2") != 0 {
			t.Error("it is open for who left")
		}
		h.clock.Advance(-time.Minute)
		if open("res-1") != 0 {
			t.Error("it came back to life with the clock")
		}
	})
}

func TestIKnowThisPerson(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", []string{"team-b"}, Worker)
		lead := h.hire("lead@example.nl", []string{"team-b"}, TeamLead)
		a, boss := h.strongOf(m, []Role{Worker}, "team-b"), h.strongOf(lead, []Role{TeamLead}, "team-b")
		o := far(h, "res-1")
		o.Relation = OwnCaseload
		_, err := h.breakGlass(a, far(h, "res-1"), "danger", why)
		h.must(err)
		mark := func(by Actor, worker string) error {
			return h.tx(func(ctx context.Context, tx db.Tx) error { return h.Mark(ctx, tx, by, worker, o, []string{"team-b"}) })
		}
		wantKind(t, "a colleague marks", mark(h.strongOf(m, []Role{Worker}), lead.id), fault.Forbidden)
		wantKind(t, "an administrator marks", mark(h.actorOfAdmin(), m.id), fault.Forbidden)
		h.must(mark(a, m.id))
		h.must(mark(a, m.id)) // twice is once
		marked, err := h.Marked(t.Context(), h.db.Read(), a, "res-1")
		if !marked || err != nil {
			t.Fatal(marked, err)
		}
		o.Conflict = marked
		grounds, err := h.Grounds(t.Context(), h.db.Read(), a, "res-1")
		h.must(err)
		for _, v := range []Verb{See, List, Search, Change, Print, Export, BreakGlass} {
			if d := May(a, v, o, grounds...); d.Allowed || d.Reason != InConflict {
				t.Errorf("%s: %+v", v, d)
			}
		}
		if _, err := h.breakGlass(a, far(h, "res-1"), "danger", why); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("breaking the glass, when the caller forgot the mark: %v", err)
		}
		if list, err := h.Conflicts(t.Context(), h.db.Read(), a); err != nil || !slices.Equal(list, []string{"res-1"}) {
			t.Errorf("%v %v", list, err)
		}
		if list, err := h.Conflicts(t.Context(), h.db.Read(), Actor{ID: a.ID, Org: "elders"}); err != nil || len(list) != 0 {
			t.Errorf("in another organisation: %v %v", list, err)
		}
		if list, err := h.Notices(t.Context(), boss); err != nil || !slices.ContainsFunc(list, func(n Notice) bool { return n.Kind == NoticeConflict && n.About == "res-1" }) {
			t.Errorf("the lead is not told: %v %v", list, err)
		}
		lift := func(by Actor) error {
			return h.tx(func(ctx context.Context, tx db.Tx) error { return h.Lift(ctx, tx, by, m.id, "res-1") })
		}
		wantKind(t, "lifting one's own", lift(h.strongOf(m, []Role{TeamLead}, "team-b")), fault.Forbidden)
		wantKind(t, "lifting by a colleague", lift(h.strongOf(lead, []Role{Worker}, "team-b")), fault.Forbidden)
		h.must(lift(boss))
		if marked, err := h.Marked(t.Context(), h.db.Read(), a, "res-1"); marked || err != nil {
			t.Errorf("%v %v", marked, err)
		}
		for _, line := range []string{"conflict.marked", "conflict.lifted"} {
			if !h.recorded(line) {
				t.Errorf("%s was not recorded", line)
			}
		}
	})
}

func TestErasingLeavesNoWordsOfAnEmergency(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", []string{"team-a"}, Worker)
		a := h.strongOf(m, []Role{Worker}, "team-a")
		for _, id := range []string{"res-1", "res-2"} {
			if _, err := h.breakGlass(a, far(h, id), "danger", why); err != nil {
				t.Fatal(err)
			}
			h.must(h.tx(func(ctx context.Context, tx db.Tx) error {
				_, err := insertMark(ctx, tx, h.org, m.id, id, m.id, h.now())
				return err
			}))
		}
		var n int64
		h.must(h.tx(func(ctx context.Context, tx db.Tx) (err error) {
			if n, err = h.EraseResident(ctx, tx, "another", "res-1"); err != nil || n != 0 {
				t.Errorf("another organisation erased %d rows (%v)", n, err)
			}
			n, err = h.EraseResident(ctx, tx, h.org, "res-1")
			return err
		}))
		if n != 2 {
			t.Errorf("%d rows, want the mark and the emergency", n)
		}
		words, err := db.All(t.Context(), h.db.Read(), scanText, `select resident_id || ': ' || explanation from break_glass where organisation_id = $1 order by resident_id`, h.org)
		h.must(err)
		marks, err := listMarks(t.Context(), h.db.Read(), h.org, m.id)
		h.must(err)
		if want := []string{"res-1: –", "res-2: " + why}; !slices.Equal(words, want) {
			t.Errorf("of the emergencies stands %q, want %q", words, want)
		}
		if !slices.Equal(marks, []string{"res-2"}) {
			t.Errorf("marks %v, want that of the other alone", marks)
		}
	})
}
