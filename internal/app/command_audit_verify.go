package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
)

// auditVerify proves that the audit trail is as it was. It writes nothing, so that what is evidence stays as it is.
type auditVerify struct {
	place
	trail
	Head    []string `required:"" placeholder:"FILE" help:"${flag_audit_head}"`
	Public  []string `placeholder:"FILE" help:"${flag_audit_public}"`
	KeyFrom int64    `placeholder:"N" help:"${flag_audit_key_from}"`
}

// Run compares every line of every organisation with its hashes and with heads from outside.
func (s *auditVerify) Run(c *Console) (err error) {
	ctx := context.Background()
	public, err := c.publicKeys(s.Public, s.keyPath(s.place))
	if err != nil {
		return err
	}
	heads, strange, err := s.outside(c, public)
	if err != nil {
		return err
	}
	check := audit.Check{Heads: heads, KeyFrom: s.KeyFrom}
	if _, err := os.Stat(s.keyPath(s.place)); err == nil {
		if check.Key, err = audit.OpenKey(s.keyPath(s.place), s.folder()); err != nil {
			return err
		}
	} else {
		fmt.Fprint(c.Out, flow("", c.T("audit_verify_no_key", s.keyPath(s.place)), 0))
	}
	d, err := c.openStored(ctx, s.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	wrong, err := c.verifyAll(ctx, d, check)
	if err != nil {
		return err
	}
	if strange > 0 {
		fmt.Fprint(c.Out, flow("", c.many("audit_verify_strange", strange), 0))
	}
	if wrong || strange > 0 {
		fmt.Fprint(c.Out, flow("", c.T("audit_verify_wrong"), 0))
		return withCode(ExitIssues, nil)
	}
	fmt.Fprintln(c.Out, c.T("audit_verify_right"))
	return nil
}

// outside reads the heads from the files that were named, and counts those that nobody with a known key signed.
func (s *auditVerify) outside(c *Console, public []string) (heads []audit.Head, strange int, err error) {
	for _, file := range s.Head {
		f, err := os.Open(file)
		if err != nil {
			return nil, 0, usageError(c.T("audit_no_head", file))
		}
		texts, err := audit.SplitHeads(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, 0, err
		}
		if len(texts) == 0 {
			return nil, 0, usageError(c.T("audit_no_head", file))
		}
		for _, text := range texts {
			head, err := audit.OpenHead(text, public...)
			if err != nil {
				strange++
				continue
			}
			heads = append(heads, head)
		}
	}
	return heads, strange, nil
}

// verifyAll verifies every organisation that has a log, or of which a head says that it had one.
func (c *Console) verifyAll(ctx context.Context, d *db.DB, check audit.Check) (wrong bool, err error) {
	orgs, err := audit.Organisations(ctx, d)
	if err != nil {
		return false, err
	}
	all := map[string]bool{}
	for _, org := range orgs {
		all[org] = true
	}
	for _, head := range check.Heads {
		all[head.Org] = true
	}
	for _, org := range sortedKeys(all) {
		report, err := audit.Verify(ctx, d, org, check)
		if err != nil {
			return false, err
		}
		fmt.Fprintln(c.Out, c.T("audit_verify_log", org, report.Lines, report.Forgotten))
		if report.Heads > 0 {
			fmt.Fprintln(c.Out, "  "+c.T("audit_verify_heads", report.Heads, report.Newest.Size, report.Newest.At))
		} else if report.Right() {
			fmt.Fprint(c.Out, flow("  ", c.T("audit_verify_no_heads"), 2))
		}
		for _, f := range report.Findings {
			wrong = true
			fmt.Fprint(c.Out, flow("  ", c.findingWords(f), 4))
		}
		if report.More > 0 {
			fmt.Fprintln(c.Out, "  "+c.T("audit_verify_more", report.More))
		}
	}
	return wrong, nil
}

func (c *Console) findingWords(f audit.Finding) string {
	where := c.T("audit_line_one", f.From)
	if f.To > f.From {
		where = c.T("audit_line_many", f.From, f.To)
	}
	return where + ": " + c.T("audit_wrong_"+strings.ToLower(string(f.Wrong)))
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
