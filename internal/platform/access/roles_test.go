package access

import (
	"context"
	"slices"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// strongActor is who a session belongs to, with a second factor of just now.
func (h *home) strongActor(m member) Actor {
	h.t.Helper()
	a, err := h.Resolve(h.t.Context(), m.session)
	h.must(err)
	a.Strong = h.now()
	return a
}

// as does something as somebody. Who that is is found out before: finding out writes too.
func (h *home) as(by member, do func(ctx context.Context, tx db.Tx, a Actor) error) error {
	h.t.Helper()
	a := h.strongActor(by)
	return h.tx(func(ctx context.Context, tx db.Tx) error { return do(ctx, tx, a) })
}

func (h *home) rolesOf(id string) []Role {
	h.t.Helper()
	p, err := findPerson(h.t.Context(), h.db.Read(), h.org, id)
	h.must(err)
	return p.Roles
}

func (h *home) setRoles(by, m member, roles ...Role) error {
	p, err := findPerson(h.t.Context(), h.db.Read(), h.org, m.id)
	h.must(err)
	return h.as(by, func(ctx context.Context, tx db.Tx, a Actor) error {
		return h.SetRights(ctx, tx, a, m.id, p.Version, roles, p.Teams)
	})
}

func (h *home) answer(by member, id string, yes bool) error {
	return h.as(by, func(ctx context.Context, tx db.Tx, a Actor) error { return h.AnswerRoles(ctx, tx, a, id, yes) })
}

func (h *home) waits(id string) bool {
	h.t.Helper()
	_, ok, err := h.RoleRequest(h.t.Context(), h.strongActor(h.admin), id)
	h.must(err)
	return ok
}

func (h *home) countOf(m member, kind string) (n int) {
	h.t.Helper()
	list, err := h.Notices(h.t.Context(), Actor{ID: m.id, Org: h.org})
	h.must(err)
	for _, x := range list {
		if x.Kind == kind {
			n++
		}
	}
	return n
}

func TestASingleAdministratorGivesRolesAloneAndEverybodyIsTold(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker)
		other := h.hire("tom@example.nl", nil, FrameworkEditor)
		h.must(h.setRoles(h.admin, m, Worker, TeamLead))
		if got := h.rolesOf(m.id); !slices.Equal(got, []Role{Worker, TeamLead}) || h.waits(m.id) {
			t.Errorf("%v", got)
		}
		if h.countOf(other, NoticeRoles) != 1 || h.countOf(m, NoticeRoles) != 1 {
			t.Error("not everybody was told")
		}
		h.must(h.setRoles(h.admin, other, FrameworkEditor, VolunteerCoordinator))
		if h.countOf(m, NoticeRoles) != 1 {
			t.Error("an ordinary role was told to everybody")
		}
	})
}

func TestAHeavyRoleTakesTwoAdministrators(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		bob := h.hire("bob@example.nl", nil, Administrator)
		m := h.hire("sanne@example.nl", nil, Worker)
		for _, role := range heavy {
			roles := []Role{Worker, role}
			if role == Manager {
				roles = []Role{Manager}
			}
			h.must(h.setRoles(h.admin, m, roles...))
			if got := h.rolesOf(m.id); !slices.Equal(got, []Role{Worker}) || !h.waits(m.id) {
				t.Fatalf("%s was given by one: %v", role, got)
			}
			wantKind(t, "saying yes to one's own", h.answer(h.admin, m.id, true), fault.Forbidden)
			if !h.waits(m.id) {
				t.Fatal("a refused yes took the request away")
			}
			h.must(h.answer(bob, m.id, true))
			if got := h.rolesOf(m.id); !slices.Equal(got, roles) || h.waits(m.id) {
				t.Fatalf("after the second: %v, want %v", got, roles)
			}
			wantKind(t, "the same yes twice", h.answer(bob, m.id, true), fault.Conflict)
			h.must(h.setRoles(h.admin, m, Worker)) // less is for one
			if got := h.rolesOf(m.id); !slices.Equal(got, []Role{Worker}) {
				t.Fatalf("less: %v", got)
			}
		}
		if h.countOf(bob, NoticeRolesAsked) != len(heavy) {
			t.Error("the second administrator was not told what waits")
		}
	})
}

