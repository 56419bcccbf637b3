package oversight

import (
	"context"
	"errors"
	"net/http"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

const (
	// checkLimit is how long a verification that was asked for on the page may take.
	checkLimit = 2 * time.Minute
	// mostChecked is the longest trail that is verified from the page; a longer one is for the command line.
	mostChecked = 2_000_000
	// headLate is how old the newest head may be while lines were added since: three times its usual age.
	headLate = 3 * audit.HeadEvery
	// waitsLong is how long a line may wait for its number before it is told.
	waitsLong = time.Minute
	// checksShown is how many verifications are listed.
	checksShown = 3
)

// trail fills what can be told of the health of the trail.
func (f *Feature) trail(r *http.Request, a access.Actor, view *weekView) error {
	if !access.MayAny(a, access.See, "audit_health") {
		return nil
	}
	h, err := f.Audit.Health(r.Context())
	if err != nil {
		return err
	}
	checks, err := lastChecks(r.Context(), f.DB.Read(), a, checksShown)
	if err != nil {
		return err
	}
	now := f.now()
	number := func(n int64) string { return web.Number(web.Lang(r), float64(n)) }
	view.Trail = web.Terms{{Name: say(r, "trail_lines"), Value: number(h.Lines)}}
	warn := func(key string, args ...any) {
		view.Notices = append(view.Notices, web.Notice{Kind: "warning", Title: say(r, "trail"), Text: say(r, key, args...)})
	}
	switch last, signed := f.head(a.Org); {
	case !signed:
		view.Trail = append(view.Trail, web.Term{Name: say(r, "trail_head"), Value: say(r, "trail_no_head")})
	default:
		view.Trail = append(view.Trail, web.Term{Name: say(r, "trail_head"), Value: say(r, "trail_head_at", "When", f.moment(r, last.At.Time()), "Age", age(r, now.Sub(last.At.Time())))},
			web.Term{Name: say(r, "trail_head_covers"), Value: say(r, "trail_head_size", "Lines", number(last.Size), "Root", last.Short())})
		if last.Size < h.Lines && now.Sub(last.At.Time()) > headLate {
			warn("trail_head_late", "Age", age(r, now.Sub(last.At.Time())))
		}
	}
	waiting := number(h.Waiting)
	if h.Waiting > 0 && now.Sub(h.Oldest.Time()) > waitsLong {
		warn("trail_waits", "Count", int(h.Waiting), "Age", age(r, now.Sub(h.Oldest.Time())))
	}
	view.Trail = append(view.Trail, web.Term{Name: say(r, "trail_waiting"), Value: waiting})
	if h.SetApart > 0 {
		warn("trail_apart", "Count", int(h.SetApart))
	}
	view.CheckOnce, view.CheckAction, view.MayCheck, view.TooLong = once.Key(), web.Path(r, "/toezicht/controle"), true, h.Lines > mostChecked
	for i, c := range checks {
		state := f.stateOf(c)
		words := say(r, "check_"+state, "When", f.moment(r, c.Asked.Time()), "Lines", number(c.Lines), "Heads", number(c.Heads), "Findings", number(c.Findings),
			"First", number(c.At), "Wrong", known(r, "wrong", c.Wrong))
		view.Checks = append(view.Checks, words)
		if i == 0 && state == "wrong" {
			view.Notices = append(view.Notices, web.Notice{Kind: "error", Title: say(r, "trail_wrong"), Text: words, Items: []string{say(r, "trail_wrong_keep"), say(r, "trail_wrong_ask")}})
		}
		view.MayCheck = view.MayCheck && state != "asked"
	}
	view.MayCheck = view.MayCheck && !view.TooLong
	if len(checks) == 0 {
		view.Checks = []string{say(r, "check_never")}
	}
	return nil
}

func (f *Feature) head(org string) (audit.Head, bool) {
	if f.Head == nil {
		return audit.Head{}, false
	}
	return f.Head(org)
}

// stateOf tells how a verification is now: one that does not end was broken off with the program that did it.
func (f *Feature) stateOf(c check) string {
	if c.State == "asked" && f.now().Sub(c.Asked.Time()) > 2*checkLimit {
		return "failed"
	}
	return c.State
}

// age tells how long ago something was, in the one unit that matters.
func age(r *http.Request, d time.Duration) string {
	switch {
	case d < time.Minute:
		return say(r, "age_now")
	case d < time.Hour:
		return say(r, "age_minutes", "Count", int(d/time.Minute))
	case d < 48*time.Hour:
		return say(r, "age_hours", "Count", int(d/time.Hour))
	}
	return say(r, "age_days", "Count", int(d/(24*time.Hour)))
}

var oneAtATime = fault.Say("Er loopt al een controle. Wacht tot die klaar is.", "A verification is going on already. Wait until it is done.")

// verify asks for a verification; Work does it.
func (f *Feature) verify(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	var asked check
	replayed, err := f.work(r, form, func(ctx context.Context, tx db.Tx, a access.Actor) (audit.Line, error) {
		last, err := lastChecks(ctx, tx, a, 1)
		if err != nil {
			return audit.Line{}, err
		}
		if len(last) > 0 && f.stateOf(last[0]) == "asked" {
			return audit.Line{}, fault.New(fault.Conflict, oneAtATime)
		}
		asked = check{ID: f.newID(), Org: a.Org, By: a.ID, Asked: db.InstantOf(f.now())}
		return audit.Line{Event: "audit.verified", Kind: "audit", ID: asked.ID, Detail: "state:asked"}, addCheck(ctx, tx, asked)
	})
	if err != nil {
		return err
	}
	if !replayed {
		select {
		case f.asked <- asked:
		default: // many organisations ask at once: this one is shown as broken off after a while, and can be asked again
		}
	}
	return web.Redirect(w, r, homePath+"#spoor")
}

// Work verifies what was asked for, one after the other, until the context ends.
func (f *Feature) Work(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case c := <-f.asked:
			if err := f.verifyOne(ctx, c); err != nil && ctx.Err() == nil {
				f.Log.ErrorContext(ctx, "verifying the audit trail", "error", err.Error())
			}
		}
	}
}

