package deliberation

import (
	"context"
	"slices"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

var (
	cannotThink  = fault.Say("Deze collega kan hierover niet meedenken. Kies iemand anders.", "This colleague cannot think along about this. Choose somebody else.")
	askSomething = fault.Say("Schrijf op wat je wilt vragen.", "Write down what you want to ask.")
	saySomething = fault.Say("Schrijf op wat je ervan vindt.", "Write down what you think of it.")
	isSettled    = fault.Say("Dit is intussen al afgehandeld.", "This has been dealt with in the meantime.")
)

// colleagues are who can be asked to think along about a resident, by name.
func (f *Feature) colleagues(ctx context.Context, q db.Query, x record.Opened) ([]people.Colleague, error) {
	all, err := record.WorkersWithRoles(ctx, q, x.Actor)
	if err != nil {
		return nil, err
	}
	var near []string
	if x.Restricted {
		has, err := people.Caseload(ctx, q, x.Actor, x.File.ID)
		if err != nil {
			return nil, err
		}
		for _, c := range has {
			if c.Until == "" {
				near = append(near, c.Worker)
			}
		}
	}
	var out []people.Colleague
	for _, w := range all {
		if w.ID != x.Actor.ID && mayThink(w, x, slices.Contains(near, w.ID)) {
			out = append(out, people.Colleague{ID: w.ID, Name: w.Name})
		}
	}
	return out, nil
}

// mayThink asks the table whether a worker could see this when asked. A file that is closed stays with its caseload.
func mayThink(w access.Actor, x record.Opened, mine bool) bool {
	o := access.Object{Kind: record.Kind, ID: x.Deliberation.ID, Org: x.Actor.Org, Resident: x.File.ID, Relation: access.OtherTeam, Restricted: x.Restricted}
	if mine {
		o.Relation = access.OwnCaseload
	}
	return access.May(w, access.See, o, access.ConsultGround("asked", x.File.ID)).Allowed
}

// ask asks a colleague to think along. From now until it is answered or withdrawn they see this deliberation.
func (f *Feature) ask(ctx context.Context, tx db.Tx, id, colleague, question string) error {
	x, err := f.Open(ctx, tx, access.Consult, id)
	if err != nil {
		return err
	}
	if err := record.CheckText("vraag", question, askSomething); err != nil {
		return err
	}
	wrongOne := fault.Keyed(fault.Invalid, "error.invalid.text").At("collega", cannotThink)
	can, err := f.colleagues(ctx, tx, x)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(can, func(c people.Colleague) bool { return c.ID == colleague }) {
		return wrongOne
	}
	if f.Marks != nil { // who knows this person is not asked, and the reason is not told
		knows, err := f.Marks.Conflicts(ctx, tx, access.Actor{ID: colleague, Org: x.Actor.Org})
		if err != nil {
			return err
		}
		if slices.Contains(knows, x.File.ID) {
			return wrongOne
		}
	}
	if err := record.Raise(ctx, tx, x.Actor, id); err != nil {
		return err
	}
	c := record.Consult{ID: people.NewID(f.Clock.Now()), Deliberation: id, Of: colleague, By: x.Actor.ID, AskedAt: f.Desk.Now(), Question: question}
	if ok, err := record.AddConsult(ctx, tx, x.Actor, c); err != nil || !ok {
		return firstOf(err, fault.New(fault.Conflict, record.IsClosed))
	}
	return f.Audit.Record(ctx, tx, x.Line("consult.asked", ""))
}

// answerConsult is what the colleague says. Only who was asked can say it.
func (f *Feature) answerConsult(ctx context.Context, tx db.Tx, id, consult, verdict, text string) error {
	x, err := f.Open(ctx, tx, access.See, id)
	if err != nil {
		return err
	}
	all, err := record.ConsultsOf(ctx, tx, x.Actor, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(c record.Consult) bool { return c.ID == consult && c.Of == x.Actor.ID })
	switch {
	case i < 0:
		return f.Desk.Refuse(x.File, access.Add, "consult")
	case x.State != record.Open:
		return fault.New(fault.Conflict, record.IsClosed)
	case all[i].State != "open":
		return fault.New(fault.Conflict, isSettled)
	case !slices.Contains(record.Verdicts, verdict):
		return fault.Keyed(fault.Invalid, "error.invalid.text").At(of("oordeel", consult), record.ChooseOne)
	}
	if err := record.CheckText(of("antwoord", consult), text, saySomething); err != nil {
		return err
	}
	return f.finish(ctx, tx, x, record.Consult{ID: consult, Deliberation: id, State: "answered", Verdict: verdict, Answered: text}, "consult.answered", "verdict:"+verdict)
}

// endAsk withdraws a question, or closes it because an answer is not needed any more. Who asked does, or who may ask.
func (f *Feature) endAsk(ctx context.Context, tx db.Tx, id, consult, to string) error {
	x, err := f.Open(ctx, tx, access.Consult, id)
	if err != nil {
		return err
	}
	if to != "withdrawn" && to != "closed" {
		return fault.New(fault.Invalid, fault.Text{})
	}
	return f.finish(ctx, tx, x, record.Consult{ID: consult, Deliberation: id, State: to}, "consult.withdrawn", "state:"+to)
}

func (f *Feature) finish(ctx context.Context, tx db.Tx, x record.Opened, c record.Consult, event, detail string) error {
	if err := record.Raise(ctx, tx, x.Actor, c.Deliberation); err != nil {
		return err
	}
	c.EndedAt = f.Desk.Now()
	if ok, err := record.EndConsult(ctx, tx, x.Actor, c); err != nil || !ok {
		return firstOf(err, fault.New(fault.Conflict, isSettled))
	}
	return f.Audit.Record(ctx, tx, x.Line(event, detail))
}

// askApproval asks for the approval of a role that the advice names.
func (f *Feature) askApproval(ctx context.Context, tx db.Tx, id, role, note string) error {
	x, err := f.Open(ctx, tx, access.Weigh, id)
	if err != nil {
		return err
	}
	if record.TooLong(note) {
		return fault.Keyed(fault.Invalid, "error.invalid.text").At(of("toelichting", role), record.TextTooLong)
	}
	if x.State != record.Open {
		return fault.New(fault.Conflict, record.IsClosed)
	}
	w, err := f.Reckon(ctx, tx, x)
	if err != nil {
		return err
	}
	asks := false
	for _, call := range w.FW.Evaluate(w.Case).Tell("nl").Approve {
		asks = asks || call.ID == role
	}
	if !asks {
		return fault.New(fault.Conflict, isSettled) // the advice does not ask it any more
	}
	if err := record.Raise(ctx, tx, x.Actor, id); err != nil {
		return err
	}
	p := record.Approval{ID: people.NewID(f.Clock.Now()), Deliberation: id, Role: role, By: x.Actor.ID, AskedAt: f.Desk.Now(), Reason: note}
	if ok, err := record.AddApproval(ctx, tx, x.Actor, p); err != nil || !ok {
		return firstOf(err, fault.New(fault.Conflict, isSettled))
	}
	return f.Audit.Record(ctx, tx, x.Line("approval.asked", ""))
}

// settle gives, refuses or withdraws an approval. Who asked never gives it; who gives it tells why.
func (f *Feature) settleApproval(ctx context.Context, tx db.Tx, id, approval, to, reason string) error {
	verb, event := access.Approve, map[string]string{"approved": "approval.given", "refused": "approval.refused", "withdrawn": "approval.asked"}[to]
	if to == "withdrawn" {
		verb = access.Weigh
	}
	if event == "" {
		return fault.New(fault.Invalid, fault.Text{})
	}
	x, err := f.Open(ctx, tx, verb, id)
	if err != nil {
		return err
	}
	all, err := record.ApprovalsOf(ctx, tx, x.Actor, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(p record.Approval) bool { return p.ID == approval })
	if i < 0 || (all[i].By == x.Actor.ID) != (to == "withdrawn") {
		return f.Desk.Refuse(x.File, verb, record.Kind)
	}
	switch {
	case x.State != record.Open:
		return fault.New(fault.Conflict, record.IsClosed)
	case all[i].State != "asked":
		return fault.New(fault.Conflict, isSettled)
	}
	if to != "withdrawn" {
		if err := record.CheckText(of("reden", approval), reason, record.GiveReason); err != nil {
			return err
		}
	}
	if err := record.Raise(ctx, tx, x.Actor, id); err != nil {
		return err
	}
	if ok, err := record.SettleApproval(ctx, tx, x.Actor, record.Approval{ID: approval, Deliberation: id, State: to, GivenAt: f.Desk.Now(), Reason: reason}); err != nil || !ok {
		return firstOf(err, fault.New(fault.Conflict, isSettled))
	}
	return f.Audit.Record(ctx, tx, x.Line(event, "state:"+to))
}
