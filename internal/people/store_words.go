package people

import (
	"context"
	"slices"

	"nabij/internal/people/names"
	"nabij/internal/platform/db"
)

// reindex writes the words under which a resident is found: those of the names now, and those of the files that were
// merged into this one. A file that was merged itself is found under no word.
func reindex(ctx context.Context, tx db.Tx, org, id string) error {
	was, err := db.All(ctx, tx, scanText, `select word from resident_word where organisation_id = $1 and resident_id = $2`, org, id)
	if err != nil {
		return err
	}
	type named struct {
		who    Who
		hidden bool
	}
	all, err := db.All(ctx, tx, func(row db.Row) (n named, err error) {
		return n, row.Scan(&n.who.Given, &n.who.Called, &n.who.Prefix, &n.who.Family, &n.hidden)
	}, `select given, called, prefix, family, (id = $2 and merged_into is not null) from resident
		where organisation_id = $1 and (id = $2 or merged_into = $2)`, org, id)
	if err != nil {
		return err
	}
	var is []string
	if !slices.ContainsFunc(all, func(n named) bool { return n.hidden }) {
		for _, n := range all {
			is = append(is, names.Words(n.who.Given, n.who.Called, n.who.Prefix, n.who.Family)...)
		}
	}
	slices.Sort(is)
	is = slices.Compact(is)
	gone := slices.DeleteFunc(slices.Clone(was), func(w string) bool { return slices.Contains(is, w) })
	for _, w := range is {
		if slices.Contains(was, w) {
			continue
		}
		if _, err := db.Exec(ctx, tx, `insert into resident_word (organisation_id, resident_id, word, team_id, sort_key)
			select r.organisation_id, r.id, cast($3 as text), coalesce(r.team_id, ''), r.sort_key from resident r where r.organisation_id = $1 and r.id = $2`, org, id, w); err != nil {
			return err
		}
		if err := learn(ctx, tx, org, w); err != nil {
			return err
		}
	}
	if err := unlearn(ctx, tx, org, id, gone); err != nil {
		return err
	}
	return reorder(ctx, tx, org, id)
}

// reorder copies the team and the order of the name beside the words of a resident, after either changed.
func reorder(ctx context.Context, tx db.Tx, org, id string) error {
	_, err := db.Exec(ctx, tx, `update resident_word set
		team_id = (select coalesce(r.team_id, '') from resident r where r.organisation_id = $1 and r.id = $2),
		sort_key = (select r.sort_key from resident r where r.organisation_id = $1 and r.id = $2)
		where organisation_id = $1 and resident_id = $2`, org, id)
	return err
}

// learn takes a word into the vocabulary, in one statement.
func learn(ctx context.Context, tx db.Tx, org, word string) error {
	in := args{org, word}
	values := ""
	for i, key := range names.LookupKeys(word) {
		if i > 0 {
			values += ", "
		}
		values += "($1, " + in.add(key) + ", $2)"
	}
	_, err := db.Exec(ctx, tx, `insert into name_key (organisation_id, lookup, word) values `+values+`
		on conflict (organisation_id, lookup, word) do nothing`, in...)
	return err
}

// unlearn takes words away from a resident, and out of the vocabulary when nobody is named so any more: a word can be
// as telling as the file it came from.
func unlearn(ctx context.Context, tx db.Tx, org, id string, words []string) error {
	for _, w := range words {
		if _, err := db.Exec(ctx, tx, `delete from resident_word where organisation_id = $1 and word = $2 and resident_id = $3`, org, w, id); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, `delete from name_key where organisation_id = $1 and word = $2
			and not exists (select 1 from resident_word where organisation_id = $1 and word = $2)`, org, w); err != nil {
			return err
		}
	}
	return nil
}