// verifyOne reads the whole trail of an organisation and compares it with the newest head that this program signed. It is
// done without the key: the head vouches for all but the last seconds, and after the key was renewed only the command line
// knows from which line it holds.
func (f *Feature) verifyOne(ctx context.Context, c check) error {
	limited, cancel := context.WithTimeout(ctx, checkLimit)
	defer cancel()
	var with audit.Check
	if last, ok := f.head(c.Org); ok {
		with.Heads = []audit.Head{last}
	}
	report, err := audit.Verify(limited, f.DB, c.Org, with)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(limited.Err(), context.DeadlineExceeded):
		c.State, err = "too_long", nil
	case err != nil:
		c.State = "failed"
	default:
		c.State, c.Lines, c.Heads = "right", report.Lines, int64(report.Heads)
		if first, ok := report.First(); ok {
			c.State, c.At, c.Wrong, c.Findings = "wrong", first.From, string(first.Wrong), int64(len(report.Findings))+report.More
		}
	}
	if c.State == "wrong" {
		f.Log.ErrorContext(ctx, "the audit trail is not what it was", "line", c.At, "wrong", c.Wrong)
	}
	c.Ended = db.InstantOf(f.now())
	job := audit.As(ctx, c.Org, "job")
	return errors.Join(err, f.DB.InTx(job, func(ctx context.Context, tx db.Tx) error {
		if err := endCheck(ctx, tx, c); err != nil {
			return err
		}
		outcome := audit.Done
		if c.State == "failed" || c.State == "too_long" {
			outcome = audit.Failed
		}
		ctx = audit.WithSource(ctx, audit.Source{Behalf: c.By})
		return f.Audit.Record(ctx, tx, audit.Line{Event: "audit.verified", Kind: "audit", ID: c.ID, Outcome: outcome, Detail: "state:" + c.State})
	}))
}
