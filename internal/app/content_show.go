package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"nabij/internal/framework"
)

// contentShow prints a pack in plain words, to be read and discussed.
type contentShow struct {
	What    string   `arg:"" name:"what" help:"${arg_content_what}"`
	Case    string   `placeholder:"FILE" help:"${flag_show_case}"`
	Content []string `placeholder:"FOLDER" help:"${flag_beside}"`
}

// Run prints the pack: a folder, or the name of a pack that comes with the program.
func (s *contentShow) Run(c *Console) error {
	var dirs []string
	if info, err := os.Stat(s.What); err == nil && (info.IsDir() || filepath.Base(s.What) == "pack.yaml") {
		dirs = []string{s.What}
	}
	shelf, err := c.openShelfBeside(dirs, s.Content)
	if err != nil {
		return err
	}
	if len(shelf.issues.Errors()) > 0 {
		remarks, _ := c.check(shelf)
		c.tellRemarks(remarks)
		return withCode(ExitIssues, nil)
	}
	packs := shelf.own
	if dirs == nil {
		p := shelf.library.Find(s.What, "")
		if p == nil {
			known := shelf.library.IDs("")
			return usageError(c.T("content_no_pack", s.What) + c.didYouMean(s.What, known) + " " + c.T("choose_from", strings.Join(known, ", ")))
		}
		packs = []*framework.Pack{p}
	}
	for i, p := range packs {
		if i > 0 {
			fmt.Fprintln(c.Out)
		}
		if err := s.pack(c, shelf, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *contentShow) pack(c *Console, shelf *shelf, p *framework.Pack) error {
	fw, issues := shelf.compile(p)
	if fw == nil {
		for _, i := range issues.Errors() {
			c.tellRemarks([]remark{{i.Pos, false, i.Message(c.Lang), i.Remedy(c.Lang)}})
		}
		return withCode(ExitIssues, nil)
	}
	x := &shower{Console: c, pack: p, fw: fw, words: framework.Edition{Pack: p, In: fw}.Spoken(c.Lang)}
	if s.Case != "" && p.Head.Kind == "framework" {
		situation, err := c.readSituation(fw, s.Case)
		if err != nil {
			return err
		}
		x.advice = fw.Evaluate(situation)
	}
	x.header()
	switch p.Head.Kind {
	case "framework":
		x.considerations()
		x.conditions()
		x.rules()
		x.forms()
		x.routes()
	case "guidelines":
		x.guidelines()
	case "helplines":
		x.helplines()
	}
	x.sources()
	if x.advice != nil {
		fmt.Fprintf(c.Out, "\n%s\n", strings.ToUpper(c.T("show_advice")))
		c.writeProse(x.advice.Tell(c.Lang).Prose())
	}
	return nil
}

// shower prints the parts of a pack.
type shower struct {
	*Console
	pack   *framework.Pack
	fw     *framework.Framework
	words  *framework.Spoken // names of things, and what rules do
	advice *framework.Advice // of a case, or nil
}

func (x *shower) in(t framework.Text) string { return x.fw.Plain(t, x.Lang) }

// at prints text set in by so many columns.
func (x *shower) at(indent int, mark, text string) {
	fmt.Fprint(x.Out, flow(strings.Repeat(" ", indent)+mark, text, indent+len([]rune(mark))))
}

// head begins a part, with the number of things in it.
func (x *shower) head(key string, n int) {
	fmt.Fprintf(x.Out, "\n%s (%d)\n", strings.ToUpper(x.T(key)), n)
}

func (x *shower) header() {
	h := x.pack.Head
	x.at(0, "", x.in(h.Title))
	x.at(0, "", fmt.Sprintf("%s %s, %s", h.ID, h.Version, x.T("status_"+h.Status)))
	if !h.Summary.Empty() {
		fmt.Fprintln(x.Out)
		x.at(0, "", x.in(h.Summary))
	}
	var names []string
	for _, v := range x.pack.Variants {
		names = append(names, v.Title.In(x.Lang))
	}
	if len(names) > 0 {
		fmt.Fprintln(x.Out)
		fmt.Fprint(x.Out, flow(x.T("show_roles")+" ", strings.Join(names, ", ")+".", 2))
	}
}

// source gives where something comes from, as a sentence between brackets.
func (x *shower) source(r framework.Ref) string {
	for i := range x.pack.Sources {
		s := &x.pack.Sources[i]
		if string(s.ID) != r.ID {
			continue
		}
		date := ""
		if s.Date != "" {
			date = ", " + s.Date
		}
		return s.Title + date + " (" + framework.Word(s.Status, x.Lang) + ")"
	}
	return ""
}

func (x *shower) sources() {
	if len(x.pack.Sources) == 0 {
		return
	}
	x.head("show_sources", len(x.pack.Sources))
	for i := range x.pack.Sources {
		s := &x.pack.Sources[i]
		x.at(0, "- ", x.source(framework.Ref{ID: string(s.ID)}))
		if s.URL != "" {
			fmt.Fprintf(x.Out, "  %s\n", s.URL)
		}
		if !s.Note.Empty() {
			x.at(2, "", x.in(s.Note))
		}
	}
}

// condition prints a condition: on the line of its word when it is one line, otherwise below it.
func (x *shower) condition(indent int, word string, c *framework.Cond) {
	if c.Always() {
		x.at(indent, "", x.T("show_always"))
		return
	}
	lines := x.fw.InWords(c, x.Lang)
	for _, l := range lines {
		if l.Depth == 0 {
			fmt.Fprint(x.Out, flow(strings.Repeat(" ", indent)+word+" ", l.Text, indent+2))
		} else {
			x.at(indent+2*l.Depth, "- ", l.Text)
		}
	}
}
