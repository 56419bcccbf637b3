package people

import (
	"context"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Import is a list that is being brought in.
type Import struct {
	ID, Team, State string
	Data            string
	Columns         []string
	CreatedAt       db.Instant
	UndoUntil       db.Instant
	Version         int64
}

// StartImport keeps an uploaded list until it is stored or given up.
func StartImport(ctx context.Context, tx db.Tx, a access.Actor, team, data string, columns []string, at db.Instant) (string, error) {
	if err := SweepImports(ctx, tx, a, at); err != nil {
		return "", err
	}
	id := NewID(at.Time())
	_, err := db.Exec(ctx, tx, `insert into import_batch (organisation_id, id, worker_id, team_id, state, data, mapping, created_at, version)
		values ($1, $2, $3, $4, 'uploaded', $5, $6, $7, 1)`, a.Org, id, a.ID, team, data, db.JSON[[]string]{V: columns}, at)
	if db.IsForeignKey(err) {
		return "", fault.New(fault.NotFound, fault.Text{}).Because(err)
	}
	return id, err
}

// SweepImports throws away the text of lists that nobody stored within a day.
func SweepImports(ctx context.Context, tx db.Tx, a access.Actor, now db.Instant) error {
	_, err := db.Exec(ctx, tx, `update import_batch set data = '', state = 'dropped', version = version + 1
		where organisation_id = $1 and state = 'uploaded' and created_at < $2`, a.Org, db.InstantOf(now.Time().Add(-24*time.Hour)))
	return err
}

// FindImport gives a list of the actor's own.
func FindImport(ctx context.Context, q db.Query, a access.Actor, id string) (Import, error) {
	if !IsID(id) {
		return Import{}, fault.New(fault.NotFound, fault.Text{})
	}
	return db.One(ctx, q, func(row db.Row) (i Import, err error) {
		var columns db.JSON[[]string]
		err = row.Scan(&i.ID, &i.Team, &i.State, &i.Data, &columns, &i.CreatedAt, &i.UndoUntil, &i.Version)
		i.Columns = columns.V
		return i, err
	}, `select id, team_id, state, data, mapping, created_at, undo_until, version from import_batch
		where organisation_id = $1 and id = $2 and worker_id = $3`, a.Org, id, a.ID)
}

// MapImport remembers what the columns hold.
func MapImport(ctx context.Context, tx db.Tx, a access.Actor, i Import, columns []string) error {
	return changeImport(ctx, tx, a, i, `mapping = $5`, db.JSON[[]string]{V: columns})
}

// StoreImport opens a file for everybody in the list, or for nobody. The text of the list is thrown away.
func StoreImport(ctx context.Context, tx db.Tx, a access.Actor, i Import, list []NewResident, at db.Instant, today Day) ([]Resident, error) {
	if i.State != "uploaded" {
		return nil, fault.New(fault.Conflict, fault.Say("Deze lijst is al verwerkt.", "This list was dealt with already."))
	}
	for n := range list {
		list[n].Team = i.Team
	}
	added, err := AddMany(ctx, tx, a, list, at, today)
	if err != nil {
		return nil, err
	}
	links := rows{}
	for _, r := range added {
		links.add(a.Org, i.ID, r.ID)
	}
	if err := links.insert(ctx, tx, `insert into import_resident (organisation_id, import_id, resident_id) values `, ``); err != nil {
		return nil, err
	}
	return added, changeImport(ctx, tx, a, i, `data = '', state = 'stored', stored_at = $5, undo_until = $6`, at,
		db.InstantOf(at.Time().Add(UndoDays*24*time.Hour)))
}

// DropImport gives a list up.
func DropImport(ctx context.Context, tx db.Tx, a access.Actor, i Import) error {
	return changeImport(ctx, tx, a, i, `data = '', state = $5`, "dropped")
}

func changeImport(ctx context.Context, tx db.Tx, a access.Actor, i Import, set string, more ...any) error {
	n, err := db.Exec(ctx, tx, `update import_batch set version = version + 1, `+set+`
		where organisation_id = $1 and id = $2 and worker_id = $3 and version = $4`, append([]any{a.Org, i.ID, a.ID, i.Version}, more...)...)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, fault.Text{})
	}
	return err
}

// UndoImport takes away the files that came from a list and that nobody worked in since, and gives those of others that
// stay, because something was written in them.
func UndoImport(ctx context.Context, tx db.Tx, a access.Actor, i Import, at db.Instant, others ...Eraser) (gone, stay []string, err error) {
	if i.State != "stored" || i.UndoUntil.String() < at.String() {
		return nil, nil, fault.New(fault.Conflict, undoOver)
	}
	// Touched: another version of a block, a second block kind is fine; a caseload, a merge, a changed frame.
	stay, err = db.All(ctx, tx, scanText, `select i.resident_id from import_resident i join resident r on r.organisation_id = i.organisation_id and r.id = i.resident_id
		where i.organisation_id = $1 and i.import_id = $2 and (r.version > 1 or r.merged_into is not null
			or exists (select 1 from resident_block b where b.organisation_id = $1 and b.resident_id = r.id and (b.version > 1 or b.changed_at > r.created_at))
			or exists (select 1 from caseload c where c.organisation_id = $1 and c.resident_id = r.id)
			or exists (select 1 from resident m where m.organisation_id = $1 and m.merged_into = r.id))
		order by i.resident_id`, a.Org, i.ID)
	if err != nil {
		return nil, nil, err
	}
	all, err := db.All(ctx, tx, scanText, `select resident_id from import_resident where organisation_id = $1 and import_id = $2 order by resident_id`, a.Org, i.ID)
	if err != nil {
		return nil, nil, err
	}
	kept := map[string]bool{}
	for _, id := range stay {
		kept[id] = true
	}
	for _, id := range all {
		if kept[id] {
			continue
		}
		if _, err := Erase(ctx, tx, a, id, "import_undone", at, others...); err != nil {
			return nil, nil, err
		}
		gone = append(gone, id)
	}
	return gone, stay, changeImport(ctx, tx, a, i, `state = $5`, "undone")
}
