package app

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"nabij/internal/framework"
)

// contentCheck looks whether content is right.
type contentCheck struct {
	Dirs   []string `arg:"" optional:"" name:"folder" help:"${arg_content_dirs}"`
	Strict bool     `help:"${flag_strict}"`
}

// remark is one line of the report: an issue of the engine, or one of the command line.
type remark struct {
	pos             framework.Pos
	warning         bool
	message, remedy string
}

// Run checks and tells every issue at once. The exit code is 3 when something must be mended.
func (s *contentCheck) Run(c *Console) error {
	shelf, err := c.openShelf(s.Dirs)
	if err != nil {
		return err
	}
	remarks, cases := c.check(shelf)
	errors := c.tellRemarks(remarks)
	warnings := len(remarks) - errors
	if len(remarks) > 0 {
		fmt.Fprintln(c.Out)
	}
	summary := c.T("content_looked", c.many("n_packs", len(shelf.own)+len(shelf.broken)), c.many("n_cases", cases)) + " "
	switch {
	case len(remarks) == 0:
		summary += c.T("content_all_right")
	default:
		summary += c.T("content_found", c.many("n_errors", errors), c.many("n_warnings", warnings))
	}
	fmt.Fprint(c.Out, flow("", summary, 0))
	if errors > 0 || s.Strict && warnings > 0 {
		return withCode(ExitIssues, nil)
	}
	return nil
}

// check gathers everything that is wrong or doubtful, in order of file and line, and the number of cases.
func (c *Console) check(s *shelf) ([]remark, int) {
	seen := map[string]bool{}
	var out []remark
	add := func(r remark) {
		key := fmt.Sprint(r)
		if !seen[key] {
			seen[key] = true
			out = append(out, r)
		}
	}
	issues := func(list framework.Issues) {
		for _, i := range list {
			if !i.Warning || s.isOwn(i.Pos.File) {
				add(remark{i.Pos, i.Warning, i.Message(c.Lang), i.Remedy(c.Lang)})
			}
		}
	}
	issues(s.issues)
	cases := 0
	for _, p := range s.own {
		if need := s.needsBroken(p); need != "" {
			add(remark{p.Head.Pos, true, c.T("content_not_looked_into", p.Head.ID, need), c.T("content_mend_first")})
			continue
		}
		fw, found := s.compile(p)
		issues(found)
		if fw == nil {
			continue
		}
		if p.Head.Kind == "framework" {
			issues(fw.Dead())
		}
		if p.Head.Kind == "guidelines" {
			issues(s.lostGroups(p))
		}
		n, wrong := c.checkCases(s, p)
		cases += n
		for _, r := range wrong {
			add(r)
		}
	}
	for _, r := range c.checkLocks(s) {
		add(r)
	}
	slices.SortStableFunc(out, func(a, b remark) int {
		return cmp.Or(cmp.Compare(a.pos.File, b.pos.File), cmp.Compare(a.pos.Line, b.pos.Line), cmp.Compare(a.pos.Col, b.pos.Col))
	})
	return out, cases
}

// lostGroups looks for groups that no framework here defines; when none here uses the guidelines, in all that is known.
func (s *shelf) lostGroups(p *framework.Pack) framework.Issues {
	all := s.library.Packs
	if slices.ContainsFunc(s.own, func(o *framework.Pack) bool {
		return slices.ContainsFunc(o.Head.Guidelines, func(r framework.Ref) bool { return r.ID == string(p.Head.ID) || r.ID == p.Head.On.ID })
	}) {
		all = s.own
	}
	return framework.LostGroups(p, all)
}

// checkCases looks whether the cases of a pack can be read and only use what the framework has.
func (c *Console) checkCases(s *shelf, p *framework.Pack) (int, []remark) {
	files, issues := framework.LoadCases(s.home(p).files, p.Dir)
	var out []remark
	for _, i := range issues {
		out = append(out, remark{i.Pos, i.Warning, i.Message(c.Lang), i.Remedy(c.Lang)})
	}
	bad := map[string]bool{}
	for _, i := range issues.Errors() {
		bad[i.Pos.File] = true
	}
	for _, f := range files {
		if bad[f.Pos.File] {
			continue
		}
		fw, found := s.compile(p, f.With...)
		for _, i := range found.Errors() {
			out = append(out, remark{f.Pos, false, i.Message(c.Lang), i.Remedy(c.Lang)})
		}
		if fw == nil {
			continue
		}
		_, problems := f.Case(fw)
		for _, problem := range problems {
			out = append(out, remark{f.At(problem), false, problem.Message(c.Lang), ""})
		}
	}
	return len(files), out
}

// tellRemarks prints every remark and gives the number of errors.
func (c *Console) tellRemarks(remarks []remark) (errors int) {
	for _, r := range remarks {
		word := c.T("content_warning")
		if !r.warning {
			word = c.T("content_error")
			errors++
		}
		place := r.pos
		place.File = path.Clean(place.File)
		first := place.String() + ": " + word + ": "
		if len([]rune(first)) > lineWidth/2 { // a long path: what is wrong begins below it, so that it can be read
			fmt.Fprintln(c.Out, strings.TrimSpace(first))
			first = ""
		}
		fmt.Fprint(c.Out, flow(first, r.message, 4))
		if r.remedy != "" {
			fmt.Fprint(c.Out, flow("    → ", r.remedy, 6))
		}
	}
	return errors
}
