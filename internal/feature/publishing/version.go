package publishing

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// The states of a version.
const (
	Draft     = "draft"     // being written
	Proposed  = "proposed"  // waits for a second person
	Released  = "released"  // in force, or followed by a later one; its text is frozen
	Withdrawn = "withdrawn" // not in force any more, or given up; kept
)

// Limits of what an organisation may store of one version. The engine has limits of its own; these keep one upload or
// one page from holding up the others.
const (
	MaxFileBytes  = 512 << 10
	MaxPackBytes  = 4 << 20
	MaxPackFiles  = 400
	MaxZipBytes   = 4 << 20
	MaxZipEntries = 2000
	MaxWords      = 2000 // letters in words that are said at a step, and in a remark
)

// Version is one version of a pack of an organisation.
type Version struct {
	ID, Org         string
	Pack, Number    string // hot-day, 1.2.0
	Kind            string // framework, guidelines, helplines
	BasedOn         string // id@version that it began as
	State           string
	Checksum        string
	CreatedBy       string
	CreatedAt       db.Instant
	ChangedAt       db.Instant
	ProposedBy      string
	ReleasedBy      string
	ReleasedAt      db.Instant
	WithdrawnAt     db.Instant
	ReleaseNumber   int64 // 0 when it was never in force
	WithdrawnNumber int64
	Version         int64
	CreatedByName   string
	ProposedByName  string
	ReleasedByName  string
	Authors         []string // ids of who wrote at it
}

// Key names it as the engine does: hot-day@1.2.0.
func (v Version) Key() string { return v.Pack + "@" + v.Number }

// Open tells that its text may still change.
func (v Version) Open() bool { return v.State == Draft }

// File is one text file of a version.
type File struct {
	Name    string
	Body    string
	Version int64
}

// fileName is what a file of a pack may be called: a name in the folder, or in its folder with cases. No other folder,
// no dots that lead elsewhere, nothing hidden.
var fileName = regexp.MustCompile(`^(cases/)?[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\.yaml$`)

// CheckName tells what is wrong with the name of a file; empty when nothing is.
func CheckName(name string) fault.Text {
	switch {
	case name == "":
		return fault.Say("Geef het bestand een naam, zoals regels.yaml.", "Give the file a name, such as rules.yaml.")
	case strings.Contains(name, "..") || strings.HasPrefix(name, "/") || strings.Contains(name, `\`):
		return fault.Say("Een naam mag niet naar een andere map wijzen.", "A name may not point to another folder.")
	case len(name) > 100:
		return fault.Say("Deze naam is te lang.", "This name is too long.")
	case !fileName.MatchString(name):
		return fault.Say("Gebruik letters, cijfers, streepjes en punten, en eindig op .yaml. Voorbeelden staan in cases/.", "Use letters, digits, hyphens and dots, and end in .yaml. Cases stand in cases/.")
	}
	return fault.Text{}
}

// CleanBody makes line ends the same, takes off a mark at the beginning that some editors write, and tells what is wrong
// with a text that cannot be stored. Signs that turn or hide text stay: the check names them with their line, and a
// version with them is not released.
func CleanBody(body string) (string, fault.Text) {
	body = strings.TrimPrefix(strings.ReplaceAll(strings.ReplaceAll(body, "\r\n", "\n"), "\r", "\n"), "\ufeff")
	switch {
	case !utf8.ValidString(body) || strings.ContainsRune(body, 0):
		return "", fault.Say("Dit is geen tekst in UTF-8. Bewaar het bestand als UTF-8 en probeer het opnieuw.", "This is not text in UTF-8. Save the file as UTF-8 and try again.")
	case len(body) > MaxFileBytes:
		return "", fault.Say(fmt.Sprintf("Dit bestand is groter dan %d kB. Verdeel het over meer bestanden.", MaxFileBytes>>10), fmt.Sprintf("This file is larger than %d kB. Split it over several files.", MaxFileBytes>>10))
	}
	return body, fault.Text{}
}

// CheckSize tells whether the files together are more than is taken.
func CheckSize(files []File) fault.Text {
	total := 0
	for _, f := range files {
		total += len(f.Body)
	}
	switch {
	case len(files) > MaxPackFiles:
		return fault.Say(fmt.Sprintf("Een pakket heeft hooguit %d bestanden.", MaxPackFiles), fmt.Sprintf("A pack has at most %d files.", MaxPackFiles))
	case total > MaxPackBytes:
		return fault.Say(fmt.Sprintf("De bestanden zijn samen groter dan %d MB.", MaxPackBytes>>20), fmt.Sprintf("The files together are larger than %d MB.", MaxPackBytes>>20))
	}
	return fault.Text{}
}

// Parties are who can be consulted about a version.
var Parties = []string{"workers", "client_council", "experience"}

// Consulted is whether and how somebody was consulted.
type Consulted struct {
	Party string
	Said  bool // something was said about it
	Asked bool
	Words string // how, or why not
	Day   string // 2020-05-20, when asked
}

// Act is something that happened to a version.
type Act struct {
	Act, Words, By string
	At             db.Instant
}

// Run is work in the background.
type Run struct {
	ID, Org, VersionID string
	Task               string // impact, back
	Leaving            bool
	Checksum, State    string
	Done, Total        int64
	Impact             Impact
	Tries              int64
	StartedBy          string
	StartedAt, BeatAt  db.Instant
	EndedAt            db.Instant
}

// Over tells that it waits for nothing any more.
func (r Run) Over() bool { return r.State == "done" || r.State == "interrupted" }
