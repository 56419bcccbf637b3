package decision

import (
	"context"
	"strings"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// unfit is the error of a decision that still needs something.
type unfit struct{ codes []string }

func (u *unfit) Error() string { return "the decision still needs " + strings.Join(u.codes, ", ") }

var chooseFirst = fault.Say("Er staan nog twee antwoorden naast elkaar. Kies eerst een van de twee.",
	"Two answers still stand beside each other. Choose one of them first.")

// close takes the decision: once, on the change that the worker saw, and then for ever. What it rests on goes into the
// receipt. seen is the change that the page showed.
func (f *Pages) close(ctx context.Context, tx db.Tx, id string, seen int64, d record.Decision, lang string) error {
	x, err := f.Open(ctx, tx, access.Decide, id)
	if err != nil {
		return err
	}
	at := f.Desk.Now()
	stood, err := record.CloseFrame(ctx, tx, x.Actor, id, record.Decided, seen, at)
	if err != nil {
		return err
	}
	if !stood {
		if x.State != record.Open {
			return fault.New(fault.Conflict, record.IsClosed)
		}
		return record.ErrMoved
	}
	w, err := f.Reckon(ctx, tx, x) // after closing: nobody can change it any more before this ends
	if err != nil {
		return err
	}
	if len(w.Besides) > 0 {
		return fault.New(fault.Conflict, chooseFirst)
	}
	advice := w.FW.Evaluate(w.Case)
	told := advice.Tell(lang)
	d.Forms = inOrder(told, d.Forms)
	d.Departs, d.Against = departs(told, d.Forms)
	d.Lacking = lacking(told, w.Approvals)
	d = d.Tidy()
	if codes := fitsTogether(d, told, w.Consulted(), w.Today.Day); len(codes) > 0 {
		return &unfit{codes}
	}
	r, err := w.Receipt(ctx, tx, d, at, lang, f.Program)
	if err != nil {
		return err
	}
	body, hash, err := r.Pack()
	if err != nil {
		return err
	}
	if err := record.PutDecision(ctx, tx, x.Actor, id, d, at); err != nil {
		return err
	}
	if err := record.PutReceipt(ctx, tx, x.Actor, id, body, hash); err != nil {
		return err
	}
	if f.Reviews != nil {
		if err := f.Reviews.Opened(ctx, tx, x.Actor.Org, id, x.File.ID, w.FW, w.Case, strings.Join(d.Forms, " "), dayOf(d.Next), dayOf(d.Look)); err != nil {
			return err
		}
		if x.Follows != "" { // the one before is answered for by this one
			if err := f.Reviews.Closed(ctx, tx, x.Actor.Org, x.Follows); err != nil {
				return err
			}
		}
	}
	return f.Audit.Record(ctx, tx, x.Line("deliberation.decided", detailOf(d)))
}

func detailOf(d record.Decision) string {
	out := "agreed:" + d.Agreed
	if d.Departs {
		out += ",departs"
	}
	if d.Against {
		out += ",against"
	}
	if len(d.Lacking) > 0 {
		out += ",no_approval"
	}
	return out
}

func dayOf(s string) db.Date {
	d, _ := db.ParseDate(s) // checked before; none is the zero day
	return d
}

// endWithout ends a deliberation without a decision.
func (f *Pages) endWithout(ctx context.Context, tx db.Tx, id string, seen int64, reason string) error {
	x, err := f.Open(ctx, tx, access.Weigh, id)
	if err != nil {
		return err
	}
	at := f.Desk.Now()
	stood, err := record.CloseFrame(ctx, tx, x.Actor, id, record.Ended, seen, at)
	if err != nil {
		return err
	}
	if !stood {
		if x.State != record.Open {
			return fault.New(fault.Conflict, record.IsClosed)
		}
		return record.ErrMoved
	}
	if err := record.PutDecision(ctx, tx, x.Actor, id, record.Decision{Reason: reason}, at); err != nil {
		return err
	}
	if f.Reviews != nil {
		if err := f.Reviews.Closed(ctx, tx, x.Actor.Org, id); err != nil {
			return err
		}
	}
	return f.Audit.Record(ctx, tx, x.Line("deliberation.withdrawn", ""))
}
