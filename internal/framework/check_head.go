package framework

import (
	"regexp"
	"sort"
	"strings"
)

var (
	versionPattern = regexp.MustCompile(`^(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})$`)
	langPattern    = regexp.MustCompile(`^[a-z]{2}$`)
	datePattern    = regexp.MustCompile(`^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`)
)

func checkHead(c *collector, h *Head) {
	if h.Version != "" && !versionPattern.MatchString(h.Version) {
		c.add(h.Pos, "bad-version", cut(h.Version))
	}
	seen := map[string]bool{}
	for _, l := range h.Languages {
		if !langPattern.MatchString(l) || seen[l] {
			c.add(h.Pos, "bad-language", cut(l))
		}
		seen[l] = true
	}
	if h.Level == "" {
		h.Level = "national"
	}
	if h.On.ID != "" && h.Level == "national" {
		c.add(h.On.Pos, "national-on-other")
	}
}

func sortedWords(words []string) []string {
	sort.Strings(words)
	return words
}

// checkSources looks at what every kind of pack has: sources and references to them.
func checkSources(c *collector, p *Pack) map[string]*Source {
	out := map[string]*Source{}
	for i := range p.Sources {
		s := &p.Sources[i]
		if _, twice := out[string(s.ID)]; twice {
			c.add(s.Pos, "double-id", "sources", s.ID)
		}
		out[string(s.ID)] = s
		if s.Date != "" && !datePattern.MatchString(s.Date) {
			c.add(s.Pos, "bad-source-date", cut(s.Date))
		}
		if s.URL != "" && (!strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://") || strings.ContainsAny(s.URL, " \"'<>`")) {
			c.add(s.Pos, "bad-url", cut(s.URL))
		}
	}
	return out
}
