package people

import (
	_ "embed"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

//go:embed retention.yaml
var retentionYAML []byte

// Term is how long a kind of record is kept on a ground.
type Term struct {
	Kind   string `yaml:"kind"`
	Ground string `yaml:"ground"`
	Months int    `yaml:"months"`
	From   string `yaml:"from"`  // closed, changed, uploaded, merged
	Fixed  bool   `yaml:"fixed"` // a law says so: an organisation may not shorten it
	Why    string `yaml:"why"`
}

// LegalGrounds are the grounds on which a file is kept.
var LegalGrounds = []string{"wmo_support", "wmo_enquiry", "youth", "general"}

// Terms are the terms of retention.yaml.
var Terms = func() []Term {
	all, err := ReadTerms(retentionYAML)
	if err != nil {
		panic(err)
	}
	return all
}()

// ReadTerms reads terms and refuses a list in which the term of a file is missing for a ground.
func ReadTerms(data []byte) ([]Term, error) {
	var all []Term
	if err := yaml.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("retention: %w", err)
	}
	for _, t := range all {
		if t.Months < 0 || t.Months > 1200 || t.Why == "" || !slices.Contains([]string{"closed", "changed", "uploaded", "merged"}, t.From) {
			return nil, fmt.Errorf("retention: the term of %s on %s is not complete", t.Kind, t.Ground)
		}
	}
	for _, g := range LegalGrounds {
		if _, ok := termIn(all, "file", g); !ok {
			return nil, fmt.Errorf("retention: no term for a file on %s", g)
		}
	}
	return all, nil
}

func termIn(all []Term, kind, ground string) (Term, bool) {
	i := slices.IndexFunc(all, func(t Term) bool { return t.Kind == kind && t.Ground == ground })
	if i < 0 {
		return Term{}, false
	}
	return all[i], true
}

// EraseFrom gives the first day on which a closed file is erased, and "" for one that is open. changed is the day of its
// last change.
func EraseFrom(terms []Term, ground string, closed, changed Day) Day {
	t, ok := termIn(terms, "file", ground)
	if !ok || closed == "" {
		return ""
	}
	start := closed
	if t.From == "changed" && changed > start {
		start = changed
	}
	return start.AddMonths(t.Months).Add(1)
}
