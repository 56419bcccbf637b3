package audit

import (
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/fault"
)

func TestSearchHoldsToEveryPartOfTheFilter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		fill(t, l, at, org, 60)
		end := at.Now().Add(time.Hour)
		ctx := worker(t.Context(), org, "fg")
		whole, err := l.Search(ctx, may, Filter{From: start, To: end}, Page{})
		if err != nil || len(whole.Entries) < 60 {
			t.Fatalf("%d lines, %v", len(whole.Entries), err)
		}
		for name, c := range map[string]struct {
			f    Filter
			fits func(Entry) bool
		}{
			"actor":    {Filter{Actor: "w1"}, func(e Entry) bool { return e.Actor == "w1" }},
			"event":    {Filter{Event: "resident.searched"}, func(e Entry) bool { return e.Event.Code == "resident.searched" }},
			"class":    {Filter{Class: File}, func(e Entry) bool { return e.Event.Class == File }},
			"nothing":  {Filter{Class: Machine, Actor: "w1"}, func(Entry) bool { return false }},
			"outcome":  {Filter{Outcome: Refused}, func(e Entry) bool { return e.Outcome == Refused }},
			"resident": {Filter{Resident: resident(1)}, func(e Entry) bool { return len(e.Residents) == 1 && e.Residents[0] == resident(1) }},
			"two":      {Filter{Actor: "w1", Class: File}, func(e Entry) bool { return e.Actor == "w1" && e.Event.Class == File }},
		} {
			c.f.From, c.f.To = start, end
			got, more, err := l.Gather(ctx, may, OnPaper, "", c.f, 1000)
			if err != nil || more {
				t.Fatalf("%s: %v %v", name, more, err)
			}
			for _, e := range got {
				if !c.fits(e) {
					t.Errorf("%s: line %d of %s, %s, %s", name, e.Seq, e.Actor, e.Event.Code, e.Outcome)
				}
			}
			want := 0
			for _, e := range whole.Entries {
				if name != "resident" && c.fits(e) {
					want++
				}
			}
			if name != "resident" && len(got) < want || name == "resident" && len(got) == 0 {
				t.Errorf("%s: %d lines, at least %d expected", name, len(got), want)
			}
		}
		if n := count(t, d, "audit_line where event = 'audit.printed' and actor_id = 'fg'"); n != 7 {
			t.Errorf("%d printings in the log", n)
		}
		some, more, err := l.Gather(ctx, may, InAFile, "complaint", Filter{From: start, To: end}, 20)
		if err != nil || !more || len(some) != 20 {
			t.Errorf("%d lines, more %v, %v", len(some), more, err)
		}
		if n := count(t, d, "audit_line where event = 'audit.exported' and detail like '%reason:complaint%'"); n != 1 {
			t.Errorf("%d exports in the log", n)
		}
		// Another organisation finds nothing, and who may not finds nothing and is in the log.
		if far, err := l.Search(worker(t.Context(), "far", "fg"), may, Filter{From: start, To: end, Actor: "w1"}, Page{}); err != nil || len(far.Entries) != 0 {
			t.Errorf("another organisation: %d lines, %v", len(far.Entries), err)
		}
		if _, _, err := l.Gather(ctx, access.Decision{Reason: "no_grant"}, InAFile, "", Filter{From: start, To: end}, 20); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("without a right: %v", err)
		}
		if n := count(t, d, "audit_line where event = 'audit.exported' and outcome = 'refused'"); n != 1 {
			t.Errorf("%d refusals in the log", n)
		}
	})
}

func TestStretchesAreOneReading(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		fill(t, l, at, org, 40)
		ctx := worker(t.Context(), org, "fg")
		last := at.Now().Add(time.Minute)
		var lines, parts int
		err := l.Stretches(ctx, may, []time.Time{start, start.Add(10 * time.Minute), last}, 15, func(entries []Entry, more bool) error {
			parts++
			lines += len(entries)
			for _, e := range entries {
				if late := !e.At.Before(start.Add(10 * time.Minute)); late != (parts == 2) {
					t.Errorf("part %d holds a line of %v", parts, e.At)
				}
			}
			if len(entries) > 15 || more && len(entries) != 15 {
				t.Errorf("part %d holds %d lines, more %v", parts, len(entries), more)
			}
			return nil
		})
		if err != nil || parts != 2 || lines == 0 {
			t.Errorf("%d parts, %d lines, %v", parts, lines, err)
		}
		if n := count(t, d, "audit_line where event = 'audit.read' and actor_id = 'fg'"); n != 1 {
			t.Errorf("%d readings in the log", n)
		}
	})
}

func TestHealthCountsWhatWaits(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l, at := newTestLog(t, d)
		fill(t, l, at, org, 12)
		ctx := worker(t.Context(), org, "fg")
		h, err := l.Health(ctx)
		if err != nil || h.Lines < 12 || h.Waiting != 0 || h.SetApart != 0 {
			t.Fatalf("%+v, %v", h, err)
		}
		raw(t, d, "insert into audit_waiting (organisation_id, id, body, mark, refused) values ($1, $2, '[]', 'x', false)", org, "2020-05-18T10:00:00.000000Z.0000000001.x")
		raw(t, d, "insert into audit_waiting (organisation_id, id, body, mark, refused) values ($1, $2, '[]', 'x', true)", org, "2020-05-18T10:00:00.000000Z.0000000002.x")
		h, err = l.Health(ctx)
		if err != nil || h.Waiting != 1 || h.SetApart != 1 || h.Oldest.Time().Hour() != 10 {
			t.Errorf("%+v, %v", h, err)
		}
		if far, err := l.Health(worker(t.Context(), "far", "fg")); err != nil || far != (Health{}) {
			t.Errorf("another organisation: %+v, %v", far, err)
		}
	})
}
