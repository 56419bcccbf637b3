package access

import (
	"context"
	"errors"
	"slices"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// What whoever keeps the machine may do about accounts. That person can reach database and keys anyway, so nobody is
// asked; it is written in the audit trail, and those who watch are told.

// Everyone lists the accounts of an organisation for the command line.
func (s *Service) Everyone(ctx context.Context) ([]Person, error) {
	a, _ := From(ctx)
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.record(ctx, tx, Event{Code: "account.listed", Kind: "account", Ground: "operator"})
	})
	if err != nil {
		return nil, err
	}
	return listPersons(ctx, s.db.Read(), a.Org)
}

// Restart lets somebody begin anew who lost both password and second factor, when no administrator can help: everything
// that proved who they are is gone, everything that was open ends, and a link sets the account up again. Roles, teams and
// what they recorded stay. Everybody who watches, and the person, is told.
func (s *Service) Restart(ctx context.Context, login string) (path string, p Person, err error) {
	a, _ := From(ctx)
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		all, err := listPersons(ctx, tx, a.Org)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(x Person) bool { return x.Login == foldLogin(login) && x.State != Left })
		if at < 0 {
			return fault.New(fault.NotFound, fault.Say("Er is geen account met deze naam.", "There is no account with this name."))
		}
		p = all[at]
		if p.State == Suspended {
			return fault.New(fault.Conflict, fault.Say("Dit account is geblokkeerd. Een beheerder laat het eerst weer toe.", "This account is suspended. An administrator lets it in again first."))
		}
		if p.State == Active {
			ok, err := setState(ctx, tx, p.Org, p.ID, Invited, db.Instant{}, p.Version)
			if err != nil || !ok {
				return errors.Join(err, changedMeanwhile())
			}
		}
		if err := errors.Join(endAll(ctx, tx, p.Org, p.ID), forgetProofs(ctx, tx, p.Org, p.ID)); err != nil {
			return err
		}
		if err := s.tellOfRestart(ctx, tx, p); err != nil {
			return err
		}
		if err := s.record(ctx, tx, Event{Code: "account.reset_asked", Kind: "account", ID: p.ID, Ground: "operator", Detail: "link:restart"}); err != nil {
			return err
		}
		path, err = s.makeLink(ctx, tx, Actor{Org: a.Org}, p, PurposeInvitation, ResetLife)
		return err
	})
	return path, p, err
}

func (s *Service) tellOfRestart(ctx context.Context, tx db.Tx, p Person) error {
	told := map[string]bool{}
	for _, role := range []Role{PrivacyOfficer, Administrator} {
		ids, err := withRole(ctx, tx, p.Org, role)
		if err != nil {
			return err
		}
		for _, id := range append(ids, p.ID) {
			if told[id] {
				continue
			}
			told[id] = true
			if err := insertNotice(ctx, tx, notice(p.Org, id, NoticeRestart, p.ID, "", s.now())); err != nil {
				return err
			}
		}
	}
	return nil
}
