package access

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// change runs one change of accounts as somebody.
func (h *home) change(fn func(ctx context.Context, tx db.Tx) error) error { return h.tx(fn) }

func TestOnlyAnAdministratorWithAFreshFactorChangesAccounts(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", nil, Worker)
		strong := func(a Actor) Actor { a.Strong = h.now(); return a }
		stale := h.actorOfAdmin()
		stale.Strong = db.InstantOf(h.clock.Now().Add(-StrongLife - time.Second))
		elsewhere := h.actorOfAdmin()
		elsewhere.Org = "another-organisation"
		for name, a := range map[string]Actor{"a worker": strong(h.actorOf(m)), "a manager": {ID: "x", Org: h.org, Roles: []Role{Manager}, Strong: h.now()},
			"a privacy officer": {ID: "x", Org: h.org, Roles: []Role{PrivacyOfficer}, Strong: h.now()}, "a partner": {ID: "x", Org: h.org, Roles: []Role{NetworkPartner}, Strong: h.now()},
			"nobody": {}, "without a fresh factor": stale, "of another organisation": elsewhere} {
			for what, do := range map[string]func(ctx context.Context, tx db.Tx) error{
				"invite": func(ctx context.Context, tx db.Tx) error {
					_, _, err := h.Invite(ctx, tx, a, "N", "n@example.nl", []Role{Worker}, nil)
					return err
				},
				"rights": func(ctx context.Context, tx db.Tx) error {
					return h.SetRights(ctx, tx, a, m.id, 2, []Role{Administrator}, nil)
				},
				"suspend": func(ctx context.Context, tx db.Tx) error { return h.Suspend(ctx, tx, a, m.id) },
				"leave":   func(ctx context.Context, tx db.Tx) error { return h.Leave(ctx, tx, a, m.id) },
				"link": func(ctx context.Context, tx db.Tx) error {
					_, err := h.NewLink(ctx, tx, a, m.id, PurposeNewPassword)
					return err
				},
				"withdraw": func(ctx context.Context, tx db.Tx) error { return h.Withdraw(ctx, tx, a, m.id) },
			} {
				if name == "of another organisation" && what == "invite" {
					continue // it would invite to that organisation, which the database refuses
				}
				err := h.change(do)
				want := fault.Forbidden
				if name == "of another organisation" {
					want = fault.NotFound
				}
				if fault.KindOf(err) != want || (name == "without a fresh factor") != errors.Is(err, ErrStepUp) {
					t.Errorf("%s: %s: %v", name, what, err)
				}
			}
			if name == "without a fresh factor" || name == "a privacy officer" {
				continue // these may look
			}
			if all, err := h.Workers(t.Context(), a); err == nil && len(all) > 0 {
				t.Errorf("%s sees the accounts", name)
			}
		}
		if p, err := findPerson(t.Context(), h.db.Read(), h.org, m.id); err != nil || p.State != Active || !slices.Equal(p.Roles, []Role{Worker}) {
			t.Errorf("something changed: %+v %v", p, err)
		}
	})
}

func TestNobodyGivesThemselvesRights(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		a := h.actorOf(h.admin)
		p, err := findPerson(t.Context(), h.db.Read(), h.org, h.admin.id)
		h.must(err)
		for name, do := range map[string]func(ctx context.Context, tx db.Tx) error{
			"roles": func(ctx context.Context, tx db.Tx) error {
				return h.SetRights(ctx, tx, a, a.ID, p.Version, []Role{Worker, Administrator}, nil)
			},
			"leave":   func(ctx context.Context, tx db.Tx) error { return h.Leave(ctx, tx, a, a.ID) },
			"suspend": func(ctx context.Context, tx db.Tx) error { return h.Suspend(ctx, tx, a, a.ID) },
		} {
			if err := h.change(do); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := h.change(func(ctx context.Context, tx db.Tx) error {
			_, err := h.NewLink(ctx, tx, a, a.ID, PurposeNewFactor)
			return err
		}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a link for oneself: %v", err)
		}
	})
}

