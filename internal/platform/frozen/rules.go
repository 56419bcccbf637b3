// Package frozen holds released content to its word: a pack that keeps its id and version keeps its text.
//
// Advice that was given and stored names the pack and version it came from. When a text changes without a new version,
// that advice can no longer be explained. So the program stores the checksum of each released pack the first time it
// sees it, and refuses to start on another one. It knows nothing of what is in a pack.
package frozen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Pack is a released pack as it lies before us.
type Pack struct{ ID, Version, Checksum string }

// Change is a released pack that differs from what it was.
type Change struct {
	ID, Version string
	Was, Is     string // the checksums
}

// Changed is the error of content that was changed after its release.
type Changed struct{ Changes []Change }

// Error says in plain words what is wrong and what to do.
func (c *Changed) Error() string { return c.In("en") }

// In says it in a language.
func (c *Changed) In(lang string) string {
	head, line, remedy := "Vrijgegeven inhoud ligt vast, maar is gewijzigd:", "\n  %s %s (controlegetal was %s, is %s)",
		"\nZet de bestanden terug zoals ze waren en geef de gewijzigde tekst een nieuw versienummer."
	if lang == "en" {
		head, line, remedy = "Released content is frozen, but was changed:", "\n  %s %s (checksum was %s, is %s)",
			"\nPut the files back as they were, and give the changed text a new version number."
	}
	var s strings.Builder
	s.WriteString(head)
	for _, change := range c.Changes {
		fmt.Fprintf(&s, line, change.ID, change.Version, short(change.Was), short(change.Is))
	}
	s.WriteString(remedy)
	return s.String()
}

// Compare finds the packs that differ from what was stored, in order of id and version.
func Compare(stored, present []Pack) []Change {
	was := map[[2]string]string{}
	for _, p := range stored {
		was[[2]string{p.ID, p.Version}] = p.Checksum
	}
	var changes []Change
	for _, p := range present {
		if old, ok := was[[2]string{p.ID, p.Version}]; ok && old != p.Checksum {
			changes = append(changes, Change{p.ID, p.Version, old, p.Checksum})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Version, b.Version))
	})
	return changes
}

// short gives the beginning of a checksum, enough to tell two apart.
func short(checksum string) string {
	if len(checksum) > 12 {
		return checksum[:12] + "…"
	}
	return checksum
}
