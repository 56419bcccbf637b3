package app

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/framework"
)

// contentDiff tells in words what differs between two versions of a pack.
type contentDiff struct {
	Old     string   `arg:"" name:"old" help:"${arg_content_old}"`
	New     string   `arg:"" name:"new" help:"${arg_content_new}"`
	Content []string `placeholder:"FOLDER" help:"${flag_beside}"`
}

// Run prints the differences. The exit code is 1 when there are any, as diff does.
func (s *contentDiff) Run(c *Console) error {
	before, err := s.load(c, s.Old)
	if err != nil {
		return err
	}
	after, err := s.load(c, s.New)
	if err != nil {
		return err
	}
	if before.pack.Head.Kind != after.pack.Head.Kind {
		return usageError(c.T("diff_kinds"))
	}
	d := &differ{Console: c, old: before, new: after}
	d.all()
	fmt.Fprint(c.Out, flow("", c.T("diff_title", before.pack.Key(), after.pack.Key()), 0))
	if len(d.lines) == 0 {
		fmt.Fprintln(c.Out, c.T("diff_same"))
		return nil
	}
	d.summary()
	if next := d.nextVersion(); next != "" {
		fmt.Fprint(c.Out, "\n"+flow("", c.T("diff_other_advice", next), 0))
	}
	part := ""
	for _, l := range d.lines {
		if l.part != part {
			part = l.part
			fmt.Fprintf(c.Out, "\n%s\n", strings.ToUpper(c.T("diff_"+part)))
		}
		fmt.Fprint(c.Out, flow(l.mark+" ", l.text, 2))
		for _, more := range l.more {
			fmt.Fprint(c.Out, flow("    · ", more, 6))
		}
	}
	return withCode(ExitFailed, nil)
}

// load reads and compiles one version: a folder, or id or id@version of a pack that comes with the program.
func (s *contentDiff) load(c *Console, word string) (*shower, error) {
	if !strings.ContainsAny(word, "/\\.") || strings.Contains(word, "@") {
		shelf, err := c.openShelfBeside(nil, s.Content)
		if err != nil {
			return nil, err
		}
		id, version, _ := strings.Cut(word, "@")
		if p := shelf.library.Find(id, version); p != nil {
			return s.compile(c, shelf, p)
		}
	}
	shelf, err := c.openShelfBeside([]string{word}, s.Content)
	if err != nil {
		return nil, err
	}
	if len(shelf.own) > 1 {
		return nil, usageError(c.T("diff_one_pack", word, strings.Join(keys(shelf.own), ", ")))
	}
	if errs := shelf.issues.Errors(); len(errs) > 0 || len(shelf.own) == 0 {
		return nil, c.contentErrors(shelf.issues.Errors())
	}
	return s.compile(c, shelf, shelf.own[0])
}

func keys(packs []*framework.Pack) []string {
	var out []string
	for _, p := range packs {
		out = append(out, p.Key())
	}
	return out
}

func (s *contentDiff) compile(c *Console, shelf *shelf, p *framework.Pack) (*shower, error) {
	fw, issues := shelf.compile(p)
	if fw == nil {
		return nil, c.contentErrors(issues.Errors())
	}
	return &shower{Console: c, pack: p, fw: fw}, nil
}

// differ gathers the differences and counts those that a reader must not miss.
type differ struct {
	*Console
	old, new *shower
	lines    []change
	counts   map[string]int
	order    []string
	more     bool // the difference that is told next is more than words
}

// change is one difference: + is new, - is dropped, * is changed.
type change struct {
	part, mark, text string
	more             []string
	advice           bool // more than words differs
}

func (d *differ) add(part, mark, text string, more ...string) {
	d.lines = append(d.lines, change{part, mark, text, more, mark != "*" || d.more})
	d.more = false
}

// count notes something for the summary on top.
func (d *differ) count(key string) {
	if d.counts == nil {
		d.counts = map[string]int{}
	}
	if d.counts[key] == 0 {
		d.order = append(d.order, key)
	}
	d.counts[key]++
}

// weighty is the order in which the summary tells: what takes protection away comes first.
var weighty = []string{"diff_n_approvals_dropped", "diff_n_consults_dropped", "diff_n_routes_dropped", "diff_n_requirements_dropped",
	"diff_n_loosened", "diff_n_tightened", "diff_n_approvals_added", "diff_n_consults_added", "diff_n_routes_added", "diff_n_requirements_added",
	"diff_n_rules_dropped", "diff_n_rules_added", "diff_n_rules_changed", "diff_n_questions_dropped", "diff_n_questions_added",
	"diff_n_questions_changed", "diff_n_other", "diff_n_texts"}

