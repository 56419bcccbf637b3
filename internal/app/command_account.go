package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
)

// accountCommand groups what whoever keeps the machine may do about accounts, for when no administrator can.
type accountCommand struct {
	List  accountList  `cmd:"" help:"${account_list}"`
	Reset accountReset `cmd:"" help:"${account_reset}"`
}

// accounts are the settings of commands about accounts.
type accounts struct {
	place
	trail
	Key          string `placeholder:"FILE" help:"${flag_key}"`
	Organisation string `placeholder:"ID" help:"${flag_audit_organisation}"`
}

// with opens what a command about accounts needs, does it, and closes again. What is done is written in the trail of the
// organisation, as done by the program at the command line: who can start it can reach database and keys as well.
func (s accounts) with(c *Console, base string, do func(context.Context, *access.Service) error) (err error) {
	ctx := context.Background()
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
	entry, err := gate{Key: s.Key}.openAccess(c, d, log, filepath.Dir(s.keyPath(s.place)), base)
	if err != nil {
		return err
	}
	return do(audit.As(ctx, org, "cli"), entry)
}

// accountList shows who has an account.
type accountList struct{ accounts }

// Run prints a line for each account, those who left last.
func (s *accountList) Run(c *Console) error {
	return s.with(c, "", func(ctx context.Context, entry *access.Service) error {
		all, err := entry.Everyone(ctx)
		if err != nil {
			return err
		}
		slices.SortStableFunc(all, func(x, y access.Person) int {
			if left := (x.State == access.Left); left != (y.State == access.Left) {
				return map[bool]int{true: 1, false: -1}[left]
			}
			return strings.Compare(x.Login, y.Login)
		})
		for _, p := range all {
			var roles []string
			for _, r := range p.Roles {
				roles = append(roles, string(r))
			}
			fmt.Fprintf(c.Out, "%-10s %s  %s  %s\n", c.T("account_state_"+p.State), p.Login, p.Name, strings.Join(roles, ","))
		}
		return nil
	})
}

// accountReset lets somebody begin anew who can come in by no other road.
type accountReset struct {
	accounts
	Base  string `default:"http://127.0.0.1:8080" placeholder:"URL" help:"${flag_base}"`
	Login string `arg:"" help:"${flag_account_login}"`
}

// Run prints the link.
func (s *accountReset) Run(c *Console) error {
	return s.with(c, strings.TrimSuffix(s.Base, "/"), func(ctx context.Context, entry *access.Service) error {
		path, p, err := entry.Restart(ctx, s.Login)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.Err, c.T("account_reset_done", p.Name, int(access.ResetLife.Hours())))
		fmt.Fprintln(c.Out, strings.TrimSuffix(s.Base, "/")+path)
		return nil
	})
}
