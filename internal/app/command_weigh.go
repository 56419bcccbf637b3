package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nabij/internal/framework"
)

// The exit codes of weigh beside the general ones.
const (
	ExitAnswers    = 4 // the answers have problems; no advice was given
	ExitNotAdvised = 5 // with --form: that form is not advised or against a guideline
	ExitNotKnown   = 6 // with --form: whether that form fits is not yet known
)

// weighCommand weighs one situation.
type weighCommand struct {
	Framework    string   `placeholder:"ID" help:"${flag_framework}"`
	Answers      string   `placeholder:"FILE" help:"${flag_answers}"`
	Day          string   `placeholder:"DAY" help:"${flag_day}"`
	Day2         string   `name:"day2" placeholder:"DAY" help:"${flag_day2}"`
	Today        string   `placeholder:"DAY" help:"${flag_today}"`
	Variant      string   `placeholder:"ID" help:"${flag_variant}"`
	Region       string   `placeholder:"ID" help:"${flag_region}"`
	Level        string   `placeholder:"ID" help:"${flag_level}"`
	Place        string   `placeholder:"ID" help:"${flag_place}"`
	Organisation string   `placeholder:"ID" help:"${flag_organisation}"`
	Flow         string   `placeholder:"ID" help:"${flag_flow}"`
	With         []string `placeholder:"PACK" help:"${flag_with}"`
	Content      []string `placeholder:"FOLDER" help:"${flag_content}"`
	Form         string   `placeholder:"ID" help:"${flag_form}"`
	Full         bool     `help:"${flag_full}"`
	JSON         bool     `name:"json" help:"${flag_json}"`
}

// Run gives the advice: on a file with answers, or on what a person answers at the terminal.
func (s *weighCommand) Run(c *Console) error {
	file := &framework.CaseFile{}
	if s.Answers != "" {
		var err error
		if file, err = c.readAnswers(s.Answers); err != nil {
			return err
		}
	}
	fw, err := s.open(c, file)
	if err != nil {
		return err
	}
	if err := s.checkWords(c, fw); err != nil {
		return err
	}
	s.lay(file)
	talk := &interview{Console: c, fw: fw, out: c.Out}
	if s.JSON {
		talk.out = c.Err
	}
	situation, err := s.situation(c, fw, file, talk)
	if err != nil {
		return err
	}
	if s.Answers == "" {
		if err := talk.run(&situation); err != nil {
			return err
		}
	}
	if s.Answers == "" && !s.JSON {
		fmt.Fprintln(c.Out)
	}
	return s.tell(c, fw, situation)
}

// lay puts the flags over what the file says.
func (s *weighCommand) lay(file *framework.CaseFile) {
	for _, x := range []struct {
		flag string
		into *string
	}{{s.Day, &file.Day}, {s.Today, &file.Today}, {s.Variant, &file.Variant}, {s.Region, &file.Region}, {s.Level, &file.Level},
		{s.Place, &file.Place}, {s.Organisation, &file.Organisation}, {s.Flow, &file.Flow}} {
		if x.flag != "" {
			*x.into = x.flag
		}
	}
}

// checkWords refuses flags that the framework does not know, before anything is asked.
func (s *weighCommand) checkWords(c *Console, fw *framework.Framework) error {
	for _, day := range []string{s.Day, s.Day2, s.Today} {
		if _, err := framework.ParseMoment(day); day != "" && err != nil {
			return usageError(c.T("weigh_not_a_day", day))
		}
	}
	try := framework.Case{Plan: framework.On(0), Variant: s.Variant, Region: s.Region, Level: s.Level, Place: s.Place, Flow: s.Flow}
	for _, p := range fw.Check(try) {
		return usageError(p.Message(c.Lang))
	}
	if s.Form != "" {
		var forms []string
		for _, f := range fw.Evaluate(try).Tell(c.Lang).Forms {
			forms = append(forms, f.ID)
		}
		if !slices.Contains(forms, s.Form) {
			return usageError(c.T("weigh_no_form", s.Form) + c.didYouMean(s.Form, forms) + " " + c.T("choose_from", strings.Join(forms, ", ")))
		}
	}
	return nil
}

// situation makes the case; without a file the planned day may still be asked for.
func (s *weighCommand) situation(c *Console, fw *framework.Framework, file *framework.CaseFile, talk *interview) (framework.Case, error) {
	if s.Answers == "" {
		if err := talk.begin(file); err != nil {
			return framework.Case{}, err
		}
	}
	situation, problems := file.Case(fw)
	return situation, c.tellProblems(file, problems)
}

