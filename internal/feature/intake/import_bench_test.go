package intake

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nabij/internal/people"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// TestImportSpeed measures how long each request of a long list takes, storing it and taking it back, on both databases. It
// runs when NABIJ_ROWS says how many: NABIJ_ROWS=10000 go test -run TestImportSpeed -v ./internal/feature/intake
func TestImportSpeed(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("NABIJ_ROWS"))
	if n == 0 {
		t.Skip("a measurement: set NABIJ_ROWS to a number of rows")
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := clock.System{}
		w := newTownAt(t, d, c)
		to := w.upload("near/lead", crowd(n)).Header.Get("Location")
		id := to[strings.LastIndex(to, "/")+1:]
		form := w.open("near/lead", to, "form", "doe", "opslaan")
		for _, until := range []string{people.ImportStored, people.ImportUndone} {
			var took []time.Duration
			began := c.Now()
			for {
				one := c.Now()
				if a, _ := w.post("near/lead", to, form); a.Status != 303 {
					t.Fatalf("part %d: %d", len(took), a.Status)
				}
				took = append(took, clock.Since(c, one))
				i, err := people.FindImport(t.Context(), d.Read(), w.who["near/lead"], id)
				if err != nil {
					t.Fatal(err)
				}
				if i.State == until {
					break
				}
				form = w.open("near/lead", to, "form")
			}
			slices.Sort(took)
			t.Logf("%d rows %s in %s, by %d requests: half of them within %s, the longest %s", n, until, clock.Since(c, began).Round(time.Millisecond),
				len(took), took[len(took)/2].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond))
			if until == people.ImportStored {
				form = w.open("near/lead", to, "undo", "doe", "terug")
			}
		}
	})
}
