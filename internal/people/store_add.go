package people

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"nabij/internal/people/names"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// NewResident is what a new file begins with.
type NewResident struct {
	Who    Who
	Team   string
	Ground string  // the legal ground; "" = general
	Blocks []Block // more than the name, if it is known; not Who
}

// valuesAtOnce is how many values go into one statement.
const valuesAtOnce = 400

// Add opens a file. The actor's caseload is not changed; see Assign.
func Add(ctx context.Context, tx db.Tx, a access.Actor, in NewResident, at db.Instant, today Day) (Resident, error) {
	all, err := AddMany(ctx, tx, a, []NewResident{in}, at, today)
	if err != nil {
		return Resident{}, err
	}
	return all[0], nil
}

// AddMany opens files. It fills one table after the other: PostgreSQL plans its check of a foreign key once, and on a
// table that is still empty it plans to read all of it each time.
func AddMany(ctx context.Context, tx db.Tx, a access.Actor, list []NewResident, at db.Instant, today Day) ([]Resident, error) {
	known := map[string]bool{} // words that this call has put into the vocabulary
	var added []Resident
	frames, blocks, words, tags := rows{}, rows{}, rows{}, rows{}
	var fresh []string
	for _, in := range list {
		if in.Ground == "" {
			in.Ground = "general"
		}
		w := in.Who.tidy()
		r := Resident{ID: NewID(at.Time()), Who: w, Team: in.Team, Ground: in.Ground, OpenedOn: today, Version: 1}
		r.Relation = relation(a, false, r.Team)
		for _, b := range append([]Block{w}, in.Blocks...) {
			body, err := json.Marshal(b)
			if err != nil {
				return nil, err
			}
			text, err := sealBody(a.Org, r.ID, b.Block(), string(body))
			if err != nil {
				return nil, err
			}
			blocks.add(a.Org, r.ID, string(b.Block()), int64(1), text, at, a.ID)
			switch b := b.(type) {
			case Living:
				r.Postcode, r.Number, r.Neighbourhood = TidyPostcode(b.Postcode), b.Number, b.Neighbourhood
			case SafeRule:
				if b.SecretAddress {
					r.Postcode, r.Number, r.Neighbourhood = "", "", ""
				}
			case Groups:
				for _, id := range b.IDs {
					tags.add(a.Org, "group", id, r.ID)
				}
			case Barriers:
				for _, k := range b.Kinds {
					tags.add(a.Org, "barrier", k, r.ID)
				}
			}
		}
		frames.add(a.Org, r.ID, w.Given, w.Prefix, w.Family, w.Called, sortKey(w), year(w.BirthYear), orNull(string(w.BirthDay)),
			r.Postcode, r.Number, orNull(r.Team), orNull(r.Neighbourhood), false, r.Ground, string(today), at, a.ID, int64(1))
		for _, word := range names.Words(w.Given, w.Called, w.Prefix, w.Family) {
			words.add(a.Org, r.ID, word, r.Team, sortKey(w))
			if !known[word] {
				known[word] = true
				fresh = append(fresh, word)
			}
		}
		added = append(added, r)
	}
	keys := rows{}
	for _, word := range fresh {
		for _, key := range names.LookupKeys(word) {
			keys.add(a.Org, key, word)
		}
	}
	for _, step := range []struct {
		rows rows
		head string
		tail string
	}{
		{frames, `insert into resident (organisation_id, id, given, prefix, family, called, sort_key, birth_year, birth_day, postcode,
			house_number, team_id, neighbourhood_id, restricted, legal_ground, opened_on, created_at, created_by, version) values `, ``},
		{blocks, `insert into resident_block (organisation_id, resident_id, block, version, body, changed_at, changed_by) values `, ``},
		{tags, `insert into resident_tag (organisation_id, kind, value, resident_id) values `, ` on conflict (organisation_id, kind, value, resident_id) do nothing`},
		{words, `insert into resident_word (organisation_id, resident_id, word, team_id, sort_key) values `, ``},
		{keys, `insert into name_key (organisation_id, lookup, word) values `, ` on conflict (organisation_id, lookup, word) do nothing`},
	} {
		if err := step.rows.insert(ctx, tx, step.head, step.tail); err != nil {
			if db.IsForeignKey(err) { // a team or neighbourhood that is not of this organisation
				return nil, fault.New(fault.NotFound, fault.Text{}).Because(err)
			}
			return nil, err
		}
	}
	return added, nil
}

// rows are the rows of one insert.
type rows [][]any

func (r *rows) add(row ...any) { *r = append(*r, row) }

// insert puts the rows in, in statements of at most some hundred values: longer ones take longer to read than to do.
func (r rows) insert(ctx context.Context, tx db.Tx, head, tail string) error {
	if len(r) == 0 {
		return nil
	}
	for part := range slices.Chunk(r, max(1, valuesAtOnce/len(r[0]))) {
		var in args
		values := make([]string, len(part))
		for i, row := range part {
			marks := make([]string, len(row))
			for j, v := range row {
				marks[j] = in.add(v)
			}
			values[i] = "(" + strings.Join(marks, ", ") + ")"
		}
		if _, err := db.Exec(ctx, tx, head+strings.Join(values, ", ")+tail, in...); err != nil {
			return err
		}
	}
	return nil
}