func TestWideningRolesIsToldAtOnce(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		watcher := h.hire("fg@example.nl", nil, PrivacyOfficer)
		second := h.hire("bob@example.nl", nil, Administrator)
		m := h.hire("sanne@example.nl", nil, Worker)
		count := func(m member) (n int) {
			list, err := h.Notices(t.Context(), Actor{ID: m.id, Org: h.org})
			h.must(err)
			for _, x := range list {
				if x.Kind == NoticeRoles {
					n++
				}
			}
			return n
		}
		before := []int{count(watcher), count(second), count(h.admin)}
		set := func(version int64, roles ...Role) error {
			return h.change(func(ctx context.Context, tx db.Tx) error {
				return h.SetRights(ctx, tx, h.actorOfAdmin(), m.id, version, roles, []string{"team-a"})
			})
		}
		p, err := findPerson(t.Context(), h.db.Read(), h.org, m.id)
		h.must(err)
		h.must(set(p.Version, Worker, DayActivityCoordinator))
		if got := []int{count(watcher), count(second), count(h.admin)}; got[0] != before[0]+1 || got[1] != before[1]+1 || got[2] != before[2] {
			t.Errorf("told %v, before %v", got, before)
		}
		if err := set(p.Version, Worker); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older version: %v", err)
		}
		h.must(set(p.Version+1, Worker))
		if got := count(watcher); got != before[0]+1 {
			t.Errorf("narrowing was told too: %d", got)
		}
		if err := set(p.Version+2, Manager, Worker); fault.KindOf(err) != fault.Invalid {
			t.Errorf("roles that do not go together: %v", err)
		}
		// Seen is seen.
		list, err := h.Notices(t.Context(), Actor{ID: watcher.id, Org: h.org})
		h.must(err)
		for _, n := range list {
			h.must(h.change(func(ctx context.Context, tx db.Tx) error {
				return h.SeenNotice(ctx, tx, Actor{ID: watcher.id, Org: h.org}, n.ID)
			}))
		}
		if n, err := h.Unseen(t.Context(), Actor{ID: watcher.id, Org: h.org}); n != 0 || err != nil {
			t.Errorf("%d unseen, %v", n, err)
		}
	})
}

func TestThereIsAlwaysAnAdministrator(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		second := h.hire("bob@example.nl", nil, Administrator)
		bob := h.actorOf(second)
		bob.Strong = h.now()
		h.must(h.change(func(ctx context.Context, tx db.Tx) error { return h.Suspend(ctx, tx, bob, h.admin.id) }))
		if _, err := h.Resolve(t.Context(), h.admin.session); fault.KindOf(err) != fault.SignInNeeded {
			t.Errorf("the suspended administrator is in: %v", err)
		}
		// An actor from before the suspension does not help either: nobody can end the last one.
		for name, do := range map[string]func(ctx context.Context, tx db.Tx) error{
			"suspend": func(ctx context.Context, tx db.Tx) error { return h.Suspend(ctx, tx, h.actorOfAdmin(), second.id) },
			"roles": func(ctx context.Context, tx db.Tx) error {
				p, err := findPerson(ctx, tx, h.org, second.id)
				if err != nil {
					return err
				}
				return h.SetRights(ctx, tx, h.actorOfAdmin(), second.id, p.Version, []Role{Worker}, nil)
			},
		} {
			if err := h.change(do); fault.KindOf(err) != fault.Conflict {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestASuccessorInheritsNothing(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		first := h.hire("sanne@example.nl", []string{"team-a"}, Worker, TeamLead)
		h.must(h.change(func(ctx context.Context, tx db.Tx) error { return h.Leave(ctx, tx, h.actorOfAdmin(), first.id) }))
		next := h.hire("sanne@example.nl", nil, Worker)
		a := h.actorOf(next)
		if next.id == first.id || len(a.Teams) != 0 || !slices.Equal(a.Roles, []Role{Worker}) {
			t.Errorf("%+v", a)
		}
		if n, err := h.Notices(t.Context(), a); err != nil || len(n) != 0 {
			t.Errorf("%v %v", n, err)
		}
		if err := h.change(func(ctx context.Context, tx db.Tx) error { return h.Restore(ctx, tx, h.actorOfAdmin(), first.id) }); fault.KindOf(err) != fault.Conflict {
			t.Errorf("who left came back: %v", err)
		}
		p, err := findPerson(t.Context(), h.db.Read(), h.org, first.id)
		if err != nil || p.State != Left || p.passwordHash != "" || len(p.Roles) != 0 || p.Ended.IsZero() {
			t.Errorf("%+v %v", p, err)
		}
	})
}

func TestLinksOfAnAdministrator(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		second := h.hire("bob@example.nl", nil, Administrator)
		m := h.hire("sanne@example.nl", nil, Worker)
		make := func(a Actor, id, purpose string) (path string, err error) {
			err = h.change(func(ctx context.Context, tx db.Tx) error { path, err = h.NewLink(ctx, tx, a, id, purpose); return err })
			return path[strings.LastIndexByte(path, '/')+1:], err
		}
		use := func(link string) error { _, err := h.UseLink(t.Context(), link, false, here); return err }
		first, err := make(h.actorOfAdmin(), m.id, PurposeNewPassword)
		h.must(err)
		newer, err := make(h.actorOfAdmin(), m.id, PurposeNewPassword)
		h.must(err)
		wantKind(t, "the older of two links", use(first), fault.NotFound)
		if _, err := make(h.actorOfAdmin(), m.id, PurposeNewFactor); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("both links by one administrator: %v", err)
		}
		bob := h.actorOf(second)
		bob.Strong = h.now()
		if _, err := make(bob, m.id, PurposeNewFactor); err != nil {
			t.Errorf("the other by another: %v", err)
		}
		h.clock.Advance(ResetLife)
		wantKind(t, "a link after its time", use(newer), fault.NotFound)
		if _, err := make(h.actorOfAdmin(), m.id, PurposeInvitation); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an invitation for who is in: %v", err)
		}
		// An invitation that was withdrawn, and one of somebody whose place was taken.
		link := h.inviteAs(h.actorOfAdmin(), "nieuw@example.nl")
		all, err := h.Workers(t.Context(), h.actorOfAdmin())
		h.must(err)
		for _, p := range all {
			if p.Login == "nieuw@example.nl" {
				h.must(h.change(func(ctx context.Context, tx db.Tx) error { return h.Withdraw(ctx, tx, h.actorOfAdmin(), p.ID) }))
			}
		}
		wantKind(t, "a withdrawn invitation", use(link), fault.NotFound)
		link = h.inviteAs(h.actorOfAdmin(), "nieuw@example.nl")
		h.clock.Advance(InvitationLife)
		wantKind(t, "an invitation after its time", use(link), fault.NotFound)
	})
}

