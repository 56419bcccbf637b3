package audit

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"nabij/internal/platform/run"
)

const (
	// gather is how long Run waits after a commit, so that lines which come together are numbered together: each turn is a
	// commit of its own, for which people who save something wait on SQLite.
	gather = 100 * time.Millisecond
	// lookEvery is how often Run looks for lines that others left: a process that was ended before it numbered them.
	lookEvery = time.Second
)

// Run numbers lines soon after they are stored, until the context ends. A program that serves many people runs it
// (Heads.Keep does), so that nobody waits for numbers; without it each call that stored a line gives the numbers
// itself, after its commit. A second Run of the same log comes back at once.
func (l *Log) Run(ctx context.Context) error {
	if !l.running.CompareAndSwap(false, true) {
		return nil
	}
	defer l.running.Store(false)
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	look, told := true, false
	for {
		err := l.numberAll(ctx, look)
		if err != nil && !told && ctx.Err() == nil {
			slog.ErrorContext(ctx, "audit", "what", "lines wait for their numbers", "error", err.Error())
		}
		told = err != nil // once for each stretch of trouble
		look = false
		select {
		case <-ctx.Done():
			return l.numberAll(context.WithoutCancel(ctx), true)
		case <-ticker.C:
			look = true
		case <-l.stored:
			pause(ctx, gather)
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// numberAll numbers what waits: that of this process, and with look that of everybody.
func (l *Log) numberAll(ctx context.Context, look bool) error {
	orgs := l.watch.orgs()
	var wrong []error
	if look {
		more, err := l.store.waitingOrgs(ctx, l.DB.Read())
		wrong = append(wrong, err)
		orgs = append(orgs, more...)
	}
	slices.Sort(orgs)
	for _, org := range slices.Compact(orgs) {
		wrong = append(wrong, l.numberOrg(ctx, org))
	}
	return errors.Join(wrong...)
}

// numberOrg numbers all that waits of an organisation.
func (l *Log) numberOrg(ctx context.Context, org string) error {
	for {
		if more, err := l.number(ctx, org); err != nil || !more {
			return err
		}
	}
}

// settle numbers what waits of an organisation when there is anything, so that who reads sees it.
func (l *Log) settle(ctx context.Context, org string) error {
	waits, err := l.store.anyWaiting(ctx, l.DB.Read(), org)
	if err != nil || !waits {
		return err
	}
	return l.numberOrg(ctx, org)
}

// committed is called when lines are stored for certain.
func (l *Log) committed(ctx context.Context, lines []watched) {
	l.watch.add(lines)
	if l.running.Load() {
		select {
		case l.stored <- struct{}{}:
		default: // it is awake already
		}
		return
	}
	for _, line := range lines {
		// Somebody else may have numbered it together with their own.
		if !l.watch.has(line.row.org, line.id) {
			continue
		}
		err := run.Safely(ctx, "audit numbers", func(ctx context.Context) error { return l.numberOrg(ctx, line.row.org) })
		if err != nil { // the line is stored, and gets its number later
			slog.ErrorContext(ctx, "audit", "what", "lines wait for their numbers", "error", err.Error())
		}
	}
}
