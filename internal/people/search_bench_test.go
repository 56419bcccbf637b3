package people

import (
	"context"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// TestSearchSpeed measures searches and the list at many residents, on both databases, and prints the spread. It runs
// when NABIJ_RESIDENTS says how many: NABIJ_RESIDENTS=100000 go test -run TestSearchSpeed -v ./internal/people
func TestSearchSpeed(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("NABIJ_RESIDENTS"))
	if n == 0 {
		t.Skip("a measurement: set NABIJ_RESIDENTS to a number of residents")
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := house(t, d, "near")
		ctx := db.WithLimit(context.Background(), time.Minute)
		began := time.Now()
		people := crowd(n, 11)
		work(t, d, func(_ context.Context, tx db.Tx) error {
			for i := range people {
				if i%10 != 0 { // one in ten is of the worker's team
					people[i].Team = ""
				} else {
					people[i].Team = a.Teams[0]
				}
			}
			added, err := AddMany(ctx, tx, a, people, at, today)
			if err != nil {
				return err
			}
			for i := 0; i < 40*10 && i < n; i += 10 {
				if err := Assign(ctx, tx, a, added[i].ID, a.ID, at, today); err != nil {
					return err
				}
			}
			return nil
		})
		t.Logf("%d residents stored in %s", n, time.Since(began).Round(time.Millisecond))
		analyze := "analyze" // both engines know the word
		work(t, d, func(_ context.Context, tx db.Tx) error { _, err := db.Exec(ctx, tx, analyze); return err })
		team := Scope{Caseload: true, Team: true}
		for _, s := range []struct {
			name  string
			scope Scope
		}{{"own caseload and team", team}, {"whole organisation", all}} {
			for _, kind := range []struct {
				name  string
				typed func(w Who, i int) string
			}{
				{"first and family name", func(w Who, _ int) string { return w.Given + " " + w.Family }},
				{"both, with a slip", func(w Who, i int) string { return w.Given + " " + w.Prefix + " " + mistype(w.Family, i) }},
				{"family name", func(w Who, _ int) string { return w.Family }},
				{"family name with a slip", func(w Who, i int) string { return mistype(w.Family, i) }},
				{"first name alone", func(w Who, _ int) string { return w.Given }},
			} {
				measure(t, kind.name+", "+s.name, 200, func(i int) error {
					_, err := Search(ctx, d.Read(), a, s.scope, kind.typed(people[(i*7919)%n].Who, i))
					return err
				})
			}
		}
		measure(t, "my caseload", 200, func(int) error { _, _, err := List(ctx, d.Read(), a, team, Filter{Mine: true}, ""); return err })
		measure(t, "list of the team, by name", 200, func(int) error { _, _, err := List(ctx, d.Read(), a, team, Filter{}, ""); return err })
	})
}

func mistype(s string, i int) string {
	if len(s) < 3 {
		return s
	}
	at := 1 + i%(len(s)-2)
	switch i % 3 {
	case 0:
		return s[:at] + s[at+1:]
	case 1:
		return s[:at] + string(s[at+1]) + string(s[at]) + s[at+2:]
	}
	return s[:at] + "a" + s[at+1:]
}

func measure(t *testing.T, what string, times int, do func(i int) error) {
	t.Helper()
	var took []time.Duration
	for i := range times {
		began := time.Now()
		if err := do(i); err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	t.Logf("%-50s p50 %8s  p95 %8s  p99 %8s", what, took[times/2].Round(10*time.Microsecond), took[times*95/100].Round(10*time.Microsecond), took[times*99/100].Round(10*time.Microsecond))
}
