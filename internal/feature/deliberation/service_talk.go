package deliberation

import (
	"context"
	"slices"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

var (
	cannotThink  = fault.Say("Deze collega kan hierover niet meedenken. Kies iemand anders.", "This colleague cannot think along about this. Choose somebody else.")
	askSomething = fault.Say("Schrijf op wat je wilt vragen.", "Write down what you want to ask.")
	saySomething = fault.Say("Schrijf op wat je ervan vindt.", "Write down what you think of it.")
	giveReason   = fault.Say("Schrijf op waarom.", "Write down why.")
	textTooLong  = fault.Say("Dit is te lang: hooguit 4.000 tekens.", "This is too long: 4,000 characters at most.")
	chooseOne    = fault.Say("Kies er een.", "Choose one.")
	isSettled    = fault.Say("Dit is intussen al afgehandeld.", "This has been dealt with in the meantime.")
)

// colleagues are who can be asked to think along about a resident, by name.
func (f *Feature) colleagues(ctx context.Context, q db.Query, x record) ([]people.Colleague, error) {
	all, err := workersWithRoles(ctx, q, x.Actor)
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
func mayThink(w access.Actor, x record, mine bool) bool {
	o := access.Object{Kind: kind, ID: x.Deliberation.ID, Org: x.Actor.Org, Resident: x.File.ID, Relation: access.OtherTeam, Restricted: x.Restricted}
	if mine {
		o.Relation = access.OwnCaseload
	}
	return access.May(w, access.See, o, access.ConsultGround("asked", x.File.ID)).Allowed
}

func checkText(field, text string, empty fault.Text) error {
	bad := fault.Keyed(fault.Invalid, "error.invalid.text")
	switch {
	case text == "":
		return bad.At(field, empty)
	case tooLong(text):
		return bad.At(field, textTooLong)
	}
	return nil
}

// ask asks a colleague to think along. From now until it is answered or withdrawn they see this deliberation.
func (f *Feature) ask(ctx context.Context, tx db.Tx, id, colleague, question string) error {
	x, err := f.open(ctx, tx, access.Consult, id)
	if err != nil {
		return err
	}
	if err := checkText("vraag", question, askSomething); err != nil {
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
	if err := raise(ctx, tx, x.Actor, id); err != nil {
		return err
	}
	c := Consult{ID: people.NewID(f.Clock.Now()), Deliberation: id, Of: colleague, By: x.Actor.ID, AskedAt: f.desk.Now(), Question: question}
	if ok, err := addConsult(ctx, tx, x.Actor, c); err != nil || !ok {
		return firstOf(err, fault.New(fault.Conflict, isClosed))
	}
	return f.Audit.Record(ctx, tx, x.line("consult.asked", ""))
}

// answerConsult is what the colleague says. Only who was asked can say it.
func (f *Feature) answerConsult(ctx context.Context, tx db.Tx, id, consult, verdict, text string) error {
	x, err := f.open(ctx, tx, access.See, id)
	if err != nil {
		return err
	}
	all, err := consultsOf(ctx, tx, x.Actor, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(c Consult) bool { return c.ID == consult && c.Of == x.Actor.ID })
	switch {
	case i < 0:
		return f.desk.Refuse(x.File, access.Add, "consult")
	case x.State != Open:
		return fault.New(fault.Conflict, isClosed)
	case all[i].State != "open":
		return fault.New(fault.Conflict, isSettled)
	case !slices.Contains(Verdicts, verdict):
		return fault.Keyed(fault.Invalid, "error.invalid.text").At(of("oordeel", consult), chooseOne)
	}
	if err := checkText(of("antwoord", consult), text, saySomething); err != nil {
		return err
	}
	return f.finish(ctx, tx, x, Consult{ID: consult, Deliberation: id, State: "answered", Verdict: verdict, Answered: text}, "consult.answered", "verdict:"+verdict)
}

// endAsk withdraws a question, or closes it because an answer is not needed any more. Who asked does, or who may ask.
func (f *Feature) endAsk(ctx context.Context, tx db.Tx, id, consult, to string) error {
	x, err := f.open(ctx, tx, access.Consult, id)
	if err != nil {
		return err
	}
	if to != "withdrawn" && to != "closed" {
		return fault.New(fault.Invalid, fault.Text{})
	}
	return f.finish(ctx, tx, x, Consult{ID: consult, Deliberation: id, State: to}, "consult.withdrawn", "state:"+to)
}

func (f *Feature) finish(ctx context.Context, tx db.Tx, x record, c Consult, event, detail string) error {
	if err := raise(ctx, tx, x.Actor, c.Deliberation); err != nil {
		return err
	}
	c.EndedAt = f.desk.Now()
	if ok, err := endConsult(ctx, tx, x.Actor, c); err != nil || !ok {
		return firstOf(err, fault.New(fault.Conflict, isSettled))
	}
	return f.Audit.Record(ctx, tx, x.line(event, detail))
}

// askApproval asks for the approval of a role that the advice names.
func (f *Feature) askApproval(ctx context.Context, tx db.Tx, id, role, note string) error {
	x, err := f.open(ctx, tx, access.Weigh, id)
	if err != nil {
		return err
	}
	if tooLong(note) {
		return fault.Keyed(fault.Invalid, "error.invalid.text").At(of("toelichting", role), textTooLong)
	}
	if x.State != Open {
		return fault.New(fault.Conflict, isClosed)
	}
	w, err := f.reckon(ctx, tx, x)
	if err != nil {
		return err
	}
	asks := false
	for _, call := range w.fw.Evaluate(w.c).Tell("nl").Approve {
		asks = asks || call.ID == role
	}
	if !asks {
		return fault.New(fault.Conflict, isSettled) // the advice does not ask it any more
	}
	if err := raise(ctx, tx, x.Actor, id); err != nil {
		return err
	}
	p := Approval{ID: people.NewID(f.Clock.Now()), Deliberation: id, Role: role, By: x.Actor.ID, AskedAt: f.desk.Now(), Reason: note}
	if ok, err := addApproval(ctx, tx, x.Actor, p); err != nil || !ok {
		return firstOf(err, fault.New(fault.Conflict, isSettled))
	}
	return f.Audit.Record(ctx, tx, x.line("approval.asked", ""))
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
	x, err := f.open(ctx, tx, verb, id)
	if err != nil {
		return err
	}
	all, err := approvalsOf(ctx, tx, x.Actor, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(p Approval) bool { return p.ID == approval })
	if i < 0 || (all[i].By == x.Actor.ID) != (to == "withdrawn") {
		return f.desk.Refuse(x.File, verb, kind)
	}
	switch {
	case x.State != Open:
		return fault.New(fault.Conflict, isClosed)
	case all[i].State != "asked":
		return fault.New(fault.Conflict, isSettled)
	}
	if to != "withdrawn" {
		if err := checkText(of("reden", approval), reason, giveReason); err != nil {
			return err
		}
	}
	if err := raise(ctx, tx, x.Actor, id); err != nil {
		return err
	}
	if ok, err := settleApproval(ctx, tx, x.Actor, Approval{ID: approval, Deliberation: id, State: to, GivenAt: f.desk.Now(), Reason: reason}); err != nil || !ok {
		return firstOf(err, fault.New(fault.Conflict, isSettled))
	}
	return f.Audit.Record(ctx, tx, x.line(event, "state:"+to))
}