func (d *differ) summary() {
	fmt.Fprintln(d.Out)
	for _, key := range weighty {
		if n := d.counts[key]; n > 0 && slices.Contains(d.order, key) {
			fmt.Fprint(d.Out, flow("  - ", d.many(key, n), 4))
		}
	}
}

// sameAdvice are the differences that leave the advice on the same answers as it is, whatever their number.
var sameAdvice = []string{"diff_n_texts", "diff_n_questions_added"}

// quietParts are the parts in which nothing but words and sources differs, for the advice.
var quietParts = []string{"header", "considerations", "questions", "stops", "helplines", "sources", "names", "requirements", "routes", "flows"}

// nextVersion gives the version that the new pack must have when the advice on the same answers can come out differently;
// nothing when it cannot, or when the first number is higher already.
func (d *differ) nextVersion() string {
	other := false
	for key, n := range d.counts {
		other = other || n > 0 && key != "diff_n_other" && !slices.Contains(sameAdvice, key)
	}
	for _, l := range d.lines {
		other = other || l.advice && !slices.Contains(quietParts, l.part)
	}
	first := func(version string) int {
		n, _ := strconv.Atoi(strings.Split(version, ".")[0])
		return n
	}
	was := first(d.old.pack.Head.Version)
	if !other || first(d.new.pack.Head.Version) > was {
		return ""
	}
	return strconv.Itoa(was+1) + ".0.0"
}

// all compares part by part.
func (d *differ) all() {
	a, b := d.old.pack, d.new.pack
	d.head()
	d.rules()
	compareThings(d, "considerations", a.Considerations, b.Considerations, func(x *framework.Consideration) (string, framework.Text) { return string(x.ID), x.Title }, "Questions")
	d.questions()
	compareThings(d, "conditions", a.Conditions, b.Conditions, namedCond)
	compareThings(d, "conditions", a.Profiles, b.Profiles, namedCond)
	compareThings(d, "forms", a.Forms, b.Forms, func(x *framework.Form) (string, framework.Text) { return string(x.ID), x.Title })
	compareThings(d, "requirements", a.Requirements, b.Requirements, func(x *framework.Requirement) (string, framework.Text) { return string(x.ID), x.Text })
	compareThings(d, "routes", a.Routes, b.Routes, func(x *framework.Route) (string, framework.Text) { return string(x.ID), x.Title })
	compareThings(d, "stops", a.Stops, b.Stops, func(x *framework.Stop) (string, framework.Text) { return string(x.ID), x.Text })
	compareThings(d, "flows", a.Flows, b.Flows, func(x *framework.Flow) (string, framework.Text) { return string(x.ID), x.Title })
	for _, n := range []struct{ a, b []framework.Named }{{a.Values, b.Values}, {a.Roles, b.Roles}, {a.Variants, b.Variants}, {a.Levels, b.Levels}, {a.Regions, b.Regions}, {a.Places, b.Places}} {
		compareThings(d, "names", n.a, n.b, func(x *framework.Named) (string, framework.Text) { return string(x.ID), x.Title })
	}
	compareThings(d, "names", a.Persons, b.Persons, func(x *framework.Person) (string, framework.Text) { return string(x.ID), x.Title })
	compareThings(d, "computed", a.Scores, b.Scores, func(x *framework.Score) (string, framework.Text) { return string(x.ID), x.Title })
	compareThings(d, "computed", a.Computed, b.Computed, func(x *framework.Computed) (string, framework.Text) { return string(x.ID), x.Title })
	compareThings(d, "parameters", a.Parameters, b.Parameters, func(x *framework.Parameter) (string, framework.Text) { return string(x.ID), x.Title })
	d.holds()
	compareThings(d, "helplines", a.HelpLines, b.HelpLines, func(x *framework.HelpLine) (string, framework.Text) {
		return string(x.ID), framework.Text{"nl": framework.Reach(x.Name, x.Phone)}
	})
	compareThings(d, "sources", a.Sources, b.Sources, func(x *framework.Source) (string, framework.Text) { return string(x.ID), framework.Text{"nl": x.Title} })
}

func namedCond(x *framework.NamedCond) (string, framework.Text) { return string(x.ID), x.Title }

func (d *differ) head() {
	a, b := d.old.pack.Head, d.new.pack.Head
	if a.Status != b.Status {
		d.add("header", "*", d.T("diff_status", d.T("status_"+a.Status), d.T("status_"+b.Status)))
	}
	b.Version, b.Status = a.Version, a.Status
	if fields := changedFields(a, b); len(fields) > 0 {
		d.add("header", "*", d.T("diff_fields", strings.Join(d.fieldWords(fields), ", ")))
		d.count("diff_n_other")
	}
}
