package access

import (
	"context"
	"errors"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// EnterDemo lets somebody of a demonstration in by sign-in name alone. It exists where Config.Demo says so, and refuses
// everywhere else: that is one of three locks on this door (the others: no route leads to it, and no guard lets it pass).
func (s *Service) EnterDemo(ctx context.Context, login string, b Browser) (Signed, error) {
	if !s.demo {
		return Signed{}, fault.New(fault.NotFound, fault.Text{})
	}
	p, err := findByLogin(ctx, s.db.Read(), "", foldLogin(login))
	if err != nil || p.State != Active {
		return Signed{}, lost(errors.Join(err, gone()))
	}
	var out Signed
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.enter(ctx, tx, p, b, "demo")
		return err
	})
	return out, err
}

// AdmitDemo makes an invited account of a demonstration an active one, without password and second factor: only EnterDemo
// lets such a person in. The link of the invitation stops working.
func (s *Service) AdmitDemo(ctx context.Context, tx db.Tx, a Actor, id string) error {
	if !s.demo {
		return fault.New(fault.NotFound, fault.Text{})
	}
	p, err := findPerson(ctx, tx, a.Org, id)
	if err != nil {
		return err
	}
	if _, err := dropLinks(ctx, tx, PurposeInvitation, p.Org, p.ID); err != nil {
		return err
	}
	_, err = s.join(ctx, tx, p)
	return err
}

// Holds is a sign-in name that an installation holds, and of which organisation.
type Holds struct{ Organisation, Login string }

// Held lists every organisation with the sign-in names of its people, of the whole installation. It is for the command
// line, which asks whether a database is that of a demonstration before it writes in it; no page shows it.
func Held(ctx context.Context, q db.Query) ([]Holds, error) { return listHeld(ctx, q) }
