package app

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"nabij/internal/feature/publishing"
	"nabij/internal/people/sheet"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
)

// TestLimitsPage holds docs/operate/limits.md to the constants in the code.
func TestLimitsPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/operate/limits.md")
	if err != nil {
		t.Fatal(err)
	}
	seconds := func(d time.Duration) string { return fmt.Sprintf("%g s", d.Seconds()) }
	for what, value := range map[string]string{
		"reading the headers of a request":             seconds(readHeaderLimit),
		"reading a whole request":                      seconds(readLimit),
		"writing an answer":                            seconds(writeLimit),
		"a connection that waits for its next request": seconds(idleLimit),
		"headers of a request":                         fmt.Sprintf("%d kB", headerLimit>>10),
		"body of a request":                            fmt.Sprintf("%d kB", web.DefaultLimits.Body>>10),
		"a list of residents to bring in":              fmt.Sprintf("%d MB", sheet.MaxBytes>>20),
		"a zip with content":                           fmt.Sprintf("%d MB", publishing.MaxZipBytes>>20),
		"time for one answer":                          seconds(web.DefaultLimits.Handler),
		"requests at the same time":                    fmt.Sprint(web.DefaultLimits.Concurrent),
		"finishing what is going on at a stop":         seconds(stopLimit),
		"one SQL statement":                            seconds(db.QueryLimit),
		"one SQL statement of a report":                seconds(db.ReportLimit),
		"the database at `/readyz`":                    seconds(readyLimit),
	} {
		if row := "| " + what + " | " + value + " |"; !strings.Contains(string(page), row) {
			t.Errorf("docs/operate/limits.md does not hold the row %q", row)
		}
	}
}
