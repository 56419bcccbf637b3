package access

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
)

//go:embed grants.csv
var grantsCSV string

// cell is one place in the table.
type cell struct {
	role     Role
	verb     Verb
	kind     string
	relation Relation
}

type answer struct{ yes, no bool }

// table is grants.csv, worked out: every cell that a line speaks of.
type table map[cell]answer

// grants is the table. A table that cannot be read stops the program at start: without it nothing may be allowed.
var grants = func() table {
	t, err := readGrants(grantsCSV)
	if err != nil {
		panic(err)
	}
	return t
}()

var grantsHeader = []string{"role", "verb", "kind", "relation", "answer", "why"}

// readGrants reads the table strictly: an unknown word, a missing cell or a line that adds nothing is an error.
func readGrants(text string) (table, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comment = '#'
	r.FieldsPerRecord = len(grantsHeader)
	head, err := r.Read()
	if err != nil || !slices.Equal(head, grantsHeader) {
		return nil, errors.New("grants.csv: the first line must name the columns: " + strings.Join(grantsHeader, ","))
	}
	t := table{}
	for {
		record, err := r.Read()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, fmt.Errorf("grants.csv: %w", err)
		}
		line, _ := r.FieldPos(0)
		if err := t.add(record); err != nil {
			return nil, fmt.Errorf("grants.csv, line %d: %w", line, err)
		}
	}
}

func (t table) add(record []string) error {
	yes := record[4] == "yes"
	if !yes && record[4] != "no" {
		return fmt.Errorf("the answer is %q; it must be yes or no", record[4])
	}
	who, err1 := words(record[0], Roles)
	what, err2 := words(record[1], verbs)
	about, err3 := words(record[2], kindNames())
	how, err4 := words(record[3], relations)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return err
	}
	added := false
	for _, role := range who {
		for _, verb := range what {
			for _, kind := range about {
				for _, relation := range how {
					c := cell{role, verb, kind, relation}
					a := t[c]
					if yes && a.yes {
						return fmt.Errorf("%s may %s %s (%s) by an earlier line already", role, verb, kind, relation)
					}
					added = added || !yes && !a.no
					a.yes, a.no = a.yes || yes, a.no || !yes
					t[c] = a
				}
			}
		}
	}
	if !yes && !added {
		return errors.New("the line adds nothing to earlier lines")
	}
	return nil
}

// words reads the words of a cell; * stands for all of them.
func words[T ~string](text string, known []T) ([]T, error) {
	if text == "*" {
		return known, nil
	}
	var all []T
	for _, w := range strings.Fields(text) {
		if !slices.Contains(known, T(w)) {
			return nil, fmt.Errorf("%q is not a word of this column", w)
		}
		if slices.Contains(all, T(w)) {
			return nil, fmt.Errorf("%q stands there twice", w)
		}
		all = append(all, T(w))
	}
	if len(all) == 0 {
		return nil, errors.New("an empty cell")
	}
	return all, nil
}

func kindNames() []string {
	all := make([]string, 0, len(kinds))
	for k := range kinds {
		all = append(all, k)
	}
	sort.Strings(all)
	return all
}
