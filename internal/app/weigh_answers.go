package app

import (
	"errors"
	"io"
	"os"
	"strings"

	"nabij/internal/framework"
)

// readAnswers reads a file with answers, or the input when its name is "-". Everything wrong with it is told at once.
func (c *Console) readAnswers(name string) (*framework.CaseFile, error) {
	from := c.In
	shown := name
	if name == "-" {
		shown = c.T("weigh_input")
	} else {
		f, err := os.Open(name)
		if err != nil {
			return nil, usageError(c.T("weigh_no_file", name))
		}
		defer f.Close()
		from = f
	}
	// One byte more than a file may have: the reader then says that it is too large, and memory does not fill up.
	data, err := io.ReadAll(io.LimitReader(from, framework.MaxFileBytes+1))
	if err != nil {
		return nil, usageError(c.T("weigh_no_file", name))
	}
	file, issues := framework.ReadCase(shown, data)
	if errs := issues.Errors(); len(errs) > 0 {
		var all []error
		for _, i := range errs {
			all = append(all, errors.New(i.In(c.Lang)))
		}
		return nil, withCode(ExitAnswers, c.listed("weigh_answers_wrong", all))
	}
	return file, nil
}

// tellProblems tells every answer that does not suit the framework, or gives nil.
func (c *Console) tellProblems(file *framework.CaseFile, problems []framework.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	var all []error
	for _, p := range problems {
		line := p.Message(c.Lang)
		if at := file.At(p); at.File != "" {
			line = at.String() + ": " + line
		}
		all = append(all, errors.New(line))
	}
	return withCode(ExitAnswers, c.listed("weigh_answers_wrong", all))
}

// readSituation reads a case for a framework.
func (c *Console) readSituation(fw *framework.Framework, name string) (framework.Case, error) {
	file, err := c.readAnswers(name)
	if err != nil {
		return framework.Case{}, err
	}
	situation, problems := file.Case(fw)
	return situation, c.tellProblems(file, problems)
}

// listed puts a sentence above a list of messages, each on lines of its own.
func (c *Console) listed(key string, all []error) error {
	var b strings.Builder
	b.WriteString(c.T(key))
	for _, err := range all {
		b.WriteString("\n" + strings.TrimSuffix(flow("  - ", err.Error(), 4), "\n"))
	}
	return errors.New(b.String())
}
