package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
)

// auditList reads the log. That somebody did so is in the log before anything is printed.
type auditList struct {
	place
	trail
	Organisation string `placeholder:"ID" help:"${flag_audit_organisation}"`
	Resident     string `placeholder:"ID" xor:"which" help:"${flag_audit_resident}"`
	Actor        string `placeholder:"ID" xor:"which" help:"${flag_audit_actor}"`
	From         string `placeholder:"DAY" help:"${flag_audit_from}"`
	Until        string `placeholder:"DAY" help:"${flag_audit_until}"`
	Limit        int    `default:"50" placeholder:"N" help:"${flag_audit_limit}"`
}

// Run prints lines, newest first.
func (s *auditList) Run(c *Console) (err error) {
	ctx := context.Background()
	zone, err := time.LoadLocation(zone)
	if err != nil {
		return err
	}
	from, until, err := s.days(c, zone)
	if err != nil {
		return err
	}
	d, err := c.openStored(ctx, s.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	org, err := c.organisationOf(ctx, d, s.Organisation)
	if err != nil {
		return err
	}
	log, err := c.openTrail(d, s.trail, s.place)
	if err != nil {
		return err
	}
	// Who can start this command can reach the database as well: nobody is asked, and it is written down.
	ctx = audit.As(ctx, org, "cli")
	may := access.Decision{Allowed: true, Ground: "operator"}
	for page := (audit.Page{}); s.Limit > 0; {
		page.Limit = min(s.Limit, audit.MaxPage)
		var list audit.List
		switch {
		case s.Resident != "":
			list, err = log.ByResident(ctx, may, s.Resident, page)
		case s.Actor != "":
			list, err = log.ByActor(ctx, may, s.Actor, page)
		default:
			list, err = log.Between(ctx, may, from, until, page)
		}
		if err != nil {
			return err
		}
		for _, e := range list.Entries {
			if !e.At.Before(from) && e.At.Before(until) {
				fmt.Fprintln(c.Out, c.entryWords(e, zone))
			}
		}
		s.Limit -= len(list.Entries)
		if page.Before = list.Next; page.Before == 0 {
			break
		}
	}
	return nil
}

// days gives the stretch that was asked for; without one it is everything.
func (s *auditList) days(c *Console, zone *time.Location) (from, until time.Time, err error) {
	from, until = time.Date(2000, 1, 1, 0, 0, 0, 0, zone), c.Clock.Now().AddDate(1, 0, 0)
	if s.From != "" {
		if from, err = time.ParseInLocation(time.DateOnly, s.From, zone); err != nil {
			return from, until, usageError(c.T("audit_no_day", s.From))
		}
	}
	if s.Until != "" {
		if until, err = time.ParseInLocation(time.DateOnly, s.Until, zone); err != nil {
			return from, until, usageError(c.T("audit_no_day", s.Until))
		}
		until = until.AddDate(0, 0, 1)
	}
	return from, until, nil
}

// organisationOf gives the organisation that was named, or the only one there is.
func (c *Console) organisationOf(ctx context.Context, d *db.DB, named string) (string, error) {
	orgs, err := audit.Organisations(ctx, d)
	if err != nil {
		return "", err
	}
	real := slices.DeleteFunc(slices.Clone(orgs), func(o string) bool { return o == audit.Installation })
	switch {
	case named == "" && len(real) == 1:
		return real[0], nil
	case named == "" && len(real) == 0 && len(orgs) == 1:
		return orgs[0], nil
	case !slices.Contains(orgs, named):
		return "", usageError(c.T("audit_which_organisation", strings.Join(orgs, ", ")))
	}
	return named, nil
}

func (c *Console) entryWords(e audit.Entry, zone *time.Location) string {
	words := e.Event.Words.In(c.Lang)
	if words == "" {
		words = e.Event.Code
	}
	parts := []string{fmt.Sprintf("%6d  %s  %s", e.Seq, e.At.In(zone).Format("2006-01-02 15:04:05"), words)}
	if e.Forgotten {
		return parts[0] + "  " + c.T("audit_forgotten")
	}
	for _, p := range []struct{ name, value string }{
		{"who", e.Actor}, {"role", e.Role}, {"behalf", e.Behalf}, {"object", strings.Trim(e.Kind+" "+e.ID, " ")},
		{"residents", strings.Join(e.Residents, " ")}, {"ground", e.Ground}, {"detail", e.Detail}, {"from", strings.Trim(e.Device+" "+e.Address, " ")},
	} {
		if p.value != "" {
			parts = append(parts, c.T("audit_list_"+p.name)+" "+p.value)
		}
	}
	if e.Outcome != audit.Done {
		parts = append(parts, c.T("audit_outcome_"+e.Outcome))
	}
	return strings.Join(parts, "; ")
}
