package deliberation

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// weighed is a deliberation as it stands, reckoned.
type weighed struct {
	record
	fw        *framework.Framework
	c         framework.Case
	today     framework.Moment
	answers   []Answer
	besides   []Beside
	consults  []Consult
	approvals []Approval
	lost      []framework.Asked // answers that this version of the framework does not take
}

// reckon reads a deliberation with everything under it and evaluates it.
func (f *Feature) reckon(ctx context.Context, q db.Query, x record) (weighed, error) {
	w := weighed{record: x, today: momentOf(f.Clock.Now(), f.Zone)}
	var err error
	if w.fw, err = f.framework(ctx, x.Deliberation); err != nil {
		return w, err
	}
	id := x.Deliberation.ID
	if w.answers, err = answersOf(ctx, q, x.Actor, id); err != nil {
		return w, err
	}
	if w.besides, err = besidesOf(ctx, q, x.Actor, id); err != nil {
		return w, err
	}
	if w.consults, err = consultsOf(ctx, q, x.Actor, id); err != nil {
		return w, err
	}
	if w.approvals, err = approvalsOf(ctx, q, x.Actor, id); err != nil {
		return w, err
	}
	w.c, w.lost = caseOf(w.fw, x.Setting, w.today, w.answers)
	return w, nil
}

// consulted tells whether somebody thought along.
func (w weighed) consulted() bool {
	return slices.ContainsFunc(w.consults, func(c Consult) bool { return c.State == "answered" })
}

// people gives the names of everybody in it.
func (w weighed) people(ctx context.Context, q db.Query, more ...string) (map[string]string, error) {
	ids := append([]string{w.StartedBy, w.ClosedBy}, more...)
	for _, x := range w.answers {
		ids = append(ids, x.ChangedBy)
	}
	for _, b := range w.besides {
		ids = append(ids, b.By)
	}
	for _, c := range w.consults {
		ids = append(ids, c.Of, c.By)
	}
	for _, p := range w.approvals {
		ids = append(ids, p.By, p.Given)
	}
	return namesOf(ctx, q, w.Actor, ids...)
}

// settings for the receipt: layers that still lie on it, and words that the framework still knows.
func (w weighed) setting() Setting {
	s := Setting{Plan: w.c.Plan.String(), Variant: w.c.Variant, Level: w.c.Level, Flow: w.c.Flow}
	for _, p := range w.fw.Layers {
		s.Layers = append(s.Layers, string(p.Head.ID))
	}
	return s
}

// unfit is the error of a decision that still needs something.
type unfit struct{ codes []string }

func (u *unfit) Error() string { return "the decision still needs " + strings.Join(u.codes, ", ") }

var chooseFirst = fault.Say("Er staan nog twee antwoorden naast elkaar. Kies eerst een van de twee.",
	"Two answers still stand beside each other. Choose one of them first.")

// close takes the decision: once, on the change that the worker saw, and then for ever. What it rests on goes into the
// receipt. seen is the change that the page showed.
func (f *Feature) close(ctx context.Context, tx db.Tx, id string, seen int64, d Decision, lang string) error {
	x, err := f.open(ctx, tx, access.Decide, id)
	if err != nil {
		return err
	}
	at := f.desk.Now()
	stood, err := closeFrame(ctx, tx, x.Actor, id, Decided, seen, at)
	if err != nil {
		return err
	}
	if !stood {
		if x.State != Open {
			return fault.New(fault.Conflict, isClosed)
		}
		return errMoved
	}
	w, err := f.reckon(ctx, tx, x) // after closing: nobody can change it any more before this ends
	if err != nil {
		return err
	}
	if len(w.besides) > 0 {
		return fault.New(fault.Conflict, chooseFirst)
	}
	advice := w.fw.Evaluate(w.c)
	told := advice.Tell(lang)
	d.Forms = inOrder(told, d.Forms)
	d.Departs, d.Against = departs(told, d.Forms)
	d.Lacking = lacking(told, w.approvals)
	d = d.tidy()
	if codes := fitsTogether(d, told, w.consulted(), w.today.Day); len(codes) > 0 {
		return &unfit{codes}
	}
	r, err := w.receipt(ctx, tx, d, at, lang, f.Program)
	if err != nil {
		return err
	}
	body, hash, err := r.pack()
	if err != nil {
		return err
	}
	if err := putDecision(ctx, tx, x.Actor, id, d, at); err != nil {
		return err
	}
	if err := putReceipt(ctx, tx, x.Actor, id, body, hash); err != nil {
		return err
	}
	if f.Reviews != nil {
		if err := f.Reviews.Opened(ctx, tx, x.Actor.Org, id, x.File.ID, w.fw, w.c, d.Forms[0], dayOf(d.Next), dayOf(d.Look)); err != nil {
			return err
		}
		if x.Follows != "" { // the one before is answered for by this one
			if err := f.Reviews.Closed(ctx, tx, x.Actor.Org, x.Follows); err != nil {
				return err
			}
		}
	}
	return f.Audit.Record(ctx, tx, x.line("deliberation.decided", detailOf(d)))
}

