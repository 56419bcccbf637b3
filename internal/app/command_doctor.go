package app

import (
	"context"
	"fmt"
	"io"
)

// doctorCommand looks whether everything is right, and changes nothing.
type doctorCommand struct {
	doors
	place
}

// state is how bad a finding is.
type state int

const (
	fine state = iota
	mind
	wrong
)

var stateKeys = [...]string{"doctor_ok", "doctor_warn", "doctor_fail"}

// finding is what one look gave.
type finding struct {
	state  state
	what   string // key of the thing that was looked at
	told   string
	remedy string
}

// doctor collects findings.
type doctor struct {
	*Console
	found []finding
}

func (d *doctor) fine(what, told string)          { d.add(fine, what, told, "") }
func (d *doctor) mind(what, told, remedy string)  { d.add(mind, what, told, remedy) }
func (d *doctor) wrong(what, told, remedy string) { d.add(wrong, what, told, remedy) }
func (d *doctor) add(s state, what, told, r string) {
	d.found = append(d.found, finding{s, what, told, r})
}

// Run looks at everything and tells it line by line. The exit code is 1 if something is wrong.
func (s *doctorCommand) Run(c *Console) error {
	d := &doctor{Console: c}
	ctx := context.Background()
	source := s.source()
	if source.IsFile() {
		d.folder(source)
		d.sqlite(ctx, source)
	} else {
		d.database(ctx, source)
	}
	d.zone()
	d.door(ctx, s.Addr)
	if s.Monitor != "none" && s.Monitor != "" {
		d.door(ctx, s.Monitor)
	}
	return d.tell(c.Out)
}

// tell prints the findings and the conclusion.
func (d *doctor) tell(w io.Writer) error {
	var count [3]int
	for _, f := range d.found {
		count[f.state]++
		fmt.Fprintf(w, "%-7s %-13s %s\n", d.T(stateKeys[f.state]), d.T(f.what), f.told)
		if f.remedy != "" {
			fmt.Fprintf(w, "%-21s → %s\n", "", f.remedy)
		}
	}
	fmt.Fprintln(w)
	switch {
	case count[wrong] > 0:
		fmt.Fprintln(w, d.T("doctor_result_fail", count[wrong]))
		return withCode(ExitFailed, nil)
	case count[mind] > 0:
		fmt.Fprintln(w, d.T("doctor_result_warn", count[mind]))
	default:
		fmt.Fprintln(w, d.T("doctor_result_ok"))
	}
	return nil
}
