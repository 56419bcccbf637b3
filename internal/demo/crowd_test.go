package demo

import (
	"encoding/json"
	"regexp"
	"testing"

	"nabij/internal/people"
)

const many = 20000

// TestAnybodyIsTheSameAgain holds a person to their seed and number, whatever was made before.
func TestAnybodyIsTheSameAgain(t *testing.T) {
	text := func(seed, number uint64) string {
		p := anybody(seed, number, 7)
		data, err := json.Marshal([]any{p.who, p.blocks, p.living, p.groups, p.team, p.hood, p.closed, p.limited})
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	others := 0
	for n := range uint64(500) {
		if text(3, n) != text(3, n) {
			t.Fatalf("person %d differs from themselves", n)
		}
		if text(3, n) != text(4, n) {
			others++
		}
	}
	if others < 495 {
		t.Errorf("another seed gives other people %d of 500 times", others)
	}
}

// TestTheCrowdIsPlausible counts what can be known of the Netherlands in round numbers, and holds the rest to what the
// program accepts.
func TestTheCrowdIsPlausible(t *testing.T) {
	count := map[string]int{}
	real := regexp.MustCompile(`^(06 [1-9]|0[1-57-8])`) // numbers that could be somebody's
	names := map[string]int{}
	for n := range uint64(many) {
		p := anybody(1, n, 5)
		if err := p.who.Check("2020-05-20"); err != nil {
			t.Fatalf("%+v: %v", p.who, err)
		}
		names[p.who.Name()]++
		for _, b := range append([]people.Block{p.living}, p.blocks...) {
			if err := b.(interface{ Check(people.Day) error }).Check("2020-05-20"); err != nil {
				t.Fatalf("%+v: %v", b, err)
			}
			count[string(b.Block())]++
			if reach, ok := b.(people.Reach); ok {
				for _, c := range reach.Channels {
					if real.MatchString(c.Value) {
						t.Fatalf("%q could be somebody's number", c.Value)
					}
				}
			}
			if s, ok := b.(people.Support); ok && s.Risk == "yes" {
				count["risk"]++
			}
		}
		if p.age >= 70 {
			count["70"]++
			if p.living.Kind == "alone" {
				count["70 alone"]++
			}
		}
		if p.age < 27 {
			count["27"]++
		}
		if p.who.Prefix != "" {
			count["prefix"]++
		}
		if p.closed {
			count["closed"]++
		}
		if len(p.living.Postcode) > 0 {
			if end := p.living.Postcode[5:]; end != "SA" && end != "SD" && end != "SS" {
				t.Fatalf("%q could be a real postcode", p.living.Postcode)
			}
		}
	}
	for what, share := range map[string][2]int{"70": {28, 48}, "70 alone": {10, 22}, "27": {7, 18}, "prefix": {10, 30}, "closed": {4, 8}, "reach": {85, 100},
		"barriers": {30, 65}, "wishes": {25, 45}, "network": {50, 80}, "household": {30, 75}, "living": {100, 100}, "support": {100, 100}, "risk": {25, 60}, "safe": {0, 3}} {
		if got := count[what] * 100 / many; got < share[0] || got > share[1] {
			t.Errorf("%s: %d%%, want %d to %d%%", what, got, share[0], share[1])
		}
	}
	most := 0
	for _, n := range names {
		most = max(most, n)
	}
	if len(names) < many/3 || most > many/100 {
		t.Errorf("%d different names among %d people, the most common %d times", len(names), many, most)
	}
}
