package access

import (
	"context"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// pace is how fast attempts may follow each other: burst at once, then one in each interval.
type pace struct {
	scope string
	burst int64
	every time.Duration
}

// The paces. In any quarter of an hour at most ten guesses at one account fit, in any hour at most a hundred from one
// network. A browser in which the person signed in before has a pace of its own, so that guesses made elsewhere do not
// lock its owner out.
var (
	accountPace = pace{"account", 5, 3 * time.Minute}
	devicePace  = pace{"device", 5, 3 * time.Minute}
	factorPace  = pace{"factor", 5, 3 * time.Minute}
	networkPace = pace{"network", 20, 45 * time.Second}
	linkPace    = pace{"link", 20, 45 * time.Second}
)

// take uses up one attempt, or tells how long to wait. It is one statement, so that many at the same time do not slip
// through together. A refused attempt costs nothing more: waiting always helps. What is due later than a whole burst from
// now was written while the clock stood ahead, and begins anew: else nobody could come in until that moment.
func (p pace) take(ctx context.Context, q db.Query, key string, now time.Time) error {
	at, every := now.UnixMicro(), p.every.Microseconds()
	n, err := db.Exec(ctx, q, `insert into throttle (scope, key_hash, due) values ($1, $2, $3)
		on conflict (scope, key_hash) do update set due = case when throttle.due > $4 and throttle.due <= $4 + $6 then throttle.due else $4 end + $5
		where throttle.due + $5 <= $4 + $6 or throttle.due > $4 + $6`,
		p.scope, hash(p.scope, key), at+every, at, every, p.burst*every)
	if err != nil {
		return err
	}
	if n > 0 {
		return nil
	}
	return fault.New(fault.TooMany, fault.Say("Dit ging te vaak achter elkaar. Wacht een paar minuten en probeer het dan opnieuw.",
		"That was too often in a short time. Wait a few minutes and then try again.")).After(p.every)
}

// giveBack returns an attempt that turned out to be right, so that a busy office at nine o'clock is no attack.
func (p pace) giveBack(ctx context.Context, q db.Query, key string) error {
	_, err := db.Exec(ctx, q, `update throttle set due = due - $3 where scope = $1 and key_hash = $2`,
		p.scope, hash(p.scope, key), p.every.Microseconds())
	return err
}

// forget starts anew.
func (p pace) forget(ctx context.Context, q db.Query, key string) error {
	_, err := db.Exec(ctx, q, `delete from throttle where scope = $1 and key_hash = $2`, p.scope, hash(p.scope, key))
	return err
}
