package app

import (
	"fmt"
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
	if before.Pack.Head.Kind != after.Pack.Head.Kind {
		return usageError(c.T("diff_kinds"))
	}
	d := framework.Compare(before, after, c.Lang)
	fmt.Fprint(c.Out, flow("", c.T("diff_title", before.Pack.Key(), after.Pack.Key()), 0))
	if len(d.Lines) == 0 {
		fmt.Fprintln(c.Out, c.T("diff_same"))
		return nil
	}
	if len(d.Summary) > 0 {
		fmt.Fprintln(c.Out)
	}
	for _, line := range d.Summary {
		fmt.Fprint(c.Out, flow("  - ", line, 4))
	}
	if d.Next != "" {
		fmt.Fprint(c.Out, "\n"+flow("", c.T("diff_other_advice", d.Next), 0))
	}
	part := ""
	for _, l := range d.Lines {
		if l.Part != part {
			part = l.Part
			fmt.Fprintf(c.Out, "\n%s\n", strings.ToUpper(l.PartIn))
		}
		fmt.Fprint(c.Out, flow(l.Mark+" ", l.Text, 2))
		for _, more := range l.More {
			fmt.Fprint(c.Out, flow("    · ", more, 6))
		}
	}
	return withCode(ExitFailed, nil)
}

// load reads and compiles one version: a folder, or id or id@version of a pack that comes with the program.
func (s *contentDiff) load(c *Console, word string) (e framework.Edition, err error) {
	if !strings.ContainsAny(word, "/\\.") || strings.Contains(word, "@") {
		shelf, err := c.openShelfBeside(nil, s.Content)
		if err != nil {
			return e, err
		}
		id, version, _ := strings.Cut(word, "@")
		if p := shelf.library.Find(id, version); p != nil {
			return s.compile(c, shelf, p)
		}
	}
	shelf, err := c.openShelfBeside([]string{word}, s.Content)
	if err != nil {
		return e, err
	}
	if len(shelf.own) > 1 {
		return e, usageError(c.T("diff_one_pack", word, strings.Join(keys(shelf.own), ", ")))
	}
	if errs := shelf.issues.Errors(); len(errs) > 0 || len(shelf.own) == 0 {
		return e, c.contentErrors(shelf.issues.Errors())
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

func (s *contentDiff) compile(c *Console, shelf *shelf, p *framework.Pack) (e framework.Edition, err error) {
	fw, issues := shelf.compile(p)
	if fw == nil {
		return e, c.contentErrors(issues.Errors())
	}
	return framework.Edition{Pack: p, In: fw}, nil
}
