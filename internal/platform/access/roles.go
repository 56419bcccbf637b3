package access

import (
	"context"
	"errors"
	"slices"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// heavy are the roles that see or hand out more than a worker does. Where there is a second administrator, that one says
// yes before somebody gets one of them.
var heavy = []Role{TeamLead, Manager, PrivacyOfficer, Administrator}

// RoleRequestLife is how long a request for a role waits for the second administrator.
const RoleRequestLife = 7 * 24 * time.Hour

// RoleRequest is a change of roles that waits for a second administrator.
type RoleRequest struct {
	Worker, AskedBy string
	ByName          string
	Roles           []Role
	Asked, Until    db.Instant
	Own             bool // the actor asked for it, or it is about the actor: somebody else answers

	org     string
	version int64
}

// needsSecond tells whether these roles wait for a second administrator. An organisation with a single administrator does
// it alone. One who is suspended counts: suspending the other is no way to be alone.
func (s *Service) needsSecond(ctx context.Context, q db.Query, a Actor, old, roles []Role) (bool, error) {
	if !slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(heavy, r) && !slices.Contains(old, r) }) {
		return false, nil
	}
	n, err := countOtherAdministrators(ctx, q, a.Org, a.ID)
	return n > 0, err
}

// NeedsTwo tells whether heavy roles wait for somebody beside this administrator.
func (s *Service) NeedsTwo(ctx context.Context, a Actor) (bool, error) {
	n, err := countOtherAdministrators(ctx, s.db.Read(), a.Org, a.ID)
	return n > 0, err
}

// askRoles keeps a change of roles and tells the other administrators.
func (s *Service) askRoles(ctx context.Context, tx db.Tx, a Actor, d Decision, p Person, roles []Role) error {
	r := RoleRequest{Worker: p.ID, AskedBy: a.ID, Roles: roles, Asked: s.now(), Until: s.after(RoleRequestLife), org: a.Org, version: p.Version}
	if err := putRoleRequest(ctx, tx, r); err != nil {
		return err
	}
	ids, err := withRole(ctx, tx, a.Org, Administrator)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if id == a.ID || id == p.ID {
			continue
		}
		if err := insertNotice(ctx, tx, notice(a.Org, id, NoticeRolesAsked, p.ID, a.ID, s.now())); err != nil {
			return err
		}
	}
	return s.record(With(ctx, a), tx, Event{Code: "account.changed", Kind: "account", ID: p.ID, Ground: d.Ground, Detail: "roles_asked:" + rolesCode(roles)})
}

// RoleRequest gives what waits for a second administrator about somebody; ok is false when nothing does.
func (s *Service) RoleRequest(ctx context.Context, a Actor, id string) (r RoleRequest, ok bool, err error) {
	if _, err := s.allowed(ctx, a, See, "account", None); err != nil {
		return r, false, err
	}
	r, err = findRoleRequest(ctx, s.db.Read(), a.Org, id, s.now())
	if db.IsNone(err) {
		return r, false, nil
	}
	if err != nil {
		return r, false, err
	}
	by, err := findPerson(ctx, s.db.Read(), a.Org, r.AskedBy)
	r.ByName, r.Own = by.Name, r.AskedBy == a.ID || r.Worker == a.ID
	return r, true, err
}

// AnswerRoles says yes or no to a request. Yes takes another administrator than who asked and than whom it is about, and
// an asker who is an administrator still; no is for every administrator, also for who asked.
func (s *Service) AnswerRoles(ctx context.Context, tx db.Tx, a Actor, id string, yes bool) error {
	d, err := s.administers(a, Change)
	if err != nil {
		return err
	}
	r, err := findRoleRequest(ctx, tx, a.Org, id, s.now())
	if err != nil {
		if db.IsNone(err) {
			return changedMeanwhile()
		}
		return err
	}
	n, err := dropRoleRequest(ctx, tx, a.Org, id)
	if err != nil || n == 0 {
		return errors.Join(err, changedMeanwhile())
	}
	if !yes {
		return s.record(With(ctx, a), tx, Event{Code: "account.changed", Kind: "account", ID: id, Ground: d.Ground, Detail: "roles_declined:" + rolesCode(r.Roles)})
	}
	if a.ID == r.AskedBy || a.ID == r.Worker {
		return fault.New(fault.Forbidden, fault.Say("Dit vraagt een andere beheerder dan wie het vroeg of krijgt.", "This takes another administrator than who asked for it or gets it."))
	}
	asker, err := findPerson(ctx, tx, a.Org, r.AskedBy)
	if err != nil {
		return err
	}
	p, err := findPerson(ctx, tx, a.Org, id)
	if err != nil {
		return err
	}
	if asker.State != Active || !slices.Contains(asker.Roles, Administrator) || p.Version != r.version || p.State == Left || RolesProblem(r.Roles) != "" {
		return changedMeanwhile()
	}
	if err := s.notLast(ctx, tx, p, r.Roles); err != nil {
		return err
	}
	ok, err := bumpPerson(ctx, tx, a.Org, id, p.Version)
	if err != nil || !ok {
		return errors.Join(err, changedMeanwhile())
	}
	d.Ground = "asked_by:" + r.AskedBy
	return s.giveRoles(ctx, tx, a, d, p, r.Roles)
}

// giveRoles puts somebody's roles and tells those who watch when they are wider than before.
func (s *Service) giveRoles(ctx context.Context, tx db.Tx, a Actor, d Decision, p Person, roles []Role) error {
	if err := putRoles(ctx, tx, a.Org, p.ID, roles); err != nil {
		return err
	}
	if err := s.record(With(ctx, a), tx, Event{Code: "account.role_changed", Kind: "account", ID: p.ID, Ground: d.Ground, Detail: "roles:" + rolesCode(roles)}); err != nil {
		return err
	}
	if !widens(p.Roles, roles) {
		return nil
	}
	return s.tellOfRoles(ctx, tx, a, p, roles)
}

// tellOfRoles tells those who watch: privacy officers and the other administrators; all colleagues when a role that sees
// more was given by one administrator alone.
func (s *Service) tellOfRoles(ctx context.Context, tx db.Tx, a Actor, p Person, roles []Role) error {
	watch := []Role{PrivacyOfficer, Administrator}
	others, err := countOtherAdministrators(ctx, tx, a.Org, a.ID)
	if err != nil {
		return err
	}
	if others == 0 && slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(heavy, r) && !slices.Contains(p.Roles, r) }) {
		watch = slices.DeleteFunc(slices.Clone(Roles), func(r Role) bool { return r == NetworkPartner })
	}
	told := map[string]bool{a.ID: true}
	for _, role := range watch {
		ids, err := withRole(ctx, tx, a.Org, role)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if told[id] {
				continue
			}
			told[id] = true
			if err := insertNotice(ctx, tx, notice(a.Org, id, NoticeRoles, p.ID, a.ID, s.now())); err != nil {
				return err
			}
		}
	}
	return nil
}