func TestARequestForARoleEnds(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		bob := h.hire("bob@example.nl", nil, Administrator)
		m := h.hire("sanne@example.nl", nil, Worker)
		ask := func() {
			t.Helper()
			h.must(h.setRoles(h.admin, m, Worker, TeamLead))
			if !h.waits(m.id) {
				t.Fatal("nothing waits")
			}
		}
		ask()
		h.must(h.answer(h.admin, m.id, false)) // who asked may think better of it
		ask()
		h.must(h.answer(bob, m.id, false))
		ask()
		h.must(h.setRoles(bob, m, Worker, FrameworkEditor)) // other roles meanwhile
		wantKind(t, "a request from before", h.answer(bob, m.id, true), fault.Conflict)
		ask()
		h.must(h.as(h.admin, func(ctx context.Context, tx db.Tx, a Actor) error { return h.Suspend(ctx, tx, a, m.id) }))
		wantKind(t, "a request of before a suspension", h.answer(bob, m.id, true), fault.Conflict)
		h.must(h.as(h.admin, func(ctx context.Context, tx db.Tx, a Actor) error { return h.Restore(ctx, tx, a, m.id) }))
		ask()
		h.clock.Advance(RoleRequestLife + 1)
		var again Signed
		again, err := h.signIn(bob, here)
		h.must(err)
		bob.session = again.Session
		wantKind(t, "a request of last week", h.answer(bob, m.id, true), fault.Conflict)
		again, err = h.signIn(h.admin, here)
		h.must(err)
		h.admin.session = again.Session
		ask()
		h.must(h.as(bob, func(ctx context.Context, tx db.Tx, a Actor) error { return h.Suspend(ctx, tx, a, h.admin.id) }))
		wantKind(t, "a request of somebody who is suspended", h.answer(bob, m.id, true), fault.Conflict)
		// Suspending the other administrator is no way to be alone.
		h.must(h.setRoles(bob, m, Worker, PrivacyOfficer))
		if got := h.rolesOf(m.id); slices.Contains(got, PrivacyOfficer) {
			t.Errorf("given alone: %v", got)
		}
	})
}

func TestAnInvitationForAHeavyRoleWaitsForItsLink(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		bob := h.hire("bob@example.nl", nil, Administrator)
		id, path := "", ""
		h.must(h.as(h.admin, func(ctx context.Context, tx db.Tx, a Actor) (err error) {
			id, path, err = h.Invite(ctx, tx, a, "Els", "els@example.nl", []Role{TeamLead}, nil)
			return err
		}))
		link := func() (p string, err error) {
			err = h.as(h.admin, func(ctx context.Context, tx db.Tx, a Actor) error {
				p, err = h.NewLink(ctx, tx, a, id, PurposeInvitation)
				return err
			})
			return p, err
		}
		if path != "" || len(h.rolesOf(id)) != 0 || !h.waits(id) {
			t.Fatalf("%q, %v", path, h.rolesOf(id))
		}
		_, err := link()
		wantKind(t, "a link before the second administrator", err, fault.Conflict)
		h.must(h.answer(bob, id, true))
		path, err = link()
		h.must(err)
		step, err := h.UseLink(t.Context(), path[len(InvitationPath):], false, here)
		h.must(err)
		if e, err := h.Enrolment(t.Context(), step); err != nil || e.By != "Ada Beheer" {
			t.Errorf("invited by %q, %v", e.By, err)
		}
		_, err = h.EnrolPassword(t.Context(), step, password, "", here)
		h.must(err)
		if els := h.finish(step, "els@example.nl"); !slices.Equal(h.rolesOf(els.id), []Role{TeamLead}) {
			t.Errorf("%v", h.rolesOf(els.id))
		}
	})
}

func TestAnotherOrganisationSeesNoRequest(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		h.hire("bob@example.nl", nil, Administrator)
		m := h.hire("sanne@example.nl", nil, Worker)
		h.must(h.setRoles(h.admin, m, Worker, TeamLead))
		stranger := Actor{ID: newID(), Org: newID(), Roles: []Role{Administrator}, Strong: h.now()}
		if _, ok, err := h.RoleRequest(t.Context(), stranger, m.id); ok || err != nil {
			t.Errorf("%v, %v", ok, err)
		}
		err := h.change(func(ctx context.Context, tx db.Tx) error { return h.AnswerRoles(ctx, tx, stranger, m.id, false) })
		wantKind(t, "an answer from elsewhere", err, fault.Conflict)
		if !h.waits(m.id) {
			t.Error("it is gone")
		}
	})
}
