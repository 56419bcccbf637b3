package audit

import (
	"context"
	"fmt"
	"slices"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Forget removes from the lines of a class what points at people, when they are older than a day: salts, residents,
// actors, sessions, objects, grounds and requests. Number, moment, event, role, outcome and hashes stay, so the tree
// still verifies, and one line tells that and how many were forgotten. It gives that number.
//
// The organisation is that of the actor. How long each class is kept is for the caller to know.
func (l *Log) Forget(ctx context.Context, tx db.Tx, class Class, before db.Date) (int64, error) {
	actor, ok := access.From(ctx)
	if !ok {
		return 0, ErrNobody
	}
	if !slices.Contains(Classes, class) || before.IsZero() {
		return 0, fmt.Errorf("forgetting audit lines needs a class and a day")
	}
	if today := db.InstantOf(l.Clock.Now()).String()[:10]; before.String() > today {
		return 0, fault.New(fault.Invalid, fault.Say("De bewaartermijn kan niet in de toekomst liggen.",
			"A term cannot end in the future."))
	}
	n, err := l.store.forget(ctx, tx, actor.Org, codesOf(class), before)
	if err != nil {
		return 0, fmt.Errorf("forgetting audit lines: %w", err)
	}
	// This line explains lines that are empty from the commit on, so it does not wait for its number.
	rows, err := l.prepare(ctx, []Line{{Event: "audit.forgotten", Kind: "audit",
		Detail: fmt.Sprintf("class:%s,before:%s,count:%d", class, before, n)}})
	if err != nil {
		return 0, err
	}
	return n, l.write(ctx, tx, rows)
}

// Old tells whether the organisation of the actor has a line of a class from before a day that still points at somebody.
func (l *Log) Old(ctx context.Context, tx db.Tx, class Class, before db.Date) (bool, error) {
	actor, ok := access.From(ctx)
	if !ok {
		return false, ErrNobody
	}
	return l.store.old(ctx, tx, actor.Org, codesOf(class), before)
}

func codesOf(class Class) (codes []string) {
	for _, e := range events {
		if e.Class == class {
			codes = append(codes, e.Code)
		}
	}
	return codes
}
