package access

import (
	"context"
	"errors"

	"nabij/internal/platform/db"
)

// Setup makes the link of the first start, as long as no organisation exists; needed is false after that. Only the newest
// link works. The link goes to the terminal of whoever started the program, and nowhere else.
func (s *Service) Setup(ctx context.Context) (path string, needed bool, err error) {
	token := newToken()
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		n, err := countOrganisations(ctx, tx)
		if err != nil || n > 0 {
			return err
		}
		needed = true
		if _, err := dropLinks(ctx, tx, PurposeSetup, "", ""); err != nil {
			return err
		}
		if err := deleteSteps(ctx, tx, stepEnrol); err != nil {
			return err
		}
		return insertLink(ctx, tx, link{hash: hashToken(token), purpose: PurposeSetup, expires: s.after(SetupLife)}, s.now())
	})
	if err != nil || !needed {
		return "", false, err
	}
	return SetupPath + token, true, nil
}

// The addresses of links. They say what a link is for without a look in the database, so that its page can tell that to
// whoever holds it, and nothing more.
const (
	SetupPath      = "/eerste-keer/"
	InvitationPath = "/uitnodiging/"
	RenewalPath    = "/vernieuwen/"
)

// UseLink uses a link up and gives the step with which to go on. Showing a link does nothing at all: a mail scanner or a
// preview that opens it finds a question and leaves it as it was.
func (s *Service) UseLink(ctx context.Context, token string, setup bool, b Browser) (string, error) {
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if err := linkPace.take(ctx, tx, b.Network, s.clock.Now()); err != nil {
			return err
		}
		// What is over is removed when somebody tries it, so that it does not come back to life when the clock is set back.
		return dropOverLink(ctx, tx, hashToken(token), s.now())
	})
	if err != nil {
		return "", err
	}
	next := newToken()
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		l, err := takeLink(ctx, tx, hashToken(token), setup, s.now())
		if err != nil {
			return lost(err)
		}
		e := enrolment{Purpose: l.purpose, Stage: StagePassword, MadeBy: l.madeBy}
		switch l.purpose {
		case PurposeSetup:
			n, err := countOrganisations(ctx, tx)
			if err != nil || n > 0 {
				return errors.Join(err, gone())
			}
			e.Stage = StageDetails
		default:
			want := map[string]string{PurposeInvitation: Invited, PurposeNewPassword: Active, PurposeNewFactor: Active}[l.purpose]
			p, err := findPerson(ctx, tx, l.org, l.worker)
			if err != nil || p.State != want {
				return lost(errors.Join(err, gone()))
			}
			if l.purpose == PurposeNewFactor {
				e.Stage = StageProve
			}
		}
		st := step{hash: hashToken(next), org: l.org, worker: l.worker, kind: stepEnrol, expires: s.after(EnrolLife)}
		if st.data, err = encode(e); err != nil {
			return err
		}
		return insertStep(ctx, tx, st, s.now())
	})
	return next, err
}
