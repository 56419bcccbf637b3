package people

import (
	"context"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// The states of a list. A list of many rows is stored and taken back in parts, so that no request takes long, and what
// was cut off goes on where it was.
const (
	ImportUploaded = "uploaded" // nothing is stored yet
	ImportStoring  = "storing"
	ImportStored   = "stored" // wholly, or as far as somebody let it come
	ImportUndoing  = "undoing"
	ImportUndone   = "undone"
	ImportDropped  = "dropped" // given up before anything was stored
)

// Import is a list that is being brought in.
type Import struct {
	ID, Team, State string
	Data            string // the text of the list; only from ImportData
	Columns         []string
	Total, Done     int64 // rows in all, and stored so far
	CreatedAt       db.Instant
	UndoUntil       db.Instant
	Version         int64
}

// StartImport keeps an uploaded list until it is stored or given up.
func StartImport(ctx context.Context, tx db.Tx, a access.Actor, team, data string, columns []string, total int, at db.Instant) (string, error) {
	if err := SweepImports(ctx, tx, a, at); err != nil {
		return "", err
	}
	id := NewID(at.Time())
	_, err := db.Exec(ctx, tx, `insert into import_batch (organisation_id, id, worker_id, team_id, state, data, mapping, total, done, created_at, version)
		values ($1, $2, $3, $4, 'uploaded', $5, $6, $7, 0, $8, 1)`, a.Org, id, a.ID, team, data, db.JSON[[]string]{V: columns}, total, at)
	if db.IsForeignKey(err) {
		return "", fault.New(fault.NotFound, fault.Text{}).Because(err)
	}
	return id, err
}

// SweepImports throws away the text of lists that nobody finished within a day. What was stored of them by then stays,
// and can be taken back.
func SweepImports(ctx context.Context, tx db.Tx, a access.Actor, now db.Instant) error {
	_, err := db.Exec(ctx, tx, `update import_batch set data = '', state = case when state = 'uploaded' then 'dropped' else 'stored' end, version = version + 1
		where organisation_id = $1 and state in ('uploaded', 'storing') and created_at < $2`, a.Org, db.InstantOf(now.Time().Add(-24*time.Hour)))
	return err
}

// FindImport gives a list of the actor's own, without its text.
func FindImport(ctx context.Context, q db.Query, a access.Actor, id string) (Import, error) {
	if !IsID(id) {
		return Import{}, fault.New(fault.NotFound, fault.Text{})
	}
	return db.One(ctx, q, func(row db.Row) (i Import, err error) {
		var columns db.JSON[[]string]
		err = row.Scan(&i.ID, &i.Team, &i.State, &columns, &i.Total, &i.Done, &i.CreatedAt, &i.UndoUntil, &i.Version)
		i.Columns = columns.V
		return i, err
	}, `select id, team_id, state, mapping, total, done, created_at, undo_until, version from import_batch
		where organisation_id = $1 and id = $2 and worker_id = $3`, a.Org, id, a.ID)
}

// ImportData gives the text of a list of the actor's own; "" when it was thrown away.
func ImportData(ctx context.Context, q db.Query, a access.Actor, id string) (string, error) {
	return db.One(ctx, q, scanText, `select data from import_batch where organisation_id = $1 and id = $2 and worker_id = $3`, a.Org, id, a.ID)
}

var dealtWith = fault.Say("Deze lijst is al verwerkt.", "This list was dealt with already.")

// MapImport remembers what the columns hold.
func MapImport(ctx context.Context, tx db.Tx, a access.Actor, i Import, columns []string) error {
	if i.State != ImportUploaded {
		return fault.New(fault.Conflict, dealtWith)
	}
	return changeImport(ctx, tx, a, i, `mapping = $5`, db.JSON[[]string]{V: columns})
}

// StoreRows opens a file for the next rows of a list: part holds those from i.Done on. The last part ends the list, and
// its text is thrown away. Nothing is stored when another request did these rows in the meantime.
func StoreRows(ctx context.Context, tx db.Tx, a access.Actor, i Import, part []NewResident, at db.Instant, today Day) ([]Resident, error) {
	if i.State != ImportUploaded && i.State != ImportStoring || len(part) == 0 || i.Done+int64(len(part)) > i.Total {
		return nil, fault.New(fault.Conflict, dealtWith)
	}
	done, state, keep := i.Done+int64(len(part)), ImportStoring, "data"
	if done == i.Total {
		state, keep = ImportStored, "''"
	}
	// First the claim on these rows: who comes second finds another version, and waits for nothing.
	if err := changeImport(ctx, tx, a, i, `data = `+keep+`, state = $5, done = $6, stored_at = $7, undo_until = $8`, state, done, at, undoUntil(at)); err != nil {
		return nil, err
	}
	for n := range part {
		part[n].Team = i.Team
	}
	added, err := AddMany(ctx, tx, a, part, at, today)
	if err != nil {
		return nil, err
	}
	links := rows{}
	for _, r := range added {
		links.add(a.Org, i.ID, r.ID)
	}
	return added, links.insert(ctx, tx, `insert into import_resident (organisation_id, import_id, resident_id) values `, ``)
}

func undoUntil(at db.Instant) db.Instant {
	return db.InstantOf(at.Time().Add(UndoDays * 24 * time.Hour))
}

// DropImport gives a list up before anything of it was stored.
func DropImport(ctx context.Context, tx db.Tx, a access.Actor, i Import) error {
	if i.State != ImportUploaded {
		return fault.New(fault.Conflict, dealtWith)
	}
	return changeImport(ctx, tx, a, i, `data = '', state = $5`, ImportDropped)
}

// StopImport ends a list half way: what was stored stays, the rest is thrown away.
func StopImport(ctx context.Context, tx db.Tx, a access.Actor, i Import) error {
	if i.State != ImportStoring {
		return fault.New(fault.Conflict, dealtWith)
	}
	return changeImport(ctx, tx, a, i, `data = '', state = $5`, ImportStored)
}

func changeImport(ctx context.Context, tx db.Tx, a access.Actor, i Import, set string, more ...any) error {
	n, err := db.Exec(ctx, tx, `update import_batch set version = version + 1, `+set+`
		where organisation_id = $1 and id = $2 and worker_id = $3 and version = $4`, append([]any{a.Org, i.ID, a.ID, i.Version}, more...)...)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, fault.Text{})
	}
	return err
}

