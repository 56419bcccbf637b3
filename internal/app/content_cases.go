package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"nabij/internal/framework"
)

// contentTest runs the cases of packs.
type contentTest struct {
	Dirs   []string `arg:"" optional:"" name:"folder" help:"${arg_content_dirs}"`
	Update bool     `help:"${flag_update}"`
	Case   string   `placeholder:"NAME" help:"${flag_case}"`
}

// caseRun runs the cases of all packs on a shelf and counts.
type caseRun struct {
	*Console
	*contentTest
	shelf   *shelf
	ran     int
	failed  int
	written int
	missing int
	names   []string
	reached map[string]*reach // by id of the framework with its version
	order   []string
}

// Run tries every case: what it expects, and the golden explanation in each language.
func (s *contentTest) Run(c *Console) error {
	shelf, err := c.openShelf(s.Dirs)
	if err != nil {
		return err
	}
	if s.Update && !shelf.folders[0].disk {
		return usageError(c.T("content_update_needs_folder"))
	}
	if len(shelf.issues.Errors()) > 0 {
		remarks, _ := c.check(shelf)
		c.tellRemarks(remarks)
		return withCode(ExitIssues, nil)
	}
	r := &caseRun{Console: c, contentTest: s, shelf: shelf, reached: map[string]*reach{}}
	for _, p := range shelf.own {
		if err := r.pack(p); err != nil {
			return err
		}
	}
	if r.ran == 0 && r.failed == 0 {
		if s.Case != "" {
			return usageError(c.T("content_no_case", s.Case) + c.didYouMean(s.Case, r.names))
		}
		fmt.Fprintln(c.Out, c.T("content_no_cases"))
		return nil
	}
	if s.Case == "" {
		r.tellCoverage()
	}
	for _, f := range c.checkLocks(shelf) {
		c.tellRemarks([]remark{f})
		r.failed++
	}
	return r.tellEnd()
}

func (r *caseRun) tellEnd() error {
	line := r.many("n_cases_ran", r.ran) + " "
	if r.written > 0 {
		line += r.many("n_written", r.written) + " "
	}
	if r.missing > 0 {
		fmt.Fprint(r.Out, flow("", r.many("n_golden_missing", r.missing), 0))
	}
	if r.failed > 0 || r.missing > 0 {
		if r.failed > 0 {
			line += r.many("n_not_as_expected", r.failed)
		}
		fmt.Fprint(r.Out, flow("", line, 0))
		return withCode(ExitIssues, nil)
	}
	fmt.Fprint(r.Out, flow("", line+r.T("content_as_expected"), 0))
	return nil
}

// didYouMean gives " Bedoelt u …?" or nothing.
func (c *Console) didYouMean(word string, known []string) string {
	if near := framework.Nearest(word, known); near != "" {
		return " " + c.T("did_you_mean", near)
	}
	return ""
}

func (r *caseRun) pack(p *framework.Pack) error {
	files, issues := framework.LoadCases(r.shelf.home(p).files, p.Dir)
	bad := map[string]bool{}
	for _, i := range issues {
		r.tellRemarks([]remark{{i.Pos, i.Warning, i.Message(r.Lang), i.Remedy(r.Lang)}})
		bad[i.Pos.File] = bad[i.Pos.File] || !i.Warning
	}
	r.failed += len(bad)
	for _, f := range files {
		r.names = append(r.names, f.Name)
		if bad[f.Pos.File] || r.Case != "" && f.Name != r.Case {
			continue
		}
		if err := r.one(p, f); err != nil {
			return err
		}
	}
	if r.Case == "" {
		r.stale(p, files)
	}
	return nil
}

// one runs a case and tells what differs.
func (r *caseRun) one(p *framework.Pack, f *framework.CaseFile) error {
	r.ran++
	fw, issues := r.shelf.compile(p, f.With...)
	if fw == nil {
		r.fail(f, nil)
		for _, i := range issues.Errors() {
			r.tellRemarks([]remark{{i.Pos, false, i.Message(r.Lang), i.Remedy(r.Lang)}})
		}
		return nil
	}
	if f.Framework != "" && f.Framework != string(fw.Base.Head.ID) {
		r.fail(f, []string{r.T("content_case_elsewhere", f.Framework, fw.Base.Head.ID)})
		return nil
	}
	situation, problems := f.Case(fw)
	var wrong []string
	for _, problem := range problems {
		wrong = append(wrong, f.At(problem).String()+": "+problem.Message(r.Lang))
	}
	if len(wrong) > 0 {
		r.fail(f, wrong)
		return nil
	}
	advice := fw.Evaluate(situation)
	wrong = f.Expect.Check(advice.Tell(r.Lang))
	r.cover(fw, advice.Tell("en"))
	var differences []string
	for _, lang := range framework.Languages {
		if !slices.Contains(p.Head.Languages, lang) {
			continue
		}
		message, difference, err := r.golden(p, f, lang, advice.Tell(lang).Prose())
		if err != nil {
			return err
		}
		if message != "" {
			wrong = append(wrong, message)
			differences = append(differences, difference)
		}
	}
	if len(wrong) > 0 {
		r.fail(f, wrong)
		for _, d := range differences {
			fmt.Fprint(r.Out, d)
		}
	}
	return nil
}

func (r *caseRun) fail(f *framework.CaseFile, wrong []string) {
	r.failed++
	fmt.Fprintf(r.Out, "%s: %s\n", path.Clean(f.Pos.File), r.T("content_case_differs"))
	for _, w := range wrong {
		fmt.Fprint(r.Out, flow("  - ", w, 4))
	}
}

// golden compares the explanation with the one that a person read before, or writes it.
func (r *caseRun) golden(p *framework.Pack, f *framework.CaseFile, lang, prose string) (message, difference string, err error) {
	name := strings.TrimSuffix(f.Pos.File, ".yaml") + "." + lang + ".golden"
	old, err := fs.ReadFile(r.shelf.home(p).files, name)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return "", "", err
	}
	switch {
	case !missing && string(old) == prose:
		return "", "", nil
	case r.Update:
		r.written++
		return "", "", os.WriteFile(filepath.FromSlash(name), []byte(prose), 0o644)
	case missing:
		r.missing++
		return "", "", nil
	}
	return r.T("content_golden_differs", path.Base(name)), lineDiff(string(old), prose, r.Console), nil
}

// stale tells of golden files without a case.
func (r *caseRun) stale(p *framework.Pack, files []*framework.CaseFile) {
	dir := path.Join(p.Dir, "cases")
	entries, err := fs.ReadDir(r.shelf.home(p).files, dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		name, golden := strings.CutSuffix(e.Name(), ".golden")
		if !golden {
			continue
		}
		base := strings.TrimSuffix(name, path.Ext(name))
		if !slices.ContainsFunc(files, func(f *framework.CaseFile) bool { return f.Name == base }) {
			r.tellRemarks([]remark{{framework.Pos{File: path.Join(dir, e.Name())}, true, r.T("content_golden_stale", base), r.T("content_golden_stale_remedy")}})
		}
	}
}