// tell prints the advice, or two beside each other, and gives the exit code.
func (s *weighCommand) tell(c *Console, fw *framework.Framework, situation framework.Case) error {
	days := []framework.Case{situation}
	if s.Day2 != "" {
		other := situation
		other.Plan, _ = framework.ParseMoment(s.Day2) // was looked at before
		days = append(days, other)
	}
	var told []*framework.Told
	for _, x := range days {
		told = append(told, fw.Evaluate(x).Tell(c.Lang))
	}
	var err error
	switch {
	case s.JSON && len(told) == 2:
		err = writeJSON(c.Out, map[string]any{"format": 1, "compare": told})
	case s.JSON:
		err = writeJSON(c.Out, told[0])
	default:
		w := &adviceWriter{Console: c, style: c.style(), form: s.Form, full: s.Full}
		if s.Full {
			for _, o := range told {
				c.writeProse(o.Prose(), c.version(o))
			}
		} else {
			w.short(told[0])
		}
		if len(told) == 2 {
			w.compare(told[0], told[1])
		}
	}
	if err != nil {
		return err
	}
	return s.code(told[0])
}

// code gives the exit code that belongs to the form that was asked about.
func (s *weighCommand) code(o *framework.Told) error {
	for i := range o.Forms {
		if o.Forms[i].ID != s.Form {
			continue
		}
		switch o.Forms[i].Fit {
		case framework.NotAdvised, framework.AgainstGuideline:
			return withCode(ExitNotAdvised, nil)
		case framework.NotYetKnown:
			return withCode(ExitNotKnown, nil)
		}
	}
	return nil
}

func writeJSON(w io.Writer, x any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(x)
}

// open finds and compiles the framework, with the packs that are laid on it.
func (s *weighCommand) open(c *Console, file *framework.CaseFile) (*framework.Framework, error) {
	dirs, name := s.Content, s.Framework
	if name == "" {
		name = file.Framework
	}
	folder := ""
	if info, err := os.Stat(name); err == nil && info.IsDir() && name != "" {
		dirs, folder = append(slices.Clone(dirs), name), filepath.ToSlash(filepath.Clean(name))
	}
	shelf, err := c.openShelf(dirs)
	if err != nil {
		return nil, err
	}
	if errs := shelf.issues.Errors(); len(errs) > 0 {
		return nil, c.contentErrors(errs)
	}
	name, version, _ := strings.Cut(name, "@")
	var known []string
	for _, p := range shelf.library.Frameworks() {
		known = append(known, string(p.Head.ID))
		if p.Dir == folder && folder != "" || name == "" && len(shelf.library.Frameworks()) == 1 {
			name = string(p.Head.ID)
		}
	}
	switch {
	case name == "":
		return nil, usageError(c.T("weigh_which_framework") + " " + c.T("choose_from", strings.Join(known, ", ")))
	case !slices.Contains(known, name):
		return nil, usageError(c.T("weigh_no_framework", name) + c.didYouMean(name, known) + " " + c.T("choose_from", strings.Join(known, ", ")))
	}
	if version != "" && shelf.library.Find(name, version) == nil {
		return nil, usageError(c.T("weigh_no_version", name, version) + " " + c.T("choose_from", strings.Join(versions(shelf.library, name), ", ")))
	}
	with := file.With
	if len(s.With) > 0 {
		with = s.With
	}
	if err := s.checkLayers(c, shelf.library, name, with); err != nil {
		return nil, err
	}
	fw, issues := shelf.library.Compile(name, version, with...)
	if fw == nil {
		return nil, c.contentErrors(issues.Errors())
	}
	return fw, nil
}

// versions lists the versions of a pack, as they are named on the command line.
func versions(library *framework.Library, id string) []string {
	var out []string
	for _, p := range library.Packs {
		if string(p.Head.ID) == id {
			out = append(out, p.Key())
		}
	}
	return out
}

func (s *weighCommand) checkLayers(c *Console, library *framework.Library, name string, with []string) error {
	var layers []string
	for _, p := range library.Layers(name) {
		layers = append(layers, string(p.Head.ID))
	}
	for _, w := range with {
		if !slices.Contains(layers, w) {
			message := c.T("weigh_no_layer", w, name) + c.didYouMean(w, layers)
			if len(layers) > 0 {
				message += " " + c.T("choose_from", strings.Join(layers, ", "))
			}
			return usageError(message)
		}
	}
	return nil
}

// contentErrors tells what is wrong with the content, all at once.
func (c *Console) contentErrors(errs framework.Issues) error {
	var all []error
	for _, i := range errs {
		all = append(all, errors.New(i.In(c.Lang)))
	}
	return withCode(ExitIssues, fmt.Errorf("%s\n%w", c.T("weigh_content_errors"), errors.Join(all...)))
}
