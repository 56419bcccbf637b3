package framework

import (
	"regexp"
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
	if len(h.Languages) == 0 {
		c.add(h.Pos, "missing", "languages", "Languages in which every text is given: [nl, en].")
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

// checkSources looks at what every kind of pack has: sources and references to them.
func checkSources(c *collector, p *Pack) map[string]*Source {
	out := map[string]*Source{}
	for i := range p.Sources {
		s := &p.Sources[i]
		if _, twice := out[string(s.ID)]; twice {
			c.add(s.Pos, "double-id", "sources", s.ID)
		}
		out[string(s.ID)] = s
		if _, err := ParseDay(s.Date); s.Date != "" && (!datePattern.MatchString(s.Date) || len(s.Date) == 10 && err != nil) {
			c.add(s.Pos, "bad-source-date", cut(s.Date))
		}
		checkURL(c, s.Pos, s.URL)
	}
	for i := range p.HelpLines {
		checkURL(c, p.HelpLines[i].Pos, p.HelpLines[i].URL)
	}
	return out
}

// checkURL lets only web addresses through: what stands here becomes a link on a page.
func checkURL(c *collector, at Pos, url string) {
	if url == "" {
		return
	}
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") || strings.ContainsAny(url, " \t\r\n\"'<>`\\") {
		c.add(at, "bad-url", cut(url))
	}
}
