package record

import (
	"context"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// Thinking along, and approvals.

const consultColumns = `c.id, c.deliberation_id, c.asked_of, c.asked_by, c.asked_at, c.question, c.state, c.verdict, c.answer, c.ended_at`

func scanConsult(row db.Row) (c Consult, err error) {
	return c, row.Scan(&c.ID, &c.Deliberation, &c.Of, &c.By, &c.AskedAt, &c.Question, &c.State, &c.Verdict, &c.Answered, &c.EndedAt)
}

// ConsultsOf gives who was asked to think along, in order.
func ConsultsOf(ctx context.Context, q db.Query, a access.Actor, id string) ([]Consult, error) {
	return db.All(ctx, q, scanConsult, `select `+consultColumns+` from deliberation_consult c
		where c.organisation_id = $1 and c.deliberation_id = $2 order by c.asked_at, c.id`, a.Org, id)
}

// OpenConsults are those that wait for this actor, of deliberations that are open. Every page about a resident asks this, so
// SQLite may not begin with all deliberations that are open: it takes a cross join in the order in which it is written.
func OpenConsults(ctx context.Context, q db.Query, a access.Actor) ([]Consult, error) {
	return db.All(ctx, q, scanConsult, `select `+consultColumns+` from deliberation_consult c
		cross join deliberation d where d.organisation_id = c.organisation_id and d.id = c.deliberation_id
		and c.organisation_id = $1 and c.asked_of = $2 and c.state = 'open' and d.state = 'open' order by c.asked_at, c.id`, a.Org, a.ID)
}

// AddConsult stores a question to a colleague; false when the deliberation is not open.
func AddConsult(ctx context.Context, tx db.Tx, a access.Actor, c Consult) (bool, error) {
	n, err := db.Exec(ctx, tx, `insert into deliberation_consult (organisation_id, id, deliberation_id, asked_of, asked_by, asked_at, question, state, verdict, answer)
		select $1, $3, $2, $4, $5, $6, $7, 'open', '', '' where`+isOpen, a.Org, c.Deliberation, c.ID, c.Of, c.By, c.AskedAt, c.Question)
	return n == 1, err
}

// EndConsult ends one that is open: answered, withdrawn or closed.
func EndConsult(ctx context.Context, tx db.Tx, a access.Actor, c Consult) (bool, error) {
	n, err := db.Exec(ctx, tx, `update deliberation_consult set state = $4, verdict = $5, answer = $6, ended_at = $7
		where organisation_id = $1 and deliberation_id = $2 and id = $3 and state = 'open' and`+isOpen,
		a.Org, c.Deliberation, c.ID, c.State, c.Verdict, c.Answered, c.EndedAt)
	return n == 1, err
}

// ApprovalsOf gives the approvals that were asked, in order.
func ApprovalsOf(ctx context.Context, q db.Query, a access.Actor, id string) ([]Approval, error) {
	return db.All(ctx, q, scanApproval, `select `+approvalColumns+` from deliberation_approval p
		where p.organisation_id = $1 and p.deliberation_id = $2 order by p.asked_at, p.id`, a.Org, id)
}

const approvalColumns = `p.id, p.deliberation_id, p.role, p.asked_by, p.asked_at, p.state, coalesce(p.given_by, ''), p.given_at, p.reason`

func scanApproval(row db.Row) (p Approval, err error) {
	return p, row.Scan(&p.ID, &p.Deliberation, &p.Role, &p.By, &p.AskedAt, &p.State, &p.Given, &p.GivenAt, &p.Reason)
}

// WaitingApprovals are those that nobody gave or refused yet, of residents of the teams of the actor.
func WaitingApprovals(ctx context.Context, q db.Query, a access.Actor) ([]Approval, error) {
	return db.All(ctx, q, scanApproval, `select `+approvalColumns+` from deliberation_approval p
		join deliberation d on d.organisation_id = p.organisation_id and d.id = p.deliberation_id
		join resident r on r.organisation_id = d.organisation_id and r.id = d.resident_id
		join worker_team t on t.organisation_id = r.organisation_id and t.team_id = r.team_id and t.worker_id = $2
		where p.organisation_id = $1 and p.state = 'asked' and d.state = 'open' and p.asked_by <> $2 order by p.asked_at, p.id limit 200`, a.Org, a.ID)
}

// AddApproval stores that an approval is asked; false when one of that role waits already, or the deliberation is not open.
func AddApproval(ctx context.Context, tx db.Tx, a access.Actor, p Approval) (bool, error) {
	n, err := db.Exec(ctx, tx, `insert into deliberation_approval (organisation_id, id, deliberation_id, role, asked_by, asked_at, form, state, reason)
		select $1, $3, $2, $4, $5, $6, '', 'asked', $7 where`+isOpen+` and not exists (select 1 from deliberation_approval o
			where o.organisation_id = $1 and o.deliberation_id = $2 and o.role = $4 and o.state = 'asked')`,
		a.Org, p.Deliberation, p.ID, p.Role, p.By, p.AskedAt, p.Reason)
	return n == 1, err
}

// SettleApproval gives, refuses or withdraws one that was asked. Who asked cannot give it, whatever they may.
func SettleApproval(ctx context.Context, tx db.Tx, a access.Actor, p Approval) (bool, error) {
	n, err := db.Exec(ctx, tx, `update deliberation_approval set state = $4, given_by = $5, given_at = $6, reason = $7
		where organisation_id = $1 and deliberation_id = $2 and id = $3 and state = 'asked' and (asked_by <> $5) = ($4 <> 'withdrawn') and`+isOpen,
		a.Org, p.Deliberation, p.ID, p.State, a.ID, p.GivenAt, p.Reason)
	return n == 1, err
}

// ScanText reads one text.
func ScanText(row db.Row) (s string, err error) { return s, row.Scan(&s) }

// WorkersWithRoles are the people who work here now, with what they do, by name.
func WorkersWithRoles(ctx context.Context, q db.Query, a access.Actor) ([]access.Actor, error) {
	type row struct{ id, name, role string }
	rows, err := db.All(ctx, q, func(r db.Row) (x row, err error) { return x, r.Scan(&x.id, &x.name, &x.role) },
		`select w.id, w.name, r.role from worker w join worker_role r on r.organisation_id = w.organisation_id and r.worker_id = w.id
		where w.organisation_id = $1 and w.state = 'active' order by w.name, w.id, r.role`, a.Org)
	var out []access.Actor
	for _, x := range rows {
		if n := len(out); n == 0 || out[n-1].ID != x.id {
			out = append(out, access.Actor{ID: x.id, Org: a.Org, Name: x.name})
		}
		last := &out[len(out)-1]
		last.Roles = append(last.Roles, access.Role(x.role))
	}
	return out, err
}
