package record

import (
	"context"
	"fmt"
	"strings"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Closing, lists, printing and erasing.

// CloseFrame closes an open deliberation on the change that was seen, and tells whether it still stood there.
func CloseFrame(ctx context.Context, tx db.Tx, a access.Actor, id string, to State, change int64, at db.Instant) (bool, error) {
	n, err := db.Exec(ctx, tx, `update deliberation set state = $3, closed_at = $4, closed_by = $5
		where organisation_id = $1 and id = $2 and version = $6 and state = 'open'`, a.Org, id, string(to), at, a.ID, change)
	return n == 1, err
}

// PutDecision stores how it ended. It is only ever inserted.
func PutDecision(ctx context.Context, tx db.Tx, a access.Actor, id string, d Decision, at db.Instant) error {
	form := ""
	if len(d.Forms) > 0 {
		form = d.Forms[0]
	}
	_, err := db.Exec(ctx, tx, `insert into deliberation_decision (organisation_id, deliberation_id, form, next_on, look_on, body, decided_at, decided_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`, a.Org, id, form, orNull(d.Next), orNull(d.Look), db.JSON[Decision]{V: d}, at, a.ID)
	return err
}

// PutReceipt stores what a decision rested on. It is only ever inserted.
func PutReceipt(ctx context.Context, tx db.Tx, a access.Actor, id, body, hash string) error {
	_, err := db.Exec(ctx, tx, `insert into deliberation_receipt (organisation_id, deliberation_id, format, hash, body) values ($1, $2, $3, $4, $5)`,
		a.Org, id, ReceiptFormat, hash, body)
	return err
}

// ReceiptOf gives the receipt of a decision. A deliberation without one was not decided.
func ReceiptOf(ctx context.Context, q db.Query, a access.Actor, id string) (Receipt, string, error) {
	type row struct{ hash, body string }
	x, err := db.One(ctx, q, func(r db.Row) (x row, err error) { return x, r.Scan(&x.hash, &x.body) },
		`select hash, body from deliberation_receipt where organisation_id = $1 and deliberation_id = $2`, a.Org, id)
	if err != nil {
		return Receipt{}, "", err
	}
	r, err := Unpack(x.body, x.hash)
	return r, x.hash, err
}

// DecisionOf gives how a deliberation ended.
func DecisionOf(ctx context.Context, q db.Query, a access.Actor, id string) (Decision, error) {
	x, err := db.One(ctx, q, func(r db.Row) (x db.JSON[Decision], err error) { return x, r.Scan(&x) },
		`select body from deliberation_decision where organisation_id = $1 and deliberation_id = $2`, a.Org, id)
	return x.V, err
}

// Summary is a deliberation in a list.
type Summary struct {
	Deliberation
	Form       string // chosen
	Look, Next string
	Waiting    int64 // approvals that were asked and not given yet
	FollowedBy string
}

const summaryColumns = frameColumns + `, coalesce(x.form, ''), coalesce(x.look_on, ''), coalesce(x.next_on, ''),
	(select count(*) from deliberation_approval p where p.organisation_id = d.organisation_id and p.deliberation_id = d.id and p.state = 'asked'),
	coalesce((select max(n.id) from deliberation n where n.organisation_id = d.organisation_id and n.follows_id = d.id), '')
	from deliberation d left join deliberation_decision x on x.organisation_id = d.organisation_id and x.deliberation_id = d.id`

func scanSummary(row db.Row) (s Summary, err error) {
	var layers db.JSON[[]string]
	err = row.Scan(append(s.targets(&layers), &s.Form, &s.Look, &s.Next, &s.Waiting, &s.FollowedBy)...)
	s.Setting.Layers = layers.V
	return s, err
}

// SummaryOf gives one deliberation as a list does.
func SummaryOf(ctx context.Context, q db.Query, a access.Actor, id string) (Summary, error) {
	return db.One(ctx, q, scanSummary, `select `+summaryColumns+` where d.organisation_id = $1 and d.id = $2`, a.Org, id)
}

// Listed are the deliberations of a resident, under every id their file has had, the newest first.
func Listed(ctx context.Context, q db.Query, a access.Actor, residents []string) ([]Summary, error) {
	in, marks := []any{a.Org}, make([]string, len(residents))
	for i, id := range residents {
		in = append(in, id)
		marks[i] = fmt.Sprintf("$%d", len(in))
	}
	return db.All(ctx, q, scanSummary, `select `+summaryColumns+` where d.organisation_id = $1 and d.resident_id in (`+strings.Join(marks, ", ")+`)
		order by d.started_at desc, d.id desc limit 500`, in...)
}

// Mine are the open ones that the actor began, or of residents whom the actor has.
func Mine(ctx context.Context, q db.Query, a access.Actor) ([]Summary, error) {
	return db.All(ctx, q, scanSummary, `select `+summaryColumns+` where d.organisation_id = $1 and d.state = 'open' and (d.started_by = $2 or exists
		(select 1 from caseload c where c.organisation_id = d.organisation_id and c.resident_id = d.resident_id and c.worker_id = $2 and c.until_day is null))
		order by d.started_at desc, d.id desc limit 200`, a.Org, a.ID)
}

// Earlier is the decision before: the one it follows on, or else the last one about the same resident with this framework.
func earlierOf(ctx context.Context, q db.Query, a access.Actor, d Deliberation, residents []string) (string, error) {
	if d.Follows != "" {
		return d.Follows, nil
	}
	all, err := Listed(ctx, q, a, residents)
	for _, s := range all {
		if s.State == Decided && s.Framework == d.Framework && s.ID != d.ID && s.StartedAt.String() <= d.StartedAt.String() {
			return s.ID, nil
		}
	}
	return "", err
}

// Printed is a copy that was printed although the rule warned.
type Printed struct {
	By, Reason, Warned string
	At                 db.Instant
}

// PutPrint stores why a copy was printed although the rule warned.
func PutPrint(ctx context.Context, tx db.Tx, a access.Actor, newID, id string, p Printed) error {
	_, err := db.Exec(ctx, tx, `insert into deliberation_print (organisation_id, id, deliberation_id, reason, warned, printed_at, printed_by)
		values ($1, $2, $3, $4, $5, $6, $7)`, a.Org, newID, id, p.Reason, p.Warned, p.At, a.ID)
	return err
}

// PrintsOf gives those.
func PrintsOf(ctx context.Context, q db.Query, a access.Actor, id string) ([]Printed, error) {
	return db.All(ctx, q, func(row db.Row) (p Printed, err error) {
		return p, row.Scan(&p.By, &p.Reason, &p.Warned, &p.At)
	}, `select printed_by, reason, warned, printed_at from deliberation_print where organisation_id = $1 and deliberation_id = $2 order by printed_at, id`, a.Org, id)
}

// EraseSteps take away all that is kept about a resident, children before parents. A test compares it with the schema.
var EraseSteps = []string{
	`delete from deliberation_print where organisation_id = $1 and deliberation_id in ` + ofResident,
	`delete from deliberation_receipt where organisation_id = $1 and deliberation_id in ` + ofResident,
	`delete from deliberation_decision where organisation_id = $1 and deliberation_id in ` + ofResident,
	`delete from deliberation_approval where organisation_id = $1 and deliberation_id in ` + ofResident,
	`delete from deliberation_consult where organisation_id = $1 and deliberation_id in ` + ofResident,
	`delete from deliberation_beside where organisation_id = $1 and deliberation_id in ` + ofResident,
	`delete from deliberation_answer where organisation_id = $1 and deliberation_id in ` + ofResident,
	`update deliberation set follows_id = null where organisation_id = $1 and follows_id in ` + ofResident,
	`delete from deliberation where organisation_id = $1 and resident_id = $2`,
}

const ofResident = `(select id from deliberation where organisation_id = $1 and resident_id = $2)`

// EraseResident takes away every deliberation about a resident, closed ones too. It is people.Eraser.
func (f *Book) EraseResident(ctx context.Context, tx db.Tx, org, resident string) (total int64, err error) {
	for _, step := range EraseSteps {
		n, err := db.Exec(ctx, tx, step, org, resident)
		if err != nil {
			return 0, err
		}
		if strings.HasPrefix(step, "delete") {
			total += n
		}
	}
	return total, nil
}

// IsClosed says that nothing in it changes any more.
var IsClosed = fault.Say("Deze afweging is afgesloten. Wat erin staat verandert niet meer. Begin een nieuwe die hierop volgt.",
	"This deliberation is closed. What is in it does not change any more. Begin a new one that follows on it.")

// LastRole is the role that a worker chose last.
func LastRole(ctx context.Context, q db.Query, a access.Actor) (string, error) {
	all, err := db.All(ctx, q, ScanText, `select variant from deliberation where organisation_id = $1 and started_by = $2 and variant <> ''
		order by started_at desc, id desc limit 1`, a.Org, a.ID)
	return FirstOne(all), err
}
