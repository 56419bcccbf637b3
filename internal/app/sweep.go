package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"nabij/internal/feature/oversight"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/once"
)

// sweepEvery is how often what is over is thrown away.
const sweepEvery = time.Hour

// auditYears is how long the lines of the audit trail point at people: the term of an access log in Dutch care, the
// agreement system of MedMij (https://afsprakenstelsel.medmij.nl), as docs/privacy/retention.md tells.
const auditYears = 5

// sweeper throws away what is over: sessions, steps and counts of signing in, keys of forms, lists that nobody finished,
// and who it was in audit lines of long ago.
type sweeper struct {
	db     *db.DB
	clock  clock.Clock
	access *access.Service
	audit  *audit.Log
	zone   *time.Location
	log    *slog.Logger
}

// keep sweeps now and then until the context ends. Each part is tried, whatever happens to another: what could not be done
// waits for the next time.
func (s sweeper) keep(ctx context.Context) error {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		if err := s.sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("throwing away what is over", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

func (s sweeper) sweep(ctx context.Context) error {
	now := s.clock.Now()
	_, failed := s.access.Sweep(audit.As(ctx, audit.Installation, "job"))
	failed = errors.Join(failed, s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, err := once.Sweep(ctx, tx, db.InstantOf(now.AddDate(0, 0, -once.Keep)))
		return err
	}))
	orgs, err := people.Organisations(ctx, s.db.Read())
	failed = errors.Join(failed, err)
	for _, org := range orgs {
		failed = errors.Join(failed, s.sweepOne(audit.As(ctx, org, "job"), now))
	}
	return errors.Join(failed, s.forget(audit.As(ctx, audit.Installation, "job"), now))
}

// sweepOne is what is over in one organisation.
func (s sweeper) sweepOne(ctx context.Context, now time.Time) error {
	program, _ := access.From(ctx)
	err := s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return errors.Join(people.SweepImports(ctx, tx, program, db.InstantOf(now)),
			oversight.Sweep(ctx, tx, program.Org, db.InstantOf(now.AddDate(-auditYears, 0, 0))))
	})
	return errors.Join(err, s.forget(ctx, now))
}

// forget lets old audit lines point at nobody. A class without such lines is left alone: there is nothing to tell.
func (s sweeper) forget(ctx context.Context, now time.Time) error {
	var failed error
	before := db.DateOf(now.AddDate(-auditYears, 0, 0), s.zone)
	for _, class := range audit.Classes {
		failed = errors.Join(failed, s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			old, err := s.audit.Old(ctx, tx, class, before)
			if err != nil || !old {
				return err
			}
			_, err = s.audit.Forget(ctx, tx, class, before)
			return err
		}))
	}
	return failed
}
