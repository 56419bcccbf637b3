package publishing

import (
	"slices"
	"strings"

	"nabij/internal/platform/access"
)

// list puts the files of a version into two lists: those of the pack itself, and its cases.
func (d *desk) list(view *versionView, v Version, c *Check, files []File) {
	for _, x := range files {
		row := fileRow{Name: x.Name, Href: d.fileHref(v, x.Name), Size: d.say("publishing.lines", "Count", countLines(x.Body)),
			Errors: count(c.Findings, func(n Finding) bool { return n.File == x.Name && !n.Warning })}
		if strings.HasPrefix(x.Name, "cases/") {
			view.Cases = append(view.Cases, row)
		} else {
			view.Files = append(view.Files, row)
		}
	}
	view.FilesIn = d.say("publishing.n_files", "Count", len(view.Files))
	view.CasesIn = d.say("publishing.n_case_files", "Count", len(view.Cases))
}

// next tells what must happen now, by whom, with the way to it. It says what the page below it shows: the forms that
// somebody is offered decide, not the other way round.
func (d *desk) next(view versionView, a access.Actor, v Version, c *Check) *nextStep {
	step := func(who, what, href string) *nextStep {
		n := &nextStep{Who: d.say("publishing.next_by." + who), Text: d.say("publishing.next." + what), Href: href}
		if href != "" {
			n.Link = d.say("publishing.next_link." + what)
		}
		return n
	}
	reckoned := view.Impact.Outcome != nil && view.Impact.Old == ""
	switch {
	case c.Busy:
		return step("nabij", "busy", "")
	case v.State == Withdrawn:
		return step("nobody", "withdrawn", "")
	case v.State == Released && view.Impact.Again != nil:
		return step("you", "again", "#again")
	case v.State == Released && view.Impact.Busy:
		return step("nobody", "bringing_back", "#gevolgen")
	case v.State == Released:
		return step("nobody", "released", "#gevolgen")
	case !mayChange(a):
		return step("editor", v.State, "")
	case v.State == Draft && !c.Ready():
		return step("you", "mend", "#bevindingen")
	case view.Impact.Busy:
		return step("nabij", "reckoning", "#gevolgen")
	case view.Impact.Known && !reckoned:
		return step("you", "reckon", "#gevolgen")
	case v.State == Draft:
		return step("you", "propose", "#propose")
	case view.Own != "":
		return step("second", "read_by_other", "")
	case !c.Ready():
		return step("you", "send_back", "#sendback")
	}
	return step("you", "release", "#release")
}

// Bounds of the names that are told when they were left out of a zip.
const (
	mostNames   = 20
	longestName = 100
)

// shownNames makes names from a zip fit to be shown: they can be anything.
func shownNames(names []string) []string {
	var out []string
	for _, n := range names[:min(len(names), mostNames)] {
		if r := []rune(strings.ToValidUTF8(n, "\ufffd")); len(r) > longestName {
			n = string(r[:longestName]) + "…"
		} else {
			n = string(r)
		}
		out = append(out, n)
	}
	slices.Sort(out)
	if len(names) > mostNames {
		out = append(out, "…")
	}
	return out
}