func (h *home) inviteAs(a Actor, login string) string {
	h.t.Helper()
	path := ""
	h.must(h.tx(func(ctx context.Context, tx db.Tx) (err error) {
		_, path, err = h.Invite(ctx, tx, a, "Nieuw", login, []Role{Worker}, nil)
		return err
	}))
	return strings.TrimPrefix(path, "/uitnodiging/")
}

// TestGuessingLinks: a guess is one of 2^256, and after twenty at once a network waits.
func TestGuessingLinks(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		h.invite("sanne@example.nl", nil, Worker)
		b, tried, slow := Browser{Network: "203.0.113.50"}, 0, 0
		for range 200 {
			switch _, err := h.UseLink(t.Context(), newToken(), false, b); fault.KindOf(err) {
			case fault.NotFound:
				tried++
			case fault.TooMany:
				slow++
			default:
				t.Fatal(err)
			}
		}
		if tried != 20 || slow != 180 {
			t.Errorf("%d tried, %d told to wait", tried, slow)
		}
	})
}

// TestASecondOrganisationSeesNothing: the same sign-in name in two organisations, and nothing of one in the other.
func TestASecondOrganisationSeesNothing(t *testing.T) {
	eachHome(t, func(t *testing.T, h *home) {
		h.found()
		m := h.hire("sanne@example.nl", []string{"team-a"}, Worker)
		other := Person{ID: newID(), Org: newID(), Login: "ada@example.nl", Name: "Ada Elders", State: Active, Roles: []Role{Administrator, Worker}}
		h.must(h.tx(func(ctx context.Context, tx db.Tx) error {
			if err := insertOrganisation(ctx, tx, other.Org, "Elders", "elders", h.now()); err != nil {
				return err
			}
			return insertPerson(ctx, tx, other, h.now())
		}))
		a := Actor{ID: other.ID, Org: other.Org, Roles: other.Roles, Session: "s", Strong: h.now()}
		if all, err := h.Workers(t.Context(), a); err != nil || len(all) != 1 || all[0].ID != other.ID {
			t.Errorf("%v %v", all, err)
		}
		if names, err := h.Colleagues(t.Context(), a); err != nil || len(names) != 1 {
			t.Errorf("%v %v", names, err)
		}
		if _, err := h.Worker(t.Context(), a, m.id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an account: %v", err)
		}
		for name, do := range map[string]func(ctx context.Context, tx db.Tx) error{
			"suspend": func(ctx context.Context, tx db.Tx) error { return h.Suspend(ctx, tx, a, m.id) },
			"link": func(ctx context.Context, tx db.Tx) error {
				_, err := h.NewLink(ctx, tx, a, m.id, PurposeNewPassword)
				return err
			},
			"rights": func(ctx context.Context, tx db.Tx) error {
				return h.SetRights(ctx, tx, a, m.id, 2, []Role{Worker}, nil)
			},
			"mark": func(ctx context.Context, tx db.Tx) error {
				return h.Mark(ctx, tx, Actor{ID: a.ID, Org: a.Org, Roles: []Role{TeamLead}}, m.id, Object{Kind: "resident", ID: "res-1", Org: a.Org, Relation: OtherTeam}, nil)
			},
		} {
			if err := h.change(do); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		// Signing in says which organisation; without it, a name in either is a wrong name.
		for org, want := range map[string]bool{"welzijn-oost": true, "elders": false, "": false, "onbekend": false} {
			_, err := h.SignIn(t.Context(), Attempt{Organisation: org, Login: "ada@example.nl", Password: password, Browser: here})
			if (err == nil) != want {
				t.Errorf("in %q: %v", org, err)
			}
		}
		if several, err := h.Several(t.Context()); !several || err != nil {
			t.Errorf("%v %v", several, err)
		}
	})
}