// CanUndo tells whether what came from a list can be taken back, wholly or what is there of it.
func (i Import) CanUndo(at db.Instant) bool {
	return (i.State == ImportStoring || i.State == ImportStored || i.State == ImportUndoing) && i.UndoUntil.String() >= at.String()
}

// untouched is true for a file of a list in which nobody worked since: no other version or later kind of block, no
// caseload, no merge, no changed frame.
const untouched = `i.organisation_id = $1 and i.import_id = $2 and r.version = 1 and r.merged_into is null
	and not exists (select 1 from resident_block b where b.organisation_id = $1 and b.resident_id = r.id and (b.version > 1 or b.changed_at > r.created_at))
	and not exists (select 1 from caseload c where c.organisation_id = $1 and c.resident_id = r.id)
	and not exists (select 1 from resident m where m.organisation_id = $1 and m.merged_into = r.id)`

// UndoRows takes away the next files that came from a list and that nobody worked in since, at most so many; the text of
// the list goes at once. left tells that there are more. The files that stay are those in which something was written.
func UndoRows(ctx context.Context, tx db.Tx, a access.Actor, i Import, most int, at db.Instant, others ...Eraser) (gone []string, left bool, err error) {
	if !i.CanUndo(at) {
		return nil, false, fault.New(fault.Conflict, undoOver)
	}
	gone, err = db.All(ctx, tx, scanText, `select i.resident_id from import_resident i
		join resident r on r.organisation_id = i.organisation_id and r.id = i.resident_id where `+untouched+`
		order by i.resident_id desc limit $3`, a.Org, i.ID, most+1)
	if err != nil {
		return nil, false, err
	}
	state := ImportUndone
	if left = len(gone) > most; left {
		gone, state = gone[:most], ImportUndoing
	}
	if err := changeImport(ctx, tx, a, i, `data = '', state = $5`, state); err != nil {
		return nil, false, err
	}
	for _, id := range gone {
		if _, err := Erase(ctx, tx, a, id, "import_undone", at, others...); err != nil {
			return nil, false, err
		}
	}
	return gone, left, nil
}

// FromImport counts the files that came from a list and are still there, and those of them that nobody worked in.
func FromImport(ctx context.Context, q db.Query, a access.Actor, id string) (there, clean int64, err error) {
	if there, err = db.One(ctx, q, scanInt, `select count(*) from import_resident where organisation_id = $1 and import_id = $2`, a.Org, id); err != nil {
		return 0, 0, err
	}
	clean, err = db.One(ctx, q, scanInt, `select count(*) from import_resident i
		join resident r on r.organisation_id = i.organisation_id and r.id = i.resident_id where `+untouched, a.Org, id)
	return there, clean, err
}
