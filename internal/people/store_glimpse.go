package people

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// Glimpse is the little that watching over access compares with: whether a worker bears the same family name, and whether
// the file was closed. It is for reckoning and never for showing.
type Glimpse struct {
	ID, Family string
	ClosedOn   Day
}

const glimpsedAtOnce = 200

// Glimpses gives that of the residents with these ids who are in the organisation of the actor.
func Glimpses(ctx context.Context, q db.Query, a access.Actor, ids []string) (map[string]Glimpse, error) {
	found := make(map[string]Glimpse, len(ids))
	for part := range slices.Chunk(ids, glimpsedAtOnce) {
		args, marks := []any{a.Org}, make([]string, len(part))
		for i, id := range part {
			args = append(args, id)
			marks[i] = "$" + strconv.Itoa(len(args))
		}
		some, err := db.All(ctx, q, func(row db.Row) (g Glimpse, err error) { return g, row.Scan(&g.ID, &g.Family, &g.ClosedOn) },
			`select id, family, coalesce(closed_on, '') from resident where organisation_id = $1 and id in (`+strings.Join(marks, ", ")+`)`, args...)
		if err != nil {
			return nil, err
		}
		for _, g := range some {
			found[g.ID] = g
		}
	}
	return found, nil
}

// ByReference gives the files whose id ends in a reference: the last twelve letters, as watching over access shows them.
// Files that were erased are not found; their lines still are, by the whole id.
func ByReference(ctx context.Context, q db.Query, a access.Actor, reference string) ([]string, error) {
	return db.All(ctx, q, scanText, `select id from resident where organisation_id = $1 and substr(id, 25) = $2 order by id limit 2`, a.Org, reference)
}
