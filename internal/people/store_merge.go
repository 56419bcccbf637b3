package people

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// UndoDays is how long a merge or an import can be undone.
const UndoDays = 14

// Merged is a merge of two files into one.
type Merged struct {
	ID, Kept, Dropped string
	At, UndoUntil     db.Instant
	UndoneAt          db.Instant
	detail            mergeDetail
}

// mergeDetail is what undoing needs.
type mergeDetail struct {
	Before   []raw    `json:"before"`   // the blocks of the file that stayed, as they were
	Absent   []string `json:"absent"`   // blocks it did not have
	After    []raw    `json:"after"`    // versions it got, without text
	Caseload []string `json:"caseload"` // lines that came along
	Team     string   `json:"team"`
	Closed   bool     `json:"closed"` // the file that stayed became restricted by the merge
}

var (
	notAlive = fault.Say("Een van deze twee dossiers is intussen samengevoegd of gewist.", "One of these two files was merged or erased in the meantime.")
	undoOver = fault.Say("Terugdraaien kan niet meer.", "Undoing is no longer possible.")
)

// Merge puts one file into another. Both keep their history under their own id; nothing is thrown away. The choice of
// side is per block; a missing choice keeps what stands in the file that stays, and takes the other where that is empty.
func Merge(ctx context.Context, tx db.Tx, a access.Actor, keep, drop Resident, sides map[BlockName]Side, at db.Instant, today Day) (string, error) {
	if keep.ID == drop.ID || keep.MergedInto != "" || drop.MergedInto != "" {
		return "", fault.New(fault.Conflict, notAlive)
	}
	mine, err := rawBlocks(ctx, tx, a.Org, keep.ID)
	if err != nil {
		return "", err
	}
	theirs, err := rawBlocks(ctx, tx, a.Org, drop.ID)
	if err != nil {
		return "", err
	}
	detail := mergeDetail{Closed: drop.Restricted && !keep.Restricted}
	for _, name := range Blocks {
		t, ok := theirs[name]
		if !ok {
			continue
		}
		k, had := mine[name]
		body, err := combineRaw(name, k.Body, t.Body, had, sides[name])
		if err != nil {
			return "", err
		}
		if had && body == k.Body {
			continue
		}
		if had {
			before := k
			if before.Body, err = sealBody(a.Org, keep.ID, name, k.Body); err != nil {
				return "", err
			}
			detail.Before = append(detail.Before, before)
		} else {
			detail.Absent = append(detail.Absent, string(name))
		}
		if err := putRaw(ctx, tx, a, keep.ID, name, k.Version, body, at); err != nil {
			return "", err
		}
		detail.After = append(detail.After, raw{Block: string(name), Version: k.Version + 1})
	}
	if detail.Caseload, err = bringCaseload(ctx, tx, a, keep.ID, drop.ID, at, today); err != nil {
		return "", err
	}
	for _, step := range []struct {
		id, sql string
		args    []any
	}{
		{drop.ID, `update resident set merged_into = $4, version = version + 1 where organisation_id = $1 and id = $2 and version = $3 and merged_into is null`, []any{a.Org, drop.ID, drop.Version, keep.ID}},
		{keep.ID, `update resident set restricted = $4, version = version + 1 where organisation_id = $1 and id = $2 and version = $3 and merged_into is null`, []any{a.Org, keep.ID, keep.Version, keep.Restricted || drop.Restricted}},
	} {
		n, err := db.Exec(ctx, tx, step.sql, step.args...)
		if err != nil {
			return "", err
		}
		if n == 0 {
			return "", fault.New(fault.Conflict, notAlive)
		}
		if err := reindex(ctx, tx, a.Org, step.id); err != nil {
			return "", err
		}
	}
	// After its names went the words of the one that stays must hold them too.
	if err := reindex(ctx, tx, a.Org, keep.ID); err != nil {
		return "", err
	}
	id := NewID(at.Time())
	if _, err := db.Exec(ctx, tx, `insert into resident_merge (organisation_id, id, kept_id, dropped_id, merged_at, merged_by, undo_until, detail)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`, a.Org, id, keep.ID, drop.ID, at, a.ID,
		db.InstantOf(at.Time().Add(UndoDays*24*time.Hour)), db.JSON[mergeDetail]{V: detail}); err != nil {
		return "", err
	}
	return id, settle(ctx, tx, a, keep.ID, drop.ID, "merged", at)
}

