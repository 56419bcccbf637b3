package record

import (
	"context"
	"encoding/json"
	"slices"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Weighed is a deliberation as it stands, reckoned.
type Weighed struct {
	Opened
	FW        *framework.Framework
	Case      framework.Case
	Today     framework.Moment
	Answers   []Answer
	Besides   []Beside
	Consults  []Consult
	Approvals []Approval
	Lost      []framework.Asked // answers that this version of the framework does not take
}

// Reckon reads a deliberation with everything under it and evaluates it.
func (f *Book) Reckon(ctx context.Context, q db.Query, x Opened) (Weighed, error) {
	w := Weighed{Opened: x, Today: MomentOf(f.Clock.Now(), f.Zone)}
	var err error
	if w.FW, err = f.Framework(ctx, x.Deliberation); err != nil {
		return w, err
	}
	id := x.Deliberation.ID
	if w.Answers, err = AnswersOf(ctx, q, x.Actor, id); err != nil {
		return w, err
	}
	if w.Besides, err = BesidesOf(ctx, q, x.Actor, id); err != nil {
		return w, err
	}
	if w.Consults, err = ConsultsOf(ctx, q, x.Actor, id); err != nil {
		return w, err
	}
	if w.Approvals, err = ApprovalsOf(ctx, q, x.Actor, id); err != nil {
		return w, err
	}
	w.Case, w.Lost = CaseOf(w.FW, x.Setting, w.Today, w.Answers)
	return w, nil
}

// Consulted tells whether somebody thought along.
func (w Weighed) Consulted() bool {
	return slices.ContainsFunc(w.Consults, func(c Consult) bool { return c.State == "answered" })
}

// People gives the names of everybody in it.
func (w Weighed) People(ctx context.Context, q db.Query, more ...string) (map[string]string, error) {
	ids := append([]string{w.StartedBy, w.ClosedBy}, more...)
	for _, x := range w.Answers {
		ids = append(ids, x.ChangedBy)
	}
	for _, b := range w.Besides {
		ids = append(ids, b.By)
	}
	for _, c := range w.Consults {
		ids = append(ids, c.Of, c.By)
	}
	for _, p := range w.Approvals {
		ids = append(ids, p.By, p.Given)
	}
	return NamesOf(ctx, q, w.Actor, ids...)
}

// settings for the receipt: layers that still lie on it, and words that the framework still knows.
func (w Weighed) setting() Setting {
	s := Setting{Plan: w.Case.Plan.String(), Variant: w.Case.Variant, Level: w.Case.Level, Flow: w.Case.Flow}
	for _, p := range w.FW.Layers {
		s.Layers = append(s.Layers, string(p.Head.ID))
	}
	return s
}

// Receipt makes the receipt of a decision on what stands.
func (w Weighed) Receipt(ctx context.Context, q db.Query, d Decision, at db.Instant, lang, program string) (Receipt, error) {
	names, err := w.People(ctx, q, w.Actor.ID)
	if err != nil {
		return Receipt{}, err
	}
	who := func(id string) Person { return Person{id, names[id]} }
	r := Receipt{Format: ReceiptFormat, Program: program, Deliberation: w.Deliberation.ID, Framework: w.Framework, Packs: pinned(w.FW), Setting: w.setting(),
		Today: w.Today.String(), Answers: KeptAnswers(w.taken(), names), Shown: lang, Told: map[string]string{}, Decision: d, DecidedAt: at.String(),
		DecidedBy: who(w.Actor.ID), Follows: w.Follows}
	advice := w.FW.Evaluate(w.Case)
	for _, l := range []string{"nl", "en"} {
		told, err := json.Marshal(advice.Tell(l))
		if err != nil {
			return r, err
		}
		r.Told[l] = string(told)
	}
	for _, c := range w.Consults {
		k := ConsultKept{Of: who(c.Of), By: who(c.By), Question: c.Question, State: c.State, Verdict: c.Verdict, Answer: c.Answered, AskedAt: c.AskedAt.String()}
		if !c.EndedAt.IsZero() {
			k.EndedAt = c.EndedAt.String()
		}
		r.Consults = append(r.Consults, k)
	}
	for _, p := range w.Approvals {
		k := ApprovalKept{Role: p.Role, State: p.State, By: who(p.By), Given: who(p.Given), Reason: p.Reason}
		if !p.GivenAt.IsZero() {
			k.At = p.GivenAt.String()
		}
		r.Approvals = append(r.Approvals, k)
	}
	return r, nil
}

// taken are the answers that the framework takes.
func (w Weighed) taken() []Answer {
	return slices.DeleteFunc(slices.Clone(w.Answers), func(x Answer) bool { return slices.Contains(w.Lost, x.At) })
}

// Before reads the decision that this one is compared with; nil when there is none, or this actor may not see it.
func (f *Book) Before(ctx context.Context, q db.Query, x Opened) (*Opened, *Receipt, error) {
	same, err := people.SameAs(ctx, q, x.Actor, x.File.ID)
	if err != nil {
		return nil, nil, err
	}
	id, err := earlierOf(ctx, q, x.Actor, x.Deliberation, same)
	if err != nil || id == "" {
		return nil, nil, err
	}
	if IsConsult(x.Decision.Ground) { // asked about this one, and no other
		return nil, nil, nil
	}
	d, err := Find(ctx, q, x.Actor, id)
	if err != nil {
		return nil, nil, err
	}
	r, _, err := ReceiptOf(ctx, q, x.Actor, id)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil, nil // it ended without a decision
	}
	return &Opened{d, x.File}, &r, err
}