func detailOf(d Decision) string {
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

func (w weighed) receipt(ctx context.Context, q db.Query, d Decision, at db.Instant, lang, program string) (Receipt, error) {
	names, err := w.people(ctx, q, w.Actor.ID)
	if err != nil {
		return Receipt{}, err
	}
	who := func(id string) Person { return Person{id, names[id]} }
	r := Receipt{Format: ReceiptFormat, Program: program, Deliberation: w.Deliberation.ID, Framework: w.Framework, Packs: pinned(w.fw), Setting: w.setting(),
		Today: w.today.String(), Answers: keptAnswers(w.taken(), names), Shown: lang, Told: map[string]string{}, Decision: d, DecidedAt: at.String(),
		DecidedBy: who(w.Actor.ID), Follows: w.Follows}
	advice := w.fw.Evaluate(w.c)
	for _, l := range []string{"nl", "en"} {
		told, err := json.Marshal(advice.Tell(l))
		if err != nil {
			return r, err
		}
		r.Told[l] = string(told)
	}
	for _, c := range w.consults {
		k := ConsultKept{Of: who(c.Of), By: who(c.By), Question: c.Question, State: c.State, Verdict: c.Verdict, Answer: c.Answered, AskedAt: c.AskedAt.String()}
		if !c.EndedAt.IsZero() {
			k.EndedAt = c.EndedAt.String()
		}
		r.Consults = append(r.Consults, k)
	}
	for _, p := range w.approvals {
		k := ApprovalKept{Role: p.Role, State: p.State, By: who(p.By), Given: who(p.Given), Reason: p.Reason}
		if !p.GivenAt.IsZero() {
			k.At = p.GivenAt.String()
		}
		r.Approvals = append(r.Approvals, k)
	}
	return r, nil
}

// taken are the answers that the framework takes.
func (w weighed) taken() []Answer {
	return slices.DeleteFunc(slices.Clone(w.answers), func(x Answer) bool { return slices.Contains(w.lost, x.At) })
}

// endWithout ends a deliberation without a decision.
func (f *Feature) endWithout(ctx context.Context, tx db.Tx, id string, seen int64, reason string) error {
	x, err := f.open(ctx, tx, access.Weigh, id)
	if err != nil {
		return err
	}
	at := f.desk.Now()
	stood, err := closeFrame(ctx, tx, x.Actor, id, Ended, seen, at)
	if err != nil {
		return err
	}
	if !stood {
		if x.State != Open {
			return fault.New(fault.Conflict, isClosed)
		}
		return errMoved
	}
	if err := putDecision(ctx, tx, x.Actor, id, Decision{Reason: reason}, at); err != nil {
		return err
	}
	if f.Reviews != nil {
		if err := f.Reviews.Closed(ctx, tx, x.Actor.Org, id); err != nil {
			return err
		}
	}
	return f.Audit.Record(ctx, tx, x.line("deliberation.withdrawn", ""))
}

// follow begins a new deliberation on one that is closed.
func (f *Feature) follow(ctx context.Context, tx db.Tx, id, plan string) (string, error) {
	x, err := f.open(ctx, tx, access.See, id)
	if err != nil {
		return "", err
	}
	if x.State == Open {
		return "", fault.New(fault.Conflict, notYet)
	}
	s := x.Setting
	s.Plan = plan
	return f.start(ctx, tx, beginning{Resident: x.File.ID, Framework: x.Framework, Setting: s, Follows: id})
}

// before reads the decision that this one is compared with; nil when there is none, or this actor may not see it.
func (f *Feature) before(ctx context.Context, q db.Query, x record) (*record, *Receipt, error) {
	same, err := people.SameAs(ctx, q, x.Actor, x.File.ID)
	if err != nil {
		return nil, nil, err
	}
	id, err := earlierOf(ctx, q, x.Actor, x.Deliberation, same)
	if err != nil || id == "" {
		return nil, nil, err
	}
	if isConsult(x.Decision.Ground) { // asked about this one, and no other
		return nil, nil, nil
	}
	d, err := find(ctx, q, x.Actor, id)
	if err != nil {
		return nil, nil, err
	}
	r, _, err := receiptOf(ctx, q, x.Actor, id)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil, nil // it ended without a decision
	}
	return &record{d, x.File, f}, &r, err
}