func combineRaw(name BlockName, keep, take string, had bool, side Side) (string, error) {
	t, err := decode(name, take)
	if err != nil || !had {
		return take, err
	}
	k, err := decode(name, keep)
	if err != nil {
		return "", err
	}
	out, err := json.Marshal(Combine(k, t, side))
	return string(out), err
}

// putRaw stores the text of a block and what is derived from it.
func putRaw(ctx context.Context, tx db.Tx, a access.Actor, id string, name BlockName, version int64, body string, at db.Instant) error {
	b, err := decode(name, body)
	if err != nil {
		return err
	}
	if err := putBody(ctx, tx, a, id, name, version, body, at); err != nil {
		return err
	}
	return apply(ctx, tx, a.Org, id, b)
}

// bringCaseload gives the workers of the file that goes to the one that stays.
func bringCaseload(ctx context.Context, tx db.Tx, a access.Actor, keep, drop string, at db.Instant, today Day) (lines []string, err error) {
	workers, err := db.All(ctx, tx, scanText, `select worker_id from caseload c where organisation_id = $1 and resident_id = $2 and until_day is null
		and not exists (select 1 from caseload k where k.organisation_id = $1 and k.resident_id = $3 and k.worker_id = c.worker_id and k.until_day is null)`,
		a.Org, drop, keep)
	for _, w := range workers {
		line := NewID(at.Time())
		if _, err := db.Exec(ctx, tx, `insert into caseload (organisation_id, id, resident_id, worker_id, from_day) values ($1, $2, $3, $4, $5)`,
			a.Org, line, keep, w, string(today)); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, err
}

// Merges gives the merges into a file that can still be undone, the newest first.
func Merges(ctx context.Context, q db.Query, a access.Actor, kept string, now db.Instant) ([]Merged, error) {
	return db.All(ctx, q, scanMerged, `select id, kept_id, dropped_id, merged_at, undo_until, undone_at, detail from resident_merge
		where organisation_id = $1 and kept_id = $2 and undone_at is null and undo_until > $3 order by merged_at desc, id`, a.Org, kept, now)
}

func scanMerged(row db.Row) (m Merged, err error) {
	var detail db.JSON[mergeDetail]
	err = row.Scan(&m.ID, &m.Kept, &m.Dropped, &m.At, &m.UndoUntil, &m.UndoneAt, &detail)
	m.detail = detail.V
	return m, err
}

// FindMerge gives a merge by id.
func FindMerge(ctx context.Context, q db.Query, a access.Actor, id string) (Merged, error) {
	return db.One(ctx, q, scanMerged, `select id, kept_id, dropped_id, merged_at, undo_until, undone_at, detail from resident_merge
		where organisation_id = $1 and id = $2`, a.Org, id)
}

// Unmerge takes two files apart again. Blocks that were written in since the merge stay as they are in the file that
// stayed; their names are given, so that somebody looks at them. Everything else is as it was.
func Unmerge(ctx context.Context, tx db.Tx, a access.Actor, id string, at db.Instant, today Day) (m Merged, changed []BlockName, err error) {
	if m, err = FindMerge(ctx, tx, a, id); err != nil {
		return m, nil, err
	}
	if !m.UndoneAt.IsZero() || m.UndoUntil.String() < at.String() {
		return m, nil, fault.New(fault.Conflict, undoOver)
	}
	now, err := rawBlocks(ctx, tx, a.Org, m.Kept)
	if err != nil {
		return m, nil, err
	}
	for _, after := range m.detail.After {
		name := BlockName(after.Block)
		if now[name].Version != after.Version {
			changed = append(changed, name)
			continue
		}
		body := "{}"
		if i := slices.IndexFunc(m.detail.Before, func(b raw) bool { return b.Block == after.Block }); i >= 0 {
			if body, err = openBody(a.Org, m.Kept, name, m.detail.Before[i].Body); err != nil {
				return m, nil, err
			}
		}
		if err := putRaw(ctx, tx, a, m.Kept, name, after.Version, body, at); err != nil {
			return m, nil, err
		}
	}
	for _, line := range m.detail.Caseload {
		if _, err := db.Exec(ctx, tx, `update caseload set until_day = $3 where organisation_id = $1 and id = $2 and until_day is null`, a.Org, line, string(today)); err != nil {
			return m, nil, err
		}
	}
	if _, err := db.Exec(ctx, tx, `update resident set merged_into = null, version = version + 1 where organisation_id = $1 and id = $2`, a.Org, m.Dropped); err != nil {
		return m, nil, err
	}
	// The file that stayed remains closed if it became so: opening is a decision of its own.
	for _, r := range []string{m.Dropped, m.Kept} {
		if err := reindex(ctx, tx, a.Org, r); err != nil {
			return m, nil, err
		}
	}
	_, err = db.Exec(ctx, tx, `update resident_merge set undone_at = $3, undone_by = $4 where organisation_id = $1 and id = $2`, a.Org, id, at, a.ID)
	return m, changed, err
}

// Suspect remembers that two files may be of one person, for somebody who may see both.
func Suspect(ctx context.Context, tx db.Tx, a access.Actor, x, y string, at db.Instant) error {
	if x > y {
		x, y = y, x
	}
	_, err := db.Exec(ctx, tx, `insert into possible_double (organisation_id, resident_id, other_id, found_at) values ($1, $2, $3, $4)
		on conflict (organisation_id, resident_id, other_id) do nothing`, a.Org, x, y, at)
	return err
}

// Different settles that two files are of two people.
func Different(ctx context.Context, tx db.Tx, a access.Actor, x, y string, at db.Instant) error {
	if err := Suspect(ctx, tx, a, x, y, at); err != nil {
		return err
	}
	return settle(ctx, tx, a, x, y, "different", at)
}

func settle(ctx context.Context, tx db.Tx, a access.Actor, x, y, outcome string, at db.Instant) error {
	if x > y {
		x, y = y, x
	}
	_, err := db.Exec(ctx, tx, `update possible_double set outcome = $4, settled_at = $5, settled_by = $6
		where organisation_id = $1 and resident_id = $2 and other_id = $3 and outcome is null`, a.Org, x, y, outcome, at, a.ID)
	return err
}

// Pair is two files that may be of one person.
type Pair struct{ A, B Resident }

// Doubles gives the pairs of which the actor may see both sides, and nothing of the others.
func Doubles(ctx context.Context, q db.Query, a access.Actor, s Scope) ([]Pair, error) {
	ids, err := db.All(ctx, q, func(row db.Row) (p [2]string, err error) { return p, row.Scan(&p[0], &p[1]) },
		`select resident_id, other_id from possible_double where organisation_id = $1 and outcome is null order by found_at desc, resident_id, other_id limit 200`, a.Org)
	if err != nil {
		return nil, err
	}
	var out []Pair
	for _, p := range ids {
		x, err := Find(ctx, q, a, p[0])
		if err != nil {
			return nil, err
		}
		y, err := Find(ctx, q, a, p[1])
		if err != nil {
			return nil, err
		}
		if s.Sees(x) && s.Sees(y) && x.MergedInto == "" && y.MergedInto == "" {
			out = append(out, Pair{x, y})
		}
	}
	return out, nil
}

// Sees tells whether a scope holds a resident.
func (s Scope) Sees(r Resident) bool {
	switch r.Relation {
	case access.OwnCaseload:
		return s.Caseload
	case access.OwnTeam:
		return s.Team && !r.Restricted
	}
	return s.Other && !r.Restricted
}

// Likes gives the files within a scope that may be of this person, those that surely are first; and, apart, the ids of
// files outside the scope that may be, which nobody is told of.
func Likes(ctx context.Context, q db.Query, a access.Actor, s Scope, p Known) (inside []Resident, surest Likeness, outside []string, err error) {
	everywhere := Scope{Caseload: true, Team: true, Other: true}
	typed := p.Who.Given + " " + p.Who.Called + " " + p.Who.Family
	found, err := search(ctx, q, a, everywhere, typed, 3)
	if err != nil {
		return nil, Unlike, nil, err
	}
	for _, r := range append(found.Residents, found.Near...) {
		l := Compare(p, Known{r.Who, r.Postcode, r.Number})
		if l == Unlike {
			continue
		}
		if s.Sees(r) {
			inside, surest = append(inside, r), max(surest, l)
		} else if l == Same {
			outside = append(outside, r.ID)
		}
	}
	return inside, surest, outside, nil
}
